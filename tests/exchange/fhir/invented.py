"""Invented resources of one patient, in the shapes that exports come in."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

Resource = dict[str, Any]

SNOMED = "http://snomed.info/sct"
ORGANIZATION = "https://example.org/sites"


def coded(code: str, system: str = SNOMED) -> Resource:
    """Write a code as a concept."""
    return {"coding": [{"system": system, "code": code}]}


def patient(person: str = "ann", **more: object) -> Resource:
    """Write a Patient."""
    return {
        "resourceType": "Patient",
        "id": person,
        "birthDate": "1960-02-29",
        "gender": "female",
        "name": [{"family": "Canary", "given": ["Tweety"]}],
        **more,
    }


def record(kind: str, number: str, person: str = "ann", **more: object) -> Resource:
    """Write a resource of one type, as plain as it may be."""
    plain: Mapping[str, Resource] = {
        "Condition": {
            "clinicalStatus": coded("active", "condition-clinical"),
            "code": coded("44054006"),
            "onsetDateTime": "2020-01-01T09:00:00-05:00",
        },
        "Encounter": {
            "status": "finished",
            "class": {"code": "AMB"},
            "period": {"start": "2026-02-01T09:00:00Z", "end": "2026-02-01T09:30:00Z"},
        },
        "Observation": {
            "status": "final",
            "code": coded("4548-4", "http://loinc.org"),
            "effectiveDateTime": "2026-03-01",
            "valueQuantity": {"value": 7.4, "unit": "%", "code": "%"},
        },
        "Claim": {
            "status": "active",
            "billablePeriod": {"start": "2026-02-01"},
            "total": {"value": 129.16, "currency": "USD"},
        },
    }
    owner = "patient" if kind == "Claim" else "subject"
    reference = {"reference": f"urn:uuid:{person}"}
    return {"resourceType": kind, "id": number, owner: reference, **plain[kind], **more}


def bundle(*resources: Resource, ids: bool = True) -> bytes:
    """Write a transaction bundle; without ids only `fullUrl` says which is which."""
    entries = [
        {
            "fullUrl": f"urn:uuid:{each['id']}",
            "resource": {k: v for k, v in each.items() if ids or k != "id"},
        }
        for each in resources
    ]
    whole = {"resourceType": "Bundle", "type": "transaction", "entry": entries}
    return json.dumps(whole).encode()


def lines(resources: Iterable[Resource]) -> bytes:
    """Write a bulk file, references by type and id."""
    written = "\n".join(json.dumps(each) for each in resources)
    return written.replace("urn:uuid:ann", "Patient/ann").encode() + b"\n"
