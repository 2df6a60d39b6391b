"""The envelope around every document and every line of a log: which format, of what."""

from collections.abc import Callable
from typing import Any, Final

from caremodel.errors import NotFoundError
from caremodel.exchange.documents._faults import (
    UNKNOWN_KEY,
    Fault,
    Faulty,
    beneath,
    refused,
)
from caremodel.exchange.documents._json import written
from caremodel.exchange.documents._objects import MISSING
from caremodel.exchange.documents._vocabulary import Form

__all__ = ["closed", "opened"]

FORMAT: Final = 1
"""The number of the envelope itself."""

Find = Callable[[object], Form]


def closed(form: Form, value: object, *, schema: bool = False) -> str:
    """Write *value* in its envelope.

    Args:
        form: Of the value.
        value: What is written.
        schema: Whether the number of the form is said, too.

    Raises:
        Faulty: If the value cannot be written.
    """
    said = {"schema": form.schema} if schema else {}
    try:
        plain = form.write(value)
    except Faulty as faulty:
        raise Faulty(beneath(".value", faulty)) from None
    return written({"caremodel": FORMAT, **said, "type": form.name, "value": plain})


def opened(
    plain: Any, find: Find, asked: Form | None = None, *, schema: bool = False
) -> tuple[Form, Any]:
    """Check an envelope, and read what stands in it.

    Args:
        plain: The envelope.
        find: Finds a form by its name.
        asked: What it must be of, if that is known.
        schema: Whether the number of the form must be said.

    Raises:
        Faulty: If the envelope is not ours, or what stands in it cannot be read.
    """
    if type(plain) is not dict:
        raise refused(plain, "must be an object")
    keys = {"caremodel", "type", "value", *(["schema"] if schema else [])}
    faults: list[Fault] = [("", UNKNOWN_KEY)] if plain.keys() - keys else []
    faults += [(f".{key}", MISSING) for key in sorted(keys - plain.keys())]
    if "caremodel" in plain and not _is_number(plain["caremodel"], FORMAT):
        problem = f"must be {FORMAT}, the one format that this caremodel reads"
        raise Faulty([(".caremodel", problem)])
    if faults:
        raise Faulty(faults)
    form = _form(plain["type"], find, asked)
    if schema and not _is_number(plain["schema"], form.schema):
        problem = f"must be a whole number from 1 to {form.schema}, the newest known"
        raise Faulty([(".schema", problem)])
    try:
        return form, form.read(plain["value"], None)
    except Faulty as faulty:
        raise Faulty(beneath(".value", faulty)) from None


def _is_number(part: object, most: int) -> bool:
    return type(part) is int and 1 <= part <= most


def _form(name: object, find: Find, asked: Form | None) -> Form:
    """Find the form that a document says it is in."""
    if type(name) is not str:
        raise Faulty(beneath(".type", refused(name, "must be text")))
    if asked is not None:
        if name != asked.name:
            raise Faulty([(".type", f"must be {asked.name}")])
        return asked
    try:
        return find(name)
    except NotFoundError as error:
        raise Faulty([(".type", f"must be one of: {', '.join(error.known)}")]) from None
