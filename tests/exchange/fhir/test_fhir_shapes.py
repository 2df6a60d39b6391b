"""The shapes that exports come in: each fixture is one, about the same invented Ada."""

import json
import shutil
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from caremodel.errors import UnreadableError
from caremodel.exchange import fhir
from caremodel.exchange.fhir import Export, Unread, grouped
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import ALWAYS
from caremodel.people.patients import Channel, Gender
from exchange.fhir.written import (
    FIXTURES,
    Resource,
    about_ada,
    bundle,
    only_chart,
    patient,
    read,
    reasons,
)

ID = "00000000-0000-4000-8000-00000000000"


def test_a_bundle_with_urns_becomes_a_chart() -> None:
    """Every resource in it points at others by the address that the bundle explains."""
    chart = only_chart(fhir.read(FIXTURES / "bundle.json"))

    (stay,) = chart.entries("encounter")

    assert chart.kinds == (
        "care_plan",
        "care_team",
        "claim",
        "condition",
        "encounter",
        "goal",
        "observation",
        "payment",
    )
    assert stay.id == f"Encounter/{ID}4"
    assert stay.codes == ("IMP", "183452005")
    assert stay.status == "finished"
    assert stay.at == datetime(2024, 3, 2, 3, 30, tzinfo=UTC)
    assert (stay.on, stay.until) == (date(2024, 3, 2), date(2024, 3, 4))
    assert stay.links == (f"Organization/{ID}2", f"Practitioner/{ID}3")


def test_the_patient_of_a_bundle_is_told() -> None:
    """Who they are, how to reach them, who cares for them."""
    ada = only_chart(fhir.read(FIXTURES / "bundle.json")).patient

    assert ada.id == f"{ID}1"
    assert ada.name == "Ada Example"
    assert ada.gender is Gender.FEMALE
    assert ada.born == Period(start=date(1950, 2, 3), end=date(1950, 2, 4))
    assert ada.access.channels == (Channel.PHONE,)
    assert ada.access.language == "en-US"
    assert ada.pcp == f"Practitioner/{ID}3"


def test_a_plan_points_at_its_team_its_condition_and_its_goal() -> None:
    """Links are written in one way, however the plan writes them."""
    chart = only_chart(fhir.read(FIXTURES / "bundle.json"))

    (plan,) = chart.entries("care_plan")

    assert plan.links == (f"CareTeam/{ID}7", f"Condition/{ID}5", f"Goal/{ID}8")


def test_the_parts_of_a_blood_pressure_are_entries_of_their_own() -> None:
    """Each has the time and the status of the whole, and points at it."""
    chart = only_chart(fhir.read(FIXTURES / "bundle.json"))

    whole, upper, lower = chart.entries("observation")

    assert whole.value is None
    assert (upper.id, upper.value, upper.unit) == (f"{whole.id}#0", 134, "mm[Hg]")
    assert (lower.id, lower.value, lower.codes) == (f"{whole.id}#1", 81.5, ("8462-4",))
    assert upper.links == lower.links == (whole.id,)
    assert upper.at == lower.at == whole.at == datetime(2024, 3, 2, 8, tzinfo=UTC)


def test_money_is_exact() -> None:
    """What was asked and what was paid, to the cent."""
    chart = only_chart(fhir.read(FIXTURES / "bundle.json"))

    asked, paid = chart.charges

    assert (asked.id, asked.kind, asked.on) == (
        f"Claim/{ID}a",
        "claim",
        date(2024, 3, 2),
    )
    assert (asked.money.amount, asked.money.currency) == (Decimal("1234.56"), "USD")
    assert (paid.id, paid.kind) == (f"ExplanationOfBenefit/{ID}b", "payment")
    assert paid.money.amount == Decimal("987.65")


def test_resources_are_counted_and_what_is_not_read_is_told() -> None:
    """A whole type that is not read stands once, with its number."""
    export = fhir.read(FIXTURES / "bundle.json")

    assert dict(export.resources)["DiagnosticReport"] == 1
    assert sum(count for _, count in export.resources) == 12
    assert export.unread == (
        Unread("bundle.json", None, "DiagnosticReport", "this type is not read"),
    )
    assert grouped(export.unread) == (("DiagnosticReport", 1),)
    assert str(export.unread[0]) == (
        "bundle.json: DiagnosticReport: this type is not read"
    )


