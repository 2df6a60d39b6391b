"""Strategies for programs of waves, and for what becomes of them."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Final

import attrs
from hypothesis import strategies as st

from caremodel.grammar.dates import add_days
from caremodel.grammar.facts import Fact, Facts, Given, Value, name_of
from caremodel.grammar.histories import Actor
from caremodel.grammar.rules import Rule, facts_read
from caremodel.people.patients import PatientId
from caremodel.program import waves
from caremodel.program.waves import (
    FEWEST_POINTS,
    PLACES_OPEN,
    ChartRule,
    Cohort,
    CohortCommand,
    CohortEvent,
    CohortId,
    Ending,
    Enroll,
    FoundBy,
    Gate,
    Mode,
    OpenWave,
    OverrideGate,
    PassGate,
    Replace,
    StopOrRedesign,
    Wave,
    Waves,
    WhyReplaced,
)
from caremodel.testing.strategies._records import INDEX, STANDING, pick

__all__ = [
    "CohortHistory",
    "CohortStep",
    "cohort_histories",
    "gate_facts",
    "gates",
    "wave_commands",
    "wave_programs",
]

BY: Final = Actor("supervisor", ("clinical_supervisor",))
COHORT: Final = CohortId("cohort")
SOURCE: Final = "Assumed: a made-up rule"


def _flag(name: str) -> Rule:
    return Rule(id=name, criterion=Given(name, kind="flag"), source=SOURCE)


READY: Final = _flag("ready")
FULL: Final = Rule(id="full", criterion=PLACES_OPEN.eq(0), source=SOURCE)
POINTS: Final = Given("points")
STEADY: Final = ChartRule(rule=_flag("steady"), points=POINTS)


GATE_SHAPES: Final = st.integers(0, 3)


def gates(*, gate_id: str = "gate") -> st.SearchStrategy[Gate]:
    """Gates: some ask that every place be taken, some that a chart be steady."""
    return GATE_SHAPES.map(lambda shape: _gate_of(shape, gate_id))


@cache
def _gate_of(shape: int, gate_id: str) -> Gate:
    full, steady = divmod(shape, 2)
    return Gate(
        id=gate_id,
        needs=(READY, FULL)[: 1 + full],
        charts=(STEADY,)[:steady],
        voice=_flag("voice"),
        stop=(_flag("harm"),),
        source=SOURCE,
    )


def wave_programs(
    *, max_first: int = 3, max_factor: int = 3, max_waves: int = 3
) -> st.SearchStrategy[Waves]:
    """Programs of a few small waves, so that a history gets through several."""

    def program(first: int, factor: int, mode: Mode, shapes: Sequence[int]) -> Waves:
        return Waves(
            id="waves",
            first=first,
            factor=factor,
            mode=mode,
            waves=[_wave_of(shape, n) for n, shape in enumerate(shapes, start=1)],
        )

    return st.builds(
        program,
        st.integers(1, max_first),
        st.integers(2, max_factor),
        st.sampled_from(Mode),
        st.lists(GATE_SHAPES, min_size=1, max_size=max_waves),
    )


@cache
def _wave_of(shape: int, number: int) -> Wave:
    gate = _gate_of(shape, f"gate-{number}")
    return Wave(aim="learn", learn=("What works?",), gate=gate, source=SOURCE)


FACTS_SHAPES: Final = st.integers(0, 2 * 4**4 - 1)
POINTS_GIVEN: Final = (FEWEST_POINTS, FEWEST_POINTS - 1, FEWEST_POINTS + 1, None)
FLAGS_GIVEN: Final = (True, False, None, True)


def gate_facts(gate: Gate, *, on: date = STANDING) -> st.SearchStrategy[Facts]:
    """What a host gives for *gate*: in half the cases all it takes, else anything."""
    return FACTS_SHAPES.map(lambda shape: _facts_of(shape, gate, on))


def _facts_of(shape: int, gate: Gate, on: date) -> Facts:
    shape, anything = divmod(shape, 2)
    known: dict[Fact, Value] = {}
    for place, (fact, enough) in enumerate(_asked(gate)):
        given = POINTS_GIVEN if fact == POINTS else FLAGS_GIVEN
        value = pick(shape // 4**place, given) if anything else enough
        if value is not None:
            known[fact] = value
    return Facts(on=on, known=known)


@cache
def _asked(gate: Gate) -> tuple[tuple[Fact, Value], ...]:
    """Name what a gate asks of the host, each with what is enough."""
    stop = facts_read(*gate.stop)
    asked = sorted(facts_read(gate.rule) - {PLACES_OPEN}, key=name_of)
    return tuple(
        (fact, FEWEST_POINTS if fact == POINTS else fact not in stop) for fact in asked
    )


@attrs.frozen(kw_only=True)
class CohortStep:
    """One thing that was asked for and happened.

    Attributes:
        before: The cohort as it stood.
        command: What was asked for.
        facts: What the host gave.
        event: What it made happen.
        after: The cohort as it stands then.
    """

    before: Cohort | None
    command: CohortCommand
    facts: Facts
    event: CohortEvent
    after: Cohort


@attrs.frozen(kw_only=True)
class CohortHistory:
    """A program of waves, and what became of it, step by step; at least one step.

    Attributes:
        waves: The program.
        steps: What was asked and what came of it, in order.
    """

    waves: Waves
    steps: tuple[CohortStep, ...]

    @property
    def events(self) -> tuple[CohortEvent, ...]:
        """All that happened, in order."""
        return tuple(step.event for step in self.steps)

    @property
    def cohort(self) -> Cohort:
        """The cohort as it stands at the end."""
        return self.steps[-1].after


def wave_commands(*, people: int = 8) -> tuple[CohortCommand, ...]:
    """Name one command of each kind, and those about patients for each of *people*."""
    ids = [PatientId(f"patient-{n}") for n in range(people)]
    return (
        OpenWave(cohort_id=COHORT),
        PassGate(),
        OverrideGate(reason="the grant ends"),
        *ENDS,
        *(Enroll(patient_id=each, found_by=FoundBy.INTERVIEW) for each in ids),
        *(Replace(patient_id=each, because=why) for each in ids for why in WhyReplaced),
    )


FEWEST_STEPS: Final = 8
STEP_SHAPES: Final = st.tuples(st.integers(0, 1), FACTS_SHAPES, INDEX)
"""Days since the step before, what is given, and what is asked for."""


def cohort_histories(*, max_steps: int = 24) -> st.SearchStrategy[CohortHistory]:
    """Histories in which people come and go, and gates are passed and overridden.

    Each step is decided as a host's would be, so all of it could happen; those that
    move the cohort on are drawn more often than those that end it.
    """
    fewest = min(FEWEST_STEPS, max_steps)
    shapes = st.lists(STEP_SHAPES, min_size=fewest, max_size=max_steps)
    return st.builds(_history, wave_programs(), shapes)


def _history(program: Waves, shapes: Iterable[tuple[int, int, int]]) -> CohortHistory:
    cohort: Cohort | None = None
    steps: list[CohortStep] = []
    on = STANDING
    for number, (later, given, asked) in enumerate(shapes):
        on = add_days(on, later)
        facts = _facts_of(given, _gate(program, cohort), on)
        likely = _likely(cohort, number)
        for command in dict.fromkeys((*likely[asked % len(likely) :], *likely)):
            if not waves.check(program, cohort, command, facts=facts, on=on, by=BY):
                steps.append(_step(program, cohort, command, facts, on))
                cohort = steps[-1].after
                break
    return CohortHistory(waves=program, steps=tuple(steps))


def _gate(program: Waves, cohort: Cohort | None) -> Gate:
    number = 1 if cohort is None else cohort.current.number
    return program.waves[number - 1].gate


def _step(
    program: Waves,
    before: Cohort | None,
    command: CohortCommand,
    facts: Facts,
    on: date,
) -> CohortStep:
    (event,) = waves.decide(program, before, command, facts=facts, on=on, by=BY)
    return CohortStep(
        before=before,
        command=command,
        facts=facts,
        event=event,
        after=waves.evolve(before, event),
    )


SELDOM: Final = 7
ENDS: Final = tuple(StopOrRedesign(ending=each, reason="it fails") for each in Ending)


def _likely(cohort: Cohort | None, number: int) -> tuple[CohortCommand, ...]:
    """Name what may be asked for next, more often what moves the cohort on.

    What may not be gives way to what stands after it.
    """
    held = () if cohort is None else cohort.current.served[:1]
    someone, again = (PatientId(f"patient-{n}") for n in (number, number // 3))
    return (
        OpenWave(cohort_id=COHORT),
        *(ENDS if number % SELDOM == 0 else ()),
        *[PassGate()] * 4,
        *[Enroll(patient_id=someone, found_by=FoundBy.INTERVIEW)] * 4,
        Enroll(
            patient_id=again,
            found_by=FoundBy.REFERRAL,
            referred_by="shelter",
            reason="asked for help",
        ),
        OverrideGate(reason="the grant ends"),
        *(
            Replace(patient_id=each, because=why)
            for each in held
            for why in WhyReplaced
        ),
    )
