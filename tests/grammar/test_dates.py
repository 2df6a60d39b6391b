"""Days, periods, ages and cadences, to the day."""

import pickle
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import (
    Cadence,
    Due,
    DueStatus,
    FromLast,
    Interval,
    Period,
    Staged,
    Windows,
    add_days,
    add_months,
    age_on,
    due,
    on_day,
    parse_day,
)

UPCOMING, DUE = DueStatus.UPCOMING, DueStatus.DUE
OVERDUE, EXPIRED = DueStatus.OVERDUE, DueStatus.EXPIRED


def day(text: str) -> date:
    """Read a day, of 2026 where no year is given."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


# --- periods and days ----------------------------------------------------------------


def test_a_period_holds_its_first_day_and_not_its_end() -> None:
    """January is 31 days, from the 1st up to, not including, 1 February."""
    january = Period(start=day("01-01"), end=day("02-01"))

    assert day("01-01") in january
    assert day("01-31") in january
    assert day("02-01") not in january
    assert january.days == 31


def test_a_period_may_have_no_end_or_no_days() -> None:
    """One that has no end holds every later day; an empty one holds none."""
    since = Period(start=day("01-01"))

    assert date.max in since
    assert day("2025-12-31") not in since
    assert since.days is None
    assert Period(start=day("01-01"), end=day("01-01")).days == 0


def test_a_period_does_not_end_before_it_starts() -> None:
    """The message says where, and not when."""
    with pytest.raises(InvalidValueError) as caught:
        Period(start=day("01-02"), end=day("01-01"))

    assert str(caught.value) == "Period.end: must not be before start"


def test_a_day_is_a_period() -> None:
    """Of one day."""
    assert on_day(day("02-28")) == Period(start=day("02-28"), end=day("03-01"))


def test_a_written_day_is_read() -> None:
    """As ISO 8601 writes it, in full."""
    assert parse_day("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        *("2025-02-29", "2025-2-9", "20250209", "2025-W01-1", "2025-02", "02/09/2025"),
        *(
            "",
            " 2025-02-09",
            "2025-02-09\n",
            "\uff12\uff10\uff12\uff15-02-09",
            "0000-01-01",
        ),
        "2025-02-09T00:00:00",
        None,
        b"2025-02-09",
        20250209,
    ],
)
def test_a_day_is_written_in_no_other_way(text: Any) -> None:
    """What Python's own reader would take with a smile is refused."""
    with pytest.raises(InvalidValueError, match="written as YYYY-MM-DD") as caught:
        parse_day(text)

    assert not text or str(text) not in str(caught.value)


# --- arithmetic ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-03-31", -1, "2026-02-28"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-01-31", 13, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-02-29", -12, "2023-02-28"),
        ("2026-05-15", -17, "2024-12-15"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-10-31", 1, "2026-11-30"),
        ("2026-03-31", 0, "2026-03-31"),
    ],
)
def test_months_clamp_to_the_month_s_end(start: str, months: int, end: str) -> None:
    """And only where the month is too short."""
    assert add_months(day(start), months) == day(end)


def test_the_calendar_has_ends() -> None:
    """Past them a day stays there, so that no window is ever refused."""
    assert add_months(day("01-31"), 12 * 8000) == date.max
    assert add_months(day("01-31"), -12 * 2026) == date.min
    assert add_months(date(1, 1, 31), -1) == date.min
    assert add_months(date(9999, 12, 31), 1) == date.max
    assert add_days(day("01-01"), 10**9) == date.max
    assert add_days(day("01-01"), -(10**12)) == date.min
    assert add_days(date.max, 1) == date.max
    assert add_days(day("02-28"), 1) == day("03-01")


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("2004-02-29", "2025-02-28", 20),
        ("2004-02-29", "2025-03-01", 21),
        ("2004-02-29", "2024-02-29", 20),
        ("1956-03-31", "2026-03-30", 69),
        ("1956-03-31", "2026-03-31", 70),
        ("2026-03-31", "2026-03-31", 0),
        ("2026-03-31", "2026-03-30", -1),
    ],
)
def test_an_age_is_whole_years(born: str, on: str, age: int) -> None:
    """On the birthday itself a year older; on 1 March for leap days."""
    assert age_on(day(born), day(on)) == age


# --- cadences ------------------------------------------------------------------------

WEEKLY = Interval(days=7)
MONTHLY = Interval(months=1)


