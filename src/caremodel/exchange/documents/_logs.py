"""A history in, one line for each event out, and back.

Each line is an envelope of its own, with the number of the form its event is written
in. Lines may come more than once and in any order; what they tell must be whole.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from caremodel.errors import (
    MOST_PROBLEMS,
    CareModelError,
    InvalidValueError,
    NotFoundError,
    UnreadableError,
)
from caremodel.exchange.documents._envelope import closed, opened
from caremodel.exchange.documents._faults import (
    TOO_DEEP,
    Fault,
    Faulty,
    beneath,
    bounded,
    kept,
)
from caremodel.exchange.documents._json import Limits, parsed, size_of
from caremodel.exchange.documents._vocabulary import HOUSE, Form, Vocabulary
from caremodel.grammar.histories import Correction, History, Recorded, assembled

__all__ = ["read_log", "write_log"]

WHAT = "a caremodel log"


# --- writing --------------------------------------------------------------------------


def write_log(history: History[Any], *, vocabulary: Vocabulary = HOUSE) -> str:
    """Write a history as a log: one line for each event, in order.

    Args:
        history: What happened; of nothing, the log is empty.
        vocabulary: Which events there are.

    Raises:
        NotFoundError: If such events have no log, with the names that have.
        InvalidValueError: If a field holds what its type does not allow, with its path.
    """
    made = _written(history, vocabulary)
    del history
    if isinstance(made, CareModelError):
        raise made
    return made


def _written(history: History[Any], vocabulary: Vocabulary) -> str | CareModelError:
    lines: list[str] = []
    try:
        for recorded in history.recorded:
            form = vocabulary.log(_kind(recorded, history))
            lines.append(f"{closed(form, recorded, schema=True)}\n")
    except NotFoundError as error:
        return NotFoundError(error.what, error.known)
    except Faulty as faulty:
        problem = kept(beneath(f"[{len(lines)}]", faulty))[0]
        return InvalidValueError(problem.path, problem.problem)
    return "".join(lines)


def _kind(recorded: Recorded[Any], history: History[Any]) -> type:
    """Name the class of an event; of a correction, that of what it corrects."""
    event = recorded.event
    if isinstance(event, Correction):
        event = history.recorded[event.version - 1].event
    return type(event)


# --- reading --------------------------------------------------------------------------


def read_log(
    lines: str | bytes | Iterable[str | bytes],
    *,
    stream: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 - a frozen value
    vocabulary: Vocabulary = HOUSE,
) -> History[Any]:
    """Read a log, as often and in whatever order its lines came.

    A line that is there twice is applied once. One that is missing, two that differ
    under one version, one of another stream, an event of a kind that nobody here knows
    or in a newer form: all are refused, and nothing is passed over.

    Args:
        lines: The log as one text, or its lines; blank ones are passed over.
        stream: Whose log it must be; by default that of its first line.
        limits: How much all of it may hold.
        vocabulary: Which events there are.

    Raises:
        UnreadableError: If it cannot be read, with the paths of lines counted from 0;
            if its lines make no history, with stream and version.
    """
    taken = _taken(lines, limits)
    del lines
    read = _read(taken, stream, limits, vocabulary)
    del taken
    if isinstance(read, CareModelError):
        raise read
    return read


def _taken(
    lines: str | bytes | Iterable[str | bytes], limits: Limits
) -> list[str | bytes]:
    """Take the lines out of whatever holds them, one more than there may be."""
    if isinstance(lines, bytes):
        return [*lines.split(b"\n", limits.items + 1)]
    if isinstance(lines, str):
        return [*lines.split("\n", limits.items + 1)]
    return list(islice(lines, limits.items + 1))


def _read(
    lines: list[str | bytes], stream: str | None, limits: Limits, vocabulary: Vocabulary
) -> History[Any] | UnreadableError:
    """Read a log, or make the error that says what is wrong with it."""
    try:
        delivered = _envelopes(lines, limits, vocabulary)
        return assembled(_stream(delivered) if stream is None else stream, delivered)
    except Faulty as faulty:
        return UnreadableError(WHAT, kept(faulty.faults))
    except RecursionError:
        return UnreadableError(WHAT, kept([TOO_DEEP]))
    except InvalidValueError as error:
        return UnreadableError(WHAT, (bounded(error.path, error.problem),))


def _stream(delivered: list[Recorded[Any]]) -> str:
    if not delivered:
        raise Faulty([("", "must have a line, or its stream must be given")])
    return delivered[0].stream


def _is_blank(line: object) -> bool:
    return isinstance(line, str | bytes) and not line.strip()


def _check_size(lines: list[str | bytes], limits: Limits) -> None:
    if len(lines) > limits.items:
        raise Faulty([("", f"must have at most {limits.items} lines")])
    if sum(map(size_of, lines)) > limits.size:
        raise Faulty([("", f"must be at most {limits.size} bytes long")])


def _envelopes(
    lines: list[str | bytes], limits: Limits, vocabulary: Vocabulary
) -> list[Recorded[Any]]:
    """Read each line; all are of the events that the first one is of."""
    _check_size(lines, limits)
    delivered: list[Recorded[Any]] = []
    faults: list[Fault] = []
    form: Form | None = None
    for at, line in enumerate(lines):
        if _is_blank(line):
            continue
        try:
            plain = parsed(line, limits)
            form, recorded = opened(plain, vocabulary.log, form, schema=True)
            delivered.append(recorded)
        except Faulty as faulty:
            faults += beneath(f"[{at}]", faulty)
            if len(faults) >= MOST_PROBLEMS:
                break
    if faults:
        raise Faulty(faults)
    return delivered
