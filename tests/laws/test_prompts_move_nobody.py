"""The law: what is asked for is so just while it holds, and it moves nobody.

Since when is the first day of the unbroken row of days on which it held.
"""

from collections.abc import Iterable
from datetime import date

import attrs
from hypothesis import given, strategies as st

from caremodel.care import journeys
from caremodel.care.journeys import Holding, Journey, Prompted
from caremodel.care.pathways import Pathway, Prompt
from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.grammar.dates import add_days
from caremodel.grammar.facts import Facts
from caremodel.grammar.rules import answer, missing
from caremodel.grammar.verdicts import Answer
from caremodel.testing.strategies import (
    JourneyHistory,
    facts_near,
    journey_histories,
    pathways,
)
from laws.eventful import some

Look = tuple[int, Facts]
"""So many days later, something is known."""

Case = tuple[JourneyHistory, list[Look]]


Shape = tuple[Facts, Facts, list[tuple[int, bool]]]


def looks(facts: st.SearchStrategy[Facts]) -> st.SearchStrategy[list[Look]]:
    """Draw what is known on some days: mostly the same, now and then something else."""
    mostly = st.sampled_from((True, True, False))
    days = st.tuples(st.sampled_from((1, 7, 56)), mostly)
    shapes = st.tuples(facts, facts, st.lists(days, min_size=1, max_size=5))
    return shapes.map(day_by_day)


def day_by_day(shape: Shape) -> list[Look]:
    """Say what is known so many days later each time."""
    usual, other, days = shape
    return [(later, usual if is_usual else other) for later, is_usual in days]


SHIPPED = st.tuples(
    journey_histories(),
    looks(facts_near([prompt.when for prompt in DEFAULT_PATHWAY.prompts])),
)
DRAWN = pathways().flatmap(
    lambda pathway: st.tuples(
        journey_histories(pathway),
        looks(facts_near([prompt.when for prompt in pathway.prompts])),
    )
)
CASES: st.SearchStrategy[Case] = SHIPPED | DRAWN


def open_ones(history: JourneyHistory) -> list[Journey]:
    """Hand out the journey at each place where it stood on its pathway."""
    ref = history.pathway.ref
    places = {
        journey.place: journey
        for journey in history.states
        if journey.pathway == ref and not journey.is_over
    }
    return list(places.values())


def days_of(journey: Journey, looks: Iterable[tuple[int, Facts]]) -> list[Facts]:
    """Say what was known on each day, from the one on which the journey came there."""
    on, seen = journey.since, list[Facts]()
    for later, facts in looks:
        on = add_days(on, later)
        seen.append(Facts(on=on, known=facts.known))
    return seen


def watched(pathway: Pathway, journey: Journey, days: Iterable[Facts]) -> Holding:
    """Look at one day after another."""
    holding = Holding()
    for facts in days:
        holding = journeys.watch(pathway, holding, facts, journey=journey)
    return holding


def answered(prompt: Prompt, journey: Journey, facts: Facts) -> Answer:
    """Read a prompt where the journey stands."""
    own = journeys.own_facts(journey, on=facts.on)
    return answer(prompt.when, facts.with_given(own))


def first_of_row(prompt: Prompt, journey: Journey, days: list[Facts]) -> date | None:
    """Say since when a prompt has held, going back day by day."""
    first = None
    for facts in reversed(days):
        if answered(prompt, journey, facts) is not Answer.YES:
            break
        first = facts.on
    return first


def asked(pathway: Pathway, journey: Journey, days: list[Facts]) -> dict[str, Prompted]:
    """Say what is asked for on the last of some days."""
    holding = watched(pathway, journey, days)
    told = journeys.prompted(pathway, journey, days[-1], holding)
    assert len({each.name for each in told}) == len(told)
    return {each.name: each for each in told}


@given(CASES)
def test_it_is_asked_for_just_while_it_holds(case: Case) -> None:
    """Where it is to be asked for, and nowhere else; a doubt is told as a doubt."""
    history, looks = case
    for journey in open_ones(history):
        days = days_of(journey, looks)
        told = asked(history.pathway, journey, days)
        for prompt in history.pathway.prompts:
            here = journey.place in prompt.at
            answer_ = answered(prompt, journey, days[-1]) if here else Answer.NO
            assert (prompt.name in told) is (answer_ is not Answer.NO)
            if prompt.name in told:
                assert told[prompt.name].is_asked is (answer_ is Answer.YES)
                assert told[prompt.name].verdict.answer is answer_


@given(CASES)
def test_since_when_is_the_first_day_of_the_row(case: Case) -> None:
    """And by when follows from it; of a doubt there is neither, but what is missing."""
    history, looks = case
    prompts = {prompt.name: prompt for prompt in history.pathway.prompts}
    for journey in open_ones(history):
        days = days_of(journey, looks)
        for name, told in asked(history.pathway, journey, days).items():
            prompt = prompts[name]
            since = first_of_row(prompt, journey, days)
            assert told.since == since
            assert told.due == (since and prompt.within.after(since))
            assert bool(told.missing) is not told.is_asked
            assert set(told.missing) <= set(missing(prompt.when, days[-1]))


@given(CASES)
def test_what_is_asked_for_moves_nobody(case: Case) -> None:
    """Advice and what may be done are the same where nothing is asked for."""
    history, looks = case
    pathway, by = history.pathway, history.steps[0].by
    silent = attrs.evolve(pathway, prompts=())
    for journey in open_ones(history):
        days = days_of(journey, looks)
        advice, without = (
            journeys.recommend(each, journey, days[-1], watched(each, journey, days))
            for each in (pathway, silent)
        )
        assert advice == without
        options, fewer = (
            journeys.options(each, journey, by=by, facts=days[-1])
            for each in (pathway, silent)
        )
        assert options == fewer


def test_things_are_asked_for_open_and_lasting() -> None:
    """Otherwise this would be about nothing."""

    def asked_of(case: Case) -> list[Prompted]:
        history, looks = case
        return [
            each
            for journey in open_ones(history)
            for each in asked(
                history.pathway, journey, days_of(journey, looks)
            ).values()
        ]

    for cases in (SHIPPED, DRAWN):
        all_told = [asked_of(case) for case in some(cases, 100)]
        assert sum(map(bool, all_told)) > 10
        assert sum(any(each.missing for each in told) for told in all_told) > 4
        assert sum(any(map(has_lasted, told)) for told in all_told) > 4


def has_lasted(told: Prompted) -> bool:
    """Say whether it was asked for before today."""
    return told.since is not None and told.since < told.on
