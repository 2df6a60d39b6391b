"""The codes that decide how a resource is read, against those that R4 publishes."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from caremodel.exchange.fhir._codes import (
    COMPARATORS,
    DIRECTORY,
    ENTERED_IN_ERROR,
    RESOURCE_TYPES,
    STATUSES,
    VERIFICATIONS,
)
from caremodel.exchange.fhir._forms import FORMS, Form
from exchange.fhir.written import about_ada, coded, entry_of, only_chart, read, reasons

PUBLISHED = {
    "CarePlan": "request-status",
    "CareTeam": "care-team-status",
    "Claim": "fm-status",
    "Condition": "condition-clinical",
    "Encounter": "encounter-status",
    "ExplanationOfBenefit": "fm-status",
    "Goal": "goal-status",
    "MedicationRequest": "medicationrequest-status",
    "Observation": "observation-status",
    "Procedure": "event-status",
}
OF_MEDPLUM = {"Project", "ClientApplication", "User", "Login", "Bot", "Agent"}


def codes_of(concepts: list[dict[str, Any]]) -> Iterator[str]:
    """List the codes of a code system, those under others too."""
    for concept in concepts:
        yield concept["code"]
        yield from codes_of(concept.get("concept", []))


@pytest.fixture(scope="module")
def published(shared_data: Path) -> dict[str, set[str]]:
    """Read the code systems that R4 publishes."""
    path = shared_data / "fhir-r4-definitions" / "CodeSystems.ndjson.gz"
    with gzip.open(path) as lines:
        systems = [json.loads(line) for line in lines]
    return {each["id"]: set(codes_of(each.get("concept", []))) for each in systems}


@pytest.fixture(scope="module")
def schema(shared_data: Path) -> dict[str, Any]:
    """Read the schema of R4."""
    path = shared_data / "fhir-r4-definitions" / "fhir.schema.json.gz"
    made: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    return made


@pytest.mark.parametrize("resource_type", PUBLISHED)
def test_statuses_are_those_that_r4_publishes(
    resource_type: str, published: dict[str, set[str]]
) -> None:
    """Neither more nor fewer."""
    assert STATUSES[resource_type].keys() == published[PUBLISHED[resource_type]]


def test_a_vaccine_is_given_or_not_or_an_error(published: dict[str, set[str]]) -> None:
    """The statuses of an immunization are some of those of any event."""
    assert STATUSES["Immunization"].keys() == {"completed", "not-done"} | {
        ENTERED_IN_ERROR
    }
    assert STATUSES["Immunization"].keys() <= published["event-status"]


def test_how_sure_a_condition_is_is_said_in_codes_of_r4(
    published: dict[str, set[str]],
) -> None:
    """Neither more nor fewer."""
    assert published["condition-ver-status"] == VERIFICATIONS


def test_types_and_comparators_are_those_of_the_schema(schema: dict[str, Any]) -> None:
    """The schema at hand adds those of the product that it comes from."""
    types = set(schema["discriminator"]["mapping"])
    quantity = schema["definitions"]["Quantity"]["properties"]["comparator"]

    assert types >= RESOURCE_TYPES
    assert not RESOURCE_TYPES & OF_MEDPLUM
    assert FORMS.keys() | DIRECTORY <= RESOURCE_TYPES
    assert set(quantity["enum"]) == COMPARATORS


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_field_that_is_read_is_one_of_r4(
    form: Form, schema: dict[str, Any]
) -> None:
    """A field that is misspelled would never be found, and nobody would know."""
    fields = schema["definitions"][form.resource_type]["properties"]
    paths = form.began + form.recorded + form.ended + form.inner_links

    assert {form.owner, form.status, *form.codes, *form.links} <= fields.keys()
    for head, tail in (*paths, form.money):
        assert head in fields or not head
        assert not tail or tail in properties(schema, fields[head])


def properties(schema: dict[str, Any], field: dict[str, Any]) -> set[str]:
    """Name the fields of what a field holds."""
    reference = field.get("$ref") or field["items"]["$ref"]
    return set(schema["definitions"][reference.rpartition("/")[2]]["properties"])


@pytest.mark.parametrize(
    "resource_type", [each for each in FORMS if each != "Condition"]
)
def test_every_status_of_r4_is_kept_as_it_is(resource_type: str) -> None:
    """It is for rules to say which ones count."""
    form = FORMS[resource_type]

    for status in STATUSES[resource_type]:
        if status != ENTERED_IN_ERROR:
            entry = entry_of(about_ada(resource_type, **{form.status: status}))
            assert entry.status == status


@pytest.mark.parametrize("status", STATUSES["Condition"])
def test_the_status_of_a_condition_is_a_concept(status: str) -> None:
    """A code of one's own may stand beside the one of R4."""
    concept = coded("own-code", status)

    assert entry_of(about_ada("Condition", clinicalStatus=concept)).status == status


@pytest.mark.parametrize("resource_type", ["Condition", "CareTeam"])
def test_some_resources_need_no_status(resource_type: str) -> None:
    """R4 leaves it to them."""
    assert entry_of(about_ada(resource_type)).status == ""


@pytest.mark.parametrize(
    "resource_type", sorted(FORMS.keys() - {"Condition", "CareTeam"})
)
def test_others_are_not_read_without_one(resource_type: str) -> None:
    """Whether a stay took place, or was only planned, must be said."""
    resource = about_ada(resource_type)
    field = FORMS[resource_type].status
    del resource[field]

    assert reasons(read(resource)) == [f"{resource_type}: {field}: is missing"]


@pytest.mark.parametrize("resource_type", FORMS)
@pytest.mark.parametrize(
    "status", ["", "Finished", "done", 5, True, [], {}, ["active"]]
)
def test_a_status_that_nobody_knows_is_refused(resource_type: str, status: Any) -> None:
    """It may mean that it never took place."""
    field = FORMS[resource_type].status

    export = read(about_ada(resource_type, **{field: status}))

    assert only_chart(export).filed == ()
    assert len(export.unread) == 1
    assert export.unread[0].reason.startswith(f"{field}: must be ")


@pytest.mark.parametrize(
    "concept", [coded("active", "resolved"), {"text": "active"}, coded("?"), coded()]
)
@pytest.mark.parametrize("field", ["clinicalStatus", "verificationStatus"])
def test_a_condition_says_one_thing_about_itself(field: str, concept: Any) -> None:
    """Two, none, or one in words only is not understood."""
    if field == "verificationStatus" and concept == coded("active", "resolved"):
        concept = coded("confirmed", "refuted")

    assert reasons(read(about_ada("Condition", **{field: concept}))) == [
        f"Condition: {field}: must be one code of R4"
    ]
