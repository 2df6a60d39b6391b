"""What can go wrong, in four kinds.

A message holds paths, rule ids, fact names, bounds and ids, never a value from a
record: it may be about a person.
"""

import attrs

__all__ = [
    "CareModelError",
    "ConflictError",
    "InvalidValueError",
    "NotAllowedError",
    "NotFoundError",
    "Problem",
    "UnreadableError",
]

MOST_PROBLEMS = 20
"""How many problems one error tells before it only counts them."""


class CareModelError(Exception):
    """The kind that all of caremodel's errors are."""


@attrs.define(eq=False)
class InvalidValueError(CareModelError, ValueError):
    """A value was asked for that cannot exist.

    Attributes:
        path: Class and field, or the argument, at fault.
        problem: What must hold there.
    """

    path: str
    problem: str

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


@attrs.define(eq=False)
class NotAllowedError(CareModelError):
    """A well-formed change was asked for in a state that does not permit it.

    Attributes:
        change: What was asked, as a verb phrase.
        because: Every rule that forbids it, never only the first.
    """

    change: str
    because: tuple[str, ...]

    def __str__(self) -> str:
        return f"cannot {self.change}: {'; '.join(self.because)}"


@attrs.define(eq=False, init=False)
class ConflictError(NotAllowedError):
    """A change was decided on a state that is no longer the newest.

    Attributes:
        stream: To what it should happen.
        expected: The version it was decided on.
        actual: The version that stands there now.
    """

    stream: str
    expected: int
    actual: int

    def __init__(self, stream: str, expected: int, actual: int) -> None:
        because = (f"decided on version {expected}, now at {actual}",)
        super().__init__(f"append to {stream}", because)
        self.args = self.stream, self.expected, self.actual = stream, expected, actual


@attrs.define(eq=False)
class NotFoundError(CareModelError, LookupError):
    """A name was asked for that nobody knows.

    Attributes:
        what: The kind of thing that was looked up.
        known: The names that would have been found.
    """

    what: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        listed = ", ".join(self.known[:MOST_PROBLEMS]) or "none"
        more = len(self.known) - MOST_PROBLEMS
        return f"no such {self.what}; known: {listed}{f' and {more} more' * (more > 0)}"


@attrs.frozen
class Problem:
    """One fault of data from outside, with its place.

    Attributes:
        path: Where: file, line or index, and field names.
        problem: What is wrong there, without the value.
    """

    path: str
    problem: str

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


@attrs.define(eq=False)
class UnreadableError(CareModelError, ValueError):
    """Data from outside could not be read.

    Attributes:
        what: What it was to be read as.
        problems: Every fault, with its path.
    """

    what: str
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        told = "; ".join(str(problem) for problem in self.problems[:MOST_PROBLEMS])
        more = len(self.problems) - MOST_PROBLEMS
        return f"not {self.what}: {told}{f'; and {more} more' * (more > 0)}"
