"""An invented network, and from how many on a need makes a role a core one.

The partners are invented, of the kinds that the founding texts name: care management
agencies, a network of practices, housing, behavioral health, and what else a town has.
"""

from datetime import date
from fractions import Fraction
from typing import Final

from caremodel.grammar.dates import Period
from caremodel.grammar.facts import Age, Given
from caremodel.grammar.rules import Criterion
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

__all__ = [
    "CORE_THRESHOLD",
    "EXAMPLE_CORE",
    "EXAMPLE_NETWORK",
    "EXAMPLE_PREVALENCES",
]

CORE_THRESHOLD: Final = Fraction(1, 4)
"""From which share of people on a need makes the roles it calls for core ones.

Assumed: caremodel; the playbook says "high prevalence" and gives no number.
"""

SINCE: Final = Period(start=date(2024, 1, 1))
ENDED: Final = Period(start=date(2022, 1, 1), end=date(2026, 1, 1))


def _partner(
    partner_id: str,
    called: str,
    kind: PartnerKind,
    sector: str,
    active: Period = SINCE,
) -> Partner:
    return Partner(
        id=PartnerId(partner_id), called=called, kind=kind, sector=sector, active=active
    )


def _service(
    partner_id: str,
    name: str,
    meets: str,
    capacity: CapacityStatus | None = None,
    *,
    eligibility: Criterion | Given | None = None,
    status: ServiceStatus = ServiceStatus.ACTIVE,
) -> Service:
    return Service(
        id=ServiceId(f"{partner_id}-{name.replace(' ', '-')}"),
        partner_id=PartnerId(partner_id),
        called=name,
        status=status,
        meets=meets.split(),
        capacity=capacity,
        eligibility=eligibility,
    )


ROOM: Final = CapacityStatus.CAPACITY
WAITLIST: Final = CapacityStatus.WAITLIST
ASKS_FIRST: Final = CapacityStatus.ADDITIONAL_ASSESSMENT_REQUIRED

EXAMPLE_NETWORK: Final = Network(
    partners=(
        _partner("pantry", "Three Bridges Food Bank", PartnerKind.SOCIAL, "food"),
        _partner("homes", "Elm Street Tenants", PartnerKind.SOCIAL, "housing"),
        _partner("wheels", "Valley Wheels", PartnerKind.SOCIAL, "transport"),
        _partner(
            "calm", "Riverside Counseling", PartnerKind.COVERED_ENTITY, "behavioral"
        ),
        _partner(
            "recovery", "New Day Recovery", PartnerKind.PART2_PROGRAM, "behavioral"
        ),
        _partner(
            "agency",
            "Hillside Care Management",
            PartnerKind.BUSINESS_ASSOCIATE,
            "care management",
        ),
        _partner(
            "benefits", "County Benefits Office", PartnerKind.AUTHORITY, "government"
        ),
        _partner("parish", "Saint Brendan's Parish", PartnerKind.SOCIAL, "faith"),
        _partner("shuttle", "Neighbor Shuttle", PartnerKind.SOCIAL, "transport", ENDED),
    ),
    services=(
        _service("pantry", "food boxes", "food-insecurity", ROOM),
        _service("parish", "hot meals", "food-insecurity social-connection", ROOM),
        _service("homes", "rent help", "housing-instability", WAITLIST),
        _service(
            "homes",
            "supported flats",
            "homelessness housing-instability",
            WAITLIST,
            eligibility=Given("the landlord has accepted the person", kind="flag"),
        ),
        _service("wheels", "rides to care", "transportation-insecurity", ROOM),
        _service("shuttle", "shuttle", "transportation-insecurity", ROOM),
        _service(
            "calm",
            "counseling",
            "behavioral trauma",
            ASKS_FIRST,
            eligibility=Age() >= 18,
        ),
        _service("recovery", "recovery program", "substance-use", ROOM),
        _service("agency", "care management", "physical behavioral", ROOM),
        _service(
            "benefits",
            "energy grants",
            "utility-insecurity",
            status=ServiceStatus.TEMPORARILY_CLOSED,
        ),
        _service("benefits", "benefits advice", "financial-insecurity", ROOM),
    ),
)
"""Nine partners of a town that is not on any map; one of them is none any longer.

On 1 June 2026 help with utilities is closed for a time, and housing and rides each
hang on one partner.

Assumed: caremodel, invented.
Source: seed-bif, for delegated care management agencies and partners across sectors.
"""


def _prevalence(domain: Domain, category: str, people: int) -> Prevalence:
    return Prevalence(domain=domain, category=category, people=people, asked=125)


EXAMPLE_PREVALENCES: Final = (
    _prevalence(Domain.SOCIAL, "food-insecurity", 60),
    _prevalence(Domain.BEHAVIORAL, "depression", 55),
    _prevalence(Domain.SOCIAL, "housing-instability", 40),
    _prevalence(Domain.SOCIAL, "transportation-insecurity", 35),
    _prevalence(Domain.SOCIAL, "utility-insecurity", 34),
    _prevalence(Domain.PHYSICAL, "many-medications", 32),
)
"""Needs that at least a quarter of 125 invented people have.

Assumed: caremodel, invented.
"""

EXAMPLE_CORE: Final = (
    CoreWork(role_id=RoleId("nurse_care_manager"), meets=("many-medications",)),
    CoreWork(role_id=RoleId("social_worker"), meets=("depression",)),
)
"""What the core care team of the example does itself.

Assumed: caremodel, invented.
"""
