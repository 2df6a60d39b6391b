"""Making a move on a journey: what it takes, and what it makes happen."""

from typing import Final

from caremodel.care.journeys._advice import speaks_for
from caremodel.care.journeys._cases import (
    TOO_NEW,
    UNWATCHED,
    Case,
    Decided,
    flags_wait,
    not_taken,
    put_on_record,
    unsigned,
    watch_kept,
)
from caremodel.care.journeys._commands import Make
from caremodel.care.journeys._events import Moved
from caremodel.care.journeys._holding import has_held
from caremodel.care.journeys._steps import own_facts, steps_from
from caremodel.care.pathways import Place, stop_at
from caremodel.grammar import machines
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import Move
from caremodel.people.patients import in_their_part

__all__ = ["made", "not_overridden", "not_theirs"]


def made(case: Case, command: Make) -> Decided:
    """Go somewhere else, with all that the place takes."""
    ready = case.pathway.machine.ready(case.journey.place, command.move)
    if ready is None:
        return [], [f"no such move from {case.journey.place}"]
    move = ready.move
    unmet = _unmet(case, command, move)
    overrides = command.override and bool(unmet)
    to_sign = unsigned(case.pathway, case.journey, move.target, case.journey.on_record)
    because = [
        *not_theirs(case, move),
        *(not_overridden(case) if overrides else unmet),
        *_unsaid(case, move, command, overrides=overrides),
        *not_taken(case, command, move.target, to_sign, safety=move.safety),
        *watch_kept(case, command, move.target),
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
    return [*put_on_record(case, command), moved], because


def _evidence(case: Case, command: Make) -> tuple[str, ...]:
    """Name what the move rests on: the advice that it follows, or what speaks for it.

    Whoever steps someone up in a hurry has acted on all that pushed that day.
    """
    if command.because is not None and _is_for(case, command):
        return command.because.evidence
    return _speaks_for(case, command) or ()


def _speaks_for(case: Case, command: Make) -> tuple[str, ...] | None:
    return speaks_for(case.pathway, case.journey, command.move, case.facts)


def _is_for(case: Case, command: Make) -> bool:
    """Say whether the advice is for this journey, this day, this move and its end."""
    advice = command.because
    if advice is None:
        return False
    ready = case.pathway.machine.ready(case.journey.place, command.move)
    target = None if ready is None else ready.move.target
    told = (advice.journey_id, advice.on, advice.move, advice.target or target)
    return told == (case.journey.id, case.on, command.move, target)


def not_theirs(case: Case, move: Move[Place]) -> list[str]:
    """Say that it takes someone else to make the move, if it does."""
    by = in_their_part(case.by, case.journey.patient_id)
    if not move.roles or set(move.roles) & set(by.roles):
        return []
    return [f"it takes one of the roles {', '.join(move.roles)}"]


UNSAID: Final = "a reason must be given, or the advice of the day that it follows"


def _unsaid(
    case: Case, move: Move[Place], command: Make, *, overrides: bool
) -> list[str]:
    if command.reason.strip():
        return []
    if overrides:
        return ["who overrides says why"]
    if move.safety:
        told = _is_for(case, command) or _speaks_for(case, command) is not None
        return [] if told else [UNSAID]
    return ["a reason must be given"] if move.needs_reason else []


def _unmet(case: Case, command: Make, move: Move[Place]) -> list[str]:
    """Name what the move needs of the person and is not so, not known, or too new."""
    journey = case.journey
    seen = case.facts.with_given(own_facts(journey, on=case.on))
    anyone = Actor(journey.id, move.roles)
    needs = machines.refusals(
        case.pathway.machine, journey.place, move.name, anyone, seen, reason="any"
    )
    waits = flags_wait(case.pathway, journey, move)
    return [*needs, *waits, *(() if move.safety else _not_held(case, command))]


def not_overridden(case: Case) -> list[str]:
    """Say that it takes someone else to override, if it does."""
    by = in_their_part(case.by, case.journey.patient_id)
    if set(case.pathway.may_override) & set(by.roles):
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
            return [UNWATCHED]
        if not has_held(step, journey, on, advice.since):
            return [TOO_NEW]
    return []
