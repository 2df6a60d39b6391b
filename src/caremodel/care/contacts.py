"""Contacts: each time someone tried to reach a person, and what came of it.

An attempt is not yet a contact that counts: only a two-way exchange with the patient,
or with someone the patient named, is meaningful. What should be done how often is said
by cadences and pathways; here is only what was done.
"""

import enum
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, Final, NewType

import attrs

from caremodel._fields import day, identifier, of
from caremodel.errors import InvalidValueError
from caremodel.grammar.entries import Entry, in_order
from caremodel.grammar.facts import Select
from caremodel.people.patients import Channel, Patient, PatientId, PersonId
from caremodel.people.roles import WorkerId

__all__ = [
    "ATTEMPTS",
    "CONTACT_KIND",
    "MEANINGFUL",
    "MISSED",
    "MISSED_IN_A_ROW",
    "OUTCOMES",
    "RUN_KIND",
    "TWO_WAY",
    "Contact",
    "ContactId",
    "Mode",
    "Outcome",
    "Reach",
    "Whom",
    "entries",
    "may_make",
    "reach_of",
    "whom_of",
]

ContactId = NewType("ContactId", str)


class Mode(enum.Enum):
    """How a contact was sought.

    In a warm hand-off someone the person already trusts brings them together with the
    next one.
    """

    HOME_VISIT = "home visit"
    IN_PERSON = "in person"
    VIDEO = "video"
    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    WARM_HAND_OFF = "warm hand-off"
    IN_HOSPITAL = "in hospital"


class Whom(enum.Enum):
    """With whom a contact was, or was meant to be."""

    PATIENT = "patient"
    SUPPORT_PERSON = "support person"
    SOMEONE_ELSE = "someone else"


class Outcome(enum.Enum):
    """What came of an attempt.

    Who answers that they do not want to talk has been reached: that is two-way. A
    message is left with someone else, a voicemail with a machine.

    Assumed: caremodel, after the words in which programs count their calls.
    """

    TWO_WAY = "two-way"
    NO_ANSWER = "no answer"
    VOICEMAIL = "voicemail"
    MESSAGE_LEFT = "message left"
    WRONG_NUMBER = "wrong number"
    DISCONNECTED = "disconnected"
    BUSY = "busy"
    SENT = "sent"
    RETURNED = "returned"


class Reach(enum.Enum):
    """What a contact counts as; the status of its entry.

    What was sent is neither meaningful nor missed: nobody knows yet.
    """

    MEANINGFUL = "meaningful"
    WITH_OTHERS = "with others"
    MISSED = "missed"
    SENT = "sent"


MET: Final = (Outcome.TWO_WAY, Outcome.NO_ANSWER, Outcome.MESSAGE_LEFT)
CALLED: Final = tuple(
    outcome for outcome in Outcome if outcome not in {Outcome.SENT, Outcome.RETURNED}
)
WRITTEN: Final = (Outcome.TWO_WAY, Outcome.SENT, Outcome.RETURNED)

OUTCOMES: Final = {
    Mode.HOME_VISIT: MET,
    Mode.IN_PERSON: MET,
    Mode.VIDEO: CALLED,
    Mode.PHONE: CALLED,
    Mode.TEXT: (*WRITTEN, Outcome.WRONG_NUMBER, Outcome.DISCONNECTED),
    Mode.EMAIL: WRITTEN,
    Mode.LETTER: WRITTEN,
    Mode.WARM_HAND_OFF: MET,
    Mode.IN_HOSPITAL: MET,
}
"""What can come of an attempt, by how it is made: no letter finds a line busy."""


def _instant(_: object, __: "attrs.Attribute[Any]", value: Any) -> None:
    if value is not None and (
        not isinstance(value, datetime) or value.tzinfo is not UTC
    ):
        raise InvalidValueError("Contact.at", "must be an instant in UTC, or None")


def _minutes(_: object, __: "attrs.Attribute[Any]", value: Any) -> None:
    if value is None or (type(value) is int and value >= 0):
        return
    raise InvalidValueError("Contact.minutes", "must be a whole number, or None")


@attrs.frozen(kw_only=True, repr=False)
class Contact:
    """One attempt to reach a person, and what came of it.

    Attributes:
        id: Of the contact.
        patient_id: About whom.
        on: The day.
        at: The instant, where known; for the order within a day only.
        by: The worker who made it.
        mode: How it was sought.
        whom: With whom it was, or was meant to be; `whom_of` says what someone is.
        person_id: Who that was, if not the patient; of a support person, always said.
        outcome: What came of it.
        minutes: How long it took, if that was noted [min].
        where: The place, in the worker's words.
    """

    id: ContactId = attrs.field(validator=identifier)
    patient_id: PatientId = attrs.field(validator=identifier)
    on: date = attrs.field(validator=day)
    at: datetime | None = attrs.field(default=None, validator=_instant)
    by: WorkerId = attrs.field(validator=identifier)
    mode: Mode = attrs.field(validator=of(Mode))
    whom: Whom = attrs.field(default=Whom.PATIENT, validator=of(Whom))
    person_id: PersonId | None = attrs.field(
        default=None, validator=attrs.validators.optional(identifier)
    )
    outcome: Outcome = attrs.field(validator=of(Outcome))
    minutes: int | None = attrs.field(default=None, validator=_minutes)
    where: str = ""

    def __attrs_post_init__(self) -> None:
        if self.outcome not in OUTCOMES[self.mode]:
            raise InvalidValueError("Contact.outcome", "must be one its mode can have")
        if self.whom is Whom.SUPPORT_PERSON and self.person_id is None:
            raise InvalidValueError(
                "Contact.person_id", "must say which support person"
            )
        if str(self.person_id) == self.patient_id:
            raise InvalidValueError("Contact.person_id", "must not be the patient")
        if self.whom is Whom.PATIENT and self.person_id is not None:
            problem = "must be empty: it is the patient"
            raise InvalidValueError("Contact.person_id", problem)

    def __repr__(self) -> str:
        return f"Contact({self.id!r})"


