"""The law: what is drawn day by day is what is drawn from the whole record."""

from datetime import timedelta

from hypothesis import given

from caremodel.grammar.facts import After, Given, draw
from caremodel.simulation.replays import day_by_day
from caremodel.testing.strategies import World, worlds
from laws.eventful import share


@given(worlds())
def test_leaving_out_what_nobody_asks_for_changes_nothing(world: World) -> None:
    """Value, evidence, and the reason why something is not known."""
    for chart in world.charts:
        known = day_by_day(chart, world.facts)
        for days in (-7, 0, 7):
            on = world.on + timedelta(days=days)
            assert known(on) == draw(world.facts, chart, on=on)


def test_worlds_ask_by_link_and_anchor() -> None:
    """Otherwise what hangs on other entries could be left out unseen."""

    def linked(world: World) -> bool:
        asked = [fact for fact in world.facts if hasattr(fact, "select")]
        return any(fact.select.linked_to is not None for fact in asked)

    def anchored(world: World) -> bool:
        asked = [fact for fact in world.facts if hasattr(fact, "window")]
        return any(isinstance(fact.window, After) for fact in asked)

    def given_too(world: World) -> bool:
        return any(isinstance(fact, Given) for fact in world.facts)

    assert share(worlds(), linked) > 0.1
    assert share(worlds(), anchored) > 0.1
    assert share(worlds(), given_too) > 0.1
