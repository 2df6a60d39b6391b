"""What a pathway asks for on the way: where it can be, and what makes it vain."""

import pickle
import typing

import attrs
import pytest

from care.walked import DONE, HIGH, LOW, SMALL, WATCH, WORRY
from caremodel.care.pathways import Place, Prompt, days_here
from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Interval
from caremodel.grammar.facts import Given
from caremodel.grammar.rules import All, Any

SECOND_LOOK = Prompt(
    name="a second look",
    at=(LOW, HIGH),
    when=(WORRY >= 3) & (days_here() >= 7),
    within=Interval(days=14),
    roles=("nurse",),
)


def test_a_pathway_keeps_what_it_asks_for() -> None:
    """In its own order, and it travels with the pathway."""
    watched = attrs.evolve(SECOND_LOOK, name="a call", at=[WATCH], when=WORRY >= 4)
    pathway = attrs.evolve(SMALL, prompts=[SECOND_LOOK, watched])

    assert pathway.prompts == (SECOND_LOOK, watched)
    assert pickle.loads(pickle.dumps(pathway)) == pathway  # noqa: S301
    assert SECOND_LOOK.asks == "ask for a second look"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"name": " "}, r"Prompt\.name: must not be blank"),
        ({"at": ()}, r"Prompt\.at: must not be empty"),
        ({"at": ("care",)}, r"Prompt\.at\[0\]: must be Place$"),
        (
            {"at": (LOW, HIGH, LOW)},
            r"Prompt\[a second look\]\.at: must not name one place twice",
        ),
        ({"when": WORRY}, "must be a criterion"),
        ({"within": 14}, r"Prompt\.within: must be Interval$"),
        ({"roles": ()}, r"Prompt\.roles: must not be empty"),
        ({"roles": "nurse"}, "several texts"),
    ],
)
def test_a_prompt_that_cannot_be_is_refused(
    change: dict[str, typing.Any], problem: str
) -> None:
    """It says what, where, when, how soon, and who sees to it."""
    with pytest.raises(InvalidValueError, match=problem):
        attrs.evolve(SECOND_LOOK, **change)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"at": (LOW, DONE)}, "prompts[a second look].at: nobody stays at done"),
        (
            {"at": (Place("care", "huge"),)},
            (
                "prompts[a second look].at: there is no place care (huge); "
                "there are low, high"
            ),
        ),
        (
            {"when": Given("a") >= 1},
            "prompts[a second look].when asks for 'a', which nobody supplies",
        ),
        (
            {"when": (WORRY >= 3) & (WORRY < 3)},
            "prompts[a second look].when can never hold",
        ),
        (
            {"when": Any(())},
            "prompts[a second look].when can never hold",
        ),
        (
            {"when": (WORRY >= 3) | (WORRY < 3)},
            "prompts[a second look].when always holds",
        ),
        (
            {"when": All(())},
            "prompts[a second look].when always holds",
        ),
    ],
)
def test_a_prompt_that_cannot_work_is_refused(
    change: dict[str, typing.Any], problem: str
) -> None:
    """Nobody would ever be asked there, or nobody ever be done with it."""
    with pytest.raises(InvalidValueError) as told:
        attrs.evolve(SMALL, prompts=(attrs.evolve(SECOND_LOOK, **change),))

    assert told.value.path == "Pathway[small]"
    assert told.value.problem == problem


def test_a_prompt_at_its_very_bounds_is_built() -> None:
    """What can hold, and can fail, is no more narrow than one value."""
    only = attrs.evolve(SECOND_LOOK, when=(WORRY >= 3) & (WORRY <= 3))
    but_one = attrs.evolve(SECOND_LOOK, name="b", when=(WORRY > 3) | (WORRY < 3))

    assert attrs.evolve(SMALL, prompts=(only, but_one)).prompts == (only, but_one)


def test_two_prompts_of_one_name_are_refused() -> None:
    """Since when each has been asked for is kept by name."""
    with pytest.raises(InvalidValueError) as told:
        attrs.evolve(SMALL, prompts=(SECOND_LOOK, SECOND_LOOK))

    assert told.value.problem == "prompts must not hold one name twice"


def test_a_prompt_that_reads_like_a_move_is_refused() -> None:
    """Else since when one has held would be taken for the other's time."""
    moves = [
        attrs.evolve(move, name="ask for a second look")
        if move.name == "rest"
        else move
        for move in SMALL.moves
    ]

    with pytest.raises(InvalidValueError) as told:
        attrs.evolve(SMALL, moves=moves, prompts=(SECOND_LOOK,))

    assert told.value.problem == (
        "prompts[a second look]: a move is called 'ask for a second look'"
    )


@pytest.mark.parametrize("name", ["rest", "leave", "step up", "step down"])
def test_a_prompt_of_the_name_of_a_move_is_refused(name: str) -> None:
    """On a list of what is to be done, nobody could tell the two apart."""
    with pytest.raises(InvalidValueError) as told:
        attrs.evolve(SMALL, prompts=(attrs.evolve(SECOND_LOOK, name=name),))

    assert told.value.problem == f"prompts[{name}]: a move is called {name!r}"


def test_every_fault_of_a_prompt_is_told_at_once() -> None:
    """Beside those of the rest of the pathway."""
    wrong = attrs.evolve(SECOND_LOOK, at=(DONE,), when=Any((Given("a") < 1,)))

    with pytest.raises(InvalidValueError) as told:
        attrs.evolve(SMALL, prompts=(wrong,), signatures=SMALL.signatures[:2])

    assert told.value.problem == (
        "prompts[a second look].at: nobody stays at done; "
        "stage done takes a warm hand-off, which nobody may sign; "
        "prompts[a second look].when asks for 'a', which nobody supplies"
    )
