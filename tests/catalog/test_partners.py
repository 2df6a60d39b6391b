"""The invented network: who is in it, and what its grid shows."""

from datetime import date
from fractions import Fraction

import pytest

from caremodel.catalog import workforce
from caremodel.catalog.partners import (
    CORE_THRESHOLD,
    EXAMPLE_CORE,
    EXAMPLE_NETWORK,
    EXAMPLE_PREVALENCES,
)
from caremodel.grammar.facts import Age, Facts, Given
from caremodel.grammar.verdicts import Answer
from caremodel.network import grids, partners
from caremodel.network.partners import PartnerKind
from caremodel.people.needs import SOCIAL_CATEGORIES, Domain
from caremodel.people.roles import Standing

DAY = date(2026, 6, 1)
GRID = grids.grid(EXAMPLE_NETWORK, EXAMPLE_PREVALENCES, core=EXAMPLE_CORE, on=DAY)


def test_every_kind_of_partner_is_among_them_and_one_is_none_any_longer() -> None:
    """Nine by name, eight on the day."""
    assert {each.kind for each in EXAMPLE_NETWORK.partners} == set(PartnerKind)
    assert len(EXAMPLE_NETWORK.partners) == 9
    assert len(partners.active_on(EXAMPLE_NETWORK, DAY)) == 8


def test_one_common_need_is_uncovered_and_two_hang_on_one_partner() -> None:
    """Five needs of six; 222 of 256 wants, as 34 people need help with utilities."""
    told = grids.coverage(GRID)

    assert [row.prevalence.category for row in grids.uncovered(GRID)] == [
        "utility-insecurity"
    ]
    assert [row.prevalence.category for row in grids.fragile(GRID)] == [
        "housing-instability",
        "transportation-insecurity",
    ]
    assert (told.share, told.share_of_wants) == (Fraction(5, 6), Fraction(111, 128))


def test_without_the_rides_two_needs_are_uncovered() -> None:
    """What hangs on one partner falls with it."""
    wheels = next(each for each in EXAMPLE_NETWORK.partners if each.id == "wheels")
    without = partners.without_partner(EXAMPLE_NETWORK, wheels.id)

    grid = grids.grid(without, EXAMPLE_PREVALENCES, core=EXAMPLE_CORE, on=DAY)

    assert grids.coverage(grid).share == Fraction(4, 6)


def test_help_with_rent_is_there_and_full() -> None:
    """Covered is not the same as room for someone more."""
    full = [row.prevalence.category for row in GRID.rows if row.is_full]

    assert full == ["housing-instability"]


def test_all_needs_are_common_and_social_ones_have_codes_that_exist() -> None:
    """Each is had by a quarter of people at least: 32 of 125 is just over it."""
    for each in EXAMPLE_PREVALENCES:
        assert each.share >= CORE_THRESHOLD
        if each.domain is Domain.SOCIAL:
            assert each.category in SOCIAL_CATEGORIES


def test_counseling_takes_adults_and_flats_take_whom_the_landlord_does() -> None:
    """Who may come is said by each service itself."""
    by_id = {each.id: each for each in EXAMPLE_NETWORK.services}
    child = Facts(on=DAY, known={Age(): 17})
    counseling, flats = (
        next(each for name, each in by_id.items() if name == wanted)
        for wanted in ("calm-counseling", "homes-supported-flats")
    )
    landlord = Given("the landlord has accepted the person", kind="flag")

    assert partners.eligible(counseling, child).answer is Answer.NO
    assert partners.eligible(flats, child).answer is Answer.CANNOT_TELL
    accepted = Facts(on=DAY, known={landlord: True})
    assert partners.eligible(flats, accepted).answer is Answer.YES


@pytest.mark.parametrize(
    ("role", "standing"),
    [
        ("behavioral_health_specialist", Standing.CORE),
        ("community_health_worker", Standing.PARTNER),
        ("nurse", Standing.CORE),
        ("home_care_worker", Standing.CORE),
        ("patient", Standing.PATIENT),
        ("care_manager", Standing.CORE),
    ],
)
def test_roles_of_the_example_are_core_by_what_is_common(
    role: str, standing: Standing
) -> None:
    """Behavioral and physical needs are common; money is not among the six."""
    assert standing is grids.core_or_partner(
        workforce.role(role), EXAMPLE_PREVALENCES, threshold=CORE_THRESHOLD
    )
