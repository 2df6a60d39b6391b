"""Facts rest on what their windows hold: entries elsewhere change nothing."""

from collections.abc import Mapping

import attrs
from hypothesis import given

from caremodel.grammar.dates import add_days
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import Fact, Value, Why, draw
from caremodel.people.charts import Chart
from caremodel.testing.strategies import (
    STANDING,
    World,
    charts,
    questions,
    selections,
    worlds,
)
from laws.eventful import share

Told = tuple[Mapping[Fact, Value], Mapping[Fact, Why]]


def told(asked_of: Chart, chart: Chart) -> Told:
    """Say all that is known of *chart*, and why the rest is not."""
    facts = draw(questions(about=selections(asked_of.filed)), chart, on=STANDING)
    return facts.known, facts.missing


def misleading(kind: str, by: int) -> Entry:
    """Make an entry that every selection of its kind means."""
    return Entry(
        id=f"more-{kind}",
        kind=kind,
        codes=("a", "b", "c"),
        on=add_days(STANDING, by),
        value=9,
        unit="%",
        status="done",
        links=("e0", "e1", "e2"),
    )


@given(charts())
def test_what_comes_after_every_window_changes_nothing(chart: Chart) -> None:
    """Windows end with the day that is stood on; plans for later are not facts."""
    later = [misleading(kind, by=1) for kind in ("score", "visit")]
    more = attrs.evolve(chart, filed=(*chart.filed, *later))

    assert told(chart, more) == told(chart, chart)


@given(charts())
def test_entries_of_another_kind_change_nothing(chart: Chart) -> None:
    """Also in the middle of every window, with the same id, codes and links."""
    other = attrs.evolve(misleading("something else", by=-1), id="e0")
    more = attrs.evolve(chart, filed=(*chart.filed, other))

    assert told(chart, more) == told(chart, chart)


@given(charts())
def test_the_order_in_which_entries_were_filed_changes_nothing(chart: Chart) -> None:
    """A chart puts its entries in order by itself."""
    back = attrs.evolve(chart, filed=chart.filed[::-1], coverage=chart.coverage[::-1])

    assert told(chart, back) == told(chart, chart)


@given(worlds())
def test_what_is_drawn_alone_is_drawn_the_same_together(world: World) -> None:
    """Facts drawn in one walk do not disturb each other."""
    for chart, said, facts in zip(
        world.charts, world.given, world.known(), strict=True
    ):
        for fact in world.facts:
            alone = draw([fact], chart, on=world.on, given=dict(said))
            assert alone.value(fact) == facts.value(fact)
            assert alone.why_missing(fact) == facts.why_missing(fact)
            assert alone.evidence(fact) == facts.evidence(fact)


def test_the_cases_are_eventful() -> None:
    """In most charts some fact rests on entries, and more could mislead it."""

    def rests(chart: Chart) -> bool:
        asked = questions(about=selections(chart.filed))
        facts = draw(asked, chart, on=STANDING)
        return any(facts.evidence(fact) for fact in facts.known)

    assert share(charts(), rests) > 0.6
