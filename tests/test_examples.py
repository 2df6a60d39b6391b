"""The examples run, and print what stands beside them."""

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.py"))


def test_there_are_examples() -> None:
    """Without this an empty folder would pass."""
    assert EXAMPLES


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_prints_what_stands_beside_it(example: Path) -> None:
    """Who reads the two files sees the whole of it."""
    ran = subprocess.run(
        [sys.executable, "-W", "error", str(example)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert ran.stderr == ""
    assert ran.stdout == example.with_suffix(".txt").read_text(encoding="utf-8")
