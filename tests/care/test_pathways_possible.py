"""What can never hold, or always does, is refused wherever a pathway asks it."""

import typing

import attrs
import pytest

from care.walked import (
    ASKING,
    LOW,
    MISSED,
    MOVES,
    READY,
    REST,
    RUNGS,
    SMALL,
    STAGES,
    TALKED,
    WORRY,
)
from caremodel.care.pathways import Pathway, between, days_here
from caremodel.errors import InvalidValueError
from caremodel.grammar.facts import Count, Days, Has, Select
from caremodel.grammar.rules import All, Any, Criterion

FIRST, SECOND = RUNGS
VISITS = Select(kind="encounter")
VISITED = Count(VISITS, Days(30))


def needing(needs: Criterion) -> dict[str, typing.Any]:
    """Let one move need something, from two places."""
    return {"moves": [*MOVES, *between("hurry", [ASKING, REST], LOW, needs=needs)]}


def rising(**change: typing.Any) -> dict[str, typing.Any]:
    """Change the rung between the levels of care."""
    return {"rungs": (FIRST, attrs.evolve(SECOND, **change))}


def advising(when: Criterion) -> dict[str, typing.Any]:
    """Change when to look for someone."""
    first, second = SMALL.advised
    return {"advised": (attrs.evolve(first, when=when), second)}


def problem(**change: typing.Any) -> str:
    """Say what is wrong with the small pathway once something of it is changed."""
    with pytest.raises(InvalidValueError) as told:
        attrs.evolve(SMALL, **change)
    return told.value.problem


@pytest.mark.parametrize(
    "criterion",
    [
        (WORRY >= 9) & (WORRY < 9),
        (WORRY > 9) & (WORRY <= 9),
        READY.eq(True) & ~READY,
        (VISITED > 1) & (VISITED < 2),
        VISITED < 0,
        (days_here() > 7) & (days_here() < 8),
        (TALKED.fact > 1) & (TALKED.fact < 2),
        MISSED.fact <= -1,
        Any(()),
    ],
)
def test_what_nobody_can_ever_meet_is_refused(criterion: Criterion) -> None:
    """It would look as if there were a way, and there is none."""
    down = problem(**rising(down=(WORRY <= 4) & criterion))

    assert problem(**needing(criterion)) == "moves[hurry].needs can never hold"
    assert problem(**rising(up=criterion)) == "rungs[care (high)].up can never hold"
    assert down == "rungs[care (high)].down can never hold"
    assert problem(**advising(criterion)) == "advised[look for].when can never hold"


@pytest.mark.parametrize(
    "criterion",
    [
        (WORRY >= 9) | (WORRY < 9),
        READY | ~READY,
        (VISITED <= 1) | (VISITED >= 2),
        days_here() >= 0,
        MISSED.fact > -1,
        All(()),
    ],
)
def test_advice_that_everyone_always_gets_is_refused(criterion: Criterion) -> None:
    """It says nothing of anyone; what a move needs may be so of everyone."""
    assert problem(**advising(criterion)) == "advised[look for].when always holds"
    assert problem(**rising(up=criterion)) == "rungs[care (high)].up always holds"
    assert attrs.evolve(SMALL, **needing(criterion)).machine.knows("hurry")


def test_who_can_never_come_in_by_rule_is_told() -> None:
    """Everyone may come in by rule; nobody is no rule."""
    nobody = (VISITED >= 2) & ~Has(VISITS, Days(30)) & (VISITED < 2)

    assert problem(entry=nobody) == "entry can never hold"
    assert attrs.evolve(SMALL, entry=All(())).entry == All(())


def test_what_lies_on_the_very_bound_can_hold() -> None:
    """One value is enough, and one that is left out."""
    exactly, neighbors = (WORRY >= 9) & (WORRY <= 9), (WORRY > 1) & (WORRY < 2)
    but_one = (WORRY > 9) | (WORRY < 9)

    assert isinstance(attrs.evolve(SMALL, **needing(exactly)), Pathway)
    assert isinstance(attrs.evolve(SMALL, **needing(neighbors)), Pathway)
    assert isinstance(attrs.evolve(SMALL, **advising(but_one)), Pathway)
    assert isinstance(attrs.evolve(SMALL, **advising(exactly)), Pathway)


def test_all_that_is_impossible_is_told_at_once() -> None:
    """Beside what else is wrong; of a move from two places, once."""
    never = Any(())
    stages = [
        attrs.evolve(each, responsible=()) if each.name == "away" else each
        for each in STAGES
    ]

    told = problem(
        stages=stages,
        entry=never,
        **needing(never),
        **rising(up=never, down=never),
        **advising(All(())),
    )

    assert told == (
        "stage away must have someone responsible; "
        "entry can never hold; moves[hurry].needs can never hold; "
        "rungs[care (high)].up can never hold; rungs[care (high)].down can never hold; "
        "advised[look for].when always holds"
    )
