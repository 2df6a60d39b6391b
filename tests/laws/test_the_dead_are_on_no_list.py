"""Who has died is on no list of work, on that day or any day after."""

from datetime import timedelta

from hypothesis import given, strategies as st

from caremodel.catalog.panels import BY_USE, MOST_VISITED
from caremodel.grammar.dates import add_days
from caremodel.panel import candidates, gaps, panels
from laws.panel_worlds import Asked, asked, occurs

DAYS_LATER = st.sampled_from((0, 1, 30, 4_000))


@given(asked(), DAYS_LATER)
def test_no_gap_no_work_and_no_candidate_is_of_the_dead(
    case: Asked, later: int
) -> None:
    """From the day of death on, whatever the record says. INV-022."""
    charts = case.world.charts
    on = add_days(case.on, later)
    dead = {c.id for c in charts if c.died is not None and c.died <= on}

    found = gaps.find([case.asks], charts, on=on)
    panel = panels.attribute(charts, on=on, policy=MOST_VISITED)
    work = [w for each in gaps.worklists(found, panel) for w in each.people]
    looked = candidates.find(charts, on=on, search=BY_USE)

    assert not dead & {each.patient_id for each in found}
    assert not dead & {each.patient_id for each in work}
    assert not dead & {each.patient_id for each in looked.people}
    assert {each.patient_id for each in found} == {c.id for c in charts} - dead


@given(asked())
def test_who_dies_on_the_day_is_still_counted_on_the_panel(case: Asked) -> None:
    """Counts are as the day begins."""
    charts = case.world.charts
    panel = panels.attribute(charts, on=case.on, policy=MOST_VISITED)

    gone = {c.id for c in charts if c.died == case.on - timedelta(days=1)}
    today = {c.id for c in charts if c.died == case.on}

    assert not gone & set(panel.patients)
    assert today <= set(panel.patients)


def test_some_of_the_people_are_dead() -> None:
    """Else nobody could be listed by mistake."""

    def eventful(case: Asked) -> bool:
        return any(chart.died is not None for chart in case.world.charts)

    assert occurs(asked(), eventful)
