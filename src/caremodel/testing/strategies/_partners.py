"""Strategies for networks of partners, and for grids of needs against them."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import attrs
from hypothesis import strategies as st

from caremodel.grammar.dates import Period, add_days
from caremodel.grammar.entries import ALWAYS
from caremodel.grammar.facts import Given
from caremodel.network.grids import CoreWork, Prevalence
from caremodel.network.partners import (
    CapacityStatus,
    Network,
    Partner,
    PartnerKind,
    Service,
    ServiceId,
    ServiceStatus,
)
from caremodel.people.needs import Domain
from caremodel.people.roles import PartnerId, RoleId
from caremodel.testing.strategies._records import INDEX, STANDING, pick

__all__ = ["GridWorld", "grid_worlds", "networks", "prevalences"]

KINDS_OF_NEED: Final = (
    (Domain.SOCIAL, "food-insecurity"),
    (Domain.SOCIAL, "transportation-insecurity"),
    (Domain.SOCIAL, "social"),
    (Domain.BEHAVIORAL, "depression"),
    (Domain.PHYSICAL, "pain"),
)
MEETS: Final = (
    "food-insecurity",
    "transportation-insecurity",
    "depression",
    "social",
    "physical",
)
ELIGIBLE: Final = (None, Given("score") >= 1, Given("accepted", kind="flag"))
CAPACITIES: Final = (None, *CapacityStatus)
ASKED: Final = 20
"""How many were asked: few, so that shares lie on and next to any threshold."""


def _periods(on: date) -> tuple[Period, ...]:
    """Name periods that hold the day *on*, and ones that only just do not."""
    yesterday, tomorrow = add_days(on, -1), add_days(on, 1)
    return (
        ALWAYS,
        Period(start=on),
        Period(start=yesterday, end=tomorrow),
        Period(start=yesterday, end=on),
        Period(start=tomorrow),
    )


PARTNER_SHAPES: Final = st.tuples(INDEX, INDEX)
SERVICE_SHAPES: Final = st.tuples(INDEX, INDEX, INDEX, INDEX)


def _partner(shape: tuple[int, int], partner_id: str, on: date) -> Partner:
    kind, period = shape
    return Partner(
        id=PartnerId(partner_id),
        called="partner",
        kind=pick(kind, tuple(PartnerKind)),
        sector="food",
        active=pick(period, _periods(on)),
    )


def networks(
    *, max_partners: int = 4, max_services: int = 5, on: date = STANDING
) -> st.SearchStrategy[Network]:
    """Networks whose services are the partners' own, some of either not active.

    Drawn apart, hardly any service would be of a partner that is known.
    """

    def network(
        partner_shapes: Sequence[tuple[int, int]],
        service_shapes: Sequence[tuple[int, int, int, int]],
    ) -> Network:
        ids = [f"p{n}" for n in range(len(partner_shapes))]
        return Network(
            partners=map(_partner, partner_shapes, ids, [on] * len(ids)),
            services=(
                _service(shape, f"s{n}", ids) for n, shape in enumerate(service_shapes)
            ),
        )

    return st.builds(
        network,
        st.lists(PARTNER_SHAPES, min_size=1, max_size=max_partners),
        st.lists(SERVICE_SHAPES, max_size=max_services),
    )


def _service(
    shape: tuple[int, int, int, int], service_id: str, partner_ids: Sequence[str]
) -> Service:
    whose, what, status, room = shape
    return Service(
        id=ServiceId(service_id),
        partner_id=PartnerId(pick(whose, partner_ids)),
        called="service",
        status=pick(status, (*[ServiceStatus.ACTIVE] * 4, *ServiceStatus)),
        meets=dict.fromkeys((pick(what, MEETS), pick(what // len(MEETS), MEETS))),
        capacity=pick(room, CAPACITIES),
        eligibility=pick(room // len(CAPACITIES), ELIGIBLE),
    )


def prevalences(*, asked: int = ASKED) -> st.SearchStrategy[tuple[Prevalence, ...]]:
    """Several needs, each another, with how many of *asked* people have it."""

    def counted(people: Sequence[int]) -> tuple[Prevalence, ...]:
        return tuple(
            Prevalence(domain=domain, category=category, people=count, asked=asked)
            for (domain, category), count in zip(KINDS_OF_NEED, people, strict=True)
            if count >= 0
        )

    return st.tuples(*[st.integers(-5, asked)] * len(KINDS_OF_NEED)).map(counted)


@attrs.frozen(kw_only=True)
class GridWorld:
    """All that a grid is made of: a network, needs, the core team's work, and a day.

    Attributes:
        network: Who offers what.
        prevalences: How common each need is.
        core: What the core team does itself.
        on: The day to stand on.
    """

    network: Network
    prevalences: tuple[Prevalence, ...]
    core: tuple[CoreWork, ...]
    on: date


def grid_worlds(
    *, max_partners: int = 4, max_services: int = 5, on: date = STANDING
) -> st.SearchStrategy[GridWorld]:
    """Grids to be: some needs are met by the core team, some by partners, some not."""
    return st.builds(
        GridWorld,
        network=networks(max_partners=max_partners, max_services=max_services, on=on),
        prevalences=prevalences(),
        core=st.lists(INDEX, max_size=2).map(_core),
        on=st.just(on),
    )


def _core(shapes: Sequence[int]) -> tuple[CoreWork, ...]:
    return tuple(
        CoreWork(role_id=RoleId(f"role-{n}"), meets=(pick(shape, MEETS),))
        for n, shape in enumerate(shapes)
    )
