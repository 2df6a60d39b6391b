"""Hypothesis strategies: worlds whose parts belong together, and the parts.

Every value is valid by construction. Days crowd around the edges of windows, because
there answers change; codes are few, so that what is asked about occurs. Nothing here
is plausible as care: for that there is `builders`.
"""

from caremodel._extras import missing

try:
    import hypothesis  # noqa: F401 - everything here is made of it
except ModuleNotFoundError as error:
    raise missing(__name__, "hypothesis", extra="testing") from error

from caremodel.testing.strategies._documents import documented, texts
from caremodel.testing.strategies._histories import (
    FACES,
    REASONS,
    Closed,
    Counted,
    CountEvent,
    Delivery,
    Opened,
    Table,
    actors,
    count_on,
    deliveries,
    growths,
    histories,
    machines,
    tables,
)
from caremodel.testing.strategies._journeys import (
    JourneyHistory,
    JourneyStep,
    journey_facts,
)
from caremodel.testing.strategies._near import facts_near
from caremodel.testing.strategies._partners import (
    GridWorld,
    grid_worlds,
    networks,
    prevalences,
)
from caremodel.testing.strategies._pathways import pathways
from caremodel.testing.strategies._plan_histories import (
    CARE_MANAGER,
    PlanHistory,
    PlanStep,
    plan_histories,
)
from caremodel.testing.strategies._plans import contacts, goals, plans
from caremodel.testing.strategies._questions import (
    comparisons,
    criteria,
    facts,
    questions,
    rules,
    selections,
    selects,
    windows,
)
from caremodel.testing.strategies._records import (
    STANDING,
    charges,
    charts,
    coverages,
    days,
    edges,
    entries,
    monies,
    patients,
    periods,
)
from caremodel.testing.strategies._replays import ReplayWorld, replay_worlds
from caremodel.testing.strategies._teams import (
    TeamStory,
    partner_tasks,
    team_commands,
    team_histories,
    team_settings,
    team_templates,
    workforces,
)
from caremodel.testing.strategies._telling import journey_histories
from caremodel.testing.strategies._told import told
from caremodel.testing.strategies._versions import (
    adopting_histories,
    pathway_versions,
    side_by_side,
)
from caremodel.testing.strategies._waves import (
    CohortHistory,
    CohortStep,
    cohort_histories,
    gate_facts,
    gates,
    wave_commands,
    wave_programs,
)
from caremodel.testing.strategies._worklists import WorkDay, cadences, work_days
from caremodel.testing.strategies._worlds import World, worlds

__all__ = [
    "CARE_MANAGER",
    "FACES",
    "REASONS",
    "Closed",
    "CountEvent",
    "Counted",
    "Opened",
    "Table",
    "count_on",
    "JourneyHistory",
    "JourneyStep",
    "journey_facts",
    "journey_histories",
    "adopting_histories",
    "pathway_versions",
    "side_by_side",
    "pathways",
    "facts_near",
    "documented",
    "texts",
    "Delivery",
    "actors",
    "deliveries",
    "growths",
    "histories",
    "machines",
    "tables",
    "GridWorld",
    "grid_worlds",
    "networks",
    "prevalences",
    "PlanHistory",
    "PlanStep",
    "plan_histories",
    "contacts",
    "goals",
    "plans",
    "TeamStory",
    "partner_tasks",
    "team_commands",
    "team_histories",
    "team_settings",
    "team_templates",
    "workforces",
    "told",
    "CohortHistory",
    "CohortStep",
    "cohort_histories",
    "gate_facts",
    "gates",
    "wave_commands",
    "wave_programs",
    "ReplayWorld",
    "replay_worlds",
    "WorkDay",
    "cadences",
    "work_days",
    "STANDING",
    "World",
    "charges",
    "charts",
    "comparisons",
    "coverages",
    "criteria",
    "days",
    "edges",
    "entries",
    "facts",
    "monies",
    "patients",
    "periods",
    "questions",
    "rules",
    "selections",
    "selects",
    "windows",
    "worlds",
]
