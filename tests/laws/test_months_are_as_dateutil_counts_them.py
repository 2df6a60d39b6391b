"""Adding months gives the day that `dateutil` gives."""

from datetime import date

from dateutil.relativedelta import relativedelta
from hypothesis import given, strategies as st

from caremodel.grammar.dates import add_months
from caremodel.testing.strategies import days
from laws.eventful import share

MONTHS = st.integers(-400, 400)
FARTHEST = 12 * 1900


@given(days(), MONTHS)
def test_months_are_added_as_dateutil_adds_them(day: date, months: int) -> None:
    """Clamped to the month's end."""
    assert add_months(day, months) == day + relativedelta(months=months)


@given(days(), st.integers(-FARTHEST, FARTHEST))
def test_also_far_from_here(day: date, months: int) -> None:
    """From the first years of the calendar on, over centuries without a leap day."""
    assert add_months(day, months) == day + relativedelta(months=months)


def test_the_cases_are_eventful() -> None:
    """Often enough the month is too short for the day."""

    def clamped(case: tuple[date, int]) -> bool:
        day, months = case
        return add_months(day, months).day < day.day

    assert share(st.tuples(days(), MONTHS), clamped, examples=1000) > 0.05
