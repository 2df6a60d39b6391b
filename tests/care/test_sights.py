"""Sights: what is seen at home becomes a need that the person has yet to confirm."""

from datetime import date
from typing import Any

import attrs
import pytest

from caremodel.care import contacts, sights
from caremodel.care.contacts import Contact, ContactId, Mode, Outcome, Whom
from caremodel.care.sights import Sight, SightId
from caremodel.errors import InvalidValueError, NotAllowedError, NotFoundError
from caremodel.people import needs
from caremodel.people.needs import (
    NORMAL,
    Domain,
    Need,
    NeedId,
    NeedStatus,
    Provenance,
)
from caremodel.people.patients import (
    Access,
    Channel,
    HouseholdId,
    Patient,
    PatientId,
    PersonId,
)
from caremodel.people.roles import WorkerId

MONDAY, TUESDAY = date(2026, 6, 1), date(2026, 6, 2)
HOME = HouseholdId("h1")
ANN = Patient(id=PatientId("ann"), household=HOME)
BEN = Patient(id=PatientId("ben"))
ANYTHING = (NORMAL, "DV", "TRAUMA")


def sight(sight_id: str, category: str, **fields: Any) -> Sight:
    """Make a sight of something social."""
    usual: dict[str, Any] = {
        "id": SightId(sight_id),
        "called": sight_id,
        "domain": Domain.SOCIAL,
        "category": category,
        "source": "Assumed: made up",
    }
    return Sight(**{**usual, **fields})


CUPBOARDS, FRIDGE, ALONE, BRUISES, HARM = (
    SightId(each) for each in ("cupboards", "fridge", "alone", "bruises", "harm")
)
TABLE = (
    sight("cupboards", "food-insecurity", shared=True),
    sight("fridge", "food-insecurity", shared=True),
    sight("alone", "social-connection"),
    sight("bruises", "intimate-partner-violence"),
    sight("harm", "early-life", domain=Domain.TRAUMA),
)


def visit(patient: Patient = ANN, **fields: Any) -> Contact:
    """Make a visit at home on which someone was met."""
    usual: dict[str, Any] = {
        "id": ContactId("k1"),
        "patient_id": patient.id,
        "on": MONDAY,
        "by": WorkerId("rosa"),
        "mode": Mode.HOME_VISIT,
        "outcome": Outcome.TWO_WAY,
    }
    return Contact(**{**usual, **fields})


def seen(*what: SightId, patient: Patient = ANN, **more: Any) -> tuple[Need, ...]:
    """Say which needs are noted for what was seen on a visit."""
    contact = more.pop("contact", visit(patient))
    return sights.needs_seen(contact, what, TABLE, patient=patient, **more)


def test_bare_cupboards_may_be_a_need_of_the_household() -> None:
    """Identified, as it was seen that day; whether it is one, the person says."""
    (need,) = seen(CUPBOARDS)

    assert need == Need(
        id=NeedId("k1/seen/1"),
        household_id=HOME,
        domain=Domain.SOCIAL,
        category="food-insecurity",
        status=NeedStatus.IDENTIFIED,
        identified_on=MONDAY,
        provenance=Provenance.OBSERVED,
    )
    assert needs.needs_of([need], ANN.id, HOME) == (need,)


def test_who_has_no_household_has_the_need_alone() -> None:
    """As far as anyone knows."""
    (need,) = seen(CUPBOARDS, patient=BEN)

    assert (need.patient_id, need.household_id) == (BEN.id, None)


def test_what_is_not_shared_is_one_person_s() -> None:
    """Loneliness is not the household's."""
    (need,) = seen(ALONE)

    assert (need.patient_id, need.household_id) == (ANN.id, None)


def test_two_sights_of_one_need_are_one() -> None:
    """Each need is called after the first sight of it; one noted twice is one."""
    noted = seen(CUPBOARDS, FRIDGE, ALONE, ALONE)

    assert [(need.id, need.category) for need in noted] == [
        ("k1/seen/1", "food-insecurity"),
        ("k1/seen/3", "social-connection"),
    ]


@pytest.mark.parametrize(
    ("status", "again"),
    [
        (NeedStatus.IDENTIFIED, False),
        (NeedStatus.CONFIRMED, False),
        (NeedStatus.DEFERRED, False),
        (NeedStatus.DECLINED, False),
        (NeedStatus.REFUTED, True),
    ],
)
@pytest.mark.parametrize("shared", [True, False])
def test_what_is_open_or_declined_is_not_noted_again(
    status: NeedStatus, *, again: bool, shared: bool
) -> None:
    """On the next visit: the person's own counts as the household's does."""
    (first,) = seen(CUPBOARDS, patient=ANN if shared else BEN)
    known = attrs.evolve(
        first,
        patient_id=None if shared else ANN.id,
        status=status,
        reason="she is moving",
        until=TUESDAY if status is NeedStatus.DEFERRED else None,
    )
    later = visit(id=ContactId("k2"), on=TUESDAY)

    assert bool(seen(FRIDGE, needs=[known], contact=later)) is again


