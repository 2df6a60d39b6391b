"""What each command would make happen, and what stands in its way."""

from collections.abc import Sequence
from datetime import date
from typing import Final, TypeVar, assert_never

import attrs

from caremodel.care.goals import ENDED_GOAL, GOALS, Goal, Lifecycle
from caremodel.care.plans._actions import Action, ActionStatus
from caremodel.care.plans._commands import (
    ActionCommand,
    ActivatePlan,
    AgreeAction,
    Carried,
    CompletePlan,
    EnterInError,
    GoalCommand,
    HandOver,
    HoldPlan,
    HoldReview,
    MoveAction,
    MoveGoal,
    NoteAchievement,
    NoteDone,
    QueueReview,
    RateGoal,
    ResumePlan,
    ReviewCommand,
    Revise,
    RevokePlan,
    StatusCommand,
    VoiceGoal,
)
from caremodel.care.plans._events import (
    AchievementNoted,
    ActionAgreed,
    ActionDone,
    ActionHandedOver,
    ActionMoved,
    GoalMoved,
    GoalRated,
    GoalVoiced,
    PlanEvent,
    PlanMoved,
    PlanRevised,
    ReviewHeld,
    ReviewQueued,
)
from caremodel.care.plans._plan import ENDED_PLAN, Plan, PlanStatus, has_active_goal
from caremodel.care.plans._problems import (
    action_of,
    action_problems,
    done_problems,
    fate_problems,
    goal_of,
    goal_problems,
    hand_over_problems,
    look_problems,
    rating_problems,
    review_problems,
    too_early,
)
from caremodel.care.plans._tables import PlanTables
from caremodel.grammar.dates import Cadence
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import Machine, moves_from, refusals
from caremodel.people.patients import in_their_part

M = TypeVar("M", Lifecycle, ActionStatus, PlanStatus)
Answer = tuple[tuple[PlanEvent, ...], list[str]]
"""What would happen, as far as that can be said, and what stands in the way."""


@attrs.frozen
class Ask:
    """What is asked of a plan, by whom, and what is known."""

    tables: PlanTables
    plan: Plan
    facts: Facts
    on: date
    by: Actor

    @property
    def seen(self) -> Actor:
        """Who asks, in the parts they truly play for this patient."""
        return in_their_part(self.by, self.plan.patient_id)


def answer(
    ask: Ask, command: GoalCommand | ActionCommand | ReviewCommand | StatusCommand
) -> Answer:
    """Hand *command* to who knows about what it is about."""
    if isinstance(command, GoalCommand):
        return _about_goals(ask, command)
    if isinstance(command, ActionCommand):
        return _about_actions(ask, command)
    if isinstance(command, ReviewCommand):
        return _about_reviews(ask, command)
    return _about_the_plan(ask, command)


# --- goals ---------------------------------------------------------------------------


def _about_goals(ask: Ask, command: GoalCommand) -> Answer:
    if isinstance(command, VoiceGoal):
        return _voice(ask, command.goal)
    goal = goal_of(ask.plan, command.goal_id)
    if goal is None:
        return (), [f"no such goal: {command.goal_id}"]
    match command:
        case MoveGoal():
            return _move_goal(ask, goal, command)
        case RateGoal():
            rated = GoalRated(
                goal_id=goal.id,
                importance=command.importance,
                confidence=command.confidence,
                on=ask.on,
                by=ask.by,
            )
            return (rated,), rating_problems(goal, ask.on)
        case NoteAchievement():
            noted = AchievementNoted(
                goal_id=goal.id, achievement=command.achievement, on=ask.on, by=ask.by
            )
            return (noted,), look_problems(goal, command.achievement, ask.on)
        case _:
            assert_never(command)


def _voice(ask: Ask, goal: Goal) -> Answer:
    """Put a goal into the plan; beyond a proposal it takes the patient's yes."""
    because = goal_problems(ask.plan, goal, ask.on)
    for move in moves_from(GOALS, Lifecycle.PROPOSED):
        if move.target is goal.lifecycle:
            because += refusals(
                ask.tables.goals,
                Lifecycle.PROPOSED,
                move.name,
                ask.seen,
                ask.facts,
                reason=goal.reason,
            )
    return (GoalVoiced(goal=goal, on=ask.on, by=ask.by),), because


