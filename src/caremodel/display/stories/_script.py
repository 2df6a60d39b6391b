"""The script of a story: what an invented person says, and what happens on which day.

All of it is Assumed: invented, so that a journey shows its steps. Days are counted from
the first day of the story [days].
"""

from datetime import date
from typing import Final

import attrs

from caremodel.care.contacts import Mode
from caremodel.care.goals import Achievement, Goal, GoalId, GoalKind, Voice, VoicedBy
from caremodel.care.plans import Contingency, PlanId
from caremodel.grammar.dates import FromLast, Interval
from caremodel.grammar.entries import Entry
from caremodel.people.needs import (
    Domain,
    Need,
    NeedId,
    NeedStatus,
    Provenance,
    entries,
    moved,
)
from caremodel.people.patients import PatientId

__all__ = [
    "ACHIEVED",
    "CADENCE",
    "CONTACTS",
    "CONTINGENCY",
    "DAYS",
    "EVERY_WEEK",
    "GARDEN",
    "HOME_AGAIN",
    "LATER",
    "NEW_NEED",
    "PLAN",
    "REVIEWS",
    "SCORES",
    "SOON",
    "STEPS",
    "STROLLS",
    "TALKING",
    "WHAT_MATTERS",
    "Days",
    "goals",
    "need",
    "score",
    "stay",
]


@attrs.frozen
class Days:
    """On which day of the story what happens."""

    called: int = 2
    met: int = 6
    assessed: int = 10
    agreed: int = 12
    planned: int = 14
    started: int = 17
    in_hospital: int = 38
    home_again: int = 42
    too_early: int = 75
    last: int = 240


DAYS: Final = Days()

# --- what happens --------------------------------------------------------------------

TALKING: Final = (Mode.HOME_VISIT, Mode.IN_PERSON, Mode.VIDEO, Mode.PHONE)
"""How to meet someone, the best way first."""

CONTACTS: Final = (31, 43, 57, 72, 104, 136, 150)
SCORES: Final = {10: 16, 72: 11, 120: 8}
"""PHQ-9, by the day of asking."""

REVIEWS: Final = {44: 72, 72: 104, 104: 136, 136: 168}
"""Days on which the plan is looked at, with the day agreed for the next time."""

ACHIEVED: Final = {
    104: ("strolls", Achievement.IMPROVING),
    136: ("garden", Achievement.ACHIEVED),
}
STROLLS: Final = (24, 31, 52, 59, 66, 80, 94, 108, 122, 136, 150, 157)
"""Days on which the person did what they do themselves."""


def score(number: int, on: date, value: int) -> Entry:
    """Make the entry of a PHQ-9 score."""
    return Entry(
        f"story-phq9-{number}",
        "observation",
        ("44261-6",),
        on,
        value=value,
        unit="{score}",
        status="final",
    )


def stay(on: date, until: date) -> Entry:
    """Make the entry of a hospital stay that nobody planned."""
    return Entry(
        "story-stay",
        "encounter",
        ("IMP", "183452005"),
        on,
        until=until,
        status="finished",
        links=("Organization/hospital-1",),
    )


NEW_NEED: Final = "transportation-insecurity"


def need(patient_id: PatientId, on: date) -> tuple[Need, tuple[Entry, ...]]:
    """Make the need that a home visit brings to light, and its entry."""
    found = Need(
        id=NeedId("story-rides"),
        patient_id=patient_id,
        domain=Domain.SOCIAL,
        category=NEW_NEED,
        identified_on=on,
        provenance=Provenance.SELF_REPORTED,
    )
    confirmed = moved(found, NeedStatus.CONFIRMED, on=on)
    return confirmed, entries([confirmed])


SOON: Final = 14
LATER: Final = 21
"""Until when something is to be done that is done once."""

# --- what is said --------------------------------------------------------------------

PLAN: Final = PlanId("story-plan")
GARDEN: Final = GoalId("garden")
STEPS: Final = GoalId("strolls")
WHAT_MATTERS: Final = "being at home, and being asked before things are decided"
CONTINGENCY: Final = Contingency(
    red_flags=(
        "shoes that are too tight by evening",
        "waking up short of breath",
        "no wish to get up two days in a row",
    ),
    call="the care manager; at night the nurse line",
)
HOME_AGAIN: Final = "a hospital stay that nobody planned"
EVERY_WEEK: Final = FromLast(every=Interval(days=7))
CADENCE: Final = FromLast(every=Interval(days=30))


def goals(patient_id: PatientId, need_id: NeedId, on: date) -> tuple[Goal, ...]:
    """Make the goals that the person voices: one of life, and one that serves it."""
    voice = Voice(VoicedBy.PATIENT, patient_id)
    garden = Goal(
        id=GARDEN,
        kind=GoalKind.LIFE,
        words="sit in the garden on Sundays with the people I love",
        voiced_by=voice,
        voiced_on=on,
        what_matters=WHAT_MATTERS,
        addresses=(need_id,),
    )
    strolls = Goal(
        id=STEPS,
        kind=GoalKind.HEALTH,
        words="walk to the bench and back without stopping for breath",
        voiced_by=voice,
        voiced_on=on,
        what_matters="getting to the garden on my own feet",
        supports=GARDEN,
    )
    return (garden, strolls)
