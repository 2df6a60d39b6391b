"""The shipped recommendations, each at the edges of its ages and intervals."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from caremodel.catalog.recommendations import (
    A1C_MONITORING,
    BREAST_SCREENING,
    COLONOSCOPY_10Y,
    COLORECTAL_SCREENING,
    CONVENTIONS,
    DEPRESSION_SCREENING,
    DIABETES_EYE_EXAM,
    HBA1C_365D,
    HBA1C_OVER_9,
    HEPATITIS_C_SCREENING,
    HYPERTENSION_CONTROL,
    INFLUENZA_VACCINE,
    RECOMMENDED,
)
from caremodel.grammar.entries import Entry
from caremodel.grammar.rules import facts_read
from caremodel.panel import gaps
from caremodel.panel.gaps import Gap, GapStatus, Recommendation
from caremodel.people.patients import Gender
from panel.charted import ON, chart, condition, entry

OPEN, CLOSED, NONE, UNCLEAR = (
    GapStatus.OPEN,
    GapStatus.CLOSED,
    GapStatus.NOT_APPLICABLE,
    GapStatus.CANNOT_TELL,
)
DIABETES = condition("44054006")
HYPERTENSION = condition("59621000")


def day(back: int) -> date:
    """Count days back from the day the tests stand on."""
    return ON - timedelta(days=back)


def aged(years: int) -> date:
    """Say when someone was born who turns so many years old on the day."""
    return date(ON.year - years, ON.month, 31)


def gap(
    asks: Recommendation | Iterable[Recommendation],
    *filed: Entry,
    born: date = date(1965, 1, 1),
    gender: Gender | None = None,
    on: date = ON,
) -> Gap:
    """Find the one gap of one person."""
    several = [asks] if isinstance(asks, Recommendation) else asks
    person = chart("p1", *filed, born=born, gender=gender)
    (found,) = gaps.find(several, [person], on=on)
    return found


def status(
    asks: Recommendation | Iterable[Recommendation],
    *filed: Entry,
    born: date = date(1965, 1, 1),
    gender: Gender | None = None,
    on: date = ON,
) -> GapStatus:
    """Say where one person stands."""
    return gap(asks, *filed, born=born, gender=gender, on=on).status


def pressure(
    on: date, systolic: float, diastolic: float, *, unit: str = "mm[Hg]"
) -> tuple[Entry, ...]:
    """Make a blood pressure with its two components."""
    whole = f"bp-{on}"
    return (
        entry("observation", "85354-9", on, entry_id=whole),
        entry(
            "observation",
            "8480-6",
            on,
            entry_id=f"{whole}-s",
            value=systolic,
            unit=unit,
            links=(whole,),
        ),
        entry(
            "observation",
            "8462-4",
            on,
            entry_id=f"{whole}-d",
            value=diastolic,
            unit=unit,
            links=(whole,),
        ),
    )


def a1c(on: date, value: float, code: str = "4548-4", said: str = "final") -> Entry:
    """Make an HbA1c result."""
    return entry("observation", code, on, value=value, unit="%", status=said)


# --- the five of the conventions -----------------------------------------------------


@pytest.mark.parametrize(
    ("systolic", "diastolic", "told"),
    [(139, 89, CLOSED), (140, 89, OPEN), (139, 90, OPEN)],
)
def test_control_is_below_140_and_below_90(
    systolic: int, diastolic: int, told: GapStatus
) -> None:
    """Both bounds are outside."""
    reading = pressure(day(9), systolic, diastolic)

    assert status(HYPERTENSION_CONTROL, HYPERTENSION, *reading) is told


def test_the_latest_blood_pressure_counts_if_it_is_of_the_year() -> None:
    """A good one before a bad one does not help, nor a good one of last year."""
    good, bad = pressure(day(20), 120, 80), pressure(day(10), 150, 80)
    old = pressure(day(366), 120, 80)

    assert status(HYPERTENSION_CONTROL, HYPERTENSION, *good, *bad) is OPEN
    assert status(HYPERTENSION_CONTROL, HYPERTENSION, *old) is OPEN
    assert status(HYPERTENSION_CONTROL, HYPERTENSION) is OPEN
    assert status(HYPERTENSION_CONTROL) is NONE


@pytest.mark.parametrize("part", [slice(0, 1), slice(0, 2)])
def test_a_later_reading_that_is_not_whole_takes_nothing_from_an_earlier_one(
    part: slice,
) -> None:
    """Half of one and half of another are no blood pressure: one cannot tell."""
    good, half = pressure(day(20), 120, 80), pressure(day(10), 130, 0)[part]

    assert status(HYPERTENSION_CONTROL, HYPERTENSION, *good, *half) is UNCLEAR


def test_a_later_reading_that_is_half_may_be_enough_to_open_the_gap() -> None:
    """Whatever the diastolic value was, 150 is over 140."""
    good, half = pressure(day(20), 120, 80), pressure(day(10), 150, 0)[:2]

    assert status(HYPERTENSION_CONTROL, HYPERTENSION, *good, *half) is OPEN


def test_a_systolic_value_that_belongs_to_no_blood_pressure_does_not_count() -> None:
    """A later exercise reading with the same code is something else."""
    exercise = entry("observation", "8480-6", day(1), value=190, unit="mm[Hg]")
    good = pressure(day(20), 120, 80)

    assert status(HYPERTENSION_CONTROL, HYPERTENSION, *good, exercise) is CLOSED


def test_of_a_blood_pressure_in_another_unit_one_cannot_tell() -> None:
    """16 kPa are not under 140."""
    reading = pressure(day(9), 16, 10, unit="kPa")

    assert status(HYPERTENSION_CONTROL, HYPERTENSION, *reading) is UNCLEAR


def test_an_hba1c_of_the_year_closes_whatever_its_value() -> None:
    """It is about the test; a draft of a result is none."""
    assert status(HBA1C_365D, DIABETES, a1c(day(365), 12)) is CLOSED
    assert status(HBA1C_365D, DIABETES, a1c(day(366), 6)) is OPEN
    assert status(HBA1C_365D, DIABETES, a1c(day(9), 6, said="registered")) is OPEN
    assert status(HBA1C_365D) is NONE


def test_the_last_hba1c_is_open_only_over_9() -> None:
    """However long ago; who never had one is excluded, with that reason."""
    assert status(HBA1C_OVER_9, DIABETES, a1c(day(2_000), 9.1)) is OPEN
    assert status(HBA1C_OVER_9, DIABETES, a1c(day(2_000), 9)) is CLOSED
    assert status(HBA1C_OVER_9, DIABETES, a1c(day(9), 9), a1c(day(8), 10)) is OPEN
    never = gap(HBA1C_OVER_9, DIABETES)
    assert (never.status, never.met) == (CLOSED, None)


@pytest.mark.parametrize(("age", "told"), [(49, NONE), (50, OPEN), (75, OPEN)])
def test_colonoscopy_is_asked_from_50_to_75(age: int, told: GapStatus) -> None:
    """On the birthday itself someone is a year older."""
    assert status(COLONOSCOPY_10Y, born=aged(age)) is told


def test_colonoscopy_counts_for_3652_days_and_not_past_75() -> None:
    """Ten years, two of them leap years."""
    done = entry("procedure", "73761001", day(3_652), status="completed")
    old = entry("procedure", "73761001", day(3_653), status="completed")
    not_done = entry("procedure", "73761001", day(9), status="not-done")

    assert status(COLONOSCOPY_10Y, done) is CLOSED
    assert status(COLONOSCOPY_10Y, old) is OPEN
    assert status(COLONOSCOPY_10Y, not_done) is OPEN
    assert status(COLONOSCOPY_10Y, born=aged(76)) is NONE


def test_influenza_vaccine_is_asked_of_everyone() -> None:
    """Children, too; a vaccine that was not given does not count."""
    given = entry("immunization", "140", day(365), status="completed")
    refused = entry("immunization", "140", day(9), status="not-done")

    assert status(INFLUENZA_VACCINE, given) is CLOSED
    assert status(INFLUENZA_VACCINE, refused, born=date(2024, 1, 1)) is OPEN


# --- our own -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "code", "good", "lapsed"),
    [
        ("observation", "57905-2", date(2024, 3, 31), date(2024, 3, 30)),
        ("observation", "77353-1", date(2022, 3, 31), date(2022, 3, 30)),
        ("procedure", "44441009", date(2020, 3, 31), date(2020, 3, 30)),
        ("procedure", "418714002", date(2020, 3, 31), date(2020, 3, 30)),
        ("procedure", "73761001", date(2015, 3, 31), date(2015, 3, 30)),
    ],
)
def test_each_colorectal_test_has_an_interval_of_its_own(
    kind: str, code: str, good: date, lapsed: date
) -> None:
    """One, three, five, five and ten years back from 31 March 2025."""
    assert status(COLORECTAL_SCREENING, entry(kind, code, good)) is CLOSED
    assert status(COLORECTAL_SCREENING, entry(kind, code, lapsed)) is OPEN


def test_colorectal_screening_starts_at_45_since_may_2021() -> None:
    """Before, at 50: the day decides which version asks."""
    born = date(1974, 1, 1)

    before = gap(COLORECTAL_SCREENING, born=born, on=date(2021, 5, 17))
    after = gap(COLORECTAL_SCREENING, born=born, on=date(2021, 5, 18))

    assert (before.id.version, before.status) == ("2016", NONE)
    assert (after.id.version, after.status) == ("2021", OPEN)


@pytest.mark.parametrize(
    "reason",
    [
        condition("170935008"),
        entry("procedure", "385763009", day(300)),
        condition("363406005", status="resolved"),
        entry("procedure", "26390003", day(9_000)),
    ],
    ids=["in hospice", "hospice care this year", "colon cancer once", "no colon"],
)
def test_who_is_excluded_from_colorectal_screening_has_no_open_gap(
    reason: Entry,
) -> None:
    """And the reason is told."""
    found = gap(COLORECTAL_SCREENING, reason)

    assert (found.status, found.evidence) == (CLOSED, None)
    assert found.excluded is not None
    assert [e.id for r in found.excluded.because for e in r.evidence] == [reason.id]


def test_breast_screening_is_asked_of_women_from_40_to_74_since_april_2024() -> None:
    """Before, from 50 on; where the gender is not known, one cannot tell."""
    woman = Gender.FEMALE

    assert status(BREAST_SCREENING, born=aged(40), gender=woman) is OPEN
    assert status(BREAST_SCREENING, born=aged(39), gender=woman) is NONE
    assert status(BREAST_SCREENING, born=aged(75), gender=woman) is NONE
    assert status(BREAST_SCREENING, born=aged(50), gender=Gender.MALE) is NONE
    assert status(BREAST_SCREENING, born=aged(50)) is UNCLEAR
    before = gap(
        BREAST_SCREENING, born=date(1980, 1, 1), gender=woman, on=date(2024, 4, 29)
    )
    assert (before.id.version, before.status) == ("2016", NONE)


def test_a_mammography_counts_for_two_years_as_procedure_or_as_study() -> None:
    """31 March 2023 is two years back; both breasts removed, nothing is asked."""
    for kind, code in (("procedure", "24623002"), ("observation", "24606-6")):
        done = entry(kind, code, date(2023, 3, 31))
        old = entry(kind, code, date(2023, 3, 30))
        assert status(BREAST_SCREENING, done, gender=Gender.FEMALE) is CLOSED
        assert status(BREAST_SCREENING, old, gender=Gender.FEMALE) is OPEN
    removed = entry("procedure", "27865001", date(2001, 1, 1))
    assert status(BREAST_SCREENING, removed, gender=Gender.FEMALE) is CLOSED


def test_depression_screening_is_asked_each_year_from_12_on() -> None:
    """Any named tool counts; bipolar disorder is beyond a screening."""
    score = entry("observation", "44261-6", date(2024, 3, 31), value=4)
    procedure = entry("procedure", "171207006", date(2024, 3, 31))

    assert status(DEPRESSION_SCREENING, born=aged(12)) is OPEN
    assert status(DEPRESSION_SCREENING, born=aged(11)) is NONE
    assert status(DEPRESSION_SCREENING, score) is CLOSED
    assert status(DEPRESSION_SCREENING, procedure) is CLOSED
    excluded = gap(DEPRESSION_SCREENING, condition("13746004"))
    assert (excluded.status, excluded.evidence) == (CLOSED, None)


def test_a1c_monitoring_takes_a_result_of_six_months() -> None:
    """30 September 2024 is six months before 31 March 2025; from 18 to 75."""
    recent = a1c(date(2024, 9, 30), 7, code="97506-0")
    old = a1c(date(2024, 9, 29), 7)

    assert status(A1C_MONITORING, DIABETES, recent) is CLOSED
    assert status(A1C_MONITORING, DIABETES, old) is OPEN
    assert status(A1C_MONITORING, DIABETES, born=aged(76)) is NONE
    assert status(A1C_MONITORING, DIABETES, born=aged(17)) is NONE


def test_an_eye_exam_is_asked_each_year_of_people_with_diabetes() -> None:
    """Any retinal exam counts."""
    exam = entry("procedure", "722161008", date(2024, 3, 31))
    old = entry("procedure", "314971001", date(2024, 3, 30))

    assert status(DIABETES_EYE_EXAM, DIABETES, exam) is CLOSED
    assert status(DIABETES_EYE_EXAM, DIABETES, old) is OPEN
    assert status(DIABETES_EYE_EXAM) is NONE


def test_hepatitis_c_screening_is_asked_once() -> None:
    """However long ago; who has the illness is beyond a screening."""
    once = entry("observation", "13955-0", date(1999, 1, 1))

    assert status(HEPATITIS_C_SCREENING) is OPEN
    assert status(HEPATITIS_C_SCREENING, once) is CLOSED
    assert gap(HEPATITIS_C_SCREENING, once).good_until is None
    assert status(HEPATITIS_C_SCREENING, born=aged(80)) is NONE
    assert status(HEPATITIS_C_SCREENING, condition("50711007")) is CLOSED


# --- all of them ---------------------------------------------------------------------


def test_eleven_recommendations_are_in_force_on_a_day() -> None:
    """Five of the conventions and six of our own, each in one version."""
    found = gaps.find((*CONVENTIONS, *RECOMMENDED), [chart("p1")], on=ON)

    assert len({each.id.recommendation for each in found}) == len(found) == 11


@pytest.mark.parametrize("asks", [*CONVENTIONS, *RECOMMENDED], ids=lambda a: a.id)
def test_no_code_is_one_of_those_we_may_not_ship(asks: Recommendation) -> None:
    """CPT has five digits; ours are SNOMED CT, LOINC and CVX."""
    codes = [
        code
        for fact in facts_read(*asks.criteria)
        if (select := getattr(fact, "select", None)) is not None
        for code in select.codes
    ]

    assert not [code for code in codes if len(code) == 5 and code.isdigit()]
