"""What a document holds at its leaves: text, numbers, days, instants, codes.

Each is read and written in one way only, and nothing is turned into anything else: yes
is not 1, 1 is not text, and 1.0 is not a whole number. Only a whole number stands where
any number may.
"""

import enum
import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from types import NoneType
from typing import Any, Final

from caremodel.errors import InvalidValueError
from caremodel.exchange.documents._faults import refused
from caremodel.exchange.documents._json import MOST_DIGITS
from caremodel.grammar.dates import parse_day

__all__ = ["EXACT", "LEAVES", "Read", "Write", "codes_of", "one_of"]

Read = Callable[[Any, Any], Any]
"""Reads a part of a document as a type (which the reader knows already)."""

Write = Callable[[Any], Any]
"""Turns a value into what JSON can hold."""


def text(part: Any, _: object = None) -> str:
    """Take text as it is."""
    if type(part) is str:
        return part
    raise refused(part, "must be text")


def flag(part: Any, _: object = None) -> bool:
    """Take yes or no as it is."""
    if type(part) is bool:
        return part
    raise refused(part, "must be true or false")


def whole(part: Any, _: object = None) -> int:
    """Take a whole number as it is."""
    if type(part) is int:
        return part
    raise refused(part, "must be a whole number")


def number(part: Any, _: object = None) -> float:
    """Take any finite number as it is."""
    if type(part) is int or (type(part) is float and math.isfinite(part)):
        return part
    raise refused(part, "must be a finite number")


ENDS_AT: Final = 10**MOST_DIGITS


def whole_out(value: Any) -> int:
    """Write a whole number, if it is not longer than what is read."""
    if type(value) is int and -ENDS_AT < value < ENDS_AT:
        return value
    raise refused(value, f"must be a whole number of at most {MOST_DIGITS} digits")


def number_out(value: Any) -> float:
    """Write any finite number, if it is not longer than what is read."""
    return whole_out(value) if type(value) is int else number(value)


def nothing(part: Any, _: object = None) -> None:
    """Take null as `None`."""
    if part is not None:
        raise refused(part, "must be null")


# --- exact decimals -------------------------------------------------------------------

WRITTEN_DECIMAL: Final = re.compile(r"-?[0-9]++(?:\.[0-9]++)?+(?:E[+-][0-9]{1,3})?+")


def decimal(part: Any, _: object = None) -> Decimal:
    """Read an exact decimal from text."""
    short = type(part) is str and len(part) <= MOST_DIGITS
    if short and WRITTEN_DECIMAL.fullmatch(part):
        return Decimal(part)
    raise refused(part, "must be a decimal number written as text")


def decimal_text(value: Any) -> str:
    """Write an exact decimal as text, every digit of it."""
    if type(value) is Decimal and value.is_finite() and len(str(value)) <= MOST_DIGITS:
        return str(value)
    raise refused(value, "must be a finite Decimal")


# --- days and instants ----------------------------------------------------------------


def day(part: Any, _: object = None) -> date:
    """Read a day written as YYYY-MM-DD."""
    try:
        return parse_day(part)
    except InvalidValueError as error:
        raise refused(part, error.problem) from None


def day_text(value: Any) -> str:
    """Write a day as YYYY-MM-DD."""
    if type(value) is date:
        return value.isoformat()
    raise refused(value, "must be a day, and not an instant")


AN_INSTANT: Final = "must be an instant written as YYYY-MM-DDThh:mm:ss.ffffffZ"
INSTANT_LENGTH: Final = 27
INSTANT_MARKS: Final = "--T::."
"""Every third letter from the fifth on; what stands between can be digits only."""


def instant(part: Any, _: object = None) -> datetime:
    """Read an instant in UTC, written with microseconds."""
    # Newer Pythons take 24:00 for the midnight of the next day.
    if (
        type(part) is str
        and len(part) == INSTANT_LENGTH
        and part[4:20:3] == INSTANT_MARKS
        and part[-1] == "Z"
        and part[11:13] != "24"
    ):
        try:
            return datetime.fromisoformat(part)
        except ValueError:
            pass
    raise refused(part, AN_INSTANT)


def instant_text(value: Any) -> str:
    """Write an instant in UTC, with microseconds."""
    if type(value) is datetime and value.tzinfo is UTC:
        return f"{value.isoformat(timespec='microseconds').removesuffix('+00:00')}Z"
    raise refused(value, "must be an instant in UTC (datetime.UTC)")


LEAVES: Final[Mapping[Any, tuple[Read, Write]]] = {
    str: (text, text),
    bool: (flag, flag),
    int: (whole, whole_out),
    float: (number, number_out),
    NoneType: (nothing, nothing),
    Decimal: (decimal, decimal_text),
    date: (day, day_text),
    datetime: (instant, instant_text),
}
"""How each plain type is read and written."""

EXACT: Final[Mapping[Any, type]] = {text: str, flag: bool, whole: int}
"""Readers that take everything of one class, and nothing else."""


# --- words from a list ----------------------------------------------------------------


def codes_of(kind: type[enum.Enum]) -> tuple[Read, Write]:
    """Make the reader and the writer of an enum: by code, which is its value.

    Raises:
        InvalidValueError: If a code is no text.
    """
    if not all(type(member.value) is str for member in kind):
        raise InvalidValueError(kind.__name__, "must have codes that are text")
    members = {member.value: member for member in kind}
    problem = f"must be one of: {', '.join(members)}"

    def read(part: Any, _: object = None) -> enum.Enum:
        member = members.get(part) if type(part) is str else None
        if member is None:
            raise refused(part, problem)
        return member

    def write(value: Any) -> str:
        if type(value) is not kind:
            raise refused(value, f"must be a {kind.__name__}")
        code: str = value.value
        return code

    return read, write


def one_of(choices: tuple[Any, ...]) -> Read:
    """Make what reads, and writes, one of a few words or numbers."""
    known = {(type(choice), choice) for choice in choices}
    problem = f"must be one of: {', '.join(map(str, choices))}"

    def take(part: Any, _: object = None) -> Any:
        if type(part) in {str, int, bool} and (type(part), part) in known:
            return part
        raise refused(part, problem)

    return take
