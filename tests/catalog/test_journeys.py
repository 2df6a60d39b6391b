"""The default pathway: its stages, its rules at their thresholds, and walks on it."""

import typing
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Final

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
from caremodel.catalog.conditions import DEPRESSION, DIABETES_T2, HYPERTENSION
from caremodel.catalog.journeys import (
    ASKED_FOR_MORE,
    CRISIS,
    DEFAULT_PATHWAY,
    DEPRESSED,
    EASED,
    GOALS_MET,
    QUIET,
    SELF_DONE,
    SETTLED,
    TROUBLE,
    WITHOUT_US,
)
from caremodel.catalog.journeys._asked import (
    ABLE,
    CONTROLLED,
    DIASTOLIC_PRESSURE,
    POORLY_CONTROLLED,
    SYSTOLIC_PRESSURE,
)
from caremodel.catalog.journeys._pathway import PLANNED_TOGETHER
from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import ALWAYS, Entry
from caremodel.grammar.facts import Facts, Given, Value, draw
from caremodel.grammar.histories import Actor
from caremodel.grammar.rules import Criterion, answer, facts_read
from caremodel.grammar.verdicts import Answer
from caremodel.people.charts import Chart, Coverage
from caremodel.people.needs import SOCIAL_CATEGORIES
from caremodel.people.patients import Patient, PatientId
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


# --- small charts --------------------------------------------------------------------

ON = date(2025, 6, 30)
KINDS = ("encounter", "condition", "observation", "score", "need", "goal")
RULES = (TROUBLE, CRISIS, EASED, SETTLED, WITHOUT_US, PLANNED_TOGETHER)
ALL_WELL: Final[dict[Given, Value]] = {
    GOALS_MET: 1.0,
    SELF_DONE: 1.0,
    ASKED_FOR_MORE: False,
}
UNPLANNED, RELEASED = "183452005", "50849002"


def entry(
    kind: str,
    code: str,
    days_ago: int,
    *,
    value: float | None = None,
    unit: str = "",
    status: str = "",
) -> Entry:
    """Make an entry so many days before."""
    on = ON - timedelta(days=days_ago)
    return Entry(
        f"{kind}-{code}-{days_ago}",
        kind,
        (code,),
        on,
        value=value,
        unit=unit,
        status=status,
    )


def condition(code: str) -> Entry:
    """Make an active condition."""
    return entry("condition", code, 900, status="active")


DEPRESSIVE = condition(DEPRESSION.codes[0])
DIABETIC = condition(DIABETES_T2.codes[0])
HYPERTENSIVE = condition(HYPERTENSION.codes[0])


def phq9(score: float, days_ago: int = 7) -> Entry:
    """Make a PHQ-9 score."""
    return entry("observation", "44261-6", days_ago, value=score, status="final")


def a1c(percent: float, unit: str = "%") -> Entry:
    """Make an HbA1c result."""
    return entry("observation", "4548-4", 7, value=percent, unit=unit, status="final")


def stay(days_ago: int, ended: int | None = None, *, lasts: bool = False) -> Entry:
    """Make an unplanned hospital stay, by default of one day."""
    status = "in-progress" if lasts else "finished"
    home = None if lasts else ON - timedelta(days=days_ago if ended is None else ended)
    return attrs.evolve(
        entry("encounter", UNPLANNED, days_ago, status=status), until=home
    )


def released(days_ago: int) -> Entry:
    """Make an emergency visit that ended at home."""
    return entry("encounter", RELEASED, days_ago, status="finished")


def drawn(
    *entries: Entry, without: str = "", given: dict[Given, Value] | None = None
) -> Facts:
    """Draw what the default pathway asks, from a chart that covers all but one kind."""
    chart = Chart(
        patient=Patient(id=PatientId("p1")),
        filed=entries,
        coverage=[
            Coverage(kind=kind, period=ALWAYS) for kind in KINDS if kind != without
        ],
    )
    return draw(facts_read(*RULES), chart, on=ON, given={**ALL_WELL, **(given or {})})