def _move_goal(ask: Ask, goal: Goal, command: MoveGoal) -> Answer:
    """Move a goal; what hung on it is settled in the same step."""
    target, because = _target(
        ask, ask.tables.goals, goal.lifecycle, command.move, command.reason
    )
    because += too_early(goal, ask.on)
    voiced, problems = _instead(ask, command)
    because += problems
    if target is None:
        return voiced, because
    moved = GoalMoved(
        goal_id=goal.id,
        was=goal.lifecycle,
        now=target,
        instead=None if command.instead is None else command.instead.id,
        reason=command.reason,
        on=ask.on,
        by=ask.by,
    )
    orphans = [a for a in ask.plan.actions if a.goal_id == goal.id and a.is_open]
    why = command.reason or f"its goal is {target.value}"
    cancelled, problems = _cancel(ask, orphans if target in ENDED_GOAL else [], why)
    queued = _queue_if_last(ask, goal, command.instead, target)
    return (*voiced, *cancelled, *queued, moved), because + problems


def _instead(ask: Ask, command: MoveGoal) -> Answer:
    """Voice the goal that takes the place of another; a counter says one."""
    goal = command.instead
    counters = command.move == "counter"
    if goal is None:
        return (), ["a counter says what is wanted instead"] if counters else []
    voiced, because = _voice(ask, goal)
    if counters and not goal.is_own:
        because.append("a counter is in the voice of the patient or a proxy")
    return voiced, because


def _queue_if_last(
    ask: Ask, goal: Goal, instead: Goal | None, target: Lifecycle
) -> tuple[ReviewQueued, ...]:
    """Queue a review when the last active goal of an active plan goes.

    Source: seed-playbook, for there always being an active goal.
    """
    plan = ask.plan
    left = [other for other in (*plan.goals, instead) if other and other.id != goal.id]
    if plan.status is not PlanStatus.ACTIVE or plan.review.queued is not None:
        return ()
    if target is Lifecycle.ACTIVE or has_active_goal(left):
        return ()
    return (ReviewQueued(why=NO_ACTIVE_GOAL, on=ask.on, by=ask.by),)


NO_ACTIVE_GOAL: Final = "no active goal is left"
"""Why a review is queued when the last active goal goes."""


def _target(
    ask: Ask, machine: Machine[M], place: M, name: str, reason: str
) -> tuple[M | None, list[str]]:
    """Find where a move leads, and what stands in its way."""
    because = refusals(machine, place, name, ask.seen, ask.facts, reason=reason)
    ready = machine.ready(place, name)
    return None if ready is None else ready.move.target, list(because)


# --- actions -------------------------------------------------------------------------


def _about_actions(ask: Ask, command: ActionCommand) -> Answer:
    on, by = ask.on, ask.by
    if isinstance(command, AgreeAction):
        agreed = ActionAgreed(action=command.action, on=on, by=by)
        return (agreed,), action_problems(ask.plan, command.action, on)
    action = action_of(ask.plan, command.action_id)
    if action is None:
        return (), [f"no such action: {command.action_id}"]
    match command:
        case MoveAction():
            return _move_action(ask, action, command.move, command.reason)
        case NoteDone():
            return _note_done(ask, action)
        case HandOver():
            return _hand_over(ask, action, command)
        case _:
            assert_never(command)


def _note_done(ask: Ask, action: Action) -> Answer:
    """Note it; what has no cadence is done with that, and waits no longer."""
    done = ActionDone(action_id=action.id, on=ask.on, by=ask.by)
    because = done_problems(action, ask.on)
    if isinstance(action.due, Cadence) or because:
        return (done,), because
    completed, because = _move_action(ask, action, "complete", "")
    return (done, *completed), because


