"""What was not read may have mattered: nothing turns it to "no"."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caremodel.exchange import fhir
from caremodel.grammar.facts import Ever, Has, Select, draw
from caremodel.panel.panels import may_be_listed
from caremodel.people.charts import Chart
from exchange.fhir.written import about_ada, bundle, only_chart, patient, read

ON = date(2024, 6, 1)
DIABETES = Has(Select(kind="condition", codes=("44054006",)), Ever(today=True))


def knows(chart: Chart) -> bool:
    """Say whether it is known if the person has diabetes."""
    return draw([DIABETES], chart, on=ON).value(DIABETES) is not None


def test_a_kind_that_was_read_whole_is_known() -> None:
    """Who has another condition alone has no diabetes."""
    assert knows(only_chart(read(about_ada("Condition"))))


@pytest.mark.parametrize(
    "broken",
    ['{"resourceType": "Condition", "id"', "[]", "5", '{"resourceType": "Condition"}'],
)
def test_a_line_that_cannot_be_read_leaves_its_kind_open(
    tmp_path: Path, broken: str
) -> None:
    """It may have been the very condition that is asked for, of anyone."""
    condition = json.dumps(about_ada("Condition"))
    (tmp_path / "Patient.ndjson").write_text(json.dumps(patient()))
    (tmp_path / "Condition.ndjson").write_text(f"{condition}\n{broken}\n")

    export = fhir.read(tmp_path)

    assert not knows(only_chart(export))
    assert len(export.unread) == 1


@pytest.mark.parametrize("missing", ["id", "resourceType"])
def test_an_entry_that_cannot_be_read_leaves_its_kind_open(missing: str) -> None:
    """Without an id, or of no type: it may have been theirs."""
    broken = about_ada("Condition")
    del broken[missing]

    assert not knows(only_chart(read(broken)))


def test_an_entry_of_somebody_else_leaves_its_kind_open() -> None:
    """Which of the two is wrong, the subject or the bundle, nobody can say."""
    other = about_ada("Condition", subject={"reference": "Patient/ben"})

    assert not knows(only_chart(read(other)))


@pytest.mark.parametrize(
    "death",
    [
        {"deceasedDateTime": "2024"},
        {"deceasedDateTime": "2024-06"},
        {"deceasedDateTime": "2024-05-31"},
        {"deceasedDateTime": "2020-01-01T00:00:00Z"},
        {"deceasedDateTime": "1949-12-31", "birthDate": "1950"},
        {"deceasedBoolean": True},
    ],
)
def test_whoever_is_said_to_be_dead_is_on_no_list(death: dict[str, Any]) -> None:
    """Not even with a plan for the years to come, or on a day that cannot be."""
    later = about_ada("Encounter", period={"start": "2025-02-01T09:00:00Z"})

    export = fhir.read_bundle(bundle(patient(**death), later), on=ON)

    assert not may_be_listed(only_chart(export), ON)
