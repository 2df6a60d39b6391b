"""Which resources become entries, and where in them everything stands.

One table for all types: what is not named here is not read. A path "period.start" is
the field `start` inside the field `period`.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from caremodel.exchange.fhir._codes import ENTERED_IN_ERROR, STATUSES
from caremodel.exchange.fhir._references import Path

__all__ = ["FORMS", "Form"]


def _paths(written: str) -> tuple[Path, ...]:
    """Read paths that are written with spaces between them."""
    heads_and_tails: Iterable[tuple[str, str, str]] = (
        path.partition(".") for path in written.split()
    )
    return tuple((head, tail) for head, _, tail in heads_and_tails)


def _fields(written: str) -> tuple[str, ...]:
    return tuple(written.split())


@attrs.frozen(kw_only=True)
class Form:
    """How resources of one type become entries of one kind.

    Attributes:
        resource_type: The type.
        kind: Of the entries.
        owner: The field that names the patient.
        status: The field that holds the status.
        status_needed: Whether R4 requires one.
        statuses: Every status in which it is part of the record, where that is a code
            alone.
        decided: Whether it may be something that nobody decided on, or that is not to
            be done.
        codes: Fields that say what it was: codings, concepts, lists of concepts.
        began: Where the day it began is said; the first that says anything counts.
        recorded: Where the day it was written down is said, for want of a beginning.
        ended: Where the day it ended is said.
        links: Fields with a reference, or a list of them.
        inner_links: References inside the objects of a field.
        money: Where an amount stands, if it is about money.
        charge: The kind of charge that the amount is.
        told: Whether a plan, a goal or a team of ours may be made of it.
    """

    resource_type: str
    kind: str
    owner: str = "subject"
    status: str = "status"
    status_needed: bool = True
    statuses: Mapping[str, str] = attrs.field(init=False)
    decided: bool = False
    codes: tuple[str, ...] = attrs.field(converter=_fields)
    began: tuple[Path, ...] = attrs.field(converter=_paths)
    recorded: tuple[Path, ...] = attrs.field(default="", converter=_paths)
    ended: tuple[Path, ...] = attrs.field(default="", converter=_paths)
    links: tuple[str, ...] = attrs.field(converter=_fields)
    inner_links: tuple[Path, ...] = attrs.field(default="", converter=_paths)
    money: Path = ("", "")
    charge: str = ""
    told: bool = False

    @statuses.default
    def _statuses(self) -> Mapping[str, str]:
        if self.kind == "condition":
            return {}
        statuses = STATUSES[self.resource_type]
        return {code: code for code in statuses if code != ENTERED_IN_ERROR}


FORMS: Final = {
    form.resource_type: form
    for form in (
        Form(
            resource_type="Encounter",
            kind="encounter",
            codes="class type",
            began="period.start",
            ended="period.end",
            links="serviceProvider partOf episodeOfCare reasonReference",
            inner_links="participant.individual location.location diagnosis.condition",
        ),
        Form(
            resource_type="Condition",
            kind="condition",
            status="clinicalStatus",
            status_needed=False,
            codes="code",
            began="onsetDateTime onsetPeriod.start",
            recorded="recordedDate",
            ended="abatementDateTime abatementPeriod.end",
            links="encounter recorder asserter",
            inner_links="evidence.detail",
        ),
        Form(
            resource_type="Observation",
            kind="observation",
            codes="code valueCodeableConcept",
            began="effectiveDateTime effectivePeriod.start effectiveInstant",
            recorded="issued",
            ended="effectivePeriod.end",
            links="encounter performer hasMember derivedFrom",
        ),
        Form(
            resource_type="Procedure",
            kind="procedure",
            codes="code",
            began="performedPeriod.start performedDateTime",
            ended="performedPeriod.end",
            links="encounter location reasonReference",
            inner_links="performer.actor",
        ),
        Form(
            resource_type="Immunization",
            kind="immunization",
            owner="patient",
            codes="vaccineCode",
            began="occurrenceDateTime",
            recorded="recorded",
            links="encounter location reasonReference",
            inner_links="performer.actor",
        ),
        Form(
            resource_type="MedicationRequest",
            kind="medication",
            decided=True,
            codes="medicationCodeableConcept",
            began="authoredOn",
            links="encounter requester medicationReference reasonReference",
        ),
        Form(
            resource_type="CarePlan",
            kind="care_plan",
            told=True,
            decided=True,
            codes="category",
            began="period.start",
            recorded="created",
            ended="period.end",
            links="encounter author careTeam addresses goal replaces partOf",
            inner_links="activity.reference",
        ),
        Form(
            resource_type="CareTeam",
            kind="care_team",
            told=True,
            status_needed=False,
            codes="category",
            began="period.start",
            ended="period.end",
            links="encounter managingOrganization reasonReference",
            inner_links="participant.member participant.onBehalfOf",
        ),
        Form(
            resource_type="Goal",
            kind="goal",
            told=True,
            status="lifecycleStatus",
            codes="description achievementStatus",
            began="startDate",
            recorded="statusDate",
            links="expressedBy addresses outcomeReference",
        ),
        Form(
            resource_type="Claim",
            kind="claim",
            owner="patient",
            codes="type",
            began="billablePeriod.start",
            recorded="created",
            ended="billablePeriod.end",
            links="provider facility prescription",
            inner_links="item.encounter diagnosis.diagnosisReference",
            money=("total", ""),
            charge="claim",
        ),
        Form(
            resource_type="ExplanationOfBenefit",
            kind="payment",
            owner="patient",
            codes="type",
            began="billablePeriod.start",
            recorded="created",
            ended="billablePeriod.end",
            links="claim provider facility prescription",
            inner_links="item.encounter diagnosis.diagnosisReference",
            money=("payment", "amount"),
            charge="payment",
        ),
    )
}
"""Every type that is read into entries, by its name.

Source: fhir-r4, the definition of each resource.
"""
