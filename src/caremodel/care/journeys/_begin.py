"""Beginning a journey: by rule or referral, for the first time or again."""

from datetime import date

from caremodel.care.journeys._cases import (
    NOT_IN_FORCE,
    OTHER_DAY,
    Decided,
    forged,
    unsigned,
)
from caremodel.care.journeys._commands import Begin
from caremodel.care.journeys._events import Began, ByRule
from caremodel.care.journeys._journeys import Journey
from caremodel.care.pathways import Needed, Pathway, Place, stage_at, stop_at
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.grammar.rules import answer
from caremodel.grammar.verdicts import Answer

__all__ = ["begun", "not_begun_at"]


def begun(
    pathway: Pathway,
    journey: Journey | None,
    command: Begin,
    said: tuple[Facts, date, Actor],
) -> Decided:
    """Begin, with all that the first place takes, and in one event."""
    facts, on, by = said
    place = command.place or pathway.begins
    because = [
        *(["the journey has begun"] if journey is not None else []),
        *([OTHER_DAY] if facts.on != on else []),
        *([] if on in pathway.in_force else [NOT_IN_FORCE]),
        *_entry(pathway, command, facts),
        *_cooling_off(pathway, command, on),
        *not_begun_at(pathway, command, place, by),
    ]
    if place not in pathway.machine.initial:
        return [], because
    began = Began(
        journey_id=command.journey_id,
        patient_id=command.patient_id,
        pathway=pathway.ref,
        at=stop_at(pathway, place),
        way_in=command.way_in,
        previous=command.previous,
        tallies=pathway.tallies,
        lead=command.lead,
        on_record=command.signed,
        reason=command.reason,
        on=on,
        by=by,
    )
    return [began], because


def not_begun_at(
    pathway: Pathway, command: Begin, place: Place, by: Actor
) -> list[str]:
    """Name what keeps a journey from beginning at a place."""
    if place not in pathway.machine.initial:
        return ["no journey begins there"]
    because = []
    if place != pathway.begins and command.previous is None:
        because.append(f"only who comes back begins at {place}")
    return [*because, *_not_taken(pathway, command, place, by)]


def _not_taken(pathway: Pathway, command: Begin, place: Place, by: Actor) -> list[str]:
    """Name what the place takes that is not said, or signed by someone who may not."""
    takes = stage_at(pathway, place).takes
    lacking = unsigned(pathway, None, place, command.signed)
    if Needed.LEAD in takes and command.lead is None:
        lacking.append(Needed.LEAD)
    if Needed.REASON in takes and not command.reason.strip():
        lacking.append(Needed.REASON)
    return [
        *(f"not on record: {needed.value}" for needed in lacking),
        *forged(pathway, command.signed, by, command.patient_id),
    ]


def _entry(pathway: Pathway, command: Begin, facts: Facts) -> list[str]:
    """Whoever comes in by rule must meet it; a referral by someone named will do."""
    if not isinstance(command.way_in, ByRule) or pathway.entry is None:
        return []
    told = answer(pathway.entry, facts)
    if told is Answer.YES:
        return []
    met = "is not met" if told is Answer.NO else "cannot be told"
    return [f"the rule of entry {met}; someone may refer"]


def _cooling_off(pathway: Pathway, command: Begin, on: date) -> list[str]:
    ended, wait = command.previous_ended, pathway.limits.cool_off
    if ended is None:
        return []
    if on < ended:
        return ["the journey it follows had not ended"]
    if wait is None or wait.after(ended) <= on or command.reason.strip():
        return []
    return ["it begins before the cool-off is over, and no reason is given"]
