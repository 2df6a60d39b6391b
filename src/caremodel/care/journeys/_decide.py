"""Deciding on a journey: what a command makes happen, or every reason why not."""

from collections.abc import Callable
from datetime import date
from typing import Final

import attrs

from caremodel.care.journeys._advice import has_held, own_facts, steps_from
from caremodel.care.journeys._commands import (
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
    Began,
    ByRule,
    CheckBooked,
    CheckNoted,
    ContactNoted,
    Event,
    FlagAnswer,
    FlagAnswered,
    FlagRaised,
    LeadNamed,
    Moved,
    ReadinessHeard,
    TrackerNamed,
)
from caremodel.care.journeys._journeys import Journey
from caremodel.care.pathways import (
    Needed,
    Pathway,
    Place,
    may_sign,
    stage_at,
    stop_at,
)
from caremodel.errors import NotAllowedError
from caremodel.grammar import machines
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import Move, Option
from caremodel.grammar.rules import answer
from caremodel.grammar.verdicts import Answer

__all__ = ["begin", "check", "decide", "options"]

Decided = tuple[list[Event], list[str]]
"""What a command makes happen, and what stands in its way."""


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

    Raises:
        NotAllowedError: With every reason why it may not happen now; nothing changed.
    """
    events, because = _decided(pathway, journey, command, (facts, on, by))
    if because:
        raise NotAllowedError(_phrase(command), tuple(because))
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
    pathway: Pathway, journey: Journey, *, by: Actor, facts: Facts
) -> tuple[Option[Place], ...]:
    """Say of each move from where the journey stands whether *by* may make it.

    What the place it leads to takes beside can be put on record in the same step.
    """
    seen = facts.with_given(own_facts(journey, on=facts.on))
    return machines.options(pathway.machine, journey.place, by, seen)


def begin(
    pathway: Pathway, command: Begin, *, facts: Facts, on: date, by: Actor
) -> tuple[Event, ...]:
    """Begin a journey: sugar over `decide`."""
    return decide(pathway, None, command, facts=facts, on=on, by=by)


def _phrase(command: Command) -> str:
    return command.move if isinstance(command, Make) else type(command).__name__


@attrs.frozen
class _Case:
    """A journey, and what is known and by whom it is asked.

    Attributes:
        pathway: That it runs on.
        journey: Where it stands.
        facts: What is known of the person.
        on: The day.
        by: Who asks.
    """

    pathway: Pathway
    journey: Journey
    facts: Facts
    on: date
    by: Actor


def _decided(
    pathway: Pathway,
    journey: Journey | None,
    command: Command,
    said: tuple[Facts, date, Actor],
) -> Decided:
    if isinstance(command, Begin):
        return _begin(pathway, journey, command, said)
    if journey is None:
        return [], ["the journey has not begun"]
    case = _Case(pathway, journey, *said)
    events, because = DECIDE[type(command)](case, command)
    return events, [*_out_of_order(case), *because]


def _out_of_order(case: _Case) -> list[str]:
    """Say what no command may come after or out of."""
    because = []
    if case.journey.is_over:
        because.append("the journey is over")
    if case.journey.pathway != case.pathway.ref:
        because.append("it runs on another pathway, or another version of it")
    if case.on < case.journey.since:
        because.append("it is before the last move")
    if case.facts.on != case.on:
        because.append("the facts are of another day")
    return because


# --- beginning -----------------------------------------------------------------------


def _begin(
    pathway: Pathway,
    journey: Journey | None,
    command: Begin,
    said: tuple[Facts, date, Actor],
) -> Decided:
    facts, on, by = said
    because = ["the journey has begun"] if journey is not None else []
    place = command.place or pathway.begins
    because += _entry(pathway, command, facts)
    if place not in pathway.machine.initial:
        because.append(f"no journey begins at {place}")
        return [], because
    if place != pathway.begins and command.previous is None:
        because.append(f"only who comes back begins at {place}")
    because += _cooling_off(pathway, command, on)
    began = Began(
        journey_id=command.journey_id,
        patient_id=command.patient_id,
        pathway=pathway.ref,
        at=stop_at(pathway, place),
        way_in=command.way_in,
        previous=command.previous,
        tallies=pathway.tallies,
        on=on,
        by=by,
    )
    return [began], because


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


# --- moving --------------------------------------------------------------------------


def _make(case: _Case, command: Make) -> Decided:
    """Go somewhere else, with all that the place takes."""
    ready = case.pathway.machine.ready(case.journey.place, command.move)
    if ready is None:
        return [], [f"no such move from {case.journey.place}"]
    move = ready.move
    unmet = _unmet(case, command, move)
    because = [
        *_not_theirs(move, case.by),
        *_unsaid(move, command),
        *(_not_overridden(case) if command.override else unmet),
        *_not_on_record(case, command, move.target),
        *_watch_day(case, command.next_check, move.target),
    ]
    moved = Moved(
        move=move.name,
        to=stop_at(case.pathway, move.target),
        reason=command.reason,
        overrides=command.override and bool(unmet),
        evidence=() if command.because is None else command.because.evidence,
        on=case.on,
        by=case.by,
    )
    return [*_put_on_record(command, case.on, case.by), moved], because


def _put_on_record(command: Make, on: date, by: Actor) -> list[Event]:
    events: list[Event] = []
    if command.lead is not None:
        events.append(LeadNamed(worker_id=command.lead, on=on, by=by))
    if command.tracker is not None:
        events.append(TrackerNamed(worker_id=command.tracker, on=on, by=by))
    if command.next_check is not None:
        events.append(CheckBooked(due=command.next_check, on=on, by=by))
    return events


def _not_theirs(move: Move[Place], by: Actor) -> list[str]:
    if not move.roles or set(move.roles) & set(by.roles):
        return []
    return [f"it takes one of the roles {', '.join(move.roles)}"]


def _unsaid(move: Move[Place], command: Make) -> list[str]:
    if command.reason.strip():
        return []
    if command.override:
        return ["who overrides says why"]
    if move.safety and command.because is None:
        return ["a reason must be given, or the advice that it follows"]
    return ["a reason must be given"] if move.needs_reason else []


def _unmet(case: _Case, command: Make, move: Move[Place]) -> list[str]:
    """Name what the move needs of the person and is not so, not known, or too new."""
    journey = case.journey
    seen = case.facts.with_given(own_facts(journey, on=case.on))
    anyone = Actor(journey.id, move.roles)
    needs = machines.refusals(
        case.pathway.machine, journey.place, move.name, anyone, seen, reason="any"
    )
    return [*needs, *_not_held(case, command)]


def _not_overridden(case: _Case) -> list[str]:
    if set(case.pathway.may_override) & set(case.by.roles):
        return []
    return ["it takes someone who may override"]


def _not_held(case: _Case, command: Make) -> list[str]:
    """A move with a dwell time takes advice of the day that it has held so long."""
    advice, journey, on = command.because, case.journey, case.on
    for step in steps_from(case.pathway, journey.place):
        if step.move != command.move or step.dwell is None:
            continue
        if advice is None:
            return ["it takes the advice that this has held for its time"]
        if (advice.journey_id, advice.on, advice.move) != (journey.id, on, step.move):
            return ["the advice is for another journey, day or move"]
        if not has_held(step, journey, on, advice.since):
            return ["it has not held for its time"]
    return []


def _not_on_record(case: _Case, command: Make, target: Place) -> list[str]:
    """Name what the place takes and nobody put on record; nobody overrides that."""
    journey = case.journey
    booked = journey.next_check if journey.at.tracked else None
    watched = command.tracker or journey.tracker
    said = {
        Needed.LEAD: command.lead or journey.lead or watched,
        Needed.TRACKER: watched,
        Needed.NEXT_CHECK: command.next_check or booked,
        Needed.REASON: command.reason.strip(),
    }
    return [
        f"not on record: {needed.value}"
        for needed in stage_at(case.pathway, target).takes
        if not said.get(needed, needed in journey.on_record)
    ]


def _watch_day(case: _Case, due: date | None, target: Place) -> list[str]:
    if due is not None and not stop_at(case.pathway, target).tracked:
        return ["nobody keeps watch there: no check can be booked"]
    return _check_day(case, due, case.on)


def _check_day(case: _Case, due: date | None, last: date | None) -> list[str]:
    """The next check lies ahead, and within the limit from the last one."""
    if due is None:
        return []
    if due <= case.on:
        return ["the next check must lie ahead"]
    if last is None:
        return ["nobody keeps watch: no check can be booked"]
    if due > case.pathway.limits.check.after(last):
        return ["the next check must be within the limit from the last one"]
    return []


# --- the rest ------------------------------------------------------------------------


def _hear_readiness(case: _Case, command: HearReadiness) -> Decided:
    return [ReadinessHeard(readiness=command.readiness, on=case.on, by=case.by)], []


def _name_lead(case: _Case, command: NameLead) -> Decided:
    because = ["they lead already"] if case.journey.lead == command.worker_id else []
    return [LeadNamed(worker_id=command.worker_id, on=case.on, by=case.by)], because


def _name_tracker(case: _Case, command: NameTracker) -> Decided:
    because = ["they keep watch already"] * (case.journey.tracker == command.worker_id)
    return [TrackerNamed(worker_id=command.worker_id, on=case.on, by=case.by)], because


def _book_check(case: _Case, command: BookCheck) -> Decided:
    booked = CheckBooked(due=command.due, on=case.on, by=case.by)
    return [booked], _check_day(case, command.due, case.journey.checked)


def _note_check(case: _Case, command: NoteCheck) -> Decided:
    because = [] if case.journey.next_check is not None else ["no check is booked"]
    last = case.on if command.made else case.journey.checked
    events: list[Event] = [CheckNoted(made=command.made, on=case.on, by=case.by)]
    if command.next_check is not None:
        events.append(CheckBooked(due=command.next_check, on=case.on, by=case.by))
    elif command.made:
        because.append("who made a check books the next one")
    return events, [*because, *_check_day(case, command.next_check, last)]


def _note_contact(case: _Case, command: NoteContact) -> Decided:
    noted = ContactNoted(
        two_way=command.two_way, mode=command.mode, on=case.on, by=case.by
    )
    return [noted], []


def _agree(case: _Case, command: Agree) -> Decided:
    because = []
    if command.what in case.journey.on_record:
        because.append("it is on record already")
    if not any(
        signature.what is command.what and may_sign(signature, case.by)
        for signature in case.pathway.signatures
    ):
        because.append("it takes someone who may sign it")
    return [Agreed(what=command.what, on=case.on, by=case.by)], because


def _raise_flag(case: _Case, command: RaiseFlag) -> Decided:
    because = []
    if any(flag.id == command.flag_id for flag in case.journey.flags):
        because.append("a flag of that id is open")
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


def _answer_flag(case: _Case, command: AnswerFlag) -> Decided:
    because = []
    if all(flag.id != command.flag_id for flag in case.journey.flags):
        because.append("no flag of that id is open")
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
    Make: _make,
    HearReadiness: _hear_readiness,
    NameLead: _name_lead,
    NameTracker: _name_tracker,
    BookCheck: _book_check,
    NoteCheck: _note_check,
    NoteContact: _note_contact,
    Agree: _agree,
    RaiseFlag: _raise_flag,
    AnswerFlag: _answer_flag,
}