def test_one_visit_is_noted_once() -> None:
    """What she said was no need is none again because the visit is read again."""
    (first,) = seen(CUPBOARDS)
    refuted = needs.moved(
        first, NeedStatus.REFUTED, on=TUESDAY, reason="she eats at her daughter's"
    )

    assert seen(CUPBOARDS, needs=[refuted]) == ()


def test_what_was_noted_first_keeps_nothing_else_of_the_visit_away() -> None:
    """Two sights of one visit may be noted one after the other."""
    first = sights.needs_seen(visit(), [CUPBOARDS], TABLE, patient=ANN)
    later = sights.needs_seen(visit(), [ALONE], TABLE, patient=ANN, needs=first)

    assert [need.category for need in (*first, *later)] == [
        "food-insecurity",
        "social-connection",
    ]
    assert first[0].id != later[0].id


def test_the_needs_of_others_stand_in_nobody_s_way() -> None:
    """Ben's need is not Ann's."""
    of_ben = seen(CUPBOARDS, patient=BEN, contact=visit(BEN, id=ContactId("k2")))

    assert len(seen(CUPBOARDS, needs=of_ben)) == 1


def test_signs_of_harm_are_noted_only_under_a_label_the_person_agreed_to() -> None:
    """Then under that label, as the person's own; otherwise nowhere."""
    assert seen(BRUISES, HARM) == ()
    assert [need.label for need in seen(BRUISES, HARM, labels=["TRAUMA"])] == ["TRAUMA"]

    noted = seen(BRUISES, HARM, labels=ANYTHING)

    assert [(need.label, need.patient_id) for need in noted] == [
        ("DV", ANN.id),
        ("TRAUMA", ANN.id),
    ]
    assert needs.entries(noted) == ()


def test_nothing_is_seen_on_the_phone_or_where_nobody_is_met() -> None:
    """Every reason is told."""
    call = visit(BEN, mode=Mode.PHONE, outcome=Outcome.VOICEMAIL)

    with pytest.raises(NotAllowedError) as caught:
        seen(CUPBOARDS, contact=call)

    assert caught.value.because == (
        "it is another patient's contact",
        "one sees where someone lives at home, or by video",
        "nobody was met",
    )


@pytest.mark.parametrize("mode", [Mode.HOME_VISIT, Mode.VIDEO])
@pytest.mark.parametrize("whom", Whom)
def test_one_sees_at_home_and_by_video_whoever_is_met(mode: Mode, whom: Whom) -> None:
    """A neighbor may let one in, though that is no meaningful contact."""
    person = None if whom is Whom.PATIENT else PersonId("eve")
    met = visit(mode=mode, whom=whom, person_id=person)

    assert len(seen(CUPBOARDS, contact=met)) == 1


def test_what_the_table_does_not_hold_is_refused() -> None:
    """The message names what it does hold, and not what was seen."""
    with pytest.raises(NotFoundError) as caught:
        seen(CUPBOARDS, SightId("a gun"))

    assert str(caught.value) == (
        "no such sight; known: cupboards, fridge, alone, bruises, harm"
    )


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"category": "bare"}, r"Sight\.category: must be one of SOCIAL_CATEGORIES"),
        ({"category": "protective-factor"}, r"Sight\.category: .* no asset"),
        (
            {"category": "elder-abuse", "shared": True},
            r"Sight\.shared: must be one person's",
        ),
        ({"shared": "yes"}, r"Sight\.shared: must be bool"),
        ({"called": " "}, r"Sight\.called: must not be blank"),
    ],
)
def test_a_sight_points_to_what_can_be_a_need(
    fields: dict[str, Any], problem: str
) -> None:
    """Of the person, where it is kept from some of those at home."""
    with pytest.raises(InvalidValueError, match=problem):
        sight("odd", **{"category": "food-insecurity", **fields})


def test_who_did_not_want_visits_is_not_seen_at_home() -> None:
    """Whether a visit may be made is asked before it is, whatever there is to see."""
    shy = attrs.evolve(
        ANN, access=Access(channels=tuple(Channel), prohibited=(Channel.HOME_VISIT,))
    )

    assert contacts.may_make(shy, Mode.VIDEO, MONDAY) == ()
    assert contacts.may_make(shy, Mode.HOME_VISIT, MONDAY) == (
        "home visit is used only where it is not prohibited",
    )


def test_one_label_alone_is_no_collection_of_labels() -> None:
    """A text is not searched for the name of a label."""
    with pytest.raises(InvalidValueError, match="several texts"):
        sights.needs_seen(
            visit(), [CUPBOARDS], TABLE, patient=ANN, labels="NO-TRAUMA-PLEASE"
        )
