"""Deciding on a journey: what a command makes happen, or every reason why not."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

import attrs

from caremodel.care.journeys._adopt import adopted
from caremodel.care.journeys._begin import begun
from caremodel.care.journeys._beside import beside_others
from caremodel.care.journeys._cases import (
    OTHER_DAY,
    OTHER_PATHWAY,
    TOO_NEW,
    UNWATCHED,
    Case,
    Decided,
    check_day,
    flags_wait,
    forged,
    said_late,
    unsigned,
)
from caremodel.care.journeys._commands import (
    AdoptVersion,
    Agree,
    AnswerFlag,
    Begin,
    BookCheck,
    Command,
    HearReadiness,
    Make,
    NameLead,
    NameTracker,
    NoteCheck,
    NoteContact,
    RaiseFlag,
)
from caremodel.care.journeys._events import (
    Agreed,
    CheckBooked,
    CheckNoted,
    ContactNoted,
    Event,
    FlagAnswer,
    FlagAnswered,
    FlagRaised,
    LeadNamed,
    ReadinessHeard,
    TrackerNamed,
)
from caremodel.care.journeys._holding import (
    Holding,
    has_held,
    held_since,
    not_its_own,
)
from caremodel.care.journeys._journeys import Journey
from caremodel.care.journeys._make import made
from caremodel.care.journeys._steps import own_facts, steps_from
from caremodel.care.pathways import OWN_FACTS, Pathway, Place, flags_open
from caremodel.errors import NotAllowedError
from caremodel.grammar import machines
from caremodel.grammar.facts import Facts, Given
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import Move, Option
from caremodel.grammar.rules import All, Criterion, evaluate
from caremodel.people.patients import in_their_part

__all__ = ["begin", "check", "decide", "options"]


def decide(
    pathway: Pathway,
    journey: Journey | None,
    command: Command,
    *,
    facts: Facts,
    on: date,
    by: Actor,
) -> tuple[Event, ...]:
    """Say what *command* makes happen.

    Args:
        pathway: The version that the journey runs on, superseded or not; for
            `AdoptVersion`, the one that it is to go over to.
        journey: Where it stands; `None` to begin one.
        command: What is asked for.
        facts: What is known of the person on the day.
        on: The day.
        by: Who asks.

    Raises:
        NotAllowedError: With every reason why it may not happen now; nothing changed.
    """
    return _allowed(
        pathway, command, _decided(pathway, journey, command, (facts, on, by))
    )


def _allowed(pathway: Pathway, command: Command, decided: Decided) -> tuple[Event, ...]:
    events, because = decided
    if because:
        raise NotAllowedError(_phrase(pathway, command), tuple(because))
    return tuple(events)


def check(
    pathway: Pathway,
    journey: Journey | None,
    command: Command,
    *,
    facts: Facts,
    on: date,
    by: Actor,
) -> tuple[str, ...]:
    """Name every reason why *command* may not happen now; none if it may."""
    return tuple(_decided(pathway, journey, command, (facts, on, by))[1])


def options(
    pathway: Pathway,
    journey: Journey,
    *,
    by: Actor,
    facts: Facts,
    holding: Holding | None = None,
) -> tuple[Option[Place], ...]:
    """Say of each move from where the journey stands whether *by* may make it.

    What someone else has to sign first counts among what it needs, and so do a flag
    that waits and the time for which something must have held. A lead, a tracker, a
    check or a reason goes on record in the same step.

    Args:
        pathway: The version that the journey runs on.
        journey: Where it stands.
        by: Who asks.
        facts: What is known of the person on the day.
        holding: Since when things have held (`watch`); where nobody has watched, one
            cannot tell of a move that takes its time.

    Raises:
        NotAllowedError: If the journey runs on another pathway, or what has held is of
            another journey.
    """
    if because := tuple(not_its_own(pathway, journey, holding or Holding())):
        raise NotAllowedError("name the options", because)
    by = in_their_part(by, journey.patient_id)
    seen = facts.with_given(own_facts(journey, on=facts.on))
    return tuple(
        _with_the_rest(pathway, journey, option, seen, holding)
        for option in machines.options(pathway.machine, journey.place, by, seen)
    )


HELD: Final = Given("has held for its time", kind="flag")


def _with_the_rest(
    pathway: Pathway,
    journey: Journey,
    option: Option[Place],
    seen: Facts,
    holding: Holding | None,
) -> Option[Place]:
    """Add to what a move needs of the person what else it takes, and is not so."""
    move = option.move
    lacking = unsigned(pathway, journey, move.target, journey.on_record)
    parts: list[Criterion] = [OWN_FACTS[needed].eq(True) for needed in lacking]
    said = [f"not on record: {needed.value}" for needed in lacking]
    if waits := flags_wait(pathway, journey, move):
        parts.append(flags_open() < 1)
        said += waits
    if held := _held(pathway, journey, move, seen.on, holding):
        parts.append(HELD.eq(True))
        said.append(held)
        seen = seen.with_given({} if holding is None else {HELD: False})
    if not parts:
        return option
    needs = (*parts, *((move.needs,) if move.needs is not None else ()))
    return attrs.evolve(
        option,
        verdict=evaluate(All(needs), seen),
        still_needs=(*option.still_needs, *said),
    )


def _held(
    pathway: Pathway,
    journey: Journey,
    move: Move[Place],
    on: date,
    holding: Holding | None,
) -> str:
    """Say that a move has to wait for its time, or that nobody has watched."""
    since = held_since(holding or Holding(), journey)
    for step in steps_from(pathway, journey.place):
        if step.move != move.name or step.dwell is None:
            continue
        if holding is None:
            return UNWATCHED
        if not has_held(step, journey, on, since.get(step.name)):
            return TOO_NEW
    return ""


def begin(
    pathway: Pathway,
    command: Begin,
    *,
    facts: Facts,
    on: date,
    by: Actor,
    beside: Iterable[Journey] = (),
) -> tuple[Event, ...]:
    """Begin a journey: what `decide` says, beside the person's other journeys.

    Args:
        pathway: Along which; a version in force on the day.
        command: What is asked for.
        facts: What is known of the person on the day.
        on: The day.
        by: Who asks.
        beside: All other journeys of the person. On each pathway they stand at one
            place at a time; on two pathways they stand at two, and neither knows of
            the other.

    Raises:
        NotAllowedError: With every reason why it may not begin.
    """
    events, because = _decided(pathway, None, command, (facts, on, by))
    because = [*because, *beside_others(pathway, command, beside, on=on)]
    return _allowed(pathway, command, (events, because))


def _phrase(pathway: Pathway, command: Command) -> str:
    """Say what was asked for: a move by name if it is one; else it may be anything."""
    if not isinstance(command, Make):
        return type(command).__name__
    return command.move if pathway.machine.knows(command.move) else "make that move"


def _decided(
    pathway: Pathway,
    journey: Journey | None,
    command: Command,
    said: tuple[Facts, date, Actor],
) -> Decided:
    if isinstance(command, Begin):
        return begun(pathway, journey, command, said)
    asked = DECIDE.get(type(command))
    if asked is None:
        return [], ["it is no command of a journey"]
    if journey is None:
        return [], ["the journey has not begun"]
    case = Case(pathway, journey, *said)
    events, because = asked(case, command)
    return events, [*_out_of_order(case, command), *because]


def _out_of_order(case: Case, command: Command) -> list[str]:
    """Say what no command may come after or out of; only a contact is noted late."""
    first, what = case.journey.since, "the last move"
    if first < case.journey.settled:
        first, what = case.journey.settled, "it went over to this version"
    if isinstance(command, NoteContact):
        first, what = case.journey.began, "the journey began"
    because = []
    if case.journey.is_over:
        because.append("the journey is over")
    going_over = isinstance(command, AdoptVersion)
    if case.journey.pathway != case.pathway.ref and not going_over:
        because.append(OTHER_PATHWAY)
    if case.on < first:
        because.append(f"it is before {what}")
    if case.facts.on != case.on:
        because.append(OTHER_DAY)
    return because


# --- the rest ------------------------------------------------------------------------


def _hear_readiness(case: Case, command: HearReadiness) -> Decided:
    heard = case.journey.heard
    because = ["something newer was heard"] if heard and case.on < heard else []
    said = ReadinessHeard(readiness=command.readiness, on=case.on, by=case.by)
    return [said], because


def _name_lead(case: Case, command: NameLead) -> Decided:
    because = ["they lead already"] if case.journey.lead == command.worker_id else []
    because += said_late(case, lead=command.worker_id)
    return [LeadNamed(worker_id=command.worker_id, on=case.on, by=case.by)], because


def _name_tracker(case: Case, command: NameTracker) -> Decided:
    because = _unwatched(case)
    if case.journey.tracker == command.worker_id:
        because.append("they keep watch already")
    because += said_late(case, tracker=command.worker_id)
    return [TrackerNamed(worker_id=command.worker_id, on=case.on, by=case.by)], because


def _unwatched(case: Case) -> list[str]:
    return [] if case.journey.at.tracked else ["nobody keeps watch here"]


def _book_check(case: Case, command: BookCheck) -> Decided:
    last = case.journey.checked or case.on
    because = [*_unwatched(case), *check_day(case, command.due, last)]
    because += said_late(case, next_check=command.due)
    return [CheckBooked(due=command.due, on=case.on, by=case.by)], because


def _note_check(case: Case, command: NoteCheck) -> Decided:
    because = _unwatched(case)
    checked = case.journey.checked or case.on
    if case.on < checked:
        because.append("it was before the last check")
    events: list[Event] = [CheckNoted(made=command.made, on=case.on, by=case.by)]
    if command.next_check is not None:
        last = case.on if command.made else checked
        because += check_day(case, command.next_check, last)
        because += said_late(case, next_check=command.next_check)
        events.append(CheckBooked(due=command.next_check, on=case.on, by=case.by))
    elif command.made:
        because.append("who made a check books the next one")
    return events, because


def _note_contact(case: Case, command: NoteContact) -> Decided:
    noted = ContactNoted(
        two_way=command.two_way, mode=command.mode, on=case.on, by=case.by
    )
    return [noted], []


def _agree(case: Case, command: Agree) -> Decided:
    because = []
    if command.what in case.journey.on_record:
        because.append("it is on record already")
    whose = case.journey.patient_id
    because += forged(case.pathway, [command.what], case.by, whose)
    return [Agreed(what=command.what, on=case.on, by=case.by)], because


def _raise_flag(case: Case, command: RaiseFlag) -> Decided:
    because, flags = [], case.journey.flags
    if any(flag.id == command.flag_id for flag in flags):
        because.append("a flag of that id is open")
    if any({*flag.evidence} == {*command.evidence} != set() for flag in flags):
        because.append("a flag waits by the same evidence")
    if command.evidence and set(command.evidence) <= set(case.journey.answered):
        because.append("someone has answered that evidence")
    raised = FlagRaised(
        flag_id=command.flag_id,
        trigger=command.trigger,
        evidence=command.evidence,
        owner=command.owner,
        on=case.on,
        by=case.by,
    )
    return [raised], because


def _answer_flag(case: Case, command: AnswerFlag) -> Decided:
    because = []
    found = [flag for flag in case.journey.flags if flag.id == command.flag_id]
    if not found:
        because.append("no flag of that id is open")
    elif case.on < found[0].since:
        because.append("it was before the flag was raised")
    if command.answer is FlagAnswer.STAY and not command.reason.strip():
        because.append("who lets someone stay says why")
    answered = FlagAnswered(
        flag_id=command.flag_id,
        answer=command.answer,
        reason=command.reason,
        on=case.on,
        by=case.by,
    )
    return [answered], because


DECIDE: Final[dict[type, Callable[..., Decided]]] = {
    Make: made,
    HearReadiness: _hear_readiness,
    NameLead: _name_lead,
    NameTracker: _name_tracker,
    BookCheck: _book_check,
    NoteCheck: _note_check,
    NoteContact: _note_contact,
    Agree: _agree,
    RaiseFlag: _raise_flag,
    AnswerFlag: _answer_flag,
    AdoptVersion: adopted,
}
