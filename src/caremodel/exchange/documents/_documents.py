"""One value in, one document out, and back.

Reading and writing are sealed: what is wrong comes back from within as data, document
and value are let go, and only then is anything raised. So no error, and nothing that
hangs on one, holds any of it.
"""

from typing import Any, TypeVar, overload

import attrs

from caremodel.errors import (
    CareModelError,
    InvalidValueError,
    NotFoundError,
    UnreadableError,
)
from caremodel.exchange.documents._envelope import closed, opened
from caremodel.exchange.documents._faults import TOO_DEEP, Faulty, kept
from caremodel.exchange.documents._json import Limits, parsed
from caremodel.exchange.documents._vocabulary import HOUSE, Vocabulary

__all__ = ["dumps", "loads"]

T = TypeVar("T")


def dumps(value: object, *, vocabulary: Vocabulary = HOUSE) -> str:
    """Write *value* as a document; equal values make the same one.

    Args:
        value: A rule, a chart, a panel: anything that has a document.
        vocabulary: Which names there are.

    Raises:
        NotFoundError: If such a thing has no document, with the names that there are.
        InvalidValueError: If a field holds what its type does not allow, with its path;
            if it is more than `loads` takes with its usual limits.
    """
    made = _written(value, vocabulary)
    del value
    if isinstance(made, CareModelError):
        raise made
    return made


def _written(value: object, vocabulary: Vocabulary) -> str | CareModelError:
    try:
        return closed(vocabulary.document(type(value)), value)
    except NotFoundError as error:
        return NotFoundError(error.what, error.known)
    except Faulty as faulty:
        problem = kept(faulty.faults)[0]
        return InvalidValueError(problem.path, problem.problem)


@attrs.frozen
class _Read:
    """What was read, where nothing was wrong."""

    value: Any


@overload
def loads(
    text: str | bytes,
    kind: type[T],
    *,
    limits: Limits = ...,
    vocabulary: Vocabulary = ...,
) -> T: ...
@overload
def loads(
    text: str | bytes,
    kind: object = ...,
    *,
    limits: Limits = ...,
    vocabulary: Vocabulary = ...,
) -> Any: ...
def loads(
    text: str | bytes,
    kind: object = None,
    *,
    limits: Limits = Limits(),  # noqa: B008 - a frozen value
    vocabulary: Vocabulary = HOUSE,
) -> Any:
    """Read a document.

    Nothing is turned into anything else and nothing is passed over: an unknown key, a
    key twice, a number where text should be are refused, and so is what the class
    itself refuses.

    Args:
        text: The document; bytes are UTF-8.
        kind: What it must be: a name, a class or a union; by default whatever it is.
        limits: How much it may hold.
        vocabulary: Which names there are.

    Raises:
        UnreadableError: If it cannot be read: up to 20 problems with their paths, and
            nothing of what stands in it; of a pathway or a rule, in which no person can
            stand, what its classes say, in full.
        NotFoundError: If *kind* has no document, with the names that there are.
    """
    read = _read(text, kind, limits, vocabulary)
    del text
    if isinstance(read, CareModelError):
        raise read
    return read.value


def _read(
    text: object, kind: object, limits: Limits, vocabulary: Vocabulary
) -> _Read | CareModelError:
    """Read a document, or make the error that says what is wrong with it."""
    what = "a caremodel document"
    try:
        asked = None if kind is None else vocabulary.document(kind)
        what = what if asked is None else f"{what} of type {asked.name}"
        _, value = opened(parsed(text, limits), vocabulary.document, asked)
        return _Read(value)
    except NotFoundError as error:
        return NotFoundError(error.what, error.known)
    except Faulty as faulty:
        return UnreadableError(what, kept(faulty.faults))
    except RecursionError:
        return UnreadableError(what, kept([TOO_DEEP]))
