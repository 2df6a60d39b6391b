"""Lists in a document: tuples, sets, and mappings whose keys are no text.

What has no order of its own is written in the order of how it is written, so that equal
values make the same document.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any, Final

from caremodel.errors import MOST_PROBLEMS
from caremodel.exchange.documents._faults import Fault, Faulty, beneath, refused
from caremodel.exchange.documents._json import LONGEST_KEY
from caremodel.exchange.documents._leaves import EXACT, Read, Write

__all__ = [
    "fixed_reader",
    "fixed_writer",
    "named_reader",
    "named_writer",
    "pairs_reader",
    "pairs_writer",
    "row_reader",
    "row_writer",
    "set_reader",
    "set_writer",
]

A_LIST: Final = "must be a list"
TWICE: Final = "must not hold one item twice"
Typed = tuple[Read, Any]
"""A reader, and as what it reads."""


def _each(parts: Iterable[Any], items: Iterable[Typed]) -> list[Any]:
    """Read parts one by one, until there are too many faults."""
    made: list[Any] = []
    faults: list[Fault] = []
    for part, (reader, kind) in zip(parts, items, strict=False):
        try:
            made.append(reader(part, kind))
        except Faulty as faulty:
            # What cannot be read still has its place.
            faults += beneath(f"[{len(made)}]", faulty)
            made.append(None)
            if len(faults) >= MOST_PROBLEMS:
                break
    if faults:
        raise Faulty(faults)
    return made


def _all(values: Iterable[Any], writers: Iterable[Write]) -> list[Any]:
    """Write values one by one."""
    made: list[Any] = []
    for value, write in zip(values, writers, strict=False):
        try:
            made.append(write(value))
        except Faulty as faulty:
            raise Faulty(beneath(f"[{len(made)}]", faulty)) from None
    return made


def _canonical(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False)


# --- tuples ---------------------------------------------------------------------------


def row_reader(item: Typed) -> Read:
    """Make what reads a list as a tuple of any length."""
    exact = EXACT.get(item[0])

    def read(part: Any, _: object = None) -> tuple[Any, ...]:
        if type(part) is not list:
            raise refused(part, A_LIST)
        if exact is not None and {exact}.issuperset(map(type, part)):
            return tuple(part)
        return tuple(_each(part, repeat(item)))

    return read


def row_writer(item: Write) -> Write:
    """Make what writes a tuple of any length."""

    def write(value: Any) -> list[Any]:
        if type(value) is not tuple:
            raise refused(value, "must be a tuple")
        return _all(value, repeat(item))

    return write


def fixed_reader(items: Sequence[Typed]) -> Read:
    """Make what reads a list as a tuple whose items are each of their own type."""

    def read(part: Any, _: object = None) -> tuple[Any, ...]:
        if type(part) is not list or len(part) != len(items):
            raise refused(part, f"must be a list of {len(items)}")
        return tuple(_each(part, items))

    return read


def fixed_writer(items: Sequence[Write]) -> Write:
    """Make what writes a tuple whose items are each of their own type."""

    def write(value: Any) -> list[Any]:
        if type(value) is not tuple or len(value) != len(items):
            raise refused(value, f"must be a tuple of {len(items)}")
        return _all(value, items)

    return write


# --- sets -----------------------------------------------------------------------------


def set_reader(item: Typed) -> Read:
    """Make what reads a list as a set."""

    def read(part: Any, _: object = None) -> frozenset[Any]:
        if type(part) is not list:
            raise refused(part, A_LIST)
        made = frozenset(_each(part, repeat(item)))
        if len(made) < len(part):
            raise refused(part, TWICE)
        return made

    return read


def set_writer(item: Write) -> Write:
    """Make what writes a set, in order."""

    def write(value: Any) -> list[Any]:
        if type(value) is not frozenset:
            raise refused(value, "must be a frozenset")
        return sorted(_all(value, repeat(item)), key=_canonical)

    return write


# --- mappings -------------------------------------------------------------------------


def pairs_reader(key: Typed, value: Typed) -> Read:
    """Make what reads a list of pairs as a mapping."""
    pair = fixed_reader((key, value)), None

    def read(part: Any, _: object = None) -> dict[Any, Any]:
        if type(part) is not list:
            raise refused(part, "must be a list of pairs")
        made = dict(_each(part, repeat(pair)))
        if len(made) < len(part):
            raise refused(part, "must not have one key twice")
        return made

    return read


def pairs_writer(key: Write, value: Write) -> Write:
    """Make what writes a mapping as a list of pairs, in order of their keys."""
    pair = fixed_writer((key, value))

    def write(of: Any) -> list[Any]:
        pairs = _all(_items(of), repeat(pair))
        return sorted(pairs, key=lambda each: _canonical(each[0]))

    return write


def named_reader(value: Typed) -> Read:
    """Make what reads an object as a mapping with any keys of text.

    Such keys come from the document: paths count them.
    """

    def read(part: Any, _: object = None) -> dict[str, Any]:
        if type(part) is not dict:
            raise refused(part, "must be an object")
        if any(len(key) > LONGEST_KEY for key in part):
            raise refused(part, f"must have keys of at most {LONGEST_KEY} characters")
        values = _each(part.values(), repeat(value))
        return dict(zip(part, values, strict=True))

    return read


def named_writer(value: Write) -> Write:
    """Make what writes a mapping from text as an object, in order of its keys."""

    def write(of: Any) -> dict[str, Any]:
        items = _items(of)
        if any(type(key) is not str or len(key) > LONGEST_KEY for key, _ in items):
            problem = f"must have keys of text, at most {LONGEST_KEY} characters"
            raise refused(of, problem)
        items.sort(key=itemgetter(0))
        values = _all((part for _, part in items), repeat(value))
        return {key: part for (key, _), part in zip(items, values, strict=True)}

    return write


def _items(value: Any) -> list[tuple[Any, Any]]:
    if not isinstance(value, Mapping):
        raise refused(value, "must be a mapping")
    return list(value.items())
