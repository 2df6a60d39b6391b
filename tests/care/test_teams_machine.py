"""The machine of a team's statuses, against a table typed from the standard."""

from datetime import date
from itertools import product

import pytest

from caremodel.care.teams import TEAMS, TeamStatus
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import refusals

TABLE = {
    ("proposed", "activate"): "active",
    ("proposed", "end"): "inactive",
    ("proposed", "enter in error"): "entered-in-error",
    ("active", "suspend"): "suspended",
    ("active", "end"): "inactive",
    ("active", "enter in error"): "entered-in-error",
    ("suspended", "resume"): "active",
    ("suspended", "end"): "inactive",
    ("suspended", "enter in error"): "entered-in-error",
    ("inactive", "enter in error"): "entered-in-error",
}
"""From which status what leads where; nothing else does."""

NEED_A_REASON = {"suspend", "end", "enter in error"}
STATUSES = ("proposed", "active", "suspended", "inactive", "entered-in-error")
NAMES = ("activate", "suspend", "resume", "end", "enter in error")
ROLES = ("nurse", "patient", "anyone")
NOTHING = Facts(on=date(2025, 3, 3), known={})


def test_the_statuses_are_those_of_the_standard() -> None:
    """A team begins as proposed; only what was never true is at its end for good."""
    assert [place.value for place in TEAMS.places] == list(STATUSES)
    assert TEAMS.initial == (TeamStatus.PROPOSED,)
    assert TEAMS.terminal == (TeamStatus.ENTERED_IN_ERROR,)


def test_each_move_leads_where_the_table_says() -> None:
    """Every status with every move, each way."""
    moves = {(str(m.source), m.name): str(m.target) for m in TEAMS.moves}

    assert moves == TABLE


@pytest.mark.parametrize(("status", "name", "role"), [*product(STATUSES, NAMES, ROLES)])
def test_a_move_is_refused_where_the_table_has_none(
    status: str, name: str, role: str
) -> None:
    """Whoever asks; and off the expected path a reason is asked for."""
    place, actor = TeamStatus(status), Actor("someone", (role,))
    told = refusals(TEAMS, place, name, actor, NOTHING, reason="why")
    silent = refusals(TEAMS, place, name, actor, NOTHING)

    assert (not told) is ((status, name) in TABLE)
    if not told:
        assert bool(silent) is (name in NEED_A_REASON)
