"""The page of one person: who they are, what is open for them, what is known."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from caremodel.display._blocks import Items, Section, Table
from caremodel.display._text import as_text, counted
from caremodel.display.pages._words import (
    because,
    gender_in,
    leads_to,
    owner_called,
    plain,
    span,
    use_in_words,
    value_in_words,
)
from caremodel.display.reports import PersonReport
from caremodel.display.reports._everyone import Names
from caremodel.grammar.facts import Age, Fact, Facts
from caremodel.grammar.verdicts import Answer
from caremodel.panel.gaps import Gap, GapStatus
from caremodel.panel.panels import Membership
from caremodel.panel.tiers import Placed

__all__ = ["person_page", "person_sections"]

NOT_ASKED: Final = "Not asked of them"
STATUSES: Final = {
    GapStatus.OPEN: "Open",
    GapStatus.CANNOT_TELL: "Cannot tell",
    GapStatus.PROSPECTIVE: "Still in time",
    GapStatus.CLOSED: "Done",
    GapStatus.NOT_APPLICABLE: "Not for them",
}


def person_page(report: PersonReport) -> str:
    """Set the page of one person, with their values."""
    return as_text(person_sections(report))


def person_sections(report: PersonReport) -> tuple[Section, ...]:
    """Say what the page of one person is made of, with their values."""
    about = Section(f"{_name(report)}, as of {report.on}", (_about(report),))
    if not report.born:
        return (about,)
    return (
        about,
        _recommendations(report),
        _rules(report),
        _known(report),
        _not_so(report.facts),
        _not_known(report.facts),
    )


def _name(report: PersonReport) -> str:
    patient = report.chart.patient
    return f"{patient.name} ({patient.id})" if patient.name else patient.id


def _about(report: PersonReport) -> Table:
    placed, candidate = report.placed, report.candidate
    rows = [
        ("who", _life(report)),
        ("chart", counted(len(report.chart.filed), "entry", "entries")),
    ]
    if report.membership is not None:
        rows.append(("owner", _owner(report.membership, report.names)))
    if placed is not None:
        rows.append(("tier", _tier(placed)))
    if candidate is not None and leads_to(candidate):
        rows.append(("candidate", use_in_words(candidate)))
    if placed is None:
        rows.append(("care", "nothing is asked of them or for them"))
    return Table(rows)


def _life(report: PersonReport) -> str:
    age, gender = report.facts.value(Age()), report.chart.patient.gender
    words = [] if gender is None else [gender.value]
    if not report.born:
        words.append("not yet born")
    elif report.died is not None:
        words.append(f"died on {report.died}{'' if age is None else f' at {age}'}")
    else:
        words.append("age not known" if age is None else f"{age} years old")
    return ", ".join(words)


def _owner(place: Membership, names: Names) -> str:
    if place.owner is None:
        return f"nobody yet: {place.step}"
    visits = counted(place.visits, "visit")
    return f"{owner_called(place.owner, names)}: {place.step} ({visits})"


def _tier(placed: Placed) -> str:
    told = placed.tier
    if placed.because is not None:
        told += f": {because(placed.because)}"
    if placed.may_be:
        unknown = ", ".join(plain(fact) for fact in placed.missing)
        told += f"; may be {' or '.join(placed.may_be)}, not known: {unknown}"
    return told


# --- rules and recommendations -------------------------------------------------------


def _rules(report: PersonReport) -> Section:
    lines = [
        f"{rule.called or rule.id}? {verdict.answer.value}: {because(verdict)}"
        for rule, verdict in report.verdicts
    ]
    return Section("Rules", (Items(lines),), level=2)


def _recommendations(report: PersonReport) -> Section:
    """List what is recommended: what is open first, one reason after another."""
    blocks = []
    for stands in (*STATUSES.values(), NOT_ASKED):
        reasons: dict[str, list[str]] = {}
        for recommended, gap in report.gaps:
            if _stands(gap) == stands:
                reasons.setdefault(_why(gap), []).append(recommended.called)
        blocks.append(Items(_by_reason(reasons), f"{stands}:"))
    return Section("Recommendations", blocks, level=2)


def _stands(gap: Gap) -> str:
    """Say where someone stands; closed without an entry to show for it is not done."""
    if gap.status is GapStatus.CLOSED and gap.evidence is None:
        return NOT_ASKED
    return STATUSES[gap.status]


def _by_reason(reasons: dict[str, list[str]]) -> Iterable[str]:
    """Say what stands for one reason in one line, the reason last."""
    for why, called in reasons.items():
        yield f"{'; '.join(called)} ({why})"


def _why(gap: Gap) -> str:
    """Say why a gap stands as it does: by the verdicts that decided."""
    if gap.evidence_on is not None:
        return f"on {gap.evidence_on}"
    asked = (gap.population, gap.denominator)
    for verdict in asked:
        if verdict is not None and verdict.answer is not Answer.YES:
            return because(verdict)
    excluded, met = gap.excluded, gap.met
    if excluded is not None and excluded.answer is Answer.YES:
        return because(excluded)
    unclear = gap.status is GapStatus.CANNOT_TELL
    read = (met, excluded if unclear else None)
    return because(*(verdict for verdict in read if verdict is not None))


# --- facts ---------------------------------------------------------------------------


def _known(report: PersonReport) -> Section:
    """Tell what is known: values, and the days of the entries they rest on."""
    facts = report.facts
    rows = [
        (plain(fact), value_in_words(fact, facts.known[fact]), _days(facts, fact))
        for fact in _sorted(facts.known)
        if facts.known[fact] is not False and not gender_in(fact)
    ]
    title = "Facts" if facts.on == report.on else f"Facts, as of {facts.on}"
    return Section(title, (Table(rows),), level=2)


def _days(facts: Facts, fact: Fact) -> str:
    days = sorted({e.on for e in facts.evidence(fact) if e.on > date.min})
    return span(days) if days else ""


def _not_so(facts: Facts) -> Section:
    names = [
        plain(fact)
        for fact in _sorted(facts.known)
        if facts.known[fact] is False and not gender_in(fact)
    ]
    told = Items(["; ".join(names)] if names else [])
    return Section("None on record", (told,), level=2)


def _not_known(facts: Facts) -> Section:
    """Say what is not known, each reason once."""
    reasons: dict[str, list[str]] = {}
    for fact in _sorted(facts.missing):
        reasons.setdefault(facts.missing[fact].value, []).append(plain(fact))
    lines = [f"{why}: {'; '.join(names)}" for why, names in reasons.items()]
    return Section("Not known", (Items(lines),), level=2)


def _sorted(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (plain(fact).casefold(), repr(fact)))
