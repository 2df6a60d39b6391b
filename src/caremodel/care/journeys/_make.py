"""Making a move on a journey: what it takes, and what it makes happen."""

from datetime import date

from caremodel.care.journeys._advice import has_held, own_facts, steps_from
from caremodel.care.journeys._cases import Case, Decided, check_day, unsigned
from caremodel.care.journeys._commands import Make
from caremodel.care.journeys._events import (
    CheckBooked,
    Event,
    LeadNamed,
    Moved,
    TrackerNamed,
)
from caremodel.care.pathways import (
    Needed,
    Place,
    stage_at,
    stop_at,
)
from caremodel.grammar import machines
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import Move
from caremodel.people.patients import in_their_part

__all__ = ["made"]


def made(case: Case, command: Make) -> Decided:
    """Go somewhere else, with all that the place takes."""
    ready = case.pathway.machine.ready(case.journey.place, command.move)
    if ready is None:
        return [], [f"no such move from {case.journey.place}"]
    move = ready.move
    unmet = _unmet(case, command, move)
    overrides = command.override and bool(unmet)
    because = [
        *_not_theirs(case, move),
        *(_not_overridden(case) if overrides else unmet),
        *_unsaid(case, move, command, overrides=overrides),
        *_not_on_record(case, command, move),
        *_watch(case, command, move.target),
    ]
    moved = Moved(
        move=move.name,
        to=stop_at(case.pathway, move.target),
        reason=command.reason,
        overrides=overrides,
        evidence=_evidence(case, command),
        on=case.on,
        by=case.by,
    )
    return [*_put_on_record(command, case.on, case.by), moved], because


def _evidence(case: Case, command: Make) -> tuple[str, ...]:
    """Name what the move rests on: of the advice that it follows, and no other."""
    advice = command.because
    return () if advice is None or not _is_for(case, command) else advice.evidence


def _is_for(case: Case, command: Make) -> bool:
    """Say whether the advice is for this journey, this day and this move."""
    advice = command.because
    if advice is None:
        return False
    told = (advice.journey_id, advice.on, advice.move)
    return told == (case.journey.id, case.on, command.move)


def _put_on_record(command: Make, on: date, by: Actor) -> list[Event]:
    events: list[Event] = []
    if command.lead is not None:
        events.append(LeadNamed(worker_id=command.lead, on=on, by=by))
    if command.tracker is not None:
        events.append(TrackerNamed(worker_id=command.tracker, on=on, by=by))
    if command.next_check is not None:
        events.append(CheckBooked(due=command.next_check, on=on, by=by))
    return events


def _not_theirs(case: Case, move: Move[Place]) -> list[str]:
    by = in_their_part(case.by, case.journey.patient_id)
    if not move.roles or set(move.roles) & set(by.roles):
        return []
    return [f"it takes one of the roles {', '.join(move.roles)}"]


def _unsaid(
    case: Case, move: Move[Place], command: Make, *, overrides: bool
) -> list[str]:
    if command.reason.strip():
        return []
    if overrides:
        return ["who overrides says why"]
    if move.safety and not _is_for(case, command):
        return ["a reason must be given, or the advice of the day that it follows"]
    return ["a reason must be given"] if move.needs_reason else []


def _unmet(case: Case, command: Make, move: Move[Place]) -> list[str]:
    """Name what the move needs of the person and is not so, not known, or too new."""
    journey = case.journey
    seen = case.facts.with_given(own_facts(journey, on=case.on))
    anyone = Actor(journey.id, move.roles)
    needs = machines.refusals(
        case.pathway.machine, journey.place, move.name, anyone, seen, reason="any"
    )
    return [*needs, *(() if move.safety else _not_held(case, command))]


def _not_overridden(case: Case) -> list[str]:
    if set(case.pathway.may_override) & set(case.by.roles):
        return []
    return ["it takes someone who may override"]


def _not_held(case: Case, command: Make) -> list[str]:
    """A move with a dwell time takes advice of the day that it has held so long."""
    advice, journey, on = command.because, case.journey, case.on
    if advice is not None and not _is_for(case, command):
        return ["the advice is for another journey, day or move"]
    for step in steps_from(case.pathway, journey.place):
        if step.move != command.move or step.dwell is None:
            continue
        if advice is None:
            return ["it takes the advice that this has held for its time"]
        if not has_held(step, journey, on, advice.since):
            return ["it has not held for its time"]
    return []


def _not_on_record(case: Case, command: Make, move: Move[Place]) -> list[str]:
    """Name what the place takes and nobody put on record; nobody overrides that.

    A check that is overdue is no next check; yet no step up waits for it.
    """
    journey, target = case.journey, move.target
    tracked = stop_at(case.pathway, target).tracked
    booked = journey.next_check
    if booked is not None and booked < case.on and not move.safety:
        booked = None
    watched = (command.tracker if tracked else None) or journey.tracker
    said = {
        Needed.LEAD: command.lead or journey.lead or watched,
        Needed.TRACKER: watched,
        Needed.NEXT_CHECK: command.next_check or booked,
        Needed.REASON: command.reason.strip(),
    }
    to_sign = unsigned(case.pathway, journey, target, journey.on_record)
    return [
        f"not on record: {needed.value}"
        for needed in stage_at(case.pathway, target).takes
        if needed in to_sign or not said.get(needed, True)
    ]


def _watch(case: Case, command: Make, target: Place) -> list[str]:
    """A tracker and a check are for where someone keeps watch."""
    due = command.next_check
    if stop_at(case.pathway, target).tracked:
        last = case.journey.checked or case.on
        return [] if due is None else check_day(case, due, last)
    if due is None and command.tracker is None:
        return []
    return ["nobody keeps watch there: no tracker is named, and no check booked"]
