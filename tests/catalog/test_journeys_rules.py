"""What the default pathway asks of a person, at its thresholds and beside them."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise, product

import attrs
import pytest

from caremodel.catalog.journeys import (
    CRISIS,
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
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import ALWAYS, Entry
from caremodel.grammar.facts import draw
from caremodel.grammar.rules import answer, facts_read
from caremodel.grammar.verdicts import Answer
from caremodel.people.charts import Chart, Coverage
from caremodel.people.needs import SOCIAL_CATEGORIES
from caremodel.people.patients import Patient, PatientId
from catalog.small_charts import (
    ALL_WELL,
    CANNOT_TELL,
    DEPRESSIVE,
    DIABETIC,
    HYPERTENSIVE,
    KINDS,
    NO,
    ON,
    STARTED,
    YES,
    a1c,
    drawn,
    entry,
    phq9,
    released,
    stay,
    told,
)

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
