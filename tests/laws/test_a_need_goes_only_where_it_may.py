"""The law: the life of a need is the table, move by move."""

from datetime import date, timedelta

import pytest

from caremodel.errors import NotAllowedError
from caremodel.people import needs
from caremodel.people.needs import Domain, Need, NeedId, NeedStatus, Provenance
from caremodel.people.patients import PatientId

DAY = date(2026, 6, 1)
LEGAL = {
    "identified": "confirmed deferred declined refuted",
    "confirmed": "addressed met deferred declined refuted",
    "addressed": "confirmed met deferred declined",
    "deferred": "confirmed declined refuted",
    "declined": "confirmed",
    "met": "",
    "refuted": "",
}
"""Typed apart from the code."""


def standing(status: NeedStatus) -> Need:
    """Make a need that stands at *status*, with all that this takes."""
    return Need(
        id=NeedId("n"),
        patient_id=PatientId("p"),
        domain=Domain.SOCIAL,
        category="stress",
        status=status,
        identified_on=DAY,
        provenance=Provenance.SELF_REPORTED,
        reason="said so",
        until=DAY + timedelta(1) if status is NeedStatus.DEFERRED else None,
    )


@pytest.mark.parametrize("target", NeedStatus, ids=lambda status: status.value)
@pytest.mark.parametrize("source", NeedStatus, ids=lambda status: status.value)
def test_a_need_goes_where_the_table_says_and_nowhere_else(
    source: NeedStatus, target: NeedStatus
) -> None:
    """All 49 pairs; a refusal leaves the need as it was."""
    need = standing(source)
    until = DAY + timedelta(9) if target is NeedStatus.DEFERRED else None

    if target.value in LEGAL[source.value].split():
        there = needs.moved(need, target, on=DAY, reason="said so", until=until)
        assert there.status is target
    else:
        with pytest.raises(NotAllowedError, match="does not go there"):
            needs.moved(need, target, on=DAY, reason="said so", until=until)
    assert need == standing(source)


def test_every_status_can_be_reached_and_what_is_open_can_be_left() -> None:
    """Nobody is stuck with a need that can neither be met nor be closed."""
    reached = {NeedStatus.IDENTIFIED}
    for _ in NeedStatus:
        reached |= {target for source in reached for target in needs.MOVES[source]}

    assert reached == set(NeedStatus)
    for status in NeedStatus:
        assert needs.MOVES[status] or not standing(status).is_open
