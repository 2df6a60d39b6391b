"""A strategy for facts by which a criterion holds, or just does not any more."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from hypothesis import strategies as st

from caremodel.care.pathways._cells import compared, example
from caremodel.care.pathways._values import values_of
from caremodel.grammar.facts import Fact, Facts, Value
from caremodel.grammar.rules import Criterion
from caremodel.testing.strategies._records import INDEX, STANDING, pick

__all__ = ["facts_near"]

Known = dict[Fact, Value]
Sides = list[tuple[Fact, tuple[Value | None, ...]]]
"""Of each fact the values at its bounds and beside them, and that it is not known."""

NearShape = tuple[int, list[tuple[int, int]]]
SHAPES: Final[st.SearchStrategy[NearShape]] = st.tuples(
    INDEX, st.lists(st.tuples(INDEX, INDEX), max_size=4)
)


def facts_near(
    criteria: Iterable[Criterion], *, on: date = STANDING
) -> st.SearchStrategy[Facts]:
    """Facts by which one of *criteria* holds, but for a few that may lie elsewhere.

    Those lie at a bound or beside one, or are not known. Drawn apart, facts would
    seldom come near a criterion that asks for many.

    Args:
        criteria: That are asked of them; of none that can hold, nothing is known.
        on: The day they are as of.
    """
    grounds = [
        (known, _sides(criterion))
        for criterion in criteria
        if (known := example(criterion)) is not None
    ] or [(Known(), Sides())]
    return SHAPES.map(
        lambda shape: Facts(on=on, known=_placed(shape[1], *pick(shape[0], grounds)))
    )


def _sides(criterion: Criterion) -> Sides:
    values = values_of(compared(criterion))
    return [(fact, (*each, None)) for fact, each in sorted(values.items(), key=repr)]


def _placed(shape: list[tuple[int, int]], known: Known, sides: Sides) -> Known:
    """Put some facts elsewhere, and leave the rest where the criterion holds."""
    placed = dict(known)
    for which, where in shape if sides else ():
        fact, values = pick(which, sides)
        value = pick(where, values)
        placed.pop(fact, None)
        if value is not None:
            placed[fact] = value
    return placed
