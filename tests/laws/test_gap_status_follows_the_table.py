"""The status of a gap is a total function of four answers, a day and a mapping."""

import pytest
from hypothesis import given

from caremodel.grammar.facts import draw
from caremodel.grammar.rules import Criterion, answer, facts_read
from caremodel.grammar.verdicts import Answer
from caremodel.panel import gaps
from caremodel.panel.gaps import GapStatus, Recommendation, StatusMapping
from caremodel.people.charts import Chart
from laws.panel_worlds import MAPPINGS, Asked, asked, occurs

YES_OR_NO = (Answer.YES, Answer.NO)


def told(criterion: Criterion | None, case: Asked, chart: Chart) -> Answer | None:
    """Answer one criterion from facts drawn for it alone."""
    if criterion is None:
        return None
    facts = draw(facts_read(criterion), chart, on=case.on)
    return answer(criterion, facts)


def expected(
    asks: Recommendation,
    answers: tuple[Answer | None, ...],
    mapping: StatusMapping,
    *,
    in_time: bool,
) -> GapStatus:
    """Look the status up, by the table; unknown answers are tried both ways."""
    for at, one in enumerate(answers):
        if one is Answer.CANNOT_TELL:
            ways = {
                expected(
                    asks,
                    (*answers[:at], way, *answers[at + 1 :]),
                    mapping,
                    in_time=in_time,
                )
                for way in YES_OR_NO
            }
            return ways.pop() if len(ways) == 1 else GapStatus.CANNOT_TELL
    population, denominator, excluded, met = answers
    if population is Answer.NO:
        return GapStatus.NOT_APPLICABLE
    if denominator is Answer.NO:
        return mapping.outside
    if excluded is Answer.YES:
        return mapping.excluded
    if met is Answer.YES:
        return GapStatus.CLOSED
    return GapStatus.PROSPECTIVE if in_time else GapStatus.OPEN


@given(asked(), MAPPINGS)
def test_the_status_is_what_the_table_says(case: Asked, mapping: StatusMapping) -> None:
    """Not in the population, outside, excluded, met, in time, open. INV-105."""
    asks = case.asks
    in_time = asks.by is not None and case.on < asks.by
    charts = {chart.id: chart for chart in case.world.charts}

    for gap in gaps.find([asks], charts.values(), on=case.on, mapping=mapping):
        chart = charts[gap.patient_id]
        read = (asks.population, asks.denominator, asks.excluded, asks.met)
        answers = tuple(told(each, case, chart) for each in read)
        table = expected(asks, answers, mapping, in_time=in_time)
        assert gap.status in {table, GapStatus.CANNOT_TELL}
        if Answer.CANNOT_TELL not in answers[:2]:
            assert gap.status is table


@pytest.mark.parametrize("status", GapStatus)
def test_every_status_occurs(status: GapStatus) -> None:
    """Else a part of the table would not be read."""

    def eventful(case: Asked) -> bool:
        found = gaps.find([case.asks], case.world.charts, on=case.on)
        return any(gap.status is status for gap in found)

    assert occurs(asked(), eventful)
