"""References in every form that R4 knows mean the same as "Type/id"."""

import json
from datetime import date
from pathlib import Path

import pytest

from caremodel.catalog.panels import MOST_VISITED
from caremodel.exchange import fhir
from caremodel.exchange.fhir import _references
from caremodel.panel import panels
from exchange.fhir.written import (
    Resource,
    about_ada,
    bundle,
    coded,
    entry_of,
    only_chart,
    patient,
    read,
    reasons,
)

CLINIC: Resource = {
    "resourceType": "Organization",
    "id": "elm",
    "identifier": [{"system": "sites", "value": "7"}, {"value": "8"}, None],
}


def visit(reference: str, encounter_id: str = "1") -> Resource:
    """Write an encounter at a clinic."""
    return about_ada(
        "Encounter", encounter_id, serviceProvider={"reference": reference}
    )


@pytest.mark.parametrize(
    ("reference", "link"),
    [
        ("Organization/elm", "Organization/elm"),
        ("Organization/elm/_history/2", "Organization/elm"),
        ("https://example.org/fhir/Organization/elm", "Organization/elm"),
        ("https://example.org/Organization/elm/_history/2", "Organization/elm"),
        ("Organization?identifier=sites|7", "Organization/elm"),
        ("Organization?identifier=sites%7C7", "Organization/elm"),
        ("Organization?identifier=sites|9", "Organization?identifier=sites|9"),
        ("Organization?identifier=sites%7C9", "Organization?identifier=sites|9"),
        ("Organization?name=elm", "Organization?name=elm"),
        ("urn:uuid:nobody", "Organization/urn:uuid:nobody"),
        ("https://example.org/Unknown/elm", "https://example.org/Unknown/elm"),
        ("Organization/_history/2", "Organization/_history/2"),
        ("elm", "elm"),
        ("#here", "Encounter/1#here"),
        ("#", "Encounter/1"),
    ],
)
def test_a_reference_is_written_in_one_way(reference: str, link: str) -> None:
    """What nothing explains stays as it is, but that a provider is an organization."""
    assert entry_of(visit(reference), CLINIC).links == (link,)


@pytest.mark.parametrize("reference", ["Organization/7", "urn:uuid:7"])
def test_an_organization_that_is_not_in_the_files_owns_all_the_same(
    reference: str,
) -> None:
    """However it is referred to; a practitioner who is not there is none."""
    someone = {"individual": {"reference": "urn:uuid:8"}}
    seen = {**visit(reference), "participant": [someone]}
    claim = about_ada("Claim", provider={"reference": reference})

    export = read(claim, {**seen, "class": {"code": "AMB"}})

    on = date(2024, 6, 1)
    (place,) = panels.attribute(export.charts, on=on, policy=MOST_VISITED).memberships
    links = only_chart(export).entries("encounter")[0].links
    assert (
        place.owner
        == links[0]
        == f"Organization/{reference.removeprefix('Organization/')}"
    )
    assert links[1] == "urn:uuid:8"


def test_a_reference_may_be_an_identifier_alone() -> None:
    """If it says of what type; otherwise it is only words."""
    elm = {"identifier": {"system": "sites", "value": "7"}}

    named = about_ada("Encounter", serviceProvider={**elm, "type": "Organization"})
    bare = about_ada("Encounter", serviceProvider=elm)
    empty = {"identifier": {}, "type": "Organization"}

    assert entry_of(named, CLINIC).links == ("Organization/elm",)
    assert entry_of(bare, CLINIC).links == ()
    assert entry_of(about_ada("Encounter", serviceProvider=empty)).links == ()


def test_an_identifier_that_two_share_means_neither() -> None:
    """Placeholders such as 9999999999 are everybody's."""
    other = {**CLINIC, "id": "oak"}
    reference = "Organization?identifier=sites|7"

    assert entry_of(visit(reference), CLINIC, other).links == (reference,)