YES, NO, CANNOT_TELL = Answer.YES, Answer.NO, Answer.CANNOT_TELL


def told(criterion: Criterion, *entries: Entry, without: str = "") -> Answer:
    """Answer a criterion of a small chart."""
    return answer(criterion, drawn(*entries, without=without))


# --- worked examples -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("scores", "depressed", "settled"),
    [
        ((9,), NO, YES),
        ((10,), YES, NO),
        ((11,), YES, NO),
        ((), CANNOT_TELL, CANNOT_TELL),
        ((22, 11), NO, YES),  # half of it gone
        ((22, 12), NO, NO),  # between two fifths and half: stay
        ((20, 12), NO, NO),  # two fifths gone
        ((20, 13), YES, NO),  # less than that
        ((22, 9), NO, YES),
        ((8, 14), YES, NO),
    ],
)
def test_phq9(scores: tuple[float, ...], depressed: Answer, settled: Answer) -> None:
    """Entry at ten, response at half, and a band between in which one stays."""
    filed = [phq9(score, 60 - 7 * at) for at, score in enumerate(scores)]

    assert told(DEPRESSED, DEPRESSIVE, *filed) is depressed
    assert told(SETTLED, DEPRESSIVE, *filed) is settled


@pytest.mark.parametrize(("rise", "worse"), [(4, NO), (5, YES), (6, YES)])
def test_who_is_worse_again_within_a_quarter_is_seen(rise: int, worse: Answer) -> None:
    """Five points, although half of the highest score is gone."""
    filed = (phq9(27, 300), phq9(8, 60), phq9(8 + rise, 1))

    assert told(DEPRESSED, DEPRESSIVE, *filed) is worse


@pytest.mark.parametrize("first", [4, 20])
@pytest.mark.parametrize(
    ("last", "depressed", "settled"),
    [(9, NO, YES), (10, NO, YES), (11, NO, NO), (12, NO, NO), (13, YES, NO)],
)
def test_a_response_is_held_against_the_highest_score(
    first: int, last: int, depressed: Answer, settled: Answer
) -> None:
    """Who was well when first asked, and fell ill since, may still respond."""
    filed = (DEPRESSIVE, phq9(first, 300), phq9(20, 150), phq9(last, 1))

    assert told(DEPRESSED, *filed) is depressed
    assert told(SETTLED, *filed) is settled


@pytest.mark.parametrize(
    ("highest", "depressed"),
    [(ON - date(2023, 6, 30), NO), (ON - date(2023, 6, 29), YES)],
)
def test_the_highest_score_of_two_years_counts(
    highest: timedelta, depressed: Answer
) -> None:
    """To the day."""
    filed = (phq9(22, highest.days), phq9(11, 150), phq9(11, 1))

    assert told(DEPRESSED, DEPRESSIVE, *filed) is depressed


def answers_by(
    scores: tuple[tuple[int, float], ...], days: Iterable[int]
) -> list[tuple[Answer, ...]]:
    """Say day by day what speaks for more, after scores of some days before ON."""
    chart = Chart(
        patient=Patient(id=PatientId("p1")),
        filed=(DEPRESSIVE, *(phq9(score, ago) for ago, score in scores)),
        coverage=[Coverage(kind=kind, period=ALWAYS) for kind in KINDS],
    )
    wanted = facts_read(TROUBLE, CRISIS)
    told_of: list[tuple[Answer, ...]] = []
    for later in days:
        known = draw(wanted, chart, on=ON + timedelta(days=later), given=ALL_WELL)
        told_of.append((answer(TROUBLE, known), answer(CRISIS, known)))
    return told_of


