"""How each event makes the plan that follows it, and which cannot have happened."""

import re
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import Final, TypeVar, assert_never, get_args

import attrs

from caremodel.care.goals import AGREED, GOALS, Goal, Lifecycle
from caremodel.care.plans._actions import ACTIONS, Action, ActionStatus
from caremodel.care.plans._commands import (
    Cancelled,
    Carried,
    Fate,
    Replaced,
)
from caremodel.care.plans._events import (
    AchievementNoted,
    ActionAgreed,
    ActionDone,
    ActionEvent,
    ActionHandedOver,
    ActionMoved,
    GoalEvent,
    GoalMoved,
    GoalRated,
    GoalVoiced,
    PlanDrafted,
    PlanEvent,
    PlanMoved,
    PlanRevised,
    ReviewEvent,
    ReviewHeld,
    ReviewQueued,
)
from caremodel.care.plans._plan import PLANS, Plan, PlanStatus, Queued, Review
from caremodel.care.plans._problems import (
    action_of,
    action_problems,
    done_problems,
    fate_problems,
    goal_of,
    goal_problems,
    hand_over_problems,
    look_problems,
    no_such_way,
    plan_problems,
    rating_problems,
    review_problems,
    speaks_for,
    too_early,
    unexplained,
    without_yes,
)
from caremodel.errors import InvalidValueError, NotAllowedError

P = TypeVar("P", bound=Hashable)

HAPPENS: Final = frozenset(get_args(PlanEvent))
"""Every class of what can happen to a plan."""


def evolve(plan: Plan | None, event: PlanEvent) -> Plan:
    """Make the plan that follows *event*.

    Raises:
        NotAllowedError: If that could not have happened, with every reason.
    """
    try:
        return follow(plan, event)
    except InvalidValueError as impossible:
        because = tuple(impossible.problem.split("; "))
        raise NotAllowedError(phrase(event), because) from None