def test_what_points_at_a_patient_may_do_so_by_identifier(tmp_path: Path) -> None:
    """In a bundle of theirs, and in a file of lines that come before them."""
    identified = patient(identifier=[{"system": "mrn", "value": "7"}])
    goal = about_ada("Goal", subject={"reference": "Patient?identifier=mrn|7"})
    wrong = about_ada("Goal", "2", lifecycleStatus="?", subject=goal["subject"])
    lines = "\n".join(map(json.dumps, (goal, wrong, identified)))
    (tmp_path / "x.ndjson").write_text(lines)

    together = fhir.read_bundle(bundle(goal, identified))
    apart = fhir.read(tmp_path)

    assert [each.id for each in only_chart(together).filed] == ["Goal/1"]
    assert only_chart(apart).filed == only_chart(together).filed
    assert only_chart(apart).coverage == ()


def test_a_bundle_may_point_forward() -> None:
    """What explains a reference may come after it, under another id than its own."""
    entries = [
        {"resource": patient(), "fullUrl": "https://example.org/Patient/ada"},
        {"resource": visit("urn:uuid:1"), "fullUrl": "urn:uuid:2"},
        {"resource": CLINIC, "fullUrl": "urn:uuid:1"},
    ]
    data = json.dumps({"resourceType": "Bundle", "entry": entries}).encode()

    export = fhir.read_bundle(data)

    assert only_chart(export).filed[0].links == ("Organization/elm",)
    assert export.notes == ()


def test_bundles_may_point_at_each_others_directory(tmp_path: Path) -> None:
    """One of them may hold the clinics for all."""
    sites = {"entry": [{"resource": CLINIC, "fullUrl": "urn:uuid:1"}]}
    (tmp_path / "1.json").write_bytes(bundle(patient(), visit("urn:uuid:1")))
    (tmp_path / "2.json").write_text(json.dumps({"resourceType": "Bundle", **sites}))

    assert only_chart(fhir.read(tmp_path)).filed[0].links == ("Organization/elm",)


def test_two_ways_to_one_clinic_are_one_link() -> None:
    """Once it is known that they are."""
    two = [
        {"location": {"reference": f"Organization?identifier={each}"}}
        for each in ("sites|7", "sites%7C7")
    ]
    entry = entry_of(about_ada("Encounter", location=two), CLINIC)

    assert entry.links == ("Organization/elm",)


@pytest.mark.parametrize("reference", [" ", "a\nb", 5, [], {}, "\u0007"])
def test_what_is_no_reference_is_told(reference: object) -> None:
    """Even if it is only one of several."""
    export = read(about_ada("Goal", addresses=[{"reference": reference}]))

    assert reasons(export) == ["Goal: addresses: must be a reference"]


def test_references_are_forgotten_before_they_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bulk export may hold any number of them; a bundle holds its own."""
    monkeypatch.setattr(_references, "MOST_KEPT", 2)
    visits = [visit(f"Organization/{n % 4}", str(n)) for n in range(8)]
    lines = "\n".join(map(json.dumps, (patient(), *visits)))
    (tmp_path / "x.ndjson").write_text(lines)

    expected = [f"Organization/{n % 4}" for n in range(8)]
    for export in (fhir.read(tmp_path), read(*visits)):
        assert [each.links[0] for each in only_chart(export).filed] == expected


def test_a_medication_of_another_bundle_gives_its_codes(tmp_path: Path) -> None:
    """The order waits until everything is read."""
    drug = {"resourceType": "Medication", "id": "m", "code": coded("860975")}
    order = about_ada(
        "MedicationRequest", medicationReference={"reference": "urn:uuid:m"}
    )
    (tmp_path / "1.json").write_bytes(bundle(patient(), order))
    (tmp_path / "2.json").write_bytes(bundle(drug))

    (entry,) = only_chart(fhir.read(tmp_path)).filed

    assert (entry.codes, entry.links) == (("860975",), ("Medication/m",))


def test_an_id_that_two_share_explains_nothing() -> None:
    """Which of them is meant would be a guess."""
    goal = about_ada("Goal", "same", addresses=[{"reference": "urn:uuid:same"}])

    for others, link in (
        ([], "Goal/same"),
        ([about_ada("Encounter", "same")], "urn:uuid:same"),
    ):
        assert only_chart(read(*others, goal)).entries("goal")[0].links == (link,)
