"""Tables: records of many people, laid out for an engine to draw facts from."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final, Literal

import attrs
import narwhals.stable.v2 as nw

from caremodel.errors import Problem, UnreadableError
from caremodel.grammar.entries import Entry
from caremodel.people.charts import GENDER, Chart

__all__ = ["Backend", "Tables", "frames_of", "tables"]

Backend = Literal["polars", "pandas", "pyarrow"]
Sort = Literal["id", "text", "day", "instant", "number"]

COLUMNS: Final[Mapping[str, Mapping[str, Sort]]] = {
    "people": {"person": "id", "born": "day", "born_last": "day", "died": "day"},
    "entries": {
        "person": "id",
        "kind": "text",
        "entry": "id",
        "code": "text",
        "on": "day",
        "on_last": "day",
        "at": "instant",
        "seq": "number",
        "until": "day",
        "value": "number",
        "unit": "text",
        "status": "text",
    },
    "coverage": {"person": "id", "kind": "text", "since": "day", "through": "day"},
    "links": {"person": "id", "kind": "text", "entry": "id", "link": "id"},
}
"""What each table holds, and of what sort it is."""


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Tables:
    """Records of many people, as four tables of one engine.

    A host may bring its own, out of a warehouse. Days are dates, or instants at
    midnight; "null" says where a column may be empty; further columns are passed over.

    Attributes:
        people: One row per person: `person` (an id), `born` (the first day they can
            have been born on; null if not known), `born_last` (the last such day; null
            where `born` is exact), `died` (null while alive).
        entries: One row per entry and code: `person`, `kind`, `entry` (an id, unique
            per person and kind), `code` (null if it has none), `on`, `on_last` (null
            where `on` is exact), `at` (the instant, as UTC without a zone; null if not
            known), `seq` (a number: the order at one instant), and `until`, `value`,
            `unit` and `status` (null where there is none). Rows of one entry differ in
            `code` alone.
        coverage: One row per period for which a person's record is complete: `person`,
            `kind`, `since` (the first day), `through` (the day after the last; null
            while there is no end). Periods may touch and overlap.
        links: One row per link of an entry: `person`, `kind`, `entry`, and `link`, the
            id that it points at.
    """

    people: Any
    entries: Any
    coverage: Any
    links: Any


def tables(charts: Iterable[Chart], *, backend: Backend = "polars") -> Tables:
    """Lay out *charts* as tables of *backend*.

    For DuckDB ask for "pyarrow", and hand it those: `duckdb.from_arrow(table)`.
    """
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in COLUMNS}
    for chart in charts:
        rows["people"].append((chart.id, *_born(chart), chart.died))
        kinds = {*chart.kinds, GENDER, *(each.kind for each in chart.coverage)}
        for kind in sorted(kinds):
            for period in chart.covers(kind):
                rows["coverage"].append((chart.id, kind, period.start, period.end))
            for seq, entry in enumerate(chart.entries(kind)):
                rows["entries"] += _coded(chart.id, seq, entry)
                linked = sorted(set(entry.links))
                rows["links"] += [(chart.id, kind, entry.id, link) for link in linked]
    return Tables(**{name: _table(name, of, backend) for name, of in rows.items()})


def _born(chart: Chart) -> tuple[date | None, date | None]:
    """Say the first day of birth, and the last one if it is another."""
    if chart.born is None:
        return None, None
    start, end = chart.born.start, chart.born.end
    last = start if end is None else end - timedelta(days=1)
    return start, last if last > start else None


def _coded(person: str, seq: int, entry: Entry) -> list[tuple[Any, ...]]:
    """Lay out an entry: one row for each code, or one without."""
    at = None if entry.at is None else entry.at.replace(tzinfo=None)
    value = None if entry.value is None else float(entry.value)
    when = (entry.on, entry.on_last, at, seq, entry.until)
    codes: list[str | None] = [*sorted(set(entry.codes))] or [None]
    return [
        (person, entry.kind, entry.id, code, *when, value, entry.unit, entry.status)
        for code in codes
    ]


def _table(name: str, rows: list[tuple[Any, ...]], backend: Backend) -> Any:
    """Make one table. Pandas has no type for days; instants at midnight stand in."""
    sorts = COLUMNS[name]
    data = {column: [row[at] for row in rows] for at, column in enumerate(sorts)}
    day = nw.Datetime("us") if backend == "pandas" else nw.Date()
    types: dict[Sort, Any] = {
        "id": nw.String(),
        "text": nw.String(),
        "day": day,
        "instant": nw.Datetime("us"),
        "number": nw.Float64(),
    }
    schema = {column: types[sort] for column, sort in sorts.items()}
    return nw.from_dict(data, schema=schema, backend=backend).to_native()


# --- reading them --------------------------------------------------------------------

WORDS: Final[Mapping[Sort, str]] = {
    "id": "an id",
    "text": "text",
    "day": "days",
    "instant": "instants without a time zone",
    "number": "numbers",
}


def frames_of(tables: Tables) -> dict[str, nw.LazyFrame[Any]]:
    """Hand out each table by name, its own columns only, for narwhals to read.

    Raises:
        UnreadableError: If columns are missing or of another sort.
    """
    frames: dict[str, nw.LazyFrame[Any]] = {}
    problems: list[Problem] = []
    for name, sorts in COLUMNS.items():
        frame: nw.LazyFrame[Any] = nw.from_native(getattr(tables, name)).lazy()
        schema = frame.collect_schema()
        for column, sort in sorts.items():
            if column not in schema:
                problems.append(Problem(f"{name}.{column}", "is missing"))
            elif not _is_of(schema[column], sort):
                problems.append(Problem(f"{name}.{column}", f"must hold {WORDS[sort]}"))
        frames[name] = frame
    if problems:
        raise UnreadableError("tables of records", tuple(problems))
    return frames


def _is_of(dtype: Any, sort: Sort) -> bool:
    """Say whether a column of that type can hold what is of that sort."""
    match sort:
        case "id":
            return True
        case "text":
            return dtype in {nw.String, nw.Categorical, nw.Enum}
        case "day":
            return bool(dtype == nw.Date) or _is_instant(dtype)
        case "instant":
            return _is_instant(dtype)
        case _:
            return bool(dtype.is_numeric())


def _is_instant(dtype: Any) -> bool:
    return isinstance(dtype, nw.Datetime) and dtype.time_zone is None
