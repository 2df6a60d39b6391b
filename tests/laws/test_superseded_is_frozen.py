"""The law: a superseded version is frozen, and restating changes nothing.

What was decided by it stays as it was when a new one appears; who runs on it goes on.
"""

import pickle
from datetime import UTC, datetime, time
from typing import Any

import attrs
from hypothesis import given, strategies as st

from caremodel.care import journeys, pathways
from caremodel.care.journeys import (
    Agree,
    Command,
    Event,
    Holding,
    Make,
    NameLead,
    NoteContact,
    VersionAdopted,
)
from caremodel.care.pathways import Needed, Pathway
from caremodel.grammar.dates import Period, add_days
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import History, append
from caremodel.testing.strategies import (
    JourneyHistory,
    adopting_histories,
    journey_facts,
    journey_histories,
    pathway_versions,
    pathways as drawn_pathways,
)
from laws.eventful import share

EITHER = journey_histories() | journey_histories(drawn_pathways())
Versions = tuple[Pathway, Pathway]


def written(history: JourneyHistory) -> History[Event]:
    """Write a journey down, each step at noon of its day."""
    log: History[Event] = History(stream="j0")
    for number, step in enumerate(history.steps):
        log = append(
            log,
            step.events,
            expected_version=log.version,
            command_id=f"c{number}",
            recorded_at=datetime.combine(step.on, time(12), UTC),
        )
    return log


def commands(pathway: Pathway) -> list[Command]:
    """Ask for every move, and for some else."""
    moves = sorted({move.name for move in pathway.machine.moves})
    return [
        *(Make(move=name, reason="as agreed") for name in moves),
        *(Agree(what=needed) for needed in Needed),
        NameLead(worker_id="ann"),
        NoteContact(two_way=True, mode="phone"),
    ]


@given(EITHER)
def test_who_runs_on_a_superseded_version_goes_on(history: JourneyHistory) -> None:
    """Every answer is as it was while the version was in force; nobody begins on it."""
    old, journey, step = history.pathway, history.journey, history.steps[-1]
    ended = attrs.evolve(old, in_force=Period(start=step.on, end=step.on))
    facts = Facts(on=step.on, known={})
    how: dict[str, Any] = {"facts": facts, "on": step.on, "by": step.by}

    for command in commands(old):
        told = journeys.check(old, journey, command, **how)
        assert journeys.check(ended, journey, command, **how) == told
    options = journeys.options(old, journey, by=step.by, facts=facts)
    assert journeys.options(ended, journey, by=step.by, facts=facts) == options
    first = history.steps[0]
    again: dict[str, Any] = {"facts": first.facts, "on": first.on, "by": first.by}
    assert journeys.check(ended, None, first.asked, **again)[0] == (
        "that version of the pathway is not in force on that day"
    )


@given(adopting_histories())
def test_what_was_before_a_new_version_is_as_it_was(history: JourneyHistory) -> None:
    """As of every day and instant before the journey went over."""
    log = written(history)
    for at, step in enumerate(history.steps):
        if not isinstance(step.events[-1], VersionAdopted):
            continue
        before = attrs.evolve(history, steps=history.steps[:at])
        last, shorter = before.steps[-1], written(before)
        for on in (last.on, add_days(step.on, -1), before.journey.began):
            noon = datetime.combine(add_days(step.on, -1), time(12), UTC)
            assert journeys.as_of(log, on=on, known_at=noon) == journeys.as_of(
                shorter, on=on, known_at=noon
            )
        assert before.journey.pathway == history.pathway.ref
        found = pathways.pathway_of(
            (step.pathway, history.pathway), history.pathway.ref
        )
        assert found is history.pathway


@given(EITHER, journey_facts())
def test_under_its_own_version_it_is_what_it_was(
    history: JourneyHistory, facts: Facts
) -> None:
    """Restated, nothing is amiss; and what would be advised is what was."""
    restated = journeys.restate(history.pathway, history.events)

    assert restated.misfits == ()
    assert restated.journey == history.journey
    assert restated.was == (history.pathway.ref,)
    journey, on = history.journey, add_days(history.steps[-1].on, 1)
    look = Facts(on=on, known=facts.known)
    told = journeys.would_advise(history.pathway, history.events, [look])
    if journey.is_over:
        assert told is None
    else:
        holding = journeys.watch(history.pathway, Holding(), look, journey=journey)
        assert told == journeys.recommend(history.pathway, journey, look, holding)


@given(adopting_histories() | EITHER, st.integers(0, 1), pathway_versions())
def test_restating_changes_nothing_and_says_what_it_is(
    history: JourneyHistory,
    last: int,
    versions: Versions,
) -> None:
    """Of the events, the journey, or the order; what is left out is named."""
    version = history.steps[-1].pathway if last else history.pathway
    if version.id == versions[1].id:
        version = attrs.evolve(versions[1], version="9")
    kept, before = pickle.dumps(history.events), history.journey

    restated = journeys.restate(version, history.events)

    assert pickle.dumps(history.events) == kept
    assert journeys.replayed(history.events) == before
    assert restated.now == version.ref
    left_out = [misfit.event for misfit in restated.misfits]
    assert all(misfit.because for misfit in restated.misfits)
    assert len({id(event) for event in left_out}) == len(left_out)
    assert {id(event) for event in left_out} <= {id(event) for event in history.events}
    if restated.journey is not None:
        assert restated.journey.pathway == version.ref
        assert restated.journey.began == before.began
        assert restated.journey.place in version.machine.places
        assert restated.journey.since <= before.since or before.adopted


def test_restating_often_leaves_something_out() -> None:
    """And often nothing; half of the journeys go over."""
    cases = st.tuples(adopting_histories(), pathway_versions())

    def amiss(case: tuple[JourneyHistory, Versions]) -> bool:
        history, (_, newer) = case
        if newer.id != history.pathway.id:
            newer = history.steps[-1].pathway
        return bool(journeys.restate(newer, history.events).misfits)

    assert 0.2 < share(cases, amiss) < 0.9
