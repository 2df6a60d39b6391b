"""The stages of the default pathway, and who answers for people there."""

from typing import Final

from caremodel.care.pathways import (
    CaseloadStatus,
    EpisodeStatus,
    Level,
    Needed,
    Place,
    Readiness,
    Stage,
    Strategy,
)
from caremodel.grammar.dates import FromLast, Interval

__all__ = [
    "AGREED",
    "ASSESSING",
    "BEFORE",
    "ENGAGED",
    "IDENTIFIED",
    "INTENSIVE",
    "IN_CARE",
    "LEADS",
    "MAINTENANCE",
    "PAUSED",
    "PLANNING",
    "RECRUITERS",
    "RECRUITMENT",
    "RE_ENGAGEMENT",
    "STAGES",
    "STANDARD",
    "STRATEGIES",
    "SUPERVISOR",
    "THE_PERSON",
    "WAITLISTED",
]

# --- who -----------------------------------------------------------------------------

LEADS: Final = (
    "care_manager",
    "nurse_care_manager",
    "social_worker",
    "agency_care_manager",
)
RECRUITERS: Final = ("outreach_worker", "community_health_worker", *LEADS)
SUPERVISOR: Final = ("clinical_supervisor",)
THE_PERSON: Final = ("patient", "informal_caregiver")

# --- stages --------------------------------------------------------------------------


def _every(days: int) -> FromLast:
    return FromLast(every=Interval(days=days))


STRATEGIES: Final = (
    Strategy(
        readiness=Readiness.NOT_READY,
        words="stay in touch, listen, and ask for nothing",
    ),
    Strategy(
        readiness=Readiness.CONSIDERING,
        words="look at both sides together, and offer one small step",
    ),
    Strategy(
        readiness=Readiness.READY,
        words="agree on a goal and the first action this week",
    ),
)
"""How to work with people where they are.

Source: seed-playbook, for the three. Assumed: caremodel, for the words.
"""

AGREED: Final = (Needed.AGREEMENT, Needed.LEAD)

STAGES: Final = (
    Stage(
        name="identified",
        status=EpisodeStatus.PLANNED,
        caseload=CaseloadStatus.RECRUITMENT,
        levels=(Level(cadence=_every(14), minutes=5),),
        responsible=RECRUITERS,
    ),
    Stage(
        name="recruitment",
        status=EpisodeStatus.PLANNED,
        caseload=CaseloadStatus.RECRUITMENT,
        levels=(Level(cadence=_every(5), minutes=25),),
        responsible=RECRUITERS,
        strategies=STRATEGIES,
    ),
    Stage(
        name="waitlisted",
        status=EpisodeStatus.WAITLIST,
        caseload=CaseloadStatus.RECRUITMENT,
        levels=(Level(cadence=_every(30), minutes=2),),
        responsible=RECRUITERS,
    ),
    Stage(
        name="engaged",
        status=EpisodeStatus.ACTIVE,
        caseload=CaseloadStatus.ACTIVE,
        levels=(Level(cadence=_every(7), minutes=60),),
        responsible=LEADS,
        takes=AGREED,
        strategies=STRATEGIES,
    ),
    Stage(
        name="assessing",
        status=EpisodeStatus.ACTIVE,
        caseload=CaseloadStatus.ACTIVE,
        levels=(Level(cadence=_every(7), minutes=60),),
        responsible=LEADS,
        takes=AGREED,
        strategies=STRATEGIES,
    ),
    Stage(
        name="planning",
        status=EpisodeStatus.ACTIVE,
        caseload=CaseloadStatus.ACTIVE,
        levels=(Level(cadence=_every(7), minutes=60),),
        responsible=LEADS,
        takes=AGREED,
        strategies=STRATEGIES,
    ),
    Stage(
        name="active",
        status=EpisodeStatus.ACTIVE,
        caseload=CaseloadStatus.ACTIVE,
        levels=(
            Level(name="standard", cadence=_every(14), minutes=35),
            Level(name="intensive", cadence=_every(7), minutes=78),
        ),
        responsible=LEADS,
        takes=AGREED,
        strategies=STRATEGIES,
    ),
    Stage(
        name="re-engagement",
        status=EpisodeStatus.ACTIVE,
        caseload=CaseloadStatus.ACTIVE,
        levels=(Level(cadence=_every(7), minutes=25),),
        responsible=RECRUITERS,
        takes=AGREED,
        strategies=STRATEGIES,
    ),
    Stage(
        name="paused",
        status=EpisodeStatus.ON_HOLD,
        caseload=CaseloadStatus.ACTIVE,
        levels=(Level(cadence=_every(30), minutes=2),),
        responsible=LEADS,
        takes=(*AGREED, Needed.REASON),
    ),
    Stage(
        name="maintenance",
        status=EpisodeStatus.ACTIVE,
        caseload=CaseloadStatus.MAINTENANCE,
        levels=(Level(cadence=_every(30), minutes=20),),
        responsible=("care_coordinator", *LEADS),
        takes=(*AGREED, Needed.TRACKER, Needed.NEXT_CHECK),
        tracked=True,
    ),
    Stage(
        name="graduated",
        status=EpisodeStatus.FINISHED,
        takes=(Needed.PERSON_AGREES, Needed.HAND_OFF, Needed.PCP_ACCEPTANCE),
        follow_up=(Interval(months=3), Interval(months=6), Interval(months=12)),
    ),
    Stage(
        name="declined",
        status=EpisodeStatus.CANCELLED,
        follow_up=(Interval(days=90),),
    ),
    Stage(
        name="unable-to-engage",
        status=EpisodeStatus.CANCELLED,
        takes=(Needed.PROPOSAL,),
    ),
    Stage(name="ineligible", status=EpisodeStatus.CANCELLED),
    Stage(name="moved-away", status=EpisodeStatus.CANCELLED),
    Stage(name="coverage-lost", status=EpisodeStatus.CANCELLED),
    Stage(name="transferred", status=EpisodeStatus.CANCELLED),
    Stage(name="left", status=EpisodeStatus.CANCELLED),
    Stage(name="deceased", status=EpisodeStatus.CANCELLED, dead=True),
)
"""The stages of the default pathway, with how often to be in touch and for how long.

Source: seed-playbook, for the three statuses they count as. Assumed: caremodel, for the
stages, the minutes, the cadences, when to ask after who graduated and when to offer it
again to who declined, shaped by what programs publish and practitioners say.
"""

IDENTIFIED: Final = Place("identified")
RECRUITMENT: Final = Place("recruitment")
WAITLISTED: Final = Place("waitlisted")
ENGAGED: Final = Place("engaged")
ASSESSING: Final = Place("assessing")
PLANNING: Final = Place("planning")
STANDARD: Final = Place("active", "standard")
INTENSIVE: Final = Place("active", "intensive")
RE_ENGAGEMENT: Final = Place("re-engagement")
PAUSED: Final = Place("paused")
MAINTENANCE: Final = Place("maintenance")
BEFORE: Final = (IDENTIFIED, RECRUITMENT, WAITLISTED)
IN_CARE: Final = (ENGAGED, ASSESSING, PLANNING, STANDARD, INTENSIVE)
