"""The age is right for every birthday and every day of a four-year cycle.

All 2,134,521 pairs, against another way of counting: birthdays gone by (P10).
"""

from bisect import bisect_right
from calendar import isleap
from datetime import date, timedelta

from caremodel.grammar.dates import age_on

CYCLE = [date(2021, 1, 1) + timedelta(days=n) for n in range(1461)]
YEARS = range(2021, 2025)


def birthday(born: date, year: int) -> date:
    """Say when somebody born on *born* has a birthday in *year*."""
    if (born.month, born.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return born.replace(year=year)


def ages(born: date) -> list[int]:
    """Count birthdays up to each day of the cycle, less those up to the birth."""
    birthdays = [birthday(born, year) for year in YEARS]
    at_birth = bisect_right(birthdays, born)
    return [bisect_right(birthdays, day) - at_birth for day in CYCLE]


def test_the_age_is_right_on_every_day_for_every_birthday() -> None:
    """Days before the birth count backwards."""
    pairs = 0
    for born in CYCLE:
        told = [age_on(born, day) for day in CYCLE]
        assert told == ages(born)
        pairs += len(told)

    assert CYCLE[-1] == date(2024, 12, 31)
    assert pairs == 2_134_521


def test_ages_after_the_birth_repeat_from_cycle_to_cycle() -> None:
    """Four years later everybody is four years older: 1461 days, whatever the day."""
    for born in CYCLE[::31]:
        for day in CYCLE[::29]:
            later = day + timedelta(days=10 * 1461)
            assert age_on(born, later) == age_on(born, day) + 40
