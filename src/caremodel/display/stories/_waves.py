"""The first wave of a program: filled from the candidates, and its gate asked."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from caremodel.catalog.waves import FIVE_X
from caremodel.catalog.workforce import EXAMPLE_STAFF
from caremodel.display.stories._asking import actor
from caremodel.display.stories._story import Story
from caremodel.grammar.facts import Fact, Facts, Given, Value
from caremodel.grammar.verdicts import Verdict
from caremodel.panel.candidates import Candidate
from caremodel.people.roles import WorkerId
from caremodel.program import waves
from caremodel.program.waves import (
    Cohort,
    CohortEvent,
    CohortId,
    Enroll,
    FoundBy,
    OpenWave,
    PassGate,
    Waves,
)

__all__ = ["FirstWave", "first_wave"]

LEADER: Final = WorkerId("leader")
WITH_PLAN: Final = Given("people of the wave with a co-created plan")


@attrs.frozen(kw_only=True, repr=False)
class FirstWave:
    """The first wave of a program, and whether it leads on.

    Attributes:
        waves: The program.
        cohort: Who is in the wave.
        events: What made it so.
        on: The day the gate was asked.
        gate: What it comes to, and why.
        unmet: Everything that is not so yet, or not known.
    """

    waves: Waves
    cohort: Cohort
    events: tuple[CohortEvent, ...]
    on: date
    gate: Verdict
    unmet: tuple[str, ...]

    def __repr__(self) -> str:
        return f"FirstWave({self.cohort.id!r})"


def first_wave(
    candidates: Iterable[Candidate], *, on: date, story: Story | None = None
) -> FirstWave:
    """Open the first wave, fill it from *candidates*, and ask its gate.

    Args:
        candidates: Whom to ask, in that order; as many as there are places.
        on: The day.
        story: Of one of them, if there is one: with a plan, and an end to look back
            from. Of the others no plan is known.
    """
    leader, nothing = actor(EXAMPLE_STAFF, LEADER), Facts(on=on, known={})
    opening = OpenWave(cohort_id=CohortId("first-five"))
    events = waves.decide(FIVE_X, None, opening, facts=nothing, on=on, by=leader)
    cohort = waves.evolve(None, events[0])
    for candidate in candidates:
        if cohort.current.places_open:
            enrolled = waves.decide(
                FIVE_X, cohort, _enroll(candidate), facts=nothing, on=on, by=leader
            )
            events += enrolled
            for event in enrolled:
                cohort = waves.evolve(cohort, event)
    day = on if story is None else story.ended
    known = _known(cohort, story, day)
    return FirstWave(
        waves=FIVE_X,
        cohort=cohort,
        events=events,
        on=day,
        gate=waves.gate_status(FIVE_X, cohort, known),
        unmet=waves.check(FIVE_X, cohort, PassGate(), facts=known, on=day, by=leader),
    )


def _enroll(candidate: Candidate) -> Enroll:
    """Ask for a place: by somebody's word, if there is one, else for much use."""
    for word in candidate.referrals:
        if word.links:
            return Enroll(
                patient_id=candidate.patient_id,
                found_by=FoundBy.REFERRAL,
                referred_by=word.links[0],
                reason="sent by someone who knows them",
            )
    return Enroll(patient_id=candidate.patient_id, found_by=FoundBy.UTILIZATION)


def _known(cohort: Cohort, story: Story | None, on: date) -> Facts:
    """Say what one can: of how many a plan is known that they made with the team."""
    known: dict[Fact, Value] = {}
    if story is not None and story.plan is not None:
        served = story.record.id in waves.served(cohort)
        known[WITH_PLAN] = int(served and story.plan.co_created)
    return Facts(on=on, known=known)
