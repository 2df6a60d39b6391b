"""What the default pathway asks of a person, and what speaks for more or less care."""

from typing import Final

from caremodel.catalog.conditions import (
    DEPRESSION,
    DIABETES_T2,
    HYPERTENSION,
    has,
)
from caremodel.catalog.recommendations import DIASTOLIC, FINAL, HBA1C, SYSTOLIC
from caremodel.catalog.scores import PAM, PHQ9
from caremodel.grammar.facts import (
    Change,
    Count,
    Days,
    DaysSince,
    Ever,
    Given,
    Has,
    Latest,
    Months,
    Select,
    Since,
)
from caremodel.grammar.rules import All, Any, AtLeast
from caremodel.people.needs import ENTRY_KIND, OPEN_STATUSES

__all__ = [
    "A1C",
    "ABLE",
    "ACTIVATION",
    "ACTIVATION_SCORES",
    "ACTIVE_GOALS",
    "ASKED_FOR_MORE",
    "CONTROLLED",
    "CRISIS",
    "DEPRESSED",
    "DIASTOLIC_PRESSURE",
    "EASED",
    "EMERGENCIES",
    "GOALS_ACTIVE",
    "GOALS_MET",
    "HALF_YEAR",
    "HARDLY_BETTER",
    "MONTH",
    "NEW_STAY",
    "OUT_OF_HOSPITAL",
    "PHQ9_COUNT",
    "PHQ9_FALL",
    "PHQ9_RISE",
    "PHQ9_SCORE",
    "PHQ9_SCORES",
    "POORLY_CONTROLLED",
    "QUARTER",
    "QUIET",
    "RATED",
    "REMISSION",
    "RESPONDED",
    "SELF_DONE",
    "SETTLED",
    "SINCE_STAY",
    "STAYS",
    "SYSTOLIC_PRESSURE",
    "TREAT_AND_RELEASE",
    "TROUBLE",
    "TWO_YEARS",
    "UNMET",
    "UNMET_NEED",
    "UNPLANNED_STAYS",
    "URGENT",
    "URGENT_CODES",
    "URGENT_NEED",
    "WITHOUT_US",
    "WORSE_AGAIN",
    "YEAR",
]

# --- what is asked -------------------------------------------------------------------

UNPLANNED_STAYS: Final = Select(
    kind="encounter",
    codes=("183452005", "183478001"),
    statuses=("finished", "in-progress"),
    called="unplanned hospital stays",
)
"""Stays that began as an emergency: elective surgery and childbirth do not count.

Assumed: caremodel, as practitioners ask; the codes are SNOMED CT, as strings.
"""

TREAT_AND_RELEASE: Final = Select(
    kind="encounter",
    codes=("50849002",),
    statuses=("finished", "in-progress"),
    called="emergency visits that ended at home",
)
"""Emergency visits apart from those that led to a stay.

Assumed: caremodel, as practitioners ask; the code is SNOMED CT, as a string.
"""

PHQ9_SCORES: Final = Select(
    kind="observation",
    codes=(PHQ9.loinc,),
    statuses=FINAL,
    called="PHQ-9 scores",
)
ACTIVATION_SCORES: Final = Select(
    kind="score", codes=("PAM",), called="activation scores"
)
URGENT_CODES: Final = (
    "homelessness",
    "housing-instability",
    "food-insecurity",
    "utility-insecurity",
    "intimate-partner-violence",
    "elder-abuse",
)
"""Needs that do not wait: a roof, food, light and heat, and safety at home.

Source: gravity-sdoh, for the codes. Assumed: caremodel, for which of them do not wait,
after the domains that health-related screenings ask first; a code does not say how bad
it is: an eviction is housing instability, as is rent that was late once.
"""

URGENT: Final = Select(
    kind=ENTRY_KIND,
    codes=URGENT_CODES,
    statuses=("identified", "confirmed"),
    called="urgent social needs with nothing under way",
)
UNMET: Final = Select(
    kind=ENTRY_KIND,
    codes=URGENT_CODES,
    statuses=OPEN_STATUSES,
    called="unmet urgent social needs",
)
"""The same needs until they are met, or the person wants no help with them.

What is under way, or put off, is not yet met.
"""

