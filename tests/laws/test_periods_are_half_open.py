"""Every period is half open: it holds its first day, and not its end (INV-005)."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, strategies as st

from caremodel.grammar.dates import Period, add_days, on_day
from caremodel.grammar.entries import merged
from caremodel.testing.strategies import STANDING, days, edges, periods
from laws.eventful import share

ONE_DAY = timedelta(days=1)
SOME_PERIODS = st.lists(periods(), max_size=4)


@given(periods())
def test_a_period_holds_its_start_and_not_its_end(period: Period) -> None:
    """Unless it is empty, and then it holds nothing."""
    empty = period.start == period.end

    assert (period.start in period) is not empty
    assert period.start - ONE_DAY not in period
    if period.end is not None:
        assert period.end not in period
        assert (period.end - ONE_DAY in period) is not empty


@given(periods())
def test_a_period_is_as_long_as_it_holds_days(period: Period) -> None:
    """Counted day by day."""
    around = [add_days(period.start, by) for by in range(-2, 800)]
    held = sum(day in period for day in around)

    assert held == (800 if period.end is None else period.days)
    assert (period.days is None) is (period.end is None)


@given(st.tuples(days(), days(), days()))
def test_periods_that_follow_one_another_share_no_day(
    three: tuple[date, date, date],
) -> None:
    """What ends on a day and what begins on it split the days between them."""
    first, middle, last = sorted(three)
    one, other = Period(start=first, end=middle), Period(start=middle, end=last)
    whole = Period(start=first, end=last)

    for day in (first, middle, last, middle - ONE_DAY, last - ONE_DAY):
        assert (day in one) + (day in other) == (day in whole)
    assert (one.days or 0) + (other.days or 0) == whole.days


@given(days())
def test_a_day_is_a_period_of_its_own(day: date) -> None:
    """One day long, and no other day is in it."""
    period = on_day(day)

    assert period.days == 1
    assert [by for by in (-1, 0, 1) if add_days(day, by) in period] == [0]


@given(SOME_PERIODS)
def test_merging_keeps_the_days_and_leaves_gaps_between(some: list[Period]) -> None:
    """No day is won or lost; what is left neither overlaps nor touches."""
    left = merged(some)

    for day in edges(STANDING):
        assert any(day in one for one in left) == any(day in one for one in some)
    for before, after in pairwise(left):
        assert before.end is not None
        assert before.end < after.start
    assert merged(reversed(some)) == left


def test_the_cases_are_eventful() -> None:
    """Empty periods, endless ones, and ones that merge all occur."""
    assert share(periods(), lambda period: period.days == 0) > 0.02
    assert share(periods(), lambda period: period.end is None) > 0.1
    assert share(SOME_PERIODS, lambda some: 0 < len(merged(some)) < len(some)) > 0.2
