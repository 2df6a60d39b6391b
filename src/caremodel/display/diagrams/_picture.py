"""What a picture shows, before it is written for anyone to draw."""

import enum
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from graphlib import TopologicalSorter
from itertools import chain, count
from typing import Any, Final, TypeAlias

import attrs

from caremodel.care.pathways import Direction, Pathway, places_of
from caremodel.display._text import shown
from caremodel.display._ways import Way, ways_of
from caremodel.errors import NotFoundError
from caremodel.grammar.machines import Machine

__all__ = ["Arrow", "Box", "BoxKind", "Frame", "Picture", "picture"]

AGAIN: Final = "again"
MOST_ARROWS: Final = 3
"""Up to how many places a move gets an arrow each; from more, one from a box."""


class BoxKind(enum.Enum):
    """What a box stands for."""

    BEGINNING = "where one begins"
    PLACE = "a place"
    END = "a place where it ends"
    SOURCES = "the places that a move is made from"
    KEY = "what lines mean"


@attrs.frozen(kw_only=True)
class Box:
    """A box of a picture.

    Attributes:
        id: Small letters, digits and underscores; no other box or frame has it.
        lines: What stands in it.
        kind: What it stands for.
        here: Whether someone stands there.
    """

    id: str
    lines: tuple[str, ...] = ()
    kind: BoxKind
    here: bool = False


@attrs.frozen(kw_only=True)
class Frame:
    """A frame around the levels of a stage.

    Attributes:
        id: As that of a box.
        label: What the stage is called.
        boxes: Its levels, from the least care to the most.
    """

    id: str
    label: str
    boxes: tuple[Box, ...]


@attrs.frozen(kw_only=True)
class Arrow:
    """An arrow from one box to another.

    Attributes:
        source: Id of the box that it leads away from.
        target: Id of the box that it leads to.
        label: Name of the move.
        direction: What the move does to the amount of care, where it is advised.
    """

    source: str
    target: str
    label: str = ""
    direction: Direction | None = None


@attrs.frozen(kw_only=True)
class Picture:
    """Boxes, frames around some of them, and arrows; all text can be printed.

    Attributes:
        title: What it shows; empty for a machine, which has no name.
        parts: In the order of the places, after what lines mean.
        arrows: In the order of the moves.
        ladder: Ids of the boxes that steps lead between, the most care first.
    """

    title: str
    parts: tuple[Box | Frame, ...]
    arrows: tuple[Arrow, ...]
    ladder: tuple[str, ...] = ()


Drawn: TypeAlias = Pathway | Machine[Any]


def picture(drawn: Drawn, *, at: Hashable = None) -> Picture:
    """Make the picture of a pathway, or of a machine.

    Args:
        drawn: What to show.
        at: A place to mark, such as where a journey stands.

    Raises:
        NotFoundError: If there is no such place, with those that there are.
    """
    machine = drawn if isinstance(drawn, Machine) else drawn.machine
    if at is not None and at not in machine.places:
        raise NotFoundError("place", tuple(map(_called, machine.places)))
    ids, ways = _ids(machine.places), ways_of(machine)
    sources = _sources(ways)
    first = tuple(_first(drawn, ids))
    arrows = (*first, *_arrows(drawn, ways, ids, sources))
    return Picture(
        title=_title(drawn),
        parts=(
            *_key(machine, arrows, at),
            *(Box(id=each.source, kind=BoxKind.BEGINNING) for each in first),
            *_parts(drawn, _boxes(machine, ids, at)),
            *sources.values(),
        ),
        arrows=arrows,
        ladder=_ladder(drawn, ids),
    )


def _title(drawn: Drawn) -> str:
    if isinstance(drawn, Machine):
        return ""
    return shown(f"{drawn.called} ({drawn.id}, version {drawn.version})")


def _called(place: object) -> str:
    return shown(str(place.value if isinstance(place, enum.Enum) else place))


def _ids(places: Iterable[Hashable]) -> dict[Hashable, str]:
    """Give each place an id of its own, after its name as far as that goes."""
    ids, taken = dict[Hashable, str](), set[str]()
    for place in places:
        plain = "_".join(["at", *re.findall("[a-z0-9]+", _called(place).lower())])
        numbered = (f"{plain}_{n}" for n in count(2))
        ids[place] = next(
            each for each in chain([plain], numbered) if each not in taken
        )
        taken.add(ids[place])
    return ids


# --- boxes ---------------------------------------------------------------------------


