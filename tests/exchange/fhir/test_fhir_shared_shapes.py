"""Real exports of one panel in two shapes, and days in the zone of their people."""

import csv
from pathlib import Path
from zoneinfo import ZoneInfo

from caremodel.exchange import fhir
from shared_exports import export_of


def test_real_bundles_and_real_bulk_files_give_the_same_charts(
    shared_data: Path,
) -> None:
    """Sixty people, twice."""
    bundles = export_of(shared_data / "synthea-2020")
    bulk = export_of(shared_data / "synthea-2020-bulk")

    assert len(bundles.charts) == 60
    assert bundles.charts == bulk.charts


def test_people_die_on_the_day_it_was_where_they_were(shared_data: Path) -> None:
    """The days that others counted are those of the local time in the record."""
    name = "synthea-2023-bulk/10-patients"
    path = shared_data / "facts" / f"{name.replace('/', '_')}.patients.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        deaths = {row["patient"]: row["deceased"] for row in csv.DictReader(rows)}

    export = fhir.read(shared_data / name, zone=ZoneInfo("America/New_York"))

    assert {chart.id: str(chart.died or "") for chart in export.charts} == deaths


def test_a_person_in_two_exports_is_one(shared_data: Path) -> None:
    """The 13 people of the small bulk export are among the 120 of the large one."""
    export = export_of(shared_data / "synthea-2023-bulk")

    assert len(export.charts) == 120
    assert "174 resources came again with the same content and were merged" in (
        export.notes
    )
    assert all("this type is not read" in each.reason for each in export.unread)
