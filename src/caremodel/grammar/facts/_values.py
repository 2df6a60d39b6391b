"""What a fact comes to, of the entries that its window holds."""

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Final, assert_never

from caremodel.grammar.entries import Entry
from caremodel.grammar.facts._asked import Change, Latest, Since, Tie, Value
from caremodel.grammar.facts._known import Why

LARGEST_WHOLE: Final = 2**53
"""Up to here each whole number is a double of its own, in every engine."""

MILLION: Final = 1e6
"""A change is counted in parts of one: so many of them make it."""

LARGEST_COUNTED: Final = 1e9
"""Up to here, either way, doubles tell millionths apart with room to spare."""

Drawn = tuple[Value, tuple[Entry, ...]] | Why


def hindrance(straddling: Sequence[Entry], *, whole: bool) -> Why | None:
    """Say what keeps a whole window from being known."""
    if straddling:
        return Why.IMPRECISE
    return None if whole else Why.NOT_COVERED


def has(
    inside: tuple[Entry, ...], straddling: Sequence[Entry], *, whole: bool
) -> Drawn:
    """Say whether there is any, with the newest."""
    if inside:
        return True, inside[-1:]
    return hindrance(straddling, whole=whole) or (False, ())


def summed(inside: tuple[Entry, ...], unit: str) -> Drawn:
    """Add up whole numbers, where all are."""
    if unit and any(entry.unit != unit for entry in inside):
        return Why.OTHER_UNIT
    values = [entry.value for entry in inside if _is_whole(entry.value)]
    added = sum(int(value) for value in values if value is not None)
    if len(values) < len(inside) or abs(added) > LARGEST_WHOLE:
        return Why.NOT_WHOLE
    return added, inside


def _is_whole(value: float | None) -> bool:
    return value is not None and abs(value) < LARGEST_WHOLE and value == int(value)


def valued(entries: Iterable[Entry]) -> list[Entry]:
    """Keep entries that carry a number."""
    return [entry for entry in entries if entry.value is not None]


def _at(entry: Entry) -> object:
    return entry.order[:3]


def last_day(entry: Entry) -> date:
    """Say the last day the entry can have begun on."""
    return entry.on if entry.on_last is None else entry.on_last


def _uncertain(first: Entry, others: Iterable[Entry]) -> bool:
    """Say whether it is open if *first* is the newest of them."""
    day = first.on
    vague = first.on_last is not None
    return any(
        last_day(other) >= day and (vague or other.on_last is not None)
        for other in others
        if other is not first
    )


def latest(
    fact: Latest,
    inside: Iterable[Entry],
    straddling: Sequence[Entry],
    since: date | None,
    *,
    whole: bool,
) -> Drawn:
    """Read the newest number, if it is certain which that is."""
    readings, open_ones = valued(inside), valued(straddling)
    if not readings:
        return hindrance(open_ones, whole=whole) or Why.NO_VALUE
    newest = max(readings, key=attrgetter("order"))
    if _uncertain(newest, readings) or any(
        last_day(entry) >= newest.on for entry in open_ones
    ):
        return Why.IMPRECISE
    if since is None or newest.on < since:
        return Why.NOT_COVERED
    tied = [entry for entry in readings if _at(entry) == _at(newest)]
    if fact.unit and any(entry.unit != fact.unit for entry in tied):
        return Why.OTHER_UNIT
    chosen = _of_tied(fact.tie, tied)
    return _number(chosen), (chosen,)


def _of_tied(tie: Tie, tied: Sequence[Entry]) -> Entry:
    match tie:
        case Tie.LAST:
            return tied[-1]
        case Tie.LEAST:
            return min(tied, key=_number)
        case Tie.MOST:
            return max(tied, key=_number)
        case _:
            assert_never(tie)


_number: Callable[[Entry], float] = attrgetter("value")


def changed(fact: Change, inside: Iterable[Entry]) -> Drawn:
    """Hold the newest number against the oldest, the highest or the lowest."""
    readings = valued(inside)
    if len(readings) < 2:  # noqa: PLR2004 - a change is between two
        return Why.NO_VALUE
    if fact.unit and any(entry.unit != fact.unit for entry in readings):
        return Why.OTHER_UNIT
    if any(entry.on_last is not None for entry in readings):
        return Why.IMPRECISE
    held, newest = _held(fact.since, readings), readings[-1]
    before, after = float(_number(held)), float(_number(newest))
    change = _difference(before, after, relative=fact.relative)
    if not math.isfinite(change):
        return Why.NO_VALUE
    return change, (newest,) if held is newest else (held, newest)


def _held(since: Since, readings: Sequence[Entry]) -> Entry:
    """Choose what the newest is held against; of several alike, the first."""
    match since:
        case Since.OLDEST:
            return readings[0]
        case Since.HIGHEST:
            return max(readings, key=_double)
        case Since.LOWEST:
            return min(readings, key=_double)
        case _:
            assert_never(since)


def _double(entry: Entry) -> float:
    return float(_number(entry))


def _difference(before: float, after: float, *, relative: bool) -> float:
    """Take *before* from *after*; if *relative*, as a share of it, or NaN of nothing.

    What people write in decimals is mostly no double: 64.1 less 62.1 leaves a little
    under 2. So numbers are counted in millionths, and counts are exact. Those too large
    for that are taken as they are.
    """
    parts = 1.0
    if max(abs(before), abs(after)) <= LARGEST_COUNTED:
        before, after, parts = _counted(before), _counted(after), MILLION
    if not relative:
        return (after - before) / parts
    return (after - before) / before if before else math.nan


def _counted(number: float) -> float:
    return float(math.floor(number * MILLION + 0.5))
