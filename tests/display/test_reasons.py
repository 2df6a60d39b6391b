"""Why an answer is so, in words: each number once, and what is so of it."""

from datetime import date

import pytest

from caremodel.display.pages._words import because, reasons
from caremodel.grammar.facts import (
    Count,
    Days,
    Fact,
    Facts,
    Given,
    Has,
    Select,
    Value,
    name_of,
)
from caremodel.grammar.rules import Criterion, evaluate

SCORE, READY = Given("score"), Given("readiness", kind="text")
ASKS, AGREES = Given("asks for more", kind="flag"), Given("agrees", kind="flag")
VISITS = Count(Select(kind="visit", called="visits"), Days(30))
STAYED = Has(Select(kind="stay", called="stays"), Days(30))
ILL = Has(Select(kind="condition", called="asthma"), Days(30))


def told(value: Value, *asked: Criterion, fact: Fact = SCORE) -> str:
    """Say why, of one fact."""
    facts = Facts(on=date(2026, 6, 1), known={fact: value})
    said = because(*(evaluate(each, facts) for each in asked))
    return said.removeprefix(f"{name_of(fact)}: ")


@pytest.mark.parametrize(
    ("value", "asked", "words"),
    [
        (8, [SCORE >= 8], "8 (at least 8)"),
        (7, [SCORE >= 8], "7 (under 8)"),
        (8, [SCORE > 8], "8 (at most 8)"),
        (9, [SCORE <= 8], "9 (over 8)"),
        (8, [SCORE < 8], "8 (at least 8)"),
        (8, [SCORE >= 20, SCORE >= 10], "8 (under 10)"),
        (22, [SCORE >= 10, SCORE >= 20], "22 (at least 20)"),
        (16, [SCORE >= 10, SCORE >= 20], "16 (at least 10, under 20)"),
        (16, [SCORE < 10, SCORE >= 10], "16 (at least 10)"),
        (5, [SCORE > 4, SCORE >= 4, SCORE <= 6, SCORE < 6], "5 (over 4, under 6)"),
        (5, [SCORE.eq(5), SCORE >= 1], "5 (at least 1, exactly 5)"),
        (5, [SCORE.eq(6)], "5"),
    ],
)
def test_a_number_stands_beside_the_nearest_bounds(
    value: int, asked: list[Criterion], words: str
) -> None:
    """What stands in brackets is so; "(under 10, at least 10)" can be of nothing."""
    assert told(value, *asked) == words


@pytest.mark.parametrize(
    ("value", "asked", "words"),
    [
        (0, [VISITS < 1], "none"),
        (0, [VISITS >= 1], "none"),
        (0, [VISITS <= 1, VISITS >= 3], "none (at most 1)"),
        (0, [VISITS >= 2], "none (under 2)"),
        (1, [VISITS < 1], "1 (at least 1)"),
    ],
)
def test_no_visits_are_none(value: int, asked: list[Criterion], words: str) -> None:
    """Nobody says "0 visits (under 1)"."""
    assert told(value, *asked, fact=VISITS) == words


def test_text_is_told_with_what_it_is() -> None:
    """What it is not needs no bracket."""
    assert told("ready", READY.eq("ready"), fact=READY) == "ready (exactly ready)"
    assert told("not ready", READY.eq("ready"), fact=READY) == "not ready"


def test_yes_and_no_are_told_by_where_they_stand() -> None:
    """Nobody has "asks for more"; and each no stands before what there is none of."""
    criterion = (STAYED & ILL) & (ASKS.eq(True) & AGREES.eq(True))
    told = {
        known: reasons(
            evaluate(
                criterion,
                Facts(
                    on=date(2026, 6, 1),
                    known=dict.fromkeys((STAYED, ILL, ASKS, AGREES), known),
                ),
            )
        )
        for known in (True, False)
    }
    nothing = evaluate(criterion, Facts(on=date(2026, 6, 1), known={}))

    assert told[True] == (
        "has stays in 30 days, asthma in 30 days",
        "asks for more, agrees",
    )
    assert told[False] == (
        "no stays in 30 days, no asthma in 30 days",
        "not so: asks for more, agrees",
    )
    assert reasons(nothing) == (
        "not known: stays in 30 days, asthma in 30 days, asks for more, agrees",
    )
