"""Grids: counts of people, rows, and coverage worked out by hand."""

from datetime import date
from fractions import Fraction

import attrs
import pytest

from caremodel.errors import InvalidValueError
from caremodel.network import grids
from caremodel.network.grids import CoreWork, Grid, GridCoverage, GridRow, Prevalence
from caremodel.network.partners import (
    CapacityStatus,
    Network,
    Partner,
    PartnerKind,
    Service,
    ServiceId,
)
from caremodel.people.needs import Domain, Need, NeedId, NeedStatus, Provenance
from caremodel.people.patients import HouseholdId, Patient, PatientId
from caremodel.people.roles import PartnerId, Role, RoleId, Standing

DAY = date(2026, 6, 1)
HOME = HouseholdId("home")
PEOPLE = (
    Patient(id=PatientId("ann"), household=HOME),
    Patient(id=PatientId("bob"), household=HOME),
    Patient(id=PatientId("cyd")),
    Patient(id=PatientId("dee")),
)


def need(
    name: str,
    category: str,
    *,
    of: str | None = None,
    domain: Domain = Domain.SOCIAL,
    status: NeedStatus = NeedStatus.CONFIRMED,
) -> Need:
    """Make a need of one person, or of the household."""
    return Need(
        id=NeedId(name),
        patient_id=None if of is None else PatientId(of),
        household_id=HOME if of is None else None,
        domain=domain,
        category=category,
        status=status,
        identified_on=DAY,
        provenance=Provenance.SELF_REPORTED,
    )


NEEDS = (
    need("1", "food-insecurity"),
    need("2", "food-insecurity", of="ann"),
    need("3", "food-insecurity", of="cyd"),
    need("4", "stress", of="cyd"),
    need("5", "depression", of="dee", domain=Domain.BEHAVIORAL),
    need("6", "stress", of="dee", status=NeedStatus.MET),
    need("7", "stress", of="someone-else"),
)


def prevalence(
    domain: Domain, category: str, people: int, asked: int = 4
) -> Prevalence:
    """Make a prevalence."""
    return Prevalence(domain=domain, category=category, people=people, asked=asked)


def test_people_are_counted_not_needs_and_a_household_need_is_each_members() -> None:
    """Ann has food insecurity twice and counts once; what is met does not count."""
    assert grids.by_category(NEEDS, PEOPLE) == (
        prevalence(Domain.SOCIAL, "food-insecurity", 3),
        prevalence(Domain.BEHAVIORAL, "depression", 1),
        prevalence(Domain.SOCIAL, "stress", 1),
    )


def test_a_domain_counts_who_has_any_need_of_it() -> None:
    """Cyd has two social needs and counts once: three, not four."""
    assert grids.by_domain(NEEDS, PEOPLE) == (
        prevalence(Domain.SOCIAL, "social", 3),
        prevalence(Domain.BEHAVIORAL, "behavioral", 1),
    )


def test_a_share_is_exact_and_of_those_asked() -> None:
    """A third stays a third."""
    assert prevalence(Domain.SOCIAL, "stress", 1, 3).share == Fraction(1, 3)
    with pytest.raises(InvalidValueError, match="people: must not be over asked"):
        prevalence(Domain.SOCIAL, "stress", 5, 4)
    with pytest.raises(InvalidValueError, match="asked: must be at least 1"):
        prevalence(Domain.SOCIAL, "stress", 0, 0)


def test_a_common_category_makes_its_domain_common() -> None:
    """At the threshold itself a need is common."""
    needs = (
        prevalence(Domain.SOCIAL, "stress", 1),
        prevalence(Domain.PHYSICAL, "pain", 0),
    )

    assert grids.prevalent(needs, Fraction(1, 4)) == {"stress", "social"}
    assert grids.prevalent(needs, Fraction(26, 100)) == frozenset()


