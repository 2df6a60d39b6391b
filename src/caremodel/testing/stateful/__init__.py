"""Walks along a pathway, on which every step is held against what must always hold.

A walk begins a journey and goes on by what `journeys.options` offers: it signs what has
to be signed, follows advice, lets days pass, learns what lies on and beside the
pathway's own thresholds, and asks wrongly too. `journey_walks` makes a Hypothesis
machine of it, which finds a short walk that breaks a law; `walk` goes far, by seed.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import count
from typing import Any, Final

import attrs

from caremodel._extras import missing
from caremodel.care.pathways import Pathway, Place
from caremodel.simulation.draws import key_number, mix
from caremodel.testing.stateful._asking import WAYS
from caremodel.testing.stateful._known import Choose, ground_of
from caremodel.testing.stateful._laws import Walked
from caremodel.testing.stateful._walkers import Walker

try:
    from hypothesis import note, strategies as st
    from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
except ModuleNotFoundError as error:
    raise missing(__name__, "hypothesis", extra="testing") from error

__all__ = ["Figures", "Walked", "journey_walks", "walk"]

STARTING: Final = date(2025, 3, 31)
CHOICES: Final = st.lists(st.integers(0, 255), max_size=12)
OFTEN: Final = ("go", "go", *WAYS)


# --- by Hypothesis -------------------------------------------------------------------


def journey_walks(
    pathways: "Pathway | st.SearchStrategy[Pathway]", *, starting: date = STARTING
) -> type[RuleBasedStateMachine]:
    """Make a machine that walks along a pathway, as Hypothesis wishes.

    Its `TestCase` is a test: `TestMine = journey_walks(MY_PATHWAY).TestCase`.

    Args:
        pathways: The pathway, or where it comes from.
        starting: The day on which journeys begin.
    """
    if isinstance(pathways, Pathway):
        grounds = st.just(ground_of(pathways))
    else:
        grounds = pathways.map(ground_of)

    class JourneyWalks(RuleBasedStateMachine):
        """Someone on the pathway, of whom one thing after another is asked."""

        @initialize(ground=grounds)
        def begin(self, ground: Any) -> None:
            """Stand at the beginning."""
            self.walker = Walker(ground, _by_turns([]), _noted, starting=starting)

        @rule(way=st.sampled_from(tuple(WAYS)), choices=CHOICES)
        def ask(self, way: str, choices: list[int]) -> None:
            """Let days pass, and ask something."""
            self.walker.choose = _by_turns(choices)
            self.walker.go_on()
            WAYS[way](self.walker)

    return JourneyWalks


def _by_turns(choices: list[int]) -> Choose:
    """Choose by one number after the other, and the first thing once they are gone."""
    left = iter(choices)
    return lambda n: next(left, 0) % n


def _noted(walked: Walked) -> None:
    note(repr(walked))


# --- by seed -------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Figures:
    """What came of a long walk.

    Attributes:
        steps: How many things were asked.
        journeys: How many journeys began.
        made: How often each move was made from each place, also those never made.
        refused: How often each reason for a refusal was given.
    """

    steps: int
    journeys: int
    made: Mapping[tuple[Place, str], int]
    refused: Mapping[str, int]

    @property
    def never_made(self) -> tuple[tuple[Place, str], ...]:
        """Moves that the walk never made, by the place they lead away from."""
        return tuple(each for each, times in self.made.items() if not times)


def walk(
    pathway: Pathway, *, steps: int, seed: int = 0, starting: date = STARTING
) -> Figures:
    """Walk along a pathway, one person after another; the same seed goes the same way.

    Raises:
        AssertionError: If a law does not hold of a step.
    """
    made: Counter[tuple[Place, str]] = Counter()
    refused: Counter[str] = Counter()

    def tell(walked: Walked) -> None:
        refused.update(walked.because)
        if walked.before is not None and walked.moved is not None:
            made[walked.before.place, walked.moved.move] += 1

    choose = _by_seed(seed)
    walker = Walker(ground_of(pathway), choose, tell, starting=starting)
    while walker.steps < steps:
        walker.go_on()
        WAYS[OFTEN[choose(len(OFTEN))]](walker)
    moves = pathway.machine.moves
    rows = [
        (move.source, move.name) for move in moves if isinstance(move.source, Place)
    ]
    return Figures(
        steps=walker.steps,
        journeys=walker.begun,
        made={row: made[row] for row in rows},
        refused=dict(refused),
    )


def _by_seed(seed: int) -> Choose:
    """Choose by a count of draws and a seed, the same on every machine."""
    stem, draws = mix(key_number(seed)), count()
    return lambda n: mix(stem ^ next(draws)) % n