@pytest.mark.parametrize(
    "scores",
    [
        ((305, 22), (245, 11), (185, 11), (125, 11), (65, 11), (5, 11)),
        ((100, 4), (60, 20), (0, 10)),
        ((100, 27), (60, 8), (0, 12)),
        ((160, 27), (90, 13), (30, 8), (0, 13)),
        *(
            ((100, first), (60, second), (0, third))
            for first, second, third in product((4, 9, 13, 20, 27), repeat=3)
        ),
    ],
)
def test_no_step_up_comes_by_time_alone(scores: tuple[tuple[int, float], ...]) -> None:
    """Not as long as the highest score is less than two years old."""
    days = (*range(100), *range(100, 420, 15))

    for before, after in pairwise(answers_by(scores, days)):
        for was, now in zip(before, after, strict=True):
            assert now is not YES or was is YES


def test_a_responder_is_not_pushed_up_when_the_first_score_grows_old() -> None:
    """Who has lost half of it and stays there, month by month."""
    monthly = tuple((days, 11.0) for days in range(0, 360, 30))
    scores = ((365, 22.0), *monthly)

    assert {*answers_by(scores, range(31))} == {(NO, NO)}


@pytest.mark.parametrize(("score", "depressed"), [(16, CANNOT_TELL), (17, YES)])
def test_a_high_score_needs_no_older_one(score: int, depressed: Answer) -> None:
    """No record has to go back two years to tell that 17 of 27 is hardly better."""
    chart = Chart(
        patient=Patient(id=PatientId("p1")),
        filed=(DEPRESSIVE, phq9(score)),
        coverage=[
            Coverage(
                kind=kind,
                period=ALWAYS if kind != "observation" else Period(start=STARTED),
            )
            for kind in KINDS
        ],
    )
    known = draw(facts_read(DEPRESSED), chart, on=ON)

    assert answer(DEPRESSED, known) is depressed


@pytest.mark.parametrize(("score", "crisis"), [(19, NO), (20, YES), (21, YES)])
def test_a_severe_score_is_a_crisis_whatever_was_before(
    score: int, crisis: Answer
) -> None:
    """Of 27 it is hardly better."""
    assert told(CRISIS, DEPRESSIVE, phq9(27, 60), phq9(score)) is crisis
    assert told(CRISIS, DEPRESSIVE, phq9(score)) is crisis


@pytest.mark.parametrize(
    ("newest", "depressed", "controlled"),
    [
        (ON - date(2024, 12, 30), NO, YES),  # half a year, to the day
        (ON - date(2024, 12, 29), CANNOT_TELL, CANNOT_TELL),
    ],
)
def test_a_response_does_not_rest_on_an_old_score(
    newest: timedelta, depressed: Answer, controlled: Answer
) -> None:
    """Who had half of it gone, and was not asked for half a year, may be ill again."""
    filed = (DEPRESSIVE, phq9(22, 300), phq9(10, newest.days))

    assert told(DEPRESSED, *filed) is depressed
    assert told(CONTROLLED, *filed) is controlled
    assert told(SETTLED, *filed) is controlled
    assert told(EASED, *filed) is controlled


@pytest.mark.parametrize(
    ("score", "settled", "without_us"),
    [(4, YES, YES), (5, YES, NO), (6, YES, NO), (None, CANNOT_TELL, CANNOT_TELL)],
)
def test_who_graduates_has_next_to_nothing_left_of_a_depression(
    score: float | None, settled: Answer, without_us: Answer
) -> None:
    """Less care may do from under ten on; none at all, under five (cms-ecqm-2025)."""
    filed = [] if score is None else [phq9(score)]

    assert told(SETTLED, DEPRESSIVE, *filed) is settled
    assert told(WITHOUT_US, DEPRESSIVE, *filed) is without_us
    assert told(WITHOUT_US, *filed) is YES


def test_a_response_alone_lets_nobody_go() -> None:
    """Half of 24 is still a depression."""
    filed = (DEPRESSIVE, phq9(24, 60), phq9(12, 7))

    assert told(SETTLED, *filed) is YES
    assert told(WITHOUT_US, *filed) is NO


def test_a_score_of_today_counts_today() -> None:
    """What keeps someone safe does not wait for tomorrow."""
    assert told(DEPRESSED, DEPRESSIVE, phq9(10, 0)) is YES


