"""Goals of a plan: who says yes, and what follows in the same step."""

from typing import Any

import attrs
import pytest

from care.planned import (
    ANN,
    MONDAY,
    ROSA,
    SON,
    action,
    action_in,
    active,
    after,
    day,
    goal,
    goal_in,
    reasons,
    with_walk,
)
from caremodel.care import plans
from caremodel.care.goals import (
    Achievement,
    GoalId,
    GoalKind,
    Lifecycle,
    Voice,
    VoicedBy,
)
from caremodel.care.plans import (
    TABLES,
    ActionMoved,
    ActivatePlan,
    AgreeAction,
    GoalMoved,
    GoalVoiced,
    HoldReview,
    MoveGoal,
    NoteAchievement,
    Plan,
    PlanId,
    RateGoal,
    ReviewQueued,
    VoiceGoal,
)
from caremodel.grammar.dates import DueStatus
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.people.patients import PatientId


def test_the_staff_can_propose_and_the_patient_says_yes() -> None:
    """A goal is agreed on the day of the yes, and not before. INV-051, INV-052."""
    proposal = goal("salt", kind=GoalKind.HEALTH, lifecycle=Lifecycle.PROPOSED)
    plan = after(active(), VoiceGoal(goal=proposal))
    work = AgreeAction(action=action("cook", day(1), goal_id=GoalId("salt")))
    accept = MoveGoal(goal_id=GoalId("salt"), move="accept")

    assert reasons(plan, work, on=day(1)) == (
        "a goal makes no work before the patient's yes or after its end",
    )
    assert reasons(plan, accept, on=day(1)) == (
        "it takes one of the roles patient, proxy",
    )
    accepted = after(plan, accept, on=day(1), by=ANN)
    assert goal_in(accepted, "salt").agreed_on == day(1)
    assert reasons(accepted, work, on=day(1)) == ()


@pytest.mark.parametrize(
    "by",
    [
        Actor("bert", ("patient",)),
        Actor("son", ("proxy",)),
        Actor("son", ("proxy",), "bert"),
    ],
)
def test_another_patient_or_their_proxy_says_nothing_for_this_one(by: Actor) -> None:
    """A role alone is not enough: it must be of this patient. INV-051."""
    proposal = goal("salt", lifecycle=Lifecycle.PROPOSED)
    plan = after(active(), VoiceGoal(goal=proposal))
    reject = MoveGoal(goal_id=GoalId("salt"), move="reject")

    assert reasons(plan, reject, by=by) == ("it takes one of the roles patient, proxy",)
    assert reasons(plan, reject, by=SON) == ()


def test_who_counters_says_what_they_want_instead_in_the_same_step() -> None:
    """The proposal is rejected, and the patient's own goal stands. INV-051."""
    plan = after(active(), VoiceGoal(goal=goal("salt", lifecycle=Lifecycle.PROPOSED)))
    alone = MoveGoal(goal_id=GoalId("salt"), move="counter")
    of_staff = attrs.evolve(
        alone, instead=goal("soup", voiced_by=Voice(VoicedBy.STAFF, "rosa"))
    )
    counter = attrs.evolve(alone, instead=goal("soup"))

    assert reasons(plan, alone, by=ANN) == ("a counter says what is wanted instead",)
    assert reasons(plan, of_staff, by=ANN) == (
        "a counter is in the voice of the patient or a proxy",
    )
    countered = after(plan, counter, by=ANN)
    assert goal_in(countered, "salt").lifecycle is Lifecycle.REJECTED
    assert goal_in(countered, "soup").lifecycle is Lifecycle.ACTIVE


def test_when_the_last_active_goal_ends_a_review_is_queued() -> None:
    """And what hung on the goal is cancelled, before the goal goes. INV-053."""
    complete = MoveGoal(goal_id=GoalId("walk"), move="complete")

    events = plans.decide(
        TABLES,
        active(),
        complete,
        facts=Facts(on=day(1), known={}),
        on=day(1),
        by=ROSA,
    )

    assert [type(event) for event in events] == [ActionMoved, ReviewQueued, GoalMoved]
    ended = after(active(), complete, on=day(1))
    assert action_in(ended, "corner").reason == "its goal is completed"
    assert plans.review_due(ended, day(1)).on == day(1)
    assert plans.review_due(ended, day(2)).status is DueStatus.OVERDUE


