"""Places of a pathway that are misspelled: each is named, with what there is."""

import typing

import attrs
import pytest

from care.walked import (
    ASKING,
    AWAY,
    HIGH,
    LEFT,
    LOW,
    MOVES,
    REST,
    RUNGS,
    SMALL,
    STAGES,
    WATCH,
    WORRY,
)
from caremodel.care.pathways import Place, Prompt, Tally, between
from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Interval
from caremodel.grammar.machines import ANYWHERE, Move

EVERY_STAGE = "there are asking, care, away, rest, watch, done, left"
FIRST, SECOND = RUNGS


def refused(**change: typing.Any) -> str:
    """Say what is wrong with the small pathway once something of it is changed."""
    with pytest.raises(InvalidValueError) as told:
        attrs.evolve(SMALL, **change)
    assert told.value.path == "Pathway[small]"
    return told.value.problem


def asking(*at: Place) -> tuple[Prompt, ...]:
    """Make a prompt at some places."""
    week = Interval(days=7)
    return (
        Prompt(name="a look", at=at, when=WORRY >= 3, within=week, roles=["nurse"]),
    )


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        (Place("care", "hihg"), "there is no place care (hihg); there are low, high"),
        (Place("care"), "there is no place care; there are low, high"),
        (Place("watch", "low"), "there is no place watch (low); there is watch"),
        (Place("cair", "low"), f"there is no place cair (low); {EVERY_STAGE}"),
    ],
)
def test_a_place_that_is_none_is_named_wherever_it_stands(
    place: Place, problem: str
) -> None:
    """Nothing else is said: what follows from it goes away with it."""
    from_there = Move(name="go", source=place, target=LEFT)
    there = Move(name="go", source=ASKING, target=place)
    lower = attrs.evolve(SECOND, lower=place)
    upper = attrs.evolve(SECOND, upper=place)
    at = asking(LOW, place)

    assert refused(moves=[*MOVES, from_there]) == f"moves[go].source: {problem}"
    assert refused(moves=[*MOVES, there]) == f"moves[go].target: {problem}"
    assert refused(rungs=(FIRST, lower)) == f"rungs[1].lower: {problem}"
    assert refused(rungs=(FIRST, upper)) == f"rungs[1].upper: {problem}"
    assert refused(prompts=at) == f"prompts[a look].at: {problem}"


def test_a_move_between_texts_is_refused() -> None:
    """A move may join anything; one of a pathway joins places."""
    move: Move[typing.Any] = Move(name="go", source="care", target="left")

    assert refused(moves=[*MOVES, move]) == (
        "moves[go].source: must be Place; moves[go].target: must be Place"
    )


def test_a_stage_of_one_level_with_a_name_is_told_by_it() -> None:
    """Who leaves the name out learns it."""
    named = attrs.evolve(STAGES[2].levels[0], name="gone")
    stages = [
        attrs.evolve(each, levels=[named]) if each.name == "away" else each
        for each in STAGES
    ]
    told = refused(stages=stages)

    assert told == (
        "moves[look for].target: there is no place away; there is gone; "
        "moves[come back].source: there is no place away; there is gone"
    )


def test_what_follows_from_a_misspelled_place_is_not_told() -> None:
    """No place that cannot be reached, no table, no tally; all else is told."""
    moves = [
        attrs.evolve(move, target=Place("wach")) if move.name == "let go" else move
        for move in MOVES
    ]
    came = Tally(name="came", adds_on=["came to: done"])
    wrong = {"moves": moves, "tallies": [*SMALL.tallies, came], "signatures": ()}
    told = refused(**wrong).split("; ")

    assert told[0] == "moves[let go].target: there is no place wach"
    assert told[1] == EVERY_STAGE
    assert told[2:] == [
        "stage care takes the person's agreement, which nobody may sign",
        "stage watch takes the person's agreement, which nobody may sign",
        "stage done takes the person's agreement to end, which nobody may sign",
        "stage done takes a warm hand-off, which nobody may sign",
    ]


def test_a_place_named_from_many_is_told_once() -> None:
    """One name is misspelled, not five."""
    moves = between("go", [LOW, HIGH, AWAY, REST, WATCH], Place("home"))

    told = refused(moves=[*MOVES, *moves])

    assert told == f"moves[go].target: there is no place home; {EVERY_STAGE}"


# --- several moves at once -----------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "path", "problem"),
    [
        ({"sources": ["care"]}, "between.sources[0]", "must be Place"),
        ({"sources": [LOW, ANYWHERE]}, "between.sources[1]", "must be Place"),
        (
            {"sources": LOW},
            "between.sources",
            "must be several places, as in a list of one",
        ),
        (
            {"sources": "care"},
            "between.sources",
            "must be several places, as in a list of one",
        ),
        ({"target": "watch"}, "between.target", "must be Place"),
        ({"needs_reason": "yes"}, "between.needs_reason", "must be bool"),
        ({"needs_reason": 1}, "between.needs_reason", "must be bool"),
        (
            {"roles": "nurse"},
            "between.roles",
            "must be several texts, as in a tuple of one",
        ),
    ],
)
def test_what_makes_no_moves_is_refused_where_it_is_given(
    given: dict[str, typing.Any], path: str, problem: str
) -> None:
    """Not by the pathway that the moves are for."""
    good: dict[str, typing.Any] = {"sources": [LOW], "target": REST}

    with pytest.raises(InvalidValueError) as told:
        between("rest", **(good | given))

    assert (told.value.path, told.value.problem) == (path, problem)


def test_all_of_several_moves_have_their_roles() -> None:
    """Also where the roles come one by one: of nobody, everyone might."""
    first, second = between("rest", iter([LOW, HIGH]), REST, roles=iter(["nurse"]))

    assert (first.source, second.source) == (LOW, HIGH)
    assert first.roles == second.roles == ("nurse",)
