"""A wider window never holds less."""

from hypothesis import given

from caremodel.grammar.facts import (
    Count,
    Days,
    DaysSince,
    Ever,
    Fact,
    Has,
    Months,
    Value,
    Window,
    draw,
)
from caremodel.people.charts import Chart
from caremodel.testing.strategies import STANDING, charts, selections
from laws.eventful import share

REACHING_BACK: tuple[Window, ...] = (
    *(Days(1), Days(7), Days(30), Months(1), Months(6), Months(12), Ever()),
)
"""Each holds all days of the one before: a month before 31 March has 31 of them."""

WIDER: tuple[tuple[Window, ...], ...] = (
    REACHING_BACK,
    *((Days(n), Days(n, today=True)) for n in (1, 7, 30)),
    *((Months(n), Months(n, today=True)) for n in (1, 6, 12)),
    (Ever(), Ever(today=True)),
)


def values(chart: Chart, facts: list[Fact]) -> list[Value]:
    """Draw facts, and leave out what is not known."""
    drawn = draw(facts, chart, on=STANDING).known
    return [drawn[fact] for fact in facts if fact in drawn]


@given(charts())
def test_a_wider_window_never_lowers_a_count(chart: Chart) -> None:
    """Nor takes away what there was."""
    for select in selections(chart.filed):
        for row in WIDER:
            counts = values(chart, [Count(select, window) for window in row])
            assert [*map(float, counts)] == sorted(map(float, counts))
            flags = values(chart, [Has(select, window) for window in row])
            assert [*map(bool, flags)] == sorted(map(bool, flags))


@given(charts())
def test_a_wider_window_finds_the_same_newest(chart: Chart) -> None:
    """What is newest in a window is newest in each that reaches farther back."""
    for select in selections(chart.filed):
        newest: list[Fact] = [DaysSince(select, window) for window in REACHING_BACK]
        assert len(set(values(chart, newest))) <= 1


def test_the_cases_are_eventful() -> None:
    """In a good share of charts the wider window does hold more."""

    def grows(chart: Chart) -> bool:
        return any(
            len(set(values(chart, [Count(select, each) for each in REACHING_BACK]))) > 1
            for select in selections(chart.filed)
        )

    assert share(charts(), grows) > 0.3
