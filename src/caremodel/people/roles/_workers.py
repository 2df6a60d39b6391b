"""Workers: the people who do a pyramid's jobs, and what was done for a person."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NewType

import attrs

from caremodel._fields import identifier, not_empty
from caremodel.errors import InvalidValueError, NotFoundError
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import ALWAYS
from caremodel.people._ids import PatientId, PersonId
from caremodel.people.roles._jobs import (
    Job,
    JobId,
    Layer,
    License,
    Role,
    RoleId,
    Standing,
    licenses,
    may,
)
from caremodel.people.roles._pyramids import (
    Concern,
    Finding,
    Pyramid,
    missing_legs,
    once,
)

__all__ = [
    "Done",
    "Worker",
    "WorkerId",
    "Workforce",
    "active_on",
    "check_workforce",
    "layers",
    "layers_of",
    "licenses_of",
    "may_do",
]

WorkerId = NewType("WorkerId", str)


@attrs.frozen(kw_only=True, repr=False)
class Worker:
    """Someone who does jobs: staff, or a partner's.

    Attributes:
        id: Of the worker.
        roles: The parts they play.
        jobs: What they do, in any number of layers.
        holds: Licenses of their own, beyond those that their roles make sure of.
        active: The days on which they work here.
        backup: The licensed colleague who stands behind them.
    """

    id: WorkerId = attrs.field(validator=identifier)
    roles: tuple[RoleId, ...] = attrs.field(
        converter=tuple[RoleId, ...], validator=not_empty
    )
    jobs: tuple[JobId, ...] = attrs.field(default=(), converter=tuple[JobId, ...])
    holds: tuple[License, ...] = attrs.field(default=(), converter=licenses)
    active: Period = ALWAYS
    backup: WorkerId | None = None

    def __attrs_post_init__(self) -> None:
        if self.backup == self.id:
            raise InvalidValueError("Worker.backup", "must be someone else")

    def __repr__(self) -> str:
        return f"Worker({self.id!r})"


@attrs.frozen(kw_only=True)
class Workforce:
    """A pyramid and the people who do its jobs.

    Attributes:
        pyramid: What there is to do.
        workers: Who does it.
    """

    pyramid: Pyramid
    workers: tuple[Worker, ...] = attrs.field(converter=tuple[Worker, ...])

    def __attrs_post_init__(self) -> None:
        once("Workforce.workers", [worker.id for worker in self.workers])
        for worker in self.workers:
            _check_worker(self, worker)


def _check_worker(workforce: Workforce, worker: Worker) -> None:
    """Refuse what the pyramid does not know, and jobs beyond role or license."""
    pyramid, path = workforce.pyramid, f"Workforce.workers[{worker.id}]"
    jobs = {job.id: job for job in pyramid.jobs}
    if not set(worker.roles) <= {role.id for role in pyramid.roles}:
        raise InvalidValueError(f"{path}.roles", "must be roles of the pyramid")
    if not set(worker.jobs) <= set(jobs):
        raise InvalidValueError(f"{path}.jobs", "must be jobs of the pyramid")
    if not all(may_do(pyramid, worker, jobs[job]) for job in worker.jobs):
        raise InvalidValueError(f"{path}.jobs", "must be what role and license allow")
    if worker.backup not in {None, *(each.id for each in workforce.workers)}:
        raise InvalidValueError(f"{path}.backup", "must be one of the workers")


def may_do(pyramid: Pyramid, worker: Worker, job: Job) -> bool:
    """Say whether one of *worker*'s roles allows *job*, with the licenses they hold."""
    return any(may(role, job, own=worker.holds) for role in _roles_of(pyramid, worker))


def licenses_of(pyramid: Pyramid, worker: Worker) -> tuple[License, ...]:
    """Say which licenses *worker* may work under."""
    played = _roles_of(pyramid, worker)
    own = worker.holds if any(role.clinical for role in played) else ()
    return licenses([*own, *(each for role in played for each in role.holds)])


