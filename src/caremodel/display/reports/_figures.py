"""Figures on everyone: from all that could be read, and of how many it may be more.

What could not be read takes nothing away from what could: a stay on record is one stay
at least, whatever else there was. `None` stands where there is nothing to count from.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from caremodel.catalog.conditions import (
    CONDITIONS,
    EMERGENCY_CLASS,
    INPATIENT_CLASS,
    has,
)
from caremodel.catalog.panels import BY_USE
from caremodel.grammar.dates import add_days
from caremodel.grammar.entries import merged
from caremodel.grammar.facts import Count, Days, Facts, Select
from caremodel.grammar.money import total
from caremodel.people.charts import Chart

__all__ = [
    "COUNTED",
    "Counts",
    "Figures",
    "Told",
    "acute",
    "charged",
    "conditions",
    "in_part",
    "statuses",
]

Counts = tuple[tuple[str, int], ...]
Told = tuple[tuple[str, int | None], ...]

YEAR: Final = Days(365)
INPATIENT: Final = Count(INPATIENT_CLASS, YEAR)
EMERGENCY: Final = Count(EMERGENCY_CLASS, YEAR)
COUNTED: Final = (INPATIENT, EMERGENCY)
USE: Final = ("inpatient_1+", "emergency_1+", "both_1+", "both_2+")


@attrs.frozen
class Figures:
    """Counts, and how many people may be missing in one of them.

    Attributes:
        told: The counts.
        partial: Of how many people there may be more than could be read [people].
    """

    told: Told
    partial: int


def conditions(alive: Sequence[Chart], known: Sequence[Facts]) -> Figures:
    """Count alive people by condition.

    Args:
        alive: Who.
        known: Of each of them.
    """
    asked = {name: has(select) for name, select in CONDITIONS.items()}
    if not _held("condition", alive):
        return Figures(tuple((name, None) for name in asked), 0)
    told = tuple(
        (name, sum(facts.value(fact) is True for facts in known))
        for name, fact in asked.items()
    )
    unsure = sum(not facts.missing.keys().isdisjoint(asked.values()) for facts in known)
    return Figures(told, unsure)


def acute(alive: Sequence[Chart], known: Sequence[Facts], on: date) -> Figures:
    """Count alive people by stays and emergencies in a year, and by both together.

    Args:
        alive: Who.
        known: Of each of them.
        on: The day to stand on.
    """
    if not _held("encounter", alive):
        return Figures(tuple((name, None) for name in USE), 0)
    counts: Counter[str] = Counter()
    unsure = 0
    for chart, facts in zip(alive, known, strict=True):
        stays, emergencies = (_at_least(fact, chart, facts, on) for fact in COUNTED)
        both = stays + emergencies
        holds = (stays >= 1, emergencies >= 1, both >= 1, both >= 2)  # noqa: PLR2004
        counts.update(name for name, held in zip(USE, holds, strict=True) if held)
        unsure += not all(holds) and not facts.missing.keys().isdisjoint(COUNTED)
    return Figures(tuple((name, counts[name]) for name in USE), unsure)


def charged(kind: str, charts: Iterable[Chart]) -> Decimal | None:
    """Add what was charged; `None` if the charts hold nothing of the kind."""
    currency = BY_USE.currency
    charges = [c for chart in charts for c in chart.charges if c.kind == kind]
    if not (charges or _held(kind, charts)):
        return None
    money = (c.money for c in charges if c.money.currency == currency)
    return total(money, currency=currency).amount


def statuses(kind: str, charts: Iterable[Chart]) -> Counts:
    """Count the entries of a kind by their status."""
    counts = Counter(e.status for chart in charts for e in chart.entries(kind))
    return tuple(sorted(counts.items()))


def in_part(kind: str, charts: Sequence[Chart], on: date) -> int:
    """Count those of whom there may be more of a kind, where there is any at all."""
    if not _held(kind, charts):
        return 0
    return sum(not _is_whole(kind, chart, on) for chart in charts)


def _held(kind: str, charts: Iterable[Chart]) -> bool:
    """Say whether anything can be told of a kind: it is there, or surely not."""
    return not charts or any(c.entries(kind) or c.covers(kind) for c in charts)


def _is_whole(kind: str, chart: Chart, on: date) -> bool:
    """Say whether a record is complete for a kind, from birth up to the day *on*."""
    first = date.min if chart.born is None else chart.born.start
    return any(
        period.start <= first and (period.end is None or period.end >= on)
        for period in merged(chart.covers(kind))
    )


def _at_least(fact: Count, chart: Chart, facts: Facts, on: date) -> int:
    """Say how many there are, or how many there are at least, of those in a year."""
    known = facts.value(fact)
    return _on_record(fact.select, chart, on) if known is None else int(known)


def _on_record(select: Select, chart: Chart, on: date) -> int:
    """Count what surely was in the year before a day, complete or not."""
    first = add_days(on, -YEAR.days)
    return sum(
        first <= entry.on
        and (entry.on_last or entry.on) < on
        and entry.status in select.statuses
        and not set(select.codes).isdisjoint(entry.codes)
        for entry in chart.entries(select.kind)
    )
