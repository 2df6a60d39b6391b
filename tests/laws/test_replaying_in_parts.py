"""Replaying a part and then the rest gives what replaying all gives.

INV-001.
"""

from hypothesis import given

from caremodel.grammar.histories import History, as_of, corrected, replay
from caremodel.testing.strategies import CountEvent, count_on, histories
from laws.eventful import share


@given(histories())
def test_every_cut_gives_the_same_state(history: History[CountEvent]) -> None:
    """A snapshot taken anywhere, and the rest after it."""
    events = corrected(history)
    whole = replay(count_on, None, events)

    for cut in range(len(events) + 1):
        part = replay(count_on, None, events[:cut])
        assert replay(count_on, part, events[cut:]) == whole


@given(histories())
def test_one_by_one_is_all_at_once(history: History[CountEvent]) -> None:
    """The fold is nothing but each event after the one before, in their order."""
    count = None
    for event in corrected(history):
        count = count_on(count, event)

    assert replay(count_on, None, iter(corrected(history))) == count


@given(histories())
def test_all_that_is_known_up_to_the_last_day_is_all(
    history: History[CountEvent],
) -> None:
    """The two ways to read a history agree where they ask the same."""
    events = corrected(history)
    last = max((event.on for event in events), default=history.recorded[0].event.on)
    known_at = history.recorded[-1].recorded_at

    assert as_of(history, on=last, known_at=known_at) == events


def test_the_cases_are_eventful() -> None:
    """Half of the histories tell of three events or more, in which order matters."""
    assert share(histories(), lambda history: len(corrected(history)) > 2) > 1 / 2
