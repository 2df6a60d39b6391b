"""Journeys as they were, as they were known, and as another version would have it.

`as_of` tells what was. `restate` tells what was not: what the same events would have
come to under another version of the pathway. It says so, keeps both versions by name,
and changes nothing; a version that was superseded, and all that happened under it,
stay as they were.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

import attrs

from caremodel.care.journeys._advice import recommend
from caremodel.care.journeys._begin import not_begun_at
from caremodel.care.journeys._cases import (
    Case,
    check_day,
    forged,
    not_taken,
    unsigned,
)
from caremodel.care.journeys._commands import Advice, Begin, Make
from caremodel.care.journeys._events import (
    Agreed,
    Began,
    CheckBooked,
    Event,
    JourneyId,
    Moved,
    TrackerNamed,
    VersionAdopted,
)
from caremodel.care.journeys._holding import Holding, watch
from caremodel.care.journeys._journeys import Journey, evolve, replayed
from caremodel.care.journeys._make import not_theirs
from caremodel.care.pathways import Pathway, PathwayRef, Place, stop_at
from caremodel.errors import NotAllowedError
from caremodel.grammar import histories
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import History
from caremodel.grammar.machines import Move

__all__ = ["Misfit", "Restated", "as_of", "restate", "would_advise"]

IN_VAIN: Final = "it goes nowhere where watch is kept"


def as_of(history: History[Event], *, on: date, known_at: datetime) -> Journey | None:
    """Say where a journey stood on a day, as far as was known at an instant.

    `None` if it had not begun, or nobody had written down that it had.

    Raises:
        InvalidValueError: If the instant is not in UTC.
        NotAllowedError: If what was known then could not have happened.
    """
    events = histories.as_of(history, on=on, known_at=known_at)
    return replayed(events) if events else None


# --- what another version would have come to -----------------------------------------


@attrs.frozen(kw_only=True, repr=False)
class Misfit:
    """An event that could not have happened under another version of the pathway.

    Attributes:
        event: What did happen.
        because: Every reason why it could not have.
    """

    event: Event
    because: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Misfit({self.event!r})"


@attrs.frozen(kw_only=True, repr=False)
class Restated:
    """What the same events would have come to under another version of the pathway.

    It is no history, and nothing is decided on it: the person stands where the journey
    of the events says.

    Attributes:
        journey_id: Of which journey.
        was: The versions that it did run on, in order.
        now: The version that it is restated under.
        journey: Where it would stand; `None` if it could not have begun.
        misfits: What could not have happened, in order, and is left out.
    """

    journey_id: JourneyId
    was: tuple[PathwayRef, ...]
    now: PathwayRef
    journey: Journey | None
    misfits: tuple[Misfit, ...]

    def __repr__(self) -> str:
        was = ", ".join(ref.version for ref in self.was)
        told = f"{self.journey_id!r}, {was} as {self.now.version}"
        return f"Restated({told}, {len(self.misfits)} misfits)"


def restate(pathway: Pathway, events: Iterable[Event]) -> Restated:
    """Tell what *events* would have come to under another version of their pathway.

    Each happens again on its day: moves are made by their names, to where that version
    has them lead, if whoever made them may, and all that the place takes is on record.
    What cannot happen is left out, and all that follows is seen without it. What a move
    needs of the person is not asked, because events keep no facts: ask `recommend` for
    that, with `Restated.journey` and the facts of the day, or `would_advise`.

    Raises:
        NotAllowedError: If nothing happened, the events could not have happened, or
            they are of another pathway.
    """
    told = _Told()
    for event in events:
        told = _tell(pathway, told, event)
    if told.stood is None:
        raise NotAllowedError("restate a journey", ("nothing has happened",))
    return Restated(
        journey_id=told.stood.id,
        was=told.was,
        now=pathway.ref,
        journey=told.stands,
        misfits=_in_vain(told).misfits,
    )


def would_advise(
    pathway: Pathway, events: Iterable[Event], looks: Iterable[Facts]
) -> Advice | None:
    """Say what a version would have advised on the last of some days.

    The days are looked at one after another, each with the journey as it would have
    stood, so that what has to hold for some time is seen to hold. `None` if it would
    not have begun, or have been over.

    Args:
        pathway: The version; of the one that the journey ran on, this tells what it
            did advise.
        events: What happened.
        looks: What is known of each day, in order.

    Raises:
        NotAllowedError: As `restate` and `watch`.
    """
    known, holding, advice = tuple(events), Holding(), None
    for facts in looks:
        until = [event for event in known if event.on <= facts.on]
        stands = restate(pathway, until).journey if until else None
        if stands is None or stands.is_over:
            advice = None
            continue
        holding = watch(pathway, holding, facts, journey=stands)
        advice = recommend(pathway, stands, facts, holding)
    return advice


@attrs.frozen(kw_only=True)
class _Told:
    """How far a journey is restated.

    Attributes:
        stood: Where it did stand.
        was: The versions that it did run on.
        stands: Where it would stand.
        said: Who would keep watch after the next move, and the check that is booked.
        misfits: What could not have happened.
    """

    stood: Journey | None = None
    was: tuple[PathwayRef, ...] = ()
    stands: Journey | None = None
    said: tuple[Event, ...] = ()
    misfits: tuple[Misfit, ...] = ()


def _tell(pathway: Pathway, told: _Told, event: Event) -> _Told:
    """Let one more event happen again."""
    before, stands = told.stood, told.stands
    told = attrs.evolve(told, stood=evolve(before, event))
    match event:
        case Began():
            return _begin(pathway, told, event)
        case VersionAdopted():
            told = attrs.evolve(told, was=(*told.was, event.pathway))
            stays = [journey.place for journey in (before, stands) if journey]
            return told if event.at.place in stays else _go(pathway, told, event)
        case Moved():
            return _go(pathway, told, event)
        case TrackerNamed() | CheckBooked() if stands and not stands.at.tracked:
            return attrs.evolve(told, said=(*told.said, event))
        case _:
            return _happen(pathway, told, event)


def _begin(pathway: Pathway, told: _Told, event: Began) -> _Told:
    if event.pathway.id != pathway.id:
        raise NotAllowedError("restate a journey", ("it is of another pathway",))
    told = attrs.evolve(told, was=(event.pathway,))
    asked = Begin(
        journey_id=event.journey_id,
        patient_id=event.patient_id,
        way_in=event.way_in,
        lead=event.lead,
        signed=event.on_record,
        previous=event.previous,
        previous_ended=None if event.previous is None else event.on,
        reason=event.reason,
    )
    place = event.at.place
    if because := not_begun_at(pathway, asked, place, event.by):
        return _misfit(told, event, *because)
    again = attrs.evolve(
        event, pathway=pathway.ref, at=pathway.stops[place], tallies=pathway.tallies
    )
    return attrs.evolve(told, stands=evolve(None, again))


def _happen(pathway: Pathway, told: _Told, event: Event) -> _Told:
    """Let something happen that leads nowhere else, if it could have."""
    if told.stands is None:
        return _misfit(told, event, "it has not begun")
    case, because = _case(pathway, told.stands, event), list[str]()
    if isinstance(event, CheckBooked):
        because = check_day(case, event.due, case.journey.checked or event.on)
    if isinstance(event, Agreed):
        because = forged(pathway, [event.what], event.by, case.journey.patient_id)
    try:
        stands = evolve(told.stands, event)
    except NotAllowedError as refused:
        because = [*because, *refused.because]
    if because:
        return _misfit(told, event, *because)
    return attrs.evolve(told, stands=stands)


def _case(pathway: Pathway, stands: Journey, event: Event) -> Case:
    return Case(pathway, stands, Facts(on=event.on, known={}), event.on, event.by)


def _misfit(told: _Told, event: Event, *because: str) -> _Told:
    misfit = Misfit(event=event, because=because)
    return attrs.evolve(told, misfits=(*told.misfits, misfit))


# --- moves ---------------------------------------------------------------------------


def _go(pathway: Pathway, told: _Told, event: Moved | VersionAdopted) -> _Told:
    """Go where that version leads, with what was said on the way there."""
    stands = told.stands
    if stands is None or stands.is_over:
        return _happen(pathway, _in_vain(told), event)
    case = _case(pathway, stands, event)
    move = _way(case, event)
    if isinstance(move, str):
        return _misfit(_in_vain(told), event, move)
    again = _again(case, move, event)
    there = _said(pathway, told) if again.to.tracked else _in_vain(told)
    case = _case(pathway, there.stands or stands, event)
    because = _not_gone(case, move, again)
    because += _not_as_told(pathway, told, event, again)
    if because:
        return _misfit(_in_vain(told), event, *because)
    return attrs.evolve(there, stands=evolve(there.stands, again))


def _way(case: Case, event: Moved | VersionAdopted) -> Move[Place] | str:
    """Find what it would have gone by, or say why there is no such way."""
    here = case.journey.place
    if isinstance(event, VersionAdopted):
        stop = case.pathway.stops.get(event.at.place)
        if stop is None or stop.is_end:
            return "that version has no such place to stay at"
        overriding = case.pathway.may_override
        return Move(name="go over", source=here, target=stop.place, roles=overriding)
    ready = case.pathway.machine.ready(here, event.move)
    return f"no such move from {here}" if ready is None else ready.move


def _again(case: Case, move: Move[Place], event: Moved | VersionAdopted) -> Moved:
    """Make the move that it would have been."""
    return Moved(
        move=move.name,
        to=stop_at(case.pathway, move.target),
        reason=event.reason,
        evidence=event.evidence if isinstance(event, Moved) else (),
        on=event.on,
        by=event.by,
    )


def _not_gone(case: Case, move: Move[Place], moved: Moved) -> list[str]:
    """Name what would have kept it from going there; what it needs is not asked."""
    because = not_theirs(case, move)
    says_why = moved.reason.strip() or (move.safety and moved.evidence)
    if (move.needs_reason or move.safety) and not says_why:
        because.append("a reason must be given")
    asked = Make(move=move.name, reason=moved.reason)
    on_record = case.journey.on_record
    to_sign = unsigned(case.pathway, case.journey, move.target, on_record)
    lacking = not_taken(case, asked, move.target, to_sign, safety=move.safety)
    return [*because, *lacking]


def _not_as_told(
    pathway: Pathway, told: _Told, event: Moved | VersionAdopted, again: Moved
) -> list[str]:
    """Name what the event tells otherwise than the version it happened under."""
    if not isinstance(event, Moved):
        return []
    because = []
    if told.was[-1:] == (pathway.ref,) and event.to != again.to:
        because.append(f"it leads to {again.to.place}")
    if event.overrides and not event.reason.strip():
        because.append("who overrides says why")
    return because


def _said(pathway: Pathway, told: _Told) -> _Told:
    """Let happen what was said on the way to a place where watch is kept."""
    waiting, told = told.said, attrs.evolve(told, said=())
    for event in waiting:
        told = _happen(pathway, told, event)
    return told


def _in_vain(told: _Told) -> _Told:
    """Leave out what was said on the way to where no watch is kept."""
    waiting, told = told.said, attrs.evolve(told, said=())
    for event in waiting:
        told = _misfit(told, event, IN_VAIN)
    return told
