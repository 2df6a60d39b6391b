"""A refusal leaves everything as it was, and names every reason.

INV-008; INV-009 as far as machines and histories go: who, which day, and why.
"""

import pickle
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given, strategies as st

from caremodel.errors import ConflictError, InvalidValueError, NotAllowedError
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor, Correction, History, append, correct
from caremodel.grammar.machines import (
    Machine,
    Move,
    Option,
    choose,
    moves_from,
    options,
    refusals,
)
from caremodel.testing.strategies import (
    FACES,
    REASONS,
    Counted,
    CountEvent,
    actors,
    count_on,
    histories,
    machines,
)
from laws.eventful import share

Ask = tuple[Machine[str], Move[str], Actor, Facts, str]


def asked(machine: Machine[str]) -> st.SearchStrategy[Ask]:
    """Ask for a move of *machine*: anyone, knowing anything, for any reason."""
    return st.tuples(
        st.just(machine),
        st.sampled_from(machine.moves),
        actors(),
        st.sampled_from(FACES),
        st.sampled_from(REASONS),
    )


ASKS = machines().flatmap(asked)


def place_of(machine: Machine[str], move: Move[str]) -> str:
    """Say where *move* leads away from."""
    return next(place for place in machine.places if place == move.source)


def because(ask: Ask, **change: object) -> tuple[str, ...]:
    """Ask, with something changed, and name what stands in the way."""
    machine, move, actor, facts, reason = ask
    asked = {"actor": actor, "facts": facts, "reason": reason, **change}
    place = place_of(machine, move)
    return refusals(machine, place, move.name, **asked)  # type: ignore[arg-type]


@given(ASKS)
def test_asking_changes_nothing(ask: Ask) -> None:
    """Neither the machine, nor what is known, nor the answer to the same again."""
    machine, move, actor, facts, reason = ask
    before = pickle.dumps(ask)
    place = place_of(machine, move)

    first = refusals(machine, place, move.name, actor, facts, reason=reason)
    for _ in range(2):
        if not first:
            chosen = choose(machine, place, move.name, actor, facts, reason=reason)
            assert chosen == move
            continue
        with pytest.raises(NotAllowedError) as refused:
            choose(machine, place, move.name, actor, facts, reason=reason)
        assert refused.value.because == first
        assert refused.value.change == move.name

    assert pickle.dumps(ask) == before


@given(ASKS)
def test_every_reason_is_named_and_none_hides_another(ask: Ask) -> None:
    """Each obstacle taken away takes its own words away, and no others."""
    machine, move, *_ = ask
    reasons = because(ask)
    who = Actor("w9", move.roles)
    unneedy = attrs.evolve(move, needs=None, safety=False)
    free = Machine(
        places=machine.places,
        initial=machine.initial,
        terminal=machine.terminal,
        moves=[unneedy if each == move else each for each in machine.moves],
    )

    less = (
        set(because(ask, actor=who)),
        set(because(ask, reason="moved away")),
        set(because((free, unneedy, *ask[2:]))),
    )
    by_role, by_word, by_need = (set(reasons) - each for each in less)

    assert set().union(*less) <= set(reasons)
    assert len(by_role) <= 1
    assert by_word <= {"a reason must be given"}
    assert by_role | by_word | by_need == set(reasons)
    assert len(by_role) + len(by_word) + len(by_need) == len(reasons)


@given(ASKS)
def test_what_is_still_needed_is_what_a_refusal_says(ask: Ask) -> None:
    """A screen that asks beforehand tells no more and no less."""
    machine, move, actor, facts, _ = ask
    place = place_of(machine, move)
    told: list[Option[str]] = list(options(machine, place, actor, facts))

    assert [option.move for option in told] == list(moves_from(machine, place))
    for option in told:
        given_why = because((machine, option.move, *ask[2:]), reason="moved away")
        assert option.still_needs == given_why


@given(histories(), actors())
def test_a_refused_append_leaves_the_log(
    history: History[CountEvent], by: Actor
) -> None:
    """A conflict, an event from the future: nothing is written, not even half."""
    before = pickle.dumps(history)
    last = history.recorded[-1]
    day = last.recorded_at.date()
    events = [
        Counted(on=day + timedelta(days=ahead), by=by, more=1) for ahead in (0, 2)
    ]

    for expected, error in (
        (history.version - 1, ConflictError),
        (history.version, InvalidValueError),
    ):
        with pytest.raises(error):
            append(
                history,
                events,
                expected_version=expected,
                command_id="new",
                recorded_at=last.recorded_at,
            )

    assert pickle.dumps(history) == before


@given(histories(), actors())
def test_a_refused_correction_leaves_the_log(
    history: History[CountEvent], by: Actor
) -> None:
    """Who takes the opening away takes away what all else rests on."""
    before = pickle.dumps(history)
    last = history.recorded[-1]
    wrong = Correction[CountEvent](
        version=1,
        instead=Counted(on=history.recorded[0].event.on, by=by, more=1),
        on=last.recorded_at.date(),
        by=by,
        reason="never opened",
    )

    with pytest.raises(NotAllowedError, match="what follows: it was never opened"):
        correct(
            history,
            wrong,
            evolve=count_on,
            start=None,
            expected_version=history.version,
            command_id="new",
            recorded_at=last.recorded_at,
        )

    assert pickle.dumps(history) == before


@given(histories())
def test_whatever_was_written_says_who_and_when_and_why(
    history: History[CountEvent],
) -> None:
    """Off the expected path, which a correction is, it also says why."""
    for each in history.recorded:
        assert each.event.by.id
        assert isinstance(each.event.on, date)
        if isinstance(each.event, Correction):
            assert each.event.reason.strip()


def test_the_cases_are_eventful() -> None:
    """Half are refused, a fifth for more than one reason."""
    assert share(ASKS, lambda ask: bool(because(ask))) > 1 / 2
    assert share(ASKS, lambda ask: len(because(ask)) > 1) > 1 / 5
    assert share(ASKS, lambda ask: not because(ask)) > 1 / 5
