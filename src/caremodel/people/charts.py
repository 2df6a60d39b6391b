"""Charts: what happened to one person, and for which days that is all.

A chart is a record (`grammar.entries.Record`), so facts are drawn from it. What
follows from them is said by rules.
"""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

import attrs

from caremodel._fields import of
from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import ALWAYS, Entry, in_order
from caremodel.grammar.money import Money
from caremodel.people.patients import Gender, Patient, PatientId

__all__ = ["Charge", "Chart", "Coverage", "GENDER"]

T = TypeVar("T")

GENDER = "gender"
"""The kind of the one entry in which a chart tells the administrative gender."""


@attrs.frozen(kw_only=True)
class Coverage:
    """The days for which a chart is complete for one kind of entry.

    Attributes:
        kind: Of entry.
        period: The days; by default all of them.
    """

    kind: str
    period: Period = ALWAYS


@attrs.frozen(repr=False)
class Charge:
    """Money that was asked or paid for care, exactly.

    Attributes:
        id: Of the claim or the payment.
        kind: "claim" for what was asked, "payment" for what a payer paid.
        on: The first day it is for.
        money: How much.
    """

    id: str
    kind: str
    on: date
    money: Money

    def __repr__(self) -> str:
        return f"Charge({self.id!r}, {self.kind!r})"


def _only(field: str, kind: type[T], things: Iterable[T]) -> tuple[T, ...]:
    """Take things that are all of one kind; read by the million, so at a glance."""
    if not isinstance(things, Iterable):
        raise InvalidValueError(f"Chart.{field}", "must be several, as in a tuple")
    held = tuple(things)
    if not {kind}.issuperset(map(type, held)):
        for at, each in enumerate(held):
            if not isinstance(each, kind):
                problem = f"must be {kind.__name__}"
                raise InvalidValueError(f"Chart.{field}[{at}]", problem)
    return held


def _filed(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return in_order(_only("filed", Entry, entries))


def _charges(charges: Iterable[Charge]) -> tuple[Charge, ...]:
    held = _only("charges", Charge, charges)
    return tuple(sorted(held, key=lambda charge: (charge.on, charge.kind, charge.id)))


def _coverage(coverage: Iterable[Coverage]) -> tuple[Coverage, ...]:
    return _only("coverage", Coverage, coverage)


@attrs.frozen(kw_only=True, repr=False)
class Chart:
    """What is recorded about one patient.

    Attributes:
        patient: Whose chart it is.
        filed: Every entry, in order of day, instant, seq and id.
        charges: Money asked and paid, in order of day.
        coverage: For which days the chart is complete, kind by kind.
    """

    patient: Patient = attrs.field(validator=of(Patient))
    filed: tuple[Entry, ...] = attrs.field(default=(), converter=_filed)
    charges: tuple[Charge, ...] = attrs.field(default=(), converter=_charges)
    coverage: tuple[Coverage, ...] = attrs.field(default=(), converter=_coverage)
    _kinds: dict[str, tuple[Entry, ...]] = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        kinds: dict[str, list[Entry]] = {}
        for entry in self.filed:
            kinds.setdefault(entry.kind, []).append(entry)
        for kind, entries in kinds.items():
            if len({entry.id for entry in entries}) < len(entries):
                path = f"Chart.filed[{kind}]"
                raise InvalidValueError(path, "must not hold one id twice")
        charges = {(charge.kind, charge.id) for charge in self.charges}
        if len(charges) < len(self.charges):
            raise InvalidValueError("Chart.charges", "must not hold one id twice")
        if GENDER in kinds:
            raise InvalidValueError("Chart.filed", "leaves gender to the patient")
        frozen = {kind: tuple(entries) for kind, entries in kinds.items()}
        object.__setattr__(self, "_kinds", frozen)

    def __repr__(self) -> str:
        return f"Chart({self.patient.id!r})"

    @property
    def id(self) -> PatientId:
        """Whose chart it is."""
        return self.patient.id

    @property
    def born(self) -> Period | None:
        """The days the patient can have been born on; `None` if not known."""
        return self.patient.born

    @property
    def died(self) -> date | None:
        """The day the patient died; `None` while alive."""
        return self.patient.died

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of entries there are, in alphabetical order."""
        return tuple(sorted(self._kinds))

    def entries(self, kind: str) -> tuple[Entry, ...]:
        """Hand out the entries of *kind*, in order."""
        if kind == GENDER:
            return self._gender()
        return self._kinds.get(kind, ())

    def covers(self, kind: str) -> tuple[Period, ...]:
        """Say for which days the chart is complete for *kind*."""
        if kind == GENDER:
            return (ALWAYS,) if self._gender() else ()
        return tuple(each.period for each in self.coverage if each.kind == kind)

    def _gender(self) -> tuple[Entry, ...]:
        """Tell the gender as an entry, so that a rule can ask for it."""
        gender = self.patient.gender
        if gender is None or gender is Gender.UNKNOWN:
            return ()
        return (Entry(GENDER, GENDER, (gender.value,), date.min),)
