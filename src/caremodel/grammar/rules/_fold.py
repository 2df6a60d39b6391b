"""The one walk over a criterion, which every reading takes."""

from collections.abc import Iterator
from typing import Protocol, TypeVar, assert_never

from caremodel.grammar.facts._asked import (
    All,
    Any,
    AtLeast,
    Comparison,
    Criterion,
    Not,
)

T = TypeVar("T")


class Algebra(Protocol[T]):
    """One way to read a criterion: what each part of it comes to."""

    def comparison(self, comparison: Comparison, /) -> T:
        """Read one comparison."""

    def all(self, parts: tuple[T, ...], /) -> T:
        """Read "every one of these"."""

    def any(self, parts: tuple[T, ...], /) -> T:
        """Read "any of these"."""

    def negation(self, part: T, /) -> T:
        """Read "not this"."""

    def at_least(self, n: int, parts: tuple[T, ...], /) -> T:
        """Read "at least so many of these"."""


def fold(criterion: Criterion, algebra: Algebra[T]) -> T:
    """Walk *criterion* from its leaves up, reading each part by *algebra*."""
    match criterion:
        case Comparison():
            return algebra.comparison(criterion)
        case All():
            return algebra.all(tuple(fold(part, algebra) for part in criterion.of))
        case Any():
            return algebra.any(tuple(fold(part, algebra) for part in criterion.of))
        case Not():
            return algebra.negation(fold(criterion.of, algebra))
        case AtLeast():
            parts = tuple(fold(part, algebra) for part in criterion.of)
            return algebra.at_least(criterion.n, parts)
        case _:
            assert_never(criterion)


def together(criterion: Criterion) -> Iterator[Criterion]:
    """Take apart what must hold together, so that no part hides another.

    None of these is not this one, not that one, and so on.
    """
    match criterion:
        case All():
            for part in criterion.of:
                yield from together(part)
        case Not(of=Any(of=parts)):
            for part in parts:
                yield from together(Not(part))
        case Not(of=Not(of=part)):
            yield from together(part)
        case _:
            yield criterion
