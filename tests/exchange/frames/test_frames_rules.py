"""Rules over tables: two columns for each, true or false, on any engine."""

import operator
import subprocess
import sys
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from caremodel.errors import InvalidValueError, Problem, UnreadableError
from caremodel.exchange import frames
from caremodel.grammar.facts import Age, Fact, Given
from caremodel.grammar.rules import All, Any as AnyOf, AtLeast, Criterion, Not, Rule
from laws.engines import ENGINES, rows_by_person

SCORE = Given("score")
AGREES = Given("agrees", kind="flag")
WORD = Given("word", kind="text")
IN: dict[Fact, str] = {SCORE: "score", AGREES: "agrees", WORD: "word", Age(): "age"}

PEOPLE = pl.DataFrame(
    {
        "person": ["a", "b", "c", "d"],
        "score": [9.0, 8.9, None, float("nan")],
        "agrees": [True, False, None, True],
        "word": ["ready", "not ready", None, ""],
        "age": pl.Series([64, 65, 66, None], dtype=pl.Int16),
    }
)
YES, NO, CANNOT_TELL = (True, False), (False, True), (False, False)
each_engine = pytest.mark.parametrize("engine", ENGINES)


def rule(rule_id: str, criterion: Criterion) -> Rule:
    """Give a criterion a name."""
    return Rule(id=rule_id, criterion=criterion, source="Assumed: a test")


def read(criterion: Criterion, engine: str = "polars") -> list[Any]:
    """Read a criterion of the four people, in their order."""
    table = ENGINES[engine](PEOPLE)
    told = frames.with_rule(table, criterion, name="r", columns=IN)
    rows = rows_by_person(told, "r_yes", "r_no")
    return [rows[person] for person in "abcd"]


@each_engine
def test_a_threshold_counts_as_reached_and_nan_is_not_known(engine: str) -> None:
    """Nine is at least nine; null and NaN say nothing, on either side."""
    assert read(SCORE >= 9, engine) == [YES, NO, CANNOT_TELL, CANNOT_TELL]
    assert read(SCORE > 9, engine) == [NO, NO, CANNOT_TELL, CANNOT_TELL]
    assert read(SCORE <= 8.9, engine) == [NO, YES, CANNOT_TELL, CANNOT_TELL]
    assert read(SCORE < 8.9, engine) == [NO, NO, CANNOT_TELL, CANNOT_TELL]
    assert read(SCORE.eq(9), engine) == [YES, NO, CANNOT_TELL, CANNOT_TELL]


@each_engine
def test_yes_and_no_are_read_and_what_is_missing_is_neither(engine: str) -> None:
    """Also in pandas, where a column of yes and no with gaps has no type of its own."""
    assert read(AGREES.eq(True), engine) == [YES, NO, CANNOT_TELL, YES]
    assert read(AGREES.eq(False), engine) == [NO, YES, CANNOT_TELL, NO]


NOTHING: dict[str, pl.Series] = {
    "no type": pl.Series([None] * 4),
    "yes or no": pl.Series([None] * 4, dtype=pl.Boolean),
    "numbers": pl.Series([None] * 4, dtype=pl.Int32),
    "text": pl.Series([None] * 4, dtype=pl.String),
    "days": pl.Series([None] * 4, dtype=pl.Date),
    "NaN": pl.Series([float("nan")] * 4),
}
"""Columns that hold nothing: engines give them a type by chance."""


@each_engine
@pytest.mark.parametrize("column", NOTHING.values(), ids=NOTHING)
@pytest.mark.parametrize("asked", [SCORE >= 9, AGREES.eq(True), WORD.eq("ready")])
def test_what_is_known_of_nobody_is_not_known_whatever_its_column_is(
    engine: str, column: pl.Series, asked: Criterion
) -> None:
    """A yes or no of which nothing is known may be an object, a number, or nothing."""
    people = PEOPLE.with_columns(**dict.fromkeys(("score", "agrees", "word"), column))
    table = ENGINES[engine](people)

    problems = {each.problem for each in frames.check(table, [asked], columns=IN)}
    assert problems <= {"holds NaN"}
    told = frames.with_rule(table, asked | (Age() >= 65), name="r", columns=IN)

    rows = rows_by_person(told, "r_yes", "r_no")
    assert [rows[each] for each in "abcd"] == [CANNOT_TELL, YES, YES, CANNOT_TELL]


@each_engine
def test_words_are_compared_whole_and_an_empty_one_is_one(engine: str) -> None:
    """An empty text was said; a missing one was not."""
    assert read(WORD.eq("ready"), engine) == [YES, NO, CANNOT_TELL, NO]
    assert read(WORD.eq(""), engine) == [NO, NO, CANNOT_TELL, YES]


