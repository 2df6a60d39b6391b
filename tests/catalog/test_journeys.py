"""The default pathway: its stages, and walks on it."""

import typing
from datetime import date, timedelta

import attrs
import pytest

from caremodel.care import journeys
from caremodel.care.journeys import (
    Agree,
    Begin,
    ByReferral,
    Command,
    Holding,
    Journey,
    JourneyId,
    Make,
    NoteContact,
    Recommended,
    ReferredBy,
)
from caremodel.care.pathways import (
    CaseloadStatus,
    Needed,
    Place,
    Readiness,
    level_at,
    stage_at,
    stop_at,
)
from caremodel.catalog.journeys import (
    ASKED_FOR_MORE,
    DEFAULT_PATHWAY,
)
from caremodel.errors import NotAllowedError
from caremodel.grammar.facts import Facts, draw
from caremodel.grammar.histories import Actor
from caremodel.grammar.rules import facts_read
from caremodel.people.charts import Chart, Coverage
from caremodel.people.patients import Patient, PatientId
from catalog.small_charts import (
    ON,
    STARTED,
    drawn,
    entry,
    stay,
)
from catalog.typed import ALIVE, BEFORE, CHIEF, ENDS, IN_CARE, place

# --- what the stages are -------------------------------------------------------------


def test_every_stage_counts_as_one_of_three() -> None:
    """Or, at an end, as none; where care surrounds someone, it is active."""
    told = {
        status: {
            stage.name for stage in DEFAULT_PATHWAY.stages if stage.caseload is status
        }
        for status in (*CaseloadStatus, None)
    }

    assert told == {
        CaseloadStatus.RECRUITMENT: set(BEFORE),
        CaseloadStatus.ACTIVE: {
            *("engaged", "assessing", "planning", "active", "re-engagement", "paused"),
        },
        CaseloadStatus.MAINTENANCE: {"maintenance"},
        None: set(ENDS),
    }


def test_many_stages_are_one_status_of_an_episode() -> None:
    """In the codes of EpisodeOfCare."""
    told: dict[str, set[str]] = {}
    for name in (*ALIVE, *ENDS):
        status = stop_at(DEFAULT_PATHWAY, place(name)).status.value
        told.setdefault(status, set()).add(name)

    assert told == {
        "planned": {"identified", "recruitment"},
        "waitlist": {"waitlisted"},
        "active": {*IN_CARE, "re-engagement", "maintenance"},
        "onhold": {"paused"},
        "finished": {"graduated"},
        "cancelled": set(ENDS) - {"graduated"},
    }


def test_help_starts_the_day_someone_says_yes() -> None:
    """From then on there is a lead."""
    for name in (*IN_CARE, "re-engagement", "paused", "maintenance"):
        takes = stage_at(DEFAULT_PATHWAY, place(name)).takes
        assert {Needed.AGREEMENT, Needed.LEAD} <= set(takes)
    assert level_at(DEFAULT_PATHWAY, place("intensive")).minutes == 78
    assert level_at(DEFAULT_PATHWAY, place("standard")).minutes == 35
    assert level_at(DEFAULT_PATHWAY, place("maintenance")).minutes == 20


def test_there_is_a_way_to_work_with_everyone_as_ready_as_they_are() -> None:
    """One for each readiness."""
    for name in ("recruitment", "engaged", "active"):
        stage = stage_at(DEFAULT_PATHWAY, Place(name))
        assert [strategy.readiness for strategy in stage.strategies] == list(Readiness)


# --- walks ---------------------------------------------------------------------------

ROSA = Actor("rosa", ("care_manager",))
FOR_HIM = Actor("rosa", ("care_manager",), "p1")
BOSS = Actor("kim", CHIEF)


def walk(
    journey: Journey | None,
    *steps: tuple[Command, Actor],
    on: date = STARTED,
    facts: Facts | None = None,
) -> Journey:
    """Make one step after another on a day."""
    for command, by in steps:
        events = journeys.decide(
            DEFAULT_PATHWAY,
            journey,
            command,
            facts=facts or Facts(on=on, known={}),
            on=on,
            by=by,
        )
        journey = journeys.replayed(events, start=journey)
    assert journey is not None
    return journey


