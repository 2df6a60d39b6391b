"""What can be asked of a plan, and what can happen to it."""

from datetime import date

import attrs

from caremodel._fields import at_least, identifier, not_blank
from caremodel.care.goals import Achievement, Goal, GoalId, Lifecycle
from caremodel.care.plans._actions import Action, ActionId, ActionStatus, Party
from caremodel.care.plans._plan import Contingency, PlanId, PlanStatus
from caremodel.grammar.dates import Cadence
from caremodel.grammar.histories import Actor
from caremodel.people.patients import PatientId
from caremodel.people.roles import WorkerId

# --- what becomes of an open action when a plan is revised ---------------------------


@attrs.frozen
class Carried:
    """The action goes on as it is."""

    action_id: ActionId = attrs.field(validator=identifier)


@attrs.frozen(repr=False)
class Replaced:
    """Another action takes its place."""

    action_id: ActionId = attrs.field(validator=identifier)
    by: Action

    def __repr__(self) -> str:
        return f"Replaced({self.action_id!r}, {self.by!r})"


@attrs.frozen(repr=False)
class Cancelled:
    """It is done no more, for a reason."""

    action_id: ActionId = attrs.field(validator=identifier)
    reason: str = attrs.field(validator=not_blank)

    def __repr__(self) -> str:
        return f"Cancelled({self.action_id!r})"


Fate = Carried | Replaced | Cancelled
"""What becomes of one open action: exactly one of three."""


@attrs.frozen(kw_only=True, repr=False)
class Revision:
    """What is new in the next version of a plan.

    Attributes:
        reason: Why it is revised.
        fates: What becomes of each open action.
        what_matters: If that is to be said anew.
        contingency: If that is to be said anew.
        cadence: Of reviews, if that is to be another.
    """

    reason: str = attrs.field(validator=not_blank)
    fates: tuple[Fate, ...] = attrs.field(default=(), converter=tuple[Fate, ...])
    what_matters: str | None = None
    contingency: Contingency | None = None
    cadence: Cadence | None = None

    def __repr__(self) -> str:
        return f"Revision({len(self.fates)} fates)"


# --- commands ------------------------------------------------------------------------


@attrs.frozen(kw_only=True, repr=False)
class DraftPlan:
    """Begin a plan.

    Attributes:
        plan_id: What it is to be called.
        patient_id: Whose it is.
        author: The worker who answers for what is written.
        what_matters: What matters to the person, in their words.
        contingency: What to do when it goes badly.
        cadence: How often it is to be looked at.
    """

    plan_id: PlanId = attrs.field(validator=identifier)
    patient_id: PatientId = attrs.field(validator=identifier)
    author: WorkerId = attrs.field(validator=identifier)
    what_matters: str = ""
    contingency: Contingency = attrs.field(factory=Contingency)
    cadence: Cadence | None = None

    def __repr__(self) -> str:
        return f"DraftPlan({self.plan_id!r})"


@attrs.frozen(kw_only=True)
class VoiceGoal:
    """Put a goal into the plan, as proposed, or with the patient's yes at once."""

    goal: Goal


@attrs.frozen(kw_only=True)
class MoveGoal:
    """Move a goal, by the name of a move of `GOALS`.

    Attributes:
        goal_id: Which.
        move: What is done, as a verb.
        reason: Why.
        instead: A goal that is voiced in the same step; a counter says one.
    """

    goal_id: GoalId = attrs.field(validator=identifier)
    move: str = attrs.field(validator=not_blank)
    reason: str = attrs.field(default="", repr=False)
    instead: Goal | None = None


@attrs.frozen(kw_only=True)
class RateGoal:
    """Say how much a goal matters to the person, and how sure they are to reach it.

    What is `None` was not asked this time: what they said before stands.
    """

    goal_id: GoalId = attrs.field(validator=identifier)
    importance: int | None = attrs.field(default=None, repr=False)
    confidence: int | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class NoteAchievement:
    """Say how far a goal was achieved."""

    goal_id: GoalId = attrs.field(validator=identifier)
    achievement: Achievement = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class AgreeAction:
    """Put an action into the plan."""

    action: Action


