"""The days of work that we ship: what they hold, and how they are shown."""

from hypothesis import given
from hypothesis.vendor.pretty import pretty

from caremodel.care.pathways import stage_at
from caremodel.grammar.dates import FromLast, Staged, Windows
from caremodel.testing.strategies import WorkDay, cadences, work_days
from laws.eventful import some


@given(work_days(max_size=1))
def test_what_happened_lies_before_the_day(case: WorkDay) -> None:
    """All journeys are of one person, run on the pathway, and began by then."""
    assert len({journey.patient_id for journey in case.journeys}) == 1
    for journey in case.journeys:
        assert journey.pathway == case.pathway.ref
        assert journey.since <= case.on
        assert stage_at(case.pathway, journey.place).name == journey.place.stage
    assert len({journey.id for journey in case.journeys}) == len(case.journeys)


@given(work_days(max_size=1))
def test_a_day_is_shown_by_what_was_asked(case: WorkDay) -> None:
    """By Hypothesis, too, which would print megabytes of pathways."""
    assert pretty(case) == repr(case)
    assert repr(case).startswith(f"WorkDay({case.on})\nJourneyHistory(enhanced-care)")


def test_cadences_are_of_all_three_sorts() -> None:
    """Each at least one time in ten."""
    sorts = [type(cadence) for cadence in some(cadences(), 100)]

    for sort in (FromLast, Windows, Staged):
        assert sorts.count(sort) >= 10
