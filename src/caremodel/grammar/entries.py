"""Entries: the one row type that charts, plans, journeys and referrals export.

An entry says that something was so on a day. A record is whatever can hand out entries
by kind and say for which days it is complete. Which facts follow is said in `facts`.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, Protocol

import attrs

from caremodel._fields import is_finite, is_identifier
from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Period

__all__ = ["ALWAYS", "Entry", "Record", "alive_on", "in_order", "merged"]

ALWAYS = Period(start=date.min, end=None)
"""Coverage of a record that is complete from birth on, without an end."""


def _refuse(field: str, problem: str) -> InvalidValueError:
    return InvalidValueError(f"Entry.{field}", problem)


def _check_number(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _refuse("value", "must be an int or a float")
    if not is_finite(value):
        raise _refuse("value", "must be finite")


class _Draft:
    """An entry that is not sealed yet: its fields can still be written."""

    __slots__ = (
        "__weakref__",
        "at",
        "codes",
        "id",
        "kind",
        "links",
        "on",
        "on_last",
        "seq",
        "status",
        "unit",
        "until",
        "value",
    )


@attrs.frozen(repr=False)
class Entry(_Draft):
    """Something that was so on a day, in the words of one record.

    Attributes:
        id: Of the entry, unique among those of its kind in a record.
        kind: What sort of thing: "encounter", "condition", "observation", "goal" …
        codes: What it was, as codes; any of them may be asked for.
        on: The day it began; of an imprecise date the first possible day.
        at: The instant it began (UTC), where known; for order and elapsed time only.
        until: The day it ended, if it did.
        value: A number, if it carries one; never NaN.
        unit: Of the value, as a UCUM code or a currency.
        status: The status its source gave it.
        links: Ids of entries or of others ("Organization/7") that it points at.
        seq: Its place among entries at one instant.
        on_last: The last day it can have begun on; `None` where `on` is exact.
    """

    id: str
    kind: str
    codes: tuple[str, ...]
    on: date
    at: datetime | None = None
    until: date | None = None
    value: int | float | None = None
    unit: str = ""
    status: str = ""
    links: tuple[str, ...] = ()
    seq: int = 0
    on_last: date | None = None

    def __attrs_post_init__(self) -> None:
        on, at, until, on_last = self.on, self.at, self.until, self.on_last
        if not is_identifier(self.id):
            raise _refuse("id", "must be an id: text, not blank, not padded")
        if not self.kind:
            raise _refuse("kind", "must not be blank")
        if type(self.codes) is not tuple:
            raise _refuse("codes", "must be a tuple of texts")
        if type(self.links) is not tuple:
            raise _refuse("links", "must be a tuple of texts")
        if type(on) is not date:
            raise _refuse("on", "must be a day, and not an instant")
        if on_last is not None and on_last <= on:
            raise _refuse("on_last", "must be after `on`, or None where that is exact")
        if until is not None and until < on:
            raise _refuse("until", "must not be before `on`")
        if at is not None and at.tzinfo is not UTC:
            raise _refuse("at", "must be an instant in UTC (datetime.UTC)")
        if self.value is not None:
            _check_number(self.value)

    def __repr__(self) -> str:
        return f"Entry({self.id!r}, {self.kind!r})"

    @property
    def order(self) -> tuple[date, bool, datetime, int, str]:
        """Where the entry stands: by day, then instant, then seq, then id.

        One that knows no instant stands before those of its day that do.
        """
        return _order(self)


_FIRST = datetime.min.replace(tzinfo=UTC)


def sealed(  # noqa: PLR0917 - they are the fields, in their order
    id: str,  # noqa: A002 - as the field is called
    kind: str,
    codes: tuple[str, ...],
    on: date,
    at: datetime | None,
    until: date | None,
    value: float | None,
    unit: str,
    status: str,
    links: tuple[str, ...],
    on_last: date | None,
) -> Entry:
    """Make an entry of fields that a reader has checked, one by one, by the same rules.

    It is for those who read entries by the million, and takes a fourth of the time:
    fields of what is sealed are slow to write, so a draft is written, and then sealed.
    """
    draft: Any = _Draft()
    draft.id = id
    draft.kind = kind
    draft.codes = codes
    draft.on = on
    draft.at = at
    draft.until = until
    draft.value = value
    draft.unit = unit
    draft.status = status
    draft.links = links
    draft.seq = 0
    draft.on_last = on_last
    draft.__class__ = Entry
    entry: Entry = draft
    return entry


class Record(Protocol):
    """What facts are drawn from.

    A chart is one; so is anything of a host's that answers these four questions.
    """

    @property
    def born(self) -> Period | None:
        """The days the person can have been born on; `None` if not known."""

    @property
    def died(self) -> date | None:
        """The day the person died; `None` while alive."""

    def entries(self, kind: str) -> tuple[Entry, ...]:
        """Hand out the entries of *kind*, in order."""

    def covers(self, kind: str) -> tuple[Period, ...]:
        """Say for which days the record is complete for *kind*.

        Within these days what is not there did not happen; outside, it is not known.
        Days before birth need not be covered: nothing can have happened then.
        """


def alive_on(record: Record, on: date) -> bool:
    """Say whether the person is born and alive as the day *on* begins.

    Who can have been born by then counts as born.
    """
    born, died = record.born, record.died
    return (born is None or born.start <= on) and (died is None or died >= on)


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Put *entries* in the order that "latest" and ties go by."""
    return tuple(sorted(entries, key=_order))


def _order(entry: Entry) -> tuple[date, bool, datetime, int, str]:
    at = entry.at
    return (entry.on, at is not None, at or _FIRST, entry.seq, entry.id)


def merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Join periods that overlap or touch; what is left stands apart, in order."""
    joined: list[Period] = []
    for period in sorted(periods, key=lambda period: period.start):
        last = joined[-1] if joined else None
        if last is None or (last.end is not None and last.end < period.start):
            joined.append(period)
        elif last.end is not None and (period.end is None or period.end > last.end):
            joined[-1] = Period(start=last.start, end=period.end)
    return tuple(joined)
