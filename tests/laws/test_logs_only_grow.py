"""What was written down stays as it was: whoever was wrong adds a correction.

INV-003.
"""

from itertools import pairwise

from hypothesis import given

from caremodel.grammar.histories import Correction, History, corrected
from caremodel.testing.strategies import CountEvent, growths
from laws.eventful import share

Growth = tuple[History[CountEvent], ...]


@given(growths())
def test_each_history_begins_with_the_one_before_it(growth: Growth) -> None:
    """Envelope for envelope; what is new stands behind."""
    for before, after in pairwise(growth):
        assert after.stream == before.stream
        assert after.recorded[: before.version] == before.recorded


@given(growths())
def test_versions_count_on_and_time_goes_on(growth: Growth) -> None:
    """From 1, without a gap; no envelope was written before the one it follows."""
    recorded = growth[-1].recorded
    instants = [each.recorded_at for each in recorded]

    assert [each.version for each in recorded] == list(range(1, len(recorded) + 1))
    assert instants == sorted(instants)


@given(growths())
def test_a_correction_stands_beside_what_it_corrects(growth: Growth) -> None:
    """Both are in the log; only what is read from it is the corrected one."""
    history = growth[-1]
    corrections: dict[int, Correction[CountEvent]] = {}
    for each in history.recorded:
        if isinstance(each.event, Correction):
            corrections[each.event.version] = each.event
    expected = [
        corrections[each.version].instead if each.version in corrections else each.event
        for each in history.recorded
        if not isinstance(each.event, Correction)
    ]

    assert list(corrected(history)) == [event for event in expected if event]


def test_the_cases_are_eventful() -> None:
    """A third of the histories hold a correction."""

    def holds(growth: Growth) -> bool:
        events = (each.event for each in growth[-1].recorded)
        return any(isinstance(event, Correction) for event in events)

    assert share(growths(), holds) > 1 / 3
