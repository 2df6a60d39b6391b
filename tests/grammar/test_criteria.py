"""Criteria: how facts are compared and joined, and what is refused."""

import pickle

import pytest

from caremodel.errors import InvalidValueError
from caremodel.grammar.facts import (
    After,
    Age,
    Change,
    Count,
    Days,
    DaysSince,
    During,
    Ever,
    Fact,
    Given,
    Has,
    Latest,
    Months,
    Select,
    Since,
    Sum,
    Tie,
)
from caremodel.grammar.facts._asked import _Orders
from caremodel.grammar.rules import (
    All,
    Any,
    AtLeast,
    Comparison,
    Criterion,
    Not,
    Op,
    criterion_of,
)
from grammar.recorded import VISITS, days

AGE = Age()
STAYS = Count(VISITS, Months(6))
FOOD = Has(Select(kind="need"), Ever())
AGREES = Given("agrees", kind="flag")
READINESS = Given("readiness", kind="text")

OLD, OFTEN, HUNGRY = AGE >= 65, STAYS >= 2, FOOD.eq(True)

FACTS: tuple[Fact, ...] = (
    AGE,
    STAYS,
    FOOD,
    AGREES,
    READINESS,
    Latest(VISITS, Days(30), unit="%", tie=Tie.MOST),
    Sum(VISITS, During(days("01-01", "02-01"))),
    DaysSince(VISITS, Ever(today=True), ended=True),
    Change(VISITS, After(DaysSince(VISITS, Ever()), 7), relative=True),
    Change(VISITS, Days(30), since=Since.LOWEST),
)


# --- comparing -----------------------------------------------------------------------


def test_operators_make_comparisons() -> None:
    """Each with its fact, its operator and its bound, on whichever side it stands."""
    assert (AGE < 65) == Comparison(AGE, Op.UNDER, 65)
    assert (AGE <= 65) == Comparison(AGE, Op.AT_MOST, 65)
    assert (AGE > 65) == Comparison(AGE, Op.OVER, 65)
    assert (AGE >= 65) == Comparison(AGE, Op.AT_LEAST, 65)
    assert AGE.eq(65) == Comparison(AGE, Op.IS, 65)
    assert (AGE >= 65) == (AGE >= 65)
    assert (AGE < 65) == (AGE < 65)
    assert READINESS.eq("ready") == Comparison(READINESS, Op.IS, "ready")


@pytest.mark.parametrize(
    "bound", [float("nan"), float("inf"), -float("inf"), 10**400, True, "65", None]
)
def test_a_number_is_compared_with_a_finite_number(bound: float) -> None:
    """Anything else would be answered differently by every engine."""
    with pytest.raises(InvalidValueError, match=r"Comparison\.bound: must be a finite"):
        Comparison(AGE, Op.AT_LEAST, bound)


def test_a_flag_is_compared_with_yes_or_no_and_text_with_text() -> None:
    """A 1 is no yes."""
    for fact in (FOOD, AGREES):
        with pytest.raises(InvalidValueError, match=r"must be yes or no"):
            Comparison(fact, Op.IS, 1)
    with pytest.raises(InvalidValueError, match="must be text"):
        READINESS.eq(1)


def test_only_numbers_have_an_order() -> None:
    """Ready is not more than not ready, in any alphabet."""
    for fact, bound in ((FOOD, True), (AGREES, True), (READINESS, "ready")):
        with pytest.raises(InvalidValueError, match=r"Comparison\.op: orders numbers"):
            Comparison(fact, Op.AT_LEAST, bound)


def test_a_chain_of_comparisons_is_refused() -> None:
    """Python would drop half of `40 <= age < 75`."""
    with pytest.raises(InvalidValueError, match="has no truth value"):
        _ = 40 <= AGE < 75


@pytest.mark.parametrize(
    "criterion",
    [OLD, OLD & OFTEN, OLD | OFTEN, ~OLD, AtLeast(1, (OLD,)), FOOD, AGREES],
    ids=lambda criterion: type(criterion).__name__,
)
def test_a_criterion_has_no_truth_value(criterion: Criterion) -> None:
    """`and`, `or`, `not` and `if` would read it as a plain yes."""
    with pytest.raises(InvalidValueError, match="join with"):
        bool(criterion)


# --- joining -------------------------------------------------------------------------


def test_and_joins_all() -> None:
    """Three in a row are one "all of three", and not two nested."""
    assert All((OLD, OFTEN)) == (OLD & OFTEN)
    assert All((OLD, OFTEN, HUNGRY)) == (OLD & OFTEN & HUNGRY)
    assert All((OLD, OFTEN, HUNGRY)) == (OLD & (OFTEN & HUNGRY))


def test_or_joins_any() -> None:
    """Inside an "all" it keeps its brackets."""
    assert Any((OLD, OFTEN, HUNGRY)) == (OLD | OFTEN | HUNGRY)
    assert All((OLD, Any((OFTEN, HUNGRY)))) == (OLD & (OFTEN | HUNGRY))
    assert Any((OLD, All((OFTEN, HUNGRY)))) == (OLD | OFTEN & HUNGRY)


