"""Charts as tables, and the tables that a host brings."""

from datetime import UTC, date, datetime
from typing import Any

import attrs
import duckdb
import polars as pl
import pytest

from caremodel.errors import Problem, UnreadableError
from caremodel.exchange import frames
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import ALWAYS, Entry
from caremodel.grammar.facts import Age
from caremodel.people.charts import Chart, Coverage
from caremodel.people.patients import Gender, Patient, PatientId, born_on
from laws.engines import rows_by_person

ON = date(2026, 3, 31)
AGE = frames.column(Age())

ANNA = Chart(
    patient=Patient(
        id=PatientId("anna"), born=born_on(date(1950, 5, 1)), gender=Gender.FEMALE
    ),
    filed=(
        Entry(
            "e1",
            "score",
            ("b", "a", "b"),
            date(2026, 1, 2),
            at=datetime(2026, 1, 2, 8, tzinfo=UTC),
            value=9,
            unit="%",
            status="final",
            links=("e2", "Organization/7", "e2"),
        ),
        Entry(
            "e2",
            "score",
            (),
            date(2026, 1, 1),
            until=date(2026, 1, 3),
            on_last=date(2026, 1, 31),
        ),
    ),
    coverage=(Coverage(kind="visit", period=Period(start=date(2025, 1, 1))),),
)
BERT = Chart(
    patient=Patient(
        id=PatientId("bert"),
        born=Period(start=date(1940, 1, 1), end=date(1941, 1, 1)),
        died=date(2020, 2, 2),
    )
)


def test_a_chart_is_four_tables() -> None:
    """People, entries code by code, what is covered, and links."""
    made = frames.tables([ANNA, BERT])

    assert made.people.rows() == [
        ("anna", date(1950, 5, 1), None, None),
        ("bert", date(1940, 1, 1), date(1940, 12, 31), date(2020, 2, 2)),
    ]
    scored = ("score", "e1")
    rest = (None, 9.0, "%", "final")
    first = (date(2026, 1, 2), None, datetime(2026, 1, 2, 8), 1.0)  # noqa: DTZ001
    second = (date(2026, 1, 1), date(2026, 1, 31), None, 0.0, date(2026, 1, 3))
    gender = (date.min, None, None, 0.0, None, None, "", "")
    assert made.entries.rows() == [
        ("anna", "gender", "gender", "female", *gender),
        ("anna", "score", "e2", None, *second, None, "", ""),
        ("anna", *scored, "a", *first, *rest),
        ("anna", *scored, "b", *first, *rest),
    ]
    assert made.coverage.rows() == [
        ("anna", "gender", ALWAYS.start, None),
        ("anna", "visit", date(2025, 1, 1), None),
    ]
    assert made.links.rows() == [
        ("anna", *scored, "Organization/7"),
        ("anna", *scored, "e2"),
    ]


@pytest.mark.parametrize("backend", ["polars", "pandas", "pyarrow"])
@pytest.mark.parametrize("charts", [(), (ANNA, BERT)], ids=["nobody", "two"])
def test_tables_are_read_by_whoever_they_were_made_for(
    backend: frames.Backend, charts: tuple[Chart, ...]
) -> None:
    """Also those of nobody, whose columns have no values to tell types by."""
    made = frames.tables(charts, backend=backend)

    told = frames.facts(made, [Age()], on=ON)

    ages = {person: age for person, (age,) in rows_by_person(told, AGE).items()}
    # Bert may be 85 or 86.
    assert ages == ({"anna": 75, "bert": None} if charts else {})


def test_tables_of_a_host_are_read_by_their_columns() -> None:
    """Types may be wider than ours, and there may be further columns."""
    made = frames.tables([ANNA, BERT])
    days = pl.col("born", "born_last").cast(pl.Datetime("ms"))
    people = made.people.with_columns(days, district=pl.lit("north"))
    coded = pl.col("kind", "code").cast(pl.Categorical)
    entries = made.entries.with_columns(coded, pl.col("value").cast(pl.Decimal(10, 2)))

    told = frames.facts(
        attrs.evolve(made, people=people, entries=entries), [Age()], on=ON
    )

    assert dict(told.rows()) == {"anna": 75, "bert": None}


def test_columns_that_are_missing_or_of_another_sort_are_named() -> None:
    """All at once, with their tables, and without their values."""
    made = frames.tables([ANNA, BERT])
    zoned = pl.col("at").dt.replace_time_zone("UTC")
    wrong: dict[str, Any] = {
        "people": made.people.drop("born_last"),
        "entries": made.entries.with_columns(
            zoned, on=pl.lit("2026"), value="unit", kind=pl.lit(7)
        ),
    }

    with pytest.raises(UnreadableError) as error:
        frames.facts(attrs.evolve(made, **wrong), [Age()], on=ON)

    assert error.value.problems == (
        Problem("people.born_last", "is missing"),
        Problem("entries.kind", "must hold text"),
        Problem("entries.on", "must hold days"),
        Problem("entries.at", "must hold instants without a time zone"),
        Problem("entries.value", "must hold numbers"),
    )


def test_a_database_answers_with_a_table_of_arrow() -> None:
    """So that it is asked a few facts at a time; hand it back to ask rules of it."""
    made = frames.tables([ANNA, BERT], backend="pyarrow")
    names = [field.name for field in attrs.fields(frames.Tables)]
    related = {name: duckdb.from_arrow(getattr(made, name)) for name in names}

    told = frames.facts(frames.Tables(**related), [Age()], on=ON)
    old = frames.with_rule(duckdb.from_arrow(told), Age() >= 65, name="old")

    assert sorted(old.fetchall()) == [
        ("anna", 75, True, False),
        ("bert", None, False, False),
    ]


def test_lazy_tables_stay_lazy() -> None:
    """Nothing is worked out before it is asked for."""
    made = frames.tables([ANNA, BERT])
    names = [field.name for field in attrs.fields(frames.Tables)]
    lazy = frames.Tables(**{name: getattr(made, name).lazy() for name in names})

    told = frames.facts(lazy, [Age()], on=ON)

    assert isinstance(told, pl.LazyFrame)
    assert dict(told.collect().rows()) == {"anna": 75, "bert": None}
