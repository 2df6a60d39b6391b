"""Runs what README.md and these pages show: Python, and commands at a prompt.

A block marked `python` holds plain code, or a session with `>>>` and what it answers. A
block marked `console` holds one command after `$ python` and what it prints; one marked
`text`, an excerpt of what `python -m caremodel` prints.
"""

import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

ROOT = Path(__file__).parents[1]
PROMPT = "$ python "


@cache
def printed_by(*arguments: str) -> str:
    """Run Python on *arguments*, and hand out what it prints."""
    ran = subprocess.run(  # noqa: S603 - the pages are ours
        [sys.executable, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return ran.stdout or ran.stderr


def run_command(example: Example) -> str | None:
    """Run the command of a block, and say how what it printed differs."""
    command, _, shown = str(example.parsed).partition("\n")
    if not command.startswith(PROMPT):
        return f"a console block begins with {PROMPT!r}"
    printed = printed_by(*shlex.split(command.removeprefix(PROMPT)))
    if printed.strip() == shown.strip():
        return None
    return f"Expected:\n{shown}\nPrinted:\n{printed}"


def find_excerpt(example: Example) -> str | None:
    """Look for a block in what the demo prints."""
    printed = printed_by("-m", "caremodel")
    if str(example.parsed).strip() in printed:
        return None
    return f"Expected somewhere:\n{example.parsed}\nPrinted:\n{printed}"


class Pages:
    """A plug-in that collects every page, also the one outside this folder."""

    pytest_collect_file = staticmethod(
        Sybil(
            parsers=[
                PythonCodeBlockParser(),
                CodeBlockParser(language="console", evaluator=run_command),
                CodeBlockParser(language="text", evaluator=find_excerpt),
            ],
            pattern="*.md",
            path=str(ROOT),
        ).pytest()
    )


def pytest_configure(config: pytest.Config) -> None:
    """Let the pages be found."""
    config.pluginmanager.register(Pages(), "pages")
