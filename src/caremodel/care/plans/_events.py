"""What can happen to a plan."""

from datetime import date

import attrs

from caremodel._fields import at_least
from caremodel.care.goals import Achievement, Goal, GoalId, Lifecycle
from caremodel.care.plans._actions import Action, ActionId, ActionStatus, Party
from caremodel.care.plans._commands import DraftPlan, Revision
from caremodel.care.plans._plan import PlanStatus
from caremodel.grammar.histories import Actor


@attrs.frozen(kw_only=True)
class PlanDrafted:
    """A plan was begun.

    Attributes:
        drafted: What was asked for.
        on: The day.
        by: Who made it happen.
    """

    drafted: DraftPlan
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class PlanMoved:
    """A plan came to stand elsewhere.

    Attributes:
        was: Where it stood.
        now: Where it stands.
        reason: Why, where one was given.
        on: The day.
        by: Who made it happen.
    """

    was: PlanStatus
    now: PlanStatus
    reason: str = attrs.field(default="", repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class GoalVoiced:
    """Someone said what they want.

    Attributes:
        goal: As it was put into the plan.
        on: The day.
        by: Who made it happen.
    """

    goal: Goal
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class GoalMoved:
    """A goal came to stand elsewhere; `instead` is the goal voiced in its place.

    Attributes:
        goal_id: Which.
        was: Where it stood.
        now: Where it stands.
        instead: The goal voiced in its place, if one was.
        reason: Why, where one was given.
        on: The day.
        by: Who made it happen.
    """

    goal_id: GoalId
    was: Lifecycle
    now: Lifecycle
    instead: GoalId | None = None
    reason: str = attrs.field(default="", repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class GoalRated:
    """The person said how much a goal matters, and how sure they are of it.

    Attributes:
        goal_id: Which.
        importance: How much it matters to them, 0 to 10; `None` if not asked.
        confidence: How sure they are to reach it, 0 to 10; `None` if not asked.
        on: The day.
        by: Who made it happen.
    """

    goal_id: GoalId
    importance: int | None = attrs.field(repr=False)
    confidence: int | None = attrs.field(repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class AchievementNoted:
    """Someone looked how far a goal was achieved.

    Attributes:
        goal_id: Which.
        achievement: How far.
        on: The day.
        by: Who made it happen.
    """

    goal_id: GoalId
    achievement: Achievement = attrs.field(repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class ActionAgreed:
    """It was agreed what is to be done, and who answers for it.

    Attributes:
        action: As it was put into the plan.
        on: The day.
        by: Who made it happen.
    """

    action: Action
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class ActionMoved:
    """An action came to stand elsewhere.

    Attributes:
        action_id: Which.
        was: Where it stood.
        now: Where it stands.
        reason: Why, where one was given.
        on: The day.
        by: Who made it happen.
    """

    action_id: ActionId
    was: ActionStatus
    now: ActionStatus
    reason: str = attrs.field(default="", repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class ActionDone:
    """An open action was done once.

    Attributes:
        action_id: Which.
        on: The day.
        by: Who made it happen.
    """

    action_id: ActionId
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class ActionHandedOver:
    """Another took an action on; it stays the same action.

    Attributes:
        action_id: Which.
        was: Who answered for it.
        now: Who answers for it.
        reason: Why.
        on: The day.
        by: Who made it happen.
    """

    action_id: ActionId
    was: Party
    now: Party
    reason: str = attrs.field(repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class ReviewQueued:
    """The plan is to be looked at.

    Attributes:
        why: What it is to settle.
        on: The day.
        by: Who made it happen.
    """

    why: str = attrs.field(repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class ReviewHeld:
    """The plan was looked at.

    Attributes:
        next_on: The next day for it, where one was agreed on.
        on: The day.
        by: Who made it happen.
    """

    next_on: date | None = None
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class PlanRevised:
    """The next version of the plan came into being.

    Attributes:
        version: Which it is, from 2.
        revision: What is new in it.
        on: The day.
        by: Who made it happen.
    """

    version: int = attrs.field(validator=at_least(2))
    revision: Revision
    on: date
    by: Actor


GoalEvent = GoalVoiced | GoalMoved | GoalRated | AchievementNoted
ActionEvent = ActionAgreed | ActionMoved | ActionDone | ActionHandedOver
ReviewEvent = ReviewQueued | ReviewHeld | PlanRevised
PlanEvent = PlanDrafted | PlanMoved | GoalEvent | ActionEvent | ReviewEvent
