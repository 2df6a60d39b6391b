"""One definition, every scale: whoever reads a rule, over whatever, says the same.

Held to it are the interpreter and its verdict, rails of numpy, and every engine of
tables. In the usual run they read 100,000 rows of people who were made up to be
difficult: on and next to thresholds, with whole numbers that doubles cannot tell apart,
in columns of many types, and often not known. A million rows:

    python -m pytest -m campaign tests/laws/test_one_definition.py

Real people are read from their charts on: by the interpreter one by one, and as facts
that each engine draws by rails and tables.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import attrs
import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from caremodel.catalog.conditions import HIGH_NEED
from caremodel.catalog.recommendations import CONVENTIONS, RECOMMENDED
from caremodel.exchange import frames
from caremodel.grammar.facts import Fact, Facts, Given, Value, draw, kind_of
from caremodel.grammar.rules import (
    Comparison,
    Criterion,
    Rule,
    answer,
    evaluate,
    facts_read,
    fold,
)
from caremodel.grammar.verdicts import Answer
from caremodel.simulation import draws, rails
from caremodel.testing.strategies import World, worlds
from laws.engines import ENGINES, rows_by_person
from laws.eventful import share
from shared_exports import export_of, facts_of

ROWS: Final = 1000
LARGE: Final = 2**53
"""From here on doubles cannot tell all whole numbers apart."""

SPANS: Final[Mapping[Any, tuple[int, int]]] = {
    pl.Int8: (-(2**7), 2**7 - 1),
    pl.Int16: (-(2**15), 2**15 - 1),
    pl.UInt32: (0, 2**32 - 1),
    pl.Int64: (-LARGE - 1, LARGE + 1),
    pl.UInt64: (0, LARGE + 1),
}
"""Whole numbers that a type holds: of the widest, a few more than doubles do."""

OF_NOTHING: Final = (pl.Null, pl.Boolean, pl.Int32, pl.Float64, pl.String)
"""Types that a column may have in which nothing is known."""

TYPES: Final = (pl.Float64, pl.Float64, pl.Float32, *SPANS)
RAILS: Final = {
    (True, False): Answer.YES,
    (False, True): Answer.NO,
    (False, False): Answer.CANNOT_TELL,
}
"""What two columns say; that both say so cannot be."""


# --- people who are difficult ---------------------------------------------------------


class _Comparisons:
    """Reads a criterion as the comparisons in it."""

    def comparison(self, comparison: Comparison, /) -> tuple[Comparison, ...]:
        """Name itself."""
        return (comparison,)

    def all(self, parts: tuple[tuple[Comparison, ...], ...], /) -> Any:
        """Name those of every part."""
        return sum(parts, ())

    def any(self, parts: tuple[tuple[Comparison, ...], ...], /) -> Any:
        """Name those of every part."""
        return sum(parts, ())

    def negation(self, part: tuple[Comparison, ...], /) -> Any:
        """Name those of the part."""
        return part

    def at_least(self, _: int, parts: tuple[tuple[Comparison, ...], ...], /) -> Any:
        """Name those of every part."""
        return sum(parts, ())


def bounds_in(criteria: Iterable[Criterion]) -> dict[Fact, list[Value]]:
    """Name what each fact is compared with."""
    bounds: dict[Fact, list[Value]] = {}
    for criterion in criteria:
        for comparison in fold(criterion, _Comparisons()):
            bounds.setdefault(comparison.fact, []).append(comparison.bound)
    return bounds


def near(bounds: Sequence[Value]) -> list[float]:
    """Name the numbers on and next to *bounds*, and some that are trouble anywhere."""
    numbers: list[float] = [LARGE - 1, LARGE, LARGE + 1, -LARGE - 1, 0, -0.0, math.nan]
    for bound in map(float, bounds):
        up, down = (math.nextafter(bound, way) for way in (math.inf, -math.inf))
        numbers += [bound, up, down, bound + 1, bound - 1, int(bound)]
    return [each for each in numbers if not math.isinf(each)]


def held_by(numbers: Sequence[float], dtype: Any) -> list[float]:
    """Turn numbers into those that a type of column holds."""
    if dtype == pl.Float64:
        return list(numbers)
    if dtype == pl.Float32:
        with np.errstate(over="ignore"):
            singles = [float(np.float32(each)) for each in numbers]
        return [each for each in singles if not math.isinf(each)]
    least, most = SPANS[dtype]
    whole = [int(each) for each in numbers if not math.isnan(each)]
    return [each for each in whole if least <= each <= most]


@attrs.frozen
class People:
    """Many people, of whom some facts are known.

    Attributes:
        known: What the interpreter is told, person by person.
        table: The same as a table, NaN for some of what is not known, null for others.
    """

    known: tuple[Facts, ...]
    table: pl.DataFrame


def people(world: World, rows: int = ROWS) -> People:
    """Make people up for the criteria of a world."""
    columns: dict[Fact, pl.Series] = {}
    bounds = bounds_in(world.criteria)
    for seed, fact in enumerate(sorted(bounds, key=frames.column)):
        columns[fact] = made_up(fact, bounds[fact], seed, rows)
    facts = list(columns)
    known = zip(*(columns[fact].to_list() for fact in facts), strict=True)
    told = (
        {
            fact: v
            for fact, v in zip(facts, row, strict=True)
            if v is not None and not (isinstance(v, float) and math.isnan(v))
        }
        for row in (known if facts else [()] * rows)
    )
    named = {frames.column(fact): of for fact, of in columns.items()}
    return People(
        known=tuple(Facts(on=world.on, known=each) for each in told),
        table=pl.DataFrame({"person": range(rows), **named}),
    )


def made_up(fact: Fact, bounds: Sequence[Value], seed: int, rows: int) -> pl.Series:
    """Make up a column: a third not known, the rest next to what is asked.

    Of every sixth nothing is known, and it is of any type: engines make one up.
    """
    dtype: Any
    some: list[Any]
    chance = draws.uniform(seed, f"nobody {bounds}")
    if chance < 1 / 6:
        return pl.Series([None] * rows, dtype=draws.pick(chance * 6, OF_NOTHING))
    match kind_of(fact):
        case "flag":
            dtype, some = pl.Boolean, [True, False]
        case "text":
            dtype = draws.pick(draws.uniform(seed, "type"), (pl.String, pl.Categorical))
            some = [*bounds, "", "never asked"]
        case "number":
            dtype = draws.pick(draws.uniform(seed, f"type {bounds}"), TYPES)
            some = held_by(near(bounds), dtype)
    chances = (draws.uniform(seed, "values", person=row) for row in range(rows))
    values = [
        None if chance < 1 / 3 else draws.pick(chance * 3 / 2 - 1 / 2, some)
        for chance in chances
    ]
    return pl.Series(values, dtype=dtype, strict=False)


# --- the readings ---------------------------------------------------------------------

Read = list[tuple[Answer, ...]]
"""What each criterion comes to, person by person."""


def by_interpreter(criteria: Sequence[Criterion], made: People) -> Read:
    """Ask for each person, and hold the verdict to the same."""
    told = [tuple(answer(each, facts) for each in criteria) for facts in made.known]
    verdicts = [
        tuple(evaluate(each, facts).answer for each in criteria) for facts in made.known
    ]
    assert told == verdicts
    return told


def by_rails(
    criteria: Sequence[Criterion], made: People, facts: Iterable[Fact]
) -> Read:
    """Read columns of numpy."""
    columns = {fact: column(made.table[frames.column(fact)]) for fact in facts}
    nobody = np.zeros(len(made.known), dtype=np.bool_)
    for fact in facts:
        if made.table[frames.column(fact)].null_count() == len(nobody):
            values = nobody if kind_of(fact) == "flag" else nobody.astype(np.int64)
            columns[fact] = rails.Column(values, nobody)
    if not columns:
        columns = {Given("nothing"): rails.Column(np.zeros(len(made.known)))}
    read = rails.read_all(criteria, columns)
    return [tuple(each.answer(at) for each in read) for at in range(len(made.known))]


def column(of: pl.Series) -> rails.Column:
    """Make a column of numpy: what is not known there is 7, yes, or the last word."""
    known = of.is_not_null().to_numpy()
    if of.dtype in (pl.String, pl.Categorical):
        words = of.cast(pl.String).unique().drop_nulls().to_list()
        places = {word: at for at, word in enumerate(words)}
        values = [places.get(word, len(words) - 1) for word in of.to_list()]
        return rails.Column(np.array(values, dtype=np.int64), known, tuple(words))
    filled = of.fill_null(value=True) if of.dtype == pl.Boolean else of.fill_null(7)
    return rails.Column(filled.to_numpy(), None if known.all() else known)


def by_engine(engine: str, criteria: Sequence[Criterion], made: People) -> Read:
    """Read a table."""
    asked = [
        Rule(id=f"r{at}", criterion=each, source="Assumed: a law")
        for at, each in enumerate(criteria)
    ]
    told = frames.with_rules(ENGINES[engine](made.table), asked)
    names = [f"{rule.id}_{rail}" for rule in asked for rail in ("yes", "no")]
    by_person = rows_by_person(told, *names)
    rows = (by_person[person] for person in range(len(made.known)))
    pairs = (zip(row[::2], row[1::2], strict=True) for row in rows)
    return [tuple(RAILS[pair] for pair in row) for row in pairs]


def check(criteria: Sequence[Criterion], made: People) -> Read:
    """Hold every reading of criteria to the interpreter's."""
    told = by_interpreter(criteria, made)
    facts = bounds_in(criteria)

    readings = {"rails": by_rails(criteria, made, facts)}
    for engine in ENGINES:
        readings[engine] = by_engine(engine, criteria, made)

    for reading, read in readings.items():
        for at, (expected, found) in enumerate(zip(told, read, strict=True)):
            assert found == expected, (reading, at)
    return told


