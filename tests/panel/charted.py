"""Small charts by hand, for tests of panels, gaps, tiers and candidates."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

from caremodel.grammar.entries import Entry
from caremodel.grammar.money import Money
from caremodel.people.charts import Charge, Chart, Coverage
from caremodel.people.patients import Gender, Patient, PatientId, PersonId, born_on

ON = date(2025, 3, 31)
KINDS = (
    *("encounter", "condition", "observation", "procedure", "immunization"),
    *("referral", "claim"),
)


def chart(
    patient_id: str,
    *filed: Entry,
    born: date | None = date(1965, 1, 1),
    died: date | None = None,
    gender: Gender | None = None,
    pcp: str | None = None,
    covers: Iterable[str] = KINDS,
    charges: Iterable[Charge] = (),
) -> Chart:
    """Make the chart of someone whose record is complete for the kinds *covers*."""
    patient = Patient(
        id=PatientId(patient_id),
        born=None if born is None else born_on(born),
        died=died,
        gender=gender,
        pcp=None if pcp is None else PersonId(pcp),
    )
    return Chart(
        patient=patient,
        filed=filed,
        charges=charges,
        coverage=[Coverage(kind=kind) for kind in covers],
    )


def visit(
    entry_id: str,
    on: date,
    *links: str,
    code: str = "AMB",
    hour: int | None = None,
    status: str = "",
    on_last: date | None = None,
) -> Entry:
    """Make an encounter that began on a day, at an hour if one is given."""
    at = None if hour is None else datetime(on.year, on.month, on.day, hour, tzinfo=UTC)
    return Entry(
        entry_id,
        "encounter",
        (code,),
        on,
        at=at,
        status=status,
        links=links,
        on_last=on_last,
    )


def entry(
    kind: str,
    code: str,
    on: date,
    *,
    entry_id: str = "",
    status: str = "",
    value: float | None = None,
    unit: str = "",
    links: tuple[str, ...] = (),
) -> Entry:
    """Make any other entry, named after its code and day unless told otherwise."""
    return Entry(
        entry_id or f"{code}-{on}",
        kind,
        (code,),
        on,
        status=status,
        value=value,
        unit=unit,
        links=links,
    )


def condition(code: str, on: date = date(2020, 1, 1), status: str = "active") -> Entry:
    """Make a condition."""
    return entry("condition", code, on, status=status)


def charge(
    charge_id: str, on: date, amount: str, *, kind: str = "claim", currency: str = "USD"
) -> Charge:
    """Make a charge."""
    money = Money(amount=Decimal(amount), currency=currency)
    return Charge(charge_id, kind, on, money)
