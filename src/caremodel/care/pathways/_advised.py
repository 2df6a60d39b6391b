"""Whether moves that are advised lead where their direction says, and wait for it."""

from collections.abc import Iterable, Iterator
from typing import Final

from caremodel.care.pathways._parts import LESS, Advised, Direction
from caremodel.care.pathways._stages import (
    EpisodeStatus,
    Place,
    Stage,
    places_of,
)
from caremodel.grammar.machines import Machine, Move

__all__ = ["misled"]


def misled(
    advised: Iterable[Advised], machine: Machine[Place], stages: Iterable[Stage]
) -> Iterator[str]:
    """Find advice that leads elsewhere than it says, or waits too long or not at all.

    Args:
        advised: What is advised beside the rungs.
        machine: Every place and move.
        stages: All stages.
    """
    stage_of = {place: stage for stage in stages for place in places_of(stage)}
    minutes = {
        place: level.minutes
        for stage in stage_of.values()
        for place, level in zip(places_of(stage), stage.levels, strict=True)
    }
    for each in advised:
        ways = [
            (place, ready.move)
            for place in machine.places
            if (ready := machine.ready(place, each.move)) is not None
        ]
        targets = [stage_of[move.target] for _, move in ways]
        less = [minutes[move.target] - minutes[place] for place, move in ways]
        for problem in (*_timed(each, ways), *_led(each, targets, less)):
            yield f"advised[{each.move}] {problem}"


def _timed(
    advised: Advised, ways: Iterable[tuple[Place, Move[Place]]]
) -> Iterator[str]:
    """Say that more care waits for nothing, and less takes its time."""
    if advised.direction in LESS and advised.dwell is None:
        yield "leads to less care, so it must have a dwell time"
    if advised.direction is not Direction.UP:
        return
    moves = [move for _, move in ways]
    if advised.dwell is not None:
        yield "leads to more care, so it must have no dwell time"
    if any(move.needs is not None or move.needs_reason for move in moves):
        yield "leads to more care, so its move must need nothing"


SAYS: Final = {
    Direction.UP: "leads to more care",
    Direction.DOWN: "leads to less care",
}


def _led(advised: Advised, targets: list[Stage], more: list[int]) -> Iterator[str]:
    """Say where each direction leads, by the time it takes there [min/week]."""
    direction = advised.direction
    if direction is Direction.GRADUATE:
        if any(stage.status is not EpisodeStatus.FINISHED for stage in targets):
            yield "graduates, so its move must lead to a good end"
    elif direction is Direction.RE_ENGAGE:
        return
    elif any(stage.is_end for stage in targets):
        yield f"{SAYS[direction]}, so its move must lead to no end"
    elif direction is Direction.UP and min(more, default=0) < 0:
        yield f"{SAYS[direction]}, so its move must not lead to less time"
    elif direction is Direction.DOWN and max(more, default=0) > 0:
        yield f"{SAYS[direction]}, so its move must not lead to more time"
