"""Whether more care and less can be advised at once, over all that facts can be."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain, product
from typing import Final

from caremodel.care.pathways._cells import example
from caremodel.care.pathways._parts import LESS, Advised, Direction, Rung
from caremodel.care.pathways._stages import Place
from caremodel.care.pathways._values import in_words
from caremodel.grammar.facts import Fact, Value
from caremodel.grammar.machines import Machine
from caremodel.grammar.rules import All, Criterion

__all__ = ["flapping"]

MOST_PAIRS: Final = 500
"""How many ways up are held against ways down before a pathway is refused."""


def flapping(
    machine: Machine[Place],
    rungs: tuple[Rung, ...],
    advised: tuple[Advised, ...],
    tallies: Collection[Fact],
) -> Iterator[str]:
    """Find where more care and less can be advised at once.

    On one rung, it would be stepped up and down by turns; at one place, whoever is
    needed more there could be let go; round a circle, there would be no end of steps.
    """
    ways = list(_ways(machine, rungs, advised))
    both = chain(_on_rungs(rungs), _there_and_back(ways), _at_places(machine, ways))
    tried = set[tuple[Criterion, Criterion]]()
    for where, (up, more), (down, less) in both:
        if (more, less) in tried:
            continue
        if len(tried) == MOST_PAIRS:
            yield f"more than {MOST_PAIRS} ways up and down are too many to check"
            return
        tried.add((more, less))
        as_with = example(All((more, less)), tallies)
        if as_with is not None:
            yield f"{where}{up} and {down} must never hold together ({_told(as_with)})"
    yield from _round(ways, tallies)


def _told(as_with: dict[Fact, Value]) -> str:
    return f"as with {in_words(as_with)}" if as_with else GIVEN_UP


GIVEN_UP: Final = "too much stands in them to find out"

Side = tuple[str, Criterion]
"""What speaks for more care, or for less: where that stands, and the criterion."""

Way = tuple[Place, Place, Direction, Side]
"""From where to where something leads, what it does, and what speaks for it."""

Both = tuple[str, Side, Side]
"""Where something speaks for more care and something for less, and both."""


def _sides(rung: Rung) -> tuple[Side, Side]:
    where = f"rungs[{rung.upper}]"
    return (f"{where}.up", rung.up), (f"{where}.down", rung.down)


def _ways(
    machine: Machine[Place], rungs: tuple[Rung, ...], advised: tuple[Advised, ...]
) -> Iterator[Way]:
    """Hand out all that leads to more care or to less, those of the rungs first."""
    for rung in rungs:
        up, down = _sides(rung)
        yield rung.lower, rung.upper, Direction.UP, up
        yield rung.upper, rung.lower, Direction.DOWN, down
    for each, place in product(advised, machine.places):
        ready = machine.ready(place, each.move)
        if ready is not None:
            side = f"advised[{each.move}].when", each.when
            yield place, ready.move.target, each.direction, side


def _on_rungs(rungs: Iterable[Rung]) -> Iterator[Both]:
    for rung in rungs:
        yield "", *_sides(rung)


def _there_and_back(ways: list[Way]) -> Iterator[Both]:
    """Pair each way up with what leads straight back down."""
    back = dict[tuple[Place, Place], list[Side]]()
    for source, target, direction, side in ways:
        if direction in LESS:
            back.setdefault((target, source), []).append(side)
    for source, target, direction, up in ways:
        if direction is Direction.UP:
            for down in back.get((source, target), ()):
                yield f"from {source} to {target} and back: ", up, down


def _at_places(machine: Machine[Place], ways: list[Way]) -> Iterator[Both]:
    """Pair what leads up from a place with what leads down from it."""
    for place in machine.places:
        here = [way for way in ways if way[0] == place]
        ups = [side for *_, way, side in here if way is Direction.UP]
        downs = [side for *_, way, side in here if way in LESS]
        for up, down in product(ups, downs):
            yield f"at {place}: ", up, down


# --- circles -------------------------------------------------------------------------


def _round(ways: list[Way], tallies: Collection[Fact]) -> Iterator[str]:
    """Find circles that the same facts would lead someone round without an end."""
    tries = 0
    steps = [way for way in ways if way[2] is not Direction.RE_ENGAGE]
    waiting: list[tuple[Way, ...]] = [(way,) for way in steps]
    while waiting:
        path = waiting.pop()
        if len(path) > 1:
            tries += 1
            if tries > MOST_PAIRS:
                yield f"more than {MOST_PAIRS} rows of steps are too many to check"
                return
            as_with = example(All(tuple(when for *_, (_, when) in path)), tallies)
            if as_with is None:
                continue
            if path[-1][1] == path[0][0] and not _is_circle(path):
                continue
            if _is_circle(path):
                names = ", ".join(name for *_, (name, _) in path)
                yield (
                    f"from {path[0][0]} round to it: {names} must never hold together "
                    f"({_told(as_with)})"
                )
                continue
        waiting += _longer(path, steps)


PAIR: Final = 2
"""How many steps there and straight back are."""


def _is_circle(path: tuple[Way, ...]) -> bool:
    """Say whether a row of steps, up and down, ends where it began.

    There and straight back are told as a pair.
    """
    directions = {way[2] for way in path} if len(path) > PAIR else set[Direction]()
    mixed = Direction.UP in directions and not directions.isdisjoint(LESS)
    return mixed and path[-1][1] == path[0][0]


def _longer(path: tuple[Way, ...], steps: list[Way]) -> Iterator[tuple[Way, ...]]:
    """Go on from a row of steps to where it has not been, or to where it began.

    A circle is gone round once: from the first of its steps.
    """
    been = {way[0] for way in path}
    first = steps.index(path[0])
    for at, way in enumerate(steps):
        closes = way[1] == path[0][0]
        if way[0] == path[-1][1] and at > first and (closes or way[1] not in been):
            yield (*path, way)