@pytest.mark.parametrize("standing", Standing, ids=lambda standing: standing.value)
def test_who_is_not_called_for_by_needs_stands_as_before(standing: Standing) -> None:
    """A patient does not become staff, however common a need is."""
    role = Role(
        id=RoleId("r"), called="role", standing=standing, source="Assumed: made up"
    )
    called = attrs.evolve(role, called_for_by=("stress",))
    needs = [prevalence(Domain.SOCIAL, "stress", 4)]

    told = grids.core_or_partner(called, needs, threshold=Fraction(1, 4))

    assert grids.core_or_partner(role, needs, threshold=Fraction(1, 4)) is standing
    staff = standing in {Standing.CORE, Standing.PARTNER}
    assert told is (Standing.CORE if staff else standing)


def offer(name: str, partner: str, meets: str, *, full: bool = False) -> Service:
    """Make a service."""
    return Service(
        id=ServiceId(name),
        partner_id=PartnerId(partner),
        called=name,
        meets=meets.split(),
        capacity=CapacityStatus.WAITLIST if full else None,
    )


NETWORK = Network(
    partners=[
        Partner(id=PartnerId(name), called=name, kind=PartnerKind.SOCIAL, sector="town")
        for name in ("one", "two")
    ],
    services=(
        offer("boxes", "one", "food-insecurity"),
        offer("meals", "two", "food-insecurity"),
        offer("rides", "one", "transportation-insecurity", full=True),
        offer("shuttle", "one", "transportation-insecurity", full=True),
        offer("therapy", "two", "behavioral", full=True),
    ),
)
ROWS = (
    prevalence(Domain.SOCIAL, "food-insecurity", 50, 100),
    prevalence(Domain.SOCIAL, "transportation-insecurity", 40, 100),
    prevalence(Domain.BEHAVIORAL, "depression", 30, 100),
    prevalence(Domain.SOCIAL, "stress", 25, 100),
)
CORE = (CoreWork(role_id=RoleId("social_worker"), meets=("behavioral",)),)


def test_each_row_says_by_whom_a_need_is_met() -> None:
    """Two partners, one partner with two services, core and partner, nobody."""
    food, rides, low, stress = grids.grid(NETWORK, ROWS, core=CORE, on=DAY).rows

    assert food.partner_ids == ("one", "two")
    assert (food.is_fragile, food.is_full) == (False, False)
    assert rides.partner_ids == ("one",)
    assert (rides.is_fragile, rides.is_full) == (True, True)
    assert low.core == ("social_worker",)
    assert low.provided_by == (Standing.CORE, Standing.PARTNER)
    assert (low.is_fragile, low.is_full) == (False, False)
    assert (stress.is_covered, stress.provided_by) == (False, ())
    assert (stress.is_fragile, stress.is_full) == (False, False)


def test_coverage_is_three_of_four_needs_and_120_of_145_wants() -> None:
    """50, 40 and 30 of 145 are met; stress, of 25, is not."""
    grid = grids.grid(NETWORK, ROWS, core=CORE, on=DAY)

    told = grids.coverage(grid)

    assert told == GridCoverage(needs=4, covered=3, wants=145, covered_wants=120)
    assert told.share == Fraction(3, 4)
    assert told.share_of_wants == Fraction(24, 29)
    assert [r.prevalence.category for r in grids.uncovered(grid)] == ["stress"]
    assert [r.prevalence.category for r in grids.fragile(grid)] == [
        "transportation-insecurity"
    ]


def test_where_nothing_is_needed_there_is_no_share() -> None:
    """Neither all nor nothing is covered."""
    told = grids.coverage(grids.grid(NETWORK, (), on=DAY))

    assert told == GridCoverage(needs=0, covered=0, wants=0, covered_wants=0)
    assert (told.share, told.share_of_wants) == (None, None)


def test_a_service_for_one_category_does_not_meet_a_domain() -> None:
    """That anyone has any social need is not answered by food."""
    anything = prevalence(Domain.SOCIAL, "social", 4)

    (row,) = grids.grid(NETWORK, [anything], on=DAY).rows

    assert not row.is_covered


def test_one_need_has_one_row() -> None:
    """Counted twice it would weigh twice."""
    with pytest.raises(InvalidValueError, match="must not hold one need twice"):
        Grid(on=DAY, rows=[GridRow(prevalence=ROWS[0])] * 2)
