"""What can be asked of a team: who is on it, who leads, and how it was one day."""

from collections.abc import Iterable
from datetime import date
from typing import Final, assert_never

from caremodel.care.teams._commands import HandOver, Leave
from caremodel.care.teams._events import TeamEvent
from caremodel.care.teams._evolve import evolve
from caremodel.care.teams._members import (
    CareTeam,
    Member,
    PartnerMember,
    PatientMember,
    SupportMember,
    TeamStatus,
    Tenure,
    Who,
    WorkerMember,
    is_open,
    open_members,
)
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import Entry, in_order
from caremodel.people.roles import WorkerId

__all__ = [
    "CLINICAL_OWNER",
    "LEAD",
    "MEMBERSHIP",
    "clinical_owner_on",
    "entries",
    "lead_on",
    "leaving",
    "members_on",
    "team_as_of",
]

MEMBERSHIP: Final = "membership"
"""The kind of an entry that says who was on a team, and for what."""

LEAD: Final = "lead"
"""The kind of an entry that says who led."""

CLINICAL_OWNER: Final = "clinical-owner"
"""The kind of an entry that says who owned the clinical care."""


def members_on(team: CareTeam, on: date) -> tuple[Member, ...]:
    """Name those who were on the team on the day *on*, in order of joining."""
    return tuple(each for each in team.members if on in each.period)


def lead_on(team: CareTeam, on: date) -> Tenure | None:
    """Say who was the lead care manager on the day *on*; `None` if nobody was."""
    return _on(team.leads, on)


def clinical_owner_on(team: CareTeam, on: date) -> Tenure | None:
    """Say who owned the clinical care on the day *on*; `None` for nobody yet."""
    return _on(team.clinical_owners, on)


def _on(tenures: Iterable[Tenure], on: date) -> Tenure | None:
    return next((each for each in tenures if on in each.period), None)


def team_as_of(events: Iterable[TeamEvent], on: date) -> CareTeam | None:
    """Make the team as it stood at the end of the day *on*; `None` before its forming.

    Raises:
        NotAllowedError: If the events are not the story of one team.
    """
    team: CareTeam | None = None
    for event in events:
        if event.on <= on:
            team = evolve(team, event)
    return team


def leaving(
    team: CareTeam,
    worker_id: WorkerId,
    *,
    to: WorkerId | None,
    reason: str,
    patient_told: bool = False,
    backup: WorkerId | None = None,
) -> tuple[HandOver | Leave, ...]:
    """Ask for all that settles a worker's leaving: a hand-over for each function.

    Where nobody takes it on, they just leave, and the team is short of someone
    (`vacancies`, `unassigned`).

    Args:
        team: The team that they leave.
        worker_id: Who leaves.
        to: Who takes everything on, if someone does.
        reason: Why.
        patient_told: Whether the patient knows who comes.
        backup: Who stands behind a taker who will lead and is not licensed.
    """
    who = WorkerMember(worker_id)
    held = [
        each.function
        for each in (open_members(team) if is_open(team) else ())
        if each.who == who and each.function is not None
    ]
    if to is None:
        return tuple(Leave(who=who, function=each, reason=reason) for each in held)
    return tuple(
        HandOver(
            function=each,
            giver=worker_id,
            taker=to,
            patient_told=patient_told,
            backup=backup,
            reason=reason,
        )
        for each in held
    )


# --- entries -------------------------------------------------------------------------


def entries(team: CareTeam) -> tuple[Entry, ...]:
    """Tell a team as entries, so that facts can be drawn from it.

    A membership has as codes its function and why it came about, and links to the one
    who is meant; a lead and a clinical owner have the function they do it from.
    Of a team entered in error nothing is told.
    """
    if team.status is TeamStatus.ENTERED_IN_ERROR:
        return ()
    members = [
        Entry(
            id=f"{team.id}/{MEMBERSHIP}/{number}",
            kind=MEMBERSHIP,
            codes=_codes(each),
            on=each.period.start,
            until=each.period.end,
            status=_status(each.period),
            links=(_link(each.who),),
        )
        for number, each in enumerate(team.members, start=1)
    ]
    return in_order(
        [
            *members,
            *_tenures(team, LEAD, team.leads),
            *_tenures(team, CLINICAL_OWNER, team.clinical_owners),
        ]
    )


def _codes(member: Member) -> tuple[str, ...]:
    function = () if member.function is None else (str(member.function),)
    return (*function, member.why.value)


def _status(period: Period) -> str:
    return "active" if period.end is None else "inactive"


def _tenures(team: CareTeam, kind: str, tenures: Iterable[Tenure]) -> list[Entry]:
    return [
        Entry(
            id=f"{team.id}/{kind}/{number}",
            kind=kind,
            codes=(each.function,),
            on=each.period.start,
            until=each.period.end,
            status=_status(each.period),
            links=(_link(WorkerMember(each.worker_id)),),
        )
        for number, each in enumerate(tenures, start=1)
    ]


def _link(who: Who) -> str:
    """Point at someone as FHIR does."""
    match who:
        case WorkerMember():
            return f"Practitioner/{who.worker_id}"
        case PatientMember():
            return f"Patient/{who.patient_id}"
        case SupportMember():
            return f"RelatedPerson/{who.person_id}"
        case PartnerMember():
            return f"Organization/{who.partner_id}"
        case _:
            assert_never(who)
