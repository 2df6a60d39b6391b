"""Checks that fields share. Each names the class and the field, never the value."""

import math
import unicodedata
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import attrs

from caremodel.errors import InvalidValueError

__all__ = [
    "at_least",
    "each_of",
    "identifier",
    "is_finite",
    "is_identifier",
    "not_blank",
    "not_empty",
    "number",
    "of",
    "texts",
]

type_check = Callable[[Any, "attrs.Attribute[Any]", Any], None]


def _place(instance: object, attribute: "attrs.Attribute[Any]") -> str:
    return f"{type(instance).__name__}.{attribute.name}"


def _texts(
    several: Iterable[str], instance: Any, attribute: "attrs.Attribute[Any]"
) -> tuple[str, ...]:
    if isinstance(several, str):
        problem = "must be several texts, as in a tuple of one"
        raise InvalidValueError(_place(instance, attribute), problem)
    return tuple(several)


if TYPE_CHECKING:
    # Mypy understands converters that are functions alone.
    def texts(several: Iterable[str], /) -> tuple[str, ...]:
        """Make a tuple of several texts; one alone would fall into its letters."""

else:
    texts = attrs.Converter(_texts, takes_self=True, takes_field=True)


def at_least(least: float) -> type_check:
    """Check that a number is not under *least*."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        if not isinstance(value, int | float) or not value >= least:
            problem = f"must be at least {least}"
            raise InvalidValueError(_place(instance, attribute), problem)

    return check


def of(*kinds: type) -> type_check:
    """Check that a value is of one of some kinds."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        if not isinstance(value, kinds):
            raise InvalidValueError(_place(instance, attribute), f"must be {_a(kinds)}")

    return check


def each_of(*kinds: type) -> type_check:
    """Check that each of several values is of one of some kinds."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        for at, each in enumerate(value):
            if not isinstance(each, kinds):
                path = f"{_place(instance, attribute)}[{at}]"
                raise InvalidValueError(path, f"must be {_a(kinds)}")

    return check


def _a(kinds: tuple[type, ...]) -> str:
    return " or ".join(kind.__name__ for kind in kinds)


def not_blank(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """Check that a text says something."""
    if not isinstance(value, str) or not value.strip():
        raise InvalidValueError(_place(instance, attribute), "must not be blank")


def not_empty(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """Check that a collection holds something."""
    if not value:
        raise InvalidValueError(_place(instance, attribute), "must not be empty")


def is_identifier(value: object) -> bool:
    """Say whether *value* can be an id: opaque text, not blank, padded or odd."""
    if not isinstance(value, str) or not value:
        return False
    if value.isascii():
        return value.isprintable() and value[0] != " " and value[-1] != " "
    return (
        value == value.strip()
        and unicodedata.is_normalized("NFC", value)
        and not any(unicodedata.category(letter).startswith("C") for letter in value)
    )


def identifier(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """Check that an id is opaque text: not blank, not padded, NFC, no controls."""
    if not is_identifier(value):
        problem = "must be text: not blank, not padded, NFC, no control characters"
        raise InvalidValueError(_place(instance, attribute), problem)


def number(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """Check that a number is finite and no bool."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidValueError(_place(instance, attribute), "must be a number")
    if not is_finite(value):
        raise InvalidValueError(_place(instance, attribute), "must be finite")


def is_finite(value: float) -> bool:
    """Say whether *value* is, or rounds to, a finite IEEE double."""
    try:
        return math.isfinite(value)
    except OverflowError:
        return False
