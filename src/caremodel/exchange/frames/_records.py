"""Records as numbers: tables read so that engines cannot differ about them.

Days are places. What may be missing is a number or a text of its own, because engines
differ in nulls; yes is 1 and no is 0, because they differ in adding up yes and no.
"""

import sys
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import narwhals.stable.v2 as nw

from caremodel.exchange.frames._days import FAR, moment, place, placed

__all__ = ["coverage_of", "entries_of", "links_of", "number", "one", "people_of"]

Frame = nw.LazyFrame[Any]
Expr = nw.Expr

WIDE: Final = (nw.Int64, nw.UInt64, nw.Int128, nw.UInt128)
"""Whole numbers of these types may be none that doubles hold."""

col = nw.col


def one(condition: Expr) -> Expr:
    """Read yes as 1 and no as 0."""
    return condition.cast(nw.Int64)


def number(value: int) -> Expr:
    """Write a whole number of the type that those in columns have."""
    return nw.lit(value, dtype=nw.Int64)


def people_of(frames: Mapping[str, Frame]) -> Frame:
    """Read people: `born` and `born_last`, or 0, and since when they can be covered."""
    people = frames["people"].select(
        "person", born=placed("born"), born_last=placed("born_last")
    )
    earliest = number(place(date.min))
    return people.with_columns(birth=nw.max_horizontal(col("born"), earliest))


def entries_of(frames: Mapping[str, Frame]) -> Frame:
    """Read entries: `until` is 0 where there is none, `valued` says if there is one."""
    schema = frames["entries"].collect_schema()
    value = _double("value", schema["value"])
    seq = col("seq") if schema["seq"].is_integer() else _double("seq", schema["seq"])
    entries = frames["entries"].select(
        "person",
        "entry",
        kind=_text("kind"),
        code=col("code").cast(nw.String),
        on=placed("on"),
        last=placed("on_last"),
        at=moment("at"),
        seq=seq.fill_null(0),
        until=placed("until"),
        valued=one(~value.is_null()),
        value=value.fill_null(0.0),
        unit=_text("unit"),
        status=_text("status"),
    )
    return entries.with_columns(last=nw.max_horizontal("on", "last"))


def links_of(frames: Mapping[str, Frame]) -> Frame:
    """Read links."""
    return frames["links"].select("person", "entry", "link", kind=_text("kind"))


def coverage_of(frames: Mapping[str, Frame]) -> Frame:
    """Read coverage, joining the periods of a person and kind that overlap or touch.

    A joined one starts where no other period reaches, and takes in all that start from
    there on up to the next such start.
    """
    through = placed("through")
    periods = frames["coverage"].select(
        "person",
        kind=_text("kind"),
        since=placed("since"),
        through=through + FAR * one(through == 0),
    )
    other = periods.select("person", "kind", begun="since", ended="through")
    reached = (col("begun") < col("since")) & (col("ended") >= col("since"))
    starts = (
        periods.join(other, on=["person", "kind"])
        .with_columns(reached=one(reached))
        .group_by("person", "kind", "since")
        .agg(reached=col("reached").max())
        .filter(col("reached") == 0)
        .select("person", "kind", start="since")
    )
    return (
        periods.join(starts, on=["person", "kind"])
        .filter(col("start") <= col("since"))
        .group_by("person", "kind", "since", "through")
        .agg(start=col("start").max())
        .group_by("person", "kind", "start")
        .agg(through=col("through").max())
        .select("person", "kind", "through", since="start")
    )


def _double(name: str, dtype: Any) -> Expr:
    """Read numbers as doubles; NaN as missing, and so what is not finite.

    Wide whole numbers go by way of text, which every engine rounds as Python does:
    Arrow refuses those that doubles do not hold, and DuckDB rounds twice.
    """
    exact = col(name).cast(nw.String) if dtype in WIDE else col(name)
    double = exact.cast(nw.Float64)
    return nw.when(double.abs() <= sys.float_info.max).then(double)


def _text(name: str) -> Expr:
    """Read text, empty where there is none."""
    return col(name).cast(nw.String).fill_null("")
