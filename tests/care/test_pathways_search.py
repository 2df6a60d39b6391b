"""Whether anything makes a criterion a yes: to the last value, told in plain ones."""

import sys
import typing
from collections.abc import Iterator
from math import inf, nextafter

import attrs
import pytest
from hypothesis import given, strategies as st

from care.walked import DAY, MISSED, RUNGS, SMALL, WORRY
from caremodel.care.pathways import days_here
from caremodel.care.pathways._cells import can_hold, compared, example
from caremodel.care.pathways._values import in_words, values_of
from caremodel.errors import InvalidValueError
from caremodel.grammar.facts import (
    Age,
    Change,
    Count,
    Days,
    DaysSince,
    Fact,
    Facts,
    Given,
    Has,
    Latest,
    Select,
    Sum,
)
from caremodel.grammar.rules import (
    All,
    Any,
    AtLeast,
    Comparison,
    Criterion,
    Not,
    Op,
    answer,
    facts_read,
)
from caremodel.grammar.verdicts import Answer

A, B, C = Given("a"), Given("b"), Given("c")
FLAG = Given("flag", kind="flag")
WORD = Given("word", kind="text")
VISITS = Select(kind="encounter", called="visits")
MONTH = Days(30)
VISITED = Count(VISITS, MONTH)
STAY = Has(VISITS, MONTH)
MINUTES = Sum(VISITS, MONTH)

EDGE = nextafter(5, inf)
MOST = sys.float_info.max


def cases() -> Iterator[tuple[Criterion, bool]]:
    """Hand out criteria, and whether any values meet them, worked out by hand."""
    yield All(((A >= 5), (A <= 5))), True
    yield All(((A >= 5), (A < 5))), False
    yield All(((A > 5), (A <= 5))), False
    yield All(((A > 5), (A < EDGE))), False
    yield All(((A > 5), (A <= EDGE))), True
    yield All(((A >= 5), A.eq(5))), True
    yield All(((A > 5), A.eq(5))), False
    yield All((FLAG.eq(True), FLAG.eq(False))), False
    yield All((Not(FLAG.eq(True)), FLAG.eq(False))), True
    yield All((WORD.eq("x"), WORD.eq("y"))), False
    yield All((Not(WORD.eq("x")), Not(WORD.eq("y")))), True
    yield All(()), True
    yield Any(()), False
    yield AtLeast(3, ((A >= 1), (B >= 1))), False
    yield Not(AtLeast(3, ((A >= 1), (B >= 1)))), True
    yield AtLeast(2, ((A > 1), (A < 1), (B > 1))), True
    yield All((AtLeast(2, ((A > 1), (B > 1), (C > 1))), A <= 1, B <= 1)), False
    yield All((AtLeast(2, ((A > 1), (B > 1), (C > 1))), A <= 1, C > 0)), True
    yield All((Any(((A > 1), (B > 1))), Any(((A <= 1), (B > 1))), B <= 1)), False
    yield All((Any((All(((A > 1), (B > 1))), A < 0)), B < 0, A > -1)), True
    yield All((Any((All(((A > 1), (B > 1))), A < 0)), B < 0, A > 0)), False
    yield All((Not(All(((A > 1), (B > 1)))), A > 1, B > 1)), False
    yield Any((All(((A > 1), (A < 1))), All(((B > 1), (B < 1))))), False


@pytest.mark.parametrize(("criterion", "holds"), list(cases()))
def test_whether_a_criterion_can_ever_hold(
    criterion: Criterion, *, holds: bool
) -> None:
    """To the last double beside a threshold."""
    assert can_hold(criterion) is holds


def pigeons() -> Criterion:
    """Put eight pigeons into seven holes: each is in some hole, and no two in one."""
    holes = [
        [Given(f"{pigeon} in {hole}", kind="flag").eq(True) for hole in range(7)]
        for pigeon in range(8)
    ]
    housed = [Any(tuple(row)) for row in holes]
    alone = [
        Not(All((holes[one][hole], holes[other][hole])))
        for hole in range(7)
        for one in range(8)
        for other in range(one)
    ]
    return All((*housed, *alone))


