"""Whether a criterion can ever hold: tried on one value from each cell of its bounds.

Between two neighboring bounds nothing changes, so one value there stands for all. Facts
are given values one by one; as soon as what is known makes the criterion a no, nothing
more can change that (Kleene), so most of the cells are never looked at.
"""

import math
from collections.abc import Mapping, Sequence

from caremodel.grammar.facts import Fact, Value, kind_of, name_of
from caremodel.grammar.rules import (
    Algebra,
    Comparison,
    Criterion,
    answerer,
    facts_read,
    fold,
)
from caremodel.grammar.verdicts import Answer

__all__ = ["can_hold"]

MOST_TRIES = 200_000
"""After how many cells the search gives up and says that it can."""


class _Comparisons(Algebra[tuple[Comparison, ...]]):
    """Reads a criterion as the comparisons in it."""

    def comparison(self, comparison: Comparison, /) -> tuple[Comparison, ...]:
        return (comparison,)

    def all(
        self, parts: tuple[tuple[Comparison, ...], ...], /
    ) -> tuple[Comparison, ...]:
        return sum(parts, ())

    def any(
        self, parts: tuple[tuple[Comparison, ...], ...], /
    ) -> tuple[Comparison, ...]:
        return sum(parts, ())

    def negation(self, part: tuple[Comparison, ...], /) -> tuple[Comparison, ...]:
        return part

    def at_least(
        self, _: int, parts: tuple[tuple[Comparison, ...], ...], /
    ) -> tuple[Comparison, ...]:
        return sum(parts, ())


def can_hold(criterion: Criterion) -> bool:
    """Say whether there are values of its facts that make *criterion* a yes.

    Facts are taken to be free of each other; so this may say that something can which
    in life never does, and never the other way round.
    """
    compared = fold(criterion, _Comparisons())
    facts = sorted(facts_read(criterion), key=name_of)
    cells = [
        (fact, _cells(fact, [each for each in compared if each.fact == fact]))
        for fact in facts
    ]
    return _Search(criterion).finds({}, cells)


class _Search:
    """A walk through the cells that turns back as soon as nothing can come of it."""

    def __init__(self, criterion: Criterion) -> None:
        self.reads = answerer(criterion)
        self.tries = 0

    def finds(
        self,
        known: Mapping[Fact, Value],
        cells: Sequence[tuple[Fact, Sequence[Value]]],
    ) -> bool:
        self.tries += 1
        told = self.reads(known)
        if told is not Answer.CANNOT_TELL:
            return told is Answer.YES
        if self.tries > MOST_TRIES:
            return True
        (fact, values), *rest = cells
        return any(self.finds({**known, fact: value}, rest) for value in values)


def _cells(fact: Fact, compared: Sequence[Comparison]) -> list[Value]:
    """Choose one value for each way in which the comparisons can turn out."""
    reads = [answerer(comparison) for comparison in compared]
    values = _values(kind_of(fact), [each.bound for each in compared])
    ways = {tuple(read({fact: value}) for read in reads): value for value in values}
    return list(ways.values())


def _values(kind: str, bounds: Sequence[Value]) -> list[Value]:
    """Choose every bound, and what lies beside it."""
    if kind == "flag":
        return [True, False]
    if kind == "text":
        texts = sorted({str(bound) for bound in bounds})
        return [*texts, "".join(texts) + "…"]
    numbers = {float(bound) for bound in bounds}
    sides = (-math.inf, math.inf)
    beside = {math.nextafter(number, side) for number in numbers for side in sides}
    return sorted(numbers | beside)
