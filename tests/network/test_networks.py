"""Partners and their services: what may stand together, and what can be asked."""

from datetime import date

import attrs
import pytest

from caremodel.errors import InvalidValueError, NotFoundError
from caremodel.grammar.dates import Period
from caremodel.grammar.facts import Age, Facts, Given
from caremodel.grammar.verdicts import Answer
from caremodel.network import partners
from caremodel.network.partners import (
    CapacityStatus,
    Network,
    Partner,
    PartnerKind,
    Service,
    ServiceId,
    ServiceStatus,
)
from caremodel.people.needs import Domain, Need, NeedId, Provenance
from caremodel.people.patients import PatientId
from caremodel.people.roles import PartnerId

DAY = date(2026, 6, 1)
PANTRY = Partner(
    id=PartnerId("pantry"), called="A pantry", kind=PartnerKind.SOCIAL, sector="food"
)
CLINIC = Partner(
    id=PartnerId("clinic"),
    called="A clinic",
    kind=PartnerKind.COVERED_ENTITY,
    sector="health care",
    active=Period(start=DAY, end=date(2026, 7, 1)),
)
BOXES = Service(
    id=ServiceId("boxes"),
    partner_id=PANTRY.id,
    called="food boxes",
    meets=("food-insecurity",),
    capacity=CapacityStatus.CAPACITY,
    places=12,
)
THERAPY = Service(
    id=ServiceId("therapy"),
    partner_id=CLINIC.id,
    called="therapy",
    meets=("behavioral",),
    eligibility=(Age() >= 18) & Given("accepted", kind="flag"),
)
NETWORK = Network(partners=(PANTRY, CLINIC), services=(BOXES, THERAPY))


def need(domain: Domain, category: str) -> Need:
    """Make one person's need."""
    return Need(
        id=NeedId("n"),
        patient_id=PatientId("p"),
        domain=domain,
        category=category,
        identified_on=DAY,
        provenance=Provenance.SELF_REPORTED,
    )


def test_a_service_is_found_by_category_and_by_domain() -> None:
    """Therapy meets whatever is behavioral; food boxes meet one thing."""
    hungry = need(Domain.SOCIAL, "food-insecurity")
    low = need(Domain.BEHAVIORAL, "depression")
    alone = need(Domain.SOCIAL, "social-connection")

    assert partners.services_for(NETWORK, hungry, on=DAY) == (BOXES,)
    assert partners.services_for(NETWORK, low, on=DAY) == (THERAPY,)
    assert partners.services_for(NETWORK, alone, on=DAY) == ()


@pytest.mark.parametrize(
    ("on", "names"),
    [
        (date(2026, 5, 31), ["boxes"]),
        (date(2026, 6, 1), ["boxes", "therapy"]),
        (date(2026, 6, 30), ["boxes", "therapy"]),
        (date(2026, 7, 1), ["boxes"]),
    ],
)
def test_a_partner_offers_nothing_before_and_after_it_is_one(
    on: date, names: list[str]
) -> None:
    """The first day counts, the day after the last does not."""
    assert [service.id for service in partners.services_on(NETWORK, on)] == names


@pytest.mark.parametrize("status", ServiceStatus, ids=lambda status: status.value)
def test_only_an_active_service_is_offered(status: ServiceStatus) -> None:
    """Closed for a time is closed."""
    network = Network(
        partners=(PANTRY,), services=(attrs.evolve(BOXES, status=status),)
    )

    offered = partners.services_on(network, DAY)

    assert bool(offered) is (status.value == "active")


@pytest.mark.parametrize(
    ("capacity", "answer"),
    [
        (CapacityStatus.CAPACITY, Answer.YES),
        (CapacityStatus.NO_CAPACITY, Answer.NO),
        (CapacityStatus.WAITLIST, Answer.NO),
        (CapacityStatus.ADDITIONAL_ASSESSMENT_REQUIRED, Answer.CANNOT_TELL),
        (None, Answer.CANNOT_TELL),
    ],
)
def test_a_waitlist_is_no_capacity_and_unsaid_is_not_known(
    capacity: CapacityStatus | None, answer: Answer
) -> None:
    """Where the partner has to look first, nobody else can tell."""
    service = attrs.evolve(BOXES, capacity=capacity, places=None)

    assert partners.has_capacity(service) is answer


def test_the_codes_are_those_of_the_standards() -> None:
    """Typed once more, from HSDS and from the Gravity value set."""
    assert [status.value for status in ServiceStatus] == [
        "active",
        "inactive",
        "defunct",
        "temporarily closed",
    ]
    assert [status.value for status in CapacityStatus] == [
        "no-capacity",
        "capacity",
        "waitlist",
        "additional-assessment-required",
    ]


def test_room_for_someone_does_not_make_them_eligible() -> None:
    """And who may come is not told that there is room."""
    child = Facts(on=DAY, known={Age(): 12, Given("accepted", kind="flag"): True})
    unasked = Facts(on=DAY, known={Age(): 40})
    full = attrs.evolve(THERAPY, capacity=CapacityStatus.NO_CAPACITY)
    accepted = attrs.evolve(unasked, known={**child.known, Age(): 40})

    assert partners.eligible(THERAPY, child).answer is Answer.NO
    assert partners.eligible(THERAPY, unasked).answer is Answer.CANNOT_TELL
    assert partners.eligible(full, accepted).answer is Answer.YES
    assert partners.eligible(BOXES, unasked).answer is Answer.YES


def test_who_leaves_takes_their_services_along_and_may_come_back() -> None:
    """A network without a partner is a question, not a deed."""
    without = partners.without_partner(NETWORK, PANTRY.id)

    assert without == Network(partners=(CLINIC,), services=(THERAPY,))
    back = partners.with_partner(without, PANTRY, [BOXES])
    assert partners.active_on(back, DAY) == (CLINIC, PANTRY)
    with pytest.raises(NotFoundError, match="no such partner; known: clinic"):
        partners.without_partner(without, PANTRY.id)


def test_what_cannot_stand_together_is_refused() -> None:
    """A service of nobody's, one id twice, places that deny the capacity."""
    with pytest.raises(InvalidValueError, match=r"services\[boxes\].partner_id: must"):
        Network(services=(BOXES,))
    with pytest.raises(InvalidValueError, match="partners: must not hold one id twice"):
        Network(partners=(PANTRY, PANTRY))
    with pytest.raises(InvalidValueError, match="services: must not hold one id twice"):
        Network(partners=(PANTRY,), services=(BOXES, BOXES))
    with pytest.raises(InvalidValueError, match="must agree with capacity"):
        attrs.evolve(BOXES, places=0)
    with pytest.raises(InvalidValueError, match="must agree with capacity"):
        attrs.evolve(BOXES, capacity=CapacityStatus.WAITLIST)
    with pytest.raises(InvalidValueError, match="meets: must be ids"):
        attrs.evolve(BOXES, meets=(" ",))
    with pytest.raises(InvalidValueError, match="sites: must not hold one id twice"):
        attrs.evolve(PANTRY, sites=("hall", "hall"))
