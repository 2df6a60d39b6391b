"""JSON from outside, bounded: its size, depth and items are looked at before its parts.

What JSON allows and a document may not have (a key twice, an endlessly long number,
half a character) becomes a `Flaw` where it stands.
"""

import json
import re
from typing import Any, Final

import attrs

from caremodel._fields import at_least
from caremodel.exchange.documents._faults import TOO_DEEP, Faulty, Flaw

__all__ = ["LONGEST_KEY", "MOST_DIGITS", "Limits", "parsed", "size_of", "written"]

MOST_DIGITS: Final = 100
"""Digits that one number may have. Assumed: caremodel; money has at most 40."""

LONGEST_KEY: Final = 256
"""Characters that a key may have which no class names. Assumed: caremodel."""


@attrs.frozen(kw_only=True)
class Limits:
    """How much one document or log may hold; what holds more is not read.

    Assumed: caremodel, after measuring: within these, what is read of a hostile
    document takes up at most about 60 MB.

    Attributes:
        size: Of the text as UTF-8 [bytes].
        depth: How deep lists and objects may nest [levels].
        items: How many items all lists and objects may have together, and how many
            lines a log.
    """

    size: int = attrs.field(default=8 * 2**20, validator=at_least(1))
    depth: int = attrs.field(default=64, validator=at_least(1))
    items: int = attrs.field(default=250_000, validator=at_least(1))


# --- reading --------------------------------------------------------------------------


def parsed(data: object, limits: Limits) -> Any:
    """Parse one JSON document.

    Raises:
        Faulty: If it is no JSON, or more than *limits* allow.
    """
    text = _text(data, limits)
    opened = _check_items(text, limits)
    try:
        plain = DECODER.decode(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Faulty([("", f"must be JSON ({place})")]) from None
    except RecursionError:
        raise Faulty([TOO_DEEP]) from None
    if opened > limits.depth and not _nests_within(plain, limits.depth):
        raise Faulty([("", f"must nest at most {limits.depth} levels deep")])
    return _without_halves(plain) if HALF.search(text) else plain


def size_of(data: object) -> int:
    """Say how large a text is [bytes]; of what is no text, 0.

    Raises:
        Faulty: If it holds half a character.
    """
    if isinstance(data, bytes):
        return len(data)
    if not isinstance(data, str):
        return 0
    if data.isascii():
        return len(data)
    try:
        return len(data.encode())
    except UnicodeEncodeError:
        raise Faulty([("", HALF_A_CHARACTER)]) from None


def _check_size(data: object, limits: Limits) -> None:
    if size_of(data) > limits.size:
        raise Faulty([("", f"must be at most {limits.size} bytes long")])


def _text(data: object, limits: Limits) -> str:
    """Read as text what is text: UTF-8, without a byte order mark."""
    _check_size(data, limits)
    if isinstance(data, bytes):
        try:
            data = data.decode()
        except UnicodeDecodeError:
            raise Faulty([("", "must be UTF-8")]) from None
    if not isinstance(data, str):
        raise Faulty([("", "must be text or bytes")])
    if data.startswith("\ufeff"):
        raise Faulty([("", "must not begin with a byte order mark")])
    return data


STRING: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)


def _check_items(text: str, limits: Limits) -> int:
    """Refuse too many items before they are made; say how many brackets open.

    Commas and opening brackets are at least as many as items. Those in strings are told
    apart only where it matters, because that takes longer than all the rest.
    """
    opened = text.count("[") + text.count("{")
    may_be_too_many = opened + text.count(",") > limits.items
    if may_be_too_many and _has_more_items(text, limits.items):
        raise Faulty([("", f"must have at most {limits.items} items")])
    return opened


def _has_more_items(text: str, most: int) -> bool:
    """Count between strings, and no further than needed.

    Each item has at most two strings, so many of them are too many items, too.
    """
    counted = end = 0
    for strings, found in enumerate(STRING.finditer(text)):
        counted += _marks(text, end, found.start())
        if counted > most or strings > 2 * most:
            return True
        end = found.end()
    return counted + _marks(text, end, len(text)) > most


def _marks(text: str, start: int, end: int) -> int:
    return sum(text.count(mark, start, end) for mark in ",[{")


def _nests_within(plain: Any, depth: int) -> bool:
    """Say whether lists and objects nest at most so deep, level by level."""
    level: list[Any] = [[plain]]
    for _ in range(depth + 1):
        level = [
            part
            for each in level
            for part in (each.values() if type(each) is dict else each)
            if type(part) is dict or type(part) is list
        ]
        if not level:
            return True
    return False


KEY_TWICE: Final = Flaw("must not have one key twice")
TOO_LONG: Final = Flaw(f"must be a number of at most {MOST_DIGITS} digits")
HALF_A_CHARACTER: Final = "must not hold half a character (a lone surrogate)"


def _object(pairs: list[tuple[str, Any]]) -> object:
    made = dict(pairs)
    return made if len(made) == len(pairs) else KEY_TWICE


def _whole(text: str) -> object:
    digits = len(text) - text.startswith("-")
    return int(text) if digits <= MOST_DIGITS else TOO_LONG


def _fraction(text: str) -> object:
    return float(text) if len(text) <= MOST_DIGITS else TOO_LONG


DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_whole, parse_float=_fraction
)
"""Takes NaN and 1e400 for what is not finite, which no reader of numbers takes."""

HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")
"""Where half a character may be written; two halves in a row are one character."""


def _without_halves(plain: Any) -> Any:
    """Put a flaw in the place of each text that holds half a character."""
    if isinstance(plain, str):
        return plain if _is_whole(plain) else Flaw(HALF_A_CHARACTER)
    if isinstance(plain, list):
        return [_without_halves(part) for part in plain]
    if isinstance(plain, dict):
        if not all(map(_is_whole, plain)):
            return Flaw(HALF_A_CHARACTER)
        return {key: _without_halves(part) for key, part in plain.items()}
    return plain


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


# --- writing --------------------------------------------------------------------------


def written(plain: Any) -> str:
    """Write plain data in the one way we do: UTF-8 as it is, no spaces.

    Raises:
        Faulty: If a reader with the usual limits would refuse it.
    """
    if not _nests_within(plain, USUAL.depth):
        raise Faulty([("", f"must nest at most {USUAL.depth} levels deep")])
    text = ENCODER.encode(plain)
    _check_size(text, USUAL)
    _check_items(text, USUAL)
    return text


USUAL: Final = Limits()
ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False
)
