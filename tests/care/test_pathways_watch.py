"""How close checks may be, and what can be asked before a journey has begun."""

import attrs
import pytest

from care.walked import MISSED, READY, SMALL, STAGES, WORRY
from caremodel.care.pathways import OWN_FACTS, Level, Needed, Pathway, days_here
from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Cadence, FromLast, Interval, Staged, Windows
from caremodel.grammar.facts import Given
from caremodel.grammar.rules import Criterion

WEEK = Interval(days=7)
TOO_CLOSE = "limits.check must not be shorter than the cadence at watch"


def watching(check: Interval, cadence: Cadence) -> Pathway:
    """Keep watch at a cadence, with checks no further apart than that."""
    return attrs.evolve(
        SMALL,
        limits=attrs.evolve(SMALL.limits, check=check),
        stages=[
            attrs.evolve(stage, levels=[Level(cadence=cadence, minutes=20)])
            if stage.tracked
            else stage
            for stage in STAGES
        ],
    )


@pytest.mark.parametrize(
    ("check", "every"),
    [
        (Interval(days=6), WEEK),
        (WEEK, Interval(days=30)),
        (Interval(days=27), Interval(months=1)),
        (Interval(months=1), Interval(days=32)),
        (Interval(months=1), Interval(months=1, days=1)),
        (Interval(months=11, days=25), Interval(months=12)),
    ],
)
def test_checks_closer_than_anyone_is_in_touch_are_refused(
    check: Interval, every: Interval
) -> None:
    """On whatever day one begins to count, the next check comes before the talk."""
    for cadence in (
        FromLast(every=every),
        Windows(every=every),
        Staged(steps=[Interval(days=1), every]),
    ):
        with pytest.raises(InvalidValueError) as told:
            watching(check, cadence)
        assert told.value.problem == TOO_CLOSE


@pytest.mark.parametrize(
    ("check", "every"),
    [
        (WEEK, WEEK),
        (Interval(days=8), WEEK),
        (Interval(days=28), Interval(months=1)),
        (Interval(months=1), Interval(days=31)),
        (Interval(months=1), Interval(days=30)),
        (Interval(months=12), Interval(days=365)),
    ],
)
def test_checks_as_close_as_one_is_in_touch_will_do(
    check: Interval, every: Interval
) -> None:
    """A month may be as long as its days."""
    assert watching(check, FromLast(every=every)).limits.check == check


def test_only_where_watch_is_kept_there_are_checks() -> None:
    """Elsewhere one may be in touch less often than that."""
    monthly = [Level(cadence=FromLast(every=Interval(days=60)), minutes=20)]
    stages = [
        attrs.evolve(stage, levels=monthly) if stage.name == "rest" else stage
        for stage in STAGES
    ]

    assert attrs.evolve(SMALL, stages=stages).stages[3].levels == tuple(monthly)


# --- the rule of entry ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (MISSED.fact >= 2, "missed"),
        (days_here() < 7, "days at this place"),
        (~OWN_FACTS[Needed.AGREEMENT], "the person's agreement"),
        (OWN_FACTS[Needed.LEAD].eq(True), "a lead"),
    ],
)
def test_who_comes_in_is_not_asked_what_a_journey_says(
    asked: Criterion, name: str
) -> None:
    """It has not begun, so nobody could ever come in by rule."""
    with pytest.raises(InvalidValueError) as told:
        attrs.evolve(SMALL, entry=READY & asked & (Given("a") > 1))

    assert {*told.value.problem.split("; ")} == {
        "entry asks for 'a', which nobody supplies",
        f"entry asks for {name!r}, which only a journey that has begun can say",
    }


def test_who_comes_in_is_asked_what_the_host_says() -> None:
    """And what stands in the record."""
    entry = READY & (WORRY >= 3)

    assert attrs.evolve(SMALL, entry=entry).entry == entry
