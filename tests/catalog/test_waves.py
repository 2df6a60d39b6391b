"""The shipped 5x program: sizes, questions, and what its gates ask for."""

from datetime import date

import pytest

from caremodel.catalog.waves import FIVE_X, FIVE_X_ADDITIONAL
from caremodel.grammar.facts import Fact, Facts, Given, Value
from caremodel.grammar.rules import answer, describe, facts_read
from caremodel.grammar.verdicts import Answer
from caremodel.program import waves
from caremodel.program.waves import IN_WAVE, PLACES_OPEN, Gate, Waves

DAY = date(2026, 6, 1)
ENOUGH: dict[str, Value] = {
    "people in the wave": 500,
    "places of the wave not taken": 0,
    "people of the wave with a co-created plan": 5,
    "share of tasks whose owner is known": 0.9,
    "stages of the journey with no test of change": 0,
    "people approached, with engagement measured": 40,
    "weekly points of the process measure with the fewest": 10,
    "weekly points on the run chart of harm with the fewest": 10,
    "share of standard work that is followed": 0.8,
    "share of weeks with supervision": 0.9,
    "weekly points of weighted caseloads": 10,
    "monthly points on the run chart of an outcome with the fewest": 10,
}
"""What is just enough, typed apart from the gates."""

LESS: dict[str, Value] = {
    "people in the wave": 0,
    "places of the wave not taken": 1,
    "people of the wave with a co-created plan": 4,
    "share of tasks whose owner is known": 0.89,
    "stages of the journey with no test of change": 1,
    "people approached, with engagement measured": 39,
    "weekly points of the process measure with the fewest": 9,
    "weekly points on the run chart of harm with the fewest": 9,
    "share of standard work that is followed": 0.79,
    "share of weeks with supervision": 0.89,
    "weekly points of weighted caseloads": 9,
    "monthly points on the run chart of an outcome with the fewest": 9,
}
"""What is just not."""

GATES = [wave.gate for wave in FIVE_X.waves]


def enough(gate: Gate) -> dict[Fact, Value]:
    """Give a gate exactly what it takes."""
    stops = facts_read(*gate.stop)
    return {
        fact: ENOUGH[fact.name] if fact.kind == "number" else fact not in stops
        for fact in facts_read(gate.rule)
        if isinstance(fact, Given)
    }


@pytest.mark.parametrize(
    ("program", "own", "total"),
    [
        (FIVE_X, [5, 20, 100, 500], [5, 25, 125, 625]),
        (FIVE_X_ADDITIONAL, [5, 25, 125, 625], [5, 30, 155, 780]),
    ],
    ids=["total", "additional"],
)
def test_both_ways_of_counting_are_shipped(
    program: Waves, own: list[int], total: list[int]
) -> None:
    """The playbook says "25 additional" as well as "5, 25, 125, 625"."""
    sizes = waves.sizes(program)

    assert [size.own for size in sizes] == own
    assert [size.total for size in sizes] == total


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.id)
def test_each_gate_is_met_by_just_enough_and_by_nothing_less(gate: Gate) -> None:
    """Every single thing that it asks can keep it shut, and so can not knowing it."""
    known = enough(gate)

    assert answer(gate.rule, Facts(on=DAY, known=known)) is Answer.YES
    for fact, value in known.items():
        assert isinstance(fact, Given)
        less = LESS[fact.name] if fact.kind == "number" else not value
        worse = Facts(on=DAY, known={**known, fact: less})
        unknown = Facts(on=DAY, known=known).without(fact)
        assert answer(gate.rule, worse) is Answer.NO, fact.name
        assert answer(gate.rule, unknown) is Answer.CANNOT_TELL, fact.name


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.id)
def test_each_gate_hears_patients_and_can_say_stop(gate: Gate) -> None:
    """And none waits for a range of benefit against cost, which would be too wide."""
    said = describe(gate.rule).lower()

    assert "people" in describe(gate.voice) or "the five" in describe(gate.voice)
    assert {"harm", "unwanted"} <= {rule.id for rule in gate.stop}
    assert "interval" not in said
    assert all(chart.fewest >= 10 for chart in gate.charts)


def test_money_is_break_even_stated_and_a_decision_recorded() -> None:
    """At 125 people, before 625."""
    asked = {rule.id for rule in FIVE_X.waves[2].gate.needs}

    assert {"break-even", "funder", "expense"} <= asked


def test_the_first_three_gates_wait_until_everyone_came() -> None:
    """The last need not: full scale is what is agreed."""
    asks = [PLACES_OPEN in facts_read(gate.rule) for gate in GATES]

    assert asks == [True, True, True, False]
    assert IN_WAVE in facts_read(GATES[3].rule)


def test_each_wave_says_what_it_is_for_and_what_to_learn() -> None:
    """Every question is one, and none is asked twice."""
    questions = [question for wave in FIVE_X.waves for question in wave.learn]

    assert len(FIVE_X.waves) == 4
    assert len(set(questions)) == len(questions) == 27
    assert all(question.endswith("?") for question in questions)
