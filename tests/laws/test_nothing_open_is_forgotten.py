"""When a plan ends, or becomes another version, each open action goes somewhere."""

from datetime import date

import attrs
from hypothesis import given, strategies as st

from caremodel.care import plans
from caremodel.care.plans import (
    Action,
    ActionStatus,
    Cancelled,
    Carried,
    CompletePlan,
    EnterInError,
    Outcome,
    Plan,
    PlanStatus,
    Replaced,
    Revise,
    RevokePlan,
)
from caremodel.grammar.facts import Facts
from caremodel.testing.strategies import (
    CARE_MANAGER,
    PlanHistory,
    plan_histories,
    plans as plans_anytime,
)
from laws.eventful import share

LATER = date(2030, 1, 1)


def still_open(plan: Plan | None) -> dict[str, Action]:
    """Name the open actions of a plan."""
    return {a.id: a for a in plan.actions if a.is_open} if plan else {}


def after(plan: Plan, action_id: str) -> Action:
    """Find an action by its id."""
    return next(action for action in plan.actions if action.id == action_id)


@given(plan_histories())
def test_a_plan_that_ended_has_no_open_action(history: PlanHistory) -> None:
    """At every moment, also between the events of one step. INV-056."""
    plan: Plan | None = None
    for event in history.events:
        plan = plans.evolve(plan, event)
        if plan.status not in {
            PlanStatus.DRAFT,
            PlanStatus.ACTIVE,
            PlanStatus.ON_HOLD,
        }:
            assert not still_open(plan)


@given(plans_anytime(), st.sampled_from(Outcome))
def test_what_was_open_is_cancelled_for_the_plans_reason(
    plan: Plan, outcome: Outcome
) -> None:
    """By the step that ends the plan, whichever way it is ended. INV-056."""
    if plan.status not in {PlanStatus.ACTIVE, PlanStatus.ON_HOLD}:
        return
    revoke, facts = RevokePlan(reason=outcome.value), Facts(on=LATER, known={})
    settled = plans.settle(plan, outcome, on=LATER, by=CARE_MANAGER)
    revoked = plans.decide(
        plans.TABLES, plan, revoke, facts=facts, on=LATER, by=CARE_MANAGER
    )
    for events in (settled, revoked):
        ended = plan
        for event in events:
            ended = plans.evolve(ended, event)
        assert ended.status in {PlanStatus.COMPLETED, PlanStatus.REVOKED}
        assert {a.id for a in plan.actions} == {a.id for a in ended.actions}
        for action_id in still_open(plan):
            assert after(ended, action_id).status is ActionStatus.CANCELLED
            assert after(ended, action_id).reason == outcome.value


@given(plans_anytime())
def test_no_plan_is_completed_over_an_open_action(plan: Plan) -> None:
    """Whoever completes it must first say what becomes of each. INV-056."""
    complete, facts = CompletePlan(), Facts(on=LATER, known={})

    because = plans.check(
        plans.TABLES, plan, complete, facts=facts, on=LATER, by=CARE_MANAGER
    )

    if still_open(plan):
        assert because


@given(plan_histories())
def test_what_hangs_on_a_goal_that_ends_is_cancelled_with_it(
    history: PlanHistory,
) -> None:
    """Only a goal that is still sought has open actions."""
    for plan in history.states:
        sought = {goal.id for goal in plan.goals if goal.is_open}
        assert {action.goal_id for action in still_open(plan).values()} <= sought


@given(plan_histories())
def test_a_revision_says_of_each_open_action_what_becomes_of_it(
    history: PlanHistory,
) -> None:
    """Carried as it is, replaced by another, or cancelled for a reason. INV-057."""
    before: Plan | None = None
    for step, plan in zip(history.steps, history.states, strict=True):
        if isinstance(step.asked, Revise) and before is not None:
            fates = step.asked.revision.fates
            assert sorted(f.action_id for f in fates) == sorted(still_open(before))
            assert plan.version == before.version + 1
            for fate in fates:
                now = after(plan, fate.action_id)
                match fate:
                    case Carried():
                        assert now == after(before, fate.action_id)
                    case Replaced():
                        assert now.status is ActionStatus.CANCELLED
                        assert now.replaced_by == fate.by.id
                        assert after(plan, fate.by.id).is_open
                    case Cancelled():
                        assert now.status is ActionStatus.CANCELLED
                        assert now.reason == fate.reason
        before = plan


@given(plan_histories(), st.integers(0, 9))
def test_a_revision_that_leaves_one_out_is_refused_by_its_name(
    history: PlanHistory, index: int
) -> None:
    """And so is one that says two things of one action. INV-057."""
    before: Plan | None = None
    for step, plan in zip(history.steps, history.states, strict=True):
        if isinstance(step.asked, Revise) and before and still_open(before):
            fates = step.asked.revision.fates
            at = index % len(fates)
            forgets = (*fates[:at], *fates[at + 1 :])
            doubles = (*fates, Carried(fates[at].action_id))
            for told, name in ((forgets, fates[at].action_id), (doubles, "one thing")):
                revision = attrs.evolve(step.asked.revision, fates=told)
                because = plans.check(
                    plans.TABLES,
                    before,
                    Revise(revision=revision),
                    facts=Facts(on=step.on, known={}),
                    on=step.on,
                    by=step.by,
                )
                assert any(name in reason for reason in because)
        before = plan


def test_plans_end_and_are_revised_with_work_left() -> None:
    """A law about plans whose work was done by then would hold always."""

    def ended(history: PlanHistory) -> bool:
        last = history.steps[-1].asked
        states = (None, *history.states)
        return isinstance(last, Outcome | EnterInError) and bool(still_open(states[-2]))

    def revised(history: PlanHistory) -> bool:
        return any(
            isinstance(step.asked, Revise) and step.asked.revision.fates
            for step in history.steps
        )

    assert share(plan_histories(), ended) > 0.2
    assert share(plan_histories(), revised) > 0.2
