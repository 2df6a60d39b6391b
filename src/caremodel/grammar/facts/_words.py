"""What a fact is called in a sentence."""

from typing import assert_never

from caremodel.grammar.facts._asked import (
    Age,
    Change,
    Count,
    DaysSince,
    Fact,
    Given,
    Has,
    Latest,
    Sum,
)
from caremodel.grammar.facts._select import (
    After,
    Days,
    During,
    Ever,
    Months,
    Select,
    Window,
)


def name_of(fact: Fact) -> str:  # noqa: PLR0911 - one for each kind
    """Name a fact, as in "inpatient stays in the last 6 months"."""
    match fact:
        case Age():
            return "age"
        case Given():
            return fact.name
        case Has():
            return f"any {_within(fact.select, fact.window)}"
        case Count():
            return _within(fact.select, fact.window)
        case Latest():
            return f"latest {_within(fact.select, fact.window)}"
        case Sum():
            return f"sum of {_within(fact.select, fact.window)}"
        case DaysSince():
            point = "the end of " if fact.ended else ""
            return f"days since {point}{_within(fact.select, fact.window)}"
        case Change():
            change = "relative change" if fact.relative else "change"
            return f"{change} in {_within(fact.select, fact.window)}"
        case _:
            assert_never(fact)


def _within(select: Select, window: Window) -> str:
    when = _when(window)
    return f"{_entries(select)} {when}" if when else _entries(select)


def _entries(select: Select) -> str:
    if select.called:
        return select.called
    words = [f"{select.kind} entries"]
    if select.codes:
        words.append(f"coded {' or '.join(select.codes)}")
    if select.statuses:
        words.append(f"that are {' or '.join(select.statuses)}")
    if select.linked_to is not None:
        words.append(f"of {_entries(select.linked_to)}")
    return " ".join(words)


def _when(window: Window) -> str:
    match window:
        case Days():
            return f"in {_so_many(window.days, 'day')}"
        case Months():
            return f"in {_so_many(window.months, 'month')}"
        case Ever():
            return ""
        case During():
            end = "" if window.period.end is None else f" to {window.period.end}"
            return f"from {window.period.start}{end}"
        case After():
            since = _within(window.anchor.select, window.anchor.window)
            return f"within {_so_many(window.days, 'day')} of the last of {since}"
        case _:
            assert_never(window)


def _so_many(count: int, unit: str) -> str:
    return f"{count} {unit}{'s' * (count != 1)}"
