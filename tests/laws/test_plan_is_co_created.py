"""An active plan is the person's: a goal of theirs, and each action in one's hands."""

import pytest
from hypothesis import given

from caremodel.care import plans
from caremodel.care.goals import Goal, Lifecycle, VoicedBy
from caremodel.care.plans import (
    ActionStatus,
    ActivatePlan,
    HandOver,
    Party,
    PartyKind,
    Plan,
    PlanStatus,
)
from caremodel.grammar.facts import Facts
from caremodel.testing.strategies import (
    CARE_MANAGER,
    PlanHistory,
    plan_histories,
)
from laws.eventful import share


def is_their_own(goal: Goal) -> bool:
    """Say whether a patient or proxy voiced a goal, and someone agreed to it."""
    voice = goal.voiced_by
    own = voice and voice.kind in {VoicedBy.PATIENT, VoicedBy.PROXY}
    return bool(own) and goal.lifecycle not in {
        Lifecycle.PROPOSED,
        Lifecycle.PLANNED,
        Lifecycle.REJECTED,
        Lifecycle.ENTERED_IN_ERROR,
    }


def is_real(status: ActionStatus) -> bool:
    """Say whether an action ever was one."""
    return status is not ActionStatus.ENTERED_IN_ERROR


@given(plan_histories())
def test_an_active_plan_has_a_goal_of_the_persons_and_an_action(
    history: PlanHistory,
) -> None:
    """At every moment between two events. INV-049."""
    plan: Plan | None = None
    for event in history.events:
        plan = plans.evolve(plan, event)
        if plan.status is PlanStatus.ACTIVE:
            assert any(is_their_own(goal) for goal in plan.goals)
            assert any(is_real(action.status) for action in plan.actions)


@given(plan_histories(max_steps=0))
def test_a_draft_comes_into_force_when_it_has_what_it_takes(
    history: PlanHistory,
) -> None:
    """And not before; nobody can put a plan of others' goals into force. INV-049."""
    for step, plan in zip(history.steps, history.states, strict=True):
        facts = Facts(on=step.on, known={})
        because = plans.check(
            plans.TABLES, plan, ActivatePlan(), facts=facts, on=step.on, by=CARE_MANAGER
        )
        ready = (
            plan.status is PlanStatus.DRAFT
            and any(is_their_own(goal) for goal in plan.goals)
            and any(goal.lifecycle is Lifecycle.ACTIVE for goal in plan.goals)
            and any(action.is_open for action in plan.actions)
        )
        assert (because == ()) is ready


@given(plan_histories())
def test_every_action_is_in_the_hands_of_one(history: PlanHistory) -> None:
    """Whoever had it last keeps it until another takes it on. INV-050, INV-047."""
    hands: dict[str, Party] = {}
    for step, plan in zip(history.steps, history.states, strict=True):
        known: dict[str, Party] = {
            action.id: action.responsible for action in plan.actions
        }
        if isinstance(step.asked, HandOver):
            hands[step.asked.action_id] = step.asked.to
        assert {**known, **hands} == known
        assert all(party.kind in PartyKind for party in known.values())
        hands = known


@pytest.mark.parametrize(
    "eventful",
    [
        lambda history: any(isinstance(s.asked, HandOver) for s in history.steps),
        lambda history: history.plan.activated_on is not None,
    ],
)
def test_plans_come_into_force_and_actions_change_hands(eventful: object) -> None:
    """A law about plans that never were in force would hold always."""
    assert callable(eventful)
    assert share(plan_histories(), eventful) > 0.2
