"""The state of a journey: a fold over what happened, and nothing else."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, TypeAlias

import attrs

from caremodel.care.journeys._events import (
    Agreed,
    Began,
    CheckBooked,
    CheckNoted,
    ContactNoted,
    Event,
    FlagAnswered,
    FlagRaised,
    JourneyId,
    LeadNamed,
    Moved,
    ReadinessHeard,
    TrackerNamed,
    happenings,
)
from caremodel.care.pathways import (
    Needed,
    PathwayRef,
    Place,
    Readiness,
    Stop,
    Tally,
)
from caremodel.errors import NotAllowedError
from caremodel.people.patients import PatientId

__all__ = ["Flag", "Journey", "evolve", "replayed"]


@attrs.frozen(repr=False)
class Flag:
    """Something that waits for a decision.

    Attributes:
        id: Of the flag.
        trigger: What raised it.
        evidence: Ids of the entries it rests on.
        owner: Who must decide.
        since: The day it was raised.
    """

    id: str
    trigger: str
    evidence: tuple[str, ...]
    owner: str
    since: date

    def __repr__(self) -> str:
        return f"Flag({self.id!r})"


@attrs.frozen(kw_only=True, repr=False)
class Journey:
    """Where one person stands on one pathway, and since when.

    Attributes:
        id: Of the journey.
        patient_id: Whose.
        pathway: Along which, by id and version.
        began: The day it began.
        at: Where it stands.
        since: Since when it stands there.
        readiness: How ready the person last said they are; `None` if nobody asked.
        lead: Who leads the person's care; in maintenance, the tracker does.
        tracker: Who keeps watch.
        next_check: The day of the next check.
        checked: The day of the last check, or since when watch has been kept.
        on_record: What was put on record; all but the agreement is for the next move.
        tallies: What is counted on the way.
        counts: How much of each.
        flags: What waits for a decision, oldest first.
        answered: Evidence, by id, that someone has acted on or answered.
        previous: The journey it follows.
    """

    id: JourneyId
    patient_id: PatientId
    pathway: PathwayRef
    began: date
    at: Stop
    since: date
    readiness: Readiness | None = None
    lead: str | None = None
    tracker: str | None = None
    next_check: date | None = None
    checked: date | None = None
    on_record: tuple[Needed, ...] = ()
    tallies: tuple[Tally, ...] = ()
    counts: tuple[int, ...] = ()
    flags: tuple[Flag, ...] = ()
    answered: tuple[str, ...] = ()
    previous: JourneyId | None = None

    def __repr__(self) -> str:
        return f"Journey({self.id!r}, {self.at.place})"

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.at.place

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.at.is_end


def evolve(journey: Journey | None, event: Event) -> Journey:
    """Make the journey that follows *event*.

    Raises:
        NotAllowedError: If that could not have happened.
    """
    draft = _draft(journey)
    _apply(draft, event)
    return Journey(**draft)


def replayed(events: Iterable[Event], *, start: Journey | None = None) -> Journey:
    """Fold all of *events* over *start* at once: `evolve` again and again, faster.

    Raises:
        NotAllowedError: If there is no event, or one could not have happened.
    """
    draft = _draft(start)
    for event in events:
        _apply(draft, event)
    if not draft:
        raise NotAllowedError("replay a journey", ("nothing has happened",))
    return Journey(**draft)


# --- one event at a time, on a draft -------------------------------------------------

Draft: TypeAlias = dict[str, Any]
"""The fields of a journey that is being made, by name."""

FIELDS: Final = tuple(field.name for field in attrs.fields(Journey))


def _draft(journey: Journey | None) -> Draft:
    if journey is None:
        return {}
    return {name: getattr(journey, name) for name in FIELDS}


def _apply(draft: Draft, event: Event) -> None:
    kind = type(event)
    if (kind is Began) == bool(draft):
        problem = "it has begun" if draft else "it has not begun"
        raise NotAllowedError(f"note {kind.__name__}", (problem,))
    if draft:
        if draft["at"].is_end:
            raise NotAllowedError(f"note {kind.__name__}", ("the journey is over",))
        if event.on < draft["began"]:
            problem = "it was before the journey began"
            raise NotAllowedError(f"note {kind.__name__}", (problem,))
    APPLY[kind](draft, event)
    if draft["counts"]:
        draft["counts"] = _counted(draft["tallies"], draft["counts"], happenings(event))


def _counted(
    tallies: tuple[Tally, ...], counts: tuple[int, ...], what: tuple[str, ...]
) -> tuple[int, ...]:
    """Count on, and from the start again where that is what happened."""
    return tuple(
        0
        if any(each in tally.resets_on for each in what)
        else count + any(each in tally.adds_on for each in what)
        for tally, count in zip(tallies, counts, strict=True)
    )


def _began(draft: Draft, event: Began) -> None:
    draft.update(
        id=event.journey_id,
        patient_id=event.patient_id,
        pathway=event.pathway,
        began=event.on,
        at=event.at,
        since=event.on,
        lead=None,
        tracker=None,
        next_check=None,
        checked=None,
        on_record=(),
        tallies=event.tallies,
        counts=(0,) * len(event.tallies),
        flags=(),
        answered=(),
        previous=event.previous,
    )


def _moved(draft: Draft, event: Moved) -> None:
    """Go there: the flags that the evidence raised are answered by going."""
    faults = []
    if event.on < draft["since"]:
        faults.append("it was before the move that it follows")
    if event.to.place == draft["at"].place:
        faults.append("it stands there already")
    if event.to.tracked and (draft["tracker"] is None or draft["next_check"] is None):
        faults.append("nobody keeps watch there, or no check is booked")
    if faults:
        raise NotAllowedError(f"note {event.move}", tuple(faults))
    lead = draft["lead"]
    if draft["at"].tracked:
        lead = draft["tracker"] if lead is None else lead
    if event.to.tracked:
        draft["checked"] = event.on
    else:
        draft.update(tracker=None, next_check=None, checked=None)
    kept = tuple(each for each in draft["on_record"] if each is Needed.AGREEMENT)
    answered = tuple(dict.fromkeys((*draft["answered"], *event.evidence)))
    draft.update(
        at=event.to,
        since=event.on,
        lead=lead,
        on_record=kept,
        answered=answered,
        flags=_closed(draft["flags"], answered, ended=event.to.is_end),
    )


def _closed(
    flags: tuple[Flag, ...], answered: tuple[str, ...], *, ended: bool
) -> tuple[Flag, ...]:
    """Close the flags whose evidence is answered; an ended journey keeps them all."""
    if ended:
        return flags
    return tuple(
        flag
        for flag in flags
        if not flag.evidence or not {*flag.evidence} <= {*answered}
    )


def _readiness_heard(draft: Draft, event: ReadinessHeard) -> None:
    draft["readiness"] = event.readiness


def _lead_named(draft: Draft, event: LeadNamed) -> None:
    draft["lead"] = event.worker_id


def _tracker_named(draft: Draft, event: TrackerNamed) -> None:
    draft["tracker"] = event.worker_id


def _check_booked(draft: Draft, event: CheckBooked) -> None:
    if event.due <= event.on:
        raise NotAllowedError("book a check", ("it must lie ahead",))
    draft["next_check"] = event.due


def _check_noted(draft: Draft, event: CheckNoted) -> None:
    if event.made:
        draft["checked"] = event.on


def _contact_noted(_: Draft, __: ContactNoted) -> None:
    """Change nothing but the tallies."""


def _agreed(draft: Draft, event: Agreed) -> None:
    if event.what not in draft["on_record"]:
        draft["on_record"] += (event.what,)


def _flag_raised(draft: Draft, event: FlagRaised) -> None:
    if any(flag.id == event.flag_id for flag in draft["flags"]):
        raise NotAllowedError("raise a flag", ("one of that id is open",))
    flag = Flag(event.flag_id, event.trigger, event.evidence, event.owner, event.on)
    draft["flags"] += (flag,)


def _flag_answered(draft: Draft, event: FlagAnswered) -> None:
    answered = [flag for flag in draft["flags"] if flag.id == event.flag_id]
    if not answered:
        raise NotAllowedError("answer a flag", ("none of that id is open",))
    evidence = answered[0].evidence
    draft["flags"] = tuple(flag for flag in draft["flags"] if flag is not answered[0])
    draft["answered"] = tuple(dict.fromkeys((*draft["answered"], *evidence)))


APPLY: Final[dict[type, Callable[[Draft, Any], None]]] = {
    Began: _began,
    Moved: _moved,
    ReadinessHeard: _readiness_heard,
    LeadNamed: _lead_named,
    TrackerNamed: _tracker_named,
    CheckBooked: _check_booked,
    CheckNoted: _check_noted,
    ContactNoted: _contact_noted,
    Agreed: _agreed,
    FlagRaised: _flag_raised,
    FlagAnswered: _flag_answered,
}
