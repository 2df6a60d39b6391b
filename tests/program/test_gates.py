"""Gates and sizes of waves: what can be built, and what it says."""

from datetime import date

import attrs
import pytest

from caremodel.errors import InvalidValueError
from caremodel.grammar.facts import Age, Fact, Facts, Given, Value
from caremodel.grammar.rules import Rule, answer
from caremodel.grammar.verdicts import Answer
from caremodel.program import waves
from caremodel.program.waves import ChartRule, Gate, Mode, Wave, Waves

DAY = date(2026, 6, 1)
READY, VOICE, HARM, STEADY = (
    Given(name, kind="flag") for name in ("ready", "voice", "harm", "steady")
)
POINTS = Given("points")


def rule(fact: Given) -> Rule:
    """Make the rule that something is so."""
    return Rule(id=fact.name, criterion=fact, source="Assumed: made up")


GATE = Gate(
    id="gate",
    needs=(rule(READY),),
    charts=(ChartRule(rule=rule(STEADY), points=POINTS),),
    voice=rule(VOICE),
    stop=(rule(HARM),),
    source="Assumed: made up",
)
WAVE = Wave(aim="learn", learn=("What works?",), gate=GATE, source="Assumed: made up")
MET: dict[Fact, Value] = {
    READY: True,
    VOICE: True,
    HARM: False,
    STEADY: True,
    POINTS: 10,
}


def test_five_fold_waves_in_both_ways_of_counting() -> None:
    """5, 25, 125, 625 in all; or 5, 30, 155, 780."""
    more = [
        attrs.evolve(WAVE, gate=attrs.evolve(GATE, id=f"gate-{n}")) for n in range(4)
    ]
    total = Waves(id="w", first=5, factor=5, mode=Mode.TOTAL, waves=more)
    additional = attrs.evolve(total, mode=Mode.ADDITIONAL)

    assert [size.total for size in waves.sizes(total)] == [5, 25, 125, 625]
    assert [size.own for size in waves.sizes(total)] == [5, 20, 100, 500]
    assert [size.total for size in waves.sizes(additional)] == [5, 30, 155, 780]
    assert [size.own for size in waves.sizes(additional)] == [5, 25, 125, 625]


def test_a_program_grows_and_each_wave_has_its_own_gate() -> None:
    """A factor of one would teach nothing new."""
    with pytest.raises(InvalidValueError, match="factor: must be at least 2"):
        Waves(id="w", first=5, factor=1, waves=(WAVE,))
    with pytest.raises(InvalidValueError, match="must each have a gate of their own"):
        Waves(id="w", first=5, factor=5, waves=(WAVE, WAVE))
    with pytest.raises(InvalidValueError, match="waves: must not be empty"):
        Waves(id="w", first=5, factor=5, waves=())


@pytest.mark.parametrize(
    ("fact", "value", "told"),
    [
        (READY, False, Answer.NO),
        (VOICE, False, Answer.NO),
        (HARM, True, Answer.NO),
        (STEADY, False, Answer.NO),
        (POINTS, 9, Answer.NO),
        (POINTS, 11, Answer.YES),
        (HARM, None, Answer.CANNOT_TELL),
        (VOICE, None, Answer.CANNOT_TELL),
        (POINTS, None, Answer.CANNOT_TELL),
    ],
)
def test_every_part_of_a_gate_counts(
    fact: Given, value: Value | None, told: Answer
) -> None:
    """Not to know whether there was harm keeps it shut, as does a ninth point."""
    known: dict[Fact, Value | None] = {**MET, fact: value}
    facts = Facts(on=DAY, known={f: v for f, v in known.items() if v is not None})

    assert answer(GATE.rule, Facts(on=DAY, known=MET)) is Answer.YES
    assert answer(GATE.rule, facts) is told


def test_no_gate_takes_fewer_points_than_a_run_chart_does() -> None:
    """Under ten points its rules say nothing."""
    with pytest.raises(InvalidValueError, match="fewest: must be at least 10"):
        ChartRule(rule=rule(STEADY), points=POINTS, fewest=9)
    assert ChartRule(rule=rule(STEADY), points=POINTS, fewest=12).fewest == 12


def test_a_gate_needs_a_voice_and_a_reason_to_stop() -> None:
    """Neither can be left out, and no rule answers for two."""
    with pytest.raises(TypeError, match="voice"):
        Gate(id="g", needs=GATE.needs, stop=GATE.stop, source="x")  # type: ignore[call-arg]
    with pytest.raises(InvalidValueError, match="stop: must not be empty"):
        attrs.evolve(GATE, stop=())
    with pytest.raises(InvalidValueError, match="must not ask one rule twice"):
        attrs.evolve(GATE, voice=GATE.needs[0])


def test_a_gate_asks_about_a_wave_and_never_about_a_person() -> None:
    """A rule over a chart would be asked of nobody's chart."""
    grown = Rule(id="grown", criterion=Age() >= 18, source="Assumed: made up")

    with pytest.raises(InvalidValueError, match=r"Gate\.needs: must ask only for what"):
        attrs.evolve(GATE, needs=(grown,))
    with pytest.raises(InvalidValueError, match=r"Gate\.voice: must ask only for what"):
        attrs.evolve(GATE, voice=grown)
    with pytest.raises(InvalidValueError, match=r"Gate\.stop: must ask only for what"):
        attrs.evolve(GATE, stop=(grown,))
    with pytest.raises(InvalidValueError, match=r"ChartRule\.rule: must ask only"):
        ChartRule(rule=grown, points=POINTS)
