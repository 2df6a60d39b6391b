"""What turns up while reading: faults, and decisions that are told as counted notes."""

import re
from collections import Counter

from caremodel.exchange.fhir._export import Unread

__all__ = ["Aside", "Fault", "Findings"]

MOST_LISTED = 10_000
"""How many faults are listed one by one; further ones are counted by file and type.

Assumed: by us; what a person can look through, and a few MB.
"""


ONE_OR_MANY = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")
"""Where a note has words for one and for many: "[log was|logs were] left alone"."""


class Fault(Exception):  # noqa: N818 - never leaves this package
    """A resource is not what R4 says, at a path inside it."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)
        self.reason = f"{path}: {problem}" if path else problem


class Aside(Exception):  # noqa: N818 - never leaves this package
    """A resource is understood, and says that it is no part of the record."""

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self.note = note


class Findings:
    """What one read did not understand, and what it decided."""

    def __init__(self) -> None:
        self.listed: list[Unread] = []
        self.counted: Counter[tuple[str, str, str]] = Counter()
        self.notes: Counter[str] = Counter()

    def unread(self, file: str, index: int | None, what: str, reason: str) -> None:
        """Tell of one thing that was not understood."""
        if len(self.listed) < MOST_LISTED:
            self.listed.append(Unread(file, index, what, reason))
        else:
            self.counted[file, what, "more than are listed one by one"] += 1

    def unread_type(self, file: str, what: str, count: int = 1) -> None:
        """Tell of resources of a type that is not read."""
        self.counted[file, what, "this type is not read"] += count

    def note(self, what: str, count: int = 1) -> None:
        """Count one more decision; *what* is told with the count before it.

        It says in brackets what changes with the count: "[log was|logs were] left".
        """
        self.notes[what] += count

    def add(self, others: "Findings") -> None:
        """Take over what was found apart."""
        for each in others.listed:
            self.unread(each.file, each.index, each.what, each.reason)
        self.counted += others.counted
        self.notes += others.notes

    def all_unread(self) -> tuple[Unread, ...]:
        """Hand out what was not understood, by file and index."""
        counted = [
            Unread(file, None, what, reason, count)
            for (file, what, reason), count in self.counted.items()
        ]
        return tuple(sorted([*self.listed, *counted], key=_by_place))

    def all_notes(self) -> tuple[str, ...]:
        """Hand out the notes, each with its count."""
        return tuple(_counted(self.notes[what], what) for what in sorted(self.notes))


def _counted(count: int, what: str) -> str:
    """Tell a note with its count: "1 log was left alone"."""
    words = ONE_OR_MANY.sub(r"\1" if count == 1 else r"\2", what)
    return f"{count:,} {words}"


def _by_place(unread: Unread) -> tuple[str, int, str, str]:
    index = -1 if unread.index is None else unread.index
    return (unread.file, index, unread.what, unread.reason)
