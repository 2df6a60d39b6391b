"""The law: readiness moves freely, and moves the journey nowhere (INV-084)."""

import attrs
from hypothesis import given, strategies as st

from caremodel.care import journeys
from caremodel.care.journeys import HearReadiness, Journey, Moved, ReadinessHeard
from caremodel.care.pathways import Readiness
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.testing.strategies import JourneyHistory, journey_histories, pathways
from laws.eventful import share

EITHER = journey_histories() | journey_histories(pathways())
HEARD = st.lists(st.sampled_from(Readiness), min_size=1, max_size=6)


def quiet(journey: Journey) -> Journey:
    """Forget what was heard of readiness."""
    return attrs.evolve(journey, readiness=None, heard=None)


@given(EITHER, HEARD)
def test_readiness_moves_freely_and_nothing_else(
    history: JourneyHistory, heard: list[Readiness]
) -> None:
    """In any direction, as often as the person says so, by anyone."""
    journey, on = history.journey, history.steps[-1].on
    if journey.is_over:
        return
    before = quiet(journey)
    for readiness in heard:
        events = journeys.decide(
            history.pathway,
            journey,
            HearReadiness(readiness=readiness),
            facts=Facts(on=on, known={}),
            on=on,
            by=Actor("x"),
        )
        journey = journeys.replayed(events, start=journey)
        assert journey.readiness is readiness
        assert not any(isinstance(event, Moved) for event in events)
    assert quiet(journey) == before


@given(EITHER)
def test_a_history_without_readiness_comes_to_the_same(history: JourneyHistory) -> None:
    """Nothing that was decided hung on it."""
    silent = [e for e in history.events if not isinstance(e, ReadinessHeard)]

    assert quiet(journeys.replayed(silent)) == quiet(history.journey)


def test_readiness_is_heard() -> None:
    """Otherwise this would be about nothing."""

    def heard(history: JourneyHistory) -> bool:
        return journeys.readiness_pattern(history.events) is not None

    assert share(EITHER, heard) > 0.2
