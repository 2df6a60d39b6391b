"""Days as whole numbers that every engine can count with.

Engines differ in what they can do with dates: which literals they compare, what a
difference is, whether days can be added. So a day becomes its *place*, a number that
only needs comparing, and where days are counted its *ordinal*, as of `date.toordinal`.
Years begin in March here, so that a leap day is the last of its year.
"""

from datetime import date
from typing import Any, Final

import narwhals.stable.v2 as nw

__all__ = ["FAR", "moment", "ordinal", "place", "placed", "with_place", "years"]

MONTH: Final = 32
"""From a day's place to that of the same day a month later."""

YEAR: Final = 12 * MONTH

FAR: Final = 10_000 * YEAR
"""The place of a day that never comes."""

FOUR_CENTURIES: Final = 146_097
FOUR_YEARS: Final = 1_461
BEFORE_YEAR_1: Final = 306
"""Days from the first of March of year 0 up to the first of January of year 1."""

SECOND: Final = 1_000_000
DAY: Final = 24 * 60 * 60 * SECOND


def place(day: date) -> int:
    """Say the place of a day."""
    return (12 * day.year + day.month - 3) * MONTH + day.day


def placed(name: str) -> nw.Expr:
    """Read a column of days as places; 0 where there is none."""
    months = _part(name, "year") * 12 + _part(name, "month") - 3
    return (months * MONTH + _part(name, "day")) * _there(name)


def moment(name: str) -> nw.Expr:
    """Read a column of instants as numbers in their order; 0 where there is none."""
    minutes = _part(name, "hour") * 60 + _part(name, "minute")
    seconds = minutes * 60 + _part(name, "second")
    return placed(name) * DAY + seconds * SECOND + _part(name, "microsecond")


def years(later: int, earlier: nw.Expr) -> nw.Expr:
    """Count the whole years from one place to another, which is not before it."""
    return _times(later - earlier, YEAR)


def ordinal(place: nw.Expr) -> nw.Expr:
    """Count the days up to a place, as `date.toordinal` does."""
    year, month = _times(place, YEAR), _times(place, MONTH)
    leaps = _times(place, 4 * YEAR) - _times(place, 100 * YEAR)
    leaps += _times(place, 400 * YEAR)
    months = _times(153 * (month - 12 * year) + 2, 5)
    return place - MONTH * month + months + 365 * year + leaps - BEFORE_YEAR_1


def with_place(
    frame: nw.LazyFrame[Any], name: str, ordinal: nw.Expr
) -> nw.LazyFrame[Any]:
    """Add the place of a day that was counted: the way back from `ordinal`.

    Step by step, because engines work out again whatever an expression says twice.
    """
    quarters, rest, days, month = (
        nw.col(f"{name} {part}") for part in ("quarters", "rest", "days", "month")
    )
    century, year = nw.col(f"{name} century"), nw.col(f"{name} year")
    steps = {
        "quarters": 4 * (ordinal + BEFORE_YEAR_1 - 1) + 3,
        "century": _times(quarters, FOUR_CENTURIES),
        "rest": 4 * _times(quarters - FOUR_CENTURIES * century, 4) + 3,
        "year": _times(rest, FOUR_YEARS),
        "days": _times(rest - FOUR_YEARS * year, 4),
        "month": _times(5 * days + 2, 153),
    }
    for part, step in steps.items():
        frame = frame.with_columns(step.alias(f"{name} {part}"))
    months = (100 * century + year) * 12 + month
    day = days - _times(153 * month + 2, 5) + 1
    return frame.with_columns((months * MONTH + day).alias(name)).drop(
        *(f"{name} {part}" for part in steps)
    )


def _times(number: nw.Expr, divisor: int) -> nw.Expr:
    """Say how many times *divisor* goes into a number that is not negative.

    By a multiplication, because engines differ in how they divide whole numbers. The
    half keeps the product off the edge, where it might be rounded across.
    """
    return ((number + 0.5) * (1.0 / divisor)).floor().cast(nw.Int64)


def _part(name: str, part: str) -> nw.Expr:
    """Read year, month, hour … of a column, as numbers wide enough to count with."""
    read: nw.Expr = getattr(nw.col(name).dt, part)()
    return read.fill_null(0).cast(nw.Int64)


def _there(name: str) -> nw.Expr:
    return (~nw.col(name).is_null()).cast(nw.Int64)
