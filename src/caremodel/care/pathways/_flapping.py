"""Whether more care and less can be advised at once, over all that facts can be."""

from collections.abc import Iterable, Iterator
from itertools import chain, product
from typing import Final

from caremodel.care.pathways._cells import can_hold
from caremodel.care.pathways._parts import LESS, Advised, Direction, Rung
from caremodel.care.pathways._stages import Place
from caremodel.grammar.machines import Machine
from caremodel.grammar.rules import All, Criterion

__all__ = ["flapping"]

MOST_PAIRS: Final = 500
"""How many ways up are held against ways down before a pathway is refused."""


def flapping(
    machine: Machine[Place], rungs: tuple[Rung, ...], advised: tuple[Advised, ...]
) -> Iterator[str]:
    """Find where more care and less can be advised at once.

    On one rung, it would be stepped up and down by turns; at one place, whoever is
    needed more there could be let go.
    """
    ways = list(_ways(machine, rungs, advised))
    both = chain(_on_rungs(rungs), _there_and_back(ways), _at_places(machine, ways))
    tried = set[tuple[Criterion, Criterion]]()
    for where, up, down in both:
        if (up, down) in tried:
            continue
        if len(tried) == MOST_PAIRS:
            yield f"more than {MOST_PAIRS} ways up and down are too many to check"
            return
        if can_hold(All((up, down))):
            yield f"{where}: up and down must never hold together"
        tried.add((up, down))


Way = tuple[Place, Place, Direction, Criterion]
"""From where to where something leads, what it does, and what speaks for it."""

Both = tuple[str, Criterion, Criterion]
"""Where something speaks for more care and something for less, and both."""


def _ways(
    machine: Machine[Place], rungs: tuple[Rung, ...], advised: tuple[Advised, ...]
) -> Iterator[Way]:
    """Hand out all that leads to more care or to less, those of the rungs first."""
    for rung in rungs:
        yield rung.lower, rung.upper, Direction.UP, rung.up
        yield rung.upper, rung.lower, Direction.DOWN, rung.down
    for each, place in product(advised, machine.places):
        ready = machine.ready(place, each.move)
        if ready is not None:
            yield place, ready.move.target, each.direction, each.when


def _on_rungs(rungs: Iterable[Rung]) -> Iterator[Both]:
    for rung in rungs:
        yield f"rung to {rung.upper}", rung.up, rung.down


def _there_and_back(ways: list[Way]) -> Iterator[Both]:
    """Pair each way up with what leads straight back down."""
    back = dict[tuple[Place, Place], list[Criterion]]()
    for source, target, direction, when in ways:
        if direction in LESS:
            back.setdefault((target, source), []).append(when)
    for source, target, direction, when in ways:
        if direction is Direction.UP:
            for down in back.get((source, target), ()):
                yield f"from {source} to {target} and back", when, down


def _at_places(machine: Machine[Place], ways: list[Way]) -> Iterator[Both]:
    """Pair what leads up from a place with what leads down from it."""
    for place in machine.places:
        here = [way for way in ways if way[0] == place]
        ups = [when for *_, way, when in here if way is Direction.UP]
        downs = [when for *_, way, when in here if way in LESS]
        for up, down in product(ups, downs):
            yield f"at {place}", up, down
