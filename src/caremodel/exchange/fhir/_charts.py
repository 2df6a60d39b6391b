"""Whose record everything is: a drawer for each patient, and the charts in the end.

Records may come before the patient they belong to, and references before what explains
them, so charts are made only when everything is read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

import attrs

from caremodel.exchange.fhir._dates import UNDATED
from caremodel.exchange.fhir._entries import Found
from caremodel.exchange.fhir._patients import Person
from caremodel.exchange.fhir._references import References
from caremodel.exchange.fhir._told import Told
from caremodel.grammar.dates import add_days
from caremodel.grammar.entries import Entry, sealed
from caremodel.people.charts import Charge, Chart, Coverage
from caremodel.people.patients import Patient, PatientId, PersonId

__all__ = [
    "Drawer",
    "Place",
    "chart_of",
    "compared",
    "last_recorded",
    "settled",
    "settling_of",
]

Place = tuple[int, int | None]
"""The number of a file, and the index in it."""

PRACTITIONER: Final = "Practitioner"


class Drawer:
    """What is read so far about one patient.

    Attributes:
        person: The patient, once they are read.
        place: Where the patient was read.
        entries: What is filed.
        charges: Money that is filed.
        places: Where each resource was read, by its link.
        aside: Resources that were set aside, by link.
        repeats: Resources whose link came before, and where they stand.
        waiting: Which entries have to wait until everything is read.
        doubtful: Kinds of which something could not be read.
        told: What plans, goals and teams say, by link.
    """

    __slots__ = (
        "aside",
        "charges",
        "doubtful",
        "entries",
        "person",
        "place",
        "places",
        "repeats",
        "told",
        "waiting",
    )

    def __init__(self) -> None:
        self.person: Person | None = None
        self.place: Place = (0, 0)
        self.entries: list[Entry] = []
        self.charges: list[Charge] = []
        self.places: dict[str, Place] = {}
        self.aside: set[str] = set()
        self.repeats: list[tuple[Found, Place]] = []
        self.waiting: set[int] = set()
        self.doubtful: set[str] = set()
        self.told: dict[str, Told] = {}

    def file(self, link: str, found: Found, place: Place) -> None:
        """File what one resource says; one that came before is kept to be compared."""
        if self.places.setdefault(link, place) is not place:
            self.repeats.append((found, place))
            return
        entries, charge, settled, told = found
        if not settled:
            start = len(self.entries)
            self.waiting.update(range(start, start + len(entries)))
        self.entries += entries
        if charge is not None:
            self.charges.append(charge)
        if told is not None:
            self.told[link] = told

    def set_aside(self, link: str, place: Place) -> bool:
        """Set a resource aside; say whether it was filed before after all."""
        filed = self.places.setdefault(link, place) is not place
        if filed and link not in self.aside:
            return True
        self.aside.add(link)
        return False

    def forget(self, file: int) -> None:
        """Take out what came from a file that proved not to be whole."""
        gone = {link for link, place in self.places.items() if place[0] == file}
        kept = [
            (entry, index in self.waiting)
            for index, entry in enumerate(self.entries)
            if _link(entry) not in gone
        ]
        self.entries = [entry for entry, _ in kept]
        self.waiting = {index for index, (_, waits) in enumerate(kept) if waits}
        self.charges = [each for each in self.charges if each.id not in gone]
        self.repeats = [each for each in self.repeats if each[1][0] != file]
        self.aside -= gone
        for link in gone:
            del self.places[link]
            self.told.pop(link, None)


def _link(entry: Entry) -> str:
    """Say which resource an entry is of: a component is of the whole observation."""
    return entry.id.partition("#")[0]


@attrs.frozen(kw_only=True, repr=False)
class Settling:
    """What entries are settled with, now that everything is read.

    Attributes:
        references: What references mean.
        medications: The codes of medications, by link.
        first: The first day on which something undated can have begun.
        last: The last such day.
    """

    references: References
    medications: Mapping[str, tuple[str, ...]]
    first: date
    last: date

    def entry(self, entry: Entry) -> Entry:
        """Settle one entry: its links, its codes, and its day if none is said."""
        links = self.references.all_settled(entry.links)
        codes = entry.codes
        if entry.kind == "medication" and not codes:
            codes = next(filter(None, map(self.medications.get, links)), ())
        on, on_last = entry.on, entry.on_last
        if (on, None, on_last) == UNDATED:
            until = entry.until or self.last
            on, last = min(self.first, until), min(self.last, until)
            on_last = last if last > on else None
        elif links is entry.links and codes is entry.codes:
            return entry
        return sealed(
            entry.id,
            entry.kind,
            codes,
            on,
            entry.at,
            entry.until,
            entry.value,
            entry.unit,
            entry.status,
            links,
            on_last,
        )


def settling_of(
    drawer: Drawer,
    references: References,
    medications: Mapping[str, tuple[str, ...]],
    through: date | None,
) -> Settling:
    """Say what the entries of one patient are settled with.

    What is undated cannot have begun before birth, nor after the record was made: that
    is the last day anything is recorded for, or the day before *through*.
    """
    recorded = last_recorded(drawer)
    if through is not None:
        recorded = max(recorded or date.min, add_days(through, -1))
    return Settling(
        references=references,
        medications=medications,
        first=_first_day(drawer),
        last=recorded or date.max,
    )


def settled(drawer: Drawer, settling: Settling) -> list[Entry]:
    """Hand out the entries of *drawer*, with those settled that had to wait."""
    entries = list(drawer.entries)
    for index in drawer.waiting:
        entries[index] = settling.entry(entries[index])
    return entries


def compared(
    drawer: Drawer, entries: Iterable[Entry], settling: Settling
) -> Iterator[tuple[str, Place, bool]]:
    """Compare what came again with what is filed: its link, its place, and if it is so.

    Args:
        drawer: Where it is filed.
        entries: Of the drawer, settled.
        settling: What to settle the others with.
    """
    if not drawer.repeats:
        return
    filed: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        filed[_link(entry)].append(entry)
    charges = {charge.id: charge for charge in drawer.charges}
    for (again, charge, *_), place in drawer.repeats:
        link = again[0].id
        same = filed[link] == [settling.entry(entry) for entry in again]
        yield link, place, same and charges.get(link) == charge


def chart_of(
    patient_id: PatientId,
    drawer: Drawer,
    person: Person,
    *,
    entries: Iterable[Entry],
    coverage: Iterable[Coverage],
    references: References,
) -> Chart:
    """Make the chart of one patient.

    A kind of which something could not be read is not covered: what does not stand in
    the chart may be just that.

    Args:
        patient_id: Of the patient.
        drawer: What is filed about them.
        person: What their Patient says.
        entries: Of the drawer, settled.
        coverage: What the export is complete for.
        references: What references mean.
    """
    died = person.died
    if person.dead and died is None:
        first = _first_day(drawer)
        died = max(first, min(last_recorded(drawer) or first, person.dead_by))
    carers = map(references.settled, person.pcp)
    pcp = next((link for link in carers if link.startswith(PRACTITIONER)), None)
    return Chart(
        patient=Patient(
            id=patient_id,
            born=person.born,
            died=died,
            gender=person.gender,
            name=person.name,
            access=person.access,
            pcp=None if pcp is None else PersonId(pcp),
        ),
        filed=entries,
        charges=drawer.charges,
        coverage=(each for each in coverage if each.kind not in drawer.doubtful),
    )


def _first_day(drawer: Drawer) -> date:
    """Say the first day on which anything can have happened to the patient."""
    born = None if drawer.person is None else drawer.person.born
    return date.min if born is None else born.start


def last_recorded(drawer: Drawer) -> date | None:
    """Say the last day on which anything is recorded to begin, if any is."""
    last = max((entry.on for entry in drawer.entries), default=date.min)
    return None if last == date.min else last
