"""Facts of everyone at once: what `draw` says of one person, by joins and group-by.

Each fact is drawn as a frame of those of whom it is known. Rows have no order, so the
newest is the greatest: by day, then by instant, then by `seq`.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import narwhals.stable.v2 as nw

from caremodel.errors import Problem, UnreadableError
from caremodel.exchange.frames._columns import column, unfit
from caremodel.exchange.frames._days import FAR, ordinal, place, with_place, years
from caremodel.exchange.frames._records import (
    coverage_of,
    entries_of,
    links_of,
    number,
    one,
    people_of,
)
from caremodel.exchange.frames._tables import Tables, frames_of
from caremodel.grammar.dates import add_days, add_months
from caremodel.grammar.facts import (
    After,
    Age,
    Change,
    Count,
    Days,
    DaysSince,
    During,
    Ever,
    Fact,
    Given,
    Has,
    Latest,
    Months,
    Select,
    Since,
    Sum,
    Tie,
    Window,
)
from caremodel.grammar.facts._asked import only_facts
from caremodel.grammar.facts._values import (
    LARGEST_COUNTED,
    LARGEST_WHOLE,
    MILLION,
)

__all__ = ["facts"]

Frame = nw.LazyFrame[Any]
Expr = nw.Expr
Windowed = Has | Count | Latest | Sum | DaysSince | Change

CALENDAR: Final = 4_000_000
"""More days than the calendar has, from the year 1 to 9999 [days]."""

ROOM: Final = 2.0**60
"""A sum under this fits into 64 bits, whatever it is that engines add first."""

FEW: Final = 4
"""How many facts DuckDB is asked at a time."""

col = nw.col


def facts(
    tables: Tables,
    wanted: Iterable[Fact],
    *,
    on: date,
    given: Mapping[Given, str] | None = None,
) -> Any:
    """Draw the facts *wanted* of everyone, as of the day *on*.

    The answer is a table of the same engine, lazy if *tables* are: a row per person, in
    no set order, with `person` and a column for each fact, as `frames.column` names it.
    It says what `facts.draw` would say of each person's chart; null is not known.
    DuckDB is asked here and now, a few facts at a time, and what comes back is a table
    of Arrow.

    Args:
        tables: Where from.
        wanted: Which facts; `rules.facts_read` names those that a rule reads.
        on: The day to stand on.
        given: In which columns of `tables.people` those facts are that are `Given`.

    Raises:
        InvalidValueError: If *wanted* holds anything but facts.
        UnreadableError: If columns are missing or of another sort.
    """
    asked = sorted(set(only_facts("frames.facts.wanted", wanted)), key=column)
    table = _Drawing(frames_of(tables), on, given or {}).table(asked)
    eager = isinstance(nw.from_native(tables.people), nw.DataFrame)
    return table.collect().to_native() if eager else table.to_native()


def _extreme(rows: Frame, *keys: str, least: bool = False) -> Frame:
    """Keep each person's greatest rows, or least: by the first key, then the next."""
    for key in keys:
        best = col(key).min() if least else col(key).max()
        rows = rows.with_columns(best=best.over("person"))
        rows = rows.filter(col(key) == col("best"))
    return rows


KNOWN: Final = col("whole") & (col("open") == 0)
"""The record covers the window, and no day is so vague that it may lie in or out."""


