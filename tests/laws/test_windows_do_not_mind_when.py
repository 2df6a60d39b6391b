"""The law: a window asks once, whenever in it; from the last time on, it matters when.

INV-093.
"""

from datetime import timedelta

from hypothesis import given, strategies as st

from caremodel.grammar.dates import (
    Cadence,
    Due,
    DueStatus,
    FromLast,
    Interval,
    Windows,
    due,
)
from caremodel.testing.strategies import STANDING, cadences

SINCE = STANDING
OFFSETS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=8
)
WEEK = Interval(days=7)


def asked(cadence: Cadence, days: list[int], on: int) -> Due:
    """Say what is asked for on a day, after something was done on some days."""
    done = [SINCE + timedelta(days=day) for day in days]
    return due(cadence, since=SINCE, done=done, on=SINCE + timedelta(days=on))


@given(OFFSETS, st.integers(0, 6), st.integers(-1, 6))
def test_when_in_its_window_something_is_done_changes_nothing(
    offsets: list[tuple[int, int]], grace: int, ahead: int
) -> None:
    """On its last day, and on each of the next window, the same is asked for."""
    windows = Windows(every=WEEK, grace=grace)
    one = [7 * number + day for number, (day, _) in enumerate(offsets)]
    other = [7 * number + day for number, (_, day) in enumerate(offsets)]
    on = 7 * len(offsets) + ahead

    assert asked(windows, one, on) == asked(windows, other, on)


@given(OFFSETS)
def test_so_many_windows_ask_so_many_times(offsets: list[tuple[int, int]]) -> None:
    """Counted as things that fall due, one for each week, whenever it was done."""
    for which in (0, 1):
        days = [7 * number + day[which] for number, day in enumerate(offsets)]
        fell_due = {
            told.on
            for on in range(7 * len(offsets))
            for told in [asked(Windows(every=WEEK), [d for d in days if d < on], on)]
            if told.status is DueStatus.DUE
        }
        assert len(fell_due) == len(offsets)


@given(OFFSETS, st.integers(0, 40))
def test_from_the_last_time_on_it_matters_when(
    offsets: list[tuple[int, int]], ahead: int
) -> None:
    """So many days later, so many days later again."""
    (day, other), *_ = offsets
    every = FromLast(every=WEEK)
    first, second = asked(every, [day], 7 + ahead), asked(every, [other], 7 + ahead)

    assert first.on is not None
    assert second.on is not None
    assert (second.on - first.on).days == other - day


@given(cadences(), st.lists(st.integers(0, 60), max_size=6))
def test_the_order_in_which_it_is_told_changes_nothing(
    cadence: Cadence, days: list[int]
) -> None:
    """Nor does telling it twice, but where each doing settles one step."""
    told = asked(cadence, sorted(days), 61)

    assert asked(cadence, days[::-1], 61) == told
    if isinstance(cadence, FromLast | Windows):
        assert asked(cadence, [*days, *days], 61) == told
