"""What is wrong with a document, and where: paths and rules, and never a value.

A path is made of known field names and positions in lists only. What a fault holds is
no part of the document, so it may leave this package; the exception that carries it
may not, because its frames hold the document. Only of a document in which no person can
stand, a pathway or a rule, what its classes say is told with the names that it repeats.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import Any, Final

import attrs

from caremodel.errors import MOST_PROBLEMS, CareModelError, InvalidValueError, Problem

__all__ = [
    "Fault",
    "Faulty",
    "Flaw",
    "TOO_DEEP",
    "UNKNOWN_KEY",
    "Tell",
    "beneath",
    "bounded",
    "in_full",
    "kept",
    "of_a_check",
    "refused",
]

MOST_BYTES: Final = 3_600
"""How long all problems of one document are together [bytes of UTF-8].

Assumed: caremodel, so that a message stays under 4 KB.
"""

LONGEST_PATH: Final = 1_000
LONGEST_PROBLEM: Final = 2_400

UNKNOWN_KEY: Final = "<unknown key>"

Fault = tuple[str, str]
"""Where, counted from the part that was read (".goals[2].kind"), and what."""


TOO_DEEP: Final[Fault] = ("", "must nest less deeply")
"""Of what nests within its limits, but more deeply than this Python goes."""


class Faulty(Exception):  # noqa: N818 - never leaves this package
    """A part of a document cannot be read, or a value not be written.

    Attributes:
        faults: Everything that is wrong with it, as far as was looked.
    """

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__()
        self.faults = faults


@attrs.frozen
class Flaw:
    """Stands where a document has something that JSON allows and we do not.

    No reader takes one, so it is refused at the place where it stands.

    Attributes:
        problem: What is wrong with it.
    """

    problem: str


def refused(part: object, problem: str) -> Faulty:
    """Make the exception that refuses *part*; a flaw says itself what it is."""
    return Faulty([("", part.problem if isinstance(part, Flaw) else problem)])


def beneath(step: str, faulty: Faulty) -> list[Fault]:
    """Tell the faults of a part from where the part stands."""
    return [(f"{step}{path}", problem) for path, problem in faulty.faults]


def kept(faults: Iterable[Fault]) -> tuple[Problem, ...]:
    """Make problems of the first few faults, not more than a message can hold."""
    problems: list[Problem] = []
    left = MOST_BYTES
    for path, problem in faults:
        made = bounded(f"${path}", problem)
        left -= len(made.path.encode()) + len(made.problem.encode())
        if len(problems) == MOST_PROBLEMS or left < 0:
            break
        problems.append(made)
    return tuple(problems)


def bounded(path: str, problem: str) -> Problem:
    """Make a problem that is no longer than one may be."""
    if len(path) > LONGEST_PATH:
        path = f"{path[: LONGEST_PATH // 2]}…{path[-LONGEST_PATH // 2 :]}"
    if len(problem.encode()) > LONGEST_PROBLEM:
        head = problem.encode()[:LONGEST_PROBLEM].decode(errors="ignore")
        problem = f"{head}…"
    return Problem(path, problem)


# --- what a class itself refuses ------------------------------------------------------

FIELD_OF: Final = re.compile(r"\.([A-Za-z_]\w*)")


Tell = Callable[[Exception, str, Collection[str], object], Fault]
"""Tells what a class said when it was made of a part of a document."""


def of_a_check(
    error: Exception, name: str, known: Collection[str], part: object
) -> Fault:
    """Tell what a class said when it was made of *part*.

    Args:
        error: What its check raised.
        name: Of the class.
        known: The keys of its fields.
        part: What it was made of: nothing that stands in it is told.
    """
    path, problem = _said(error, name, known)
    told = _without((text for text in _texts(part) if text not in known), problem)
    return path, f"must make a valid {name}" if told is None else told


def in_full(error: Exception, name: str, known: Collection[str], _: object) -> Fault:
    """Tell what a class said, with all the names in it, in one line.

    Only of a document in which no person can stand.

    Args:
        error: What its check raised.
        name: Of the class.
        known: The keys of its fields.
    """
    path, problem = _said(error, name, known)
    letters = (each if each.isprintable() else repr(each)[1:-1] for each in problem)
    return path, "".join(letters)


def _said(error: Exception, name: str, known: Collection[str]) -> Fault:
    match error:
        case InvalidValueError():
            return _step(error.path, name, known), error.problem
        case CareModelError():
            return "", str(error)
        case _:
            return "", f"must make a valid {name}"


def _step(path: str, name: str, known: Collection[str]) -> str:
    """Take the field from a path like `Plan.goals[g1].kind`, if it is one of these.

    Between brackets after the class stands what one is called: that is no path.
    """
    if path.startswith(f"{name}["):
        path = path[path.rfind("]") :]
    found = FIELD_OF.search(path)
    return f".{found[1]}" if found and found[1] in known else ""


HEAD: Final = 2_000
"""How much of what a class says is looked at [characters]; less than that is told."""

TELLING: Final = 64
"""How much of a text tells whether one may begin at a place [characters]."""

MOST_LOOKS: Final = 2_000
"""How often texts are looked for in one problem, before it is not told at all.

Assumed: caremodel, after measuring: no document makes it longer than a moment.
"""


def _without(texts: Iterable[str], problem: str) -> str | None:
    """Blank out each of *texts* that a problem repeats as a word of its own.

    Of a long problem only the head is handed out, and where a text goes on past it,
    all of that is blank, too.

    Returns:
        What is left; `None` if too many texts may stand in it.
    """
    beginnings = {
        problem[at : at + long]
        for at in range(min(HEAD, len(problem)))
        if not _is_letter(problem, at - 1)
        for long in range(1, TELLING + 1)
    }
    told: set[str] = set()
    for text in texts:
        told |= {form for form in _forms(text) if form[:TELLING] in beginnings}
        if len(told) > MOST_LOOKS:
            return None
    spans = [*islice(_spans(told, problem), MOST_LOOKS + 1)]
    return None if len(spans) > MOST_LOOKS else _blanked(problem, spans)


def _forms(text: str) -> set[str]:
    """Name the ways a text may stand in a message: as it is, and between quotes."""
    escaped = repr(f'{text}"')[1:-2]
    return {text, escaped, escaped.replace("\\'", "'")}


def _spans(texts: Iterable[str], problem: str) -> Iterator[tuple[int, int]]:
    """Find where each text begins within the head; empty where it is part of a word."""
    for text in texts:
        end = HEAD - 1 + len(text)
        at = problem.find(text, 0, end)
        while at >= 0:
            after = at + len(text)
            part = _is_letter(problem, at - 1) or _is_letter(problem, after)
            yield at, at if part else after
            at = problem.find(text, at + 1, end)


def _is_letter(problem: str, at: int) -> bool:
    each = problem[at] if 0 <= at < len(problem) else ""
    return each.isalnum() or each == "_"


def _blanked(problem: str, spans: Iterable[tuple[int, int]]) -> str:
    """Put one mark in the place of spans that overlap, and cut after the head."""
    left: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if start < end:
            left += [problem[done:start], "…"] if start >= done else []
            done = max(done, end)
    return "".join([*left, problem[done:HEAD]])


def _texts(part: Any) -> Iterator[str]:
    """Hand out every text in a part, keys too, without going deep into the stack."""
    waiting = [part]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str) and each:
            yield each
        elif isinstance(each, dict):
            waiting += [*each, *each.values()]
        elif isinstance(each, list):
            waiting += each