def test_without_depression_no_score_is_asked_for() -> None:
    """Nothing is missing then."""
    assert told(DEPRESSED) is NO
    assert told(CONTROLLED) is YES


def test_nobody_meets_up_and_down_at_once() -> None:
    """Of all pairs of scores, 22 to 11 among them, a lowest one before or not."""
    for first, last, days in product(range(28), range(28), (80, 200)):
        known = drawn(DEPRESSIVE, phq9(4, 210), phq9(first, days), phq9(last, 7))
        up, down = answer(TROUBLE, known), answer(SETTLED, known)
        assert YES not in {up} & {down}
        assert YES not in {answer(CRISIS, known)} & {answer(EASED, known)}
        assert YES not in {answer(CRISIS, known)} & {down}


@pytest.mark.parametrize(
    ("percent", "poor", "controlled"),
    [
        (7.9, NO, YES),
        (8.0, NO, NO),
        (8.1, NO, NO),
        (8.9, NO, NO),
        (9.0, NO, NO),
        (9.1, YES, NO),
    ],
)
def test_a1c(percent: float, poor: Answer, controlled: Answer) -> None:
    """Poor over nine, controlled under eight, and a band between."""
    assert told(POORLY_CONTROLLED, DIABETIC, a1c(percent)) is poor
    assert told(CONTROLLED, DIABETIC, a1c(percent)) is controlled


def test_an_a1c_that_is_missing_leaves_it_open() -> None:
    """So does one in another unit."""
    for filed in ((), (a1c(60, "mmol/mol"),)):
        assert told(POORLY_CONTROLLED, DIABETIC, *filed) is CANNOT_TELL
        assert told(SETTLED, DIABETIC, *filed) is CANNOT_TELL


@pytest.mark.parametrize(
    ("systolic", "diastolic", "controlled"),
    [
        (139, 89, YES),
        (140, 89, NO),
        (141, 89, NO),
        (139, 90, NO),
        (139, 91, NO),
        (None, 89, CANNOT_TELL),
        (139, None, CANNOT_TELL),
        (None, 90, NO),
        (140, None, NO),
    ],
)
def test_blood_pressure(
    systolic: float | None, diastolic: float | None, controlled: Answer
) -> None:
    """Under 140 and under 90."""
    filed = [
        pressure(code, value)
        for code, value in (("8480-6", systolic), ("8462-4", diastolic))
        if value is not None
    ]

    assert told(CONTROLLED, HYPERTENSIVE, _panel(), *filed) is controlled
    assert told(CONTROLLED, _panel(), *filed) is YES


def pressure(code: str, value: float, *, of: str = "bp") -> Entry:
    """Make one number of a blood pressure."""
    measured = entry("observation", code, 7, value=value, unit="mm[Hg]", status="final")
    return attrs.evolve(measured, links=(of,) if of else ())


def test_a_blood_pressure_is_read_as_part_of_a_panel() -> None:
    """A number that stands alone, or in another unit, is none."""
    alone = [pressure("8480-6", 139, of=""), pressure("8462-4", 89, of="")]
    other = [
        attrs.evolve(each, links=("bp",), unit="kPa", value=18.5) for each in alone
    ]

    assert told(CONTROLLED, HYPERTENSIVE, *alone) is CANNOT_TELL
    assert told(CONTROLLED, HYPERTENSIVE, _panel(), *alone) is CANNOT_TELL
    assert told(CONTROLLED, HYPERTENSIVE, _panel(), *other) is CANNOT_TELL


def test_a_panel_may_be_older_than_what_is_covered() -> None:
    """So a blood pressure is known only of who is covered from birth on."""
    filed = (_panel(), pressure("8480-6", 139), pressure("8462-4", 89))
    told_of = []
    for since in (date.min, date(2001, 1, 1)):
        chart = Chart(
            patient=Patient(id=PatientId("p1")),
            filed=(HYPERTENSIVE, *filed),
            coverage=[
                Coverage(kind=kind, period=Period(start=since)) for kind in KINDS
            ],
        )
        wanted = (SYSTOLIC_PRESSURE, DIASTOLIC_PRESSURE)
        known = draw(wanted, chart, on=ON)
        told_of.append([known.value(fact) for fact in wanted])

    assert told_of == [[139, 89], [None, None]]


