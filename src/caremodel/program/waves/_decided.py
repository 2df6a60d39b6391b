"""Deciding: what may happen to a cohort, and whether its gate is met."""

from datetime import date
from typing import Final, assert_never, get_args

from caremodel.errors import NotAllowedError
from caremodel.grammar.facts import Fact, Facts, Value, name_of
from caremodel.grammar.histories import Actor
from caremodel.grammar.rules import describe, evaluate, missing
from caremodel.grammar.verdicts import Answer, Verdict
from caremodel.program.waves._cohorts import CHANGES, NOTHING_YET, Cohort, impossible
from caremodel.program.waves._gates import (
    IN_WAVE,
    PLACES_OPEN,
    Gate,
    Waves,
    size_of,
)
from caremodel.program.waves._happened import (
    CohortCommand,
    CohortEnded,
    CohortEvent,
    Enroll,
    GateOverridden,
    GatePassed,
    OpenWave,
    OverrideGate,
    PassGate,
    PatientEnrolled,
    PatientReplaced,
    Replace,
    StopOrRedesign,
    WaveOpened,
)

__all__ = ["check", "decide", "gate_status"]

ANOTHER_PROGRAM: Final = "the cohort goes by another program of waves"
BEYOND: Final = "the program has no wave of that number"
ANOTHER_DAY: Final = "the facts are of another day"
ASKED: Final = frozenset(get_args(CohortCommand))
"""Every class of what can be asked of a cohort."""


def gate_status(waves: Waves, cohort: Cohort, facts: Facts) -> Verdict:
    """Say whether the gate of the wave opened last is met.

    A gate once passed stays so, whatever the facts have become; one that was overridden
    was not met, and goes on being asked.

    Args:
        waves: The program that the cohort goes by.
        cohort: As it stands.
        facts: What the host gives; how many are in the wave is known without it.

    Raises:
        NotAllowedError: If the cohort goes by another program, or beyond it.
    """
    if because := _astray(waves, cohort):
        raise NotAllowedError("read the gate", because)
    wave, rule = cohort.current, _gate(waves, cohort.current.number).rule
    if wave.decided_on is not None and not wave.overridden:
        return Verdict(Answer.YES, (), rule.ref)
    return evaluate(rule, _with_places(cohort, facts))


def check(
    waves: Waves,
    cohort: Cohort | None,
    command: CohortCommand,
    *,
    facts: Facts,
    on: date,
    by: Actor,
) -> tuple[str, ...]:
    """Say why *command* may not be followed now; empty if it may."""
    if type(command) not in ASKED:
        return ("nobody asks that of a cohort",)
    if cohort is None:
        return () if isinstance(command, OpenWave) else (NOTHING_YET,)
    because = [
        *_astray(waves, cohort),
        *impossible(cohort, _event(waves, cohort, command, on, by)),
    ]
    number = cohort.current.number
    if isinstance(command, OpenWave) and number >= len(waves.waves):
        because.append("there is no further wave")
    if isinstance(command, PassGate):
        if facts.on != on:
            because.append(ANOTHER_DAY)
        because += _unmet(_gate(waves, number), _with_places(cohort, facts))
    return tuple(because)


def decide(
    waves: Waves,
    cohort: Cohort | None,
    command: CohortCommand,
    *,
    facts: Facts,
    on: date,
    by: Actor,
) -> tuple[CohortEvent, ...]:
    """Say what *command* makes happen.

    Args:
        waves: The program that the cohort goes by.
        cohort: As it stands; `None` before its first wave.
        command: What is asked for.
        facts: What the host gives for the gate; nothing else reads them.
        on: The day it happens.
        by: Who asks for it.

    Raises:
        NotAllowedError: With every reason, and nobody's values.
    """
    if because := check(waves, cohort, command, facts=facts, on=on, by=by):
        asked = CHANGES.get(type(command), f"ask for {type(command).__name__}")
        raise NotAllowedError(asked, because)
    return (_event(waves, cohort, command, on, by),)


def _event(
    waves: Waves, cohort: Cohort | None, command: CohortCommand, on: date, by: Actor
) -> CohortEvent:
    """Make what a command asks for, whether or not it may be."""
    number = 0 if cohort is None else cohort.current.number
    match command:
        case OpenWave():
            return WaveOpened(
                on=on,
                by=by,
                cohort_id=command.cohort_id,
                waves=waves.ref,
                number=number + 1,
                target=size_of(waves, number + 1).own,
            )
        case Enroll() | Replace():
            return _of_a_patient(number, command, on, by)
        case PassGate() | OverrideGate():
            return _of_a_gate(waves, number, command, on, by)
        case StopOrRedesign():
            return CohortEnded(
                on=on, by=by, ending=command.ending, reason=command.reason
            )
        case _:
            assert_never(command)


def _of_a_patient(
    number: int, command: Enroll | Replace, on: date, by: Actor
) -> PatientEnrolled | PatientReplaced:
    if isinstance(command, Replace):
        return PatientReplaced(
            on=on,
            by=by,
            wave=number,
            patient_id=command.patient_id,
            because=command.because,
        )
    return PatientEnrolled(
        on=on,
        by=by,
        wave=number,
        patient_id=command.patient_id,
        found_by=command.found_by,
        referred_by=command.referred_by,
        reason=command.reason,
    )


def _of_a_gate(
    waves: Waves, number: int, command: PassGate | OverrideGate, on: date, by: Actor
) -> GatePassed | GateOverridden:
    gate = _gate(waves, number).rule.ref
    if isinstance(command, PassGate):
        return GatePassed(on=on, by=by, wave=number, gate=gate)
    return GateOverridden(on=on, by=by, wave=number, gate=gate, reason=command.reason)


def _astray(waves: Waves, cohort: Cohort) -> tuple[str, ...]:
    """Say why a cohort cannot go on by a program."""
    because = []
    if cohort.waves != waves.ref:
        because.append(ANOTHER_PROGRAM)
    if cohort.current.number > len(waves.waves):
        because.append(BEYOND)
    return tuple(because)


def _gate(waves: Waves, number: int) -> Gate:
    """Find the gate of a wave; beyond the program, the last there is."""
    return waves.waves[min(number, len(waves.waves)) - 1].gate


def _with_places(cohort: Cohort, facts: Facts) -> Facts:
    """Add what the cohort itself knows of its wave."""
    wave = cohort.current
    own: dict[Fact, Value] = {
        IN_WAVE: len(wave.served),
        PLACES_OPEN: wave.places_open,
    }
    return Facts(on=facts.on, known={**facts.known, **own}, missing=facts.missing)


def _unmet(gate: Gate, facts: Facts) -> tuple[str, ...]:
    """Say what of a gate is not so, or not known, by name and bound alone."""
    because = []
    for rule, criterion in gate.parts:
        answered = evaluate(criterion, facts).answer
        if answered is Answer.NO:
            because.append(f"{rule.id}: must be so: {describe(criterion)}")
        if answered is Answer.CANNOT_TELL:
            names = ", ".join(name_of(fact) for fact in missing(criterion, facts))
            because.append(f"{rule.id}: not known: {names}")
    return tuple(because)
