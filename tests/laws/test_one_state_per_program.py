"""The law: in each program a person stands at one place at a time (INV-068).

Also when the journey goes over to another version on its way.
"""

from hypothesis import assume, given, strategies as st

from caremodel.care import journeys
from caremodel.care.journeys import (
    STAGE_KIND,
    Began,
    Begin,
    JourneyId,
    Moved,
    VersionAdopted,
)
from caremodel.care.pathways import Place
from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import Period, add_days
from caremodel.grammar.entries import Entry
from caremodel.testing.strategies import (
    JourneyHistory,
    adopting_histories,
    journey_histories,
)
from laws.eventful import some

CASES = adopting_histories() | journey_histories()


def stays_of(history: JourneyHistory) -> list[Entry]:
    """Tell the stays of a journey as entries."""
    told = journeys.entries(history.journey.id, history.events)
    return [entry for entry in told if entry.kind == STAGE_KIND]


def place_of(stay: Entry) -> Place:
    """Read a place from the codes of a stay."""
    return Place(*stay.codes)


@given(CASES)
def test_every_day_has_one_state_and_it_is_the_one_replayed(
    history: JourneyHistory,
) -> None:
    """No overlap, no hole: the stay of the evening is where the fold stands then."""
    stays, events = stays_of(history), history.events
    last = add_days(events[-1].on, 2)

    day = history.journey.began
    while day <= last:
        there = [stay for stay in stays if day in Period(start=stay.on, end=stay.until)]
        known = [event for event in events if event.on <= day]
        assert [place_of(stay) for stay in there] == [journeys.replayed(known).place]
        day = add_days(day, 1)


@given(CASES)
def test_a_stay_is_split_only_where_the_place_or_the_status_changes(
    history: JourneyHistory,
) -> None:
    """Going over to another version at the same place is no coming and going."""
    stands = [
        (event.to if isinstance(event, Moved) else event.at)
        for event in history.events
        if isinstance(event, Began | Moved | VersionAdopted)
    ]
    told = [(stop.place, stop.status.value) for stop in stands]
    changes = [each for at, each in enumerate(told) if at == 0 or each != told[at - 1]]

    assert [(place_of(stay), stay.status) for stay in stays_of(history)] == changes


@given(CASES)
def test_since_is_the_day_of_coming_to_the_place(history: JourneyHistory) -> None:
    """A new version, or another status, is no coming."""
    coming = stays_of(history)
    came = [
        stay.on
        for at, stay in enumerate(coming)
        if at == 0 or stay.codes != coming[at - 1].codes
    ]

    assert history.journey.since == came[-1]


@given(CASES, st.integers(0, 40))
def test_no_second_state_begins_beside_it(history: JourneyHistory, days: int) -> None:
    """As long as it is not over, none on the same pathway begins."""
    journey, first = history.journey, history.steps[0]
    assert isinstance(first.asked, Begin)
    on = add_days(journey.began, days)
    second = Begin(
        journey_id=JourneyId("j9"),
        patient_id=journey.patient_id,
        way_in=first.asked.way_in,
    )
    facts = first.facts.__class__(on=on, known={})

    try:
        journeys.begin(
            history.pathway, second, facts=facts, on=on, by=first.by, beside=[journey]
        )
    except NotAllowedError:
        ended = journey.is_over and journey.since <= on
        assert journey.at.dead or not ended
    else:
        assert journey.is_over
        assert journey.since <= on
        assert not journey.at.dead


@given(adopting_histories())
def test_what_is_counted_under_one_name_goes_on(history: JourneyHistory) -> None:
    """No count is lost by going over, and none is given to another name."""
    for before, step, after in zip(
        history.states, history.steps[1:], history.states[1:], strict=False
    ):
        if any(isinstance(event, VersionAdopted) for event in step.events):
            counts = {
                t.name: n for t, n in zip(before.tallies, before.counts, strict=True)
            }
            again = {
                t.name: n for t, n in zip(after.tallies, after.counts, strict=True)
            }
            assert again == {
                t.name: counts.get(t.name, 0) for t in step.pathway.tallies
            }
            assert after.pathway == step.pathway.ref != before.pathway
            assert (after.flags, after.answered) == (before.flags, before.answered)


@given(adopting_histories())
def test_watch_keeps_the_limit_of_the_version_it_runs_on(
    history: JourneyHistory,
) -> None:
    """Going over is no way round it (INV-071)."""
    assume(not history.journey.is_over)
    step, journey = history.steps[-1], history.journey
    if journey.at.tracked:
        assert journey.tracker
        assert journey.checked
        assert journey.next_check
        assert journey.next_check <= step.pathway.limits.check.after(journey.checked)


def test_many_go_over_and_on() -> None:
    """Of three journeys two go over; of those, half move on by the new version."""
    told = [
        [type(event) for event in history.events]
        for history in some(adopting_histories(), 120)
    ]
    over = [names for names in told if VersionAdopted in names]
    on = [names for names in over if Moved in names[names.index(VersionAdopted) :]]

    assert len(over) > 2 / 3 * len(told)
    assert len(on) > 1 / 2 * len(over)
