"""The end of a read: what was taken in becomes charts, and an account of the rest."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from caremodel.errors import Problem
from caremodel.exchange.fhir._care import Care
from caremodel.exchange.fhir._charts import (
    Drawer,
    Place,
    chart_of,
    compared,
    settled,
    settling_of,
)
from caremodel.exchange.fhir._export import Export, Loss, Unread
from caremodel.exchange.fhir._findings import Fault
from caremodel.exchange.fhir._forms import FORMS
from caremodel.exchange.fhir._references import last_part
from caremodel.exchange.fhir._take import MERGED, OF_A_PATIENT, Taking, came_before
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import Entry
from caremodel.people.charts import Chart, Coverage
from caremodel.people.patients import PatientId

__all__ = ["finished"]

DIED_SOME_DAY: Final = (
    "[patient|patients] died on a day nobody wrote down: the last day recorded stands "
    "for it"
)

NOTHING: Final = "must hold a resource that is read"

ABSENT: Final = Fault("", "is about a patient who is not in the export")


def finished(taking: Taking, through: date | None) -> Export | tuple[Problem, ...]:
    """Make the export, or say why there is none: nothing in it could be read."""
    _house(taking)
    _explain_references(taking)
    care = Care(taking.references)
    charts = tuple(_charts(taking, through, care))
    if taking.directory.differing:
        taking.findings.note(
            "directory [resource|resources] came again with other content and "
            "[was|were] merged",
            len(taking.directory.differing),
        )
    export = Export(
        charts=charts,
        resources=tuple(sorted(taking.counts.items())),
        unread=taking.findings.all_unread(),
        notes=taking.findings.all_notes(),
        organizations=taking.directory.organizations(),
        practitioners=taking.directory.practitioners(),
        groups=taking.directory.groups(),
        plans=care.plans,
        goals=care.goals,
        teams=care.teams,
        losses=(Loss(*each) for each in sorted(care.losses.items())),
    )
    if charts or taking.directory.links() or (taking.types and not export.unread):
        return export
    return _problems(export.unread) or (Problem(taking.files[0], NOTHING),)


def _problems(unread: tuple[Unread, ...]) -> tuple[Problem, ...]:
    """Tell each fault once, at its first place, and how often it comes again."""
    first: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for each in unread:
        problem = f"{each.what}: {each.reason}"
        first.setdefault(problem, each.place)
        counts[problem] += each.count
    return tuple(
        Problem(place, problem + (f" ({times} times)" if times > 1 else ""))
        for problem, place in first.items()
        for times in (counts[problem],)
    )


def _explain_references(taking: Taking) -> None:
    """Explain the references that are still open by what has been read since."""
    references = taking.references
    references.settle(references.open, _by_id(references.open, _all_links(taking)))
    if still_open := references.unexplained:
        note = (
            "[reference is explained by nothing in the export, and stays|"
            "references are explained by nothing in the export, and stay] as written"
        )
        taking.findings.note(note, still_open)
    references.name_organizations()


def _by_id(texts: Iterable[str], links: Iterable[str]) -> dict[str, str]:
    """Say which one of *links* has the id that a reference ends with, if only one has.

    Args:
        texts: References that are open.
        links: What there is.
    """
    wanted = {last_part(text) for text in texts}
    by_id: defaultdict[str, set[str]] = defaultdict(set)
    if wanted:
        for link in links:
            if (found := link.partition("/")[2]) in wanted:
                by_id[found].add(link)
    return {found: same.pop() for found, same in by_id.items() if len(same) == 1}


def _all_links(taking: Taking) -> Iterator[str]:
    yield from taking.directory.links()
    for link, drawer in taking.drawers.items():
        if drawer.person is not None:
            yield link
            yield from drawer.places


def _house(taking: Taking) -> None:
    """Give what waited for its patient to them, or tell that they are not there.

    That comes before references are explained: these may mean what waited.
    """
    waiting = taking.references.open & taking.drawers.keys()
    known = [link for link, each in taking.drawers.items() if each.person is not None]
    taking.references.settle(waiting, _by_id(waiting, known))
    for text in sorted(waiting):
        waited = taking.drawers.pop(text)
        link = taking.references.settled(text)
        drawer = taking.drawers.get(link)
        if drawer is not None and link.startswith(OF_A_PATIENT):
            _take_over(taking, drawer, waited)
            for found, place in taking.homeless[text]:
                drawer.file(found[0][0].id, found, place)
        else:
            for found, place in taking.homeless[text]:
                _tell(taking, found[0][0].id, place, ABSENT)
    for drawer in taking.drawers.values():
        if drawer.person is None:
            for link, place in drawer.places.items():
                if link not in drawer.aside:
                    _tell(taking, link, place, ABSENT)
            for found, place in drawer.repeats:
                _tell(taking, found[0][0].id, place, ABSENT)


def _take_over(taking: Taking, drawer: Drawer, waited: Drawer) -> None:
    """Take over what was set aside while the patient was not known, and doubts."""
    drawer.doubtful |= waited.doubtful
    for link in sorted(waited.aside):
        place = waited.places[link]
        if drawer.set_aside(link, place):
            before = taking.place(drawer.places[link])
            _tell(taking, link, place, came_before(before))
            drawer.doubtful.add(FORMS[link.partition("/")[0]].kind)


def _tell(taking: Taking, link: str, place: Place, fault: Fault) -> None:
    file, index = place
    what = link.partition("/")[0]
    taking.findings.unread(taking.files[file], index, what, fault.reason)


def _charts(taking: Taking, through: date | None, care: Care) -> Iterator[Chart]:
    """Make the charts, by patient id, and what care is planned and by whom."""
    coverage = _coverage(taking, through)
    for link, drawer in sorted(taking.drawers.items()):
        person = drawer.person
        if person is None:
            continue
        if person.dead and person.died is None:
            taking.findings.note(DIED_SOME_DAY)
        patient_id = PatientId(link.removeprefix(OF_A_PATIENT))
        care.take(patient_id, link, drawer)
        yield chart_of(
            patient_id,
            drawer,
            person,
            entries=_entries(taking, drawer, through),
            coverage=coverage,
            references=taking.references,
        )


def _entries(taking: Taking, drawer: Drawer, through: date | None) -> list[Entry]:
    """Settle the entries of one patient, and tell what came again."""
    if not (drawer.waiting or drawer.repeats):
        return drawer.entries
    medications = taking.directory.medications
    settling = settling_of(drawer, taking.references, medications, through)
    entries = settled(drawer, settling)
    for link, place, same in compared(drawer, entries, settling):
        if same:
            taking.findings.note(MERGED)
        else:
            drawer.doubtful.add(FORMS[link.partition("/")[0]].kind)
            before = taking.place(drawer.places[link])
            _tell(taking, link, place, came_before(before))
    return entries


def _coverage(taking: Taking, through: date | None) -> tuple[Coverage, ...]:
    """Say for which kinds the export is complete: those it holds at all."""
    period = Period(start=date.min, end=through)
    return tuple(
        Coverage(kind=form.kind, period=period)
        for resource_type, form in FORMS.items()
        if resource_type in taking.types and resource_type not in taking.cut
    )
