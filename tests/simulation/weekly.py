"""A small pathway by stays and visits alone, and people on it, for replays."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from caremodel.care.journeys import Begin, ByReferral, JourneyId, Moved, ReferredBy
from caremodel.care.pathways import (
    CaseloadStatus,
    EpisodeStatus,
    Level,
    Limits,
    Needed,
    Pathway,
    Place,
    Rung,
    Stage,
    facts_of,
)
from caremodel.grammar.dates import FromLast, Interval, Period
from caremodel.grammar.entries import ALWAYS, Entry
from caremodel.grammar.facts import Count, Days, Has, Select
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import ANYWHERE, Move
from caremodel.people.charts import Chart, Coverage
from caremodel.people.patients import Patient, PatientId
from caremodel.simulation.replays import (
    Asked,
    Crew,
    Replayed,
    day_by_day,
    replay,
)

STAY: Final = Select(kind="encounter", codes=("IMP",), called="stays")
VISIT: Final = Select(kind="encounter", codes=("EMER",), called="visits")
NEW_STAY: Final = Has(STAY, Days(14, today=True))
STAYS: Final = Count(STAY, Days(60, today=True))
VISITS: Final = Count(VISIT, Days(30, today=True))
DWELL: Final = Interval(days=21)

WATCH: Final = Place("watch")
CALLS: Final = Place("calls", "weekly")
DAILY: Final = Place("calls", "daily")
LEFT: Final = Place("left")
NURSES: Final = ("nurse",)
OFTEN: Final = FromLast(every=Interval(days=7))

WEEKLY: Final = Pathway(
    id="weekly",
    called="Calls by stays and visits alone",
    stages=(
        Stage(
            name="calls",
            status=EpisodeStatus.ACTIVE,
            levels=(
                Level(name="weekly", cadence=OFTEN, minutes=20),
                Level(name="daily", cadence=OFTEN, minutes=60),
            ),
            responsible=NURSES,
        ),
        Stage(
            name="watch",
            status=EpisodeStatus.ACTIVE,
            caseload=CaseloadStatus.MAINTENANCE,
            levels=(Level(cadence=OFTEN, minutes=5),),
            responsible=NURSES,
            takes=(Needed.TRACKER, Needed.NEXT_CHECK),
            tracked=True,
        ),
        Stage(name="left", status=EpisodeStatus.CANCELLED),
    ),
    moves=(Move(name="leave", source=ANYWHERE, target=LEFT, needs_reason=True),),
    rungs=(
        Rung(
            lower=WATCH,
            upper=CALLS,
            up=NEW_STAY | (VISITS >= 2),
            down=~NEW_STAY & (STAYS < 2) & (VISITS < 1),
            dwell=DWELL,
            down_roles=NURSES,
        ),
        Rung(
            lower=CALLS,
            upper=DAILY,
            up=STAYS >= 2,
            down=STAYS < 1,
            dwell=DWELL,
            down_roles=NURSES,
        ),
    ),
    limits=Limits(check=Interval(days=35), flag=Interval(days=7)),
    source="Assumed: for tests",
)
"""One stay leads from watch to calls, two within 60 days to daily ones."""

DOCTORS_ONLY: Final = attrs.evolve(
    WEEKLY,
    rungs=[attrs.evolve(rung, up_roles=("doctor",)) for rung in WEEKLY.rungs],
)
"""The same, but nurses may not step anyone up."""

MONDAY: Final = date(2025, 1, 6)
SUMMER: Final = date(2025, 6, 30)
ROSA: Final = Actor("rosa", NURSES)
TOM: Final = Actor("tom", NURSES)
CREW: Final = Crew(lead=ROSA, tracker=TOM)
BEGIN: Final = Begin(
    journey_id=JourneyId("j1"),
    patient_id=PatientId("p1"),
    way_in=ByReferral(source=ReferredBy.PCP, who="dr-l", reason="lives alone"),
)
FIRST: Final = Asked(on=MONDAY, command=BEGIN, by=ROSA)


def stay(on: date, name: str = "stay") -> Entry:
    """Make a stay in hospital."""
    return Entry(name, "encounter", ("IMP",), on)


def visit(on: date, name: str) -> Entry:
    """Make an emergency visit."""
    return Entry(name, "encounter", ("EMER",), on)


def chart(*filed: Entry, through: date | None = None) -> Chart:
    """Make a chart that is complete up to, and not including, a day."""
    period = ALWAYS if through is None else Period(start=date.min, end=through)
    return Chart(
        patient=Patient(id=PatientId("p1")),
        filed=filed,
        coverage=[Coverage(kind="encounter", period=period)],
    )


def looked_at(
    record: Chart,
    *,
    asked: Iterable[Asked] = (),
    first: date = MONDAY,
    last: date = SUMMER,
    pathway: Pathway = WEEKLY,
) -> Replayed:
    """Look at someone every Monday."""
    known = day_by_day(record, facts_of(pathway))
    begun = attrs.evolve(FIRST, on=first)
    return replay(pathway, known, (begun, *asked), crew=CREW, last=last)


def steps(replayed: Replayed) -> list[tuple[date, Place]]:
    """Say when a journey moved, and where to."""
    moves = [event for event in replayed.events if isinstance(event, Moved)]
    return [(move.on, move.to.place) for move in moves]
