"""A report counts what charts hold; figures here are worked out by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from caremodel.display import pages, reports
from caremodel.errors import NotFoundError
from caremodel.grammar.entries import Entry
from caremodel.grammar.money import Money
from caremodel.people.charts import Charge, Chart, Coverage
from caremodel.people.patients import Gender, Patient, PatientId, born_on

ON = date(2026, 6, 1)
KINDS = ("encounter", "condition", "observation", "procedure", "immunization")


def visit(number: int, code: str, day: date, org: str = "Organization/a") -> Entry:
    """Make an encounter of a class."""
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Entry(
        f"v{number}", "encounter", (code,), day, at, status="finished", links=(org,)
    )


def of(person: str, *entries: Entry, **more: object) -> Chart:
    """Make the chart of someone born in 1960, covered for all that is asked."""
    covered = more.pop("covers", KINDS)
    died = more.pop("died", None)
    return Chart(
        patient=Patient(
            id=PatientId(person),
            born=born_on(date(1960, 1, 1)),
            died=died,  # type: ignore[arg-type]
            gender=Gender.FEMALE,
            name=f"Name of {person}",
        ),
        filed=entries,
        coverage=[Coverage(kind=kind) for kind in covered],  # type: ignore[attr-defined]
        **more,  # type: ignore[arg-type]
    )


DIABETES = Entry("c1", "condition", ("44054006",), date(2020, 1, 1), status="active")
CHARTS = (
    of("ann", visit(1, "IMP", date(2026, 3, 1)), visit(2, "EMER", date(2026, 4, 1))),
    of("bob", visit(1, "AMB", date(2026, 2, 1)), DIABETES, visit(2, "AMB", ON)),
    of("cid", visit(1, "AMB", date(2026, 1, 1), "Organization/b")),
    of("dee", visit(1, "IMP", date(2025, 9, 1)), died=date(2026, 1, 1)),
)


def test_the_dead_are_counted_and_on_no_list() -> None:
    """Four have a chart, three are alive, and nobody calls on the fourth."""
    report = reports.report_on_panel(CHARTS, on=ON)

    assert (report.patients, report.alive, report.deceased) == (4, 3, 1)
    assert "dee" not in report.panel.patients
    assert all(each.patient_id != "dee" for each in report.candidates.people)
    assert all(w.patient_id != "dee" for each in report.worklists for w in each.people)


def test_json_names_what_others_rely_on() -> None:
    """One stay and one emergency, both of ann; bob alone has diabetes."""
    told = reports.panel_json(reports.report_on_panel(CHARTS, on=ON))

    assert told["acute"] == {
        "inpatient_1+": 1,
        "emergency_1+": 1,
        "both_1+": 1,
        "both_2+": 1,
    }
    assert told["conditions"]["diabetes_t2"] == 1  # type: ignore[index]
    assert told["attribution"] == {"organizations": 2, "unowned": 1}
    assert (told["seen"], told["not_seen"]) == (1, 2)
    assert told["candidates"] == ["ann", "bob", "cid"]
    assert told["gaps"]["diabetes_no_hba1c_365d"]["open"] == 1  # type: ignore[index]
    assert told["claim_total"] is None


def test_what_no_record_covers_is_null_and_not_nought() -> None:
    """Without encounters in any record nobody can say how many there were."""
    told = reports.panel_json(reports.report_on_panel([of("ann", covers=())], on=ON))

    assert set(told["acute"].values()) == {None}  # type: ignore[attr-defined]
    assert set(told["conditions"].values()) == {None}  # type: ignore[attr-defined]


def test_money_is_added_exactly_and_told_to_the_cent() -> None:
    """A dime ten times over is a dollar, and half cents do not pile up."""
    dimes = [
        Charge(f"m{n}", "claim", ON, Money(amount=Decimal("0.10"), currency="USD"))
        for n in range(10)
    ]
    paid = [Charge("p", "payment", ON, Money(amount=Decimal("0.3333"), currency="USD"))]
    chart = of("ann", covers=("claim", "payment"), charges=(*dimes, *paid))

    told = reports.panel_json(reports.report_on_panel([chart], on=ON))

    assert told["claim_total"] == "1.00"
    assert told["payment_total"] == "0.33"


def test_nobody_at_all_is_a_report_too() -> None:
    """An empty panel has counts of nought, and nothing fails."""
    report = reports.report_on_panel([], on=ON)

    assert report.patients == 0
    assert "0 people" in pages.panel_page(report)


def test_a_page_of_a_panel_names_nobody_by_name() -> None:
    """Only ids stand on it: it is shown to more people than a chart is."""
    told = pages.panel_page(reports.report_on_panel(CHARTS, on=ON))

    assert "Name of" not in told
    assert "1 seen on the day; 2 not" in told


def test_a_person_is_told_in_full() -> None:
    """Facts, verdicts and gaps of one person, with values."""
    told = pages.person_page(reports.report_on_person(CHARTS, "bob", on=ON))

    assert "Name of bob (bob), as of 2026-06-01" in told
    assert "female, 66 years old" in told
    assert "open: HbA1c in the last year for people with diabetes" in told
    assert "type 2 diabetes" in told
    assert "Organization/a answers for them" in told


def test_the_dead_and_the_unowned_are_told_as_such() -> None:
    """Who died is on no panel; whom nobody owns is said to be nobody's."""
    assert "died on 2026-01-01" in pages.person_page(
        reports.report_on_person(CHARTS, "dee", on=ON)
    )
    assert "nobody answers for them yet" in pages.person_page(
        reports.report_on_person(CHARTS, "ann", on=ON)
    )


def test_an_unknown_person_is_not_found() -> None:
    """The error lists ids that are there, and no names."""
    with pytest.raises(NotFoundError, match="no such patient; known: ann, bob"):
        reports.report_on_person(CHARTS, "zoe", on=ON)


def test_reports_show_no_values_in_their_repr() -> None:
    """A log line of a report tells no one's data."""
    person = reports.report_on_person(CHARTS, "bob", on=ON)

    assert repr(person) == "PersonReport('bob')"
    assert "bob" not in repr(reports.report_on_panel(CHARTS, on=ON))
