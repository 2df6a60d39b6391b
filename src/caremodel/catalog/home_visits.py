"""What can be seen where someone lives, and which need it may point to.

The categories are those of the Gravity project. A row says where to ask, and decides
nothing: bare cupboards may be those of someone who is moving. Signs of harm point to
needs that are noted only where the person agreed to it.
"""

from typing import Final

from caremodel.care.sights import Sight, SightId
from caremodel.people.needs import Domain

__all__ = ["HOME_SIGHTS"]

HOUSEHOLD: Final = (
    "food-insecurity",
    "housing-instability",
    "inadequate-housing",
    "utility-insecurity",
)
"""What all who live together have in common: food, housing and utilities.

Assumed: caremodel, as practitioners say.
"""

SEED: Final = "seed-three-legs; the category Assumed: caremodel, the nearest code"
OURS: Final = "Assumed: caremodel, as workers who visit people tell"


def _social(sight_id: str, called: str, category: str, source: str = OURS) -> Sight:
    return Sight(
        id=SightId(sight_id),
        called=called,
        domain=Domain.SOCIAL,
        category=category,
        shared=category in HOUSEHOLD,
        source=source,
    )


HOME_SIGHTS: Final = (
    _social("bare-cupboards", "bare cupboards", "food-insecurity", SEED),
    _social(
        "unsafe-neighborhood",
        "a neighborhood that is not safe to walk in",
        "sdoh-category-unspecified",
        SEED,
    ),
    _social(
        "hard-living-conditions",
        "damp, pests, leaks, or too little room",
        "inadequate-housing",
        SEED,
    ),
    _social("eviction-letter", "a letter of eviction", "housing-instability"),
    _social("no-light-or-heat", "no light, water or heat", "utility-insecurity"),
    _social("no-way-out", "no way to get anywhere", "transportation-insecurity"),
    _social("no-connection", "no device or no connection", "digital-access"),
    _social("always-alone", "nobody else ever there", "social-connection"),
    _social(
        "afraid-of-a-partner",
        "fear of a partner who is there",
        "intimate-partner-violence",
    ),
    _social("afraid-of-a-caregiver", "fear of whoever gives care", "elder-abuse"),
    Sight(
        id=SightId("signs-of-harm"),
        called="signs of harm that lies behind them",
        domain=Domain.TRAUMA,
        category="trauma",
        source=OURS,
    ),
)
"""What to look for on a visit at home, or by video.

Source: seed-three-legs, for bare cupboards, unsafe neighborhoods and challenging living
conditions; gravity-sdoh, for the codes. Assumed: caremodel, for the other rows and for
which code is nearest.
"""
