"""The shipped roles, the two models of work, and the people of the example."""

from datetime import date

import pytest

from caremodel.catalog import workforce
from caremodel.catalog.workforce import ENCOUNTER_BASED, EXAMPLE_STAFF, INVERTED
from caremodel.errors import InvalidValueError, NotFoundError
from caremodel.people import needs, roles
from caremodel.people.roles import Concern, Layer, License, RoleId, Standing

DAY = date(2026, 6, 1)

NAMED_BY_THE_TEXTS = {
    "seed-hxd": {
        "patient",
        "informal_caregiver",
        "medical_assistant",
        "clinical_support_staff",
        "chief_medical_officer",
        "practice_manager",
        "quality_manager",
        "it_staff",
        "billing_staff",
    },
    "seed-bif": {"agency_care_manager"},
    "seed-playbook": {
        "physician",
        "nurse",
        "nurse_care_manager",
        "psychiatric_nurse",
        "care_manager",
        "social_worker",
        "community_health_worker",
        "health_navigator",
        "paraprofessional",
        "behavioral_health_specialist",
        "addiction_counselor",
        "home_care_worker",
        "pharmacist",
        "dietitian",
        "pain_specialist",
        "health_coach",
        "peer_mentor",
        "community_partner_contact",
        "emergency_responder",
        "neutral_facilitator",
        "clinical_supervisor",
        "team_leader",
        "staff_mentor",
        "improvement_team",
    },
    "seed-three-legs": {
        "pcp",
        "care_coordinator",
        "outreach_worker",
        "data_analyst",
    },
}
"""Read out of the founding texts once more, apart from the shipped list."""


@pytest.mark.parametrize("text", NAMED_BY_THE_TEXTS)
def test_every_role_that_a_text_names_is_shipped(text: str) -> None:
    """The patient and those who stand by are among them."""
    shipped = {role.id for role in workforce.ROLES if role.source == text}

    assert shipped == NAMED_BY_THE_TEXTS[text]


def test_a_role_is_found_by_its_id() -> None:
    """One that is not there names those that are."""
    assert workforce.role("nurse").called == "nurse"
    with pytest.raises(NotFoundError, match="no such role; known: patient, informal"):
        workforce.role("pilot")


def test_only_needs_that_there_are_call_for_a_role() -> None:
    """A code that nobody uses would call for nobody."""
    known = {*needs.SOCIAL_CATEGORIES, *(domain.value for domain in needs.Domain)}

    assert {code for role in workforce.ROLES for code in role.called_for_by} <= known


@pytest.mark.parametrize(
    ("role", "common", "standing"),
    [
        ("behavioral_health_specialist", "behavioral", Standing.CORE),
        ("behavioral_health_specialist", "physical", Standing.PARTNER),
        ("psychiatric_nurse", "behavioral", Standing.CORE),
        ("pharmacist", "physical", Standing.CORE),
        ("care_manager", "", Standing.CORE),
    ],
)
def test_the_core_team_follows_the_needs_that_are_common(
    role: str, common: str, standing: Standing
) -> None:
    """With much behavioral need, who helps with that belongs to the core."""
    assert roles.standing_where(workforce.role(role), (common,)) is standing


def test_the_inverted_pyramid_lacks_nothing() -> None:
    """Jobs in all four layers, the patient in the last, and three legs."""
    assert roles.check(INVERTED) == ()


@pytest.mark.parametrize(
    ("layer", "job", "role"),
    [
        (Layer.STRATEGIC, "find-due", "quality_manager"),
        (Layer.STRATEGIC, "find-due", "care_manager"),
        (Layer.CARE_MANAGEMENT, "remind-clinic", "care_manager"),
        (Layer.ONE_TO_ONE, "queue-a1c", "clinical_support_staff"),
        (Layer.PATIENT_ACTION, "prepare-week", "informal_caregiver"),
    ],
)
def test_the_examples_of_the_text_stand_in_their_layers(
    layer: Layer, job: str, role: str
) -> None:
    """One example for each layer, as the first founding text gives it."""
    found = next(each for each in INVERTED.jobs if each.id == job)

    assert found.layer is layer
    assert role in found.roles


def test_a_care_manager_stands_in_three_layers() -> None:
    """People occupy multiple layers: here the list, the campaign, the conversation."""
    manager = next(each for each in EXAMPLE_STAFF.workers if each.id == "manager")

    assert roles.layers_of(INVERTED, manager) == (
        Layer.STRATEGIC,
        Layer.CARE_MANAGEMENT,
        Layer.ONE_TO_ONE,
    )


def test_care_by_the_encounter_touches_only_the_lower_two_layers() -> None:
    """That is what the founding text turns from."""
    found = roles.check(ENCOUNTER_BASED)

    assert [each.about for each in found if each.concern is Concern.EMPTY_LAYER] == [
        ("strategic",),
        ("care_management",),
    ]
    assert len([each for each in found if each.concern is Concern.MISSING_LEG]) == 3
    assert len(found) == 5


def test_a_table_tells_the_four_layers_of_either_model() -> None:
    """Small enough to print."""
    assert roles.rows(ENCOUNTER_BASED) == (
        ("Strategic population-based work", "", ""),
        ("Care management", "", ""),
        ("One-to-one", "show the patient to the exam room", "medical assistant"),
        (
            "One-to-one",
            "answer questions, diagnose and treat",
            "primary care provider",
        ),
        ("One-to-one", "chart the encounter", "primary care provider"),
        ("Patient action", "come to the practice", "patient"),
    )
    assert len(roles.rows(INVERTED)) == 26


def test_the_staff_of_the_example_leaves_one_thing_to_talk_about() -> None:
    """The nurse leads a person's care, and the care manager could."""
    assert [str(each) for each in roles.check_workforce(EXAMPLE_STAFF, on=DAY)] == [
        "work that someone less qualified could do: nurse, co-create"
    ]


def test_the_least_qualified_who_may_reconcile_medications_are_licensed() -> None:
    """A pharmacist holds the license alone, so no nurse is needed for that."""
    reconcile = next(each for each in INVERTED.jobs if each.id == "reconcile")

    assert roles.least_qualified(workforce.ROLES, reconcile) == (
        workforce.role("pharmacist"),
    )
    assert reconcile.requires == (License.LICENSED,)


def test_a_caseload_goes_from_fewest_to_most() -> None:
    """Each is of a role that there is."""
    known = {role.id for role in workforce.ROLES}

    assert {each.role_id for each in workforce.CASELOADS} <= known
    with pytest.raises(InvalidValueError, match=r"Caseload.most: must not be under"):
        workforce.Caseload(
            role_id=RoleId("nurse"), setting="any", fewest=2, most=1, source="test"
        )
