"""What is said where a library is missing that not everyone has."""

import subprocess
import sys
import tomllib

import pytest

from caremodel._extras import missing
from house.source import ROOT

NEEDED = {
    "caremodel.exchange.frames": ("narwhals", "frames"),
    "caremodel.simulation.rails": ("numpy", "simulation"),
    "caremodel.testing.strategies": ("hypothesis", "testing"),
    "caremodel.testing.stateful": ("hypothesis", "testing"),
}


@pytest.mark.parametrize("room", NEEDED)
def test_a_missing_library_is_asked_for_with_the_line_that_helps(room: str) -> None:
    """The line works in a checkout, and the extra is named for everyone else."""
    library, extra = NEEDED[room]
    code = f"import sys; sys.modules[{library!r}] = None; import {room}"

    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )

    assert told.stderr.splitlines()[-1] == (
        f"ModuleNotFoundError: {room} needs {library}: install caremodel with its"
        f' extra "{extra}" (in a checkout: pip install -e ".[{extra}]")'
    )


def test_the_error_names_the_library() -> None:
    """Whoever catches it can tell which one it was."""
    assert missing("a.room", "numpy", extra="simulation").name == "numpy"


def test_each_extra_brings_what_its_rooms_need() -> None:
    """The line would help nobody if the extra were called otherwise."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]

    assert all(
        any(each.startswith(library) for each in extras[extra])
        for library, extra in NEEDED.values()
    )
