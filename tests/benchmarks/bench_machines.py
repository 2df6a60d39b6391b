"""How fast something moves, is refused, and is replayed, beside what others use.

Run it: `PYTHONPATH=tests python -m benchmarks.bench_machines`. The peers are in the
dependency group `bench`: transitions, python-statemachine and eventsourcing.

One journey of 12 places, 26 moves and 13 guards drives everyone. Goals: a move with its
event and the new state at least 3 times as fast as transitions and 30 times as fast as
python-statemachine, which keep no events; a refusal with all its reasons at least 3
times as fast as transitions' without any, which where a guard does not hold raises no
error either; replay at least 2.5 times as fast as
eventsourcing in memory and 20 times as fast as from its repository.
"""

import operator
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any, Final, assert_never

import attrs

from benchmarks.side_by_side import measure, ratio, show
from caremodel.errors import NotAllowedError
from caremodel.grammar.facts import Facts, Given
from caremodel.grammar.histories import (
    Actor,
    History,
    append,
    corrected,
    replay,
)
from caremodel.grammar.machines import Machine, Move, choose, refusals
from caremodel.grammar.rules import Comparison, Op

# Whoever checks the types of this file need not have the peers.
application: Any = import_module("eventsourcing.application")
domain: Any = import_module("eventsourcing.domain")
statemachine: Any = import_module("statemachine")
transitions: Any = import_module("transitions")

GUARDS: Final[dict[str, tuple[str, str, float]]] = {
    "eligible": ("risk", ">=", 0.1),
    "assigned": ("team", ">", 0),
    "reached": ("contacts", ">=", 1),
    "has_consent": ("consents", "==", 1),
    "readiness_ok": ("readiness", ">=", 0.2),
    "has_goals": ("goals", ">=", 1),
    "has_capacity": ("free_slots", ">", 0),
    "risk_high": ("risk", ">=", 0.4),
    "risk_mid": ("risk", ">=", 0.2),
    "stable": ("stability", ">=", 0.5),
    "very_stable": ("stability", ">=", 0.95),
    "goals_met": ("goals", ">=", 2),
    "confirmed": ("confirmations", "==", 1),
}
VALUES: Final[dict[str, float]] = {
    "risk": 0.5,
    "team": 3,
    "contacts": 2,
    "consents": 1,
    "readiness": 0.7,
    "goals": 3,
    "free_slots": 1,
    "stability": 0.8,
    "confirmations": 1,
}
WAYS: Final = (
    ("refer", "identified", "referred", "eligible"),
    ("contact", "referred", "outreach", "assigned"),
    ("engage", "outreach", "engaged", "reached"),
    ("consent", "engaged", "consented", "has_consent"),
    ("assess", "consented", "assessed", "readiness_ok"),
    ("plan", "assessed", "planned", "has_goals"),
    ("start", "planned", "active", "has_capacity"),
    ("step_up", "active", "stepped_up", "risk_high"),
    ("settle", "stepped_up", "maintenance", "very_stable"),
    ("step_down", "stepped_up", "active", "risk_mid"),
    ("step_down", "active", "maintenance", "stable"),
    ("relapse", "maintenance", "active", "risk_mid"),
    ("step_up", "maintenance", "stepped_up", "risk_high"),
    ("graduate", "maintenance", "graduated", "goals_met"),
    ("reopen", "graduated", "identified", "eligible"),
    ("reopen", "withdrawn", "identified", "eligible"),
    ("reassess", "active", "assessed", "readiness_ok"),
    *(
        ("withdraw", place, "withdrawn", "confirmed")
        for place in (
            *("referred", "outreach", "engaged", "consented", "assessed"),
            *("planned", "active", "stepped_up", "maintenance"),
        )
    ),
)
PLACES: Final = tuple(dict.fromkeys(source for _, source, _, _ in WAYS))
CYCLE: Final = (
    *("refer", "contact", "engage", "consent", "assess", "plan", "start"),
    *("step_up", "step_down", "reassess", "plan", "start", "step_down"),
    *("graduate", "reopen"),
)
"""Fifteen moves, back to where they began."""

DAY: Final = date(2026, 3, 2)
NURSE: Final = Actor("w1", ("nurse",))
GIVEN: Final = {name: Given(name) for name in VALUES}
MACHINE: Final = Machine(
    places=PLACES,
    initial=("identified",),
    moves=[
        Move(
            name=name,
            source=source,
            target=target,
            roles=("nurse", "social worker"),
            needs=Comparison(GIVEN[asked], Op(op), bound),
        )
        for name, source, target, guard in WAYS
        for asked, op, bound in [GUARDS[guard]]
    ],
)
FACTS: Final = Facts(on=DAY, known={GIVEN[name]: v for name, v in VALUES.items()})


