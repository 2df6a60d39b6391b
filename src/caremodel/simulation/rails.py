"""Rails: rules read over whole columns of numpy, everyone at once.

A criterion becomes two columns: who surely meets it, and who surely does not. Who is in
neither is unknown. Where columns come from is not said here; `exchange.frames` does
the same for data frames.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from operator import and_, eq, ge, gt, le, lt, or_
from typing import Any, Final

import attrs

from caremodel._extras import missing
from caremodel.errors import InvalidValueError
from caremodel.grammar.facts import Fact, kind_of, name_of
from caremodel.grammar.rules import (
    Comparison,
    Criterion,
    Op,
    Rule,
    criterion_of,
    fold,
)
from caremodel.grammar.verdicts import Answer

try:
    import numpy as np
    from numpy.typing import NDArray
except ModuleNotFoundError as error:
    raise missing(__name__, "numpy", extra="simulation") from error

__all__ = ["Column", "Rails", "read", "read_all"]

Flags = NDArray[np.bool_]


@attrs.frozen(eq=False, repr=False)
class Column:
    """One fact of many people, one after the other.

    Attributes:
        values: Numbers, or yes and no, or for text the place of each in `words`.
        known: For whom it is known; `None` for everyone. NaN is never known.
        words: The words that text is made of.
    """

    values: NDArray[Any]
    known: Flags | None = None
    words: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.values.ndim != 1:
            raise InvalidValueError("Column.values", "must have one dimension")
        known = self.known
        if known is None:
            return
        if known.dtype != np.bool_ or known.shape != self.values.shape:
            raise InvalidValueError("Column.known", "must be yes or no for each value")


@attrs.frozen(eq=False, repr=False)
class Rails:
    """What a criterion comes to for many people, one after the other.

    Attributes:
        yes: Who surely meets it.
        no: Who surely does not.
    """

    yes: Flags
    no: Flags

    def __len__(self) -> int:
        return len(self.yes)

    def answer(self, person: int) -> Answer:
        """Say what it comes to for the person at that place."""
        if self.yes[person]:
            return Answer.YES
        return Answer.NO if self.no[person] else Answer.CANNOT_TELL


def read(question: Criterion | Rule, columns: Mapping[Fact, Column]) -> Rails:
    """Read a rule or a criterion for everyone.

    Args:
        question: What to read.
        columns: Each fact's values, all of one length. A fact without a column is not
            known of anyone.
    """
    return read_all((question,), columns)[0]


def read_all(
    questions: Iterable[Criterion | Rule], columns: Mapping[Fact, Column]
) -> tuple[Rails, ...]:
    """Read many rules or criteria, each comparison they share only once."""
    reader = _Reader(columns)
    return tuple(
        fold(each.criterion if isinstance(each, Rule) else criterion_of(each), reader)
        for each in questions
    )


COMPARE: Final[Mapping[Op, Callable[[Any, Any], Any]]] = {
    Op.UNDER: lt,
    Op.AT_MOST: le,
    Op.IS: eq,
    Op.AT_LEAST: ge,
    Op.OVER: gt,
}

EXACT: Final = 2**53
"""Under this, whole numbers compare as their doubles do."""


class _Reader:
    """Reads a criterion as two columns; an algebra of `rules.fold`."""

    def __init__(self, columns: Mapping[Fact, Column]) -> None:
        self.columns = columns
        self.people = _people(columns)
        self.compared: dict[Comparison, Rails] = {}
        self.numbers: dict[Fact, Column] = {}

    def comparison(self, comparison: Comparison, /) -> Rails:
        if comparison not in self.compared:
            self.compared[comparison] = self._compared(comparison)
        return self.compared[comparison]

    def _compared(self, comparison: Comparison) -> Rails:
        fact, bound = comparison.fact, comparison.bound
        column = self.columns.get(fact)
        if column is None:
            return Rails(self._everyone(yes=False), self._everyone(yes=False))
        match kind_of(fact):
            case "number":
                column = self._number(fact, column)
                yes = _compare(comparison, column.values)
            case "flag":
                yes = column.values == bound
            case _:
                places = [at for at, word in enumerate(column.words) if word == bound]
                yes = np.isin(column.values, places)
        if column.known is None:
            return Rails(yes, ~yes)
        yes &= column.known
        return Rails(yes, column.known > yes)

    def _number(self, fact: Fact, column: Column) -> Column:
        """Take floats as doubles, and NaN as not known."""
        if column.values.dtype.kind != "f":
            return column
        if fact not in self.numbers:
            doubles = column.values.astype(np.float64, copy=False)
            known = ~np.isnan(doubles)
            if column.known is not None:
                known &= column.known
            self.numbers[fact] = Column(doubles, None if known.all() else known)
        return self.numbers[fact]

    def all(self, parts: tuple[Rails, ...], /) -> Rails:
        if not parts:
            return Rails(self._everyone(yes=True), self._everyone(yes=False))
        yes = reduce(and_, (part.yes for part in parts))
        return Rails(yes, reduce(or_, (part.no for part in parts)))

    def any(self, parts: tuple[Rails, ...], /) -> Rails:
        return self.negation(self.all(tuple(map(self.negation, parts))))

    def negation(self, part: Rails, /) -> Rails:
        return Rails(part.no, part.yes)

    def at_least(self, n: int, parts: tuple[Rails, ...], /) -> Rails:
        yes, no = (np.zeros(self.people, dtype=np.int16) for _ in range(2))
        for part in parts:
            yes += part.yes
            no += part.no
        enough = min(n, len(parts) + 1)
        return Rails(yes >= enough, no > len(parts) - enough)

    def _everyone(self, *, yes: bool) -> Flags:
        return np.full(self.people, yes)


def _compare(comparison: Comparison, values: NDArray[Any]) -> Flags:
    """Compare numbers as doubles; whole ones as they are, where that is the same."""
    bound = float(comparison.bound)
    compared: Flags
    if values.dtype.kind == "f":
        compared = COMPARE[comparison.op](values, bound)
    elif bound.is_integer() and abs(bound) < EXACT:
        compared = COMPARE[comparison.op](values, int(bound))
    else:
        compared = COMPARE[comparison.op](values.astype(np.float64), bound)
    return compared


def _people(columns: Mapping[Fact, Column]) -> int:
    """Say how many people the columns are about; refuse what no column can be."""
    lengths = {len(column.values) for column in columns.values()}
    if len(lengths) != 1:
        raise InvalidValueError("columns", "must be one or more, all of one length")
    sorts = {"number": "iuf", "flag": "b", "text": "iu"}
    for fact, column in columns.items():
        if column.values.dtype.kind not in sorts[kind_of(fact)]:
            problem = f"must hold a {kind_of(fact)} for each person"
            raise InvalidValueError(f"columns[{name_of(fact)}]", problem)
    return lengths.pop()
