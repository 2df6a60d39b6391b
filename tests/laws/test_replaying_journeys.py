"""The law: a history tells the journey, a refusal nothing (INV-001, 007, 008)."""

from datetime import UTC, datetime, time
from functools import reduce

import pytest
from hypothesis import given, strategies as st

from caremodel.care import journeys
from caremodel.care.journeys import (
    Agree,
    AnswerFlag,
    BookCheck,
    Command,
    Event,
    FlagAnswer,
    HearReadiness,
    Journey,
    Make,
    NameLead,
    NameTracker,
    NoteCheck,
    NoteContact,
    RaiseFlag,
)
from caremodel.care.pathways import Needed, Readiness
from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import add_days
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor, History, append, corrected
from caremodel.testing.strategies import JourneyHistory, journey_histories, pathways
from laws.eventful import share

EITHER = journey_histories() | journey_histories(pathways())
CLERK = Actor("clerk", ("clerk",))


def folded(journey: Journey | None, events: tuple[Event, ...]) -> Journey | None:
    """Fold events one by one."""
    return reduce(journeys.evolve, events, journey)


@given(EITHER, st.integers(0, 40))
def test_a_history_in_two_parts_is_the_history(
    history: JourneyHistory, cut: int
) -> None:
    """One by one, all at once, and from any state on (INV-001)."""
    events = history.events

    assert folded(folded(None, events[:cut]), events[cut:]) == history.journey
    assert folded(None, events) == journeys.replayed(events)
    at = min(max(cut, 1), len(events))
    start = journeys.replayed(events[:at])
    assert journeys.replayed(events[at:], start=start) == history.journey


@given(EITHER)
def test_a_command_seen_before_appends_nothing(history: JourneyHistory) -> None:
    """A host may try again after it lost an answer (INV-007)."""
    written: History[Event] = History(stream="j0")
    for number, step in enumerate(history.steps):
        for _ in range(2):
            written = append(
                written,
                step.events,
                expected_version=written.version,
                command_id=f"c{number}",
                recorded_at=datetime.combine(history.steps[-1].on, time(12), UTC),
            )

    assert corrected(written) == history.events
    assert journeys.replayed(corrected(written)) == history.journey


def commands(history: JourneyHistory) -> list[Command]:
    """Ask for everything that can be asked for."""
    on = history.steps[-1].on
    moves = {move.name for move in history.pathway.machine.moves}
    return [
        *(Make(move=name) for name in sorted(moves)),
        *(Make(move=name, override=True) for name in sorted(moves)),
        *(Agree(what=needed) for needed in Needed),
        *(AnswerFlag(flag_id=f"f{n}", answer=FlagAnswer.STAY) for n in (0, 3)),
        HearReadiness(readiness=Readiness.READY),
        NameLead(worker_id="rosa"),
        NameTracker(worker_id="tom"),
        BookCheck(due=on),
        NoteCheck(made=True),
        NoteCheck(made=False),
        NoteContact(two_way=True, mode="phone"),
        RaiseFlag(flag_id="f3", trigger="a fall", owner="tom", evidence=("e1",)),
    ]


@given(EITHER, st.sampled_from((0, 1, -3)), st.sampled_from((0, 2)))
def test_what_is_decided_can_have_happened_and_a_refusal_changes_nothing(
    history: JourneyHistory, days: int, off: int
) -> None:
    """Check and decide agree, and the fold takes whatever was decided (INV-008)."""
    journey, on = history.journey, add_days(history.steps[-1].on, days)
    facts = Facts(on=add_days(on, off), known={})
    for command in commands(history):
        asked = (history.pathway, journey, command)
        because = journeys.check(*asked, facts=facts, on=on, by=CLERK)
        if not because:
            events = journeys.decide(*asked, facts=facts, on=on, by=CLERK)
            assert folded(journey, events) == journeys.replayed(events, start=journey)
            continue
        with pytest.raises(NotAllowedError) as told:
            journeys.decide(*asked, facts=facts, on=on, by=CLERK)
        assert told.value.because == because
        assert len(set(because)) == len(because)
        assert journey == history.journey


@given(EITHER)
def test_one_reason_more_hides_none(history: JourneyHistory) -> None:
    """A refusal names every reason: what is wrong twice has both (INV-008)."""
    journey, on = history.journey, history.steps[-1].on
    late = Facts(on=add_days(on, 1), known={})
    for command in commands(history):
        asked = (history.pathway, journey, command)
        once = journeys.check(*asked, facts=Facts(on=on, known={}), on=on, by=CLERK)
        twice = journeys.check(*asked, facts=late, on=on, by=CLERK)
        assert set(twice) == {*once, "the facts are of another day"}


def test_journeys_are_eventful() -> None:
    """Most hold at least eight events."""
    assert share(EITHER, lambda history: len(history.events) >= 8) > 0.7