@each_engine
def test_whole_numbers_meet_bounds_that_are_none_or_too_large_for_them(
    engine: str,
) -> None:
    """A small column is compared with halves, and with what does not fit into it."""
    assert read(Age() >= 65, engine) == [NO, YES, YES, CANNOT_TELL]
    assert read(Age() > 64.5, engine) == [NO, YES, YES, CANNOT_TELL]
    assert read(Age() <= 64.5, engine) == [YES, NO, NO, CANNOT_TELL]
    assert read(Age().eq(64.5), engine) == [NO, NO, NO, CANNOT_TELL]
    assert read(Age() < 1e300, engine) == [YES, YES, YES, CANNOT_TELL]
    assert read(Age() < -1e300, engine) == [NO, NO, NO, CANNOT_TELL]
    assert read(Age() >= 40_000, engine) == [NO, NO, NO, CANNOT_TELL]


@each_engine
def test_one_part_may_decide_alone_where_another_is_not_known(engine: str) -> None:
    """A no settles "all", a yes settles "any", and two of three settle "at least"."""
    old, high = Age() >= 65, SCORE >= 9
    assert read(old & high, engine) == [NO, NO, CANNOT_TELL, CANNOT_TELL]
    assert read(old | high, engine) == [YES, YES, YES, CANNOT_TELL]
    assert read(~(old & high), engine) == [YES, YES, CANNOT_TELL, CANNOT_TELL]
    two = AtLeast(2, (old, high, AGREES.eq(True)))
    assert read(two, engine) == [YES, NO, CANNOT_TELL, CANNOT_TELL]


@each_engine
def test_of_nothing_all_is_yes_any_is_no_and_so_is_more_than_there_are(
    engine: str,
) -> None:
    """Empty connectives are answered for everyone, whatever else is known."""
    assert read(All(()), engine) == [YES] * 4
    assert read(AnyOf(()), engine) == [NO] * 4
    assert read(AtLeast(1, ()), engine) == [NO] * 4
    assert read(AtLeast(10**30, (Age() >= 65,)), engine) == [NO] * 4
    assert read(All((All(()), Age() >= 65)), engine) == [NO, YES, YES, CANNOT_TELL]


@each_engine
def test_the_widest_and_the_deepest_criterion_is_read(engine: str) -> None:
    """Hundreds of parts side by side, and as many levels as there may be."""
    wide = All(tuple(Age() >= bound for bound in range(-500, 66)))
    deep: Criterion = Age() >= 65
    for level in range(31):
        deep = Not(All((deep,)) if level % 2 else AnyOf((deep, AnyOf(()))))

    assert read(wide, engine) == [NO, YES, YES, CANNOT_TELL]
    # Thirty-one times not.
    assert read(deep, engine) == [YES, NO, NO, CANNOT_TELL]


def test_what_comes_back_is_what_went_in_and_two_columns_more() -> None:
    """Lazy stays lazy, and pandas keeps its rows and their names."""
    rules = [rule("old", Age() >= 65), rule("high", SCORE >= 9)]
    names = [*PEOPLE.columns, "old_yes", "old_no", "high_yes", "high_no"]

    assert frames.with_rules(PEOPLE, rules, columns=IN).columns == names
    lazy = frames.with_rules(PEOPLE.lazy(), rules, columns=IN)
    assert isinstance(lazy, pl.LazyFrame)
    assert lazy.collect_schema().names() == names
    plain = PEOPLE.to_pandas()
    plain.index = pd.Index([7, 5, 3, 1])
    told = frames.with_rules(plain, rules, columns=IN)
    assert list(told.index) == [7, 5, 3, 1]
    assert list(told["old_yes"]) == [False, True, True, False]


def test_a_fact_is_looked_for_in_its_own_column_first() -> None:
    """Tables of facts are named by `frames.column`, so nothing needs to be said."""
    named = PEOPLE.rename({"age": frames.column(Age())})

    told = frames.with_rule(named, rule("old", Age() >= 65))

    assert told["old_yes"].to_list() == [False, True, True, False]
    renamed = frames.with_rule(named, rule("old", Age() >= 65), name="of age")
    assert renamed["of age_no"].to_list() == [True, False, False, False]


def test_a_table_without_the_columns_is_refused_before_anything_runs() -> None:
    """Each is named, with the fact that it should hold, and no value."""
    table = PEOPLE.select("person", score="word", agrees="score", r_no="age")
    criterion = (SCORE >= 9) & AGREES & (Age() >= 65)

    with pytest.raises(UnreadableError) as error:
        frames.with_rule(table, criterion, name="r", columns=IN)

    assert error.value.problems == (
        Problem("age", "is missing: age"),
        Problem("agrees", "must hold yes or no: agrees"),
        Problem("score", "must hold numbers: score"),
        Problem("r_no", "is there already"),
    )


def test_text_is_not_read_out_of_numbers() -> None:
    """A code that is a number in the table is another thing than a word."""
    with pytest.raises(UnreadableError, match="word: must hold text"):
        frames.with_rule(
            PEOPLE.with_columns(word="age"), WORD.eq(""), name="r", columns=IN
        )


