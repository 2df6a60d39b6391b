"""The law: looked at again and again, nobody flaps (INV-072 to 076).

Whatever was known from one look to the next, on any pathway: more care at once, less
after its time, the same evidence only once, and nobody let go in doubt.
"""

from datetime import date, timedelta

from hypothesis import given

from caremodel.care import journeys
from caremodel.care.journeys import Event, FlagRaised, Journey, Moved
from caremodel.care.pathways import Direction
from caremodel.exchange import documents
from caremodel.grammar.facts import Facts, name_of
from caremodel.grammar.rules import answer, evaluate
from caremodel.grammar.verdicts import Answer
from caremodel.people.charts import Chart
from caremodel.simulation.replays import Replayed
from caremodel.testing.strategies import (
    STANDING,
    ReplayWorld,
    charts,
    pathways,
    replay_worlds,
)
from laws.eventful import share
from simulation.replay_logs import history_of
from simulation.weekly import looked_at

WORLDS = replay_worlds() | replay_worlds(pathways())
LESS = {Direction.DOWN, Direction.GRADUATE}

PEOPLE = charts(kinds=("encounter",), codes=("IMP", "EMER"), max_entries=8)
"""People whose stays and visits crowd around one day; many records end there."""


def of(chart: Chart) -> Replayed:
    """Look at someone weekly, from half a year before that day to half a year after."""
    first = STANDING - timedelta(days=182)
    return looked_at(chart, first=first, last=STANDING + timedelta(days=182))


def stood(replayed: Replayed) -> list[tuple[Journey, Event]]:
    """Say where the journey stood before each thing that happened, but the first."""
    states: list[Journey] = []
    for event in replayed.events:
        states.append(journeys.evolve(states[-1] if states else None, event))
    return list(zip(states, replayed.events[1:], strict=False))


def is_less(world: ReplayWorld, before: Journey, move: Moved) -> bool:
    """Say whether a move was advised to less care."""
    steps = journeys.steps_from(world.pathway, before.place)
    return any(step.move == move.move and step.direction in LESS for step in steps)


def told(world: ReplayWorld, journey: Journey, on: date) -> Facts:
    """Say what was known at a look, with what the journey says of itself."""
    (known,) = (each for each in world.seen if each.on == on)
    return known.with_given(journeys.own_facts(journey, on=on))


@given(WORLDS)
def test_less_care_comes_after_it_was_enough_for_its_time(world: ReplayWorld) -> None:
    """At every look of the dwell, and standing there all of it (INV-074)."""
    for before, event in stood(world.replayed()):
        if not isinstance(event, Moved):
            continue
        for step in journeys.steps_from(world.pathway, before.place):
            if step.move != event.move or step.dwell is None:
                continue
            assert step.dwell.after(before.since) <= event.on
            held = [
                answer(step.when, told(world, before, known.on)) is Answer.YES
                for known in world.seen
                if before.since <= known.on <= event.on
                and step.dwell.after(known.on) >= event.on
            ]
            assert held
            assert all(held)


@given(WORLDS)
def test_more_care_comes_at_the_first_look_that_asks_for_it(world: ReplayWorld) -> None:
    """Unless someone acted on every bit of it before (INV-074)."""
    replayed = world.replayed()
    moved = {event.on for event in replayed.events if isinstance(event, Moved)}
    for known in world.seen[1:]:
        if known.on in moved:
            continue
        here = [event for event in replayed.events if event.on < known.on]
        journey = journeys.replayed(here)
        seen = told(world, journey, known.on)
        for step in journeys.steps_from(world.pathway, journey.place):
            if step.direction is Direction.UP:
                verdict = evaluate(step.when, seen)
                if verdict.answer is Answer.YES:
                    names = {name_of(reason.fact) for reason in verdict.because}
                    assert names <= {
                        each.partition(" since ")[0] for each in journey.answered
                    }


