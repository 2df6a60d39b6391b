"""The default pathway: its moves, its steps up and down, and its limits."""

from typing import Final

from caremodel.care.pathways import (
    Advised,
    Direction,
    Limits,
    Needed,
    Pathway,
    Place,
    Rung,
    Signature,
    between,
)
from caremodel.catalog.conditions import HIGH_NEED
from caremodel.catalog.journeys._asked import (
    ACTIVE_GOALS,
    ASKED_FOR_MORE,
    CRISIS,
    EASED,
    GOALS_MET,
    SELF_DONE,
    SETTLED,
    TROUBLE,
    WITHOUT_US,
)
from caremodel.catalog.journeys._prompts import PROMPTS
from caremodel.catalog.journeys._stages import (
    ASSESSING,
    BEFORE,
    ENGAGED,
    IDENTIFIED,
    IN_CARE,
    INTENSIVE,
    LEADS,
    MAINTENANCE,
    PAUSED,
    PLANNING,
    RE_ENGAGEMENT,
    RECRUITERS,
    RECRUITMENT,
    STAGES,
    STANDARD,
    SUPERVISOR,
    THE_PERSON,
    WAITLISTED,
)
from caremodel.catalog.journeys._tallies import (
    CARED_FOR,
    FOUND,
    MISSED_IN_A_ROW,
    OUT_OF_REACH,
    TALKED,
    TALLIES,
    WATCHED,
)
from caremodel.grammar.dates import Interval
from caremodel.grammar.machines import ANYWHERE, Move
from caremodel.grammar.rules import All, Criterion

__all__ = [
    "ADVISED",
    "DEFAULT_PATHWAY",
    "MOVES",
    "PLANNED_TOGETHER",
    "RUNGS",
    "SIGNATURES",
]

# --- moves ---------------------------------------------------------------------------


def _exit(name: str, target: str, roles: tuple[str, ...]) -> Move[Place]:
    return Move(
        name=name,
        source=ANYWHERE,
        target=Place(target),
        roles=roles,
        needs_reason=True,
    )


PLANNED_TOGETHER: Final[Criterion] = ACTIVE_GOALS >= 1

MOVES: Final = (
    *between("reach out", (IDENTIFIED,), RECRUITMENT, roles=RECRUITERS),
    *between(
        "wait",
        (IDENTIFIED, RECRUITMENT),
        WAITLISTED,
        roles=(*RECRUITERS, *SUPERVISOR),
        needs_reason=True,
    ),
    *between(
        "engage",
        (RECRUITMENT, WAITLISTED),
        ENGAGED,
        roles=RECRUITERS,
        needs=TALKED.fact >= 1,
    ),
    *between("assess", (ENGAGED,), ASSESSING, roles=LEADS),
    *between("plan", (ASSESSING,), PLANNING, roles=LEADS),
    *between("start", (PLANNING,), STANDARD, roles=LEADS, needs=PLANNED_TOGETHER),
    *between(
        "start intensively", (PLANNING,), INTENSIVE, roles=LEADS, needs=PLANNED_TOGETHER
    ),
    *between(
        "re-engage",
        (*IN_CARE, MAINTENANCE),
        RE_ENGAGEMENT,
        roles=(*RECRUITERS, *SUPERVISOR),
    ),
    *between(
        "return",
        (RE_ENGAGEMENT, PAUSED),
        STANDARD,
        roles=RECRUITERS,
        needs=All((PLANNED_TOGETHER, EASED, FOUND)),
    ),
    *between(
        "return intensively",
        (RE_ENGAGEMENT, PAUSED),
        INTENSIVE,
        roles=RECRUITERS,
        needs=All((PLANNED_TOGETHER, FOUND)),
    ),
    *between(
        "return to assessing",
        (RE_ENGAGEMENT, PAUSED),
        ASSESSING,
        roles=RECRUITERS,
        needs=All((FOUND, CARED_FOR.fact < 1)),
    ),
    *between(
        "return to maintenance",
        (RE_ENGAGEMENT, PAUSED),
        MAINTENANCE,
        roles=RECRUITERS,
        needs=All((WATCHED.fact >= 1, FOUND, ~TROUBLE)),
    ),
    *between(
        "pause",
        (*IN_CARE, RE_ENGAGEMENT),
        PAUSED,
        roles=LEADS,
        needs_reason=True,
    ),
    *between(
        "graduate",
        (MAINTENANCE,),
        Place("graduated"),
        roles=(*LEADS, *SUPERVISOR),
        needs=WITHOUT_US,
    ),
    *between(
        "give up",
        (RECRUITMENT, WAITLISTED, RE_ENGAGEMENT),
        Place("unable-to-engage"),
        roles=SUPERVISOR,
        needs=OUT_OF_REACH,
        needs_reason=True,
    ),
    *between("decline", BEFORE, Place("declined"), roles=(*THE_PERSON, *RECRUITERS)),
    _exit("find ineligible", "ineligible", (*LEADS, *SUPERVISOR)),
    _exit("note the move away", "moved-away", ()),
    _exit("note the loss of coverage", "coverage-lost", ()),
    _exit("transfer", "transferred", (*LEADS, *SUPERVISOR)),
    _exit("leave", "left", (*THE_PERSON, *LEADS)),
    Move(name="record the death", source=ANYWHERE, target=Place("deceased")),
)
"""Every move but the steps up and down.

A pause is no step down: whoever is still in a crisis returns intensively. To be sought
is no step up: whoever came from maintenance returns there, if nothing speaks for more.
Nobody returns before they are found, and nobody who was in active care returns to being
assessed: that would be a way around the step down.

Assumed: caremodel, as practitioners say who may.
"""