def standing(cadence: Cadence, since: str, done: str, on: str) -> tuple[str, DueStatus]:
    """Say what is due, and where it stands, as text and status."""
    days = [day(each) for each in done.split()]
    next_due = due(cadence, since=day(since), done=days, on=day(on))
    assert next_due.on is not None
    assert next_due.status is not None
    return next_due.on.isoformat()[5:], next_due.status


@pytest.mark.parametrize(
    ("done", "on", "expected"),
    [
        ("", "01-10", ("01-15", UPCOMING)),
        ("", "01-15", ("01-15", DUE)),
        ("", "01-18", ("01-15", DUE)),
        ("", "01-19", ("01-15", OVERDUE)),
        ("", "01-29", ("01-15", OVERDUE)),
        ("", "01-30", ("01-15", EXPIRED)),
        ("01-12", "01-18", ("01-26", UPCOMING)),
        ("01-12 01-09", "01-26", ("01-26", DUE)),
        ("01-20", "01-19", ("01-15", OVERDUE)),
        ("01-01 01-01", "01-02", ("01-15", UPCOMING)),
        ("2025-12-30", "01-15", ("01-15", DUE)),
        ("01-19", "01-19", ("02-02", UPCOMING)),
    ],
)
def test_from_last_counts_from_the_last_time(
    done: str, on: str, expected: tuple[str, DueStatus]
) -> None:
    """Fourteen days, three of grace, given up after fourteen more; since 1 January.

    What was done before it was asked for, or after the day stood on, does not count.
    """
    cadence = FromLast(every=Interval(days=14), grace=3, expires=14)

    assert standing(cadence, "01-01", done, on) == expected


def test_a_month_from_the_last_time_is_clamped() -> None:
    """Done on 31 January, due on 28 February, then on 28 March."""
    cadence = FromLast(every=MONTHLY)

    assert standing(cadence, "01-01", "01-31", "02-01") == ("02-28", UPCOMING)
    assert standing(cadence, "01-01", "01-31 02-28", "03-01") == ("03-28", UPCOMING)
    assert standing(cadence, "01-01", "01-31", "2026-12-31") == ("02-28", OVERDUE)


@pytest.mark.parametrize(
    ("done", "on", "expected"),
    [
        ("", "01-01", ("01-01", DUE)),
        ("", "01-07", ("01-01", DUE)),
        ("", "01-08", ("01-08", OVERDUE)),
        ("01-03", "01-03", ("01-08", UPCOMING)),
        ("01-01", "01-07", ("01-08", UPCOMING)),
        ("01-01", "01-08", ("01-08", DUE)),
        ("01-03", "01-14", ("01-08", DUE)),
        ("01-03", "01-15", ("01-15", OVERDUE)),
        ("01-03 01-08", "01-14", ("01-15", UPCOMING)),
        ("01-14", "01-15", ("01-15", DUE)),
        ("", "2025-12-31", ("01-01", UPCOMING)),
    ],
)
def test_windows_ask_once_in_each(
    done: str, on: str, expected: tuple[str, DueStatus]
) -> None:
    """Weeks from 1 January; one that was missed makes the next one overdue at once."""
    assert standing(Windows(every=WEEKLY), "01-01", done, on) == expected


@pytest.mark.parametrize(
    ("done", "on", "expected"),
    [
        ("", "01-04", ("01-06", UPCOMING)),
        ("", "01-06", ("01-06", DUE)),
        ("01-02", "01-06", ("01-08", UPCOMING)),
        ("01-02", "01-12", ("01-13", UPCOMING)),
        ("01-02", "01-13", ("01-13", DUE)),
    ],
)
def test_windows_may_become_due_only_near_their_end(
    done: str, on: str, expected: tuple[str, DueStatus]
) -> None:
    """Two days before the next week begins, though earlier is as good."""
    assert standing(Windows(every=WEEKLY, grace=2), "01-01", done, on) == expected


def test_months_of_windows_do_not_drift() -> None:
    """From 31 January: 28 February, 31 March, 30 April, as if counted afresh."""
    monthly = Windows(every=MONTHLY)

    for on, window in (
        ("02-27", "01-31"),
        ("02-28", "02-28"),
        ("03-30", "02-28"),
        ("03-31", "03-31"),
        ("04-29", "03-31"),
    ):
        told = due(monthly, since=day("01-31"), done=[], on=day(on))
        assert told.on == day(window)
    grace = Windows(every=MONTHLY, grace=400)
    assert standing(grace, "01-01", "", "01-01") == ("01-01", DUE)


STEPS = Staged(steps=(Interval(days=2), Interval(days=7), MONTHLY), grace=1, expires=10)


