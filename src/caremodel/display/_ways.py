"""The ways of a machine: each move once, from however many places it is made."""

from collections.abc import Hashable
from typing import Generic, TypeVar

import attrs

from caremodel.grammar.machines import Machine, Move, moves_from

__all__ = ["Way", "ways_of"]

P = TypeVar("P", bound=Hashable)


@attrs.frozen
class Way(Generic[P]):
    """A move, and every place from which it is the same.

    Attributes:
        move: The move, as it is made from the first of them.
        sources: Where it is made from, in the order of the machine.
        everywhere: Whether those are all places but the ends and its target.
    """

    move: Move[P]
    sources: tuple[P, ...]
    everywhere: bool


def ways_of(machine: Machine[P]) -> tuple[Way[P], ...]:
    """Put together the moves of *machine* that differ only in where they begin."""
    alike: dict[object, dict[P, Move[P]]] = {}
    for move in machine.moves:
        alike.setdefault(_but_source(move), {})
    for place in machine.places:
        for move in moves_from(machine, place):
            alike[_but_source(move)][place] = move
    onward = set(machine.places) - set(machine.terminal)
    return tuple(
        Way(move, tuple(made), set(made) == onward - {move.target})
        for made in alike.values()
        for move in list(made.values())[:1]
    )


def _but_source(move: Move[P]) -> object:
    return (
        move.name,
        move.target,
        move.roles,
        move.needs,
        move.needs_reason,
        move.safety,
    )
