"""What must never stand in the tree, and what must not be left unfinished."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from house.source import ROOT, Module, modules

MOST_LINES = 500
MOST_BYTES = 2**20
ROOMS_WITHOUT_A_CONCEPT = {"base", "common", "helper", "helpers", "manager"} | {
    "managers",
    "misc",
    "util",
    "utils",
}
# Each pattern is written so that it does not find itself.
FROM_OUTSIDE = re.compile(
    r"(?<![\w.])/(?:home|root|Users)/|[A-Z]:\\Users|python[h]osted|/simpl[e]/"
    r"|registry\.np[m]"
)
UNFINISHED = re.compile(
    r"\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b|raise NotImplemented[E]rror"
    r"|pragma: no[ ]cover|# type: ignor[e]\s*$|pytest\.mark\.(?:ski[p]|xfai[l])",
    re.MULTILINE,
)


@cache
def files() -> tuple[Path, ...]:
    """Name every file that is, or would be, committed; without git, the sources."""
    if (ROOT / ".git").exists():
        listing = [
            "git",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]
        told = subprocess.run(
            listing, cwd=ROOT, capture_output=True, text=True, check=True
        )
        found = [ROOT / name for name in told.stdout.split("\0") if name]
    else:
        found = [
            path
            for folder in ("src", "tests", "docs", "examples")
            for path in (ROOT / folder).rglob("*")
            if "__pycache__" not in path.parts
        ]
    return tuple(sorted(path for path in found if path.is_file()))


def found_in(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    """Say where *pattern* stands."""
    return [
        f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, hit.start()) + 1}"
        for path in paths
        for text in [path.read_text(encoding="utf-8", errors="replace")]
        for hit in pattern.finditer(text)
    ]


def test_nothing_names_a_machine_or_a_registry() -> None:
    """The tree means the same wherever it is checked out."""
    assert not found_in(FROM_OUTSIDE, list(files()))


def test_no_lock_file_and_nothing_large_is_kept() -> None:
    """Lock files hold the addresses of registries; data stays where it is."""
    locks = {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock"}

    assert not [path.name for path in files() if path.name in locks]
    assert not [path.name for path in files() if path.stat().st_size > MOST_BYTES]


def test_nothing_is_unfinished_or_silenced() -> None:
    """A line nobody can reach is deleted, and a test that cannot pass is mended."""
    code = [path for path in files() if path.suffix == ".py"]

    assert not found_in(UNFINISHED, code)


@pytest.mark.parametrize(
    ("line", "silenced"),
    [
        ("x = 1  # type: " + "ignore", True),
        ("x = 1  # type: " + "ignore[arg-type]", False),
        ("# TO" + "DO: later", True),
        ("raise NotImplemented" + "Error", True),
        ("@pytest.mark.xf" + "ail", True),
        ("the tests of people", False),
    ],
)
def test_the_patterns_find_what_they_look_for(line: str, *, silenced: bool) -> None:
    """A net with a hole in it would hold every tree."""
    assert bool(UNFINISHED.search(line)) is silenced


@pytest.mark.parametrize(
    "line", ["cd /ho" + "me/ann/care", "https://files.python" + "hosted.org/x"]
)
def test_the_patterns_find_machines_and_registries(line: str) -> None:
    """A net with a hole in it would hold every tree."""
    assert FROM_OUTSIDE.search(line)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_module_is_one_concept_of_a_size_to_read(module: Module) -> None:
    """Past 500 lines it becomes a package of the same name."""
    lines = module.path.read_text(encoding="utf-8").count("\n")

    assert lines <= MOST_LINES
    assert module.path.stem not in ROOMS_WITHOUT_A_CONCEPT
