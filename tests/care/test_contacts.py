"""Contacts: what counts, what was missed, and whom one may contact how."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, strategies as st

from caremodel.care import contacts
from caremodel.care.contacts import (
    ATTEMPTS,
    CONTACT_KIND,
    MEANINGFUL,
    MISSED,
    MISSED_IN_A_ROW,
    RUN_KIND,
    TWO_WAY,
    Contact,
    ContactId,
    Mode,
    Outcome,
    Reach,
    Whom,
)
from caremodel.errors import InvalidValueError
from caremodel.grammar.facts import (
    Count,
    Days,
    DaysSince,
    Ever,
    Fact,
    Latest,
    Sum,
    Value,
    draw,
)
from caremodel.people.charts import Chart, Coverage
from caremodel.people.patients import (
    Access,
    Channel,
    Patient,
    PatientId,
    PersonId,
    SupportPerson,
    may_contact_by,
)
from caremodel.people.roles import WorkerId
from caremodel.testing import strategies
from caremodel.testing.strategies import _plans as around

ANN, ROSA = PatientId("ann"), WorkerId("rosa")
DAUGHTER, NEIGHBOR = PersonId("daughter"), PersonId("neighbor")
MONDAY = date(2026, 6, 1)


def contact(number: int, outcome: Outcome, **fields: Any) -> Contact:
    """Make a call to Ann, so many days after the first Monday."""
    usual: dict[str, Any] = {
        "id": ContactId(f"k{number}"),
        "patient_id": ANN,
        "on": MONDAY + timedelta(days=number),
        "by": ROSA,
        "mode": Mode.PHONE,
        "outcome": outcome,
    }
    return Contact(**{**usual, **fields})


def with_daughter(number: int, whom: Whom, **fields: Any) -> Contact:
    """Make a two-way call with Ann's daughter, whom Ann named or did not."""
    return contact(number, Outcome.TWO_WAY, whom=whom, person_id=DAUGHTER, **fields)


def fact(asked: Fact, *made: Contact, on: date) -> Value | None:
    """Draw one fact from contacts alone."""
    told = contacts.entries(made)
    covered = (Coverage(kind=CONTACT_KIND), Coverage(kind=RUN_KIND))
    chart = Chart(patient=Patient(id=ANN), filed=told, coverage=covered)
    return draw([asked], chart, on=on).value(asked)


# --- what counts ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "whom", "reach"),
    [
        (Outcome.TWO_WAY, Whom.PATIENT, Reach.MEANINGFUL),
        (Outcome.TWO_WAY, Whom.SUPPORT_PERSON, Reach.MEANINGFUL),
        (Outcome.TWO_WAY, Whom.SOMEONE_ELSE, Reach.WITH_OTHERS),
        (Outcome.NO_ANSWER, Whom.PATIENT, Reach.MISSED),
        (Outcome.VOICEMAIL, Whom.PATIENT, Reach.MISSED),
        (Outcome.MESSAGE_LEFT, Whom.PATIENT, Reach.MISSED),
        (Outcome.WRONG_NUMBER, Whom.PATIENT, Reach.MISSED),
        (Outcome.DISCONNECTED, Whom.PATIENT, Reach.MISSED),
        (Outcome.BUSY, Whom.PATIENT, Reach.MISSED),
    ],
)
def test_only_two_ways_with_the_patient_or_who_they_named_count(
    outcome: Outcome, whom: Whom, reach: Reach
) -> None:
    """INV-095. A neighbor who picks up is no contact with Ann."""
    person = None if whom is Whom.PATIENT else DAUGHTER

    made = contact(0, outcome, whom=whom, person_id=person)

    assert contacts.reach_of(made) is reach


@pytest.mark.parametrize(
    ("outcome", "reach"),
    [(Outcome.SENT, Reach.SENT), (Outcome.RETURNED, Reach.MISSED)],
)
def test_a_letter_sent_is_not_yet_missed(outcome: Outcome, reach: Reach) -> None:
    """Nobody knows yet; one that came back did not reach anyone."""
    assert contacts.reach_of(contact(0, outcome, mode=Mode.LETTER)) is reach


@given(around.contacts())
def test_what_is_meaningful_was_two_way(made: tuple[Contact, ...]) -> None:
    """Whatever the mode. INV-095."""
    for each in made:
        meaningful = contacts.reach_of(each) is Reach.MEANINGFUL
        two_way = each.outcome is Outcome.TWO_WAY
        assert meaningful is (two_way and each.whom is not Whom.SOMEONE_ELSE)


