"""What holds of every step of every journey, whoever asks for what.

A law is a function that says whether it held. It reads the pathway's own data, and does
not ask what it judges whether that was right. The numbers are those of the invariants
that the tests of this library name.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

import attrs

from caremodel.care.journeys import (
    AdoptVersion,
    Agree,
    Agreed,
    AnswerFlag,
    Begin,
    BookCheck,
    Command,
    Event,
    HearReadiness,
    Journey,
    Make,
    Moved,
    NameLead,
    NameTracker,
    NoteContact,
    RaiseFlag,
    happenings,
    replayed,
)
from caremodel.care.pathways import (
    Needed,
    Pathway,
    Place,
    Tally,
    level_at,
    may_sign,
    stage_at,
    stop_at,
)
from caremodel.grammar.dates import Interval
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import Move, Option, moves_from
from caremodel.grammar.rules import Criterion, answer
from caremodel.grammar.verdicts import Answer
from caremodel.people.patients import in_their_part
from caremodel.testing.stateful._known import seen_by

__all__ = ["Walked", "faults_of", "faults_of_offer", "faults_so_far"]


@attrs.frozen(kw_only=True, repr=False)
class Walked:
    """One thing that was asked of a journey on a walk, and what came of it.

    Attributes:
        pathway: That it was asked on.
        before: The journey as it stood; `None` before it began.
        asked: The command.
        facts: What was known.
        on: The day.
        by: Who asked.
        events: What happened; nothing if it was refused.
        because: Why it was refused; for no reason if it happened.
        after: The journey as it stands then.
        looks: What was known at each look since the day on which it came there.
        offered: As what it was offered, where it was asked for with everything given.
    """

    pathway: Pathway
    before: Journey | None
    asked: Command
    facts: Facts
    on: date
    by: Actor
    events: tuple[Event, ...]
    because: tuple[str, ...]
    after: Journey | None
    looks: tuple[Facts, ...] = ()
    offered: Option[Place] | None = None

    def __repr__(self) -> str:
        came = "; ".join(self.because) or "so it happened"
        return f"{self.on} {self.by.id} asked for {self.asked!r}: {came}"

    @property
    def moved(self) -> Moved | None:
        """The move that was made, if one was."""
        for event in self.events:
            if isinstance(event, Moved):
                return event
        return None


def faults_of(walked: Walked) -> tuple[str, ...]:
    """Name every law that does not hold of one step, in words."""
    before, after = walked.before, walked.after
    faults = faults_of_offer(walked)
    if not walked.events or after is None:
        return (*faults, *_broken(OF_REFUSALS, walked))
    faults += _broken(OF_PLACES, walked, after)
    if isinstance(walked.asked, Begin):
        return (*faults, *_broken(OF_BEGINNINGS, walked, walked.asked, after))
    faults += _broken(OF_CHANGES, walked, before, after)
    if walked.moved is None:
        return faults
    return (*faults, *_broken(OF_MOVES, walked, before, walked.moved))


def faults_of_offer(walked: Walked) -> tuple[str, ...]:
    """Name every law that does not hold of a move that was asked for as offered."""
    if walked.offered is None:
        return ()
    return _broken(OF_OFFERS, walked, walked.offered)


def faults_so_far(journey: Journey, events: Sequence[Event]) -> tuple[str, ...]:
    """Name every law that does not hold of a journey, by all that happened on it."""
    return _broken(OF_JOURNEYS, journey, events)


def _broken(laws: Sequence[Callable[..., bool]], *case: Any) -> tuple[str, ...]:
    return tuple(law.__name__.replace("_", " ") for law in laws if not law(*case))


# --- of what was refused -------------------------------------------------------------


def a_refusal_says_why_and_changes_nothing(walked: Walked) -> bool:
    """Each reason is said in words."""
    told = bool(walked.because) and all(map(str.strip, walked.because))
    return told and walked.after == walked.before


OF_REFUSALS: Final = (a_refusal_says_why_and_changes_nothing,)


# --- of what was offered -------------------------------------------------------------


def an_offer_is_what_may_be_made(walked: Walked, offered: Option[Place]) -> bool:
    """INV-086, INV-087: with everything given, exactly the yes.

    Unless a check would have to be made first, so that none can be booked.
    """
    asked, move = walked.asked, offered.move
    no_day = isinstance(asked, Make) and asked.next_check is None
    if no_day and stop_at(walked.pathway, move.target).tracked:
        return True
    return (offered.answer is Answer.YES) is bool(walked.events)


def an_offer_says_what_it_lacks(_: Walked, offered: Option[Place]) -> bool:
    """What may be made needs nothing more, and anything else does."""
    return (offered.answer is Answer.YES) is not bool(offered.still_needs)


def more_care_waits_for_nothing(walked: Walked, offered: Option[Place]) -> bool:
    """INV-074: whatever is known, for whoever may, a step up is a matter of asking."""
    gated = not offered.move.safety or not offered.role_may
    return gated or bool(walked.events)


OF_OFFERS: Final = (
    an_offer_is_what_may_be_made,
    an_offer_says_what_it_lacks,
    more_care_waits_for_nothing,
)


# --- of where a journey stands -------------------------------------------------------


def care_is_agreed_and_led(walked: Walked, after: Journey) -> bool:
    """INV-070: by a lead, or where someone keeps watch, by the tracker."""
    takes = () if after.is_over else stage_at(walked.pathway, after.place).takes
    agreed = Needed.AGREEMENT not in takes or Needed.AGREEMENT in after.on_record
    led = Needed.LEAD not in takes or bool(after.lead or after.tracker)
    return agreed and led


def maintenance_is_watched(walked: Walked, after: Journey) -> bool:
    """INV-071: a tracker, and a next check within the limit from the last one."""
    last, due = after.checked, after.next_check
    return not after.at.tracked or (
        after.tracker is not None
        and last is not None
        and due is not None
        and due <= walked.pathway.limits.check.after(last)
    )


OF_PLACES: Final = (care_is_agreed_and_led, maintenance_is_watched)


# --- of beginnings -------------------------------------------------------------------


def a_journey_begins_where_it_may(walked: Walked, _: Begin, after: Journey) -> bool:
    """INV-069: and with all that was signed signed by someone who may."""
    takes = stage_at(walked.pathway, after.place).takes
    return (
        after.place in walked.pathway.machine.initial
        and _to_sign(walked.pathway) & {*takes} <= {*after.on_record}
        and all(_may_sign(walked, after, needed) for needed in after.on_record)
    )


def who_comes_back_begins_anew(walked: Walked, asked: Begin, after: Journey) -> bool:
    """INV-079, INV-080: linked, with nothing taken along, and not before its time."""
    linked = (after.id, after.previous) == (asked.journey_id, asked.previous)
    anew = not (after.flags or after.answered or any(after.counts))
    ended, wait = asked.previous_ended or date.min, walked.pathway.limits.cool_off
    waited = (
        wait is None or bool(asked.reason.strip()) or wait.after(ended) <= walked.on
    )
    return linked and anew and ended <= walked.on and waited


OF_BEGINNINGS: Final = (a_journey_begins_where_it_may, who_comes_back_begins_anew)


# --- of every change -----------------------------------------------------------------


def nothing_follows_the_end(_: Walked, before: Journey, __: Journey) -> bool:
    """INV-083: not even a check."""
    return not before.is_over


def only_a_move_leads_elsewhere(
    walked: Walked, before: Journey, after: Journey
) -> bool:
    """INV-068: one at a time, and since the day that it was made."""
    moves = [event for event in walked.events if isinstance(event, Moved)]
    if not moves:
        return (before.at, before.since) == (after.at, after.since)
    came = len(moves) == 1 and moves[0].to == after.at
    return came and before.since <= after.since == walked.on


def only_a_contact_is_noted_late(walked: Walked, before: Journey, _: Journey) -> bool:
    """INV-068: everything else happens where the journey stands by now."""
    late = isinstance(walked.asked, NoteContact)
    return walked.on >= (before.began if late else _settled(before))


def whoever_signs_may(walked: Walked, _: Journey, after: Journey) -> bool:
    """INV-070: by their part in this person's care, or on someone's behalf."""
    signed = [event.what for event in walked.events if isinstance(event, Agreed)]
    return all(_may_sign(walked, after, needed) for needed in signed)


def what_was_said_is_on_record(walked: Walked, _: Journey, after: Journey) -> bool:
    """INV-068: who leads, the next check, what was signed, the version it runs on."""
    match walked.asked:
        case NameLead(worker_id=worker):
            return after.lead == worker
        case NameTracker(worker_id=worker):
            return after.tracker == worker
        case BookCheck(due=due):
            return after.next_check == due
        case Agree(what=needed):
            return needed in after.on_record
        case AdoptVersion():
            return (after.pathway, after.adopted) == (walked.pathway.ref, walked.on)
        case _:
            return True


def a_flag_is_open_until_someone_decides(
    walked: Walked, before: Journey, after: Journey
) -> bool:
    """INV-072: by an answer, or by a move that rests on its evidence."""
    opened, closed = {*after.flags} - {*before.flags}, {*before.flags} - {*after.flags}
    asked, moved = walked.asked, walked.moved
    if isinstance(asked, RaiseFlag):
        return [flag.id for flag in opened] == [asked.flag_id] and not closed
    if isinstance(asked, AnswerFlag):
        return [flag.id for flag in closed] == [asked.flag_id] and not opened
    acted_on = {*before.answered, *(() if moved is None else moved.evidence)}
    return not opened and all({*flag.evidence} <= acted_on for flag in closed)


def what_was_answered_is_asked_no_more(
    walked: Walked, before: Journey, _: Journey
) -> bool:
    """INV-072: the same evidence pushes no one twice, and raises no flag again."""
    asked, moved = walked.asked, walked.moved
    evidence = () if moved is None else moved.evidence
    if isinstance(asked, RaiseFlag):
        evidence = asked.evidence
    return not evidence or not {*evidence} <= {*before.answered}


def readiness_moves_nothing_else(
    walked: Walked, before: Journey, after: Journey
) -> bool:
    """INV-084: and nothing else moves readiness."""
    if not isinstance(walked.asked, HearReadiness):
        return (before.readiness, before.heard) == (after.readiness, after.heard)
    same = attrs.evolve(after, readiness=before.readiness, heard=before.heard)
    return same == before


OF_CHANGES: Final = (
    nothing_follows_the_end,
    only_a_move_leads_elsewhere,
    only_a_contact_is_noted_late,
    whoever_signs_may,
    what_was_said_is_on_record,
    a_flag_is_open_until_someone_decides,
    what_was_answered_is_asked_no_more,
    readiness_moves_nothing_else,
)


# --- of moves ------------------------------------------------------------------------


def a_move_is_a_row_of_the_table(walked: Walked, before: Journey, moved: Moved) -> bool:
    """INV-069, INV-086: made by someone who may, with a reason if it asks for one."""
    row = _row(walked.pathway, before.place, moved.move)
    by = in_their_part(walked.by, before.patient_id)
    takes = stage_at(walked.pathway, moved.to.place).takes
    said = bool(moved.reason.strip())
    return (
        row is not None
        and row.target == moved.to.place
        and (not row.roles or bool({*row.roles} & {*by.roles}))
        and (said or not row.needs_reason)
        and (said or Needed.REASON not in takes)
    )


def a_move_has_what_it_needs(walked: Walked, before: Journey, moved: Moved) -> bool:
    """INV-065, INV-074: not known is not so; who overrides may, and says why."""
    if moved.overrides:
        may = {*walked.by.roles} & {*walked.pathway.may_override}
        return bool(may) and bool(moved.reason.strip())
    row = _row(walked.pathway, before.place, moved.move)
    if row is None or row.needs is None:
        return row is not None
    return answer(row.needs, seen_by(walked.facts, before)) is Answer.YES


def what_a_place_takes_was_signed(
    walked: Walked, before: Journey, moved: Moved
) -> bool:
    """INV-070, INV-077: on the way there, or at the place before, which took it too."""
    here = stage_at(walked.pathway, before.place).takes
    there = stage_at(walked.pathway, moved.to.place).takes
    return _to_sign(walked.pathway) & {*there} <= {*before.on_record, *here}


def a_step_changes_the_level(walked: Walked, before: Journey, moved: Moved) -> bool:
    """INV-073: up strictly raises it, down strictly lowers it."""
    if moved.move not in {"step up", "step down"}:
        return True
    ends = (before.place, moved.to.place)
    lower, upper = ends if moved.move == "step up" else ends[::-1]
    less, more = (level_at(walked.pathway, place).minutes for place in (lower, upper))
    return less <= more and upper in _above(walked.pathway, lower)


def less_care_took_its_time(walked: Walked, before: Journey, moved: Moved) -> bool:
    """INV-074: at every look of the dwell time it held, and the journey stood there."""
    if moved.overrides:
        return True
    for when, dwell in _dwelling(walked.pathway, before.place, moved.move):
        since = _held_since(when, walked.looks)
        if since is None or dwell.after(max(since, _settled(before))) > walked.on:
            return False
    return True


OF_MOVES: Final = (
    a_move_is_a_row_of_the_table,
    a_move_has_what_it_needs,
    what_a_place_takes_was_signed,
    a_step_changes_the_level,
    less_care_took_its_time,
)


# --- of a journey so far -------------------------------------------------------------


def what_happened_tells_where_it_stands(
    journey: Journey, events: Sequence[Event]
) -> bool:
    """All that happened, replayed at once from the start, comes to the same."""
    return replayed(events) == journey


def tallies_count_what_happened(journey: Journey, events: Sequence[Event]) -> bool:
    """Counted anew, from the last thing that set a tally back."""
    told = [event for event in events if happenings(event)]
    in_time = _in_time(journey.tallies, told)
    return journey.counts == tuple(
        _counted(tally, in_time if tally.resets_on else told)
        for tally in journey.tallies
    )


def _in_time(tallies: Iterable[Tally], told: Iterable[Event]) -> list[Event]:
    """Leave out what was noted late, from before something that set a row back."""
    backs = {word for tally in tallies for word in tally.resets_on}
    kept, newest = list[Event](), date.min
    for event in told:
        if event.on >= newest:
            kept.append(event)
            newest = event.on if {*happenings(event)} & backs else newest
    return kept


def _counted(tally: Tally, told: list[Event]) -> int:
    """Count what adds, since the last thing that set it back."""
    resets = [at for at, e in enumerate(told) if {*happenings(e)} & {*tally.resets_on}]
    last = told[resets[-1] + 1 :] if resets else told
    return sum(bool({*happenings(event)} & {*tally.adds_on}) for event in last)


OF_JOURNEYS: Final = (
    what_happened_tells_where_it_stands,
    tallies_count_what_happened,
)


# --- reading the pathway -------------------------------------------------------------


def _row(pathway: Pathway, place: Place, name: str) -> Move[Place] | None:
    """Find the row of the table by which a move leads away from a place."""
    rows = (m for m in moves_from(pathway.machine, place) if m.name == name)
    return next(rows, None)


def _to_sign(pathway: Pathway) -> set[Needed]:
    return {signature.what for signature in pathway.signatures}


def _may_sign(walked: Walked, journey: Journey, needed: Needed) -> bool:
    return any(
        each.what is needed and may_sign(each, walked.by, journey.patient_id)
        for each in walked.pathway.signatures
    )


def _above(pathway: Pathway, place: Place) -> set[Place]:
    """Name the places that steps up lead to from a place."""
    above = {rung.upper for rung in pathway.rungs if rung.lower == place}
    return above.union(*(_above(pathway, upper) for upper in above))


def _dwelling(
    pathway: Pathway, place: Place, name: str
) -> Iterator[tuple[Criterion, Interval]]:
    """Hand out what has to hold for a time before a move from a place is made."""
    for rung in pathway.rungs:
        if rung.upper == place and name == "step down":
            yield rung.down, rung.dwell
    for each in pathway.advised:
        if each.move == name and each.dwell is not None:
            yield each.when, each.dwell


def _settled(journey: Journey) -> date:
    """Name the day since which it stands there, by this version of the pathway."""
    return max(journey.since, journey.adopted or journey.since)


def _held_since(when: Criterion, looks: tuple[Facts, ...]) -> date | None:
    """Name the first day of the row of looks, up to the last, at which it held."""
    since = None
    for facts in looks:
        if answer(when, facts) is not Answer.YES:
            since = None
        elif since is None:
            since = facts.on
    return since
