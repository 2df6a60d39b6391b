"""Resources of FHIR for tests, written as short as they can be, about nobody real."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from caremodel.care.goals import Goal
from caremodel.care.plans import Plan
from caremodel.care.teams import CareTeam
from caremodel.exchange import fhir
from caremodel.grammar.entries import Entry
from caremodel.people.charts import Chart

__all__ = [
    "FIXTURES",
    "Resource",
    "about_ada",
    "bundle",
    "coded",
    "entry_of",
    "losses",
    "only_chart",
    "only_goal",
    "only_plan",
    "only_team",
    "patient",
    "read",
    "reasons",
]

FIXTURES = Path(__file__).parents[2] / "fixtures" / "fhir"

Resource = dict[str, Any]

CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"

ADA = {"reference": "Patient/ada"}

MINIMAL: dict[str, Resource] = {
    "Encounter": {"status": "finished", "class": {"code": "AMB"}},
    "Condition": {},
    "Observation": {"status": "final"},
    "Procedure": {"status": "completed"},
    "Immunization": {"status": "completed"},
    "MedicationRequest": {"status": "active", "intent": "order"},
    "CarePlan": {"status": "active", "intent": "plan"},
    "CareTeam": {},
    "Goal": {"lifecycleStatus": "active"},
    "Claim": {"status": "active", "use": "claim"},
    "ExplanationOfBenefit": {"status": "active", "use": "claim"},
}
BEGIN: dict[str, Resource] = {
    "Encounter": {"period": {"start": "2024-03-01"}},
    "Condition": {"onsetDateTime": "2024-03-01"},
    "Observation": {"effectiveDateTime": "2024-03-01"},
    "Procedure": {"performedDateTime": "2024-03-01"},
    "Immunization": {"occurrenceDateTime": "2024-03-01"},
    "MedicationRequest": {"authoredOn": "2024-03-01"},
    "CarePlan": {"period": {"start": "2024-03-01"}},
    "CareTeam": {"period": {"start": "2024-03-01"}},
    "Goal": {"startDate": "2024-03-01"},
    "Claim": {"created": "2024-03-01"},
    "ExplanationOfBenefit": {"created": "2024-03-01"},
}
OWNED_BY_PATIENT = {"Claim", "ExplanationOfBenefit", "Immunization"}


def coded(*codes: str) -> Resource:
    """Write a concept with these codes."""
    return {"coding": [{"code": code} for code in codes]}


def patient(patient_id: str = "ada", **fields: Any) -> Resource:
    """Write a patient."""
    return {"resourceType": "Patient", "id": patient_id, **fields}


def about_ada(resource_type: str, resource_id: str = "1", **fields: Any) -> Resource:
    """Write a resource about Ada, begun on 1 March 2024 if *fields* do not say."""
    owner = "patient" if resource_type in OWNED_BY_PATIENT else "subject"
    begin = {} if fields.pop("undated", False) else BEGIN[resource_type]
    made = {"resourceType": resource_type, "id": resource_id, owner: ADA}
    return {**made, **MINIMAL[resource_type], **begin, **fields}


def bundle(*resources: Any, **fields: Any) -> bytes:
    """Write a bundle of *resources*."""
    entries = [{"resource": resource} for resource in resources]
    return json.dumps({"resourceType": "Bundle", "entry": entries, **fields}).encode()


def read(*resources: Any, on: date | None = None) -> fhir.Export:
    """Read a bundle of Ada and *resources*."""
    return fhir.read_bundle(bundle(patient(), *resources), on=on)


def only_chart(export: fhir.Export) -> Chart:
    """Take the one chart there is."""
    (chart,) = export.charts
    return chart


def entry_of(*resources: Any) -> Entry:
    """Read *resources* of Ada, and take the first entry of her chart."""
    export = read(*resources)
    assert not export.unread
    return only_chart(export).filed[0]


def reasons(export: fhir.Export) -> list[str]:
    """Say what was not understood, and why."""
    return [f"{each.what}: {each.reason}" for each in export.unread]


def only_goal(export: fhir.Export) -> Goal:
    """Take the one goal of no plan that there is."""
    (goal,) = export.goals
    assert goal.patient_id == "ada"
    return goal.goal


def only_plan(export: fhir.Export) -> Plan:
    """Take the one plan there is."""
    (plan,) = export.plans
    assert plan.patient_id == "ada"
    return plan


def only_team(export: fhir.Export) -> CareTeam:
    """Take the one team there is."""
    (team,) = export.teams
    assert team.patient_id == "ada"
    return team


def losses(export: fhir.Export) -> dict[str, int]:
    """Say what of plans, goals and teams is not kept, and how often."""
    told = {each.what: each.count for each in export.losses}
    assert len(told) == len(export.losses)
    assert list(told) == sorted(told)
    return told
