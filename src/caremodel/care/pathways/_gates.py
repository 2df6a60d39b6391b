"""Whether moves go where they may: more care waits for nothing, and less care does."""

from collections.abc import Iterable, Iterator, Mapping

from caremodel.care.pathways._parts import DOWN, Rung
from caremodel.care.pathways._stages import EPISODE_MOVES, Needed, Place, Stage
from caremodel.grammar.machines import Machine, Move, moves_from

__all__ = ["gated_for_safety", "off_the_episode", "round_the_rungs"]

At = Mapping[Place, Stage]
"""The stage of each place."""


def off_the_episode(machine: Machine[Place], at: At) -> Iterator[str]:
    """Find moves that the episode of care, in its own codes, could not make."""
    for source, move in _moves(machine):
        status, target = at[source].status, at[move.target].status
        if target not in {status, *EPISODE_MOVES[status]}:
            yield (
                f"move {move.name!r} from {source}: an episode does not go from "
                f"{status.value} to {target.value}"
            )


def gated_for_safety(machine: Machine[Place], at: At) -> Iterator[str]:
    """Find steps up that something on record could stand in the way of."""
    for source, move in _moves(machine):
        if not move.safety:
            continue
        here, there = at[source], at[move.target]
        led = (Needed.LEAD,) if here.tracked else ()
        more = set(there.takes) - ({*here.takes, *led} - {Needed.REASON})
        for needed in sorted(more, key=lambda needed: needed.value):
            yield f"step up from {source} must not wait for {needed.value}"


def round_the_rungs(machine: Machine[Place], rungs: Iterable[Rung]) -> Iterator[str]:
    """Find plain moves that go down where a rung asks for time and more."""
    down = {(rung.upper, rung.lower) for rung in rungs}
    for source, move in _moves(machine):
        if move.name != DOWN and (source, move.target) in down:
            yield f"move {move.name!r} from {source}: the step down leads there"


def _moves(machine: Machine[Place]) -> Iterator[tuple[Place, Move[Place]]]:
    """Hand out every move, with the place it leads away from."""
    for place in machine.places:
        yield from ((place, move) for move in moves_from(machine, place))
