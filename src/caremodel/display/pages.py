"""Pages of text for a terminal: what a report says, nothing added, for tired readers.

Pages of a panel name nobody; a page of one person tells their values, so show it to
those who may see them.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from caremodel.catalog.conditions import CONDITIONS
from caremodel.catalog.recommendations import CONVENTIONS, RECOMMENDED
from caremodel.display._text import bullets, heading, join, paragraph, shown, table
from caremodel.display.reports import PanelReport, PersonReport
from caremodel.exchange.fhir import Unread
from caremodel.grammar.entries import alive_on
from caremodel.grammar.facts import Age, Fact, Facts, Given, Has, Value, name_of
from caremodel.grammar.rules import tell
from caremodel.grammar.verdicts import Answer
from caremodel.panel import panels
from caremodel.panel.candidates import Candidate
from caremodel.panel.gaps import Gap, GapStatus, Recommendation

__all__ = [
    "candidate_lines",
    "counted",
    "gaps_table",
    "panel_page",
    "person_page",
    "tiers_table",
    "unread_lines",
]

MOST_OWNERS: Final = 5
MOST_UNREAD: Final = 40
MOST_CANDIDATES: Final = 5
TYPE_NOT_READ: Final = "this type is not read"
CALLED: Final = {each.ref: each.called for each in (*CONVENTIONS, *RECOMMENDED)}
ACUTE: Final = {
    "inpatient_1+": "at least one inpatient encounter",
    "emergency_1+": "at least one emergency encounter",
    "both_1+": "at least one of either",
    "both_2+": "at least two of them together",
}
STATUSES: Final = {
    GapStatus.OPEN: "open",
    GapStatus.CANNOT_TELL: "cannot tell",
    GapStatus.CLOSED: "done",
    GapStatus.PROSPECTIVE: "still in time",
    GapStatus.NOT_APPLICABLE: "not for them",
}


def counted(count: int, one: str, many: str = "") -> str:
    """Say how many: "1 person", "2,000 people"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


# --- everyone ------------------------------------------------------------------------


def panel_page(
    report: PanelReport, *, unread: Sequence[Unread] = (), most: int = MOST_UNREAD
) -> str:
    """Set the page of a panel.

    Args:
        report: What there is to say.
        unread: What was not understood; told at the end.
        most: How many lines of that to tell, before only counting the rest [lines].
    """
    return join(
        heading(f"Everyone, as of {report.on}"),
        _who(report),
        _read(report),
        gaps_table(report),
        _conditions(report),
        _acute(report),
        _care(report),
        tiers_table(report),
        _owners(report),
        _candidates(report),
        _listed("Decided while reading", report.notes),
        _listed("Not understood", unread_lines(unread, most=most)),
    )


def _listed(title: str, items: Iterable[str]) -> str:
    lines = [shown(item) for item in items]
    return f"{heading(title)}\n{bullets(lines)}" if lines else ""


def unread_lines(unread: Iterable[Unread], *, most: int) -> list[str]:
    """Tell what was not understood: what is about whole files together, once."""
    whole: dict[tuple[str, str], list[Unread]] = {}
    lines = []
    for each in unread:
        if each.reason == TYPE_NOT_READ:
            whole.setdefault((each.what, each.reason), []).append(each)
        else:
            lines.append(str(each))
    together = [
        f"{what}: {reason} ({sum(each.count for each in found):,} in "
        f"{counted(len(found), 'file')})"
        for (what, reason), found in sorted(whole.items())
    ]
    rest = len(lines) - most
    more = [f"and {rest:,} more: --unread tells every one"] if rest > 0 else []
    return [*together, *lines[:most], *more]


def _who(report: PanelReport) -> str:
    on_panel, seen = len(report.panel.memberships), len(report.seen)
    return paragraph(
        f"{counted(report.patients, 'person', 'people')}, {report.alive:,} of them "
        f"alive. {seen:,} seen on the day; {on_panel - seen:,} not, and on the panel "
        "just the same."
    )


def _read(report: PanelReport) -> str:
    if not report.resources:
        return ""
    rows = [(name, count) for name, count in report.resources]
    unread = sum(count for _, count in report.unread)
    told = [f"{heading('What was found')}\n{table(rows)}"]
    if unread:
        were = counted(unread, "resource was", "resources were")
        told.append(f"{were} not understood: see the end.")
    return join(*told)


