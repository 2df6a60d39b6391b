"""Partners: who else helps, and with what.

A partner offers services, and a service meets needs. That a service has room for
someone is one thing, that it may take them another, and each is asked apart. What
partners have agreed on, and what was sent to them, is said elsewhere.
"""

import enum
from collections.abc import Collection, Iterable
from datetime import date
from typing import NewType, Protocol

import attrs

from caremodel._fields import (
    at_least,
    identifier,
    is_identifier,
    not_blank,
    not_empty,
    texts,
)
from caremodel.errors import InvalidValueError, NotFoundError
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import ALWAYS
from caremodel.grammar.facts import Facts
from caremodel.grammar.rules import Criterion, criterion_of, evaluate
from caremodel.grammar.verdicts import Answer, Verdict
from caremodel.people.needs import Domain
from caremodel.people.patients import Channel
from caremodel.people.roles import PartnerId

__all__ = [
    "CapacityStatus",
    "Lack",
    "Network",
    "Partner",
    "PartnerKind",
    "Service",
    "ServiceId",
    "ServiceStatus",
    "active_on",
    "eligible",
    "has_capacity",
    "meets",
    "services_for",
    "services_on",
    "with_partner",
    "without_partner",
]

ServiceId = NewType("ServiceId", str)


class PartnerKind(enum.Enum):
    """What a partner is before the law of privacy; stated, never guessed.

    What a kind may be told is policy, and said with consents. One that is several is
    named by the strictest: a program for substance use that is also a covered entity
    is a part 2 program.
    """

    COVERED_ENTITY = "covered entity"
    BUSINESS_ASSOCIATE = "business associate"
    PART2_PROGRAM = "part 2 program"
    SOCIAL = "social"
    AUTHORITY = "authority"


class ServiceStatus(enum.Enum):
    """Whether a service is offered at all.

    Source: hsds, service status.
    """

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


class CapacityStatus(enum.Enum):
    """Whether a service has room for someone more. It says nothing of who may come.

    Source: gravity-sdoh, SDOHCC ValueSet Capacity Status.
    """

    NO_CAPACITY = "no-capacity"
    CAPACITY = "capacity"
    WAITLIST = "waitlist"
    ADDITIONAL_ASSESSMENT_REQUIRED = "additional-assessment-required"


class Lack(Protocol):
    """Whatever says what is lacked: one person's need, or how common a need is."""

    @property
    def domain(self) -> Domain:
        """On which side of life."""

    @property
    def category(self) -> str:
        """What it is, as a code; the domain's own word where it is any of these."""


@attrs.frozen(kw_only=True)
class Partner:
    """An organization beside the care team that helps.

    Attributes:
        id: Of the partner.
        called: What it is called.
        kind: What it is before the law of privacy.
        sector: Where it works: health care, housing, food …
        active: The days on which it is a partner.
        sites: Ids of the places where it can be found.
    """

    id: PartnerId = attrs.field(validator=identifier)
    called: str = attrs.field(validator=not_blank)
    kind: PartnerKind
    sector: str = attrs.field(validator=not_blank)
    active: Period = ALWAYS
    sites: tuple[str, ...] = attrs.field(default=(), converter=texts)

    def __attrs_post_init__(self) -> None:
        _check_ids("Partner.sites", self.sites)


@attrs.frozen(kw_only=True)
class Service:
    """One thing that a partner offers.

    Attributes:
        id: Of the service.
        partner_id: Who offers it.
        called: What it is called.
        status: Whether it is offered at all.
        meets: What it is good for: categories of needs, or whole domains by their word.
        capacity: Whether there is room for someone more; `None` where nobody said.
        places: For how many there is room [people]; `None` where nobody counted.
        eligibility: Who may come; `None` where everyone may. What only the partner can
            say is asked as a `Given`, and so cannot be told until they do.
        languages: In which languages, as BCP 47 tags; empty where nobody said.
        channels: In which ways it is given; empty where nobody said.
    """

    id: ServiceId = attrs.field(validator=identifier)
    partner_id: PartnerId = attrs.field(validator=identifier)
    called: str = attrs.field(validator=not_blank)
    status: ServiceStatus = ServiceStatus.ACTIVE
    meets: tuple[str, ...] = attrs.field(converter=texts, validator=not_empty)
    capacity: CapacityStatus | None = None
    places: int | None = attrs.field(
        default=None, validator=attrs.validators.optional(at_least(0))
    )
    eligibility: Criterion | None = attrs.field(
        default=None, converter=attrs.converters.optional(criterion_of)
    )
    languages: tuple[str, ...] = attrs.field(default=(), converter=texts)
    channels: tuple[Channel, ...] = attrs.field(
        default=(), converter=tuple[Channel, ...]
    )

    def __attrs_post_init__(self) -> None:
        _check_ids("Service.meets", self.meets)
        if self.places is not None and (self.places > 0) is not _has_room(self):
            problem = "must agree with capacity: some where it has any, else none"
            raise InvalidValueError("Service.places", problem)