def test_the_directory_is_handed_out() -> None:
    """By id, with the names that people know."""
    export = fhir.read(FIXTURES / "bundle.json")

    (clinic,), (doctor,) = export.organizations, export.practitioners

    assert (clinic.id, clinic.name) == (f"Organization/{ID}2", "Elm Street Clinic")
    assert (doctor.id, doctor.name) == (f"Practitioner/{ID}3", "Robin Hale")


def test_a_bundle_and_a_bulk_export_give_the_same_chart() -> None:
    """The shape of an export says nothing about a person."""
    assert (
        fhir.read(FIXTURES / "bundle.json").charts
        == fhir.read(FIXTURES / "bulk").charts
    )


def test_a_bundle_and_a_bulk_export_hold_as_many_resources() -> None:
    """Of each type, those too that are not read."""
    assert (
        fhir.read(FIXTURES / "bundle.json").resources
        == fhir.read(FIXTURES / "bulk").resources
    )


def test_forms_of_reference_may_be_mixed_in_one_resource() -> None:
    """Real exports rewrite the first reference of a list and leave the others."""
    mixed = fhir.read(FIXTURES / "mixed_references.ndjson")

    assert mixed.charts == fhir.read(FIXTURES / "bundle.json").charts


def test_resources_without_an_id_have_that_of_their_address() -> None:
    """Some bundles have ids in `fullUrl` alone, and name clinics by an identifier."""
    export = fhir.read(FIXTURES / "without_ids.json")
    chart = only_chart(export)

    (stay,) = chart.entries("encounter")
    (plan,) = chart.entries("care_plan")

    assert chart.id == f"{ID}1"
    assert plan.links == (f"CareTeam/{ID}7", f"Condition/{ID}5", f"Goal/{ID}8")
    assert stay.links == (
        "Organization?identifier=https://example.org/sites|elm",
        "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|0000000003",
    )
    assert "2 references are explained by nothing in the export" in export.notes[0]


def test_references_by_identifier_are_explained_by_other_files(tmp_path: Path) -> None:
    """With the directory beside it, a bundle says the same as one that holds it."""
    shutil.copy(FIXTURES / "without_ids.json", tmp_path / "ada.json")
    for kind in ("Organization", "Practitioner"):
        name = f"{kind}.000.ndjson"
        shutil.copy(FIXTURES / "bulk" / name, tmp_path / name)

    export = fhir.read(tmp_path)

    assert export.charts == fhir.read(FIXTURES / "bundle.json").charts


def test_contained_resources_belong_to_what_contains_them() -> None:
    """The codes of a contained medication are those of the order."""
    export = fhir.read(FIXTURES / "contained.json")

    (order,) = only_chart(export).entries("medication")

    assert order.codes == ("860975",)
    assert order.links == ("MedicationRequest/order#doc", "MedicationRequest/order#med")
    assert "1 resource contains others, which are not read on their own" in export.notes


def test_a_bundle_and_bulk_files_of_one_person_make_one_chart(tmp_path: Path) -> None:
    """What comes again with the same content is merged, and told."""
    shutil.copytree(FIXTURES / "bulk", tmp_path / "bulk")
    shutil.copy(FIXTURES / "bundle.json", tmp_path)

    export = fhir.read(tmp_path)

    assert export.charts == fhir.read(FIXTURES / "bundle.json").charts
    assert "9 resources came again with the same content and were merged" in (
        export.notes
    )
    assert "1 log of an export was left alone" in export.notes


def test_lines_may_be_bundles(tmp_path: Path) -> None:
    """Test cases of measures come so: a bundle a line, ids unique only inside one."""
    file = tmp_path / "cases.ndjson"
    cases = [
        bundle(
            about_ada("Condition", "c1", subject={"reference": f"Patient/{name}"}),
            patient(name),
        )
        for name in ("ada", "ben")
    ]
    file.write_bytes(
        b"\n".join([*cases, b"", bundle(patient("ada", birthDate="1950"))])
    )

    export = fhir.read(file)

    assert [chart.id for chart in export.charts] == ["ada", "ben"]
    assert [len(chart.filed) for chart in export.charts] == [1, 1]
    (unread,) = export.unread
    assert unread.place == "cases.ndjson[3][0]"
    assert unread.reason.endswith(
        "came before with other content, at cases.ndjson[0][1]"
    )


