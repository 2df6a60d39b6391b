"""Whoever is in active care has an active goal, or a review waits."""

from hypothesis import given

from caremodel.care import plans
from caremodel.care.goals import Lifecycle
from caremodel.care.plans import MoveGoal, Plan, PlanStatus, ReviewQueued
from caremodel.testing.strategies import PlanHistory, plan_histories
from laws.eventful import share


def pursued(plan: Plan | None) -> set[str]:
    """Name the active goals of an active plan."""
    if plan is None or plan.status is not PlanStatus.ACTIVE:
        return set()
    return {goal.id for goal in plan.goals if goal.lifecycle is Lifecycle.ACTIVE}


@given(plan_histories())
def test_an_active_plan_has_an_active_goal_or_a_review_queued(
    history: PlanHistory,
) -> None:
    """At every moment, also between the events of one step. INV-053."""
    plan: Plan | None = None
    for event in history.events:
        plan = plans.evolve(plan, event)
        if plan.status is PlanStatus.ACTIVE:
            assert pursued(plan) or plan.review.queued is not None


@given(plan_histories())
def test_when_the_last_active_goal_goes_the_same_step_says_what_next(
    history: PlanHistory,
) -> None:
    """A new goal, or a review that was not queued before the goal went. INV-053."""
    before: Plan | None = None
    for step, plan in zip(history.steps, history.states, strict=True):
        left = pursued(before) - pursued(plan)
        stays = plan.status is PlanStatus.ACTIVE
        if before is not None and stays and left == pursued(before) != set():
            queued = any(isinstance(event, ReviewQueued) for event in step.events)
            waited = before.review.queued is not None
            assert pursued(plan) or queued or waited
            assert queued is not (bool(pursued(plan)) or waited)
        before = plan


def test_last_goals_do_go() -> None:
    """A law about plans whose goals never end would hold always."""

    def goes(history: PlanHistory) -> bool:
        return any(
            isinstance(step.asked, MoveGoal)
            and any(isinstance(event, ReviewQueued) for event in step.events)
            for step in history.steps
        )

    assert share(plan_histories(), goes) > 0.1
