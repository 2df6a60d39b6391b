"""The reference names what is there, in the words of the docstrings."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from house.reference import (
    GATHERED,
    PAGES,
    PLACE,
    ROOM,
    UNCHECKED,
    gathered,
    pages,
    renewed,
)
from house.source import modules


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_a_page_says_what_the_docstrings_say(page: Path) -> None:
    """Write it anew with `PYTHONPATH=tests python -m house.reference`."""
    text = page.read_text(encoding="utf-8")

    assert text == renewed(text)


def test_each_public_module_has_its_table() -> None:
    """What can be imported can be looked up."""
    described = {
        place[2]
        for page in pages()
        for place in PLACE.finditer(page.read_text(encoding="utf-8"))
    }
    public = {
        f"caremodel.{module.name}"
        for module in modules()
        if module.public
        and module.name
        and hasattr(import_module(f"caremodel.{module.name}"), "__all__")
    }

    assert described == public


def test_the_first_page_leads_to_each_room() -> None:
    """A page of many rooms is long; whoever knows the room need not scroll."""
    first = (PAGES / "index.md").read_text(encoding="utf-8")

    missing = [
        f"{page.name}#{room}"
        for page in pages()
        if PLACE.search(told := page.read_text(encoding="utf-8"))
        for room in ROOM.findall(told)
        if f"[{room}]({page.name}#{room})" not in first
    ]

    assert not missing


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_nothing_in_a_table_is_left_unsaid(page: Path) -> None:
    """Whoever hands out a name says what it is, and of a field also its type."""
    told = page.read_text(encoding="utf-8").replace("|  |", "| |")

    assert "| |\n" not in told
    assert not re.search(r"^\| `[^|]*` \| \| [A-Z]", told, re.MULTILINE)


def test_what_is_not_checked_stands_on_one_page() -> None:
    """So that nobody has to look for it in thirty places."""
    text = GATHERED.read_text(encoding="utf-8")
    said = [
        each[1]
        for page in pages()
        for each in UNCHECKED.finditer(page.read_text(encoding="utf-8"))
    ]

    assert text == gathered(text)
    assert len(said) >= 32
    assert all(f"| {each} |" in text for each in said)
