"""Dates and times as R4 writes them: exactly, and in no other way.

A time is an instant and falls on a day in the zone of the reader. A date without a
time is that day everywhere. A year or a month is all of its days. A leap second is the
second after it.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Final

from caremodel.exchange.fhir._findings import Fault
from caremodel.exchange.fhir._references import Path

__all__ = ["UNDATED", "Days", "When"]

When = tuple[date, datetime | None, date | None]
"""The day, or the first possible one; the instant; the last possible day if another."""

UNDATED: Final[When] = (date.min, None, date.max)
"""No day is said at all."""

ONE_SECOND: Final = timedelta(seconds=1)

MOST_KEPT: Final = 100_000
"""How many dates are kept for when they come again; then they are forgotten."""

_DAY: Final = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
_TIME: Final = re.compile(
    _DAY + "T(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:[.][0-9]{1,40})?"
    "(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)"
)
_WHOLE_DAY: Final = re.compile(_DAY)
_MONTH: Final = re.compile("(?!0000)([0-9]{4})-(0[1-9]|1[0-2])")
_YEAR: Final = re.compile("(?!0000)[0-9]{4}")

LEAP: Final = slice(len("2016-12-31T23:59:"), len("2016-12-31T23:59:60"))

_LENGTH_OF_DAY: Final = len("2020-12-31")


class Days:
    """Reads dates and times, and remembers them: the same ones come again and again."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._known: dict[str, When] = {}

    def when(self, said: object, path: str) -> When:
        """Read a date or an instant.

        Raises:
            Fault: If it is neither.
        """
        if type(said) is str:
            known = self._known.get(said)
            if known is not None:
                return known
            found = self._read(said)
            if found is not None:
                if len(self._known) >= MOST_KEPT:
                    self._known.clear()
                self._known[said] = found
                return found
        raise Fault(path, "must be a date, or a time with seconds and its offset")

    def first(self, resource: Mapping[str, Any], paths: Iterable[Path]) -> When | None:
        """Read the first date or instant that is said at *paths*, if any is.

        Raises:
            Fault: If something else stands there.
        """
        for head, tail in paths:
            said = resource.get(head)
            if said is not None and tail:
                if type(said) is not dict:
                    raise Fault(head, "must be an object")
                said = said.get(tail)
            if said is not None:
                known = self._known.get(said) if type(said) is str else None
                return known or self.when(said, head)
        return None

    def _read(self, text: str) -> When | None:
        try:
            if len(text) > _LENGTH_OF_DAY:
                return self._time(text) if _TIME.fullmatch(text) else None
            if _WHOLE_DAY.fullmatch(text):
                return date.fromisoformat(text), None, None
        except (ValueError, OverflowError):
            return None
        if found := _MONTH.fullmatch(text):
            year, month = int(found[1]), int(found[2])
            last = date(year, month, monthrange(year, month)[1])
            return date(year, month, 1), None, last
        if _YEAR.fullmatch(text):
            return date(int(text), 1, 1), None, date(int(text), 12, 31)
        return None

    def _time(self, text: str) -> When:
        if text[LEAP] == "60":
            before = f"{text[: LEAP.start]}59{text[LEAP.stop :]}"
            at = datetime.fromisoformat(before) + ONE_SECOND
        else:
            at = datetime.fromisoformat(text)
        if at.tzinfo is not UTC:
            at = at.astimezone(UTC)
        zone = self._zone
        on = at.date() if zone is UTC else at.astimezone(zone).date()
        return on, at, None
