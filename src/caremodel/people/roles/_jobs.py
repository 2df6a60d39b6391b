"""Layers, licenses, roles and jobs: what is done in care, and who may do it."""

import enum
from collections.abc import Collection, Iterable
from typing import Final, NewType

import attrs

from caremodel._fields import identifier, not_blank, not_empty, texts
from caremodel.errors import InvalidValueError

__all__ = [
    "Job",
    "JobId",
    "Layer",
    "Leg",
    "License",
    "Role",
    "RoleId",
    "Standing",
    "UnitOfWork",
    "least_qualified",
    "licenses",
    "may",
    "standing_where",
]

RoleId = NewType("RoleId", str)
JobId = NewType("JobId", str)


class UnitOfWork(enum.Enum):
    """What is worked on at a time."""

    COHORT = "cohort"
    LIST = "list"
    PERSON = "person"
    SELF = "self"


class Layer(enum.Enum):
    """A layer of the inverted care pyramid, from the widest to the deepest.

    The upper ones reach many and do not go deep; the lower ones go deep and cannot
    scale.

    Source: seed-hxd.
    """

    STRATEGIC = "strategic"
    CARE_MANAGEMENT = "care_management"
    ONE_TO_ONE = "one_to_one"
    PATIENT_ACTION = "patient_action"

    @property
    def called(self) -> str:
        """What the layer is called in a table."""
        return LAYER_WORDS[self][0]

    @property
    def unit(self) -> UnitOfWork:
        """What is worked on at a time in this layer."""
        return LAYER_WORDS[self][1]


LAYER_WORDS: Final = {
    Layer.STRATEGIC: ("Strategic population-based work", UnitOfWork.COHORT),
    Layer.CARE_MANAGEMENT: ("Care management", UnitOfWork.LIST),
    Layer.ONE_TO_ONE: ("One-to-one", UnitOfWork.PERSON),
    Layer.PATIENT_ACTION: ("Patient action", UnitOfWork.SELF),
}


class License(enum.Enum):
    """What the law lets someone do. Held and required in sets; none is the empty set.

    An assistant holds clinical support, a therapist the license, and neither is less
    than the other: so roles are compared by what they hold, not by rank.
    """

    CLINICAL_SUPPORT = "clinical support"
    LICENSED = "licensed"
    PRESCRIBER = "prescriber"


def licenses(held: Iterable[License]) -> tuple[License, ...]:
    """Order a set of licenses; who prescribes is licensed."""
    one_of = set(held)
    if License.PRESCRIBER in one_of:
        one_of.add(License.LICENSED)
    return tuple(each for each in License if each in one_of)


class Standing(enum.Enum):
    """How a role stands to the core care team."""

    PATIENT = "patient"
    CORE = "core"
    PARTNER = "partner"
    SUPPORT = "support"


class Leg(enum.Enum):
    """What primary care for a whole panel stands on, like a stool on three legs.

    Source: seed-three-legs.
    """

    ANALYTICS = "data analytics"
    COORDINATION = "care coordination"
    OUTREACH = "patient outreach"


@attrs.frozen(kw_only=True)
class Role:
    """A part that someone can play in care, staff or not.

    Attributes:
        id: Of the role.
        called: What it is called.
        holds: Licenses that everyone in the role holds for sure.
        clinical: Whether who plays it may do clinical work, given the license.
        standing: How it stands to the core care team.
        legs: Which legs of the stool it is.
        called_for_by: Codes of needs that call for it: where these are common, it
            belongs to the core care team.
        top_of_license: What only this role, or only a few, can do.
        source: Where it is named.
    """

    id: RoleId = attrs.field(validator=identifier)
    called: str = attrs.field(validator=not_blank)
    holds: tuple[License, ...] = attrs.field(default=(), converter=licenses)
    clinical: bool = False
    standing: Standing = Standing.CORE
    legs: tuple[Leg, ...] = attrs.field(default=(), converter=tuple[Leg, ...])
    called_for_by: tuple[str, ...] = attrs.field(default=(), converter=texts)
    top_of_license: tuple[str, ...] = attrs.field(default=(), converter=texts)
    source: str = attrs.field(validator=not_blank)

    def __attrs_post_init__(self) -> None:
        if self.holds and not self.clinical:
            problem = "must be empty where the role is not clinical"
            raise InvalidValueError("Role.holds", problem)


@attrs.frozen(kw_only=True)
class Job:
    """One thing to be done, in exactly one layer.

    Attributes:
        id: Of the job.
        layer: Where it stands.
        called: What is done, as a verb phrase.
        roles: Who may do it, as far as the license covers it too.
        requires: The licenses it takes; with any, it is a clinical task.
        leads: Whether who does it answers for the whole of a person's care.
        source: Where it is named.
    """

    id: JobId = attrs.field(validator=identifier)
    layer: Layer
    called: str = attrs.field(validator=not_blank)
    roles: tuple[RoleId, ...] = attrs.field(
        converter=tuple[RoleId, ...], validator=not_empty
    )
    requires: tuple[License, ...] = attrs.field(default=(), converter=licenses)
    leads: bool = False
    source: str = attrs.field(validator=not_blank)


def may(role: Role, job: Job, *, own: Iterable[License] = ()) -> bool:
    """Say whether someone in *role* may do *job*.

    Args:
        role: Their role.
        job: What is to be done.
        own: Licenses they hold beyond those that the role makes sure of. In a role
            that is not clinical these do not count.
    """
    if role.id not in job.roles:
        return False
    covered = set(job.requires) <= {*role.holds, *own}
    return covered and (role.clinical or not job.requires)


def least_qualified(roles: Iterable[Role], job: Job) -> tuple[Role, ...]:
    """Name the roles that may do *job* and hold the least, in the order given.

    They are several where none of them holds less than the other.
    """
    able = [role for role in roles if may(role, job)]
    return tuple(
        role
        for role in able
        if not any(set(other.holds) < set(role.holds) for other in able)
    )


def standing_where(role: Role, prevalent: Collection[str]) -> Standing:
    """Say how *role* stands where the needs in *prevalent* are common.

    A partner becomes core by the needs that call for it, and by no others.
    """
    called_for = any(need in prevalent for need in role.called_for_by)
    return Standing.CORE if called_for else role.standing
