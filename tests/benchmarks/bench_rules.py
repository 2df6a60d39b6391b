"""How fast ten rules are read over a table and over people, beside the same by hand.

Run it: `PYTHONPATH=tests python -m benchmarks.bench_rules [ROWS]`. Goals: at a million
rows of polars at most 1.25 times the same rules written by hand for polars, with the
same two columns each; one person at a time at least 300,000 answers and 100,000
verdicts a second.
"""

import statistics
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable
from datetime import date
from itertools import starmap
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl

from benchmarks.side_by_side import measure, ratio, show
from caremodel.exchange import frames
from caremodel.grammar.facts import Fact, Facts, Given
from caremodel.grammar.rules import Criterion, Rule, answer, evaluate
from caremodel.simulation import rails

NUMBERS = {
    "a1c": (4.5, 12.0),
    "a1c_days": (0, 700),
    "sbp": (95, 190),
    "bp_days": (0, 800),
    "phq9": (0, 27),
    "contact_days": (0, 200),
    "meds": (0, 15),
    "age": (18, 95),
    "stays": (0, 4),
    "emergencies": (0, 7),
    "review_days": (0, 200),
}
FLAGS = ("diabetes", "hypertension", "active", "screened")
UNKNOWN = 0.1
"""The share of values that are not known."""

FACTS: dict[str, Given] = {
    **{name: Given(name) for name in NUMBERS},
    **{name: Given(name, kind="flag") for name in FLAGS},
}
COLUMNS: dict[Fact, str] = {fact: name for name, fact in FACTS.items()}


def criteria(of: Callable[[str], Any]) -> dict[str, Any]:
    """Write the ten, of facts or of columns: the words are the same."""
    return {
        "a1c_overdue": of("diabetes") & (of("a1c_days") > 180),
        "a1c_high": of("diabetes") & (of("a1c") > 9),
        "bp_high": of("hypertension") & (of("sbp") >= 140),
        "bp_overdue": of("hypertension") & (of("bp_days") > 365),
        "mood": (of("phq9") >= 10) & (of("contact_days") > 30),
        "many_drugs": (of("meds") >= 8) & (of("age") >= 65),
        "much_use": (of("stays") >= 2) | (of("emergencies") >= 4),
        "lost": of("active") & (of("contact_days") > 60),
        "review": of("active") & (of("review_days") > 90),
        "unscreened": of("diabetes") & ~of("screened"),
    }


RULES = [
    Rule(id=name, criterion=criterion, source="Assumed: a benchmark")
    for name, criterion in criteria(FACTS.__getitem__).items()
]
BY_HAND: dict[str, pl.Expr] = criteria(pl.col)


def people(rows: int) -> pl.DataFrame:
    """Invent a table with gaps."""
    chance = np.random.default_rng(0)
    columns: dict[str, Any] = {"person": np.arange(rows)}
    for name, (least, most) in NUMBERS.items():
        drawn = chance.uniform(least, most, rows)
        values = pl.Series(drawn if name == "a1c" else drawn.astype(np.int64))
        columns[name] = values.set(pl.Series(chance.random(rows) < UNKNOWN), None)
    for name in FLAGS:
        flags = pl.Series(chance.random(rows) < 0.4)
        columns[name] = flags.set(pl.Series(chance.random(rows) < UNKNOWN), None)
    return pl.DataFrame(columns)


def hand_written(table: pl.DataFrame | pl.LazyFrame) -> Any:
    """Read the ten by hand: polars' own logic knows three answers, too."""
    return table.with_columns(
        [e.fill_null(value=False).alias(f"{n}_yes") for n, e in BY_HAND.items()]
        + [(~e).fill_null(value=False).alias(f"{n}_no") for n, e in BY_HAND.items()]
    )


def ours(table: Any) -> Any:
    """Read the ten by the library."""
    return frames.with_rules(table, RULES, columns=COLUMNS)


def over_tables(rows: int) -> None:
    """Compare over tables, each engine with itself."""
    table = people(rows)
    added = [f"{rule.id}_{rail}" for rule in RULES for rail in ("yes", "no")]
    assert ours(table).select(added).equals(hand_written(table).select(added))
    times = measure(
        {
            "polars by hand": lambda: hand_written(table),
            "caremodel on polars": lambda: ours(table),
            "polars lazy by hand": lambda: hand_written(table.lazy()).collect(),
            "caremodel on polars lazy": lambda: ours(table.lazy()).collect(),
        },
        clock=time.perf_counter,
    )
    show(f"Ten rules, {rows:,} rows", times, work=10 * rows, unit="rules")
    for one, other in (
        ("caremodel on polars", "polars by hand"),
        ("caremodel on polars lazy", "polars lazy by hand"),
    ):
        print(f"  {one}: {ratio(times, one, other):.2f} x {other}")
    of_pandas: pd.DataFrame = table.to_arrow().to_pandas(types_mapper=pd.ArrowDtype)
    of_duckdb = duckdb.from_arrow(table.to_arrow())
    columns = {
        fact: rails.Column(
            values=table[name].fill_null(0 if name in NUMBERS else False).to_numpy(),
            known=table[name].is_not_null().to_numpy(),
        )
        for fact, name in COLUMNS.items()
    }
    others = measure(
        {
            "caremodel, rails of numpy": lambda: rails.read_all(RULES, columns),
            "caremodel on pandas with Arrow": lambda: ours(of_pandas),
            "caremodel on DuckDB": lambda: ours(of_duckdb).to_arrow_table(),
        },
        rounds=3,
        clock=time.perf_counter,
    )
    show("Elsewhere", others, work=10 * rows, unit="rules")


def _drop(results: Iterable[object]) -> None:
    """Make each result and let it go, as a host that stores none of them would."""
    deque(results, maxlen=0)


def one_by_one(count: int = 20_000) -> None:
    """Tell how many rules a second are read of one person after another."""
    told = people(count).drop("person").to_dicts()
    known = [
        Facts(
            on=date(2026, 6, 1),
            known={FACTS[name]: v for name, v in row.items() if v is not None},
        )
        for row in told
    ]
    asked: list[Criterion] = [rule.criterion for rule in RULES]
    pairs = [(each, facts) for facts in known for each in asked]
    times = measure(
        {
            "answer": lambda: _drop(starmap(answer, pairs)),
            "evaluate": lambda: _drop(starmap(evaluate, pairs)),
        },
        rounds=5,
    )
    show("One person at a time", times, work=10 * count, unit="rules")
    for name, each in times.items():
        print(f"  {name}: {10 * count / statistics.median(each):,.0f} rules a second")


if __name__ == "__main__":
    over_tables(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
    one_by_one()
