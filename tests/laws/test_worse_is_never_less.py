"""The law: who does worse is never advised to less care (INV-076).

Worse is the newest value alone: a higher score, another stay. Who was to go up still is
to, and who was not to go down, or to be let go, is not for doing worse.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import Final

from hypothesis import given, strategies as st

from caremodel.care import journeys
from caremodel.care.journeys import Holding, Journey, Recommended
from caremodel.care.pathways import Direction, Pathway
from caremodel.care.pathways._cells import compared
from caremodel.care.pathways._values import values_of
from caremodel.catalog.journeys import (
    A1C,
    ASKED_FOR_MORE,
    CONTROLLED,
    CRISIS,
    DEFAULT_PATHWAY,
    DEPRESSED,
    EASED,
    PHQ9_SCORE,
    QUIET,
    SETTLED,
    TROUBLE,
    UNMET_NEED,
    WITHOUT_US,
)
from caremodel.catalog.journeys._asked import (
    DIASTOLIC_PRESSURE,
    EMERGENCIES,
    NEW_STAY,
    PHQ9_FALL,
    PHQ9_RISE,
    POORLY_CONTROLLED,
    SINCE_STAY,
    STAYS,
    SYSTOLIC_PRESSURE,
    URGENT_NEED,
)
from caremodel.grammar.dates import add_days
from caremodel.grammar.facts import DaysSince, Fact, Facts, Given
from caremodel.grammar.rules import Criterion, answer, facts_read
from caremodel.grammar.verdicts import Answer
from caremodel.testing.strategies import (
    JourneyHistory,
    facts_near,
    journey_histories,
    pathways,
)
from laws.eventful import some

# --- turns for the worse -------------------------------------------------------------

WORRY: Final = Given("worry")
"""What pathways that are drawn ask for."""

WORSE: Final[dict[str, tuple[Fact, ...]]] = {
    "a higher PHQ-9": (PHQ9_SCORE, PHQ9_FALL, PHQ9_RISE),
    "a higher A1c": (A1C,),
    "a higher blood pressure": (SYSTOLIC_PRESSURE, DIASTOLIC_PRESSURE),
    "a higher lower number": (DIASTOLIC_PRESSURE,),
    "a stay some weeks ago": (STAYS, SINCE_STAY),
    "a stay these days": (STAYS, SINCE_STAY, NEW_STAY),
    "another emergency": (EMERGENCIES,),
    "an urgent need": (UNMET_NEED, URGENT_NEED),
    "a need that stays unmet": (UNMET_NEED,),
    "a wish for more": (ASKED_FOR_MORE,),
    "more worry": (WORRY,),
}
"""What rises together, and which flags come true; the days since something fall."""


def worse_and_worse(
    criteria: Iterable[Criterion], facts: Facts, rising: Iterable[Fact]
) -> list[Facts]:
    """Let some of what is known go from the best to the worst that matters.

    Past one bound after the other, all together. What is not known stays so.
    """
    sides = values_of(chain.from_iterable(map(compared, criteria)))
    ways = {
        fact: sorted(sides[fact], key=float, reverse=isinstance(fact, DaysSince))
        for fact in rising
        if fact in sides
    }
    ways = {fact: way for fact, way in ways.items() if fact in facts.known}
    length = max(map(len, ways.values()), default=0)
    return [
        Facts(
            on=facts.on,
            known={
                **facts.known,
                **{fact: way[min(at, len(way) - 1)] for fact, way in ways.items()},
            },
        )
        for at in range(length)
    ]


# --- each criterion by itself --------------------------------------------------------

MORE: Final[tuple[Criterion, ...]] = (DEPRESSED, POORLY_CONTROLLED, TROUBLE, CRISIS)
FEWER: Final[tuple[Criterion, ...]] = (CONTROLLED, QUIET, EASED, SETTLED, WITHOUT_US)
ORDER: Final = {Answer.NO: 0, Answer.CANNOT_TELL: 1, Answer.YES: 2}
EACH: Final = [facts_near([criterion]) for criterion in (*MORE, *FEWER)]


@given(st.tuples(*EACH))
def test_what_speaks_for_more_speaks_louder(cases: tuple[Facts, ...]) -> None:
    """And what speaks for less, less: of the answers from no to yes."""
    for criterion, facts in zip((*MORE, *FEWER), cases, strict=True):
        for rising in WORSE.values():
            told = [
                ORDER[answer(criterion, each)]
                for each in worse_and_worse([criterion], facts, rising)
            ]
            assert told == sorted(told, reverse=criterion in FEWER)


# --- the advice ----------------------------------------------------------------------

LESS: Final = {Recommended.DOWN, Recommended.GRADUATE}
Case = tuple[JourneyHistory, Facts, str]
TURNS: Final = st.sampled_from(tuple(WORSE))


def speaking(pathway: Pathway) -> list[Criterion]:
    """Hand out what speaks for more care or less on a pathway."""
    rungs = pathway.rungs
    ends = [each for each in pathway.advised if each.direction is Direction.GRADUATE]
    return [*(r.up for r in rungs), *(r.down for r in rungs), *(e.when for e in ends)]


SHIPPED = st.tuples(journey_histories(), facts_near(speaking(DEFAULT_PATHWAY)), TURNS)
DRAWN = pathways().flatmap(
    lambda pathway: st.tuples(
        journey_histories(pathway),
        facts_near(speaking(pathway)),
        st.just("more worry"),
    )
)
CASES: st.SearchStrategy[Case] = SHIPPED | DRAWN


def on_rungs(history: JourneyHistory) -> list[Journey]:
    """Hand out the journey wherever it may go up, down, or be let go."""
    pathway = history.pathway
    places = {
        journey.place: journey
        for journey in history.states
        if journey.pathway == pathway.ref and not journey.is_over
    }
    return [
        journey
        for place, journey in places.items()
        if any(
            step.direction is not Direction.RE_ENGAGE
            for step in journeys.steps_from(pathway, place)
        )
    ]


def advised(pathway: Pathway, journey: Journey, facts: Facts) -> Recommended:
    """Say what is advised after the same facts for a long time."""
    holding = Holding()
    for later in (0, 400):
        seen = Facts(on=add_days(journey.since, later), known=facts.known)
        holding = journeys.watch(pathway, holding, seen, journey=journey)
    return journeys.recommend(pathway, journey, seen, holding).recommendation


def turned(case: Case) -> Iterator[list[Recommended]]:
    """Say for each place what is advised while it gets worse and worse."""
    history, facts, turn = case
    pathway = history.pathway
    worse = worse_and_worse(speaking(pathway), facts, WORSE[turn])
    for journey in on_rungs(history):
        yield [advised(pathway, journey, each) for each in worse]


@given(CASES)
def test_who_does_worse_is_never_advised_to_less(case: Case) -> None:
    """Up stays up, and nothing else turns to down, or to the end."""
    for told in turned(case):
        for before, after in pairwise(told):
            assert before is not Recommended.UP or after is Recommended.UP
            assert after not in LESS or before in LESS


def test_getting_worse_turns_the_advice() -> None:
    """Otherwise this would be about nothing."""
    for cases in (SHIPPED, DRAWN):
        told = [list(chain(*turned(case))) for case in some(cases, 100)]
        for which in (Recommended.UP, Recommended.DOWN):
            turns = [0 < each.count(which) < len(each) for each in told]
            assert sum(turns) > 3


def test_every_turn_is_one_that_the_pathway_asks_for() -> None:
    """But the worry of pathways that are drawn."""
    turning = set(chain.from_iterable(WORSE.values()))

    assert turning - facts_read(*speaking(DEFAULT_PATHWAY)) == {WORRY}
