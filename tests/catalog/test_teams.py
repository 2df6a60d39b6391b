"""The shipped templates of teams: what they say, and that the shipped staff fits."""

from datetime import date

import pytest

from caremodel.care import teams
from caremodel.care.teams import Part, TeamId, TeamSetting, TeamTemplate
from caremodel.catalog.teams import (
    AMBULATORY_INTENSIVE_TEAM,
    COALITION_TEAM,
    CORE_TEAM,
    TEAM_TEMPLATES,
    THREE_LEGS,
    WRAPAROUND_TEAM,
    team_template,
)
from caremodel.catalog.workforce import EXAMPLE_STAFF, INVERTED, ROLES
from caremodel.errors import NotFoundError
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.people.patients import Patient, PatientId, PersonId

MONDAY = date(2025, 3, 3)
BY = Actor("nurse")


@pytest.mark.parametrize("template", TEAM_TEMPLATES, ids=lambda each: each.id)
def test_roles_and_jobs_are_those_of_the_shipped_workforce(
    template: TeamTemplate,
) -> None:
    """A role that nobody knows could never be filled."""
    roles, jobs = {role.id for role in ROLES}, {job.id for job in INVERTED.jobs}
    for function in template.functions:
        assert set(function.roles) <= roles, function.id
        assert set(function.jobs) <= jobs, function.id


@pytest.mark.parametrize("template", TEAM_TEMPLATES, ids=lambda each: each.id)
def test_the_example_staff_makes_every_team_ready(template: TeamTemplate) -> None:
    """As proposed, and decided one by one; nothing is left to be said."""
    setting = TeamSetting(template=template, workforce=EXAMPLE_STAFF)
    ann = PatientId("ann") if template.has_subject else None
    team = None
    for event in teams.form(setting, TeamId("t1"), ann, on=MONDAY, by=BY):
        team = teams.evolve(team, event)
    patient = Patient(id=PatientId("ann"), pcp=PersonId("doctor"))
    for command in teams.staff(template, EXAMPLE_STAFF, patient, MONDAY).commands:
        facts = Facts(on=MONDAY, known={})
        for event in teams.decide(
            setting, team, command, facts=facts, on=MONDAY, by=BY
        ):
            team = teams.evolve(team, event)

    assert team is not None
    assert teams.is_ready(template, team, MONDAY)
    assert teams.vacancies(template, team, EXAMPLE_STAFF, MONDAY) == ()
    assert teams.findings(template, team, EXAMPLE_STAFF, MONDAY) == ()
    assert teams.unassigned([team], EXAMPLE_STAFF, MONDAY) == ()


def test_the_stool_stands_on_three_legs_and_around_nobody() -> None:
    """Analyst, coordinator and outreach worker, for the whole panel."""
    assert not THREE_LEGS.has_subject
    assert [function.called for function in THREE_LEGS.functions] == [
        "data analyst",
        "care coordinator",
        "outreach worker",
    ]
    assert teams.check_template(THREE_LEGS) == ()


MAY_LEAD = {
    CORE_TEAM: {
        "care_manager",
        "nurse_care_manager",
        "social_worker",
        "agency_care_manager",
    },
    AMBULATORY_INTENSIVE_TEAM: {
        "nurse_care_manager",
        "social_worker",
        "care_manager",
        "medical_assistant",
        "community_health_worker",
    },
    WRAPAROUND_TEAM: {
        "care_manager",
        "nurse_care_manager",
        "social_worker",
        "paraprofessional",
    },
    COALITION_TEAM: {
        "agency_care_manager",
        "care_manager",
        "social_worker",
        "community_health_worker",
    },
}
"""Who leads in each model, typed from the text."""


@pytest.mark.parametrize("template", MAY_LEAD, ids=lambda each: each.id)
def test_who_may_lead_in_which_model(template: TeamTemplate) -> None:
    """As the text says of each; where one is not licensed, a back-up is asked for."""
    (lead,) = [function for function in template.functions if function.leads]

    assert set(lead.roles) == MAY_LEAD[template]


@pytest.mark.parametrize(
    "template",
    [each for each in TEAM_TEMPLATES if each.has_subject],
    ids=lambda e: e.id,
)
def test_a_patient_has_a_lead_and_a_clinical_owner_and_family(
    template: TeamTemplate,
) -> None:
    """Two functions and not one; and a place for whom the patient names."""
    owning = [each for each in template.functions if each.owns_clinical_care]

    assert len(owning) == 1
    assert not owning[0].leads
    assert Part.SUPPORT in [each.part for each in template.functions]


def test_a_template_is_found_by_its_id() -> None:
    """Or the ids are told that there are."""
    assert team_template("core") is CORE_TEAM
    with pytest.raises(NotFoundError, match="known: core, three-legs"):
        team_template("other")
