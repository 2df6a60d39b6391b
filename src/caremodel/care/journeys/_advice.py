"""What a pathway advises: up, down, graduate, re-engage, stay, or cannot tell.

Advice decides nothing. Since when something has held is a fold of its own: `watch` is
shown the facts of one day after another and keeps, for each criterion, the day since
which it has held without a break; also for what is asked for, told in `prompted`.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import attrs

from caremodel.care.journeys._commands import Advice, Recommended
from caremodel.care.journeys._events import JourneyId
from caremodel.care.journeys._journeys import Journey
from caremodel.care.pathways import (
    OWN_FACTS,
    Direction,
    Needed,
    Pathway,
    Place,
    days_here,
)
from caremodel.care.pathways._cells import compared
from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import Interval
from caremodel.grammar.facts import Facts, Given, Value, name_of
from caremodel.grammar.rules import Comparison, Criterion, answer, evaluate
from caremodel.grammar.verdicts import Answer, Reason, Verdict

__all__ = [
    "Held",
    "Holding",
    "Step",
    "has_held",
    "held_since",
    "not_its_own",
    "own_facts",
    "recommend",
    "steps_from",
    "watch",
]


def own_facts(journey: Journey, *, on: date) -> dict[Given, Value]:
    """Say what the journey knows of itself, as facts that criteria may ask for."""
    led = journey.lead is not None or journey.tracker is not None
    booked = journey.next_check is not None and journey.next_check >= on
    here: dict[Given, Value] = {
        OWN_FACTS[needed]: needed in journey.on_record for needed in Needed
    }
    here[OWN_FACTS[Needed.LEAD]] = led
    here[OWN_FACTS[Needed.TRACKER]] = journey.tracker is not None
    here[OWN_FACTS[Needed.NEXT_CHECK]] = booked
    here[days_here()] = (on - journey.since).days
    for tally, count in zip(journey.tallies, journey.counts, strict=True):
        here[tally.fact] = count
    return here


# --- the steps that may be advised ---------------------------------------------------


@attrs.frozen(kw_only=True)
class Step:
    """One move that may be advised from a place.

    Attributes:
        name: Of what has to hold, for keeping since when it has.
        direction: What the move does to the amount of care.
        move: Its name.
        target: Where it leads.
        when: What advises it.
        dwell: How long that must have held; `None` for at once.
    """

    name: str
    direction: Direction
    move: str
    target: Place
    when: Criterion
    dwell: Interval | None


def steps_from(pathway: Pathway, place: Place) -> tuple[Step, ...]:
    """Name what may be advised from *place*: what keeps someone safe goes first."""
    found = [*_rungs_at(pathway, place), *_advised_at(pathway, place)]
    return tuple(sorted(found, key=lambda step: ORDER[step.direction]))


ORDER: Final = {
    Direction.UP: 0,
    Direction.RE_ENGAGE: 1,
    Direction.GRADUATE: 2,
    Direction.DOWN: 3,
}


def _rungs_at(pathway: Pathway, place: Place) -> Iterator[Step]:
    for rung in pathway.rungs:
        if rung.lower == place:
            yield Step(
                name=f"up to {rung.upper}",
                direction=Direction.UP,
                move="step up",
                target=rung.upper,
                when=rung.up,
                dwell=None,
            )
        if rung.upper == place:
            yield Step(
                name=f"down to {rung.lower}",
                direction=Direction.DOWN,
                move="step down",
                target=rung.lower,
                when=rung.down,
                dwell=rung.dwell,
            )


def _advised_at(pathway: Pathway, place: Place) -> Iterator[Step]:
    for advised in pathway.advised:
        ready = pathway.machine.ready(place, advised.move)
        if ready is not None:
            yield Step(
                name=advised.move,
                direction=advised.direction,
                move=advised.move,
                target=ready.move.target,
                when=advised.when,
                dwell=advised.dwell,
            )


# --- since when ----------------------------------------------------------------------


@attrs.frozen(repr=False)
class Held:
    """Since when one thing has held.

    Attributes:
        step: The name of what may be advised, what is asked for, or what pushes up, in
            words.
        since: The first day of the unbroken row.
    """

    step: str
    since: date

    def __repr__(self) -> str:
        return f"Held({self.since})"


@attrs.frozen(kw_only=True, repr=False)
class Holding:
    """Since when each thing that may be advised or asked for has held at a place.

    Attributes:
        journey_id: Of which journey; `None` before the first look.
        place: Where it stood when it was last looked at.
        on: The day it was last looked at.
        held: What held then, and since when.
        pushing: What has pushed up and rests on no entry, wherever the journey stood.
    """

    journey_id: JourneyId | None = None
    place: Place | None = None
    on: date | None = None
    held: tuple[Held, ...] = attrs.field(default=(), converter=tuple[Held, ...])
    pushing: tuple[Held, ...] = attrs.field(default=(), converter=tuple[Held, ...])

    def __repr__(self) -> str:
        return f"Holding({self.journey_id!r}, {self.on})"


def watch(
    pathway: Pathway, holding: Holding, facts: Facts, *, journey: Journey
) -> Holding:
    """Look at one more day: what holds goes on to, a no or an unknown breaks it.

    So does a move to another place, but for what pushes up: that is the same there,
    and ends once it is seen not to hold. Between two looks it is taken to have held.

    Raises:
        NotAllowedError: If the day lies before the last one, or the journey is not
            the one that was looked at.
    """
    because = list(not_its_own(pathway, journey, holding))
    if holding.on is not None and facts.on < holding.on:
        because.append("it lies before the last one")
    if because:
        raise NotAllowedError("watch a day", tuple(because))
    seen = facts.with_given(own_facts(journey, on=facts.on))
    before = held_since(holding, journey)
    return Holding(
        journey_id=journey.id,
        place=journey.place,
        on=facts.on,
        held=[
            Held(name, before.get(name, facts.on))
            for name, when in _watched(pathway, journey.place)
            if answer(when, seen) is Answer.YES
        ],
        pushing=_pushing(pathway, holding, seen),
    )


def _watched(pathway: Pathway, place: Place) -> Iterator[tuple[str, Criterion]]:
    """Hand out what may be advised at a place, and what is asked for there, by name."""
    yield from ((step.name, step.when) for step in steps_from(pathway, place))
    for prompt in pathway.prompts:
        if place in prompt.at:
            yield prompt.asks, prompt.when


def _pushing(pathway: Pathway, holding: Holding, seen: Facts) -> Iterator[Held]:
    """Keep since when each thing without an entry has pushed, at this place or another.

    It goes on until it is seen not to hold.
    """
    before = {held.step: held.since for held in holding.pushing}
    ups = [rung.up for rung in pathway.rungs]
    ups += [each.when for each in pathway.advised if each.direction is Direction.UP]
    now = {push for up in dict.fromkeys(ups) for push in _unfiled(up, seen)}
    if before:
        now |= {push for up in ups for push in _not_over(up, seen) if push in before}
    return (Held(push, before.get(push, seen.on)) for push in sorted(now))


def _unfiled(up: Criterion, seen: Facts) -> Iterator[str]:
    """Name what pushes up today and rests on no entry."""
    if answer(up, seen) is Answer.YES:
        for reason in evaluate(up, seen).because:
            if not reason.evidence:
                yield _push(reason.comparison, reason.answer)


def _not_over(up: Criterion, seen: Facts) -> Iterator[str]:
    """Name what may push up as far as one can tell today."""
    for comparison in compared(up):
        told = answer(comparison, seen)
        for side in (Answer.YES, Answer.NO) if told is Answer.CANNOT_TELL else (told,):
            yield _push(comparison, side)


def _push(comparison: Comparison, told: Answer) -> str:
    """Name one thing that pushes by what it is, its bound, and the side of it."""
    name, op = name_of(comparison.fact), comparison.op.value
    return f"{name} {op} {comparison.bound}: {told.value}"


def not_its_own(pathway: Pathway, journey: Journey, holding: Holding) -> Iterator[str]:
    """Say whether the pathway, or what has held, is another than the journey's."""
    if journey.pathway != pathway.ref:
        yield "it runs on another pathway, or another version of it"
    if holding.journey_id not in {None, journey.id}:
        yield "what has held is of another journey"


