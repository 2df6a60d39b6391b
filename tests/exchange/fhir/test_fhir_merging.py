"""What stands in an export twice: merged if it is the same, told if it is not."""

import json
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from caremodel.exchange import fhir
from caremodel.exchange.fhir._dates import Days
from caremodel.exchange.fhir._take import Taking
from exchange.fhir.written import about_ada, bundle, coded, only_chart, patient, read

CLINIC: dict[str, Any] = {"resourceType": "Organization", "id": "elm", "name": "Elm"}
PRESSURE: dict[str, Any] = about_ada(
    "Observation", component=[{"valueInteger": 120}, {"valueInteger": 80}]
)


@pytest.mark.parametrize(
    "resource",
    [
        about_ada("Goal"),
        about_ada("Goal", undated=True),
        about_ada("Claim", total={"value": 5}),
        PRESSURE,
        about_ada("Encounter", serviceProvider={"reference": "urn:uuid:elm"}),
        about_ada("Goal", lifecycleStatus="entered-in-error"),
        CLINIC,
    ],
)
def test_the_same_twice_is_once(resource: dict[str, Any], tmp_path: Path) -> None:
    """In one bundle, and in two."""
    for name in ("1.json", "2.json"):
        (tmp_path / name).write_bytes(bundle(patient(), resource, resource))

    export = fhir.read(tmp_path)

    assert export.charts == read(resource).charts
    assert export.unread == ()
    assert dict(export.resources)[resource["resourceType"]] == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (about_ada("Goal"), about_ada("Goal", lifecycleStatus="on-hold")),
        (about_ada("Goal"), about_ada("Goal", undated=True)),
        (about_ada("Goal"), about_ada("Goal", lifecycleStatus="entered-in-error")),
        (about_ada("Claim", total={"value": 5}), about_ada("Claim")),
        (PRESSURE, {**PRESSURE, "component": PRESSURE["component"][:1]}),
        ({**PRESSURE, "component": PRESSURE["component"][:1]}, PRESSURE),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_another_content_is_told_with_both_places(
    one: dict[str, Any], other: dict[str, Any], *, turned: bool
) -> None:
    """The first stands; and that there is no more of its kind nobody says."""
    first, second = (other, one) if turned else (one, other)

    export = read(first, second)

    (unread,) = export.unread
    assert (unread.index, unread.what) == (2, one["resourceType"])
    assert unread.reason == "id: came before with other content, at bundle[1]"
    assert only_chart(export).filed == only_chart(read(first)).filed
    assert only_chart(export).coverage == ()


def test_a_file_of_one_resource_has_no_index(tmp_path: Path) -> None:
    """Its name is the place."""
    for name, status in (("1.json", "active"), ("2.json", "on-hold")):
        goal = about_ada("Goal", lifecycleStatus=status)
        (tmp_path / name).write_text(json.dumps(goal))
    (tmp_path / "3.json").write_text(json.dumps(patient()))

    (unread,) = fhir.read(tmp_path).unread

    assert str(unread) == (
        "2.json: Goal: id: came before with other content, at 1.json"
    )


def test_the_same_id_of_two_people_is_two_records(tmp_path: Path) -> None:
    """Test cases number their resources anew for each person."""
    for name in ("ada", "ben"):
        goal = about_ada("Goal", subject={"reference": f"Patient/{name}"})
        (tmp_path / f"{name}.json").write_bytes(bundle(patient(name), goal))

    export = fhir.read(tmp_path)

    assert [len(chart.filed) for chart in export.charts] == [1, 1]
    assert export.unread == ()


def test_what_waits_for_its_patient_is_merged_like_the_rest(tmp_path: Path) -> None:
    """Once it is known whose it is."""
    identified = patient(identifier=[{"system": "mrn", "value": "7"}])
    goal = about_ada("Goal", subject={"reference": "Patient?identifier=mrn|7"})
    lines = [goal, identified, about_ada("Goal"), identified]
    (tmp_path / "x.ndjson").write_text("\n".join(map(json.dumps, lines)))

    export = fhir.read(tmp_path)

    assert len(only_chart(export).filed) == 1
    assert export.notes == (
        "2 resources came again with the same content and were merged",
    )


def test_a_directory_that_differs_is_merged_and_told_once() -> None:
    """Bundles count visits in their clinics; the first name stands."""
    export = read(CLINIC, {**CLINIC, "name": "Oak"}, {**CLINIC, "name": "Ash"}, CLINIC)

    assert [each.name for each in export.organizations] == ["Elm"]
    assert export.unread == ()
    assert export.notes == (
        "1 directory resource came again with other content and was merged",
    )


def test_bundles_may_repeat_a_directory_that_differs(tmp_path: Path) -> None:
    """Each counts the visits in its clinics; that is no fault of theirs."""
    for number in range(3):
        clinic = {**CLINIC, "extension": [{"valueInteger": number}]}
        data = bundle(patient(f"p{number}"), clinic)
        (tmp_path / f"{number}.json").write_bytes(data)

    export = fhir.read(tmp_path)

    assert (len(export.charts), len(export.organizations)) == (3, 1)
    assert dict(export.resources)["Organization"] == 3
    assert export.unread == ()


@pytest.mark.parametrize(
    ("resource", "reason"),
    [
        ({**CLINIC, "name": 5}, "Organization: name: must be text"),
        (
            {"resourceType": "Group", "id": "1", "member": [5]},
            "Group: member: must be a list of objects",
        ),
        (
            {"resourceType": "Practitioner", "id": "1", "name": {}},
            "Practitioner: name: must be a list",
        ),
        (
            {"resourceType": "Medication", "id": "1", "code": coded(" ")},
            "Medication: code: must have codes that are text, not blank or padded",
        ),
    ],
)
def test_a_fault_in_the_directory_is_told(
    resource: dict[str, Any], reason: str
) -> None:
    """The patients are read all the same."""
    export = read(resource)

    assert [str(each) for each in export.unread] == [f"bundle[1]: {reason}"]
    assert len(export.charts) == 1


def test_locations_and_roles_are_named_by_their_identifiers() -> None:
    """Nothing more of them is needed."""
    site = {"identifier": [{"system": "sites", "value": "7"}]}
    visit = about_ada(
        "Encounter", location={"location": {"reference": "Location?identifier=sites|7"}}
    )

    export = read({"resourceType": "Location", "id": "elm", **site}, visit)

    assert only_chart(export).filed[0].links == ("Location/elm",)
    assert export.unread == ()


def test_a_directory_nested_without_end_is_told() -> None:
    """How deep a document may be depends on the Python that parses it."""
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"extension": [deep]}
    taking = Taking(Days(UTC), None)
    taking.begin("deep.json")

    taking.value({**CLINIC, **deep})

    (unread,) = taking.findings.all_unread()
    assert unread.reason == "must not be nested so deeply"
