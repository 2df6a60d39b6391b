"""Stories: how care might go on for one person, decided step by step.

Whoever tells one invents what happens and what is said, beyond the day that the chart
ends: so it is told of invented people alone. What follows from it is not invented: each
step is asked of the plan, the journey and the team, which decide, refuse and advise as
they would for anyone.
"""

from caremodel.display.stories._grids import count_needs, own_grid
from caremodel.display.stories._json import (
    grid_json,
    journey_json,
    plan_json,
    team_json,
    waves_json,
)
from caremodel.display.stories._story import Refused, Spell, Story
from caremodel.display.stories._telling import tell
from caremodel.display.stories._waves import FirstWave, first_wave

__all__ = [
    "FirstWave",
    "Refused",
    "Spell",
    "Story",
    "count_needs",
    "first_wave",
    "grid_json",
    "journey_json",
    "own_grid",
    "plan_json",
    "team_json",
    "tell",
    "waves_json",
]
