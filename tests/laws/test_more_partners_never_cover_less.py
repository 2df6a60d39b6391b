"""The law: who joins never takes coverage away, and who leaves never adds to it."""

import attrs
from hypothesis import given

from caremodel.network import grids, partners
from caremodel.network.grids import GridCoverage
from caremodel.network.partners import (
    Network,
    ServiceId,
)
from caremodel.people.roles import PartnerId
from caremodel.testing.strategies import GridWorld, grid_worlds
from laws.eventful import share

WORLDS = grid_worlds()


def covered(world: GridWorld, network: Network) -> GridCoverage:
    """Count what *network* covers in *world*."""
    grid = grids.grid(network, world.prevalences, core=world.core, on=world.on)
    return grids.coverage(grid)


def at_most(one: GridCoverage, other: GridCoverage) -> bool:
    """Say whether *one* is nowhere over *other*, of the same needs."""
    assert (one.needs, one.wants) == (other.needs, other.wants)
    return one.covered <= other.covered and one.covered_wants <= other.covered_wants


@given(WORLDS)
def test_removing_a_partner_never_increases_coverage(world: GridWorld) -> None:
    """And putting it back gives all that it had covered. INV-127."""
    for partner in world.network.partners:
        without = partners.without_partner(world.network, partner.id)
        own = [s for s in world.network.services if s.partner_id == partner.id]
        back = partners.with_partner(without, partner, own)

        assert at_most(covered(world, without), covered(world, world.network))
        assert covered(world, back) == covered(world, world.network)


@given(WORLDS, WORLDS)
def test_adding_a_partner_never_reduces_coverage(
    world: GridWorld, other: GridWorld
) -> None:
    """Whatever it offers, and be it not active yet. INV-127."""
    network = world.network
    for partner in other.network.partners:
        joined = PartnerId(f"new-{partner.id}")
        offered = [
            attrs.evolve(each, id=ServiceId(f"new-{each.id}"), partner_id=joined)
            for each in other.network.services
            if each.partner_id == partner.id
        ]
        larger = partners.with_partner(
            network, attrs.evolve(partner, id=joined), offered
        )
        assert at_most(covered(world, network), covered(world, larger))
        network = larger


def test_some_partners_are_missed_and_some_are_not() -> None:
    """Else no removal would be felt."""

    def missed(world: GridWorld) -> bool:
        return any(
            not at_most(
                covered(world, world.network),
                covered(world, partners.without_partner(world.network, each.id)),
            )
            for each in world.network.partners
        )

    assert 0.2 <= share(WORLDS, missed, examples=300) <= 0.9
