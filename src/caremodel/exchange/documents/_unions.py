"""One of several types: which one it is stands under `is`, or is plain to see.

The tag is looked up in a table that was made of the union itself. It is text before it
is looked up, and it never chooses anything that the union does not name.
"""

import re
from collections.abc import Mapping
from types import NoneType
from typing import Any, Final

from caremodel.exchange.documents._faults import Faulty, Flaw, refused
from caremodel.exchange.documents._leaves import EXACT, Read, Write
from caremodel.exchange.documents._objects import MISSING, TAG

__all__ = ["boxed_reader", "boxed_writer", "tag_of", "union_reader", "union_writer"]

WORDS: Final[Mapping[type, str]] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    dict: "an object",
    list: "a list",
    NoneType: "null",
}


def tag_of(kind: type) -> str:
    """Name a class in a document: `GoalVoiced` is "goal_voiced"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", kind.__name__).lower()


def union_reader(by_class: Mapping[type, Read], by_tag: Mapping[str, Read]) -> Read:
    """Make what reads one of several types.

    Args:
        by_class: The reader for what JSON tells apart by itself.
        by_tag: The reader for each object that says what it is.
    """
    kinds: list[type] = [*([dict] if by_tag else []), *by_class]
    problem = f"must be {' or '.join(WORDS[kind] for kind in kinds)}"
    tags = f"must be one of: {', '.join(by_tag)}"
    as_it_is = {kind for kind, read in by_class.items() if kind is EXACT.get(read)}

    def read(part: Any, _: object = None) -> Any:
        kind = part.__class__
        if kind in as_it_is:
            return part
        reader = by_class.get(kind)
        if reader is not None:
            return reader(part, None)
        if kind is not dict or not by_tag:
            raise refused(part, problem)
        tag = part.get(TAG, Flaw(MISSING))
        reader = by_tag.get(tag) if type(tag) is str else None
        if reader is None:
            raise Faulty([(f".{TAG}", tag.problem if type(tag) is Flaw else tags)])
        return reader(part, None)

    return read


def union_writer(by_class: Mapping[type, Write]) -> Write:
    """Make what writes one of several types."""
    problem = f"must be one of: {', '.join(kind.__name__ for kind in by_class)}"

    def write(value: Any) -> Any:
        writer = by_class.get(value.__class__)
        if writer is None:
            raise refused(value, problem)
        return writer(value)

    return write


# --- a word beside other text ---------------------------------------------------------

CODE: Final = "code"


def boxed_reader(read: Read) -> Read:
    """Make what reads a word from a list where other text might stand as well."""

    def unbox(part: Any, _: object = None) -> Any:
        if part.keys() != {TAG, CODE}:
            raise Faulty([("", f"must have {TAG} and {CODE}, and nothing else")])
        return read(part[CODE], None)

    return unbox


def boxed_writer(tag: str, write: Write) -> Write:
    """Make what writes a word from a list where other text might stand as well."""
    return lambda value: {TAG: tag, CODE: write(value)}