def test_whom_a_contact_is_with_follows_from_who_was_named_that_day() -> None:
    """Before the patient names them, and once they took it back, they are others."""
    named = SupportPerson(
        id=DAUGHTER,
        designated_on=MONDAY,
        designated_by=ANN,
        withdrawn_on=MONDAY + timedelta(days=7),
    )
    patient = Patient(id=ANN, support=(named,))

    assert contacts.whom_of(patient, ANN, MONDAY) is Whom.PATIENT
    assert contacts.whom_of(patient, DAUGHTER, MONDAY) is Whom.SUPPORT_PERSON
    assert contacts.whom_of(patient, NEIGHBOR, MONDAY) is Whom.SOMEONE_ELSE
    for days in (-1, 7):
        on = MONDAY + timedelta(days=days)
        assert contacts.whom_of(patient, DAUGHTER, on) is Whom.SOMEONE_ELSE


# --- facts ---------------------------------------------------------------------------


def test_days_since_meaningful_contact_count_from_the_last_one() -> None:
    """On the tenth day after a talk on day 2; the message on day 5 does not count."""
    made = [contact(2, Outcome.TWO_WAY), contact(5, Outcome.VOICEMAIL)]
    asked = DaysSince(MEANINGFUL, Ever())

    assert fact(asked, *made, on=MONDAY + timedelta(days=12)) == 10


def test_contacts_are_counted_by_what_they_came_to() -> None:
    """Of five attempts two are meaningful, three two-way, and one is missed."""
    made = [
        contact(0, Outcome.TWO_WAY),
        with_daughter(1, Whom.SUPPORT_PERSON),
        with_daughter(2, Whom.SOMEONE_ELSE),
        contact(3, Outcome.BUSY),
        contact(4, Outcome.SENT, mode=Mode.TEXT),
    ]
    on, window = MONDAY + timedelta(days=30), Days(30)

    counts = [
        fact(Count(select, window), *made, on=on)
        for select in (ATTEMPTS, MEANINGFUL, TWO_WAY, MISSED)
    ]

    assert counts == [5, 2, 3, 1]


def test_minutes_of_meaningful_contact_add_up() -> None:
    """Twenty and five; the quarter of an hour of trying does not count."""
    made = [
        contact(0, Outcome.TWO_WAY, minutes=20),
        contact(1, Outcome.NO_ANSWER, minutes=15),
        contact(2, Outcome.TWO_WAY, minutes=5),
    ]
    asked = Sum(MEANINGFUL, Days(30), unit="min")

    assert fact(asked, *made, on=MONDAY + timedelta(days=10)) == 25


@pytest.mark.parametrize(
    ("outcomes", "in_a_row"),
    [
        ((Outcome.BUSY, Outcome.NO_ANSWER), 2),
        ((Outcome.BUSY, Outcome.TWO_WAY, Outcome.NO_ANSWER), 1),
        ((Outcome.BUSY, Outcome.NO_ANSWER, Outcome.TWO_WAY), 0),
    ],
)
def test_misses_in_a_row_end_with_a_meaningful_contact(
    outcomes: tuple[Outcome, ...], in_a_row: int
) -> None:
    """Three missed in a row say something else than three missed in a year."""
    made = [contact(number, outcome) for number, outcome in enumerate(outcomes)]
    asked = Latest(MISSED_IN_A_ROW, Ever())

    assert fact(asked, *made, on=MONDAY + timedelta(days=30)) == in_a_row


def test_what_was_sent_or_said_to_others_leaves_the_row_as_it_is() -> None:
    """It neither reached the person nor missed them."""
    made = [
        contact(0, Outcome.BUSY),
        contact(1, Outcome.SENT, mode=Mode.TEXT),
        with_daughter(2, Whom.SOMEONE_ELSE),
        contact(3, Outcome.NO_ANSWER),
    ]
    asked = Latest(MISSED_IN_A_ROW, Ever())

    assert fact(asked, *made, on=MONDAY + timedelta(days=30)) == 2


def test_within_a_day_contacts_go_by_the_instant() -> None:
    """In the morning nobody answered; in the evening they talked."""
    morning, evening = (datetime(2026, 6, 1, hour, tzinfo=UTC) for hour in (8, 19))
    made = [
        contact(0, Outcome.TWO_WAY, id=ContactId("a"), at=evening),
        contact(0, Outcome.NO_ANSWER, id=ContactId("b"), at=morning),
    ]
    asked = Latest(MISSED_IN_A_ROW, Ever())

    assert fact(asked, *made, on=MONDAY + timedelta(days=1)) == 0


def test_contacts_of_two_people_are_not_told_together() -> None:
    """A row of misses is one person's."""
    of_bert = contact(1, Outcome.BUSY, patient_id=PatientId("bert"))

    with pytest.raises(InvalidValueError, match="must be of one patient"):
        contacts.entries([contact(0, Outcome.BUSY), of_bert])


# --- before a contact ----------------------------------------------------------------


