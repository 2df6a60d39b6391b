"""What the default pathway asks for where someone stays, at its thresholds.

The case consultation has a file of its own.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import attrs
import pytest

from caremodel.care import contacts, journeys
from caremodel.care.contacts import Contact, ContactId, Mode, Outcome, Whom
from caremodel.care.journeys import (
    ContactNoted,
    Holding,
    Journey,
    JourneyId,
    Prompted,
)
from caremodel.care.pathways import Place, stop_at
from caremodel.catalog.conditions import DEPRESSION
from caremodel.catalog.journeys import (
    DEFAULT_PATHWAY,
    GO_ON_TRYING,
    SCORE_AGAIN,
    SEE_THEM,
)
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import draw, name_of
from caremodel.grammar.histories import Actor
from caremodel.grammar.rules import facts_read
from caremodel.people.charts import Chart, Coverage
from caremodel.people.patients import Patient, PatientId, PersonId
from caremodel.people.roles import WorkerId
from caremodel.program import worklists
from caremodel.program.worklists import WorkKind
from catalog.typed import ALIVE, place

ANN = PatientId("p1")
ON = date(2025, 6, 30)
KINDS = ("condition", "contact", "encounter", "observation")
DEPRESSIVE = Entry("c1", "condition", DEPRESSION.codes[:1], ON, status="active")
CALLED, WRITTEN = ("phone", False), ("letter", False)


def ago(days: int) -> date:
    """Say which day was so many days before."""
    return ON - timedelta(days=days)


def standing(
    at: Place, days: int = 100, tried: Iterable[tuple[str, bool]] = ()
) -> Journey:
    """Let a journey stand at a place for so many days, after some attempts."""
    pathway = DEFAULT_PATHWAY
    journey = Journey(
        id=JourneyId("j1"),
        patient_id=ANN,
        pathway=pathway.ref,
        began=ago(days),
        at=stop_at(pathway, at),
        since=ago(days),
        lead="rosa",
        tracker="tom",
        next_check=ON,
        checked=ago(days),
        tallies=pathway.tallies,
        counts=(0,) * len(pathway.tallies),
    )
    noted = [
        ContactNoted(mode=mode, two_way=answered, on=ago(days), by=Actor("rosa"))
        for mode, answered in tried
    ]
    return journeys.replayed(noted, start=journey)


def asked(
    journey: Journey, *filed: Entry, without: str = "", holding: Holding | None = None
) -> dict[str, Prompted]:
    """Say what is asked for, from a chart that covers all but one kind."""
    chart = Chart(
        patient=Patient(id=ANN),
        filed=filed,
        coverage=[Coverage(kind=kind) for kind in KINDS if kind != without],
    )
    whens = [each.when for each in (SCORE_AGAIN, SEE_THEM, GO_ON_TRYING)]
    known = draw(facts_read(*whens), chart, on=ON)
    told = journeys.prompted(DEFAULT_PATHWAY, journey, known, holding or Holding())
    return {each.name: each for each in told if each.name != "case consultation"}


def missing(told: Prompted) -> list[str]:
    """Name what one cannot tell for want of."""
    assert not told.is_asked
    return [name_of(fact) for fact in told.missing]


# --- a score -------------------------------------------------------------------------

STANDARD = place("standard")


def scored(days_ago: int) -> Entry:
    """Make a PHQ-9 score."""
    on = ago(days_ago)
    return Entry(f"o-{on}", "observation", ("44261-6",), on, value=14, status="final")


@pytest.mark.parametrize(
    ("days_ago", "expected"), [(0, False), (27, False), (28, True), (29, True)]
)
def test_a_score_is_asked_for_once_the_last_is_four_weeks_old(
    days_ago: int, *, expected: bool
) -> None:
    """Or there is none at all."""
    told = asked(standing(STANDARD), DEPRESSIVE, scored(days_ago))

    assert (SCORE_AGAIN.name in told) is expected
    assert SCORE_AGAIN.name in asked(standing(STANDARD), DEPRESSIVE)


@pytest.mark.parametrize(("days", "expected"), [(27, False), (28, True), (29, True)])
def test_nobody_is_asked_for_a_score_before_four_weeks_of_care(
    days: int, *, expected: bool
) -> None:
    """Where they stand: a step begins the four weeks anew."""
    told = asked(standing(STANDARD, days), DEPRESSIVE)

    assert (SCORE_AGAIN.name in told) is expected


def test_a_score_is_asked_for_within_a_week_of_whoever_leads() -> None:
    """In active care, of whom has a depression."""
    told = asked(standing(STANDARD), DEPRESSIVE)[SCORE_AGAIN.name]
    asking = {
        name
        for name in ALIVE
        if SCORE_AGAIN.name in asked(standing(place(name)), DEPRESSIVE)
    }

    assert told.due == ON + timedelta(days=7)
    assert told.roles[0] == "care_manager"
    assert asking == {"standard", "intensive"}
    assert asked(standing(STANDARD)) == {}


def test_scores_that_nobody_covers_leave_it_open() -> None:
    """One that is there is evidence all the same."""
    told = asked(standing(STANDARD), DEPRESSIVE, without="observation")

    assert missing(told[SCORE_AGAIN.name]) == [
        "any PHQ-9 scores in 27 days including today"
    ]
    assert asked(standing(STANDARD), DEPRESSIVE, scored(3), without="observation") == {}


# --- a stay --------------------------------------------------------------------------

ENGAGED = place("engaged")


def stay(days_ago: int) -> Entry:
    """Make an unplanned hospital stay that goes on."""
    on = ago(days_ago)
    return Entry("e1", "encounter", ("183452005",), on, status="in-progress")


def talk(
    days_ago: int, outcome: Outcome = Outcome.TWO_WAY, whom: Whom = Whom.PATIENT
) -> tuple[Entry, ...]:
    """Make a contact."""
    contact = Contact(
        id=ContactId(f"t-{days_ago}"),
        patient_id=ANN,
        on=ago(days_ago),
        by=WorkerId("rosa"),
        mode=Mode.IN_HOSPITAL,
        whom=whom,
        person_id=None if whom is Whom.PATIENT else PersonId("son"),
        outcome=outcome,
    )
    return contacts.entries([contact])


@pytest.mark.parametrize(
    ("days_ago", "expected"), [(0, True), (29, True), (30, True), (31, False)]
)
def test_a_new_stay_is_told_where_no_step_up_tells_it(
    days_ago: int, *, expected: bool
) -> None:
    """For 30 days, to those who recruit, who have three days for it."""
    told = asked(standing(ENGAGED), stay(days_ago))

    assert ([*told] == [SEE_THEM.name]) is expected
    for each in told.values():
        assert each.is_asked
        assert each.due == ON + timedelta(days=3)
        assert {"outreach_worker", "community_health_worker"} <= {*each.roles}


def test_a_new_stay_is_told_to_someone_wherever_one_stands() -> None:
    """By a prompt, or by the advice to step up; in intensive care, by the lead."""
    for name in ALIVE:
        told = asked(standing(place(name)), stay(3))
        on_a_rung = name in {"maintenance", "standard", "intensive"}
        assert (SEE_THEM.name in told) is not on_a_rung


@pytest.mark.parametrize(
    ("days_ago", "expected"), [(0, False), (6, False), (7, False), (8, True)]
)
def test_a_talk_ends_it_for_a_week(days_ago: int, *, expected: bool) -> None:
    """Then someone sees them again."""
    told = asked(standing(ENGAGED), stay(20), *talk(days_ago))

    assert (SEE_THEM.name in told) is expected


def test_only_a_talk_with_them_ends_it() -> None:
    """Or with whom they named; not an attempt, nor a word with someone else."""
    missed = talk(1, Outcome.NO_ANSWER)
    others = talk(1, whom=Whom.SOMEONE_ELSE)
    named = talk(1, whom=Whom.SUPPORT_PERSON)

    assert [*asked(standing(ENGAGED), stay(3), *missed)] == [SEE_THEM.name]
    assert [*asked(standing(ENGAGED), stay(3), *others)] == [SEE_THEM.name]
    assert asked(standing(ENGAGED), stay(3), *named) == {}


def test_contacts_that_nobody_covers_leave_it_open() -> None:
    """Only of who has a new stay."""
    told = asked(standing(ENGAGED), stay(3), without="contact")

    assert missing(told[SEE_THEM.name]) == [
        "any meaningful contacts in 7 days including today"
    ]
    assert asked(standing(ENGAGED), without="contact") == {}
    assert asked(standing(ENGAGED), stay(3), *talk(1), without="contact") == {}


def test_stays_that_nobody_covers_leave_it_open() -> None:
    """Nobody would tell us of one."""
    told = asked(standing(ENGAGED), without="encounter")

    assert missing(told[SEE_THEM.name]) == [
        "any unplanned hospital stays in 30 days including today"
    ]


# --- an end --------------------------------------------------------------------------

RECRUITMENT = place("recruitment")
SIX = (*[CALLED] * 5, WRITTEN)


@pytest.mark.parametrize(
    ("days", "tried", "expected"),
    [
        (44, SIX, False),
        (45, SIX, True),
        (46, SIX, True),
        (45, SIX[1:], False),
        (45, (CALLED, *SIX), True),
        (45, [CALLED] * 6, False),
        (45, (*SIX, ("phone", True)), False),
    ],
)
def test_once_attempts_are_used_up_someone_decides(
    days: int, tried: tuple[tuple[str, bool], ...], *, expected: bool
) -> None:
    """Six, in two ways, over 45 days; an answer ends it."""
    told = asked(standing(RECRUITMENT, days, tried))

    assert ([*told] == [GO_ON_TRYING.name]) is expected


def test_the_supervisor_and_those_who_recruit_decide_within_a_week() -> None:
    """Wherever one may be given up, and nowhere else."""
    told = asked(standing(RECRUITMENT, tried=SIX))[GO_ON_TRYING.name]
    asking = {
        name
        for name in ALIVE
        if GO_ON_TRYING.name in asked(standing(place(name), tried=SIX))
    }
    machine = DEFAULT_PATHWAY.machine
    may = {name for name in ALIVE if machine.ready(place(name), "give up") is not None}

    assert told.due == ON + timedelta(days=7)
    assert told.roles[:2] == ("clinical_supervisor", "outreach_worker")
    assert asking == may == {"recruitment", "waitlisted", "re-engagement"}


# --- on the worklist -----------------------------------------------------------------


def test_the_worklist_tells_what_is_asked_for() -> None:
    """And of what one cannot tell, nothing to do yet."""

    def listed(journey: Journey, *filed: Entry, without: str = "") -> list[str]:
        told = asked(journey, *filed, without=without)
        items = worklists.worklist(
            [DEFAULT_PATHWAY], [journey], on=ON, prompted=told.values()
        )
        return [item.about for item in items if item.kind is WorkKind.PROMPT]

    assert listed(standing(RECRUITMENT, tried=SIX), stay(3)) == [
        "see them in hospital or just home",
        "decide whether to go on trying",
    ]
    assert listed(standing(ENGAGED), stay(3), without="contact") == []


def test_who_declined_is_offered_it_again_after_the_cool_off() -> None:
    """By who answers for them on the panel; a talk from that day on is the offer."""
    declined = standing(Place("declined"), 90)
    cool_off = DEFAULT_PATHWAY.limits.cool_off
    assert cool_off is not None

    def listed(on: date, *talked: date) -> list[tuple[date | None, str | None]]:
        items = worklists.worklist(
            [DEFAULT_PATHWAY],
            [declined],
            on=on,
            talked={ANN: talked},
            owners={ANN: "dr-l"},
        )
        return [
            (item.due.on, item.who) for item in items if item.kind is WorkKind.FOLLOW_UP
        ]

    assert cool_off.after(declined.since) == ON
    assert listed(ago(1)) == []
    assert listed(ON) == listed(ON, ago(1)) == [(ON, "dr-l")]
    assert listed(ON, ON) == []


def test_nobody_is_offered_it_again_who_left_in_another_way() -> None:
    """Nor who is back."""
    followed = {s.name for s in DEFAULT_PATHWAY.stages if s.follow_up}
    declined = standing(Place("declined"), 90)
    back = attrs.evolve(standing(RECRUITMENT, 0), id=JourneyId("j2"))

    assert followed == {"graduated", "declined"}
    items = worklists.worklist([DEFAULT_PATHWAY], [declined, back], on=ON)
    assert WorkKind.FOLLOW_UP not in {item.kind for item in items}
