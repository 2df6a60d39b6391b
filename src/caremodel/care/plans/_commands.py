"""What can be asked of a plan."""

from datetime import date

import attrs

from caremodel._fields import identifier, not_blank
from caremodel.care.goals import Achievement, Goal, GoalId
from caremodel.care.plans._actions import Action, ActionId, Party
from caremodel.care.plans._plan import Contingency, PlanId
from caremodel.grammar.dates import Cadence
from caremodel.people.patients import PatientId
from caremodel.people.roles import WorkerId

# --- what becomes of an open action when a plan is revised ---------------------------


@attrs.frozen
class Carried:
    """The action goes on as it is.

    Attributes:
        action_id: Which.
    """

    action_id: ActionId = attrs.field(validator=identifier)


@attrs.frozen(repr=False)
class Replaced:
    """Another action takes its place.

    Attributes:
        action_id: Which.
        by: The action that takes its place.
    """

    action_id: ActionId = attrs.field(validator=identifier)
    by: Action

    def __repr__(self) -> str:
        return f"Replaced({self.action_id!r}, {self.by!r})"


@attrs.frozen(repr=False)
class Cancelled:
    """It is done no more, for a reason.

    Attributes:
        action_id: Which.
        reason: Why.
    """

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
    """Put a goal into the plan, as proposed, or with the patient's yes at once.

    Attributes:
        goal: As it is to stand in the plan.
    """

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

    Attributes:
        goal_id: Which.
        importance: How much it matters to them, 0 to 10.
        confidence: How sure they are to reach it, 0 to 10.
    """

    goal_id: GoalId = attrs.field(validator=identifier)
    importance: int | None = attrs.field(default=None, repr=False)
    confidence: int | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class NoteAchievement:
    """Say how far a goal was achieved.

    Attributes:
        goal_id: Which.
        achievement: How far.
    """

    goal_id: GoalId = attrs.field(validator=identifier)
    achievement: Achievement = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class AgreeAction:
    """Put an action into the plan.

    Attributes:
        action: As it is to stand in the plan.
    """

    action: Action


@attrs.frozen(kw_only=True)
class MoveAction:
    """Move an action, by the name of a move of `ACTIONS`.

    Attributes:
        action_id: Which.
        move: What is done, as a verb.
        reason: Why; some moves take one.
    """

    action_id: ActionId = attrs.field(validator=identifier)
    move: str = attrs.field(validator=not_blank)
    reason: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class NoteDone:
    """Say that an open action was done.

    One with a cadence waits for the next time; any other is completed by it.

    Attributes:
        action_id: Which.
    """

    action_id: ActionId = attrs.field(validator=identifier)


@attrs.frozen(kw_only=True)
class HandOver:
    """Give an action to another responsible party, for a reason.

    Attributes:
        action_id: Which.
        to: Who answers for it from now on.
        reason: Why; it always takes one.
    """

    action_id: ActionId = attrs.field(validator=identifier)
    to: Party
    reason: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class ActivatePlan:
    """Put a draft into force."""


@attrs.frozen(kw_only=True)
class HoldPlan:
    """Let a plan rest, for a reason; nothing falls due meanwhile.

    Attributes:
        reason: Why; it always takes one.
    """

    reason: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class ResumePlan:
    """Take up a plan that rested."""


@attrs.frozen(kw_only=True)
class CompletePlan:
    """End a plan that has run its course; no action of it may be open.

    Attributes:
        reason: Why, if there is more to say.
    """

    reason: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class RevokePlan:
    """End a plan before its time; its open actions are cancelled for its reason.

    Attributes:
        reason: Why; it always takes one.
    """

    reason: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class EnterInError:
    """Say that the plan should never have been.

    Attributes:
        reason: Why; it always takes one.
    """

    reason: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class QueueReview:
    """Ask that the plan be looked at, whatever the calendar says.

    Attributes:
        why: What it is to settle; it always takes that.
    """

    why: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class HoldReview:
    """Look at the plan again, and agree on the next day for it, if on any.

    Attributes:
        next_on: The next day for it; `None` leaves it to the cadence.
    """

    next_on: date | None = None


@attrs.frozen(kw_only=True)
class Revise:
    """Make the next version of the plan.

    Attributes:
        revision: What is new in it.
    """

    revision: Revision


GoalCommand = VoiceGoal | MoveGoal | RateGoal | NoteAchievement
ActionCommand = AgreeAction | MoveAction | NoteDone | HandOver
ReviewCommand = QueueReview | HoldReview | Revise
StatusCommand = (
    ActivatePlan | HoldPlan | ResumePlan | CompletePlan | RevokePlan | EnterInError
)
PlanCommand = DraftPlan | GoalCommand | ActionCommand | ReviewCommand | StatusCommand