def test_single_resources_may_lie_in_files_of_their_own(tmp_path: Path) -> None:
    """A folder of them is an export; directory files are not counted."""
    for name, resource in {
        "patient": patient(),
        "goal": about_ada("Goal"),
        "site": {"resourceType": "Organization", "id": "elm", "name": "Elm"},
    }.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(resource))

    export = fhir.read(tmp_path)

    assert only_chart(export).kinds == ("goal",)
    assert export.resources == (("Goal", 1), ("Patient", 1))
    assert len(export.organizations) == 1


def test_a_bundle_that_holds_the_directory_alone_is_not_counted(tmp_path: Path) -> None:
    """It is read all the same."""
    (tmp_path / "_sites.json").write_bytes(
        bundle(
            {"resourceType": "Organization", "id": "elm", "partOf": {"display": "?"}}
        )
    )
    (tmp_path / "ada.json").write_bytes(bundle(patient()))

    export = fhir.read(tmp_path)

    assert export.resources == (("Patient", 1),)
    assert export.organizations[0].part_of is None


def test_a_roster_names_its_patients() -> None:
    """Whoever is no longer on it, and whoever is no patient, is left out."""
    members = [
        {"entity": {"reference": "Patient/ada"}},
        {"entity": {"reference": "Patient/ben"}, "inactive": True},
        {"entity": {"reference": "Practitioner/hale"}},
    ]

    export = read({"resourceType": "Group", "id": "1", "name": "A", "member": members})

    assert export.groups[0].members == ("ada",)
    assert repr(export.groups[0]) == "Group('Group/1', 1 members)"


def test_an_organization_may_be_part_of_another() -> None:
    """The link is settled like any other."""
    site = {"resourceType": "Organization", "id": "1"}

    export = read({**site, "partOf": {"reference": "Organization/2"}})

    assert export.organizations[0].part_of == "Organization/2"


def test_an_export_says_as_many_unread_as_its_page() -> None:
    """Resources, and not the lines that tell of them."""
    basics = Unread("a.json", None, "Basic", "this type is not read", 3)
    goal = Unread("a.json", 7, "Goal", "must have a status")
    export = Export(charts=(), unread=(basics, goal))

    assert repr(export) == "Export(0 charts, 4 unread)"
    assert sum(count for _, count in grouped(export.unread)) == 4


def test_values_about_people_show_their_ids_only() -> None:
    """A log that shows a value must not show a person."""
    export = fhir.read(FIXTURES / "bundle.json")

    assert repr(export) == "Export(1 charts, 1 unread)"
    assert repr(export.organizations[0]) == f"Organization('Organization/{ID}2')"
    assert repr(export.practitioners[0]) == f"Practitioner('Practitioner/{ID}3')"


def test_an_empty_bulk_file_says_that_there_is_nothing(tmp_path: Path) -> None:
    """Its kind was exported, and nobody has any."""
    (tmp_path / "Patient.ndjson").write_text(json.dumps(patient()))
    (tmp_path / "CarePlan.000.ndjson").write_text("")

    chart = only_chart(fhir.read(tmp_path))

    assert chart.covers("care_plan") == (ALWAYS,)
    assert chart.covers("encounter") == ()


def test_coverage_ends_where_the_export_does() -> None:
    """Claims lag: who exported them knows through when they are complete."""
    data = bundle(patient(), about_ada("Claim"))

    chart = only_chart(fhir.read_bundle(data, through=date(2024, 6, 1)))

    assert chart.covers("claim") == (Period(start=date.min, end=date(2024, 6, 1)),)


def test_an_empty_export_of_an_empty_panel_is_one(tmp_path: Path) -> None:
    """Nobody is not nothing."""
    (tmp_path / "Patient.ndjson").write_text("")

    assert fhir.read(tmp_path).charts == ()


def test_a_bundle_about_nobody_at_hand_is_about_whom_it_names(tmp_path: Path) -> None:
    """Some exports keep the patient in one bundle and the problems in another."""
    (tmp_path / "1.json").write_bytes(bundle(patient()))
    (tmp_path / "2.json").write_bytes(bundle(about_ada("Goal")))

    export = fhir.read(tmp_path)

    assert only_chart(export).kinds == ("goal",)
    assert export.resources == (("Goal", 1), ("Patient", 1))


