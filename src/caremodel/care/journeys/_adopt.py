"""Going over to another version of a pathway: what it takes, and what it makes happen.

A new version is no way round the moves: who stands elsewhere than before by going over
needs someone who may override, and whatever the place takes must be on record.
"""

from caremodel.care.journeys._cases import (
    NOT_IN_FORCE,
    Case,
    Decided,
    check_within,
    forged,
    not_taken,
    put_on_record,
    unsigned,
    watch_kept,
)
from caremodel.care.journeys._commands import AdoptVersion
from caremodel.care.journeys._events import Agreed, Event, VersionAdopted
from caremodel.care.journeys._make import not_overridden
from caremodel.care.pathways import EPISODE_MOVES, Stop

__all__ = ["adopted"]


def adopted(case: Case, command: AdoptVersion) -> Decided:
    """Go on by the version of the case, with all that the place there takes."""
    because = _not_that_version(case)
    place = command.place or case.journey.place
    stop = case.pathway.stops.get(place)
    if stop is None:
        return [], [*because, "that version has no such place"]
    if stop.is_end:
        return [], [*because, "nobody goes over to an end"]
    because += [*_elsewhere(case, stop), *_lacking(case, command, stop)]
    went_over = VersionAdopted(
        pathway=case.pathway.ref,
        at=stop,
        tallies=case.pathway.tallies,
        reason=command.reason,
        on=case.on,
        by=case.by,
    )
    return [*put_on_record(case, command), *_signed(case, command), went_over], because


def _not_that_version(case: Case) -> list[str]:
    """Name what makes it a version that nobody goes over to."""
    because = []
    if case.journey.pathway.id != case.pathway.id:
        because.append("it is another pathway")
    if case.journey.pathway == case.pathway.ref:
        because.append("it runs on that version")
    if case.on not in case.pathway.in_force:
        because.append(NOT_IN_FORCE)
    return because


def _elsewhere(case: Case, stop: Stop) -> list[str]:
    """Name what keeps it from standing there after where it stood."""
    was = case.journey.at
    because = [] if stop.place == was.place else not_overridden(case)
    if stop.status not in {was.status, *EPISODE_MOVES[was.status]}:
        told = f"from {was.status.value} to {stop.status.value}"
        because.append(f"an episode does not go {told}")
    return because


def _lacking(case: Case, command: AdoptVersion, stop: Stop) -> list[str]:
    """Name what the place takes and is not on record, or not said by who may."""
    whose, on_record = case.journey.patient_id, case.journey.on_record
    to_sign = unsigned(case.pathway, None, stop.place, (*on_record, *command.signed))
    return [
        *not_taken(case, command, stop.place, to_sign),
        *forged(case.pathway, command.signed, case.by, whose),
        *watch_kept(case, command, stop.place),
        *_booked_too_far(case, command, stop),
    ]


def _booked_too_far(case: Case, command: AdoptVersion, stop: Stop) -> list[str]:
    """The check that is booked has to keep the limit of that version, too."""
    booked, checked = case.journey.next_check, case.journey.checked
    if not stop.tracked or command.next_check or booked is None or checked is None:
        return []
    return check_within(case, booked, checked)


def _signed(case: Case, command: AdoptVersion) -> list[Event]:
    return [
        Agreed(what=needed, on=case.on, by=case.by)
        for needed in command.signed
        if needed not in case.journey.on_record
    ]
