"""A patient is kept whatever is wrong with a field of theirs."""

from datetime import UTC, date
from typing import Any

import pytest

from caremodel.exchange import fhir
from caremodel.exchange.fhir._dates import Days
from caremodel.exchange.fhir._patients import INTERPRETER, person_of
from caremodel.exchange.fhir._references import References
from caremodel.grammar.dates import Period
from caremodel.grammar.facts import Age, draw
from caremodel.people.patients import Access, Channel, Gender, Patient
from exchange.fhir.written import about_ada, bundle, coded, only_chart, patient


def read_patient(*others: Any, **fields: Any) -> tuple[Patient, fhir.Export]:
    """Read a bundle of Ada alone."""
    export = fhir.read_bundle(bundle(patient(**fields), *others), on=date(2024, 6, 1))
    return only_chart(export).patient, export


def test_nothing_more_than_an_id_is_needed() -> None:
    """What is not said is not known."""
    ada, export = read_patient()

    assert ada == Patient(id=ada.id)
    assert export.unread == ()


@pytest.mark.parametrize(
    ("said", "born"),
    [
        ("1950-02-03", Period(start=date(1950, 2, 3), end=date(1950, 2, 4))),
        ("1950-02", Period(start=date(1950, 2, 1), end=date(1950, 3, 1))),
        ("1950", Period(start=date(1950, 1, 1), end=date(1951, 1, 1))),
        ("2024-06-01", Period(start=date(2024, 6, 1), end=date(2024, 6, 2))),
    ],
)
def test_a_birth_is_all_the_days_it_can_mean(said: str, born: Period) -> None:
    """The day asked about is one on which someone can be born."""
    assert read_patient(birthDate=said)[0].born == born


def test_who_is_born_later_is_told_and_stays_unborn() -> None:
    """Who looks at an early day must not count them among the living of that day."""
    ada, export = read_patient(birthDate="2024-06-02")

    assert ada.born == Period(start=date(2024, 6, 2), end=date(2024, 6, 3))
    assert len(export.unread) == 1


def test_nobody_has_an_age_before_birth() -> None:
    """Neither does a birth to come cost the rest of the record."""
    data = bundle(patient(birthDate="2999-01-01"), about_ada("Condition"))

    chart = only_chart(fhir.read_bundle(data, on=date(2024, 6, 1)))

    assert draw([Age()], chart, on=date(2024, 6, 1)).value(Age()) is None
    assert len(chart.filed) == 1


def test_a_death_is_a_day() -> None:
    """Of a month, the last day it can mean."""
    assert read_patient(deceasedDateTime="2024-02")[0].died == date(2024, 2, 29)
    assert read_patient(deceasedBoolean=False)[0].died is None
    assert read_patient(deceasedDateTime=None)[0].died is None


def test_a_death_on_a_day_that_nobody_wrote_down_is_the_last_day_recorded() -> None:
    """Or birth, or the beginning of days: nobody is alive who is said to be dead."""
    goal = about_ada("Goal")

    recorded, export = read_patient(goal, deceasedBoolean=True)
    born, _ = read_patient(deceasedBoolean=True, birthDate="1950")
    unknown, _ = read_patient(deceasedBoolean=True)
    after, _ = read_patient(goal, deceasedBoolean=True, birthDate="2024-04-01")

    assert recorded.died == date(2024, 3, 1)
    assert born.died == date(1950, 1, 1)
    assert unknown.died == date.min
    assert after.died == date(2024, 4, 1)
    (note,) = export.notes
    assert note.startswith("1 patient died on a day nobody wrote down")


