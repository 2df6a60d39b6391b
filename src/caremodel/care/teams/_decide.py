"""What may be asked of a team, and what comes of it, or every reason why not."""

from datetime import date
from typing import Final, assert_never, get_args

from caremodel.care.teams._commands import (
    Activate,
    CallOffHandOver,
    Designate,
    End,
    EnterInError,
    FormTeam,
    HandOver,
    Join,
    Leave,
    NameClinicalOwner,
    NameLead,
    PlanHandOver,
    RefuseHandOver,
    Resume,
    Suspend,
    TeamCommand,
    TeamRequest,
    WithdrawDesignation,
)
from caremodel.care.teams._events import (
    ClinicalOwnerNamed,
    DesignationWithdrawn,
    HandedOver,
    HandOverCalledOff,
    HandOverPlanned,
    HandOverRefused,
    LeadNamed,
    MemberJoined,
    MemberLeft,
    SupportDesignated,
    TeamActivated,
    TeamChange,
    TeamEnded,
    TeamEnteredInError,
    TeamEvent,
    TeamFormed,
    TeamResumed,
    TeamSuspended,
)
from caremodel.care.teams._members import (
    GROUNDS,
    CareTeam,
    Ground,
    PatientMember,
)
from caremodel.care.teams._possible import impossible
from caremodel.care.teams._refused import refused
from caremodel.care.teams._templates import (
    Part,
    TeamSetting,
    TeamTemplate,
    ref_of,
)
from caremodel.errors import NotAllowedError
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor

__all__ = ["check", "decide"]

ASKED: Final = frozenset(get_args(TeamCommand))
"""Every class of what can be asked of a team."""


def decide(
    setting: TeamSetting,
    team: CareTeam | None,
    command: TeamCommand,
    *,
    facts: Facts,
    on: date,
    by: Actor,
) -> tuple[TeamEvent, ...]:
    """Say what *command* makes happen, or refuse with every reason.

    Args:
        setting: How the team should be, and who works here, as of now.
        team: As it stands; `None` before it is formed.
        command: What is asked.
        facts: What is known of the patient. No rule of a team reads any so far.
        on: The day it happens.
        by: Who makes it happen.

    Raises:
        NotAllowedError: If anything forbids it.
    """
    because = check(setting, team, command, facts=facts, on=on, by=by)
    if because:
        raise NotAllowedError(_words(command), because)
    if isinstance(command, FormTeam):
        return _forming(setting.template, command, on, by)
    return (_event(command, on, by),)


def check(
    setting: TeamSetting,
    team: CareTeam | None,
    command: TeamCommand,
    *,
    facts: Facts,
    on: date,
    by: Actor,
) -> tuple[str, ...]:
    """Name every reason why *command* is refused; empty if it is not."""
    del facts  # the shape that all decisions share
    if type(command) not in ASKED:
        return ("nobody asks that of a team",)
    if isinstance(command, FormTeam):
        return _formable(setting.template, team, command)
    if team is None:
        return ("there is no team yet",)
    told = [
        *impossible(team, _event(command, on, by)),
        *refused(setting, team, command, on),
    ]
    if team.template != ref_of(setting.template):
        told.append("the team follows another template, or another version of it")
    return tuple(dict.fromkeys(told))


def _words(command: TeamCommand) -> str:
    """Say what was asked, as a verb phrase."""
    name = type(command).__name__
    return "".join(f" {each.lower()}" if each.isupper() else each for each in name)[1:]


# --- forming -------------------------------------------------------------------------


def _formable(
    template: TeamTemplate, team: CareTeam | None, command: FormTeam
) -> tuple[str, ...]:
    because = []
    if team is not None:
        because.append("the team is formed already")
    if template.has_subject and command.patient_id is None:
        because.append("such a team is around a patient")
    if not template.has_subject:
        if command.patient_id is not None:
            because.append("such a team is around nobody")
        if command.proxies or command.plan_id is not None:
            because.append("a proxy or a plan would be of a patient")
    return tuple(because)


