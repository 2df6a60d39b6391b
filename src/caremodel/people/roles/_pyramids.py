"""Pyramids: the jobs of a care model in four layers, and what a model lacks."""

import enum
from collections.abc import Collection, Iterable
from itertools import pairwise

import attrs

from caremodel._fields import at_least, identifier, not_blank, not_empty
from caremodel.errors import InvalidValueError
from caremodel.people.roles._jobs import Job, Layer, Leg, Role, Standing

__all__ = [
    "Concern",
    "Finding",
    "Pyramid",
    "Reach",
    "check",
    "jobs_in",
    "missing_legs",
    "once",
    "rows",
]


@attrs.frozen(kw_only=True)
class Reach:
    """How wide and how deep the work of one layer goes.

    Attributes:
        layer: Which.
        fewest: People that one piece of work reaches, at least [people].
        most: People that one piece of work reaches, at most [people].
        minutes: Time of staff that each of them gets [min/person].
    """

    layer: Layer
    fewest: int = attrs.field(validator=at_least(1))
    most: int
    minutes: int = attrs.field(default=0, validator=at_least(0))

    def __attrs_post_init__(self) -> None:
        if self.most < self.fewest:
            raise InvalidValueError("Reach.most", "must not be under fewest")


@attrs.frozen(kw_only=True)
class Pyramid:
    """The jobs of a care model, in four layers, and the roles that may do them.

    Attributes:
        id: Of the pyramid.
        called: What it is called.
        roles: Everyone there is, the patient among them.
        jobs: All there is to do.
        reaches: How wide and deep each layer goes, where that is known.
        source: Where it is described.
    """

    id: str = attrs.field(validator=identifier)
    called: str = attrs.field(validator=not_blank)
    roles: tuple[Role, ...] = attrs.field(
        converter=tuple[Role, ...], validator=not_empty
    )
    jobs: tuple[Job, ...] = attrs.field(converter=tuple[Job, ...])
    reaches: tuple[Reach, ...] = attrs.field(default=(), converter=tuple[Reach, ...])
    source: str = attrs.field(validator=not_blank)

    def __attrs_post_init__(self) -> None:
        once("Pyramid.roles", [role.id for role in self.roles])
        once("Pyramid.jobs", [job.id for job in self.jobs])
        once("Pyramid.reaches", [reach.layer.value for reach in self.reaches])
        _check_jobs(self)
        _check_reaches(self.reaches)


def once(path: str, ids: Collection[str]) -> None:
    """Refuse ids of which one stands twice."""
    if len(set(ids)) < len(ids):
        raise InvalidValueError(path, "must not hold one id twice")


def _check_jobs(pyramid: Pyramid) -> None:
    """Refuse a job of nobody's, and a clinical task for who is not clinical."""
    roles = {role.id: role for role in pyramid.roles}
    for job in pyramid.jobs:
        path = f"Pyramid.jobs[{job.id}].roles"
        if not set(job.roles) <= set(roles):
            raise InvalidValueError(path, "must be among the pyramid's roles")
        if job.requires and not all(roles[each].clinical for each in job.roles):
            raise InvalidValueError(path, "must be clinical for a clinical task")


def _check_reaches(reaches: Collection[Reach]) -> None:
    """Refuse layers that widen or grow shallow downward; patients are no staff."""
    by_layer = {reach.layer: reach for reach in reaches}
    staffed = [
        by_layer[layer]
        for layer in Layer
        if layer in by_layer and layer is not Layer.PATIENT_ACTION
    ]
    for above, below in pairwise(staffed):
        if below.fewest > above.fewest or below.most > above.most:
            problem = "must not widen toward the patient"
            raise InvalidValueError("Pyramid.reaches", problem)
        if below.minutes < above.minutes:
            problem = "must not grow shallow toward the patient"
            raise InvalidValueError("Pyramid.reaches", problem)


def jobs_in(pyramid: Pyramid, layer: Layer) -> tuple[Job, ...]:
    """Name the jobs of one layer."""
    return tuple(job for job in pyramid.jobs if job.layer is layer)


def rows(pyramid: Pyramid) -> tuple[tuple[str, str, str], ...]:
    """Tell who may do what, layer by layer: layer, job and roles, in words.

    A layer without a job has a row, too.
    """
    called = {role.id: role.called for role in pyramid.roles}
    return tuple(
        (layer.called, job.called, ", ".join(called[each] for each in job.roles))
        if job
        else (layer.called, "", "")
        for layer in Layer
        for job in jobs_in(pyramid, layer) or (None,)
    )


class Concern(enum.Enum):
    """What can be said against a care model. Nothing of it forbids anything."""

    EMPTY_LAYER = "a layer without a job"
    NOT_THE_PATIENT = "a patient action that is not the patient's"
    MISSING_LEG = "a leg of the stool that is missing"
    NOBODYS_JOB = "a job that nobody does"
    NO_BACKUP = "a lead who is not licensed, without a licensed back-up"
    ABOVE_LICENSE = "work that someone less qualified could do"


@attrs.frozen
class Finding:
    """One thing to be said about a care model.

    Attributes:
        concern: Of which kind.
        about: The ids of what it is about.
    """

    concern: Concern
    about: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.concern.value}: {', '.join(self.about)}"


def check(pyramid: Pyramid) -> tuple[Finding, ...]:
    """Find what a care model lacks by design: layers, the patient, and legs."""
    roles = {role.id: role for role in pyramid.roles}
    empty = [layer.value for layer in Layer if not jobs_in(pyramid, layer)]
    strange = [
        job.id
        for job in jobs_in(pyramid, Layer.PATIENT_ACTION)
        if not any(roles[each].standing is Standing.PATIENT for each in job.roles)
    ]
    at_work = [roles[each] for job in pyramid.jobs for each in job.roles]
    return (
        *(Finding(Concern.EMPTY_LAYER, (layer,)) for layer in empty),
        *(Finding(Concern.NOT_THE_PATIENT, (job,)) for job in strange),
        *missing_legs(at_work),
    )


def missing_legs(roles: Iterable[Role]) -> list[Finding]:
    """Find the legs of the stool that none of *roles* is."""
    standing = {leg for role in roles for leg in role.legs}
    return [
        Finding(Concern.MISSING_LEG, (leg.value,)) for leg in Leg if leg not in standing
    ]
