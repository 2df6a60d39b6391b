"""Rules: criteria over facts, written once and read in many ways.

A criterion joins comparisons with all, any, not and at-least. `fold` is the one walk
over it; each reading is an algebra: the answer, the verdict with its reasons, the words
here; columns of a data frame and rails of numpy elsewhere. A `Rule` adds id, version,
source and the days it is in force.
"""

import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain
from operator import eq, ge, gt, le, lt
from typing import Final, Protocol, TypeVar, assert_never

import attrs

from caremodel._fields import identifier, not_blank
from caremodel.errors import InvalidValueError, NotFoundError
from caremodel.grammar import verdicts
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import ALWAYS
from caremodel.grammar.facts import Count, Fact, Facts, Has, Value, kind_of, name_of
from caremodel.grammar.facts._asked import (
    All,
    Any,
    AtLeast,
    Comparison,
    Criterion,
    Not,
    Op,
    criterion_of,
)
from caremodel.grammar.verdicts import Answer, Reason, RuleRef, Verdict

__all__ = [
    "Algebra",
    "All",
    "Any",
    "Answerer",
    "AtLeast",
    "Comparison",
    "Criterion",
    "Not",
    "Op",
    "Rule",
    "answer",
    "answerer",
    "criterion_of",
    "describe",
    "evaluate",
    "facts_read",
    "fold",
    "missing",
    "rule_on",
    "tell",
]

KEPT: Final = 4096
"""How many criteria keep their readers at a time."""

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Rule:
    """A criterion with a name, a source, and the days it is in force.

    Attributes:
        id: Of the rule, through all of its versions.
        version: Which of them this is.
        criterion: What it asks.
        called: What a yes means, in words.
        source: Where it comes from, or the word "Assumed" and by whom and why.
        in_force: From when until when it holds.
    """

    id: str = attrs.field(validator=identifier)
    version: str = attrs.field(default="1", validator=identifier)
    criterion: Criterion = attrs.field(converter=criterion_of)
    called: str = ""
    source: str = attrs.field(validator=not_blank)
    in_force: Period = ALWAYS

    @property
    def ref(self) -> RuleRef:
        """The rule by id and version."""
        return RuleRef(self.id, self.version)


def rule_on(rules: Iterable[Rule], rule_id: str, *, on: date) -> Rule:
    """Find the version of a rule that is in force on the day *on*.

    Raises:
        NotFoundError: If no version is, with the ids that are.
        InvalidValueError: If two versions are in force at once.
    """
    in_force = [rule for rule in rules if on in rule.in_force]
    found = [rule for rule in in_force if rule.id == rule_id]
    if not found:
        known = sorted({rule.id for rule in in_force})
        raise NotFoundError(f"rule in force on {on}", tuple(known))
    if len(found) > 1:
        raise InvalidValueError(
            f"rules.{rule_id}", f"has two versions in force on {on}"
        )
    return found[0]


# --- the one walk --------------------------------------------------------------------


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


# --- readings ------------------------------------------------------------------------


def answer(question: Criterion | Rule, facts: Facts) -> Answer:
    """Answer a rule or a criterion from *facts*: the fast reading, without reasons."""
    criterion = question.criterion if isinstance(question, Rule) else question
    return answerer(criterion)(_known(facts))


def evaluate(question: Criterion | Rule, facts: Facts) -> Verdict:
    """Answer a rule or a criterion from *facts*, with the reasons."""
    if isinstance(question, Rule):
        return _evaluated(question.criterion, facts, question.ref)
    return _evaluated(question, facts, None)


def missing(question: Criterion | Rule, facts: Facts) -> tuple[Fact, ...]:
    """Name the facts that are asked for and not known, in order of name."""
    unknown = {fact for fact in facts_read(question) if facts.value(fact) is None}
    return tuple(sorted(unknown, key=lambda fact: (name_of(fact), repr(fact))))


def facts_read(*questions: Criterion | Rule) -> frozenset[Fact]:
    """Name every fact that any of these rules or criteria reads."""
    return frozenset().union(*(_reads(_criterion(each)) for each in questions))


def describe(question: Criterion | Rule) -> str:
    """Say a rule or a criterion in words."""
    return fold(_criterion(question), _Words()).told


def tell(verdict: Verdict) -> str:
    """Tell a verdict in words, with the person's values.

    These are values of a person: show them to those who may see them.
    """
    told = ", ".join(_tell_reason(reason) for reason in verdict.because)
    return f"{verdict.answer.value}: {told}" if told else verdict.answer.value


def _known(facts: object) -> "Known":
    """Hand out what is known; a record has to be drawn from first."""
    if not isinstance(facts, Facts):
        problem = "must be facts: draw them with `facts.draw(facts_read(rule), record)`"
        raise InvalidValueError("facts", problem)
    return facts.known


def _criterion(question: Criterion | Rule) -> Criterion:
    return question.criterion if isinstance(question, Rule) else criterion_of(question)


# --- the answer ----------------------------------------------------------------------

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


def _compared(comparison: Comparison) -> tuple[Fact, typing.Any, typing.Any, Value]:
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
        fact, compare, convert, bound = _compared(comparison)
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


# --- the verdict ---------------------------------------------------------------------

Decider = tuple[Comparison, Value | None, Answer]
Told = tuple[Answer, list[Decider]]
Evaluator = Callable[[Known], Told]


