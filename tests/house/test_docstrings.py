"""Every number has a unit, and a source or the word "assumed"."""

import ast
import enum
import re
from collections.abc import Iterator
from importlib import import_module

import pytest

from house.fields import parameters
from house.reference import PLACE, pages
from house.source import ROOT, Module, modules
from house.told import attributes, items

BIBLIOGRAPHY = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
KEYS = set(re.findall(r"^- `([a-z0-9-]+)`: ", BIBLIOGRAPHY, flags=re.MULTILINE))
CITED = re.compile(r"Source:\s+([^\s,.;:]+)")
ROOMS = sorted(
    place[2]
    for page in pages()
    for place in PLACE.finditer(page.read_text(encoding="utf-8"))
)
TIME = re.compile(r"(?:^|_)(?:seconds|minutes|hours|days|weeks|months|years|grace)$")


def said_sources(module: Module) -> Iterator[tuple[str, str]]:
    """Hand out the text of each `source=...` that the code passes on."""
    for node in ast.walk(module.tree):
        match node:
            case ast.keyword(arg="source", value=ast.Constant(value=str() as text)):
                yield f"{module.path.name}:{node.value.lineno}", text
            case _:
                pass


def cited(module: Module) -> list[tuple[str, str]]:
    """Name each key that *module* cites, with where."""
    found = [
        (where, key) for where, text in module.docstrings for key in CITED.findall(text)
    ]
    for where, text in said_sources(module):
        if not text.startswith("Assumed"):
            found.append((where, re.split(r"[\s,.;:]", text, maxsplit=1)[0]))
    return found


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_each_source_stands_in_the_bibliography(module: Module) -> None:
    """Who reads a number can find out where it is from."""
    assert not [(where, key) for where, key in cited(module) if key not in KEYS]


def test_nothing_stands_in_the_bibliography_that_nobody_cites() -> None:
    """The bibliography is of this library, not of the field."""
    keys = {key for module in modules() for _, key in cited(module)}

    assert keys >= KEYS


def test_each_source_is_listed_once_and_can_be_found() -> None:
    """A reference says when or where it was published; one of our own says what."""
    listed = re.findall(r"^- `([a-z0-9-]+)`: (.+)$", BIBLIOGRAPHY, flags=re.MULTILINE)

    assert len(listed) == len(KEYS)
    vague = [
        key
        for key, told in listed
        if not re.search(r"\b(?:19|20)\d\d\b|<https?://[^>]+>", told)
    ]
    assert vague == ["seed-hxd", "panel-conventions"]
    assert all(told.endswith(".") for _, told in listed)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_length_of_time_says_its_unit(module: Module) -> None:
    """A field that counts days or minutes has its unit in brackets."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ClassDef):
            continue
        for field, told in items(ast.get_docstring(node), "Attributes").items():
            if TIME.search(field):
                assert re.search(r"\[[^\]]+\]", told), f"{node.name}.{field}"


@pytest.mark.parametrize("room", ROOMS)
def test_each_field_of_what_a_room_hands_out_is_told(room: str) -> None:
    """Whoever makes or reads a value knows what belongs in it, and in no other words.

    What is told and is no field is a property, or a slip.
    """
    handed_out = import_module(room)
    for name in handed_out.__all__:
        named = getattr(handed_out, name)
        if isinstance(named, type) and not issubclass(named, enum.Enum):
            fields = {each.name for each in parameters(named)}
            told = attributes(named)

            assert fields <= told.keys(), name
            assert told.keys() - fields <= set(dir(named)), name
            assert all(said.endswith((".", "…")) for said in told.values()), name
