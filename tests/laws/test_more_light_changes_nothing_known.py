"""What is known stays so, whatever else comes to light.

A record that covers less, and holds less where it does not cover, may only know less.
"""

from datetime import date

import attrs
from hypothesis import given, settings, strategies as st

from caremodel.grammar.dates import Period
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import Fact, Value, draw
from caremodel.people.charts import Chart, Coverage
from caremodel.testing.strategies import (
    STANDING,
    charts,
    coverages,
    edges,
    questions,
    selections,
)
from laws.eventful import share

ALL = tuple(Coverage(kind=kind) for kind in ("score", "visit"))
SINCE = st.sampled_from(edges(STANDING)).map(
    lambda day: tuple(attrs.evolve(each, period=Period(start=day)) for each in ALL)
)


def covered(entry: Entry, periods: tuple[Period, ...]) -> bool:
    """Say whether the entry began, for certain, on a day that is covered."""
    last = entry.on if entry.on_last is None else entry.on_last
    return any(entry.on in period and last in period for period in periods)


@st.composite
def half_lit(draw: st.DrawFn) -> tuple[Chart, Chart]:
    """A chart twice: all there is, and what a record with gaps holds of it.

    What is to come, or was before birth, is in both: coverage does not speak of it.
    """
    full = attrs.evolve(draw(charts()), coverage=ALL)
    less = attrs.evolve(full, coverage=draw(coverages(whole=False) | SINCE))
    born = date.min if full.born is None else full.born.start
    kept = draw(st.integers(0, 1023))
    filed = tuple(
        entry
        for n, entry in enumerate(full.filed)
        if kept >> n & 1
        or not born <= entry.on < STANDING
        or covered(entry, less.covers(entry.kind))
    )
    return full, attrs.evolve(less, filed=filed)


def both(full: Chart, less: Chart) -> list[tuple[Fact, Value, Value]]:
    """Pair the values of facts that are known either way."""
    asked = questions(about=selections(full.filed))
    one, other = (draw(asked, chart, on=STANDING).known for chart in (full, less))
    return [(fact, one[fact], other[fact]) for fact in one.keys() & other.keys()]


@settings(max_examples=3 * settings().max_examples)
@given(half_lit())
def test_what_is_known_of_less_is_what_is_known_of_all(
    told: tuple[Chart, Chart],
) -> None:
    """Otherwise it was not known, but guessed."""
    for fact, of_all, of_less in both(*told):
        assert of_all == of_less, fact


def test_the_cases_are_eventful() -> None:
    """Something is hidden, and something is known all the same."""

    def dims(told: tuple[Chart, Chart]) -> bool:
        full, less = told
        return len(less.filed) < len(full.filed) and len(both(full, less)) > 1

    assert share(half_lit(), dims) > 0.3
