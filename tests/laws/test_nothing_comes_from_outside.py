"""Purity: the same call twice is equal, and the core reads nothing but its arguments.

INV-002: no clock, no chance, no environment, no files, no network, no logging.
"""

import ast
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

import caremodel
from caremodel.grammar.rules import describe, evaluate, missing
from caremodel.testing import builders
from caremodel.testing.strategies import World, worlds

SOURCE = Path(caremodel.__file__).parent
CORE = ("grammar", "people", "panel", "catalog", "simulation")
BANNED_MODULES = {
    *("asyncio", "http", "io", "locale", "logging", "multiprocessing", "os"),
    *("pathlib", "platform", "random", "secrets", "shutil", "socket", "ssl"),
    *("subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid"),
    *("warnings",),
}
BANNED_CALLS = {
    *("breakpoint", "eval", "exec", "globals", "id", "input", "open", "print", "vars"),
}
BANNED_METHODS = {"fromtimestamp", "now", "today", "utcnow", "utcfromtimestamp"}


def faults(text: str) -> list[str]:
    """Name what a module reads that is not an argument."""
    found: list[str] = []
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import(names=names):
                found += [alias.name.partition(".")[0] for alias in names]
            case ast.ImportFrom(module=str(module)):
                found.append(module.partition(".")[0])
            case ast.Call(func=ast.Name(id=name)) if name in BANNED_CALLS:
                found.append(f"{name}()")
            case ast.Call(func=ast.Attribute(attr=name)) if name in BANNED_METHODS:
                found.append(f".{name}()")
    return [name for name in found if name in BANNED_MODULES or "(" in name]


@pytest.mark.parametrize("wing", CORE)
def test_the_core_reads_nothing_but_its_arguments(wing: str) -> None:
    """Time, chance and identity are parameters; whoever calls brings them."""
    modules = sorted((SOURCE / wing).rglob("*.py"))

    assert modules
    assert not {
        f"{path.relative_to(SOURCE)}: {fault}"
        for path in modules
        for fault in faults(path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("import random", "random"),
        ("import os.path", "os"),
        ("from datetime import datetime; datetime.now()", ".now()"),
        ("date.today()", ".today()"),
        ("from time import monotonic", "time"),
        ("open('x')", "open()"),
        ("from urllib.request import urlopen", "urllib"),
    ],
)
def test_the_net_has_no_hole(line: str, fault: str) -> None:
    """Each thing that is looked for is found."""
    assert faults(line) == [fault]


@given(worlds())
def test_the_same_call_twice_is_equal(world: World) -> None:
    """Drawing, answering and telling depend on what they are given only."""
    assert world.known() == world.known()
    for facts in world.known():
        for criterion in world.criteria:
            assert evaluate(criterion, facts) == evaluate(criterion, facts)
            assert missing(criterion, facts) == missing(criterion, facts)
            assert describe(criterion) == describe(criterion)


def test_the_same_person_twice_is_equal() -> None:
    """Also what is drawn by chance follows from its address."""
    on = date(2026, 3, 31)

    assert builders.person(4, 11, on=on) == builders.person(4, 11, on=on)