def test_an_export_that_holds_nothing_readable_is_refused(tmp_path: Path) -> None:
    """Every kind of fault is told once, with its first place and its number."""
    for name in ("1.json", "2.json"):
        (tmp_path / name).write_text("[]")

    with pytest.raises(UnreadableError) as caught:
        fhir.read(tmp_path)

    assert str(caught.value) == (
        "not a FHIR export: 1.json: document: must be a bundle or a resource (2 times)"
    )


@pytest.mark.parametrize("data", [bundle(), b'{"resourceType": "Bundle"}'])
def test_a_bundle_of_nothing_is_refused(data: bytes) -> None:
    """There is nobody in it, and nothing that could be about anyone."""
    with pytest.raises(UnreadableError, match="must hold a resource that is read"):
        fhir.read_bundle(data)


EMPTY = {"resourceType": "Bundle", "type": "searchset", "total": 0, "_type": {}}


@pytest.mark.parametrize("name", ["x.json", "x.ndjson"])
@pytest.mark.parametrize("entry", [{}, {"entry": []}])
def test_a_bundle_may_be_empty(name: str, entry: Resource, tmp_path: Path) -> None:
    """A search that finds nobody is one; it is counted all the same."""
    (tmp_path / "ada.json").write_bytes(bundle(patient()))
    (tmp_path / name).write_text(json.dumps(EMPTY | entry))

    export = fhir.read(tmp_path)

    assert (export.unread, export.notes) == ((), ("1 bundle holds no entry",))


@pytest.mark.parametrize("name", ["x.json", "x.ndjson"])
@pytest.mark.parametrize("entry", [{}, {"entry": []}])
def test_a_bundle_whose_entries_are_misnamed_is_told(
    name: str, entry: Resource, tmp_path: Path
) -> None:
    """It is no empty one: what it holds is not understood."""
    (tmp_path / "ada.json").write_bytes(bundle(patient()))
    misnamed = {**EMPTY, **entry, "Entry": [{"resource": patient("ben")}]}
    (tmp_path / name).write_text(json.dumps(misnamed))

    export = fhir.read(tmp_path)

    assert reasons(export) == ["Bundle: entry: must be a list of resources"]
    assert len(export.charts) == 1


def test_the_patient_may_come_last() -> None:
    """The order of a bundle means nothing."""
    first = fhir.read_bundle(bundle(patient(), about_ada("Goal")))
    last = fhir.read_bundle(bundle(about_ada("Goal"), patient()))

    assert first.charts == last.charts


def test_a_resource_that_names_nobody_is_about_the_patient_of_its_bundle() -> None:
    """A bundle with one patient is about them."""
    goal = about_ada("Goal")
    del goal["subject"]

    assert only_chart(read(goal)).kinds == ("goal",)
    assert only_chart(read({**goal, "subject": {"display": "Ada"}})).kinds == ("goal",)


@pytest.mark.parametrize(
    "entry",
    [
        None,
        5,
        [],
        {},
        {"resource": None},
        {"resource": []},
        {"resource": {}},
        {"resource": {"resourceType": ["Patient"], "id": "x"}},
    ],
)
def test_an_entry_that_holds_no_resource_is_told(entry: object) -> None:
    """With its place; the others are read."""
    data = {"resourceType": "Bundle", "entry": [{"resource": patient()}, entry]}

    export = fhir.read_bundle(json.dumps(data).encode())

    assert len(export.charts) == 1
    assert [(each.index, each.what) for each in export.unread] == [(1, "entry")]


def test_a_bundle_in_a_bundle_is_not_read() -> None:
    """Its entries are not those of the bundle around it."""
    inner = json.loads(bundle(about_ada("Goal")))

    export = read(inner, about_ada("Encounter"))

    assert only_chart(export).kinds == ("encounter",)
    assert reasons(export) == ["Bundle: this type is not read"]
    assert export.resources == (("Bundle", 1), ("Encounter", 1), ("Patient", 1))


def test_entries_elsewhere_than_in_a_bundle_are_none() -> None:
    """A list of parameters holds resources, and is no bundle."""
    data = {
        "resourceType": "Parameters",
        "parameter": [{"name": "patient", "resource": patient()}],
    }

    with pytest.raises(UnreadableError, match="Parameters: this type is not read"):
        fhir.read_bundle(json.dumps(data).encode())


