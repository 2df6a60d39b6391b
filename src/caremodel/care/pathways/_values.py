"""Which values stand for all that a fact can be, told apart by the bounds it meets.

Between two neighboring bounds nothing changes, so one value there stands for all: a
plain one, because people read it.
"""

import math
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from caremodel.care.pathways._parts import days_here
from caremodel.grammar.facts import (
    Age,
    Count,
    DaysSince,
    Fact,
    Sum,
    Value,
    kind_of,
    name_of,
)
from caremodel.grammar.rules import Comparison, Op, describe

__all__ = ["in_words", "values_of"]

COUNTED: Final = (Age, Count, DaysSince)
"""Facts that are whole numbers from nought on."""

MOST_DIGITS: Final = 17
"""How many decimals are tried before a number need not be plain."""


def values_of(
    comparisons: Iterable[Comparison], tallies: Collection[Fact] = ()
) -> dict[Fact, list[Value]]:
    """Choose for each fact a value of every cell: each bound, and what lies beside.

    Args:
        comparisons: What facts are held against.
        tallies: Facts that are counted, beside those that always are.
    """
    bounds: dict[Fact, set[Value]] = {}
    for comparison in comparisons:
        bounds.setdefault(comparison.fact, set()).add(comparison.bound)
    counted = {days_here(), *tallies}
    return {
        fact: _cells(fact, known, counted=fact in counted or isinstance(fact, COUNTED))
        for fact, known in bounds.items()
    }


def _cells(fact: Fact, bounds: Iterable[Value], *, counted: bool) -> list[Value]:
    kind = kind_of(fact)
    if kind == "flag":
        return [True, False]
    if kind == "text":
        texts = sorted(map(str, bounds))
        return [*texts, _other(texts)]
    numbers = sorted({float(bound) for bound in bounds})
    if counted:
        numbers = [number for number in numbers if number >= 0] or [0.0]
        return [number for number in _whole(numbers) if number >= 0]
    return [*(_whole(numbers) if isinstance(fact, Sum) else _real(numbers))]


def _other(texts: Collection[str]) -> str:
    """Name a text that is none of these."""
    other = "something else"
    while other in texts:
        other += "…"
    return other


def _whole(bounds: list[float]) -> Iterator[int]:
    """Hand out a whole number of every cell that has any, upwards."""
    yield from map(int, _on(math.ceil(bounds[0]), -1))
    for bound, after in pairwise((*bounds, math.inf)):
        if bound.is_integer():
            yield int(bound)
        yield from (int(each) for each in _on(math.floor(bound), 1) if each < after)


def _real(bounds: list[float]) -> Iterator[float]:
    """Hand out a number of every cell, upwards, as plain as there is one."""
    yield from _beyond(bounds[0], -1)
    for bound, after in pairwise(bounds):
        yield bound
        yield from _between(bound, after)
    yield bounds[-1]
    yield from _beyond(bounds[-1], 1)


def _between(low: float, high: float) -> Iterator[float]:
    beside = math.nextafter(low, high)
    if beside == high:
        return
    middle = low / 2 + high / 2
    tried = (round(middle, digits) for digits in range(MOST_DIGITS))
    yield next((number for number in tried if low < number < high), beside)


def _beyond(bound: float, side: int) -> Iterator[float]:
    """Go one on from a whole number, and one in its last decimal from another."""
    if bound.is_integer():
        return _on(int(bound), side)
    last = int(Decimal(repr(bound)).as_tuple().exponent)
    return _on(Fraction(repr(bound)), side * Fraction(10) ** last)


def _on(number: int | Fraction, step: int | Fraction) -> Iterator[float]:
    """Go on by a step, or as far as doubles lie apart; nowhere from the last one."""
    bound, after = float(number), float(number + step)
    if after in {bound, math.copysign(math.inf, step)}:
        after = math.nextafter(bound, math.copysign(math.inf, step))
    if math.isfinite(after):
        yield after


def in_words(known: dict[Fact, Value]) -> str:
    """Say what some facts are, in order of name: "worry 8, no hospital stays"."""
    told = sorted(known.items(), key=lambda each: (name_of(each[0]), repr(each[0])))
    return ", ".join(_said(fact, value) for fact, value in told)


def _said(fact: Fact, value: Value) -> str:
    if isinstance(value, bool):
        return describe(Comparison(fact, Op.IS, value))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(fact, Count):
        return f"{value} {name_of(fact)}"
    return f"{name_of(fact)} {value!r}"
