"""What was known at an instant does not change with what is written down later.

INV-004.
"""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given

from caremodel.grammar.histories import History, as_of
from caremodel.testing.strategies import CountEvent, growths
from laws.eventful import share

Growth = tuple[History[CountEvent], ...]


@given(growths())
def test_what_was_known_stays_as_it_was(growth: Growth) -> None:
    """Of every history that grew, at each instant before the next was written."""
    last = growth[-1]
    days = sorted({each.event.on for each in last.recorded})

    for history in growth[1:]:
        later = last.recorded[history.version :]
        known_at = history.recorded[-1].recorded_at
        if later and later[0].recorded_at == known_at:
            continue
        for on in days:
            before = as_of(history, on=on, known_at=known_at)
            assert as_of(last, on=on, known_at=known_at) == before


@given(growths())
def test_nothing_was_known_before_it_was_written(growth: Growth) -> None:
    """However long ago it happened."""
    first = growth[-1].recorded[0]
    before = first.recorded_at - timedelta(microseconds=1)
    last_day = max(each.event.on for each in growth[-1].recorded)

    assert as_of(growth[-1], on=last_day, known_at=before) == ()


@given(growths())
def test_what_happened_after_the_day_is_left_out(growth: Growth) -> None:
    """Also if it is known; a later day leaves out no more."""
    history = growth[-1]
    known_at = history.recorded[-1].recorded_at
    days = sorted({each.event.on for each in history.recorded})
    told = [as_of(history, on=on, known_at=known_at) for on in days]

    for on, events in zip(days, told, strict=True):
        assert all(event.on <= on for event in events)
    for fewer, more in pairwise(told):
        assert [event for event in more if event in fewer] == list(fewer)


def test_the_cases_are_eventful() -> None:
    """In a quarter of the histories something known is corrected, or comes late."""

    def changes(growth: Growth) -> bool:
        last = growth[-1]
        day = max(each.event.on for each in last.recorded)
        views = [
            as_of(last, on=day, known_at=each.recorded_at) for each in last.recorded
        ]
        return any(
            later[: len(earlier)] != earlier for earlier, later in pairwise(views)
        )

    assert share(growths(), changes) > 1 / 4
