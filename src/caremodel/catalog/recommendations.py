"""What is recommended for whom: the shipped care gaps, each with its source.

Two sets. `CONVENTIONS` are five gaps counted the way a shared data set counts them, so
that anyone can check the arithmetic. `RECOMMENDED` are our own rules in the style of
published recommendations: ages and intervals as their sources print them, codes as
plain strings, a few for each test and not whole value sets. They advise nobody; a host
reviews them, extends the codes, and puts its own in their place.

Nothing here judges a result but where the name says so.
"""

from datetime import date
from typing import Final

from caremodel.catalog.conditions import DIABETES_T2, HYPERTENSION, has
from caremodel.grammar.dates import Period
from caremodel.grammar.facts import (
    After,
    Age,
    Days,
    DaysSince,
    Ever,
    Has,
    Latest,
    Months,
    Select,
)
from caremodel.grammar.rules import All, Any, Criterion
from caremodel.panel.gaps import Recommendation
from caremodel.people.charts import GENDER

__all__ = [
    "A1C_MONITORING",
    "BLOOD_PRESSURE",
    "BREAST_SCREENING",
    "COLONOSCOPY_10Y",
    "COLORECTAL_SCREENING",
    "CONVENTIONS",
    "DEPRESSION_SCREENING",
    "DIABETES_EYE_EXAM",
    "FINAL",
    "HBA1C_365D",
    "HBA1C_OVER_9",
    "HEPATITIS_C_SCREENING",
    "HYPERTENSION_CONTROL",
    "INFLUENZA_VACCINE",
    "RECOMMENDED",
]

PANEL_CONVENTIONS: Final = "panel-conventions"


FINAL: Final = ("", "final", "amended", "corrected")
"""Statuses of an observation that counts; who gives none is taken at their word.

Source: fhir-r4, ObservationStatus.
"""

DONE: Final = ("", "completed")
"""Statuses of a procedure or an immunization that counts: not one that was not done.

Source: fhir-r4, EventStatus.
"""


def _lab(called: str, *codes: str, of: Select | None = None) -> Select:
    return Select(
        kind="observation", codes=codes, statuses=FINAL, linked_to=of, called=called
    )


def _procedure(called: str, *codes: str) -> Select:
    return Select(kind="procedure", codes=codes, statuses=DONE, called=called)


def _aged(first: int, last: int) -> Criterion:
    """Ask for an age from *first* to *last*, both included [years]."""
    return (Age() >= first) & (Age() <= last)


# --- five gaps, counted by shared conventions ----------------------------------------

BLOOD_PRESSURE: Final = _lab("blood pressures", "85354-9", "55284-4")
SYSTOLIC: Final = _lab("systolic blood pressures", "8480-6", of=BLOOD_PRESSURE)
DIASTOLIC: Final = _lab("diastolic blood pressures", "8462-4", of=BLOOD_PRESSURE)
HBA1C: Final = _lab("HbA1c results", "4548-4")
COLONOSCOPY: Final = _procedure("colonoscopies", "73761001")
INFLUENZA: Final = Select(
    kind="immunization", codes=("140",), statuses=DONE, called="influenza vaccines"
)
YEAR: Final = Days(365)
THAT_DAY: Final = After(DaysSince(BLOOD_PRESSURE, YEAR), 1, same_day=True)
"""The day of the latest blood pressure of the year, after which there is none."""

HYPERTENSION_CONTROL: Final = Recommendation(
    id="hypertension_not_controlled_365d",
    called="blood pressure under 140/90 in the last year",
    population=has(HYPERTENSION),
    met=Has(BLOOD_PRESSURE, YEAR)
    & (Latest(SYSTOLIC, THAT_DAY, unit="mm[Hg]") < 140)
    & (Latest(DIASTOLIC, THAT_DAY, unit="mm[Hg]") < 90),
    source=PANEL_CONVENTIONS,
)
"""Hypertension, and the latest blood pressure of the year under 140/90 mm[Hg].

Both values have to be of its day. Not checked: that of several on one day both are of
the same one; facts know days, and no two readings that belong together.

Source: panel-conventions.
"""

HBA1C_365D: Final = Recommendation(
    id="diabetes_no_hba1c_365d",
    called="HbA1c in the last year for people with diabetes",
    population=has(DIABETES_T2),
    met=Has(HBA1C, YEAR),
    source=PANEL_CONVENTIONS,
)
"""Type 2 diabetes, and an HbA1c within 365 days.

Source: panel-conventions.
"""

