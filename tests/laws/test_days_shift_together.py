"""Moving every day by as many days moves what is due as far, and no status.

INV-013, for cadences counted in days; months are of different lengths.
"""

from datetime import date, timedelta

from hypothesis import given, strategies as st

from caremodel.grammar.dates import (
    Cadence,
    Due,
    DueStatus,
    FromLast,
    Interval,
    Staged,
    Windows,
    due,
)
from caremodel.testing.strategies import days
from laws.eventful import share

LENGTHS = st.integers(1, 40).map(lambda length: Interval(days=length))
EXPIRES = st.none() | st.integers(10, 60)
CADENCES: st.SearchStrategy[Cadence] = st.one_of(
    st.builds(FromLast, every=LENGTHS, grace=st.integers(0, 10), expires=EXPIRES),
    st.builds(Windows, every=LENGTHS, grace=st.integers(0, 10)),
    st.builds(
        Staged,
        steps=st.lists(LENGTHS, min_size=1, max_size=4),
        grace=st.integers(0, 10),
        expires=EXPIRES,
    ),
)
Case = tuple[Cadence, date, list[int], int]
CASES: st.SearchStrategy[Case] = st.tuples(
    CADENCES,
    days(),
    st.lists(st.integers(-5, 120), max_size=5),
    st.integers(-5, 150),
)
SHIFTS = st.integers(-3_000, 3_000)


def asked(case: Case, shift: int = 0) -> Due:
    """Ask what is due, with every day moved by so many."""
    cadence, began, done, on = case
    since = began + timedelta(days=shift)
    return due(
        cadence,
        since=since,
        done=[since + timedelta(days=day) for day in done],
        on=since + timedelta(days=on),
    )


@given(CASES, SHIFTS)
def test_what_is_due_moves_along(case: Case, shift: int) -> None:
    """Over leap days and the ends of years; where it stands does not change."""
    here, there = asked(case), asked(case, shift)

    assert there.status is here.status
    assert there.on == (None if here.on is None else here.on + timedelta(days=shift))


def test_the_cases_are_eventful() -> None:
    """Everything occurs: upcoming, due, overdue, expired, and nothing more."""
    for status in (*DueStatus, None):
        holds = lambda case, s=status: asked(case).status is s  # noqa: E731
        assert share(CASES, holds, examples=300) > 0.02
