"""The case consultation of the default pathway, at its thresholds and beside them."""

from collections.abc import Iterable
from datetime import date, timedelta

import attrs
import pytest

from caremodel.care import journeys
from caremodel.care.journeys import Holding, Journey, JourneyId, Prompted
from caremodel.care.pathways import Place, stop_at
from caremodel.catalog.conditions import DEPRESSION
from caremodel.catalog.journeys import (
    CASE_CONSULTATION,
    CONSULTATIONS,
    DEFAULT_PATHWAY,
)
from caremodel.catalog.journeys._prompts import CONSULTED
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import Facts, draw, name_of
from caremodel.grammar.rules import facts_read
from caremodel.people.charts import Chart, Coverage
from caremodel.people.patients import Patient, PatientId

STANDARD, INTENSIVE = Place("active", "standard"), Place("active", "intensive")
CAME = date(2025, 3, 3)
WEEK_8 = date(2025, 4, 28)
WEEK_12 = date(2025, 5, 26)
KINDS = ("condition", "observation", "consultation")
DEPRESSIVE = Entry("c1", "condition", DEPRESSION.codes[:1], CAME, status="active")
STAYED_UP = ((CAME, 20), (WEEK_8 - timedelta(days=7), 18))


def at(place: Place = STANDARD) -> Journey:
    """Make a journey that has stood at a place since the first day."""
    return Journey(
        id=JourneyId("j1"),
        patient_id=PatientId("p1"),
        pathway=DEFAULT_PATHWAY.ref,
        began=CAME,
        at=stop_at(DEFAULT_PATHWAY, place),
        since=CAME,
        lead="rosa",
        tracker="tom",
        next_check=WEEK_8,
        checked=CAME,
    )


def scored(scores: Iterable[tuple[date, float]]) -> list[Entry]:
    """Make PHQ-9 scores."""
    return [
        Entry(f"o{n}", "observation", ("44261-6",), on, value=score, status="final")
        for n, (on, score) in enumerate(scores)
    ]


def consulted(on: date, status: str = "held") -> Entry:
    """Make a case consultation."""
    return Entry(f"t-{on}", CONSULTATIONS.kind, (), on, status=status)


def asked(
    *others: Entry,
    scores: Iterable[tuple[date, float]] = STAYED_UP,
    on: date = WEEK_8,
    place: Place = STANDARD,
    without: str = "",
) -> tuple[Prompted, ...]:
    """Say what is asked for on a day, from a chart that covers all but one kind."""
    chart = Chart(
        patient=Patient(id=PatientId("p1")),
        filed=[*others, *scored(scores)],
        coverage=[Coverage(kind=kind) for kind in KINDS if kind != without],
    )
    known = draw(facts_read(CASE_CONSULTATION.when), chart, on=on)
    return consultations(at(place), known)


def consultations(journey: Journey, known: Facts) -> tuple[Prompted, ...]:
    """Say whether a consultation is asked for, of all that may be."""
    told = journeys.prompted(DEFAULT_PATHWAY, journey, known, Holding())
    return tuple(each for each in told if each.name == CASE_CONSULTATION.name)


def is_asked(told: tuple[Prompted, ...]) -> bool:
    """Say whether a consultation is asked for, and that alone."""
    return [(each.name, each.is_asked) for each in told] == [
        ("case consultation", True)
    ]


# --- week eight ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "expected"), [(55, False), (56, True), (57, True), (84, True)]
)
def test_it_is_asked_for_from_week_eight_on(days: int, *, expected: bool) -> None:
    """The fifty-sixth day where someone stands is the first."""
    assert is_asked(asked(DEPRESSIVE, on=CAME + timedelta(days=days))) is expected


def test_week_eight_is_asked_for_by_week_twelve() -> None:
    """Of whoever may lead."""
    (told,) = asked(DEPRESSIVE)

    assert (told.since, told.due) == (WEEK_8, WEEK_12)
    assert (WEEK_12 - CAME).days == 84
    assert told.roles == (
        *("care_manager", "nurse_care_manager", "social_worker"),
        "agency_care_manager",
    )


