"""Reports on everyone: counts, owners, gaps, tiers and candidates."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from caremodel.catalog.conditions import CONDITIONS, HIGH_NEED, has
from caremodel.catalog.panels import BY_USE, MOST_VISITED, THREE_TIERS
from caremodel.catalog.recommendations import CONVENTIONS, RECOMMENDED
from caremodel.display._text import counted
from caremodel.display.reports._figures import (
    COUNTED,
    Counts,
    Figures,
    Told,
    acute,
    charged,
    conditions,
    in_part,
    statuses,
)
from caremodel.grammar.entries import alive_on
from caremodel.grammar.facts import Fact, draw
from caremodel.grammar.rules import Rule, facts_read
from caremodel.grammar.verdicts import RuleRef
from caremodel.panel import candidates, gaps, panels, tiers
from caremodel.panel.candidates import Candidates
from caremodel.panel.gaps import Gap, Tally, Worklist
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

Names = tuple[tuple[str, str], ...]

CARE: Final = {"care_plans": "care_plan", "care_teams": "care_team", "goals": "goal"}
"""What others call the counts of plans, teams and goals, and the kind of entry."""

FIRST_WAVE: Final = 5
RECOMMENDATIONS: Final = (*CONVENTIONS, *RECOMMENDED)


@attrs.frozen(kw_only=True, repr=False)
class PanelReport:
    """What is to be said of everyone together, counts first.

    Attributes:
        on: As of which day.
        patients: How many people born by the day have a chart [people].
        alive: How many of them are alive as the day begins [people].
        unborn: How many have a chart and are not yet born; no other count of people has
            them [people].
        resources: How many resources of each type were read.
        unread: What was not understood, and how often.
        notes: What was done with data that needed a decision.
        conditions: Alive people with each condition active; `None` where nothing is
            told of conditions.
        acute: Alive people by use of hospitals in a year; `None` where nothing is told
            of encounters.
        statuses: Care plans, care teams and goals by status, for each kind.
        claims: What was asked for, in all; `None` where nothing is told of claims.
        payments: What payers paid, in all; `None` where nothing is told of payments.
        partial: Which of these figures may be higher, for not everything could be read,
            and of how many people that is so.
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
    partial: Counts
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
    ill, used = conditions(alive, known), acute(alive, known, on)
    return PanelReport(
        on=on,
        patients=len(born),
        alive=len(alive),
        unborn=len(charts) - len(born),
        resources=resources,
        unread=unread,
        notes=(*notes, *_foreign(born)),
        conditions=ill.told,
        acute=used.told,
        statuses=tuple((kind, statuses(kind, born)) for kind in CARE.values()),
        claims=charged("claim", born),
        payments=charged("payment", born),
        partial=_partial(ill, used, born, on),
        panel=panel,
        seen=panels.seen(panel, alive),
        tallies=_tallies(found, on),
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


def _partial(ill: Figures, used: Figures, charts: Sequence[Chart], on: date) -> Counts:
    """Name the figures that may be higher, with the people of whom that is so."""
    kinds = CARE | {"claim_total": "claim", "payment_total": "payment"}
    partial = {"conditions": ill.partial, "acute": used.partial}
    partial |= {name: in_part(kind, charts, on) for name, kind in kinds.items()}
    return tuple((name, count) for name, count in partial.items() if count)


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


def _tallies(found: Iterable[Gap], on: date) -> tuple[Tally, ...]:
    """Count the people behind gaps; of what is recommended to nobody there are none."""
    told = {each.recommendation: each for each in gaps.tally(found)}
    in_force = (each.ref for each in RECOMMENDATIONS if on in each.in_force)
    return tuple(told.get(ref) or _of_nobody(ref) for ref in in_force)


def _of_nobody(ref: RuleRef) -> Tally:
    counts = (each.name for each in attrs.fields(Tally)[1:])
    return Tally(recommendation=ref, **dict.fromkeys(counts, 0))


def _tiers(placed: Iterable[Placed]) -> Counts:
    counted = Counter(each.tier for each in placed)
    return tuple((name, counted[name]) for name in THREE_TIERS.names)


# --- as JSON -------------------------------------------------------------------------

Json = Mapping[str, object]
"""What can be written as a JSON object."""


def panel_json(report: PanelReport) -> Json:
    """Turn a report on a panel into JSON types, under the names others rely on."""
    counts = {kind: dict(each) for kind, each in report.statuses}
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
        **{name: counts[kind] for name, kind in CARE.items()},
        "claim_total": _cents(report.claims),
        "payment_total": _cents(report.payments),
        "partial": dict(report.partial),
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
