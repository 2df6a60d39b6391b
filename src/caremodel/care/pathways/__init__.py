"""Pathways: stages, steps up and down, and who may make them, written once as data.

A pathway is refused when it cannot work: when a place cannot be reached or left, nobody
answers for a person, a step up could be advised together with a step down or leads to
less care, or something is asked for that nobody supplies or can ever meet. Who stands
where is said in `journeys`; no clinical number stands here.
"""

from caremodel.care.pathways._parts import (
    Advised,
    Direction,
    Limits,
    PathwayRef,
    Prompt,
    Rung,
    Signature,
    Tally,
    between,
    days_here,
    days_in_stage,
    flags_open,
    may_sign,
)
from caremodel.care.pathways._pathways import (
    Pathway,
    facts_of,
    level_at,
    stage_at,
    stop_at,
    strategy_for,
)
from caremodel.care.pathways._stages import (
    EPISODE_MOVES,
    OWN_FACTS,
    CaseloadStatus,
    EpisodeStatus,
    Level,
    Needed,
    Place,
    Readiness,
    Stage,
    Stop,
    Strategy,
    places_of,
)
from caremodel.care.pathways._versions import pathway_of, pathway_on

__all__ = [
    "EPISODE_MOVES",
    "OWN_FACTS",
    "Advised",
    "CaseloadStatus",
    "Direction",
    "EpisodeStatus",
    "Level",
    "Limits",
    "Needed",
    "Pathway",
    "PathwayRef",
    "Place",
    "Prompt",
    "Readiness",
    "Rung",
    "Signature",
    "Stage",
    "Stop",
    "Strategy",
    "Tally",
    "between",
    "days_here",
    "days_in_stage",
    "facts_of",
    "flags_open",
    "level_at",
    "may_sign",
    "pathway_of",
    "pathway_on",
    "places_of",
    "stage_at",
    "stop_at",
    "strategy_for",
]
