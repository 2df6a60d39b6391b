"""Whether what a pathway asks can come true, and can fail."""

from collections.abc import Collection, Iterable, Iterator

from caremodel.care.pathways._cells import can_hold
from caremodel.grammar.facts import Fact
from caremodel.grammar.rules import Criterion, Not

__all__ = ["always", "never"]

Asked = tuple[str, Criterion]
"""Where a criterion stands, and the criterion."""


def never(asked: Iterable[Asked], tallies: Collection[Fact]) -> Iterator[str]:
    """Find what no values make true: a move that nobody makes, advice never given.

    Args:
        asked: What is asked, once for each place where it stands.
        tallies: What is counted on the way.
    """
    for where, criterion in asked:
        if not can_hold(criterion, tallies):
            yield f"{where} can never hold"


def always(asked: Iterable[Asked], tallies: Collection[Fact]) -> Iterator[str]:
    """Find what all values make true, so that it advises the same of everyone.

    Args:
        asked: What is asked, once for each place where it stands.
        tallies: What is counted on the way.
    """
    for where, criterion in asked:
        if not can_hold(Not(criterion), tallies):
            yield f"{where} always holds"
