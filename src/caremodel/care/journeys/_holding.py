"""Since when each thing has held: a fold of its own, one day after another.

`watch` is shown the facts of a day and keeps, for each criterion, the day since which
it has held without a break; also for what is asked for, told in `prompted`.
"""

from collections.abc import Iterator
from datetime import date

import attrs

from caremodel.care.journeys._events import JourneyId
from caremodel.care.journeys._journeys import Journey
from caremodel.care.journeys._steps import Step, own_facts, steps_from
from caremodel.care.pathways import Direction, Pathway, Place
from caremodel.care.pathways._cells import compared
from caremodel.errors import NotAllowedError
from caremodel.grammar.facts import Facts, name_of
from caremodel.grammar.rules import Comparison, Criterion, answer, evaluate
from caremodel.grammar.verdicts import Answer

__all__ = [
    "Held",
    "Holding",
    "has_held",
    "held_since",
    "not_its_own",
    "push",
    "watch",
]


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


def has_held(step: Step, journey: Journey, on: date, since: date | None) -> bool:
    """Say whether a step has held for its dwell time, and the journey stood there."""
    if step.dwell is None:
        return True
    return since is not None and step.dwell.after(max(since, journey.settled)) <= on


# --- what pushes up ------------------------------------------------------------------


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
                yield push(reason.comparison, reason.answer)


def _not_over(up: Criterion, seen: Facts) -> Iterator[str]:
    """Name what may push up as far as one can tell today."""
    for comparison in compared(up):
        told = answer(comparison, seen)
        for side in (Answer.YES, Answer.NO) if told is Answer.CANNOT_TELL else (told,):
            yield push(comparison, side)


def push(comparison: Comparison, told: Answer) -> str:
    """Name one thing that pushes by what it is, its bound, and the side of it."""
    name, op = name_of(comparison.fact), comparison.op.value
    return f"{name} {op} {comparison.bound}: {told.value}"
