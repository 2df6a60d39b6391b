"""Goals: words, links, the table of lifecycles, achievement, and goals as facts."""

from datetime import date
from typing import Any

import attrs
import pytest

from caremodel.care import goals
from caremodel.care.goals import (
    ACHIEVED_GOALS,
    ACTIVE_GOALS,
    GOALS,
    Achievement,
    Goal,
    GoalId,
    GoalKind,
    Lifecycle,
    Voice,
    VoicedBy,
)
from caremodel.errors import InvalidValueError
from caremodel.grammar.facts import Count, Days, Ever, Facts, draw
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import options
from caremodel.grammar.verdicts import Answer
from caremodel.people.charts import Chart, Coverage
from caremodel.people.needs import NeedId
from caremodel.people.patients import Patient, PatientId

MONDAY, TUESDAY = date(2026, 6, 1), date(2026, 6, 2)
ANN = Voice(VoicedBy.PATIENT, "ann")


def goal(**fields: Any) -> Goal:
    """Make a goal of life that Ann voiced on Monday, or what *fields* say."""
    usual: dict[str, Any] = {
        "id": GoalId("lake"),
        "kind": GoalKind.LIFE,
        "words": "walk to the lake",
        "voiced_by": ANN,
        "voiced_on": MONDAY,
        "what_matters": "being out of doors",
    }
    return Goal(**{**usual, **fields})


# The table, typed from the standard: from where, by which verb, where to. A star marks
# what only the patient or a proxy may do; an exclamation mark, what takes a reason.
TABLE = """
proposed   plan      planned
proposed   accept*   accepted
proposed   start*    active
proposed   reject*   rejected
proposed   counter*  rejected
proposed   cancel!   cancelled
planned    start*    active
planned    cancel!   cancelled
accepted   start     active
accepted   cancel!   cancelled
active     hold!     on-hold
active     complete  completed
active     cancel!   cancelled
on-hold    resume    active
on-hold    complete  completed
on-hold    cancel!   cancelled
proposed   enter-in-error!  entered-in-error
planned    enter-in-error!  entered-in-error
accepted   enter-in-error!  entered-in-error
active     enter-in-error!  entered-in-error
on-hold    enter-in-error!  entered-in-error
completed  enter-in-error!  entered-in-error
cancelled  enter-in-error!  entered-in-error
rejected   enter-in-error!  entered-in-error
"""
ROWS = {
    (source, verb.rstrip("*!").replace("-", " ")): (target, verb[-1])
    for source, verb, target in (line.split() for line in TABLE.split("\n") if line)
}
ROLES = ("patient", "proxy", "caregiver", "care-manager", "clinical-owner")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("stands", Lifecycle)
def test_a_goal_moves_as_the_standard_says(stands: Lifecycle, role: str) -> None:
    """Over all places, moves and roles. INV-051."""
    asked = options(GOALS, stands, Actor("x", (role,)), Facts(on=MONDAY, known={}))
    found = {each.move.name: each for each in asked}

    assert found.keys() == {verb for source, verb in ROWS if source == stands.value}
    for verb, option in found.items():
        target, mark = ROWS[stands.value, verb]
        own = role in {"patient", "proxy"}
        assert option.move.target.value == target
        assert (option.answer is Answer.YES) is (mark != "*" or own)
        assert option.move.needs_reason is (mark == "!")


def test_a_goal_begins_proposed_and_only_an_error_is_for_ever() -> None:
    """Anything else may turn out never to have been."""
    assert GOALS.initial == (Lifecycle.PROPOSED,)
    assert GOALS.terminal == (Lifecycle.ENTERED_IN_ERROR,)
    assert len(Lifecycle) == 9


def test_there_are_nine_achievements_in_three_families() -> None:
    """Sustaining is achieved; improving, worsening and no change are in progress."""
    families: dict[str, set[str]] = {}
    for each in Achievement:
        broader = goals.BROADER.get(each, each)
        families.setdefault(broader.value, set()).add(each.value)

    assert families == {
        "in-progress": {"in-progress", "improving", "worsening", "no-change"},
        "achieved": {"achieved", "sustaining"},
        "not-achieved": {"not-achieved", "no-progress", "not-attainable"},
    }
    assert [each.value for each in Achievement if goals.is_achieved(each)] == [
        "achieved",
        "sustaining",
    ]
    assert not goals.is_achieved(None)


@pytest.mark.parametrize(
    ("lifecycle", "achieved", "improving"),
    [
        (Lifecycle.PROPOSED, False, False),
        (Lifecycle.PLANNED, False, False),
        (Lifecycle.REJECTED, False, False),
        (Lifecycle.ENTERED_IN_ERROR, False, False),
        (Lifecycle.ACCEPTED, False, True),
        (Lifecycle.CANCELLED, False, True),
        (Lifecycle.ACTIVE, True, True),
        (Lifecycle.ON_HOLD, True, True),
        (Lifecycle.COMPLETED, True, True),
    ],
)
def test_what_may_be_achieved_is_pursued_or_completed(
    lifecycle: Lifecycle, *, achieved: bool, improving: bool
) -> None:
    """INV-054, both halves."""
    for achievement, may_be in (
        (Achievement.ACHIEVED, achieved),
        (Achievement.IMPROVING, improving),
    ):
        try:
            goal(lifecycle=lifecycle, achievement=achievement, achievement_on=TUESDAY)
        except InvalidValueError:
            assert not may_be
        else:
            assert may_be


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"supports": GoalId("lake")}, "must not support itself"),
        ({"since": date(2026, 5, 31)}, "must not stand anywhere before it is voiced"),
        (
            {"lifecycle": Lifecycle.ACTIVE, "achievement_on": TUESDAY},
            "must say what was seen on the day someone looked",
        ),
        (
            {"agreed_on": MONDAY},
            "a goal without the patient's yes must not have a day of it",
        ),
    ],
)
def test_what_a_goal_cannot_be(fields: dict[str, Any], problem: str) -> None:
    """Each is found when the goal is made, and named without its words."""
    with pytest.raises(InvalidValueError) as refused:
        goal(**fields)

    assert str(refused.value) == f"Goal: {problem}"


