"""What the template and the workforce of a team forbid, beyond what is impossible."""

from datetime import date

from caremodel.care.teams._commands import (
    HandOver,
    Join,
    NameClinicalOwner,
    NameLead,
    PlanHandOver,
    TeamRequest,
)
from caremodel.care.teams._fit import leading_problems, problems
from caremodel.care.teams._members import (
    CareTeam,
    PatientMember,
    Tenure,
    TransferState,
    Who,
    WorkerMember,
    open_members,
    tenure_now,
)
from caremodel.care.teams._templates import (
    Function,
    FunctionId,
    Part,
    TeamSetting,
)

__all__ = ["refused"]


def refused(
    setting: TeamSetting, team: CareTeam, command: TeamRequest, on: date
) -> tuple[str, ...]:
    """Name every reason why the rules of *setting* forbid *command*."""
    match command:
        case Join():
            return _joining(setting, team, command, on)
        case PlanHandOver() | HandOver():
            return _handing_over(setting, team, command, on)
        case NameLead():
            return _leading(setting, team, command, on)
        case NameClinicalOwner():
            return _owning(setting, team, command, on)
        case _:
            return ()


def _found(setting: TeamSetting, function_id: FunctionId | None) -> Function | None:
    functions = setting.template.functions
    return next((each for each in functions if each.id == function_id), None)


def _unknown(function_id: FunctionId | None) -> tuple[str, ...]:
    return (f"the template has no function {function_id}",)


def _joining(
    setting: TeamSetting, team: CareTeam, command: Join, on: date
) -> tuple[str, ...]:
    function = _found(setting, command.function)
    if function is None:
        return _unknown(command.function)
    because = list(_unfit(setting, function, command.who, on))
    taken = any(each.function == function.id for each in open_members(team))
    if function.cardinality.alone and taken:
        because.append(f"{function.id} takes exactly one")
    if command.of_partner is not None and not isinstance(command.who, WorkerMember):
        because.append("only a worker is sent by a partner")
    return tuple(because)


def _unfit(
    setting: TeamSetting, function: Function, who: Who, on: date
) -> tuple[str, ...]:
    """Name why *who* may not fill *function*: a clinical task is for workers only."""
    if isinstance(who, WorkerMember):
        return problems(
            setting.workforce, function, who.worker_id, on=on, full=setting.full
        )
    part = Part.PATIENT if isinstance(who, PatientMember) else Part.SUPPORT
    if function.part is part:
        return ()
    return (f"{function.id} is for the {function.part.value}",)


def _handing_over(
    setting: TeamSetting, team: CareTeam, command: PlanHandOver | HandOver, on: date
) -> tuple[str, ...]:
    function, taker = _found(setting, command.function), command.taker
    if function is None:
        return _unknown(command.function)
    because = list(
        problems(setting.workforce, function, taker, on=on, full=setting.full)
    )
    if _refused_before(team, command):
        because.append(f"the patient refused {taker}")
    if isinstance(command, HandOver):
        if team.patient_id is not None and not command.patient_told:
            because.append("the patient was not told")
        lead = tenure_now(team.leads)
        if lead is not None and (lead.worker_id, lead.function) == (
            command.giver,
            command.function,
        ):
            because += leading_problems(setting.workforce, taker, command.backup, on)
    return tuple(because)


def _refused_before(team: CareTeam, command: PlanHandOver | HandOver) -> bool:
    return any(
        each.state is TransferState.REFUSED
        and (each.function, each.taker) == (command.function, command.taker)
        for each in team.transfers
    )


def _leading(
    setting: TeamSetting, team: CareTeam, command: NameLead, on: date
) -> tuple[str, ...]:
    function = _found(setting, command.function)
    if function is None:
        return _unknown(command.function)
    may = () if function.leads else (f"nobody leads from {function.id}",)
    workforce, worker_id = setting.workforce, command.worker_id
    return (
        *may,
        *problems(workforce, function, worker_id, on=on),
        *leading_problems(workforce, worker_id, command.backup, on),
        *_unexplained(tenure_now(team.leads), command.reason),
    )


def _owning(
    setting: TeamSetting, team: CareTeam, command: NameClinicalOwner, on: date
) -> tuple[str, ...]:
    because = _unexplained(tenure_now(team.clinical_owners), command.reason)
    if command.worker_id is None:
        return because
    function = _found(setting, command.function)
    if function is None:
        return (*because, *_unknown(command.function))
    owns = function.owns_clinical_care
    may = () if owns else (f"nobody owns the clinical care from {function.id}",)
    unfit = problems(setting.workforce, function, command.worker_id, on=on)
    return (*because, *may, *unfit)


def _unexplained(so_far: Tenure | None, reason: str) -> tuple[str, ...]:
    """Ask for a reason where someone has it so far."""
    if so_far is None or reason.strip():
        return ()
    return ("a reason must be given: someone else has it so far",)