@given(WORLDS)
def test_nobody_gets_less_care_in_doubt(world: ReplayWorld) -> None:
    """Who cannot tell whether more is needed lets nobody go (INV-074, 076)."""
    for before, event in stood(world.replayed()):
        if isinstance(event, Moved) and is_less(world, before, event):
            seen = told(world, before, event.on)
            for step in journeys.steps_from(world.pathway, before.place):
                if step.direction is Direction.UP:
                    assert answer(step.when, seen) is Answer.NO


def pushed(replayed: Replayed) -> list[tuple[str, ...]]:
    """Hand out what each move rests on."""
    moves = [event for event in replayed.events if isinstance(event, Moved)]
    return [move.evidence for move in moves if move.evidence]


@given(WORLDS.map(ReplayWorld.replayed) | PEOPLE.map(of))
def test_the_same_evidence_pushes_once(replayed: Replayed) -> None:
    """Up, down, and up again takes something new (INV-075)."""
    known: set[str] = set()
    for evidence in pushed(replayed):
        assert not known.issuperset(evidence)
        known.update(evidence)


@given(WORLDS.map(ReplayWorld.replayed) | PEOPLE.map(of))
def test_every_step_up_out_of_watch_was_flagged(replayed: Replayed) -> None:
    """By its evidence, on its day, and once; the step answers the flag (INV-072)."""
    raised = [event for event in replayed.events if isinstance(event, FlagRaised)]
    flags = [(flag.on, flag.evidence) for flag in raised]
    assert len({flag.flag_id for flag in raised}) == len(raised)
    assert flags == [
        (event.on, event.evidence)
        for before, event in stood(replayed)
        if isinstance(event, Moved) and event.evidence and before.at.tracked
    ]
    assert not replayed.journey.flags


@given(WORLDS.map(ReplayWorld.replayed) | PEOPLE.map(of))
def test_a_log_is_one_that_could_have_been(replayed: Replayed) -> None:
    """Folded event by event, and written and read, it tells the same journey."""
    folded: Journey | None = None
    for event in replayed.events:
        folded = journeys.evolve(folded, event)
    assert folded == replayed.journey
    history = history_of(replayed)
    assert documents.read_log(documents.write_log(history)) == history


@given(WORLDS)
def test_a_second_run_tells_the_same(world: ReplayWorld) -> None:
    """To the byte."""
    first, second = history_of(world.replayed()), history_of(world.replayed())

    assert documents.write_log(first) == documents.write_log(second)


@given(PEOPLE)
def test_nobody_steps_down_once_the_record_has_ended(chart: Chart) -> None:
    """What is not covered cannot be told, and lets nobody go (INV-065, 074)."""
    for event in of(chart).events:
        if isinstance(event, Moved) and not event.evidence:
            day = event.on
            covered = any(day in period for period in chart.covers("encounter"))
            unborn = chart.born is not None and day < chart.born.start
            assert covered or unborn


def test_replays_go_up_and_down_and_are_flagged() -> None:
    """Otherwise this would be about nothing."""
    drawn, by_default = replay_worlds(pathways()), replay_worlds()

    def up(replayed: Replayed) -> bool:
        return bool(pushed(replayed))

    def up_again(replayed: Replayed) -> bool:
        return len(pushed(replayed)) > 1

    def down(world: ReplayWorld) -> bool:
        return any(
            isinstance(event, Moved) and is_less(world, before, event)
            for before, event in stood(world.replayed())
        )

    def flagged(replayed: Replayed) -> bool:
        return any(isinstance(event, FlagRaised) for event in replayed.events)

    for worlds in (drawn, by_default):
        replays = worlds.map(ReplayWorld.replayed)
        assert share(replays, up) > 0.3
        assert share(replays, up_again) > 0.05
        assert share(replays, flagged) > 0.03
        assert share(worlds, down) > 0.1
    assert share(PEOPLE.map(of), up) > 0.3
    assert share(PEOPLE.map(of), up_again) > 0.05
