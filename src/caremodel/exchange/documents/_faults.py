"""What is wrong with a document, and where: paths and rules, and never a value.

A path is made of known field names and positions in lists only. What a fault holds is
no part of the document, so it may leave this package; the exception that carries it
may not, because its frames hold the document.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import attrs

from caremodel.errors import MOST_PROBLEMS, CareModelError, InvalidValueError, Problem

__all__ = [
    "Fault",
    "Faulty",
    "Flaw",
    "TOO_DEEP",
    "UNKNOWN_KEY",
    "beneath",
    "kept",
    "of_a_check",
    "refused",
]

MOST_LETTERS: Final = 3_600
"""How long all problems of one document are together [characters].

Assumed: caremodel, so that a message stays under 4 KB.
"""

LONGEST_PATH: Final = 1_000
LONGEST_PROBLEM: Final = 400

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
    left = MOST_LETTERS
    for path, problem in faults:
        made = Problem(_shortened(f"${path}"), problem[:LONGEST_PROBLEM])
        left -= len(made.path) + len(made.problem)
        if len(problems) == MOST_PROBLEMS or left < 0:
            break
        problems.append(made)
    return tuple(problems)


def _shortened(path: str) -> str:
    if len(path) <= LONGEST_PATH:
        return path
    return f"{path[: LONGEST_PATH // 2]}…{path[-LONGEST_PATH // 2 :]}"


# --- what a class itself refuses ------------------------------------------------------

FIELD_OF: Final = re.compile(r"\.([A-Za-z_]\w*)")


def of_a_check(
    error: Exception, name: str, known: Iterable[str], part: object
) -> Fault:
    """Tell what a class said when it was made of *part*.

    Args:
        error: What its check raised.
        name: Of the class.
        known: The keys of its fields.
        part: What it was made of: nothing that stands in it is told.
    """
    match error:
        case InvalidValueError():
            path, problem = _step(error.path, known), error.problem
        case CareModelError():
            path, problem = "", str(error)
        case _:
            path, problem = "", f"must make a valid {name}"
    return path, _without({*_texts(part)} - {*known}, problem)


def _step(path: str, known: Iterable[str]) -> str:
    """Take the field from a path like `Plan.goals[g1].kind`, if it is one of these."""
    found = FIELD_OF.search(path)
    return f".{found[1]}" if found and found[1] in known else ""


def _without(texts: Iterable[str], problem: str) -> str:
    """Blank out each of *texts* that a problem repeats as a word of its own."""
    told = (each for each in texts if each in problem)
    for each in sorted(told, key=lambda text: (-len(text), text)):
        problem = re.sub(rf"(?<!\w){re.escape(each)}(?!\w)", "…", problem)
    return problem


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
