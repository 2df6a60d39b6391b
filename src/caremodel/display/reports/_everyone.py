"""Reports on everyone: counts, owners, gaps, tiers and candidates."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from caremodel.catalog.conditions import (
    CONDITIONS,
    EMERGENCY_CLASS,
    HIGH_NEED,
    INPATIENT_CLASS,
    has,
)
from caremodel.catalog.panels import BY_USE, MOST_VISITED, THREE_TIERS
from caremodel.catalog.recommendations import CONVENTIONS, RECOMMENDED
from caremodel.display._text import counted
from caremodel.grammar.entries import alive_on
from caremodel.grammar.facts import Count, Days, Fact, Facts, draw
from caremodel.grammar.money import total
from caremodel.grammar.rules import Rule, facts_read
from caremodel.panel import candidates, gaps, panels, tiers
from caremodel.panel.candidates import Candidates
from caremodel.panel.gaps import Tally, Worklist
from caremodel.panel.panels import Panel
from caremodel.panel.tiers import Placed
from caremodel.people.charts import Chart
from caremodel.people.patients import PatientId

__all__ = [
    "RECOMMENDATIONS",
    "Json",
    "Names",
    "PanelReport",
    "born_by",
    "panel_json",
    "report_on_panel",
    "rules_in_use",
    "wanted",
]

Counts = tuple[tuple[str, int], ...]
Told = tuple[tuple[str, int | None], ...]
Names = tuple[tuple[str, str], ...]

YEAR: Final = Days(365)
INPATIENT: Final = Count(INPATIENT_CLASS, YEAR)
EMERGENCY: Final = Count(EMERGENCY_CLASS, YEAR)
COUNTED: Final[tuple[Fact, ...]] = (INPATIENT, EMERGENCY)
FIRST_WAVE: Final = 5
RECOMMENDATIONS: Final = (*CONVENTIONS, *RECOMMENDED)


@attrs.frozen(kw_only=True, repr=False)
class PanelReport:
    """What is to be said of everyone together, counts first.

    Attributes:
        on: As of which day.
        patients: How many people born by the day have a chart [people].
        alive: How many of them are alive as the day begins [people].
        unborn: How many have a chart and are not yet born; in no other count [people].
        resources: How many resources of each type were read.
        unread: What was not understood, and how often.
        notes: What was done with data that needed a decision.
        conditions: Alive people with each condition active; `None` where not covered.
        acute: Alive people by use of hospitals in a year; `None` where not covered.
        statuses: Care plans, care teams and goals by status, for each kind.
        claims: What was asked for, in all; `None` where not covered.
        payments: What payers paid, in all; `None` where not covered.
        panel: Who owns whom.
        seen: Who came on the day itself.
        tallies: Where people stand with each recommendation.
        worklists: What is open, on the list of whoever owns the patient.
        tiers: How many people stand on each tier, highest first.
        may_be_higher: How many of them may stand higher [people].
        candidates: Who might be asked first.
        names: What those are called who may own someone, by reference.
    """

    on: date
    patients: int
    alive: int
    unborn: int
    resources: Counts
    unread: Counts
    notes: tuple[str, ...]
    conditions: Told
    acute: Told
    statuses: tuple[tuple[str, Counts], ...]
    claims: Decimal | None
    payments: Decimal | None
    panel: Panel
    seen: tuple[PatientId, ...]
    tallies: tuple[Tally, ...]
    worklists: tuple[Worklist, ...]
    tiers: Counts
    may_be_higher: int
    candidates: Candidates
    names: Names = ()

    def __repr__(self) -> str:
        return f"PanelReport({self.on}, {self.patients} patients)"

    @property
    def deceased(self) -> int:
        """How many had died before the day [people]."""
        return self.patients - self.alive


def rules_in_use() -> tuple[Rule, ...]:
    """Name the rules that a report reads beside recommendations and tiers."""
    return (HIGH_NEED,)


def report_on_panel(
    charts: Sequence[Chart],
    *,
    on: date,
    resources: Counts = (),
    unread: Counts = (),
    notes: Iterable[str] = (),
    names: Names = (),
) -> PanelReport:
    """Report on everyone in *charts*, as of the day *on*.

    Args:
        charts: One for each person.
        on: The day to stand on.
        resources: What was read, if it was read from files.
        unread: What was not understood there.
        notes: What was decided there.
        names: What those are called who may own someone, by reference.
    """
    born = [chart for chart in charts if born_by(chart, on)]
    alive = [chart for chart in born if alive_on(chart, on)]
    known = [draw(wanted(), chart, on=on) for chart in alive]
    panel = panels.attribute(alive, on=on, policy=MOST_VISITED)
    found = gaps.find(RECOMMENDATIONS, alive, on=on)
    placed = [tiers.tier(THREE_TIERS, facts) for facts in known]
    return PanelReport(
        on=on,
        patients=len(born),
        alive=len(alive),
        unborn=len(charts) - len(born),
        resources=resources,
        unread=unread,
        notes=(*notes, *_foreign(born)),
        conditions=tuple(
            (name, _people(known, (has(select),), _any_of))
            for name, select in CONDITIONS.items()
        ),
        acute=_acute(known),
        statuses=tuple(
            (kind, _statuses(kind, born)) for kind in ("care_plan", "care_team", "goal")
        ),
        claims=_charged("claim", born),
        payments=_charged("payment", born),
        panel=panel,
        seen=panels.seen(panel, alive),
        tallies=gaps.tally(found),
        worklists=gaps.worklists(found, panel),
        tiers=_tiers(placed),
        may_be_higher=sum(bool(each.may_be) for each in placed),
        candidates=candidates.find(alive, on=on, search=BY_USE),
        names=names,
    )


def born_by(chart: Chart, on: date) -> bool:
    """Say whether someone can have been born by the day *on*."""
    return chart.born is None or chart.born.start <= on


def wanted() -> frozenset[Fact]:
    """Name the facts that a report draws of each person."""
    read = facts_read(*rules_in_use()) | tiers.ladder_facts(THREE_TIERS)
    return read.union((has(select) for select in CONDITIONS.values()), COUNTED)


def _people(
    known: Sequence[Facts],
    asked: tuple[Fact, ...],
    counts: Callable[[Iterable[float]], bool],
) -> int | None:
    """Count the people for whom *counts* holds of the facts asked for.

    `None` if there are people, and of none of them the facts are known.
    """
    told = [[facts.value(fact) for fact in asked] for facts in known]
    sure = [[float(v) for v in values if v is not None] for values in told]
    whole = [values for values in sure if len(values) == len(asked)]
    return None if known and not whole else sum(counts(values) for values in whole)


def _any_of(values: Iterable[float]) -> bool:
    return any(values)


def _acute(known: Sequence[Facts]) -> Told:
    """Count alive people by stays and emergencies in a year, and by both together."""
    both = (INPATIENT, EMERGENCY)
    return (
        ("inpatient_1+", _people(known, (INPATIENT,), _any_of)),
        ("emergency_1+", _people(known, (EMERGENCY,), _any_of)),
        ("both_1+", _people(known, both, lambda counts: sum(counts) >= 1)),
        ("both_2+", _people(known, both, lambda counts: sum(counts) >= 2)),  # noqa: PLR2004
    )


def _statuses(kind: str, charts: Iterable[Chart]) -> Counts:
    counted = Counter(e.status for chart in charts for e in chart.entries(kind))
    return tuple(sorted(counted.items()))


def _charged(kind: str, charts: Iterable[Chart]) -> Decimal | None:
    """Add what was charged, or say that no chart covers it."""
    covered = [chart for chart in charts if chart.covers(kind)]
    charges = (c for chart in covered for c in chart.charges if c.kind == kind)
    money = (c.money for c in charges if c.money.currency == BY_USE.currency)
    return total(money, currency=BY_USE.currency).amount if covered else None


def _foreign(charts: Iterable[Chart]) -> tuple[str, ...]:
    """Say how many charges are in no sum, because they are in another currency."""
    currency = BY_USE.currency
    foreign = sum(
        charge.money.currency != currency
        for chart in charts
        for charge in chart.charges
    )
    told = counted(
        foreign,
        f"charge not in {currency} is in no sum",
        f"charges not in {currency} are in no sum",
    )
    return (told,) if foreign else ()


def _tiers(placed: Iterable[Placed]) -> Counts:
    counted = Counter(each.tier for each in placed)
    return tuple((name, counted[name]) for name in THREE_TIERS.names)


# --- as JSON -------------------------------------------------------------------------

Json = Mapping[str, object]
"""What can be written as a JSON object."""


def panel_json(report: PanelReport) -> Json:
    """Turn a report on a panel into JSON types, under the names others rely on."""
    statuses = {kind: dict(counts) for kind, counts in report.statuses}
    return {
        "on": report.on.isoformat(),
        "patients": report.patients,
        "alive": report.alive,
        "deceased": report.deceased,
        "not_yet_born": report.unborn,
        "resources": dict(report.resources),
        "unread": [{"what": what, "count": n} for what, n in report.unread],
        "notes": list(report.notes),
        "conditions": dict(report.conditions),
        "acute": dict(report.acute),
        "care_plans": statuses["care_plan"],
        "care_teams": statuses["care_team"],
        "goals": statuses["goal"],
        "claim_total": _cents(report.claims),
        "payment_total": _cents(report.payments),
        "attribution": {
            "organizations": len(panels.by_owner(report.panel)),
            "unowned": len(panels.unowned(report.panel)),
        },
        "seen": len(report.seen),
        "not_seen": len(report.panel.memberships) - len(report.seen),
        "gaps": {tally.recommendation.id: _gap_json(tally) for tally in report.tallies},
        "tiers": {**dict(report.tiers), "may_be_higher": report.may_be_higher},
        "candidates": first_by_use(report.candidates),
    }


def first_by_use(found: Candidates, first: int = FIRST_WAVE) -> list[str]:
    """Name those who come first by use alone."""
    ranked = sorted((each.rank, each.patient_id) for each in found.people)
    return [patient_id for rank, patient_id in ranked if rank <= first]


def _gap_json(tally: Tally) -> Json:
    """Count apart of whom it is asked, and of whom one cannot tell whether it is."""
    asked = tally.denominator - tally.excluded
    unclear = asked - tally.numerator - tally.open - tally.prospective
    return {
        "denominator": tally.denominator,
        "open": tally.open,
        "cannot_tell": unclear,
        "cannot_tell_whether_asked": tally.cannot_tell - unclear,
        "excluded": tally.excluded,
        "met": tally.numerator,
    }


def _cents(amount: Decimal | None) -> str | None:
    """Write an amount to the cent, as decimal text."""
    return None if amount is None else f"{amount:.2f}"
