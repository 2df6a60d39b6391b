"""A journey told as entries, so that facts can be drawn from it like from a chart."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from caremodel.care.journeys._events import (
    Agreed,
    Began,
    Event,
    FlagRaised,
    JourneyId,
    Moved,
    VersionAdopted,
)
from caremodel.care.pathways import Stop
from caremodel.grammar.entries import Entry, in_order

__all__ = ["FLAG_KIND", "SIGNED_KIND", "STAGE_KIND", "entries"]

STAGE_KIND: Final = "stage"
"""The kind of entry that a stay at one place of a journey is told as."""

SIGNED_KIND: Final = "signed"
"""The kind of entry that an agreement or a hand-off on record is told as."""

FLAG_KIND: Final = "flag"
"""The kind of entry that a flag is told as."""


def entries(journey_id: JourneyId, events: Iterable[Event]) -> tuple[Entry, ...]:
    """Tell the events of one journey as entries.

    A stay at a place is one entry from the day of coming to the day of leaving, coded
    by stage and level, with the status of the episode; what was signed is coded by what
    it is, a flag by what raised it. Who goes over to another version stays where they
    stand, unless the place or the status is another there.
    """
    told = list(events)
    return in_order([*_stays(journey_id, told), *_notes(journey_id, told)])


def _stays(journey_id: JourneyId, events: list[Event]) -> Iterator[Entry]:
    arrivals = list(_arrivals(events))
    left = [*[on for _, on in arrivals], None][1:]
    for seq, ((stop, on), until) in enumerate(zip(arrivals, left, strict=True)):
        yield Entry(
            f"{journey_id}/stage/{seq}",
            STAGE_KIND,
            (stop.place.stage, *([stop.place.level] if stop.place.level else [])),
            on,
            until=until,
            status=stop.status.value,
            links=(journey_id,),
            seq=seq,
        )


def _arrivals(events: Iterable[Event]) -> Iterator[tuple[Stop, date]]:
    """Hand out where it came to stand, and when."""
    stood: Stop | None = None
    for event in events:
        if not isinstance(event, Began | Moved | VersionAdopted):
            continue
        stop = event.to if isinstance(event, Moved) else event.at
        if (
            stood is None
            or stood.place != stop.place
            or stood.status is not stop.status
        ):
            yield stop, event.on
        stood = stop


def _notes(journey_id: JourneyId, events: list[Event]) -> Iterator[Entry]:
    for seq, event in enumerate(events):
        for number, (kind, code) in enumerate(_noted(event)):
            name = f"{seq}.{number}" if number else str(seq)
            yield Entry(
                f"{journey_id}/{kind}/{name}",
                kind,
                (code,),
                event.on,
                links=(journey_id,),
                seq=seq,
            )


def _noted(event: Event) -> list[tuple[str, str]]:
    """Say what goes on record with an event, by kind and code."""
    match event:
        case Began():
            return [(SIGNED_KIND, what.value) for what in event.on_record]
        case Agreed():
            return [(SIGNED_KIND, event.what.value)]
        case FlagRaised():
            return [(FLAG_KIND, event.trigger)]
        case _:
            return []
