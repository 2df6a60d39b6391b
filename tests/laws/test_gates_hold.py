"""The law: a wave opens only behind a gate, and a gate once passed stays passed."""

import contextlib
from functools import partial

import pytest
from hypothesis import given, strategies as st

from caremodel.errors import NotAllowedError
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor, replay
from caremodel.grammar.rules import answer, evaluate, facts_read
from caremodel.grammar.verdicts import Answer
from caremodel.program import waves
from caremodel.program.waves import (
    PLACES_OPEN,
    Cohort,
    CohortStage,
    Gate,
    GateOverridden,
    GatePassed,
    OpenWave,
    PassGate,
    WaveOpened,
)
from caremodel.testing.strategies import (
    CohortHistory,
    cohort_histories,
    gate_facts,
    gates,
    wave_commands,
)
from caremodel.testing.strategies._records import STANDING
from laws.eventful import share

HISTORIES = cohort_histories()
SOMEONE = Actor("someone")
NOTHING = Facts(on=STANDING, known={})


@given(HISTORIES)
def test_a_wave_opens_only_after_the_gate_before_it(history: CohortHistory) -> None:
    """Passed, or overridden with a reason. INV-112."""
    decided = set()
    for event in history.events:
        if isinstance(event, WaveOpened):
            assert event.number == 1 or event.number - 1 in decided
        if isinstance(event, GateOverridden):
            assert event.reason.strip()
        if isinstance(event, GatePassed | GateOverridden):
            decided.add(event.wave)


@given(HISTORIES)
def test_a_gate_is_passed_exactly_where_it_is_met(history: CohortHistory) -> None:
    """What is not known does not pass it; whoever passes it says so. INV-112."""
    for step in history.steps:
        if step.before is None or step.before.stage is not CohortStage.LEARNING:
            continue
        status = waves.gate_status(history.waves, step.before, step.facts)
        refused = waves.check(
            history.waves,
            step.before,
            PassGate(),
            facts=step.facts,
            on=step.after.since,
            by=SOMEONE,
        )
        assert (status.answer is Answer.YES) is (not refused)
        if isinstance(step.event, GatePassed):
            gate = history.waves.waves[step.event.wave - 1].gate
            asked = evaluate(gate.voice, step.facts), evaluate(gate.stop[0], step.facts)
            assert [each.answer for each in asked] == [Answer.YES, Answer.NO]
            assert status.rule == step.event.gate


@given(gates().flatmap(lambda gate: st.tuples(st.just(gate), gate_facts(gate))))
def test_to_know_less_never_opens_a_gate(case: tuple[Gate, Facts]) -> None:
    """A gate that is met says so on grounds, of which each is needed. INV-112."""
    gate, given_facts = case
    facts = Facts(on=STANDING, known={PLACES_OPEN: 0, **given_facts.known})
    for fact in facts_read(gate.rule):
        assert answer(gate.rule, facts.without(fact)) is not Answer.YES
    if answer(gate.rule, facts) is Answer.YES:
        assert answer(gate.voice, facts) is Answer.YES
        assert not [rule for rule in gate.stop if answer(rule, facts) is not Answer.NO]


@given(HISTORIES)
def test_a_gate_once_passed_stays_passed(history: CohortHistory) -> None:
    """Whatever happens next, and whatever the facts become. INV-112."""
    passed: dict[int, object] = {}
    for step in history.steps:
        for number, decision in passed.items():
            wave = step.after.opened[number - 1]
            assert (wave.decided_on, wave.overridden, wave.members) == decision
        current = step.after.current
        if current.decided_on is not None:
            passed[current.number] = (
                current.decided_on,
                current.overridden,
                current.members,
            )
        if isinstance(step.event, GatePassed):
            status = waves.gate_status(history.waves, step.after, NOTHING)
            assert status.answer is Answer.YES


@given(HISTORIES)
def test_what_is_refused_could_not_have_happened_either(
    history: CohortHistory,
) -> None:
    """The log is not trusted: it takes an order of events that decisions could make."""
    start: Cohort | None = None
    for left_out in range(len(history.events)):
        events = history.events
        without = (*events[:left_out], *events[left_out + 1 :])
        opens = [event for event in without if isinstance(event, WaveOpened)]
        with contextlib.suppress(NotAllowedError):
            made = replay(waves.evolve, start, without)
            assert made is None or len(made.opened) == len(opens)
            for wave in () if made is None else made.opened[:-1]:
                assert wave.decided_on is not None
    assert replay(waves.evolve, start, history.events) == (
        history.cohort if history.steps else None
    )


@given(HISTORIES)
def test_where_no_gate_is_decided_no_wave_can_be_opened(
    history: CohortHistory,
) -> None:
    """Each command is either decided, or refused with reasons and no change."""
    cohort, program = history.cohort, history.waves
    asked = partial(waves.check, facts=NOTHING, on=cohort.since, by=SOMEONE)
    decided = partial(waves.decide, facts=NOTHING, on=cohort.since, by=SOMEONE)
    for command in wave_commands(people=3):
        refused = asked(program, cohort, command)
        if refused:
            with pytest.raises(NotAllowedError) as refusal:
                decided(program, cohort, command)
            assert refusal.value.because == refused
        else:
            (event,) = decided(program, cohort, command)
            waves.evolve(cohort, event)
        if isinstance(command, OpenWave) and not refused:
            assert cohort.stage is CohortStage.THROUGH


def test_many_gates_are_passed_and_many_overridden() -> None:
    """Else the gates would not have been tried."""

    def has(kind: type) -> float:
        return share(
            HISTORIES, lambda history: any(isinstance(e, kind) for e in history.events)
        )

    assert has(GatePassed) >= 0.4
    assert has(GateOverridden) >= 0.4
