"""Windows: which days are in, to the day."""

import pytest

from caremodel.errors import InvalidValueError
from caremodel.grammar.facts import (
    After,
    Count,
    Days,
    DaysSince,
    During,
    Ever,
    Months,
    Why,
    Window,
)
from grammar.recorded import ON, SCORES, VISITS, day, days, score, told, visits


def count(window: Window, *on: str, standing: str = "03-31") -> object:
    """Count the visits that are in *window*, standing on 31 March 2026."""
    return told(Count(VISITS, window), visits(*on), on=day(standing))


@pytest.mark.parametrize(
    ("on", "counted"),
    [("03-30", 1), ("03-24", 1), ("03-23", 0), ("03-31", 0), ("04-01", 0)],
)
def test_the_last_seven_days_end_yesterday(on: str, counted: int) -> None:
    """On 31 March they are 24 to 30 March: [on - 7, on)."""
    assert count(Days(7), on) == counted


@pytest.mark.parametrize(
    ("on", "counted"), [("03-31", 1), ("03-24", 1), ("03-23", 0), ("04-01", 0)]
)
def test_a_window_may_take_in_today(on: str, counted: int) -> None:
    """Safety cannot wait until tomorrow; the first day stays the same."""
    assert count(Days(7, today=True), on) == counted


@pytest.mark.parametrize(
    ("on", "counted"), [("02-28", 1), ("02-27", 0), ("03-30", 1), ("03-31", 0)]
)
def test_a_month_before_31_march_begins_on_28_february(on: str, counted: int) -> None:
    """There is no 31 February, so the month is clamped to its end."""
    assert count(Months(1), on) == counted


def test_a_month_before_31_march_of_a_leap_year_begins_on_29_february() -> None:
    """That day is in, and the one before it is not."""
    assert count(Months(1), "2024-02-29", standing="2024-03-31") == 1
    assert count(Months(1), "2024-02-28", standing="2024-03-31") == 0


def test_twelve_months_reach_back_to_the_same_day() -> None:
    """The first day is in: 31 March 2025 is, 30 March 2025 is not."""
    assert count(Months(12), "2025-03-31") == 1
    assert count(Months(12), "2025-03-30") == 0
    assert count(Months(12, today=True), "2025-03-30", "03-31") == 1


def test_ever_is_all_days_until_yesterday() -> None:
    """From the first day of the calendar on."""
    assert count(Ever(), "0001-01-01", "03-30", "03-31") == 2
    assert count(Ever(today=True), "0001-01-01", "03-30", "03-31", "04-01") == 3


def test_a_period_counts_as_far_as_it_has_passed() -> None:
    """Its first day is in, its end is not, and neither is today."""
    march = days("03-01", "04-01")

    assert count(During(march), "02-28", "03-01", "03-30", "03-31", "04-01") == 2
    assert count(During(march, today=True), "03-01", "03-31", "04-01") == 2
    assert count(During(days("01-01", "02-01")), "01-31", "02-01") == 1
    assert count(During(days("03-01")), "03-01", "03-30", "04-02") == 2


def test_nothing_is_in_a_period_that_is_still_to_come() -> None:
    """So far there is nothing in it, and that is known."""
    next_year = During(days("2027-01-01", "2028-01-01"))

    assert count(next_year, "03-30") == 0
    assert told(Count(VISITS, next_year), covered={}) == 0
    assert told(DaysSince(VISITS, next_year)) is Why.NO_VALUE


STAY = DaysSince(VISITS, Ever())


@pytest.mark.parametrize(
    ("on", "counted"),
    [("03-10", 0), ("03-11", 1), ("03-17", 1), ("03-18", 0), ("03-09", 0)],
)
def test_seven_days_after_begin_on_the_next_day(on: str, counted: int) -> None:
    """After 10 March they are 11 to 17 March."""
    entries = [*visits("03-10"), score(on, 1)]

    assert told(Count(SCORES, After(STAY, 7)), entries) == counted


@pytest.mark.parametrize(
    ("on", "counted"), [("03-10", 1), ("03-09", 0), ("03-17", 1), ("03-18", 0)]
)
def test_the_day_itself_may_count_as_after(on: str, counted: int) -> None:
    """Then the window is a day longer; its last day stays the same."""
    entries = [*visits("03-10"), score(on, 1)]

    assert told(Count(SCORES, After(STAY, 7, same_day=True)), entries) == counted


def test_after_ends_today_at_the_latest() -> None:
    """Of 30 days after 20 March eleven have passed: 21 to 30 March, or to the 31st."""
    entries = [*visits("03-20"), score("03-30", 1), score("03-31", 1)]

    assert told(Count(SCORES, After(STAY, 30)), entries) == 1
    assert told(Count(SCORES, After(STAY, 30, today=True)), entries) == 2


def test_after_counts_from_the_newest() -> None:
    """Of two visits the later one is the anchor."""
    entries = [*visits("02-01", "03-10"), score("02-03", 1), score("03-12", 1)]

    assert told(Count(SCORES, After(STAY, 7)), entries) == 1


def test_after_may_count_from_the_end_of_a_stay() -> None:
    """From the discharge on 14 March, not the admission on the 10th."""
    entries = [*visits("03-10", until=day("03-14")), score("03-16", 1)]
    discharge = DaysSince(VISITS, Ever(), ended=True)

    assert told(Count(SCORES, After(discharge, 2)), entries) == 1
    assert told(Count(SCORES, After(STAY, 2)), entries) == 0


def test_after_nothing_is_not_known() -> None:
    """Without an anchor there is no window to count in."""
    assert told(Count(SCORES, After(STAY, 7)), [score("03-12", 1)]) is Why.NO_ANCHOR
    assert told(Count(SCORES, After(STAY, 7)), covered={}) is Why.NO_ANCHOR


def test_an_anchor_of_today_leaves_a_window_without_days_yet() -> None:
    """Nothing has followed it so far, and that is known."""
    today = DaysSince(VISITS, Ever(today=True))

    assert told(Count(SCORES, After(today, 7)), visits("03-31")) == 0


def test_windows_past_the_end_of_the_calendar_stay_in_it() -> None:
    """Ten million years are as good as ever."""
    long_ago = visits("0001-01-01")

    assert told(Count(VISITS, Days(10**12)), long_ago) == 1
    assert told(Count(VISITS, Months(10**12)), long_ago) == 1
    after = After(STAY, 10**12)
    assert told(Count(VISITS, after), visits("03-01"), on=ON) == 0


@pytest.mark.parametrize("length", [0, -1, 1.5, True, None])
def test_a_length_is_a_whole_number_over_nothing(length: object) -> None:
    """Half a day is no day, and neither is a truth value."""
    for window in (Days, Months):
        with pytest.raises(InvalidValueError, match="whole number, at least 1"):
            window(length)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"After\.days"):
        After(STAY, length)  # type: ignore[arg-type]


def test_an_anchor_does_not_count_from_an_anchor() -> None:
    """One step back is enough, and can be read by every engine."""
    second = DaysSince(VISITS, After(STAY, 7))

    with pytest.raises(InvalidValueError, match=r"After\.anchor"):
        After(second, 7)