HBA1C_OVER_9: Final = Recommendation(
    id="diabetes_last_hba1c_over_9",
    called="latest HbA1c at most 9 % for people with diabetes",
    population=has(DIABETES_T2),
    excluded=~Has(HBA1C, Ever()),
    met=Latest(HBA1C, Ever(), unit="%") <= 9,
    source=PANEL_CONVENTIONS,
)
"""Type 2 diabetes, and the latest HbA1c ever at most 9 %.

Open only for those whose latest is over 9 %. Who never had one is excluded here: the
gap that asks for the test is another.

Source: panel-conventions.
"""

COLONOSCOPY_10Y: Final = Recommendation(
    id="age50_75_no_colonoscopy_3652d",
    called="colonoscopy in ten years, from 50 to 75",
    population=_aged(50, 75),
    met=Has(COLONOSCOPY, Days(3_652)),
    source=PANEL_CONVENTIONS,
)
"""Age 50 to 75, and a colonoscopy within 3,652 days. No other test counts here.

Source: panel-conventions.
"""

INFLUENZA_VACCINE: Final = Recommendation(
    id="no_influenza_vaccine_cvx140_365d",
    called="influenza vaccine in the last year",
    population=All(()),
    met=Has(INFLUENZA, YEAR),
    source=PANEL_CONVENTIONS,
)
"""Everyone, and an influenza vaccine of CVX code 140 within 365 days.

Source: panel-conventions.
"""

CONVENTIONS: Final = (
    HYPERTENSION_CONTROL,
    HBA1C_365D,
    HBA1C_OVER_9,
    COLONOSCOPY_10Y,
    INFLUENZA_VACCINE,
)
"""The five gaps that a shared data set counts.

Source: panel-conventions.
"""


# --- our own, in the style of published recommendations ------------------------------

HOSPICE: Final = Any(
    (
        Has(
            Select(
                kind="condition",
                codes=("170935008",),
                statuses=("active",),
                called="full care by hospice",
            ),
            Ever(today=True),
        ),
        Has(_procedure("hospice care", "385763009"), Months(12)),
    )
)
"""In hospice care: nobody there is asked for a screening.

Source: cms-ecqm-2025, common exclusions.
"""


def _colorectal(version: str, first_age: int, in_force: Period) -> Recommendation:
    return Recommendation(
        id="colorectal_screening",
        version=version,
        called=f"colorectal cancer screening, from {first_age} to 75",
        population=_aged(first_age, 75),
        excluded=HOSPICE
        | Has(
            Select(
                kind="condition",
                codes=("363406005", "93761005", "109838007"),
                called="colon cancers, present or past",
            ),
            Ever(today=True),
        )
        | Has(_procedure("total colectomies", "26390003", "36192008"), Ever()),
        met=Has(COLONOSCOPY, Months(120))
        | Has(_lab("stool blood tests", "29771-3", "57905-2"), Months(12))
        | Has(_lab("stool DNA tests", "77353-1", "77354-9"), Months(36))
        | Has(_procedure("sigmoidoscopies", "44441009"), Months(60))
        | Has(_procedure("CT colonographies", "418714002"), Months(60))
        | Has(_lab("CT colonography studies", "60515-4"), Months(60)),
        source=f"uspstf-colorectal-{version}",
        in_force=in_force,
    )


COLORECTAL_SCREENING: Final = (
    _colorectal("2016", 50, Period(start=date.min, end=date(2021, 5, 18))),
    _colorectal("2021", 45, Period(start=date(2021, 5, 18))),
)
"""Any of five tests, each with an interval of its own; until May 2021 from age 50 on.

Colonoscopy ten years, sigmoidoscopy and CT colonography five, stool DNA three, stool
blood one. Excluded: hospice, colon cancer, and who has no colon any more.

Source: uspstf-colorectal-2021.
Source: uspstf-colorectal-2016.
Source: cms-ecqm-2025, for the exclusions.
Assumed: the rule of 2016 holds for all days before, so that looking back finds one.
"""


