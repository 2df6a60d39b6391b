"""Answers of three kinds, and verdicts: an answer with its reasons.

Unknown is not no. And, or and not follow Kleene's strong logic, so that what is not
known can only ever leave an answer open.
"""

import enum
from collections.abc import Sequence

import attrs

from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import Fact, Value, Why
from caremodel.grammar.facts._asked import Comparison

__all__ = ["Answer", "Reason", "RuleRef", "Verdict", "at_least", "both", "either"]


class Answer(enum.Enum):
    """What a question about a person comes to."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot tell"

    def __invert__(self) -> "Answer":
        """Turn yes to no and no to yes; what cannot be told stays so."""
        if self is Answer.CANNOT_TELL:
            return self
        return Answer.NO if self is Answer.YES else Answer.YES

    def __bool__(self) -> bool:
        """Refuse, because there are three answers.

        Raises:
            TypeError: Always; compare with `is Answer.YES` instead.
        """
        problem = "there are three answers: compare with `is Answer.YES`"
        raise TypeError(problem)


def both(answers: Sequence[Answer]) -> Answer:
    """Say yes if all are yes, no if any is no."""
    if Answer.NO in answers:
        return Answer.NO
    return Answer.CANNOT_TELL if Answer.CANNOT_TELL in answers else Answer.YES


def either(answers: Sequence[Answer]) -> Answer:
    """Say yes if any is yes, no if all are no."""
    if Answer.YES in answers:
        return Answer.YES
    return Answer.CANNOT_TELL if Answer.CANNOT_TELL in answers else Answer.NO


def at_least(n: int, answers: Sequence[Answer]) -> Answer:
    """Say yes if *n* are yes, no if so many no longer can be."""
    yes = answers.count(Answer.YES)
    if yes >= n:
        return Answer.YES
    open_ones = answers.count(Answer.CANNOT_TELL)
    return Answer.NO if yes + open_ones < n else Answer.CANNOT_TELL


@attrs.frozen
class RuleRef:
    """A rule by id and version, as a verdict keeps it.

    Attributes:
        id: Of the rule, through all of its versions.
        version: Which of them it is.
    """

    id: str
    version: str


@attrs.frozen(repr=False)
class Reason:
    """One comparison that bore on an answer.

    Attributes:
        comparison: What was asked: a fact against a bound.
        answer: What the comparison came to.
        value: The person's value; `None` where it is not known. Told only on request.
        evidence: The entries that the value was drawn from.
        missing: Why the value is not known; `None` where it is.
    """

    comparison: Comparison
    answer: Answer
    value: Value | None
    evidence: tuple[Entry, ...]
    missing: Why | None

    def __repr__(self) -> str:
        kind, bound = type(self.fact).__name__, self.comparison.bound
        return f"Reason({kind} {self.op} {bound!r}: {self.answer.value})"

    @property
    def fact(self) -> Fact:
        """What was asked of the record."""
        return self.comparison.fact

    @property
    def op(self) -> str:
        """How it was compared: `<`, `<=`, `==`, `>=` or `>`."""
        return self.comparison.op.value

    @property
    def bound(self) -> Value:
        """With what it was compared."""
        return self.comparison.bound


@attrs.frozen
class Verdict:
    """An answer, and the comparisons that made it so.

    Attributes:
        answer: Yes, no or cannot tell.
        because: What decided: every reason for a yes or a no, or all that is missing.
        rule: Which rule was read, if a rule and not a bare criterion was.
    """

    answer: Answer
    because: tuple[Reason, ...]
    rule: RuleRef | None = None

    def __bool__(self) -> bool:
        """Refuse, because there are three answers.

        Raises:
            TypeError: Always; compare `verdict.answer` instead.
        """
        problem = "there are three answers: compare verdict.answer"
        raise TypeError(problem)
