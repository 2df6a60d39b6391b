"""A command counts once, however often it is sent, and however it is delivered.

INV-006, INV-007.
"""

from collections import Counter
from datetime import timedelta

import attrs
import pytest
from hypothesis import given, strategies as st

from caremodel.errors import InvalidValueError
from caremodel.grammar.histories import History, append, assembled, corrected
from caremodel.testing.strategies import (
    Counted,
    CountEvent,
    Delivery,
    actors,
    deliveries,
    histories,
)
from laws.eventful import share

DELIVERED = histories().flatmap(
    lambda history: st.tuples(st.just(history), deliveries(history))
)


@given(histories(), st.data())
def test_a_command_that_was_seen_adds_nothing(
    history: History[CountEvent], data: st.DataObject
) -> None:
    """Whoever lost the answer sends it again, on whatever version, with any events."""
    seen = data.draw(st.sampled_from(history.recorded))
    again = Counted(on=seen.event.on, by=data.draw(actors()), more=1)

    made = append(
        history,
        [again] * data.draw(st.integers(0, 2)),
        expected_version=data.draw(st.integers(0, history.version)),
        command_id=seen.command_id,
        recorded_at=history.recorded[-1].recorded_at + timedelta(days=9),
    )

    assert made == history


@given(histories(), st.data())
def test_a_log_that_holds_a_command_twice_is_refused(
    history: History[CountEvent], data: st.DataObject
) -> None:
    """No store that kept its keys can have written it."""
    seen = data.draw(st.sampled_from(history.recorded))
    again = attrs.evolve(
        seen,
        version=history.version + 1,
        recorded_at=history.recorded[-1].recorded_at + timedelta(seconds=1),
    )

    with pytest.raises(InvalidValueError, match=r"count-1\[\d+\]: must not come of a"):
        History(stream=history.stream, recorded=(*history.recorded, again))


@given(DELIVERED)
def test_delivery_changes_nothing_or_is_refused(
    delivered: tuple[History[CountEvent], Delivery],
) -> None:
    """Shuffled and doubled it is the same; gap, fork and stray are named."""
    history, delivery = delivered

    if not delivery.fault:
        assert assembled("count-1", delivery.envelopes) == history
        return
    with pytest.raises(InvalidValueError, match=r"^count-\d\[\d+\]: must"):
        assembled("count-1", delivery.envelopes)


@given(histories())
def test_each_event_says_when_it_was_and_when_it_was_written(
    history: History[CountEvent],
) -> None:
    """It may be written late, and at most a day early, for time zones."""
    for each in history.recorded:
        assert (each.event.on - each.recorded_at.date()).days <= 1


def test_the_cases_are_eventful() -> None:
    """Every fault is delivered, and some events come late."""

    def late(history: History[CountEvent]) -> bool:
        recorded = history.recorded
        return any(each.event.on < each.recorded_at.date() for each in recorded)

    faults: Counter[str] = Counter()
    share(DELIVERED, lambda one: not faults.update([one[1].fault]), examples=200)

    assert min(faults[fault] for fault in ("", "gap", "fork", "stray")) > 5
    assert share(histories(), late) > 1 / 4
    assert share(histories(), lambda history: len(corrected(history)) > 1) > 1 / 2
