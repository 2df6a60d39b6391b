"""Reports on one person: facts, verdicts and gaps, with their values."""

from collections.abc import Sequence
from datetime import date

import attrs

from caremodel.catalog.panels import BY_USE, MOST_VISITED, THREE_TIERS
from caremodel.display.reports._everyone import (
    RECOMMENDATIONS,
    Json,
    Names,
    born_by,
    rules_in_use,
    wanted,
)
from caremodel.errors import NotFoundError
from caremodel.grammar.facts import Age, Fact, Facts, draw, name_of
from caremodel.grammar.rules import Rule, describe, evaluate, facts_read
from caremodel.grammar.verdicts import Reason, RuleRef, Verdict
from caremodel.panel import candidates, gaps, panels, tiers
from caremodel.panel.candidates import Candidate
from caremodel.panel.gaps import Gap, Recommendation
from caremodel.panel.panels import Membership
from caremodel.panel.tiers import Placed
from caremodel.people.charts import Chart

__all__ = ["PersonReport", "person_json", "report_on_person", "verdict_json"]


@attrs.frozen(kw_only=True, repr=False)
class PersonReport:
    """Everything that is to be said of one person, with values: for those who may see.

    Of someone who died, what was known on the day they did; no rule, tier or
    recommendation is read for them, nor for someone who is not yet born.

    Attributes:
        on: As of which day.
        chart: Whose it is.
        facts: All that was asked, with what is known of it.
        verdicts: What each rule comes to, and why.
        gaps: Where they stand with each recommendation.
        placed: On which tier, and why; `None` for those of whom it is not asked.
        membership: Who owns them, and why; `None` if they are on no panel.
        candidate: What leads to them as a candidate; `None` if nothing does.
        names: What those are called who may own someone, by reference.
    """

    on: date
    chart: Chart
    facts: Facts
    verdicts: tuple[tuple[Rule, Verdict], ...]
    gaps: tuple[tuple[Recommendation, Gap], ...]
    placed: Placed | None
    membership: Membership | None
    candidate: Candidate | None
    names: Names = ()

    def __repr__(self) -> str:
        return f"PersonReport({self.chart.id!r})"

    @property
    def born(self) -> bool:
        """Whether they can have been born by the day."""
        return born_by(self.chart, self.on)

    @property
    def died(self) -> date | None:
        """The day they died, if that was on the day or before."""
        died = self.chart.died
        return died if died is not None and died <= self.on else None


def report_on_person(
    charts: Sequence[Chart], patient_id: str, *, on: date, names: Names = ()
) -> PersonReport:
    """Report on one person among *charts*, as of the day *on*.

    Raises:
        NotFoundError: If none of the charts is theirs.
    """
    chart = next((chart for chart in charts if chart.id == patient_id), None)
    if chart is None:
        raise NotFoundError("patient", tuple(chart.id for chart in charts))
    asked = facts_read(*(c for each in RECOMMENDATIONS for c in each.criteria))
    last = on if chart.died is None else min(on, chart.died)
    facts = draw(wanted() | asked, chart, on=last)
    if not (born_by(chart, on) and panels.may_be_listed(chart, on)):
        return _of_nobody_living(chart, facts, on, names)
    known = {each.ref: each for each in RECOMMENDATIONS}
    return PersonReport(
        on=on,
        chart=chart,
        facts=facts,
        verdicts=tuple((rule, evaluate(rule, facts)) for rule in rules_in_use()),
        gaps=tuple(
            (known[RuleRef(gap.id.recommendation, gap.id.version)], gap)
            for gap in gaps.find(RECOMMENDATIONS, [chart], on=on)
        ),
        placed=tiers.tier(THREE_TIERS, facts),
        membership=panels.attribute([chart], on=on, policy=MOST_VISITED).memberships[0],
        candidate=_candidate(chart, charts, on),
        names=names,
    )


def _of_nobody_living(
    chart: Chart, facts: Facts, on: date, names: Names
) -> PersonReport:
    """Report on someone who died, or is not yet born: nothing is asked of them."""
    return PersonReport(
        on=on,
        chart=chart,
        facts=facts,
        verdicts=(),
        gaps=(),
        placed=None,
        membership=None,
        candidate=None,
        names=names,
    )


