"""Strategies for pathways that work: some stages, some levels, steps up and down."""

from functools import cache
from itertools import pairwise
from typing import Final

import attrs
from hypothesis import strategies as st

from caremodel.care.pathways import (
    Advised,
    Direction,
    EpisodeStatus,
    Level,
    Limits,
    Needed,
    Pathway,
    Place,
    Prompt,
    Rung,
    Signature,
    Stage,
    Tally,
    between,
    days_here,
)
from caremodel.grammar.dates import FromLast, Interval
from caremodel.grammar.facts import Given
from caremodel.grammar.machines import ANYWHERE, Move
from caremodel.grammar.rules import All
from caremodel.testing.strategies._records import pick

__all__ = ["pathways"]

WORRY: Final = Given("worry")
TALKED: Final = Tally(name="talked", adds_on=("contact made",))
MISSED: Final = Tally(
    name="missed", adds_on=("contact missed",), resets_on=("contact made",)
)
IN_A_ROW: Final = 2
A_WHILE: Final = 7
NURSES: Final = ("nurse",)
LEVELS: Final = ("low", "middle", "high")
LENGTHS: Final = (Interval(days=1), Interval(days=30), Interval(months=1, days=3))
WEEKLY: Final = FromLast(every=Interval(days=7))
CARED_FOR: Final = (Needed.AGREEMENT, Needed.LEAD)


@attrs.frozen
class PathwayShape:
    """What a pathway has.

    Attributes:
        levels: How many levels of care.
        watched: Whether someone keeps watch after care.
        resting: Whether care can rest.
        waiting: Whether one waits for care, and comes back straight into it.
        bounds: From how much worry on there is more care, and up to how much less.
        way: Which lengths of time are taken.
    """

    levels: int
    watched: bool
    resting: bool
    waiting: bool
    bounds: list[int]
    way: int


@cache
def pathway_shapes() -> st.SearchStrategy[PathwayShape]:
    """Shapes of pathways."""
    return st.builds(
        PathwayShape,
        st.integers(1, len(LEVELS)),
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.lists(st.integers(0, 20), min_size=6, max_size=6, unique=True).map(sorted),
        st.integers(0, 11),
    )


def pathways() -> st.SearchStrategy[Pathway]:
    """Pathways of one to three levels of care; some with watch, rest and waiting.

    Who worries more gets more care, and a second look. Each works, and none is
    plausible as care.
    """
    return pathway_shapes().map(place_pathway)


def place_pathway(shape: PathwayShape) -> Pathway:
    """Make a pathway of a shape."""
    worry, places = WORRY, _care(shape.levels)
    if shape.watched:
        places = (WATCH, *places)
    return Pathway(
        id="drawn",
        called="A pathway",
        stages=_stages(shape),
        also_begins=("care",) if shape.waiting else (),
        moves=_moves(shape, places[0]),
        rungs=[
            Rung(
                lower=lower,
                upper=upper,
                up=worry >= shape.bounds[2 * at + 1],
                down=worry <= shape.bounds[2 * at],
                dwell=pick(shape.way, LENGTHS),
                down_roles=NURSES,
            )
            for at, (lower, upper) in enumerate(pairwise(places))
        ],
        advised=ADVISED if shape.resting else (),
        prompts=(_second_look(shape, places),),
        tallies=(TALKED, MISSED),
        signatures=(
            Signature(what=Needed.AGREEMENT, roles=("patient",), on_behalf=True),
            Signature(what=Needed.HAND_OFF, roles=NURSES),
        ),
        given=(WORRY,),
        may_override=NURSES,
        limits=Limits(
            check=_checks(shape),
            flag=pick(shape.way // 3, LENGTHS),
            cool_off=pick(shape.way, (None, *LENGTHS)),
        ),
        source="Assumed: drawn",
    )


WAITING: Final = Place("waiting")
REST: Final = Place("rest")
WATCH: Final = Place("watch")
DONE: Final = Place("done")
LEFT: Final = Place("left")
ADVISED: Final = (
    Advised(move="rest", direction=Direction.RE_ENGAGE, when=MISSED.fact >= IN_A_ROW),
)


def _checks(shape: PathwayShape) -> Interval:
    """Say how long it may be from one check to the next, and from talk to talk."""
    return pick(shape.way + 1, LENGTHS)


def _care(levels: int) -> tuple[Place, ...]:
    return tuple(Place("care", name) for name in LEVELS[:levels])


def _second_look(shape: PathwayShape, places: tuple[Place, ...]) -> Prompt:
    """Ask for something of who worries some while after they came."""
    return Prompt(
        name="a second look",
        at=places,
        when=All((shape.bounds[0] <= WORRY, days_here() >= A_WHILE)),
        within=pick(shape.way + 2, LENGTHS),
        roles=NURSES,
    )


def _stage(
    place: Place,
    status: EpisodeStatus,
    takes: tuple[Needed, ...] = (),
    *,
    every: Interval = WEEKLY.every,
) -> Stage:
    return Stage(
        name=place.stage,
        status=status,
        levels=(Level(cadence=FromLast(every=every), minutes=10),),
        responsible=NURSES,
        takes=takes,
        tracked=Needed.TRACKER in takes,
    )


def _stages(shape: PathwayShape) -> list[Stage]:
    care = Stage(
        name="care",
        status=EpisodeStatus.ACTIVE,
        levels=[
            Level(name=name, cadence=WEEKLY, minutes=20 + 10 * at)
            for at, name in enumerate(LEVELS[: shape.levels])
        ],
        responsible=NURSES,
        takes=CARED_FOR if shape.waiting else (),
    )
    watching = (*care.takes, Needed.TRACKER, Needed.NEXT_CHECK)
    watch = _stage(WATCH, EpisodeStatus.ACTIVE, watching, every=_checks(shape))
    told = [
        (shape.waiting, _stage(WAITING, EpisodeStatus.PLANNED)),
        (True, care),
        (shape.resting, _stage(REST, EpisodeStatus.ON_HOLD, (Needed.REASON,))),
        (shape.watched, watch),
    ]
    return [
        *(stage for there, stage in told if there),
        Stage(name="done", status=EpisodeStatus.FINISHED, takes=(Needed.HAND_OFF,)),
        Stage(name="left", status=EpisodeStatus.CANCELLED),
    ]


def _moves(shape: PathwayShape, lowest: Place) -> list[Move[Place]]:
    in_care = Place("care", LEVELS[0])
    moves = [
        *between("finish", [lowest], DONE, roles=NURSES),
        Move(name="leave", source=ANYWHERE, target=LEFT, needs_reason=True),
    ]
    if shape.waiting:
        moves += between("start", [WAITING], in_care, needs=TALKED.fact >= 1)
    if shape.resting:
        moves += between("rest", [in_care], REST, roles=NURSES)
        moves += between("return", [REST], in_care)
    return moves
