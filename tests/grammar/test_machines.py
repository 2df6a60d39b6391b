"""Machines: what makes one, what it allows, and what it says where it does not."""

import copy
import enum
import pickle
from datetime import date

import pytest

from caremodel.errors import InvalidValueError, NotAllowedError
from caremodel.grammar.facts import Count, Fact, Facts, Given, Months, Select
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
from caremodel.grammar.rules import All, Any, AtLeast, Criterion
from caremodel.grammar.verdicts import Answer

STAYS = Count(Select(kind="stay", called="inpatient stays"), Months(6))
GOALS = Given("goals met")
AGREES = Given("patient agrees", kind="flag")
READINESS = Given("readiness", kind="text")

NURSE = Actor("w1", ("nurse",))
CLERK = Actor("w2", ("clerk",))
CANARY = "Ada Lovelace"


def knowing(**known: float | str) -> Facts:
    """Know so many stays, goals, whether someone agrees, and their readiness."""
    names: dict[str, Fact] = {
        "stays": STAYS,
        "goals": GOALS,
        "agrees": AGREES,
        "ready": READINESS,
    }
    return Facts(on=date(2026, 3, 31), known={names[n]: v for n, v in known.items()})


NOTHING = knowing()

ENGAGE = Move(name="engage", source="found", target="active")
STEP_DOWN = Move(
    name="step down",
    source="active",
    target="watched",
    roles=("nurse", "physician"),
    needs=(GOALS >= 2) & (STAYS < 1) & AGREES,
    needs_reason=True,
)
WITHDRAW = Move(name="leave", source=ANYWHERE, target="gone")
CARE = Machine(
    places=("found", "active", "watched", "gone"),
    initial=("found",),
    terminal=("gone",),
    moves=(
        ENGAGE,
        STEP_DOWN,
        Move(name="step up", source="watched", target="active", safety=True),
        WITHDRAW,
    ),
)


def machine(*moves: Move[str], places: str = "ABC", end: str = "C") -> Machine[str]:
    """Build a machine of letters that begins at the first."""
    return Machine(places=places, initial=places[:1], terminal=end, moves=moves)


def way(path: str, name: str = "") -> Move[str]:
    """Write "AB" for a move from A to B, called so unless named."""
    return Move(name=name or path, source=path[0], target=path[1])


def faults(*moves: Move[str], places: str = "ABC", end: str = "C") -> str:
    """Say why there is no such machine."""
    with pytest.raises(InvalidValueError) as refused:
        machine(*moves, places=places, end=end)
    assert refused.value.path == "Machine"
    return refused.value.problem


# --- moves ---------------------------------------------------------------------------


def test_a_move_leads_elsewhere() -> None:
    """Staying is no event."""
    with pytest.raises(InvalidValueError, match=r"Move\[rest\]\.target: must be els"):
        Move(name="rest", source="A", target="A")


def test_nothing_gates_a_move_for_safety() -> None:
    """Who is in danger waits for no criterion."""
    with pytest.raises(InvalidValueError, match=r"Move\[step up\]\.needs: must be em"):
        Move(name="step up", source="A", target="B", needs=AGREES, safety=True)


def test_a_move_has_a_name() -> None:
    """It is asked for by it."""
    with pytest.raises(InvalidValueError, match=r"Move\.name: must not be blank"):
        Move(name=" ", source="A", target="B")


def test_a_move_takes_a_yes_or_no_fact_as_what_it_needs() -> None:
    """As rules do."""
    assert Move(name="x", source="A", target="B", needs=AGREES).needs == AGREES.eq(True)


# --- faults --------------------------------------------------------------------------


def test_a_machine_has_places_and_begins_somewhere() -> None:
    """Else there is nothing to move."""
    with pytest.raises(InvalidValueError, match=r"Machine\.places: must not be empty"):
        Machine(places=(), initial=("A",), moves=())
    with pytest.raises(InvalidValueError, match=r"Machine\.initial: must not be empty"):
        Machine(places=("A",), initial=(), moves=())


