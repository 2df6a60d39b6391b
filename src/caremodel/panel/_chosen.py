"""Which entries of a record a selection means, seen one by one.

A fact is known only where the record covers its window. An audit trail also wants the
entries that are there where it does not: who owns a patient, when a test was done.
"""

from datetime import date

from caremodel.grammar.dates import add_days, add_months
from caremodel.grammar.entries import Entry, Record
from caremodel.grammar.facts import Days, Months, Select

LookBack = Days | Months
"""A window that reaches a fixed time back from the day."""


def chosen(select: Select, record: Record) -> list[Entry]:
    """Hand out the entries that *select* means, in order."""
    entries = list(record.entries(select.kind))
    if select.codes:
        codes = frozenset(select.codes)
        entries = [entry for entry in entries if not codes.isdisjoint(entry.codes)]
    if select.statuses:
        entries = [entry for entry in entries if entry.status in select.statuses]
    if select.linked_to is not None:
        targets = {entry.id for entry in chosen(select.linked_to, record)}
        entries = [entry for entry in entries if not targets.isdisjoint(entry.links)]
    return entries


def within(
    select: Select, window: LookBack, record: Record, *, on: date
) -> tuple[Entry, ...]:
    """Hand out the entries that surely began in the window, in order."""
    first = first_day(window, on)
    end = add_days(on, 1) if window.today else on
    return tuple(
        entry
        for entry in chosen(select, record)
        if first <= entry.on and (entry.on_last or entry.on) < end
    )


def first_day(window: LookBack, on: date) -> date:
    """Say on which day a window that looks back from *on* begins."""
    if isinstance(window, Days):
        return add_days(on, -window.days)
    return add_months(on, -window.months)


def last_day(window: LookBack, done: date) -> date:
    """Say until which day a window that looks back still holds the day *done*.

    Months are clamped to the month's end, so a month after 28 February is 31 March:
    looking back a month from there still finds it.
    """
    if isinstance(window, Days):
        return add_days(done, window.days)
    next_day = add_months(add_days(done, 1), window.months)
    return max(add_months(done, window.months), add_days(next_day, -1))
