"""A small pathway and a person on it, for tests of journeys."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from caremodel.care import journeys
from caremodel.care.journeys import (
    Begin,
    ByReferral,
    Command,
    Event,
    Holding,
    Journey,
    JourneyId,
    Make,
    ReferredBy,
)
from caremodel.care.pathways import (
    Advised,
    CaseloadStatus,
    Direction,
    EpisodeStatus,
    Level,
    Limits,
    Needed,
    Pathway,
    Place,
    Rung,
    Signature,
    Stage,
    Tally,
    between,
)
from caremodel.grammar.dates import FromLast, Interval
from caremodel.grammar.facts import Fact, Facts, Given, Value
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import ANYWHERE, Move
from caremodel.people.patients import PatientId

DAY: Final = date(2025, 3, 3)
WORRY: Final = Given("worry")
READY: Final = Given("ready", kind="flag")
MISSED: Final = Tally(
    name="missed", adds_on=("contact missed",), resets_on=("contact made",)
)
TALKED: Final = Tally(name="talked", adds_on=("contact made",))

WEEKLY: Final = (Level(cadence=FromLast(every=Interval(days=7)), minutes=20),)
ASKING: Final = Place("asking")
LOW: Final = Place("care", "low")
HIGH: Final = Place("care", "high")
AWAY: Final = Place("away")
REST: Final = Place("rest")
WATCH: Final = Place("watch")
DONE: Final = Place("done")
LEFT: Final = Place("left")

STAGES: Final = (
    Stage(
        name="asking",
        status=EpisodeStatus.PLANNED,
        caseload=CaseloadStatus.RECRUITMENT,
        levels=WEEKLY,
        responsible=("nurse",),
    ),
    Stage(
        name="care",
        status=EpisodeStatus.ACTIVE,
        levels=(
            Level(name="low", cadence=WEEKLY[0].cadence, minutes=20),
            Level(name="high", cadence=WEEKLY[0].cadence, minutes=60),
        ),
        responsible=("nurse",),
        takes=(Needed.AGREEMENT, Needed.LEAD),
    ),
    Stage(
        name="away",
        status=EpisodeStatus.ACTIVE,
        levels=WEEKLY,
        responsible=("nurse",),
    ),
    Stage(
        name="rest",
        status=EpisodeStatus.ON_HOLD,
        levels=WEEKLY,
        responsible=("nurse",),
        takes=(Needed.REASON,),
    ),
    Stage(
        name="watch",
        status=EpisodeStatus.ACTIVE,
        levels=WEEKLY,
        responsible=("nurse",),
        takes=(Needed.AGREEMENT, Needed.LEAD, Needed.TRACKER, Needed.NEXT_CHECK),
        tracked=True,
    ),
    Stage(
        name="done",
        status=EpisodeStatus.FINISHED,
        takes=(Needed.PERSON_AGREES, Needed.HAND_OFF),
    ),
    Stage(name="left", status=EpisodeStatus.CANCELLED),
)

MOVES: Final = (
    *between("start", [ASKING], LOW, roles=["nurse"], needs=TALKED.fact >= 1),
    *between("look for", [LOW, HIGH, WATCH], AWAY),
    *between("come back", [AWAY, REST], LOW, roles=["nurse"]),
    *between("rest", [LOW], REST, roles=["nurse"]),
    *between("let go", [WATCH], DONE, roles=["nurse"], needs=WORRY <= 1),
    Move(name="leave", source=ANYWHERE, target=LEFT, needs_reason=True),
)

RUNGS: Final = (
    Rung(
        lower=WATCH,
        upper=LOW,
        up=WORRY >= 5,
        down=WORRY <= 2,
        dwell=Interval(days=10),
        down_roles=("nurse",),
    ),
    Rung(
        lower=LOW,
        upper=HIGH,
        up=WORRY >= 8,
        down=WORRY <= 4,
        dwell=Interval(days=10),
        down_roles=("nurse",),
    ),
)

SMALL: Final = Pathway(
    id="small",
    called="A small pathway",
    stages=STAGES,
    also_begins=("care",),
    moves=MOVES,
    rungs=RUNGS,
    advised=(
        Advised(move="look for", direction=Direction.RE_ENGAGE, when=MISSED.fact >= 2),
        Advised(
            move="let go",
            direction=Direction.GRADUATE,
            when=WORRY <= 1,
            dwell=Interval(days=20),
        ),
    ),
    tallies=(MISSED, TALKED),
    signatures=(
        Signature(what=Needed.AGREEMENT, roles=("patient",), on_behalf=True),
        Signature(what=Needed.PERSON_AGREES, roles=("patient",), on_behalf=True),
        Signature(what=Needed.HAND_OFF, roles=("nurse",)),
    ),
    entry=READY,
    given=(WORRY, READY),
    may_override=("nurse",),
    limits=Limits(
        check=Interval(days=30), flag=Interval(days=7), cool_off=Interval(days=60)
    ),
    source="Assumed: for tests",
)

NURSE: Final = Actor("rosa", ("nurse",))
CLERK: Final = Actor("carl", ("clerk",))
PERSON: Final = Actor("p1", ("patient",))
FOR_THEM: Final = Actor("rosa", ("nurse",), "p1")

REFERRED: Final = ByReferral(
    source=ReferredBy.FAMILY, who="daughter", reason="falls at home"
)
BEGIN: Final = Begin(
    journey_id=JourneyId("j1"), patient_id=PatientId("p1"), way_in=REFERRED
)


def on_day(days: int) -> date:
    """Say which day comes so many days after the first."""
    return DAY + timedelta(days=days)


def known(days: int = 0, facts: dict[Fact, Value] | None = None) -> Facts:
    """Make the facts of a day."""
    return Facts(on=on_day(days), known=facts or {})


def worried(worry: float, days: int = 0) -> Facts:
    """Make facts that say how worried someone is."""
    return known(days, {WORRY: worry})


def after(
    journey: Journey | None,
    command: Command,
    *,
    days: int = 0,
    by: Actor = NURSE,
    facts: Facts | None = None,
    pathway: Pathway = SMALL,
) -> Journey:
    """Make the journey that follows a command."""
    events = journeys.decide(
        pathway, journey, command, facts=facts or known(days), on=on_day(days), by=by
    )
    return journeys.replayed(events, start=journey)


def refused(
    journey: Journey | None,
    command: Command,
    *,
    days: int = 0,
    by: Actor = NURSE,
    facts: Facts | None = None,
    pathway: Pathway = SMALL,
) -> tuple[str, ...]:
    """Name the reasons why a command may not happen."""
    return journeys.check(
        pathway, journey, command, facts=facts or known(days), on=on_day(days), by=by
    )


def folded(events: Iterable[Event], start: Journey | None = None) -> Journey:
    """Fold events one by one."""
    journey = start
    for event in events:
        journey = journeys.evolve(journey, event)
    assert journey is not None
    return journey


def in_asking() -> Journey:
    """Make a journey that has just begun."""
    return after(None, BEGIN)


def in_care(place: Place = LOW) -> Journey:
    """Make a journey that stands in care since the first day."""
    journey = in_asking()
    journey = after(journey, journeys.NoteContact(two_way=True, mode="phone"))
    journey = after(journey, journeys.Agree(what=Needed.AGREEMENT), by=PERSON)
    journey = after(journey, Make(move="start", lead="rosa"))
    if place == HIGH:
        journey = after(journey, Make(move="step up", reason="she asked"))
    return journey


def in_watch(check: int = 30) -> Journey:
    """Make a journey that is watched since the first day."""
    return after(
        in_care(),
        Make(
            move="step down",
            override=True,
            reason="she moves in with her daughter",
            tracker="tom",
            next_check=on_day(check),
        ),
    )


def looked(
    journey: Journey, days: list[tuple[int, float | None]], start: Holding | None = None
) -> Holding:
    """Watch a journey on some days."""
    holding = start or Holding()
    for day, worry in days:
        facts = known(day) if worry is None else worried(worry, day)
        holding = journeys.watch(SMALL, holding, facts, journey=journey)
    return holding
