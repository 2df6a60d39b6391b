"""What a pathway advises: up, down, graduate, re-engage, stay, or cannot tell.

Advice decides nothing.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

import attrs

from caremodel.care.journeys._commands import Advice, Recommended
from caremodel.care.journeys._holding import (
    Holding,
    has_held,
    held_since,
    not_its_own,
    push,
)
from caremodel.care.journeys._journeys import Journey
from caremodel.care.journeys._steps import Step, own_facts, steps_from
from caremodel.care.pathways import Direction, Pathway
from caremodel.errors import NotAllowedError
from caremodel.grammar.facts import Facts, name_of
from caremodel.grammar.rules import evaluate
from caremodel.grammar.verdicts import Answer, Reason, Verdict

__all__ = ["recommend"]


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
    return look.pushing.get(push(reason.comparison, reason.answer), on)


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