def _evaluated(criterion: Criterion, facts: Facts, rule: RuleRef | None) -> Verdict:
    """Evaluate, and make a reason of each comparison that decided."""
    told, decided_by = _evaluator(criterion)(_known(facts))
    evidence, why = facts.evidence, facts.why_missing
    because = [
        Reason(compared, answered, None, (), why(compared.fact))
        if value is None
        else Reason(compared, answered, value, evidence(compared.fact), None)
        for compared, value, answered in decided_by
    ]
    return Verdict(told, tuple(because), rule)


class _Verdicts:
    """Reads a criterion as a function from what is known to an answer and deciders.

    Those decided that answered as the whole did.
    """

    def comparison(self, comparison: Comparison, /) -> Evaluator:
        fact, compare, convert, bound = _compared(comparison)
        yes, no, cannot_tell = THREE

        def read(known: Known) -> Told:
            value = known.get(fact)
            if value is None:
                return cannot_tell, [(comparison, None, cannot_tell)]
            told = yes if compare(convert(value), bound) else no
            return told, [(comparison, value, told)]

        return read

    def all(self, parts: tuple[Evaluator, ...], /) -> Evaluator:
        return self._until(parts, ends=Answer.NO, default=Answer.YES)

    def any(self, parts: tuple[Evaluator, ...], /) -> Evaluator:
        return self._until(parts, ends=Answer.YES, default=Answer.NO)

    def _until(
        self, parts: tuple[Evaluator, ...], *, ends: Answer, default: Answer
    ) -> Evaluator:
        """Read every part, and keep the deciders of the strongest answer."""

        def read(known: Known) -> Told:
            joint: Answer = default
            because: list[Decider] = []
            for part in parts:
                answered, deciders = part(known)
                if answered is joint:
                    because += deciders
                elif answered is ends or joint is default:
                    joint, because = answered, deciders
            return joint, because

        return read

    def at_least(self, n: int, parts: tuple[Evaluator, ...], /) -> Evaluator:
        def read(known: Known) -> Told:
            told = [part(known) for part in parts]
            joint = verdicts.at_least(n, [answered for answered, _ in told])
            deciding = (deciders for answered, deciders in told if answered is joint)
            return joint, list(chain.from_iterable(deciding))

        return read

    def negation(self, part: Evaluator, /) -> Evaluator:
        def read(known: Known) -> Told:
            told, because = part(known)
            return ~told, because

        return read


@lru_cache(maxsize=KEPT)
def _evaluator(criterion: Criterion) -> Evaluator:
    return fold(criterion_of(criterion), _Verdicts())


# --- which facts, and words ----------------------------------------------------------


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


@attrs.frozen
class _Phrase:
    """Words, whether they need brackets inside others, and their opposite if short."""

    told: str
    joined: bool = False
    opposite: str = ""

    @property
    def inner(self) -> str:
        return f"({self.told})" if self.joined else self.told


class _Words:
    """Reads a criterion as a phrase."""

    def comparison(self, comparison: Comparison, /) -> _Phrase:
        fact, bound = comparison.fact, comparison.bound
        if isinstance(bound, bool):
            opposite = _flag(fact, holds=not bound)
            return _Phrase(_flag(fact, holds=bound), opposite=opposite)
        told, against = comparison.op.value, AGAINST.get(comparison.op.value)
        opposite = f"{name_of(fact)} {_bound(against, bound)}" if against else ""
        return _Phrase(f"{name_of(fact)} {_bound(told, bound)}", opposite=opposite)

    def all(self, parts: tuple[_Phrase, ...], /) -> _Phrase:
        return _join(parts, " and ", "always")

    def any(self, parts: tuple[_Phrase, ...], /) -> _Phrase:
        return _join(parts, " or ", "never")

    def negation(self, part: _Phrase, /) -> _Phrase:
        if part.opposite:
            return _Phrase(part.opposite, opposite=part.told)
        return _Phrase(f"not {part.inner}")

    def at_least(self, n: int, parts: tuple[_Phrase, ...], /) -> _Phrase:
        listed = ", ".join(part.inner for part in parts)
        return _Phrase(f"at least {n} of: {listed or 'nothing'}", joined=True)


def _join(parts: tuple[_Phrase, ...], word: str, default: str) -> _Phrase:
    if len(parts) == 1:
        return parts[0]
    told = word.join(part.inner for part in parts)
    return _Phrase(told or default, joined=bool(parts))


OP_WORDS: Final = {
    "<": "under",
    "<=": "at most",
    "==": "exactly",
    ">=": "at least",
    ">": "over",
}
AGAINST: Final = {"<": ">=", "<=": ">", ">=": "<", ">": "<="}


def _bound(op: str, bound: Value) -> str:
    return f"{OP_WORDS[op]} {_shown(bound)}"


def _shown(value: Value) -> str:
    """Show a value: a whole number without a point, others by their shortest form."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _flag(fact: Fact, *, holds: bool) -> str:
    """Say that something is so or not: "has asthma", "no asthma"."""
    if isinstance(fact, Has):
        return f"{'has' if holds else 'no'} {name_of(fact).removeprefix('any ')}"
    return name_of(fact) if holds else f"not {name_of(fact)}"


def _tell_reason(reason: Reason) -> str:
    """Tell one reason: "2 inpatient stays in 6 months (at least 2)"."""
    fact, value = reason.fact, reason.value
    name = name_of(fact)
    if value is None:
        why = "" if reason.missing is None else f": {reason.missing.value}"
        return f"{name} not known{why}"
    if isinstance(value, bool):
        return _flag(fact, holds=value)
    bound = _bound(reason.op, reason.bound)
    if isinstance(fact, Count):
        return f"{_shown(value)} {name} ({bound})"
    return f"{name} {_shown(value)} ({bound})"