def _forming(
    template: TeamTemplate, command: FormTeam, on: date, by: Actor
) -> tuple[TeamEvent, ...]:
    """Form the team; the patient is on it from the first day."""
    formed = TeamFormed(
        team_id=command.team_id,
        patient_id=command.patient_id,
        plan_id=command.plan_id,
        template=ref_of(template),
        proxies=command.proxies,
        on=on,
        by=by,
    )
    joined = [
        MemberJoined(
            who=PatientMember(command.patient_id),
            function=function.id,
            why=Ground.OWN_CARE,
            on=on,
            by=by,
        )
        for function in template.functions
        if function.part is Part.PATIENT and command.patient_id is not None
    ]
    return (formed, *joined)


# --- events --------------------------------------------------------------------------


def _event(  # noqa: PLR0911 - one case for each command
    command: TeamRequest, on: date, by: Actor
) -> TeamChange:
    """Make the event that *command* asks for."""
    match command:
        case Activate():
            return TeamActivated(on=on, by=by)
        case Suspend():
            return TeamSuspended(reason=command.reason, on=on, by=by)
        case Resume():
            return TeamResumed(on=on, by=by)
        case End():
            return TeamEnded(reason=command.reason, on=on, by=by)
        case EnterInError():
            return TeamEnteredInError(reason=command.reason, on=on, by=by)
        case PlanHandOver() | RefuseHandOver() | CallOffHandOver() | HandOver():
            return _transfer_event(command, on, by)
        case _:
            return _member_event(command, on, by)


def _transfer_event(
    command: PlanHandOver | RefuseHandOver | CallOffHandOver | HandOver,
    on: date,
    by: Actor,
) -> HandOverPlanned | HandOverRefused | HandOverCalledOff | HandedOver:
    match command:
        case PlanHandOver():
            return HandOverPlanned(
                function=command.function,
                giver=command.giver,
                taker=command.taker,
                due=command.due,
                reason=command.reason,
                on=on,
                by=by,
            )
        case RefuseHandOver():
            return HandOverRefused(
                function=command.function,
                giver=command.giver,
                said_by=command.said_by,
                on=on,
                by=by,
            )
        case CallOffHandOver():
            return HandOverCalledOff(
                function=command.function,
                giver=command.giver,
                reason=command.reason,
                on=on,
                by=by,
            )
        case HandOver():
            return HandedOver(
                function=command.function,
                giver=command.giver,
                taker=command.taker,
                backup=command.backup,
                of_partner=command.of_partner,
                reason=command.reason,
                on=on,
                by=by,
            )
        case _:
            assert_never(command)


def _member_event(
    command: Join
    | Leave
    | NameLead
    | NameClinicalOwner
    | Designate
    | WithdrawDesignation,
    on: date,
    by: Actor,
) -> TeamChange:
    match command:
        case Join():
            return MemberJoined(
                who=command.who,
                function=command.function,
                why=GROUNDS[type(command.who)],
                of_partner=command.of_partner,
                on=on,
                by=by,
            )
        case Leave():
            return MemberLeft(
                who=command.who,
                function=command.function,
                reason=command.reason,
                on=on,
                by=by,
            )
        case NameLead():
            return LeadNamed(
                worker_id=command.worker_id,
                function=command.function,
                backup=command.backup,
                reason=command.reason,
                on=on,
                by=by,
            )
        case NameClinicalOwner():
            return ClinicalOwnerNamed(
                worker_id=command.worker_id,
                function=command.function,
                reason=command.reason,
                on=on,
                by=by,
            )
        case Designate():
            return SupportDesignated(person=command.person, on=on, by=by)
        case WithdrawDesignation():
            return DesignationWithdrawn(
                person_id=command.person_id, said_by=command.said_by, on=on, by=by
            )
        case _:
            assert_never(command)
