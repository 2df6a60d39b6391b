"""When a gap fell due: on the last day that the tests done still counted."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial, reduce

from caremodel.grammar.dates import add_days
from caremodel.grammar.entries import Record
from caremodel.grammar.facts import Days, Has, Months, Select
from caremodel.grammar.rules import Comparison
from caremodel.panel._chosen import LookBack, chosen, last_day

Spans = list[tuple[date, date]]
"""First and last days on which something was met: apart, and in order."""

Counting = Callable[[Record, date], Spans]


class Counts:
    """Reads a criterion as the days on which the tests done by a day count.

    Tests are looked for some days or months back (`Has`). What says nothing of the
    kind, such as how a test came out, is `None`, and leaves it to the tests beside it.
    """

    def comparison(self, comparison: Comparison, /) -> Counting | None:
        """Read a test; any other comparison says nothing of the kind."""
        fact = comparison.fact
        if not isinstance(fact, Has) or comparison.bound is not True:
            return None
        if not isinstance(fact.window, Days | Months):
            return None
        return partial(_tested, fact.select, fact.window)

    def all(self, parts: tuple[Counting | None, ...], /) -> Counting | None:
        """Count the days on which all of the tests do."""
        told = [part for part in parts if part is not None]
        return partial(_joined, _both, told) if told else None

    def any(self, parts: tuple[Counting | None, ...], /) -> Counting | None:
        """Count the days on which any of the tests does."""
        told = [part for part in parts if part is not None]
        if not told or len(told) < len(parts):
            return None
        return partial(_joined, _either, told)

    def negation(self, _: Counting | None, /) -> Counting | None:
        """Say nothing: no test counts by being absent."""
        return None

    def at_least(
        self, n: int, parts: tuple[Counting | None, ...], /
    ) -> Counting | None:
        """Read it as any of them or all of them, where it is that."""
        if n == len(parts):
            return self.all(parts)
        return self.any(parts) if n == 1 else None


def fell_due(spans: Spans, on: date) -> tuple[date | None, date | None]:
    """Say on which day it last fell due, and until which day it is good."""
    if not spans:
        return None, None
    *before, (_, last) = spans
    if last < on:
        return last, None
    return (before[-1][1] if before else None), last


def _tested(select: Select, window: LookBack, record: Record, on: date) -> Spans:
    """Count the days on which a test that was done is found by looking back."""
    wait = 0 if window.today else 1
    return _merged(
        (add_days(entry.on, wait), last_day(window, entry.on))
        for entry in chosen(select, record)
        if add_days(entry.on, wait) <= on
    )


def _joined(
    join: Callable[[Spans, Spans], Spans],
    parts: Sequence[Counting],
    record: Record,
    on: date,
) -> Spans:
    return reduce(join, (part(record, on) for part in parts))


def _either(one: Spans, other: Spans) -> Spans:
    return _merged((*one, *other))


def _both(one: Spans, other: Spans) -> Spans:
    return _merged(
        (max(first, start), min(last, end))
        for first, last in one
        for start, end in other
        if max(first, start) <= min(last, end)
    )


def _merged(spans: Iterable[tuple[date, date]]) -> Spans:
    """Join spans with no day between them."""
    merged: Spans = []
    for first, last in sorted(spans):
        if merged and first <= add_days(merged[-1][1], 1):
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged
