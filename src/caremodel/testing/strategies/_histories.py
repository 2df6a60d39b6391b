"""Strategies for machines, actors, histories, and the ways histories are delivered.

What happens in a history here is as simple as can be: a count is opened, goes up and
down, never under nothing, and is closed. Histories are made through `append` and
`correct` alone, so each is one that a store could hold.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Final, assert_never

import attrs
from hypothesis import strategies as st

from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import add_days
from caremodel.grammar.facts import Facts, Given
from caremodel.grammar.histories import (
    Actor,
    Correction,
    History,
    Recorded,
    append,
    correct,
    corrected,
    replay,
)
from caremodel.grammar.machines import ANYWHERE, Anywhere, Machine, Move
from caremodel.grammar.rules import Any, AtLeast, Criterion
from caremodel.testing.strategies._records import INDEX, STANDING, pick

__all__ = [
    "FACES",
    "REASONS",
    "Closed",
    "Count",
    "CountEvent",
    "Counted",
    "Delivery",
    "Opened",
    "Table",
    "actors",
    "count_on",
    "deliveries",
    "growths",
    "histories",
    "machines",
    "tables",
]

# --- machines ------------------------------------------------------------------------

ROLES: Final = ("nurse", "patient", "physician")
REASONS: Final = ("", " ", "moved away")
"""What may be given as a reason: nothing, as good as nothing, and one."""

AGREES: Final = Given("agrees", kind="flag")
SAFE: Final = Given("safe", kind="flag")
NEEDS: Final[tuple[Criterion | None, ...]] = (
    None,
    AGREES.eq(True),
    AGREES & SAFE,
    AGREES | SAFE,
    AGREES & ~SAFE & (AGREES | SAFE),
    AtLeast(2, (AGREES, SAFE)),
    Any(()),
)
FACES: Final = tuple(
    Facts(
        on=STANDING,
        known={
            fact: known
            for fact, known in ((AGREES, agrees), (SAFE, safe))
            if known is not None
        },
    )
    for agrees, safe in product((True, False, None), repeat=2)
)
"""All that can be known of what moves need: each yes, no, or not known."""

NAMES: Final = ("go on", "go back", "leave")


@attrs.frozen(kw_only=True)
class Table:
    """What a machine is made of, moves from anywhere not yet expanded.

    Attributes:
        places: Everywhere that something can stand.
        initial: Where it can begin.
        terminal: Where it ends.
        moves: Every move, as it was written.
    """

    places: tuple[str, ...]
    initial: tuple[str, ...]
    terminal: tuple[str, ...]
    moves: tuple[Move[str], ...] = attrs.field(converter=tuple[Move[str], ...])

    @property
    def machine(self) -> Machine[str]:
        """The machine of this table."""
        return Machine(
            places=self.places,
            initial=self.initial,
            terminal=self.terminal,
            moves=self.moves,
        )


MoveShape = tuple[int, int, int, tuple[tuple[str, ...], Criterion | None, bool]]
MOVE_SHAPES: Final[st.SearchStrategy[MoveShape]] = st.tuples(
    INDEX,
    INDEX,
    INDEX,
    st.sampled_from(
        tuple(
            product(
                ((), ROLES[:1], ROLES[:2], ROLES[2:]),
                (*NEEDS, *NEEDS[:2] * 2),
                (False, False, True),
            )
        )
    ),
)
TableShape = tuple[int, int, list[MoveShape], list[MoveShape]]
TABLE_SHAPES: Final[st.SearchStrategy[TableShape]] = st.tuples(
    st.integers(2, 5),
    st.integers(0, 2),
    st.lists(MOVE_SHAPES, min_size=5, max_size=5),
    st.lists(MOVE_SHAPES, min_size=1, max_size=5),
)


def tables() -> st.SearchStrategy[Table]:
    """Tables that make a machine: with and without an end, some moves from anywhere."""
    return TABLE_SHAPES.map(place_table)


def machines() -> st.SearchStrategy[Machine[str]]:
    """Machines of up to five places, whose moves have roles and needs of every sort."""
    return tables().map(lambda table: table.machine)


def place_table(shape: TableShape) -> Table:
    """Lead from each place to the next, and add the moves that fit beside these."""
    count, ends, steps, others = shape
    places = tuple("ABCDE"[:count])
    terminal = places[count - min(ends, count - 1) :] if ends else ()
    going = places[: count - len(terminal)]
    moves = [
        _move("go on", place, pick(n + 1, places), step)
        for n, (place, step) in enumerate(zip(going, steps, strict=False))
    ]
    if len(terminal) > 1:
        moves.append(_move("give up", going[-1], terminal[-1], steps[-1]))
    taken = {(move.source, move.name) for move in moves}
    starts: tuple[str | Anywhere, ...] = (*going, ANYWHERE, ANYWHERE)
    for other in others:
        start, target = pick(other[0], starts), pick(other[1], places)
        name = pick(other[2], NAMES)
        if start != target and (start, name) not in taken:
            moves.append(_move(name, start, target, other))
            taken.add((start, name))
    return Table(places=places, initial=places[:1], terminal=terminal, moves=moves)


def _move(
    name: str, source: str | Anywhere, target: str, shape: MoveShape
) -> Move[str]:
    _, _, index, (roles, needs, needs_reason) = shape
    safety = needs is None and index % 2 == 0
    return Move(
        name=name,
        source=source,
        target=target,
        roles=roles,
        needs=needs,
        needs_reason=needs_reason,
        safety=safety,
    )


def actors() -> st.SearchStrategy[Actor]:
    """Who makes things happen: of no role, of one, of several; some for another."""
    some = tuple(ROLES[:n] for n in range(len(ROLES) + 1))
    return st.builds(
        Actor,
        st.sampled_from(("w1", "w2", "p1")),
        st.sampled_from((*some, ROLES[1:2], ROLES[2:])),
        st.sampled_from((None, None, "p1")),
    )


# --- what happens --------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Opened:
    """A count was opened.

    Attributes:
        on: The day.
        by: Who opened it.
    """

    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class Counted:
    """A count went up, or down.

    Attributes:
        on: The day.
        by: Who counted.
        more: By how many; below nothing it went down.
    """

    on: date
    by: Actor
    more: int


@attrs.frozen(kw_only=True)
class Closed:
    """A count was closed.

    Attributes:
        on: The day.
        by: Who closed it.
    """

    on: date
    by: Actor


CountEvent = Opened | Counted | Closed


@attrs.frozen(kw_only=True)
class Count:
    """How many there are.

    Attributes:
        total: So many, never under nothing.
        latest: The last day on which anything happened.
        closed: Whether it was closed; then nothing follows.
    """

    total: int
    latest: date
    closed: bool = False


def count_on(count: Count | None, event: CountEvent) -> Count:
    """Make the count that follows *event*.

    Raises:
        NotAllowedError: If that could not have happened, with every reason.
    """
    if count is None:
        if not isinstance(event, Opened):
            raise NotAllowedError("count", ("it was never opened",))
        return Count(total=0, latest=event.on)
    if because := _against(count, event):
        raise NotAllowedError("count", because)
    more = event.more if isinstance(event, Counted) else 0
    latest, closed = max(count.latest, event.on), isinstance(event, Closed)
    return Count(total=count.total + more, latest=latest, closed=closed)


def _against(count: Count, event: CountEvent) -> tuple[str, ...]:
    """Name everything that keeps *event* from following."""
    because = ["it is closed"] if count.closed else []
    match event:
        case Opened():
            because.append("it was opened before")
        case Counted():
            if count.total + event.more < 0:
                because.append("it would fall under nothing")
        case Closed():
            if event.on < count.latest:
                because.append("something happened after that day")
        case _:
            assert_never(event)
    return tuple(because)


# --- histories -----------------------------------------------------------------------


@attrs.frozen
class Step:
    """One thing that someone tries to write down.

    Attributes:
        sort: Which: "count", "count twice", "close", "strike", "replace" or "again".
        more: By how many the count goes up.
        which: What a correction corrects, counted round.
        after: How long after the step before it is written down [seconds].
        days: On which day it happened, counted from the day of writing [days].
    """

    sort: str
    more: int
    which: int
    after: int
    days: int


SORTS: Final = (
    *("count", "count", "count", "count twice", "count twice"),
    *("strike", "replace", "again", "close"),
)
DAY_LONG: Final = 86_400
STEPS: Final = st.builds(
    Step,
    st.sampled_from(SORTS),
    st.integers(-2, 3),
    INDEX,
    st.sampled_from((0, 1, 3_600, DAY_LONG, 3 * DAY_LONG)),
    st.sampled_from((0, 0, -1, -5, 1)),
)
BEGAN: Final = datetime(STANDING.year, STANDING.month, STANDING.day, tzinfo=UTC)


def histories(*, max_size: int = 10) -> st.SearchStrategy[History[CountEvent]]:
    """Histories of counts: late entries, corrections, commands of several events.

    Args:
        max_size: How many commands there are at most, after the one that opens it.
    """
    return growths(max_size=max_size).map(lambda growth: growth[-1])


def growths(
    *, max_size: int = 10
) -> st.SearchStrategy[tuple[History[CountEvent], ...]]:
    """Histories as they grow: the one of nothing, and the one after each command.

    Args:
        max_size: How many commands there are at most, after the one that opens it.
    """
    least = min(3, max_size)
    steps = st.lists(st.tuples(STEPS, actors()), min_size=least, max_size=max_size)
    return st.builds(_grown, actors(), steps)


def _grown(
    opener: Actor, steps: Sequence[tuple[Step, Actor]]
) -> tuple[History[CountEvent], ...]:
    """Try each step; one that is refused leaves no trace."""
    nothing: History[CountEvent] = History(stream="count-1")
    opened = append(
        nothing,
        (Opened(on=STANDING, by=opener),),
        expected_version=0,
        command_id="c0",
        recorded_at=BEGAN,
    )
    grown, now = [nothing, opened], BEGAN
    for n, (step, by) in enumerate(steps, start=1):
        now += timedelta(seconds=step.after)
        try:
            grown.append(_after(grown[-1], step, by, f"c{n}", now))
        except NotAllowedError:
            continue
    return tuple(grown)


def _after(
    history: History[CountEvent], step: Step, by: Actor, command_id: str, now: datetime
) -> History[CountEvent]:
    """Write down one step, if it is legal."""
    on = add_days(now.date(), step.days)
    if step.sort in {"strike", "replace"}:
        instead = Counted(on=on, by=by, more=step.more)
        wrong = pick(step.which, [each.version for each in _told(history)])
        correction = Correction[CountEvent](
            version=wrong,
            instead=instead if step.sort == "replace" else None,
            on=now.date(),
            by=by,
            reason="counted wrongly",
        )
        return correct(
            history,
            correction,
            evolve=count_on,
            start=None,
            expected_version=history.version,
            command_id=command_id,
            recorded_at=now,
        )
    events: list[CountEvent] = [Counted(on=on, by=by, more=step.more)]
    if step.sort == "close":
        events = [Closed(on=on, by=by)]
    elif step.sort == "count twice":
        events *= 2
    elif step.sort == "again":
        command_id = history.recorded[-1].command_id
    replay(count_on, replay(count_on, None, corrected(history)), events)
    return append(
        history,
        events,
        expected_version=history.version,
        command_id=command_id,
        recorded_at=now,
    )


def _told(history: History[CountEvent]) -> list[Recorded[CountEvent]]:
    """Take the envelopes of events, not those of corrections."""
    return [each for each in history.recorded if not isinstance(each.event, Correction)]


# --- deliveries ----------------------------------------------------------------------


@attrs.frozen
class Delivery:
    """The envelopes of one history, as they came.

    Attributes:
        fault: What is wrong: "gap", "fork" or "stray"; empty if nothing is.
        envelopes: In whatever order, some of them more than once.
    """

    fault: str
    envelopes: tuple[Recorded[CountEvent], ...]


@st.composite
def deliveries(draw: st.DrawFn, history: History[CountEvent]) -> Delivery:
    """Envelopes shuffled and doubled; with a gap, a fork, or one of another stream.

    Args:
        draw: Draws; Hypothesis passes it.
        history: What is delivered; it must hold something.
    """
    one = st.sampled_from(history.recorded)
    envelopes = [*history.recorded, *draw(st.lists(one, max_size=4))]
    faults = ("", "", "fork", "stray", "gap")
    fault = draw(st.sampled_from(faults if history.version > 1 else faults[:-1]))
    if fault == "fork":
        envelopes.append(attrs.evolve(draw(one), command_id="another"))
    elif fault == "stray":
        version = history.version + 1
        envelopes.append(attrs.evolve(draw(one), stream="count-2", version=version))
    elif fault == "gap":
        lost = draw(st.sampled_from(history.recorded[:-1]))
        envelopes = [each for each in envelopes if each.version != lost.version]
    return Delivery(fault, tuple(draw(st.permutations(envelopes))))
