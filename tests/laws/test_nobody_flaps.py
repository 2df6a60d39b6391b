"""The law: the same facts say the same again, never up and down (INV-075, 076)."""

from datetime import timedelta

from hypothesis import given, strategies as st

from caremodel.care import journeys
from caremodel.care.journeys import Advice, Holding, Journey, Make, Recommended
from caremodel.care.pathways import Direction, Pathway, stop_at
from caremodel.grammar.dates import add_days
from caremodel.grammar.facts import Facts
from caremodel.grammar.rules import answer
from caremodel.grammar.verdicts import Answer
from caremodel.testing.strategies import (
    JourneyHistory,
    journey_facts,
    journey_histories,
    pathways,
)
from laws.eventful import share

CASES = st.tuples(journey_histories(), journey_facts())
DRAWN = pathways().flatmap(
    lambda pathway: st.tuples(journey_histories(pathway), journey_facts(pathway))
)
LESS = {Direction.DOWN, Direction.GRADUATE}
LONG = timedelta(days=400)


def open_ones(history: JourneyHistory) -> list[Journey]:
    """Hand out the journey at each place where it stood before the end."""
    places = {journey.place: journey for journey in history.states}
    return [journey for journey in places.values() if not journey.is_over]


def held(pathway: Pathway, journey: Journey, facts: Facts) -> tuple[Facts, Holding]:
    """Look at the same facts for a long time."""
    early = Facts(on=journey.since, known=facts.known)
    late = Facts(on=journey.since + LONG, known=facts.known)
    holding = journeys.watch(pathway, Holding(), early, journey=journey)
    return late, journeys.watch(pathway, holding, late, journey=journey)


def advised(pathway: Pathway, journey: Journey, facts: Facts) -> Advice:
    """Say what is advised after the same facts for a long time."""
    return journeys.recommend(pathway, journey, *held(pathway, journey, facts))


@given(CASES | DRAWN)
def test_the_same_facts_say_the_same_again(case: tuple[JourneyHistory, Facts]) -> None:
    """Looking again, and writing down what was seen, change nothing (INV-075)."""
    history, facts = case
    for journey in open_ones(history):
        late, holding = held(history.pathway, journey, facts)
        advice = journeys.recommend(history.pathway, journey, late, holding)
        again = journeys.watch(history.pathway, holding, late, journey=journey)
        assert again == holding
        assert journeys.recommend(history.pathway, journey, late, again) == advice


@given(CASES | DRAWN)
def test_more_and_less_never_hold_at_once(case: tuple[JourneyHistory, Facts]) -> None:
    """On no rung, and at no place (INV-075)."""
    history, facts = case
    for rung in history.pathway.rungs:
        both = answer(rung.up, facts), answer(rung.down, facts)
        assert both != (Answer.YES, Answer.YES)
    for journey in open_ones(history):
        steps = journeys.steps_from(history.pathway, journey.place)
        seen = facts.with_given(journeys.own_facts(journey, on=facts.on))
        holds = {s.direction for s in steps if answer(s.when, seen) is Answer.YES}
        assert not (Direction.UP in holds and LESS & holds)


BACK = {
    Recommended.UP: Recommended.DOWN,
    Recommended.DOWN: Recommended.UP,
}


def followed(
    history: JourneyHistory, journey: Journey, facts: Facts
) -> tuple[Advice, Journey] | None:
    """Follow the advice to step up or down, if there is any and it may be followed."""
    advice = advised(history.pathway, journey, facts)
    if advice.recommendation not in BACK or advice.target is None:
        return None
    tracked = stop_at(history.pathway, advice.target).tracked
    step = Make(
        move=advice.move or "",
        because=advice,
        lead="rosa",
        tracker="tom" if tracked else None,
        next_check=add_days(advice.on, 1) if tracked else None,
    )
    events = journeys.decide(
        history.pathway,
        journey,
        step,
        facts=Facts(on=advice.on, known=facts.known),
        on=advice.on,
        by=history.steps[0].by,
    )
    return advice, journeys.replayed(events, start=journey)


@given(CASES | DRAWN)
def test_who_followed_the_advice_is_not_sent_back(
    case: tuple[JourneyHistory, Facts],
) -> None:
    """Not by the same facts, however long they stay so (INV-075)."""
    history, facts = case
    for journey in open_ones(history):
        if (told := followed(history, journey, facts)) is not None:
            advice, after = told
            again = advised(history.pathway, after, facts).recommendation
            assert again is not BACK[advice.recommendation]


@given(CASES | DRAWN, st.integers(0, 60))
def test_less_known_never_means_less_care(
    case: tuple[JourneyHistory, Facts], dropped: int
) -> None:
    """Who forgets a fact may be in doubt, and lets nobody go by it (INV-076)."""
    history, facts = case
    names = sorted(facts.known, key=repr)
    less = facts.without(*names[dropped % len(names) :][:1]) if names else facts
    for journey in open_ones(history):
        before = advised(history.pathway, journey, facts).recommendation
        after = advised(history.pathway, journey, less).recommendation
        if after in {Recommended.DOWN, Recommended.GRADUATE}:
            assert before is after


def test_facts_speak_for_more_and_for_less() -> None:
    """Otherwise this would be about nothing."""

    def speaks(which: Recommended) -> float:
        return share(
            CASES | DRAWN,
            lambda case: any(
                advised(case[0].pathway, journey, case[1]).recommendation is which
                for journey in open_ones(case[0])
            ),
        )

    assert speaks(Recommended.UP) > 0.1
    assert speaks(Recommended.DOWN) > 0.05
