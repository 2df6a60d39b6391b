"""The law: who stood there, plus who came, less who went, stands there (INV-082)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from hypothesis import given, strategies as st

from caremodel.care import journeys
from caremodel.care.journeys import STAGE_KIND
from caremodel.care.pathways import Place
from caremodel.grammar.dates import add_days
from caremodel.grammar.entries import Entry
from caremodel.testing.strategies import (
    JourneyHistory,
    adopting_histories,
    journey_histories,
)
from caremodel.testing.strategies._records import STANDING
from laws.eventful import share

STARTS = (STANDING, add_days(STANDING, 9), add_days(STANDING, 30))
MANY = st.lists(
    st.one_of(
        adopting_histories(max_steps=8),
        *(journey_histories(starting=start, max_steps=8) for start in STARTS),
    ),
    min_size=1,
    max_size=4,
)
DAYS = st.integers(-5, 90).map(lambda days: add_days(STANDING, days))


def stock(histories: Iterable[JourneyHistory], on: date) -> Counter[Place]:
    """Count who stands where on the evening of a day, from what had happened."""
    there: Counter[Place] = Counter()
    for history in histories:
        known = [event for event in history.events if event.on <= on]
        if known:
            there[journeys.replayed(known).place] += 1
    return there


def flows(
    histories: Iterable[JourneyHistory], first: date, last: date
) -> tuple[Counter[Place], Counter[Place]]:
    """Count who came and who went after one day and up to another, from the stays."""
    came, went = Counter[Place](), Counter[Place]()
    for stay in stays(histories):
        place = Place(*stay.codes)
        came[place] += first < stay.on <= last
        went[place] += stay.until is not None and first < stay.until <= last
    return came, went


def stays(histories: Iterable[JourneyHistory]) -> list[Entry]:
    """Tell all stays as entries."""
    return [
        entry
        for history in histories
        for entry in journeys.entries(history.journey.id, history.events)
        if entry.kind == STAGE_KIND
    ]


@given(MANY, DAYS, st.integers(0, 60))
def test_stock_is_what_it_was_with_who_came_and_without_who_went(
    histories: list[JourneyHistory], first: date, days: int
) -> None:
    """At every place, in every period."""
    last = add_days(first, days)
    came, went = flows(histories, first, last)
    before, after = stock(histories, first), stock(histories, last)

    for place in {*came, *went, *before, *after}:
        assert after[place] == before[place] + came[place] - went[place]


@given(MANY, DAYS)
def test_whoever_began_stands_somewhere_or_has_left(
    histories: list[JourneyHistory], on: date
) -> None:
    """Nobody is lost: those who stay and those at an end are all who ever began."""
    began = sum(history.journey.began <= on for history in histories)
    left = sum(
        history.journey.is_over and history.journey.since <= on for history in histories
    )
    ends = {history.journey.place for history in histories if history.journey.is_over}
    there = stock(histories, on)

    assert there.total() == began
    assert sum(count for place, count in there.items() if place in ends) == left


def test_people_come_and_go() -> None:
    """In most cases, within two months."""

    def moves(histories: list[JourneyHistory]) -> bool:
        came, went = flows(histories, STANDING, add_days(STANDING, 60))
        return came.total() > 3 and went.total() > 3

    assert share(MANY, moves) > 0.5
