"""Patients: whole people, with how to reach them and who stands by them.

What happened to a person is in the chart (`charts`); what they need is in `needs`.
"""

import enum
from datetime import date
from typing import Any, Final

import attrs

from caremodel._fields import identifier, not_empty
from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Period, on_day
from caremodel.grammar.histories import Actor
from caremodel.people._ids import HouseholdId, PatientId, PersonId

__all__ = [
    "Access",
    "Channel",
    "Gender",
    "Household",
    "HouseholdId",
    "Patient",
    "PatientId",
    "PersonId",
    "SupportPerson",
    "THE_PATIENT",
    "born_on",
    "in_their_part",
    "may_contact_by",
]

born_on = on_day


THE_PATIENT: Final = "patient"
"""The part that someone plays in their own care."""

STANDS_BY: Final = ("informal_caregiver", "proxy")
"""Parts that are played for one patient, and on that patient's behalf."""


class Gender(enum.Enum):
    """Administrative gender, in the codes of FHIR.

    Source: fhir-r4, AdministrativeGender.
    """

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class Channel(enum.Enum):
    """A way in which a person can be reached or met."""

    IN_PERSON = "in person"
    HOME_VISIT = "home visit"
    PHONE = "phone"
    VIDEO = "video"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"


@attrs.frozen(kw_only=True, repr=False)
class Access:
    """How a person can be reached, and how not.

    Attributes:
        channels: Ways that work for them.
        prohibited: Ways they do not want, whether or not these would work.
        language: The language they speak best, as a BCP 47 tag.
        interpreter: Whether they need an interpreter.
        no_contact: Whether nobody may contact them at all.
    """

    channels: tuple[Channel, ...] = attrs.field(
        default=(), converter=tuple[Channel, ...]
    )
    prohibited: tuple[Channel, ...] = attrs.field(
        default=(), converter=tuple[Channel, ...]
    )
    language: str = ""
    interpreter: bool = False
    no_contact: bool = False

    def __repr__(self) -> str:
        return "Access(...)"


@attrs.frozen(kw_only=True, repr=False)
class SupportPerson:
    """Someone the patient, or a proxy for them, has named to stand by them.

    Attributes:
        id: Of the person.
        relationship: What they are to the patient: daughter, neighbor, pastor …
        designated_on: Since when they are named.
        designated_by: Who named them: the patient, or a proxy.
        withdrawn_on: The day the patient took it back, if they did.
        proxy: Whether they may decide in the patient's stead.
    """

    id: PersonId = attrs.field(validator=identifier)
    relationship: str = ""
    designated_on: date
    designated_by: PersonId | PatientId = attrs.field(validator=identifier)
    withdrawn_on: date | None = None
    proxy: bool = False

    def __attrs_post_init__(self) -> None:
        if self.withdrawn_on is not None and self.withdrawn_on < self.designated_on:
            path = "SupportPerson.withdrawn_on"
            raise InvalidValueError(path, "must not be before designated_on")

    def __repr__(self) -> str:
        return f"SupportPerson({self.id!r})"

    def stands_by(self, on: date) -> bool:
        """Say whether the designation holds on the day *on*."""
        ended = self.withdrawn_on is not None and on >= self.withdrawn_on
        return self.designated_on <= on and not ended


@attrs.frozen(kw_only=True, repr=False)
class Household:
    """People who live together; food, housing and utilities are theirs in common.

    Attributes:
        id: Of the household.
        members: Who lives in it, patients or not.
    """

    id: HouseholdId = attrs.field(validator=identifier)
    members: tuple[PersonId | PatientId, ...] = attrs.field(
        converter=tuple[PersonId | PatientId, ...], validator=not_empty
    )

    def __attrs_post_init__(self) -> None:
        if len(set(self.members)) < len(self.members):
            raise InvalidValueError("Household.members", "must not name anyone twice")

    def __repr__(self) -> str:
        return f"Household({self.id!r})"


def _a_period(_: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if not isinstance(value, Period | None):
        problem = "must be a Period: `born_on(day)` makes one of a day"
        raise InvalidValueError(f"Patient.{attribute.name}", problem)


@attrs.frozen(kw_only=True, repr=False)
class Patient:
    """A person that someone answers for, whether they were seen or not.

    Attributes:
        id: Of the patient.
        born: The days they can have been born on; `None` if not known.
        died: The day they died; `None` while alive.
        gender: Administrative gender; `None` if not said.
        name: What they are called; told only on request.
        access: How they can be reached.
        support: Whom they named to stand by them.
        household: Which household they belong to, if it is known.
        pcp: Their primary care provider, or `None` yet.
    """

    id: PatientId = attrs.field(validator=identifier)
    born: Period | None = attrs.field(default=None, validator=_a_period)
    died: date | None = None
    gender: Gender | None = None
    name: str = ""
    access: Access = Access()
    support: tuple[SupportPerson, ...] = attrs.field(
        default=(), converter=tuple[SupportPerson, ...]
    )
    household: HouseholdId | None = None
    pcp: PersonId | None = None

    def __attrs_post_init__(self) -> None:
        born = self.born
        if born is not None and (born.end is None or born.end <= born.start):
            raise InvalidValueError("Patient.born", "must hold at least one day")
        if born is not None and self.died is not None and self.died < born.start:
            raise InvalidValueError("Patient.died", "must not be before birth")

    def __repr__(self) -> str:
        return f"Patient({self.id!r})"


def may_contact_by(patient: Patient, channel: Channel) -> bool:
    """Say whether *patient* is alive, and can and wants to be reached by *channel*."""
    access = patient.access
    if patient.died is not None or access.no_contact or channel in access.prohibited:
        return False
    return channel in access.channels


def in_their_part(by: Actor, patient_id: PatientId) -> Actor:
    """Take from *by* the part of the patient, or of who stands by, of anyone else."""
    untrue = set[str]()
    if by.id != patient_id:
        untrue.add(THE_PATIENT)
    if by.on_behalf_of != patient_id:
        untrue.update(STANDS_BY)
    if untrue.isdisjoint(by.roles):
        return by
    roles = tuple(role for role in by.roles if role not in untrue)
    return Actor(by.id, roles, by.on_behalf_of)
