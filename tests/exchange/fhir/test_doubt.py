"""What was not read may have mattered: nothing turns it to "no"."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caremodel.exchange import fhir
from caremodel.grammar.facts import Ever, Has, Select, draw
from caremodel.panel.panels import may_be_listed
from caremodel.people.charts import Chart
from exchange.fhir.invented import bundle, lines, patient, record

ON = date(2026, 6, 1)
DIABETES = Has(Select(kind="condition", codes=("44054006",)), Ever(today=True))


def knows(chart: Chart) -> bool:
    """Say whether it is known if the person has diabetes."""
    return draw([DIABETES], chart, on=ON).value(DIABETES) is not None


@pytest.mark.parametrize(
    "broken",
    [
        b'{"resourceType": "Condition", "id"',
        b"[]",
        b"5",
        b'{"resourceType": "Condition"}',
    ],
)
def test_a_line_that_cannot_be_read_leaves_its_kind_open(
    tmp_path: Path, broken: bytes
) -> None:
    """It may have been the very condition that is asked for, of anyone."""
    other = record("Condition", "c1", code={"coding": [{"code": "195967001"}]})
    (tmp_path / "Patient.ndjson").write_bytes(lines([patient()]))
    (tmp_path / "Condition.ndjson").write_bytes(lines([other]))
    whole = fhir.read(tmp_path, on=ON)
    (tmp_path / "Condition.ndjson").write_bytes(lines([other]) + broken + b"\n")

    export = fhir.read(tmp_path, on=ON)

    assert knows(whole.charts[0])
    assert not knows(export.charts[0])
    assert len(export.unread) == 1


@pytest.mark.parametrize("missing", ["id", "subject", "resourceType"])
def test_an_entry_that_cannot_be_read_leaves_its_kind_open(missing: str) -> None:
    """Without an id, of another patient, of no type: it may have been theirs."""
    broken = record("Condition", "c2", person="someone-else")
    del broken[missing]
    if missing != "subject":
        broken["subject"] = {"reference": "urn:uuid:ann"}
    entries = bundle(patient(), {"id": "c2", **broken}, ids=missing != "id")
    if missing == "id":
        entries = entries.replace(b'"fullUrl": "urn:uuid:c2"', b'"fullUrl": "c2/"')

    export = fhir.read_bundle(entries, on=ON)

    if missing == "subject":  # the bundle says whose it is
        assert knows(export.charts[0])
    else:
        assert not knows(export.charts[0])


def test_one_impossible_death_costs_nobody_else() -> None:
    """Who died before birth is read without a day of death, and counts as dead."""
    export = fhir.read_bundle(bundle(patient(deceasedDateTime="1950-01-01")), on=ON)

    assert not may_be_listed(export.charts[0], ON)
    (unread,) = export.unread
    assert "deceasedDateTime" in unread.reason


@pytest.mark.parametrize(
    "said", ["2026", "2026-06", "2026-05-31", "2020-01-01T00:00:00Z"]
)
def test_whoever_is_said_to_be_dead_is_on_no_list(said: str) -> None:
    """A year alone does not keep anyone alive until its end."""
    export = fhir.read_bundle(bundle(patient(deceasedDateTime=said)), on=ON)

    assert not may_be_listed(export.charts[0], ON)


def test_a_record_of_the_future_keeps_nobody_alive() -> None:
    """Dead on a day nobody wrote down, with a plan for the years to come."""
    later = record("Encounter", "e1", period={"start": "2027-02-01T09:00:00Z"})

    export = fhir.read_bundle(bundle(patient(deceasedBoolean=True), later), on=ON)

    assert not may_be_listed(export.charts[0], ON)


def test_a_death_that_is_null_is_none() -> None:
    """The field is there, and says nothing."""
    export = fhir.read_bundle(bundle(patient(deceasedDateTime=None)), on=ON)

    assert export.charts[0].died is None


@pytest.mark.parametrize("field", [{"intent": "option"}, {"doNotPerform": True}])
def test_a_patient_with_fields_of_an_order_is_no_crash(
    field: dict[str, Any],
) -> None:
    """Whatever becomes of them is told."""
    export = fhir.read_bundle(bundle(patient(**field)))

    assert export.charts or export.notes or export.unread


def test_an_amount_beyond_reason_is_listed() -> None:
    """It would make every sum inexact."""
    huge = record("Claim", "m1", total={"value": 1e28, "currency": "USD"})

    export = fhir.read_bundle(bundle(patient(), huge))

    assert not export.charts[0].charges
    assert len(export.unread) == 1
