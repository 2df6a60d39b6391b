"""One definition, every reading: the fast answer is that of the verdict."""

from collections import Counter

from hypothesis import given

from caremodel.grammar.facts import Fact, Value
from caremodel.grammar.rules import (
    All,
    Any,
    AtLeast,
    Comparison,
    Criterion,
    Not,
    Op,
    answer,
    evaluate,
    facts_read,
)
from caremodel.grammar.verdicts import Answer
from caremodel.testing.strategies import World, worlds
from laws.eventful import share


def compared(comparison: Comparison, value: Value) -> bool:
    """Compare as a page of mathematics would, on doubles."""
    bound = comparison.bound
    if isinstance(bound, bool | str) or isinstance(value, bool | str):
        return value == bound
    left, right = float(value), float(bound)
    return {
        Op.UNDER: left < right,
        Op.AT_MOST: left <= right,
        Op.IS: left == right,
        Op.AT_LEAST: left >= right,
        Op.OVER: left > right,
    }[comparison.op]


def by_the_book(criterion: Criterion, known: dict[Fact, Value]) -> set[bool]:
    """Name the answers that are possible, part by part, apart from the library.

    A part that is not known may turn out either way, and so may what rests on it.
    """
    match criterion:
        case Comparison():
            if criterion.fact not in known:
                return {True, False}
            return {compared(criterion, known[criterion.fact])}
        case Not():
            return {not each for each in by_the_book(criterion.of, known)}
        case All() | Any() | AtLeast():
            parts = [by_the_book(part, known) for part in criterion.of]
            surely = sum(part == {True} for part in parts)
            perhaps = sum(True in part for part in parts)
            needed = {All: len(parts), Any: 1}.get(
                type(criterion), getattr(criterion, "n", 0)
            )
            return {surely >= needed, perhaps >= needed}


ANSWERS = {
    frozenset({True}): Answer.YES,
    frozenset({False}): Answer.NO,
    frozenset({True, False}): Answer.CANNOT_TELL,
}


@given(worlds())
def test_the_fast_answer_is_that_of_the_verdict(world: World) -> None:
    """And both are what a third, plainer way of working it out gives."""
    for facts in world.known():
        for criterion in world.criteria:
            told = answer(criterion, facts)
            assert told is evaluate(criterion, facts).answer
            possible = by_the_book(criterion, dict(facts.known))
            assert told is ANSWERS[frozenset(possible)]


@given(worlds())
def test_each_reason_answers_for_itself(world: World) -> None:
    """A reason holds the person's value, and what its one comparison came to."""
    for facts in world.known():
        for criterion in world.criteria:
            for reason in evaluate(criterion, facts).because:
                assert reason.fact in facts_read(criterion)
                assert reason.value == facts.value(reason.fact)
                comparison = Comparison(reason.fact, Op(reason.op), reason.bound)
                assert reason.answer is answer(comparison, facts)
                assert (reason.missing is None) == (reason.fact in facts.known)


def test_the_cases_are_eventful() -> None:
    """Each of the three answers is given in a good share of worlds."""
    told: Counter[Answer] = Counter()

    def tells_apart(world: World) -> bool:
        answers = {
            answer(criterion, facts)
            for facts in world.known()
            for criterion in world.criteria
        }
        told.update(answers)
        return len(answers) > 1

    assert share(worlds(), tells_apart) > 1 / 2
    assert min(told[each] for each in Answer) > 100 / 3