class _Drawing:
    """Tables on one day, with what was already looked up in them."""

    def __init__(
        self, frames: Mapping[str, Frame], on: date, given: Mapping[Given, str]
    ) -> None:
        self.on = on
        self.given = given
        self.said_of = frames["people"]
        self.people = people_of(frames)
        self.entries = entries_of(frames)
        self.links = links_of(frames)
        self.coverage = coverage_of(frames)
        self.chosen: dict[Select, Frame] = {}
        self.anchors: dict[DaysSince, Frame] = {}

    def table(self, facts: Sequence[Fact]) -> Frame:
        """Put facts side by side; DuckDB plans a few at a time far faster than all."""
        portions = self.people.implementation.is_duckdb()
        if portions and len(facts) > FEW:
            middle = len(facts) // 2
            some, others = self.table(facts[:middle]), self.table(facts[middle:])
            return some.join(others, on="person")
        table = self.people.select("person")
        for fact in facts:
            drawn = self.draw(fact).select("person", col("drawn").alias(column(fact)))
            table = table.join(drawn, on="person", how="left")
        return table.collect().lazy() if portions else table

    def draw(self, fact: Fact) -> Frame:  # noqa: PLR0911 - one for each kind
        """Draw one fact: `person` and `drawn`, for those of whom it is known."""
        match fact:
            case Age():
                return self.age()
            case Given():
                return self.told(fact)
            case Has():
                people = self.counted(fact).filter(KNOWN | (col("inside") > 0))
                return people.select("person", drawn=col("inside") > 0)
            case Count():
                return self.counted(fact).filter(KNOWN).select("person", drawn="inside")
            case Sum():
                return self.sum(fact)
            case Latest():
                return self.latest(fact)
            case DaysSince():
                return self.ended(fact) if fact.ended else self.days_since(fact)
            case _:
                return self.change(fact)

    def age(self) -> Frame:
        """Count years since birth, where every possible birthday gives the same."""
        today = place(self.on)
        people = self.people.with_columns(last=nw.max_horizontal("born", "born_last"))
        age = years(today, col("born"))
        same = (age == years(today, col("last"))) & (col("last") <= today)
        return people.filter((col("born") > 0) & same).select("person", drawn=age)

    def told(self, fact: Given) -> Frame:
        """Read what the host says, from the column that it named."""
        name, schema = self.given.get(fact), self.said_of.collect_schema()
        if name is None:
            raise _unreadable("given", f"names no column for {fact.name}")
        for problem in unfit(schema, {fact: name}):
            raise _unreadable(f"people.{name}", problem.problem)
        value = col(name).fill_nan(None) if schema[name].is_float() else col(name)
        people = self.said_of.select("person", drawn=value)
        return people.filter(~col("drawn").is_null())

    # --- which rows, and who is covered -----------------------------------------------

    def select(self, select: Select) -> Frame:
        """Choose entries, each once."""
        if select not in self.chosen:
            self.chosen[select] = self._select(select)
        return self.chosen[select]

    def _select(self, select: Select) -> Frame:
        rows = self.entries.filter(col("kind") == select.kind)
        if select.codes:
            rows = rows.filter(col("code").is_in(select.codes))
        if select.statuses:
            rows = rows.filter(col("status").is_in(select.statuses))
        if select.linked_to is not None:
            targets = self.select(select.linked_to).select("person", link="entry")
            links = self.links.filter(col("kind") == select.kind)
            links = links.join(targets, on=["person", "link"], how="semi")
            rows = rows.join(links, on=["person", "entry"], how="semi")
        return rows.drop("kind", "code", "status").unique()

    def within(self, frame: Frame, window: Window) -> Frame:
        """Add the window of each person: `start`, and `end`, which is not in it.

        Who has no anchor to count from is left out.
        """
        end = add_days(self.on, 1) if window.today else self.on
        match window:
            case Ever():
                first = place(date.min)
            case Days():
                first = place(add_days(self.on, -window.days))
            case Months():
                first = place(add_months(self.on, -window.months))
            case During():
                first, last = place(window.period.start), window.period.end
                end = end if last is None else min(last, end)
            case _:
                return self.after(frame, window, place(end))
        return frame.with_columns(start=number(first), end=number(place(end)))

    def after(self, frame: Frame, window: After, end: int) -> Frame:
        """Add the days that follow each person's anchor."""
        anchor = window.anchor
        if anchor not in self.anchors:
            self.anchors[anchor] = self.draw(anchor)
        day = self.on.toordinal() - col("drawn")
        days = self.anchors[anchor]
        days = with_place(days, "start", day if window.same_day else day + 1)
        days = with_place(days, "end", day + min(window.days, CALENDAR) + 1)
        last = nw.min_horizontal(col("end"), number(end))
        return frame.join(days.select("person", "start", end=last), on="person")

    def rows(self, fact: Windowed) -> Frame:
        """Find what is or may be in the window: surely `inside`, or else `open`."""
        rows = self.within(self.select(fact.select), fact.window)
        touches = (col("on") < col("end")) & (col("last") >= col("start"))
        touches &= col("start") < col("end")
        inside = one((col("on") >= col("start")) & (col("last") < col("end")))
        return rows.filter(touches).with_columns(
            inside=inside, open=1 - inside, vague=one(col("last") > col("on"))
        )

    def covered(self, kind: str, window: Window, until: Expr) -> Frame:
        """Say since when each record is complete for *kind* up to a day: `since`.

        The day may be worked out from the `start` and `end` of the window.
        """
        periods = self.within(self.coverage.filter(col("kind") == kind), window)
        reaching = (col("since") < until) & (col("through") >= until)
        return periods.filter(reaching).select("person", "since")

    def standing(self, fact: Windowed) -> Frame:
        """Say since when each record is complete up to the window's end.

        That is 0 where it is since birth: before it nothing can have happened. And say
        whether that takes in the `whole` window; an empty one is always covered.
        """
        window = fact.window
        people = self.within(self.people, window).join(
            self.covered(fact.select.kind, window, col("end")), on="person", how="left"
        )
        since = _covered_day("since") * _begun_later("since", col("end"))
        people = people.with_columns(since=since)
        if fact.select.linked_to is not None:
            people = self.linking(people, fact.select.linked_to.kind, window)
        covered = (col("since") <= col("start")) | (col("start") >= col("end"))
        return people.select("person", "since", whole=covered)

    def linking(self, people: Frame, kind: str, window: Window) -> Frame:
        """Leave covered only those of whom it is known what their entries link to.

        That takes the record to be complete for *kind*, too, from birth on up to the
        day stood on.
        """
        until = nw.max_horizontal(col("end"), number(place(self.on)))
        linked = self.covered(kind, window, until).select("person", linked="since")
        people = people.join(linked, on="person", how="left")
        open_ones = _begun_later("linked", until)
        return people.with_columns(since=col("since") + FAR * open_ones)

    def beside(self, fact: Windowed, totals: Frame) -> Frame:
        """Put each person's totals, or 0, beside what their record covers."""
        people = self.standing(fact).join(totals, on="person", how="left")
        names = [name for name in totals.collect_schema() if name != "person"]
        filled = {name: col(name).fill_null(0).cast(nw.Int64) for name in names}
        return people.with_columns(**filled)

    def counted(self, fact: Windowed) -> Frame:
        """Count what is inside the window, and what may be."""
        return self.beside(fact, _added(self.rows(fact), "inside", "open"))

    # --- the kinds of facts -----------------------------------------------------------

    def sum(self, fact: Sum) -> Frame:
        """Add up whole numbers, where all are and the sum is one that doubles hold."""
        value = col("value")
        whole = (value == value.floor()) & (value.abs() < LARGEST_WHOLE)
        fits = one(whole) * col("valued") * (1 - _other_unit(fact.unit))
        amount = value.floor().clip(-LARGEST_WHOLE, LARGEST_WHOLE) * col("inside")
        rows = self.rows(fact).with_columns(
            misfit=col("inside") * (1 - fits), amount=amount
        )
        rows = rows.with_columns(rough=col("amount").sum().over("person"))
        small = one(col("rough").abs() < ROOM)
        amount = (col("amount") * small).cast(nw.Int64)
        rows = rows.with_columns(misfit=col("misfit") + 1 - small, amount=amount)
        sums = _added(rows, "amount", "misfit", "open").with_columns(
            misfit=col("misfit") + one(col("amount").abs() > LARGEST_WHOLE)
        )
        people = self.beside(fact, sums).filter(KNOWN & (col("misfit") == 0))
        return people.select("person", drawn="amount")

    def days_since(self, fact: DaysSince) -> Frame:
        """Count from the newest, if nothing vague may be newer."""
        rows = self.rows(fact).with_columns(
            newest=col("on") * col("inside"), vague=col("last") * col("vague")
        )
        newest, vague = col("newest"), col("vague")
        ends = rows.group_by("person").agg(newest=newest.max(), vague=vague.max())
        sure = (newest > vague) & (newest >= col("since"))
        days = self.on.toordinal() - ordinal(newest)
        return self.beside(fact, ends).filter(sure).select("person", drawn=days)

    def ended(self, fact: DaysSince) -> Frame:
        """Count from the last end, if all have ended."""
        rows, until = self.rows(fact), col("until")
        lasts = one((until == 0) | (until > place(self.on))) * col("inside")
        rows = rows.with_columns(lasts=lasts, until=until * col("inside"))
        counts = {name: col(name).sum() for name in ("inside", "open", "lasts")}
        totals = rows.group_by("person").agg(until=until.max(), **counts)
        sure = KNOWN & (col("inside") > 0) & (col("lasts") == 0)
        days = self.on.toordinal() - ordinal(until)
        return self.beside(fact, totals).filter(sure).select("person", drawn=days)

    def latest(self, fact: Latest) -> Frame:
        """Read the newest number, if it is sure which that is."""
        rows = self.rows(fact).filter(col("valued") == 1)
        rows = rows.with_columns(day=(col("on") * col("inside")).max().over("person"))
        late = one(col("last") >= col("day"))
        rows = rows.with_columns(
            late=late, late_open=late * col("open"), late_vague=late * col("vague")
        )
        counts = {name: col(name).sum() for name in ("late", "late_open", "late_vague")}
        totals = rows.group_by("person").agg(day=col("day").max(), **counts)
        alone = (col("late_vague") == 0) | (col("late") == 1)
        sure = (col("day") > 0) & (col("late_open") == 0) & alone
        covered = self.beside(fact, totals).filter(sure & (col("day") >= col("since")))
        newest = self.newest(fact, rows.filter(col("inside") == 1))
        return covered.select("person").join(newest, on="person")

    def newest(self, fact: Latest, rows: Frame) -> Frame:
        """Settle which number counts of those at the newest instant."""
        tied = _extreme(rows, "on", "at").with_columns(
            other=_other_unit(fact.unit).max().over("person")
        )
        if fact.tie is Tie.LAST:
            tied = _extreme(tied, "seq")
        value = col("value").min() if fact.tie is Tie.LEAST else col("value").max()
        right = tied.filter(col("other") == 0)
        return right.group_by("person").agg(drawn=value)

    def change(self, fact: Change) -> Frame:
        """Hold the newest number against the oldest, the highest or the lowest."""
        rows = self.rows(fact).filter(col("valued") == 1)
        people = self.beside(fact, _added(rows, "open")).filter(KNOWN)
        rows = rows.filter(col("inside") == 1)
        rows = rows.with_columns(other=_other_unit(fact.unit))
        sure = (col("valued") > 1) & (col("other") == 0) & (col("vague") == 0)
        readings = _added(rows, "valued", "other", "vague").filter(sure)
        people = people.select("person").join(readings.select("person"), on="person")
        newest, held = _extreme(rows, "on", "at", "seq"), rows
        if fact.since is Since.OLDEST:
            held = _extreme(rows, "on", "at", "seq", least=True)
        lowest = fact.since is Since.LOWEST
        value = col("value").min() if lowest else col("value").max()
        for ends in (
            newest.group_by("person").agg(after=col("value").max()),
            held.group_by("person").agg(before=value),
        ):
            people = people.join(ends, on="person")
        return _difference(people, relative=fact.relative)