def _panel() -> Entry:
    """Make the blood pressure panel that the numbers belong to."""
    return attrs.evolve(entry("observation", "85354-9", 7, status="final"), id="bp")


@pytest.mark.parametrize(
    ("days_ago", "trouble", "settled"),
    [
        (0, YES, NO),
        (29, YES, NO),
        (30, YES, NO),
        (31, NO, NO),
        (89, NO, NO),
        (90, NO, YES),
        (91, NO, YES),
    ],
)
def test_an_unplanned_stay(days_ago: int, trouble: Answer, settled: Answer) -> None:
    """It speaks for more care for 30 days, and against less until the 90th."""
    assert told(TROUBLE, stay(days_ago)) is trouble
    assert told(CRISIS, stay(days_ago)) is trouble
    assert told(SETTLED, stay(days_ago)) is settled


@pytest.mark.parametrize(("ended", "out"), [(14, NO), (89, NO), (90, YES), (91, YES)])
def test_a_stay_counts_from_the_day_it_ended(ended: int, out: Answer) -> None:
    """Who came home two weeks ago from a long one is not yet well."""
    long_one = stay(120, ended)

    assert told(SETTLED, long_one) is out
    assert told(EASED, long_one) is out
    assert told(TROUBLE, long_one) is NO
    assert told(SETTLED, stay(95, 95), long_one) is out


@pytest.mark.parametrize("days_ago", [40, 100, 180])
def test_nobody_is_stepped_down_who_is_in_hospital(days_ago: int) -> None:
    """However long ago they came; a stay without an end may be going on."""
    for still in (stay(days_ago, lasts=True), attrs.evolve(stay(days_ago), until=None)):
        assert told(SETTLED, still) is CANNOT_TELL
        assert told(EASED, still) is CANNOT_TELL
        assert told(WITHOUT_US, still) is CANNOT_TELL


def test_a_stay_is_looked_for_in_half_a_year() -> None:
    """By the day it began: one that began before that is not seen."""
    began = (ON - date(2024, 12, 30)).days

    assert told(SETTLED, stay(began, lasts=True)) is CANNOT_TELL
    assert told(SETTLED, stay(began + 1, lasts=True)) is YES


def test_stays_that_nobody_covers_leave_it_open() -> None:
    """Neither more nor less care can be told; one that is there is evidence."""
    assert told(TROUBLE, without="encounter") is CANNOT_TELL
    assert told(SETTLED, without="encounter") is CANNOT_TELL
    assert told(TROUBLE, stay(3), without="encounter") is YES


@pytest.mark.parametrize(
    ("visits", "trouble", "crisis", "settled"),
    [(0, NO, NO, YES), (1, NO, NO, YES), (2, YES, NO, NO), (3, YES, YES, NO)],
)
def test_treat_and_release(
    visits: int, trouble: Answer, crisis: Answer, settled: Answer
) -> None:
    """Two in a quarter are trouble, three a crisis, and one is no reason to stay."""
    filed = [released(10 + at) for at in range(visits)]

    assert told(TROUBLE, *filed) is trouble
    assert told(CRISIS, *filed) is crisis
    assert told(SETTLED, *filed) is settled
    assert told(EASED, *filed) is settled


@pytest.mark.parametrize(
    ("score", "able"), [(55.1, NO), (55.2, YES), (55.3, YES), (None, YES)]
)
def test_activation(score: float | None, able: Answer) -> None:
    """The third level; whom nobody measured is not held back."""
    filed = [] if score is None else [entry("score", "PAM", 9, value=score)]

    assert told(ABLE, *filed) is able
    assert told(QUIET, *filed) is able


