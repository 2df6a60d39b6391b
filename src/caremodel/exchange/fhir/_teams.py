"""Teams of FHIR as ours: who is on them as told, and nobody as named by the patient."""

from collections.abc import Collection
from datetime import date
from typing import Final

from caremodel.care.teams import (
    CareTeam,
    FunctionId,
    Ground,
    Member,
    PartnerMember,
    PatientMember,
    SupportMember,
    TeamId,
    TeamStatus,
    TemplateRef,
    Who,
    WorkerMember,
)
from caremodel.exchange.fhir._cases import Case, Meant
from caremodel.exchange.fhir._told import Participant, TeamTold, Whom
from caremodel.grammar.dates import Period, add_days
from caremodel.people.patients import PatientId, PersonId
from caremodel.people.roles import PartnerId, WorkerId

__all__ = ["AS_TOLD", "team_of"]

AS_TOLD: Final = TemplateRef("as-told-in-fhir", 1)
"""The template of a team that follows none of ours: it is as a file tells it."""

STATUSES: Final = {each.value: each for each in TeamStatus}

NO_STATUS: Final = "teams of which nobody says where they stand: taken as proposed"
NO_START: Final = "teams without a first day: the earliest that is told stands for it"
NOT_DATED: Final = "teams of which no day is told: the last one recorded stands for it"
NO_DAY: Final = "teams of which no day is told, nor any other of the patient"
NO_END: Final = "teams that ended, of which nobody says when"
TO_END: Final = "days on which teams that are open are to end"
SEVERAL_PLANS: Final = "links to plans of teams that carry out several"
NOBODY: Final = "participants of teams who are named in words only, or not at all"
NO_MEMBER: Final = "participants of a kind that no team takes"
OUTSIDE: Final = "participants whose days all lie outside those of their team"
CUT: Final = "participants of whose days some lie outside those of their team"
NOT_NAMED: Final = "support persons of whom nobody says that the patient named them"
NOT_ACCEPTED: Final = "partners of teams of whom nobody says what they accepted"
NO_PARTNER: Final = "participants on behalf of someone who is no partner of a worker"


def team_of(
    case: Case, link: str, told: TeamTold, plans: Collection[str]
) -> CareTeam | None:
    """Make a team of what is told, and count what is not kept.

    Args:
        case: Whom it is around.
        link: How others refer to it.
        told: What it says.
        plans: The plans that say the team carries them out.
    """
    case.losses.update(told.losses)
    case.lose(NO_STATUS, not told.status)
    case.lose(SEVERAL_PLANS, len(plans) if len(plans) > 1 else 0)
    status = STATUSES[told.status or TeamStatus.PROPOSED.value]
    period = _period(case, told, status)
    if period is None:
        return None
    members = [_member(case, each, period) for each in told.participants]
    kept = tuple(member for member in members if member is not None)
    return CareTeam(
        id=TeamId(link),
        patient_id=case.patient_id,
        plan_id=next(iter(plans)) if len(plans) == 1 else None,
        template=AS_TOLD,
        status=status,
        period=period,
        members=kept,
        changed_on=_changed_on([period, *(member.period for member in kept)]),
    )


def _changed_on(periods: Collection[Period]) -> date:
    ends = [each.end for each in periods if each.end is not None]
    return max([each.start for each in periods] + ends)


def _period(case: Case, told: TeamTold, status: TeamStatus) -> Period | None:
    """Say how long a team lasted; one that is open has no end yet."""
    start = told.start or _first_told(case, told)
    if start is None:
        return None
    if status is not TeamStatus.INACTIVE:
        case.lose(TO_END, told.end is not None)
        return Period(start=start)
    if told.end is None:
        case.lose(NO_END)
        return None
    return Period(start=start, end=add_days(max(start, told.end), 1))


def _first_told(case: Case, told: TeamTold) -> date | None:
    """Find the earliest day that is told of a team, or else the last of the record."""
    days = [told.end, *(day for each in told.participants for day in _days_of(each))]
    earliest = min((day for day in days if day is not None), default=None)
    if earliest is not None:
        case.lose(NO_START)
        return earliest
    case.lose(NO_DAY if case.last_day is None else NOT_DATED)
    return case.last_day


def _days_of(told: Participant) -> tuple[date | None, date | None]:
    return told.start, told.end


def _member(case: Case, told: Participant, team: Period) -> Member | None:
    """Make a member, or count why there is none."""
    if told.who is None:
        case.lose(NOBODY)
        return None
    who = _who(case.meant(told.who), case.patient_id)
    if who is None:
        case.lose(NO_MEMBER)
        return None
    period = _within(case, told, team)
    if period is None:
        return None
    case.lose(NOT_NAMED, isinstance(who, SupportMember))
    case.lose(NOT_ACCEPTED, isinstance(who, PartnerMember))
    own = isinstance(who, PatientMember)
    return Member(
        who=who,
        function=None if told.function is None else FunctionId(told.function),
        period=period,
        why=Ground.OWN_CARE if own else Ground.ASSIGNED,
        of_partner=_partner(case, told.of, who),
    )


def _who(meant: Meant, patient_id: PatientId) -> Who | None:
    match meant.type:
        case "Patient":
            return PatientMember(patient_id)
        case "Practitioner" | "PractitionerRole":
            return WorkerMember(WorkerId(meant.id))
        case "RelatedPerson":
            return SupportMember(PersonId(meant.id))
        case "Organization" | "CareTeam":
            return PartnerMember(PartnerId(meant.id))
        case _:
            return None


def _partner(case: Case, of: Whom | None, who: Who) -> PartnerId | None:
    """Say which partner a worker comes from."""
    if of is None:
        return None
    meant = case.meant(of)
    if meant.type == "Organization" and isinstance(who, WorkerMember):
        return PartnerId(meant.id)
    case.lose(NO_PARTNER)
    return None


def _within(case: Case, told: Participant, team: Period) -> Period | None:
    """Say how long someone was on a team; nobody is before it is or after it was."""
    start = told.start or team.start
    end = team.end if told.end is None else add_days(told.end, 1)
    first = max(start, team.start)
    last = end if team.end is None else min(end or team.end, team.end)
    if last is not None and last <= first:
        case.lose(OUTSIDE)
        return None
    case.lose(CUT, (first, last) != (start, end))
    return Period(start=first, end=last)
