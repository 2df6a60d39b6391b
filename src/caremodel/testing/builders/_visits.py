"""When the invented people came, what was measured, and what was asked for it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from caremodel.grammar.entries import Entry
from caremodel.grammar.money import Money
from caremodel.people.charts import Charge
from caremodel.testing.builders._illness import (
    DEPRESSION,
    DIABETES,
    HYPERTENSION,
    PREDIABETES,
)
from caremodel.testing.builders._people import Sketch

__all__ = ["charges", "claims", "readings", "visit_today", "visits"]

AMBULATORY: Final = "AMB"
EMERGENCY: Final = "EMER"
INPATIENT: Final = "IMP"

NEVER_SEEN: Final = 0.04
LONG_AGO: Final = 0.09
LONG_AGO_DAYS: Final = 1_000
LONG_BEFORE: Final = timedelta(days=730)
PLANNED_DAYS: Final = 1_000
MOST_PLANNED: Final = 7
MORE_IF_ILL: Final = 2
"""So many more planned visits at most for each chronic illness."""

HIGH_USE: Final = (0.003, 0.012, 0.04, 0.09, 0.16)
"""Share with two stays or more in six months, by number of chronic illnesses."""

SIX_MONTHS: Final = 175
ONE_STAY: Final = (0.02, 0.05, 0.1, 0.17, 0.3)
"""Share of the others with one stay in `STAY_DAYS`."""

STAY_DAYS: Final = 540
EMERGENCIES: Final = (0.08, 0.12, 0.18, 0.26, 0.35)
"""Share of the others with an emergency visit in `EMERGENCY_DAYS`."""

EMERGENCY_DAYS: Final = 400
LONGEST_STAY: Final = 9
ELECTIVE: Final = 0.15
ELSEWHERE: Final = 0.1
DOCTORS: Final = 9
TYPES: Final = {
    AMBULATORY: ("162673000", "185349003", "185347001", "390906007"),
    EMERGENCY: ("50849002",),
    INPATIENT: ("183452005", "183452005", "183452005", "183452005", "8715000"),
}
"""Types of visits, in SNOMED CT; one stay of five is elective."""

CENTS: Final = {
    AMBULATORY: (6_000, 24_000),
    EMERGENCY: (40_000, 220_000),
    INPATIENT: (500_000, 2_800_000),
}
"""What is asked for one visit, from and to [USD/100]."""


# --- visits --------------------------------------------------------------------------


def visits(sketch: Sketch, chronic: int) -> tuple[Entry, ...]:
    """Tell planned visits, stays and emergencies; a few people have many of them."""
    if sketch.dice.happens(NEVER_SEEN, "never seen"):
        return ()
    burden = min(chronic, len(HIGH_USE) - 1)
    many = sketch.dice.happens(HIGH_USE[burden], "high use")
    days = [
        *((day, AMBULATORY) for day in _planned(sketch, burden)),
        *((day, INPATIENT) for day in _stays(sketch, burden, many=many)),
        *((day, EMERGENCY) for day in _emergencies(sketch, burden, many=many)),
    ]
    return tuple(_visit(sketch, f"v{n}", *each) for n, each in enumerate(days))


def visit_today(sketch: Sketch) -> Entry:
    """Tell the visit on the day itself."""
    return _visit(sketch, "v-today", sketch.on, AMBULATORY)


def _planned(sketch: Sketch, burden: int) -> Iterator[date]:
    if sketch.dice.happens(LONG_AGO, "long ago"):
        day = sketch.back(LONG_AGO_DAYS, "planned") - LONG_BEFORE
        if day > sketch.born:
            yield day
        return
    for n in range(sketch.dice.whole(1, MOST_PLANNED + MORE_IF_ILL * burden, "often")):
        yield sketch.back(PLANNED_DAYS, "planned", n)


def _stays(sketch: Sketch, burden: int, *, many: bool) -> Iterator[date]:
    if many:
        for n in range(sketch.dice.whole(2, 4, "stays")):
            yield sketch.back(SIX_MONTHS, "stay", n)
    elif sketch.dice.happens(ONE_STAY[burden], "one stay"):
        yield sketch.back(STAY_DAYS, "stay")


def _emergencies(sketch: Sketch, burden: int, *, many: bool) -> Iterator[date]:
    if many or sketch.dice.happens(EMERGENCIES[burden], "emergency"):
        for n in range(sketch.dice.whole(1, 5 if many else 2, "emergencies")):
            yield sketch.back(EMERGENCY_DAYS, "emergency", n)


def _visit(sketch: Sketch, name: str, on: date, sort: str) -> Entry:
    dice, n = sketch.dice, on.toordinal()
    lasts = timedelta(days=dice.whole(1, LONGEST_STAY, "nights", n))
    ambulatory, stay = sort == AMBULATORY, sort == INPATIENT
    doctor = sketch.doctor
    if not ambulatory or dice.happens(ELSEWHERE, "elsewhere", n):
        doctor = f"Practitioner/dr-{dice.whole(1, DOCTORS, 'other doctor', n)}"
    return Entry(
        id=name,
        kind="encounter",
        codes=(sort, dice.pick(TYPES[sort], sort, n)),
        on=on,
        at=datetime.combine(on, time(dice.whole(8, 19, "hour", n)), UTC),
        until=min(on + lasts, sketch.end) if stay else on,
        status="finished",
        links=(sketch.clinic if ambulatory else "Organization/hospital-1", doctor),
    )


# --- readings ------------------------------------------------------------------------

HBA1C: Final = "4548-4"
BODY_MASS_INDEX: Final = "39156-5"
PHQ_9: Final = "44261-6"
BLOOD_PRESSURE: Final = "85354-9"
SYSTOLIC: Final = "8480-6"
DIASTOLIC: Final = "8462-4"
UNITS: Final = {
    HBA1C: "%",
    BODY_MASS_INDEX: "kg/m2",
    PHQ_9: "{score}",
    BLOOD_PRESSURE: "",
    SYSTOLIC: "mm[Hg]",
    DIASTOLIC: "mm[Hg]",
}
MEASURED: Final = {BLOOD_PRESSURE: 0.75, BODY_MASS_INDEX: 0.5}
"""Share of planned visits at which everyone is measured."""

HBA1C_OF_DIABETES: Final = 0.7
HBA1C_OF_PREDIABETES: Final = 0.3
PHQ_9_OF_DEPRESSION: Final = 0.6
PHQ_9_OF_OTHERS: Final = 0.1


def readings(
    sketch: Sketch, visits: Iterable[Entry], ill: frozenset[str]
) -> Iterator[Entry]:
    """Tell what was measured at planned visits, as illness would have it."""
    for n, visit in enumerate(visits):
        if AMBULATORY in visit.codes:
            yield from _pressure(sketch, visit, n, high=HYPERTENSION in ill)
            yield from _numbers(sketch, visit, n, ill)


def _pressure(sketch: Sketch, visit: Entry, n: int, *, high: bool) -> Iterator[Entry]:
    """Tell a blood pressure: a panel without a number, and its two components."""
    dice = sketch.dice
    if not dice.happens(MEASURED[BLOOD_PRESSURE], "pressure", n):
        return
    usual = dice.whole(105, 128, "usual pressure") + (14 if high else 0)
    systolic = usual + dice.whole(-12, 14, "systolic", n)
    diastolic = systolic * 3 // 5 + dice.whole(-4, 10, "diastolic", n)
    panel = _reading(f"o{n}-bp", visit, BLOOD_PRESSURE)
    yield panel
    yield _reading(f"o{n}-sys", visit, SYSTOLIC, systolic, part_of=panel)
    yield _reading(f"o{n}-dia", visit, DIASTOLIC, diastolic, part_of=panel)


def _numbers(
    sketch: Sketch, visit: Entry, n: int, ill: frozenset[str]
) -> Iterator[Entry]:
    dice = sketch.dice
    if dice.happens(MEASURED[BODY_MASS_INDEX], "body mass", n):
        tenths = dice.whole(190, 380, "usual mass") + dice.whole(-8, 8, "mass", n)
        yield _reading(f"o{n}-bmi", visit, BODY_MASS_INDEX, tenths / 10)
    if DIABETES in ill and dice.happens(HBA1C_OF_DIABETES, "sugar", n):
        tenths = dice.whole(62, 98, "usual sugar") + dice.whole(-6, 9, "sugar is", n)
        yield _reading(f"o{n}-a1c", visit, HBA1C, tenths / 10)
    elif PREDIABETES in ill and dice.happens(HBA1C_OF_PREDIABETES, "sugar", n):
        yield _reading(
            f"o{n}-a1c", visit, HBA1C, dice.whole(57, 64, "sugar is", n) / 10
        )
    if DEPRESSION in ill and dice.happens(PHQ_9_OF_DEPRESSION, "mood", n):
        yield _reading(f"o{n}-phq", visit, PHQ_9, dice.whole(4, 21, "mood is", n))
    elif dice.happens(PHQ_9_OF_OTHERS, "mood", n):
        yield _reading(f"o{n}-phq", visit, PHQ_9, dice.whole(0, 8, "mood is", n))


def _reading(
    name: str,
    visit: Entry,
    code: str,
    value: float | None = None,
    *,
    part_of: Entry | None = None,
) -> Entry:
    return Entry(
        id=name,
        kind="observation",
        codes=(code,),
        on=visit.on,
        at=visit.at,
        value=value,
        unit=UNITS[code],
        status="final",
        links=(visit.id if part_of is None else part_of.id,),
    )


# --- claims --------------------------------------------------------------------------


def claims(sketch: Sketch, visits: Iterable[Entry]) -> Iterator[Entry]:
    """Tell what was asked for each visit, in whole cents."""
    for n, visit in enumerate(visits):
        yield Entry(
            id=f"b{n}",
            kind="claim",
            codes=visit.codes[:1],
            on=visit.on,
            value=sketch.dice.whole(*CENTS[visit.codes[0]], "cents", n),
            unit="USD/100",
            status="active",
            links=(visit.id,),
        )


def charges(claims: Iterable[Entry]) -> Iterator[Charge]:
    """Tell the same claims as money."""
    for claim in claims:
        amount = Decimal(int(claim.value or 0)).scaleb(-2)
        money = Money(amount=amount, currency="USD")
        yield Charge(claim.id, "claim", claim.on, money)