def test_a_prohibited_channel_is_refused_with_every_reason() -> None:
    """Ann wants no texts, and cannot receive any either."""
    ann = Patient(
        id=ANN,
        died=MONDAY,
        access=Access(prohibited=(Channel.TEXT,), no_contact=True),
    )

    assert contacts.may_make(ann, Mode.TEXT, MONDAY + timedelta(days=1)) == (
        "nobody is contacted after their death",
        "nobody is contacted who asked not to be",
        "text is used only where it is not prohibited",
        "text is used only where it works for the person",
    )


@pytest.mark.parametrize("mode", [Mode.IN_HOSPITAL, Mode.WARM_HAND_OFF])
def test_who_is_there_already_is_met_unless_they_prohibit_it(mode: Mode) -> None:
    """A visit at the bedside needs no channel, but takes a no for a no."""
    unsaid = Patient(id=ANN)
    unwilling = Patient(id=ANN, access=Access(prohibited=(Channel.IN_PERSON,)))

    assert contacts.may_make(unsaid, mode, MONDAY) == ()
    assert contacts.may_make(unwilling, mode, MONDAY) == (
        "in person is used only where it is not prohibited",
    )


@given(strategies.patients(), st.sampled_from(Channel))
def test_a_way_is_refused_where_a_channel_is(
    patient: Patient, channel: Channel
) -> None:
    """What people say of a channel holds for the contacts that use it."""
    late = date(2100, 1, 1)

    because = contacts.may_make(patient, Mode(channel.value), late)

    assert (because == ()) is may_contact_by(patient, channel)


def test_on_the_day_of_their_death_people_could_still_be_reached() -> None:
    """A call in the morning was made to someone alive."""
    ann = Patient(id=ANN, died=MONDAY, access=Access(channels=(Channel.PHONE,)))

    assert contacts.may_make(ann, Mode.PHONE, MONDAY) == ()


# --- what cannot be ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"mode": Mode.LETTER}, "Contact.outcome: must be one its mode can have"),
        (
            {"whom": Whom.SUPPORT_PERSON},
            "Contact.person_id: must say which support person",
        ),
        (
            {"person_id": DAUGHTER},
            "Contact.person_id: must be empty: it is the patient",
        ),
        ({"minutes": -1}, "Contact.minutes: must be a whole number, or None"),
        ({"minutes": True}, "Contact.minutes: must be a whole number, or None"),
        (
            {"at": datetime(2026, 6, 1, tzinfo=timezone(timedelta(hours=2)))},
            "Contact.at: must be an instant in UTC, or None",
        ),
    ],
)
def test_what_cannot_have_been_is_no_contact(
    fields: dict[str, Any], problem: str
) -> None:
    """No letter finds a line busy."""
    with pytest.raises(InvalidValueError) as refused:
        contact(0, Outcome.BUSY, **fields)

    assert str(refused.value) == problem


def test_a_contact_shows_its_id_alone() -> None:
    """Where someone was is nobody's business in a log."""
    made = contact(0, Outcome.TWO_WAY, where="the shelter", minutes=0)

    assert repr(made) == "Contact('k0')"


def test_a_contact_told_twice_is_one_and_in_two_ways_is_none() -> None:
    """Who sends a list again counts no miss twice."""
    missed = contact(1, Outcome.NO_ANSWER)

    assert contacts.entries([missed, missed]) == contacts.entries([missed])
    with pytest.raises(InvalidValueError, match="in two ways"):
        contacts.entries([missed, contact(1, Outcome.TWO_WAY)])


def test_nobody_is_their_own_support_person() -> None:
    """The patient is the patient."""
    made = contact(1, Outcome.TWO_WAY)
    with pytest.raises(InvalidValueError, match="must not be the patient"):
        contact(
            1,
            Outcome.TWO_WAY,
            whom=Whom.SUPPORT_PERSON,
            person_id=PersonId(made.patient_id),
        )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mode", "told me of her HIV"),
        ("whom", "someone else"),
        ("outcome", "two-way"),
        ("on", datetime(2025, 3, 9, 12, tzinfo=UTC)),
    ],
)
def test_a_contact_of_other_words_is_refused_without_repeating_them(
    field: str, value: object
) -> None:
    """Nor is anyone asked about a way to be in touch that is none."""
    fields: dict[str, Any] = {
        "id": "k1",
        "patient_id": "ann",
        "on": date(2025, 3, 9),
        "by": "rosa",
        "mode": Mode.PHONE,
        "outcome": Outcome.TWO_WAY,
    }
    with pytest.raises(InvalidValueError, match=rf"^Contact\.{field}: must be") as told:
        Contact(**{**fields, field: value})
    assert "HIV" not in str(told.value)
    odd: Any = "told me of her HIV"
    with pytest.raises(InvalidValueError, match="must be a Mode") as told:
        contacts.may_make(Patient(id=PatientId("ann")), odd, date(2025, 3, 9))
    assert "HIV" not in str(told.value)