# --- before a contact ----------------------------------------------------------------

CHANNELS: Final = {
    Mode.HOME_VISIT: Channel.HOME_VISIT,
    Mode.IN_PERSON: Channel.IN_PERSON,
    Mode.VIDEO: Channel.VIDEO,
    Mode.PHONE: Channel.PHONE,
    Mode.TEXT: Channel.TEXT,
    Mode.EMAIL: Channel.EMAIL,
    Mode.LETTER: Channel.LETTER,
    Mode.WARM_HAND_OFF: Channel.IN_PERSON,
    Mode.IN_HOSPITAL: Channel.IN_PERSON,
}
THERE_ALREADY: Final = (Mode.WARM_HAND_OFF, Mode.IN_HOSPITAL)


def may_make(patient: Patient, mode: Mode, on: date) -> tuple[str, ...]:
    """Name every reason why *patient* may not be contacted so; empty if they may.

    Who is met where they already are need not have said that this way works for them,
    but may still have prohibited it.

    Raises:
        InvalidValueError: If that is no way to be in touch.
    """
    if not isinstance(mode, Mode):
        raise InvalidValueError("contacts.may_make.mode", "must be a Mode")
    access, channel = patient.access, CHANNELS[mode]
    because = []
    if patient.died is not None and patient.died < on:
        because.append("nobody is contacted after their death")
    if access.no_contact:
        because.append("nobody is contacted who asked not to be")
    if channel in access.prohibited:
        because.append(f"{channel.value} is used only where it is not prohibited")
    if channel not in access.channels and mode not in THERE_ALREADY:
        because.append(f"{channel.value} is used only where it works for the person")
    return tuple(because)


def whom_of(patient: Patient, person_id: PersonId | PatientId, on: date) -> Whom:
    """Say what someone is to *patient* on the day *on*.

    A support person is one whom the patient named, and has not taken it back.
    """
    if person_id == patient.id:
        return Whom.PATIENT
    stands_by = any(
        person.id == person_id and person.stands_by(on) for person in patient.support
    )
    return Whom.SUPPORT_PERSON if stands_by else Whom.SOMEONE_ELSE


# --- contacts as facts ---------------------------------------------------------------

CONTACT_KIND: Final = "contact"
"""The kind of the entry that each attempt is; its value is the minutes it took."""

RUN_KIND: Final = "contact run"
"""The kind of the entry whose value is how many contacts in a row were missed."""

ATTEMPTS: Final = Select(kind=CONTACT_KIND, called="attempts to reach the person")
MEANINGFUL: Final = Select(
    kind=CONTACT_KIND, statuses=(Reach.MEANINGFUL.value,), called="meaningful contacts"
)
TWO_WAY: Final = Select(
    kind=CONTACT_KIND,
    statuses=(Reach.MEANINGFUL.value, Reach.WITH_OTHERS.value),
    called="two-way contacts",
)
MISSED: Final = Select(
    kind=CONTACT_KIND, statuses=(Reach.MISSED.value,), called="missed contacts"
)
MISSED_IN_A_ROW: Final = Select(kind=RUN_KIND, called="contacts missed in a row")
"""For `Latest`: how many in a row were missed, up to the newest attempt."""


def reach_of(contact: Contact) -> Reach:
    """Say what *contact* counts as.

    Only a two-way exchange with the patient, or someone they named, is meaningful.

    Source: seed-playbook.
    """
    if contact.outcome is Outcome.TWO_WAY:
        others = contact.whom is Whom.SOMEONE_ELSE
        return Reach.WITH_OTHERS if others else Reach.MEANINGFUL
    return Reach.SENT if contact.outcome is Outcome.SENT else Reach.MISSED


def entries(contacts: Iterable[Contact]) -> tuple[Entry, ...]:
    """Tell the contacts of one person as entries, so that facts can be drawn.

    Each is an entry of kind `CONTACT_KIND`, coded by mode, outcome and whom; its status
    says what it counts as. Each that was missed or meaningful is also one of kind
    `RUN_KIND`. One told twice is one.

    Raises:
        InvalidValueError: If they are not all of one patient, or two share an id.
    """
    made = tuple(dict.fromkeys(contacts))
    if len({contact.id for contact in made}) < len(made):
        raise InvalidValueError("contacts", "must not tell one contact in two ways")
    if len({contact.patient_id for contact in made}) > 1:
        raise InvalidValueError("contacts", "must be of one patient")
    told = in_order(_entry(contact) for contact in made)
    return (*told, *_runs(told))


def _entry(contact: Contact) -> Entry:
    return Entry(
        contact.id,
        CONTACT_KIND,
        (contact.mode.value, contact.outcome.value, contact.whom.value),
        contact.on,
        at=contact.at,
        value=contact.minutes,
        unit="" if contact.minutes is None else "min",
        status=reach_of(contact).value,
        links=(contact.by,),
    )


def _runs(told: Iterable[Entry]) -> list[Entry]:
    """Count the misses in a row; a meaningful contact ends the row."""
    runs, missed = [], 0
    for entry in told:
        if entry.status not in {Reach.MEANINGFUL.value, Reach.MISSED.value}:
            continue
        missed = missed + 1 if entry.status == Reach.MISSED.value else 0
        runs.append(Entry(entry.id, RUN_KIND, (), entry.on, at=entry.at, value=missed))
    return runs
