"""Journeys as they came to be, step by step, and facts that would move someone on.

Journeys are made through `decide` alone, so whatever happened on one could have
happened.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, partial
from itertools import chain
from typing import Any

import attrs
from hypothesis import strategies as st

from caremodel.care import journeys
from caremodel.care.journeys import (
    Command,
    Event,
    Journey,
)
from caremodel.care.pathways import (
    Direction,
    Pathway,
    Place,
)
from caremodel.care.pathways._cells import example
from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.grammar.facts import Fact, Facts, Value
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import Move
from caremodel.grammar.rules import All, Criterion, Not
from caremodel.testing.strategies._records import INDEX, STANDING, pick

__all__ = [
    "Ground",
    "JourneyHistory",
    "JourneyStep",
    "Known",
    "default_ground",
    "ground_of",
    "journey_facts",
    "moves_at",
]


@attrs.frozen(kw_only=True, repr=False)
class JourneyStep:
    """One thing that was asked of a journey, and what it made happen.

    Attributes:
        asked: The command.
        pathway: By which version it was decided.
        facts: What was known.
        on: The day.
        by: Who asked.
        events: What happened, in one step.
    """

    asked: Command
    pathway: Pathway
    facts: Facts
    on: date
    by: Actor
    events: tuple[Event, ...] = attrs.field(converter=tuple[Event, ...])

    def __repr__(self) -> str:
        return f"{self.on}: {self.asked!r}"


@attrs.frozen(kw_only=True, repr=False)
class JourneyHistory:
    """A journey as it came to be, step by step.

    Attributes:
        pathway: That it began on.
        steps: Each made through `decide`; the first one begins it.
        previous: The journey that it follows, if someone came back.
    """

    pathway: Pathway
    steps: tuple[JourneyStep, ...] = attrs.field(converter=tuple[JourneyStep, ...])
    previous: "JourneyHistory | None" = None

    def __repr__(self) -> str:
        return "\n".join((f"JourneyHistory({self.pathway.id})", *map(repr, self.steps)))

    def _repr_pretty_(self, printer: Any, _: object) -> None:
        """Show it so in Hypothesis, too, which would show every field of every part."""
        printer.text(repr(self))

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that happened, in order."""
        return tuple(event for step in self.steps for event in step.events)

    @property
    def states(self) -> tuple[Journey, ...]:
        """The journey as it stood after each step."""
        states: list[Journey] = []
        for step in self.steps:
            before = states[-1] if states else None
            states.append(journeys.replayed(step.events, start=before))
        return tuple(states)

    @property
    def journey(self) -> Journey:
        """The journey as it stands at the end."""
        return journeys.replayed(self.events)


# --- facts ---------------------------------------------------------------------------


def _wishes(pathway: Pathway, place: Place) -> Iterator[Criterion]:
    """Hand out what would move someone on from a place: each step, and each need."""
    steps = journeys.steps_from(pathway, place)
    ups = [Not(step.when) for step in steps if step.direction is Direction.UP]
    for step in steps:
        alone = step.direction is Direction.UP
        yield step.when if alone else All((step.when, *ups))
    yield from ups
    for move in moves_at(pathway, place):
        if move.needs is not None:
            yield move.needs


def moves_at(pathway: Pathway, place: Place) -> list[Move[Place]]:
    """Name the moves from a place."""
    return [move for move in pathway.machine.moves if move.source == place]


Known = dict[Fact, Value]


@attrs.frozen
class Ground:
    """A pathway, with what may be known of people who stand on it.

    Attributes:
        pathway: Which.
        known: For each place, what would move someone on from there; at last, nothing.
        met: For each move, facts by which what it needs is so.
        everyone: Someone who may make every move, and sign everything.
    """

    pathway: Pathway
    known: dict[Place, tuple[Known, ...]]
    met: dict[Move[Place], Known]
    everyone: Actor


@cache
def default_ground() -> Ground:
    """Lay the ground of the default pathway, once."""
    return ground_of(DEFAULT_PATHWAY)


def ground_of(pathway: Pathway) -> Ground:
    """Find out what would move someone on from each place of a pathway."""
    likely = partial(example, tallies=[tally.fact for tally in pathway.tallies])
    known = {
        place: (*filter(None, map(likely, _wishes(pathway, place))), Known())
        for place in pathway.machine.places
    }
    met = {
        move: Known() if move.needs is None else likely(move.needs) or Known()
        for move in pathway.machine.moves
    }
    of_moves = chain.from_iterable(move.roles for move in pathway.machine.moves)
    of_others = chain.from_iterable(each.roles for each in pathway.signatures)
    roles = dict.fromkeys((*of_moves, *of_others, *pathway.may_override))
    return Ground(pathway, known, met, Actor("rosa", tuple(roles), "p0"))


def journey_facts(
    pathway: Pathway = DEFAULT_PATHWAY, *, on: date = STANDING
) -> st.SearchStrategy[Facts]:
    """Facts that would move someone on, or only some of them.

    Args:
        pathway: That is asked of them.
        on: The day they are as of.
    """
    ground = default_ground() if pathway is DEFAULT_PATHWAY else ground_of(pathway)
    each = [ground.known[place] for place in pathway.machine.places]
    rich = sorted(each, key=len, reverse=True)[:3]
    shape = st.tuples(
        st.sampled_from([*chain.from_iterable(rich)]), st.lists(INDEX, max_size=1)
    )
    return shape.map(lambda drawn: Facts(on=on, known=_less(*drawn)))


def _less(known: Known, dropped: Iterable[int]) -> Known:
    """Leave out some of what is known."""
    names = list(known)
    gone = {pick(index, names) for index in dropped if len(names) > 1}
    return {fact: value for fact, value in known.items() if fact not in gone}
