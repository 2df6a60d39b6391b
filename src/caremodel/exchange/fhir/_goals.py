"""Goals of FHIR as ours: in their words, and of nobody's wish where nobody says."""

from datetime import date
from typing import Final

import attrs

from caremodel.care.goals import (
    AGREED,
    Achievement,
    Goal,
    GoalId,
    GoalKind,
    Lifecycle,
    Voice,
    VoicedBy,
)
from caremodel.errors import InvalidValueError
from caremodel.exchange.fhir._cases import Case
from caremodel.exchange.fhir._telling import ACHIEVEMENT
from caremodel.exchange.fhir._told import GoalTold, Whom
from caremodel.people.needs import NeedId

__all__ = ["goal_of"]

VOICES: Final = {
    "Patient": VoicedBy.PATIENT,
    "RelatedPerson": VoicedBy.CAREGIVER,
    "Practitioner": VoicedBy.STAFF,
    "PractitionerRole": VoicedBy.STAFF,
}
"""What each sort of person who expressed a goal is to the patient.

Source: fhir-r4, Goal.expressedBy. Assumed: caremodel, that someone related is a
caregiver: whether they may decide in the patient's stead is not said.
"""

ACHIEVEMENTS: Final = {each.value: each for each in Achievement}

NOBODYS: Final = "goals of which nobody says whose wish they are"
STRANGERS: Final = "goals voiced by someone of a kind that is not known"
UNDATED: Final = "goals of which no day is told"
NO_YES: Final = "accepted goals of which nobody says that the patient said yes"
KIND: Final = "goals taken for goals of health: R4 does not tell those of life"
LATER: Final = "days on which goals begin, after the day they came to stand as they do"
AT_ODDS: Final = "achievements of goals that stand where none can be achieved"
LOOKED: Final = "achievements of goals of which nobody says when someone looked"


def goal_of(case: Case, link: str, told: GoalTold) -> Goal:
    """Make a goal of what is told, and count what is not kept."""
    case.losses.update(told.losses)
    case.lose(KIND)
    lifecycle = Lifecycle(told.lifecycle)
    voice = _voice(case, told.voice)
    voiced_on, since = _days(case, told)
    agreed_on = None
    if lifecycle in AGREED:
        own = voice is not None and voice.is_own
        agreed_on = (voiced_on or since) if own else None
        case.lose(NO_YES, agreed_on is None)
    made = Goal(
        id=GoalId(link),
        kind=GoalKind.HEALTH,
        words=told.words,
        voiced_by=voice,
        voiced_on=voiced_on,
        lifecycle=lifecycle,
        since=since,
        agreed_on=agreed_on,
        addresses=tuple(map(NeedId, map(case.references.settled, told.addresses))),
        wanted_by=told.wanted_by,
        reason=told.reason,
    )
    return _achieved(case, made, told.achievement)


def _voice(case: Case, whom: Whom | None) -> Voice | None:
    """Say whose wish it is; another patient's is nobody's here."""
    if whom is None:
        case.lose(NOBODYS)
        return None
    meant = case.meant(whom)
    kind = VOICES.get(meant.type)
    if kind is None:
        case.lose(STRANGERS)
        return None
    return Voice(kind, meant.id)


def _days(case: Case, told: GoalTold) -> tuple[date | None, date | None]:
    """Say when it was voiced, and since when it stands where it does."""
    start, stood = told.start, told.stood
    if start is None and stood is None:
        case.lose(UNDATED)
    if start is None or stood is None or start <= stood:
        return start, stood or start
    case.lose(LATER)
    return None, stood


def _achieved(case: Case, goal: Goal, code: str | None) -> Goal:
    """Say how far they have come; when someone looked is never said."""
    if code is None:
        return goal
    achievement = ACHIEVEMENTS.get(code)
    if achievement is None:
        case.lose(ACHIEVEMENT)
        return goal
    try:
        made = attrs.evolve(goal, achievement=achievement)
    except InvalidValueError:
        case.lose(AT_ODDS)
        return goal
    case.lose(LOOKED)
    return made
