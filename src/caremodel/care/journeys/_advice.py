"""What a pathway advises: up, down, graduate, re-engage, stay, or cannot tell.

Advice decides nothing. Since when something has held is a fold of its own: `watch` is
shown the facts of one day after another and keeps, for each criterion, the day since
which it has held without a break.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

import attrs

from caremodel.care.journeys._commands import Advice, Recommendation
from caremodel.care.journeys._journeys import Journey
from caremodel.care.pathways import (
    OWN_FACTS,
    Direction,
    Needed,
    Pathway,
    Place,
    days_here,
)
from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import Interval
from caremodel.grammar.facts import Facts, Given, Value, name_of
from caremodel.grammar.rules import Criterion, answer, evaluate, missing
from caremodel.grammar.verdicts import Answer, Verdict

__all__ = [
    "Holding",
    "Step",
    "has_held",
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


def _days(since: Mapping[str, date]) -> Mapping[str, date]:
    return MappingProxyType(dict(sorted(since.items())))


@attrs.frozen(kw_only=True)
class Holding:
    """Since when each thing that may be advised has held.

    Attributes:
        on: The day it was last looked at; `None` before the first time.
        since: By the name of the step, the first day of the unbroken row.
    """

    on: date | None = None
    since: Mapping[str, date] = attrs.field(factory=dict, converter=_days)


def watch(
    pathway: Pathway, holding: Holding, facts: Facts, *, journey: Journey
) -> Holding:
    """Look at one more day: what holds goes on to, a no or an unknown breaks it.

    Between two looks it is taken to have held.

    Raises:
        NotAllowedError: If the day lies before the last one.
    """
    if holding.on is not None and facts.on < holding.on:
        raise NotAllowedError("watch a day", ("it lies before the last one",))
    seen = facts.with_given(own_facts(journey, on=facts.on))
    since = {
        step.name: holding.since.get(step.name, facts.on)
        for step in steps_from(pathway, journey.place)
        if answer(step.when, seen) is Answer.YES
    }
    return Holding(on=facts.on, since=since)


# --- the advice ----------------------------------------------------------------------


def recommend(
    pathway: Pathway, journey: Journey, facts: Facts, holding: Holding
) -> Advice:
    """Say what the pathway advises for *journey*, and why.

    Up if that holds, by evidence that nobody has acted on or answered; nothing less if
    one cannot tell whether to go up; otherwise what has held for its dwell time; else
    stay.

    Raises:
        NotAllowedError: If the journey is over, or runs on another pathway.
    """
    if because := _no_advice(pathway, journey):
        raise NotAllowedError("recommend", because)
    seen = facts.with_given(own_facts(journey, on=facts.on))
    stays: list[tuple[Step, Verdict]] = []
    for step in steps_from(pathway, journey.place):
        verdict, since = evaluate(step.when, seen), holding.since.get(step.name)
        due = has_held(step, journey, facts.on, since)
        if verdict.answer is Answer.YES and due:
            evidence = _evidence(step, verdict, since or facts.on)
            if not _is_answered(journey, evidence):
                return _advise(step, journey, verdict, (facts.on, since, evidence))
        if step.direction is Direction.UP and verdict.answer is Answer.CANNOT_TELL:
            return _advise_nothing(journey, seen, step, verdict)
        stays.append((step, verdict))
    return _stay(journey, seen, stays)


def _no_advice(pathway: Pathway, journey: Journey) -> tuple[str, ...]:
    over = ("the journey is over",) * journey.is_over
    elsewhere = ("it runs on another pathway",) * (journey.pathway != pathway.ref)
    return (*over, *elsewhere)


def has_held(step: Step, journey: Journey, on: date, since: date | None) -> bool:
    """Say whether a step has held for its dwell time, and the journey stood there."""
    if step.dwell is None:
        return True
    return since is not None and step.dwell.after(max(since, journey.since)) <= on


def _evidence(step: Step, verdict: Verdict, since: date) -> tuple[str, ...]:
    """Name what pushes up: entries by id, anything else by since when it held."""
    if step.direction is not Direction.UP:
        return ()
    return tuple(
        dict.fromkeys(
            each
            for reason in verdict.because
            for each in [entry.id for entry in reason.evidence]
            or [f"{name_of(reason.fact)} since {since}"]
        )
    )


def _is_answered(journey: Journey, evidence: tuple[str, ...]) -> bool:
    return bool(evidence) and set(evidence) <= set(journey.answered)


def _advise(
    step: Step,
    journey: Journey,
    verdict: Verdict,
    seen: tuple[date, date | None, tuple[str, ...]],
) -> Advice:
    on, since, evidence = seen
    return Advice(
        journey_id=journey.id,
        on=on,
        recommendation=Recommendation(step.direction.value),
        move=step.move,
        target=step.target,
        verdict=verdict,
        since=since,
        evidence=evidence,
    )


def _advise_nothing(
    journey: Journey, seen: Facts, step: Step, verdict: Verdict
) -> Advice:
    return Advice(
        journey_id=journey.id,
        on=seen.on,
        recommendation=Recommendation.CANNOT_TELL,
        verdict=verdict,
        missing=missing(step.when, seen),
    )


def _stay(journey: Journey, seen: Facts, stays: list[tuple[Step, Verdict]]) -> Advice:
    """Stay, and tell why not to step down; of all else, nothing spoke for a move."""
    down = [each for each in stays if each[0].direction is not Direction.UP] or stays
    verdict = down[-1][1] if down else Verdict(Answer.NO, ())
    lacking = missing(down[-1][0].when, seen) if down else ()
    return Advice(
        journey_id=journey.id,
        on=seen.on,
        recommendation=Recommendation.STAY,
        verdict=verdict,
        missing=lacking if verdict.answer is Answer.CANNOT_TELL else (),
    )
