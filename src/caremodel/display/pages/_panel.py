"""The page of everyone: who came and who did not, and what is open for them."""

from collections.abc import Iterable, Sequence
from typing import Final

from caremodel.catalog.conditions import CONDITIONS
from caremodel.catalog.recommendations import CONVENTIONS, RECOMMENDED
from caremodel.display._text import (
    bullets,
    counted,
    heading,
    join,
    paragraph,
    shown,
    table,
)
from caremodel.display.pages._words import leads_to, owner_called, sent_by
from caremodel.display.reports import PanelReport
from caremodel.exchange.fhir import Unread
from caremodel.panel import panels
from caremodel.panel.candidates import Candidate, Candidates

__all__ = [
    "MOST_UNREAD",
    "candidates_table",
    "gaps_table",
    "panel_page",
    "tiers_table",
    "unread_lines",
]

MOST_OWNERS: Final = 5
MOST_UNREAD: Final = 40
"""How many lines of what was not understood to tell, if not asked for all [lines]."""

MOST_CANDIDATES: Final = 5
TYPE_NOT_READ: Final = "this type is not read"
CALLED: Final = {each.ref: each.called for each in (*CONVENTIONS, *RECOMMENDED)}
ACUTE: Final = {
    "inpatient_1+": "at least one inpatient encounter",
    "emergency_1+": "at least one emergency encounter",
    "both_1+": "at least one of either",
    "both_2+": "at least two of them together",
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
    return join(
        f"{heading(f'Everyone, as of {report.on}')}\n{_who(report)}",
        candidates_table(report.candidates, title="Candidates to talk with first"),
        gaps_table(report),
        tiers_table(report),
        _owners(report),
        _conditions(report),
        _acute(report),
        _care(report),
        _read(report),
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
    rows = [
        (seen, "seen on the day"),
        (on_panel - seen, "not seen, and on the panel just the same"),
        (report.alive, "alive, in all"),
        (report.deceased, "died before the day"),
    ]
    if report.unborn:
        rows.append((report.unborn, "not yet born, and in no other count"))
    return table(rows)


def _read(report: PanelReport) -> str:
    if not report.resources:
        return ""
    unread = sum(count for _, count in report.unread)
    were = counted(unread, "resource was", "resources were")
    told = [heading("What was read"), table(report.resources)]
    if unread:
        told.append(f"{were} not understood: see below.")
    return "\n".join(told)


# --- what is open, and for whom ------------------------------------------------------


def gaps_table(report: PanelReport) -> str:
    """Set the table of recommendations, what is most often open first."""
    rows = [
        (tally.open, tally.cannot_tell, tally.denominator, CALLED[tally.recommendation])
        for tally in sorted(report.tallies, key=lambda tally: -tally.open)
    ]
    head = ("open", "cannot tell", "for", "recommended")
    note = "Cannot tell: whether it is done, or whether it is for them."
    return f"{heading('Care gaps')}\n{table(rows, head=head)}\n{note}"


def tiers_table(report: PanelReport) -> str:
    """Set the table of tiers, and how many may stand higher."""
    rows = [(count, name) for name, count in report.tiers]
    told = f"{heading('Tiers')}\n{table(rows, head=('people', 'tier'))}"
    if not report.may_be_higher:
        return told
    note = (
        "Of 1 person one cannot tell whether they stand higher."
        if report.may_be_higher == 1
        else f"Of {report.may_be_higher:,} people one cannot tell whether they stand "
        "higher."
    )
    return f"{told}\n{note}"


def candidates_table(
    found: Candidates, *, title: str, most: int = MOST_CANDIDATES
) -> str:
    """Set the table of those to talk with first, and what leads to each.

    Args:
        found: Who was found; whoever nothing at all leads to is left out.
        title: What the table is called.
        most: How many to tell [people].
    """
    told = [each for each in found.people if leads_to(each)][:most]
    if not told:
        return ""
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
    return "\n".join(
        filter(
            None,
            (
                heading(title),
                table(rows, head=head),
                _part(told),
                paragraph(found.caution),
            ),
        )
    )


def _part(told: Iterable[Candidate]) -> str:
    """Say of whom it may have been more than is on record."""
    part = [shown(each.patient_id) for each in told if not each.use.whole]
    if not part:
        return ""
    why = "the record does" if len(part) == 1 else "the records do"
    return paragraph(
        f"Of {', '.join(part)} it may be more: {why} not cover the whole year."
    )


def _owners(report: PanelReport) -> str:
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
        f"{counted(alone, 'person is', 'people are')} nobody's yet."
    )
    more = f"and {len(owners) - len(rows):,} more" if len(owners) > len(rows) else ""
    largest_told = table(rows, head=("people", "largest")) if rows else ""
    parts = (heading("Who answers for whom"), told, largest_told, more)
    return "\n".join(filter(None, parts))


# --- illness, use and money ----------------------------------------------------------


def _conditions(report: PanelReport) -> str:
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
    with_it = table(rows, head=("alive", "with it active")) if rows else ""
    without = paragraph(f"Nobody with: {', '.join(nobody)}.") if nobody else ""
    return "\n".join(filter(None, (heading("Conditions"), with_it, without)))


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
        (amount, f"USD {called}, in all")
        for called, amount in (("claimed", report.claims), ("paid", report.payments))
        if amount is not None
    ]
    parts = (table(rows), table(money))
    told = "\n".join(filter(None, parts))
    return f"{heading('Plans, teams, money')}\n{told}" if told else ""
