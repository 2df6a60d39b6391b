"""Which facts a criterion reads, and which of them are not known."""

from functools import lru_cache

from caremodel.grammar.facts import Fact, Facts, name_of
from caremodel.grammar.facts._asked import Comparison, Criterion
from caremodel.grammar.rules._answers import KEPT
from caremodel.grammar.rules._fold import fold
from caremodel.grammar.rules._rules import Rule, criterion_in


def missing(question: Criterion | Rule, facts: Facts) -> tuple[Fact, ...]:
    """Name the facts that are asked for and not known, in order of name."""
    unknown = {fact for fact in facts_read(question) if facts.value(fact) is None}
    return tuple(sorted(unknown, key=lambda fact: (name_of(fact), repr(fact))))


def facts_read(*questions: Criterion | Rule) -> frozenset[Fact]:
    """Name every fact that any of these rules or criteria reads."""
    return frozenset().union(*(_reads(criterion_in(each)) for each in questions))


class _Reads:
    """Reads a criterion as the set of facts it asks for."""

    def comparison(self, comparison: Comparison, /) -> frozenset[Fact]:
        return frozenset((comparison.fact,))

    def all(self, parts: tuple[frozenset[Fact], ...], /) -> frozenset[Fact]:
        return frozenset().union(*parts)

    def any(self, parts: tuple[frozenset[Fact], ...], /) -> frozenset[Fact]:
        return frozenset().union(*parts)

    def negation(self, part: frozenset[Fact], /) -> frozenset[Fact]:
        return part

    def at_least(
        self, _: int, parts: tuple[frozenset[Fact], ...], /
    ) -> frozenset[Fact]:
        return frozenset().union(*parts)


@lru_cache(maxsize=KEPT)
def _reads(criterion: Criterion) -> frozenset[Fact]:
    return fold(criterion, _Reads())
