"""The law: time alone ends no journey; it can only raise flags (INV-012)."""

import attrs
import pytest
from hypothesis import given, strategies as st

from caremodel.care import journeys
from caremodel.care.journeys import Holding, Moved
from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import DueStatus, add_days
from caremodel.grammar.facts import Facts
from caremodel.testing.strategies import (
    JourneyHistory,
    journey_facts,
    journey_histories,
    pathways,
)
from laws.eventful import share

DEFAULT = journey_histories()
EITHER = DEFAULT | journey_histories(pathways())
YEARS = st.integers(0, 4000)


@given(EITHER, journey_facts(), YEARS)
def test_looking_later_changes_nothing(
    history: JourneyHistory, known: Facts, days: int
) -> None:
    """Whatever is asked on a later day, the journey stands where it stood."""
    journey, on = history.journey, add_days(history.steps[-1].on, days)
    facts, before = Facts(on=on, known=known.known), history.journey
    holding = journeys.watch(history.pathway, Holding(), facts, journey=journey)
    journeys.options(history.pathway, journey, by=history.steps[0].by, facts=facts)
    journeys.own_facts(journey, on=on)
    if not journey.is_over:
        journeys.recommend(history.pathway, journey, facts, holding)

    assert journey == before == history.journey


@given(EITHER)
def test_who_ended_was_ended_by_someone(history: JourneyHistory) -> None:
    """An end is a move that someone made on a day."""
    ends = [e for e in history.events if isinstance(e, Moved) and e.to.is_end]

    assert len(ends) == history.journey.is_over
    for end in ends:
        assert end == history.events[-1]
        assert end.by.id


@given(EITHER)
def test_after_the_end_nothing_happens(history: JourneyHistory) -> None:
    """Neither what happened before nor a new beginning (INV-011)."""
    if history.journey.is_over:
        for event in history.events:
            later = attrs.evolve(event, on=history.journey.since)
            with pytest.raises(NotAllowedError):
                journeys.evolve(history.journey, later)


@given(EITHER, YEARS)
def test_time_raises_what_is_overdue_and_takes_nothing_back(
    history: JourneyHistory, days: int
) -> None:
    """A check that was missed stays so, and a flag that waited waits."""
    journey, pathway = history.journey, history.pathway
    on = add_days(history.steps[-1].on, days)
    later = add_days(on, 1)
    if journeys.check_due(journey, on).status is DueStatus.OVERDUE:
        assert journeys.check_due(journey, later).status is DueStatus.OVERDUE
    overdue = set(journeys.overdue_flags(pathway, journey, on))
    assert overdue <= set(journeys.overdue_flags(pathway, journey, later))
    limit = pathway.limits.flag
    past = [flag for flag in journey.flags if limit.after(flag.since) < on]
    assert sorted(overdue, key=lambda flag: flag.id) == sorted(past, key=lambda f: f.id)


def test_some_journeys_end_and_some_do_not() -> None:
    """Otherwise this would be about nothing."""
    assert 0.1 < share(DEFAULT, lambda history: history.journey.is_over) < 0.9
