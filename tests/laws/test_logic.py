"""The laws of Kleene's strong logic hold for criteria."""

from itertools import product

from hypothesis import given

from caremodel.grammar.facts import Facts
from caremodel.grammar.rules import (
    All,
    Any,
    AtLeast,
    Criterion,
    Not,
    answer,
    describe,
    evaluate,
)
from caremodel.grammar.rules._fold import together
from caremodel.grammar.rules._words import so
from caremodel.grammar.verdicts import Answer
from caremodel.testing.strategies import World, worlds
from laws.eventful import share

SMALL = worlds(max_charts=2, max_entries=3)


def alike(world: World, one: Criterion, other: Criterion) -> bool:
    """Say whether two criteria come to the same for everyone."""
    return all(answer(one, facts) is answer(other, facts) for facts in world.known())


def truth(criterion: Criterion, facts: Facts) -> int:
    """Order answers: no, cannot tell, yes."""
    return [Answer.NO, Answer.CANNOT_TELL, Answer.YES].index(answer(criterion, facts))


@given(SMALL)
def test_not_is_its_own_opposite_and_turns_all_and_any_into_each_other(
    world: World,
) -> None:
    """Also where it cannot be told: double negation, and De Morgan's laws."""
    of = world.criteria
    each_not = tuple(map(Not, of))

    assert alike(world, ~All(of), Any(each_not))
    assert alike(world, ~Any(of), All(each_not))
    for criterion in of:
        assert alike(world, ~~criterion, criterion)


@given(SMALL)
def test_what_must_hold_together_is_the_whole(world: World) -> None:
    """Taken apart, also under a "not", it comes to the same, and is said alike."""
    for criterion in (*world.criteria, *map(Not, world.criteria)):
        parts = All(tuple(together(criterion)))
        assert alike(world, parts, criterion)
        assert describe(~~criterion) == describe(criterion)


@given(SMALL)
def test_what_is_so_holds(world: World) -> None:
    """Beside a value stands a comparison that is met, whichever way it was asked."""
    for facts, criterion in product(world.known(), world.criteria):
        for reason in evaluate(criterion, facts).because:
            told = so(reason)
            if told is not None and reason.value is not None:
                assert told.fact == reason.fact
                assert answer(told, facts) is Answer.YES


@given(SMALL)
def test_at_least_lies_between_any_and_all(world: World) -> None:
    """At least one is any, at least all is all, and more than there are is never.

    Of m, at least n hold unless at least m - n + 1 do not.
    """
    of = world.criteria
    each_not = tuple(map(Not, of))
    least = [AtLeast(n, of) for n in range(1, len(of) + 2)]

    assert alike(world, least[0], Any(of))
    assert alike(world, least[-2], All(of))
    assert alike(world, least[-1], Any(()))
    for n, some in enumerate(least[:-1], start=1):
        assert alike(world, some, ~AtLeast(len(of) - n + 1, each_not))
    for facts in world.known():
        told = [truth(criterion, facts) for criterion in least]
        assert told == sorted(told, reverse=True)


@given(SMALL)
def test_order_and_brackets_do_not_matter_and_nothing_is_neutral(world: World) -> None:
    """All and any are commutative, associative and idempotent; they absorb, and spread.

    Always in an "and", and never in an "or", add nothing.
    """
    of, back = world.criteria, world.criteria[::-1]
    first, last = of[0], of[-1]

    assert alike(world, All(of), All(back))
    assert alike(world, Any(of), Any(back))
    assert alike(world, All((All(of[:1]), All(of[1:]))), All(of))
    assert alike(world, Any((Any(of[:1]), Any(of[1:]))), Any(of))
    assert alike(world, All((*of, *of)), All(of))
    assert alike(world, All((first, Any(of))), first)
    assert alike(world, Any((first, All(of))), first)
    spread = tuple(All((first, each)) for each in of)
    assert alike(world, All((first, Any(of))), Any(spread))
    for nothing in (All(()), Any(())):
        assert alike(
            world, All((last, nothing)), last if nothing == All(()) else nothing
        )
        assert alike(
            world, Any((last, nothing)), last if nothing == Any(()) else nothing
        )


def test_the_cases_are_eventful() -> None:
    """In half of the worlds somebody's criteria have different answers."""

    def mixed(world: World) -> bool:
        return any(
            len({answer(criterion, facts) for criterion in world.criteria}) > 1
            for facts in world.known()
        )

    assert share(SMALL, mixed) > 0.3