RUNGS: Final = (
    Rung(
        lower=MAINTENANCE,
        upper=STANDARD,
        up=TROUBLE,
        down=SETTLED,
        dwell=Interval(days=30),
        down_roles=LEADS,
    ),
    Rung(
        lower=STANDARD,
        upper=INTENSIVE,
        up=CRISIS,
        down=EASED,
        dwell=Interval(days=30),
        down_roles=LEADS,
    ),
)

ADVISED: Final = (
    Advised(
        move="re-engage",
        direction=Direction.RE_ENGAGE,
        when=MISSED_IN_A_ROW.fact >= 2,
    ),
    Advised(
        move="graduate",
        direction=Direction.GRADUATE,
        when=WITHOUT_US,
        dwell=Interval(days=90),
    ),
)

SIGNATURES: Final = (
    Signature(what=Needed.AGREEMENT, roles=THE_PERSON, on_behalf=True),
    Signature(what=Needed.PERSON_AGREES, roles=THE_PERSON, on_behalf=True),
    Signature(what=Needed.PCP_ACCEPTANCE, roles=("pcp", "physician"), on_behalf=True),
    Signature(what=Needed.HAND_OFF, roles=LEADS),
    Signature(what=Needed.PROPOSAL, roles=RECRUITERS),
    Signature(what=Needed.APPROVAL, roles=SUPERVISOR),
)

DEFAULT_PATHWAY: Final = Pathway(
    id="enhanced-care",
    version="1",
    called="Enhanced care, stepped up and down",
    stages=STAGES,
    also_begins=("active",),
    moves=MOVES,
    rungs=RUNGS,
    advised=ADVISED,
    prompts=PROMPTS,
    tallies=TALLIES,
    signatures=SIGNATURES,
    entry=HIGH_NEED.criterion,
    given=(GOALS_MET, SELF_DONE, ASKED_FOR_MORE),
    may_override=(*LEADS, *SUPERVISOR),
    limits=Limits(
        check=Interval(days=35), flag=Interval(days=7), cool_off=Interval(days=90)
    ),
    source="seed-playbook; thresholds and times Assumed",
)
"""The pathway that is used where a host brings none of its own.

Source: seed-playbook. Assumed: caremodel, for thresholds and times, shaped by what
programs publish: two missed contacts, 30 days of dwell, 90 days of hold, a check
at least every 35 days, a week for a flag, 90 days until who left is asked again.
"""
