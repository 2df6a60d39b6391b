"""Facts of everyone at once are the facts of each: group-by says what `draw` says.

In the charts here entries crowd around the edges of windows, dates are vague, coverage
has gaps, and instants, units and links differ. Every engine draws the same from them,
and rules over what it drew say what the interpreter says. Ten times as many:

    python -m pytest -m campaign tests/laws/test_facts_agree.py
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, Final, get_args

import attrs
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from caremodel.catalog.conditions import HIGH_NEED
from caremodel.catalog.recommendations import CONVENTIONS, RECOMMENDED
from caremodel.exchange import frames
from caremodel.grammar.dates import on_day
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import (
    Age,
    Change,
    Count,
    DaysSince,
    Ever,
    Fact,
    Facts,
    Given,
    Has,
    Latest,
    Select,
    Since,
    Sum,
    Tie,
    Value,
    Window,
    draw,
)
from caremodel.grammar.rules import Criterion, Rule, answer, facts_read
from caremodel.grammar.verdicts import Answer
from caremodel.people.charts import Chart, Coverage
from caremodel.people.patients import Patient, PatientId
from caremodel.simulation import draws
from caremodel.testing import strategies
from caremodel.testing.strategies import STANDING, World, worlds
from laws.engines import ENGINES, made_by, rows_by_person
from laws.eventful import some
from shared_exports import export_of, facts_of

Form = Callable[[Select, Window], Fact]

TOLD: Final = {
    (True, False): Answer.YES,
    (False, True): Answer.NO,
    (False, False): Answer.CANNOT_TELL,
}


@attrs.frozen(kw_only=True)
class Asked:
    """People, and what is asked of their charts.

    Attributes:
        on: The day to stand on.
        charts: Each of another person.
        facts: What is drawn.
        criteria: What is asked of it.
        given: What the host says of each person.
    """

    on: date
    charts: Sequence[Chart]
    facts: Sequence[Fact]
    criteria: Sequence[Criterion]
    given: Sequence[Mapping[Given, Value]]

    def known(self) -> list[Facts]:
        """Draw the facts of each chart."""
        return [
            draw(self.facts, chart, on=self.on, given=dict(given))
            for chart, given in zip(self.charts, self.given, strict=True)
        ]


def check(asked: Asked, *engines: str) -> None:
    """Hold what engines draw and read to what is drawn and read of each person."""
    facts = sorted(set(asked.facts), key=frames.column)
    known = {
        chart.id: each for chart, each in zip(asked.charts, asked.known(), strict=True)
    }
    rules = [
        Rule(id=f"r{at}", criterion=criterion, source="Assumed: a law")
        for at, criterion in enumerate(asked.criteria)
    ]
    for engine in engines:
        table = drawn_by(engine, asked)
        columns = rows_by_person(table, *map(frames.column, facts))
        assert columns.keys() == known.keys()
        for person, row in columns.items():
            for fact, value in zip(facts, row, strict=True):
                expected = known[person].value(fact)
                assert alike(value, expected), (engine, fact, person, value, expected)
        told = frames.with_rules(table, rules)
        names = [f"{rule.id}_{rail}" for rule in rules for rail in ("yes", "no")]
        for person, rails in rows_by_person(told, *names).items():
            pairs = zip(rails[::2], rails[1::2], strict=True)
            answers = [answer(rule, known[person]) for rule in rules]
            assert [TOLD[pair] for pair in pairs] == answers, (engine, person)


def drawn_by(engine: str, asked: Asked) -> Any:
    """Draw the facts as an engine does."""
    tables = frames.tables(asked.charts)
    given = {fact: fact.name for fact in asked.facts if isinstance(fact, Given)}
    said = {
        fact.name: pl.Series(
            [each.get(fact) for each in asked.given],
            dtype={"number": pl.Float64, "flag": pl.Boolean, "text": pl.String}[
                fact.kind
            ],
            strict=False,
        )
        for fact in given
    }
    tables = attrs.evolve(tables, people=tables.people.with_columns(**said))
    return frames.facts(made_by(engine, tables), asked.facts, on=asked.on, given=given)


def alike(value: Value | None, expected: Value | None) -> bool:
    """Say whether two values are one: numbers as doubles, yes and no, and words."""
    if value is None or expected is None:
        return value is expected
    if isinstance(expected, str | bool):
        return value == expected
    return float(value) == float(expected)


# --- one world at a time, on polars ---------------------------------------------------

UNHURRIED: Final = settings(suppress_health_check=[HealthCheck.too_slow])


@settings(UNHURRIED, max_examples=50)
@given(worlds())
def test_polars_draws_what_is_drawn_of_each_chart_on_any_day(world: World) -> None:
    """Whatever day it is: the ends of months and years among them."""
    check(
        Asked(
            on=world.on,
            charts=world.charts,
            facts=world.facts,
            criteria=world.criteria,
            given=[dict(each) for each in world.given],
        ),
        "polars",
    )


# --- many charts at once, on every engine ---------------------------------------------


SAID: Final[Mapping[str, Sequence[Value | None]]] = {
    "number": (None, 0, 3.5, 10),
    "flag": (None, True, False),
    "text": (None, "", "ready"),
}
GIVENS: Final = (
    Given("confidence"),
    Given("agrees", kind="flag"),
    Given("readiness", kind="text"),
)
FEW: Final = 6
PORTION: Final = 5 * FEW


FORMS: Final[Mapping[type, Sequence[Form]]] = {
    Has: (Has,),
    Count: (Count,),
    Latest: (
        Latest,
        partial(Latest, unit="%"),
        partial(Latest, tie=Tie.LEAST),
        partial(Latest, unit="%", tie=Tie.MOST),
    ),
    Sum: (Sum, partial(Sum, unit="%")),
    DaysSince: (DaysSince, partial(DaysSince, ended=True)),
    Change: (
        Change,
        partial(Change, unit="%"),
        partial(Change, relative=True),
        partial(Change, unit="%", relative=True),
        partial(Change, since=Since.HIGHEST),
        partial(Change, unit="%", since=Since.LOWEST),
        partial(Change, relative=True, since=Since.LOWEST),
    ),
}
"""Every kind of fact that has a window, in its forms."""

BIRTHS: Final = [day for day in strategies.edges(STANDING) if day < STANDING]


def many(*, charts: int, each: int) -> Asked:
    """Draw many charts, so many facts of each kind and window, and criteria."""
    held = [
        placed(chart, at) for at, chart in enumerate(some(strategies.charts(), charts))
    ]
    about = [
        select
        for chart in held[:: charts // 20]
        for select in (
            *strategies.selections(),
            *some(strategies.selects(among=chart.filed), 2),
        )
    ]
    facts = [Age(), *GIVENS, *windowed(about, each)]
    asked = Asked(
        on=STANDING,
        charts=held,
        facts=facts,
        criteria=(),
        given=[said(person, facts) for person in range(len(held))],
    )
    return attrs.evolve(asked, criteria=criteria_about(asked))


def placed(chart: Chart, at: int) -> Chart:
    """Give a chart a person of its own, every fourth of them born on an edge."""
    patient = attrs.evolve(chart.patient, id=PatientId(f"p{at}"))
    if at % 4 == 0:
        born = on_day(BIRTHS[at // 4 % len(BIRTHS)])
        patient = attrs.evolve(patient, born=born, died=None)
    return attrs.evolve(chart, patient=patient)


def windowed(about: Sequence[Select], each: int) -> list[Fact]:
    """Make so many facts of every kind in every sort of window, today in it or not."""
    sorts: dict[tuple[type, bool], list[Window]] = {}
    for window in dict.fromkeys(some(strategies.windows(about=about), 400)):
        sorts.setdefault((type(window), window.today), []).append(window)
    asked = product(range(each), sorts.values(), FORMS.values())
    return [
        draws.pick(draws.uniform(1, "form", person=at), forms)(
            draws.pick(draws.uniform(1, "select", person=at), about),
            draws.pick(draws.uniform(1, "window", person=at), windows),
        )
        for at, (_, windows, forms) in enumerate(asked)
    ]


def said(person: int, facts: Sequence[Fact]) -> dict[Given, Value]:
    """Say something, or nothing, of a person for each fact that is given."""
    told = {
        fact: draws.pick(draws.uniform(0, fact.name, person=person), SAID[fact.kind])
        for fact in facts
        if isinstance(fact, Given)
    }
    return {fact: value for fact, value in told.items() if value is not None}


def criteria_about(asked: Asked) -> list[Criterion]:
    """Draw criteria with bounds on and next to values that there are."""
    near: dict[Fact, list[Value]] = {}
    for facts in asked.known():
        for fact, value in facts.known.items():
            near.setdefault(fact, []).append(value)
    few = [asked.facts[at : at + FEW] for at in range(0, len(asked.facts), FEW)]
    return [
        criterion
        for facts in few
        for criterion in some(strategies.criteria(about=facts, near=near), FEW)
    ]


def test_every_engine_draws_what_is_drawn_of_each_chart() -> None:
    """Of hundreds of people at once, and reads the same rules out of it."""
    check(many(charts=200, each=1), *ENGINES)


@pytest.mark.campaign
def test_every_engine_draws_what_is_drawn_of_each_of_many_charts() -> None:
    """Ten times as many people and facts, some of the facts at a time."""
    asked = many(charts=3000, each=10)
    for at in range(0, len(asked.facts), PORTION):
        facts = asked.facts[at : at + PORTION]
        read = [each for each in asked.criteria if facts_read(each) <= set(facts)]
        check(attrs.evolve(asked, facts=facts, criteria=read), *ENGINES)


def test_the_charts_are_eventful() -> None:
    """Each kind of fact is asked in each window, and known of some and not of others.

    So it is in each window, whichever the fact.
    """
    asked = many(charts=200, each=1)
    values: dict[type, Counter[Value | None]] = {}
    pairs = set()
    for fact, facts in product(asked.facts, asked.known()):
        sorts = type(fact), type(getattr(fact, "window", None))
        pairs.add(sorts)
        for sort in sorts:
            values.setdefault(sort, Counter())[facts.value(fact)] += 1

    nowhere = {(Age, type(None)), (Given, type(None))}
    assert {*FORMS, Age, Given} == {*get_args(Fact)}
    assert pairs == {*product(FORMS, get_args(Window))} | nowhere
    for found in values.values():
        assert 0 < found[None] < found.total()
        assert len(found) > 2


# --- changes -------------------------------------------------------------------------


MEASURED: Final = (
    *(0.0, -0.0, 4e-7, 5e-7, math.nextafter(5e-7, 0), -5e-7, 1.5e-6),
    *(62.1, 64.1, 6.6, 7.1, 0.1, 0.2, 0.1 + 0.2, 98.6, 100.4, -36.9),
    *(1e9, 999_999_999.999999, math.nextafter(1e9, 2e9), -1e9, 1e9 + 0.1),
    *(2.0**53 / 1e6, 2.0**53, 1e300, -1.7e308, 1.7e308),
)
"""Numbers in decimals, those next to halves of a millionth, and those too large."""


def changing(before: float, after: float, at: int) -> Chart:
    """Chart two weights of someone of their own."""
    weights = [
        Entry(f"w{n}", "weight", (), date(2025, 3, 1 + n), value=value)
        for n, value in enumerate((before, after))
    ]
    return Chart(
        patient=Patient(id=PatientId(f"p{at}")),
        filed=weights,
        coverage=(Coverage(kind="weight"),),
    )


@pytest.mark.parametrize("numbers", [MEASURED, MEASURED[:17]])
def test_every_engine_takes_one_number_from_another_alike(
    numbers: Sequence[float],
) -> None:
    """Each from each, and to the last bit: engines round and divide differently.

    Once without those too large: where all rows are alike, an engine may take a column
    for a single number, and divide by that as it does by those.
    """
    weights = Select(kind="weight")
    pairs = enumerate(product(numbers, numbers))
    charts = [changing(before, after, at) for at, (before, after) in pairs]
    asked = Asked(
        on=STANDING,
        charts=charts,
        facts=[
            Change(weights, Ever(), relative=relative, since=since)
            for relative, since in product((False, True), Since)
        ],
        criteria=[Change(weights, Ever()) >= 2],
        given=[{}] * len(charts),
    )

    check(asked, *ENGINES)


SIX_PLACES: Final = st.decimals(-1_000_000_000, 1_000_000_000, places=6)


@given(SIX_PLACES, SIX_PLACES)
def test_a_change_is_what_one_works_out_on_paper(
    before: Decimal, after: Decimal
) -> None:
    """And not what doubles leave over."""
    fact = Change(Select(kind="weight"), Ever())

    known = draw([fact], changing(float(before), float(after), 0), on=STANDING)

    assert known.value(fact) == float(after - before)


# --- real people ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["synthea-2019", "synthea-2020"])
@pytest.mark.parametrize("engine", ["polars", "DuckDB"])
def test_real_people_are_read_alike(shared_data: Path, name: str, engine: str) -> None:
    """The shipped rules say the same of them in every reading."""
    charts = export_of(shared_data / name).charts
    criteria = [each for rule in (*CONVENTIONS, *RECOMMENDED) for each in rule.criteria]
    criteria = [*dict.fromkeys([*criteria, HIGH_NEED.criterion])]
    on = date.fromisoformat(facts_of(shared_data)[name]["as_of"])
    wanted = tuple(facts_read(*criteria))

    check(
        Asked(
            on=on,
            charts=charts,
            facts=wanted,
            criteria=criteria,
            given=[{}] * len(charts),
        ),
        engine,
    )