def gaps_table(report: PanelReport) -> str:
    """Set the table of recommendations: who they are for, and what is open."""
    rows = [
        (
            tally.denominator,
            tally.open,
            tally.cannot_tell,
            CALLED[tally.recommendation],
        )
        for tally in report.tallies
    ]
    head = ("for", "open", "cannot tell", "recommended")
    note = "Cannot tell: whether it is done, or whether it is for them."
    return f"{heading('Care gaps')}\n{table(rows, head=head)}\n{note}"


def _conditions(report: PanelReport) -> str:
    rows = sorted(
        ((count, CONDITIONS[name].called) for name, count in report.conditions),
        key=lambda row: (row[0] is None, -(row[0] or 0), row[1]),
    )
    head = ("alive", "with it active")
    return f"{heading('Conditions')}\n{table(rows, head=head)}"


def _acute(report: PanelReport) -> str:
    rows = [(count, ACUTE[name]) for name, count in report.acute]
    head = ("alive", "in the last 365 days")
    return f"{heading('Use of hospitals')}\n{table(rows, head=head)}"


def _care(report: PanelReport) -> str:
    rows = [
        (count, f"{kind.replace('_', ' ')}: {status or 'no status'}")
        for kind, counts in report.statuses
        for status, count in counts
    ]
    money = [
        paragraph(f"{called}, in all: {amount:,.2f} USD.")
        for called, amount in (("Claimed", report.claims), ("Paid", report.payments))
        if amount is not None
    ]
    if not rows and not money:
        return ""
    return "\n".join(
        filter(None, [heading("Plans, teams, money"), table(rows), *money])
    )


def tiers_table(report: PanelReport) -> str:
    """Set the table of tiers, and how many may stand higher."""
    rows = [(count, name) for name, count in report.tiers]
    told = f"{heading('Tiers')}\n{table(rows)}"
    if not report.may_be_higher:
        return told
    people = counted(report.may_be_higher, "person", "people")
    note = f"Of {people} one cannot tell whether they stand higher."
    return f"{told}\n{paragraph(note)}"


def _owners(report: PanelReport) -> str:
    owners = panels.by_owner(report.panel)
    alone = len(panels.unowned(report.panel))
    largest = sorted(owners.items(), key=lambda each: (-len(each[1]), each[0]))
    rows = [(len(members), owner) for owner, members in largest[:MOST_OWNERS]]
    held = counted(len(panels.owned(report.panel)), "person", "people")
    told = (
        f"{counted(len(owners), 'organization')} for {held}; "
        f"{counted(alone, 'person is', 'people are')} nobody's yet."
    )
    more = f"and {len(owners) - len(rows):,} more" if len(owners) > len(rows) else ""
    largest_told = table(rows, head=("people", "largest")) if rows else ""
    parts = (heading("Who answers for whom"), told, largest_told, more)
    return "\n".join(filter(None, parts))


def _candidates(report: PanelReport) -> str:
    found = report.candidates
    led_to = [each for each in found.people if _leads(each)]
    lines = [candidate_lines(each) for each in led_to[:MOST_CANDIDATES]]
    if not lines:
        return ""
    return "\n".join(
        (
            heading("Candidates to talk with first"),
            bullets(lines),
            paragraph(found.caution),
        )
    )


def _leads(candidate: Candidate) -> bool:
    """Say whether anything at all leads to a candidate."""
    use = candidate.use
    charged = use.cost is not None and use.cost.amount > 0
    return bool(candidate.referrals or use.stays or use.emergencies or charged)


def candidate_lines(candidate: Candidate) -> str:
    """Say what leads to a candidate: their use, and who sends them."""
    use = candidate.use
    at_least = "" if use.whole else "at least "
    cost = use.cost
    charged = "" if cost is None else f", {cost.amount:,.2f} {cost.currency}"
    told = (
        f"{shown(candidate.patient_id)}: {at_least}{counted(use.stays, 'stay')}, "
        f"{counted(use.emergencies, 'emergency visit')}{charged} in the year "
        f"(place {candidate.rank} by use)"
    )
    sent = [
        f"{' and '.join(each.origins)} on {each.on}" for each in candidate.referrals
    ]
    return f"{told}; sent by {', '.join(sent)}" if sent else told


# --- one person ----------------------------------------------------------------------


