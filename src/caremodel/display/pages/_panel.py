"""The page of everyone: who came and who did not, and what is open for them."""

from collections.abc import Iterable, Sequence
from typing import Final

from caremodel.catalog.conditions import CONDITIONS
from caremodel.catalog.recommendations import CONVENTIONS, RECOMMENDED
from caremodel.display._blocks import Items, Section, Table, Words
from caremodel.display._html import as_html
from caremodel.display._text import as_text, counted
from caremodel.display.pages._words import leads_to, owner_called, sent_by
from caremodel.display.reports import PanelReport
from caremodel.exchange.fhir import Unread
from caremodel.panel import panels
from caremodel.panel.candidates import Candidate, Candidates

__all__ = [
    "MOST_UNREAD",
    "candidates_section",
    "gaps_section",
    "panel_html",
    "panel_page",
    "panel_sections",
    "tiers_section",
    "unread_lines",
]

MOST_OWNERS: Final = 5
MOST_UNREAD: Final = 40
"""How many lines of what was not understood to tell, if not asked for all [lines]."""

MOST_CANDIDATES: Final = 5
TYPE_NOT_READ: Final = "this type is not read"
CALLED: Final = {each.ref: each.called for each in (*CONVENTIONS, *RECOMMENDED)}
ACUTE: Final = {
    "inpatient_1+": "at least one hospital stay of any kind",
    "emergency_1+": "at least one emergency visit of any kind",
    "both_1+": "at least one of either",
    "both_2+": "at least two of them together",
}

PLANS_AND_MONEY: Final = {
    "care_plans": "Care plans",
    "care_teams": "Care teams",
    "goals": "Goals",
    "claim_total": "Claimed",
    "payment_total": "Paid",
}


def panel_page(
    report: PanelReport, *, unread: Sequence[Unread] = (), most: int = MOST_UNREAD
) -> str:
    """Set the page of a panel: the people first, then how it was read.

    Args:
        report: What there is to say.
        unread: What was not understood; told at the end.
        most: How many lines of that to tell, before only counting the rest [lines].
    """
    return as_text(panel_sections(report, unread=unread, most=most))


def panel_html(
    report: PanelReport,
    *,
    unread: Sequence[Unread] = (),
    most: int = MOST_UNREAD,
    ids: bool = False,
) -> str:
    """Set the page of a panel for a browser, in which people are only counted.

    Such a page is a file, and files travel: whom it names, it names wherever it goes.

    Args:
        report: What there is to say.
        unread: What was not understood.
        most: How many lines of that to tell, before only counting the rest [lines].
        ids: Whether people, and files, may be named by id all the same.
    """
    sections = panel_sections(report, unread=unread, most=most, ids=ids)
    note = (
        "People stand on this page by id." if ids else "People are only counted here."
    )
    return as_html(f"Everyone on the panel, as of {report.on}", sections, note=note)


def panel_sections(
    report: PanelReport,
    *,
    unread: Sequence[Unread] = (),
    most: int = MOST_UNREAD,
    ids: bool = True,
) -> tuple[Section, ...]:
    """Say what a page of a panel is made of.

    Args:
        report: What there is to say.
        unread: What was not understood; told at the end.
        most: How many lines of that to tell, before only counting the rest [lines].
        ids: Whether people and files may be named by id; if not, they are counted.
    """
    found = report.candidates
    title = "Candidates to talk with first"
    candidates = candidates_section(found, title=title) if ids else _led(found, title)
    return (
        Section(f"Everyone, as of {report.on}", (_who(report),)),
        candidates,
        gaps_section(report),
        tiers_section(report),
        _owners(report),
        _conditions(report),
        _acute(report),
        _care(report),
        _read(report),
        Section("Decided while reading", (Items(report.notes),)),
        Section("Not understood", (_unread(report, unread, most, ids=ids),)),
    )


def _unread(
    report: PanelReport, unread: Iterable[Unread], most: int, *, ids: bool
) -> Items | Table:
    """Tell what was not understood; a file is often called after a person."""
    if ids:
        return Items(unread_lines(unread, most=most))
    return Table([(count, what) for what, count in report.unread])


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


def _who(report: PanelReport) -> Table:
    on_panel, seen = len(report.panel.memberships), len(report.seen)
    rows = [
        (seen, "seen on the day"),
        (on_panel - seen, "not seen, and on the panel just the same"),
        (report.alive, "alive, in all"),
        (report.deceased, "died before the day"),
    ]
    if report.unborn:
        rows.append((report.unborn, "not yet born, and in no other count"))
    return Table(rows)


def _read(report: PanelReport) -> Section:
    unread = sum(count for _, count in report.unread)
    were = counted(unread, "resource was", "resources were")
    below = Words(f"{were} not understood: see below." if unread else "")
    if not report.resources:
        return Section("What was read", ())
    rows = [(what, count) for what, count in report.resources]
    return Section("What was read", (Table(rows), below))


# --- what is open, and for whom ------------------------------------------------------


def gaps_section(report: PanelReport) -> Section:
    """Set the table of recommendations, what is most often open first."""
    rows = [
        (tally.open, tally.cannot_tell, tally.denominator, CALLED[tally.recommendation])
        for tally in sorted(report.tallies, key=lambda tally: -tally.open)
    ]
    head = ("open", "cannot tell", "for", "recommended")
    note = "Cannot tell: whether it is done, or whether it is for them."
    return Section("Care gaps", (Table(rows, head), Words(note)))