def held_since(holding: Holding, journey: Journey) -> dict[str, date]:
    """Say since when things have held, if the journey has stood there all the time.

    What held by another version of the pathway is over.
    """
    if holding.on is None or holding.on < journey.since:
        return {}
    if holding.place != journey.place:
        return {}
    return {held.step: max(held.since, journey.settled) for held in holding.held}


# --- the advice ----------------------------------------------------------------------


@attrs.frozen
class _Look:
    """One step as it stands on a day.

    Attributes:
        step: Which.
        verdict: Whether what advises it holds.
        since: Since when it has.
        pushing: Since when what it rests on has pushed, here or before.
    """

    step: Step
    verdict: Verdict
    since: date | None
    pushing: Mapping[str, date]

    @property
    def answer(self) -> Answer:
        return self.verdict.answer


def recommend(
    pathway: Pathway, journey: Journey, facts: Facts, holding: Holding
) -> Advice:
    """Say what the pathway advises for *journey*, and why.

    Up if that holds, by evidence that nobody has acted on or answered; no less care if
    one cannot tell whether to go up; otherwise what has held for its dwell time; else
    stay.

    Raises:
        NotAllowedError: If the journey is over, or runs on another pathway, or what has
            held is of another journey.
    """
    over = ("the journey is over",) * journey.is_over
    if because := (*over, *not_its_own(pathway, journey, holding)):
        raise NotAllowedError("recommend", because)
    seen = facts.with_given(own_facts(journey, on=facts.on))
    since, looks = held_since(holding, journey), list[_Look]()
    pushing = {held.step: held.since for held in holding.pushing}
    for step in steps_from(pathway, journey.place):
        if step.direction in LESS and (doubt := _doubt(looks)):
            return _told(journey, facts.on, Recommended.CANNOT_TELL, doubt)
        verdict = evaluate(step.when, seen)
        look = _Look(step, verdict, since.get(step.name), pushing)
        if _is_advised(look, journey, facts.on):
            return _advise(look, journey, facts.on)
        looks.append(look)
    if doubt := _doubt(looks):
        return _told(journey, facts.on, Recommended.CANNOT_TELL, doubt)
    return _stay(journey, facts.on, looks)


