"""Days, periods, ages and cadences.

Care logic counts whole days. Nothing here knows what day it is today, and what is due
is worked out from what was done, never stored. Recurrences that a host writes itself
("every second Tuesday") are `dateutil`'s.
"""

import enum
import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Final, assert_never

import attrs

from caremodel._fields import each_of, not_empty, of
from caremodel.errors import InvalidValueError

__all__ = [
    "Cadence",
    "Due",
    "DueStatus",
    "FromLast",
    "Interval",
    "Period",
    "Staged",
    "Windows",
    "add_days",
    "add_months",
    "age_on",
    "due",
    "on_day",
    "parse_day",
    "standing",
]

WRITTEN_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTHS_A_YEAR: Final = 12


@attrs.frozen(kw_only=True)
class Period:
    """The days from `start` up to, and not including, `end`.

    Attributes:
        start: The first day.
        end: The day after the last one; `None` while there is no end.
    """

    start: date
    end: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise InvalidValueError("Period.end", "must not be before start")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    @property
    def days(self) -> int | None:
        """How long it lasts [days]; `None` while there is no end."""
        return None if self.end is None else (self.end - self.start).days


def on_day(day: date) -> Period:
    """Make the period that is *day* alone."""
    return Period(start=day, end=add_days(day, 1))


def parse_day(text: str) -> date:
    """Read a day written as YYYY-MM-DD, and in no other way.

    Raises:
        InvalidValueError: If *text* is anything else.
    """
    try:
        if WRITTEN_DAY.fullmatch(text):
            return date.fromisoformat(text)
    except (TypeError, ValueError):
        pass
    raise InvalidValueError("day", "must be a day written as YYYY-MM-DD")


def add_days(day: date, days: int) -> date:
    """Count *days* on from *day*, or back; past the calendar's ends it stays there."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def add_months(day: date, months: int) -> date:
    """Count *months* on from *day*, or back, clamped to the month's end.

    Past the calendar's ends it stays there.
    """
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    month += 1
    if day.day <= 28:  # noqa: PLR2004 - every month has that many days
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def age_on(born: date, on: date) -> int:
    """Count the whole years since *born* as of the day *on* [years].

    Who was born on 29 February is a year older on 1 March in common years. Before
    birth the count is negative.
    """
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


class DueStatus(enum.Enum):
    """Where something repeated stands on a day. Derived, never stored."""

    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"
    EXPIRED = "expired"


def _whole(instance: object, attribute: "attrs.Attribute[int]", value: object) -> None:
    """Check that a length of time is a whole number, or none."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        path = f"{type(instance).__name__}.{attribute.name}"
        raise InvalidValueError(path, "must be a whole number, at least 0")


@attrs.frozen(kw_only=True)
class Interval:
    """A length of time in whole months and days; months are counted first.

    Attributes:
        months: Calendar months [months].
        days: Days after them [days].
    """

    months: int = attrs.field(default=0, validator=_whole)
    days: int = attrs.field(default=0, validator=_whole)

    def __attrs_post_init__(self) -> None:
        if not self.months and not self.days:
            raise InvalidValueError("Interval", "must be longer than nothing")

    def after(self, day: date) -> date:
        """Say which day comes this long after *day*."""
        return add_days(add_months(day, self.months), self.days)


@attrs.frozen(kw_only=True)
class FromLast:
    """Due again a fixed time after it was last done.

    Attributes:
        every: Time from one doing to the next.
        grace: Days after the due day before it is overdue [days].
        expires: Days after the due day until nobody asks for it any more [days].
    """

    every: Interval = attrs.field(validator=of(Interval))
    grace: int = attrs.field(default=0, validator=_whole)
    expires: int | None = attrs.field(
        default=None, validator=attrs.validators.optional(_whole)
    )

    def __attrs_post_init__(self) -> None:
        _check_expiry("FromLast", self.grace, self.expires)


@attrs.frozen(kw_only=True)
class Windows:
    """Due once within each of a row of equal windows, whenever in it.

    Attributes:
        every: How long each window is; the first begins on the day care did.
        grace: Days before a window's end on which it becomes due [days]; 0 makes it due
            for the whole window.
    """

    every: Interval = attrs.field(validator=of(Interval))
    grace: int = attrs.field(default=0, validator=_whole)


