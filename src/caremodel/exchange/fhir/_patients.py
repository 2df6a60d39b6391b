"""From a Patient to a person: when born, whether alive, how to reach them.

A fault in one field costs that field, never the person: it is told, and the chart is
kept without it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final, TypeVar

import attrs

from caremodel._fields import is_identifier
from caremodel.exchange.fhir._dates import Days
from caremodel.exchange.fhir._findings import Fault
from caremodel.exchange.fhir._references import References
from caremodel.grammar.dates import Period, add_days
from caremodel.people.patients import Access, Channel, Gender

__all__ = ["Person", "person_of", "words_of"]

T = TypeVar("T")

Resource = Mapping[str, Any]

CHANNELS: Final = {
    "phone": Channel.PHONE,
    "sms": Channel.TEXT,
    "email": Channel.EMAIL,
}
"""How someone with this kind of contact point can be reached."""

OUT_OF_USE: Final = "old"
"""The use of a name, address or number that is no longer right."""

INTERPRETER: Final = (
    "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
)
"""The extension that asks for an interpreter.

Source: fhir-r4, patient-interpreterRequired.
"""


@attrs.frozen(kw_only=True, repr=False)
class Person:
    """What a Patient says, while the rest of the export is still to be read.

    Attributes:
        born: The days they can have been born on.
        died: The day they died; of an imprecise date the last possible day.
        dead: Whether they are dead, on whatever day it was.
        dead_by: The last day that a death nobody dated exactly can have been on.
        gender: Administrative gender.
        name: What they are called.
        access: How they can be reached.
        pcp: Who they say cares for them, as links in their order.
    """

    born: Period | None
    died: date | None
    dead: bool
    dead_by: date
    gender: Gender | None
    name: str
    access: Access
    pcp: tuple[str, ...]

    def __repr__(self) -> str:
        return "Person(...)"


def person_of(
    resource: Resource,
    link: str,
    *,
    days: Days,
    references: References,
    on: date | None,
    tell: Callable[[Fault], None],
) -> Person:
    """Read a Patient; what is wrong with a field is told, and the field left out.

    Args:
        resource: The Patient.
        link: How others refer to it.
        days: Reads dates.
        references: Reads references.
        on: A day by which they should be born, if one is given; who is not is told, and
            stays as born when they say.
        tell: Is told every fault.
    """

    def kept(read: Callable[[], T], otherwise: T) -> T:
        try:
            return read()
        except Fault as fault:
            tell(fault)
            return otherwise

    dead_by = date.max if on is None else add_days(on, -1)
    born = kept(lambda: _born(resource, days), None)
    if on is not None and born is not None and born.start > on:
        tell(Fault("birthDate", "must not be after the day asked about"))
    return Person(
        born=born,
        died=kept(lambda: _died(resource, days, born, dead_by), None),
        dead=resource.get("deceasedDateTime") is not None
        or kept(lambda: _flag(resource, "deceasedBoolean"), otherwise=False),
        dead_by=dead_by,
        gender=kept(lambda: _gender(resource), None),
        name=kept(lambda: words_of(resource), ""),
        access=kept(lambda: _access(resource), Access()),
        pcp=kept(lambda: references.links(resource, link, ["generalPractitioner"]), ()),
    )


def words_of(resource: Resource) -> str:
    """Say what a person is called: the first name that is still in use.

    Raises:
        Fault: If something else stands there.
    """
    for name in _listed(resource, "name"):
        if name.get("use") == OUT_OF_USE:
            continue
        given = name.get("given")
        words = [*(given if isinstance(given, list) else ()), name.get("family")]
        said = " ".join(word for word in words if isinstance(word, str))
        text = name.get("text")
        if said or isinstance(text, str):
            return said or str(text)
    return ""


def _listed(resource: Resource, field: str) -> Iterator[Mapping[str, Any]]:
    """Go through a list of objects, or refuse what is no such list."""
    value = resource.get(field)
    if value is None:
        return
    if not isinstance(value, list):
        raise Fault(field, "must be a list")
    for each in value:
        if not isinstance(each, dict):
            raise Fault(field, "must be a list of objects")
        yield each


def _flag(resource: Resource, field: str) -> bool:
    value = resource.get(field, False)
    if not isinstance(value, bool):
        raise Fault(field, "must be true or false")
    return value


def _born(resource: Resource, days: Days) -> Period | None:
    said = resource.get("birthDate")
    if said is None:
        return None
    first, at, last = days.when(said, "birthDate")
    end = add_days(last or first, 1)
    if at is not None or end <= first:
        raise Fault("birthDate", "must be a date")
    return Period(start=first, end=end)


def _died(
    resource: Resource, days: Days, born: Period | None, dead_by: date
) -> date | None:
    """Read the day of death: of an imprecise date the last that it can have been."""
    said = resource.get("deceasedDateTime")
    if said is None:
        return None
    first, _, last = days.when(said, "deceasedDateTime")
    died = first if last is None else max(first, min(last, dead_by))
    if born is not None and died < born.start:
        raise Fault("deceasedDateTime", "must not be before birth")
    return died


def _gender(resource: Resource) -> Gender | None:
    said = resource.get("gender")
    if said is None:
        return None
    try:
        return Gender(said)
    except ValueError:
        raise Fault("gender", "must be a gender of R4") from None


def _access(resource: Resource) -> Access:
    """Gather the ways that are written down, and the language."""
    channels: list[Channel] = []
    for contact in _listed(resource, "telecom"):
        system = contact.get("system")
        channel = CHANNELS.get(system) if isinstance(system, str) else None
        if channel and channel not in channels and contact.get("use") != OUT_OF_USE:
            channels.append(channel)
    if any(each.get("use") != OUT_OF_USE for each in _listed(resource, "address")):
        channels.append(Channel.LETTER)
    return Access(
        channels=tuple(channels),
        language=_language(resource),
        interpreter=any(
            each.get("url") == INTERPRETER and each.get("valueBoolean") is True
            for each in _listed(resource, "extension")
        ),
    )


def _language(resource: Resource) -> str:
    """Choose the preferred language, or the first that is named."""
    spoken = list(_listed(resource, "communication"))
    spoken.sort(key=lambda each: each.get("preferred") is not True)
    for each in spoken:
        language = each.get("language")
        if isinstance(language, dict):
            for coding in _listed(language, "coding"):
                code = coding.get("code")
                if is_identifier(code):
                    return str(code)
    return ""
