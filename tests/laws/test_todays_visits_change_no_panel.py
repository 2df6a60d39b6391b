"""Today's visits never change who is on a panel, nor with whom."""

from datetime import date

import attrs
from hypothesis import given

from caremodel.grammar.entries import Entry
from caremodel.panel import panels
from caremodel.panel.panels import Attribution
from caremodel.people.charts import Chart
from laws.panel_worlds import (
    CLINICS,
    POLICIES,
    POPULATIONS,
    Population,
    occurs,
    panel_of,
)


def not_today(chart: Chart, on: date) -> Chart:
    """Take away the visits that began, or may have begun, on the day or later."""
    filed = [e for e in chart.filed if (e.on_last or e.on) < on]
    return attrs.evolve(chart, filed=filed)


def busy_today(chart: Chart, on: date) -> Chart:
    """Add three visits to one clinic on the day itself."""
    came = [
        Entry(f"t{n}", "encounter", ("AMB",), on, links=(CLINICS[-1],))
        for n in range(3)
    ]
    return attrs.evolve(chart, filed=(*chart.filed, *came))


@given(POPULATIONS, POLICIES)
def test_a_panel_is_the_same_whoever_comes_today(
    people: Population, policy: Attribution
) -> None:
    """Taken away or added, today's visits speak for no owner. INV-015."""
    panel = panel_of(people, policy)

    for change in (not_today, busy_today):
        others = tuple(change(chart, people.on) for chart in people.charts)
        assert panel_of(Population(others, people.on), policy) == panel


def test_some_come_today_who_have_an_owner() -> None:
    """Else there would be nothing to change."""

    def eventful(people: Population) -> bool:
        panel = panel_of(people)
        return bool(panels.seen(panel, people.charts)) and bool(panels.owned(panel))

    assert occurs(POPULATIONS, eventful)
