"""Which column of a table holds which fact, and whether it can."""

import enum
import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import attrs
import narwhals.stable.v2 as nw

from caremodel.errors import Problem
from caremodel.grammar.facts import Fact, kind_of, name_of
from caremodel.grammar.rules import Criterion, Rule, facts_read

Columns = Mapping[Fact, str]

LONGEST_SLUG: Final = 48
"""How much of a fact's name its column keeps [letters]."""

PERSON: Final = "person"


def column(fact: Fact) -> str:
    """Name the column of a fact, alike on every machine: its words, and a digest.

    Facts that differ in anything have columns that differ.
    """
    words = re.sub("[^a-z0-9]+", "_", name_of(fact).lower())[:LONGEST_SLUG]
    digest = hashlib.sha256(_definition(fact).encode()).hexdigest()[:12]
    return f"{words.strip('_') or 'fact'}_{digest}"


def _definition(thing: object) -> str:
    """Write out what a fact is, leaving out what is as it is by default."""
    kind: Any = type(thing)
    if attrs.has(kind):
        told = [
            f"{each.name}={_definition(value)}"
            for each in attrs.fields(kind)
            if (value := getattr(thing, each.name)) != each.default
        ]
        return f"{kind.__name__}({', '.join(told)})"
    if isinstance(thing, enum.Enum):
        return thing.name
    if isinstance(thing, date):
        return thing.isoformat()
    if isinstance(thing, tuple):
        return f"({', '.join(map(_definition, thing))})"
    return repr(thing)


def columns_of(facts: Iterable[Fact], columns: Columns | None) -> dict[Fact, str]:
    """Say which column each fact is in: the one given, or its own."""
    given = columns or {}
    return {fact: given.get(fact) or column(fact) for fact in facts}


def check(
    table: Any,
    rules: Iterable[Rule | Criterion],
    *,
    columns: Columns | None = None,
) -> tuple[Problem, ...]:
    """Say what in *table* would keep *rules* from being read, or make them mean less.

    Columns that are missing or of another type cannot be read. NaN is read as not
    known; a person who stands twice is counted twice. Both are mostly mistakes. A
    column that holds nothing is not known, whatever its type. On a lazy table this runs
    queries.

    Args:
        table: One row per person, in a column "person", and a column per fact.
        rules: What is to be read.
        columns: Which column a fact is in, where it is not its own.
    """
    frame = nw.from_native(table).lazy()
    wanted = columns_of(facts_read(*rules), columns)
    empty = holding_nothing(frame, wanted)
    problems = unfit(frame.collect_schema(), wanted, empty)
    passed = empty | {problem.path for problem in problems}
    sound = sorted({name for name in wanted.values() if name not in passed})
    return (*problems, *_impure(frame, sound), *_repeated(frame))


def unfit(
    schema: Mapping[str, Any], wanted: Mapping[Fact, str], empty: frozenset[str]
) -> tuple[Problem, ...]:
    """Name the columns that are not there, or cannot hold their fact.

    Args:
        schema: The type of each column.
        wanted: Which facts are in which.
        empty: Those that hold nothing at all: whatever they are, they do no harm.
    """
    problems = {}
    for fact, name in wanted.items():
        kind = kind_of(fact)
        if name not in schema:
            problems[name] = f"is missing: {name_of(fact)}"
        elif name not in empty and not _holds(schema[name], kind):
            words = {"number": "numbers", "flag": "yes or no", "text": "text"}
            problems[name] = f"must hold {words[kind]}: {name_of(fact)}"
    return tuple(Problem(*each) for each in sorted(problems.items()))


def holding_nothing(frame: Any, wanted: Mapping[Fact, str]) -> frozenset[str]:
    """Name those columns of another type than their fact's that hold nothing at all.

    Engines give a column in which nothing is known a type by chance. Only where there
    are such types is the table asked, also a lazy one.
    """
    schema = frame.collect_schema()
    odd = {
        name
        for fact, name in wanted.items()
        if name in schema and not _holds(schema[name], kind_of(fact))
    }
    if not odd:
        return frozenset()
    said = {name: _counted(_said(name, schema[name])) for name in sorted(odd)}
    found = frame.lazy().select(**said).collect().rows(named=True)[0]
    return frozenset(name for name in odd if not found[name])


def _said(name: str, dtype: Any) -> nw.Expr:
    """Say where a column holds anything; NaN is nothing."""
    value = nw.col(name)
    return ~(value.fill_nan(None) if dtype.is_float() else value).is_null()


def _holds(dtype: Any, kind: str) -> bool:
    """Say whether a column of such a type can hold facts of a kind.

    Yes and no with gaps are objects to pandas, where they are not of a type of its own.
    """
    match kind:
        case "number":
            return bool(dtype.is_numeric())
        case "flag":
            return dtype in (nw.Boolean, nw.Object)
        case _:
            return dtype in (nw.String, nw.Categorical, nw.Enum)


def _impure(frame: nw.LazyFrame[Any], names: list[str]) -> tuple[Problem, ...]:
    """Name the columns that hold NaN, or what is neither yes nor no."""
    schema = frame.collect_schema()
    odd, problems = {}, {}
    for name in names:
        value = nw.col(name)
        if schema[name].is_float():
            odd[name], problems[name] = value.is_nan(), "holds NaN"
        elif schema[name] == nw.Object:
            odd[name] = ~value.is_in([True, False])
            problems[name] = "holds something that is neither yes nor no"
    if not odd:
        return ()
    counts = {
        name: _counted(which & ~nw.col(name).is_null()) for name, which in odd.items()
    }
    found = frame.select(**counts).collect().rows(named=True)[0]
    return tuple(Problem(name, problems[name]) for name in odd if found[name])


def _counted(which: nw.Expr) -> nw.Expr:
    return which.fill_null(value=False).cast(nw.Int64).sum()


def _repeated(frame: nw.LazyFrame[Any]) -> tuple[Problem, ...]:
    """Say whether anybody stands in more than one row."""
    if PERSON not in frame.collect_schema():
        return ()
    rows, people = (
        frame.select(rows=nw.len(), people=nw.col(PERSON).n_unique()).collect().row(0)
    )
    problem = f"holds {rows - people} rows of people who have one already"
    return (Problem(PERSON, problem),) if rows > people else ()
