"""Strategies for what happened: days, money, entries, patients, charts.

Making a strategy costs more than drawing from it. So one is made once, for the shape
of a thing, and the shape is then placed around the day that is stood on.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Final, TypeVar

import attrs
from hypothesis import strategies as st

from caremodel.grammar.dates import Period, add_days, add_months
from caremodel.grammar.entries import ALWAYS, Entry
from caremodel.grammar.money import Money
from caremodel.people.charts import Charge, Chart, Coverage
from caremodel.people.patients import (
    Access,
    Channel,
    Gender,
    HouseholdId,
    Patient,
    PatientId,
    PersonId,
    SupportPerson,
)

__all__ = [
    "CODES",
    "DAY_LENGTHS",
    "INDEX",
    "KINDS",
    "MONTH_LENGTHS",
    "STANDING",
    "charges",
    "charts",
    "coverages",
    "days",
    "edges",
    "entries",
    "monies",
    "patients",
    "periods",
    "pick",
]

STANDING: Final = date(2025, 3, 31)
"""The day that is stood on where no other is given: a month before it is clamped."""

FIRST_DAY: Final = date(2023, 1, 1)
LAST_DAY: Final = date(2028, 12, 31)
AWKWARD_DAYS: Final = (
    STANDING,
    date(2024, 2, 29),
    date(2025, 2, 28),
    date(2025, 3, 1),
    date(2024, 12, 31),
    date(2025, 1, 1),
)
DAY_LENGTHS: Final = (30, 7, 1)
MONTH_LENGTHS: Final = (12, 6, 1)

KINDS: Final = ("score", "visit")
CODES: Final = ("a", "b", "c")
STATUSES: Final = ("", "done", "open")
HUGE: Final = 2**53
BIRTHS: Final = (
    *((age, by, 1) for age in (75, 50, 18, 1) for by in (-1, 0, 1)),
    (50, 0, 30),
    (50, -40, 30),
    (75, 0, 365),
    (0, -7, 1),
    None,
)
"""Years before the day stood on, days added to that, and how many days it may be."""

T = TypeVar("T")

INDEX: Final = st.integers(0, 59)


def pick(index: int, things: Sequence[T]) -> T:
    """Choose one of *things*, going round where the index is larger."""
    return things[index % len(things)]


# --- days, money ---------------------------------------------------------------------


def days(
    *, earliest: date = FIRST_DAY, latest: date = LAST_DAY
) -> st.SearchStrategy[date]:
    """Days, more of them than chance would give at the ends of months and years."""
    awkward = [day for day in AWKWARD_DAYS if earliest <= day <= latest]
    some = st.dates(min_value=earliest, max_value=latest)
    return st.sampled_from(awkward) | some if awkward else some


@cache
def edges(on: date) -> tuple[date, ...]:
    """Name the days next to which answers change, for who stands on the day *on*."""
    starts = [on, *(add_days(on, -length) for length in DAY_LENGTHS)]
    starts += [add_months(on, -length) for length in MONTH_LENGTHS]
    return tuple(sorted({add_days(day, by) for day in starts for by in (-1, 0, 1)}))


def _crowded(on: date) -> tuple[date, ...]:
    """Name edges, and thrice those of the day itself, where all windows end."""
    return (*edges(on), *edges(on)[-4:] * 2)


PERIOD_SHAPES: Final = st.integers(0, 60 * 60 * 3 - 1)


def periods(*, on: date = STANDING) -> st.SearchStrategy[Period]:
    """Periods between `edges(on)`: empty ones, single days, ones without an end."""
    return PERIOD_SHAPES.map(lambda shape: place_period(shape, on))


def place_period(shape: int, on: date) -> Period:
    """Place a period around the day *on*: two edges, and one of three is endless."""
    both, third = divmod(shape, 3)
    start, end = sorted(pick(one, edges(on)) for one in divmod(both, 60))
    return Period(start=start, end=None if third == 2 else end)  # noqa: PLR2004


def monies(*, currency: str = "USD", places: int = 2) -> st.SearchStrategy[Money]:
    """Amounts of one currency, of either sign, with up to *places* decimal places."""

    def money(whole: int, place: int) -> Money:
        return Money(amount=Decimal(whole).scaleb(-place), currency=currency)

    return st.builds(money, st.integers(-(10**9), 10**9), st.integers(0, places))


# --- entries and coverage ------------------------------------------------------------


@attrs.frozen
class Moment:
    """When within its day an entry is, how many days it lasts, and how vague it is."""

    hour: int | None = None
    seq: int = 0
    lasts: int | None = None
    vague: int | None = None


MOMENTS: Final = st.sampled_from(
    (
        Moment(),
        Moment(lasts=0),
        Moment(lasts=1),
        Moment(lasts=7),
        Moment(hour=8),
        Moment(hour=8, lasts=1),
        Moment(hour=8, seq=1),
        Moment(hour=20),
        Moment(hour=20, lasts=0),
        Moment(lasts=30),
        Moment(vague=1),
        Moment(vague=7),
        Moment(vague=30, lasts=30),
    )
)
READINGS: Final[st.SearchStrategy[tuple[int | float | None, str]]] = st.sampled_from(
    (
        *((number, "%") for number in (0, 1, 2, 3, 5, 9)),
        (None, ""),
        (7, "kg"),
        (7, ""),
        (0.5, "%"),
        (0.1 + 0.2, "%"),
        (62.1, "%"),
        (64.1, "%"),
        (4e-7, "%"),
        (1e9, "%"),
        (-0.0, "%"),
        (1e300, "%"),
        (HUGE, "%"),
        (HUGE + 1, "%"),
    )
)
SAID: Final = st.sampled_from(tuple(product((0, 1, 2, None), STATUSES)))
"""Which of the entries before it an entry links to, and its status."""

EntryShape = tuple[
    int, int, Moment, tuple[int | float | None, str], tuple[int | None, str]
]
ENTRY_SHAPES: Final[st.SearchStrategy[EntryShape]] = st.tuples(
    INDEX, INDEX, MOMENTS, READINGS, SAID
)


@cache
def entry_shapes(max_size: int) -> st.SearchStrategy[list[EntryShape]]:
    """Shapes of the entries of one record."""
    return st.lists(ENTRY_SHAPES, max_size=max_size)


def entries(
    *,
    on: date = STANDING,
    kinds: Sequence[str] = KINDS,
    codes: Sequence[str] = CODES,
    max_size: int = 10,
) -> st.SearchStrategy[tuple[Entry, ...]]:
    """Entries of one record, around the day *on*, which may link to one another."""
    return entry_shapes(max_size).map(
        lambda shapes: place_entries(shapes, on, kinds, codes)
    )


def place_entries(
    shapes: Sequence[EntryShape], on: date, kinds: Sequence[str], codes: Sequence[str]
) -> tuple[Entry, ...]:
    """Place the entries of one record around the day *on*."""
    made: list[Entry] = []
    coded = (*((code,) for code in codes), tuple(codes[:2]), ())
    sorts = tuple(product(kinds, coded))
    for day, sort, moment, (value, unit), (link, status) in shapes:
        begun, (kind, code) = pick(day, _crowded(on)), pick(sort, sorts)
        targets = (
            *(entry.id for entry in reversed(made[-3:])),
            "Organization/clinic-1",
        )
        entry = Entry(
            id=f"e{len(made)}",
            kind=kind,
            codes=code,
            on=begun,
            at=_instant(begun, moment.hour),
            until=_later(begun, moment.lasts),
            value=value,
            unit=unit,
            status=status,
            links=() if link is None else (pick(link, targets),),
            seq=moment.seq,
            on_last=_later(begun, moment.vague),
        )
        made.append(entry)
    return tuple(made)


def _instant(day: date, hour: int | None) -> datetime | None:
    return None if hour is None else datetime.combine(day, time(hour), UTC)


def _later(day: date, by: int | None) -> date | None:
    return None if by is None else add_days(day, by)


CoverShape = tuple[bool, list[int]]
PARTIAL: Final = st.lists(PERIOD_SHAPES, max_size=2)


@cache
def coverage_shapes(kinds: int, *, whole: bool) -> st.SearchStrategy[list[CoverShape]]:
    """Shapes of what a record covers, one for each of so many kinds."""
    wholes = (
        st.sampled_from((True, True, True, False)) if whole else st.just(value=False)
    )
    return st.lists(st.tuples(wholes, PARTIAL), min_size=kinds, max_size=kinds)


def coverages(
    *, on: date = STANDING, kinds: Sequence[str] = KINDS, whole: bool = True
) -> st.SearchStrategy[tuple[Coverage, ...]]:
    """What a record covers: all, nothing, up to some day, or with gaps between.

    Args:
        on: The day around which it begins and ends.
        kinds: Of entries.
        whole: Whether most kinds are covered always.
    """
    return coverage_shapes(len(kinds), whole=whole).map(
        lambda shapes: place_coverage(shapes, on, kinds)
    )


def place_coverage(
    shapes: Sequence[CoverShape], on: date, kinds: Sequence[str]
) -> tuple[Coverage, ...]:
    """Place what a record covers around the day *on*."""
    covered: list[Coverage] = []
    for kind, (whole, some) in zip(kinds, shapes, strict=True):
        spans = [ALWAYS] if whole else [place_period(one, on) for one in some]
        covered += (Coverage(kind=kind, period=span) for span in spans)
    return tuple(covered)


# --- patients and charts -------------------------------------------------------------


@attrs.frozen
class Manner:
    """What a patient is called, how they are reached, and whom they have."""

    name: str = ""
    access: Access = attrs.field(factory=Access)
    supported: bool = False
    household: HouseholdId | None = None
    pcp: PersonId | None = None


PHONE: Final = Access(channels=(Channel.PHONE, Channel.TEXT))
NO_TEXT: Final = Access(channels=(Channel.TEXT,), prohibited=(Channel.TEXT,))
MANNERS: Final = st.sampled_from(
    (
        Manner(),
        Manner(pcp=PersonId("Practitioner/1")),
        Manner(name="Ada", pcp=PersonId("Practitioner/2"), access=PHONE),
        Manner(name="José", household=HouseholdId("h1"), supported=True),
        Manner(household=HouseholdId("h1"), access=NO_TEXT),
        Manner(access=Access(no_contact=True), supported=True),
    )
)
PatientShape = tuple[tuple[int, int, int] | None, int | None, Gender | None, Manner]
PATIENT_SHAPES: Final[st.SearchStrategy[PatientShape]] = st.tuples(
    st.sampled_from(BIRTHS),
    st.sampled_from((None, None, None, -1, 0)),
    st.sampled_from((None, *Gender)),
    MANNERS,
)


def patients(
    *, patient_id: str = "p0", on: date = STANDING
) -> st.SearchStrategy[Patient]:
    """Patients, some with birth dates that are not exact, some deceased.

    Birthdays lie around the day *on*.
    """
    return PATIENT_SHAPES.map(lambda shape: place_patient(shape, patient_id, on))


def place_patient(shape: PatientShape, patient_id: str, on: date) -> Patient:
    """Place the days of a patient around the day *on*."""
    birth, death, gender, manner = shape
    born = None
    if birth is not None:
        age, by, length = birth
        start = add_months(add_days(on, by), -12 * age)
        born = Period(start=start, end=add_days(start, length))
    neighbor = SupportPerson(
        id=PersonId("neighbor"), designated_on=on, designated_by=PatientId(patient_id)
    )
    return Patient(
        id=PatientId(patient_id),
        born=born,
        died=None if death is None else add_days(on, death),
        gender=gender,
        name=manner.name,
        access=manner.access,
        support=(neighbor,) if manner.supported else (),
        household=manner.household,
        pcp=manner.pcp,
    )


ChargeShape = tuple[str, int, Money]
CHARGE_SHAPES: Final[st.SearchStrategy[list[ChargeShape]]] = st.lists(
    st.tuples(st.sampled_from(("claim", "payment")), INDEX, monies()), max_size=2
)


def charges(*, on: date = STANDING) -> st.SearchStrategy[tuple[Charge, ...]]:
    """Claims and payments of one record, around the day *on*."""
    return CHARGE_SHAPES.map(lambda shapes: place_charges(shapes, on))


def place_charges(shapes: Sequence[ChargeShape], on: date) -> tuple[Charge, ...]:
    """Place the charges of one record around the day *on*."""
    return tuple(
        Charge(f"c{n}", kind, pick(day, edges(on)), money)
        for n, (kind, day, money) in enumerate(shapes)
    )


ChartShape = tuple[PatientShape, list[EntryShape], list[ChargeShape], list[CoverShape]]


@cache
def chart_shapes(max_entries: int, kinds: int) -> st.SearchStrategy[ChartShape]:
    """Shapes of charts."""
    return st.tuples(
        PATIENT_SHAPES,
        entry_shapes(max_entries),
        CHARGE_SHAPES,
        coverage_shapes(kinds, whole=True),
    )


def charts(
    *,
    patient_id: str = "p0",
    on: date = STANDING,
    kinds: Sequence[str] = KINDS,
    codes: Sequence[str] = CODES,
    max_entries: int = 10,
) -> st.SearchStrategy[Chart]:
    """Charts whose entries crowd around the edges of windows that end at *on*."""
    return chart_shapes(max_entries, len(kinds)).map(
        lambda shape: place_chart(shape, patient_id, on, kinds, codes)
    )


def place_chart(
    shape: ChartShape,
    patient_id: str,
    on: date,
    kinds: Sequence[str] = KINDS,
    codes: Sequence[str] = CODES,
) -> Chart:
    """Place a chart around the day *on*."""
    patient, filed, charged, covered = shape
    return Chart(
        patient=place_patient(patient, patient_id, on),
        filed=place_entries(filed, on, kinds, codes),
        charges=place_charges(charged, on),
        coverage=place_coverage(covered, on, kinds),
    )
