"""The law: while a pause holds, what it lets rest is not missing; then it is.

INV-094.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import attrs
from hypothesis import given, strategies as st

from caremodel.care.journeys import Journey
from caremodel.care.pathways import EpisodeStatus, Pathway, Place, level_at
from caremodel.grammar.dates import DueStatus, FromLast, Interval, add_days
from caremodel.people.patients import PatientId
from caremodel.program import worklists
from caremodel.program.worklists import WorkKind
from caremodel.testing.strategies import JourneyHistory, journey_histories
from laws.eventful import share

TALKED = st.sampled_from((0, 1, 6, 7, 13, 14, 15, 29, 30, 60))
MISSING = (DueStatus.DUE, DueStatus.OVERDUE)
P0 = PatientId("p0")


@attrs.frozen
class Pause:
    """A pause: the journey before it, while it holds, and after it.

    Attributes:
        resting: While it holds.
        back: After it, in care again.
    """

    resting: Journey
    back: Journey


def pauses(history: JourneyHistory) -> Iterator[Pause]:
    """Find the pauses that ended in going on."""
    for before, after in pairwise(history.states):
        held = before.at.status is EpisodeStatus.ON_HOLD
        if held and after.at.status is EpisodeStatus.ACTIVE:
            yield Pause(before, after)


def every(pathway: Pathway, place: Place) -> Interval:
    """Say how long after a talk the next one is due at a place."""
    cadence = level_at(pathway, place).cadence
    assert isinstance(cadence, FromLast)
    return cadence.every


def missing(pathway: Pathway, journey: Journey, on: date, talk: date) -> date | None:
    """Say since when a talk is due or overdue on a day; `None` if none is."""
    told = worklists.worklist([pathway], [journey], on=on, talked={P0: [talk]})
    for item in told:
        if item.kind is WorkKind.CONTACT and item.due.status in MISSING:
            return item.due.on
    return None


@given(journey_histories(), TALKED)
def test_while_it_holds_only_what_the_pause_asks_for_is_missing(
    history: JourneyHistory, ago: int
) -> None:
    """And no longer what the place before it asked for."""
    for pause in pauses(history):
        since = pause.resting.since
        talk = max(pause.resting.began, add_days(since, -ago))
        asked = max(every(history.pathway, pause.resting.place).after(talk), since)
        day = since
        while day < pause.back.since:
            told = missing(history.pathway, pause.resting, day, talk)
            assert told == (asked if asked <= day else None)
            day = add_days(day, 1)


@given(journey_histories(), TALKED)
def test_the_day_it_ends_what_rested_is_missing(
    history: JourneyHistory, ago: int
) -> None:
    """If the last talk lies further back than the place allows; and from that day."""
    for pause in pauses(history):
        since = pause.back.since
        talk = max(pause.back.began, add_days(since, -ago))
        allows = every(history.pathway, pause.back.place).after(talk)

        told = missing(history.pathway, pause.back, since, talk)

        assert told == (since if allows <= since else None)


def test_journeys_pause_and_go_on() -> None:
    """Otherwise this would be about nothing; and there are longer pauses."""

    def for_days(history: JourneyHistory) -> bool:
        return any(pause.resting.since < pause.back.since for pause in pauses(history))

    assert share(journey_histories(), for_days) > 0.03