def in_standard_care() -> Journey:
    """Walk someone from a referral into standard care."""
    goal = attrs.evolve(entry("goal", "life", 0, status="active"), on=STARTED)
    chart = Chart(
        patient=Patient(id=PatientId("p1")),
        filed=[goal],
        coverage=[Coverage(kind="goal")],
    )
    start = next(m for m in DEFAULT_PATHWAY.machine.moves if m.name == "start")
    assert start.needs is not None
    known = draw(facts_read(start.needs), chart, on=STARTED)
    referral = ByReferral(source=ReferredBy.PCP, who="dr-l", reason="three falls")
    return walk(
        None,
        (
            Begin(
                journey_id=JourneyId("j1"), patient_id=PatientId("p1"), way_in=referral
            ),
            ROSA,
        ),
        (Make(move="reach out"), ROSA),
        (NoteContact(two_way=True, mode="home visit"), ROSA),
        (Agree(what=Needed.AGREEMENT), FOR_HIM),
        (Make(move="engage", lead="rosa"), ROSA),
        (Make(move="assess"), ROSA),
        (Make(move="plan"), ROSA),
        (Make(move="start"), ROSA),
        facts=known,
    )


def watched(journey: Journey, facts: Facts, days: int) -> Holding:
    """Look at the same facts now and some days before."""
    before = attrs.evolve(facts, on=ON - timedelta(days=days))
    holding = journeys.watch(DEFAULT_PATHWAY, Holding(), before, journey=journey)
    return journeys.watch(DEFAULT_PATHWAY, holding, facts, journey=journey)


def test_thirty_quiet_days_step_down_and_ninety_more_graduate() -> None:
    """With a tracker, the person, and primary care."""
    journey, known = in_standard_care(), drawn()
    holding = watched(journey, known, 29)
    advice = journeys.recommend(DEFAULT_PATHWAY, journey, known, holding)
    assert advice.recommendation is Recommended.STAY
    holding = watched(journey, known, 30)
    advice = journeys.recommend(DEFAULT_PATHWAY, journey, known, holding)
    assert advice.recommendation is Recommended.DOWN

    down = Make(
        move="step down",
        because=advice,
        tracker="tom",
        next_check=ON + timedelta(days=35),
    )
    journey = walk(journey, (down, ROSA), on=ON, facts=known)
    assert journey.place == Place("maintenance")

    late = attrs.evolve(known, on=ON + timedelta(days=90))
    holding = journeys.watch(DEFAULT_PATHWAY, Holding(), known, journey=journey)
    holding = journeys.watch(DEFAULT_PATHWAY, holding, late, journey=journey)
    advice = journeys.recommend(DEFAULT_PATHWAY, journey, late, holding)
    assert advice.recommendation is Recommended.GRADUATE

    with pytest.raises(NotAllowedError) as told_:
        walk(
            journey,
            (Make(move="graduate", because=advice), ROSA),
            on=late.on,
            facts=late,
        )
    assert told_.value.because == (
        "not on record: the person's agreement to end",
        "not on record: a warm hand-off",
        "not on record: acceptance by primary care",
    )
    pcp = Actor("dr-l", ("pcp",))
    journey = walk(
        journey,
        (Agree(what=Needed.PERSON_AGREES), FOR_HIM),
        (Agree(what=Needed.HAND_OFF), ROSA),
        (Agree(what=Needed.PCP_ACCEPTANCE), pcp),
        (Make(move="graduate", because=advice), ROSA),
        on=late.on,
        facts=late,
    )
    assert journey.is_over


def test_missed_contacts_lead_to_looking_and_not_to_more_care() -> None:
    """Two in a row; also in maintenance, where nobody may get lost."""
    missed = (NoteContact(two_way=False, mode="phone"), ROSA)
    down = Make(
        move="step down",
        override=True,
        reason="well",
        tracker="tom",
        next_check=STARTED + timedelta(days=30),
    )
    for journey in (in_standard_care(), walk(in_standard_care(), (down, ROSA))):
        once, twice = walk(journey, missed), walk(journey, missed, missed)
        stay_ = journeys.recommend(DEFAULT_PATHWAY, once, drawn(), Holding())
        look = journeys.recommend(DEFAULT_PATHWAY, twice, drawn(), Holding())
        assert stay_.recommendation is Recommended.STAY
        assert look.recommendation is Recommended.RE_ENGAGE


