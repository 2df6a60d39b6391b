"""The law: a role is core where a need that calls for it is common, and only there."""

from fractions import Fraction

import attrs
import pytest
from hypothesis import given, strategies as st

from caremodel.catalog import workforce
from caremodel.catalog.partners import CORE_THRESHOLD
from caremodel.network import grids
from caremodel.network.grids import Prevalence
from caremodel.people.needs import Domain
from caremodel.people.roles import Role, RoleId, Standing
from caremodel.testing.strategies import prevalences
from laws.eventful import share

PREVALENCES = prevalences()
THRESHOLDS = st.integers(1, 20).map(lambda part: Fraction(part, 20))
ROLES = st.builds(
    Role,
    id=st.just(RoleId("role")),
    called=st.just("role"),
    standing=st.sampled_from((Standing.CORE, Standing.PARTNER)),
    called_for_by=st.lists(
        st.sampled_from(("food-insecurity", "social", "behavioral", "physical")),
        min_size=1,
        max_size=2,
        unique=True,
    ),
    source=st.just("Assumed: a made-up role"),
)


def serves(role: Role, need: Prevalence) -> bool:
    """Say whether a need calls for *role*."""
    return (
        need.category in role.called_for_by or need.domain.value in role.called_for_by
    )


@given(ROLES, PREVALENCES, THRESHOLDS)
def test_a_role_is_core_where_a_need_it_serves_is_common_enough(
    role: Role, needs: tuple[Prevalence, ...], threshold: Fraction
) -> None:
    """At the threshold itself it is; how it stood before does not matter. INV-048."""
    common = any(
        need.people * threshold.denominator >= threshold.numerator * need.asked
        for need in needs
        if serves(role, need)
    )

    standing = grids.core_or_partner(role, needs, threshold=threshold)

    assert standing is (Standing.CORE if common else Standing.PARTNER)


@given(ROLES, PREVALENCES, THRESHOLDS, st.integers(0, 20))
def test_needs_it_does_not_serve_move_no_role(
    role: Role, needs: tuple[Prevalence, ...], threshold: Fraction, people: int
) -> None:
    """However common they become. INV-048."""
    changed = [
        need if serves(role, need) else attrs.evolve(need, people=people)
        for need in needs
    ]

    assert grids.core_or_partner(role, changed, threshold=threshold) is (
        grids.core_or_partner(role, needs, threshold=threshold)
    )


@pytest.mark.parametrize(
    ("people", "standing"), [(31, Standing.PARTNER), (32, Standing.CORE)]
)
def test_the_shipped_threshold_is_a_quarter(people: int, standing: Standing) -> None:
    """Of 125 people 31 are just under a quarter, and 32 just over it."""
    need = Prevalence(
        domain=Domain.BEHAVIORAL, category="behavioral", people=people, asked=125
    )
    role = workforce.role("behavioral_health_specialist")

    assert grids.core_or_partner(role, [need], threshold=CORE_THRESHOLD) is standing


def test_roles_are_now_core_and_now_partners() -> None:
    """Else one word would do for all of them."""

    def core(case: tuple[Role, tuple[Prevalence, ...], Fraction]) -> bool:
        role, needs, threshold = case
        standing = grids.core_or_partner(role, needs, threshold=threshold)
        return standing is Standing.CORE

    assert 0.3 <= share(st.tuples(ROLES, PREVALENCES, THRESHOLDS), core) <= 0.8
