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
from caremodel.grammar.facts import Age, Change, Ever, Fact, Facts, Has, name_of
from caremodel.grammar.rules import evaluate
from caremodel.grammar.verdicts import Answer, Reason, Verdict

__all__ = ["recommend", "speaks_for"]


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
    if look.answer is not Answer.YES or not has_held(
        look.step, journey, on, look.since
    ):
        return False
    evidence = _evidence(look, on)
    return not evidence or bool(_unanswered(evidence, journey))


def _advise(look: _Look, journey: Journey, on: date) -> Advice:
    return Advice(
        journey_id=journey.id,
        on=on,
        recommendation=Recommended(look.step.direction.value),
        move=look.step.move,
        target=look.step.target,
        verdict=look.verdict,
        since=look.since,
        evidence=_unanswered(_evidence(look, on), journey),
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


# --- what a step up rests on ---------------------------------------------------------


def speaks_for(
    pathway: Pathway, journey: Journey, move: str, facts: Facts
) -> tuple[str, ...] | None:
    """Name what speaks for a step up on a day, and was not answered; `None` if nothing.

    Nobody has kept watch: what rests on no entry has pushed since that day.
    """
    seen = facts.with_given(own_facts(journey, on=facts.on))
    for step in steps_from(pathway, journey.place):
        if step.move == move and step.direction is Direction.UP:
            verdict = evaluate(step.when, seen)
            look = _Look(step, verdict, None, {})
            if _is_advised(look, journey, facts.on):
                return _unanswered(_evidence(look, facts.on), journey)
    return None


def _evidence(look: _Look, on: date) -> tuple[str, ...]:
    """Name what pushes up: entries by id, anything else by since when it pushed.

    What has been so all along, as an illness, is no news beside a new number: its being
    written down once more pushes nobody.
    """
    if look.step.direction is not Direction.UP:
        return ()
    reasons = look.verdict.because
    news = [reason for reason in reasons if not _has_long_been(reason.fact)]
    told = (each for reason in news or reasons for each in _ids(look, reason, on))
    return tuple(dict.fromkeys(told))


def _has_long_been(fact: Fact) -> bool:
    return isinstance(fact, Age) or (
        isinstance(fact, Has) and isinstance(fact.window, Ever)
    )


def _ids(look: _Look, reason: Reason, on: date) -> list[str]:
    """Name the entries of one reason; of a change, the newest; or since when it is."""
    entries = reason.evidence
    if isinstance(reason.fact, Change) and entries:
        entries = (max(entries, key=lambda entry: entry.order),)
    if entries:
        return [entry.id for entry in entries]
    since = look.pushing.get(push(reason.comparison, reason.answer), on)
    return [f"{name_of(reason.fact)}{SINCE}{since}"]


SINCE: Final = " since "


def _unanswered(evidence: tuple[str, ...], journey: Journey) -> tuple[str, ...]:
    """Leave out what someone has acted on, or let the person stay by.

    Whoever acted on what rests on no entry acted on all of it up to then.
    """
    answered = {*journey.answered}
    return tuple(
        each
        for each in evidence
        if each not in answered
        and not any(_is_later(other, each) for other in journey.answered)
    )


def _is_later(answered: str, each: str) -> bool:
    """Say whether the same thing was answered as of the same day or a later one."""
    name, since, _ = each.rpartition(SINCE)
    return bool(since) and answered.startswith(f"{name}{since}") and answered >= each
