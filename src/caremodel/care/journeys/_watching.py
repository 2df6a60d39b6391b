"""What is to be looked at on a journey: checks, flags, readiness, and coming back."""

import enum
from collections.abc import Iterable
from datetime import date
from itertools import chain, count, pairwise
from typing import Final

from caremodel.care.contacts import Contact, Reach, reach_of
from caremodel.care.journeys._beside import DIED
from caremodel.care.journeys._commands import (
    Advice,
    Begin,
    NoteContact,
    RaiseFlag,
    Recommended,
)
from caremodel.care.journeys._events import (
    ByReferral,
    ByRule,
    Event,
    JourneyId,
    ReadinessHeard,
)
from caremodel.care.journeys._journeys import Flag, Journey
from caremodel.care.pathways import Needed, Pathway, Place, Readiness
from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import Due, DueStatus
from caremodel.grammar.facts import name_of

__all__ = [
    "ReadinessPattern",
    "check_due",
    "flagging",
    "noting",
    "overdue_flags",
    "readiness_pattern",
    "returning",
]


def check_due(journey: Journey, on: date) -> Due:
    """Say where the next check stands; of a journey that nobody watches, nowhere."""
    booked = journey.next_check if journey.at.tracked else None
    if booked is None:
        return Due(on=None, status=None)
    if on < booked:
        return Due(on=booked, status=DueStatus.UPCOMING)
    status = DueStatus.DUE if on == booked else DueStatus.OVERDUE
    return Due(on=booked, status=status)


def overdue_flags(pathway: Pathway, journey: Journey, on: date) -> tuple[Flag, ...]:
    """Name the flags that have waited longer than the pathway allows, oldest first."""
    limit = pathway.limits.flag
    return tuple(flag for flag in journey.flags if limit.after(flag.since) < on)


def flagging(
    journey: Journey, advice: Advice, *, owner: str | None = None
) -> RaiseFlag | None:
    """Make the command that flags someone in maintenance who may need more care.

    The flag says what speaks for a step up, and rests on the same evidence.

    Args:
        journey: As it stands.
        advice: Of the day, for this journey.
        owner: Who must decide; whoever keeps watch if nobody else.

    Returns:
        The command; `None` where nobody keeps watch, no step up is advised, or all of
        its evidence is answered or waits in flags that are open.

    Raises:
        NotAllowedError: If the advice is for another journey.
    """
    if advice.journey_id != journey.id:
        raise NotAllowedError("flag that", ("the advice is for another journey",))
    owner = owner or journey.tracker
    waits = {each for flag in journey.flags for each in flag.evidence}
    known = {*advice.evidence} <= {*waits, *journey.answered}
    up = advice.recommendation is Recommended.UP
    if not (journey.at.tracked and owner and up) or known:
        return None
    names = (name_of(reason.fact) for reason in advice.verdict.because)
    return RaiseFlag(
        flag_id=_unused(journey, f"{journey.id}/flag/{advice.on}"),
        trigger="; ".join(dict.fromkeys(names)),
        owner=owner,
        evidence=advice.evidence,
    )


def _unused(journey: Journey, flag_id: str) -> str:
    """Number a flag of a day on which another one was raised and is open."""
    taken = {flag.id for flag in journey.flags}
    ids = chain([flag_id], (f"{flag_id}/{number}" for number in count(2)))
    return next(each for each in ids if each not in taken)


def noting(contact: Contact) -> NoteContact | None:
    """Make the command that notes a contact on the journey it was for.

    What was sent is neither made nor missed yet, and a talk with someone whom the
    person did not name is neither: then there is nothing to note.
    """
    reach = reach_of(contact)
    if reach not in {Reach.MEANINGFUL, Reach.MISSED}:
        return None
    return NoteContact(two_way=reach is Reach.MEANINGFUL, mode=contact.mode.value)


# --- readiness -----------------------------------------------------------------------


class ReadinessPattern(enum.Enum):
    """How ready a person has been, told from all that was heard.

    Source: seed-playbook.
    """

    NOT_READY = "not ready"
    CONSIDERING = "considering"
    READY = "ready"
    IN_AND_OUT = "in and out"


HOW_READY: Final = tuple(Readiness)
"""From the least ready on."""


def readiness_pattern(events: Iterable[Event]) -> ReadinessPattern | None:
    """Read from what was heard how ready someone is; `None` if nobody asked.

    Who rose and fell back, or fell and rose again, moves in and out; of everyone else
    the last word counts. It moves the journey nowhere.
    """
    heard = [event for event in events if isinstance(event, ReadinessHeard)]
    if not heard:
        return None
    said = [HOW_READY.index(event.readiness) for event in heard]
    rose = any(before < after for before, after in pairwise(said))
    fell = any(before > after for before, after in pairwise(said))
    if rose and fell:
        return ReadinessPattern.IN_AND_OUT
    return ReadinessPattern(heard[-1].readiness.value)


# --- coming back ---------------------------------------------------------------------


def returning(
    previous: Journey,
    *,
    journey_id: JourneyId,
    way_in: ByRule | ByReferral,
    place: Place | None = None,
    lead: str | None = None,
    signed: Iterable[Needed] = (),
    reason: str = "",
) -> Begin:
    """Make the command that begins a new journey of someone whose last one is over.

    Raises:
        NotAllowedError: If it is not over, or they have died.
    """
    if not previous.is_over:
        raise NotAllowedError("come back", ("the journey is not over",))
    if previous.at.dead:
        raise NotAllowedError("come back", (DIED,))
    return Begin(
        journey_id=journey_id,
        patient_id=previous.patient_id,
        way_in=way_in,
        place=place,
        lead=lead,
        signed=signed,
        previous=previous.id,
        previous_ended=previous.since,
        reason=reason,
    )
