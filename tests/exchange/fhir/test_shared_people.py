"""Every person of real exports, against figures that others counted of each."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from caremodel.catalog.conditions import CHRONIC, has
from caremodel.errors import UnreadableError
from caremodel.exchange import fhir
from caremodel.grammar.entries import alive_on
from caremodel.grammar.facts import Age, Count, Days, Ever, Fact, Select, Value, draw
from caremodel.people.charts import Chart
from shared_exports import SETS, export_of, facts_of

YEAR, THREE_YEARS = Days(365), Days(1095)
ENCOUNTERS = Select(kind="encounter")
STAYS = Select(kind="encounter", codes=("IMP",))
EMERGENCIES = Select(kind="encounter", codes=("EMER",))
COUNTED: dict[str, Fact] = {
    "enc": Count(ENCOUNTERS, Ever()),
    "imp": Count(STAYS, Ever()),
    "emer": Count(EMERGENCIES, Ever()),
    "enc12": Count(ENCOUNTERS, YEAR),
    "imp12": Count(STAYS, YEAR),
    "emer12": Count(EMERGENCIES, YEAR),
    "imp36": Count(STAYS, THREE_YEARS),
    "emer36": Count(EMERGENCIES, THREE_YEARS),
    "careplans": Count(Select(kind="care_plan"), Ever()),
    "careplans_active": Count(Select(kind="care_plan", statuses=("active",)), Ever()),
    "careteams_active": Count(Select(kind="care_team", statuses=("active",)), Ever()),
    "goals": Count(Select(kind="goal"), Ever()),
    "age": Age(),
}


def people_of(shared_data: Path, name: str) -> dict[str, dict[str, str]]:
    """Read what others counted of each patient."""
    path = shared_data / "facts" / f"{name.replace('/', '_')}.patients.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        return {row["patient"]: row for row in csv.DictReader(rows)}


def charged(chart: Chart, kind: str, since: date, until: date) -> Decimal:
    """Add what was charged in some days."""
    return sum(
        (
            each.money.amount
            for each in chart.charges
            if each.kind == kind and since <= each.on < until
        ),
        Decimal(0),
    )


@pytest.mark.parametrize("name", SETS)
def test_each_person_is_read_as_others_counted_them(
    name: str, shared_data: Path
) -> None:
    """Birth, death, age, stays, plans, goals and money; what is not covered as none."""
    on = date.fromisoformat(facts_of(shared_data)[name]["as_of"])
    people = people_of(shared_data, name)
    charts = export_of(shared_data / name).charts

    assert [chart.id for chart in charts] == sorted(people)
    for chart in charts:
        theirs = people[chart.id]
        assert chart.born is not None
        assert chart.born.start.isoformat() == theirs["birthDate"]
        assert chart.patient.gender is not None
        assert chart.patient.gender.value == theirs["gender"]
        assert alive_on(chart, on) == (theirs["deceased"] == "")
        assert _counts(chart, on) == {each: int(theirs[each]) for each in COUNTED}
        chronic = [has(each) for each in CHRONIC.values()]
        known = draw(chronic, chart, on=on).known
        assert sum(map(bool, known.values())) == int(theirs["chronic_active"])
        money = {
            "claim_total": charged(chart, "claim", date.min, date.max),
            "claim_total12": charged(chart, "claim", _year_before(on), on),
            "eob_payment": charged(chart, "payment", date.min, date.max),
        }
        assert money == {each: Decimal(theirs[each]) for each in money}


def _counts(chart: Chart, on: date) -> dict[str, Value]:
    facts = draw(COUNTED.values(), chart, on=on)
    return {name: facts.value(fact) or 0 for name, fact in COUNTED.items()}


def _year_before(on: date) -> date:
    return date.fromordinal(on.toordinal() - 365)


@pytest.mark.parametrize(
    "folder",
    [
        "synthea-2023-bulk/100-patients",
        "fhir-r4-examples",
        "ecare-mcc",
        "sdoh-gravity",
        "ecqm-cases",
    ],
)
def test_exports_of_other_shapes_end_in_charts_or_in_reasons(
    folder: str, shared_data: Path
) -> None:
    """Whatever is in them: read, listed, or refused as a whole, and nothing else."""
    assert _outcome(shared_data / folder)


def _outcome(folder: Path) -> object:
    try:
        export = export_of(folder)
    except UnreadableError as error:
        return error.problems
    return export.charts or export.unread


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
    people = people_of(shared_data, name)
    deaths = {person: theirs["deceased"] for person, theirs in people.items()}

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
