"""The law: of whoever is watched and may need more care, someone is asked (INV-072).

Once for the same evidence, until someone decides.
"""

from collections.abc import Iterator

from hypothesis import given, strategies as st

from caremodel.care import journeys
from caremodel.care.journeys import (
    Advice,
    AnswerFlag,
    Command,
    FlagAnswer,
    Holding,
    Journey,
    Make,
    RaiseFlag,
    Recommended,
)
from caremodel.care.pathways import Pathway
from caremodel.grammar.facts import Facts
from caremodel.testing.strategies import (
    JourneyHistory,
    journey_facts,
    journey_histories,
    pathways,
)
from laws.eventful import share

CASES = st.tuples(journey_histories(), journey_facts())
DRAWN = pathways().flatmap(
    lambda pathway: st.tuples(journey_histories(pathway), journey_facts(pathway))
)
Case = tuple[JourneyHistory, Facts]


def advised(pathway: Pathway, journey: Journey, facts: Facts) -> Advice:
    """Ask the pathway, on the day the journey last moved."""
    today = Facts(on=journey.since, known=facts.known)
    return journeys.recommend(pathway, journey, today, Holding())


def flagged(case: Case) -> Iterator[tuple[Journey, Advice, RaiseFlag]]:
    """Hand out each state of a journey in which someone is to be asked."""
    history, facts = case
    for journey in history.states:
        if not journey.is_over:
            advice = advised(history.pathway, journey, facts)
            flag = journeys.flagging(journey, advice)
            if flag is not None:
                yield journey, advice, flag


def asked(case: Case, journey: Journey, command: Command, facts: Facts) -> Journey:
    """Ask something of the journey that must not be refused."""
    history, _ = case
    by = history.steps[0].by
    events = journeys.decide(
        history.pathway, journey, command, facts=facts, on=facts.on, by=by
    )
    return journeys.replayed(events, start=journey)


@given(CASES | DRAWN)
def test_what_speaks_for_more_is_flagged_where_it_is_not_yet(case: Case) -> None:
    """Everywhere that someone keeps watch, and nowhere else."""
    history, facts = case
    to_flag = [journey for journey, _, _ in flagged(case)]
    for journey in history.states:
        if journey.is_over:
            continue
        advice = advised(history.pathway, journey, facts)
        waits = {each for flag in journey.flags for each in flag.evidence}
        new = not {*advice.evidence} <= {*waits, *journey.answered}
        up = advice.recommendation is Recommended.UP
        assert (journey in to_flag) is (journey.at.tracked and up and new)


@given(CASES | DRAWN)
def test_it_is_flagged_once_until_someone_decides(case: Case) -> None:
    """A word to stay, or the step, answers all of its evidence."""
    history, facts = case
    for journey, advice, flag in flagged(case):
        today = Facts(on=advice.on, known=facts.known)
        waiting = asked(case, journey, flag, today)
        assert [each.id for each in waiting.flags].count(flag.flag_id) == 1
        assert journeys.flagging(waiting, advice) is None

        stay = AnswerFlag(flag_id=flag.flag_id, answer=FlagAnswer.STAY, reason="well")
        let_stay = asked(case, waiting, stay, today)
        again = advised(history.pathway, let_stay, facts)
        assert again.recommendation is not Recommended.UP
        assert journeys.flagging(let_stay, again) is None

        step = Make(move=advice.move or "", because=advice)
        stepped_up = asked(case, waiting, step, today)
        assert flag.flag_id not in {each.id for each in stepped_up.flags}


def test_people_are_flagged() -> None:
    """Otherwise this would be about nothing."""
    assert share(CASES | DRAWN, lambda case: any(flagged(case)), examples=300) > 0.05
