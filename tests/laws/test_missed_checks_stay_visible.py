"""The law: what an episode left undone stays visible, and it asks for nothing more.

INV-083.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import given, strategies as st

from caremodel.care import journeys
from caremodel.care.journeys import Journey, Make
from caremodel.grammar.dates import DueStatus
from caremodel.grammar.facts import Facts
from caremodel.program import worklists
from caremodel.program.worklists import WorkItem, WorkKind
from caremodel.testing.strategies import (
    JourneyHistory,
    WorkDay,
    journey_histories,
    work_days,
)
from laws.eventful import share
from laws.worked import over, work

LATER = st.sampled_from((0, 1, 40, 4_000))
ASKED_FOR = (DueStatus.UPCOMING, DueStatus.DUE, DueStatus.OVERDUE)


AROUND = (-7, 0, 1, 40)


def ended(history: JourneyHistory) -> Iterator[tuple[Journey, Journey]]:
    """End a journey wherever it is watched, on days around the check that is next.

    Each as it stood before, and as it is over.
    """
    for step, watched in zip(history.steps, history.states, strict=True):
        if not watched.at.tracked or watched.next_check is None:
            continue
        for days in AROUND:
            on = max(step.on, watched.next_check + timedelta(days=days))
            events = journeys.decide(
                history.pathway,
                watched,
                Make(move="note the move away", reason="she moves to her son"),
                facts=Facts(on=on, known={}),
                on=on,
                by=step.by,
            )
            yield watched, journeys.replayed(events, start=watched)


@given(journey_histories(), LATER)
def test_a_check_that_was_owed_at_the_end_is_shown_ever_after(
    history: JourneyHistory, later: int
) -> None:
    """By the day it was due, under a kind of its own; one not due yet is not."""
    for before, after in ended(history):
        on = after.since + timedelta(days=later)
        told = worklists.worklist([history.pathway], [after], on=on)

        shown = [item.due.on for item in told if item.kind is WorkKind.MISSED_CHECK]

        booked = before.next_check
        assert booked is not None
        owed = {booked} if booked < after.since else set()
        assert shown == sorted({*before.missed, *owed})


@given(journey_histories())
def test_what_was_missed_is_never_forgotten(history: JourneyHistory) -> None:
    """Not by going elsewhere, nor by another check; and none is told twice."""
    kept: tuple[date, ...] = ()
    for step, journey in zip(history.steps, history.states, strict=True):
        assert journey.missed[: len(kept)] == kept
        assert all(day <= step.on for day in journey.missed)
        assert len({*journey.missed}) == len(journey.missed)
        kept = journey.missed


@given(work_days(), LATER)
def test_an_episode_that_is_over_is_on_no_list_of_what_is_due(
    case: WorkDay, later: int
) -> None:
    """No check, flag or contact is; asking after someone is the panel's."""
    for item in work(case, later=later):
        if item.journey_id in over(case):
            assert item.kind in {WorkKind.MISSED_CHECK, WorkKind.FOLLOW_UP}
            lost = item.kind is WorkKind.MISSED_CHECK
            assert (item.due.status is DueStatus.EXPIRED) is lost
            assert lost or is_followed(case, item, later)
        else:
            assert item.kind in {WorkKind.CHECK, WorkKind.CONTACT, WorkKind.FLAG}


def is_followed(case: WorkDay, item: WorkItem, later: int) -> bool:
    """Say whether someone is alive, not back, and was not talked with since."""
    death = case.died.get(item.patient_id, date.max)
    back = {each.patient_id for each in case.journeys if not each.is_over}
    talked = worklists.talks(case.contacts).get(item.patient_id, ())
    return (
        item.patient_id not in back
        and death > case.on + timedelta(days=later)
        and not any(item.due.on <= day <= case.on for day in talked if item.due.on)
    )


def test_checks_are_missed_and_people_are_followed() -> None:
    """Otherwise this would be about nothing."""

    def follows(case: WorkDay) -> bool:
        return any(item.kind is WorkKind.FOLLOW_UP for item in work(case))

    def watched(history: JourneyHistory) -> bool:
        return any(ended(history))

    assert share(journey_histories(), watched) > 0.1
    assert share(work_days(), follows, examples=60) > 0.2
