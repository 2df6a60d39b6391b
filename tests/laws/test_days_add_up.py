"""The law: the days at all places are the days of the journey (INV-081)."""

from collections import Counter
from datetime import date

from hypothesis import given, strategies as st

from caremodel.care import journeys
from caremodel.care.journeys import STAGE_KIND
from caremodel.care.pathways import Place
from caremodel.grammar.dates import add_days
from caremodel.testing.strategies import (
    JourneyHistory,
    adopting_histories,
    journey_histories,
)
from laws.eventful import share

CASES = adopting_histories() | journey_histories()


def days_at(history: JourneyHistory, on: date) -> Counter[Place]:
    """Add up the days at each place until a day, from the entries of the stays."""
    days: Counter[Place] = Counter()
    for entry in journeys.entries(history.journey.id, history.events):
        if entry.kind == STAGE_KIND and entry.on < on:
            until = on if entry.until is None else min(entry.until, on)
            days[Place(*entry.codes)] += (until - entry.on).days
    return +days


@given(CASES, st.integers(0, 400))
def test_the_days_at_all_places_are_the_days_of_the_journey(
    history: JourneyHistory, later: int
) -> None:
    """Of every day that it is asked as of."""
    began = history.journey.began
    on = add_days(began, later)

    assert days_at(history, on).total() == later


@given(CASES, st.integers(0, 60))
def test_a_day_is_where_the_journey_stood_that_evening(
    history: JourneyHistory, later: int
) -> None:
    """Counted one by one from what had happened, it comes to the same."""
    began = history.journey.began
    counted: Counter[Place] = Counter()
    for days in range(later):
        on = add_days(began, days)
        known = [event for event in history.events if event.on <= on]
        counted[journeys.replayed(known).place] += 1

    assert days_at(history, add_days(began, later)) == counted


def test_time_is_spent_at_several_places() -> None:
    """In most cases, or this would add up nothing."""

    def several(history: JourneyHistory) -> bool:
        return len(days_at(history, add_days(history.journey.since, 1))) > 1

    assert share(CASES, several) > 0.5