# --- caremodel -----------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Begun:
    """A journey began."""

    on: date
    by: Actor
    patient_id: str


@attrs.frozen(kw_only=True)
class Moved:
    """Someone was moved on."""

    on: date
    by: Actor
    name: str
    target: str


@attrs.frozen
class Journey:
    """Where someone stands, and since when."""

    patient_id: str
    place: str
    since: date
    moves: int


JourneyEvent = Begun | Moved


def evolve(journey: Journey | None, happened: JourneyEvent) -> Journey | None:
    """Make the journey that follows."""
    match happened:
        case Moved():
            if journey is None or happened.on < journey.since:
                raise NotAllowedError("move", ("it has not begun",))
            return Journey(
                journey.patient_id, happened.target, happened.on, journey.moves + 1
            )
        case Begun():
            if journey is not None:
                raise NotAllowedError("begin", ("it has begun",))
            return Journey(happened.patient_id, "identified", happened.on, 0)
        case _:
            assert_never(happened)


BEGUN: Final = Begun(on=DAY, by=NURSE, patient_id="p1")


def our_events(names: Iterable[str]) -> list[JourneyEvent]:
    """Move on, keeping each event."""
    journey, happened = evolve(None, BEGUN), list[JourneyEvent]((BEGUN,))
    for name in names:
        if journey is None:
            break
        move = choose(MACHINE, journey.place, name, NURSE, FACTS)
        moved = Moved(on=DAY, by=NURSE, name=name, target=move.target)
        journey = evolve(journey, moved)
        happened.append(moved)
    return happened


def our_moves() -> None:
    """Go the way round a thousand times."""
    for _ in range(1_000):
        our_events(CYCLE)


def our_refusals(place: str, name: str, actor: Actor, facts: Facts) -> None:
    """Be refused by an error, with every reason."""
    for _ in range(20_000):
        try:
            choose(MACHINE, place, name, actor, facts)
        except NotAllowedError:
            continue
        raise AssertionError


def our_reasons(place: str, name: str, facts: Facts) -> None:
    """Ask beforehand, and be told every reason without an error."""
    for _ in range(20_000):
        assert refusals(MACHINE, place, name, NURSE, facts)


# --- peers ---------------------------------------------------------------------------

COMPARE: Final = {">=": operator.ge, ">": operator.gt, "==": operator.eq}


def guards() -> dict[str, Any]:
    """Write each guard as a method of whoever moves."""
    told: dict[str, Any] = {}
    for guard, (name, op, bound) in GUARDS.items():
        exec(f"def {guard}(self): return self.{name} {op} {bound!r}", {}, told)  # noqa: S102 - the fastest guard that a peer can have
    return told


def of_transitions() -> Any:
    """Make someone whom transitions moves."""
    person = type("Person", (), {**VALUES, **guards()})()
    transitions.Machine(
        model=person,
        states=list(PLACES),
        transitions=[
            {"trigger": name, "source": source, "dest": target, "conditions": guard}
            for name, source, target, guard in WAYS
        ],
        initial="identified",
        auto_transitions=False,
    )
    return person


def of_statemachine() -> Any:
    """Make someone whom python-statemachine moves."""
    places = {p: statemachine.State(initial=p == "identified") for p in PLACES}
    made: dict[str, Any] = {**places, **guards(), **VALUES, "__module__": __name__}
    for name, source, target, guard in WAYS:
        way = places[source].to(places[target], cond=guard)
        made[name] = (made[name] | way) if name in made else way
    made["catch_errors_as_events"] = False
    machine = statemachine.StateMachine
    return type(machine)("Person", (machine,), made)()


def their_moves(person: Any, times: int) -> None:
    """Go the way round."""
    for _ in range(times):
        for name in CYCLE:
            getattr(person, name)()


def their_refusals(person: Any, name: str) -> None:
    """Be refused: by an error, or by a mere `False` where a guard did not hold."""
    move = getattr(person, name)
    for _ in range(20_000):
        try:
            made = move()
        except transitions.MachineError:
            continue
        assert made is False


def begun(self: Any, patient_id: str) -> None:
    """Begin a journey as eventsourcing keeps it."""
    self.patient_id = patient_id
    self.place = "identified"
    self.since = DAY
    self.moves = 0


def moved(self: Any, name: str, target: str, on: str, by: str) -> None:  # noqa: ARG001 - its parameters are the fields of the event
    """Move on."""
    self.place = target
    self.since = DAY
    self.moves += 1


