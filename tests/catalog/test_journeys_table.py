"""The default pathway does what its table says, in every case there is.

INV-069, INV-086, INV-087. The table is typed in `catalog.typed`, from the words of
practice.
"""

from itertools import chain

import pytest

from caremodel.catalog.journeys import DEFAULT_PATHWAY, SEE_THEM
from caremodel.grammar.verdicts import Answer
from catalog.typed import (
    ACTORS,
    ALIVE,
    ASKED,
    ENDS,
    LEVELS,
    NAMES,
    SIGNERS,
    TABLE,
    TRUTHS,
    Said,
    Way,
    place,
    said_by,
    signed_by,
)


def different(said: list[Said]) -> list[str]:
    """Tell the first of what differs."""
    return [str(each) for each in said if each.differs][:5]


def test_the_machine_has_the_places_of_the_table() -> None:
    """No more and no fewer, with where one begins and where it ends."""
    machine = DEFAULT_PATHWAY.machine

    assert set(machine.places) == {place(name) for name in (*ALIVE, *ENDS)}
    assert set(machine.terminal) == {place(name) for name in ENDS}
    assert machine.initial == (place("identified"), *LEVELS.values())


def test_the_machine_has_the_moves_of_the_table() -> None:
    """Of 24 names there are 106 moves, 66 of them ways out that are always open."""
    rows = [(place(name), row.move) for row in TABLE for name in row.sources]

    assert {(move.source, move.name) for move in DEFAULT_PATHWAY.machine.moves} == {
        *rows
    }
    assert len(rows) == len({*rows}) == 106
    assert len(NAMES) == 24
    assert len(ALIVE) * len([row for row in TABLE if row.sources == ALIVE]) == 66


def test_what_is_asked_for_is_what_the_table_says() -> None:
    """Where, how soon and of whom; a new stay is told at every place but an end."""
    told = [
        (each.name, {*each.at}, each.within.days, each.roles)
        for each in DEFAULT_PATHWAY.prompts
    ]
    rungs = {each for r in DEFAULT_PATHWAY.rungs for each in (r.lower, r.upper)}
    (seen,) = [each.at for each in DEFAULT_PATHWAY.prompts if each is SEE_THEM]

    assert told == [
        (row.name, {place(name) for name in row.at}, row.within, row.roles)
        for row in ASKED
    ]
    assert {*seen} | rungs == {place(name) for name in ALIVE}
    assert not {*seen} & rungs


@pytest.fixture(scope="module")
def said() -> list[Said]:
    """Ask the default pathway in every case."""
    return list(said_by(DEFAULT_PATHWAY))


def test_everyone_is_told_what_the_table_says_in_every_case(said: list[Said]) -> None:
    """Each place, move, role, truth, reason, and thing on record, there or missing."""
    assert different(said) == []
    assert len(said) > 40_000


def test_the_table_says_more_than_one_thing(said: list[Said]) -> None:
    """Every move is allowed to someone; only a death is recorded by anyone, anyhow."""
    asked = [each for each in said if isinstance(each.case[-1], Way)]
    allowed = [each.case[2] for each in asked if not each.expected]
    refusals = [each.expected for each in asked if each.expected]

    assert {*allowed} == {*NAMES}
    assert len(allowed) > 2_000
    refused = {each.case[2] for each in asked if each.expected}
    assert {*NAMES} - refused == {"record the death"}
    assert len({*chain.from_iterable(refusals)}) > 20


def test_who_may_sign_is_what_the_table_says() -> None:
    """Each thing, by everyone, for themselves and on someone's behalf."""
    said = list(signed_by(DEFAULT_PATHWAY))

    assert different(said) == []
    assert len(said) == len(SIGNERS) * (len(ACTORS) + 4)


def test_each_need_is_seen_to_be_so_and_not_to_be_so() -> None:
    """And not to be known; but for what the journey counts itself."""
    told = {
        needed: {truth for truth, _ in cases}
        for needed, cases in TRUTHS.items()
        if needed
    }

    counted = {"a conversation", "out of reach", "found, and never in active care"}
    assert {*told} == {row.needs for row in TABLE if row.needs}
    for needed, truths in told.items():
        unknown = set() if needed in counted else {Answer.CANNOT_TELL}
        assert truths == {Answer.YES, Answer.NO, *unknown}