def test_not_negates() -> None:
    """Also a fact that is yes or no."""
    assert Not(OLD) == ~OLD
    assert Not(HUNGRY) == ~FOOD
    assert Not(Not(OLD)) == ~~OLD


def test_a_yes_or_no_fact_is_a_criterion() -> None:
    """It asks whether it is yes."""
    assert criterion_of(FOOD) == HUNGRY
    assert criterion_of(AGREES) == AGREES.eq(True)
    assert All((HUNGRY, OLD)) == (FOOD & OLD)
    assert Any((OLD, AGREES.eq(True))) == (OLD | AGREES)
    assert All((FOOD,)).of == (HUNGRY,)


@pytest.mark.parametrize("thing", [AGE, STAYS, READINESS, True, None, "age over 65"])
def test_what_asks_nothing_is_no_criterion(thing: object) -> None:
    """A number is no answer before it is compared."""
    with pytest.raises(InvalidValueError, match="must be a criterion or a yes-or-no"):
        criterion_of(thing)
    with pytest.raises(InvalidValueError, match="must be a criterion or a yes-or-no"):
        All((OLD, thing))
    with pytest.raises(InvalidValueError, match="must be a criterion or a yes-or-no"):
        _ = OLD & thing


def test_a_fact_that_is_none_of_the_kinds_makes_no_comparison() -> None:
    """Readings know the kinds there are; a host's own would be misread."""

    class Height(_Orders):
        """A number, but not one that any reading knows."""

    with pytest.raises(InvalidValueError, match="one of the kinds of facts"):
        _ = Height() >= 3


@pytest.mark.parametrize("n", [0, -1, 1.0, True])
def test_at_least_takes_a_whole_number(n: int) -> None:
    """At least none would be always."""
    with pytest.raises(InvalidValueError, match=r"AtLeast\.n"):
        AtLeast(n, (OLD,))


# --- limits --------------------------------------------------------------------------


def test_size_and_depth_are_counted_where_things_stand() -> None:
    """A part that stands twice counts twice."""
    nested = All((OLD, Not(Any((OFTEN, OLD)))))

    assert (OLD.size, OLD.depth) == (1, 1)
    assert (nested.size, nested.depth) == (6, 4)
    assert (All(()).size, All(()).depth) == (1, 1)


def test_a_criterion_holds_at_most_ten_thousand_parts() -> None:
    """9,999 comparisons and the connective that joins them."""
    assert Any((OLD,) * 9_999).size == 10_000
    with pytest.raises(InvalidValueError, match="at most 10000 parts and 64 levels"):
        Any((OLD,) * 10_000)


def test_a_criterion_nests_at_most_64_levels_deep() -> None:
    """63 times "not" around a comparison."""
    deepest: Criterion = OLD
    for _ in range(63):
        deepest = Not(deepest)

    assert deepest.depth == 64
    with pytest.raises(InvalidValueError, match="at most 10000 parts and 64 levels"):
        Not(deepest)


def test_parts_that_double_are_refused_before_they_fill_memory() -> None:
    """2^13 comparisons of fourteen objects."""

    def double(times: int) -> Criterion:
        criterion: Criterion = OLD
        for _ in range(times):
            criterion = All((criterion, criterion))
        return criterion

    assert double(12).size == 8191
    with pytest.raises(InvalidValueError, match="at most 10000 parts"):
        double(13)


# --- values --------------------------------------------------------------------------


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_facts_and_criteria_travel(fact: Fact) -> None:
    """To another process and back they are the same keys."""
    asked = HUNGRY if isinstance(fact, Given | Has) else fact >= 2
    nested = AtLeast(1, (All((asked, OLD)), Not(Any((OLD, asked)))))
    copies = pickle.loads(pickle.dumps((fact, nested)))  # noqa: S301 - our own

    assert copies == (fact, nested)
    assert {fact: 1, nested: 2}[copies[1]] == 2
    assert (copies[1].size, copies[1].depth) == (nested.size, nested.depth)


def test_facts_of_different_kinds_are_different() -> None:
    """The same selection and window, but another question."""
    asked = {kind(VISITS, Ever()) for kind in (Has, Count, Latest, Sum, DaysSince)}

    assert len(asked) == 5
    assert len({Days(30), Months(30), Days(30, today=True)}) == 3
    assert Count(VISITS, Days(30)) != Count(VISITS, Days(30, today=True))


def test_a_fact_takes_a_selection_and_a_window() -> None:
    """Ninety is no window: it may be days or months."""
    with pytest.raises(InvalidValueError, match="must be a window"):
        Count(Select(kind="encounter"), 90)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="must be a Select"):
        Count("encounter", Days(90))  # type: ignore[arg-type]
