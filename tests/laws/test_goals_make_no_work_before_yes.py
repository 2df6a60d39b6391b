"""A goal that nobody agreed to, or that was refused, makes no work."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given, strategies as st

from caremodel.care import plans
from caremodel.care.goals import Goal, GoalId, GoalKind, Lifecycle, Voice, VoicedBy
from caremodel.care.plans import AgreeAction, MoveGoal, Plan, VoiceGoal
from caremodel.errors import NotAllowedError
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.testing.strategies import (
    CARE_MANAGER,
    PlanHistory,
    plan_histories,
    plans as plans_anytime,
)
from laws.eventful import share

LATER = date(2030, 1, 1)
NO_YES = (Lifecycle.PROPOSED, Lifecycle.PLANNED, Lifecycle.REJECTED)
ENDED = (
    Lifecycle.REJECTED,
    Lifecycle.CANCELLED,
    Lifecycle.COMPLETED,
    Lifecycle.ENTERED_IN_ERROR,
)
YES_AND_NO = ("accept", "start", "reject", "counter")
NOT_THE_PATIENT = (
    CARE_MANAGER,
    Actor("daughter", ("caregiver",)),
    Actor("another", ("patient",)),
    Actor("daughter", ("proxy",), "another"),
    Actor("daughter", ("proxy",)),
)


def waiting(plan: Plan) -> list[Goal]:
    """Name the goals without a yes."""
    return [goal for goal in plan.goals if goal.lifecycle in NO_YES]


@given(plan_histories())
def test_only_an_agreed_goal_makes_work(history: PlanHistory) -> None:
    """No open action, nothing due, and no day of the goal's own. INV-052."""
    for step, plan in zip(history.steps, history.states, strict=True):
        idle = {goal.id for goal in plan.goals if goal.lifecycle in (*NO_YES, *ENDED)}
        later = step.on + timedelta(days=400)
        assert not idle & {a.goal_id for a in plans.open_actions(plan, later)}
        assert not idle & {d.action.goal_id for d in plans.due_actions(plan, later)}
        assert all(goal.due is None for goal in plan.goals if goal.id in idle)


@given(plan_histories(), st.sampled_from(NOT_THE_PATIENT))
def test_nobody_agrees_to_work_for_a_goal_before_the_yes(
    history: PlanHistory, by: Actor
) -> None:
    """Not even the patient: first the goal, then what is done for it. INV-052."""
    plan, on = history.plan, history.steps[-1].on
    facts = Facts(on=on, known={})
    for goal in waiting(plan):
        action = attrs.evolve(
            plan.actions[0],
            id=plans.ActionId("new"),
            goal_id=goal.id,
            status=plans.ActionStatus.NOT_STARTED,
            agreed_on=on,
            since=on,
            in_hands_since=on,
            done=(),
            replaced_by=None,
        )
        agree = AgreeAction(action=action)
        assert plans.check(plans.TABLES, plan, agree, facts=facts, on=on, by=by)
        with pytest.raises(NotAllowedError):
            plans.evolve(plan, plans.ActionAgreed(action=action, on=on, by=by))


@given(plans_anytime(), st.sampled_from(NOT_THE_PATIENT))
def test_only_the_patient_or_a_proxy_says_yes_or_no(plan: Plan, by: Actor) -> None:
    """Neither to decide nor to replay lets anyone else. INV-051."""
    facts = Facts(on=LATER, known={})
    for goal in waiting(plan):
        for move in YES_AND_NO:
            say = MoveGoal(goal_id=goal.id, move=move)
            assert plans.check(plans.TABLES, plan, say, facts=facts, on=LATER, by=by)
        if goal.lifecycle is Lifecycle.PROPOSED:
            moved = plans.GoalMoved(
                goal_id=goal.id,
                was=Lifecycle.PROPOSED,
                now=Lifecycle.ACCEPTED,
                on=LATER,
                by=by,
            )
            with pytest.raises(NotAllowedError):
                plans.evolve(plan, moved)


@given(plans_anytime(), st.sampled_from(NOT_THE_PATIENT))
def test_nobody_else_puts_in_a_goal_as_agreed(plan: Plan, by: Actor) -> None:
    """Whose wish it may be. INV-051."""
    agreed = Goal(
        id=GoalId("new"),
        kind=GoalKind.HEALTH,
        words="what they think is good for me",
        voiced_by=Voice(VoicedBy.STAFF, CARE_MANAGER.id),
        voiced_on=LATER,
        lifecycle=Lifecycle.ACTIVE,
        what_matters="their numbers",
    )
    voice, facts = VoiceGoal(goal=agreed), Facts(on=LATER, known={})

    assert plans.check(plans.TABLES, plan, voice, facts=facts, on=LATER, by=by)
    with pytest.raises(NotAllowedError):
        plans.evolve(plan, plans.GoalVoiced(goal=agreed, on=LATER, by=by))


def test_goals_wait_for_a_yes_and_some_hear_a_no() -> None:
    """A law about goals that all are agreed to would hold always."""

    def waits(history: PlanHistory) -> bool:
        return any(waiting(plan) for plan in history.states)

    def refused(history: PlanHistory) -> bool:
        return any(g.lifecycle is Lifecycle.REJECTED for g in history.plan.goals)

    assert share(plan_histories(), waits) > 0.5
    assert share(plan_histories(), refused) > 0.02
