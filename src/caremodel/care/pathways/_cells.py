"""Whether a criterion can ever hold: a search over the cells between its bounds.

Between two neighboring bounds of a fact nothing changes, so one value there stands for
all. Of each fact the search keeps in which cells it may still lie; what must hold
narrows that, and only where some of several will do does the search branch.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

import attrs

from caremodel.care.pathways._values import values_of
from caremodel.grammar.facts import Fact, Value
from caremodel.grammar.rules import Comparison, Criterion, answerer, fold
from caremodel.grammar.verdicts import Answer, at_least

__all__ = ["can_hold", "compared", "example"]

KEPT: Final = 1024
"""How many criteria keep what was found for them at a time."""

MOST_TRIES: Final = 1_000
"""After how many branches the search gives up and says that it can."""


@attrs.frozen(eq=False)
class _Within:
    """That a fact lies in one of some cells, each a bit."""

    fact: Fact
    cells: int


@attrs.frozen(eq=False)
class _Some:
    """That at least so many of these hold: all, any, and at least are all of them."""

    n: int
    of: "tuple[_Form, ...]"


_Form: TypeAlias = _Within | _Some
Cells = dict[Fact, int]
"""In which cells each fact may still lie, each a bit."""


def can_hold(criterion: Criterion, tallies: Collection[Fact] = ()) -> bool:
    """Say whether there are values of its facts that make *criterion* a yes.

    Facts are taken to be free of each other; so this may say that something can which
    in life never does, and never the other way round.

    Args:
        criterion: Which.
        tallies: Facts that are counted, beside those that always are.
    """
    return example(criterion, tallies) is not None


def example(
    criterion: Criterion, tallies: Collection[Fact] = ()
) -> dict[Fact, Value] | None:
    """Find values of its facts that make *criterion* a yes; `None` if there are none.

    Facts that do not matter are left out; all are, where the search gave up.

    Args:
        criterion: Which.
        tallies: Facts that are counted, beside those that always are.
    """
    found = _example(criterion, frozenset(tallies))
    return None if found is None else dict(found)


@lru_cache(maxsize=KEPT)
def _example(
    criterion: Criterion, tallies: frozenset[Fact]
) -> dict[Fact, Value] | None:
    values = values_of(compared(criterion), tallies)
    start = {fact: (1 << len(each)) - 1 for fact, each in values.items()}
    must, _ = fold(criterion, _Forms(values))
    waiting: list[tuple[Cells, list[_Some]]] = [(start, [_Some(1, (must,))])]
    for _ in range(MOST_TRIES):
        if not waiting:
            return None
        settled = _settled(*waiting.pop())
        if settled is None:
            continue
        cells, left = settled
        if not left:
            return {
                fact: values[fact][cells[fact].bit_length() - 1]
                for fact in values
                if cells[fact] != start[fact]
            }
        waiting += _branches(cells, left)
    return {}


def compared(criterion: Criterion) -> frozenset[Comparison]:
    """Name every comparison in *criterion*."""
    return fold(criterion, _Comparisons())


def _branches(cells: Cells, left: Sequence[_Some]) -> list[tuple[Cells, list[_Some]]]:
    """Take one part of what leaves the least choice, or do without it."""
    narrow = min(left, key=lambda some: len(some.of))
    rest = [some for some in left if some is not narrow]
    first, *others = narrow.of
    without = _Some(narrow.n, tuple(others))
    taken = _Some(1, (first,)), _Some(narrow.n - 1, tuple(others))
    return [(cells, [*rest, without]), (cells, [*rest, *taken])]


def _settled(cells: Cells, must: list[_Some]) -> tuple[Cells, list[_Some]] | None:
    """Narrow the cells as far as there is no choice; `None` if nothing is left."""
    cells, moved = dict(cells), True
    while moved:
        moved, left = False, list[_Some]()
        for some in must:
            told = [(part, _standing(part, cells)) for part in some.of]
            n = some.n - sum(answered is Answer.YES for _, answered in told)
            free = [part for part, how in told if how is Answer.CANNOT_TELL]
            if n > len(free):
                return None
            if 0 < n == len(free):
                left += [part for part in free if isinstance(part, _Some)]
                if not _narrow(cells, free):
                    return None
                moved = True
            elif n > 0:
                left.append(_Some(n, tuple(free)))
        must = left
    return cells, must


def _narrow(cells: Cells, parts: Iterable[_Form]) -> bool:
    """Put each fact where it has to be, and say whether that leaves any place."""
    for part in parts:
        if isinstance(part, _Within):
            cells[part.fact] &= part.cells
            if not cells[part.fact]:
                return False
    return True


def _standing(form: _Form, cells: Cells) -> Answer:
    """Say whether something holds wherever the facts may lie, or nowhere."""
    if isinstance(form, _Some):
        return at_least(form.n, [_standing(part, cells) for part in form.of])
    inside = cells[form.fact] & form.cells
    if not inside:
        return Answer.NO
    return Answer.YES if inside == cells[form.fact] else Answer.CANNOT_TELL


# --- reading -------------------------------------------------------------------------

Pair = tuple[_Form, _Form]
"""What it takes for something to hold, and what for its opposite."""


@attrs.frozen
class _Forms:
    """Reads a criterion as what it takes, with every "not" moved to the comparisons."""

    values: Mapping[Fact, Sequence[Value]]

    def comparison(self, comparison: Comparison, /) -> Pair:
        read, fact = answerer(comparison), comparison.fact
        told = [read({fact: value}) for value in self.values[fact]]
        yes = sum(1 << at for at, told in enumerate(told) if told is Answer.YES)
        return _Within(fact, yes), _Within(fact, ~yes)

    def all(self, parts: tuple[Pair, ...], /) -> Pair:
        return self.at_least(len(parts), parts)

    def any(self, parts: tuple[Pair, ...], /) -> Pair:
        return self.at_least(1, parts)

    def negation(self, part: Pair, /) -> Pair:
        holds, fails = part
        return fails, holds

    def at_least(self, n: int, parts: tuple[Pair, ...], /) -> Pair:
        holds = _Some(n, tuple(holds for holds, _ in parts))
        fails = _Some(len(parts) - n + 1, tuple(fails for _, fails in parts))
        return holds, fails


class _Comparisons:
    """Reads a criterion as the comparisons in it."""

    def comparison(self, comparison: Comparison, /) -> frozenset[Comparison]:
        return frozenset((comparison,))

    def all(self, parts: tuple[frozenset[Comparison], ...], /) -> frozenset[Comparison]:
        return frozenset().union(*parts)

    def any(self, parts: tuple[frozenset[Comparison], ...], /) -> frozenset[Comparison]:
        return frozenset().union(*parts)

    def negation(self, part: frozenset[Comparison], /) -> frozenset[Comparison]:
        return part

    def at_least(
        self, _: int, parts: tuple[frozenset[Comparison], ...], /
    ) -> frozenset[Comparison]:
        return frozenset().union(*parts)
