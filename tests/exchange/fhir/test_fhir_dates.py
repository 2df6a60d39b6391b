"""Dates and times are read exactly as R4 writes them, and in no other way."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from caremodel.exchange.fhir import _dates
from caremodel.exchange.fhir._dates import Days
from caremodel.exchange.fhir._findings import Fault

DAYS = Days(UTC)
HALF_HOURS = st.integers(-28, 28).map(lambda n: timezone(timedelta(minutes=30 * n)))
MINUTES = st.integers(3 * 24 * 60, (date.max - date.min).days * 24 * 60)
INSTANTS = st.builds(
    lambda minutes, microseconds: (
        datetime.min.replace(tzinfo=UTC)
        + timedelta(minutes=minutes, microseconds=microseconds)
    ),
    MINUTES,
    st.integers(0, 59_999_999),
)


@pytest.mark.parametrize(
    ("said", "on", "last"),
    [
        ("2024-02-29", date(2024, 2, 29), None),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999-12-31", date(9999, 12, 31), None),
    ],
)
def test_a_date_is_all_the_days_it_can_mean(
    said: str, on: date, last: date | None
) -> None:
    """A year is any day of it."""
    assert DAYS.when(said, "") == (on, None, last)


@pytest.mark.parametrize(
    "said",
    ["2024-03-01T09:00:00Z", "2024-03-01T10:00:00+01:00", "2024-03-01T09:00:00.000Z"],
)
def test_a_time_is_an_instant(said: str) -> None:
    """However its offset is written."""
    at = datetime(2024, 3, 1, 9, tzinfo=UTC)

    assert DAYS.when(said, "") == (date(2024, 3, 1), at, None)


@pytest.mark.parametrize("said", ["23:59:60Z", "18:59:60.000-05:00"])
def test_a_leap_second_is_the_second_after_it(said: str) -> None:
    """R4 writes it, and most clocks cannot tell it; so it is of the day after."""
    at = datetime(2017, 1, 1, tzinfo=UTC)

    assert DAYS.when(f"2016-12-31T{said}", "") == (date(2017, 1, 1), at, None)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "20240301",
        "2024-W09-5",
        "2024-061",
        "24-03-01",
        "2024-3-1",
        "2024-03-01 ",
        "2024-13",
        "2024-00",
        "0000",
        "0000-01-01",
        "2024-02-30",
        "2023-02-29",
        "2024-03-01T09:00:00",
        "2024-03-01T09:00Z",
        "2024-03-01 09:00:00Z",
        "2024-03-01t09:00:00z",
        "2024-03-01T24:00:00Z",
        "2024-03-01T23:59:61Z",
        "9999-12-31T23:59:60Z",
        "2024-03-01T09:60:00Z",
        "2024-03-01T09:00:00+15:00",
        "2024-03-01T09:00:00+14:30",
        "2024-03-01T09:00:00+0100",
        "2024-03-01T09:00:00,5Z",
        "2024-02-30T09:00:00Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "٢٠٢٤-03-01",
        "2024-03-01T09:00:00." + "0" * 1_000_000 + "Z",
        "soon",
        20240301,
        2024,
        True,
        ["2024"],
        {},
    ],
)
def test_anything_else_is_no_date(said: object) -> None:
    """Not even what other readers make sense of."""
    with pytest.raises(Fault) as caught:
        DAYS.when(said, "Goal.startDate")

    assert caught.value.reason == (
        "Goal.startDate: must be a date, or a time with seconds and its offset"
    )


@given(at=INSTANTS, offset=HALF_HOURS)
def test_every_time_is_read_back_as_it_was(at: datetime, offset: timezone) -> None:
    """To the microsecond, whatever its offset."""
    said = at.astimezone(offset).isoformat(timespec="microseconds")

    on, instant, last = DAYS.when(said, "")

    assert instant == at
    assert instant is not None
    assert instant.tzinfo is UTC
    assert (on, last) == (at.date(), None)


@given(at=INSTANTS)
def test_the_day_of_a_time_is_that_of_the_zone(at: datetime) -> None:
    """Summer time and all."""
    zone = ZoneInfo("America/New_York")

    on, instant, _ = Days(zone).when(at.isoformat(timespec="microseconds"), "")

    assert (on, instant) == (at.astimezone(zone).date(), at)


def test_dates_are_forgotten_before_they_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An export may hold any number of them."""
    monkeypatch.setattr(_dates, "MOST_KEPT", 2)
    days = Days(UTC)

    for _ in range(2):
        read = [days.when(f"200{year}", "")[0].year for year in range(5)]
        assert read == [2000, 2001, 2002, 2003, 2004]
