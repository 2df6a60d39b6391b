"""Real exports, each read once for all tests that look at them."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from caremodel.exchange import fhir

SETS = (
    "synthea-2019",
    "synthea-2020",
    "synthea-2022",
    "synthea-2023-bulk/10-patients",
)
"""Those of which others have counted figures."""


@cache
def export_of(path: Path) -> fhir.Export:
    """Read one export."""
    return fhir.read(path)


@cache
def facts_of(shared_data: Path) -> Mapping[str, Any]:
    """Read the figures counted by others."""
    text = (shared_data / "FACTS.json").read_text(encoding="utf-8")
    counted: Mapping[str, Any] = json.loads(text)
    return counted
