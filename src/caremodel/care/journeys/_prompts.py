"""What is asked for on a journey where it stands; it moves nobody."""

from collections.abc import Mapping
from datetime import date

import attrs

from caremodel.care.journeys._events import JourneyId
from caremodel.care.journeys._holding import Holding, held_since, not_its_own
from caremodel.care.journeys._journeys import Journey
from caremodel.care.journeys._steps import own_facts
from caremodel.care.pathways import Pathway, Prompt
from caremodel.errors import NotAllowedError
from caremodel.grammar.facts import Fact, Facts
from caremodel.grammar.rules import answer, evaluate
from caremodel.grammar.verdicts import Answer, Verdict

__all__ = ["Prompted", "prompted"]


@attrs.frozen(kw_only=True, repr=False)
class Prompted:
    """Something that is asked for on a day, or of which one cannot tell whether it is.

    Attributes:
        journey_id: For which journey.
        on: The day.
        name: What is asked for.
        roles: Of whom one sees to it.
        verdict: Why it is asked for; or what leaves it open.
        since: Since when it has been asked for, where one has looked day by day; else
            since today. `None` if one cannot tell.
        due: By when it should be done; `None` if one cannot tell.
        missing: Facts for want of which one cannot tell.
    """

    journey_id: JourneyId
    on: date
    name: str
    roles: tuple[str, ...]
    verdict: Verdict
    since: date | None = None
    due: date | None = None
    missing: tuple[Fact, ...] = ()

    def __repr__(self) -> str:
        return f"Prompted({self.journey_id!r}, {self.on})"

    @property
    def is_asked(self) -> bool:
        """Whether it is asked for; if not, one cannot tell."""
        return self.verdict.answer is Answer.YES

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been done before."""
        return self.due is not None and self.due < self.on


def prompted(
    pathway: Pathway, journey: Journey, facts: Facts, holding: Holding
) -> tuple[Prompted, ...]:
    """Say what is asked for where *journey* stands, and what one cannot tell of.

    What is not asked for is left out. All stands in the order of the pathway.

    Raises:
        NotAllowedError: If the journey is over, or runs on another pathway, or what has
            held is of another journey.
    """
    over = ("the journey is over",) * journey.is_over
    if because := (*over, *not_its_own(pathway, journey, holding)):
        raise NotAllowedError("say what is asked for", because)
    seen = facts.with_given(own_facts(journey, on=facts.on))
    since = held_since(holding, journey)
    return tuple(
        _told(journey, prompt, seen, since)
        for prompt in pathway.prompts
        if journey.place in prompt.at and answer(prompt.when, seen) is not Answer.NO
    )


def _told(
    journey: Journey, prompt: Prompt, seen: Facts, since: Mapping[str, date]
) -> Prompted:
    verdict = evaluate(prompt.when, seen)
    is_open = verdict.answer is Answer.CANNOT_TELL
    first = None if is_open else min(since.get(prompt.asks, seen.on), seen.on)
    lacking = [reason.fact for reason in verdict.because] if is_open else []
    return Prompted(
        journey_id=journey.id,
        on=seen.on,
        name=prompt.name,
        roles=prompt.roles,
        verdict=verdict,
        since=first,
        due=None if first is None else prompt.within.after(first),
        missing=tuple(dict.fromkeys(lacking)),
    )