begun.__name__ = "__init__"  # by which eventsourcing knows what begins
Walked: Any = type(domain.Aggregate)(
    "Walked",
    (domain.Aggregate,),
    {
        "__module__": __name__,
        "__qualname__": "Walked",
        "__init__": domain.event("Begun")(begun),
        "move": domain.event("Moved")(moved),
    },
)


# --- comparing -----------------------------------------------------------------------

JOURNEYS: Final = 300
STUCK: Final = Facts(on=DAY, known=dict.fromkeys(GIVEN.values(), 0))


def against(times: dict[str, list[float]], goals: Sequence[tuple[str, float]]) -> None:
    """Say how many times as long the peers take as the first case."""
    ours = next(iter(times))
    for peer, goal in goals:
        told = ratio(times, peer, ours)
        print(f"  {peer}: {told:.1f} times as long as {ours} (goal: {goal})")


def moving() -> None:
    """Compare moves that are made."""
    theirs, slower = of_transitions(), of_statemachine()
    times = measure(
        {
            "caremodel": our_moves,
            "transitions": lambda: their_moves(theirs, 1_000),
            "python-statemachine, a tenth": lambda: their_moves(slower, 100),
        }
    )
    times["python-statemachine"] = [
        10 * time for time in times.pop("python-statemachine, a tenth")
    ]
    show("A move, its event, the new state", times, work=15_000, unit="moves")
    against(times, (("transitions", 3), ("python-statemachine", 30)))


def refusing(title: str, name: str, facts: Facts, person: Any) -> None:
    """Compare moves that are refused."""

    def ours(actor: Actor) -> Callable[[], None]:
        return lambda: our_refusals("identified", name, actor, facts)

    times = measure(
        {
            "caremodel": ours(NURSE),
            "caremodel, of another role": ours(Actor("w2", ("clerk",))),
            "caremodel, without an error": lambda: our_reasons(
                "identified", name, facts
            ),
            "transitions": lambda: their_refusals(person, name),
        }
    )
    show(title, times, work=20_000, unit="refusals")
    against(times, (("transitions", 3),))
    told = ratio(times, "transitions", "caremodel, without an error")
    print(f"  transitions: {told:.1f} times as long as caremodel, without an error")


def replaying() -> None:
    """Compare the fold of journeys of 31 events."""
    histories = [ours() for _ in range(JOURNEYS)]
    events = [corrected(history) for history in histories]
    app = application.Application()
    walked = [theirs() for _ in range(JOURNEYS)]
    pending = [list(each.pending_events) for each in walked]
    for each in walked:
        app.save(each)
    ids = [each.id for each in walked]

    def mutated() -> None:
        for row in pending:
            state: Any = None
            for happened in row:
                state = happened.mutate(state)

    times = measure(
        {
            "caremodel": lambda: _each(lambda row: replay(evolve, None, row), events),
            "caremodel, of histories": lambda: _each(
                lambda history: replay(evolve, None, corrected(history)), histories
            ),
            "eventsourcing in memory": mutated,
            "eventsourcing, repository": lambda: _each(app.repository.get, ids),
        },
        rounds=5,
    )
    show("Replay", times, work=31 * JOURNEYS, unit="events")
    goals = (("eventsourcing in memory", 2.5), ("eventsourcing, repository", 20.0))
    against(times, goals)


def _each(do: Callable[[Any], object], things: Iterable[Any]) -> None:
    for thing in things:
        do(thing)


def ours() -> History[JourneyEvent]:
    """Write down a journey twice round."""
    history: History[JourneyEvent] = History(stream="j1")
    for happened in our_events(CYCLE * 2):
        history = append(
            history,
            [happened],
            expected_version=history.version,
            command_id=f"c{history.version}",
            recorded_at=datetime(2026, 3, 2, tzinfo=UTC),
        )
    return history


def theirs() -> Any:
    """Write down the same as eventsourcing does."""
    walked, journey = Walked("p1"), evolve(None, BEGUN)
    for happened in our_events(CYCLE * 2)[1:]:
        if isinstance(happened, Moved):
            walked.move(happened.name, happened.target, "2026-03-02", "w1")
            journey = evolve(journey, happened)
    assert journey is not None
    assert (walked.place, walked.moves) == (journey.place, journey.moves)
    return walked


if __name__ == "__main__":
    moving()
    stuck = of_transitions()
    stuck.risk = 0
    refusing("No such move from there", "graduate", FACTS, of_transitions())
    refusing("What it needs is not so", "refer", STUCK, stuck)
    replaying()
