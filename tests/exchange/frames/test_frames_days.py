"""Days as numbers: each has a place and an ordinal, and there is a way back."""

from datetime import date, datetime, timedelta

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from caremodel.exchange.frames import _days
from caremodel.grammar.dates import age_on
from laws.engines import ENGINES

DAYS = [
    date.min,
    *(date(1899, 12, 1) + timedelta(days=by) for by in range(75_000)),
    date.max,
]


def table(engine: str) -> nw.LazyFrame[pl.LazyFrame]:
    """Hand the days of two centuries to an engine, and one that is missing."""
    days: list[date | None] = [*DAYS, None]
    frame = pl.DataFrame({"person": range(len(days)), "day": days})
    lazy: nw.LazyFrame[pl.LazyFrame] = nw.from_native(ENGINES[engine](frame)).lazy()
    return lazy


@pytest.mark.parametrize("engine", ENGINES)
def test_places_count_like_the_calendar_and_lead_back(engine: str) -> None:
    """On every engine, for every day of two centuries and the ends of time."""
    placed = table(engine).with_columns(place=_days.placed("day"))
    counted = placed.with_columns(ordinal=_days.ordinal(nw.col("place")))
    back = _days.with_place(counted, "back", nw.col("ordinal"))

    told = back.collect().sort("person").to_arrow().to_pydict()

    assert told["place"] == [*map(_days.place, DAYS), 0]
    assert told["ordinal"][:-1] == [day.toordinal() for day in DAYS]
    assert told["back"][:-1] == told["place"][:-1]


def test_places_are_in_the_order_of_days_and_count_years() -> None:
    """Whoever was born on 29 February is a year older on 1 March."""
    places = [_days.place(day) for day in DAYS]
    assert places == sorted(set(places))

    on = date(2100, 2, 28)
    born = [day for day in DAYS if day <= on]
    frame = nw.from_native(pl.DataFrame({"day": born}))
    ages = frame.select(age=_days.years(_days.place(on), _days.placed("day")))

    assert ages["age"].to_list() == [age_on(day, on) for day in born]


@pytest.mark.parametrize("engine", ENGINES)
def test_instants_are_in_order_down_to_the_microsecond(engine: str) -> None:
    """One that is missing comes first."""
    first = datetime(2024, 2, 29, 23, 59, 59, 999_999)  # noqa: DTZ001 - UTC by name
    steps = [0, 1, 2, 1_000_000, 60_000_000, 3_600_000_000]
    instants = [None, *(first + timedelta(microseconds=step) for step in steps)]
    frame = pl.DataFrame({"person": range(len(instants)), "at": instants})

    told = nw.from_native(ENGINES[engine](frame)).lazy()
    moments = told.select("person", moment=_days.moment("at")).collect()

    placed = moments.sort("person").to_arrow().to_pydict()["moment"]
    assert placed[0] == 0
    assert placed == sorted(set(placed))
