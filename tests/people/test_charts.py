"""Charts: what is filed, what is covered, and what a rule can ask of them."""

import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import ALWAYS, Entry
from caremodel.grammar.facts import Age, Ever, Has, Select, Why, draw
from caremodel.grammar.money import Money
from caremodel.people.charts import GENDER, Charge, Chart, Coverage
from caremodel.people.patients import Gender, Patient, PatientId, born_on

ON = date(2026, 3, 31)
EARLIER, LATER = date(2026, 1, 5), date(2026, 2, 5)
FEMALE = Has(Select(kind=GENDER, codes=("female",)), Ever())


def chart(*entries: Entry, gender: Gender | None = None, **fields: object) -> Chart:
    """Make a chart of someone born on 31 March 1956."""
    patient = Patient(
        id=PatientId("p1"), born=born_on(date(1956, 3, 31)), gender=gender
    )
    return Chart(patient=patient, filed=entries, **fields)  # type: ignore[arg-type]


def charge(name: str, kind: str, on: date) -> Charge:
    """Make a charge of a dollar."""
    return Charge(name, kind, on, Money(amount=Decimal(1), currency="USD"))


VISIT = Entry("v1", "visit", ("AMB",), LATER)
OLD_VISIT = Entry("v0", "visit", ("AMB",), EARLIER)
SCORE = Entry("v1", "score", ("PHQ",), LATER, value=7)


def test_entries_are_handed_out_by_kind_in_order() -> None:
    """An id may stand once in each kind."""
    told = chart(VISIT, SCORE, OLD_VISIT)

    assert told.entries("visit") == (OLD_VISIT, VISIT)
    assert told.entries("score") == (SCORE,)
    assert told.entries("goal") == ()
    assert told.kinds == ("score", "visit")
    assert told.filed[0] is OLD_VISIT


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"patient": "gus"}, "Chart.patient: must be Patient"),
        ({"patient": None}, "Chart.patient: must be Patient"),
        ({"filed": [VISIT, "gus"]}, "Chart.filed[1]: must be Entry"),
        ({"filed": "gus"}, "Chart.filed[0]: must be Entry"),
        ({"filed": 7}, "Chart.filed: must be several, as in a tuple"),
        ({"charges": (VISIT,)}, "Chart.charges[0]: must be Charge"),
        ({"coverage": ["visit"]}, "Chart.coverage[0]: must be Coverage"),
        ({"coverage": {"visit": ALWAYS}}, "Chart.coverage[0]: must be Coverage"),
    ],
)
def test_a_chart_is_made_of_what_belongs_in_it(
    fields: dict[str, Any], told: str
) -> None:
    """Else it would fail later, where nobody sees why; the value is not told."""
    patient = Patient(id=PatientId("p1"))

    with pytest.raises(InvalidValueError) as caught:
        Chart(**{"patient": patient, **fields})

    assert str(caught.value) == told


class Visit(Entry):
    """An entry of a host's own sort."""


def test_a_chart_takes_entries_of_a_sort_of_their_own() -> None:
    """And a generator as well as a tuple."""
    visit = Visit("v2", "visit", (), LATER)

    assert chart(visit, VISIT).entries("visit") == (VISIT, visit)
    assert Chart(
        patient=Patient(id=PatientId("p1")), filed=(each for each in (VISIT,))
    ).filed == (VISIT,)


def test_an_id_stands_once_in_a_kind() -> None:
    """Of entries and of charges; the message names the kind, and not the id."""
    with pytest.raises(InvalidValueError) as caught:
        chart(VISIT, VISIT)
    assert str(caught.value) == "Chart.filed[visit]: must not hold one id twice"

    claim = charge("c1", "claim", ON)
    with pytest.raises(InvalidValueError, match=r"Chart\.charges: must not hold one"):
        chart(charges=(claim, claim))


def test_charges_stand_in_order_of_day() -> None:
    """A claim and its payment may share an id."""
    payment, claim = charge("c1", "payment", LATER), charge("c1", "claim", LATER)
    first = charge("c2", "payment", EARLIER)

    assert chart(charges=(payment, claim, first)).charges == (first, claim, payment)
    assert repr(claim) == "Charge('c1', 'claim')"


def test_coverage_is_told_kind_by_kind() -> None:
    """Always, for some days, or not at all."""
    january = Period(start=date(2026, 1, 1), end=date(2026, 2, 1))
    told = chart(
        coverage=(
            Coverage(kind="visit"),
            Coverage(kind="score", period=january),
            Coverage(kind="score", period=Period(start=ON)),
        )
    )

    assert told.covers("visit") == (ALWAYS,)
    assert told.covers("score") == (january, Period(start=ON))
    assert told.covers("goal") == ()


def test_a_rule_can_ask_for_the_gender() -> None:
    """As for anything else; what is not said is not known."""
    for gender, told in (
        (Gender.FEMALE, True),
        (Gender.MALE, False),
        (Gender.OTHER, False),
        (Gender.UNKNOWN, None),
        (None, None),
    ):
        known = draw([FEMALE], chart(gender=gender), on=ON)
        assert known.value(FEMALE) is told
        if told is None:
            assert known.why_missing(FEMALE) is Why.NOT_COVERED


def test_gender_is_left_to_the_patient() -> None:
    """It is said in one place."""
    with pytest.raises(InvalidValueError, match="leaves gender to the patient"):
        chart(Entry("g", GENDER, ("female",), EARLIER))


def test_a_chart_answers_for_its_patient() -> None:
    """Who, since when, and until when."""
    told = chart()

    assert (told.id, told.born, told.died) == ("p1", born_on(date(1956, 3, 31)), None)
    assert draw([Age()], told, on=ON).value(Age()) == 70


def test_a_chart_shows_whose_it_is_only() -> None:
    """Not even how much there is in it."""
    assert repr(chart(VISIT, SCORE)) == "Chart('p1')"


def test_a_chart_travels() -> None:
    """And still knows its kinds."""
    told = chart(VISIT, SCORE, charges=(charge("c1", "claim", ON),))
    copy = pickle.loads(pickle.dumps(told))  # noqa: S301 - our own

    assert copy == told
    assert copy.entries("visit") == (VISIT,)
    assert {told: "found"}[copy] == "found"
