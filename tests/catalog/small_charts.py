"""Small charts, of which the default pathway is asked."""

from datetime import date, timedelta
from typing import Final

import attrs

from caremodel.catalog.conditions import DEPRESSION, DIABETES_T2, HYPERTENSION
from caremodel.catalog.journeys import (
    ASKED_FOR_MORE,
    CRISIS,
    EASED,
    GOALS_MET,
    SELF_DONE,
    SETTLED,
    TROUBLE,
    WITHOUT_US,
)
from caremodel.catalog.journeys._pathway import PLANNED_TOGETHER
from caremodel.grammar.entries import ALWAYS, Entry
from caremodel.grammar.facts import Facts, Given, Value, draw
from caremodel.grammar.rules import Criterion, answer, facts_read
from caremodel.grammar.verdicts import Answer
from caremodel.people.charts import Chart, Coverage
from caremodel.people.patients import Patient, PatientId

ON = date(2025, 6, 30)
STARTED = ON - timedelta(days=400)
KINDS = ("encounter", "condition", "observation", "score", "need", "goal")
RULES = (TROUBLE, CRISIS, EASED, SETTLED, WITHOUT_US, PLANNED_TOGETHER)
ALL_WELL: Final[dict[Given, Value]] = {
    GOALS_MET: 1.0,
    SELF_DONE: 1.0,
    ASKED_FOR_MORE: False,
}
UNPLANNED, RELEASED = "183452005", "50849002"


def entry(
    kind: str,
    code: str,
    days_ago: int,
    *,
    value: float | None = None,
    unit: str = "",
    status: str = "",
) -> Entry:
    """Make an entry so many days before."""
    on = ON - timedelta(days=days_ago)
    return Entry(
        f"{kind}-{code}-{days_ago}",
        kind,
        (code,),
        on,
        value=value,
        unit=unit,
        status=status,
    )


def condition(code: str) -> Entry:
    """Make an active condition."""
    return entry("condition", code, 900, status="active")


DEPRESSIVE = condition(DEPRESSION.codes[0])
DIABETIC = condition(DIABETES_T2.codes[0])
HYPERTENSIVE = condition(HYPERTENSION.codes[0])


def phq9(score: float, days_ago: int = 7) -> Entry:
    """Make a PHQ-9 score."""
    return entry("observation", "44261-6", days_ago, value=score, status="final")


def a1c(percent: float, unit: str = "%") -> Entry:
    """Make an HbA1c result."""
    return entry("observation", "4548-4", 7, value=percent, unit=unit, status="final")


def stay(days_ago: int, ended: int | None = None, *, lasts: bool = False) -> Entry:
    """Make an unplanned hospital stay, by default of one day."""
    status = "in-progress" if lasts else "finished"
    home = None if lasts else ON - timedelta(days=days_ago if ended is None else ended)
    return attrs.evolve(
        entry("encounter", UNPLANNED, days_ago, status=status), until=home
    )


def released(days_ago: int) -> Entry:
    """Make an emergency visit that ended at home."""
    return entry("encounter", RELEASED, days_ago, status="finished")


def drawn(
    *entries: Entry, without: str = "", given: dict[Given, Value] | None = None
) -> Facts:
    """Draw what the default pathway asks, from a chart that covers all but one kind."""
    chart = Chart(
        patient=Patient(id=PatientId("p1")),
        filed=entries,
        coverage=[
            Coverage(kind=kind, period=ALWAYS) for kind in KINDS if kind != without
        ],
    )
    return draw(facts_read(*RULES), chart, on=ON, given={**ALL_WELL, **(given or {})})


YES, NO, CANNOT_TELL = Answer.YES, Answer.NO, Answer.CANNOT_TELL


def told(criterion: Criterion, *entries: Entry, without: str = "") -> Answer:
    """Answer a criterion of a small chart."""
    return answer(criterion, drawn(*entries, without=without))
