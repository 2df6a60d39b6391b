"""A report counts what charts hold; figures here are worked out by hand."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest

from caremodel.display import pages, reports
from caremodel.errors import NotFoundError
from caremodel.grammar.dates import Period
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


def test_what_was_read_counts_though_not_everything_could_be() -> None:
    """One stay on record is one at least; a mark says of how many it may be more."""
    stays = (visit(1, "IMP", date(2026, 3, 1)), visit(2, "EMER", date(2026, 4, 1)))
    owed = Charge("m", "claim", ON, Money(amount=Decimal(5), currency="USD"))
    ann = of("ann", *stays[:1], DIABETES, covers=("claim",), charges=[owed])
    bob = of("bob", *stays, covers=(), charges=[owed])

    report = reports.report_on_panel([ann, bob, of("cid")], on=ON)
    told, page = reports.panel_json(report), pages.panel_page(report)

    assert told["acute"] == {
        "inpatient_1+": 2,
        "emergency_1+": 1,
        "both_1+": 2,
        "both_2+": 1,
    }
    assert told["conditions"]["diabetes_t2"] == 1  # type: ignore[index]
    assert (told["claim_total"], told["payment_total"]) == ("10.00", None)
    assert told["partial"] == {"conditions": 2, "acute": 1, "claim_total": 2}
    assert "At least: of 1 person not everything could be read." in page
    assert "Claimed, at least: of 2 people not everything could be read." in page


def test_what_was_read_whole_has_no_mark() -> None:
    """Who had no stay of a record that is complete had none."""
    told = reports.panel_json(reports.report_on_panel(CHARTS, on=ON))

    assert told["partial"] == {}


def test_a_record_that_ends_before_the_day_may_lack_what_came_since() -> None:
    """Claims lag: those of the last month may not be there yet."""
    until = Coverage(kind="claim", period=Period(start=date.min, end=date(2026, 5, 1)))
    ann = attrs.evolve(of("ann"), coverage=[until])

    told = reports.panel_json(reports.report_on_panel([ann], on=ON))

    assert (told["claim_total"], told["partial"]) == ("0.00", {"claim_total": 1})


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


def test_recommendations_are_told_though_nobody_is_there_to_be_asked() -> None:
    """With noughts: whoever reads the JSON finds the same keys on every day."""
    died = of("dee", died=date(2026, 1, 1))
    keys = reports.panel_json(reports.report_on_panel(CHARTS, on=ON))["gaps"]

    for charts in ([], [died]):
        told = reports.panel_json(reports.report_on_panel(charts, on=ON))["gaps"]
        assert list(told) == list(keys)  # type: ignore[call-overload]
        assert {n for each in told.values() for n in each.values()} == {0}  # type: ignore[attr-defined]


def test_a_page_of_a_panel_names_nobody_by_name() -> None:
    """Only ids stand on it: it is shown to more people than a chart is."""
    told = pages.panel_page(reports.report_on_panel(CHARTS, on=ON))

    assert "Name of" not in told
    assert "  1  seen on the day\n  2  not seen" in told


def test_a_person_is_told_in_full() -> None:
    """Facts, verdicts and gaps of one person, with values."""
    told = pages.person_page(reports.report_on_person(CHARTS, "bob", on=ON))

    assert "Name of bob (bob), as of 2026-06-01" in told
    assert "female, 66 years old" in told
    assert "Open:\n  - HbA1c in the last year for people with diabetes" in told
    assert "type 2 diabetes" in told
    assert "owner  a: most ambulatory encounters in 730 days (1 visit)" in told
    assert "Not asked of them:\n  - latest HbA1c at most 9 %" in told


def test_an_owner_is_told_by_name() -> None:
    """An id tells a tired reader nothing; where there is no name it has to do."""
    names = (("Organization/a", "Elm Street Clinic"),)
    person = reports.report_on_person(CHARTS, "bob", on=ON, names=names)
    panel = reports.report_on_panel(CHARTS, on=ON, names=names)

    assert "owner  Elm Street Clinic: most" in pages.person_page(person)
    assert "  1  Elm Street Clinic\n       1  b" in pages.panel_page(panel)


def test_whom_nobody_owns_is_said_to_be_nobodys() -> None:
    """It is the first thing to mend."""
    told = pages.person_page(reports.report_on_person(CHARTS, "ann", on=ON))

    assert "owner      nobody yet: no ambulatory encounter in 730 days" in told


def test_of_the_dead_nothing_is_asked() -> None:
    """Dee died at 66: no tier, no rule, no recommendation, and facts of that day."""
    report = reports.report_on_person(CHARTS, "dee", on=ON)
    told = pages.person_page(report)

    assert "female, died on 2026-01-01 at 66" in told
    assert (report.placed, report.gaps, report.verdicts) == (None, (), ())
    assert "tier" not in told
    assert "Recommendations" not in told
    assert "Facts, as of 2026-01-01" in told
    assert "hospital stays of any kind in 6 months     1   2025-09-01" in told


def test_who_is_not_yet_born_is_in_no_count() -> None:
    """Who looks back from 1959 finds none of them, and says so."""
    before = date(1959, 12, 31)
    panel = reports.report_on_panel(CHARTS, on=before)
    person = reports.report_on_person(CHARTS, "ann", on=before)

    assert (panel.patients, panel.alive, panel.deceased, panel.unborn) == (0, 0, 0, 4)
    assert "4  not yet born, and in no other count" in pages.panel_page(panel)
    assert "female, not yet born" in pages.person_page(person)
    assert "Facts" not in pages.person_page(person)


def test_why_something_is_not_known_is_said_once_for_all_of_it() -> None:
    """A list of forty lines that end alike is read by nobody."""
    chart = of("eva", DIABETES, covers=("condition",))

    told = pages.person_page(reports.report_on_person([chart], "eva", on=ON))

    assert told.count("the record does not cover the time asked about") == 1
    assert (
        "\n  - blood pressure under 140/90 in the last year (no hypertension)" in told
    )


def test_json_of_a_person_tells_facts_and_verdicts() -> None:
    """Ann: one stay in March, no second illness, and of her vaccines nothing known."""
    chart = attrs.evolve(CHARTS[0], coverage=[Coverage(kind="encounter")])
    report = reports.report_on_person([chart], "ann", on=ON)

    told: Any = json.loads(json.dumps(reports.person_json(report)))

    facts = {each["name"]: each for each in told["facts"]}
    assert facts["encounters of class inpatient in 6 months"] == {
        "name": "encounters of class inpatient in 6 months",
        "value": 1,
        "unit": None,
        "not_known": None,
        "evidence": [{"id": "v1", "on": "2026-03-01"}],
    }
    vaccines = facts["any influenza vaccines in 365 days"]
    assert vaccines["value"] is None
    assert vaccines["not_known"] == "the record does not cover the time asked about"
    (rule,) = told["verdicts"]
    assert (rule["rule"], rule["answer"]) == ("high-need", "no")
    assert rule["because"] == [
        {
            "fact": "encounters of class inpatient in 6 months",
            "asked": "encounters of class inpatient in 6 months at least 2",
            "answer": "no",
            "value": 1,
            "not_known": None,
            "evidence": ["v1"],
        }
    ]
    assert told["tier"]["name"] == "rising"
    assert told["owner"]["id"] is None
    assert told["candidate"]["place"] == 1
    statuses = {each["id"]: each["status"] for each in told["recommendations"]}
    assert statuses["no_influenza_vaccine_cvx140_365d"] == "cannot-tell"


def test_json_of_the_dead_asks_nothing_of_them() -> None:
    """A program that reads it must not call on them."""
    told = reports.person_json(reports.report_on_person(CHARTS, "dee", on=ON))

    assert told["patient"]["died"] == "2026-01-01"  # type: ignore[index]
    assert (told["on"], told["facts_on"]) == ("2026-06-01", "2026-01-01")
    assert told["recommendations"] == told["verdicts"] == []
    assert told["tier"] is told["owner"] is told["candidate"] is None


def test_money_in_another_currency_is_told_and_in_no_sum() -> None:
    """Dollars and francs make no sum, and one charge is not "charges"."""
    franc = Money(amount=Decimal(5), currency="CHF")
    chart = of("ann", covers=("claim",), charges=(Charge("m", "claim", ON, franc),))

    report = reports.report_on_panel([chart], on=ON)

    assert report.notes == ("1 charge not in USD is in no sum",)
    assert report.claims == 0


def test_an_unknown_person_is_not_found() -> None:
    """The error lists ids that are there, and no names."""
    with pytest.raises(NotFoundError, match="no such patient; known: ann, bob"):
        reports.report_on_person(CHARTS, "zoe", on=ON)


def test_reports_show_no_values_in_their_repr() -> None:
    """A log line of a report tells no one's data."""
    person = reports.report_on_person(CHARTS, "bob", on=ON)

    assert repr(person) == "PersonReport('bob')"
    assert "bob" not in repr(reports.report_on_panel(CHARTS, on=ON))
