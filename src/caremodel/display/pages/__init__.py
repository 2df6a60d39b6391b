"""Pages: what a report says, nothing added, for tired readers.

Each is made of sections, which a terminal shows as text and a browser as one file
of its own. Pages of a panel name nobody by name; a page of one person tells
their values, so show it to those who may see them. That of a pathway is about nobody.
"""

from caremodel.display.pages._panel import (
    MOST_UNREAD,
    candidates_section,
    gaps_section,
    panel_html,
    panel_page,
    panel_sections,
    tiers_section,
    unread_lines,
)
from caremodel.display.pages._pathway import (
    pathway_html,
    pathway_page,
    pathway_sections,
)
from caremodel.display.pages._person import person_page, person_sections
from caremodel.display.pages._program import grid_section, waves_sections
from caremodel.display.pages._story import (
    journey_sections,
    plan_section,
    team_section,
)
from caremodel.display.pages._words import candidate_lines

__all__ = [
    "MOST_UNREAD",
    "candidate_lines",
    "candidates_section",
    "gaps_section",
    "grid_section",
    "journey_sections",
    "panel_html",
    "panel_page",
    "panel_sections",
    "pathway_html",
    "pathway_page",
    "pathway_sections",
    "person_page",
    "person_sections",
    "plan_section",
    "team_section",
    "tiers_section",
    "unread_lines",
    "waves_sections",
]
