"""Strategies for what is asked: selections, windows, facts, criteria, rules."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import product
from operator import itemgetter
from typing import Final

import attrs
from hypothesis import strategies as st

from caremodel.grammar.dates import Period, add_days
from caremodel.grammar.entries import ALWAYS, Entry
from caremodel.grammar.facts import (
    After,
    Age,
    Change,
    Count,
    Days,
    DaysSince,
    During,
    Ever,
    Fact,
    Given,
    Has,
    Latest,
    Months,
    Select,
    Since,
    Sum,
    Tie,
    Value,
    Window,
    kind_of,
)
from caremodel.grammar.rules import (
    All,
    Any,
    AtLeast,
    Comparison,
    Criterion,
    Not,
    Op,
    Rule,
    fold,
)
from caremodel.testing.strategies._records import (
    CODES,
    DAY_LENGTHS,
    INDEX,
    KINDS,
    MONTH_LENGTHS,
    PERIOD_SHAPES,
    STANDING,
    periods,
    pick,
    place_period,
)

__all__ = [
    "GIVENS",
    "WORDS",
    "comparisons",
    "criteria",
    "facts",
    "questions",
    "rules",
    "selections",
    "selects",
    "windows",
]

WORDS: Final = ("", "ready", "not ready")
GIVENS: Final = (
    Given("confidence"),
    Given("agrees", kind="flag"),
    Given("readiness", kind="text"),
)
MOST_FACTS: Final = 6
MOST_SELECTS: Final = 5
Near = Mapping[Fact, Sequence[Value]]


# --- facts ---------------------------------------------------------------------------


def selections(among: Iterable[Entry] = ()) -> tuple[Select, ...]:
    """Name selections by kind, code, status and link that mean some of *among*.

    Some stand in it more than once, and so are chosen more often.
    """
    by_id = {entry.id: entry for entry in among}
    named = [Select(kind=kind) for kind in KINDS] * (1 + len(by_id) // 2)
    for n, entry in enumerate(by_id.values()):
        kind, codes = entry.kind, entry.codes
        if n % 2:
            named.append(Select(kind=kind, codes=codes))
        else:
            codes, statuses = (*codes, CODES[0]), (entry.status, "done")
            named.append(Select(kind=kind, codes=codes, statuses=statuses))
        for target in (by_id[link] for link in entry.links if link in by_id):
            of = Select(kind=target.kind, codes=target.codes)
            named.append(Select(kind=kind, linked_to=of))
    return tuple(named)


def selects(*, among: Iterable[Entry] = ()) -> st.SearchStrategy[Select]:
    """Selections of entries: by kind, code, status and link.

    Args:
        among: Entries that most of them choose from.
    """
    return st.sampled_from(selections(among))


@attrs.frozen
class Anchored:
    """How a window counts from an anchor.

    Attributes:
        days: How many days after it still count [days].
        same_day: Whether the anchor's own day is in.
        ended: Whether it counts from the anchor's end.
        ever: Whether the anchor may lie anywhere in the past.
    """

    days: int
    same_day: bool
    ended: bool
    ever: bool


FLAGS: Final = (False, True)
ANCHORED: Final = tuple(
    map(Anchored, *zip(*product(DAY_LENGTHS, FLAGS, FLAGS, FLAGS), strict=True))
)
PLAIN_WINDOWS: Final[tuple[Window | None, ...]] = (
    *(Ever(), Months(12), Ever(today=True)) * 3,
    *map(Months, MONTH_LENGTHS),
    *map(Days, DAY_LENGTHS),
    *(Months(length, today=True) for length in MONTH_LENGTHS),
    *(Days(length, today=True) for length in DAY_LENGTHS),
    None,
    None,
)
WindowShape = tuple[Window | None, int, int, Anchored | None]
WINDOW_SHAPES: Final[st.SearchStrategy[WindowShape]] = st.tuples(
    st.sampled_from(PLAIN_WINDOWS),
    PERIOD_SHAPES,
    INDEX,
    st.sampled_from((*(None,) * 4 * len(ANCHORED), *ANCHORED)),
)


def windows(
    *, on: date = STANDING, about: Sequence[Select] = selections()
) -> st.SearchStrategy[Window]:
    """Windows of every sort, whose edges are those that entries crowd around.

    Args:
        on: The day that is stood on.
        about: What windows may count from.
    """
    return WINDOW_SHAPES.map(lambda shape: place_window(shape, on, about))


def place_window(shape: WindowShape, on: date, about: Sequence[Select]) -> Window:
    """Place a window around the day *on*."""
    plain, period, index, since = shape
    today = index % 2 == 0
    window = plain or During(place_period(period, on), today=today)
    if since is None:
        return window
    anchor = DaysSince(
        pick(index, about), Ever() if since.ever else window, ended=since.ended
    )
    return After(anchor, since.days, same_day=since.same_day, today=today)


FactShape = tuple[type | Age | Given, int, WindowShape, tuple[str, Tie, Since, bool]]
FACT_SHAPES: Final[st.SearchStrategy[FactShape]] = st.tuples(
    st.sampled_from(
        (*(Has, Count, Latest, Sum, DaysSince, Change) * 2, Age(), *GIVENS)
    ),
    INDEX,
    WINDOW_SHAPES,
    st.sampled_from(tuple(product(("%", ""), Tie, Since, FLAGS))),
)


def facts(
    *, on: date = STANDING, about: Sequence[Select] = selections()
) -> st.SearchStrategy[Fact]:
    """Facts of every kind, over windows of every sort.

    Args:
        on: The day that is stood on.
        about: Which entries they ask about.
    """
    return FACT_SHAPES.map(lambda shape: place_fact(shape, on, about))


def place_fact(shape: FactShape, on: date, about: Sequence[Select]) -> Fact:  # noqa: PLR0911 - one for each kind
    """Place a fact around the day *on*."""
    sort, index, when, (unit, tie, since, flag) = shape
    if isinstance(sort, Age | Given):
        return sort
    select, window = pick(index, about), place_window(when, on, about)
    if sort is Has:
        return Has(select, window)
    if sort is Count:
        return Count(select, window)
    if sort is Latest:
        return Latest(select, window, unit=unit, tie=tie)
    if sort is Sum:
        return Sum(select, window, unit=unit)
    if sort is DaysSince:
        return DaysSince(select, window, ended=flag)
    return Change(select, window, unit=unit, relative=flag, since=since)


def questions(
    *, on: date = STANDING, about: Iterable[Select] = selections()
) -> tuple[Fact, ...]:
    """Name facts of every kind over windows of every sort: no strategy, but all of it.

    For laws that hold of each fact: what a few would seldom hit, one of these does.

    Args:
        on: The day that is stood on.
        about: Which entries they ask about, of which the first few are taken; windows
            count from the first one.
    """
    selects = tuple(dict.fromkeys(about))[:MOST_SELECTS]
    stay, left = (DaysSince(selects[0], Ever(), ended=ended) for ended in FLAGS)
    windows: tuple[Window, ...] = (
        *(Ever(today=today) for today in FLAGS),
        *(Months(length) for length in MONTH_LENGTHS),
        *(Days(length, today=length == 1) for length in DAY_LENGTHS),
        During(Period(start=add_days(on, -30), end=add_days(on, -7))),
        After(stay, 30, today=True),
        After(left, 7, same_day=True),
    )
    return (Age(), *(q for pair in product(selects, windows) for q in _each(*pair)))


def _each(select: Select, window: Window) -> Iterable[Fact]:
    """Name each kind of fact about one selection in one window."""
    yield Has(select, window)
    yield Count(select, window)
    yield Latest(select, window, unit="%")
    yield Latest(select, window, tie=Tie.LEAST)
    yield Sum(select, window)
    yield DaysSince(select, window)
    yield DaysSince(select, window, ended=True)
    yield Change(select, window)
    yield Change(select, window, unit="%", relative=True)
    yield Change(select, window, since=Since.HIGHEST)
    yield Change(select, window, relative=True, since=Since.LOWEST)


# --- criteria and rules --------------------------------------------------------------

SLOTS: Final = tuple(Given(f"slot {n}") for n in range(12))
BLANKS: Final[st.SearchStrategy[Criterion]] = st.builds(
    Comparison, st.sampled_from(SLOTS), st.sampled_from(Op), INDEX
)


def _joined(part: st.SearchStrategy[Criterion]) -> st.SearchStrategy[Criterion]:
    some = st.lists(part, min_size=2, max_size=3)
    few = st.lists(part, max_size=1)
    return st.one_of(
        some.map(All),
        some.map(Any),
        st.builds(AtLeast, st.integers(1, 4), some),
        st.builds(Not, part),
        few.map(All),
        few.map(Any),
    )


@cache
def criterion_shapes(levels: int) -> st.SearchStrategy[Criterion]:
    """Criteria whose comparisons are blanks: a slot for a fact, an index of a bound."""
    part = BLANKS
    for _ in range(levels - 2):
        # A tuple keeps Hypothesis from seeing one choice among many in this one of two.
        part = BLANKS | st.tuples(_joined(part)).map(itemgetter(0))
    return BLANKS if levels == 1 else BLANKS | _joined(part)


@attrs.frozen
class Filled:
    """Reads a criterion of blanks as the criterion that asks about real facts."""

    facts: Sequence[Fact]
    near: Near

    def comparison(self, blank: Comparison, /) -> Criterion:
        """Fill a blank: a fact, and a bound on, next to, or far from its values."""
        slot = SLOTS.index(blank.fact) if isinstance(blank.fact, Given) else 0
        fact = pick(slot, self.facts)
        bound = pick(int(blank.bound), _bounds(fact, self.near.get(fact, ())))
        op = blank.op if kind_of(fact) == "number" else Op.IS
        return Comparison(fact, op, bound)

    def all(self, parts: tuple[Criterion, ...], /) -> Criterion:
        """Keep a connective."""
        return All(parts)

    def any(self, parts: tuple[Criterion, ...], /) -> Criterion:
        """Keep a connective."""
        return Any(parts)

    def negation(self, part: Criterion, /) -> Criterion:
        """Keep a negation."""
        return Not(part)

    def at_least(self, n: int, parts: tuple[Criterion, ...], /) -> Criterion:
        """Keep a connective."""
        return AtLeast(n, parts)


def _bounds(fact: Fact, found: Sequence[Value]) -> tuple[Value, ...]:
    """Name bounds: each value, its neighbors among doubles, and some far away."""
    kind = kind_of(fact)
    if kind == "flag":
        return (True, False)
    if kind == "text":
        return (*found, *WORDS)
    near: list[float] = []
    for double in map(float, found):
        up, down = (math.nextafter(double, way) for way in (math.inf, -math.inf))
        near += [double, up, down, double + 1, double - 1]
    return (*found, *filter(math.isfinite, near), 0, 2, 2.5)


def comparisons(
    *, about: Sequence[Fact], near: Near | None = None
) -> st.SearchStrategy[Criterion]:
    """Comparisons of some facts with bounds on, next to, or far from *near* values.

    Args:
        about: The facts, of which the first dozen are asked about.
        near: Values that the facts have, for bounds to lie around.
    """
    filled = Filled(about, near or {})
    return BLANKS.map(lambda blank: fold(blank, filled))


def criteria(
    *,
    about: Sequence[Fact] | None = None,
    near: Near | None = None,
    levels: int = 4,
) -> st.SearchStrategy[Criterion]:
    """Criteria that nest, empty connectives and unreachable numbers among them.

    Args:
        about: The facts, of which the first dozen are asked about; by default any.
        near: Values that the facts have, for bounds to lie around.
        levels: How deep they nest at most.
    """
    shapes = criterion_shapes(levels)
    if about is None:
        some = st.lists(facts(), min_size=1, max_size=MOST_FACTS)
        return st.builds(
            lambda shape, about: fold(shape, Filled(about, near or {})), shapes, some
        )
    filled = Filled(about, near or {})
    return shapes.map(lambda shape: fold(shape, filled))


def rules(
    *, criterion: st.SearchStrategy[Criterion] | None = None
) -> st.SearchStrategy[Rule]:
    """Rules of two names and two versions, in force for various periods.

    Args:
        criterion: What they ask; by default any of `criteria()`.
    """
    return st.builds(
        Rule,
        id=st.sampled_from(("high-need", "stable")),
        version=st.sampled_from(("1", "2")),
        criterion=criteria() if criterion is None else criterion,
        called=st.sampled_from(("", "may step down")),
        source=st.just("Assumed: invented for tests"),
        in_force=st.just(ALWAYS) | periods(),
    )
