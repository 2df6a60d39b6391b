"""Where something has ended, nothing follows.

INV-011.
"""

from datetime import timedelta

import pytest
from hypothesis import given

from caremodel.errors import InvalidValueError, NotAllowedError
from caremodel.grammar.histories import Actor, History, corrected, replay
from caremodel.grammar.machines import Machine, Move, moves_from, options, refusals
from caremodel.testing.strategies import (
    FACES,
    Closed,
    Counted,
    CountEvent,
    Opened,
    Table,
    actors,
    count_on,
    histories,
    tables,
)
from laws.eventful import share


@given(tables(), actors())
def test_no_move_leads_out_of_a_terminal_place(table: Table, actor: Actor) -> None:
    """Not even one from anywhere, whoever asks and whatever is known."""
    machine = table.machine
    names = {move.name for move in machine.moves}

    for place in machine.terminal:
        assert moves_from(machine, place) == ()
        for facts in FACES:
            assert options(machine, place, actor, facts) == ()
            for name in names:
                because = refusals(machine, place, name, actor, facts, reason="why")
                assert because == (f"no such move from {place}",)


@given(tables())
def test_a_table_with_a_way_out_of_an_end_is_no_machine(table: Table) -> None:
    """It cannot be built, whatever else it holds."""
    for place in table.terminal:
        out = Move(name="come back", source=place, target=table.places[0])
        with pytest.raises(InvalidValueError, match=f"out of the terminal {place}"):
            Machine(
                places=table.places,
                initial=table.initial,
                terminal=table.terminal,
                moves=[*table.moves, out],
            )


@given(tables())
def test_every_place_can_be_reached_and_leads_to_an_end(table: Table) -> None:
    """Walked step by step; where nothing ends, there is a way on from everywhere."""
    machine = table.machine
    onward = {
        place: {move.target for move in moves_from(machine, place)}
        for place in machine.places
    }

    def ahead(start: set[str]) -> set[str]:
        for _ in machine.places:
            start = start.union(*(onward[place] for place in start))
        return start

    assert ahead(set(machine.initial)) == set(machine.places)
    for place in machine.places:
        if machine.terminal:
            assert ahead({place}) & set(machine.terminal)
        else:
            assert onward[place]


@given(histories(), actors())
def test_nothing_is_counted_after_the_close(
    history: History[CountEvent], by: Actor
) -> None:
    """Each event that could follow is refused, and says why."""
    count = replay(count_on, None, corrected(history))
    if count is None or not count.closed:
        return
    day = count.latest + timedelta(days=1)
    events: tuple[CountEvent, ...] = (
        Opened(on=day, by=by),
        Counted(on=day, by=by, more=1),
        Closed(on=day, by=by),
    )
    for event in events:
        with pytest.raises(NotAllowedError, match="it is closed"):
            count_on(count, event)


def test_the_cases_are_eventful() -> None:
    """Half of the tables have an end, half a move from anywhere; a tenth are closed."""

    def closed(history: History[CountEvent]) -> bool:
        count = replay(count_on, None, corrected(history))
        return count is not None and count.closed

    assert share(tables(), lambda table: bool(table.terminal)) > 1 / 2
    assert share(tables(), lambda table: not table.terminal, examples=500) > 1 / 5
    assert share(histories(), closed) > 1 / 10
