"""Which fields of plans, goals and teams are read, and which have no place with us.

What has none is counted, field by field, so that whoever moves records over knows what
stays behind. It may stand in the chart all the same.
"""

from collections.abc import Mapping
from typing import Any, Final

__all__ = ["unplaced"]


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


OF_ANY: Final = _names("resourceType id meta language")
"""What every object may hold, and what says nothing about anyone's care."""


class _Fields:
    """The fields of one object: those that need no word, and the others of R4."""

    def __init__(self, path: str, *, read: str, left: str) -> None:
        self.path = path
        self.passed = _names(read) | OF_ANY
        self.told = {
            name: f"{path}.{name} has no place here"
            for name in _names(f"{read} {left}")
        }
        self.foreign = f"{path} has fields that are not of R4"


FIELDS: Final = {
    fields.path: fields
    for fields in (
        _Fields(
            "CarePlan",
            read="status subject period created author careTeam goal activity"
            " contained",
            left="text extension identifier instantiatesCanonical instantiatesUri"
            " basedOn replaces partOf intent category title description encounter"
            " contributor addresses supportingInfo note",
        ),
        _Fields(
            "CarePlan.activity",
            read="detail reference",
            left="extension outcomeCodeableConcept outcomeReference progress",
        ),
        _Fields(
            "CarePlan.activity.detail",
            read="code description goal status statusReason doNotPerform performer",
            left="extension kind instantiatesCanonical instantiatesUri reasonCode"
            " reasonReference scheduledTiming scheduledPeriod scheduledString location"
            " productCodeableConcept productReference dailyAmount quantity",
        ),
        _Fields(
            "Goal",
            read="lifecycleStatus achievementStatus description subject startDate"
            " target statusDate statusReason expressedBy addresses",
            left="text extension contained identifier category priority"
            " startCodeableConcept note outcomeCode outcomeReference",
        ),
        _Fields(
            "Goal.target",
            read="dueDate",
            left="extension measure detailQuantity detailRange detailCodeableConcept"
            " detailString detailBoolean detailInteger detailRatio dueDuration",
        ),
        _Fields(
            "CareTeam",
            read="status subject period participant contained",
            left="text extension identifier category name encounter reasonCode"
            " reasonReference managingOrganization telecom note",
        ),
        _Fields(
            "CareTeam.participant",
            read="role member onBehalfOf period",
            left="extension",
        ),
    )
}
"""The fields of each object, by its path.

Source: fhir-r4, the definition of each resource.
"""


def unplaced(thing: Mapping[str, Any], path: str) -> list[str]:
    """Name the fields of *thing* that have no place with us; a stranger's is not told.

    Args:
        thing: The object.
        path: Where objects of its sort stand.
    """
    fields = FIELDS[path]
    return [
        fields.told.get(key.removeprefix("_"), fields.foreign)
        for key in thing
        if key not in fields.passed
    ]
