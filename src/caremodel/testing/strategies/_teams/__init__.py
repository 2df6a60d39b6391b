"""Strategies for teams: templates, workforces that fit, and what happened to a team.

A history is made by asking and deciding, step by step, so that each is one that can
happen; nearly every step finds something that may be done.
"""

from caremodel.testing.strategies._teams._commands import team_commands
from caremodel.testing.strategies._teams._parts import (
    partner_tasks,
    team_settings,
    team_templates,
    workforces,
)
from caremodel.testing.strategies._teams._stories import TeamStory, team_histories

__all__ = [
    "TeamStory",
    "partner_tasks",
    "team_commands",
    "team_histories",
    "team_settings",
    "team_templates",
    "workforces",
]
