"""The hook that Hypothesis calls when it is imported, so that it knows our types.

With it `@given(...)` and `from_type` find valid values of these classes by themselves.
It registers names only, and imports Hypothesis when it is called: whoever imports this
module first would otherwise load Hypothesis, which asks for this module half made.
"""

from functools import partial
from importlib import import_module
from typing import Any, Final

__all__ = ["DRAWN", "register"]

DRAWN: Final = {
    "grammar.money": {"Money": "money"},
    "grammar.dates": {"Period": "period"},
    "grammar.entries": {"Entry": "entry"},
    "grammar.facts": {"Facts": "facts", "Select": "select"},
    "grammar.rules": {"Rule": "rule"},
    "grammar.histories": {"Actor": "actor"},
    "people.needs": {"Need": "need"},
    "people.patients": {"Patient": "patient"},
    "people.charts": {"Chart": "chart"},
    "care.contacts": {"Contact": "contact"},
    "care.goals": {"Goal": "goal"},
    "care.plans": {"Plan": "plan"},
    "care.teams": {"CareTeam": "team", "TeamTemplate": "team_template"},
    "care.pathways": {"Pathway": "pathway"},
    "care.journeys": {"Journey": "journey"},
}
"""The classes that Hypothesis shall know, by room, each with its document's name."""


def register() -> None:
    """Tell Hypothesis of each class where its values come from."""
    hypothesis = import_module("hypothesis.strategies")
    for room, classes in DRAWN.items():
        module = import_module(f"caremodel.{room}")
        for name, document in classes.items():
            hypothesis.register_type_strategy(
                getattr(module, name), partial(_drawn, document)
            )


def _drawn(document: str, _: type) -> Any:
    return import_module("caremodel.testing.strategies").documented(document)
