"""Needs and assets: what someone lacks, and what they have, in the whole of a life.

A need is a person's or their household's. It is social, physical, behavioral, or comes
of trauma, and lives from identified to met. Not assessed is not the same as no need:
each domain is spoken for. What is done about a need is said in plans and referrals.
"""

from caremodel.people.needs._assets import Asset, AssetId, AssetLevel, stands_for
from caremodel.people.needs._needs import (
    ENTRY_KIND,
    MOVES,
    OPEN_STATUSES,
    Need,
    NeedId,
    NeedStatus,
    entries,
    moved,
    needs_of,
    to_look_at_again,
)
from caremodel.people.needs._screenings import (
    SCREENING_KIND,
    Assessment,
    Screening,
    ScreeningResult,
    has_need,
    what_was_screened,
)
from caremodel.people.needs._words import (
    NORMAL,
    SOCIAL_CATEGORIES,
    Domain,
    Provenance,
    label_of,
)

__all__ = [
    "ENTRY_KIND",
    "MOVES",
    "NORMAL",
    "OPEN_STATUSES",
    "SCREENING_KIND",
    "SOCIAL_CATEGORIES",
    "Asset",
    "AssetId",
    "AssetLevel",
    "Assessment",
    "Domain",
    "Need",
    "NeedId",
    "NeedStatus",
    "Provenance",
    "Screening",
    "ScreeningResult",
    "entries",
    "has_need",
    "label_of",
    "moved",
    "needs_of",
    "stands_for",
    "to_look_at_again",
    "what_was_screened",
]