def _boxes(
    machine: Machine[Any], ids: Mapping[Hashable, str], at: Hashable
) -> dict[Hashable, Box]:
    ends = set(machine.terminal)
    return {
        place: Box(
            id=named,
            lines=(_called(place),),
            kind=BoxKind.END if place in ends else BoxKind.PLACE,
            here=at is not None and place == at,
        )
        for place, named in ids.items()
    }


def _parts(drawn: Drawn, boxes: Mapping[Hashable, Box]) -> Iterator[Box | Frame]:
    """Put the levels of a stage into a frame, each under its own name."""
    if isinstance(drawn, Machine):
        yield from boxes.values()
        return
    for stage in drawn.stages:
        places = places_of(stage)
        if len(places) == 1:
            yield boxes[places[0]]
            continue
        levels = (
            attrs.evolve(boxes[place], lines=(shown(place.level),)) for place in places
        )
        named = boxes[places[0]].id.removeprefix("at_")
        yield Frame(id=f"in_{named}", label=shown(stage.name), boxes=tuple(levels))


def _ladder(drawn: Drawn, ids: Mapping[Hashable, str]) -> tuple[str, ...]:
    """Line up the places that the rungs join: whoever has more above them, later."""
    if isinstance(drawn, Machine):
        return ()
    above: dict[str, list[str]] = {}
    for rung in drawn.rungs:
        above.setdefault(ids[rung.lower], []).append(ids[rung.upper])
    return tuple(TopologicalSorter(above).static_order())


def _sources(ways: Iterable[Way[Any]]) -> dict[tuple[str, ...], Box]:
    """Make a box for each set of places that are too many for an arrow each."""
    many = dict.fromkeys(_places(way) for way in ways if len(way.sources) > MOST_ARROWS)
    return {
        lines: Box(id=f"from_{n}", lines=lines, kind=BoxKind.SOURCES)
        for n, lines in enumerate(many, start=1)
    }


def _places(way: Way[Any]) -> tuple[str, ...]:
    if way.everywhere:
        return ("from anywhere",)
    return ("from", *map(_called, way.sources))


# --- arrows --------------------------------------------------------------------------


def _first(drawn: Drawn, ids: Mapping[Hashable, str]) -> Iterator[Arrow]:
    """Lead to each place where one begins, and where one may begin again."""
    machine = drawn if isinstance(drawn, Machine) else drawn.machine
    for n, place in enumerate(machine.initial, start=1):
        first = isinstance(drawn, Machine) or place.stage == drawn.stages[0].name
        label = "" if first else AGAIN
        yield Arrow(source=f"begin_{n}", target=ids[place], label=label)


def _arrows(
    drawn: Drawn,
    ways: Iterable[Way[Any]],
    ids: Mapping[Hashable, str],
    sources: Mapping[tuple[str, ...], Box],
) -> Iterator[Arrow]:
    """Lead from each place that a move is made from, or from the box of all."""
    directions = _directions(drawn)
    for way in ways:
        box = sources.get(_places(way))
        begins = [ids[place] for place in way.sources] if box is None else [box.id]
        for begin in begins:
            yield Arrow(
                source=begin,
                target=ids[way.move.target],
                label=shown(way.move.name),
                direction=directions.get(way.move.name),
            )


def _directions(drawn: Drawn) -> dict[str, Direction]:
    """Say what the moves do to the amount of care that are advised."""
    if isinstance(drawn, Machine):
        return {}
    steps = {each.value: each for each in (Direction.UP, Direction.DOWN)}
    return {**steps, **{each.move: each.direction for each in drawn.advised}}


# --- the key -------------------------------------------------------------------------

LINES: Final = {
    Direction.UP: "thick: advised, more care",
    Direction.DOWN: "dashed: advised, less care",
    Direction.GRADUATE: "dashed: advised, less care",
    Direction.RE_ENGAGE: "dotted: advised, to find someone again",
}


def _key(machine: Machine[Any], arrows: Iterable[Arrow], at: Hashable) -> Iterator[Box]:
    """Say what lines and boxes mean, of those that there are."""
    drawn = list(arrows)
    looks = {arrow.direction for arrow in drawn}
    told = dict.fromkeys(words for line, words in LINES.items() if line in looks)
    back = any(_begins_again(arrow) for arrow in drawn)
    again = [f"{AGAIN}: who comes back begins there"] if back else []
    ends = ["two borders: it ends there"] if machine.terminal else []
    here = ["filled: here now"] if at is not None else []
    if lines := (*told, *again, *ends, *here):
        yield Box(id="key", lines=lines, kind=BoxKind.KEY)


def _begins_again(arrow: Arrow) -> bool:
    return arrow.label == AGAIN and arrow.source.startswith("begin_")
