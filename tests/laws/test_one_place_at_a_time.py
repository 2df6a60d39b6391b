"""The law: a journey stands at one place at every time (INV-068, 069, 081)."""

from itertools import pairwise

from hypothesis import given

from caremodel.care import journeys
from caremodel.care.journeys import STAGE_KIND, Began, Moved
from caremodel.grammar.dates import add_days
from caremodel.testing.strategies import JourneyHistory, journey_histories, pathways
from laws.eventful import share

DEFAULT = journey_histories()
DRAWN = journey_histories(pathways())


def moves_of(history: JourneyHistory) -> list[tuple[str, str, str]]:
    """Name each move that was made, with where from and where to."""
    stops = [each for each in history.events if isinstance(each, Began | Moved)]
    places = [each.at if isinstance(each, Began) else each.to for each in stops]
    names = [each.move for each in stops if isinstance(each, Moved)]
    return [
        (str(before.place), name, str(after.place))
        for (before, after), name in zip(pairwise(places), names, strict=True)
    ]


@given(DEFAULT | DRAWN)
def test_every_move_stands_in_the_table(history: JourneyHistory) -> None:
    """From an initial place on; going nowhere is no move."""
    machine = history.pathway.machine
    table = {(str(move.source), move.name, str(move.target)) for move in machine.moves}

    assert history.states[0].place in machine.initial
    assert set(moves_of(history)) <= table


@given(DEFAULT | DRAWN)
def test_stays_follow_each_other_without_a_hole(history: JourneyHistory) -> None:
    """No overlap, no hole: the time in all places is the time of the journey."""
    told = journeys.entries(history.journey.id, history.events)
    stays = [entry for entry in told if entry.kind == STAGE_KIND]
    on = add_days(history.steps[-1].on, 3)

    assert stays[0].on == history.journey.began
    assert [stay.until for stay in stays[:-1]] == [stay.on for stay in stays[1:]]
    assert stays[-1].until is None
    dwell = sum(((stay.until or on) - stay.on).days for stay in stays)
    assert dwell == (on - history.journey.began).days


@given(DEFAULT | DRAWN)
def test_since_is_the_day_of_the_last_move(history: JourneyHistory) -> None:
    """Nothing else that happens counts as coming there."""
    came = [each.on for each in history.events if isinstance(each, Began | Moved)]

    assert came == sorted(came)
    assert history.journey.since == came[-1]


def test_journeys_are_eventful() -> None:
    """Most move at least three times."""
    assert share(DEFAULT, lambda history: len(moves_of(history)) >= 3) > 0.7
    assert share(DRAWN, lambda history: len(moves_of(history)) >= 2) > 0.5
