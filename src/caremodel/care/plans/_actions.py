"""Actions: what is done for a goal, by whom, and until when."""

import enum
from collections.abc import Iterable
from datetime import date
from typing import Final, NewType

import attrs

from caremodel._fields import identifier, not_blank
from caremodel.care.goals import GoalId
from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Cadence, Due, DueStatus, due
from caremodel.grammar.machines import ANYWHERE, Machine, Move
from caremodel.people.needs import AssetId

ActionId = NewType("ActionId", str)


class PartyKind(enum.Enum):
    """What someone who can be responsible is to the patient.

    Source: seed-playbook.
    """

    PATIENT = "patient"
    CAREGIVER = "caregiver"
    STAFF = "staff"
    PARTNER = "partner"


@attrs.frozen
class Party:
    """The one who is responsible for an action.

    Attributes:
        kind: What they are to the patient.
        id: Of the person, or of the partner.
    """

    kind: PartyKind
    id: str = attrs.field(validator=identifier)


class ActionStatus(enum.Enum):
    """Where an action stands. Cancelled: withdrawn; stopped: begun, and not finished.

    Source: fhir-r4, CarePlanActivityStatus.
    """

    NOT_STARTED = "not-started"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in-progress"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    STOPPED = "stopped"
    ENTERED_IN_ERROR = "entered-in-error"


OPEN_ACTION: Final = (
    ActionStatus.NOT_STARTED,
    ActionStatus.SCHEDULED,
    ActionStatus.IN_PROGRESS,
    ActionStatus.ON_HOLD,
)
"""Where an action still waits for someone."""


@attrs.frozen(kw_only=True, repr=False)
class Action:
    """Something that is to be done for a goal.

    Attributes:
        id: Of the action.
        goal_id: For which goal.
        words: What is to be done.
        responsible: The one who answers for it.
        agreed_on: The day it was agreed.
        status: Where it stands.
        since: The day it came to stand there; by default the first.
        in_hands_since: The day its responsible party took it on.
        due: The day it is due, or how often; `None` if no time was agreed.
        done: The days on which it was done, for what is done again and again.
        uses: What helps: assets of the person or the community.
        trauma_informed: Whether it is there because of trauma, and shaped by it.
        replaced_by: The action that took its place, if one did.
        reason: Why it stands where it does, where that was said.
    """

    id: ActionId = attrs.field(validator=identifier)
    goal_id: GoalId = attrs.field(validator=identifier)
    words: str = attrs.field(validator=not_blank)
    responsible: Party
    agreed_on: date
    status: ActionStatus = ActionStatus.NOT_STARTED
    since: date = attrs.field(
        default=attrs.Factory(lambda action: action.agreed_on, takes_self=True)
    )
    in_hands_since: date = attrs.field(
        default=attrs.Factory(lambda action: action.agreed_on, takes_self=True)
    )
    due: date | Cadence | None = None
    done: tuple[date, ...] = attrs.field(default=(), converter=tuple[date, ...])
    uses: tuple[AssetId, ...] = attrs.field(default=(), converter=tuple[AssetId, ...])
    trauma_informed: bool = False
    replaced_by: ActionId | None = None
    reason: str = ""

    def __attrs_post_init__(self) -> None:
        if min(self.since, self.in_hands_since, *self.done, self.since) < (
            self.agreed_on
        ):
            raise InvalidValueError("Action.since", "must not be before it was agreed")
        if self.replaced_by is not None and self.status in OPEN_ACTION:
            raise InvalidValueError("Action.replaced_by", "must be of one that ended")

    def __repr__(self) -> str:
        return f"Action({self.id!r})"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for someone."""
        return self.status in OPEN_ACTION


def due_of(action: Action, on: date) -> Due:
    """Work out when *action* is due next, standing on the day *on*."""
    if action.due is None:
        return Due(on=None, status=None)
    if not isinstance(action.due, date):
        return due(action.due, since=action.agreed_on, done=action.done, on=on)
    return due_on(action.due, on)


def due_on(day: date, on: date) -> Due:
    """Say how something due on one *day* stands on the day *on*."""
    if on < day:
        return Due(on=day, status=DueStatus.UPCOMING)
    return Due(on=day, status=DueStatus.DUE if on == day else DueStatus.OVERDUE)


def _ways(
    name: str,
    sources: Iterable[ActionStatus],
    target: ActionStatus,
    *,
    needs_reason: bool = False,
) -> tuple[Move[ActionStatus], ...]:
    return tuple(
        Move(name=name, source=source, target=target, needs_reason=needs_reason)
        for source in sources
    )


_WAITING: Final = (ActionStatus.NOT_STARTED, ActionStatus.SCHEDULED)
_BEGUN: Final = (ActionStatus.IN_PROGRESS, ActionStatus.ON_HOLD)

ACTIONS: Final = Machine(
    places=tuple(ActionStatus),
    initial=(ActionStatus.NOT_STARTED, ActionStatus.SCHEDULED),
    terminal=(ActionStatus.ENTERED_IN_ERROR,),
    moves=(
        *_ways("schedule", (ActionStatus.NOT_STARTED,), ActionStatus.SCHEDULED),
        *_ways("start", _WAITING, ActionStatus.IN_PROGRESS),
        *_ways(
            "hold",
            (*_WAITING, ActionStatus.IN_PROGRESS),
            ActionStatus.ON_HOLD,
            needs_reason=True,
        ),
        *_ways("resume", (ActionStatus.ON_HOLD,), ActionStatus.IN_PROGRESS),
        *_ways(
            "complete", (*_WAITING, ActionStatus.IN_PROGRESS), ActionStatus.COMPLETED
        ),
        *_ways("stop", _BEGUN, ActionStatus.STOPPED, needs_reason=True),
        *_ways("cancel", OPEN_ACTION, ActionStatus.CANCELLED, needs_reason=True),
        Move(
            name="enter in error",
            source=ANYWHERE,
            target=ActionStatus.ENTERED_IN_ERROR,
            needs_reason=True,
        ),
    ),
)
"""How an action may move; whoever works on the plan may move it.

Source: fhir-r4, CarePlanActivityStatus, for the places.
Assumed: caremodel, for the moves, of which the standard tells none.
"""
