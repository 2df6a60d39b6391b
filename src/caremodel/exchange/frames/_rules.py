"""Rules over tables: each criterion as two columns, surely yes and surely no.

A criterion is read as two expressions in which nothing is negated: one says yes, the
other says no. So it does not matter whether an engine takes what is missing as unknown
or as false: neither makes them say more, and at the end unknown is filled with false.
"""

import math
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import add, and_, eq, ge, gt, le, lt, or_
from typing import Any, Final

import attrs
import narwhals.stable.v2 as nw
from narwhals.stable.v2.typing import IntoFrameT

from caremodel.errors import InvalidValueError, Problem, UnreadableError
from caremodel.exchange.frames._columns import (
    Columns,
    columns_of,
    holding_nothing,
    unfit,
)
from caremodel.grammar.facts import Fact, kind_of
from caremodel.grammar.rules import (
    Comparison,
    Criterion,
    Op,
    Rule,
    criterion_of,
    facts_read,
    fold,
)

__all__ = ["with_rule", "with_rules"]

Expr = Any
"""An expression of narwhals or of polars, which says what we need in the same words."""


def with_rules(
    table: IntoFrameT, rules: Iterable[Rule], *, columns: Columns | None = None
) -> IntoFrameT:
    """Add two columns for each rule, `<id>_yes` and `<id>_no`, true or false.

    Where both are false, one cannot tell. In every row they say what `rules.answer`
    would.

    Args:
        table: A row per person and a column per fact, null or NaN where it is not
            known: a frame of polars, pandas, DuckDB, or others that narwhals reads.
            What comes back is of the same sort, lazy if it was. A column that holds
            nothing may be of any type; to see that, a lazy table is asked for it.
        rules: What to read; each id once.
        columns: Which column a fact is in, where it is not `frames.column(fact)`.

    Raises:
        UnreadableError: If a fact's column is missing or of another type, or a rule's
            column is there already.
    """
    asked: dict[str, Criterion] = {}
    for rule in rules:
        if rule.id in asked:
            raise InvalidValueError("frames.with_rules", "takes each rule id once")
        asked[rule.id] = rule.criterion
    return _with(table, asked, columns)


def with_rule(
    table: IntoFrameT,
    question: Rule | Criterion,
    *,
    name: str = "",
    columns: Columns | None = None,
) -> IntoFrameT:
    """Add the two columns of one rule or criterion, `<name>_yes` and `<name>_no`.

    As `with_rules`. A rule goes by its id if no name is given; a criterion needs one.
    """
    if isinstance(question, Rule):
        return _with(table, {name or question.id: question.criterion}, columns)
    if not name:
        raise InvalidValueError("frames.with_rule", "needs a name for a criterion")
    return _with(table, {name: criterion_of(question)}, columns)


def _with(
    table: IntoFrameT, asked: Mapping[str, Criterion], columns: Columns | None
) -> IntoFrameT:
    frame: Any = nw.from_native(table)
    schema = frame.collect_schema()
    wanted = columns_of(facts_read(*asked.values()), columns)
    empty = holding_nothing(frame, wanted)
    problems = unfit(schema, wanted, empty)
    problems += _clashes([*schema], asked)
    if problems:
        raise UnreadableError("a table for these rules", problems)
    places = {
        fact: (name, schema[name]) for fact, name in wanted.items() if name not in empty
    }
    reader = _reader(frame, places)
    added: list[Expr] = []
    for each, criterion in asked.items():
        rails = fold(criterion, reader)
        added += map(_named, (rails.yes, rails.no), _names(each))
    result: IntoFrameT = (
        _with_columns(frame.to_native(), added)
        if frame.implementation.is_polars()
        else frame.with_columns(added).to_native()
    )
    return result


def _clashes(there: Iterable[str], asked: Iterable[str]) -> tuple[Problem, ...]:
    """Find new columns that are there already; to DuckDB `A` and `a` are one name."""
    taken = {name.casefold() for name in there}
    clashes = []
    for name in (name for each in asked for name in _names(each)):
        if name.casefold() in taken:
            clashes.append(Problem(name, "is there already"))
        taken.add(name.casefold())
    return tuple(clashes)


