"""Hypothesis strategies: worlds whose parts belong together, and the parts.

Every value is valid by construction. Days crowd around the edges of windows, because
there answers change; codes are few, so that what is asked about occurs. Nothing here
is plausible as care: for that there is `builders`.
"""

from caremodel.testing.strategies._questions import (
    comparisons,
    criteria,
    facts,
    questions,
    rules,
    selections,
    selects,
    windows,
)
from caremodel.testing.strategies._records import (
    STANDING,
    charges,
    charts,
    coverages,
    days,
    edges,
    entries,
    monies,
    patients,
    periods,
)
from caremodel.testing.strategies._worlds import World, worlds

__all__ = [
    "STANDING",
    "World",
    "charges",
    "charts",
    "comparisons",
    "coverages",
    "criteria",
    "days",
    "edges",
    "entries",
    "facts",
    "monies",
    "patients",
    "periods",
    "questions",
    "rules",
    "selections",
    "selects",
    "windows",
    "worlds",
]
