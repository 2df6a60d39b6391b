"""Hypothesis finds our types by itself, and importing it stays light."""

import json
import subprocess
import sys
import tomllib
from importlib import import_module

import pytest
from hypothesis import given, settings, strategies as st

from caremodel import Chart, Journey, Plan
from caremodel.testing._hypothesis import DRAWN, register
from house.source import ROOT

HEAVY = {"cattrs", "networkx", "numpy", "narwhals", "caremodel.testing.strategies"}
CLASSES = [(room, name) for room, classes in DRAWN.items() for name in classes]


def test_the_entry_point_is_the_hook() -> None:
    """What pyproject.toml names is there."""
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (hook,) = said["project"]["entry-points"]["hypothesis"].values()

    module, _, name = hook.partition(":")

    assert getattr(import_module(module), name) is register


def test_the_hook_loads_no_strategy_and_no_heavy_library() -> None:
    """Who imports Hypothesis for something else does not pay for us."""
    code = (
        "import json, sys; from caremodel.testing._hypothesis import register;"
        "register(); print(json.dumps(sorted(sys.modules)))"
    )

    ran = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )

    assert not set(json.loads(ran.stdout)) & HEAVY


@pytest.mark.parametrize(("room", "name"), CLASSES)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_values_of_each_class_are_drawn(
    room: str, name: str, data: st.DataObject
) -> None:
    """`from_type` gives a value of the class, made by our strategies."""
    register()
    kind = getattr(import_module(f"caremodel.{room}"), name)

    assert isinstance(data.draw(st.from_type(kind)), kind)


@settings(max_examples=5, deadline=None)
@given(...)
def test_given_with_dots_needs_nothing_else(
    chart: Chart, plan: Plan, journey: Journey
) -> None:
    """The types of the arguments say it all."""
    assert chart.id
    assert plan.patient_id
    assert journey.patient_id
