"""Unknown is not no: what is taken away can only ever leave an answer open.

INV-065, INV-131, INV-132.
"""

from hypothesis import given, strategies as st

from caremodel.grammar.facts import Facts
from caremodel.grammar.rules import answer, evaluate, facts_read, missing
from caremodel.grammar.verdicts import Answer
from caremodel.testing.strategies import World, worlds
from laws.eventful import share


def one_by_one(facts: Facts) -> list[Facts]:
    """Take away each known fact alone, and then all of them."""
    return [*map(facts.without, facts.known), facts.without(*facts.known)]


@given(worlds(), st.integers(0, 63))
def test_taking_facts_away_leaves_an_answer_or_leaves_it_open(
    world: World, some: int
) -> None:
    """Yes never turns to no, nor no to yes, whichever facts are gone."""
    for facts in world.known():
        gone = [fact for n, fact in enumerate(facts.known) if some >> n & 1]
        for criterion in world.criteria:
            told = answer(criterion, facts)
            for less in (*one_by_one(facts), facts.without(*gone)):
                assert answer(criterion, less) in {told, Answer.CANNOT_TELL}
                assert evaluate(criterion, less).answer in {told, Answer.CANNOT_TELL}


@given(worlds())
def test_what_cannot_be_told_names_what_is_missing(world: World) -> None:
    """Open answers rest on facts that are missing, closed ones on none of them."""
    for facts in world.known():
        for criterion in world.criteria:
            verdict = evaluate(criterion, facts)
            unknown = {reason.fact for reason in verdict.because} - set(facts.known)
            if verdict.answer is Answer.CANNOT_TELL:
                assert {reason.fact for reason in verdict.because} == unknown
                assert unknown
                assert unknown <= set(missing(criterion, facts))
            else:
                assert not unknown


@given(worlds())
def test_facts_that_a_rule_does_not_read_do_not_matter(world: World) -> None:
    """The verdict follows from the facts that are read, and from nothing else."""
    for facts in world.known():
        for criterion in world.criteria:
            unread = set(facts.known) - facts_read(criterion)
            assert evaluate(criterion, facts.without(*unread)) == evaluate(
                criterion, facts
            )


def test_the_cases_are_eventful() -> None:
    """In a third of worlds some answer opens when facts are taken away."""

    def opens(world: World) -> bool:
        return any(
            answer(criterion, facts) is not Answer.CANNOT_TELL
            and answer(criterion, less) is Answer.CANNOT_TELL
            for facts in world.known()
            for less in one_by_one(facts)
            for criterion in world.criteria
        )

    assert share(worlds(), opens) > 1 / 3
