"""Rules over columns of numpy."""

from typing import Any

import numpy as np
import pytest

from caremodel.errors import InvalidValueError
from caremodel.grammar.facts import Age, Fact, Given
from caremodel.grammar.rules import (
    All,
    Any as AnyOf,
    AtLeast,
    Criterion,
    Rule,
)
from caremodel.grammar.verdicts import Answer
from caremodel.simulation import rails
from caremodel.simulation.rails import Column

AGREES = Given("agrees", kind="flag")
WORD = Given("word", kind="text")
SCORE = Given("score")

KNOWN = np.array([True, True, True, False])
COLUMNS: dict[Fact, Column] = {
    Age(): Column(np.array([64, 65, 66, 200], dtype=np.int16), KNOWN),
    SCORE: Column(np.array([9.0, 8.9, np.nan, np.nan])),
    AGREES: Column(np.array([True, False, True, True]), KNOWN),
    WORD: Column(np.array([0, 1, 1, 0]), KNOWN, ("ready", "not ready")),
}
YES, NO, CANNOT_TELL = Answer.YES, Answer.NO, Answer.CANNOT_TELL


def read(criterion: Criterion) -> list[Answer]:
    """Read a criterion of the four people."""
    told = rails.read(criterion, COLUMNS)
    return [told.answer(person) for person in range(len(told))]


def test_numbers_are_compared_where_they_are_known() -> None:
    """A mask or NaN says where they are not."""
    assert read(Age() >= 65) == [NO, YES, YES, CANNOT_TELL]
    assert read(Age() < 64.5) == [YES, NO, NO, CANNOT_TELL]
    assert read(SCORE > 8.9) == [YES, NO, CANNOT_TELL, CANNOT_TELL]
    assert read(SCORE.eq(8.9)) == [NO, YES, CANNOT_TELL, CANNOT_TELL]


def test_flags_and_words_are_read_where_they_are_known() -> None:
    """A word that nobody has is said of nobody."""
    assert read(AGREES.eq(True)) == [YES, NO, YES, CANNOT_TELL]
    assert read(AGREES.eq(False)) == [NO, YES, NO, CANNOT_TELL]
    assert read(WORD.eq("not ready")) == [NO, YES, YES, CANNOT_TELL]
    assert read(WORD.eq("unheard of")) == [NO, NO, NO, CANNOT_TELL]


def test_one_part_may_decide_alone() -> None:
    """As for one person: a no settles "all", a yes settles "any"."""
    old, high = Age() >= 65, SCORE >= 9
    assert read(old & high) == [NO, NO, CANNOT_TELL, CANNOT_TELL]
    assert read(~(old & high)) == [YES, YES, CANNOT_TELL, CANNOT_TELL]
    assert read(old | high) == [YES, YES, YES, CANNOT_TELL]
    two = AtLeast(2, (old, high, AGREES.eq(True)))
    assert read(two) == [YES, NO, YES, CANNOT_TELL]


def test_of_nothing_all_is_yes_any_is_no_and_so_is_more_than_there_are() -> None:
    """Empty connectives are answered for everyone."""
    assert read(All(())) == [YES] * 4
    assert read(AnyOf(())) == [NO] * 4
    assert read(AtLeast(10**30, (Age() >= 65,))) == [NO] * 4


def test_a_fact_without_a_column_is_not_known_of_anyone() -> None:
    """Absent is not known, as it is in facts."""
    unheard = Given("unheard of") >= 1

    assert read(unheard) == [CANNOT_TELL] * 4
    assert read(unheard & (Age() >= 65)) == [NO] + [CANNOT_TELL] * 3


def test_whole_numbers_beyond_doubles_are_compared_as_doubles() -> None:
    """Two to the 53rd and one more are one double, in every reading."""
    ages: dict[Fact, Column] = {Age(): Column(np.array([2**53 + 1, 2**53 - 1]))}

    told = rails.read(Age() > 2**53, ages)

    assert told.no.tolist() == [True, True]
    assert rails.read(Age().eq(2**53), ages).yes.tolist() == [True, False]


def test_floats_of_32_bits_are_compared_as_doubles() -> None:
    """The one next to 0.1 is a little more: 0.100000001490116."""
    column = Column(np.array([0.1], dtype=np.float32), np.array([True]))

    assert rails.read(SCORE > 0.1, {SCORE: column}).yes.tolist() == [True]


def test_many_are_read_at_once_rules_among_them() -> None:
    """In the order in which they were asked."""
    rule = Rule(id="old", criterion=Age() >= 65, source="Assumed: a test")

    first, second = rails.read_all([rule, ~rule.criterion], COLUMNS)

    assert first.yes.tolist() == second.no.tolist() == [False, True, True, False]
    assert rails.read(rule, COLUMNS).no.tolist() == [True, False, False, False]


@pytest.mark.parametrize(
    ("values", "known", "at"),
    [
        (np.zeros((2, 2)), None, "Column.values"),
        (np.zeros(2), np.array([1, 0]), "Column.known"),
        (np.zeros(2), np.array([True]), "Column.known"),
    ],
)
def test_a_column_is_a_row_of_values_and_of_what_is_known(
    values: Any, known: Any, at: str
) -> None:
    """What is something else is refused when it is made."""
    with pytest.raises(InvalidValueError) as error:
        Column(values, known)
    assert error.value.path == at


def test_columns_are_of_one_length_and_hold_what_their_facts_are() -> None:
    """Else they would not be about the same people, or about something else."""
    two, three = Column(np.zeros(2)), Column(np.zeros(3))
    uneven: dict[Fact, Column] = {SCORE: two, Age(): three}
    for columns in ({}, uneven):
        with pytest.raises(InvalidValueError, match="all of one length"):
            rails.read(Age() >= 65, columns)
    for fact in (AGREES, WORD):
        with pytest.raises(InvalidValueError, match=f"must hold a {fact.kind}"):
            rails.read(Age() >= 65, {fact: two})