GOALS_ACTIVE: Final = Select(kind="goal", statuses=("active",), called="active goals")

TWO_YEARS: Final = Months(24, today=True)
YEAR: Final = Months(12, today=True)
HALF_YEAR: Final = Months(6, today=True)
QUARTER: Final = Days(90, today=True)
MONTH: Final = Days(30, today=True)

PHQ9_SCORE: Final = Latest(PHQ9_SCORES, HALF_YEAR)
"""The newest score of depression in half a year."""

PHQ9_COUNT: Final = Count(PHQ9_SCORES, TWO_YEARS)
PHQ9_FALL: Final = Change(PHQ9_SCORES, TWO_YEARS, relative=True, since=Since.HIGHEST)
"""How much of the highest score of two years is gone: -0.5 is half of it.

Held against the highest, and not the first: who was well when first asked, fell ill and
is on the way back has responded, and a first score that grows old changes nothing.

Assumed: caremodel, two years.
"""

PHQ9_RISE: Final = Change(PHQ9_SCORES, QUARTER, since=Since.LOWEST)
"""How many points more than at best in a quarter.

Held against the lowest, so that it grows with a new score only, and never with time.
"""

A1C: Final = Latest(HBA1C, YEAR, unit="%")
"""The newest HbA1c in a year [%]."""

SYSTOLIC_PRESSURE: Final = Latest(SYSTOLIC, YEAR, unit="mm[Hg]")
DIASTOLIC_PRESSURE: Final = Latest(DIASTOLIC, YEAR, unit="mm[Hg]")
ACTIVATION: Final = Latest(ACTIVATION_SCORES, YEAR)
"""The newest activation score in a year."""

NEW_STAY: Final = Has(UNPLANNED_STAYS, MONTH)
STAYS: Final = Has(UNPLANNED_STAYS, HALF_YEAR)
SINCE_STAY: Final = DaysSince(UNPLANNED_STAYS, HALF_YEAR, ended=True)
"""How long ago the last unplanned stay of half a year ended [days].

One that has no end yet makes it not known: then nobody is stepped down.
"""

EMERGENCIES: Final = Count(TREAT_AND_RELEASE, QUARTER)
URGENT_NEED: Final = Has(URGENT, MONTH)
UNMET_NEED: Final = Has(UNMET, Ever(today=True))
"""Whether an urgent social need is unmet, however long it has been known."""

ACTIVE_GOALS: Final = Count(GOALS_ACTIVE, TWO_YEARS)
"""How many goals the person pursues."""


GOALS_MET: Final = Given("share of goals met")
"""Of the goals that were agreed to, the share that was met, from 0 to 1.

The host gives it: `plans.share_met` works it out from a plan.
"""

SELF_DONE: Final = Given("share of open actions the person or family does")
"""Of what is still to be done, the share that needs no staff, from 0 to 1.

The host gives it: `plans.share_at_home` works it out from a plan.
"""

ASKED_FOR_MORE: Final = Given("the person or family asks for more", kind="flag")
"""Whether the person, or their family, asks for more care; the host says so."""


# --- what speaks for more care, and for less -----------------------------------------

RATED: Final = PHQ9_SCORE >= 0
"""There is a score of the last half year; of who has none, nobody can tell."""

RESPONDED: Final = All((RATED, PHQ9_COUNT >= 2, PHQ9_FALL <= -0.5))
"""At least half of the score is gone since it was highest in two years.

Source: bao2016, improvement by half. Assumed: caremodel, half a year for the newest.
"""

HARDLY_BETTER: Final = Any(
    (PHQ9_SCORE >= 17, ~All((PHQ9_COUNT >= 2, PHQ9_FALL <= -0.4)))
)
"""Less than two fifths of the score is gone: between that and half of it, one stays.

Of 27 points, the most there are, 17 are still more than three fifths: so much is told
without any older score, by a record that does not go back two years. Of who has no
score of the last half year nobody can tell.

Assumed: caremodel, for the band.
"""