def test_each_rule_has_a_name_of_its_own() -> None:
    """Else one column would say two things."""
    twice = [rule("r", Age() >= 65), rule("r", Age() >= 66)]
    with pytest.raises(InvalidValueError, match="each rule id once"):
        frames.with_rules(PEOPLE, twice, columns=IN)
    with pytest.raises(InvalidValueError, match="needs a name"):
        frames.with_rule(PEOPLE, Age() >= 65, columns=IN)


def test_other_numbers_are_read_as_doubles() -> None:
    """Floats of 32 bits, and decimals: a tenth is not the same number in all."""
    tenth = pl.Series([0.1], dtype=pl.Float32)
    table = pl.DataFrame(
        {"single": tenth, "exact": pl.Series(["0.1"]).cast(pl.Decimal(10, 2))}
    )
    single, exact = Given("single"), Given("exact")
    columns: dict[Fact, str] = {single: "single", exact: "exact"}

    def yes(criterion: Criterion) -> bool:
        told = frames.with_rule(table, criterion, name="r", columns=columns)
        return bool(told["r_yes"].item())

    # The float of 32 bits next to 0.1 is 0.100000001490116…
    assert yes(single > 0.1)
    assert not yes(single.eq(0.1))
    assert yes(single < 0.25)
    assert yes(single < 1e300)
    assert yes(exact.eq(0.1))


HUGE = 2**63
EDGES = (0, 2**53 + 1, HUGE - 1, HUGE, HUGE + 1024, HUGE + 1025, 2**64 - 1)


@each_engine
def test_whole_numbers_past_63_bits_are_read_as_python_reads_them(engine: str) -> None:
    """Bounds lie on them, next to them, and outside of what the column holds."""
    numbers = pl.DataFrame(
        {
            "person": range(len(EDGES) + 1),
            "score": pl.Series([*EDGES, None], dtype=pl.UInt64),
        }
    )
    if engine == "pandas":  # Its own whole numbers have no gaps.
        numbers = numbers.head(len(EDGES))

    for bound in (*EDGES, -1, 2.0**63 + 2048, 2.0**64, 1e300):
        table = ENGINES[engine](numbers)
        told = frames.with_rule(table, Given("score") >= bound, name="r", columns=IN)
        rows = rows_by_person(told, "r_yes", "r_no")
        expected = [YES if float(each) >= float(bound) else NO for each in EDGES]
        assert [rows[at] for at in range(len(EDGES))] == expected
        assert rows.get(len(EDGES), CANNOT_TELL) == CANNOT_TELL


@pytest.mark.parametrize("sort", ["HUGEINT", "UHUGEINT"])
def test_whole_numbers_of_128_bits_are_read_as_python_reads_them(sort: str) -> None:
    """Of DuckDB, whose own way to doubles rounds some of them twice."""
    least, most = (-(2**127), 2**127 - 1) if sort == "HUGEINT" else (0, 2**128 - 1)
    twice = 2**117 + 2**64 + 1
    numbers = [least, 0, 2**53 + 1, HUGE + 1025, twice - 1, twice, most]
    rows = ", ".join(f"({at}, '{each}'::{sort})" for at, each in enumerate(numbers))
    table: Any = duckdb.sql(f"SELECT * FROM (VALUES {rows}) AS t(person, score)")  # noqa: S608 - our own

    for bound in (*numbers, -(2.0**127), 2.0**53, 2.0**120, 2.0**128, -1e300, 1e300):
        for criterion, compare in (
            (Given("score") >= bound, operator.ge),
            (SCORE.eq(bound), operator.eq),
        ):
            told: Any = frames.with_rule(table, criterion, name="r", columns=IN)
            read = rows_by_person(told, "r_yes", "r_no")
            expected = [
                YES if compare(float(each), float(bound)) else NO for each in numbers
            ]
            assert [read[at] for at in range(len(numbers))] == expected


def test_polars_reads_whole_numbers_of_128_bits_too() -> None:
    """Also past those that it takes from Python."""
    for sort, most in ((pl.Int128, 2**127 - 1), (pl.UInt128, 2**128 - 1)):
        table = pl.DataFrame({"score": pl.Series([0, most, None], dtype=sort)})

        for bound in (most, 2.0**126, 1e300):
            reached = Given("score") >= bound
            told = frames.with_rule(table, reached, name="r", columns=IN)
            over = float(most) >= bound
            assert told["r_yes"].to_list() == [False, over, False]
            assert told["r_no"].to_list() == [True, not over, False]


def test_reading_fhir_does_not_load_narwhals() -> None:
    """A room and its library are loaded when first used."""
    code = "import sys, caremodel.exchange.fhir; print('narwhals' in sys.modules)"

    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == "False"
