"""What can be asked for on a journey, and what the pathway advises."""

import enum
from datetime import date
from typing import Final

import attrs

from caremodel._fields import day, each_of, identifier, not_blank, of, texts
from caremodel.care.journeys._events import (
    ByReferral,
    ByRule,
    FlagAnswer,
    JourneyId,
)
from caremodel.care.pathways import Needed, Place, Readiness
from caremodel.errors import InvalidValueError
from caremodel.grammar.facts import Fact
from caremodel.grammar.verdicts import Verdict
from caremodel.people.patients import PatientId

__all__ = [
    "AdoptVersion",
    "Advice",
    "Agree",
    "AnswerFlag",
    "Begin",
    "BookCheck",
    "Command",
    "HearReadiness",
    "Make",
    "NameLead",
    "NameTracker",
    "NoteCheck",
    "NoteContact",
    "RaiseFlag",
    "Recommended",
]


OPTIONAL_ID: Final = attrs.validators.optional(identifier)
OPTIONAL_DAY: Final = attrs.validators.optional(day)
OPTIONAL_PLACE: Final = attrs.validators.optional(of(Place))


class Recommended(enum.Enum):
    """What a pathway advises. It decides nothing."""

    UP = "step up"
    DOWN = "step down"
    GRADUATE = "graduate"
    RE_ENGAGE = "re-engage"
    STAY = "stay"
    CANNOT_TELL = "cannot tell"


@attrs.frozen(kw_only=True, repr=False)
class Advice:
    """What a pathway advises for one journey on one day, and why.

    Attributes:
        journey_id: For which.
        on: The day.
        recommendation: What.
        move: The move that would do it; `None` to stay.
        target: Where that leads; `None` to stay.
        verdict: Why; of staying, why not the nearest step.
        since: Since when that has held, where one has looked day by day.
        missing: Facts for want of which one cannot tell about that step.
        evidence: What it rests on, by id; the same evidence does not push twice.
    """

    journey_id: JourneyId
    on: date
    recommendation: Recommended
    move: str | None = None
    target: Place | None = None
    verdict: Verdict
    since: date | None = None
    missing: tuple[Fact, ...] = ()
    evidence: tuple[str, ...] = attrs.field(default=(), converter=texts)

    def __repr__(self) -> str:
        return f"Advice({self.journey_id!r}, {self.recommendation.name}, {self.on})"


@attrs.frozen(kw_only=True, repr=False)
class Begin:
    """Begin a journey.

    Attributes:
        journey_id: What it shall be called.
        patient_id: Whose.
        way_in: By which rule or referral.
        place: Where, if not where journeys begin; only someone who comes back may.
        lead: Who leads the person's care from the first day.
        signed: What the place takes and whoever begins the journey signs.
        previous: The journey it follows.
        previous_ended: The day that one ended.
        reason: Why it begins sooner than the cool-off allows, if it does.
    """

    journey_id: JourneyId = attrs.field(validator=identifier)
    patient_id: PatientId = attrs.field(validator=identifier)
    way_in: ByRule | ByReferral = attrs.field(validator=of(ByRule, ByReferral))
    place: Place | None = attrs.field(default=None, validator=OPTIONAL_PLACE)
    lead: str | None = attrs.field(default=None, validator=OPTIONAL_ID)
    signed: tuple[Needed, ...] = attrs.field(
        default=(), converter=tuple[Needed, ...], validator=each_of(Needed)
    )
    previous: JourneyId | None = attrs.field(default=None, validator=OPTIONAL_ID)
    previous_ended: date | None = attrs.field(default=None, validator=OPTIONAL_DAY)
    reason: str = attrs.field(default="", validator=of(str))

    def __attrs_post_init__(self) -> None:
        if (self.previous is None) != (self.previous_ended is None):
            problem = (
                "must say which journey it follows and when that ended, or neither"
            )
            raise InvalidValueError("Begin.previous", problem)
        if self.previous == self.journey_id:
            raise InvalidValueError("Begin.previous", "must be another journey")

    def __repr__(self) -> str:
        return f"Begin({self.journey_id!r})"


@attrs.frozen(kw_only=True, repr=False)
class Make:
    """Make a move, and put on record what the place it leads to takes.

    Attributes:
        move: Its name.
        reason: Why.
        because: The advice that it follows.
        override: Whether to make it although something it needs is not met.
        lead: Who leads from now on.
        tracker: Who keeps watch from now on.
        next_check: The day of the next check.
    """

    move: str = attrs.field(validator=of(str))
    reason: str = attrs.field(default="", validator=of(str))
    because: Advice | None = attrs.field(
        default=None, validator=attrs.validators.optional(of(Advice))
    )
    override: bool = attrs.field(default=False, validator=of(bool))
    lead: str | None = attrs.field(default=None, validator=OPTIONAL_ID)
    tracker: str | None = attrs.field(default=None, validator=OPTIONAL_ID)
    next_check: date | None = attrs.field(default=None, validator=OPTIONAL_DAY)

    def __repr__(self) -> str:
        return f"Make({self.move!r})"