@attrs.frozen(kw_only=True)
class Staged:
    """Due at set days after care began: often at first, then less.

    Attributes:
        steps: Time from each due day to the next; after the last one nothing is due.
        grace: Days after a due day before it is overdue [days].
        expires: Days after a due day until nobody asks for it any more [days].
    """

    steps: tuple[Interval, ...] = attrs.field(
        converter=tuple[Interval, ...], validator=[not_empty, each_of(Interval)]
    )
    grace: int = attrs.field(default=0, validator=_whole)
    expires: int | None = attrs.field(
        default=None, validator=attrs.validators.optional(_whole)
    )

    def __attrs_post_init__(self) -> None:
        _check_expiry("Staged", self.grace, self.expires)


Cadence = FromLast | Windows | Staged


@attrs.frozen(kw_only=True)
class Due:
    """What a cadence asks for next.

    Attributes:
        on: The day it is due; `None` when nothing more is asked for.
        status: Where it stands; `None` when nothing more is asked for.
    """

    on: date | None
    status: DueStatus | None


def due(cadence: Cadence, *, since: date, done: Iterable[date], on: date) -> Due:
    """Work out what *cadence* asks for on the day *on*.

    Args:
        cadence: How often it is to be done.
        since: The day from which it is asked for.
        done: Days on which it was done, in any order; days after *on* do not count.
        on: The day to stand on.
    """
    days = sorted(day for day in done if since <= day <= on)
    match cadence:
        case FromLast():
            target = cadence.every.after(days[-1] if days else since)
            return standing(target, on=on, grace=cadence.grace, expires=cadence.expires)
        case Staged():
            return _staged(cadence, since, days, on)
        case Windows():
            return _windowed(cadence, since, days, on)
        case _:
            assert_never(cadence)


def standing(
    target: date, *, on: date, grace: int = 0, expires: int | None = None
) -> Due:
    """Say where something stands on the day *on* that is due once, on *target*.

    Args:
        target: The day it is due.
        on: The day to stand on.
        grace: Days after it before it is overdue [days].
        expires: Days after it until nobody asks for it any more [days].
    """
    if on < target:
        status = DueStatus.UPCOMING
    elif on <= add_days(target, grace):
        status = DueStatus.DUE
    elif expires is not None and on > add_days(target, expires):
        status = DueStatus.EXPIRED
    else:
        status = DueStatus.OVERDUE
    return Due(on=target, status=status)


def _check_expiry(name: str, grace: int, expires: int | None) -> None:
    if expires is not None and expires < grace:
        raise InvalidValueError(f"{name}.expires", "must not be under grace")


def _staged(cadence: Staged, since: date, days: Sequence[date], on: date) -> Due:
    """Ask for the first step not yet done; each doing settles one step."""
    targets = list(
        accumulate(cadence.steps, lambda day, step: step.after(day), initial=since)
    )[1:]
    if len(days) >= len(targets):
        return Due(on=None, status=None)
    target = targets[len(days)]
    return standing(target, on=on, grace=cadence.grace, expires=cadence.expires)


def _windowed(cadence: Windows, since: date, days: Sequence[date], on: date) -> Due:
    """Ask for the window that *on* lies in; one missed before makes it overdue."""
    if on < since:
        return Due(on=since, status=DueStatus.UPCOMING)
    index = _window_of(cadence.every, since, on)
    start, end = (_window_start(cadence.every, since, at) for at in (index, index + 1))
    if days and days[-1] >= start:
        return Due(on=end, status=DueStatus.UPCOMING)
    before = _window_start(cadence.every, since, index - 1) if index else None
    if before is not None and not any(before <= day < start for day in days):
        return Due(on=start, status=DueStatus.OVERDUE)
    opens = start if not cadence.grace else max(start, add_days(end, -cadence.grace))
    status = DueStatus.DUE if on >= opens else DueStatus.UPCOMING
    return Due(on=opens, status=status)


def _window_start(every: Interval, since: date, index: int) -> date:
    """Say when window *index* begins, counted from *since* so that no day drifts."""
    return add_days(add_months(since, every.months * index), every.days * index)


def _window_of(every: Interval, since: date, on: date) -> int:
    """Find the last window that begins no later than *on*."""
    low, high = 0, (on - since).days + 1
    while low < high:
        middle = (low + high + 1) // 2
        if _window_start(every, since, middle) <= on:
            low = middle
        else:
            high = middle - 1
    return low