def _names(asked: str) -> tuple[str, str]:
    return f"{asked}_yes", f"{asked}_no"


def _named(expression: Expr, name: str) -> Expr:
    """Fill what is unknown, and name a column."""
    return expression.fill_null(value=False).alias(name)


def _with_columns(table: Any, added: Sequence[Expr]) -> Any:
    """Add columns to a frame of polars: lazily, so that it works out nothing twice."""
    lazy = table.lazy().with_columns(added)
    return lazy if hasattr(table, "collect") else lazy.collect()


# --- a criterion as two expressions --------------------------------------------------


@attrs.frozen
class _Rails:
    """Two expressions: one that says yes, and one that says no."""

    yes: Expr
    no: Expr


Place = tuple[str, Any]
"""A column's name and type."""


def _reader(frame: Any, places: Mapping[Fact, Place]) -> "_Reader":
    """Make the reader for a frame's engine.

    Polars is spoken to directly, which saves much of the time that ten rules take on
    a million rows. To polars and to databases NaN is greater than all numbers; to
    those that are named here it is neither greater nor less.
    """
    engine = frame.implementation
    words = engine.to_native_namespace() if engine.is_polars() else nw
    safe = engine.is_pandas_like() or engine.is_pyarrow() or engine.is_dask()
    return _Reader(words=words, places=places, nan_is_great=not safe)


COMPARE: Final[Mapping[Op, Callable[[Expr, Any], Expr]]] = {
    Op.UNDER: lt,
    Op.AT_MOST: le,
    Op.IS: eq,
    Op.AT_LEAST: ge,
    Op.OVER: gt,
}

OPPOSITE: Final[Mapping[Op, Callable[[Expr, Any], Expr]]] = {
    Op.UNDER: ge,
    Op.AT_MOST: gt,
    Op.IS: lambda value, bound: (value < bound) | (value > bound),
    Op.AT_LEAST: lt,
    Op.OVER: le,
}
"""What says no where the other says yes, without negation."""


