"""Values are frozen all the way down, can be keys, and travel."""

import enum
import pickle
import subprocess
import sys
from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given

from caremodel.grammar.facts import Fact
from caremodel.grammar.money import Money
from caremodel.grammar.rules import Rule
from caremodel.people.charts import Chart
from caremodel.testing.strategies import World, charts, facts, monies, rules, worlds

LEAVES = (str, int, float, Decimal, date, enum.Enum, type(None))


def open_places(thing: object, path: str = "$") -> list[str]:
    """Name every place in *thing* where something could be changed."""
    if isinstance(thing, LEAVES):
        return []
    if isinstance(thing, tuple):
        return [
            place
            for n, each in enumerate(thing)
            for place in open_places(each, f"{path}[{n}]")
        ]
    if not attrs.has(type(thing)):
        return [path]
    fields: tuple[attrs.Attribute[object], ...] = getattr(thing, "__attrs_attrs__", ())
    names = [field.name for field in fields if field.eq]
    for name in names:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(thing, name, None)
    return [
        place
        for name in names
        for place in open_places(getattr(thing, name), f"{path}.{name}")
    ]


@given(worlds())
def test_nothing_in_a_world_can_be_changed(world: World) -> None:
    """Charts, entries, facts, criteria: tuples and frozen values all the way down."""
    assert open_places(world) == []


@given(rules())
def test_nothing_in_a_rule_can_be_changed(rule: Rule) -> None:
    """A rule that was read is the rule that was written."""
    assert open_places(rule) == []


@given(facts(), monies(), charts(), rules())
def test_equal_values_are_one_key(
    fact: Fact, money: Money, chart: Chart, rule: Rule
) -> None:
    """A copy that went through pickle is equal, and hashes alike."""
    for value in (fact, money, chart, rule):
        copy = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own
        assert copy == value
        assert {value: "found"}[copy] == "found"


def test_a_hash_does_not_travel() -> None:
    """Text hashes differ from run to run; a fact that comes from another is found."""
    asks = (
        "import pickle, sys;"
        "from caremodel.grammar.facts import *;"
        "fact = Count(Select(kind='visit', codes=('a',)), Days(30));"
        "hash(fact); hash(fact >= 2);"
        "sys.stdout.buffer.write(pickle.dumps((fact, fact >= 2)))"
    )
    answers = (
        "import pickle, sys;"
        "from caremodel.grammar.facts import *;"
        "fact = Count(Select(kind='visit', codes=('a',)), Days(30));"
        "theirs = pickle.loads(sys.stdin.buffer.read());"
        "print([fact, fact >= 2] == list(theirs), len({fact, theirs[0]}),"
        " len({fact >= 2, theirs[1]}))"
    )

    written = subprocess.run(
        [sys.executable, "-c", asks],
        check=True,
        capture_output=True,
        env={"PYTHONHASHSEED": "1"},
    )
    read = subprocess.run(
        [sys.executable, "-c", answers],
        check=True,
        capture_output=True,
        input=written.stdout,
        env={"PYTHONHASHSEED": "2"},
    )

    assert read.stdout.split() == [b"True", b"1", b"1"]