def tiers_section(report: PanelReport) -> Section:
    """Set the table of tiers, and how many may stand higher."""
    rows = [(count, name) for name, count in report.tiers]
    people = counted(report.may_be_higher, "person", "people")
    note = f"{people} may belong on a higher tier: the record does not say enough."
    higher = Words(note if report.may_be_higher else "")
    return Section("Tiers", (Table(rows, ("people", "tier")), higher))


def candidates_section(
    found: Candidates, *, title: str, most: int = MOST_CANDIDATES
) -> Section:
    """Set the table of those to talk with first, and what leads to each.

    Args:
        found: Who was found; whoever nothing at all leads to is left out.
        title: What the table is called.
        most: How many to tell [people].
    """
    told = [each for each in found.people if leads_to(each)][:most]
    if not told:
        return Section(title, ())
    rows = [
        (
            each.rank,
            each.use.stays,
            each.use.emergencies,
            None if each.use.cost is None else each.use.cost.amount,
            each.patient_id,
            sent_by(each.referrals),
        )
        for each in told
    ]
    currencies = {each.use.cost.currency for each in told if each.use.cost is not None}
    charged = " ".join(["charged", *sorted(currencies)])
    sent = "sent by" if any(each.referrals for each in told) else ""
    head = ("place", "stays", "emergencies", charged, "who", sent)
    notes = (Words(_order(told)), _part(told), Words(found.caution))
    return Section(title, (Table(rows, head), *notes))


def _order(told: Sequence[Candidate]) -> str:
    """Say why the places are not one after another, where they are not."""
    places = [each.rank for each in told]
    if places == sorted(places) and places[-1] == len(places):
        return ""
    first = (
        "Those come first whom someone sends; place is by use alone, among everyone."
    )
    left_out = set(range(1, max(places))) - set(places)
    return f"{first} Nobody sent those at the places left out." if left_out else first


def _part(told: Iterable[Candidate]) -> Words:
    """Say of whom it may have been more than is on record."""
    part = [each.patient_id for each in told if not each.use.whole]
    if not part:
        return Words("")
    why = "the record does" if len(part) == 1 else "the records do"
    return Words(
        f"Of {', '.join(part)} it may be more: {why} not cover the whole year."
    )


def _led(found: Candidates, title: str) -> Section:
    """Count candidates, and name none of them."""
    people = [each for each in found.people if leads_to(each)]
    if not people:
        return Section(title, ())
    sent = sum(bool(each.referrals) for each in people)
    rows = [
        (sent, "sent by someone who knows them"),
        (len(people) - sent, "whom their use of hospitals alone leads to"),
    ]
    return Section(title, (Table(rows), Words(found.caution)))


def _owners(report: PanelReport) -> Section:
    owners = panels.by_owner(report.panel)
    alone = len(panels.unowned(report.panel))
    largest = sorted(owners.items(), key=lambda each: (-len(each[1]), each[0]))
    rows = [
        (len(members), owner_called(owner, report.names))
        for owner, members in largest[:MOST_OWNERS]
    ]
    held = counted(len(panels.owned(report.panel)), "person", "people")
    told = (
        f"{counted(len(owners), 'organization')} for {held}; "
        f"nobody answers for {counted(alone, 'person', 'people')} yet."
    )
    more = f"and {len(owners) - len(rows):,} more" if len(owners) > len(rows) else ""
    blocks = (Words(told), Table(rows, ("people", "largest")), Words(more))
    return Section("Who answers for whom", blocks)


# --- illness, use and money ----------------------------------------------------------


def _conditions(report: PanelReport) -> Section:
    rows = sorted(
        (
            (count, CONDITIONS[name].called)
            for name, count in report.conditions
            if count != 0
        ),
        key=lambda row: (row[0] is None, -(row[0] or 0), row[1]),
    )
    nobody = sorted(
        CONDITIONS[n].called for n, count in report.conditions if count == 0
    )
    without = Words(f"Nobody with: {', '.join(nobody)}." if nobody else "")
    table = Table(rows, ("alive", "with it active"))
    return Section("Conditions", (table, without, _at_least(report, "conditions")))


def _acute(report: PanelReport) -> Section:
    rows = [(count, ACUTE[name]) for name, count in report.acute]
    head = ("alive", "in the last 365 days")
    more = _at_least(report, "acute")
    return Section("Use of hospitals", (Table(rows, head), more))


def _care(report: PanelReport) -> Section:
    rows = [
        (count, f"{kind.replace('_', ' ')}: {status or 'no status'}")
        for kind, counts in report.statuses
        for status, count in counts
    ]
    money = [
        (amount, f"USD {called}, in all")
        for called, amount in (("claimed", report.claims), ("paid", report.payments))
        if amount is not None
    ]
    more = [_at_least(report, each, called) for each, called in PLANS_AND_MONEY.items()]
    return Section("Plans, teams, money", (Table(rows), Table(money), *more))


def _at_least(report: PanelReport, figure: str, called: str = "") -> Words:
    """Say that a figure may be higher, if not all that it counts could be read."""
    people = dict(report.partial).get(figure)
    if not people:
        return Words("")
    of = counted(people, "person", "people")
    told = f"at least: of {of} not everything could be read."
    return Words(f"{called}, {told}" if called else told.capitalize())
