"""Strategies for worlds: charts, and what is asked about them."""

from datetime import date
from functools import cache
from typing import Final, TypeVar

import attrs
from hypothesis import strategies as st

from caremodel.grammar import facts as drawing
from caremodel.grammar.facts import Fact, Facts, Given, Value
from caremodel.grammar.rules import Criterion, fold
from caremodel.people.charts import Chart
from caremodel.testing.strategies._questions import (
    FACT_SHAPES,
    GIVENS,
    MOST_FACTS,
    WORDS,
    Filled,
    criterion_shapes,
    place_fact,
    selections,
)
from caremodel.testing.strategies._records import (
    KINDS,
    chart_shapes,
    days,
    place_chart,
)

__all__ = ["World", "worlds"]

Said = tuple[tuple[Given, Value], ...]
"""What the host says of one patient."""


@attrs.frozen(kw_only=True)
class World:
    """Charts, a day to stand on, and what is asked about them.

    Attributes:
        on: The day.
        charts: Each of another patient.
        facts: What is drawn from each chart.
        criteria: What is asked; their facts are among `facts`.
        given: What the host says of each patient, chart by chart.
    """

    on: date
    charts: tuple[Chart, ...] = attrs.field(converter=tuple[Chart, ...])
    facts: tuple[Fact, ...] = attrs.field(converter=tuple[Fact, ...])
    criteria: tuple[Criterion, ...] = attrs.field(converter=tuple[Criterion, ...])
    given: tuple[Said, ...] = attrs.field(converter=tuple[Said, ...])

    def known(self) -> tuple[Facts, ...]:
        """Draw the facts of each chart."""
        return tuple(
            drawing.draw(self.facts, chart, on=self.on, given=dict(given))
            for chart, given in zip(self.charts, self.given, strict=True)
        )


T = TypeVar("T")

DAYS: Final = days()
SAYINGS: Final = st.tuples(
    st.sampled_from((None, 0, 3, 7, 0.1 + 0.2, 2**53 + 1)),
    st.sampled_from((None, True, False)),
    st.sampled_from((None, *WORDS)),
)


@st.composite
def worlds(
    draw: st.DrawFn,
    *,
    max_charts: int = 3,
    max_entries: int = 10,
    max_facts: int = MOST_FACTS,
    max_criteria: int = 3,
) -> World:
    """Worlds: charts that belong together with what is asked about them.

    Drawn apart, a fact would seldom ask for what a chart holds, and a bound would
    seldom lie near a value.
    """
    on = draw(DAYS)
    shapes = draw(_some(chart_shapes(max_entries, len(KINDS)), max_charts))
    held = tuple(place_chart(shape, f"p{n}", on) for n, shape in enumerate(shapes))
    about = tuple(select for chart in held for select in selections(chart.filed))
    asked = draw(_some(FACT_SHAPES, max_facts))
    world = World(
        on=on,
        charts=held,
        facts=tuple(dict.fromkeys(place_fact(shape, on, about) for shape in asked)),
        criteria=(),
        given=tuple(_given(draw(SAYINGS)) for _ in held),
    )
    filled = Filled(world.facts, _values(world))
    blanks = draw(_some(criterion_shapes(3), max_criteria))
    asks = tuple(fold(blank, filled) for blank in blanks)
    return attrs.evolve(world, criteria=asks)


@cache
def _some(things: st.SearchStrategy[T], max_size: int) -> st.SearchStrategy[list[T]]:
    """A few of them; one alone only where no more are wanted."""
    return st.lists(things, min_size=min(2, max_size), max_size=max_size)


def _given(said: tuple[Value | None, ...]) -> Said:
    pairs = zip(GIVENS, said, strict=True)
    return tuple((fact, value) for fact, value in pairs if value is not None)


def _values(world: World) -> dict[Fact, list[Value]]:
    """Gather the values that each fact has anywhere in *world*."""
    near: dict[Fact, list[Value]] = {}
    for facts in world.known():
        for fact, value in facts.known.items():
            near.setdefault(fact, []).append(value)
    return near
