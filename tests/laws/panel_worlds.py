"""Worlds for the laws of panels and gaps, put together from the shipped strategies."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

import attrs
from hypothesis import Phase, find, settings, strategies as st
from hypothesis.errors import NoSuchExample

from caremodel.grammar.facts import Days, Ever, Has, Latest, Months, Select
from caremodel.grammar.rules import All, Criterion, criterion_of
from caremodel.panel import panels
from caremodel.panel.gaps import (
    DEQM,
    EXCLUDED_IS_NO_GAP,
    OUTSIDE_IS_NO_GAP,
    Recommendation,
)
from caremodel.panel.panels import Attribution, Named, Panel, Prefer, Visits
from caremodel.people.charts import Chart
from caremodel.testing import strategies
from caremodel.testing.strategies import STANDING, World

T = TypeVar("T")

CLINICS = ("Organization/a", "Organization/b", "Organization/c")


def _by_visits(step_id: str, window: Days | Months, *codes: str) -> Visits:
    select = Select(kind="encounter", codes=codes)
    return Visits(label=step_id, select=select, window=window, owner="Organization")


PLAIN = Attribution(
    id="plain",
    steps=(_by_visits("visits in a year", Months(12)),),
    source="Assumed: a law",
)
IN_PASSES = Attribution(
    id="in-passes",
    steps=(
        _by_visits("ambulatory in a month", Days(30), "AMB"),
        _by_visits("any in a year", Months(12)),
        Named(label="named by the patient"),
    ),
    source="Assumed: a law",
)
LATEST_FIRST = Attribution(
    id="latest-first",
    steps=(_by_visits("visits in half a year", Months(6)),),
    ties=(Prefer.LATEST_VISIT, Prefer.SMALLEST_REFERENCE),
    source="Assumed: a law",
)
POLICIES = st.sampled_from((PLAIN, IN_PASSES, LATEST_FIRST))


def _at_clinics(chart: Chart) -> Chart:
    """Let each visit be to one of three clinics, so that there is something to tie."""
    filed = [
        attrs.evolve(
            entry, status="", links=(CLINICS[int(entry.id[1:]) % len(CLINICS)],)
        )
        for entry in chart.filed
    ]
    return attrs.evolve(chart, filed=filed)


def visited(patient_id: str) -> st.SearchStrategy[Chart]:
    """Charts of someone with visits to three clinics, ambulatory or emergency."""
    drawn = strategies.charts(
        patient_id=patient_id,
        kinds=("encounter",),
        codes=("AMB", "EMER"),
        max_entries=6,
    )
    return drawn.map(_at_clinics)


CHARTS: st.SearchStrategy[tuple[Chart, ...]] = st.tuples(
    visited("p0"), visited("p1"), visited("p2")
)


@attrs.frozen
class Population:
    """Charts of some people, and a day on which one of them may have come."""

    charts: tuple[Chart, ...]
    on: date


@st.composite
def populations(draw: st.DrawFn) -> Population:
    """People with visits, and a day to stand on that is near one of these."""
    charts = draw(CHARTS)
    came = {entry.on for chart in charts for entry in chart.filed}
    return Population(charts, draw(st.sampled_from((STANDING, *sorted(came)))))


POPULATIONS = populations()


def panel_of(people: Population, policy: Attribution = PLAIN) -> Panel:
    """Find who owns each of them."""
    return panels.attribute(people.charts, on=people.on, policy=policy)


SCORE, VISITED = Select(kind="score"), Select(kind="visit", codes=("a",))
MET: tuple[Criterion, ...] = (
    criterion_of(Has(SCORE, Days(30))),
    Has(SCORE, Months(6)) | Has(VISITED, Months(12)),
    Has(Select(kind="score", codes=("a", "b")), Months(1)) & Has(VISITED, Days(30)),
    (Latest(SCORE, Ever()) <= 5) & Has(VISITED, Months(12)),
)
MAPPINGS = st.sampled_from((DEQM, EXCLUDED_IS_NO_GAP, OUTSIDE_IS_NO_GAP))


@attrs.frozen
class Asked:
    """A world, and something recommended to the people in it."""

    world: World
    asks: Recommendation

    @property
    def on(self) -> date:
        """The day to stand on."""
        return self.world.on


@st.composite
def asked(draw: st.DrawFn, *, met: tuple[Criterion, ...] = MET) -> Asked:
    """Worlds with a recommendation made of their own criteria."""
    world = draw(strategies.worlds(max_facts=4, max_criteria=2))
    about = st.sampled_from((All(()), All(()), All(()), *world.criteria))
    perhaps = st.sampled_from((*world.criteria, None, None))
    by = draw(st.sampled_from((None, 1, 1, 0)))
    asks = Recommendation(
        id="asked",
        population=draw(about),
        denominator=draw(perhaps),
        excluded=draw(perhaps),
        met=draw(st.sampled_from(met)),
        by=None if by is None else world.on + timedelta(days=by),
        source="Assumed: a law",
    )
    return Asked(world, asks)


def occurs(cases: st.SearchStrategy[T], eventful: Callable[[T], bool]) -> bool:
    """Say whether something happens in any of 500 cases."""
    looking = settings(
        max_examples=500,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        deadline=None,
    )
    try:
        find(cases, eventful, settings=looking)
    except NoSuchExample:
        return False
    return True
