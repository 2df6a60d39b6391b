"""Reports: what is to be said of a panel or of a person, as values.

A report counts and gathers with the shipped catalog; a page (`pages`) and JSON show the
same report. Counting who is alive goes by the start of the day; lists of work leave out
whoever died on it (`panel.panels`). Whoever is not yet born on the day is in no count
of people but their own.
"""

from caremodel.display.reports._everyone import (
    Json,
    PanelReport,
    panel_json,
    report_on_panel,
    rules_in_use,
)
from caremodel.display.reports._person import (
    PersonReport,
    person_json,
    report_on_person,
)

__all__ = [
    "Json",
    "PanelReport",
    "PersonReport",
    "panel_json",
    "person_json",
    "report_on_panel",
    "report_on_person",
    "rules_in_use",
]
