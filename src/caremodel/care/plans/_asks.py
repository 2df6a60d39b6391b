"""What can be read from a plan: what is open, what is due, and entries for facts."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from caremodel.care import goals
from caremodel.care.goals import Lifecycle
from caremodel.care.plans._actions import (
    OPEN_ACTION,
    Action,
    ActionStatus,
    PartyKind,
    due_of,
    due_on,
)
from caremodel.care.plans._plan import Plan, PlanStatus
from caremodel.grammar.dates import Due, DueStatus, due
from caremodel.grammar.entries import Entry, in_order
from caremodel.grammar.facts import Select

ACTION_KIND: Final = "action"
"""The kind of the entry that each action is, on the day it was agreed."""

PLAN_KIND: Final = "plan"
"""The kind of the entry that a plan is, on the day it was drafted."""

REVIEW_KIND: Final = "plan review"
"""The kind of the entry that each review held is."""

OPEN_STATUSES: Final = tuple(status.value for status in OPEN_ACTION)

AT_HOME: Final = (PartyKind.PATIENT, PartyKind.CAREGIVER)
"""Who does what needs no staff: the person, or the family."""

OPEN_ACTIONS: Final = Select(
    kind=ACTION_KIND, statuses=OPEN_STATUSES, called="open actions"
)
OPEN_AT_HOME: Final = Select(
    kind=ACTION_KIND,
    codes=tuple(kind.value for kind in AT_HOME),
    statuses=OPEN_STATUSES,
    called="open actions that the person or family does",
)
REVIEWS: Final = Select(kind=REVIEW_KIND, called="plan reviews")


@attrs.frozen
class DueAction:
    """An action that is due, and since when.

    Attributes:
        action: Which.
        due: Since when, or by when.
    """

    action: Action
    due: Due


def open_actions(plan: Plan, on: date) -> tuple[Action, ...]:
    """Name what waits to be done on the day *on*, in the order it was agreed.

    Only a goal that the patient said yes to, and that is still sought, makes work; a
    plan cannot be built otherwise.
    """
    return tuple(a for a in plan.actions if a.is_open and a.agreed_on <= on)


def due_actions(plan: Plan, on: date) -> tuple[DueAction, ...]:
    """Name the actions that are due or overdue on the day *on*, the longest due first.

    Nothing falls due while the plan, the goal or the action itself rests.
    """
    if plan.status is not PlanStatus.ACTIVE:
        return ()
    active = {goal.id for goal in plan.goals if goal.lifecycle is Lifecycle.ACTIVE}
    asked = [
        DueAction(action, due_of(action, on))
        for action in open_actions(plan, on)
        if action.status is not ActionStatus.ON_HOLD and action.goal_id in active
    ]
    return tuple(sorted((each for each in asked if _presses(each.due)), key=_day))


def _presses(asked: Due) -> bool:
    return asked.status in {DueStatus.DUE, DueStatus.OVERDUE}


def _day(each: DueAction) -> date:
    return each.due.on or date.max


def review_due(plan: Plan, on: date) -> Due:
    """Say when an active plan is to be looked at, standing on the day *on*.

    A queued review comes before the day that was agreed, and that before the cadence.
    """
    review = plan.review
    if plan.status is not PlanStatus.ACTIVE or plan.activated_on is None:
        return Due(on=None, status=None)
    if review.queued is not None:
        return due_on(review.queued.since, on)
    if review.next_on is not None:
        return due_on(review.next_on, on)
    if review.cadence is None:
        return Due(on=None, status=None)
    return due(review.cadence, since=plan.activated_on, done=review.held, on=on)


def share_met(plan: Plan) -> float | None:
    """Say which share of the goals that were agreed to is met; `None` of none.

    A goal entered in error never was one.
    """
    agreed = [goal for goal in plan.goals if goal.agreed_on is not None]
    agreed = [g for g in agreed if g.lifecycle is not Lifecycle.ENTERED_IN_ERROR]
    met = sum(goals.is_achieved(goal.achievement) for goal in agreed)
    return met / len(agreed) if agreed else None


def share_at_home(plan: Plan) -> float | None:
    """Say which share of what is open the person or family does; `None` of nothing."""
    still = [action for action in plan.actions if action.is_open]
    own = sum(action.responsible.kind in AT_HOME for action in still)
    return own / len(still) if still else None


# --- plans as facts ------------------------------------------------------------------


def entries(plan: Plan) -> tuple[Entry, ...]:
    """Tell a plan, its goals, actions and reviews as entries, for facts to be drawn.

    An action is coded by who does it, so that one can count what the person or family
    does of all that is open; that one is there because of trauma is not told. One
    entered in error is none, nor is anything of a plan entered in error.
    """
    if plan.status is PlanStatus.ENTERED_IN_ERROR:
        return ()
    actions = (a for a in plan.actions if a.status is not ActionStatus.ENTERED_IN_ERROR)
    return in_order(
        [
            _entry(plan),
            *goals.entries(plan.goals),
            *(_action_entry(action) for action in actions),
            *_review_entries(plan, plan.review.held),
        ]
    )


def _entry(plan: Plan) -> Entry:
    return Entry(
        plan.id,
        PLAN_KIND,
        (),
        plan.drafted_on,
        until=None if plan.is_open else plan.since,
        status=plan.status.value,
    )


def _action_entry(action: Action) -> Entry:
    return Entry(
        action.id,
        ACTION_KIND,
        (action.responsible.kind.value,),
        action.agreed_on,
        until=None if action.is_open else action.since,
        status=action.status.value,
        links=(action.goal_id, action.responsible.id),
    )


def _review_entries(plan: Plan, held: Iterable[date]) -> list[Entry]:
    return [
        Entry(f"{plan.id}/review-{number}", REVIEW_KIND, (), day, links=(plan.id,))
        for number, day in enumerate(held, start=1)
    ]
