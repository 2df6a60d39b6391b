"""How each type of resource becomes an entry, or why it does not."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from caremodel.exchange import fhir
from caremodel.exchange.fhir._forms import FORMS
from caremodel.grammar.facts import (
    Count,
    Days,
    Ever,
    Has,
    Latest,
    Select,
    Why,
    draw,
)
from exchange.fhir.written import (
    about_ada,
    bundle,
    coded,
    entry_of,
    only_chart,
    patient,
    read,
    reasons,
)

MARCH = date(2024, 3, 1)


@pytest.mark.parametrize("resource_type", FORMS)
def test_a_plain_resource_of_each_type_is_an_entry(resource_type: str) -> None:
    """Its id says the type, its day is where the type says that it began."""
    entry = entry_of(about_ada(resource_type))

    assert entry.id == f"{resource_type}/1"
    assert entry.kind == FORMS[resource_type].kind
    assert (entry.on, entry.on_last, entry.at) == (MARCH, None, None)
    assert entry.links == ()


@pytest.mark.parametrize(
    ("resource_type", "fields", "codes"),
    [
        ("Encounter", {"class": {"code": "IMP"}, "type": [coded("a")]}, ("IMP", "a")),
        ("Condition", {"code": coded("a", "b", "a")}, ("a", "b")),
        ("Condition", {"code": {"text": "a cold"}}, ()),
        ("Condition", {"code": {"coding": [{"display": "a cold"}]}}, ()),
        ("Observation", {"code": coded("a")}, ("a",)),
        (
            "Observation",
            {"code": coded("smoking"), "valueCodeableConcept": coded("never")},
            ("smoking", "never"),
        ),
        ("Procedure", {"code": coded("a")}, ("a",)),
        ("Immunization", {"vaccineCode": coded("140")}, ("140",)),
        ("MedicationRequest", {"medicationCodeableConcept": coded("a")}, ("a",)),
        ("CarePlan", {"category": [coded("a"), coded("b")]}, ("a", "b")),
        ("CareTeam", {"category": [coded("a")]}, ("a",)),
        (
            "Goal",
            {"description": coded("a"), "achievementStatus": coded("achieved")},
            ("a", "achieved"),
        ),
        ("Claim", {"type": coded("pharmacy")}, ("pharmacy",)),
        ("ExplanationOfBenefit", {"type": coded("pharmacy")}, ("pharmacy",)),
    ],
)
def test_codes_say_what_it_was(
    resource_type: str, fields: dict[str, Any], codes: tuple[str, ...]
) -> None:
    """All codings count, each once; words alone are no code."""
    assert entry_of(about_ada(resource_type, **fields)).codes == codes


@pytest.mark.parametrize(
    ("resource_type", "fields", "links"),
    [
        ("Encounter", "serviceProvider", ()),
        ("Condition", "encounter", ()),
        ("Observation", "encounter hasMember[] derivedFrom[]", ()),
        ("Procedure", "encounter location", ("performer[].actor",)),
        ("Immunization", "encounter", ("performer[].actor",)),
        ("MedicationRequest", "encounter requester reasonReference[]", ()),
        ("CarePlan", "careTeam[] addresses[] goal[]", ("activity[].reference",)),
        ("CareTeam", "managingOrganization[]", ("participant[].member",)),
        ("Goal", "expressedBy addresses[]", ()),
        ("Claim", "provider", ("item[].encounter[]",)),
        ("ExplanationOfBenefit", "claim", ("diagnosis[].diagnosisReference",)),
    ],
)
def test_links_name_what_it_points_at(
    resource_type: str, fields: str, links: tuple[str, ...]
) -> None:
    """One by one, in a list, and inside the objects of a list; the subject is not."""
    written: dict[str, Any] = {}
    expected = []
    for number, field in enumerate((*fields.split(), *links)):
        link = f"Organization/{number}"
        value: Any = {"reference": link}
        for name in reversed(field.split(".")):
            value = [value] if name.endswith("[]") else value
            value = {name.removesuffix("[]"): value}
        written.update(value)
        expected.append(link)

    assert entry_of(about_ada(resource_type, **written)).links == tuple(expected)


def test_a_link_is_named_once() -> None:
    """And a field that is there but empty names nothing."""
    elm = {"reference": "Organization/elm"}
    entry = entry_of(
        about_ada(
            "Encounter",
            serviceProvider=elm,
            partOf=None,
            location=None,
            participant=[{"individual": elm}, {}],
        )
    )

    assert entry.links == ("Organization/elm",)


@pytest.mark.parametrize(
    ("value", "number", "unit"),
    [
        ({"value": 7, "code": "%"}, 7, "%"),
        ({"value": 7.25, "unit": "percent", "code": "%"}, 7.25, "%"),
        ({"value": 7.25, "unit": "percent"}, 7.25, "percent"),
        ({"value": 7.25}, 7.25, ""),
        ({"value": 5, "comparator": "<", "code": "mg"}, 5, "<mg"),
        ({"unit": "mg"}, None, ""),
        ({"value": 2**60}, float(2**60), ""),
    ],
)
def test_a_quantity_is_a_number_in_a_unit(
    value: dict[str, Any], number: float | None, unit: str
) -> None:
    """A number that is only a bound carries that in its unit."""
    entry = entry_of(about_ada("Observation", valueQuantity=value))

    assert (entry.value, entry.unit) == (number, unit)
    assert type(entry.value) is type(number)


def test_a_bound_is_not_taken_for_a_measured_value() -> None:
    """Under 5 mg is in another unit than mg, so the latest value is not known."""
    older = about_ada("Observation", "1", valueQuantity={"value": 7, "code": "mg"})
    bound = {"value": 5, "comparator": "<", "code": "mg"}
    newer = about_ada(
        "Observation", "2", valueQuantity=bound, effectiveDateTime="2024-03-02"
    )
    fact = Latest(Select(kind="observation"), Ever(), unit="mg")

    known = draw([fact], only_chart(read(older, newer)), on=date(2024, 4, 1))

    assert known.why_missing(fact) is Why.OTHER_UNIT


def test_a_whole_number_needs_no_unit() -> None:
    """Scores are often written so."""
    entry = entry_of(about_ada("Observation", valueInteger=15))

    assert (entry.value, entry.unit) == (15, "")


@pytest.mark.parametrize(
    ("resource_type", "fields", "on"),
    [
        ("Condition", {"onsetPeriod": {"start": "2020-01-02"}}, date(2020, 1, 2)),
        ("Condition", {"recordedDate": "2020-01-02"}, date(2020, 1, 2)),
        ("Observation", {"effectivePeriod": {"start": "2020"}}, date(2020, 1, 1)),
        ("Observation", {"issued": "2020-01-02T00:00:00Z"}, date(2020, 1, 2)),
        ("Procedure", {"performedPeriod": {"start": "2020-01-02"}}, date(2020, 1, 2)),
        ("Immunization", {"recorded": "2020-01-02"}, date(2020, 1, 2)),
        ("CarePlan", {"created": "2020-01-02"}, date(2020, 1, 2)),
        ("Goal", {"statusDate": "2020-01-02"}, date(2020, 1, 2)),
        ("Claim", {"billablePeriod": {"start": "2020-01-02"}}, date(2020, 1, 2)),
    ],
)
def test_the_day_may_be_said_elsewhere(
    resource_type: str, fields: dict[str, Any], on: date
) -> None:
    """Where no beginning is said, the day it was written down stands for it."""
    assert entry_of(about_ada(resource_type, undated=True, **fields)).on == on


@pytest.mark.parametrize(
    ("resource_type", "fields"),
    [
        ("Encounter", {"period": {"start": "2024-03-01", "end": "2024-03-09"}}),
        ("Condition", {"abatementDateTime": "2024-03-09"}),
        ("Condition", {"abatementPeriod": {"end": "2024-03-09"}}),
        ("CarePlan", {"period": {"start": "2024-03-01", "end": "2024-03-09"}}),
    ],
)
def test_an_end_is_a_day(resource_type: str, fields: dict[str, Any]) -> None:
    """The day it ended, if it did."""
    assert entry_of(about_ada(resource_type, **fields)).until == date(2024, 3, 9)


def test_an_end_of_a_month_is_the_last_day_it_can_mean() -> None:
    """It had surely ended by then."""
    entry = entry_of(about_ada("Condition", abatementDateTime="2024-03"))

    assert entry.until == date(2024, 3, 31)


def test_an_end_before_the_beginning_is_refused() -> None:
    """One of them is wrong, and nobody can say which."""
    period = {"start": "2024-03-02", "end": "2024-03-01"}

    export = read(about_ada("Encounter", period=period))

    assert reasons(export) == ["Encounter: period: must not end before it begins"]


@pytest.mark.parametrize(
    ("end", "told"), [("09:59:59Z", 1), ("10:00:00Z", 0), ("11:59:59+02:00", 1)]
)
def test_a_period_ends_no_instant_before_it_begins(end: str, told: int) -> None:
    """Also where both are on one day."""
    day = "2024-03-01T"
    period = {"start": f"{day}10:00:00Z", "end": f"{day}{end}"}

    export = read(about_ada("Encounter", period=period))

    assert len(export.unread) == told


def test_a_date_beside_a_time_may_name_the_day_before() -> None:
    """Nine in the evening in New York and that same date: the stay took no time."""
    period = {"start": "2024-03-01T21:00:00-05:00", "end": "2024-03-01"}

    entry = entry_of(about_ada("Encounter", period=period))

    assert (entry.on, entry.until) == (date(2024, 3, 2), date(2024, 3, 2))


def test_what_was_written_down_after_it_ended_began_some_day_before() -> None:
    """When it began is not known; it was over by the day it ended."""
    entry = entry_of(
        about_ada(
            "Condition",
            undated=True,
            recordedDate="2024-03-09",
            abatementDateTime="2024-02-01",
        )
    )

    assert (entry.on, entry.on_last) == (date.min, date(2024, 2, 1))
    assert entry.until == date(2024, 2, 1)


def test_what_is_undated_began_between_birth_and_the_last_record() -> None:
    """Goals often say no day; they are kept, and asked about with care."""
    data = bundle(
        patient(birthDate="1950-02"),
        about_ada("Goal", undated=True),
        about_ada("Encounter", period={"start": "2024-05-06"}),
    )

    chart = only_chart(fhir.read_bundle(data))

    (goal,) = chart.entries("goal")
    assert (goal.on, goal.on_last) == (date(1950, 2, 1), date(2024, 5, 6))
    ever, lately = (
        Count(Select(kind="goal"), window) for window in (Ever(), Days(365))
    )
    known = draw([ever, lately], chart, on=date(2024, 6, 1))
    assert known.value(ever) == 1
    assert known.why_missing(lately) is Why.IMPRECISE


def test_what_is_undated_began_before_the_export_ends() -> None:
    """Where that is known, it is later than the last record."""
    data = bundle(patient(), about_ada("Goal", undated=True))

    (known,) = fhir.read_bundle(data, through=date(2024, 6, 1)).charts[0].filed
    (open_,) = fhir.read_bundle(data).charts[0].filed

    assert (known.on, known.on_last) == (date.min, date(2024, 5, 31))
    assert (open_.on, open_.on_last) == (date.min, date.max)


def test_components_of_an_undated_whole_are_undated_too() -> None:
    """They share its day, whatever it is."""
    parts = [{"code": coded("a"), "valueInteger": 1}, {"valueInteger": 2}]
    whole = about_ada("Observation", undated=True, component=parts)

    entries = only_chart(read(whole, about_ada("Encounter"))).entries("observation")

    assert [entry.value for entry in entries] == [None, 1, 2]
    assert {(entry.on, entry.on_last) for entry in entries} == {(date.min, MARCH)}


@pytest.mark.parametrize(
    ("resource_type", "fields", "reason"),
    [
        ("Encounter", {"class": "AMB"}, "class: must be a coded concept"),
        ("Encounter", {"type": [5]}, "type: must be a coded concept"),
        ("Condition", {"code": coded(" a")}, "code: must have codes that are text"),
        ("Condition", {"code": {"coding": [{"code": []}]}}, "code: must have codes"),
        ("Encounter", {"period": []}, "period: must be an object"),
        ("Encounter", {"serviceProvider": "elm"}, "serviceProvider: must be a ref"),
        ("Encounter", {"serviceProvider": {"reference": ""}}, "serviceProvider: must"),
        ("Encounter", {"participant": [[]]}, "participant: must be an object, or"),
        ("Goal", {"subject": "Ada"}, "subject: must be a reference"),
        ("Goal", {"startDate": "soon"}, "startDate: must be a date, or a time with"),
        ("Goal", {"addresses": [{"reference": {}}]}, "addresses: must be a reference"),
        ("Observation", {"valueQuantity": 5}, "valueQuantity: must be a quantity"),
        ("Observation", {"valueQuantity": {"value": "5"}}, "valueQuantity.value: must"),
        ("Observation", {"valueQuantity": {"value": True}}, "valueQuantity.value: mu"),
        ("Observation", {"valueQuantity": {"value": 10**400}}, "valueQuantity.value:"),
        ("Observation", {"valueInteger": "1"}, "valueInteger: must"),
        (
            "Observation",
            {"valueQuantity": {"value": 1, "code": " mg"}},
            "valueQuantity.code: must be text",
        ),
        (
            "Observation",
            {"valueQuantity": {"value": 1, "code": ["mg"]}},
            "valueQuantity.code: must be text",
        ),
        (
            "Observation",
            {"valueQuantity": {"value": 1, "comparator": "about"}},
            "valueQuantity.comparator: must be a comparator of R4",
        ),
        ("Observation", {"component": {}}, "component: must be a list"),
        ("Observation", {"component": [5]}, "component: must be a list of objects"),
        ("Claim", {"total": 5}, "total: must be an amount of money"),
        ("Claim", {"total": {"value": "5"}}, "total: must have a value that is a"),
        ("Claim", {"total": {"value": 5, "currency": 5}}, "total: must have a value"),
        ("Claim", {"total": {"value": 5, "currency": "$"}}, "total: must be exact"),
        ("Claim", {"total": {"value": 10**17}}, "total: must not be so large"),
        ("Claim", {"total": {"value": 1e28}}, "total: must not be so large"),
        ("Claim", {"total": {"value": 1e-60}}, "total: must be exact"),
        ("ExplanationOfBenefit", {"payment": 5}, "payment: must be an object"),
        ("Goal", {"modifierExtension": []}, "modifierExtension: must not change what"),
        ("Goal", {"implicitRules": "x"}, "modifierExtension: must not change what"),
    ],
)
def test_what_is_not_as_r4_says_is_told_with_its_path(
    resource_type: str, fields: dict[str, Any], reason: str
) -> None:
    """The resource is not read; and nobody says that there is no more of its kind."""
    export = read(about_ada(resource_type, **fields), about_ada("Procedure", "good"))

    (unread,) = export.unread
    assert unread.reason.startswith(reason)
    assert [each.kind for each in only_chart(export).coverage] == ["procedure"]


def test_what_could_not_be_read_is_not_taken_for_nothing() -> None:
    """Whether there was a stay cannot be told if one could not be read."""
    fact = Has(Select(kind="encounter", codes=("IMP",)), Ever())

    chart = only_chart(read(about_ada("Encounter", period={"start": "soon"})))

    assert draw([fact], chart, on=MARCH).why_missing(fact) is Why.NOT_COVERED


@pytest.mark.parametrize(
    ("resource_type", "fields", "note"),
    [
        (
            "Goal",
            {"lifecycleStatus": "entered-in-error"},
            "resource entered in error was",
        ),
        (
            "Condition",
            {"verificationStatus": coded("entered-in-error")},
            "resource entered in error was",
        ),
        (
            "Condition",
            {"verificationStatus": coded("refuted")},
            "condition ruled out was",
        ),
        ("CarePlan", {"intent": "proposal"}, "proposal or option was"),
        ("MedicationRequest", {"intent": "option"}, "proposal or option was"),
        ("MedicationRequest", {"doNotPerform": True}, "order not to do something was"),
    ],
)
def test_what_is_no_part_of_the_record_is_set_aside(
    resource_type: str, fields: dict[str, Any], note: str
) -> None:
    """It is understood: it says itself that nothing follows from it."""
    export = read(about_ada(resource_type, **fields))

    assert only_chart(export).filed == ()
    assert only_chart(export).coverage
    assert export.unread == ()
    assert export.notes[0].startswith(f"1 {note}")


def test_an_order_that_is_not_a_prohibition_is_read() -> None:
    """To say so is allowed."""
    order = about_ada("MedicationRequest", doNotPerform=False)

    assert entry_of(order).status == "active"


def test_a_condition_that_nobody_confirmed_is_read_and_told() -> None:
    """It may be all there is to go by."""
    export = read(about_ada("Condition", verificationStatus=coded("provisional")))

    assert len(only_chart(export).filed) == 1
    assert export.notes == ("1 condition is read though unconfirmed",)


def test_a_medication_that_is_pointed_at_gives_its_codes() -> None:
    """In the same bundle, before the order or after it."""
    order = about_ada(
        "MedicationRequest", medicationReference={"reference": "Medication/1"}
    )
    drug = {"resourceType": "Medication", "id": "1", "code": coded("860975")}
    other = {"reference": "Medication/2"}

    for export in (read(order, drug), read(drug, order)):
        (entry,) = only_chart(export).filed
        assert (entry.codes, entry.links) == (("860975",), ("Medication/1",))
    assert entry_of({**order, "medicationReference": other}, drug).codes == ()


@pytest.mark.parametrize("contained", [None, "x", ["x"], [{"id": "other"}]])
def test_a_contained_medication_that_is_not_there_gives_no_codes(
    contained: object,
) -> None:
    """The order is read all the same."""
    order = about_ada(
        "MedicationRequest",
        medicationReference={"reference": "#med"},
        contained=contained,
    )

    assert entry_of(order).codes == ()


def test_a_beginning_in_some_month_is_any_day_of_it() -> None:
    """February 2024 had 29 days; which of them it was is not known."""
    entry = entry_of(about_ada("Condition", onsetDateTime="2024-02"))

    assert (entry.on, entry.on_last) == (date(2024, 2, 1), date(2024, 2, 29))


def test_the_day_of_an_instant_is_that_of_the_zone() -> None:
    """Ten at night in New York is the next day in UTC."""
    late = about_ada("Encounter", period={"start": "2026-02-01T22:00:00-05:00"})
    data = bundle(patient(), late)

    for zone, day in ((UTC, 2), (ZoneInfo("America/New_York"), 1)):
        (entry,) = only_chart(fhir.read_bundle(data, zone=zone)).filed
        assert entry.on == date(2026, 2, day)
        assert entry.at == datetime(2026, 2, 2, 3, tzinfo=UTC)


def test_instants_are_in_utc() -> None:
    """Order and elapsed time go by them."""
    period = {"start": "2024-03-01T09:00:00.5+01:00"}

    entry = entry_of(about_ada("Encounter", period=period))

    assert entry.at == datetime(2024, 3, 1, 8, 0, 0, 500_000, tzinfo=UTC)
    assert entry.at.tzinfo is UTC