def test_a_search_without_end_is_given_up() -> None:
    """Then it says that it can: a pathway nobody can check is not built."""
    assert can_hold(pigeons())


# --- values that stand for all -------------------------------------------------------


@pytest.mark.parametrize(
    ("criterion", "values"),
    [
        (A >= 5, [4, 5, 6]),
        (A >= 0.75, [0.74, 0.75, 0.76]),
        (A <= -0.5, [-0.6, -0.5, -0.4]),
        ((A >= 10) & (A < 9), [8, 9, 9.5, 10, 11]),
        ((A >= 5) & (A < 10), [4, 5, 8, 10, 11]),
        ((A >= 8.05) & (A < 8), [7, 8, 8.03, 8.05, 8.06]),
        ((A > 5) & (A < EDGE), [4, 5, EDGE, float(repr(EDGE)) + 1e-15]),
        (A >= 2.0**60, [2.0**60 - 128, 2.0**60, 2.0**60 + 256]),
        (A <= MOST, [nextafter(MOST, 0), MOST]),
        (A >= -MOST, [-MOST, nextafter(-MOST, 0)]),
        ((A >= MOST) & (A <= -MOST), [-MOST, 0, MOST]),
        (VISITED >= 1, [0, 1, 2]),
        (VISITED < 1, [0, 1, 2]),
        ((VISITED > 1) & (VISITED < 2), [0, 1, 2, 3]),
        ((VISITED > 1) & (VISITED < 3), [0, 1, 2, 3, 4]),
        (VISITED >= 1.5, [1, 2]),
        ((VISITED >= 1.2) & (VISITED < 1.8), [1, 2]),
        (VISITED >= 0, [0, 1]),
        (VISITED >= -3, [0, 1]),
        ((VISITED >= -3) & (VISITED < 3), [2, 3, 4]),
        (Age() >= 65, [64, 65, 66]),
        (DaysSince(VISITS, MONTH) > 7, [6, 7, 8]),
        (days_here() >= 14, [13, 14, 15]),
        (MINUTES >= 0, [-1, 0, 1]),
        (MISSED.fact >= 2, [1, 2, 3]),
        (FLAG.eq(False), [True, False]),
        (WORD.eq("x") | WORD.eq("a"), ["a", "x", "something else"]),
        (WORD.eq("something else"), ["something else", "something else…"]),
    ],
)
def test_one_plain_value_stands_for_all_beside_a_bound(
    criterion: Criterion, values: list[typing.Any]
) -> None:
    """A whole one of what is counted, which is never under nought."""
    (found,) = values_of(compared(criterion), [MISSED.fact]).values()

    assert found == values


NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-3, 3)


@given(st.lists(NUMBERS, min_size=1, max_size=4), NUMBERS)
def test_whatever_a_number_is_one_that_stands_for_it_is_tried(
    bounds: list[float], number: float
) -> None:
    """It answers every comparison alike."""
    asked = [Comparison(A, op, bound) for bound in bounds for op in Op]
    told = [answers(asked, A, value) for value in values_of(asked)[A]]

    assert answers(asked, A, number) in told
    assert len({*map(tuple, told)}) == len(told)


@given(st.lists(NUMBERS, min_size=1, max_size=4), st.integers(0, 10))
def test_whatever_a_count_is_one_that_stands_for_it_is_tried(
    bounds: list[float], number: int
) -> None:
    """And nothing is tried that no count can be."""
    asked = [Comparison(VISITED, op, bound) for bound in bounds for op in Op]
    values = values_of(asked)[VISITED]

    told = [answers(asked, VISITED, value) for value in values]

    assert answers(asked, VISITED, number) in told
    assert all(isinstance(value, int) and value >= 0 for value in values)


