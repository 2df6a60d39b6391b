"""Criteria as lists: what must hold, each part on a line of its own."""

from collections.abc import Mapping
from typing import Final

import attrs

from caremodel.display._blocks import Items
from caremodel.display.pages._words import in_plain_words
from caremodel.grammar.rules import (
    All,
    Any,
    AtLeast,
    Comparison,
    Criterion,
    Not,
    describe,
    fold,
)

__all__ = ["asked"]

THESE: Final = "these:"
ALL: Final = f"all of {THESE}"
ANY: Final = f"any of {THESE}"


def asked(
    words: str, criterion: Criterion, elsewhere: Mapping[Criterion, str]
) -> str | Items:
    """Say *words* and, after them, what *criterion* asks: in one line, or as a list.

    Args:
        words: What comes first.
        criterion: What to say.
        elsewhere: What is listed elsewhere, and what to call it here.
    """
    told = fold(criterion, _Lists(elsewhere)).holds
    if isinstance(told, Items):
        return Items(told.lines, f"{words} {told.title}")
    return f"{words}: {told}"


@attrs.frozen
class _Said:
    """What a criterion takes to hold, and to fail."""

    criterion: Criterion
    holds: str | Items
    fails: str | Items


@attrs.frozen
class _Lists:
    """Reads a criterion as lines and lists; "not" goes to what it is said of."""

    elsewhere: Mapping[Criterion, str]

    def comparison(self, comparison: Comparison, /) -> _Said:
        holds, fails = describe(comparison), describe(Not(comparison))
        return _Said(comparison, in_plain_words(holds), in_plain_words(fails))

    def all(self, parts: tuple[_Said, ...], /) -> _Said:
        whole = All(tuple(part.criterion for part in parts))
        if len(parts) == 1:
            return attrs.evolve(parts[0], criterion=whole)
        return self._joined(whole, parts, ALL, f"not all of {THESE}")

    def any(self, parts: tuple[_Said, ...], /) -> _Said:
        whole = Any(tuple(part.criterion for part in parts))
        if len(parts) == 1:
            return attrs.evolve(parts[0], criterion=whole)
        return self._joined(whole, parts, ANY, f"none of {THESE}")

    def negation(self, part: _Said, /) -> _Said:
        return _Said(Not(part.criterion), part.fails, part.holds)

    def at_least(self, n: int, parts: tuple[_Said, ...], /) -> _Said:
        whole = AtLeast(n, tuple(part.criterion for part in parts))
        holding, failing = f"at least {n} of {THESE}", f"fewer than {n} of {THESE}"
        return self._joined(whole, parts, holding, failing)

    def _joined(
        self, whole: Criterion, parts: tuple[_Said, ...], holding: str, failing: str
    ) -> _Said:
        """List the parts, or say where they are listed."""
        called = self.elsewhere.get(whole)
        if called is not None:
            return _Said(
                whole,
                holding.replace(THESE, called),
                failing.replace(THESE, called),
            )
        lines = _lines(parts, holding)
        return _Said(whole, Items(lines, holding), Items(lines, failing))


def _lines(parts: tuple[_Said, ...], title: str) -> list[str | Items]:
    """List what the parts take; a list of the same sort within goes up into theirs."""
    lines = list[str | Items]()
    for part in parts:
        told = part.holds
        if isinstance(told, Items) and told.title == title and title in (ALL, ANY):
            lines += told.lines
        else:
            lines.append(told)
    return lines or ["nothing"]
