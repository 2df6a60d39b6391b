"""What stands in the way of a change to a plan, for who decides and for who replays."""

from collections.abc import Hashable
from datetime import date
from typing import Final, Protocol, TypeVar

import attrs

from caremodel.care.goals import (
    FOR_THE_PATIENT,
    Achievement,
    Goal,
    GoalId,
    Lifecycle,
    unsaid,
)
from caremodel.care.plans._actions import ACTIONS, Action, ActionId
from caremodel.care.plans._commands import (
    Carried,
    Replaced,
    Revision,
)
from caremodel.care.plans._events import (
    ReviewHeld,
)
from caremodel.care.plans._plan import ENDED_PLAN, Plan, Review
from caremodel.errors import InvalidValueError
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import Machine
from caremodel.people.patients import PatientId, in_their_part

P = TypeVar("P", bound=Hashable)
W_co = TypeVar("W_co", bound=Hashable, covariant=True)


class _Dated(Protocol):
    """Something that came to stand somewhere on a day."""

    @property
    def since(self) -> date | None:
        """That day; `None` if nobody says."""


class _Moved(Protocol[W_co]):
    """An event by which something came to stand elsewhere."""

    @property
    def was(self) -> W_co:
        """Where it stood."""

    @property
    def now(self) -> W_co:
        """Where it came to stand."""

    @property
    def reason(self) -> str:
        """Why."""


LATE: Final = "must not be before it came to stand where it does"


def too_early(thing: _Dated, on: date) -> list[str]:
    """Say that nothing moves before it came to stand where it does."""
    return [LATE] if thing.since is not None and on < thing.since else []


def plan_problems(plan: Plan, on: date, *, ends: bool = False) -> list[str]:
    """Say why nothing can happen to *plan* on the day *on*.

    One that ended can still be entered in error (*ends*).
    """
    problems = []
    if plan.status in ENDED_PLAN and not ends:
        problems.append("the plan has ended")
    if on < plan.drafted_on:
        problems.append("must not be before the plan was drafted")
    return problems


def goal_problems(plan: Plan, goal: Goal, on: date) -> list[str]:
    """Say why *goal* cannot be voiced in *plan* on the day *on*."""
    problems = [*unsaid(goal)]
    if goal_of(plan, goal.id) is not None:
        problems.append(f"goal {goal.id} is there already")
    if goal.since != on or goal.voiced_on != on:
        problems.append("a goal must be voiced on the day it is put into the plan")
    if goal.achievement is not None:
        problems.append("a goal is voiced before anyone looks how far it came")
    if goal.lifecycle not in _BEGINS:
        problems.append("a goal begins as proposed, planned, accepted or active")
    return problems


_BEGINS: Final = (
    Lifecycle.PROPOSED,
    Lifecycle.PLANNED,
    Lifecycle.ACCEPTED,
    Lifecycle.ACTIVE,
)


def action_problems(plan: Plan, action: Action, on: date) -> list[str]:
    """Say why *action* cannot be agreed in *plan* on the day *on*."""
    problems = []
    goal = goal_of(plan, action.goal_id)
    if action_of(plan, action.id) is not None:
        problems.append(f"action {action.id} is there already")
    if action.since != on or action.agreed_on != on or action.in_hands_since != on:
        problems.append("an action must be agreed on the day it is put into the plan")
    if action.status not in ACTIONS.initial or action.done:
        problems.append("an action begins as not started, or scheduled")
    if goal is None:
        problems.append(f"no such goal: {action.goal_id}")
    elif not goal.makes_work:
        problems.append(
            "a goal makes no work before the patient's yes or after its end"
        )
    elif goal.agreed_on is not None and on < goal.agreed_on:
        problems.append("must not be before the patient's yes to the goal")
    return problems


def fate_problems(plan: Plan, revision: Revision, on: date) -> list[str]:
    """Say why *revision* is not total: each open action goes exactly one way."""
    named = [fate.action_id for fate in revision.fates]
    still = {action.id: action for action in plan.actions if action.is_open}
    problems = [
        *(f"no word of action {each}" for each in still if each not in named),
        *(f"no such open action: {each}" for each in named if each not in still),
    ]
    if len(set(named)) < len(named):
        problems.append("must say of each action one thing only")
    for fate in revision.fates:
        if isinstance(fate, Replaced):
            problems += action_problems(plan, fate.by, on)
        if not isinstance(fate, Carried) and fate.action_id in still:
            problems += too_early(still[fate.action_id], on)
    if on < plan.revised_on:
        problems.append("must not be before the version it revises")
    return problems


def rating_problems(goal: Goal, on: date) -> list[str]:
    """Say why nobody can have rated *goal* on the day *on*."""
    voiced = goal.voiced_on or on
    return ["must not be before the goal was voiced"] if on < voiced else []


def look_problems(goal: Goal, achievement: Achievement, on: date) -> list[str]:
    """Say why nobody can have seen *achievement* of *goal* on the day *on*."""
    problems = []
    if on < max(goal.voiced_on or on, goal.achievement_on or on):
        problems.append("must not be before the last look at the goal")
    try:
        attrs.evolve(goal, achievement=achievement, achievement_on=on)
    except InvalidValueError as impossible:
        problems += impossible.problem.split("; ")
    return problems


def goal_of(plan: Plan, goal_id: GoalId) -> Goal | None:
    """Find a goal of *plan*."""
    return next((goal for goal in plan.goals if goal.id == goal_id), None)


def action_of(plan: Plan, action_id: ActionId) -> Action | None:
    """Find an action of *plan*."""
    return next((each for each in plan.actions if each.id == action_id), None)


def speaks_for(by: Actor, patient_id: PatientId) -> bool:
    """Say whether *by* can say yes and no on the patient's behalf."""
    roles = in_their_part(by, patient_id).roles
    return any(role in FOR_THE_PATIENT for role in roles)


def done_problems(action: Action, on: date) -> list[str]:
    """Say why *action* cannot have been done on the day *on*."""
    problems = [] if action.is_open else ["the action is not open"]
    if on < max((action.agreed_on, *action.done)):
        problems.append("must not be before it was agreed, or last done")
    return problems


def hand_over_problems(action: Action, on: date) -> list[str]:
    """Say why nobody can take *action* on, on the day *on*."""
    problems = [] if action.is_open else ["the action is not open"]
    if on < action.in_hands_since:
        problems.append("must not be before it came into the hands it is in")
    return problems


def review_problems(review: Review, held: ReviewHeld) -> list[str]:
    """Say why a review cannot have been held so."""
    problems = []
    last = max(review.held, default=held.on)
    if held.on < max(last, review.queued.since if review.queued else last):
        problems.append("must not be before the review was queued, or the last held")
    if held.next_on is not None and held.next_on <= held.on:
        problems.append("the next review must be on a later day")
    return problems


def no_such_way(machine: Machine[P], stands: P, moved: _Moved[P]) -> list[str]:
    """Say that a move began elsewhere, leads nowhere, or lacks the reason it takes."""
    problems = [] if moved.was == stands else ["must begin where it stands"]
    ways = [
        move
        for move in machine.moves
        if (move.source, move.target) == (moved.was, moved.now)
    ]
    if not ways:
        problems.append("no move leads there")
    elif all(move.needs_reason for move in ways):
        problems += unexplained(moved.reason)
    return problems


def unexplained(reason: str) -> list[str]:
    """Say that nobody told why."""
    return [] if reason.strip() else ["a reason must be given"]


def without_yes(*, yes: bool) -> list[str]:
    """Say who can say yes or no for the patient, where nobody of them did."""
    return [] if yes else ["only the patient or a proxy says yes or no for the patient"]