@attrs.frozen(kw_only=True, repr=False)
class HearReadiness:
    """Note how ready the person says they are.

    Attributes:
        readiness: What they said, or showed.
    """

    readiness: Readiness = attrs.field(validator=of(Readiness))

    def __repr__(self) -> str:
        return "HearReadiness()"


@attrs.frozen(kw_only=True)
class NameLead:
    """Name who leads the person's care.

    Attributes:
        worker_id: Whom, by id.
    """

    worker_id: str = attrs.field(validator=identifier)


@attrs.frozen(kw_only=True)
class NameTracker:
    """Name who keeps watch.

    Attributes:
        worker_id: Whom, by id.
    """

    worker_id: str = attrs.field(validator=identifier)


@attrs.frozen(kw_only=True)
class BookCheck:
    """Set the next check for a day.

    Attributes:
        due: That day; the limit of the pathway holds.
    """

    due: date = attrs.field(validator=day)


@attrs.frozen(kw_only=True)
class NoteCheck:
    """Note that a check was made, and set the next one, or that it was missed.

    A missed one may stand until it is made: then it is overdue.

    Attributes:
        made: Whether it was made; if not, it was missed.
        next_check: The day of the next one. Of a check that was made always.
    """

    made: bool = attrs.field(validator=of(bool))
    next_check: date | None = attrs.field(default=None, validator=OPTIONAL_DAY)


@attrs.frozen(kw_only=True, repr=False)
class NoteContact:
    """Note that someone tried to be in touch.

    Attributes:
        two_way: Whether it became a conversation.
        mode: How: by phone, at home. What was noted can be counted by it.
    """

    two_way: bool = attrs.field(validator=of(bool))
    mode: str = attrs.field(validator=not_blank)

    def __repr__(self) -> str:
        return "NoteContact()"


@attrs.frozen(kw_only=True)
class Agree:
    """Put on record something that a place takes.

    Attributes:
        what: Which; it has to be signed by whoever may.
    """

    what: Needed = attrs.field(validator=of(Needed))


@attrs.frozen(kw_only=True, repr=False)
class RaiseFlag:
    """Ask someone to decide about what happened.

    Attributes:
        flag_id: What it shall be called.
        trigger: What raised it, in words.
        owner: Who must decide, by id.
        evidence: Ids of the entries it rests on; once answered, they do not push again.
    """

    flag_id: str = attrs.field(validator=identifier)
    trigger: str = attrs.field(validator=not_blank)
    owner: str = attrs.field(validator=identifier)
    evidence: tuple[str, ...] = attrs.field(default=(), converter=texts)

    def __repr__(self) -> str:
        return f"RaiseFlag({self.flag_id!r})"


@attrs.frozen(kw_only=True, repr=False)
class AnswerFlag:
    """Decide about a flag.

    Attributes:
        flag_id: Which.
        answer: What they decide.
        reason: Why; to let the person stay takes one.
    """

    flag_id: str = attrs.field(validator=identifier)
    answer: FlagAnswer = attrs.field(validator=of(FlagAnswer))
    reason: str = attrs.field(default="", validator=of(str))

    def __repr__(self) -> str:
        return f"AnswerFlag({self.flag_id!r})"


@attrs.frozen(kw_only=True, repr=False)
class AdoptVersion:
    """Go over to another version of the pathway: the one that is decided by.

    Attributes:
        reason: Why.
        place: Where to stand on it, if not at the place of the same name.
        signed: What the place takes there and whoever asks signs.
        lead: Who leads from now on.
        tracker: Who keeps watch from now on.
        next_check: The day of the next check.
    """

    reason: str = attrs.field(validator=not_blank)
    place: Place | None = attrs.field(default=None, validator=OPTIONAL_PLACE)
    signed: tuple[Needed, ...] = attrs.field(
        default=(), converter=tuple[Needed, ...], validator=each_of(Needed)
    )
    lead: str | None = attrs.field(default=None, validator=OPTIONAL_ID)
    tracker: str | None = attrs.field(default=None, validator=OPTIONAL_ID)
    next_check: date | None = attrs.field(default=None, validator=OPTIONAL_DAY)

    def __repr__(self) -> str:
        return "AdoptVersion()"


Command = (
    Begin
    | Make
    | HearReadiness
    | NameLead
    | NameTracker
    | BookCheck
    | NoteCheck
    | NoteContact
    | Agree
    | RaiseFlag
    | AnswerFlag
    | AdoptVersion
)
"""Everything that can be asked for on a journey."""
