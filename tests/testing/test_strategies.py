"""Strategies make worlds in which something happens."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, strategies as st

from caremodel.grammar.entries import Entry, in_order
from caremodel.grammar.facts import (
    After,
    Age,
    Change,
    Count,
    Days,
    DaysSince,
    During,
    Ever,
    Given,
    Has,
    Latest,
    Months,
    Select,
    Sum,
)
from caremodel.grammar.money import Money
from caremodel.grammar.rules import (
    All,
    Any,
    AtLeast,
    Comparison,
    Criterion,
    Not,
    Rule,
    answer,
    facts_read,
)
from caremodel.grammar.verdicts import Answer
from caremodel.people.charts import Charge, Chart, Coverage
from caremodel.people.patients import Patient
from caremodel.testing import strategies as care
from laws.eventful import share

ON = date(2025, 3, 31)
AGE = Age()


# --- bounds --------------------------------------------------------------------------


@given(care.days(earliest=date(2025, 2, 1), latest=date(2025, 3, 1)))
def test_days_lie_within_their_bounds(day: date) -> None:
    """Both ends are included."""
    assert date(2025, 2, 1) <= day <= date(2025, 3, 1)


@given(care.days(earliest=date(1999, 1, 1), latest=date(1999, 1, 2)))
def test_days_may_be_far_from_any_awkward_one(day: date) -> None:
    """Then they are any at all."""
    assert day.year == 1999


def test_edges_are_the_days_around_the_first_and_last_of_windows() -> None:
    """The day itself, and 1, 7 and 30 days, 1, 6 and 12 months before it."""
    around = care.edges(ON)

    for first in ("03-30", "03-24", "03-01", "02-28"):
        assert date.fromisoformat(f"2025-{first}") in around
    assert date(2024, 9, 30) in around
    assert date(2024, 3, 31) in around
    assert around == tuple(sorted(set(around)))
    assert around[-1] == date(2025, 4, 1)


@given(care.monies(currency="EUR", places=1))
def test_money_has_the_places_it_was_asked_for(money: Money) -> None:
    """And the currency."""
    assert money.currency == "EUR"
    assert int(money.amount.as_tuple().exponent) in {0, -1}


@given(care.entries(on=ON, kinds=("goal",), codes=("x", "y"), max_size=3))
def test_entries_are_of_the_kinds_and_codes_asked_for(
    entries: tuple[Entry, ...],
) -> None:
    """And no more of them; their ids are short, and each is its own."""
    assert len(entries) <= 3
    assert [entry.id for entry in entries] == [f"e{n}" for n in range(len(entries))]
    assert {entry.kind for entry in entries} <= {"goal"}
    assert {code for entry in entries for code in entry.codes} <= {"x", "y"}
    assert {entry.on for entry in entries} <= set(care.edges(ON))


@given(care.charts(patient_id="p9", kinds=("goal", "visit", "plan"), max_entries=2))
def test_charts_cover_the_kinds_that_they_hold(chart: Chart) -> None:
    """And are whose they were asked to be."""
    assert chart.id == "p9"
    assert len(chart.filed) <= 2
    assert {each.kind for each in chart.coverage} <= {"goal", "visit", "plan"}


@given(st.data())
def test_selections_choose_from_the_entries_given(data: st.DataObject) -> None:
    """Most of them mean some of these."""
    entries = data.draw(care.entries(kinds=("goal",), codes=("x",)))
    select = data.draw(care.selects(among=entries))

    assert select.kind in {"goal", "score", "visit"}


@given(st.data())
def test_windows_and_facts_are_about_what_they_are_given(data: st.DataObject) -> None:
    """And about nothing else."""
    about = (Select(kind="goal"),)
    window = data.draw(care.windows(about=about))
    fact = data.draw(care.facts(about=about))

    if isinstance(window, After):
        assert window.anchor.select in about
    if not isinstance(fact, Age | Given):
        assert fact.select in about


@given(care.comparisons(about=(AGE,), near={AGE: (70,)}))
def test_bounds_lie_on_next_to_and_far_from_values(comparison: Criterion) -> None:
    """The value, its neighbors among doubles, one more, one less, and some others."""
    assert isinstance(comparison, Comparison)
    assert comparison.fact == AGE
    assert comparison.bound in {
        *(70, 69.99999999999999, 70.00000000000001, 71, 69),
        *(0, 2, 2.5),
    }


@given(care.criteria(about=(AGE,), levels=1))
def test_criteria_of_one_level_are_comparisons(criterion: Criterion) -> None:
    """And read the facts they are given."""
    assert criterion.depth == 1
    assert facts_read(criterion) == {AGE}


@given(care.criteria(levels=3))
def test_criteria_nest_no_deeper_than_asked(criterion: Criterion) -> None:
    """Whatever they join."""
    assert criterion.depth <= 3


@given(care.worlds(max_charts=1, max_entries=2, max_facts=1, max_criteria=1))
def test_worlds_are_as_small_as_asked(world: care.World) -> None:
    """One of each is a world."""
    assert len(world.charts) == len(world.facts) == len(world.criteria) == 1
    assert len(world.charts[0].filed) <= 2


def test_questions_are_of_every_kind_over_every_sort_of_window() -> None:
    """Nine facts about each of two selections in each of eleven windows, and age."""
    about = (Select(kind="goal"), Select(kind="plan"))
    asked = care.questions(about=about)
    sorts = {type(fact) for fact in asked}
    windows = {type(fact.window) for fact in asked if not isinstance(fact, Age | Given)}

    assert sorts == {Age, Change, Count, DaysSince, Has, Latest, Sum}
    assert windows == {After, Days, During, Ever, Months}
    assert len(set(asked)) == len(asked) == 1 + 11 * 2 * 11


# --- what belongs together -----------------------------------------------------------


@given(care.worlds())
def test_the_parts_of_a_world_belong_together(world: care.World) -> None:
    """Criteria read its facts, patients differ, and all is known that is given."""
    assert facts_read(*world.criteria) <= set(world.facts)
    assert len({chart.id for chart in world.charts}) == len(world.charts)
    for given_, facts in zip(world.given, world.known(), strict=True):
        assert facts.on == world.on
        said = dict(given_)
        assert {*facts.known, *facts.missing} == {*world.facts, *said}
        assert all(facts.value(fact) == value for fact, value in said.items())


SORTS: list[tuple[st.SearchStrategy[object], set[type]]] = [
    (
        care.facts(),
        {Age, Change, Count, DaysSince, Given, Has, Latest, Sum},
    ),
    (care.windows(), {After, Days, During, Ever, Months}),
    (care.criteria(), {All, Any, AtLeast, Comparison, Not}),
]


@pytest.mark.parametrize(("strategy", "sorts"), SORTS)
def test_every_sort_is_made(
    strategy: st.SearchStrategy[object], sorts: set[type]
) -> None:
    """Within two hundred."""
    made: set[type] = set()

    def look(each: object) -> bool:
        made.add(type(each))
        return type(each) in sorts

    assert share(strategy, look, examples=200) == 1
    assert made == sorts


def test_awkward_entries_are_made() -> None:
    """Ties, vague dates, other units, missing numbers, links, and no coverage."""
    seen: Counter[str] = Counter()

    def look(chart: Chart) -> bool:
        entries = chart.filed
        orders = [(entry.kind, entry.on, entry.at) for entry in entries]
        ids = {entry.id for entry in entries}
        seen["tie"] += len(set(orders)) < len(orders)
        seen["vague"] += any(entry.on_last for entry in entries)
        seen["units"] += len({entry.unit for entry in entries}) > 1
        seen["no number"] += any(entry.value is None for entry in entries)
        seen["link"] += any(ids & set(entry.links) for entry in entries)
        seen["ended"] += any(entry.until for entry in entries)
        seen["gap"] += any(chart.covers(kind) == () for kind in ("score", "visit"))
        seen["dead"] += chart.died is not None
        seen["empty"] += not entries
        return chart.filed == in_order(entries)

    assert share(care.charts(), look, examples=200) == 1
    assert min(seen.values()) >= 10


def test_worlds_are_eventful() -> None:
    """Of facts a third are known; yes, no and cannot tell are each a fifth or more."""
    known: Counter[bool] = Counter()
    answers: Counter[Answer] = Counter()
    polarity: Counter[bool] = Counter()

    def look(world: care.World) -> bool:
        for facts in world.known():
            known.update(facts.value(fact) is not None for fact in world.facts)
            polarity.update(
                bool(value)
                for fact, value in facts.known.items()
                if isinstance(fact, Has | Count)
            )
            answers.update(answer(each, facts) for each in world.criteria)
        return True

    share(care.worlds(), look, examples=1000)

    assert known[True] / known.total() > 1 / 3
    assert min(answers[each] for each in Answer) / answers.total() > 1 / 5
    assert min(polarity[each] for each in (True, False)) / polarity.total() > 1 / 4


# --- the rest ------------------------------------------------------------------------


@given(care.rules(), care.rules(criterion=care.criteria(about=(AGE,))))
def test_rules_ask_what_they_are_given(rule: Rule, about_age: Rule) -> None:
    """Or anything at all."""
    assert rule.source.startswith("Assumed")
    assert facts_read(about_age) <= {AGE}


@given(
    care.patients(patient_id="p4"),
    care.coverages(kinds=("goal",), whole=False),
    care.charges(),
)
def test_patients_coverage_and_charges_stand_alone_too(
    patient: Patient, covered: tuple[Coverage, ...], charged: tuple[Charge, ...]
) -> None:
    """For tests that need no more."""
    assert {charge.kind for charge in charged} <= {"claim", "payment"}
    assert patient.id == "p4"
    assert {each.kind for each in covered} <= {"goal"}
