"""The same person is read alike from every shape that exports come in."""

import gzip
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from caremodel.exchange import fhir
from caremodel.grammar.dates import Period
from exchange.fhir.invented import ORGANIZATION, bundle, coded, lines, patient, record

ALL = (
    patient(),
    record("Condition", "c1"),
    record("Encounter", "e1"),
    record("Observation", "o1"),
    record("Claim", "m1"),
)


def test_bundle_and_bulk_give_equal_charts(tmp_path: Path) -> None:
    """Which shape an export has is no fact about a person."""
    (tmp_path / "bundles").mkdir()
    (tmp_path / "bundles" / "ann.json").write_bytes(bundle(*ALL))
    bulk = tmp_path / "bulk"
    bulk.mkdir()
    for each in ALL:
        name = f"{each['resourceType']}.000.ndjson.gz"
        (bulk / name).write_bytes(gzip.compress(lines([each])))
    (bulk / "log.ndjson").write_text('{"exportId": "1"}\n', encoding="utf-8")

    one, other = fhir.read(tmp_path / "bundles"), fhir.read(bulk)

    assert one.charts == other.charts
    assert one.resources == other.resources
    assert not one.unread
    assert not other.unread


def test_resources_without_an_id_go_by_their_full_url() -> None:
    """Some exports name a resource only beside it."""
    named, bare = (fhir.read_bundle(bundle(*ALL, ids=ids)) for ids in (True, False))

    assert bare.charts == named.charts
    assert bare.charts[0].id == "ann"


def test_references_of_five_forms_lead_to_the_same_organization() -> None:
    """By uuid, by type and id, by address, by version, and by identifier."""
    clinic = {
        "resourceType": "Organization",
        "id": "clinic",
        "identifier": [{"system": ORGANIZATION, "value": "7"}],
        "name": "Clinic",
    }
    forms = (
        "urn:uuid:clinic",
        "Organization/clinic",
        "https://example.org/fhir/Organization/clinic",
        "Organization/clinic/_history/3",
        f"Organization?identifier={ORGANIZATION}|7",
    )
    visits = [
        record("Encounter", f"e{n}", serviceProvider={"reference": form})
        for n, form in enumerate(forms)
    ]

    export = fhir.read_bundle(bundle(patient(), clinic, *visits))

    (chart,) = export.charts
    assert {e.links for e in chart.entries("encounter")} == {("Organization/clinic",)}
    assert [each.name for each in export.organizations] == ["Clinic"]


def test_what_a_reference_does_not_lead_to_stays_as_written() -> None:
    """A provider who is not in the export is not lost, and it is noted."""
    far = f"Organization?identifier={ORGANIZATION}|9"
    visit = record("Encounter", "e1", serviceProvider={"reference": far})

    export = fhir.read_bundle(bundle(patient(), visit))

    (entry,) = export.charts[0].entries("encounter")
    assert entry.links == (far,)
    assert any("stay as written" in note for note in export.notes)


def test_an_instant_is_kept_in_utc_and_its_day_goes_by_the_zone() -> None:
    """Ten at night in New York is the next day in UTC."""
    late = record("Encounter", "e1", period={"start": "2026-02-01T22:00:00-05:00"})

    for zone, day in (
        (UTC, date(2026, 2, 2)),
        (ZoneInfo("America/New_York"), date(2026, 2, 1)),
    ):
        chart = fhir.read_bundle(bundle(patient(), late), zone=zone).charts[0]
        (entry,) = chart.entries("encounter")
        assert entry.at == datetime(2026, 2, 2, 3, tzinfo=UTC)
        assert entry.on == day


def test_a_date_of_a_month_is_its_first_and_its_last_day() -> None:
    """February 2024 had 29 days; which of them it was is not known."""
    vague = record("Condition", "c1", onsetDateTime="2024-02")

    (entry,) = fhir.read_bundle(bundle(patient(), vague)).charts[0].entries("condition")

    assert (entry.on, entry.on_last) == (date(2024, 2, 1), date(2024, 2, 29))


def test_a_birth_year_alone_is_a_year_of_days() -> None:
    """The age may still be told where every day of it gives the same."""
    chart = fhir.read_bundle(bundle(patient(birthDate="1960"))).charts[0]

    assert chart.born == Period(start=date(1960, 1, 1), end=date(1961, 1, 1))


def test_components_are_entries_of_their_own_linked_to_the_whole() -> None:
    """A blood pressure is one observation with two numbers in it."""
    pressure = record(
        "Observation",
        "bp",
        code=coded("85354-9"),
        component=[
            {
                "code": coded("8480-6"),
                "valueQuantity": {"value": 131, "code": "mm[Hg]"},
            },
            {
                "code": coded("8462-4"),
                "valueQuantity": {"value": 82.5, "code": "mm[Hg]"},
            },
        ],
    )
    del pressure["valueQuantity"]

    chart = fhir.read_bundle(bundle(patient(), pressure)).charts[0]

    by_code = {entry.codes: entry for entry in chart.entries("observation")}
    assert by_code["8480-6",].value == 131
    assert by_code["8462-4",].value == 82.5
    assert by_code["8462-4",].unit == "mm[Hg]"
    assert by_code["85354-9",].id in by_code["8480-6",].links


def test_money_stays_exact() -> None:
    """A third of a cent in the file is a third of a cent in the chart."""
    claims = [
        record("Claim", f"m{n}", total={"value": 0.1, "currency": "USD"})
        for n in range(3)
    ]

    chart = fhir.read_bundle(bundle(patient(), *claims)).charts[0]

    assert sum(c.money.amount for c in chart.charges) == Decimal("0.3")


def test_kinds_that_do_not_occur_are_not_covered() -> None:
    """No claims in the export is not "no claims"."""
    chart = fhir.read_bundle(bundle(patient(), record("Condition", "c1"))).charts[0]

    assert chart.covers("condition")
    assert not chart.covers("claim")


def test_coverage_may_be_said_to_end(tmp_path: Path) -> None:
    """Claims lag: the host knows through when the export is complete."""
    (tmp_path / "ann.json").write_bytes(bundle(*ALL))

    export = fhir.read(tmp_path, through=date(2026, 5, 1))

    (period,) = export.charts[0].covers("claim")
    assert period.end == date(2026, 5, 1)


def test_who_died_without_a_date_is_not_alive() -> None:
    """The day is the last that anything is recorded for; a note says so."""
    export = fhir.read_bundle(
        bundle(patient(deceasedBoolean=True), record("Encounter", "e1"))
    )

    assert export.charts[0].died == date(2026, 2, 1)
    assert export.notes


def test_directories_that_differ_are_merged_with_one_note(tmp_path: Path) -> None:
    """Bundles repeat their clinics with other counters; that is not an error."""
    for n in range(3):
        clinic = {"resourceType": "Organization", "id": "o", "extension": [{"n": n}]}
        person = patient(f"p{n}")
        (tmp_path / f"{n}.json").write_bytes(bundle(person, clinic))

    export = fhir.read(tmp_path)

    assert len(export.charts) == 3
    assert not export.unread
    assert dict(export.resources)["Organization"] == 3
    assert len(export.organizations) == 1


def test_entered_in_error_is_set_aside_with_a_note() -> None:
    """It did not happen, so no fact may rest on it; and it is not lost."""
    wrong = record("Observation", "o1", status="entered-in-error")

    export = fhir.read_bundle(bundle(patient(), wrong, record("Observation", "o2")))

    assert [e.id for e in export.charts[0].entries("observation")] == ["Observation/o2"]
    assert any("error" in note for note in export.notes)
