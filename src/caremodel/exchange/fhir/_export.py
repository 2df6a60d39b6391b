"""What a read gives back: charts, plans, goals, teams, a small directory, and the rest.

The rest is what was not understood, and what of plans, goals and teams is not kept.
"""

from collections import Counter
from collections.abc import Iterable

import attrs

from caremodel._fields import at_least, identifier
from caremodel.care.goals import Goal
from caremodel.care.plans import Plan
from caremodel.care.teams import CareTeam
from caremodel.people.charts import Chart
from caremodel.people.patients import PatientId

__all__ = [
    "Export",
    "Group",
    "Limits",
    "Loss",
    "Organization",
    "PatientGoal",
    "Practitioner",
    "Progress",
    "Unread",
    "grouped",
]

MEBIBYTE = 2**20


@attrs.frozen(kw_only=True)
class Limits:
    """How much one read takes in; what is larger is not read, and listed.

    Assumed: by us; the largest bundles of the Synthea simulator stay well under both.

    Attributes:
        document: Size of one JSON document, unpacked [bytes].
        line: Size of one line of an ndjson file, unpacked [bytes].
    """

    document: int = attrs.field(default=128 * MEBIBYTE, validator=at_least(1))
    line: int = attrs.field(default=16 * MEBIBYTE, validator=at_least(1))


@attrs.frozen
class Progress:
    """How far a read has come.

    Attributes:
        done: Size of what is read, as it lies on disk [bytes].
        total: Size of everything there is to read, as it lies on disk [bytes].
        file: The file being read.
    """

    done: int
    total: int
    file: str


@attrs.frozen
class Unread:
    """Something in an export that was not understood, and so is in no chart.

    Attributes:
        file: Where it is, within the folder that was read.
        index: Of the entry in a bundle or of the line in an ndjson file, from 0; `None`
            if it is about the whole file.
        what: The type of the resource, or what else it is.
        reason: Why it was not understood, with the path inside it; never a value.
        count: How many there are of it; more than 1 only where `index` is `None`.
    """

    file: str
    index: int | None
    what: str
    reason: str
    count: int = 1

    def __str__(self) -> str:
        times = f" ({self.count} times)" if self.count > 1 else ""
        return f"{self.place}: {self.what}: {self.reason}{times}"

    @property
    def place(self) -> str:
        """The file, with the index in it."""
        return self.file if self.index is None else f"{self.file}[{self.index}]"


@attrs.frozen(kw_only=True, repr=False)
class Organization:
    """An organization that an export names.

    Attributes:
        id: As links name it: "Organization/7".
        name: What it is called.
        part_of: The organization it belongs to, if it says so.
    """

    id: str = attrs.field(validator=identifier)
    name: str = ""
    part_of: str | None = None

    def __repr__(self) -> str:
        return f"Organization({self.id!r})"


@attrs.frozen(kw_only=True, repr=False)
class Practitioner:
    """Someone who gives care, as an export names them.

    Attributes:
        id: As links name them: "Practitioner/7".
        name: What they are called.
    """

    id: str = attrs.field(validator=identifier)
    name: str = ""

    def __repr__(self) -> str:
        return f"Practitioner({self.id!r})"


@attrs.frozen(kw_only=True, repr=False)
class Group:
    """A roster of people.

    Attributes:
        id: As links name it: "Group/7".
        name: What it is called.
        members: The patients on it, less those it calls inactive.
    """

    id: str = attrs.field(validator=identifier)
    name: str = ""
    members: tuple[PatientId, ...] = attrs.field(
        default=(), converter=tuple[PatientId, ...]
    )

    def __repr__(self) -> str:
        return f"Group({self.id!r}, {len(self.members)} members)"


@attrs.frozen(kw_only=True, repr=False)
class PatientGoal:
    """A goal that stands in no plan, and whose it is.

    Attributes:
        patient_id: Of the patient it is about, whoever voiced it.
        goal: Itself.
    """

    patient_id: PatientId = attrs.field(validator=identifier)
    goal: Goal

    def __repr__(self) -> str:
        return f"PatientGoal({self.patient_id!r}, {self.goal!r})"


@attrs.frozen
class Loss:
    """Something of plans, goals and teams that ours do not keep, or had to take as so.

    Attributes:
        what: What it is, in the plural; never a value.
        count: How many of it there are.
    """

    what: str
    count: int

    def __str__(self) -> str:
        return f"{self.count:,} {self.what}"


@attrs.frozen(kw_only=True, repr=False)
class Export:
    """Everything that was read from one place.

    Attributes:
        charts: Whose records there are, by patient id.
        resources: How many of each type the patients' files hold, before any merging;
            files that hold a directory alone are read, not counted.
        unread: What was not understood; what is about a type as a whole is told once
            for each file, with how many resources it is.
        notes: What was done with data that needed a decision, counted.
        organizations: By id.
        practitioners: By id.
        groups: By id.
        plans: Of the patients in the charts, by patient and id; one that is no plan of
            ours stands in their chart alone.
        goals: Those that stand in none of the plans, in the same order.
        teams: Around the patients in the charts, in the same order.
        losses: What of plans, goals and teams is not kept, in alphabetical order.
    """

    charts: tuple[Chart, ...]
    resources: tuple[tuple[str, int], ...] = ()
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()
    organizations: tuple[Organization, ...] = ()
    practitioners: tuple[Practitioner, ...] = ()
    groups: tuple[Group, ...] = ()
    plans: tuple[Plan, ...] = attrs.field(default=(), converter=tuple[Plan, ...])
    goals: tuple[PatientGoal, ...] = attrs.field(
        default=(), converter=tuple[PatientGoal, ...]
    )
    teams: tuple[CareTeam, ...] = attrs.field(
        default=(), converter=tuple[CareTeam, ...]
    )
    losses: tuple[Loss, ...] = attrs.field(default=(), converter=tuple[Loss, ...])

    def __repr__(self) -> str:
        unread = sum(each.count for each in self.unread)
        return f"Export({len(self.charts)} charts, {unread} unread)"


def grouped(unread: Iterable[Unread]) -> tuple[tuple[str, int], ...]:
    """Count what was not understood by what it is, in alphabetical order."""
    counts: Counter[str] = Counter()
    for each in unread:
        counts[each.what] += each.count
    return tuple(sorted(counts.items()))