UNHURRIED: Final = settings(suppress_health_check=[HealthCheck.too_slow])


@settings(UNHURRIED, max_examples=100)
@given(worlds())
def test_every_reading_of_a_rule_says_the_same(world: World) -> None:
    """A hundred worlds of a thousand rows, unknowns included."""
    check(world.criteria, people(world))


@pytest.mark.campaign
@settings(UNHURRIED, max_examples=1000)
@given(worlds())
def test_every_reading_of_a_rule_says_the_same_a_million_times(world: World) -> None:
    """A thousand worlds of a thousand rows."""
    check(world.criteria, people(world))


def test_the_cases_are_eventful() -> None:
    """In most worlds some people meet a criterion and some do not, or it is open."""
    told: Counter[Answer] = Counter()

    def tells_apart(world: World) -> bool:
        read = by_interpreter(world.criteria, people(world, rows=100))
        answers = {each for row in read for each in row}
        told.update(answers)
        return len(answers) > 1

    assert share(worlds(), tells_apart) > 2 / 3
    assert min(told[each] for each in Answer) > 50


# --- people who are real --------------------------------------------------------------


@pytest.mark.parametrize("name", ["synthea-2019", "synthea-2020"])
def test_every_reading_says_the_same_of_real_people(
    shared_data: Path, name: str
) -> None:
    """From charts to facts to the shipped rules, person by person and all at once."""
    charts = export_of(shared_data / name).charts
    on = date.fromisoformat(facts_of(shared_data)[name]["as_of"])
    asked = [each for rule in (*CONVENTIONS, *RECOMMENDED) for each in rule.criteria]
    criteria = [*dict.fromkeys([*asked, HIGH_NEED.criterion])]
    wanted = facts_read(*criteria)

    known = [draw(wanted, chart, on=on) for chart in charts]
    table = frames.facts(frames.tables(charts), wanted, on=on)
    places = {chart.id: at for at, chart in enumerate(charts)}
    numbered = pl.col("person").replace_strict(places, return_dtype=pl.Int64)
    table = table.with_columns(numbered).sort("person")

    told = check(criteria, People(known=tuple(known), table=table))

    assert len(told) == len(charts) > 0
    assert {each for row in told for each in row} == {*Answer}