@attrs.frozen(kw_only=True)
class MoveAction:
    """Move an action, by the name of a move of `ACTIONS`."""

    action_id: ActionId = attrs.field(validator=identifier)
    move: str = attrs.field(validator=not_blank)
    reason: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class NoteDone:
    """Say that an open action was done.

    One with a cadence waits for the next time; any other is completed by it.
    """

    action_id: ActionId = attrs.field(validator=identifier)


@attrs.frozen(kw_only=True)
class HandOver:
    """Give an action to another responsible party, for a reason."""

    action_id: ActionId = attrs.field(validator=identifier)
    to: Party
    reason: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class ActivatePlan:
    """Put a draft into force."""


@attrs.frozen(kw_only=True)
class HoldPlan:
    """Let a plan rest, for a reason; nothing falls due meanwhile."""

    reason: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class ResumePlan:
    """Take up a plan that rested."""


@attrs.frozen(kw_only=True)
class CompletePlan:
    """End a plan that has run its course; no action of it may be open."""

    reason: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class RevokePlan:
    """End a plan before its time; its open actions are cancelled for its reason."""

    reason: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class EnterInError:
    """Say that the plan should never have been."""

    reason: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class QueueReview:
    """Ask that the plan be looked at, whatever the calendar says."""

    why: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class HoldReview:
    """Look at the plan again, and agree on the next day for it, if on any."""

    next_on: date | None = None


@attrs.frozen(kw_only=True)
class Revise:
    """Make the next version of the plan."""

    revision: Revision


GoalCommand = VoiceGoal | MoveGoal | RateGoal | NoteAchievement
ActionCommand = AgreeAction | MoveAction | NoteDone | HandOver
ReviewCommand = QueueReview | HoldReview | Revise
StatusCommand = (
    ActivatePlan | HoldPlan | ResumePlan | CompletePlan | RevokePlan | EnterInError
)
PlanCommand = DraftPlan | GoalCommand | ActionCommand | ReviewCommand | StatusCommand


# --- events --------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class PlanDrafted:
    """A plan was begun."""

    drafted: DraftPlan
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class PlanMoved:
    """A plan came to stand elsewhere."""

    was: PlanStatus
    now: PlanStatus
    reason: str = attrs.field(default="", repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class GoalVoiced:
    """Someone said what they want."""

    goal: Goal
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class GoalMoved:
    """A goal came to stand elsewhere; `instead` is the goal voiced in its place."""

    goal_id: GoalId
    was: Lifecycle
    now: Lifecycle
    instead: GoalId | None = None
    reason: str = attrs.field(default="", repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class GoalRated:
    """The person said how much a goal matters, and how sure they are of it."""

    goal_id: GoalId
    importance: int | None = attrs.field(repr=False)
    confidence: int | None = attrs.field(repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class AchievementNoted:
    """Someone looked how far a goal was achieved."""

    goal_id: GoalId
    achievement: Achievement = attrs.field(repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class ActionAgreed:
    """It was agreed what is to be done, and who answers for it."""

    action: Action
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class ActionMoved:
    """An action came to stand elsewhere."""

    action_id: ActionId
    was: ActionStatus
    now: ActionStatus
    reason: str = attrs.field(default="", repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class ActionDone:
    """An open action was done once."""

    action_id: ActionId
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class ActionHandedOver:
    """Another took an action on; it stays the same action."""

    action_id: ActionId
    was: Party
    now: Party
    reason: str = attrs.field(repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class ReviewQueued:
    """The plan is to be looked at."""

    why: str = attrs.field(repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class ReviewHeld:
    """The plan was looked at."""

    next_on: date | None = None
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class PlanRevised:
    """The next version of the plan came into being."""

    version: int = attrs.field(validator=at_least(2))
    revision: Revision
    on: date
    by: Actor


GoalEvent = GoalVoiced | GoalMoved | GoalRated | AchievementNoted
ActionEvent = ActionAgreed | ActionMoved | ActionDone | ActionHandedOver
ReviewEvent = ReviewQueued | ReviewHeld | PlanRevised
PlanEvent = PlanDrafted | PlanMoved | GoalEvent | ActionEvent | ReviewEvent
