"""The law: who comes back begins a new journey, linked to the old (INV-079, 080)."""

import pickle

import pytest
from hypothesis import assume, given, strategies as st

from caremodel.care import journeys
from caremodel.care.journeys import Began, ByReferral, JourneyId, ReferredBy
from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import add_days
from caremodel.grammar.facts import Facts
from caremodel.testing.strategies import JourneyHistory, journey_histories, pathways
from laws.eventful import share

DEFAULT = journey_histories()
EITHER = DEFAULT | journey_histories(pathways())
REFERRED = ByReferral(source=ReferredBy.SELF, who="p0", reason="not well")


@given(EITHER)
def test_what_follows_is_linked_and_leaves_the_old_as_it_was(
    history: JourneyHistory,
) -> None:
    """Another id, the same person, and nothing of the old one's state (INV-079)."""
    before = history.previous
    if before is None:
        return
    began, old = history.events[0], before.journey

    assert isinstance(began, Began)
    assert began.previous == old.id != history.journey.id
    assert history.journey.previous == old.id
    assert history.journey.patient_id == old.patient_id
    assert old.is_over
    assert began.on >= old.since
    first = history.states[0]
    assert (first.flags, first.answered, first.readiness) == ((), (), None)
    told = {*journeys.happenings(began)}
    assert first.counts == tuple(
        int(not told.isdisjoint(tally.adds_on)) for tally in first.tallies
    )
    assert journeys.replayed(before.events) == old


@given(EITHER, st.integers(0, 200))
def test_a_return_waits_for_the_cool_off_or_says_why(
    history: JourneyHistory, days: int
) -> None:
    """And either way leaves the old journey byte for byte as it was (INV-080)."""
    old = history.journey
    assume(old.is_over and not old.at.dead)
    kept = pickle.dumps(old)
    wait = history.pathway.limits.cool_off
    first = old.since if wait is None else wait.after(old.since)
    early = max(add_days(first, -1), old.since)
    for on in (add_days(old.since, days), first, early):
        for reason in ("", "not well"):
            again = journeys.returning(
                old, journey_id=JourneyId("j9"), way_in=REFERRED, reason=reason
            )
            because = journeys.check(
                history.pathway,
                None,
                again,
                facts=Facts(on=on, known={}),
                on=on,
                by=history.steps[0].by,
            )
            assert (because == ()) is (on >= first or bool(reason))
    assert pickle.dumps(old) == kept


@given(EITHER)
def test_nobody_returns_who_has_not_left(history: JourneyHistory) -> None:
    """A journey that goes on has no follower, nor has one that a death ended."""
    if not history.journey.is_over or history.journey.at.dead:
        with pytest.raises(NotAllowedError):
            journeys.returning(
                history.journey, journey_id=JourneyId("j9"), way_in=REFERRED
            )


def test_people_come_back() -> None:
    """Otherwise this would be about nothing."""
    assert share(DEFAULT, lambda history: history.previous is not None) > 0.15