def _move_action(ask: Ask, action: Action, name: str, reason: str) -> Answer:
    target, because = _target(ask, ask.tables.actions, action.status, name, reason)
    because += too_early(action, ask.on)
    if target is None:
        return (), because
    moved = ActionMoved(
        action_id=action.id,
        was=action.status,
        now=target,
        reason=reason,
        on=ask.on,
        by=ask.by,
    )
    return (moved,), because


def _cancel(ask: Ask, actions: Sequence[Action], reason: str) -> Answer:
    """Cancel each of *actions*, so that none is forgotten."""
    events: list[PlanEvent] = []
    because: list[str] = []
    for action in actions:
        moved, problems = _move_action(ask, action, "cancel", reason)
        events += moved
        because += (f"action {action.id}: {problem}" for problem in problems)
    return tuple(events), because


def _hand_over(ask: Ask, action: Action, command: HandOver) -> Answer:
    because = hand_over_problems(action, ask.on)
    if command.to == action.responsible:
        because.append("the action is in their hands already")
    if not command.reason.strip():
        because.append("a reason must be given")
    handed = ActionHandedOver(
        action_id=action.id,
        was=action.responsible,
        now=command.to,
        reason=command.reason,
        on=ask.on,
        by=ask.by,
    )
    return (handed,), because


# --- reviews -------------------------------------------------------------------------


def _about_reviews(ask: Ask, command: ReviewCommand) -> Answer:
    plan, on, by = ask.plan, ask.on, ask.by
    match command:
        case QueueReview():
            because = [] if command.why.strip() else ["a reason must be given"]
            if plan.review.queued is not None:
                because.append("a review is queued already")
            return (ReviewQueued(why=command.why, on=on, by=by),), because
        case HoldReview():
            held = ReviewHeld(next_on=command.next_on, on=on, by=by)
            return (held,), review_problems(plan.review, held)
        case Revise():
            return _revise(ask, command)
        case _:
            assert_never(command)


def _revise(ask: Ask, command: Revise) -> Answer:
    revision = command.revision
    because = fate_problems(ask.plan, revision, ask.on)
    for fate in revision.fates:
        action = action_of(ask.plan, fate.action_id)
        if action is not None and action.is_open and not isinstance(fate, Carried):
            because += _target(
                ask, ask.tables.actions, action.status, "cancel", revision.reason
            )[1]
    revised = PlanRevised(
        version=ask.plan.version + 1, revision=revision, on=ask.on, by=ask.by
    )
    return (revised,), because


# --- the plan ------------------------------------------------------------------------


def _about_the_plan(ask: Ask, command: StatusCommand) -> Answer:
    match command:
        case ActivatePlan():
            events, because = _move_plan(ask, "activate", "")
            return events, because + _not_ready(ask.plan)
        case HoldPlan():
            return _move_plan(ask, "hold", command.reason)
        case ResumePlan():
            return _move_plan(ask, "resume", "")
        case CompletePlan():
            return _move_plan(ask, "complete", command.reason)
        case RevokePlan():
            return _move_plan(ask, "revoke", command.reason)
        case EnterInError():
            return _move_plan(ask, "enter in error", command.reason)
        case _:
            assert_never(command)


def _not_ready(plan: Plan) -> list[str]:
    """Say what a plan still lacks before it can come into force."""
    problems = []
    if not has_active_goal(plan.goals):
        problems.append("a plan comes into force with an active goal")
    if not any(action.is_open for action in plan.actions):
        problems.append("a plan comes into force with an open action")
    return problems


def _move_plan(ask: Ask, name: str, reason: str) -> Answer:
    """Move the plan; one that ends before its time takes its open actions along."""
    plan = ask.plan
    target, because = _target(ask, ask.tables.plans, plan.status, name, reason)
    because += too_early(plan, ask.on)
    if target is None:
        return (), because
    moved = PlanMoved(was=plan.status, now=target, reason=reason, on=ask.on, by=ask.by)
    still_open = [action for action in plan.actions if action.is_open]
    drops = target in ENDED_PLAN and target is not PlanStatus.COMPLETED
    cancelled, problems = _cancel(ask, still_open if drops else [], reason or name)
    return (*cancelled, moved), because + problems