def person_page(report: PersonReport) -> str:
    """Set the page of one person, with their values."""
    return join(
        heading(f"{shown(_name(report))}, as of {report.facts.on}"),
        _about(report),
        _rules(report),
        _gaps(report.gaps),
        _known(report.facts),
    )


def _name(report: PersonReport) -> str:
    patient = report.chart.patient
    return f"{patient.name} ({patient.id})" if patient.name else patient.id


def _about(report: PersonReport) -> str:
    return bullets(
        (
            _life(report),
            _owner(report),
            _tier(report),
            *map(candidate_lines, report.candidacy.people),
        )
    )


def _life(report: PersonReport) -> str:
    chart, on = report.chart, report.facts.on
    age = report.facts.value(Age())
    words = [] if chart.patient.gender is None else [chart.patient.gender.value]
    words.append("age not known" if age is None else f"{age} years old")
    if not alive_on(chart, on):
        words.append(f"died on {chart.died}")
    entries = counted(len(chart.filed), "entry", "entries")
    return f"{', '.join(words)}; {entries} in the chart"


def _owner(report: PersonReport) -> str:
    place = report.membership
    if place is None:
        return "on no panel"
    if place.owner is None:
        return f"nobody answers for them yet: {place.step}"
    visits = counted(place.visits, "visit")
    return f"{shown(place.owner)} answers for them: {place.step} ({visits})"


def _tier(report: PersonReport) -> str:
    placed = report.placed
    told = f"tier: {placed.tier}"
    if placed.because is not None:
        told += f"; {tell(placed.because)}"
    if placed.may_be:
        unknown = ", ".join(name_of(fact) for fact in placed.missing)
        told += f"; may be {' or '.join(placed.may_be)}: not known: {unknown}"
    return told


def _rules(report: PersonReport) -> str:
    lines = [
        f"{rule.id}, {rule.called}: {tell(verdict)}"
        for rule, verdict in report.verdicts
    ]
    return f"{heading('Rules')}\n{bullets(lines)}"


def _gaps(stands: Sequence[tuple[Recommendation, Gap]]) -> str:
    order = list(STATUSES)
    lines = [
        f"{STATUSES[gap.status]}: {recommended.called}{_because(gap)}"
        for recommended, gap in sorted(stands, key=lambda e: order.index(e[1].status))
    ]
    return f"{heading('Recommendations')}\n{bullets(lines)}" if lines else ""


def _because(gap: Gap) -> str:
    """Say why a gap stands as it does: by the verdict that decided."""
    told = []
    if gap.excluded is not None and gap.excluded.answer is not Answer.NO:
        told.append(f"excluded? {tell(gap.excluded)}")
    if gap.met is not None:
        told.append(f"met? {tell(gap.met)}")
    elif not told:
        told.append(f"for them? {tell(gap.population)}")
    if gap.evidence is not None:
        told.append(f"by {shown(gap.evidence)} on {gap.evidence_on}")
    return f" ({'; '.join(told)})" if told else ""


def _known(facts: Facts) -> str:
    """Tell what is known: values in a table, then all that is not so, or not known."""
    values = sorted(facts.known.items(), key=lambda each: name_of(each[0]))
    rows = [
        (name_of(fact).removeprefix("any "), _value(facts, fact, value))
        for fact, value in values
        if value is not False
    ]
    nothing = [
        name_of(fact).removeprefix("any ") for fact, value in values if value is False
    ]
    unknown = sorted(
        f"{name_of(fact).removeprefix('any ')}: {why.value}"
        for fact, why in facts.missing.items()
    )
    return join(
        f"{heading('Facts')}\n{table(rows)}",
        paragraph(f"None of: {', '.join(nothing)}.") if nothing else "",
        f"Not known:\n{bullets(unknown)}" if unknown else "",
    )


def _value(facts: Facts, fact: Fact, value: Value) -> str:
    days = sorted({e.on for e in facts.evidence(fact) if e.on > date.min})
    told = _said(fact, value)
    return f"{told} ({_span(days)})" if days else told


def _said(fact: Fact, value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    unit = "" if isinstance(fact, Has | Given) else getattr(fact, "unit", "")
    return f"{value:g} {unit}".strip() if isinstance(value, float) else str(value)


def _span(days: Sequence[date]) -> str:
    if len(days) == 1:
        return f"{days[0]}"
    return f"{days[0]} to {days[-1]}"