def _has_room(service: Service) -> bool:
    return service.capacity is CapacityStatus.CAPACITY


@attrs.frozen(kw_only=True)
class Network:
    """The partners and their services.

    Attributes:
        partners: Everyone who helps, or once did.
        services: What they offer, each by one of the partners.
    """

    partners: tuple[Partner, ...] = attrs.field(
        default=(), converter=tuple[Partner, ...]
    )
    services: tuple[Service, ...] = attrs.field(
        default=(), converter=tuple[Service, ...]
    )

    def __attrs_post_init__(self) -> None:
        known = [partner.id for partner in self.partners]
        _check_ids("Network.partners", known)
        _check_ids("Network.services", [service.id for service in self.services])
        for service in self.services:
            if service.partner_id not in known:
                path = f"Network.services[{service.id}].partner_id"
                raise InvalidValueError(path, "must be one of the partners")


def _check_ids(path: str, ids: Collection[str]) -> None:
    """Refuse what is no id, and one that stands twice."""
    if not all(map(is_identifier, ids)):
        raise InvalidValueError(path, "must be ids: text, not blank, not padded")
    if len(set(ids)) < len(ids):
        raise InvalidValueError(path, "must not hold one id twice")


# --- asking --------------------------------------------------------------------------


def active_on(network: Network, on: date) -> tuple[Partner, ...]:
    """Name the partners on the day *on*."""
    return tuple(partner for partner in network.partners if on in partner.active)


def services_on(network: Network, on: date) -> tuple[Service, ...]:
    """Name the services that are offered on the day *on*, by partners of that day.

    The status of a service is that of the day the network was written down.
    """
    active = {partner.id for partner in active_on(network, on)}
    return tuple(
        service
        for service in network.services
        if service.status is ServiceStatus.ACTIVE and service.partner_id in active
    )


def meets(service: Service, lack: Lack) -> bool:
    """Say whether *service* is good for what is lacked.

    One that meets a whole domain meets each of its categories; one that meets a
    category does not meet the domain.
    """
    return lack.category in service.meets or lack.domain.value in service.meets


def services_for(network: Network, lack: Lack, *, on: date) -> tuple[Service, ...]:
    """Name the services on the day *on* that are good for a need.

    Whether one has room, and whether it may take the person, is asked of each.
    """
    return tuple(each for each in services_on(network, on) if meets(each, lack))


def has_capacity(service: Service) -> Answer:
    """Say whether *service* has room for someone more; unsaid, it cannot be told."""
    match service.capacity:
        case CapacityStatus.CAPACITY:
            return Answer.YES
        case CapacityStatus.NO_CAPACITY | CapacityStatus.WAITLIST:
            return Answer.NO
        case _:
            return Answer.CANNOT_TELL


def eligible(service: Service, facts: Facts) -> Verdict:
    """Say whether *service* may take the person, whether or not it has room."""
    if service.eligibility is None:
        return Verdict(Answer.YES, ())
    return evaluate(service.eligibility, facts)


# --- changing ------------------------------------------------------------------------


def with_partner(
    network: Network, partner: Partner, services: Iterable[Service] = ()
) -> Network:
    """Make the network that *partner* has joined, with what it offers."""
    return Network(
        partners=(*network.partners, partner),
        services=(*network.services, *services),
    )


def without_partner(network: Network, partner_id: PartnerId) -> Network:
    """Make the network without a partner and its services: what if it closed?

    Raises:
        NotFoundError: If there is no such partner.
    """
    known = tuple(partner.id for partner in network.partners)
    if partner_id not in known:
        raise NotFoundError("partner", known)
    return Network(
        partners=(each for each in network.partners if each.id != partner_id),
        services=(each for each in network.services if each.partner_id != partner_id),
    )
