"""Whoever is placed with less known may be told a higher tier later, never a lower."""

from hypothesis import given, strategies as st

from caremodel.grammar.facts import Fact, Facts
from caremodel.panel import tiers
from caremodel.panel.tiers import Ladder, Tier
from caremodel.testing import strategies
from caremodel.testing.strategies import World
from laws.panel_worlds import occurs


def ladder(world: World) -> Ladder:
    """Make a ladder of the criteria of a world."""
    rungs = [
        Tier(name=f"t{n}", criterion=criterion, source="Assumed: a law")
        for n, criterion in enumerate(world.criteria)
    ]
    return Ladder(id="ladder", tiers=rungs, otherwise="low")


@st.composite
def less_known(draw: st.DrawFn) -> tuple[Ladder, Facts, Facts]:
    """A ladder, what is known of someone, and less of it."""
    world = draw(strategies.worlds(max_charts=1))
    (whole,) = world.known()
    hidden: list[Fact] = draw(st.lists(st.sampled_from(world.facts)))
    return ladder(world), whole, whole.without(*hidden)


@given(less_known())
def test_with_more_known_they_stand_where_it_was_said_they_may(
    case: tuple[Ladder, Facts, Facts],
) -> None:
    """On the tier surely reached, or on one of those they may be on."""
    rungs, whole, part = case

    before, after = tiers.tier(rungs, part), tiers.tier(rungs, whole)

    assert after.tier in {before.tier, *before.may_be}
    assert set(after.may_be) <= set(before.may_be)
    assert bool(before.may_be) == bool(before.missing)


def test_some_may_be_higher() -> None:
    """Else nothing would be left open."""

    def eventful(case: tuple[Ladder, Facts, Facts]) -> bool:
        rungs, _, part = case
        return bool(tiers.tier(rungs, part).may_be)

    assert occurs(less_known(), eventful)