def _covered_day(name: str) -> Expr:
    """Read since when a record is complete; far away where it is not."""
    return col(name).fill_null(FAR).cast(nw.Int64)


def _begun_later(name: str, until: Expr) -> Expr:
    """Say 1 where a record is not complete from birth on up to a day, and else 0."""
    return one((_covered_day(name) > col("birth")) & (until > col("birth")))


def _added(rows: Frame, *names: str) -> Frame:
    """Add up columns, person by person."""
    return rows.group_by("person").agg(**{name: col(name).sum() for name in names})


def _unreadable(path: str, problem: str) -> UnreadableError:
    return UnreadableError("tables of records", (Problem(path, problem),))


def _other_unit(unit: str) -> Expr:
    """Say of each row whether it is in another unit than one that is asked for."""
    return one(col("unit") != unit) if unit else col("inside") * 0


def _difference(people: Frame, *, relative: bool) -> Frame:
    """Take `before` from `after` in millionths, as `draw` does, where that is a number.

    Step by step, and in columns: polars divides by a single number by multiplying with
    its inverse, which is another double.
    """
    before, after, parts = col("before"), col("after"), col("parts")
    larger = nw.max_horizontal(before.abs(), after.abs())
    small = one(larger <= LARGEST_COUNTED)
    people = people.with_columns(small=small, parts=small * (MILLION - 1) + 1.0)
    whole = {
        name: nw.when(col("small") == 1)
        .then((col(name) * MILLION + 0.5).floor())
        .otherwise(col(name))
        for name in ("before", "after")
    }
    people = people.with_columns(**whole).with_columns(change=after - before)
    if relative:
        people = people.filter(before != 0).with_columns(parts=before)
    drawn = people.select("person", drawn=col("change") / parts)
    return drawn.filter(col("drawn").abs() <= sys.float_info.max)