DOWN = Make(
    move="step down",
    override=True,
    reason="well",
    tracker="tom",
    next_check=STARTED + timedelta(days=30),
)
BACK = Make(
    move="return to maintenance", tracker="tom", next_check=ON + timedelta(days=30)
)
MISSED = NoteContact(two_way=False, mode="phone")
TALKED = NoteContact(two_way=True, mode="phone")
SOUGHT = ((MISSED, ROSA), (MISSED, ROSA), (Make(move="re-engage"), ROSA))


def refused(journey: Journey, command: Make, known: Facts | None = None) -> int:
    """Count for how many reasons a move is refused."""
    known = known or drawn(entry("goal", "life", 9, status="active"))
    return len(
        journeys.check(DEFAULT_PATHWAY, journey, command, facts=known, on=ON, by=ROSA)
    )


def test_who_was_sought_in_maintenance_returns_there_once_found() -> None:
    """To be sought costs nobody their maintenance, nor does a pause on the way."""
    sought = walk(in_standard_care(), (DOWN, ROSA), *SOUGHT)
    assert refused(sought, BACK) == 1

    found = walk(sought, (TALKED, ROSA))
    paused = walk(found, (Make(move="pause", reason="abroad"), ROSA))
    for journey in (found, paused):
        assert refused(journey, BACK) == 0
        assert refused(journey, BACK, drawn(stay(3))) == 1
        assert refused(journey, BACK, drawn(without="encounter"))
        back = walk(journey, (BACK, ROSA), on=ON, facts=drawn())
        assert back.place == Place("maintenance")
        assert (back.tracker, back.since) == ("tom", ON)
        advice = journeys.recommend(DEFAULT_PATHWAY, back, drawn(), Holding())
        assert advice.recommendation is Recommended.STAY


def test_who_came_from_active_care_does_not_return_to_maintenance() -> None:
    """Nor who was in maintenance once, and in active care since."""
    never = walk(in_standard_care(), *SOUGHT, (TALKED, ROSA))
    once = walk(
        in_standard_care(),
        (DOWN, ROSA),
        (Make(move="step up", reason="she asked"), ROSA),
        *SOUGHT,
        (TALKED, ROSA),
    )

    for journey in (never, once):
        assert refused(journey, BACK) == 1
        assert refused(journey, Make(move="return")) == 0


@pytest.mark.parametrize("move", ["return", "return intensively"])
def test_nobody_returns_before_they_are_found(move: str) -> None:
    """One answer is enough; one more attempt without an answer is not."""
    sought = walk(in_standard_care(), *SOUGHT)
    found = walk(sought, (TALKED, ROSA))
    lost = walk(found, (MISSED, ROSA))

    assert refused(sought, Make(move=move)) == 1
    assert refused(found, Make(move=move)) == 0
    assert refused(lost, Make(move=move)) == 1
    assert refused(lost, Make(move=move, override=True, reason="he rang")) == 0


def test_nobody_goes_round_the_step_down_by_a_pause() -> None:
    """Only who was never in active care is assessed again, unless someone says why."""
    cared_for = walk(in_standard_care(), (Make(move="pause", reason="abroad"), ROSA))
    back = Make(move="return to assessing")
    assert refused(cared_for, back) == 1
    assert refused(cared_for, attrs.evolve(back, override=True, reason="a stroke")) == 0

    never = attrs.evolve(cared_for, counts=(0,) * len(cared_for.counts))
    assert refused(never, back) == 0


