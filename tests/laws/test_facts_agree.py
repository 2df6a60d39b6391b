"""Facts of everyone at once are the facts of each: group-by says what `draw` says.

In the charts here entries crowd around the edges of windows, dates are vague, coverage
has gaps, and instants, units and links differ. Every engine draws the same from them,
and rules over what it drew say what the interpreter says. Ten times as many:

    python -m pytest -m campaign tests/laws/test_facts_agree.py
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final, TypeVar, get_args

import attrs
import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from caremodel.catalog.conditions import HIGH_NEED
from caremodel.catalog.recommendations import CONVENTIONS, RECOMMENDED
from caremodel.exchange import frames
from caremodel.grammar.facts import Fact, Facts, Given, Value, draw
from caremodel.grammar.rules import Criterion, Rule, answer, facts_read
from caremodel.grammar.verdicts import Answer
from caremodel.people.charts import Chart
from caremodel.people.patients import PatientId
from caremodel.simulation import draws
from caremodel.testing import strategies
from caremodel.testing.strategies import STANDING, World, worlds
from laws.engines import ENGINES, made_by, rows_by_person
from shared_exports import export_of, facts_of

T = TypeVar("T")

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


def some(cases: st.SearchStrategy[T], count: int) -> list[T]:
    """Draw so many cases, the same ones in every run."""
    drawn: list[T] = []

    @settings(
        max_examples=count,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def look(case: T) -> None:
        drawn.append(case)

    look()
    return drawn


SAID: Final[Mapping[str, Sequence[Value | None]]] = {
    "number": (None, 0, 3.5, 10),
    "flag": (None, True, False),
    "text": (None, "", "ready"),
}
FEW: Final = 6
PORTION: Final = 5 * FEW


def many(*, charts: int, each: int) -> Asked:
    """Draw many charts, so many facts of each kind about them, and criteria."""
    held = [
        attrs.evolve(chart, patient=attrs.evolve(chart.patient, id=PatientId(f"p{at}")))
        for at, chart in enumerate(some(strategies.charts(), charts))
    ]
    about = [
        select
        for chart in held[:: charts // 40]
        for select in some(strategies.selects(among=chart.filed), 2)
    ]
    kinds: dict[type, list[Fact]] = {}
    for fact in dict.fromkeys(some(strategies.facts(about=about), 20 * each)):
        kinds.setdefault(type(fact), []).append(fact)
    few = (drawn[:each] for drawn in kinds.values())
    facts = [fact for drawn in zip_longest(*few) for fact in drawn if fact is not None]
    asked = Asked(
        on=STANDING,
        charts=held,
        facts=facts,
        criteria=(),
        given=[said(person, facts) for person in range(len(held))],
    )
    return attrs.evolve(asked, criteria=criteria_about(asked))


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
    check(many(charts=400, each=4), *ENGINES)


@pytest.mark.campaign
def test_every_engine_draws_what_is_drawn_of_each_of_many_charts() -> None:
    """Ten times as many people and facts, some of the facts at a time."""
    asked = many(charts=4000, each=40)
    for at in range(0, len(asked.facts), PORTION):
        facts = asked.facts[at : at + PORTION]
        read = [each for each in asked.criteria if facts_read(each) <= set(facts)]
        check(attrs.evolve(asked, facts=facts, criteria=read), *ENGINES)


def test_the_charts_are_eventful() -> None:
    """Each kind of fact is known of some and not of others, and differs among them."""
    asked = many(charts=400, each=4)
    values: dict[type, Counter[Value | None]] = {}
    for facts in asked.known():
        for fact in asked.facts:
            values.setdefault(type(fact), Counter())[facts.value(fact)] += 1

    assert len(values) == len(get_args(Fact))
    for found in values.values():
        assert 0 < found[None] < found.total()
        assert len(found) > 2


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