def test_a_death_that_cannot_be_read_is_one_all_the_same() -> None:
    """Nobody is to be called who may be dead."""
    ada, export = read_patient(about_ada("Goal"), deceasedDateTime="last spring")

    assert ada.died == date(2024, 3, 1)
    assert len(export.unread) == 1


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"birthDate": "19500203"}, "birthDate: must be a date, or a time"),
        ({"birthDate": "1950-02-03T00:00:00Z"}, "birthDate: must be a date"),
        ({"birthDate": "9999-12-31"}, "birthDate: must be a date"),
        ({"birthDate": "2024-06-02"}, "birthDate: must not be after the day asked"),
        ({"birthDate": 1950}, "birthDate: must be a date, or a time"),
        (
            {"birthDate": "1950", "deceasedDateTime": "1949-12-31"},
            "deceasedDateTime: must not be before birth",
        ),
        ({"deceasedBoolean": "no"}, "deceasedBoolean: must be true or false"),
        ({"gender": "f"}, "gender: must be a gender of R4"),
        ({"gender": ["female"]}, "gender: must be a gender of R4"),
        ({"name": "Ada"}, "name: must be a list"),
        ({"name": ["Ada"]}, "name: must be a list of objects"),
        ({"telecom": {}}, "telecom: must be a list"),
        ({"generalPractitioner": ["Hale"]}, "generalPractitioner: must be a reference"),
        ({"modifierExtension": []}, "modifierExtension: must not change what"),
    ],
)
def test_what_is_wrong_with_a_field_costs_that_field(
    fields: dict[str, Any], reason: str
) -> None:
    """It is told; who they are is still known, unless the whole meaning is turned."""
    export = fhir.read_bundle(
        bundle(patient(**fields), {"resourceType": "Organization", "id": "elm"}),
        on=date(2024, 6, 1),
    )

    assert len(export.charts) == ("modifierExtension" not in fields)
    (unread,) = export.unread
    assert unread.reason.startswith(reason)


def test_nobody_dies_before_they_are_born() -> None:
    """They are dead all the same, on a day that is not known."""
    ada, _ = read_patient(birthDate="1950", deceasedDateTime="1949-12-31")

    assert ada.died == date(1950, 1, 1)


@pytest.mark.parametrize("field", [{"intent": "option"}, {"doNotPerform": True}])
def test_fields_of_an_order_mean_nothing_in_a_patient(field: dict[str, Any]) -> None:
    """Nobody is set aside as a proposal."""
    _, export = read_patient(**field)

    assert (export.unread, export.notes) == ((), ())


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([{"given": ["Ada", "May"], "family": "Example"}], "Ada May Example"),
        ([{"family": "Example", "text": "Dr. Example"}], "Example"),
        ([{"text": "Dr. Example"}], "Dr. Example"),
        ([{"use": "old", "family": "Sample"}, {"family": "Example"}], "Example"),
        ([{"use": "old", "family": "Sample"}], ""),
        ([{"given": "Ada"}, {"family": "Example"}], "Example"),
        ([{}], ""),
    ],
)
def test_a_name_is_the_first_that_is_in_use(
    names: list[dict[str, Any]], said: str
) -> None:
    """As people say it."""
    assert read_patient(name=names)[0].name == said


def test_how_to_reach_someone_is_what_is_written_down() -> None:
    """Numbers that are no longer right do not count."""
    ada, _ = read_patient(
        gender="other",
        telecom=[
            {"system": "phone", "value": "1"},
            {"system": "phone", "value": "2"},
            {"system": "sms", "use": "old"},
            {"system": "email"},
            {"system": "fax"},
            {"system": []},
        ],
        address=[{"use": "old"}, {"city": "Elm"}],
        communication=[
            {"language": coded("en")},
            {"language": coded("es"), "preferred": True},
        ],
        extension=[{"url": "other"}, {"url": INTERPRETER, "valueBoolean": True}],
    )

    assert ada.gender is Gender.OTHER
    assert ada.access == Access(
        channels=(Channel.PHONE, Channel.EMAIL, Channel.LETTER),
        language="es",
        interpreter=True,
    )


@pytest.mark.parametrize("language", [None, {}, coded(" "), {"text": "Spanish"}])
def test_a_language_without_a_code_is_not_known(language: object) -> None:
    """Words are not a tag."""
    assert read_patient(communication=[{"language": language}])[0].access.language == ""


def test_the_practitioner_of_a_patient_is_a_person() -> None:
    """A practice is not; who is only named by a number is found in the directory."""
    hale = {
        "resourceType": "Practitioner",
        "id": "hale",
        "identifier": [{"system": "npi", "value": "1"}],
    }
    named = [
        {"reference": "Organization/elm"},
        {"reference": "Practitioner?identifier=npi|1"},
    ]

    assert read_patient(hale, generalPractitioner=named)[0].pcp == "Practitioner/hale"
    assert read_patient(generalPractitioner=named[:1])[0].pcp is None


def test_a_record_that_is_no_longer_used_is_told() -> None:
    """It may stand for someone who has another one."""
    _, export = read_patient(active=False)

    assert export.notes == ("1 patient is marked as no longer in use",)


def test_a_person_shows_nothing_of_themselves() -> None:
    """Not even while they are read."""
    said = patient(name=[{"family": "Example"}])
    days, references = Days(UTC), References()

    person = person_of(
        said, "Patient/ada", days=days, references=references, on=None, tell=print
    )

    assert person.name == "Example"
    assert repr(person) == "Person(...)"