def layers_of(pyramid: Pyramid, worker: Worker) -> tuple[Layer, ...]:
    """Name the layers in which *worker* does jobs, from the top."""
    at_work = {job.layer for job in pyramid.jobs if job.id in worker.jobs}
    return tuple(layer for layer in Layer if layer in at_work)


def active_on(workforce: Workforce, on: date) -> tuple[Worker, ...]:
    """Name those who work here on the day *on*."""
    return tuple(worker for worker in workforce.workers if on in worker.active)


def _roles_of(pyramid: Pyramid, worker: Worker) -> list[Role]:
    return [role for role in pyramid.roles if role.id in worker.roles]


@attrs.frozen(kw_only=True, repr=False)
class Done:
    """A job that was done for one person, by someone or by themselves.

    Attributes:
        job_id: What.
        patient_id: For whom.
        by: Who did it: a worker, the patient, or who stands by them.
        on: When.
    """

    job_id: JobId = attrs.field(validator=identifier)
    patient_id: PatientId = attrs.field(validator=identifier)
    by: WorkerId | PatientId | PersonId = attrs.field(validator=identifier)
    on: date

    def __repr__(self) -> str:
        return f"Done({self.job_id!r}, {self.patient_id!r})"


def layers(
    pyramid: Pyramid, done: Iterable[Done], patient_id: PatientId, *, during: Period
) -> dict[Layer, tuple[Done, ...]]:
    """Say what each of the four layers did for one person: all four, empty ones too.

    Raises:
        NotFoundError: If something was done that is no job of the pyramid.
    """
    layer_of = {job.id: job.layer for job in pyramid.jobs}
    view: dict[Layer, tuple[Done, ...]] = dict.fromkeys(Layer, ())
    for each in done:
        if each.job_id not in layer_of:
            raise NotFoundError("job", tuple(sorted(layer_of)))
        if each.patient_id == patient_id and each.on in during:
            view[layer_of[each.job_id]] += (each,)
    return view


def check_workforce(workforce: Workforce, *, on: date) -> tuple[Finding, ...]:
    """Find what the people at work on the day *on* leave open.

    Work above the least-qualified one who may do it is reported only: who the person
    already trusts goes before.
    """
    pyramid, active = workforce.pyramid, active_on(workforce, on)
    return (
        *_nobodys(pyramid, active),
        *missing_legs(role for each in active for role in _roles_of(pyramid, each)),
        *_without_backup(pyramid, active),
        *_above_license(pyramid, active),
    )


def _nobodys(pyramid: Pyramid, active: Collection[Worker]) -> list[Finding]:
    """Find jobs of the staff that nobody active does."""
    patients = {role.id for role in pyramid.roles if role.standing is Standing.PATIENT}
    done = {job for worker in active for job in worker.jobs}
    return [
        Finding(Concern.NOBODYS_JOB, (job.id,))
        for job in pyramid.jobs
        if job.id not in done and not patients & set(job.roles)
    ]


def _without_backup(pyramid: Pyramid, active: Collection[Worker]) -> list[Finding]:
    leading = {job.id for job in pyramid.jobs if job.leads}
    licensed = {
        worker.id
        for worker in active
        if License.LICENSED in licenses_of(pyramid, worker)
    }
    return [
        Finding(Concern.NO_BACKUP, (worker.id,))
        for worker in active
        if leading & set(worker.jobs) and not {worker.id, worker.backup} & licensed
    ]


def _above_license(pyramid: Pyramid, active: Collection[Worker]) -> list[Finding]:
    """Find work for which someone active would do who holds less."""
    held = {worker.id: set(licenses_of(pyramid, worker)) for worker in active}
    able = {
        job.id: [held[each.id] for each in active if may_do(pyramid, each, job)]
        for job in pyramid.jobs
    }
    return [
        Finding(Concern.ABOVE_LICENSE, (worker.id, job))
        for worker in active
        for job in worker.jobs
        if any(less < held[worker.id] for less in able[job])
    ]
