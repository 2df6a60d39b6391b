"""Waves and their gates, as data: how large, what for, and what leads on."""

import enum
from typing import Any, Final

import attrs

from caremodel._fields import at_least, identifier, not_blank, not_empty, texts
from caremodel.errors import InvalidValueError
from caremodel.grammar.facts import Given
from caremodel.grammar.rules import All, Criterion, Rule, facts_read

__all__ = [
    "FEWEST_POINTS",
    "IN_WAVE",
    "PLACES_OPEN",
    "ChartRule",
    "Gate",
    "Mode",
    "Wave",
    "WaveSize",
    "Waves",
    "WavesRef",
    "size_of",
    "sizes",
]

FEWEST_POINTS: Final = 10
"""Under how many points no rule of a run chart says anything [points].

Source: perla2011.
"""

IN_WAVE: Final = Given("people in the wave")
"""How many are in the wave [people]; a cohort knows it, and no host need give it."""

PLACES_OPEN: Final = Given("places of the wave not taken")
"""How many could still come [people]; a cohort knows it, and no host need give it."""


# --- gates ---------------------------------------------------------------------------


def _all_given(
    instance: object, attribute: "attrs.Attribute[Any]", value: Rule | tuple[Rule, ...]
) -> None:
    """Refuse a rule that reads a person's record: a gate is about a whole wave."""
    rules = value if isinstance(value, tuple) else (value,)
    if not all(isinstance(fact, Given) for fact in facts_read(*rules)):
        path = f"{type(instance).__name__}.{attribute.name}"
        raise InvalidValueError(path, "must ask only for what the host gives")


@attrs.frozen(kw_only=True)
class ChartRule:
    """Something read off a run chart, once it has points enough.

    Attributes:
        rule: What is read off.
        points: How many points the chart has [points].
        fewest: How many it takes [points]; never under `FEWEST_POINTS`.
    """

    rule: Rule = attrs.field(validator=_all_given)
    points: Given
    fewest: int = attrs.field(default=FEWEST_POINTS, validator=at_least(FEWEST_POINTS))

    @property
    def criterion(self) -> Criterion:
        """Points enough, and the rule."""
        return (self.points >= self.fewest) & self.rule.criterion


@attrs.frozen(kw_only=True)
class Gate:
    """What must be so before a wave leads on to the next, larger one.

    Attributes:
        id: Of the gate, through all of its versions.
        version: Which of them this is.
        needs: What must be so.
        charts: What run charts must say.
        voice: How the patients of the wave had their say; no gate is without it.
        stop: What speaks for a stop or for another design; any of it keeps the gate
            shut, and so does not knowing.
        source: Where it comes from, or the word "Assumed" and by whom and why.
    """

    id: str = attrs.field(validator=identifier)
    version: str = attrs.field(default="1", validator=identifier)
    needs: tuple[Rule, ...] = attrs.field(
        converter=tuple[Rule, ...], validator=[not_empty, _all_given]
    )
    charts: tuple[ChartRule, ...] = attrs.field(
        default=(), converter=tuple[ChartRule, ...]
    )
    voice: Rule = attrs.field(validator=_all_given)
    stop: tuple[Rule, ...] = attrs.field(
        converter=tuple[Rule, ...], validator=[not_empty, _all_given]
    )
    source: str = attrs.field(validator=not_blank)

    def __attrs_post_init__(self) -> None:
        charted = [chart.rule for chart in self.charts]
        rules = [*self.needs, *charted, self.voice, *self.stop]
        if len({rule.id for rule in rules}) < len(rules):
            raise InvalidValueError(f"Gate[{self.id}]", "must not ask one rule twice")

    @property
    def parts(self) -> tuple[tuple[Rule, Criterion], ...]:
        """Each rule, with what must hold of it for the gate to be passed."""
        return (
            *((rule, rule.criterion) for rule in self.needs),
            *((chart.rule, chart.criterion) for chart in self.charts),
            (self.voice, self.voice.criterion),
            *((rule, ~rule.criterion) for rule in self.stop),
        )

    @property
    def rule(self) -> Rule:
        """The whole gate as one rule."""
        return Rule(
            id=self.id,
            version=self.version,
            criterion=All(criterion for _, criterion in self.parts),
            source=self.source,
        )


# --- waves ---------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Wave:
    """One round of learning: what for, and what leads on from it.

    Attributes:
        aim: What it is for.
        learn: The questions it is to answer.
        gate: What must be so before the next one opens, or before the program becomes
            usual care if it is the last.
        source: Where it comes from, or the word "Assumed" and by whom and why.
    """

    aim: str = attrs.field(validator=not_blank)
    learn: tuple[str, ...] = attrs.field(converter=texts, validator=not_empty)
    gate: Gate
    source: str = attrs.field(validator=not_blank)


class Mode(enum.Enum):
    """What five, twenty-five and so on count.

    In total, the five are among the twenty-five; in addition, twenty-five come to them.

    Source: seed-playbook, which says both.
    """

    TOTAL = "total"
    ADDITIONAL = "additional"


@attrs.frozen
class WavesRef:
    """A program of waves by id and version, as a cohort keeps it.

    Attributes:
        id: Of the program, through all of its versions.
        version: Which of them it is.
    """

    id: str
    version: str


@attrs.frozen(kw_only=True)
class Waves:
    """A care model learned in waves, each a number of times as large as the last.

    Attributes:
        id: Of the program, through all of its versions.
        version: Which of them this is.
        first: People in the first wave [people].
        factor: How many times larger each number is than the one before.
        mode: What the numbers count. Either way it is people ever served, not those in
            care on one day: who graduates gives no place back.
        waves: What each is for, in order.
    """

    id: str = attrs.field(validator=identifier)
    version: str = attrs.field(default="1", validator=identifier)
    first: int = attrs.field(validator=at_least(1))
    factor: int = attrs.field(validator=at_least(2))
    mode: Mode = Mode.TOTAL
    waves: tuple[Wave, ...] = attrs.field(
        converter=tuple[Wave, ...], validator=not_empty
    )

    def __attrs_post_init__(self) -> None:
        gates = {wave.gate.id for wave in self.waves}
        if len(gates) < len(self.waves):
            raise InvalidValueError("Waves.waves", "must each have a gate of their own")

    @property
    def ref(self) -> WavesRef:
        """The program by id and version."""
        return WavesRef(self.id, self.version)


@attrs.frozen
class WaveSize:
    """How many people a wave is for.

    Attributes:
        number: Which wave, from 1 on.
        own: People whom it takes in [people].
        total: People served by the end of it, all waves together [people].
    """

    number: int
    own: int
    total: int


def size_of(waves: Waves, number: int) -> WaveSize:
    """Say how many people the wave of that number is for."""
    named = [waves.first * waves.factor**power for power in range(number)]
    if waves.mode is Mode.ADDITIONAL:
        return WaveSize(number, named[-1], sum(named))
    before = 0 if number == 1 else named[-2]
    return WaveSize(number, named[-1] - before, named[-1])


def sizes(waves: Waves) -> tuple[WaveSize, ...]:
    """Say how many people each wave is for, by itself and all together."""
    return tuple(size_of(waves, n) for n in range(1, len(waves.waves) + 1))
