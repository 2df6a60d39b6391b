"""Actions and reviews of a plan: in whose hands, and when they are due."""

from typing import Any

import attrs
import pytest

from care.planned import (
    ANN,
    HERSELF,
    MONDAY,
    NURSE,
    WEEKLY,
    action,
    action_in,
    active,
    after,
    day,
    draft,
    goal,
    reasons,
)
from caremodel.care import plans
from caremodel.care.goals import Achievement, GoalId, Lifecycle
from caremodel.care.plans import (
    ActionId,
    ActionStatus,
    AgreeAction,
    HandOver,
    HoldPlan,
    HoldReview,
    MoveAction,
    MoveGoal,
    NoteAchievement,
    NoteDone,
    Party,
    PartyKind,
    PlanCommand,
    QueueReview,
    VoiceGoal,
)
from caremodel.grammar.dates import Due, DueStatus

# --- actions -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ({"id": ActionId("corner")}, "action corner is there already"),
        (
            {"agreed_on": day(-1)},
            "an action must be agreed on the day it is put into the plan",
        ),
        (
            {"status": ActionStatus.COMPLETED},
            "an action begins as not started, or scheduled",
        ),
        ({"goal_id": GoalId("sea")}, "no such goal: sea"),
        (
            {"responsible": Party(PartyKind.PATIENT, "bert")},
            "action new must be of the plan's own patient",
        ),
    ],
)
def test_an_action_that_cannot_be_agreed_says_why(
    fields: dict[str, Any], because: str
) -> None:
    """Each rule by itself. INV-050."""
    stray = attrs.evolve(action("new"), **fields)

    assert because in reasons(active(), AgreeAction(action=stray))


def test_an_action_is_not_agreed_before_the_yes_to_its_goal() -> None:
    """Written down late, it still cannot come first. INV-052."""
    plan = after(draft(), VoiceGoal(goal=goal("walk", day(3))), on=day(3), by=ANN)
    early = AgreeAction(action=action("corner", day(1)))

    assert reasons(plan, early, on=day(1)) == (
        "must not be before the patient's yes to the goal",
    )


def test_an_action_changes_hands_for_a_reason_and_stays_the_same() -> None:
    """INV-050: always in exactly one's hands."""
    to_nurse = HandOver(
        action_id=ActionId("corner"), to=NURSE, reason="the hip hurts again"
    )

    handed = action_in(after(active(), to_nurse, on=day(2)), "corner")

    assert handed.responsible == NURSE
    assert handed.in_hands_since == day(2)
    assert handed.agreed_on == MONDAY
    assert reasons(active(), attrs.evolve(to_nurse, to=HERSELF, reason=" ")) == (
        "the action is in their hands already",
        "a reason must be given",
    )


def test_what_ended_is_neither_done_nor_handed_over() -> None:
    """And nothing is, before it came into the hands it is in."""
    end = MoveAction(action_id=ActionId("corner"), move="complete")
    ended = after(active(), end, on=day(3))
    done = NoteDone(action_id=ActionId("corner"))
    hand = HandOver(action_id=ActionId("corner"), to=NURSE, reason="rest")

    assert reasons(ended, done, on=day(4)) == ("the action is not open",)
    assert reasons(ended, hand, on=day(4)) == ("the action is not open",)
    weekly = active(action("corner", due=WEEKLY))
    later = after(weekly, hand, done, on=day(3))
    back = attrs.evolve(hand, to=HERSELF)
    assert reasons(later, back, on=day(2)) == (
        "must not be before it came into the hands it is in",
    )
    assert reasons(later, done, on=day(2)) == (
        "must not be before it was agreed, or last done",
    )


def test_what_is_done_once_is_completed_by_it() -> None:
    """Nobody has to say twice that the shoes were bought."""
    bought = after(active(), NoteDone(action_id=ActionId("corner")), on=day(3))

    (corner,) = bought.actions
    assert (corner.done, corner.status) == ((day(3),), ActionStatus.COMPLETED)


def test_what_is_done_weekly_is_due_a_week_after_it_was_done() -> None:
    """Due on day 7, done on day 8, and due again on day 15."""
    plan = active(action("corner", due=WEEKLY), action("shoes", due=day(10)))

    assert [d.action.id for d in plans.due_actions(plan, day(6))] == []
    assert [d.action.id for d in plans.due_actions(plan, day(7))] == ["corner"]
    done = after(plan, NoteDone(action_id=ActionId("corner")), on=day(8))
    due = plans.due_actions(done, day(20))
    assert [(d.action.id, d.due.on, d.due.status) for d in due] == [
        ("shoes", day(10), DueStatus.OVERDUE),
        ("corner", day(15), DueStatus.OVERDUE),
    ]