@pytest.mark.parametrize(
    ("done", "on", "expected"),
    [
        ("", "01-01", ("01-03", UPCOMING)),
        ("", "01-03", ("01-03", DUE)),
        ("", "01-04", ("01-03", DUE)),
        ("", "01-05", ("01-03", OVERDUE)),
        ("", "01-13", ("01-03", OVERDUE)),
        ("", "01-14", ("01-03", EXPIRED)),
        ("01-04", "01-05", ("01-10", UPCOMING)),
        ("01-04", "01-12", ("01-10", OVERDUE)),
        ("01-04 01-12", "01-13", ("02-10", UPCOMING)),
    ],
)
def test_stages_fall_due_on_set_days(
    done: str, on: str, expected: tuple[str, DueStatus]
) -> None:
    """On 3 January, 10 January and 10 February, however late the step before was."""
    assert standing(STEPS, "01-01", done, on) == expected


def test_after_the_last_stage_nothing_is_due() -> None:
    """Also if it was done more often."""
    for done in (3, 4):
        days = [day("01-05")] * done
        told = due(STEPS, since=day("01-01"), done=days, on=day("06-01"))
        assert told == Due(on=None, status=None)


@pytest.mark.parametrize("length", [{}, {"months": -1}, {"days": -1}, {"days": 0}])
def test_an_interval_is_longer_than_nothing(length: dict[str, int]) -> None:
    """Neither empty nor backwards."""
    with pytest.raises(InvalidValueError, match="Interval"):
        Interval(**length)


@pytest.mark.parametrize("length", [1.5, 2.0, True, None, "1", float("nan")])
def test_a_length_of_time_is_a_whole_number(length: Any) -> None:
    """Half a day is no day, and neither is a truth value."""
    problem = "must be a whole number, at least 0"
    for field in ("months", "days"):
        with pytest.raises(InvalidValueError, match=rf"Interval\.{field}: {problem}"):
            Interval(**{field: length})
    for cadence in (FromLast, Windows):
        name = cadence.__name__
        with pytest.raises(InvalidValueError, match=rf"{name}\.grace: {problem}"):
            cadence(every=WEEKLY, grace=length)
    with pytest.raises(InvalidValueError, match=r"Staged\.grace"):
        Staged(steps=(WEEKLY,), grace=length)


@pytest.mark.parametrize("expires", [3.5, True, "3"])
def test_nobody_gives_up_in_the_middle_of_a_day(expires: Any) -> None:
    """Whole days there, too; none is for never."""
    with pytest.raises(InvalidValueError, match=r"FromLast\.expires: must be a whole"):
        FromLast(every=WEEKLY, expires=expires)
    with pytest.raises(InvalidValueError, match=r"Staged\.expires: must be a whole"):
        Staged(steps=(WEEKLY,), expires=expires)


def test_an_interval_counts_months_first() -> None:
    """A month and a day after 30 January is the day after 28 February."""
    assert Interval(months=1, days=1).after(day("01-30")) == day("03-01")


def test_grace_ends_before_it_expires() -> None:
    """Nothing can be given up while it is still in time."""
    for expires in (2, -1):
        with pytest.raises(InvalidValueError, match=r"FromLast\.expires"):
            FromLast(every=WEEKLY, grace=3, expires=expires)
        with pytest.raises(InvalidValueError, match=r"Staged\.expires"):
            Staged(steps=(WEEKLY,), grace=3, expires=expires)
    with pytest.raises(InvalidValueError, match=r"Windows\.grace"):
        Windows(every=WEEKLY, grace=-1)


@pytest.mark.parametrize(
    "make",
    [
        lambda: FromLast(every=7),  # type: ignore[arg-type]
        lambda: Windows(every=7),  # type: ignore[arg-type]
        lambda: Staged(steps=[7]),  # type: ignore[list-item]
    ],
)
def test_a_time_is_an_interval_and_no_number(make: Callable[[], Cadence]) -> None:
    """Days or months: a number alone does not say."""
    with pytest.raises(InvalidValueError, match="must be Interval"):
        make()


def test_stages_are_at_least_one() -> None:
    """No steps are no cadence."""
    with pytest.raises(InvalidValueError, match=r"Staged\.steps"):
        Staged(steps=())


def test_cadences_travel() -> None:
    """And can be keys."""
    for cadence in (STEPS, FromLast(every=WEEKLY), Windows(every=MONTHLY)):
        copy = pickle.loads(pickle.dumps(cadence))  # noqa: S301 - our own
        assert {cadence: "found"}[copy] == "found"
