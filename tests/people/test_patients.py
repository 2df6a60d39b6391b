"""Patients: who they are, how they may be reached, and who stands by them."""

import pickle
from datetime import date

import pytest

from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Period
from caremodel.grammar.histories import Actor
from caremodel.people.patients import (
    Access,
    Channel,
    Gender,
    Household,
    HouseholdId,
    Patient,
    PatientId,
    PersonId,
    SupportPerson,
    born_on,
    in_their_part,
    may_contact_by,
)

BIRTH = date(1956, 3, 31)
ADA = PatientId("p1")
LENA = PersonId("lena")


def patient(**fields: object) -> Patient:
    """Make a patient with some fields of their own."""
    return Patient(**{"id": ADA, "born": born_on(BIRTH), **fields})  # type: ignore[arg-type]


def test_an_exact_birth_is_one_day() -> None:
    """And an imprecise one is all the days it can have been."""
    assert patient().born == Period(start=BIRTH, end=date(1956, 4, 1))
    assert patient(born=None).born is None


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("id", " p1", "must be text"),
        ("born", Period(start=BIRTH), "must hold at least one day"),
        ("born", Period(start=BIRTH, end=BIRTH), "must hold at least one day"),
        ("died", date(1956, 3, 30), "must not be before birth"),
    ],
)
def test_what_cannot_be_a_patient_is_refused(
    field: str, value: object, problem: str
) -> None:
    """With the field, and without the value."""
    with pytest.raises(InvalidValueError, match=rf"^Patient\.{field}: {problem}"):
        patient(**{field: value})


def test_a_death_on_the_day_of_birth_can_be() -> None:
    """It happens."""
    assert patient(died=BIRTH).died == BIRTH


def test_a_patient_shows_their_id_only() -> None:
    """Names, births and genders are told on request."""
    known = patient(name="Ada", gender=Gender.FEMALE)

    assert repr(known) == "Patient('p1')"
    assert repr(known.access) == "Access(...)"


@pytest.mark.parametrize(
    ("access", "may"),
    [
        (Access(channels=(Channel.PHONE,)), True),
        (Access(channels=(Channel.TEXT,)), False),
        (Access(), False),
        (Access(channels=(Channel.PHONE,), prohibited=(Channel.PHONE,)), False),
        (Access(channels=(Channel.PHONE,), prohibited=(Channel.TEXT,)), True),
        (Access(channels=(Channel.PHONE,), no_contact=True), False),
    ],
)
def test_a_patient_is_reached_as_they_can_and_want_to_be(
    access: Access, *, may: bool
) -> None:
    """By phone: it has to work, and must not be unwanted."""
    assert may_contact_by(patient(access=access), Channel.PHONE) is may


@pytest.mark.parametrize(
    ("on", "stands"),
    [
        ("2026-01-31", False),
        ("2026-02-01", True),
        ("2026-02-27", True),
        ("2026-02-28", False),
    ],
)
def test_a_designation_holds_until_the_day_it_is_withdrawn(
    on: str, *, stands: bool
) -> None:
    """From the first day on; on the day of withdrawal no more."""
    daughter = SupportPerson(
        id=LENA,
        relationship="daughter",
        designated_on=date(2026, 2, 1),
        designated_by=ADA,
        withdrawn_on=date(2026, 2, 28),
    )

    assert daughter.stands_by(date.fromisoformat(on)) is stands
    assert repr(daughter) == "SupportPerson('lena')"


def test_a_designation_without_an_end_holds_on() -> None:
    """And one withdrawn on its first day never held."""
    since = date(2026, 2, 1)
    open_ended = SupportPerson(id=LENA, designated_on=since, designated_by=ADA)
    withdrawn = SupportPerson(
        id=LENA, designated_on=since, designated_by=ADA, withdrawn_on=since
    )

    assert open_ended.stands_by(date(2099, 1, 1))
    assert not withdrawn.stands_by(since)


def test_a_designation_is_not_withdrawn_before_it_was_made() -> None:
    """The days are refused, and not told."""
    with pytest.raises(InvalidValueError, match=r"SupportPerson\.withdrawn_on: must"):
        SupportPerson(
            id=LENA,
            designated_on=date(2026, 2, 1),
            designated_by=ADA,
            withdrawn_on=date(2026, 1, 31),
        )


def test_a_household_has_members_each_of_them_once() -> None:
    """Patients or not."""
    home = Household(id=HouseholdId("h1"), members=(ADA, LENA))

    assert home.members == (ADA, LENA)
    assert repr(home) == "Household('h1')"
    with pytest.raises(InvalidValueError, match=r"Household\.members: must not be em"):
        Household(id=HouseholdId("h1"), members=())
    with pytest.raises(InvalidValueError, match="must not name anyone twice"):
        Household(id=HouseholdId("h1"), members=(ADA, ADA))


def test_a_patient_travels() -> None:
    """With everyone and everything that belongs to them."""
    whole = patient(
        access=Access(channels=(Channel.VIDEO,), language="es", interpreter=True),
        support=(SupportPerson(id=LENA, designated_on=BIRTH, designated_by=ADA),),
        household=HouseholdId("h1"),
        pcp=PersonId("Practitioner/1"),
    )
    copy = pickle.loads(pickle.dumps(whole))  # noqa: S301 - our own

    assert copy == whole
    assert {whole: "found"}[copy] == "found"


def test_a_day_of_birth_is_a_period_of_one_day() -> None:
    """Who gives a plain day is told how to make one."""
    with pytest.raises(InvalidValueError, match="born_on"):
        Patient(id=PatientId("ann"), born=date(1960, 1, 1))  # type: ignore[arg-type]


def test_nobody_plays_the_part_of_another_patient() -> None:
    """A patient is one to themselves, who stands by to the one they stand by."""
    both = ("patient", "friend")
    by = ("informal_caregiver", "nurse", "proxy")

    assert in_their_part(Actor("p1", both), ADA).roles == both
    assert in_their_part(Actor("p2", both), ADA).roles == ("friend",)
    assert in_their_part(Actor("lena", by, "p1"), ADA).roles == by
    assert in_their_part(Actor("lena", by, "p2"), ADA).roles == ("nurse",)
    assert in_their_part(Actor("lena", by), ADA).roles == ("nurse",)
