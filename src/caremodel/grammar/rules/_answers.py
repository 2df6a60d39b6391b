"""The fast reading: yes, no or cannot tell, without reasons."""

import typing
from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import eq, ge, gt, le, lt
from typing import Final

from caremodel.errors import InvalidValueError
from caremodel.grammar import verdicts
from caremodel.grammar.facts import Fact, Facts, Value, kind_of
from caremodel.grammar.facts._asked import Comparison, Criterion, Op, criterion_of
from caremodel.grammar.rules._fold import fold
from caremodel.grammar.rules._rules import Rule
from caremodel.grammar.verdicts import Answer

KEPT: Final = 4096
"""How many criteria keep their readers at a time."""

Known = Mapping[Fact, Value]
Answerer = Callable[[Known], Answer]
"""A criterion as a function from what is known to the answer."""

COMPARE: Final[dict[Op, Callable[[typing.Any, typing.Any], bool]]] = {
    Op.UNDER: lt,
    Op.AT_MOST: le,
    Op.IS: eq,
    Op.AT_LEAST: ge,
    Op.OVER: gt,
}


CONVERT: Final[dict[str, Callable[[typing.Any], typing.Any]]] = {
    "number": float,
    "flag": bool,
    "text": str,
}
"""What both sides become before they are compared: numbers are IEEE doubles."""


def compared(comparison: Comparison) -> tuple[Fact, typing.Any, typing.Any, Value]:
    """Take apart: the fact, how to compare, what both become before, the bound."""
    convert = CONVERT[kind_of(comparison.fact)]
    return (
        comparison.fact,
        COMPARE[comparison.op],
        convert,
        convert(comparison.bound),
    )


THREE: Final = (Answer.YES, Answer.NO, Answer.CANNOT_TELL)


class _Answers:
    """Reads a criterion as a function from what is known to an answer."""

    def comparison(self, comparison: Comparison, /) -> Answerer:
        fact, compare, convert, bound = compared(comparison)
        yes, no, cannot_tell = THREE

        def read(known: Known) -> Answer:
            value = known.get(fact)
            if value is None:
                return cannot_tell
            return yes if compare(convert(value), bound) else no

        return read

    def all(self, parts: tuple[Answerer, ...], /) -> Answerer:
        return self._until(parts, ends=Answer.NO, default=Answer.YES)

    def any(self, parts: tuple[Answerer, ...], /) -> Answerer:
        return self._until(parts, ends=Answer.YES, default=Answer.NO)

    def _until(
        self, parts: tuple[Answerer, ...], *, ends: Answer, default: Answer
    ) -> Answerer:
        """Read parts until one ends it."""
        cannot_tell = Answer.CANNOT_TELL

        def read(known: Known) -> Answer:
            told = default
            for part in parts:
                answered = part(known)
                if answered is ends:
                    return ends
                if answered is cannot_tell:
                    told = cannot_tell
            return told

        return read

    def negation(self, part: Answerer, /) -> Answerer:
        return lambda known: ~part(known)

    def at_least(self, n: int, parts: tuple[Answerer, ...], /) -> Answerer:
        return lambda known: verdicts.at_least(n, [part(known) for part in parts])


@lru_cache(maxsize=KEPT)
def answerer(criterion: Criterion) -> Answerer:
    """Make the function that answers *criterion* from what is known."""
    return fold(criterion_of(criterion), _Answers())


def answer(question: Criterion | Rule, facts: Facts) -> Answer:
    """Answer a rule or a criterion from *facts*: the fast reading, without reasons."""
    criterion = question.criterion if isinstance(question, Rule) else question
    return answerer(criterion)(known_of(facts))


def known_of(facts: object) -> Known:
    """Hand out what is known; a record has to be drawn from first."""
    if not isinstance(facts, Facts):
        problem = "must be facts: draw them with `facts.draw(facts_read(rule), record)`"
        raise InvalidValueError("facts", problem)
    return facts.known
