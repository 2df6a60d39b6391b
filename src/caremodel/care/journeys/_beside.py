"""Several programs side by side: what one person's journeys share, and what not.

On each pathway a person stands at one place at a time. Journeys on two pathways know
nothing of each other; only the time of whoever holds both is asked for once.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from caremodel.care.journeys._commands import Begin
from caremodel.care.journeys._journeys import Journey
from caremodel.care.pathways import Pathway, level_at, pathway_of
from caremodel.people.patients import PatientId

__all__ = [
    "DIED",
    "beside_others",
    "holder",
    "minutes_by_worker",
    "patients_by_worker",
]

DIED: Final = "the person has died"


def beside_others(
    pathway: Pathway, command: Begin, beside: Iterable[Journey], *, on: date
) -> list[str]:
    """Name what of a person's other journeys keeps a new one from beginning."""
    because = [each for other in beside for each in _clash(pathway, command, other, on)]
    return list(dict.fromkeys(because))


def _clash(pathway: Pathway, command: Begin, other: Journey, on: date) -> Iterator[str]:
    if other.patient_id != command.patient_id:
        yield "a journey beside it is of someone else"
    if other.id == command.journey_id:
        yield "a journey of that id has begun"
    if other.pathway.id == pathway.id and not _over_by(other, on):
        yield "one on this pathway is not over on that day"
    elif other.at.dead:
        yield DIED
    if other.id == command.previous:
        fast = command.place not in {None, pathway.begins}
        if fast and other.pathway.id != pathway.id:
            yield "the journey it follows was on another pathway"
        if not other.is_over:
            yield "the journey it follows is not over"
        elif other.since != command.previous_ended:
            yield "the journey it follows ended on another day"


def _over_by(journey: Journey, on: date) -> bool:
    return journey.is_over and journey.since <= on


# --- load ----------------------------------------------------------------------------


def holder(journey: Journey) -> str | None:
    """Say who holds a journey: where watch is kept the tracker, elsewhere the lead.

    Nobody does while nobody leads, and nobody holds one that is over.
    """
    if journey.is_over:
        return None
    return journey.tracker if journey.at.tracked else journey.lead


def minutes_by_worker(
    pathways: Iterable[Pathway], journeys: Iterable[Journey]
) -> Mapping[str, int]:
    """Add up the time that journeys ask of whoever holds them [min/week].

    Who holds several journeys of one person has them together: the one that asks for
    most counts, the others do not. Held by two workers, each counts for itself. What
    nobody holds counts for nobody.

    Assumed: caremodel, the greater of the two: a visit serves both programs.

    Args:
        pathways: Every version that a journey runs on.
        journeys: Of one person or many.

    Raises:
        NotFoundError: If a journey runs on a version that is not among them.
    """
    held, known = list(_held(journeys)), tuple(pathways)
    refs = {journey.pathway for _, journey in held}
    versions = {ref: pathway_of(known, ref) for ref in refs}
    most: dict[tuple[str, PatientId], int] = {}
    for worker, journey in held:
        both = worker, journey.patient_id
        minutes = level_at(versions[journey.pathway], journey.place).minutes
        most[both] = max(minutes, most.get(both, 0))
    load: dict[str, int] = {}
    for (worker, _), minutes in most.items():
        load[worker] = load.get(worker, 0) + minutes
    return load


def patients_by_worker(journeys: Iterable[Journey]) -> Mapping[str, int]:
    """Count the people each worker holds, each person once [patients]."""
    people: dict[str, set[PatientId]] = {}
    for worker, journey in _held(journeys):
        people.setdefault(worker, set()).add(journey.patient_id)
    return {worker: len(theirs) for worker, theirs in people.items()}


def _held(journeys: Iterable[Journey]) -> Iterator[tuple[str, Journey]]:
    for journey in journeys:
        worker = holder(journey)
        if worker is not None:
            yield worker, journey
