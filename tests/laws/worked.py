"""What there is to do on a drawn day, for the laws of worklists."""

from datetime import date
from typing import Any, Final

from caremodel.care.journeys import JourneyId
from caremodel.grammar.dates import DueStatus, add_days
from caremodel.program import worklists
from caremodel.program.worklists import WorkItem
from caremodel.testing.strategies import WorkDay

RANK: Final = {status: rank for rank, status in enumerate(DueStatus)}
"""From upcoming to expired."""


def work(case: WorkDay, *, later: int = 0, **more: Any) -> tuple[WorkItem, ...]:
    """List the work of a day, or of a later one on which nothing new was known."""
    on = add_days(case.on, later)
    given: dict[str, Any] = {
        "until": date.max,
        "talked": worklists.talks(each for each in case.contacts if each.on <= case.on),
        "died": case.died,
    }
    return worklists.worklist([case.pathway], case.journeys, on=on, **{**given, **more})


def over(case: WorkDay) -> set[JourneyId]:
    """Name the journeys that are over."""
    return {journey.id for journey in case.journeys if journey.is_over}
