"""Defaults for panels: who owns whom, how large, which tiers, whom to ask first."""

from typing import Final

from caremodel.catalog.conditions import (
    AMBULATORY_CLASS,
    EMERGENCY_CLASS,
    EMERGENCY_CLASS_12M,
    HIGH_NEED,
    INPATIENT_CLASS,
    INPATIENT_CLASS_6M,
    chronic_conditions,
)
from caremodel.grammar.facts import Days, Select
from caremodel.panel.candidates import Search
from caremodel.panel.panels import Attribution, Balance, Visits, balance
from caremodel.panel.tiers import Ladder, Tier

__all__ = [
    "BALANCED_EXAMPLE",
    "BY_USE",
    "MOST_VISITED",
    "PANEL_SIZE",
    "SEEN_A_DAY",
    "THREE_TIERS",
    "TYPICAL_PANEL",
]

PANEL_SIZE: Final = 2_000
"""How many people a physician may answer for [patients].

Source: seed-panel-ownership.
"""

SEEN_A_DAY: Final = 24
"""How many of them come on a working day [patients/day]; the other 1,976 do not.

Source: seed-panel-ownership.
"""

TYPICAL_PANEL: Final = (1_200, 1_900)
"""Between which sizes the average panel lies [patients].

Source: seed-three-legs.
"""

BALANCED_EXAMPLE: Final[Balance] = balance(
    visits_per_day=20, days_per_year=220, visits_per_patient_year=2
)
"""The published example of the panel equation: a panel of 2,200.

Source: murray2007.
"""

MOST_VISITED: Final = Attribution(
    id="most-visited",
    steps=(
        Visits(
            label="most ambulatory encounters in 730 days",
            select=AMBULATORY_CLASS,
            window=Days(730),
            owner="Organization",
        ),
    ),
    nobody="no ambulatory encounter in 730 days",
    source="panel-conventions",
)
"""The organization with most ambulatory encounters in two years owns the patient.

Ties go to the latest visit, then to the smallest reference.

Source: panel-conventions.
"""

BY_USE: Final = Search(
    stays=INPATIENT_CLASS,
    emergencies=EMERGENCY_CLASS,
    window=Days(365),
    charges="claim",
    currency="USD",
    first=25,
    named=Select(
        kind="referral",
        codes=("pcp", "social", "behavioral", "self", "family"),
        called="referrals by someone named",
    ),
    named_within=Days(365, today=True),
    source="panel-conventions; 25 people and a year for someone's word Assumed",
)
"""Stays, emergencies and claims of a year; and whom someone sent in that year.

The raw classes of encounters: what was planned is not told apart.

Source: panel-conventions. Assumed: 25 people, enough for the first wave of five.
"""

THREE_TIERS: Final = Ladder(
    id="three-tiers",
    tiers=(
        Tier(
            name="high",
            criterion=HIGH_NEED.criterion | (EMERGENCY_CLASS_12M >= 4),
            called="two stays and two chronic conditions, or four emergencies a year",
            source="finkelstein2020",
        ),
        Tier(
            name="rising",
            criterion=(INPATIENT_CLASS_6M >= 1)
            | (EMERGENCY_CLASS_12M >= 2)
            | chronic_conditions(3),
            called="a stay, two emergencies in a year, or three chronic conditions",
            source="Assumed: a first cut, for a host to fit to its own people",
        ),
    ),
    otherwise="low",
)
"""High, rising and low: a first cut by use and chronic conditions alone.

Source: finkelstein2020, for the two stays.
Source: hcup-sb221, for the four emergencies.
Source: reddy2017, for the word of clinicians.
Assumed: a host should bring in social and behavioral need, and let clinicians say
otherwise, whose sense of who needs care has found the most engaged people.
"""