def in_words(change: object) -> str:
    """Say in words what a command asks, or an event tells."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", type(change).__name__).lower()


def phrase(event: PlanEvent) -> str:
    """Say in words that an event is taken for true."""
    return f"have {in_words(event)}"


def follow(plan: Plan | None, event: PlanEvent) -> Plan:
    """Make the plan that follows, or say which promise of a plan it would break."""
    if type(event) not in HAPPENS:
        raise NotAllowedError(phrase(event), ("that does not happen to a plan",))
    if isinstance(event, PlanDrafted):
        return _drafted(plan, event)
    if plan is None:
        raise NotAllowedError(phrase(event), ("no plan was drafted",))
    _refuse_if(event, plan_problems(plan, event.on, ends=_ends(event)))
    if isinstance(event, PlanMoved):
        return _plan_moved(plan, event)
    if isinstance(event, GoalEvent):
        return _goal_changed(plan, event)
    if isinstance(event, ActionEvent):
        return _action_changed(plan, event)
    return _reviewed(plan, event)


def _refuse_if(event: PlanEvent, because: Iterable[str]) -> None:
    if every := tuple(because):
        raise NotAllowedError(phrase(event), every)


def _ends(event: PlanEvent) -> bool:
    return isinstance(event, PlanMoved) and event.now is PlanStatus.ENTERED_IN_ERROR


# --- plans ---------------------------------------------------------------------------


def _drafted(plan: Plan | None, event: PlanDrafted) -> Plan:
    if plan is not None:
        raise NotAllowedError(phrase(event), ("the plan was drafted before",))
    drafted = event.drafted
    return Plan(
        id=drafted.plan_id,
        patient_id=drafted.patient_id,
        author=drafted.author,
        drafted_on=event.on,
        what_matters=drafted.what_matters,
        contingency=drafted.contingency,
        review=Review(cadence=drafted.cadence),
    )


def _plan_moved(plan: Plan, event: PlanMoved) -> Plan:
    because = no_such_way(PLANS, plan.status, event)
    _refuse_if(event, [*because, *too_early(plan, event.on)])
    activated = plan.activated_on
    if event.now is PlanStatus.ACTIVE and activated is None:
        activated = event.on
    return attrs.evolve(
        plan,
        status=event.now,
        since=event.on,
        activated_on=activated,
        reason=event.reason,
    )


# --- goals ---------------------------------------------------------------------------


def _goal_changed(plan: Plan, event: GoalEvent) -> Plan:
    if isinstance(event, GoalVoiced):
        goal, yes = event.goal, speaks_for(event.by, plan.patient_id)
        _refuse_if(event, goal_problems(plan, goal, event.on))
        _refuse_if(event, without_yes(yes=yes or goal.agreed_on is None))
        return attrs.evolve(plan, goals=(*plan.goals, goal))
    found = goal_of(plan, event.goal_id)
    if found is None:
        raise NotAllowedError(phrase(event), (f"no such goal: {event.goal_id}",))
    return attrs.evolve(plan, goals=_put(plan.goals, _goal_after(plan, found, event)))


def _goal_after(
    plan: Plan, goal: Goal, event: GoalMoved | GoalRated | AchievementNoted
) -> Goal:
    match event:
        case GoalMoved():
            return _goal_moved(plan, goal, event)
        case GoalRated():
            _refuse_if(event, rating_problems(goal, event.on))
            return attrs.evolve(
                goal,
                importance=_or(event.importance, goal.importance),
                confidence=_or(event.confidence, goal.confidence),
            )
        case AchievementNoted():
            _refuse_if(event, look_problems(goal, event.achievement, event.on))
            return attrs.evolve(
                goal, achievement=event.achievement, achievement_on=event.on
            )
        case _:
            assert_never(event)


def _goal_moved(plan: Plan, goal: Goal, event: GoalMoved) -> Goal:
    because = no_such_way(GOALS, goal.lifecycle, event)
    ways = [m for m in GOALS.moves if (m.source, m.target) == (event.was, event.now)]
    if ways and all(move.roles for move in ways):
        because += without_yes(yes=speaks_for(event.by, plan.patient_id))
    _refuse_if(event, [*because, *too_early(goal, event.on)])
    return goal_at(goal, event.now, event.on, event.reason)


def goal_at(goal: Goal, now: Lifecycle, on: date, reason: str) -> Goal:
    """Make the goal that *goal* is from the day *on*."""
    agrees = goal.lifecycle not in AGREED and now in AGREED
    in_error = now is Lifecycle.ENTERED_IN_ERROR
    return attrs.evolve(
        goal,
        lifecycle=now,
        since=on,
        agreed_on=on if agrees else goal.agreed_on,
        achievement=None if in_error else goal.achievement,
        achievement_on=None if in_error else goal.achievement_on,
        reason=reason,
    )


# --- actions -------------------------------------------------------------------------


def _action_changed(plan: Plan, event: ActionEvent) -> Plan:
    if isinstance(event, ActionAgreed):
        _refuse_if(event, action_problems(plan, event.action, event.on))
        return attrs.evolve(plan, actions=(*plan.actions, event.action))
    found = action_of(plan, event.action_id)
    if found is None:
        raise NotAllowedError(phrase(event), (f"no such action: {event.action_id}",))
    return attrs.evolve(plan, actions=_put(plan.actions, _action_after(found, event)))


def _action_after(
    action: Action, event: ActionMoved | ActionDone | ActionHandedOver
) -> Action:
    match event:
        case ActionMoved():
            because = no_such_way(ACTIONS, action.status, event)
            _refuse_if(event, [*because, *too_early(action, event.on)])
            return attrs.evolve(
                action, status=event.now, since=event.on, reason=event.reason
            )
        case ActionDone():
            _refuse_if(event, done_problems(action, event.on))
            return attrs.evolve(action, done=(*action.done, event.on))
        case ActionHandedOver():
            because = [*hand_over_problems(action, event.on)]
            if event.was != action.responsible:
                because.append("must pass on from the one who is responsible")
            because += unexplained(event.reason)
            _refuse_if(event, because)
            return attrs.evolve(action, responsible=event.now, in_hands_since=event.on)
        case _:
            assert_never(event)


# --- reviews -------------------------------------------------------------------------


def _reviewed(plan: Plan, event: ReviewEvent) -> Plan:
    review = plan.review
    match event:
        case ReviewQueued():
            queued = review.queued or Queued(since=event.on, why=event.why)
            return attrs.evolve(plan, review=attrs.evolve(review, queued=queued))
        case ReviewHeld():
            _refuse_if(event, review_problems(review, event))
            held = attrs.evolve(
                review,
                held=(*review.held, event.on),
                next_on=event.next_on,
                queued=None,
            )
            return attrs.evolve(plan, review=held)
        case PlanRevised():
            return _revised(plan, event)
        case _:
            assert_never(event)


def _revised(plan: Plan, event: PlanRevised) -> Plan:
    revision = event.revision
    because = fate_problems(plan, revision, event.on)
    if event.version != plan.version + 1:
        because.append("must make the next version")
    _refuse_if(event, because)
    fates = {fate.action_id: fate for fate in revision.fates}
    gone = (_met(each, fates.get(each.id), event.on) for each in plan.actions)
    new = (fate.by for fate in revision.fates if isinstance(fate, Replaced))
    review, cadence = plan.review, revision.cadence
    return attrs.evolve(
        plan,
        version=event.version,
        revised_on=event.on,
        actions=(*gone, *new),
        what_matters=_or(revision.what_matters, plan.what_matters),
        contingency=_or(revision.contingency, plan.contingency),
        review=attrs.evolve(review, cadence=_or(cadence, review.cadence)),
    )


T = TypeVar("T")


def _or(said: T | None, before: T) -> T:
    """Take what is said anew, or else what was said before."""
    return before if said is None else said


def _met(action: Action, fate: Fate | None, on: date) -> Action:
    """Make of *action* what its fate says."""
    match fate:
        case Replaced():
            return attrs.evolve(
                action,
                status=ActionStatus.CANCELLED,
                since=on,
                reason="replaced",
                replaced_by=fate.by.id,
            )
        case Cancelled():
            return attrs.evolve(
                action, status=ActionStatus.CANCELLED, since=on, reason=fate.reason
            )
        case Carried() | None:
            return action
        case _:
            assert_never(fate)


G = TypeVar("G", Goal, Action)


def _put(things: Sequence[G], changed: G) -> tuple[G, ...]:
    """Put *changed* in the place of what it was."""
    return tuple(changed if each.id == changed.id else each for each in things)
