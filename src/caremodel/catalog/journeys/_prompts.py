"""What the default pathway asks for where someone stays, and nobody has to move."""

from typing import Final

from caremodel.care.contacts import MEANINGFUL
from caremodel.care.pathways import Prompt, days_here
from caremodel.catalog.conditions import DEPRESSION, has
from caremodel.catalog.journeys._asked import (
    NEW_STAY,
    PHQ9_COUNT,
    PHQ9_SCORE,
    PHQ9_SCORES,
    RESPONDED,
)
from caremodel.catalog.journeys._stages import (
    ASSESSING,
    ENGAGED,
    IDENTIFIED,
    INTENSIVE,
    LEADS,
    PAUSED,
    PLANNING,
    RE_ENGAGEMENT,
    RECRUITERS,
    RECRUITMENT,
    STANDARD,
    SUPERVISOR,
    WAITLISTED,
)
from caremodel.catalog.journeys._tallies import OUT_OF_REACH
from caremodel.grammar.dates import Interval
from caremodel.grammar.facts import Days, Has, Select
from caremodel.grammar.rules import All

__all__ = [
    "CASE_CONSULTATION",
    "CONSULTATIONS",
    "CONSULTED",
    "GO_ON_TRYING",
    "NOT_IMPROVING",
    "PROMPTS",
    "SCORE_AGAIN",
    "SEE_THEM",
    "TALKED_WITH",
]

# --- a case consultation -------------------------------------------------------------

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
        PHQ9_COUNT >= 2,
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

# --- a score -------------------------------------------------------------------------

SCORE_AGAIN: Final = Prompt(
    name="PHQ-9 again",
    at=(STANDARD, INTENSIVE),
    when=All(
        (
            has(DEPRESSION),
            ~Has(PHQ9_SCORES, Days(27, today=True)),
            days_here() >= 28,
        )
    ),
    within=Interval(days=7),
    roles=LEADS,
)
"""Of a depression without a score for four weeks nobody knows how it goes.

The newest one is 28 days old, or there is none: the 27 days before today and today have
no other.

Source: bao2016, a follow-up within four weeks. Assumed: caremodel, for asking it again
every four weeks, for counting from a step on, and for the week to do it.
"""

# --- a stay --------------------------------------------------------------------------

TALKED_WITH: Final = Has(MEANINGFUL, Days(7, today=True))
"""Someone talked with the person, or with whom they named, in a week.

Assumed: caremodel, a week, the time from one contact to the next in intensive care.
"""

SEE_THEM: Final = Prompt(
    name="see them in hospital or just home",
    at=(
        *(IDENTIFIED, RECRUITMENT, WAITLISTED),
        *(ENGAGED, ASSESSING, PLANNING),
        *(RE_ENGAGEMENT, PAUSED),
    ),
    when=All((NEW_STAY, ~TALKED_WITH)),
    within=Interval(days=3),
    roles=RECRUITERS,
)
"""Where no step up tells of a new stay, someone sees the person all the same.

It is asked for again after a week without a word, for as long as the stay is new.

Source: camden-ahrq, seen in hospital, and within three days after coming home.
Assumed: caremodel, for asking from the day of the stay on, for 30 days.
"""

# --- an end --------------------------------------------------------------------------

GO_ON_TRYING: Final = Prompt(
    name="decide whether to go on trying",
    at=(RECRUITMENT, WAITLISTED, RE_ENGAGEMENT),
    when=OUT_OF_REACH,
    within=Interval(days=7),
    roles=(*SUPERVISOR, *RECRUITERS),
)
"""Who was sought so often is given up, or sought in another way; not forgotten.

It is asked for until that is decided: by whoever gives up, or once they are found.

Assumed: caremodel, as practitioners ask; a week, as for a flag.
"""

PROMPTS: Final = (CASE_CONSULTATION, SCORE_AGAIN, SEE_THEM, GO_ON_TRYING)
