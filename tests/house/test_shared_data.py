"""Tests of real data are skipped where there is none, and never without saying so."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from house.source import ROOT

TEST = """
import pytest

def test_of_real_data(shared_data):
    if not list(shared_data.iterdir()):
        pytest.skip("this set is not there")
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Lay out a checkout that holds one test of real data and this suite's conftest."""
    tests = tmp_path / "checkout" / "tests"
    tests.mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "conftest.py", tests)
    (tests / "test_one.py").write_text(TEST, encoding="utf-8")
    return tests.parent


def said_by(checkout: Path, *options: str) -> str:
    """Run the tests of *checkout*, and give the last line."""
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *options, "tests"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stdout.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("required", "files", "said"),
    [
        (False, None, "1 skipped"),
        (True, None, "1 error"),
        (False, [], "1 skipped"),
        (True, [], "1 failed"),
        (True, ["README.md"], "1 passed"),
    ],
)
def test_what_is_required_is_not_skipped(
    checkout: Path, *, required: bool, files: list[str] | None, said: str
) -> None:
    """A run that insists on real data fails without, also where a test skips itself."""
    if files is not None:
        shared = checkout.parent / "shared" / "data"
        shared.mkdir(parents=True)
        for name in files:
            (shared / name).touch()

    assert said in said_by(checkout, *["--shared-data-required"] * required)