def test_one_place_that_is_beginning_and_end_is_a_machine() -> None:
    """The smallest there is."""
    assert machine(places="A", end="A").moves == ()


def test_no_place_is_named_twice() -> None:
    """Which of them would be meant?"""
    assert faults(way("AB"), places="ABA", end="B") == "must not name one place twice"


def test_beginnings_and_ends_are_places() -> None:
    """A misspelled end would be none."""
    assert "must begin and end at places of its own" in faults(way("AB"), end="D")
    with pytest.raises(InvalidValueError, match="must begin and end at places"):
        Machine(places=("A",), initial=("A", "Z"), terminal=("A",), moves=())


def test_moves_join_places() -> None:
    """Those that lead from nowhere or to nowhere are named, in order of name."""
    told = faults(way("AC"), way("AZ", "b"), way("ZC", "a"), places="AC")

    assert told.split("; ") == [
        "move 'a' must join places of its own",
        "move 'b' must join places of its own",
    ]


def test_one_name_means_one_move_from_a_place() -> None:
    """Also if both lead to the same place; from elsewhere it may mean another."""
    told = "move 'go' must have one meaning from A"

    assert faults(way("AB", "go"), way("AC", "go"), way("BC")) == told
    assert faults(way("AC", "go"), way("AC", "go"), places="AC") == told
    assert len(machine(way("AB", "go"), way("BC", "go")).moves) == 2


def test_nothing_leads_out_of_an_end() -> None:
    """It would be none."""
    assert faults(way("AB"), way("BC"), way("CA")) == (
        "no move may lead out of the terminal C"
    )


def test_every_place_can_be_reached() -> None:
    """One that cannot is a mistake in the table."""
    assert faults(way("AC"), way("BC")) == "B cannot be reached"


def test_no_place_is_a_trap() -> None:
    """From each there is a way to an end, or, where nothing ends, a way on."""
    assert faults(way("AC"), way("AB")) == "no way leads on from B"
    assert faults(way("AB"), places="AB", end="") == "no way leads on from B"
    assert machine(way("AB"), way("BA"), places="AB", end="").terminal == ()
    loop = (way("AB"), way("BD"), way("DB"), way("AC"))
    assert faults(*loop, places="ABCD") == (
        "no way leads on from B; no way leads on from D"
    )


def test_every_fault_is_told_at_once() -> None:
    """Nobody mends a table one fault at a time."""
    told = faults(
        *(way("AB", "go"), way("AC", "go"), way("CA", "back"), way("AZ", "away")),
        places="ABCDA",
    )

    assert told.split("; ") == [
        "must not name one place twice",
        "move 'away' must join places of its own",
        "move 'go' must have one meaning from A",
        "no move may lead out of the terminal C",
        "no way leads on from B",
        "D cannot be reached",
        "no way leads on from D",
    ]


# --- from anywhere -------------------------------------------------------------------


def test_a_move_from_anywhere_leads_from_all_but_ends_and_its_target() -> None:
    """Written out, in the order of the places."""
    leave = [move for move in CARE.moves if move.name == "leave"]

    assert [move.source for move in leave] == ["found", "active", "watched"]
    assert {move.target for move in leave} == {"gone"}
    rest = Move(name="rest", source=ANYWHERE, target="B")
    rested = machine(way("AB"), rest, way("BC"))
    assert [move.source for move in rested.moves] == ["A", "A", "B"]


def test_a_places_own_move_goes_before_one_from_anywhere() -> None:
    """Whichever stands first in the table."""
    own, wild = way("AB", "go"), Move(name="go", source=ANYWHERE, target="C")

    for moves in ((own, wild), (wild, own)):
        made = machine(*moves)
        found = {str(move.source): move.target for move in made.moves}
        assert found == {"A": "B", "B": "C"}


