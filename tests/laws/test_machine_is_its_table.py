"""A machine accepts exactly what its table says.

INV-069, INV-087. Over all places, names, sets of roles, truths and reasons, a naive
reading of the rows as they were written says the same as the machine.
"""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings

from caremodel.errors import NotAllowedError
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import (
    ANYWHERE,
    Machine,
    Move,
    choose,
    moves_from,
    options,
    refusals,
)
from caremodel.grammar.rules import answer
from caremodel.grammar.verdicts import Answer
from caremodel.testing.strategies import FACES, REASONS, Table, tables
from laws.eventful import share

ACTORS = tuple(
    Actor("w1", roles)
    for roles in ((), ("nurse",), ("patient", "physician"), ("clerk",))
)


def row(table: Table, place: str, name: str) -> Move[str] | None:
    """Find a row the naive way: one of the place itself, else one from anywhere."""
    own = [move for move in table.moves if (move.source, move.name) == (place, name)]
    wild = [
        move
        for move in table.moves
        if (move.source, move.name) == (ANYWHERE, name)
        if place not in table.terminal and place != move.target
    ]
    return next(iter((*own, *wild)), None)


def may(move: Move[str], actor: Actor, facts: Facts, why: str) -> bool:
    """Read the row: someone of the roles, a reason if it takes one, and its needs."""
    if move.roles and not set(move.roles) & set(actor.roles):
        return False
    if move.needs_reason and not why.strip():
        return False
    return move.needs is None or answer(move.needs, facts) is Answer.YES


@settings(max_examples=50)
@given(tables())
def test_a_move_may_be_made_exactly_if_its_row_says_so(table: Table) -> None:
    """For everyone, from everywhere, whatever is known, and with and without a why."""
    machine = table.machine
    names = {"fly", *(move.name for move in table.moves)}

    for place, name in product(table.places, names):
        move = row(table, place, name)
        for actor, facts, why in product(ACTORS, FACES, REASONS):
            because = refusals(machine, place, name, actor, facts, reason=why)
            if move is None or not may(move, actor, facts, why):
                assert because
                with pytest.raises(NotAllowedError) as refused:
                    choose(machine, place, name, actor, facts, reason=why)
                assert refused.value.because == because
            else:
                assert because == ()
                chosen = choose(machine, place, name, actor, facts, reason=why)
                assert (chosen.source, chosen.target) == (place, move.target)


@given(tables())
def test_options_are_the_rows_of_a_place(table: Table) -> None:
    """No more, no fewer; one may be made exactly if its row says so."""
    machine = table.machine
    names = {move.name for move in table.moves}

    for place in table.places:
        rows = {name: row(table, place, name) for name in names}
        expected = {name: move.target for name, move in rows.items() if move}
        moves = moves_from(machine, place)
        assert {move.name: move.target for move in moves} == expected
        for actor, facts in product(ACTORS, FACES):
            told = options(machine, place, actor, facts)
            assert tuple(option.move for option in told) == moves
            for option in told:
                read = rows[option.move.name]
                assert read is not None
                allowed = may(read, actor, facts, "why")
                assert (option.answer is Answer.YES) == allowed
                assert (option.still_needs == ()) == allowed


@given(tables())
def test_a_machine_of_what_was_expanded_is_the_same(table: Table) -> None:
    """Writing out the moves from anywhere by hand makes no difference."""
    machine = table.machine

    again = Machine(
        places=machine.places,
        initial=machine.initial,
        terminal=machine.terminal,
        moves=machine.moves,
    )

    assert again == machine
    assert all(move.source is not ANYWHERE for move in machine.moves)
    assert all(move.source != move.target for move in machine.moves)


def test_the_cases_are_eventful() -> None:
    """In half a move is from anywhere; in a fifth it meets one of a place's own."""

    def wild(table: Table) -> bool:
        return any(move.source is ANYWHERE for move in table.moves)

    def meets(table: Table) -> bool:
        names = Counter(move.name for move in table.moves)
        return any(
            move.source is ANYWHERE and names[move.name] > 1 for move in table.moves
        )

    assert share(tables(), wild) > 1 / 3
    assert share(tables(), meets) > 1 / 6
