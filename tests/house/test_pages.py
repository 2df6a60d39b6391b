"""The written pages hold together: links, commands, and what they promise."""

import re
from importlib import import_module
from pathlib import Path

import pytest

import caremodel
from house.source import ROOT

PAGES = sorted((ROOT / "docs").rglob("*.md"))
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)(?:#[^)]*)?\)")
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
IMPORTED = re.compile(
    r"^(?:>>> )?from (caremodel\.[\w.]+) import (\([^)]*\)|.+)$", re.MULTILINE
)
RUN = (
    "python3 -m venv .venv && .venv/bin/python -m pip install -q -e ."
    " && .venv/bin/python -m caremodel"
)
TEST = (
    'python3 -m venv .venv && .venv/bin/python -m pip install -q -e ".[test]"'
    " && .venv/bin/python -m pytest"
)


def linked(page: Path) -> set[Path]:
    """Name the files that *page* links to."""
    text = page.read_text(encoding="utf-8")
    return {(page.parent / target).resolve() for target in LINK.findall(text)}


@pytest.mark.parametrize(
    "page", [*PAGES, ROOT / "README.md", ROOT / "CHANGELOG.md"], ids=lambda p: p.name
)
def test_each_link_leads_somewhere(page: Path) -> None:
    """A page that moved takes its links along."""
    assert not [target for target in linked(page) if not target.exists()]


def test_each_page_can_be_reached_from_the_first() -> None:
    """Nothing is written that nobody finds."""
    reached: set[Path] = set()
    ahead = {ROOT / "docs" / "index.md"}
    while ahead:
        page = ahead.pop()
        reached.add(page)
        ahead |= {each for each in linked(page) if each.suffix == ".md"} - reached

    assert not set(PAGES) - reached


@pytest.mark.parametrize("command", [RUN, TEST])
def test_the_readme_says_the_two_commands_as_they_are_run(command: str) -> None:
    """They need no activation and no path, and can be run again; CI reads one here."""
    assert command in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    "page", [*PAGES, ROOT / "README.md", *EXAMPLES], ids=lambda p: p.name
)
def test_what_the_face_has_is_imported_from_there(page: Path) -> None:
    """Whoever learns from a page learns the short way."""
    elsewhere = [
        f"{module}.{name}"
        for module, names in IMPORTED.findall(page.read_text(encoding="utf-8"))
        for name in re.findall(r"\w+", names.partition(" as ")[0])
        if hasattr(caremodel, name)
        and getattr(caremodel, name) is getattr(import_module(module), name, None)
    ]

    assert not elsewhere
