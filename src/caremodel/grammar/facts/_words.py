"""What a fact is called in a sentence."""

from collections.abc import Mapping
from typing import Final, assert_never

from caremodel.grammar.facts._asked import (
    Age,
    Change,
    Count,
    DaysSince,
    Fact,
    Given,
    Has,
    Latest,
    Since,
    Sum,
    Tie,
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

NEWEST: Final[Mapping[Tie, str]] = {
    Tie.LAST: "latest",
    Tie.LEAST: "least of the latest",
    Tie.MOST: "greatest of the latest",
}

HELD: Final[Mapping[Since, str]] = {
    Since.OLDEST: "in",
    Since.HIGHEST: "from the highest of",
    Since.LOWEST: "from the lowest of",
}


def name_of(fact: Fact) -> str:  # noqa: PLR0911 - one for each kind
    """Name a fact, as in "inpatient stays in 6 months".

    It says in which unit, and whether today is in: most windows leave it out, and say
    so when they take it in; `Ever` says so when it leaves it out.
    """
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
            newest = NEWEST[fact.tie]
            return f"{newest} {_within(fact.select, fact.window, fact.unit)}"
        case Sum():
            return f"sum of {_within(fact.select, fact.window, fact.unit)}"
        case DaysSince():
            point = "the end of " if fact.ended else ""
            return f"days since {point}{_within(fact.select, fact.window)}"
        case Change():
            change = "relative change" if fact.relative else "change"
            held = HELD[fact.since]
            return f"{change} {held} {_within(fact.select, fact.window, fact.unit)}"
        case _:
            assert_never(fact)


def _within(select: Select, window: Window, unit: str = "") -> str:
    words = [_entries(select), f"({unit})" * bool(unit), _when(window)]
    return " ".join(filter(None, words))


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
    if isinstance(window, Ever):
        return "" if window.today else "before today"
    return _stretch(window) + " including today" * window.today


def _stretch(window: Days | Months | During | After) -> str:
    match window:
        case Days():
            return f"in {_so_many(window.days, 'day')}"
        case Months():
            return f"in {_so_many(window.months, 'month')}"
        case During():
            end = "" if window.period.end is None else f" to {window.period.end}"
            return f"from {window.period.start}{end}"
        case After():
            return _after(window)
        case _:
            assert_never(window)


def _after(window: After) -> str:
    anchor = window.anchor
    last = "last end" if anchor.ended else "last"
    since = f"the {last} of {_within(anchor.select, anchor.window)}"
    days = _so_many(window.days, "day")
    return (
        f"from {since} to {days} on" if window.same_day else f"within {days} of {since}"
    )


def _so_many(count: int, unit: str) -> str:
    return f"{count} {unit}{'s' * (count != 1)}"