@pytest.mark.parametrize("rating", [-1, 11, True, 7.0])
def test_importance_and_confidence_are_0_to_10_or_not_asked(rating: object) -> None:
    """INV-063."""
    assert goal(importance=0, confidence=10).confidence == 10
    assert goal().importance is None
    with pytest.raises(InvalidValueError, match="must be 0 to 10, or None"):
        goal(confidence=rating)


def test_a_goal_has_a_due_day_from_the_yes_until_its_end() -> None:
    """What one hopes for is no appointment. INV-052."""
    summer = date(2026, 9, 1)

    def due_day(lifecycle: Lifecycle) -> date | None:
        return goal(lifecycle=lifecycle, wanted_by=summer).due

    assert due_day(Lifecycle.PROPOSED) is None
    assert due_day(Lifecycle.REJECTED) is None
    assert due_day(Lifecycle.ACCEPTED) == summer
    assert due_day(Lifecycle.ACTIVE) == summer
    assert due_day(Lifecycle.COMPLETED) is None


def test_a_goal_shows_its_id_alone() -> None:
    """What someone wants is theirs."""
    assert repr(goal()) == "Goal('lake')"


@pytest.mark.parametrize(
    ("fields", "unsaid"),
    [
        ({}, ()),
        ({"voiced_by": None}, ("a goal must say whose wish it is",)),
        ({"voiced_on": None}, ("a goal must say on which day it was voiced",)),
        (
            {"what_matters": " "},
            ("a goal must address a need, or what matters to the person",),
        ),
        (
            {"lifecycle": Lifecycle.ACTIVE, "agreed_on": None},
            ("an accepted goal must say when the patient said yes",),
        ),
    ],
)
def test_a_goal_that_others_wrote_down_is_held_as_told(
    fields: dict[str, Any], unsaid: tuple[str, ...]
) -> None:
    """What it does not say is named, for a plan of ours has to know it."""
    assert goals.unsaid(goal(**fields)) == unsaid


def test_a_goal_that_nobody_says_yes_to_makes_no_work() -> None:
    """Whatever it is called where it comes from. INV-052."""
    nobodys = goal(
        voiced_by=None,
        voiced_on=None,
        lifecycle=Lifecycle.ACTIVE,
        wanted_by=TUESDAY,
    )

    assert (nobodys.since, nobodys.agreed_on) == (None, None)
    assert (nobodys.is_own, nobodys.makes_work, nobodys.due) == (False, False, None)


def test_goals_of_no_day_may_have_been_on_any() -> None:
    """At the latest on the day they came to stand as they do, where that is said."""
    undated = goal(
        voiced_by=None,
        voiced_on=None,
        lifecycle=Lifecycle.COMPLETED,
        achievement=Achievement.ACHIEVED,
    )
    ended = attrs.evolve(undated, id=GoalId("sea"), since=TUESDAY, achievement=None)

    told = goals.entries((undated, ended))

    assert {(e.kind, e.id, e.codes, e.on, e.on_last, e.until) for e in told} == {
        ("goal", "lake", ("life", "achieved"), date.min, date.max, None),
        ("goal", "sea", ("life",), date.min, TUESDAY, TUESDAY),
        ("goal achievement", "lake", ("achieved", "life"), date.min, date.max, None),
    }


def test_goals_are_told_as_facts() -> None:
    """Two achieved of four, one of them this month; one was never real."""
    made = (
        goal(id=GoalId("a"), lifecycle=Lifecycle.ACTIVE),
        goal(
            id=GoalId("b"),
            kind=GoalKind.HEALTH,
            supports=GoalId("a"),
            addresses=(NeedId("pain"),),
            lifecycle=Lifecycle.ACTIVE,
            achievement=Achievement.SUSTAINING,
            achievement_on=date(2026, 6, 20),
        ),
        goal(
            id=GoalId("c"),
            lifecycle=Lifecycle.COMPLETED,
            since=date(2026, 7, 8),
            achievement=Achievement.ACHIEVED,
            achievement_on=date(2026, 7, 7),
        ),
        goal(
            id=GoalId("d"),
            lifecycle=Lifecycle.CANCELLED,
            achievement=Achievement.NO_PROGRESS,
            achievement_on=date(2026, 7, 7),
        ),
        goal(id=GoalId("e"), lifecycle=Lifecycle.ENTERED_IN_ERROR),
    )
    told = goals.entries(made)
    covered = [Coverage(kind=kind) for kind in ("goal", "goal achievement")]
    chart = Chart(patient=Patient(id=PatientId("ann")), filed=told, coverage=covered)
    asked = (
        Count(ACTIVE_GOALS, Ever()),
        Count(ACHIEVED_GOALS, Ever()),
        Count(ACHIEVED_GOALS, Days(30)),
    )

    known = draw(asked, chart, on=date(2026, 7, 28))

    assert [known.value(each) for each in asked] == [2, 2, 1]
    by_id = {entry.id: entry for entry in told if entry.kind == "goal"}
    assert by_id.keys() == {"a", "b", "c", "d"}
    assert by_id["b"].codes == ("health", "patient", "sustaining", "achieved")
    assert by_id["b"].links == ("pain", "a")
    assert by_id["c"].until == date(2026, 7, 8)
