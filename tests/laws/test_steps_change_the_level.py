"""The law: up is more and down is less; only up waits for nothing (INV-073, 074)."""

from hypothesis import given

from caremodel.care import journeys
from caremodel.care.journeys import Journey, Make
from caremodel.care.pathways import Pathway, Place, level_at
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.grammar.rules import answer
from caremodel.grammar.verdicts import Answer
from caremodel.testing.strategies import (
    JourneyHistory,
    JourneyStep,
    journey_histories,
    pathways,
)
from laws.eventful import share

DEFAULT = journey_histories()
DRAWN = journey_histories(pathways())


def height(pathway: Pathway, place: Place) -> int:
    """Count the rungs below a place."""
    below = [rung.lower for rung in pathway.rungs if rung.upper == place]
    return 1 + max(height(pathway, lower) for lower in below) if below else 0


def made(
    history: JourneyHistory, name: str
) -> list[tuple[Journey, JourneyStep, Journey]]:
    """Find the moves of a name, with the journey before and after."""
    before = (None, *history.states)
    return [
        (was, step, now)
        for was, step, now in zip(before, history.steps, history.states, strict=False)
        if was is not None and isinstance(step.asked, Make) and step.asked.move == name
    ]


@given(DEFAULT | DRAWN)
def test_a_step_changes_the_level_by_one(history: JourneyHistory) -> None:
    """Strictly, and with no less time of staff above than below (INV-073)."""
    pathway = history.pathway
    for name, by in (("step up", 1), ("step down", -1)):
        for was, _, now in made(history, name):
            steps = height(pathway, now.place) - height(pathway, was.place)
            assert steps == by
            minutes = [level_at(pathway, each.place).minutes for each in (was, now)]
            assert sorted(minutes, reverse=by < 0) == minutes


@given(DEFAULT | DRAWN)
def test_a_step_down_took_its_criteria_or_an_override(history: JourneyHistory) -> None:
    """Held for the dwell time since the journey came there (INV-074)."""
    for was, step, now in made(history, "step down"):
        assert isinstance(step.asked, Make)
        (rung,) = [r for r in history.pathway.rungs if r.upper == was.place]
        assert rung.lower == now.place
        if step.asked.override:
            assert step.asked.reason
            assert {*step.by.roles} & {*history.pathway.may_override}
            continue
        seen = step.facts.with_given(journeys.own_facts(was, on=step.on))
        assert answer(rung.down, seen) is Answer.YES
        advice = step.asked.because
        assert advice is not None
        assert advice.since is not None
        assert rung.dwell.after(max(advice.since, was.since)) <= step.on


@given(DEFAULT | DRAWN)
def test_a_step_up_waits_for_nothing(history: JourneyHistory) -> None:
    """With nothing known, by whoever sees the need (INV-074)."""
    on = history.steps[-1].on
    for journey in history.states:
        rungs = [r for r in history.pathway.rungs if r.lower == journey.place]
        for rung in rungs:
            because = journeys.check(
                history.pathway,
                journey,
                Make(move="step up", reason="a fall"),
                facts=Facts(on=on, known={}),
                on=on,
                by=Actor("x", rung.up_roles),
            )
            assert because == ()


def test_journeys_go_up_and_down() -> None:
    """Otherwise this would be about nothing."""
    assert share(DRAWN, lambda history: bool(made(history, "step up"))) > 0.3
    assert share(DRAWN, lambda history: bool(made(history, "step down"))) > 0.3
