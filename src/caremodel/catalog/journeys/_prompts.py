"""What the default pathway asks for where someone stays: a case consultation."""

from typing import Final

from caremodel.care.pathways import Prompt, days_here
from caremodel.catalog.conditions import DEPRESSION, has
from caremodel.catalog.journeys._asked import (
    PHQ9_SCORE,
    PHQ9_SCORES,
    RESPONDED,
    YEAR,
)
from caremodel.catalog.journeys._stages import INTENSIVE, LEADS, STANDARD
from caremodel.grammar.dates import Interval
from caremodel.grammar.facts import Count, Days, Has, Select
from caremodel.grammar.rules import All

__all__ = [
    "CASE_CONSULTATION",
    "CONSULTATIONS",
    "CONSULTED",
    "NOT_IMPROVING",
    "PROMPTS",
]

CONSULTATIONS: Final = Select(
    kind="consultation", statuses=("held",), called="case consultations"
)
"""Talks of the team with a specialist about one person, once they were held.

The host files them, and says since when its record has them all: no visit of the
person's is one, and one that was only booked is not yet held. From a record that does
not say so, whether there was none cannot be told, and the prompt names it as missing.
"""

CONSULTED: Final = Has(CONSULTATIONS, Days(28, today=True))
"""A case consultation was held in four weeks.

Assumed: caremodel, four weeks, as long as the consultation may take to come about.
"""

NOT_IMPROVING: Final = All(
    (
        has(DEPRESSION),
        Count(PHQ9_SCORES, YEAR) >= 2,
        PHQ9_SCORE >= 10,
        ~RESPONDED,
        days_here() >= 56,
    )
)
"""Depression that is at least moderate after eight weeks, with less than half gone.

Of one score nobody can tell how it goes: the next one is owed first. A step up or down
begins the eight weeks anew, as care has changed.

Source: bao2016, not improved by week 8: neither under 10 nor by half.
Assumed: caremodel, for counting the weeks where someone stands.
"""

CASE_CONSULTATION: Final = Prompt(
    name="case consultation",
    at=(STANDARD, INTENSIVE),
    when=All((NOT_IMPROVING, ~CONSULTED)),
    within=Interval(days=28),
    roles=LEADS,
)
"""Who is not better by week eight is talked over with a specialist by week twelve.

Source: bao2016, a consultation between weeks 8 and 12.
Assumed: caremodel, for asking again after four weeks.
"""

PROMPTS: Final = (CASE_CONSULTATION,)