def _candidate(chart: Chart, charts: Sequence[Chart], on: date) -> Candidate | None:
    """Find them among the candidates; their place is among everyone born by then."""
    born = [each for each in charts if born_by(each, on)]
    found = candidates.find(born, on=on, search=BY_USE).people
    return next((each for each in found if each.patient_id == chart.id), None)


# --- as JSON -------------------------------------------------------------------------


def person_json(report: PersonReport) -> Json:
    """Turn a report on a person into JSON types, with their values.

    What is not known has the value `None`, and says why.
    """
    facts = sorted(
        {*report.facts.known, *report.facts.missing},
        key=lambda f: (name_of(f), repr(f)),
    )
    return {
        "on": report.on.isoformat(),
        "patient": _patient(report),
        "facts_on": report.facts.on.isoformat(),
        "facts": [_fact(report.facts, each) for each in facts],
        "verdicts": [
            {"rule": rule.id, "version": rule.version, "called": rule.called}
            | verdict_json(verdict)
            for rule, verdict in report.verdicts
        ],
        "recommendations": [_gap(*each) for each in report.gaps],
        "tier": _tier(report.placed),
        "owner": _owner(report),
        "candidate": _candidacy(report.candidate),
    }


def _patient(report: PersonReport) -> Json:
    patient = report.chart.patient
    return {
        "id": patient.id,
        "name": patient.name,
        "gender": None if patient.gender is None else patient.gender.value,
        "age": report.facts.value(Age()),
        "died": None if report.died is None else report.died.isoformat(),
        "entries": len(report.chart.filed),
    }


def _fact(facts: Facts, fact: Fact) -> Json:
    """Tell a fact: its value and what it rests on, or why it is not known."""
    why = facts.why_missing(fact)
    return {
        "name": name_of(fact),
        "value": facts.value(fact),
        "unit": getattr(fact, "unit", "") or None,
        "not_known": None if why is None else why.value,
        "evidence": [
            {"id": entry.id, "on": entry.on.isoformat()}
            for entry in facts.evidence(fact)
        ],
    }


def verdict_json(verdict: Verdict) -> dict[str, object]:
    """Turn a verdict into JSON types, with the values that decided."""
    return {
        "answer": verdict.answer.value,
        "because": [_reason(reason) for reason in verdict.because],
    }


def _reason(reason: Reason) -> Json:
    return {
        "fact": name_of(reason.fact),
        "asked": describe(reason.comparison),
        "answer": reason.answer.value,
        "value": reason.value,
        "not_known": None if reason.missing is None else reason.missing.value,
        "evidence": [entry.id for entry in reason.evidence],
    }


def _gap(recommended: Recommendation, gap: Gap) -> Json:
    """Tell a gap with each verdict that was read for it; `None` for those not read."""
    read = {
        "population": gap.population,
        "denominator": gap.denominator,
        "excluded": gap.excluded,
        "met": gap.met,
    }
    due, good_until = gap.id.due, gap.good_until
    return {
        "id": recommended.id,
        "version": recommended.version,
        "called": recommended.called,
        "status": gap.status.value,
        "due": None if due is None else due.isoformat(),
        "good_until": None if good_until is None else good_until.isoformat(),
        **{
            name: None if verdict is None else verdict_json(verdict)
            for name, verdict in read.items()
        },
    }


def _tier(placed: Placed | None) -> Json | None:
    if placed is None:
        return None
    return {
        "name": placed.tier,
        "because": None if placed.because is None else verdict_json(placed.because),
        "may_be": list(placed.may_be),
        "not_known": [name_of(fact) for fact in placed.missing],
    }


def _owner(report: PersonReport) -> Json | None:
    place = report.membership
    if place is None:
        return None
    return {
        "id": place.owner,
        "name": None if place.owner is None else dict(report.names).get(place.owner),
        "because": place.step,
        "visits": list(place.evidence),
    }


def _candidacy(candidate: Candidate | None) -> Json | None:
    if candidate is None:
        return None
    use = candidate.use
    return {
        "place": candidate.rank,
        "stays": use.stays,
        "emergencies": use.emergencies,
        "charged": None if use.cost is None else f"{use.cost.amount:.2f}",
        "whole": use.whole,
        "sent_by": [
            {"origins": list(each.origins), "on": each.on.isoformat()}
            for each in candidate.referrals
        ],
    }