LESS: Final = (Direction.GRADUATE, Direction.DOWN)
"""What is not advised as long as one cannot tell whether to go up."""


def _doubt(looks: list[_Look]) -> _Look | None:
    """Find a step up of which one cannot tell."""
    for look in looks:
        if look.step.direction is Direction.UP and look.answer is Answer.CANNOT_TELL:
            return look
    return None


def has_held(step: Step, journey: Journey, on: date, since: date | None) -> bool:
    """Say whether a step has held for its dwell time, and the journey stood there."""
    if step.dwell is None:
        return True
    return since is not None and step.dwell.after(max(since, journey.settled)) <= on


def _is_advised(look: _Look, journey: Journey, on: date) -> bool:
    """Say whether it holds, for long enough, and by more than is answered already."""
    if look.answer is not Answer.YES:
        return False
    evidence = _evidence(look, on)
    answered = bool(evidence) and set(evidence) <= set(journey.answered)
    return has_held(look.step, journey, on, look.since) and not answered


def _evidence(look: _Look, on: date) -> tuple[str, ...]:
    """Name what pushes up: entries by id, anything else by since when it pushed."""
    if look.step.direction is not Direction.UP:
        return ()
    return tuple(
        dict.fromkeys(
            each
            for reason in look.verdict.because
            for each in [entry.id for entry in reason.evidence]
            or [f"{name_of(reason.fact)} since {_pushed(look, reason, on)}"]
        )
    )


def _pushed(look: _Look, reason: Reason, on: date) -> date:
    """Say since when something has pushed; what nobody kept watch of, since today."""
    return look.pushing.get(_push(reason.comparison, reason.answer), on)


def _advise(look: _Look, journey: Journey, on: date) -> Advice:
    return Advice(
        journey_id=journey.id,
        on=on,
        recommendation=Recommended(look.step.direction.value),
        move=look.step.move,
        target=look.step.target,
        verdict=look.verdict,
        since=look.since,
        evidence=_evidence(look, on),
    )


def _told(
    journey: Journey, on: date, recommendation: Recommended, look: _Look
) -> Advice:
    """Advise no move, and say how the nearest step stands."""
    is_open = look.answer is Answer.CANNOT_TELL
    lacking = [reason.fact for reason in look.verdict.because] if is_open else []
    return Advice(
        journey_id=journey.id,
        on=on,
        recommendation=recommendation,
        verdict=look.verdict,
        since=look.since,
        missing=tuple(dict.fromkeys(lacking)),
    )


def _stay(journey: Journey, on: date, looks: list[_Look]) -> Advice:
    """Stay, and tell why not to step down; of all else, nothing spoke for a move."""
    if not looks:
        nothing = Verdict(Answer.NO, ())
        return Advice(
            journey_id=journey.id,
            on=on,
            recommendation=Recommended.STAY,
            verdict=nothing,
        )
    return _told(journey, on, Recommended.STAY, looks[-1])
