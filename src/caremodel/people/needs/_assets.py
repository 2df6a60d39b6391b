"""Assets: what helps people to be well, theirs or the community's."""

import enum
from datetime import date
from typing import NewType

import attrs

from caremodel._fields import identifier, not_blank
from caremodel.errors import InvalidValueError
from caremodel.people._ids import HouseholdId, PatientId
from caremodel.people.needs._needs import NeedId
from caremodel.people.needs._words import check_owner

__all__ = ["Asset", "AssetId", "AssetLevel", "stands_for"]

AssetId = NewType("AssetId", str)


class AssetLevel(enum.Enum):
    """Whose an asset is.

    Source: seed-playbook.
    """

    INDIVIDUAL = "individual"
    FAMILY = "family"
    COMMUNITY = "community"


@attrs.frozen(kw_only=True, repr=False)
class Asset:
    """Something that helps: a motivation, a daughter, a walking trail.

    Attributes:
        id: Of the asset.
        level: Whose it is.
        called: What it is.
        patient_id: Whose, of an individual's or a family's.
        household_id: Whose, of a family's, if all who live together have it.
        helps_with: Which needs.
        withdrawn_on: The day from which it may not be counted on any more.
    """

    id: AssetId = attrs.field(validator=identifier)
    level: AssetLevel
    called: str = attrs.field(validator=not_blank)
    patient_id: PatientId | None = None
    household_id: HouseholdId | None = None
    helps_with: tuple[NeedId, ...] = attrs.field(
        default=(), converter=tuple[NeedId, ...]
    )
    withdrawn_on: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.level is not AssetLevel.COMMUNITY:
            check_owner("Asset", self.patient_id, self.household_id)
        elif self.patient_id is not None or self.household_id is not None:
            problem = "must be empty: it is the community's"
            raise InvalidValueError("Asset.patient_id", problem)
        if self.level is AssetLevel.INDIVIDUAL and self.patient_id is None:
            raise InvalidValueError("Asset.patient_id", "must say whose it is")

    def __repr__(self) -> str:
        return f"Asset({self.id!r})"


def stands_for(
    asset: Asset, patient_id: PatientId, household_id: HouseholdId | None, *, on: date
) -> bool:
    """Say whether a person can count on *asset* on the day *on*."""
    if asset.withdrawn_on is not None and on >= asset.withdrawn_on:
        return False
    if asset.level is AssetLevel.COMMUNITY or asset.patient_id == patient_id:
        return True
    return household_id is not None and asset.household_id == household_id