WORSE_AGAIN: Final = All((Count(PHQ9_SCORES, QUARTER) >= 2, PHQ9_RISE >= 5))
"""Five points more within a quarter.

Assumed: caremodel; five points are a band of the scale.
"""

DEPRESSED: Final = All(
    (has(DEPRESSION), PHQ9_SCORE >= 10, Any((HARDLY_BETTER, WORSE_AGAIN)))
)
"""Depression that is at least moderate and not on the way down.

Source: bao2016, entry at 10, improvement under 10 or by half.
Assumed: caremodel, for the band and for the return.
"""

POORLY_CONTROLLED: Final = All((has(DIABETES_T2), A1C > 9))
"""Diabetes far from where it should be.

Source: cms-ecqm-2025, over 9 is poor control.
"""

TROUBLE: Final = Any(
    (
        NEW_STAY,
        EMERGENCIES >= 2,
        DEPRESSED,
        POORLY_CONTROLLED,
        URGENT_NEED,
        ASKED_FOR_MORE,
    )
)
"""Any of this steps someone in maintenance up.

Assumed: caremodel, shaped by what programs do.
"""

CONTROLLED: Final = All(
    (
        Any((~has(DIABETES_T2), A1C < 8)),
        Any(
            (
                ~has(HYPERTENSION),
                All((SYSTOLIC_PRESSURE < 140, DIASTOLIC_PRESSURE < 90)),
            )
        ),
        Any((~has(DEPRESSION), PHQ9_SCORE < 10, RESPONDED)),
    )
)
"""What someone is treated for is where it should be.

Source: panel-conventions, under 140/90 mm[Hg]; bao2016, under 10 or by half.
Assumed: caremodel, under 8, as health plans count control.
"""

ABLE: Final = Any((~Has(ACTIVATION_SCORES, YEAR), PAM.cuts[1] <= ACTIVATION))
"""Nobody measured activation, or it is at the third level.

Source: sralab-pam, for the level. Assumed: caremodel, for asking it.
"""

OUT_OF_HOSPITAL: Final = Any((~STAYS, SINCE_STAY >= 90))
"""No unplanned stay is going on, and the last one ended 90 days ago at least.

A stay is looked for in half a year, by the day it began.

Assumed: caremodel, 90 days, as programs ask for 90 to 180 days without one.
"""

QUIET: Final = All(
    (OUT_OF_HOSPITAL, EMERGENCIES <= 1, CONTROLLED, ABLE, ~UNMET_NEED, ~TROUBLE)
)
"""Nothing speaks for more care, and nothing for as much.

A new urgent need speaks for more; as long as it is not met, for as much.

Assumed: caremodel, shaped by what programs do.
"""

SETTLED: Final = All((GOALS_MET >= 0.75, QUIET))
"""Most goals are met, and it is quiet: less care may do.

Assumed: caremodel, shaped by what programs do.
"""

REMISSION: Final = Any((~has(DEPRESSION), PHQ9_SCORE < 5))
"""No depression, or one of which next to nothing is left.

Source: cms-ecqm-2025, remission of depression under 5.
"""

WITHOUT_US: Final = All((SELF_DONE >= 0.75, REMISSION, SETTLED))
"""The person and the family do most of what there is to do, and no depression is left.

Assumed: caremodel, as practitioners ask; the share is ours.
"""

CRISIS: Final = Any(
    (
        NEW_STAY,
        EMERGENCIES >= 3,
        All((has(DEPRESSION), PHQ9_SCORE >= 20)),
        AtLeast(2, (DEPRESSED, POORLY_CONTROLLED, URGENT_NEED)),
        ASKED_FOR_MORE,
    )
)
"""Any of this steps someone with standard care up to intensive care.

A score of 20 of 27 is hardly better, whatever it was before.

Assumed: caremodel; 20 is where the score calls depression severe.
"""

EASED: Final = All((OUT_OF_HOSPITAL, EMERGENCIES <= 1, ~CRISIS))
"""The crisis is over.

Assumed: caremodel.
"""
