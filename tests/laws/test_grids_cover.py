"""The law: every need of a grid is covered or listed, and coverage is their count."""

from fractions import Fraction

from hypothesis import given

from caremodel.network import grids, partners
from caremodel.network.grids import Grid
from caremodel.people.roles import Standing
from caremodel.testing.strategies import GridWorld, grid_worlds
from laws.eventful import share

WORLDS = grid_worlds()


def grid_of(world: GridWorld) -> Grid:
    """Make the grid of a world."""
    return grids.grid(world.network, world.prevalences, core=world.core, on=world.on)


@given(WORLDS)
def test_each_need_is_covered_or_listed_as_uncovered(world: GridWorld) -> None:
    """One row for each need; who meets it is what makes it covered. INV-126."""
    grid = grid_of(world)

    assert tuple(row.prevalence for row in grid.rows) == world.prevalences
    listed = grids.uncovered(grid)
    for row in grid.rows:
        need = row.prevalence
        by_core = any(
            {need.category, need.domain.value} & set(work.meets) for work in world.core
        )
        offers = partners.services_for(world.network, need, on=world.on)
        assert (Standing.CORE in row.provided_by) is by_core
        assert (Standing.PARTNER in row.provided_by) is bool(offers)
        assert (row in listed) is not (by_core or bool(offers))


@given(WORLDS)
def test_coverage_is_the_count_of_distinct_needs(world: GridWorld) -> None:
    """Exactly, and the same by people. INV-126."""
    grid = grid_of(world)
    listed = grids.uncovered(grid)

    told = grids.coverage(grid)

    met = {row.prevalence.category for row in grid.rows if row not in listed}
    people = [row.prevalence.people for row in grid.rows if row not in listed]
    assert told.covered == len(met)
    assert told.covered + len(listed) == told.needs == len(world.prevalences)
    if told.needs:
        assert told.share == Fraction(len(met), len(world.prevalences))
    if told.wants:
        assert told.share_of_wants == Fraction(sum(people), told.wants)


@given(WORLDS)
def test_what_is_not_offered_on_the_day_covers_nothing(world: GridWorld) -> None:
    """Partners of other days, and services that are closed, are in no row. INV-126."""
    active = {each.id for each in world.network.partners if world.on in each.active}
    for row in grid_of(world).rows:
        assert set(row.partner_ids) <= active
        assert all(each.status.value == "active" for each in row.services)
        assert row.is_fragile is (
            row.is_covered and len(row.partner_ids) == 1 and not row.core
        )


def test_many_grids_are_covered_in_part_and_have_partners_of_other_days() -> None:
    """Else nothing would be told apart."""

    def partly(world: GridWorld) -> bool:
        told = grids.coverage(grid_of(world))
        return 0 < told.covered < told.needs

    def other_days(world: GridWorld) -> bool:
        return any(world.on not in each.active for each in world.network.partners)

    assert share(WORLDS, partly) >= 0.3
    assert share(WORLDS, other_days) >= 0.3
