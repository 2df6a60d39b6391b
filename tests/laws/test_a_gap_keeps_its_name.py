"""A gap is the same gap tomorrow, and when it is closed."""

from datetime import timedelta

import attrs
from hypothesis import given, strategies as st

from caremodel.grammar.entries import Entry
from caremodel.grammar.rules import All
from caremodel.panel import gaps
from caremodel.panel.gaps import GapId, GapStatus
from laws.panel_worlds import MET, Asked, asked, occurs

LATER = st.sampled_from((1, 7, 30, 200))
ONE_SCORE = MET[:2]
TESTS = MET[:3]


def of_everyone(case: Asked) -> Asked:
    """Ask of everyone, whenever they like."""
    asks = attrs.evolve(
        case.asks, population=All(()), denominator=None, excluded=None, by=None
    )
    return Asked(case.world, asks)


CASES = asked(met=TESTS).map(of_everyone)
ONE_SCORE_CASES = asked(met=ONE_SCORE).map(of_everyone)


def by_status(case: Asked, days: int = 0) -> dict[GapId, GapStatus]:
    """Find every gap so many days later, by its identity."""
    on = case.on + timedelta(days=days)
    return {
        gap.id: gap.status for gap in gaps.find([case.asks], case.world.charts, on=on)
    }


@given(asked())
def test_each_person_has_one_gap_and_the_next_run_finds_the_same(case: Asked) -> None:
    """Patient, recommendation, version and due day name it. INV-108."""
    first = gaps.find([case.asks], case.world.charts, on=case.on)

    assert len({gap.id for gap in first}) == len(first)
    assert gaps.find([case.asks], case.world.charts, on=case.on) == first


@given(CASES, LATER)
def test_what_is_open_is_the_same_gap_later_while_nothing_is_done(
    case: Asked, days: int
) -> None:
    """Tomorrow's run makes no new gap of it."""
    world = attrs.evolve(
        case.world,
        charts=tuple(
            attrs.evolve(c, filed=[e for e in c.filed if (e.on_last or e.on) < case.on])
            for c in case.world.charts
        ),
    )
    still = Asked(world, case.asks)
    later = by_status(still, days)

    for gap_id, status in by_status(still).items():
        dead = {c.id for c in world.charts if c.died is not None}
        if status is GapStatus.OPEN and gap_id.patient_id not in dead:
            assert later[gap_id] in {GapStatus.OPEN, GapStatus.CANNOT_TELL}


@given(ONE_SCORE_CASES)
def test_a_gap_that_was_open_is_the_same_when_it_is_closed(case: Asked) -> None:
    """Whoever works on it finds it closed, not gone."""
    before = case.on - timedelta(days=1)
    done = Entry("done", "score", ("a",), before)

    for chart in case.world.charts:
        known = [e for e in chart.filed if (e.on_last or e.on) < before]
        was = gaps.find([case.asks], [attrs.evolve(chart, filed=known)], on=before)
        more = attrs.evolve(chart, filed=(*known, done))
        now = {gap.id: gap.status for gap in gaps.find([case.asks], [more], on=case.on)}
        for gap in was:
            if gap.status is GapStatus.OPEN and now:
                assert now[gap.id] is GapStatus.CLOSED


def test_some_gaps_have_lapsed() -> None:
    """Else no due day would name any."""

    def eventful(case: Asked) -> bool:
        return any(gap_id.due is not None for gap_id in by_status(case))

    assert occurs(CASES, eventful)