def test_two_moves_of_one_name_from_anywhere_have_two_meanings() -> None:
    """At each place where both could be made."""
    wild = [Move(name="go", source=ANYWHERE, target=target) for target in "BC"]

    assert faults(*wild) == "move 'go' must have one meaning from A"


# --- the value -----------------------------------------------------------------------


class Stage(enum.Enum):
    """Places may be anything that can be a key."""

    OPEN = "open"
    SHUT = "shut"


def test_a_machine_travels() -> None:
    """To another process and back it is the same, and decides the same."""
    shut = Move(name="shut", source=Stage.OPEN, target=Stage.SHUT, needs=AGREES)
    door = Machine(
        places=Stage, initial=(Stage.OPEN,), terminal=(Stage.SHUT,), moves=[shut]
    )
    copies = pickle.loads(pickle.dumps(door)), copy.deepcopy(door)  # noqa: S301 - our own

    for each in copies:
        assert each == door
        assert {door: "found"}[each] == "found"
        assert choose(each, Stage.OPEN, "shut", NURSE, knowing(agrees=True)) == shut


def test_moves_are_named_in_the_order_of_the_table() -> None:
    """Of a place that does not exist there are none."""
    assert [move.name for move in moves_from(CARE, "active")] == ["step down", "leave"]
    assert moves_from(CARE, "gone") == ()
    assert moves_from(CARE, "elsewhere") == ()


# --- choosing ------------------------------------------------------------------------

READY = knowing(stays=0, goals=2, agrees=True)


def test_a_move_that_may_be_made_is_found() -> None:
    """By someone of one of its roles, with a reason, and all that it needs."""
    chosen = choose(CARE, "active", "step down", NURSE, READY, reason="goals met")

    assert chosen == STEP_DOWN
    assert refusals(CARE, "active", "step down", NURSE, READY, reason="goals met") == ()


def test_of_nobody_is_of_everyone() -> None:
    """A move without roles or needs may be made by whoever comes."""
    assert choose(CARE, "found", "engage", Actor("p1"), NOTHING) == ENGAGE


def test_every_reason_is_told() -> None:
    """Role, what is not so, what is not known, and the missing reason."""
    facts = knowing(stays=3, goals=1)

    with pytest.raises(NotAllowedError) as refused:
        choose(CARE, "active", "step down", CLERK, facts, reason="  ")

    assert refused.value.change == "step down"
    assert refused.value.because == (
        "it takes one of the roles nurse, physician",
        "must be so: goals met at least 2",
        "must be so: inpatient stays in 6 months under 1",
        "not known: patient agrees",
        "a reason must be given",
    )


def test_a_move_that_is_not_there_is_said_so() -> None:
    """With the place, if it is one, and the name, if it is one."""
    with pytest.raises(NotAllowedError) as refused:
        choose(CARE, "found", "step up", NURSE, READY)
    assert str(refused.value) == "cannot step up: no such move from found"

    with pytest.raises(NotAllowedError) as refused:
        choose(CARE, CANARY, CANARY, NURSE, READY)
    assert str(refused.value) == "cannot make that move: no such place"
    assert refusals(CARE, "gone", "leave", NURSE, READY) == ("no such move from gone",)