@attrs.frozen(kw_only=True)
class _Reader:
    """Reads a criterion as two expressions; an algebra of `rules.fold`.

    Attributes:
        words: The library whose words expressions are in.
        places: Where facts stand; those that are known of nobody have no place.
        nan_is_great: Whether NaN is greater than all numbers there.
    """

    words: Any
    places: Mapping[Fact, Place]
    nan_is_great: bool

    def comparison(self, comparison: Comparison, /) -> _Rails:
        if comparison.fact not in self.places:
            nothing = self.words.lit(False)
            return _Rails(nothing, nothing)
        name, dtype = self.places[comparison.fact]
        value = self.words.col(name)
        match kind_of(comparison.fact):
            case "number":
                return self._number(comparison, value, dtype)
            case "flag":
                yes, no = self._flag(value, dtype)
                return _Rails(yes, no) if comparison.bound else _Rails(no, yes)
            case _:
                known = ~value.is_null()
                same = value.cast(self.words.String) == self.words.lit(comparison.bound)
                return _Rails(same & known, ~same & known)

    def _number(self, comparison: Comparison, value: Expr, dtype: Any) -> _Rails:
        """Compare as doubles, or as the column's own type where that is the same."""
        op, bound = comparison.op, float(comparison.bound)
        if dtype in SPANS:
            return _compared_whole(op, value, bound, self._held(dtype), SPANS[dtype])
        if dtype != nw.Float64 and not (dtype == nw.Float32 and _is_single(bound)):
            value = value.cast(self.words.Float64)
        if self.nan_is_great and dtype.is_float():
            value = value.fill_nan(None)
        return _Rails(COMPARE[op](value, bound), OPPOSITE[op](value, bound))

    def _held(self, dtype: Any) -> Callable[[int], Expr]:
        """Say how to write a whole number for columns of a type.

        Engines differ in which large ones they take from Python; text all of them read.
        """
        if dtype not in WIDEST:
            return int
        own = getattr(self.words, str(dtype))
        return lambda number: self.words.lit(str(number)).cast(own)

    def _flag(self, value: Expr, dtype: Any) -> tuple[Expr, Expr]:
        """Take yes and no apart; among objects neither is what is missing."""
        if dtype != nw.Object:
            return value, ~value
        return value.is_in([True]), value.is_in([False])

    def all(self, parts: tuple[_Rails, ...], /) -> _Rails:
        yes = self._joined(and_, [part.yes for part in parts], empty=True)
        no = self._joined(or_, [part.no for part in parts], empty=False)
        return _Rails(yes, no)

    def any(self, parts: tuple[_Rails, ...], /) -> _Rails:
        return self.negation(self.all(tuple(map(self.negation, parts))))

    def negation(self, part: _Rails, /) -> _Rails:
        return _Rails(part.no, part.yes)

    def at_least(self, n: int, parts: tuple[_Rails, ...], /) -> _Rails:
        enough = min(n, len(parts) + 1)
        yes = self._counted([part.yes for part in parts])
        no = self._counted([part.no for part in parts])
        return _Rails(yes >= enough, no > len(parts) - enough)

    def _counted(self, parts: Sequence[Expr]) -> Expr:
        ones = [part.fill_null(value=False).cast(self.words.Int64) for part in parts]
        return self._joined(add, ones, empty=0)

    def _joined(
        self,
        operator: Callable[[Expr, Expr], Expr],
        parts: Sequence[Expr],
        *,
        empty: bool | int,
    ) -> Expr:
        """Join two by two, because engines read only so many in a row."""
        if not parts:
            return self.words.lit(empty)
        while len(parts) > 1:
            pairs = zip(parts[::2], parts[1::2], strict=False)
            odd_one = parts[len(parts) // 2 * 2 :]
            parts = [*(operator(*pair) for pair in pairs), *odd_one]
        return parts[0]


# --- numbers of other types than double ----------------------------------------------

Span = tuple[int, int]
"""The least and the greatest number of a type."""

SPANS: Final[Mapping[Any, Span]] = {
    nw.Int8(): (-(2**7), 2**7 - 1),
    nw.Int16(): (-(2**15), 2**15 - 1),
    nw.Int32(): (-(2**31), 2**31 - 1),
    nw.Int64(): (-(2**63), 2**63 - 1),
    nw.UInt8(): (0, 2**8 - 1),
    nw.UInt16(): (0, 2**16 - 1),
    nw.UInt32(): (0, 2**32 - 1),
    nw.UInt64(): (0, 2**64 - 1),
    nw.Int128(): (-(2**127), 2**127 - 1),
    nw.UInt128(): (0, 2**128 - 1),
}

WIDEST: Final = (nw.UInt64, nw.Int128, nw.UInt128)
"""Types that hold more than 64 bits with a sign do."""

BEYOND: Final = 2.0**129


def _compared_whole(
    op: Op, value: Expr, bound: float, held: Callable[[int], Expr], span: Span
) -> _Rails:
    """Compare whole numbers as they are, with what comes to the same as doubles.

    Arrow refuses to turn large ones into doubles, and none needs the time that takes.
    """
    above = math.nextafter(bound, math.inf)
    under, reaching = _split(value, _first_not_under(bound), held, span)
    up_to, over = _split(value, _first_not_under(above), held, span)
    return {
        Op.UNDER: _Rails(under, reaching),
        Op.AT_MOST: _Rails(up_to, over),
        Op.IS: _Rails(reaching & up_to, under | over),
        Op.AT_LEAST: _Rails(reaching, under),
        Op.OVER: _Rails(over, up_to),
    }[op]


def _first_not_under(bound: float) -> int:
    """Find the least whole number whose double is not under a bound."""
    bound = max(-BEYOND, min(bound, BEYOND))
    middle = (int(math.nextafter(bound, -math.inf)) + int(bound)) // 2
    return middle if float(middle) >= bound else middle + 1


def _split(
    value: Expr, first: int, held: Callable[[int], Expr], span: Span
) -> tuple[Expr, Expr]:
    """Say what is under a whole number, and what is not, within what the type holds."""
    least, most = span
    if first > most:
        return value <= held(most), value > held(most)
    edge = held(max(first, least))
    return value < edge, value >= edge


def _is_single(bound: float) -> bool:
    """Say whether a float of 32 bits holds a bound exactly."""
    try:
        return bool(struct.unpack("<f", struct.pack("<f", bound))[0] == bound)
    except OverflowError:
        return False
