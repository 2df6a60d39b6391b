"""Walks along a pathway break off where a law is broken, and go far where none is."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from care.walked import DONE, HIGH, REST, SMALL, WATCH, WORRY
from caremodel.care import journeys
from caremodel.care.journeys import (
    Agreed,
    Begin,
    BookCheck,
    CheckBooked,
    ContactNoted,
    Event,
    Holding,
    Journey,
    Make,
    Moved,
    RaiseFlag,
    ReadinessHeard,
)
from caremodel.care.pathways import Pathway, Place, between
from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import Period
from caremodel.grammar.facts import Given
from caremodel.grammar.histories import Actor
from caremodel.grammar.verdicts import Answer, Verdict
from caremodel.testing.stateful import Figures, journey_walks, walk

Real = Callable[..., Any]
STEPS = 20_000
ALL_PARTS = tuple(
    dict.fromkeys(role for move in DEFAULT_PATHWAY.moves for role in move.roles)
)


# --- walks that go well --------------------------------------------------------------


def test_a_small_pathway_is_walked_all_over() -> None:
    """Each of its eighteen moves is made, and none that it does not have."""
    figures = walk(SMALL, steps=4_000, seed=3)

    assert figures.never_made == ()
    assert sorted({name for _, name in figures.made}) == [
        *("come back", "leave", "let go", "look for", "rest"),
        *("start", "step down", "step up"),
    ]
    assert len(figures.made) == 18
    assert figures.steps >= 4_000


def test_a_pathway_may_watch_more_or_less_and_ask_for_words() -> None:
    """From one watched place to another no check can be booked before one was made."""
    home = Given("home", kind="text")
    watch = next(stage for stage in SMALL.stages if stage.name == "watch")
    levels = [
        attrs.evolve(watch.levels[0], name=name, minutes=minutes)
        for name, minutes in (("monthly", 5), ("weekly", 10))
    ]
    monthly, weekly = Place("watch", "monthly"), Place("watch", "weekly")
    first = attrs.evolve(SMALL.rungs[0], lower=weekly)
    between_watches = attrs.evolve(
        SMALL.rungs[0], lower=monthly, upper=weekly, up=WORRY >= 4, down=WORRY <= 1
    )
    moves = [move for move in SMALL.moves if move.source != WATCH]
    pathway = attrs.evolve(
        SMALL,
        stages=[
            attrs.evolve(stage, levels=levels) if stage is watch else stage
            for stage in SMALL.stages
        ],
        moves=[
            *moves,
            *between("let go", [monthly], DONE, roles=["nurse"]),
            *between("rest at home", [HIGH], REST, needs=home.eq("shared")),
        ],
        rungs=(between_watches, first, SMALL.rungs[1]),
        advised=(),
        given=(*SMALL.given, home),
        entry=None,
    )

    figures = walk(pathway, steps=6_000)

    assert figures.never_made == ()
    assert figures.made[monthly, "step up"] > 5
    assert figures.made[HIGH, "rest at home"] > 5


def test_a_pathway_that_nobody_can_begin_on_is_no_walk() -> None:
    """Because it is no more in force on the day."""
    over = attrs.evolve(
        SMALL, in_force=Period(start=date(2020, 1, 1), end=date(2021, 1, 1))
    )

    with pytest.raises(NotAllowedError, match="it has not begun"):
        walk(over, steps=10)


def test_what_was_never_made_is_told() -> None:
    """After a few steps that is nearly everything."""
    told = Figures(
        steps=2,
        journeys=1,
        made={(Place("a"), "go"): 0, (Place("b"), "go"): 2},
        refused={},
    )

    assert told.never_made == ((Place("a"), "go"),)


# --- faults, planted where a host could have them ------------------------------------


def made_by_anyone(decide: Real) -> Real:
    """Take whoever asks for someone who may."""

    def faulty(*of: Any, by: Actor, **said: Any) -> Any:
        return decide(*of, by=Actor("p1", ALL_PARTS, by.on_behalf_of), **said)

    return faulty


@cache
def lenient(pathway: Pathway) -> Pathway:
    """Make the same pathway, but for what its moves need of a person."""
    moves = [attrs.evolve(move, needs=None) for move in pathway.moves]
    return attrs.evolve(pathway, moves=moves)


def needing_nothing(decide: Real) -> Real:
    """Make moves whatever they need."""

    def faulty(pathway: Pathway, *of: Any, **said: Any) -> Any:
        return decide(lenient(pathway), *of, **said)

    return faulty


def refusing_without_a_word(decide: Real) -> Real:
    """Refuse, and do not say why."""

    def faulty(*of: Any, **said: Any) -> Any:
        try:
            return decide(*of, **said)
        except NotAllowedError as refused:
            raise NotAllowedError(refused.change, ()) from None

    return faulty


def booking_any_day(decide: Real) -> Real:
    """Book a check for any day."""

    def faulty(pathway: Any, journey: Any, command: Any, **said: Any) -> Any:
        if isinstance(command, BookCheck) and journey and journey.at.tracked:
            on, by = said["on"], said["by"]
            if not journey.is_over and command.due > on >= journey.since:
                return (CheckBooked(due=command.due, on=on, by=by),)
        return decide(pathway, journey, command, **said)

    return faulty


def beginning_at_once(decide: Real) -> Real:
    """Wait for no cool-off."""

    def faulty(pathway: Any, journey: Any, command: Any, **said: Any) -> Any:
        if isinstance(command, Begin):
            command = attrs.evolve(command, reason=command.reason or "at once")
        return decide(pathway, journey, command, **said)

    return faulty


def waiting_to_step_up(decide: Real) -> Real:
    """Let nobody have more care of whom little is known."""

    def faulty(pathway: Any, journey: Any, command: Any, **said: Any) -> Any:
        step_up = isinstance(command, Make) and command.move == "step up"
        if step_up and len(said["facts"].known) < 3:
            raise NotAllowedError("step up", ("too little is known",))
        return decide(pathway, journey, command, **said)

    return faulty


def raising_flags_again(decide: Real) -> Real:
    """Raise a flag on what someone has answered."""

    def faulty(pathway: Any, journey: Any, command: Any, **said: Any) -> Any:
        if isinstance(command, RaiseFlag) and journey:
            journey = attrs.evolve(journey, answered=())
        return decide(pathway, journey, command, **said)

    return faulty


def offering_everything(options: Real) -> Real:
    """Say of every move that it may be made."""

    def faulty(*of: Any, **said: Any) -> Any:
        return tuple(
            attrs.evolve(
                option,
                role_may=True,
                verdict=Verdict(Answer.YES, ()),
                still_needs=(),
            )
            for option in options(*of, **said)
        )

    return faulty


def held_all_along(watch: Real) -> Real:
    """Take what holds today to have held for years."""

    def faulty(*of: Any, **said: Any) -> Holding:
        holding: Holding = watch(*of, **said)
        held = [attrs.evolve(each, since=date.min) for each in holding.held]
        return attrs.evolve(holding, held=held)

    return faulty


def after_each(kind: type, **forgotten: Any) -> Callable[[Real], Real]:
    """Forget, or make up, something whenever one kind of thing happens."""

    def fault(evolve: Real) -> Real:
        def faulty(journey: Journey | None, event: Event) -> Journey:
            after: Journey = evolve(journey, event)
            if not isinstance(event, kind) or after.is_over:
                return after
            return attrs.evolve(after, **forgotten)

        return faulty

    return fault


FAULTS: dict[str, tuple[str, Callable[[Real], Real], str]] = {
    "anyone may": ("decide", made_by_anyone, "whoever signs may|row of the table"),
    "nothing is needed": ("decide", needing_nothing, "has what it needs|may be made"),
    "no reasons": ("decide", refusing_without_a_word, "a refusal says why"),
    "checks on any day": ("decide", booking_any_day, "maintenance is watched"),
    "no cool-off": ("decide", beginning_at_once, "who comes back begins anew"),
    "more care waits": ("decide", waiting_to_step_up, "more care waits for nothing"),
    "flags again": (
        "decide",
        raising_flags_again,
        "what was answered is asked no more",
    ),
    "all is offered": ("options", offering_everything, "an offer is what may be made"),
    "no dwell": ("watch", held_all_along, "less care took its time"),
    "signed in vain": (
        "evolve",
        after_each(Agreed, on_record=()),
        "what was said is on record",
    ),
    "the agreement is lost": (
        "evolve",
        after_each(Moved, on_record=()),
        "care is agreed and led",
    ),
    "the lead is lost": ("evolve", after_each(Moved, lead=None), "agreed and led"),
    "flags are lost": (
        "evolve",
        after_each(ContactNoted, flags=()),
        "flag is open until|tells where it stands",
    ),
    "readiness moves more": (
        "evolve",
        after_each(ReadinessHeard, lead="tom"),
        "readiness moves nothing else",
    ),
}
"""Where each fault is planted, and which law sees it."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_breaks_a_law(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that it is against; without a fault, walks go well (see the laws)."""
    where, plant, law = FAULTS[fault]
    monkeypatch.setattr(journeys, where, plant(getattr(journeys, where)))

    with pytest.raises(AssertionError, match=law):
        walk(DEFAULT_PATHWAY, steps=STEPS)


# --- by Hypothesis -------------------------------------------------------------------

BRIEFLY = settings(
    max_examples=20,
    stateful_step_count=8,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def test_a_machine_walks_along_a_pathway() -> None:
    """From any day on."""
    machine = journey_walks(SMALL, starting=date(2024, 2, 29))

    run_state_machine_as_test(machine, settings=BRIEFLY)


def test_a_machine_finds_a_short_walk_that_breaks_a_law(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And tells it as one would: who asked for what, and what came of it."""
    faulty = after_each(ReadinessHeard, lead="tom")(journeys.evolve)
    monkeypatch.setattr(journeys, "evolve", faulty)

    with pytest.raises(AssertionError, match="readiness moves nothing else") as broken:
        run_state_machine_as_test(journey_walks(SMALL), settings=BRIEFLY)

    told = "\n".join(broken.value.__notes__)
    assert "state.ask(choices=[], way='hear')" in told
    assert "2025-03-31 passer-by asked for HearReadiness(): so it happened" in told
    assert told.count("asked for") == 2
