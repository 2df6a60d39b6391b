"""Which column holds which fact, and what keeps a table from being read."""

import hashlib
import os
import subprocess
import sys
from datetime import date
from typing import Any

import attrs
import polars as pl
import pytest

from caremodel.errors import Problem
from caremodel.exchange import frames
from caremodel.grammar.dates import Period
from caremodel.grammar.facts import (
    After,
    Age,
    Change,
    Count,
    Days,
    DaysSince,
    During,
    Ever,
    Fact,
    Given,
    Has,
    Latest,
    Months,
    Select,
    Since,
    Tie,
)
from laws.engines import ENGINES

VISITS = Select(kind="visit")
STAYS = Select(kind="encounter", codes=("IMP",), called="inpatient stays")


def test_a_column_is_named_by_its_fact_and_a_digest_of_what_defines_it() -> None:
    """Readable, and the same for good: defaults do not count."""
    definition = "Count(select=Select(kind='visit'), window=Months(months=6))"
    digest = hashlib.sha256(definition.encode()).hexdigest()[:12]

    name = frames.column(Count(VISITS, Months(6)))

    assert name == f"visit_entries_in_6_months_{digest}"
    assert frames.column(Given("§")).startswith("fact_")


def test_facts_that_differ_in_anything_have_columns_that_differ() -> None:
    """Also where they are called the same."""
    period = Period(start=date(2025, 1, 1), end=date(2026, 1, 1))
    facts: list[Fact] = [
        Age(),
        Has(VISITS, Months(6)),
        Count(VISITS, Months(6)),
        Count(VISITS, Months(6, today=True)),
        Count(VISITS, Days(6)),
        Count(VISITS, Ever()),
        Count(VISITS, During(period)),
        Count(VISITS, During(Period(start=period.start))),
        Count(VISITS, After(DaysSince(STAYS, Ever()), 7)),
        Count(VISITS, After(DaysSince(STAYS, Ever()), 7, same_day=True)),
        Count(STAYS, Months(6)),
        Count(attrs.evolve(STAYS, codes=("EMER",)), Months(6)),
        Count(attrs.evolve(STAYS, linked_to=VISITS), Months(6)),
        Count(attrs.evolve(STAYS, statuses=("finished",)), Months(6)),
        Latest(VISITS, Ever()),
        Latest(VISITS, Ever(), unit="%"),
        Latest(VISITS, Ever(), tie=Tie.LEAST),
        Latest(VISITS, Ever(), tie=Tie.MOST),
        Change(VISITS, Ever()),
        Change(VISITS, Ever(), since=Since.HIGHEST),
        Change(VISITS, Ever(), since=Since.LOWEST),
        Given("visit"),
        Given("visit", kind="flag"),
        Given("visit", kind="text"),
    ]

    assert len({frames.column(fact) for fact in facts}) == len(facts)


def test_a_column_is_named_alike_in_every_process() -> None:
    """Python's own hash is not: it is salted."""
    code = (
        "from caremodel.grammar.facts import *;"
        "from caremodel.exchange import frames;"
        "print(frames.column(Has(Select(kind='v', codes=('a', 'b')), Ever())))"
    )
    names = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }

    assert len(names) == 1


SCORE, AGREES = Given("score"), Given("agrees", kind="flag")
RULES = [SCORE >= 9, AGREES.eq(True)]
IN: dict[Fact, str] = {SCORE: "score", AGREES: "agrees"}


def checked(table: Any) -> tuple[Problem, ...]:
    """Check a table of scores and flags."""
    return frames.check(table, RULES, columns=IN)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sound_table_has_no_problems(engine: str) -> None:
    """What is missing is no problem: it is not known."""
    table = pl.DataFrame(
        {"person": ["a", "b"], "score": [9.5, None], "agrees": [True, None]}
    )

    assert checked(ENGINES[engine](table)) == ()


@pytest.mark.parametrize("engine", [name for name in ENGINES if name != "pandas"])
def test_nan_and_people_who_stand_twice_are_told_and_not_their_values(
    engine: str,
) -> None:
    """Except to pandas, to which NaN is what is missing."""
    table = pl.DataFrame(
        {
            "person": ["a", "b", "a", "a"],
            "score": [9.5, float("nan"), None, 1.0],
            "agrees": [True, None, False, True],
        }
    )

    assert checked(ENGINES[engine](table)) == (
        Problem("score", "holds NaN"),
        Problem("person", "holds 2 rows of people who have one already"),
    )


def test_missing_columns_and_other_types_are_told_beside_the_rest() -> None:
    """All at once, so that a table is mended once."""
    table = pl.DataFrame({"person": ["a", "a"], "agrees": [1.5, float("nan")]})

    assert checked(table) == (
        Problem("agrees", "must hold yes or no: agrees"),
        Problem("score", "is missing: score"),
        Problem("person", "holds 1 rows of people who have one already"),
    )


def test_what_is_neither_yes_nor_no_is_told() -> None:
    """Pandas takes anything as an object."""
    table = pl.DataFrame({"score": [1, 2, 3], "agrees": [True, False, None]})
    plain = table.to_pandas()
    assert checked(plain) == ()
    plain.loc[1, "agrees"] = "perhaps"

    (problem,) = checked(plain)

    assert str(problem) == "agrees: holds something that is neither yes nor no"