def test_nothing_falls_due_while_plan_goal_or_action_rests() -> None:
    """It waits, and is not forgotten."""
    plan = active(action("corner", due=day(1)), action("shoes"))
    rests: dict[str, PlanCommand] = {
        "plan": HoldPlan(reason="in hospital"),
        "goal": MoveGoal(goal_id=GoalId("walk"), move="hold", reason="icy"),
        "action": MoveAction(action_id=ActionId("corner"), move="hold", reason="icy"),
    }

    assert [d.action.id for d in plans.due_actions(plan, day(9))] == ["corner"]
    for rest in rests.values():
        resting = after(plan, rest)
        assert plans.due_actions(resting, day(9)) == ()
        assert [a.id for a in plans.open_actions(resting, day(9))] == [
            "corner",
            "shoes",
        ]
    assert plans.due_actions(draft(), day(9)) == ()


def test_an_action_agreed_later_is_not_open_yet() -> None:
    """Standing on a day before it was agreed, nobody waited for it."""
    plan = after(active(), AgreeAction(action=action("shoes", day(5))), on=day(5))

    assert [a.id for a in plans.open_actions(plan, day(4))] == ["corner"]


# --- reviews -------------------------------------------------------------------------


def test_a_review_is_due_when_queued_or_agreed_or_by_its_cadence() -> None:
    """In this order; a plan not in force is not due for any."""
    plan = attrs.evolve(active(), review=plans.Review(cadence=WEEKLY))
    agreed = after(plan, HoldReview(next_on=day(20)), on=day(1))
    queued = after(agreed, QueueReview(why="a fall"), on=day(2))

    assert plans.review_due(plan, day(6)) == Due(on=day(7), status=DueStatus.UPCOMING)
    assert plans.review_due(after(plan, HoldReview(), on=day(3)), day(4)).on == day(10)
    assert plans.review_due(agreed, day(4)).on == day(20)
    assert plans.review_due(queued, day(4)).on == day(2)
    assert plans.review_due(active(), day(4)) == Due(on=None, status=None)
    assert plans.review_due(draft(), day(4)) == Due(on=None, status=None)


def test_reviews_that_cannot_be_say_why() -> None:
    """Queued for nothing, queued twice, held before they were queued."""
    queued = after(active(), QueueReview(why="a fall"), on=day(5))

    assert (
        reasons(queued, QueueReview(), on=day(5))
        == (
            "a reason must be given",
            "a review is queued already",
            "must not be blank",
        )[:2]
    )
    assert reasons(queued, HoldReview(next_on=day(4)), on=day(4)) == (
        "must not be before the review was queued, or the last held",
        "the next review must be on a later day",
    )


def test_shares_of_a_plan_are_none_of_nothing() -> None:
    """Of goals that were agreed to, those met; of what is open, what needs no staff."""
    assert plans.share_met(draft()) is None
    assert plans.share_at_home(draft()) is None
    shoes = action("shoes", responsible=NURSE)
    plan = active(action("corner"), shoes, action("bench"))
    assert plans.share_met(plan) == 0.0
    assert plans.share_at_home(plan) == pytest.approx(2 / 3)

    walked = NoteAchievement(goal_id=GoalId("walk"), achievement=Achievement.ACHIEVED)
    bought = NoteDone(action_id=ActionId("corner"))
    later = after(plan, walked, bought, on=day(2))
    assert plans.share_met(later) == 1.0
    assert plans.share_at_home(later) == 0.5


def test_a_goal_entered_in_error_was_never_agreed_to() -> None:
    """One that was voiced and not agreed to is of no share either."""
    swim = goal("swim", day(1), lifecycle=Lifecycle.PROPOSED)
    plan = after(active(), VoiceGoal(goal=swim), on=day(1), by=ANN)
    walked = NoteAchievement(goal_id=GoalId("walk"), achievement=Achievement.ACHIEVED)
    assert plans.share_met(after(plan, walked, on=day(2))) == 1.0

    agreed = after(plan, VoiceGoal(goal=goal("read", day(1))), on=day(1), by=ANN)
    wrong = MoveGoal(goal_id=GoalId("read"), move="enter in error", reason="x")
    assert plans.share_met(after(agreed, walked, on=day(2))) == 0.5
    assert plans.share_met(after(agreed, walked, wrong, on=day(2))) == 1.0
