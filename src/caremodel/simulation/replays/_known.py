"""What is known of a person on any day, drawn from one record."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache

import attrs

from caremodel.grammar.dates import Period
from caremodel.grammar.entries import Entry, Record
from caremodel.grammar.facts import (
    After,
    Age,
    Fact,
    Facts,
    Given,
    Select,
    draw,
)

__all__ = ["Known", "day_by_day"]

Known = Callable[[date], Facts]
"""What is known of one person on a day, from a record or by what a host says."""


def day_by_day(record: Record, wanted: Iterable[Fact]) -> Known:
    """Draw facts from a record on any day; what was drawn for a day once is kept.

    Args:
        record: Of the person. What it holds after a day does not count on that day.
        wanted: Which facts: `pathways.facts_of` names those of a pathway.
    """
    asked = tuple(wanted)
    excerpt = _excerpt(record, asked)

    @cache
    def known(on: date) -> Facts:
        return draw(asked, excerpt, on=on)

    return known


@attrs.frozen(repr=False)
class _Excerpt:
    """The part of a record that some facts can rest on.

    Attributes:
        record: All of it, which says what is covered.
        born: As the record says.
        died: As the record says.
        kept: Its entries by kind, less those that no fact asks for.
    """

    record: Record
    born: Period | None
    died: date | None
    kept: Mapping[str, tuple[Entry, ...]]

    def entries(self, kind: str) -> tuple[Entry, ...]:
        return self.kept[kind]

    def covers(self, kind: str) -> tuple[Period, ...]:
        return self.record.covers(kind)


def _excerpt(record: Record, wanted: Iterable[Fact]) -> Record:
    """Leave out what no fact asks for: it would be gone through at every look."""
    selects = tuple(dict.fromkeys(_selects(wanted)))
    kept = {
        kind: tuple(
            entry
            for entry in record.entries(kind)
            if any(_may_mean(select, entry) for select in selects)
        )
        for kind in {select.kind for select in selects}
    }
    return _Excerpt(record, record.born, record.died, kept)


def _selects(wanted: Iterable[Fact]) -> Iterator[Select]:
    for fact in wanted:
        if isinstance(fact, Age | Given):
            continue
        yield fact.select
        if fact.select.linked_to is not None:
            yield fact.select.linked_to
        if isinstance(fact.window, After):
            yield from _selects((fact.window.anchor,))


def _may_mean(select: Select, entry: Entry) -> bool:
    if select.kind != entry.kind:
        return False
    return not select.codes or not set(select.codes).isdisjoint(entry.codes)