def answers(asked: list[Comparison], fact: Fact, value: typing.Any) -> list[Answer]:
    """Answer every comparison from one value."""
    return [answer(each, Facts(on=DAY, known={fact: value})) for each in asked]


@pytest.mark.parametrize(
    "counted", [VISITED, Age(), DaysSince(VISITS, MONTH), MINUTES, days_here()]
)
def test_no_whole_number_lies_between_two_neighbors(counted: typing.Any) -> None:
    """Of what is measured, a number does."""
    between = All((counted > 1, counted < 2))
    measured = All((WORRY > 1, WORRY < 2))

    assert not can_hold(between)
    assert can_hold(All((counted > 1, counted < 3)))
    assert example(measured) == {WORRY: 1.5}
    assert not can_hold(measured, tallies=[WORRY])


def test_a_rung_may_turn_between_two_neighboring_counts() -> None:
    """Over one visit up, under two down: no count is both."""
    first, second = RUNGS
    turning = attrs.evolve(second, up=VISITED > 1, down=VISITED < 2)
    missed = attrs.evolve(second, up=MISSED.fact > 1, down=MISSED.fact < 2)
    calm = attrs.evolve(first, down=(WORRY <= 2) & (VISITED < 1) & (MISSED.fact < 1))
    measured = attrs.evolve(second, up=WORRY > 1, down=WORRY < 2)

    assert attrs.evolve(SMALL, rungs=(calm, turning)).rungs[1] == turning
    assert attrs.evolve(SMALL, rungs=(calm, missed)).rungs[1] == missed
    with pytest.raises(InvalidValueError, match=r"\(as with worry 1\.5\)"):
        attrs.evolve(SMALL, rungs=(first, measured))


# --- what was found, in words --------------------------------------------------------


def test_an_example_is_told_by_fact_and_value() -> None:
    """In the words of facts, in order of name, with plain numbers."""
    score = Latest(Select(kind="score", called="PHQ-9 scores"), MONTH)
    fall = Change(Select(kind="score", called="PHQ-9 scores"), MONTH, relative=True)
    known = example(
        All((score >= 8, score < 9, fall <= -0.5, VISITED >= 2, VISITED < 3))
        & STAY
        & ~FLAG
        & WORD.eq("home")
    )

    assert known is not None
    assert in_words(known) == (
        "has visits in 30 days, not flag, latest PHQ-9 scores in 30 days 8.5, "
        "relative change in PHQ-9 scores in 30 days -0.5, 2 visits in 30 days, "
        "word 'home'"
    )


def test_both_sides_are_named_with_an_example() -> None:
    """What clashes at a place may stand on two rungs, or beside them."""
    first, second = RUNGS
    up = attrs.evolve(second, up=(WORRY >= 8) | ((VISITED >= 3) & STAY))

    with pytest.raises(InvalidValueError) as told:
        attrs.evolve(SMALL, rungs=(first, up))

    assert told.value.problem == (
        "rungs[care (high)].up and rungs[care (high)].down must never hold together "
        "(as with has visits in 30 days, 4 visits in 30 days, worry 4); "
        "at care (low): rungs[care (high)].up and rungs[care (low)].down must never "
        "hold together (as with has visits in 30 days, 4 visits in 30 days, worry 2)"
    )


def test_what_is_too_much_to_tell_is_refused_as_such() -> None:
    """There is no example: the search was given up."""
    first, second = RUNGS
    crowded = attrs.evolve(second, up=(WORRY >= 8) & pigeons())
    asked = [fact for fact in facts_read(pigeons()) if isinstance(fact, Given)]

    with pytest.raises(InvalidValueError) as told:
        attrs.evolve(
            SMALL,
            rungs=(first, attrs.evolve(crowded, down=WORRY <= 9)),
            given=(*SMALL.given, *asked),
        )

    assert "(too much stands in them to find out)" in told.value.problem
