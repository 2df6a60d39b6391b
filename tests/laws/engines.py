"""Each engine that readings over tables are held to, and how its answers are read.

Every table is made by polars and handed on, as a host would hand it on.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs
import duckdb
import narwhals.stable.v2 as nw
import polars as pl

from caremodel.exchange.frames import Tables

__all__ = ["ENGINES", "made_by", "rows_by_person"]


def _plain(frame: pl.DataFrame) -> Any:
    """Make a frame of numpy's own types, in which NaN is what is missing.

    They have none for days; instants at midnight stand in.
    """
    days = [name for name, of in frame.schema.items() if of == pl.Date]
    return frame.with_columns(pl.col(days).cast(pl.Datetime("us"))).to_pandas()


ENGINES: Final[Mapping[str, Callable[[pl.DataFrame], Any]]] = {
    "polars": lambda frame: frame,
    "polars, lazy": lambda frame: frame.lazy(),
    "pandas": _plain,
    "pandas of Arrow": lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
    "Arrow": lambda frame: frame.to_arrow(),
    "DuckDB": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}


def made_by(engine: str, tables: Tables) -> Tables:
    """Hand tables of polars on to an engine."""
    handed = {
        field.name: ENGINES[engine](getattr(tables, field.name))
        for field in attrs.fields(Tables)
    }
    return Tables(**handed)


def rows_by_person(table: Any, *names: str) -> dict[Any, tuple[Any, ...]]:
    """Read columns of a table of any engine: what they say of each, or `None`."""
    frame = nw.from_native(table).lazy().select("person", *names).collect()
    told = frame.to_arrow().to_pydict()
    people = told.pop("person")
    columns = ([_said(value) for value in column] for column in told.values())
    rows = list(zip(*columns, strict=True)) if names else [()] * len(people)
    by_person = dict(zip(people, rows, strict=True))
    assert len(by_person) == len(people), "each person has one row"
    return by_person


def _said(value: Any) -> Any:
    """Take NaN for what it stands for."""
    return None if isinstance(value, float) and math.isnan(value) else value