def test_a_pause_is_no_step_down() -> None:
    """Whoever is in a crisis, or may be, comes back to intensive care."""
    journey = walk(
        in_standard_care(),
        (Make(move="step up", reason="she asked"), ROSA),
        (Make(move="pause", reason="abroad"), ROSA),
    )
    goal = entry("goal", "life", 9, status="active")
    well, crisis = drawn(goal), drawn(goal, stay(3))
    unknown = drawn(goal, without="encounter")

    def because(move: str, known: Facts, **how: typing.Any) -> tuple[str, ...]:
        command = Make(move=move, **how)
        return journeys.check(
            DEFAULT_PATHWAY, journey, command, facts=known, on=ON, by=ROSA
        )

    assert because("return", well) == ()
    assert because("return", crisis)
    assert because("return", unknown)
    assert because("return", crisis, override=True, reason="she wishes it") == ()
    for known in (well, crisis, unknown):
        assert because("return intensively", known) == ()


def test_who_asked_for_more_gets_one_step_more() -> None:
    """What was asked pushes no further until it was not asked for a while."""
    down = Make(
        move="step down",
        override=True,
        reason="well",
        tracker="tom",
        next_check=STARTED + timedelta(days=30),
    )
    journey, holding = walk(in_standard_care(), (down, ROSA)), Holding()

    told_ = []
    for day, asks in enumerate((True, True, False, True)):
        known = drawn(given={ASKED_FOR_MORE: asks})
        known = attrs.evolve(known, on=ON + timedelta(days=day))
        holding = journeys.watch(DEFAULT_PATHWAY, holding, known, journey=journey)
        advice = journeys.recommend(DEFAULT_PATHWAY, journey, known, holding)
        told_.append(advice.recommendation)
        if day == 0:
            up = Make(move="step up", because=advice)
            journey = walk(journey, (up, ROSA), on=known.on, facts=known)

    assert told_ == [
        Recommended.UP,
        Recommended.STAY,
        Recommended.STAY,
        Recommended.UP,
    ]


def test_nobody_declines_for_someone_else() -> None:
    """Neither another patient, nor who stands by another (INV-070)."""
    referral = ByReferral(source=ReferredBy.FAMILY, who="son", reason="alone")
    begun = Begin(
        journey_id=JourneyId("j1"), patient_id=PatientId("p1"), way_in=referral
    )
    journey, facts = walk(None, (begun, ROSA)), Facts(on=STARTED, known={})
    may = {
        Actor("p1", ("patient",)): True,
        Actor("p2", ("patient",)): False,
        Actor("ann", ("informal_caregiver",)): False,
        Actor("ann", ("informal_caregiver",), "p2"): False,
        Actor("ann", ("informal_caregiver",), "p1"): True,
    }

    for by, expected in may.items():
        decline = Make(move="decline")
        because = journeys.check(
            DEFAULT_PATHWAY, journey, decline, facts=facts, on=STARTED, by=by
        )
        offered = journeys.options(DEFAULT_PATHWAY, journey, by=by, facts=facts)
        told_ = {option.move.name: option.role_may for option in offered}
        assert (not because) is expected
        assert told_["decline"] is expected


def test_nobody_is_given_up_before_six_attempts_in_two_ways_over_45_days() -> None:
    """Proposed by whoever looked, confirmed by the supervisor."""
    referral = ByReferral(source=ReferredBy.FAMILY, who="son", reason="alone")
    begun = Begin(
        journey_id=JourneyId("j1"), patient_id=PatientId("p1"), way_in=referral
    )
    call = (NoteContact(two_way=False, mode="phone"), ROSA)
    letter = (NoteContact(two_way=False, mode="letter"), ROSA)
    journey = walk(None, (begun, ROSA), (Make(move="reach out"), ROSA), *[call] * 5)
    give_up = Make(move="give up", reason="no answer")

    def because(days: int, journey: Journey) -> tuple[str, ...]:
        on = STARTED + timedelta(days=days)
        return journeys.check(
            DEFAULT_PATHWAY,
            journey,
            give_up,
            facts=Facts(on=on, known={}),
            on=on,
            by=BOSS,
        )

    assert len(because(44, journey)) == 4
    journey = walk(journey, letter, (Agree(what=Needed.PROPOSAL), ROSA))
    assert because(44, journey) == ("must be so: days at this place at least 45",)
    assert because(45, journey) == ()
