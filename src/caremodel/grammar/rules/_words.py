"""Criteria and verdicts in words: what is asked, and what is so of a person.

"Not" goes down to what it is said of, so that each comparison is told as it has to be,
or as it is: "under 2", where at least 2 is what is missed.
"""

from collections.abc import Mapping
from typing import Final

import attrs

from caremodel.grammar.facts import Count, Fact, Has, Value, name_of
from caremodel.grammar.facts._asked import Comparison, Criterion, Op
from caremodel.grammar.rules._fold import fold
from caremodel.grammar.rules._rules import Rule, criterion_in
from caremodel.grammar.verdicts import Answer, Reason, Verdict

OP_WORDS: Final[Mapping[Op, str]] = {
    Op.UNDER: "under",
    Op.AT_MOST: "at most",
    Op.IS: "exactly",
    Op.AT_LEAST: "at least",
    Op.OVER: "over",
}
OPPOSITE: Final[Mapping[Op, Op]] = {
    Op.UNDER: Op.AT_LEAST,
    Op.AT_MOST: Op.OVER,
    Op.AT_LEAST: Op.UNDER,
    Op.OVER: Op.AT_MOST,
}
"""What is so where a comparison is not; "exactly" has none of these."""

MEANS_NONE: Final = frozenset({(Op.UNDER, 1), (Op.AT_MOST, 0), (Op.IS, 0)})
"""Bounds that say nothing more of a count of which one knows that there is none."""


def describe(question: Criterion | Rule) -> str:
    """Say a rule or a criterion in words."""
    return fold(criterion_in(question), _Words()).holds.told


def tell(verdict: Verdict) -> str:
    """Tell a verdict in words, with the person's values.

    Each value is told beside what is so of it: 1 is not "at least 2", but "under 2".
    These are values of a person: show them to those who may see them.
    """
    told = ", ".join(_tell_reason(reason) for reason in verdict.because)
    return f"{verdict.answer.value}: {told}" if told else verdict.answer.value


# --- what is asked -------------------------------------------------------------------


@attrs.frozen
class _Phrase:
    """Words, and whether they need brackets inside others."""

    told: str
    joined: bool = False

    @property
    def inner(self) -> str:
        return f"({self.told})" if self.joined else self.told


@attrs.frozen
class _Said:
    """What it takes for a criterion to hold, and to fail."""

    holds: _Phrase
    fails: _Phrase


class _Words:
    """Reads a criterion as two phrases; "not" goes to what it is said of."""

    def comparison(self, comparison: Comparison, /) -> _Said:
        fact, bound = comparison.fact, comparison.bound
        if isinstance(bound, bool):
            yes, no = _flag(fact, holds=bound), _flag(fact, holds=not bound)
        else:
            name = name_of(fact)
            yes = f"{name} {bound_in_words(comparison)}"
            no = f"{name} {_missed(comparison)}"
        return _Said(_Phrase(yes), _Phrase(no))

    def all(self, parts: tuple[_Said, ...], /) -> _Said:
        return _Said(_every(_holding(parts)), _some(_failing(parts)))

    def any(self, parts: tuple[_Said, ...], /) -> _Said:
        return _Said(_some(_holding(parts)), _every(_failing(parts)))

    def negation(self, part: _Said, /) -> _Said:
        return _Said(part.fails, part.holds)

    def at_least(self, n: int, parts: tuple[_Said, ...], /) -> _Said:
        listed = ", ".join(part.holds.inner for part in parts) or "nothing"
        fails = "none of" if n == 1 else f"fewer than {n} of"
        return _Said(
            _Phrase(f"at least {n} of: {listed}", joined=True),
            _Phrase(f"{fails}: {listed}", joined=True),
        )


def _holding(parts: tuple[_Said, ...]) -> tuple[_Phrase, ...]:
    return tuple(part.holds for part in parts)


def _failing(parts: tuple[_Said, ...]) -> tuple[_Phrase, ...]:
    return tuple(part.fails for part in parts)


def _every(parts: tuple[_Phrase, ...]) -> _Phrase:
    return _join(parts, " and ", "always")


def _some(parts: tuple[_Phrase, ...]) -> _Phrase:
    return _join(parts, " or ", "never")


def _join(parts: tuple[_Phrase, ...], word: str, default: str) -> _Phrase:
    if len(parts) == 1:
        return parts[0]
    told = word.join(part.inner for part in parts)
    return _Phrase(told or default, joined=bool(parts))


def bound_in_words(comparison: Comparison) -> str:
    """Say how a comparison compares, and with what: "at least 2"."""
    return f"{OP_WORDS[comparison.op]} {_shown(comparison.bound)}"


def _missed(comparison: Comparison) -> str:
    """Say what is so where a comparison is not: "under 2"."""
    opposite = OPPOSITE.get(comparison.op)
    words = "other than" if opposite is None else OP_WORDS[opposite]
    return f"{words} {_shown(comparison.bound)}"


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


# --- what is so ----------------------------------------------------------------------


def so(reason: Reason) -> Comparison | None:
    """Turn what was asked into what is so; `None` of a number or word that is another.

    Where someone does not have at least 2, what is so is that it is under 2.
    """
    asked = reason.comparison
    if reason.answer is Answer.YES:
        return asked
    opposite = OPPOSITE.get(asked.op)
    return None if opposite is None else Comparison(asked.fact, opposite, asked.bound)


def is_none(fact: Fact, value: Value | None) -> bool:
    """Say whether a value is that of a count of nothing, which is told as none."""
    return isinstance(fact, Count) and value == 0


def means_none(comparison: Comparison) -> bool:
    """Say whether a bound says no more of a count than that there is none."""
    return (comparison.op, comparison.bound) in MEANS_NONE


def _tell_reason(reason: Reason) -> str:
    """Tell one reason: "2 inpatient stays in 6 months (at least 2)"."""
    fact, value = reason.fact, reason.value
    name = name_of(fact)
    if value is None:
        why = "" if reason.missing is None else f": {reason.missing.value}"
        return f"{name} not known{why}"
    if isinstance(value, bool):
        return _flag(fact, holds=value)
    told, none = so(reason), is_none(fact, value)
    if none and told is not None and means_none(told):
        return f"no {name}"
    beside = _missed(reason.comparison) if told is None else bound_in_words(told)
    if isinstance(fact, Count):
        return f"{'no' if none else _shown(value)} {name} ({beside})"
    return f"{name} {_shown(value)} ({beside})"
