"""Frames: the same rules and facts for everyone in a table, on any engine.

`facts` draws facts out of tables of entries, as `grammar.facts.draw` does from one
record, and `with_rules` reads rules over a table of facts, as `grammar.rules.answer`
does over one person's. Tables are frames of polars, pandas, DuckDB and whatever else
narwhals reads. What an answer rests on is not told here: ask `rules.evaluate` for that
one person.
"""

from caremodel._extras import missing

try:
    import narwhals.stable.v2  # noqa: F401 - the one library of this room
except ModuleNotFoundError as error:
    raise missing(__name__, "narwhals", extra="frames") from error

from caremodel.exchange.frames._columns import check, column
from caremodel.exchange.frames._facts import facts
from caremodel.exchange.frames._rules import with_rule, with_rules
from caremodel.exchange.frames._tables import Backend, Tables, tables

__all__ = [
    "Backend",
    "Tables",
    "check",
    "column",
    "facts",
    "tables",
    "with_rule",
    "with_rules",
]
