"""What is known of vague dates stays so when they become exact."""

from datetime import date

import attrs
from hypothesis import given, settings, strategies as st

from caremodel.grammar.dates import Period, add_days
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import draw
from caremodel.people.charts import Chart
from caremodel.testing.strategies import STANDING, charts, questions, selections
from laws.eventful import share


def exact(entry: Entry, by: int) -> Entry:
    """Let the entry have begun on one of the days it can have begun on."""
    if entry.on_last is None:
        return entry
    on = min(add_days(entry.on, by % 31), entry.on_last, entry.until or date.max)
    return attrs.evolve(entry, on=on, on_last=None)


@st.composite
def twice_dated(draw: st.DrawFn) -> tuple[Chart, Chart]:
    """A chart twice: as it is told, and with every date exact."""
    chart, by = draw(charts()), draw(st.integers(0, 400))
    born = chart.born
    if born is not None and born.end is not None:
        day = min(add_days(born.start, by), add_days(born.end, -1))
        born = Period(start=day, end=add_days(day, 1))
    return chart, attrs.evolve(
        chart,
        patient=attrs.evolve(chart.patient, born=born),
        filed=[exact(entry, by + 7 * n) for n, entry in enumerate(chart.filed)],
    )


@settings(max_examples=3 * settings().max_examples)
@given(twice_dated())
def test_an_exact_date_changes_nothing_that_is_known(
    told: tuple[Chart, Chart],
) -> None:
    """Otherwise it was not known, but guessed."""
    asked = questions(about=selections(told[0].filed))
    vague, sharp = (draw(asked, chart, on=STANDING) for chart in told)

    for fact, value in vague.known.items():
        assert sharp.value(fact) == value, fact


def test_the_cases_are_eventful() -> None:
    """In many charts some date is vague."""

    def vague(told: tuple[Chart, Chart]) -> bool:
        return told[0].filed != told[1].filed

    assert share(twice_dated(), vague) > 0.25
