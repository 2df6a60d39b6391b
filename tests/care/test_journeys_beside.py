"""Two programs of one person side by side, and the load of whoever holds them."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import attrs
import pytest

from care.walked import (
    BEGIN,
    HIGH,
    LOW,
    NURSE,
    SMALL,
    after,
    in_asking,
    in_care,
    in_watch,
    known,
    on_day,
)
from caremodel.care import journeys
from caremodel.care.journeys import Begin, Journey, JourneyId, Make
from caremodel.care.pathways import Level, Pathway
from caremodel.errors import NotAllowedError, NotFoundError
from caremodel.people.patients import PatientId

OTHER: Final = attrs.evolve(
    SMALL,
    id="other",
    stages=[
        attrs.evolve(
            stage,
            levels=[
                attrs.evolve(each, minutes=2 * each.minutes) for each in stage.levels
            ],
        )
        for stage in SMALL.stages
    ],
)
"""Asks for twice the time everywhere."""

SECOND: Final = attrs.evolve(BEGIN, journey_id=JourneyId("j2"))


def because(
    command: Begin = SECOND,
    *,
    beside: Iterable[Journey] = (),
    pathway: Pathway = SMALL,
    days: int = 10,
) -> tuple[str, ...]:
    """Name what keeps a journey from beginning beside others."""
    how: dict[str, Any] = {"facts": known(days), "on": on_day(days), "by": NURSE}
    try:
        journeys.begin(pathway, command, beside=beside, **how)
    except NotAllowedError as refused:
        return refused.because
    return ()


def left(days: int) -> Journey:
    """Make a journey that ended on a day."""
    return after(in_care(), Make(move="leave", reason="moved away"), days=days)


def of(
    journey: Journey,
    *,
    journey_id: str = "j2",
    patient_id: str = "p1",
    pathway: Pathway = SMALL,
    **changes: Any,
) -> Journey:
    """Make the same journey of someone else, or on another pathway."""
    ids: dict[str, Any] = {
        "id": JourneyId(journey_id),
        "patient_id": PatientId(patient_id),
    }
    return attrs.evolve(journey, pathway=pathway.ref, **ids, **changes)


# --- beginning beside others ---------------------------------------------------------


def test_nobody_begins_twice_on_one_pathway() -> None:
    """In whatever version; on another pathway they may."""
    assert because(beside=[in_care()]) == (
        "one on this pathway is not over on that day",
    )
    newer = attrs.evolve(SMALL, version="2")
    assert because(beside=[in_care()], pathway=newer) == (
        "one on this pathway is not over on that day",
    )
    assert because(beside=[in_care()], pathway=OTHER) == ()


@pytest.mark.parametrize(("days", "free"), [(9, False), (10, True), (11, True)])
def test_the_day_one_ends_another_may_begin(days: int, free: bool) -> None:  # noqa: FBT001
    """Not before, however late it is written down."""
    assert (because(beside=[left(10)], days=days) == ()) is free


def test_only_journeys_of_the_same_person_stand_beside() -> None:
    """What is wrong is told once, and nothing of anyone."""
    others = [
        of(in_care(), journey_id="j3", patient_id="p2", pathway=OTHER),
        of(in_care(), journey_id="j4", patient_id="p2", pathway=OTHER),
    ]

    assert because(beside=others) == ("a journey beside it is of someone else",)


def test_a_journey_of_that_id_has_begun() -> None:
    """On whatever pathway."""
    beside = [of(in_care(), pathway=OTHER)]

    assert because(beside=beside) == ("a journey of that id has begun",)


def test_it_follows_one_that_is_over_on_the_day_that_it_says() -> None:
    """As far as that one stands beside it."""
    again = attrs.evolve(
        SECOND,
        previous=JourneyId("j1"),
        previous_ended=on_day(5),
        reason="not well",
    )

    assert because(again) == ()
    assert because(again, beside=[left(5)]) == ()
    assert because(again, beside=[left(4)]) == (
        "the journey it follows ended on another day",
    )
    assert because(again, beside=[in_care()]) == (
        "one on this pathway is not over on that day",
        "the journey it follows is not over",
    )


def test_other_reasons_are_told_with_it() -> None:
    """And what is allowed happens as it would alone."""
    lone = attrs.evolve(SECOND, place=LOW)

    assert because(lone, beside=[in_care()]) == (
        "only who comes back begins at care (low)",
        "not on record: the person's agreement",
        "not on record: a lead",
        "one on this pathway is not over on that day",
    )
    facts, on = known(), date(2025, 3, 3)
    alone = journeys.decide(OTHER, None, SECOND, facts=facts, on=on, by=NURSE)
    beside = journeys.begin(
        OTHER, SECOND, facts=facts, on=on, by=NURSE, beside=[in_care()]
    )
    assert alone == beside


# --- load ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("journey", "who"),
    [
        (in_asking(), None),
        (in_care(), "rosa"),
        (in_watch(), "tom"),
        (left(3), None),
    ],
)
def test_whoever_leads_holds_it_and_where_watch_is_kept_the_tracker(
    journey: Journey, who: str | None
) -> None:
    """Before someone leads, and once it is over, nobody does."""
    assert journeys.holder(journey) == who


VERSIONS: Final = (SMALL, OTHER)


def test_held_by_one_two_programs_of_one_person_count_once() -> None:
    """Forty minutes of one and sixty of the other are sixty."""
    both = [of(in_care(LOW), pathway=OTHER), in_care(HIGH)]

    assert journeys.minutes_by_worker(VERSIONS, both[:1]) == {"rosa": 40}
    assert journeys.minutes_by_worker(VERSIONS, both) == {"rosa": 60}
    assert journeys.minutes_by_worker(VERSIONS, both[::-1]) == {"rosa": 60}
    assert journeys.patients_by_worker(both) == {"rosa": 1}


def test_held_by_two_each_counts_for_itself() -> None:
    """Forty for Ann, and sixty for Rosa."""
    both = [of(in_care(LOW), pathway=OTHER, lead="ann"), in_care(HIGH)]

    assert journeys.minutes_by_worker(VERSIONS, both) == {"ann": 40, "rosa": 60}
    assert journeys.patients_by_worker(both) == {"ann": 1, "rosa": 1}


def test_two_people_count_twice() -> None:
    """Twenty and sixty are eighty; who is not led, or gone, counts for nobody."""
    several = [
        in_care(LOW),
        of(in_care(HIGH), patient_id="p2"),
        of(in_asking(), patient_id="p3"),
        of(left(3), patient_id="p4"),
    ]

    assert journeys.minutes_by_worker(VERSIONS, several) == {"rosa": 80}
    assert journeys.patients_by_worker(several) == {"rosa": 2}


def test_the_minutes_are_those_of_the_version_it_runs_on() -> None:
    """Ten by the new one, twenty by the old."""
    low = attrs.evolve(SMALL.stages[1].levels[0], minutes=10)
    levels = (low, SMALL.stages[1].levels[1])
    care = attrs.evolve(SMALL.stages[1], levels=levels)
    stages = (SMALL.stages[0], care, *SMALL.stages[2:])
    watch = attrs.evolve(stages[4], levels=(Level(cadence=low.cadence, minutes=5),))
    newer = attrs.evolve(SMALL, version="2", stages=(*stages[:4], watch, *stages[5:]))
    two = [in_care(), of(in_care(), patient_id="p2", pathway=newer)]

    assert journeys.minutes_by_worker((SMALL, newer), two) == {"rosa": 30}
    with pytest.raises(NotFoundError):
        journeys.minutes_by_worker((SMALL,), two)


def test_nothing_is_no_load() -> None:
    """For nobody."""
    assert journeys.minutes_by_worker((), ()) == {}
    assert journeys.patients_by_worker(()) == {}
