"""What a team lacks: vacancies, and findings that are shown and forbid nothing."""

import enum
from collections.abc import Iterable
from datetime import date

import attrs

from caremodel.care.teams._asked import clinical_owner_on, lead_on, members_on
from caremodel.care.teams._fit import covers, leading_problems, problems, worker_of
from caremodel.care.teams._members import (
    CareTeam,
    Member,
    TeamId,
    WorkerMember,
    id_of,
)
from caremodel.care.teams._staffing import Vacancy, least
from caremodel.care.teams._templates import Function, FunctionId, TeamTemplate
from caremodel.people.roles import Leg, WorkerId, Workforce

__all__ = [
    "TeamConcern",
    "TeamFinding",
    "check_template",
    "findings",
    "is_ready",
    "unassigned",
    "vacancies",
]


def is_ready(template: TeamTemplate, team: CareTeam, on: date) -> bool:
    """Say whether every function is filled on the day *on*, by as many as it takes.

    Ready is not active: a team may begin with a vacancy, which is shown.
    """
    there = [each.function for each in members_on(team, on)]
    return all(
        each.cardinality.met_by(there.count(each.id)) for each in template.functions
    )


def vacancies(
    template: TeamTemplate, team: CareTeam, workforce: Workforce, on: date
) -> tuple[Vacancy, ...]:
    """Name each function that needs someone and has nobody who is at work.

    Who no longer works here fills nothing, whatever the team still says.
    """
    found = []
    for function in template.functions:
        there = [e for e in members_on(team, on) if e.function == function.id]
        gone = [each for each in there if not _at_work(workforce, each, on)]
        if function.cardinality.needed and len(gone) == len(there):
            because = [
                f"{id_of(each.who)} does not work here on that day" for each in gone
            ]
            found.append(
                Vacancy(function=function.id, because=because or ["nobody joined"])
            )
    return tuple(found)


def unassigned(
    teams: Iterable[CareTeam], workforce: Workforce, on: date
) -> tuple[TeamId, ...]:
    """List the open teams around a patient that nobody leads who is at work.

    Every such team has exactly one lead or is on this list.
    """
    return tuple(
        team.id
        for team in teams
        if team.patient_id is not None and on in team.period
        if not _led(team, workforce, on)
    )


def _led(team: CareTeam, workforce: Workforce, on: date) -> bool:
    lead = lead_on(team, on)
    return lead is not None and _works(workforce, lead.worker_id, on)


def _works(workforce: Workforce, worker_id: WorkerId, on: date) -> bool:
    worker = worker_of(workforce, worker_id)
    return worker is not None and on in worker.active


def _at_work(workforce: Workforce, member: Member, on: date) -> bool:
    """Say whether a member is there; only of workers it is asked whether they work."""
    who = member.who
    return not isinstance(who, WorkerMember) or _works(workforce, who.worker_id, on)


# --- findings ------------------------------------------------------------------------


class TeamConcern(enum.Enum):
    """What can be said of a team. Nothing of it forbids anything."""

    MISSING_LEG = "a leg of the stool that is missing"
    NOT_AT_WORK = "a member who does not work here any more"
    NOT_COVERED = "a member whose role or license no longer covers the function"
    NO_LEAD = "nobody leads who is at work"
    NO_BACKUP = "a lead who is not licensed, without a licensed back-up"
    NO_CLINICAL_OWNER = "nobody owns the clinical care yet"
    ABOVE_LICENSE = "work that someone less qualified could do"
    HAND_OVER_LATE = "a hand-over that is past its day"


@attrs.frozen
class TeamFinding:
    """One thing to be said of a team.

    Attributes:
        concern: Of which kind.
        about: The ids of what it is about.
    """

    concern: TeamConcern
    about: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.concern.value}: {', '.join(self.about)}"


def check_template(template: TeamTemplate) -> tuple[TeamFinding, ...]:
    """Find the legs that a team of the whole panel lacks by design."""
    return _missing_legs(template, (function.id for function in template.functions))


def findings(
    template: TeamTemplate, team: CareTeam, workforce: Workforce, on: date
) -> tuple[TeamFinding, ...]:
    """Find what is to be said of a team on the day *on*, by the workforce of that day.

    A credential that has expired since is one: it raises a flag, and rewrites nothing.
    On days on which the team was not, there is nothing to be said.
    """
    if on not in team.period:
        return ()
    there = members_on(team, on)
    present = [each.function for each in there if _at_work(workforce, each, on)]
    return (
        *_missing_legs(template, present),
        *_about_workers(template, there, workforce, on),
        *_about_lead(team, workforce, on),
        *_about_owner(template, team, on),
        *_late(team, on),
    )


def _missing_legs(
    template: TeamTemplate, filled: Iterable[FunctionId | None]
) -> tuple[TeamFinding, ...]:
    """Find the legs that a team of the whole panel does not stand on."""
    if template.has_subject:
        return ()
    there = set(filled)
    legs = {function.leg for function in template.functions if function.id in there}
    return tuple(
        TeamFinding(TeamConcern.MISSING_LEG, (leg.value,))
        for leg in Leg
        if leg not in legs
    )


def _about_workers(
    template: TeamTemplate, there: Iterable[Member], workforce: Workforce, on: date
) -> list[TeamFinding]:
    functions = {function.id: function for function in template.functions}
    return [
        TeamFinding(concern, (who.worker_id, function.id))
        for each in there
        if each.function in functions
        for who, function in [(each.who, functions[each.function])]
        if isinstance(who, WorkerMember)
        for concern in _concerns(workforce, function, who.worker_id, on)
    ]


def _concerns(
    workforce: Workforce, function: Function, worker_id: WorkerId, on: date
) -> list[TeamConcern]:
    worker = worker_of(workforce, worker_id)
    if worker is None or on not in worker.active:
        return [TeamConcern.NOT_AT_WORK]
    if not covers(workforce, function, worker):
        return [TeamConcern.NOT_COVERED]
    able = [
        each
        for each in workforce.workers
        if not problems(workforce, function, each.id, on=on)
    ]
    return [] if worker in least(workforce, able) else [TeamConcern.ABOVE_LICENSE]


def _about_lead(team: CareTeam, workforce: Workforce, on: date) -> list[TeamFinding]:
    if team.patient_id is None:
        return []
    lead = lead_on(team, on)
    if lead is None or not _works(workforce, lead.worker_id, on):
        return [TeamFinding(TeamConcern.NO_LEAD, (team.id,))]
    if leading_problems(workforce, lead.worker_id, lead.backup, on):
        return [TeamFinding(TeamConcern.NO_BACKUP, (lead.worker_id,))]
    return []


def _about_owner(template: TeamTemplate, team: CareTeam, on: date) -> list[TeamFinding]:
    asked = any(function.owns_clinical_care for function in template.functions)
    if not asked or clinical_owner_on(team, on) is not None:
        return []
    return [TeamFinding(TeamConcern.NO_CLINICAL_OWNER, (team.id,))]


def _late(team: CareTeam, on: date) -> list[TeamFinding]:
    """Find hand-overs that were still planned on the day *on*, and past their own."""
    return [
        TeamFinding(TeamConcern.HAND_OVER_LATE, (each.giver, each.taker, each.function))
        for each in team.transfers
        if each.planned_on <= on and each.due < on
        if each.settled_on is None or each.settled_on > on
    ]
