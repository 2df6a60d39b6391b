"""`panel --json` of real exports equals figures that others counted of them."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from caremodel.display.reports import panel_json, report_on_panel
from caremodel.exchange import fhir
from shared_exports import SETS, export_of, facts_of

CONDITIONS = "conditions {name: [ever, active, active and alive]}"
ACUTE = {
    "inpatient_1+": "IMP>=1",
    "emergency_1+": "EMER>=1",
    "both_1+": "IMP+EMER>=1",
    "both_2+": "IMP+EMER>=2",
}


def told_of(path: Path, on: str) -> dict[str, Any]:
    """Report on an export as the command does."""
    export = export_of(path)
    report = report_on_panel(
        export.charts,
        on=date.fromisoformat(on),
        resources=export.resources,
        unread=fhir.grouped(export.unread),
        notes=export.notes,
    )
    return dict(panel_json(report))


@pytest.mark.parametrize("name", SETS)
def test_a_report_says_what_others_counted(name: str, shared_data: Path) -> None:
    """People, records, conditions, stays, plans, money, owners, gaps and ranks."""
    counted = facts_of(shared_data)[name]

    told = told_of(shared_data / name, counted["as_of"])

    assert told["patients"] == counted["patients"]
    assert told["alive"] == counted["vital"]["alive"]
    assert told["deceased"] == counted["vital"].get("deceased", 0)
    assert told["resources"] == counted["resources"]
    active = {each: figures[2] for each, figures in counted[CONDITIONS].items()}
    assert {k: n for k, n in told["conditions"].items() if n or k in active} == active
    use = counted["alive patients with >=n in window12"]
    assert told["acute"] == {each: use[theirs] for each, theirs in ACUTE.items()}
    assert told["care_plans"] == counted["careplan"]["status"]
    assert told["care_teams"] == counted["careteam"]["status"]
    assert told["goals"] == counted["goal"]["lifecycleStatus"]
    for ours, theirs in (
        ("claim_total", "claim_total_all_time"),
        ("payment_total", "eob_payment_all_time"),
    ):
        assert Decimal(told[ours] or 0) == Decimal(counted[theirs])
    assert told["attribution"] == {
        "organizations": counted["attribution"]["organisations"],
        "unowned": counted["attribution"]["unattributed"],
    }
    for gap, (asked, open_ones) in counted[
        "care_gaps {rule: [denominator, open]}"
    ].items():
        ours = told["gaps"][gap]
        assert ours["denominator"] == asked
        assert ours["open"] + ours["cannot_tell"] == open_ones
    assert told["candidates"] == counted["cohort_5"]
    assert told["partial"] == {}


def test_bundles_and_bulk_tell_the_same(shared_data: Path) -> None:
    """The same sixty people, in two shapes: equal charts, and so equal reports."""
    bundles, bulk = (shared_data / n for n in ("synthea-2020", "synthea-2020-bulk"))

    assert export_of(bundles).charts == export_of(bulk).charts
    one, other = (told_of(path, "2020-05-07") for path in (bundles, bulk))
    for each in one.keys() - {"resources", "notes"}:
        assert one[each] == other[each]
