"""Strategies for replays: a pathway, and what was known at one look after another."""

from datetime import date
from functools import cache
from itertools import chain, repeat
from typing import Final

import attrs
from hypothesis import strategies as st

from caremodel.care.journeys import Begin, ByReferral, JourneyId, ReferredBy
from caremodel.care.pathways import Pathway, stage_at
from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.grammar.dates import add_days
from caremodel.grammar.facts import Facts
from caremodel.people.patients import PatientId
from caremodel.simulation.replays import Asked, Crew, Replayed, replay
from caremodel.testing.strategies._journeys import (
    Ground,
    Known,
    default_ground,
    ground_of,
)
from caremodel.testing.strategies._records import INDEX, STANDING, pick

__all__ = ["ReplayWorld", "replay_worlds"]


@attrs.frozen(kw_only=True, repr=False)
class ReplayWorld:
    """Someone on a pathway, and what was known of them at each look.

    Attributes:
        pathway: That they are on.
        begin: What begins the journey, at the first look.
        crew: Who takes the advice; they may make every move.
        every: How long from one look to the next [days].
        seen: What was known at each look.
    """

    pathway: Pathway
    begin: Asked
    crew: Crew
    every: int
    seen: tuple[Facts, ...] = attrs.field(converter=tuple[Facts, ...])

    def __repr__(self) -> str:
        return f"ReplayWorld({self.pathway.id}, {len(self.seen)} looks)"

    def replayed(self) -> Replayed:
        """Replay all of it."""
        known = {facts.on: facts for facts in self.seen}
        return replay(
            self.pathway,
            known.__getitem__,
            [self.begin],
            crew=self.crew,
            last=self.seen[-1].on,
            every=self.every,
        )


WorldShape = tuple[list[tuple[int, int]], int]
RUNS: Final = st.sampled_from((6, 1, 2, 8, 10))
"""How many looks may see the same, one after the other [looks]."""

WORLD_SHAPES: Final[st.SearchStrategy[WorldShape]] = st.tuples(
    st.lists(st.tuples(INDEX, RUNS), min_size=6, max_size=9),
    st.sampled_from((7, 7, 7, 30)),
)


def replay_worlds(
    pathways: "Pathway | st.SearchStrategy[Pathway]" = DEFAULT_PATHWAY,
    *,
    starting: date = STANDING,
) -> st.SearchStrategy[ReplayWorld]:
    """People on a pathway of whom the same is known for some looks, and then other.

    Args:
        pathways: The pathway that they are on, or where it comes from.
        starting: The day of the first look.
    """
    if isinstance(pathways, Pathway):
        ground = _ground(pathways)
        return WORLD_SHAPES.map(lambda shape: place_world(ground, shape, starting))
    return st.builds(
        lambda pathway, shape: place_world(ground_of(pathway), shape, starting),
        pathways,
        WORLD_SHAPES,
    )


@cache
def _ground(pathway: Pathway) -> Ground:
    return default_ground() if pathway is DEFAULT_PATHWAY else ground_of(pathway)


def place_world(ground: Ground, shape: WorldShape, starting: date) -> ReplayWorld:
    """Place what is known at the looks from a day on."""
    runs, every = shape
    moving = _moving(ground)
    looks = chain.from_iterable(
        repeat(pick(index, moving), length) for index, length in runs
    )
    return ReplayWorld(
        pathway=ground.pathway,
        begin=_begin(ground, starting),
        crew=Crew(lead=ground.everyone, tracker=ground.everyone),
        every=every,
        seen=[
            Facts(on=add_days(starting, every * n), known=known)
            for n, known in enumerate(looks)
        ],
    )


def _moving(ground: Ground) -> list[Known]:
    """Hand out what would move someone on the rungs, and at last what tells nothing."""
    rungs = ground.pathway.rungs
    places = dict.fromkeys(
        place for rung in rungs for place in (rung.upper, rung.lower)
    )
    told = chain.from_iterable(ground.known[place] for place in places)
    different: list[Known] = []
    for known in told:
        if known and known not in different:
            different.append(known)
    return [*different, {}]


def _begin(ground: Ground, on: date) -> Asked:
    """Begin as someone who comes back, at the lowest place where they may."""
    *_, last = ground.pathway.machine.initial
    place = next(
        each for each in ground.pathway.machine.initial if each.stage == last.stage
    )
    signable = {signature.what for signature in ground.pathway.signatures}
    takes = stage_at(ground.pathway, place).takes
    command = Begin(
        journey_id=JourneyId("j1"),
        patient_id=PatientId("p0"),
        way_in=ByReferral(source=ReferredBy.FAMILY, who="daughter", reason="falls"),
        place=place,
        lead=ground.everyone.id,
        signed=[needed for needed in takes if needed in signable],
        previous=JourneyId("j0"),
        previous_ended=add_days(on, -1000),
    )
    return Asked(on=on, command=command, by=ground.everyone)
