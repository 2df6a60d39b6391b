"""The words of needs: domains, categories, consent labels, provenance."""

import enum
from typing import Final

from caremodel._fields import is_identifier
from caremodel.errors import InvalidValueError

__all__ = [
    "NORMAL",
    "SOCIAL_CATEGORIES",
    "Domain",
    "Provenance",
    "check_category",
    "check_owner",
    "label_of",
]


class Domain(enum.Enum):
    """A side of life in which there can be a need.

    Trauma stands by itself: it lies under much of the others, and who may know of it
    is decided apart.

    Source: seed-playbook.
    """

    SOCIAL = "social"
    PHYSICAL = "physical"
    BEHAVIORAL = "behavioral"
    TRAUMA = "trauma"


SOCIAL_CATEGORIES: Final = (
    "food-insecurity",
    "housing-instability",
    "homelessness",
    "inadequate-housing",
    "transportation-insecurity",
    "financial-insecurity",
    "material-hardship",
    "educational-attainment",
    "employment-status",
    "veteran-status",
    "stress",
    "social-connection",
    "intimate-partner-violence",
    "elder-abuse",
    "personal-health-literacy",
    "health-insurance-coverage-status",
    "medical-cost-burden",
    "digital-literacy",
    "digital-access",
    "utility-insecurity",
    "incarceration-status",
    "language-access",
    "protective-factor",
    "sdoh-category-unspecified",
)
"""The codes of social categories. A protective factor is an asset, never a need.

Source: gravity-sdoh, SDOHCC ValueSet SDOH Category.
"""

PROTECTIVE_FACTOR: Final = "protective-factor"

NORMAL: Final = "NORMAL"
"""The label of what nobody needs a consent of its own for."""

DOMAIN_LABELS: Final = {
    Domain.PHYSICAL: NORMAL,
    Domain.BEHAVIORAL: "MENTAL",
    Domain.TRAUMA: "TRAUMA",
}
SOCIAL_LABELS: Final = {"intimate-partner-violence": "DV", "elder-abuse": "DV"}


def label_of(domain: Domain, category: str) -> str:
    """Say which consent label a need has, if nothing stricter is said.

    Assumed: caremodel, so that trauma, mental health and violence at home are told to
    nobody whom the person did not say may know.
    """
    if domain is Domain.SOCIAL:
        return SOCIAL_LABELS.get(category, NORMAL)
    return DOMAIN_LABELS[domain]


class Provenance(enum.Enum):
    """From whom it is known. What is seen on a home visit is observed.

    Source: gravity-sdoh, observation method codes.
    """

    SELF_REPORTED = "self-reported"
    RELATED_PERSON = "reported-by-related-person"
    OBSERVED = "observed"
    ADMINISTRATIVE = "administrative"
    DERIVED = "derived"


def check_owner(name: str, *owners: str | None) -> None:
    """Refuse what is nobody's, and what is a person's and a household's at once."""
    named = [owner for owner in owners if owner is not None]
    if len(named) != 1 or not is_identifier(named[0]):
        problem = "must be the id of one patient or of one household"
        raise InvalidValueError(f"{name}.patient_id", problem)


def check_category(path: str, domain: Domain, category: str) -> None:
    """Refuse a social category that is no code, or is that of an asset."""
    if domain is not Domain.SOCIAL:
        return
    if category not in SOCIAL_CATEGORIES or category == PROTECTIVE_FACTOR:
        raise InvalidValueError(path, "must be one of SOCIAL_CATEGORIES, and no asset")
