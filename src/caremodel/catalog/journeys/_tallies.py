"""What the default pathway counts on the way: attempts, conversations, and comings."""

from typing import Final

from caremodel.care.pathways import Tally, days_here
from caremodel.catalog.journeys._stages import (
    IN_CARE,
    INTENSIVE,
    MAINTENANCE,
    STANDARD,
)
from caremodel.grammar.rules import All, AtLeast, Criterion

__all__ = [
    "CARED_FOR",
    "FOUND",
    "MISSED_IN_A_ROW",
    "OUT_OF_REACH",
    "TALKED",
    "TALLIES",
    "TRIED",
    "WATCHED",
]

MISSED_IN_A_ROW: Final = Tally(
    name="contacts missed in a row",
    adds_on=("contact missed",),
    resets_on=("contact made",),
)
TRIED: Final = tuple(
    Tally(
        name=f"attempts by {mode}",
        adds_on=(f"contact missed by {mode}",),
        resets_on=("contact made",),
    )
    for mode in ("phone", "text", "letter", "home visit", "video")
)
TALKED: Final = Tally(name="conversations", adds_on=("contact made",))
WATCHED: Final = Tally(
    name="comings to maintenance since active care",
    adds_on=(f"came to: {MAINTENANCE}",),
    resets_on=tuple(f"came to: {place}" for place in IN_CARE),
)
CARED_FOR: Final = Tally(
    name="comings to active care",
    adds_on=(f"came to: {STANDARD}", f"came to: {INTENSIVE}"),
)
TALLIES: Final = (MISSED_IN_A_ROW, *TRIED, TALKED, WATCHED, CARED_FOR)

FOUND: Final[Criterion] = MISSED_IN_A_ROW.fact < 1
"""The last attempt was answered, or none was needed.

Assumed: caremodel, as practitioners ask: nobody goes on with who is not there.
"""

OUT_OF_REACH: Final = All(
    (
        MISSED_IN_A_ROW.fact >= 6,
        AtLeast(2, tuple(tally.fact >= 1 for tally in TRIED)),
        days_here() >= 45,
    )
)
"""Six attempts in at least two ways over 45 days.

Assumed: caremodel, shaped by what one plan asks of its outreach.
"""
