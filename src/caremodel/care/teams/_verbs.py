"""The verbs that are used most, as sugar over `decide`."""

from datetime import date

from caremodel.care.teams._commands import FormTeam, HandOver, Join, Leave, NameLead
from caremodel.care.teams._decide import decide
from caremodel.care.teams._events import TeamEvent
from caremodel.care.teams._members import CareTeam, TeamId, WorkerMember
from caremodel.care.teams._templates import FunctionId, TeamSetting
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.people.patients import PatientId
from caremodel.people.roles import WorkerId

__all__ = ["form", "hand_over", "join", "leave", "name_lead"]


def form(
    setting: TeamSetting,
    team_id: TeamId,
    patient_id: PatientId | None,
    *,
    plan_id: str | None = None,
    on: date,
    by: Actor,
) -> tuple[TeamEvent, ...]:
    """Ask for a team to be formed (sugar over `decide`)."""
    command = FormTeam(team_id=team_id, patient_id=patient_id, plan_id=plan_id)
    return decide(setting, None, command, facts=_nothing(on), on=on, by=by)


def join(
    setting: TeamSetting,
    team: CareTeam,
    worker_id: WorkerId,
    *,
    function: FunctionId,
    on: date,
    by: Actor,
) -> tuple[TeamEvent, ...]:
    """Ask for a worker to join (sugar over `decide`)."""
    command = Join(who=WorkerMember(worker_id), function=function)
    return decide(setting, team, command, facts=_nothing(on), on=on, by=by)


def leave(
    setting: TeamSetting,
    team: CareTeam,
    worker_id: WorkerId,
    *,
    function: FunctionId,
    reason: str,
    on: date,
    by: Actor,
) -> tuple[TeamEvent, ...]:
    """Ask to let a worker go (sugar over `decide`)."""
    command = Leave(who=WorkerMember(worker_id), function=function, reason=reason)
    return decide(setting, team, command, facts=_nothing(on), on=on, by=by)


def name_lead(
    setting: TeamSetting,
    team: CareTeam,
    worker_id: WorkerId,
    *,
    function: FunctionId,
    backup: WorkerId | None = None,
    reason: str = "",
    on: date,
    by: Actor,
) -> tuple[TeamEvent, ...]:
    """Ask for a worker to be the lead care manager (sugar over `decide`)."""
    command = NameLead(
        worker_id=worker_id, function=function, backup=backup, reason=reason
    )
    return decide(setting, team, command, facts=_nothing(on), on=on, by=by)


def hand_over(
    setting: TeamSetting,
    team: CareTeam,
    *,
    function: FunctionId,
    giver: WorkerId,
    taker: WorkerId,
    patient_told: bool,
    backup: WorkerId | None = None,
    reason: str,
    on: date,
    by: Actor,
) -> tuple[TeamEvent, ...]:
    """Ask for one worker to hand over to another (sugar over `decide`)."""
    command = HandOver(
        function=function,
        giver=giver,
        taker=taker,
        patient_told=patient_told,
        backup=backup,
        reason=reason,
    )
    return decide(setting, team, command, facts=_nothing(on), on=on, by=by)


def _nothing(on: date) -> Facts:
    """Know nothing of the patient: no rule of a team asks."""
    return Facts(on=on, known={})
