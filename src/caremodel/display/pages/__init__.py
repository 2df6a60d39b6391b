"""Pages of text for a terminal: what a report says, nothing added, for tired readers.

Pages of a panel name nobody; a page of one person tells their values, so show it to
those who may see them.
"""

from caremodel.display.pages._panel import (
    MOST_UNREAD,
    candidates_table,
    gaps_table,
    panel_page,
    tiers_table,
    unread_lines,
)
from caremodel.display.pages._person import person_page
from caremodel.display.pages._words import candidate_lines

__all__ = [
    "MOST_UNREAD",
    "candidate_lines",
    "candidates_table",
    "gaps_table",
    "panel_page",
    "person_page",
    "tiers_table",
    "unread_lines",
]