NEEDS: list[tuple[Criterion, tuple[str, ...]]] = [
    (GOALS >= 2, ("must be so: goals met at least 2",)),
    (~(GOALS < 2), ("must be so: goals met at least 2",)),
    ((GOALS >= 2) | (STAYS < 1), ("not known: inpatient stays in 6 months",)),
    ((GOALS >= 2) | READINESS.eq("ready"), ("must be so: goals met at least 2 or ",)),
    ((GOALS >= 2) & (STAYS < 1), ("must be so: goals met", "not known: inpatient")),
    (All((GOALS >= 3, All((GOALS >= 2, AGREES)))), ("must", "must", "not known: pat")),
    (AtLeast(2, (GOALS >= 2, READINESS.eq("x"))), ("must be so: at least 2 of: go",)),
    ((STAYS < 1) & (STAYS < 3), ("not known: inpatient stays in 6 months",)),
    ((STAYS < 1) | (STAYS > 3), ("not known: inpatient stays in 6 months",)),
    ((GOALS >= 2) & (GOALS >= 2), ("must be so: goals met at least 2",)),
    (Any(()), ("it can never be",)),
    (~All(()), ("it can never be",)),
    (~Any(()), ()),
    (~((GOALS < 2) | AGREES), ("must be so: goals met at least 2", "not known: pat")),
    (~((GOALS < 2) | (STAYS > 0)), ("must be so: goals met at", "not known: inpat")),
    (~((GOALS < 2) | ((GOALS < 3) | AGREES)), ("must be so: goals", "must", "not")),
    (~~((GOALS >= 3) & (GOALS >= 2)), ("must be so: goals", "must be so: goals")),
    (~((GOALS < 2) & READINESS.eq(CANARY)), ("must be so: goals met at least 2 or ",)),
    (~(READINESS.eq(CANARY) & (GOALS < 2)), ("must be so: readiness other than ",)),
]


@pytest.mark.parametrize(("needs", "told"), NEEDS)
def test_what_is_needed_is_told_as_it_was_asked(
    needs: Criterion, told: tuple[str, ...]
) -> None:
    """Each part that must hold, once; of either-or both, because either would do."""
    go = Move(name="go", source="A", target="B", needs=needs)
    facts = knowing(goals=1, ready=CANARY)

    because = refusals(machine(go, places="AB", end="B"), "A", "go", NURSE, facts)

    assert len(because) == len(told)
    for reason, start in zip(because, told, strict=True):
        assert reason.startswith(start)


def test_nothing_needed_of_nothing_is_met() -> None:
    """All of none holds."""
    go = Move(name="go", source="A", target="B", needs=All(()))

    assert choose(machine(go, places="AB", end="B"), "A", "go", CLERK, NOTHING) == go


# --- options -------------------------------------------------------------------------


def test_options_say_what_may_be_done_and_what_is_still_needed() -> None:
    """One who may not is told so beforehand; nothing needed is a yes without reason."""
    step_down, leave = options(CARE, "active", CLERK, knowing(stays=0, goals=2))

    assert step_down.move == STEP_DOWN
    assert not step_down.role_may
    assert step_down.verdict.answer is Answer.CANNOT_TELL
    assert step_down.answer is Answer.NO
    assert step_down.still_needs == (
        "it takes one of the roles nurse, physician",
        "not known: patient agrees",
    )
    assert leave.role_may
    assert (leave.answer, leave.verdict.because, leave.still_needs) == (
        Answer.YES,
        (),
        (),
    )


def test_an_option_answers_as_its_needs_do() -> None:
    """For someone of the role: yes, no, or cannot tell."""
    answers = {
        options(CARE, "active", NURSE, facts)[0].answer
        for facts in (READY, knowing(stays=1), NOTHING)
    }

    assert answers == set(Answer)
    assert options(CARE, "gone", NURSE, READY) == ()


def test_nothing_tells_a_value() -> None:
    """Neither what is known, nor who asks, nor why."""
    facts = knowing(stays=7321, goals=-6543, agrees=False, ready=CANARY)
    snoop = Actor(CANARY, (CANARY,))
    ready = Move(
        name="go", source="A", target="B", roles=("nurse",), needs=READINESS.eq("yes")
    )
    door = machine(ready, places="AB", end="B")
    told: list[object] = [*options(CARE, "active", snoop, facts)]
    told += options(door, "A", snoop, facts)
    for made, place, name in ((CARE, "active", "step down"), (door, "A", "go")):
        with pytest.raises(NotAllowedError) as refused:
            choose(made, place, name, snoop, facts, reason=CANARY)
        told += [refused.value, refused.value.args]

    shown = repr(told) + "".join(str(each) for each in told)
    assert "must be so: readiness exactly yes" in shown
    for canary in (CANARY, "7321", "6543"):
        assert canary not in shown