def test_activation_that_nobody_covers_leaves_it_open() -> None:
    """There may be a score elsewhere."""
    assert told(ABLE, without="score") is CANNOT_TELL


def lack(days_ago: int, status: str = "confirmed", code: str = "homelessness") -> Entry:
    """Make a need that was first known so many days before."""
    return entry("need", code, days_ago, status=status)


@pytest.mark.parametrize(
    ("days_ago", "trouble"), [(0, YES), (30, YES), (31, NO), (900, NO)]
)
def test_an_urgent_need(days_ago: int, trouble: Answer) -> None:
    """A new one speaks for more; an unmet one, however old, against less."""
    assert told(TROUBLE, lack(days_ago)) is trouble
    assert told(SETTLED, lack(days_ago)) is NO
    assert told(WITHOUT_US, lack(days_ago)) is NO


@pytest.mark.parametrize(
    ("status", "trouble", "settled"),
    [
        ("identified", YES, NO),
        ("confirmed", YES, NO),
        ("addressed", NO, NO),
        ("deferred", NO, NO),
        ("met", NO, YES),
        ("declined", NO, YES),
    ],
)
def test_a_need_is_unmet_until_it_is_met(
    status: str, trouble: Answer, settled: Answer
) -> None:
    """Or until they want no help with it: what is under way is not yet met."""
    assert told(TROUBLE, lack(9, status)) is trouble
    for days_ago in (0, 9, 900):
        assert told(SETTLED, lack(days_ago, status)) is settled


@pytest.mark.parametrize("code", SOCIAL_CATEGORIES)
def test_which_needs_do_not_wait(code: str) -> None:
    """A roof, food, light and heat, and safety at home."""
    urgent = {
        *("homelessness", "housing-instability", "food-insecurity"),
        *("utility-insecurity", "intimate-partner-violence", "elder-abuse"),
    }
    expected = (YES, NO) if code in urgent else (NO, YES)

    assert told(TROUBLE, lack(9, code=code)) is expected[0]
    assert told(SETTLED, lack(9, code=code)) is expected[1]


def test_needs_that_nobody_asked_about_leave_it_open() -> None:
    """Nobody is let go who was never asked; one that is known is evidence."""
    assert told(SETTLED, without="need") is CANNOT_TELL
    assert told(SETTLED, lack(900), without="need") is NO
    assert told(TROUBLE, lack(9), without="need") is YES


@pytest.mark.parametrize(
    ("asked_on", "settled"),
    [(date.min, YES), (date(2024, 6, 30), CANNOT_TELL)],
)
def test_who_was_asked_tells_all_that_is_open(asked_on: date, settled: Answer) -> None:
    """So a record that says it covers needs says so from birth on."""
    chart = Chart(
        patient=Patient(id=PatientId("p1")),
        coverage=[
            Coverage(
                kind=kind,
                period=Period(start=asked_on) if kind == "need" else ALWAYS,
            )
            for kind in KINDS
        ],
    )
    known = draw(facts_read(SETTLED), chart, on=ON, given=ALL_WELL)

    assert answer(SETTLED, known) is settled


@pytest.mark.parametrize(
    ("met", "done", "settled", "without_us"),
    [
        (0.74, 1.0, NO, NO),
        (0.75, 0.75, YES, YES),
        (0.76, 0.74, YES, NO),
    ],
)
def test_goals_and_who_does_the_work(
    met: float, done: float, settled: Answer, without_us: Answer
) -> None:
    """Three quarters, of goals and of what is to be done."""
    known = drawn(given={GOALS_MET: met, SELF_DONE: done})

    assert answer(SETTLED, known) is settled
    assert answer(WITHOUT_US, known) is without_us


# --- walks ---------------------------------------------------------------------------

ROSA = Actor("rosa", ("care_manager",))
FOR_HIM = Actor("rosa", ("care_manager",), "p1")
BOSS = Actor("kim", CHIEF)
STARTED = ON - timedelta(days=400)


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