def test_when_a_new_goal_takes_the_place_of_the_last_no_review_is_queued() -> None:
    """The new goal is voiced by the patient, in the same step. INV-053."""
    complete = MoveGoal(
        goal_id=GoalId("walk"), move="complete", instead=goal("swim", day(1))
    )

    events = plans.decide(
        TABLES,
        active(),
        complete,
        facts=Facts(on=day(1), known={}),
        on=day(1),
        by=ANN,
    )

    assert [type(event) for event in events] == [GoalVoiced, ActionMoved, GoalMoved]
    assert reasons(active(), complete, on=day(1), by=ROSA) == (
        "it takes one of the roles patient, proxy",
    )


def test_a_review_without_an_active_goal_does_not_end_the_search_for_one() -> None:
    """Only when there is a goal again can the queued review be over. INV-053."""
    plan = after(active(), MoveGoal(goal_id=GoalId("walk"), move="complete"))

    assert reasons(plan, HoldReview()) == (
        "an active plan must have an active goal, or a review queued",
    )
    plan = after(plan, VoiceGoal(goal=goal("swim")), by=ANN)
    assert after(plan, HoldReview()).review.queued is None


def test_an_achieved_goal_is_completed_and_not_cancelled() -> None:
    """It can be in progress again after a relapse, and cancelled then. INV-054."""
    plan = after(
        active(),
        NoteAchievement(goal_id=GoalId("walk"), achievement=Achievement.ACHIEVED),
    )
    cancel = MoveGoal(goal_id=GoalId("walk"), move="cancel", reason="tired of it")
    relapse = NoteAchievement(
        goal_id=GoalId("walk"), achievement=Achievement.IN_PROGRESS
    )

    assert reasons(plan, cancel) == (
        "an achieved goal must be active, on hold or completed",
    )
    assert reasons(after(plan, relapse), cancel) == ()


def test_a_proposed_goal_has_no_achievement() -> None:
    """INV-054. And nobody looks back before the last look."""
    plan = after(active(), VoiceGoal(goal=goal("salt", lifecycle=Lifecycle.PROPOSED)))
    look = NoteAchievement(goal_id=GoalId("salt"), achievement=Achievement.IMPROVING)
    looked = after(active(), attrs.evolve(look, goal_id=GoalId("walk")), on=day(5))

    assert reasons(plan, look) == ("a goal nobody pursues must have no achievement",)
    assert reasons(looked, attrs.evolve(look, goal_id=GoalId("walk")), on=day(4)) == (
        "must not be before the last look at the goal",
    )


def test_what_was_entered_in_error_keeps_no_achievement() -> None:
    """It never was a goal."""
    look = NoteAchievement(goal_id=GoalId("swim"), achievement=Achievement.ACHIEVED)
    plan = after(active(), VoiceGoal(goal=goal("swim")), look, by=ANN)
    error = MoveGoal(goal_id=GoalId("swim"), move="enter in error", reason="typo")

    gone = goal_in(after(plan, error), "swim")

    assert gone.lifecycle is Lifecycle.ENTERED_IN_ERROR
    assert gone.achievement is None


def test_ratings_are_said_anew() -> None:
    """How sure someone is changes; a number beyond ten is none."""
    rate = RateGoal(goal_id=GoalId("walk"), importance=9, confidence=6)

    rated = goal_in(after(active(), rate), "walk")

    assert (rated.importance, rated.confidence) == (9, 6)
    assert reasons(active(), attrs.evolve(rate, confidence=11)) == (
        "must be 0 to 10, or None if not asked",
    )


def test_nobody_rates_a_goal_before_it_is_voiced() -> None:
    """On the day before, there was nothing to rate."""
    plan = after(active(), VoiceGoal(goal=goal("swim", day(2))), on=day(2), by=ANN)
    rate = RateGoal(goal_id=GoalId("swim"), importance=9)

    assert reasons(plan, rate, on=day(1)) == ("must not be before the goal was voiced",)