def _breast(version: str, first_age: int, in_force: Period) -> Recommendation:
    return Recommendation(
        id="breast_screening",
        version=version,
        called=f"mammography every two years, from {first_age} to 74",
        population=Has(
            Select(kind=GENDER, codes=("female",), called="women"), Ever(today=True)
        )
        & _aged(first_age, 74),
        excluded=HOSPICE
        | Has(_procedure("bilateral mastectomies", "27865001"), Ever()),
        met=Has(_procedure("mammographies", "71651007", "24623002"), Months(24))
        | Has(_lab("mammography studies", "24606-6"), Months(24)),
        source=f"uspstf-breast-{version}",
        in_force=in_force,
    )


BREAST_SCREENING: Final = (
    _breast("2016", 50, Period(start=date.min, end=date(2024, 4, 30))),
    _breast("2024", 40, Period(start=date(2024, 4, 30))),
)
"""A mammography every two years; until April 2024 from age 50 on, since then from 40.

Goes by administrative gender, which may not say who has breasts to screen: a host that
knows better asks better.

Source: uspstf-breast-2024.
Source: uspstf-breast-2016.
Source: cms-ecqm-2025, for the exclusions.
Assumed: the rule of 2016 holds for all days before, so that looking back finds one.
"""

DEPRESSION_SCREENING: Final = Recommendation(
    id="depression_screening",
    called="depression screening once a year, from 12 on",
    population=Age() >= 12,
    excluded=HOSPICE
    | Has(
        Select(kind="condition", codes=("13746004",), called="bipolar disorders"),
        Ever(today=True),
    ),
    met=Has(
        _lab("depression scores", "44261-6", "55758-7", "73831-0", "73832-8"),
        Months(12),
    )
    | Has(
        _procedure(
            "depression screenings", "171207006", "454711000124102", "715252007"
        ),
        Months(12),
    ),
    source="uspstf-depression-2023; the interval Assumed",
)
"""A screening by any named tool each year. A high score asks for more than this.

Source: uspstf-depression-2023, from 19 on.
Source: uspstf-depression-youth-2022, from 12 to 18.
Source: cms-ecqm-2025, for the exclusions.
Assumed: the interval of a year, for the sources name none.
"""

A1C_MONITORING: Final = Recommendation(
    id="a1c_monitoring",
    called="HbA1c or glucose management indicator twice a year, with diabetes",
    population=has(DIABETES_T2) & _aged(18, 75),
    excluded=HOSPICE,
    met=Has(
        _lab("HbA1c or GMI results", "4548-4", "17855-8", "17856-6", "97506-0"),
        Months(6),
    ),
    source="ada2025",
)
"""Diabetes from 18 to 75, and a measure of glycemia within six months.

Source: ada2025, twice a year at least.
Source: cms-ecqm-2025, for the ages.
"""

DIABETES_EYE_EXAM: Final = Recommendation(
    id="diabetes_eye_exam",
    called="eye exam once a year, with diabetes",
    population=has(DIABETES_T2) & _aged(18, 75),
    excluded=HOSPICE,
    met=Has(
        _procedure(
            "retinal exams",
            *("722161008", "314971001", "314972008", "308110009", "427478009"),
        ),
        Months(12),
    ),
    source="ada2025",
)
"""Diabetes from 18 to 75, and a retinal exam within a year.

Two years would do after an exam without retinopathy: results are not read here.

Source: ada2025.
Source: cms-ecqm-2025, for the ages.
"""

HEPATITIS_C_SCREENING: Final = Recommendation(
    id="hepatitis_c_screening",
    called="hepatitis C screening once, from 18 to 79",
    population=_aged(18, 79),
    excluded=HOSPICE
    | Has(
        Select(kind="condition", codes=("50711007",), called="hepatitis C"),
        Ever(today=True),
    ),
    met=Has(_lab("hepatitis C tests", "13955-0", "11011-4"), Ever())
    | Has(_procedure("hepatitis C antibody tests", "104375008"), Ever()),
    source="uspstf-hepatitis-c-2020",
)
"""Once in a life, for adults to 79. Who has the illness needs care and no screening.

Source: uspstf-hepatitis-c-2020. Assumed: who is known to have it is excluded.
"""

RECOMMENDED: Final = (
    *COLORECTAL_SCREENING,
    *BREAST_SCREENING,
    DEPRESSION_SCREENING,
    A1C_MONITORING,
    DIABETES_EYE_EXAM,
    HEPATITIS_C_SCREENING,
)
"""Our own six; of two of them both the present and the earlier version."""
