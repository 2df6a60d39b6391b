"""What may be advised from a place, and what a journey knows of itself."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from caremodel.care.journeys._journeys import Journey
from caremodel.care.pathways import (
    OWN_FACTS,
    Direction,
    Needed,
    Pathway,
    Place,
    days_here,
    days_in_stage,
    flags_open,
)
from caremodel.grammar.dates import Interval
from caremodel.grammar.facts import Given, Value
from caremodel.grammar.rules import Criterion

__all__ = ["Step", "own_facts", "steps_from"]


def own_facts(journey: Journey, *, on: date) -> dict[Given, Value]:
    """Say what the journey knows of itself, as facts that criteria may ask for."""
    led = journey.lead is not None or journey.tracker is not None
    booked = journey.next_check is not None and journey.next_check >= on
    here: dict[Given, Value] = {
        OWN_FACTS[needed]: needed in journey.on_record for needed in Needed
    }
    here[OWN_FACTS[Needed.LEAD]] = led
    here[OWN_FACTS[Needed.TRACKER]] = journey.tracker is not None
    here[OWN_FACTS[Needed.NEXT_CHECK]] = booked
    here[days_here()] = (on - journey.since).days
    here[days_in_stage()] = (on - (journey.entered or journey.since)).days
    here[flags_open()] = len(journey.flags)
    for tally, count in zip(journey.tallies, journey.counts, strict=True):
        here[tally.fact] = count
    return here


# --- the steps that may be advised ---------------------------------------------------


@attrs.frozen(kw_only=True)
class Step:
    """One move that may be advised from a place.

    Attributes:
        name: Of what has to hold, for keeping since when it has.
        direction: What the move does to the amount of care.
        move: Its name.
        target: Where it leads.
        when: What advises it.
        dwell: How long that must have held; `None` for at once.
    """

    name: str
    direction: Direction
    move: str
    target: Place
    when: Criterion
    dwell: Interval | None


def steps_from(pathway: Pathway, place: Place) -> tuple[Step, ...]:
    """Name what may be advised from *place*: what keeps someone safe goes first."""
    found = [*_rungs_at(pathway, place), *_advised_at(pathway, place)]
    return tuple(sorted(found, key=lambda step: ORDER[step.direction]))


ORDER: Final = {
    Direction.UP: 0,
    Direction.RE_ENGAGE: 1,
    Direction.GRADUATE: 2,
    Direction.DOWN: 3,
}


def _rungs_at(pathway: Pathway, place: Place) -> Iterator[Step]:
    for rung in pathway.rungs:
        if rung.lower == place:
            yield Step(
                name=f"up to {rung.upper}",
                direction=Direction.UP,
                move="step up",
                target=rung.upper,
                when=rung.up,
                dwell=None,
            )
        if rung.upper == place:
            yield Step(
                name=f"down to {rung.lower}",
                direction=Direction.DOWN,
                move="step down",
                target=rung.lower,
                when=rung.down,
                dwell=rung.dwell,
            )


def _advised_at(pathway: Pathway, place: Place) -> Iterator[Step]:
    for advised in pathway.advised:
        ready = pathway.machine.ready(place, advised.move)
        if ready is not None:
            yield Step(
                name=advised.move,
                direction=advised.direction,
                move=advised.move,
                target=ready.move.target,
                when=advised.when,
                dwell=advised.dwell,
            )
