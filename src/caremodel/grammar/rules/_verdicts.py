"""The reading that keeps its reasons: which comparisons decided."""

from collections.abc import Callable
from functools import lru_cache
from itertools import chain

from caremodel.grammar import verdicts
from caremodel.grammar.facts import Facts, Value
from caremodel.grammar.facts._asked import Comparison, Criterion, criterion_of
from caremodel.grammar.rules._answers import KEPT, THREE, Known, compared, known_of
from caremodel.grammar.rules._fold import fold
from caremodel.grammar.rules._rules import Rule
from caremodel.grammar.verdicts import Answer, Reason, RuleRef, Verdict


def evaluate(question: Criterion | Rule, facts: Facts) -> Verdict:
    """Answer a rule or a criterion from *facts*, with the reasons."""
    if isinstance(question, Rule):
        return _evaluated(question.criterion, facts, question.ref)
    return _evaluated(question, facts, None)


Decider = tuple[Comparison, Value | None, Answer]
Told = tuple[Answer, list[Decider]]
Evaluator = Callable[[Known], Told]


def _evaluated(criterion: Criterion, facts: Facts, rule: RuleRef | None) -> Verdict:
    """Evaluate, and make a reason of each comparison that decided."""
    told, decided_by = _evaluator(criterion)(known_of(facts))
    evidence, why = facts.evidence, facts.why_missing
    because = [
        Reason(asked, answered, None, (), why(asked.fact))
        if value is None
        else Reason(asked, answered, value, evidence(asked.fact), None)
        for asked, value, answered in decided_by
    ]
    return Verdict(told, tuple(because), rule)


class _Verdicts:
    """Reads a criterion as a function from what is known to an answer and deciders.

    Those decided that answered as the whole did.
    """

    def comparison(self, comparison: Comparison, /) -> Evaluator:
        fact, compare, convert, bound = compared(comparison)
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
