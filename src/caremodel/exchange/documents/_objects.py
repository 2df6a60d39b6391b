"""Objects in a document: a class by its fields, read strictly and checked by itself.

Every key must be a field's, every field without a default must be there, and the class
is made the ordinary way, so that all of its own checks run.
"""

from collections.abc import Collection, Mapping, Sequence
from types import NoneType
from typing import Any, Final

import attrs

from caremodel.errors import MOST_PROBLEMS
from caremodel.exchange.documents._faults import (
    UNKNOWN_KEY,
    Fault,
    Faulty,
    Tell,
    beneath,
    of_a_check,
    refused,
)
from caremodel.exchange.documents._leaves import EXACT, Read, Write

__all__ = [
    "MISSING",
    "TAG",
    "ReadField",
    "WriteField",
    "object_reader",
    "object_writer",
    "read_field",
    "write_field",
]

TAG: Final = "is"
"""The key under which one of several classes says which one it is."""

MISSING: Final = "must be given"
UNKNOWN: Final[Fault] = ("", UNKNOWN_KEY)


ReadField = tuple[type | None, Read, Any]
"""How a key is read: the one class of which all is taken as it is; by what; as what."""


def read_field(read: Read, kind: Any) -> ReadField:
    """Make the one for a type and its reader."""
    return EXACT.get(read), read, kind


def object_reader(
    kind: type,
    fields: Mapping[str, ReadField],
    required: frozenset[str],
    *,
    tag: bool,
    tell: Tell = of_a_check,
) -> Read:
    """Make what reads an object as a class.

    Args:
        kind: The class.
        fields: Each key that it may have; may be filled later, so that a class can hold
            others of its own.
        required: The keys that it must have.
        tag: Whether it says which class it is.
        tell: Tells what the class itself refuses.
    """
    known = fields.get

    def read(part: Any, _: object = None) -> Any:
        if type(part) is not dict:
            raise refused(part, "must be an object")
        made: dict[str, Any] = {}
        faults: list[Fault] = []
        for key, value in part.items():
            field = known(key)
            if field is None:
                if UNKNOWN not in faults and not (tag and key == TAG):
                    faults.append(UNKNOWN)
                continue
            exact, reader, of = field
            if value.__class__ is exact:
                made[key] = value
                continue
            try:
                made[key] = reader(value, of)
            except Faulty as faulty:
                faults += beneath(f".{key}", faulty)
                if len(faults) >= MOST_PROBLEMS:
                    break
        if not faults and made.keys() >= required:
            return _made(kind, made, fields, part, tell)
        absent = (key for key in fields if key in required - part.keys())
        raise Faulty([*faults, *((f".{key}", MISSING) for key in absent)])

    return read


def _made(
    kind: type, given: dict[str, Any], known: Collection[str], part: Any, tell: Tell
) -> Any:
    """Make the value, with all the checks that its class has of its own."""
    try:
        return kind(**given)
    except Exception as error:  # noqa: BLE001 - whatever such a check may raise
        raise Faulty([tell(error, kind.__name__, known, part)]) from None


# --- writing --------------------------------------------------------------------------

EMPTY: Final = (NoneType, tuple, str)
"""Of what classes an empty value is left out, where that is the default."""

WriteField = tuple[str, str, type | None, type | None, Write]
"""How a field is written: under which key; its name; the class of which all is taken as
it is; the class of which an empty value is left out; and by what."""


def write_field(key: str, field: "attrs.Attribute[Any]", write: Write) -> WriteField:
    """Make the one for a field and its writer."""
    default = type(field.default)
    left_out = default if default in EMPTY and not field.default else None
    return key, field.name, EXACT.get(write), left_out, write


def object_writer(
    kind: type, fields: Sequence[WriteField], tag: str | None = None
) -> Write:
    """Make what writes a class as an object: its tag, then each field.

    Args:
        kind: The class.
        fields: In the order of their keys; may be filled later.
        tag: Which class it is, where it must be said.
    """

    def write(value: Any) -> dict[str, Any]:
        if value.__class__ is not kind:
            raise refused(value, f"must be a {kind.__name__}")
        made: dict[str, Any] = {} if tag is None else {TAG: tag}
        for key, name, exact, left_out, writer in fields:
            part = getattr(value, name)
            if part.__class__ is left_out and not part:
                continue
            if part.__class__ is exact:
                made[key] = part
                continue
            try:
                made[key] = writer(part)
            except Faulty as faulty:
                raise Faulty(beneath(f".{key}", faulty)) from None
        return made

    return write
