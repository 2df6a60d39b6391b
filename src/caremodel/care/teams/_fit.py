"""Who may fill a function: role, license, being at work, and room for one more."""

from collections.abc import Collection
from datetime import date

from caremodel.care.teams._templates import Function, Part
from caremodel.people.roles import (
    License,
    Role,
    Worker,
    WorkerId,
    Workforce,
    licenses_of,
    may_do,
)

__all__ = [
    "covers",
    "leading_problems",
    "licensed",
    "playing",
    "problems",
    "worker_of",
]


def worker_of(workforce: Workforce, worker_id: str) -> Worker | None:
    """Find a worker by id; `None` if they are not known here."""
    return next((each for each in workforce.workers if each.id == worker_id), None)


def playing(workforce: Workforce, function: Function, worker: Worker) -> list[Role]:
    """Name the roles of *worker* that may fill *function*."""
    return [
        role
        for role in workforce.pyramid.roles
        if role.id in worker.roles and role.id in function.roles
    ]


def covers(workforce: Workforce, function: Function, worker: Worker) -> bool:
    """Say whether role and license of *worker* cover all that *function* takes."""
    pyramid = workforce.pyramid
    jobs = [job for job in pyramid.jobs if job.id in function.jobs]
    return any(
        _holds_all(role, function.requires, worker.holds)
        for role in playing(workforce, function, worker)
    ) and all(may_do(pyramid, worker, job) for job in jobs)


def _holds_all(
    role: Role, requires: Collection[License], own: Collection[License]
) -> bool:
    """Compare sets of licenses; in a role that is not clinical none counts."""
    held = {*role.holds, *own} if role.clinical else set()
    return set(requires) <= held


def problems(
    workforce: Workforce,
    function: Function,
    worker_id: WorkerId,
    *,
    on: date,
    full: Collection[WorkerId] = (),
) -> tuple[str, ...]:
    """Name every reason why a worker may not fill *function* on the day *on*."""
    if function.part is not Part.WORKER:
        return (f"{function.id} is for the {function.part.value}, not for a worker",)
    worker = worker_of(workforce, worker_id)
    if worker is None:
        return (f"{worker_id} is not known here",)
    because = []
    if on not in worker.active:
        because.append(f"{worker_id} does not work here on that day")
    if not playing(workforce, function, worker):
        because.append(f"no role of {worker_id} may fill {function.id}")
    elif not covers(workforce, function, worker):
        because.append(f"role and license of {worker_id} do not cover {function.id}")
    if worker_id in full:
        because.append(f"{worker_id} has no room for one more")
    return tuple(because)


def licensed(workforce: Workforce, worker_id: WorkerId, on: date) -> bool:
    """Say whether a worker is licensed, and works here on the day *on*."""
    worker = worker_of(workforce, worker_id)
    return (
        worker is not None
        and on in worker.active
        and License.LICENSED in licenses_of(workforce.pyramid, worker)
    )


def leading_problems(
    workforce: Workforce, worker_id: WorkerId, backup: WorkerId | None, on: date
) -> tuple[str, ...]:
    """Say what is missing where a lead is not licensed: a named, licensed back-up."""
    worker = worker_of(workforce, worker_id)
    if worker is None:
        return ()
    if License.LICENSED in licenses_of(workforce.pyramid, worker):
        return ()
    if backup is None:
        return (f"{worker_id} is not licensed and has no back-up",)
    if backup == worker_id or not licensed(workforce, backup, on):
        return (f"{backup} is no licensed back-up on that day",)
    return ()
