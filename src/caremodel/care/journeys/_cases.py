"""What deciding on a journey starts from, and what it says in more than one place."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from caremodel.care.journeys._commands import AdoptVersion, Make
from caremodel.care.journeys._events import (
    CheckBooked,
    Event,
    LeadNamed,
    TrackerNamed,
)
from caremodel.care.journeys._journeys import Journey
from caremodel.care.pathways import (
    EpisodeStatus,
    Needed,
    Pathway,
    Place,
    may_sign,
    stage_at,
    stop_at,
)
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import Move
from caremodel.people.patients import PatientId

__all__ = [
    "NOT_IN_FORCE",
    "OTHER_DAY",
    "OTHER_PATHWAY",
    "TOO_NEW",
    "UNWATCHED",
    "Case",
    "Decided",
    "check_day",
    "check_within",
    "flags_wait",
    "forged",
    "not_taken",
    "put_on_record",
    "said_late",
    "unsigned",
    "watch_kept",
]

Decided = tuple[list[Event], list[str]]
"""What a command makes happen, and what stands in its way."""

OTHER_DAY: Final = "the facts are of another day"
OTHER_PATHWAY: Final = "it runs on another pathway, or another version of it"
UNWATCHED: Final = "it takes the advice that this has held for its time"
TOO_NEW: Final = "it has not held for its time"
NOT_IN_FORCE: Final = "that version of the pathway is not in force on that day"


@attrs.frozen
class Case:
    """A journey, and what is known and by whom it is asked.

    Attributes:
        pathway: That it runs on.
        journey: Where it stands.
        facts: What is known of the person.
        on: The day.
        by: Who asks.
    """

    pathway: Pathway
    journey: Journey
    facts: Facts
    on: date
    by: Actor


def unsigned(
    pathway: Pathway,
    journey: Journey | None,
    target: Place,
    on_record: tuple[Needed, ...],
) -> list[Needed]:
    """Name what a place takes and has to be signed, and is not.

    What the place before took was signed on the way there.
    """
    before = () if journey is None else stage_at(pathway, journey.place).takes
    signed = {signature.what for signature in pathway.signatures}
    return [
        needed
        for needed in stage_at(pathway, target).takes
        if needed in signed and needed not in {*before, *on_record}
    ]


def _signs(pathway: Pathway, what: Needed, by: Actor, patient_id: PatientId) -> bool:
    """Say whether someone may put on record what a place takes of a patient."""
    return any(
        signature.what is what and may_sign(signature, by, patient_id)
        for signature in pathway.signatures
    )


def forged(
    pathway: Pathway, signed: Iterable[Needed], by: Actor, patient_id: PatientId
) -> list[str]:
    """Name what is signed by someone who may not."""
    return [
        f"it takes someone who may sign {needed.value}"
        for needed in signed
        if not _signs(pathway, needed, by, patient_id)
    ]


def flags_wait(pathway: Pathway, journey: Journey, move: Move[Place]) -> list[str]:
    """Say that nobody comes to a good end as long as a flag waits for a decision."""
    good = stop_at(pathway, move.target).status is EpisodeStatus.FINISHED
    return ["a flag waits for a decision"] if good and journey.flags else []


def check_day(case: Case, due: date, last: date) -> list[str]:
    """The next check lies ahead, and within the limit from the last one."""
    because = []
    if due <= case.on:
        because.append("the next check must lie ahead")
    return [*because, *check_within(case, due, last)]


def check_within(case: Case, due: date, last: date) -> list[str]:
    """The next check lies within the limit from the last one."""
    if due <= case.pathway.limits.check.after(last):
        return []
    return ["the next check must be within the limit from the last one"]


def said_late(
    case: Case,
    *,
    lead: str | None = None,
    tracker: str | None = None,
    next_check: date | None = None,
) -> list[str]:
    """Name what is said late: something newer of its kind is on record."""
    journey = case.journey
    told = (
        (lead, journey.lead_since, "another lead was named later"),
        (tracker, journey.tracker_since, "another tracker was named later"),
        (next_check, journey.booked, "another check was booked later"),
    )
    return [
        because
        for said, last, because in told
        if said is not None and last is not None and case.on < last
    ]


# --- what goes on record on the way to a place ---------------------------------------


def put_on_record(case: Case, command: Make | AdoptVersion) -> list[Event]:
    """Name who leads, who keeps watch, and the next check, as far as it was said."""
    events: list[Event] = []
    on, by = case.on, case.by
    if command.lead is not None:
        events.append(LeadNamed(worker_id=command.lead, on=on, by=by))
    if command.tracker is not None:
        events.append(TrackerNamed(worker_id=command.tracker, on=on, by=by))
    if command.next_check is not None:
        events.append(CheckBooked(due=command.next_check, on=on, by=by))
    return events


def not_taken(
    case: Case,
    command: Make | AdoptVersion,
    target: Place,
    to_sign: list[Needed],
    *,
    safety: bool = False,
) -> list[str]:
    """Name what the place takes and nobody put on record; nobody overrides that.

    A check that is overdue is no next check; yet no step up waits for it.
    """
    journey = case.journey
    tracked = stop_at(case.pathway, target).tracked
    booked = journey.next_check
    if booked is not None and booked < case.on and not safety:
        booked = None
    watched = (command.tracker if tracked else None) or journey.tracker
    said = {
        Needed.LEAD: command.lead or journey.lead or watched,
        Needed.TRACKER: watched,
        Needed.NEXT_CHECK: command.next_check or booked,
        Needed.REASON: command.reason.strip(),
    }
    return [
        f"not on record: {needed.value}"
        for needed in stage_at(case.pathway, target).takes
        if needed in to_sign or not said.get(needed, True)
    ]


def watch_kept(case: Case, command: Make | AdoptVersion, target: Place) -> list[str]:
    """A tracker and a check are for where someone keeps watch, and not said late."""
    because = said_late(
        case,
        lead=command.lead,
        tracker=command.tracker,
        next_check=command.next_check,
    )
    due = command.next_check
    if stop_at(case.pathway, target).tracked:
        last = case.journey.checked or case.on
        return because if due is None else [*because, *check_day(case, due, last)]
    if due is None and command.tracker is None:
        return because
    nobody = "nobody keeps watch there: no tracker is named, and no check booked"
    return [*because, nobody]
