"""A record of a few entries, as a host would bring one: no chart, just four answers."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

import attrs

from caremodel.grammar.dates import Period
from caremodel.grammar.entries import ALWAYS, Entry, in_order
from caremodel.grammar.facts import Fact, Facts, Select, Value, Why, draw

ON = date(2026, 3, 31)
VISITS = Select(kind="visit")
SCORES = Select(kind="score")

Covered = dict[str, tuple[Period, ...]]


@attrs.frozen
class Recorded:
    """What is known of one person.

    Attributes:
        filed: The entries.
        covered: The days for which each kind is complete; `None` for always.
        born: The days they can have been born on.
        died: The day they died.
    """

    filed: tuple[Entry, ...] = attrs.field(converter=in_order)
    covered: Covered | None = None
    born: Period | None = None
    died: date | None = None

    def entries(self, kind: str) -> tuple[Entry, ...]:
        """Hand out the entries of *kind*, in order."""
        return tuple(entry for entry in self.filed if entry.kind == kind)

    def covers(self, kind: str) -> tuple[Period, ...]:
        """Cover everything always, unless said otherwise."""
        return (ALWAYS,) if self.covered is None else self.covered.get(kind, ())


def day(text: str) -> date:
    """Read a day, of 2026 where no year is given: "03-31"."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def at(text: str, hour: int) -> datetime:
    """Read an instant."""
    return datetime.combine(day(text), time(hour), UTC)


def days(start: str, end: str | None = None) -> Period:
    """Read a period."""
    return Period(start=day(start), end=None if end is None else day(end))


def visits(*on: str, **more: Any) -> list[Entry]:
    """Make a visit on each of these days."""
    return [Entry(f"v{n}", "visit", ("AMB",), day(x), **more) for n, x in enumerate(on)]


def score(on: str, value: float | None, unit: str = "", **more: Any) -> Entry:
    """Make a score; its id is the day, unless given."""
    name = more.pop("id", on)
    return Entry(name, "score", ("PHQ",), day(on), value=value, unit=unit, **more)


def drawn(
    fact: Fact,
    entries: Iterable[Entry] = (),
    *,
    on: date = ON,
    covered: Covered | None = None,
    born: Period | None = None,
) -> Facts:
    """Draw one fact."""
    return draw([fact], Recorded(tuple(entries), covered, born), on=on)


def told(
    fact: Fact,
    entries: Iterable[Entry] = (),
    *,
    on: date = ON,
    covered: Covered | None = None,
    born: Period | None = None,
) -> Value | Why:
    """Say the value of one fact, or why it is not known."""
    facts = drawn(fact, entries, on=on, covered=covered, born=born)
    why = facts.why_missing(fact)
    return facts.known[fact] if why is None else why
