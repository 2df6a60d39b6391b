"""What someone needs does not depend on whether they come today."""

import attrs
from hypothesis import given

from caremodel.catalog.recommendations import CONVENTIONS, RECOMMENDED
from caremodel.grammar.entries import Entry
from caremodel.panel import gaps
from caremodel.panel.gaps import GapStatus, StatusMapping
from caremodel.people.charts import Chart
from laws.panel_worlds import MAPPINGS, Asked, asked, occurs

SHIPPED = (*CONVENTIONS, *RECOMMENDED)


def came(chart: Chart, case: Asked) -> Chart:
    """Let the person come on the day itself, with nothing found."""
    visit = Entry("today", "encounter", ("AMB",), case.on)
    return attrs.evolve(chart, filed=(*chart.filed, visit))


@given(asked(), MAPPINGS)
def test_the_gaps_of_those_not_seen_are_those_they_would_have_if_seen(
    case: Asked, mapping: StatusMapping
) -> None:
    """Being seen with no new findings closes nothing and opens nothing. INV-017."""
    charts = case.world.charts
    asks = (case.asks, *SHIPPED)

    not_seen = gaps.find(asks, charts, on=case.on, mapping=mapping)
    seen = gaps.find(
        asks, [came(chart, case) for chart in charts], on=case.on, mapping=mapping
    )

    assert seen == not_seen


def test_some_of_the_needs_are_open() -> None:
    """Else there would be nothing to compare."""

    def eventful(case: Asked) -> bool:
        found = gaps.find([case.asks], case.world.charts, on=case.on)
        return any(gap.status is GapStatus.OPEN for gap in found)

    assert occurs(asked(), eventful)