def test_it_is_asked_for_where_someone_is_cared_for() -> None:
    """At both levels, and where nobody is in active care, not."""
    machine = DEFAULT_PATHWAY.machine
    told = {
        place
        for place in machine.places
        if place not in machine.terminal and is_asked(asked(DEPRESSIVE, place=place))
    }

    assert told == {STANDARD, INTENSIVE}


def test_a_step_begins_the_eight_weeks_anew() -> None:
    """Care has changed, and has its time."""
    later = attrs.evolve(at(INTENSIVE), since=CAME + timedelta(days=1))
    chart = Chart(
        patient=Patient(id=PatientId("p1")),
        filed=[DEPRESSIVE, *scored(STAYED_UP)],
        coverage=[Coverage(kind=kind) for kind in KINDS],
    )
    wanted = facts_read(CASE_CONSULTATION.when)
    known = draw(wanted, chart, on=WEEK_8)

    assert consultations(later, known) == ()


# --- not improving -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (20, 10, False),  # half of it gone, exactly
        (20, 11, True),  # just short of it
        (20, 9, False),
        (22, 11, False),
        (22, 12, True),
        (10, 10, True),
        (12, 9, False),  # under ten, though only a quarter is gone
        (12, 10, True),
        (9, 10, True),
        (27, 14, True),
        (27, 13, False),
    ],
)
def test_who_is_not_improving(first: float, last: float, *, expected: bool) -> None:
    """Neither under ten nor less than half of the highest score (bao2016)."""
    scores = ((CAME, first), (WEEK_8, last))

    assert is_asked(asked(DEPRESSIVE, scores=scores)) is expected


def test_one_score_says_nothing_of_how_it_goes() -> None:
    """The second one is owed first; then it is asked for on that day."""
    assert asked(DEPRESSIVE, scores=STAYED_UP[:1]) == ()
    assert is_asked(asked(DEPRESSIVE, scores=((CAME, 20), (WEEK_8, 20))))


def test_without_depression_nobody_asks() -> None:
    """Whatever the score."""
    assert asked() == ()


# --- since the last one --------------------------------------------------------------


@pytest.mark.parametrize(
    ("days_ago", "expected"), [(0, False), (28, False), (29, True), (200, True)]
)
def test_a_consultation_ends_it_for_four_weeks(
    days_ago: int, *, expected: bool
) -> None:
    """From the day it was held; then it is asked for again."""
    held = consulted(WEEK_8 - timedelta(days=days_ago))

    assert is_asked(asked(DEPRESSIVE, held)) is expected


def test_what_was_booked_was_not_yet_held() -> None:
    """It is asked for until it was."""
    assert is_asked(asked(DEPRESSIVE, consulted(WEEK_8, "booked")))


# --- what one cannot tell ------------------------------------------------------------


def test_from_a_record_that_does_not_say_one_cannot_tell() -> None:
    """It is shown as that, with what is missing, and never silently left out."""
    (told,) = asked(DEPRESSIVE, without="consultation")

    assert not told.is_asked
    assert (told.since, told.due) == (None, None)
    assert told.missing == (CONSULTED,)
    assert [name_of(fact) for fact in told.missing] == [
        "any case consultations in 28 days including today"
    ]


def test_a_consultation_on_record_is_evidence_all_the_same() -> None:
    """Where nobody says that the record is complete."""
    held = consulted(WEEK_8 - timedelta(days=28))

    assert asked(DEPRESSIVE, held, without="consultation") == ()


def test_nobody_is_asked_for_want_of_a_record_before_week_eight() -> None:
    """Nor who has improved."""
    early = WEEK_8 - timedelta(days=1)

    assert asked(DEPRESSIVE, on=early, without="consultation") == ()
    better = ((CAME, 20), (WEEK_8, 9))
    assert asked(DEPRESSIVE, scores=better, without="consultation") == ()


def test_scores_that_nobody_covers_leave_it_open() -> None:
    """There may be others elsewhere."""
    (told,) = asked(DEPRESSIVE, without="observation")

    assert not told.is_asked
    assert {name_of(fact) for fact in told.missing} == {
        "PHQ-9 scores in 24 months including today",
        "latest PHQ-9 scores in 6 months including today",
        "relative change from the highest of PHQ-9 scores in 24 months including today",
    }
