"""One more test on record never turns a closed gap into an open one."""

import attrs
from hypothesis import given, strategies as st

from caremodel.grammar.entries import Entry
from caremodel.grammar.rules import All
from caremodel.panel import gaps
from caremodel.panel.gaps import Gap, GapStatus
from caremodel.people.charts import Chart
from caremodel.testing.strategies import edges
from laws.panel_worlds import MET, Asked, asked, occurs

BY_TESTS = MET[:3]
KINDS = st.sampled_from(("score", "visit"))


def only_tests(case: Asked) -> Asked:
    """Ask of everyone, so that only the tests matter."""
    asks = attrs.evolve(
        case.asks, population=All(()), denominator=None, excluded=None, by=None
    )
    return Asked(case.world, asks)


CASES = asked(met=BY_TESTS).map(only_tests)


def found(case: Asked, chart: Chart) -> tuple[Gap, ...]:
    """Find the gaps of one person."""
    return gaps.find([case.asks], [chart], on=case.on)


@given(CASES, st.data(), KINDS)
def test_a_closed_gap_stays_closed_when_a_test_is_added(
    case: Asked, data: st.DataObject, kind: str
) -> None:
    """Where doing it is what meets it, not how it came out. INV-106."""
    day = data.draw(st.sampled_from(edges(case.on)))
    test = Entry("test", kind, ("a",), day)

    for chart in case.world.charts:
        more = attrs.evolve(chart, filed=(*chart.filed, test))
        pairs = zip(found(case, chart), found(case, more), strict=True)
        for before, after in pairs:
            if before.status is GapStatus.CLOSED:
                assert after.status is GapStatus.CLOSED


def test_some_gaps_are_closed_before() -> None:
    """Else none could open."""

    def eventful(case: Asked) -> bool:
        return any(
            gap.status is GapStatus.CLOSED
            for chart in case.world.charts
            for gap in found(case, chart)
        )

    assert occurs(CASES, eventful)
