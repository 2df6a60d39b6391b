"""What can happen on a journey."""

import enum
from datetime import date
from typing import NewType

import attrs

from caremodel._fields import identifier, not_blank, texts
from caremodel.care.pathways import Needed, PathwayRef, Readiness, Stop, Tally
from caremodel.grammar.histories import Actor
from caremodel.grammar.verdicts import RuleRef
from caremodel.people.patients import PatientId

__all__ = [
    "Agreed",
    "Began",
    "ByReferral",
    "ByRule",
    "CheckBooked",
    "CheckNoted",
    "ContactNoted",
    "Event",
    "FlagAnswer",
    "FlagAnswered",
    "FlagRaised",
    "JourneyId",
    "LeadNamed",
    "Moved",
    "ReadinessHeard",
    "ReferredBy",
    "TrackerNamed",
    "VersionAdopted",
    "happenings",
]

JourneyId = NewType("JourneyId", str)


class ReferredBy(enum.Enum):
    """Who can bring someone in beside a rule.

    Source: seed-playbook.
    """

    PCP = "primary care"
    SOCIAL_SERVICE = "social service"
    BEHAVIORAL_HEALTH = "behavioral health"
    FAMILY = "family"
    SELF = "the person"
    INTERVIEW = "an interview"


@attrs.frozen(kw_only=True)
class ByRule:
    """Someone came in because a rule was met.

    Attributes:
        rule: Which.
    """

    rule: RuleRef


@attrs.frozen(kw_only=True, repr=False)
class ByReferral:
    """Someone came in because someone named sent them.

    Attributes:
        source: From which side.
        who: Who sent them.
        reason: Why.
    """

    source: ReferredBy
    who: str = attrs.field(validator=identifier)
    reason: str = attrs.field(validator=not_blank)

    def __repr__(self) -> str:
        return f"ByReferral({self.source.name})"


class FlagAnswer(enum.Enum):
    """What someone decides about a flag."""

    STEP_UP = "step up"
    STAY = "stay"
    EXIT = "exit"


# --- events --------------------------------------------------------------------------


def _dated(event: "Event") -> str:
    """Show of an event what it is and when, and nothing of the person."""
    return f"{type(event).__name__}({event.on})"


@attrs.frozen(kw_only=True, repr=False)
class Began:
    """A journey began.

    Attributes:
        journey_id: Which.
        patient_id: Whose.
        pathway: Along which pathway.
        at: Where.
        way_in: By which rule or referral.
        previous: The journey it follows, when someone comes back.
        tallies: What is counted on the way.
        lead: Who leads the person's care from the first day, if someone does.
        on_record: What was put on record as it began.
        reason: Why it began so, where one was given.
        on: The day.
        by: Who began it.
    """

    journey_id: JourneyId = attrs.field(validator=identifier)
    patient_id: PatientId = attrs.field(validator=identifier)
    pathway: PathwayRef
    at: Stop
    way_in: ByRule | ByReferral
    previous: JourneyId | None = None
    tallies: tuple[Tally, ...] = attrs.field(default=(), converter=tuple[Tally, ...])
    lead: str | None = None
    on_record: tuple[Needed, ...] = attrs.field(
        default=(), converter=tuple[Needed, ...]
    )
    reason: str = ""
    on: date
    by: Actor

    __repr__ = _dated


@attrs.frozen(kw_only=True, repr=False)
class Moved:
    """The journey moved from one place to another.

    Attributes:
        move: By which move.
        to: Where to.
        reason: Why, in words, where one was given.
        overrides: Whether it was made although something it needs was not met.
        evidence: Ids of the entries it rests on.
        on: The day.
        by: Who moved it.
    """

    move: str
    to: Stop
    reason: str = ""
    overrides: bool = False
    evidence: tuple[str, ...] = attrs.field(default=(), converter=texts)
    on: date
    by: Actor

    __repr__ = _dated


@attrs.frozen(kw_only=True, repr=False)
class ReadinessHeard:
    """The person said, or showed, how ready they are.

    Attributes:
        readiness: How ready.
        on: The day.
        by: Who heard it.
    """

    readiness: Readiness
    on: date
    by: Actor

    __repr__ = _dated


@attrs.frozen(kw_only=True, repr=False)
class LeadNamed:
    """Someone was named to lead the person's care.

    Attributes:
        worker_id: Who, by id.
        on: The day.
        by: Who named them.
    """

    worker_id: str = attrs.field(validator=identifier)
    on: date
    by: Actor

    __repr__ = _dated


