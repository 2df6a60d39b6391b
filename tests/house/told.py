"""Docstrings, taken apart: what they say of each field, and of what can go wrong."""

import inspect
import re
from collections.abc import Mapping

SECTION = re.compile(r"^(\w+):\n((?:(?: {4}.*)?(?:\n|\Z))+)", re.MULTILINE)
ITEM = re.compile(r"^ {4}(\w+): ", re.MULTILINE)


def said_in(docstring: str | None, title: str) -> str:
    """Hand out one section of a docstring, in one line; empty if it has none."""
    return " ".join(_section(docstring, title).split())


def items(docstring: str | None, title: str) -> Mapping[str, str]:
    """Name each item of one section, with what is said of it in one line."""
    parts = ITEM.split(_section(docstring, title))
    return {
        name: " ".join(text.split())
        for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def first_in(docstring: str | None) -> str:
    """Hand out the first paragraph of a docstring, in one line."""
    return " ".join(inspect.cleandoc(docstring or "").partition("\n\n")[0].split())


def attributes(named: type) -> Mapping[str, str]:
    """Say what each field of a class is, also those it has from a class above it."""
    told: dict[str, str] = {}
    for each in reversed(named.__mro__):
        told |= items(each.__doc__, "Attributes")
    return told


def _section(docstring: str | None, title: str) -> str:
    found: dict[str, str] = dict(SECTION.findall(inspect.cleandoc(docstring or "")))
    return found.get(title, "")
