"""The law: who is watched has a tracker and a check ahead (INV-070, 071, 072)."""

from datetime import date

from hypothesis import given

from caremodel.care.journeys import AnswerFlag, Journey, Make, RaiseFlag
from caremodel.care.pathways import Needed, Pathway, stage_at
from caremodel.testing.strategies import JourneyHistory, journey_histories, pathways
from laws.eventful import share

DEFAULT = journey_histories()
EITHER = DEFAULT | journey_histories(pathways())


def leads(journey: Journey) -> str | None:
    """Say who leads: in maintenance, whoever keeps watch may."""
    return journey.lead or journey.tracker


@given(EITHER)
def test_care_has_an_agreement_and_a_lead(history: JourneyHistory) -> None:
    """Wherever the pathway asks for them (INV-070)."""
    for journey in history.states:
        takes = stage_at(history.pathway, journey.place).takes
        if journey.is_over:
            continue
        assert Needed.AGREEMENT not in takes or Needed.AGREEMENT in journey.on_record
        assert Needed.LEAD not in takes or leads(journey)


@given(EITHER)
def test_maintenance_is_watched(history: JourneyHistory) -> None:
    """A tracker, a next check, and no longer between two than the limit (INV-071)."""
    for journey in history.states:
        if not journey.at.tracked:
            continue
        assert journey.tracker
        assert within_the_limit(history.pathway, journey)


def within_the_limit(pathway: Pathway, journey: Journey) -> bool:
    """Compare the next check with the last one, in days."""
    last, due = journey.checked, journey.next_check
    assert last is not None
    assert due is not None
    limit: date = pathway.limits.check.after(last)
    return due <= limit


@given(EITHER)
def test_a_flag_is_open_until_someone_decides(history: JourneyHistory) -> None:
    """By an answer, or by a move that rests on its evidence (INV-072)."""
    open_before: set[str] = set()
    for step, journey in zip(history.steps, history.states, strict=True):
        now = {flag.id for flag in journey.flags}
        closed, opened = open_before - now, now - open_before
        assert not opened or isinstance(step.asked, RaiseFlag)
        assert not closed or isinstance(step.asked, AnswerFlag | Make)
        if isinstance(step.asked, AnswerFlag):
            assert closed == {step.asked.flag_id}
        if journey.is_over:
            assert not closed
        for flag in journey.flags:
            assert flag.owner
            assert flag.since <= step.on
        open_before = now


def test_journeys_are_watched_and_flagged() -> None:
    """Otherwise this would be about nothing."""

    def watched(history: JourneyHistory) -> bool:
        return any(journey.at.tracked for journey in history.states)

    def flagged(history: JourneyHistory) -> bool:
        return any(journey.flags for journey in history.states)

    assert share(DEFAULT, watched, examples=300) > 0.15
    assert share(DEFAULT, flagged, examples=300) > 0.25
