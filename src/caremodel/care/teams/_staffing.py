"""Staffing: who should be asked onto a team, and why nobody where there is nobody."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

import attrs

from caremodel._fields import texts
from caremodel.care.teams._commands import Join, NameClinicalOwner, NameLead
from caremodel.care.teams._fit import (
    leading_problems,
    playing,
    problems,
)
from caremodel.care.teams._members import (
    WorkerMember,
)
from caremodel.care.teams._templates import (
    Function,
    FunctionId,
    Part,
    TeamSetting,
    TeamTemplate,
)
from caremodel.people.patients import Patient
from caremodel.people.roles import Worker, WorkerId, Workforce, licenses_of

__all__ = [
    "Staffing",
    "Vacancy",
    "least",
    "staff",
]


@attrs.frozen(kw_only=True)
class Vacancy:
    """A function that nobody fills who should.

    Attributes:
        function: Which.
        because: Why, without anything about the patient.
    """

    function: FunctionId
    because: tuple[str, ...] = attrs.field(converter=texts)


@attrs.frozen(kw_only=True)
class Staffing:
    """Who should be asked onto a team, and whom there is nobody for.

    Attributes:
        commands: To be decided, in this order.
        vacancies: Functions that need someone and find nobody, with the reasons.
    """

    commands: tuple[Join | NameLead | NameClinicalOwner, ...] = attrs.field(
        converter=tuple[Join | NameLead | NameClinicalOwner, ...]
    )
    vacancies: tuple[Vacancy, ...] = attrs.field(converter=tuple[Vacancy, ...])


def staff(
    template: TeamTemplate,
    workforce: Workforce,
    patient: Patient | None,
    on: date,
    *,
    knows: Iterable[WorkerId] = (),
    full: Collection[WorkerId] = (),
) -> Staffing:
    """Propose a worker for each function that must be filled.

    Who knows the patient goes first; their primary care provider does. After them comes
    the least-qualified one who may. The first who can lead is named lead, and who owns
    the clinical care is named, too.

    Args:
        template: The functions to fill.
        workforce: Who works here.
        patient: Whom the team will be around; `None` for a team of the whole panel.
        on: The day they should be able to begin.
        knows: Who knows the patient, best first.
        full: Who can take on nobody more.

    Source: seed-playbook.
    """
    setting = TeamSetting(template=template, workforce=workforce, full=tuple(full))
    pcp = () if patient is None or patient.pcp is None else (WorkerId(patient.pcp),)
    known = tuple(dict.fromkeys((*knows, *pcp)))
    chosen: list[tuple[Function, WorkerId]] = []
    vacant = []
    for function in template.functions:
        if function.part is not Part.WORKER or not function.cardinality.needed:
            continue
        able = _able(setting, function, on)
        if able:
            chosen.append((function, _best(workforce, able, known)))
        else:
            because = _why_nobody(setting, function, on)
            vacant.append(Vacancy(function=function.id, because=because))
    return Staffing(commands=_asking(workforce, chosen), vacancies=vacant)


def _able(setting: TeamSetting, function: Function, on: date) -> list[Worker]:
    return [
        worker
        for worker in setting.workforce.workers
        if not _unable(setting, function, worker, on)
    ]


def _unable(
    setting: TeamSetting, function: Function, worker: Worker, on: date
) -> tuple[str, ...]:
    """Name why a worker may not fill *function*, nor lead from it where one leads."""
    workforce = setting.workforce
    unfit = problems(workforce, function, worker.id, on=on, full=setting.full)
    if not function.leads:
        return unfit
    return (*unfit, *leading_problems(workforce, worker.id, worker.backup, on))


def _best(
    workforce: Workforce, able: Sequence[Worker], known: Sequence[WorkerId]
) -> WorkerId:
    """Choose who is known best, or else the first of the least qualified."""
    able_ids = {worker.id for worker in able}
    for each in known:
        if each in able_ids:
            return each
    return least(workforce, able)[0].id


def least(workforce: Workforce, able: Sequence[Worker]) -> list[Worker]:
    """Name those of *able* whom nobody undercuts: who hold no more than another."""
    held = {each.id: set(licenses_of(workforce.pyramid, each)) for each in able}
    return [
        worker
        for worker in able
        if not any(less < held[worker.id] for less in held.values())
    ]


def _why_nobody(setting: TeamSetting, function: Function, on: date) -> tuple[str, ...]:
    """Say of each who plays a role that may why they do not come into question."""
    return tuple(
        why
        for worker in setting.workforce.workers
        if playing(setting.workforce, function, worker)
        for why in _unable(setting, function, worker, on)
    ) or ("nobody here plays a role that may fill it",)


def _asking(
    workforce: Workforce, chosen: Sequence[tuple[Function, WorkerId]]
) -> tuple[Join | NameLead | NameClinicalOwner, ...]:
    """Ask everyone chosen to join, the first to lead, the first to own the care."""
    joins = [
        Join(who=WorkerMember(worker_id), function=function.id)
        for function, worker_id in chosen
    ]
    backups = {worker.id: worker.backup for worker in workforce.workers}
    leads = [
        NameLead(worker_id=each, function=function.id, backup=backups[each])
        for function, each in chosen
        if function.leads
    ]
    owners = [
        NameClinicalOwner(worker_id=each, function=function.id)
        for function, each in chosen
        if function.owns_clinical_care
    ]
    return (*joins, *leads[:1], *owners[:1])
