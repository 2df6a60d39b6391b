"""Chance has an address: what is drawn depends on where it is drawn, on nothing else.

A draw is a pure function of seed, stream, person and week. So it does not matter in
which order, on how many machines, or for which part of a crowd one draws: any one
person can be told as a story out of a million. Nothing here remembers anything.

The arithmetic is that of unsigned 64-bit integers, so that columns of them give the
same bits as the plain integers here. It mixes well; it is no cryptography.
"""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Final, TypeVar

from caremodel.errors import InvalidValueError

__all__ = ["Key", "happens", "key_number", "mix", "pick", "uniform", "whole"]

Key = int | str
"""What names a stream or a person: a whole number or a text."""

T = TypeVar("T")

WORD: Final = 2**64 - 1
STEP: Final = 0x9E3779B97F4A7C15
FIRST_FACTOR: Final = 0xBF58476D1CE4E5B9
SECOND_FACTOR: Final = 0x94D049BB133111EB
UNUSED_BITS: Final = 11
FRACTIONS: Final = 2.0**53
KEPT: Final = 2**14


def mix(number: int) -> int:
    """Mix a 64-bit number into another, one to one: one step of splitmix64.

    Source: steele2014.
    """
    mixed = (number + STEP) & WORD
    mixed = ((mixed ^ (mixed >> 30)) * FIRST_FACTOR) & WORD
    mixed = ((mixed ^ (mixed >> 27)) * SECOND_FACTOR) & WORD
    return mixed ^ (mixed >> 31)


@lru_cache(maxsize=KEPT)
def key_number(key: Key) -> int:
    """Turn a key into a 64-bit number: the same on every machine and in every run.

    A whole number is itself, modulo 2^64. A text is the BLAKE2b digest of its UTF-8
    bytes, eight bytes long, read with the least significant byte first.
    """
    if isinstance(key, str):
        return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")
    return key & WORD


def uniform(seed: int, stream: Key, person: Key = 0, week: int = 0) -> float:
    """Draw a number from 0 up to, and not including, 1; each is as likely.

    Args:
        seed: Of the whole simulation or panel.
        stream: What is drawn: "reached", "stay" … Streams do not disturb each other.
        person: For whom.
        week: When; also any other count of draws within a stream.
    """
    number = mix(_stem(seed, stream, week) ^ key_number(person))
    return (number >> UNUSED_BITS) / FRACTIONS


def happens(drawn: float, share: float) -> bool:
    """Turn a draw into yes in the *share* of cases given: 0 is never, 1 is always."""
    if not 0 <= share <= 1:
        raise InvalidValueError("draws.happens.share", "must be from 0 to 1")
    return drawn < share


def whole(drawn: float, lowest: int, highest: int) -> int:
    """Turn a draw into a whole number from *lowest* to *highest*, both included."""
    if highest < lowest:
        raise InvalidValueError("draws.whole.highest", "must not be under lowest")
    return lowest + int(drawn * (highest - lowest + 1))


def pick(drawn: float, things: Sequence[T]) -> T:
    """Turn a draw into one of *things*; each is as likely."""
    if not things:
        raise InvalidValueError("draws.pick.things", "must not be empty")
    return things[int(drawn * len(things))]


@lru_cache(maxsize=KEPT)
def _stem(seed: int, stream: Key, week: int) -> int:
    """Mix all of an address but the person, who comes last: a crowd shares the rest."""
    stem = mix(seed & WORD)
    stem = mix(stem ^ key_number(stream))
    return mix(stem ^ (week & WORD))
