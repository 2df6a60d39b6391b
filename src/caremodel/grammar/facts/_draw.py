"""Drawing facts from a record: one walk over its entries for all that is wanted."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter, itemgetter
from typing import assert_never

from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Period, add_days, add_months, age_on
from caremodel.grammar.entries import Entry, Record, in_order, merged
from caremodel.grammar.facts._asked import (
    Age,
    Change,
    Count,
    DaysSince,
    Fact,
    Given,
    Has,
    Latest,
    Sum,
    Value,
    only_days,
    only_facts,
)
from caremodel.grammar.facts._known import Facts, Why
from caremodel.grammar.facts._select import (
    After,
    Days,
    During,
    Ever,
    Months,
    Select,
    Window,
)
from caremodel.grammar.facts._values import (
    Drawn,
    changed,
    has,
    hindrance,
    last_day,
    latest,
    summed,
    valued,
)


def draw(
    wanted: Iterable[Fact],
    record: Record,
    *,
    on: date,
    given: Mapping[Given, Value | None] | None = None,
) -> Facts:
    """Draw the facts *wanted* from *record*, as of the day *on*.

    Args:
        wanted: Which facts; `rules.facts_read` names those that a rule reads.
        record: Where from: a chart, or anything that is a `Record`.
        on: The day to stand on. Windows end before it unless they say otherwise.
        given: What the host says of facts that are `Given`, wanted or not; `None` is
            not known.

    Raises:
        InvalidValueError: If *wanted* holds anything but facts, *on* is no day, or
            *given* holds anything but what is `Given`, or a value that it cannot have.
    """
    only_days("facts.draw.on", on)
    said = _said(given or {})
    drawing = _Drawing(record, on, said)
    known: dict[Fact, Value] = dict(said.items())
    evidence: dict[Fact, tuple[Entry, ...]] = {}
    missing: dict[Fact, Why] = {}
    for fact in only_facts("facts.draw.wanted", wanted):
        drawn = drawing.draw(fact)
        if isinstance(drawn, Why):
            missing[fact] = drawn
        else:
            known[fact], rests_on = drawn
            if rests_on:
                evidence[fact] = rests_on
    return Facts(on=on, known=known, evidence=evidence, missing=missing)


def _said(given: object) -> dict[Given, Value]:
    """Take what the host says, but for what it does not know.

    Raises:
        InvalidValueError: If it says it of anything but what is `Given`.
    """
    if not isinstance(given, Mapping) or not all(map(_is_given, given)):
        problem = "must be values, each of a fact that is `Given`"
        raise InvalidValueError("facts.draw.given", problem)
    return {fact: value for fact, value in given.items() if value is not None}


def _is_given(fact: object) -> bool:
    return isinstance(fact, Given)


Bounds = tuple[date, date]


class _Drawing:
    """One record on one day, with what was already looked up in it."""

    def __init__(self, record: Record, on: date, given: Mapping[Given, Value]) -> None:
        self.record = record
        self.on = on
        self.given = given
        self.unborn = _days_before(record.born)
        self.by_code: dict[str, dict[str, list[Entry]]] = {}
        self.chosen: dict[Select, Sequence[Entry]] = {}
        self.covered: dict[str, tuple[Period, ...]] = {}
        self.anchors: dict[DaysSince, Drawn] = {}

    def draw(self, fact: Fact) -> Drawn:  # noqa: PLR0911 - one for each kind
        """Draw one fact."""
        if isinstance(fact, Age):
            return self.age()
        if isinstance(fact, Given):
            return (self.given[fact], ()) if fact in self.given else Why.NOT_GIVEN
        bounds = self.bounds(fact.window)
        if isinstance(bounds, Why):
            return bounds
        inside, straddling = self.inside(fact.select, bounds)
        since = self.covered_since(fact.select, bounds)
        whole = since is not None and since <= bounds[0]
        match fact:
            case Has():
                return has(inside, straddling, whole=whole)
            case Count():
                return hindrance(straddling, whole=whole) or (len(inside), inside)
            case Sum():
                return hindrance(straddling, whole=whole) or summed(inside, fact.unit)
            case Latest():
                return latest(fact, inside, straddling, since, whole=whole)
            case DaysSince():
                return self.days_since(fact, inside, straddling, since, whole=whole)
            case Change():
                hindered = hindrance(valued(straddling), whole=whole)
                return hindered or changed(fact, inside)
            case _:
                assert_never(fact)

    def age(self) -> Drawn:
        """Count the years since birth, if every possible birthday gives the same."""
        born = self.record.born
        if born is None:
            return Why.NO_VALUE
        if self.on < born.start:
            return Why.NOT_BORN
        last = born.start if born.end is None else add_days(born.end, -1)
        oldest, youngest = age_on(born.start, self.on), age_on(last, self.on)
        return (oldest, ()) if oldest == youngest else Why.IMPRECISE

    def days_since(
        self,
        fact: DaysSince,
        inside: Sequence[Entry],
        straddling: Sequence[Entry],
        since: date | None,
        *,
        whole: bool,
    ) -> Drawn:
        """Count from the newest, if it is certain which that is, and when it was."""
        if not inside:
            return hindrance(straddling, whole=whole) or Why.NO_VALUE
        if fact.ended:
            hindered = hindrance(straddling, whole=whole)
            return hindered or self.days_since_end(inside)
        newest = max(inside, key=attrgetter("on"))
        if any(last_day(entry) >= newest.on for entry in straddling) or any(
            entry.on_last is not None and entry.on_last >= newest.on for entry in inside
        ):
            return Why.IMPRECISE
        if since is None or newest.on < since:
            return Why.NOT_COVERED
        return (self.on - newest.on).days, (newest,)

    def days_since_end(self, inside: Sequence[Entry]) -> Drawn:
        """Count from the last end, if all of them have ended."""
        ends = [(entry.until, entry) for entry in inside if entry.until is not None]
        if len(ends) < len(inside) or any(end > self.on for end, _ in ends):
            return Why.NOT_ENDED
        end, newest = max(ends, key=itemgetter(0))
        return (self.on - end).days, (newest,)

    def bounds(self, window: Window) -> Bounds | Why:
        """Say which days a window means: from the first up to, not including, the end.

        There are none of them where the first is not before the end.
        """
        on = self.on
        end = add_days(on, 1) if window.today else on
        match window:
            case Ever():
                return date.min, end
            case Days():
                return add_days(on, -window.days), end
            case Months():
                return add_months(on, -window.months), end
            case During():
                last = window.period.end
                return window.period.start, end if last is None else min(last, end)
            case After():
                return self.after(window, end)
            case _:
                assert_never(window)

    def after(self, window: After, end: date) -> Bounds | Why:
        """Say which days follow the anchor."""
        anchor = window.anchor
        if anchor not in self.anchors:
            self.anchors[anchor] = self.draw(anchor)
        drawn = self.anchors[anchor]
        if isinstance(drawn, Why):
            return Why.NO_ANCHOR
        day = add_days(self.on, -int(drawn[0]))
        start = day if window.same_day else add_days(day, 1)
        return start, min(add_days(day, window.days + 1), end)

    def inside(
        self, select: Select, bounds: Bounds
    ) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        """Find what is surely in the window, and what may or may not be."""
        inside: list[Entry] = []
        straddling: list[Entry] = []
        start, end = bounds
        if start >= end:
            return (), ()
        for entry in self.select(select):
            if entry.on_last is None:
                if start <= entry.on < end:
                    inside.append(entry)
            elif start <= entry.on and entry.on_last < end:
                inside.append(entry)
            elif entry.on_last >= start and entry.on < end:
                straddling.append(entry)
        return tuple(inside), tuple(straddling)

    def select(self, select: Select) -> Sequence[Entry]:
        """Choose entries, in order."""
        if select not in self.chosen:
            self.chosen[select] = self._select(select)
        return self.chosen[select]

    def _select(self, select: Select) -> Sequence[Entry]:
        entries = (
            self.coded(select) if select.codes else self.record.entries(select.kind)
        )
        if select.statuses:
            entries = [entry for entry in entries if entry.status in select.statuses]
        if select.linked_to is not None and entries:
            targets = {entry.id for entry in self.select(select.linked_to)}
            entries = [e for e in entries if not targets.isdisjoint(e.links)]
        return entries

    def coded(self, select: Select) -> Sequence[Entry]:
        """Choose entries by code, from an index made on first use."""
        index = self.by_code.get(select.kind)
        if index is None:
            index = self.by_code[select.kind] = {}
            for entry in self.record.entries(select.kind):
                for code in entry.codes:
                    index.setdefault(code, []).append(entry)
        found = [index[code] for code in select.codes if code in index]
        if len(found) <= 1:
            return _once(found[0]) if found else ()
        return in_order({entry.id: entry for one in found for entry in one}.values())

    def covered_since(self, select: Select, bounds: Bounds) -> date | None:
        """Say since when the record is complete up to the window's end.

        What links to entries of another kind takes that kind to be complete, too, from
        birth on up to the day stood on.
        """
        start, end = bounds
        if start >= end:
            return date.min
        if select.linked_to is not None:
            linked = select.linked_to.kind
            if self.complete_since(linked, max(end, self.on)) != date.min:
                return None
        return self.complete_since(select.kind, end)

    def complete_since(self, kind: str, end: date) -> date | None:
        """Say since when the record is complete for *kind* up to *end*.

        From birth on is since ever, because nothing can have happened before it.
        """
        if kind not in self.covered:
            self.covered[kind] = merged((*self.record.covers(kind), *self.unborn))
        for period in self.covered[kind]:
            if period.start < end and (period.end is None or period.end >= end):
                return period.start
        return None


def _days_before(born: Period | None) -> tuple[Period, ...]:
    """Say on which days there surely was nobody yet."""
    return () if born is None else (Period(start=date.min, end=born.start),)


def _once(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Drop what stands twice because its code does."""
    unique = {entry.id: entry for entry in entries}
    return entries if len(unique) == len(entries) else tuple(unique.values())
