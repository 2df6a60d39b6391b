"""Panels, gaps and ranks of real exports, against figures counted by others."""

import ast
import csv
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

from caremodel.catalog.conditions import CONDITIONS, chronic_conditions, has
from caremodel.catalog.panels import BY_USE, MOST_VISITED
from caremodel.catalog.recommendations import CONVENTIONS
from caremodel.grammar.entries import alive_on
from caremodel.grammar.facts import Facts, draw
from caremodel.grammar.rules import answer, facts_read
from caremodel.grammar.verdicts import Answer
from caremodel.panel import candidates, gaps, panels
from caremodel.people.charts import Chart
from shared_exports import SETS, export_of, facts_of

GAPS = "care_gaps {rule: [denominator, open]}"
COHORTS = "cohorts {n: [imp12, emer12, cost12]}"
CONDITION_COUNTS = "conditions {name: [ever, active, active and alive]}"
CENT = Decimal("0.01")


@cache
def people_of(shared_data: Path, name: str) -> Mapping[str, Mapping[str, str]]:
    """Read what others counted for each patient."""
    path = shared_data / "facts" / f"{name.replace('/', '_')}.patients.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["patient"]: row for row in csv.DictReader(lines)}


@attrs.frozen(eq=False)
class Export:
    """One export, with the figures that others counted of it.

    Attributes:
        charts: What was read.
        counted: Figures of everyone together.
        people: Figures of each patient.
        on: The day to stand on.
    """

    charts: tuple[Chart, ...]
    counted: Mapping[str, Any]
    people: Mapping[str, Mapping[str, str]]
    on: date

    @property
    def alive(self) -> list[Chart]:
        """Those who live on the day."""
        return [chart for chart in self.charts if alive_on(chart, self.on)]


@pytest.fixture(params=SETS)
def export(request: pytest.FixtureRequest, shared_data: Path) -> Export:
    """Hand out each export."""
    counted = facts_of(shared_data)[request.param]
    return Export(
        charts=export_of(shared_data / request.param).charts,
        counted=counted,
        people=people_of(shared_data, request.param),
        on=date.fromisoformat(counted["as_of"]),
    )


def test_the_conditions_have_the_codes_of_the_conventions(shared_data: Path) -> None:
    """Name by name."""
    text = (shared_data / "README.md").read_text(encoding="utf-8")
    told = re.search(r"Condition names and their SNOMED CT codes: `(.*?)`", text)

    assert told is not None
    assert {name: set(select.codes) for name, select in CONDITIONS.items()} == (
        ast.literal_eval(told[1])
    )


def test_the_same_people_are_alive(export: Export) -> None:
    """Dead is who died before the day."""
    assert len(export.alive) == export.counted["vital"]["alive"]


def test_the_five_gaps_are_as_wide(export: Export) -> None:
    """Where the export holds no such records, we cannot tell what others call open."""
    found = gaps.find(CONVENTIONS, export.charts, on=export.on)

    ours = {
        count.recommendation.id: [count.denominator, count.open + count.cannot_tell]
        for count in gaps.tally(found)
        if count.denominator
    }

    theirs = {name: n for name, n in export.counted[GAPS].items() if n[0]}
    assert ours == theirs


def test_the_same_organizations_own_the_same_patients(export: Export) -> None:
    """Compared by the id inside the reference, whatever form that takes."""

    def last(reference: str) -> str:
        return reference.replace(":", "/").replace("|", "/").rpartition("/")[2]

    panel = panels.attribute(export.charts, on=export.on, policy=MOST_VISITED)
    counted = export.counted["attribution"]

    assert len(panels.by_owner(panel)) == counted["organisations"]
    assert len(panels.unowned(panel)) == counted["unattributed"]
    for place in panel.memberships:
        theirs = export.people[place.patient_id]["organisation"]
        assert last(place.owner or "") == last(theirs)


def test_use_ranks_everyone_alike(export: Export) -> None:
    """The first five, and every other place."""
    ranked = candidates.by_use(export.charts, on=export.on, search=BY_USE)
    order = [each.patient_id for each in ranked]

    theirs = {p: int(row["rank"]) for p, row in export.people.items() if row["rank"]}
    assert order[:5] == export.counted["cohort_5"]
    assert {patient: n for n, patient in enumerate(order, start=1)} == theirs


def test_cohorts_have_the_same_use_and_cost(export: Export) -> None:
    """5, 25 and 125 people; no claims on record cost nothing in their count."""
    ranked = candidates.by_use(export.charts, on=export.on, search=BY_USE)

    for size, (stays, emergencies, cost) in export.counted[COHORTS].items():
        first = ranked[: int(size)]
        charged = sum(
            (each.cost.amount for each in first if each.cost is not None), Decimal(0)
        )
        assert sum(each.stays for each in first) == stays
        assert sum(each.emergencies for each in first) == emergencies
        assert charged.quantize(CENT) == Decimal(cost)


def test_as_many_of_the_living_have_each_condition(export: Export) -> None:
    """Active, and counted once for each person."""
    asked = {name: has(select).eq(True) for name, select in CONDITIONS.items()}
    wanted = facts_read(*asked.values())
    known = [draw(wanted, chart, on=export.on) for chart in export.alive]

    ours = {
        name: sum(answer(each, facts) is Answer.YES for facts in known)
        for name, each in asked.items()
    }

    counted = export.counted[CONDITION_COUNTS]
    assert ours == {name: counted.get(name, [0, 0, 0])[2] for name in CONDITIONS}


def test_everyone_has_as_many_chronic_conditions(export: Export) -> None:
    """Exactly as many: that many, and not one more."""
    wanted = facts_read(chronic_conditions(1))

    def at_least(n: int, facts: Facts) -> bool:
        return n == 0 or answer(chronic_conditions(n), facts) is Answer.YES

    for chart in export.alive:
        facts = draw(wanted, chart, on=export.on)
        n = int(export.people[chart.id]["chronic_active"])
        assert at_least(n, facts)
        assert not at_least(n + 1, facts)