BEN = patient("ben")
INSIDE: dict[str, Resource] = {
    "a parameter": {
        "resourceType": "Parameters",
        "id": "1",
        "parameter": [{"name": "who", "resource": BEN}],
    },
    "what is contained": about_ada(
        "Encounter", contained=[json.loads(bundle(BEN, about_ada("Goal")))]
    ),
    "an extension": about_ada(
        "Encounter", extension=[{"resource": BEN}, {"resource": {"id": "x"}}]
    ),
    "a bundle": json.loads(bundle(BEN, about_ada("Goal", "2", status=5))),
    "a link": {
        "resourceType": "Linkage",
        "id": "1",
        "item": [{"type": "source", "resource": {"reference": "Patient/ada"}}],
    },
}


@pytest.mark.parametrize("inside", INSIDE.values(), ids=INSIDE)
@pytest.mark.parametrize("first", [True, False])
def test_what_looks_like_an_entry_inside_of_one_is_none(
    inside: Resource, *, first: bool
) -> None:
    """Only those of the outermost bundle are; nobody else comes in by such a way."""
    visit = about_ada("Encounter", "2")
    around = [inside, patient()] if first else [patient(), inside]

    export = fhir.read_bundle(bundle(*around, visit))

    chart = only_chart(export)
    others = {"Parameters", "Bundle", "Linkage"}
    assert chart.id == "ada"
    assert chart.kinds == ("encounter",)
    assert "Encounter/2" in {each.id for each in chart.filed}
    assert [chart.covers(kind) for kind in ("encounter", "goal")] == [(ALWAYS,), ()]
    assert reasons(export) == [
        f"{each}: this type is not read" for each in others & {inside["resourceType"]}
    ]


def test_what_a_bundle_said_before_it_proved_to_be_none_is_forgotten(
    tmp_path: Path,
) -> None:
    """Neither its doubts nor its explanations are left behind."""
    two = bundle(patient(), about_ada("Goal", status=5, lifecycleStatus=5), BEN)
    (tmp_path / "a.json").write_bytes(bundle(patient(), about_ada("Goal")))
    (tmp_path / "b.json").write_bytes(two)

    export = fhir.read(tmp_path)

    assert reasons(export) == ["document: must not hold more than one patient"]
    assert only_chart(export).covers("goal") == (ALWAYS,)


def test_of_bundles_alone_in_a_bundle_one_sentence_is_told() -> None:
    """They are a type that is not read, and no crowd of patients."""
    data = bundle(*(json.loads(bundle(each)) for each in (patient(), BEN)))

    with pytest.raises(UnreadableError) as error:
        fhir.read_bundle(data)

    assert str(error.value) == (
        "not a FHIR export: bundle: Bundle: this type is not read (2 times)"
    )


def test_an_entry_after_the_last_may_be_followed_by_anything(tmp_path: Path) -> None:
    """Blanks, other keys, and the type of the bundle among them."""
    inside = json.dumps(INSIDE["a bundle"])
    ada = json.dumps(patient())
    (tmp_path / "a.json").write_text(
        f' {{ "entry" : [ {{"resource": {inside}}} , {{"resource": {ada}}} ] ,'
        ' "link": {}, "resourceType" : "Bundle" }\n'
    )

    assert only_chart(fhir.read(tmp_path)).id == "ada"


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ('"entry": [], "x": 1, "x": 2', "with one key twice"),
        ('"entry": [] 5', "line 1, column"),
        ('"entry": [],', "line 1, column"),
        ('"entry": ', "line 1, column"),
        ('"entry" 5', "line 1, column"),
        ('"entry": [5 6]', "line 1, column"),
        ('"entry": []} 5', "line 1, column"),
    ],
)
def test_what_is_walked_along_is_read_as_strictly(told: str, reason: str) -> None:
    """Entry by entry or all at once: faults are the same."""
    inside = json.dumps({"resource": json.loads(bundle(patient(), BEN))})
    text = f'{{"resourceType": "Bundle", "x": [{inside}], {told}}}'

    with pytest.raises(UnreadableError, match=reason):
        fhir.read_bundle(text.encode())


@pytest.mark.parametrize("where", ["document", "line"])
def test_a_bundle_whose_entries_are_no_list_is_told(where: str, tmp_path: Path) -> None:
    """It holds nothing that could be read."""
    file = tmp_path / ("x.json" if where == "document" else "x.ndjson")
    file.write_text('{"resourceType": "Bundle", "entry": {"resource": {}}}')

    with pytest.raises(UnreadableError, match="Bundle: entry: must be a list"):
        fhir.read(file)
