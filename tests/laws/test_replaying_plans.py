"""The events of a plan tell the plan, once each, and nothing else changes it."""

from datetime import UTC, datetime, time, timedelta

import attrs
import pytest
from hypothesis import given, strategies as st

from caremodel.care import plans
from caremodel.care.plans import Outcome, Plan, PlanDrafted, PlanEvent
from caremodel.errors import NotAllowedError
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import History, append, corrected, replay
from caremodel.testing.strategies import PlanHistory, PlanStep, plan_histories
from laws.eventful import share


@given(plan_histories(), st.integers(0, 99))
def test_a_beginning_and_the_rest_tell_the_same_as_all(
    history: PlanHistory, index: int
) -> None:
    """Folding is all there is to a plan. INV-001."""
    events = history.events
    cut = index % (len(events) + 1)
    begun = replay(plans.evolve, None, events[:cut])

    assert replay(plans.evolve, begun, events[cut:]) == history.plan
    assert replay(plans.evolve, None, events) == history.plan


@given(plan_histories())
def test_a_command_given_twice_happens_once(history: PlanHistory) -> None:
    """Whoever lost the answer may ask again. INV-007."""
    told: History[PlanEvent] = History(stream="plan")
    for number, step in enumerate(history.steps):
        at = datetime.combine(step.on, time(12), UTC)
        for _ in range(2):
            told = append(
                told,
                step.events,
                expected_version=told.version,
                command_id=f"c{number}",
                recorded_at=at,
            )

    assert corrected(told) == history.events
    assert replay(plans.evolve, None, corrected(told)) == history.plan


def ask(plan: Plan, step: PlanStep) -> tuple[PlanEvent, ...]:
    """Ask of a plan what was asked in a step, perhaps of another one."""
    assert not isinstance(step.asked, Outcome)
    facts = Facts(on=step.on, known={})
    return plans.decide(
        plans.TABLES, plan, step.asked, facts=facts, on=step.on, by=step.by
    )


@given(plan_histories(), plan_histories())
def test_what_is_refused_changes_nothing_and_says_why(
    history: PlanHistory, other: PlanHistory
) -> None:
    """Asked what was asked of another plan, it is done, or it says why not. INV-008."""
    plan = history.plan
    again = replay(plans.evolve, None, history.events)
    for step in other.steps:
        if isinstance(step.asked, Outcome):
            continue
        facts = Facts(on=step.on, known={})
        because = plans.check(
            plans.TABLES, plan, step.asked, facts=facts, on=step.on, by=step.by
        )
        if because:
            assert len(set(because)) == len(because)
            with pytest.raises(NotAllowedError) as refused:
                ask(plan, step)
            assert refused.value.because == because
        else:
            assert replay(plans.evolve, plan, ask(plan, step)) is not None
        assert plan == again


@given(plan_histories())
def test_each_wrong_thing_about_a_command_is_named(history: PlanHistory) -> None:
    """A hold too early and without a reason is refused for both. INV-008."""
    for plan in history.states:
        early = plan.drafted_on - timedelta(days=1)
        hold = plans.HoldPlan()
        because = plans.check(
            plans.TABLES,
            plan,
            hold,
            facts=Facts(on=early, known={}),
            on=early,
            by=history.steps[0].by,
        )
        assert "must not be before the plan was drafted" in because
        assert "must not be before it came to stand where it does" in because
        if plan.status is plans.PlanStatus.ACTIVE:
            assert "a reason must be given" in because
        elif plan.status in plans.ENDED_PLAN:
            assert "the plan has ended" in because


@given(plan_histories(), st.integers(0, 99))
def test_a_log_that_cannot_be_true_is_refused(history: PlanHistory, at: int) -> None:
    """An event told twice, or before all others, did not happen so."""
    events = history.events
    index = at % len(events)
    event, once = events[index], events[: index + 1]
    plan = replay(plans.evolve, None, once)

    if not isinstance(event, HARMLESS_TWICE):
        with pytest.raises(NotAllowedError):
            plans.evolve(plan, event)
    if not isinstance(event, PlanDrafted):
        with pytest.raises(NotAllowedError):
            plans.evolve(None, event)
        too_early = attrs.evolve(event, on=event.on - timedelta(days=4000))
        with pytest.raises(NotAllowedError):
            plans.evolve(replay(plans.evolve, None, events[:index]), too_early)


HARMLESS_TWICE = (
    plans.GoalRated,
    plans.AchievementNoted,
    plans.ActionDone,
    plans.ReviewQueued,
    plans.ReviewHeld,
)
"""What may happen twice in a day."""


def test_plans_are_eventful() -> None:
    """A law about drafts alone would say little."""

    def full(history: PlanHistory) -> bool:
        return len(history.events) >= 12

    def active(history: PlanHistory) -> bool:
        plan: Plan = history.plan
        return plan.activated_on is not None

    assert share(plan_histories(), full) > 0.8
    assert share(plan_histories(), active) > 0.9
