"""One person's records mean the same, however files and references are cut."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caremodel.exchange import fhir
from exchange.fhir.written import Resource, only_chart

UUID = "00000000-0000-4000-8000-00000000000"
SSN = {"system": "http://example.org/ssn", "value": "7"}
Refer = Callable[[str], Resource]

IDS = {
    "Patient": f"{UUID}0",
    "Encounter": f"{UUID}1",
    "Immunization": f"{UUID}2",
    "Goal": f"{UUID}3",
    "CarePlan": f"{UUID}4",
    "CareTeam": f"{UUID}5",
    "Condition": f"{UUID}6",
}


def by_type(to: str) -> Resource:
    """Refer to the resource of a type by type and id."""
    return {"reference": f"{to}/{IDS[to]}"}


def by_urn(to: str) -> Resource:
    """Refer to it by the address it has in a bundle."""
    return {"reference": f"urn:uuid:{IDS[to]}"}


def by_search(to: str) -> Resource:
    """Refer to the patient by a search for their number, to others by address."""
    if to != "Patient":
        return by_urn(to)
    return {"reference": f"Patient?identifier={SSN['system']}|{SSN['value']}"}


def by_identifier(to: str) -> Resource:
    """Refer to the patient by their number, to others by address."""
    return {"type": to, "identifier": SSN} if to == "Patient" else by_urn(to)


REFER = (by_type, by_urn, by_search, by_identifier)


def records(refer: Refer) -> list[Resource]:
    """Write a patient, a visit and a shot, a plan with its goal, and a team."""
    day = "2024-03-01"
    about = {"subject": refer("Patient")}
    written: dict[str, dict[str, Any]] = {
        "Patient": {"identifier": [SSN]},
        "CarePlan": {
            "status": "active",
            "intent": "plan",
            "period": {"start": day},
            "careTeam": [refer("CareTeam")],
            "goal": [refer("Goal")],
            "addresses": [refer("Condition")],
            "activity": [
                {
                    "detail": {
                        "code": {"text": "walk"},
                        "status": "in-progress",
                        "goal": [refer("Goal")],
                        "performer": [refer("Patient")],
                    }
                }
            ],
            **about,
        },
        "Goal": {
            "lifecycleStatus": "active",
            "startDate": day,
            "description": {"text": "walk to the lake"},
            "expressedBy": refer("Patient"),
            "addresses": [refer("Condition")],
            **about,
        },
        "CareTeam": {
            "status": "active",
            "period": {"start": day},
            "participant": [{"member": refer("Patient")}],
            **about,
        },
        "Immunization": {
            "status": "completed",
            "occurrenceDateTime": day,
            "patient": refer("Patient"),
            "encounter": refer("Encounter"),
        },
        "Encounter": {
            "status": "finished",
            "class": {"code": "AMB"},
            "period": {"start": day},
            **about,
        },
        "Condition": {
            "onsetDateTime": day,
            "encounter": refer("Encounter"),
            **about,
        },
    }
    return [
        {"resourceType": name, "id": IDS[name], **fields}
        for name, fields in written.items()
    ]


def as_bundle(folder: Path, resources: list[Resource]) -> fhir.Export:
    """Write resources as one bundle, and read it."""
    entries = [
        {"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources
    ]
    folder.mkdir()
    written = json.dumps({"resourceType": "Bundle", "entry": entries})
    (folder / "bundle.json").write_text(written, encoding="utf-8")
    return fhir.read(folder)


def as_bulk(folder: Path, resources: list[Resource]) -> fhir.Export:
    """Write each resource in the file of its type, and read them."""
    folder.mkdir()
    for each in resources:
        path = folder / f"{each['resourceType']}.ndjson"
        path.write_text(json.dumps(each), encoding="utf-8")
    return fhir.read(folder)


@pytest.mark.parametrize("refer", REFER)
@pytest.mark.parametrize("write", [as_bundle, as_bulk])
def test_every_form_of_reference_and_file_tells_the_same(
    refer: Refer,
    write: Callable[[Path, list[Resource]], fhir.Export],
    tmp_path: Path,
) -> None:
    """Also where the patient is found only after all that is about them."""
    expected = as_bundle(tmp_path / "expected", records(by_type))

    told = write(tmp_path / "told", records(refer))

    assert (told.charts, told.losses) == (expected.charts, expected.losses)
    assert (told.plans, told.goals, told.teams) == (
        expected.plans,
        expected.goals,
        expected.teams,
    )
    assert (told.unread, told.notes) == ((), ())
    (plan,), (team,) = told.plans, told.teams
    assert (len(plan.goals), team.plan_id) == (1, plan.id)
    (shot,) = only_chart(told).entries("immunization")
    assert shot.links == (f"Encounter/{IDS['Encounter']}",)


def test_what_is_set_aside_is_set_aside_in_every_form(tmp_path: Path) -> None:
    """A visit that is entered in error and told again is told in both."""
    told = []
    for refer in REFER:
        visit = records(refer)[5]
        error = {**visit, "status": "entered-in-error"}
        for turned in (False, True):
            folder = tmp_path / f"{refer.__name__}{turned}"
            folder.mkdir()
            lines = [records(refer)[0], *((error, visit) if turned else (visit, error))]
            (folder / "all.ndjson").write_text("\n".join(map(json.dumps, lines)))
            export = fhir.read(folder)
            assert "came before with other content" in export.unread[0].reason
            told.append(only_chart(export).covers("encounter"))

    assert {*told} == {()}


def test_plans_and_teams_are_in_order_of_their_ids(tmp_path: Path) -> None:
    """However the files had them."""
    both = []
    for name, order in (("one", 1), ("other", -1)):
        patient, plan, goal, team, *_ = records(by_type)
        twins = [{**each, "id": f"0{at}"} for at, each in enumerate((plan, goal, team))]
        resources = [patient, *([plan, goal, team, *twins][::order])]
        both.append(as_bundle(tmp_path / name, resources))

    one, other = both

    assert (one.plans, one.goals, one.teams) == (other.plans, other.goals, other.teams)
    assert [each.id for each in one.teams] == [f"CareTeam/{UUID}5", "CareTeam/02"]
