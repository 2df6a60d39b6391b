"""The law: two programs share no state, and their load counts once (INV-085)."""

import attrs
from hypothesis import given, strategies as st

from caremodel.care import journeys
from caremodel.care.journeys import Begin, Journey
from caremodel.people.patients import PatientId
from caremodel.testing.strategies import JourneyHistory, side_by_side
from laws.eventful import some

Both = tuple[JourneyHistory, JourneyHistory]
CASES = side_by_side(max_steps=8)


def standing(both: Both, first: int, second: int) -> tuple[Journey, Journey]:
    """Say where both stood after some of their steps."""
    one, other = both
    return (
        one.states[first % len(one.states)],
        other.states[second % len(other.states)],
    )


INDEX = st.integers(0, 40)


@given(CASES, INDEX)
def test_one_begins_beside_the_other_as_it_would_alone(both: Both, at: int) -> None:
    """The same event, wherever the other one stands."""
    other, program = both
    step = program.steps[0]
    assert isinstance(step.asked, Begin)

    told = journeys.begin(
        program.pathway,
        step.asked,
        facts=step.facts,
        on=step.on,
        by=step.by,
        beside=[standing(both, at, 0)[0]],
    )

    if program.previous is None:
        assert told == step.events
    assert other.journey.patient_id == program.journey.patient_id


@given(CASES)
def test_what_happens_on_one_is_told_of_that_one_alone(both: Both) -> None:
    """Told in one row, each is what it is told apart; no entry is of both."""
    one, other = both
    told = sorted(
        [
            (event.on, at, which, event)
            for which, history in enumerate(both)
            for at, event in enumerate(history.events)
        ],
        key=lambda each: each[:3],
    )
    for which, history in enumerate(both):
        alone = [event for _, _, of, event in told if of == which]
        assert journeys.replayed(alone) == history.journey
    first, second = (
        journeys.entries(history.journey.id, history.events) for history in both
    )
    assert not {entry.id for entry in first} & {entry.id for entry in second}
    assert {link for entry in first for link in entry.links} == {one.journey.id}
    assert {link for entry in second for link in entry.links} == {other.journey.id}


@given(CASES, INDEX, INDEX)
def test_load_counts_once_for_whoever_holds_both(
    both: Both, first: int, second: int
) -> None:
    """The greater of the two for one worker; each for itself with two."""
    versions = [history.pathway for history in both]
    one, other = standing(both, first, second)
    alone = [journeys.minutes_by_worker(versions, [each]) for each in (one, other)]
    mine, theirs = (dict(each) for each in alone)

    together = journeys.minutes_by_worker(versions, (one, other))

    who, whom = journeys.holder(one), journeys.holder(other)
    if who is not None and who == whom:
        assert together == {who: max(mine[who], theirs[who])}
        assert journeys.patients_by_worker((one, other)) == {who: 1}
    else:
        assert together == mine | theirs
        assert set(together) == {each for each in (who, whom) if each is not None}


@given(CASES, INDEX, INDEX)
def test_people_do_not_share_load(both: Both, first: int, second: int) -> None:
    """Two people with the same journeys ask for twice as much."""
    versions = [history.pathway for history in both]
    two = standing(both, first, second)
    others = [attrs.evolve(each, patient_id=PatientId("p9")) for each in two]

    once = journeys.minutes_by_worker(versions, two)
    twice = journeys.minutes_by_worker(versions, [*two, *others])

    assert twice == {worker: 2 * minutes for worker, minutes in once.items()}


def test_one_worker_often_holds_both() -> None:
    """And often two workers hold one each, or the law would be about little."""
    held = [
        {journeys.holder(journey) for journey in standing(*case)}
        for case in some(st.tuples(CASES, INDEX, INDEX), 100)
    ]

    assert sum(len(who) == 1 and None not in who for who in held) > 10
    assert sum(len(who - {None}) == 2 for who in held) > 5