@attrs.frozen(kw_only=True, repr=False)
class TrackerNamed:
    """Someone was named to keep watch.

    Attributes:
        worker_id: Who, by id.
        on: The day.
        by: Who named them.
    """

    worker_id: str = attrs.field(validator=identifier)
    on: date
    by: Actor

    __repr__ = _dated


@attrs.frozen(kw_only=True, repr=False)
class CheckBooked:
    """The next check was set for a day.

    Attributes:
        due: For which day.
        on: The day it was set.
        by: Who set it.
    """

    due: date
    on: date
    by: Actor

    __repr__ = _dated


@attrs.frozen(kw_only=True, repr=False)
class CheckNoted:
    """A check was made, or missed.

    Attributes:
        made: Whether it was made; if not, it was missed.
        on: The day.
        by: Who noted it.
    """

    made: bool
    on: date
    by: Actor

    __repr__ = _dated


@attrs.frozen(kw_only=True, repr=False)
class ContactNoted:
    """Someone tried to be in touch.

    Attributes:
        two_way: Whether it became a conversation.
        mode: How.
        on: The day.
        by: Who tried.
    """

    two_way: bool
    mode: str = attrs.field(validator=not_blank)
    on: date
    by: Actor

    __repr__ = _dated


@attrs.frozen(kw_only=True, repr=False)
class Agreed:
    """Something that a place takes was put on record: an agreement, a hand-off.

    Attributes:
        what: Which.
        on: The day.
        by: Who signed it.
    """

    what: Needed
    on: date
    by: Actor

    __repr__ = _dated


@attrs.frozen(kw_only=True, repr=False)
class FlagRaised:
    """Something happened that someone must decide about.

    Attributes:
        flag_id: Of the flag.
        trigger: What raised it: the name of a criterion.
        evidence: Ids of the entries it rests on.
        owner: Who must decide.
        on: The day.
        by: Who raised it.
    """

    flag_id: str = attrs.field(validator=identifier)
    trigger: str = attrs.field(validator=not_blank)
    evidence: tuple[str, ...] = attrs.field(default=(), converter=texts)
    owner: str = attrs.field(validator=identifier)
    on: date
    by: Actor

    __repr__ = _dated


@attrs.frozen(kw_only=True, repr=False)
class FlagAnswered:
    """Someone decided about a flag.

    Who lets the person stay has answered its evidence, which does not push again; what
    else was decided still has to be done.

    Attributes:
        flag_id: Of the flag.
        answer: What they decided.
        reason: Why.
        on: The day.
        by: Who decided.
    """

    flag_id: str = attrs.field(validator=identifier)
    answer: FlagAnswer
    reason: str = ""
    on: date
    by: Actor

    __repr__ = _dated


@attrs.frozen(kw_only=True, repr=False)
class VersionAdopted:
    """The journey went over to another version of its pathway.

    What was counted goes on by the name of its tally, and starts at nothing under a new
    name.

    Attributes:
        pathway: Along which it runs from now on.
        at: Where it stands on that one.
        tallies: What is counted from now on.
        reason: Why.
        on: The day.
        by: Who had it go over.
    """

    pathway: PathwayRef
    at: Stop
    tallies: tuple[Tally, ...] = attrs.field(default=(), converter=tuple[Tally, ...])
    reason: str = attrs.field(validator=not_blank)
    on: date
    by: Actor

    __repr__ = _dated


Event = (
    Began
    | Moved
    | ReadinessHeard
    | LeadNamed
    | TrackerNamed
    | CheckBooked
    | CheckNoted
    | ContactNoted
    | Agreed
    | FlagRaised
    | FlagAnswered
    | VersionAdopted
)
"""Everything that can happen on a journey."""


def happenings(event: Event) -> tuple[str, ...]:
    """Name what happened, in the words that tallies count."""
    match event:
        case Began():
            return (f"came to: {event.at.place}",)
        case Moved():
            return f"moved: {event.move}", f"came to: {event.to.place}"
        case ContactNoted():
            word = "contact made" if event.two_way else "contact missed"
            return word, f"{word} by {event.mode}"
        case CheckNoted():
            return ("check made" if event.made else "check missed",)
        case Agreed():
            return (f"on record: {event.what.value}",)
        case _:
            return ()