def test_a_goal_of_health_serves_a_goal_of_life_of_the_same_plan() -> None:
    """A link leads to a goal of life that is there. INV-059."""
    salt = goal("salt", kind=GoalKind.HEALTH, supports=GoalId("walk"))
    plan = after(active(), VoiceGoal(goal=salt), by=ANN)
    to_health = goal("soup", supports=GoalId("salt"))
    to_nowhere = goal("soup", supports=GoalId("sea"))

    for stray in (to_health, to_nowhere):
        assert reasons(plan, VoiceGoal(goal=stray), by=ANN) == (
            "goal soup must support a goal of life of the plan",
        )


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ({"id": GoalId("walk")}, "goal walk is there already"),
        (
            {"voiced_on": day(-1)},
            "a goal must be voiced on the day it is put into the plan",
        ),
        (
            {"achievement": Achievement.IMPROVING, "achievement_on": MONDAY},
            "a goal is voiced before anyone looks how far it came",
        ),
        (
            {"voiced_by": None, "voiced_on": None},
            "a goal must say whose wish it is",
        ),
        (
            {"voiced_by": None, "voiced_on": None},
            "a goal must say on which day it was voiced",
        ),
        (
            {"what_matters": ""},
            "a goal must address a need, or what matters to the person",
        ),
        ({"agreed_on": None}, "an accepted goal must say when the patient said yes"),
        (
            {"lifecycle": Lifecycle.COMPLETED},
            "a goal begins as proposed, planned, accepted or active",
        ),
        (
            {"voiced_by": Voice(VoicedBy.PATIENT, "bert")},
            "goal new must be voiced by the plan's own patient",
        ),
    ],
)
def test_a_goal_that_cannot_be_voiced_says_why(
    fields: dict[str, Any], because: str
) -> None:
    """Each rule by itself."""
    stray = goal("new", **fields)

    assert because in reasons(active(), VoiceGoal(goal=stray), by=ANN)


def told_elsewhere(**fields: Any) -> Plan:
    """Make a draft as others wrote it: nobody says who, nor whose its goal is."""
    nobodys = goal("walk", **{"voiced_by": None, "voiced_on": None, **fields})
    return Plan(
        id=PlanId("plan"),
        patient_id=PatientId("ann"),
        author=None,
        drafted_on=MONDAY,
        goals=(nobodys,),
    )


def test_a_goal_of_nobodys_wish_makes_no_plan_the_persons_own() -> None:
    """It is theirs once they voice one themselves. INV-049."""
    told = told_elsewhere()

    assert not told.co_created
    assert reasons(told, ActivatePlan()) == (
        "a plan comes into force with an open action",
        "an active plan must have a goal that the person voiced",
        "an active plan must have an action",
    )
    assert after(told, VoiceGoal(goal=goal("lake")), by=ANN).co_created


def test_nobody_says_yes_by_taking_a_goal_up_again() -> None:
    """A yes that was never told is not made up by who moves the goal. INV-051."""
    held = MoveGoal(goal_id=GoalId("walk"), move="hold", reason="away")
    resumed = MoveGoal(goal_id=GoalId("walk"), move="resume")

    plan = after(told_elsewhere(), held, resumed)

    assert goal_in(plan, "walk").lifecycle is Lifecycle.ACTIVE
    assert goal_in(plan, "walk").agreed_on is None


def test_a_goal_told_elsewhere_can_be_rated_and_looked_at() -> None:
    """On any day, where nobody says on which it was voiced."""
    rate = RateGoal(goal_id=GoalId("walk"), importance=7)
    look = NoteAchievement(goal_id=GoalId("walk"), achievement=Achievement.IMPROVING)

    plan = after(told_elsewhere(), rate, look)

    assert goal_in(plan, "walk").importance == 7
    assert goal_in(plan, "walk").achievement_on == MONDAY


def test_what_was_not_asked_this_time_stays_as_it_was_said() -> None:
    """Who says how much a goal matters takes nothing back of how sure they are."""
    sure = plans.RateGoal(goal_id=GoalId("walk"), confidence=4)
    matters = plans.RateGoal(goal_id=GoalId("walk"), importance=9)

    rated = goal_in(after(with_walk(), sure, matters), "walk")

    assert (rated.importance, rated.confidence) == (9, 4)
