"""What can be asked: facts, and criteria over facts."""

import enum
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, Literal, get_args

import attrs

from caremodel._fields import is_finite, not_blank, of
from caremodel.errors import InvalidValueError
from caremodel.grammar.facts._select import (
    After,
    Select,
    Window,
    selection,
    stretch,
    whole,
)

MOST_NODES: Final = 10_000
"""Comparisons and connectives one criterion may hold, each counted where it stands."""

MOST_LEVELS: Final = 64
"""How deep a criterion may nest."""

Value = bool | int | float | str
"""What a fact can be: yes or no, a number, or a word."""


# --- criteria ------------------------------------------------------------------------


class Op(enum.Enum):
    """How a fact is compared with a bound."""

    UNDER = "<"
    AT_MOST = "<="
    IS = "=="
    AT_LEAST = ">="
    OVER = ">"


class _Connects:
    """The operators that make criteria of criteria: `&`, `|` and `~`."""

    __slots__ = ()

    def __and__(self, other: object) -> "All":
        return All((*_parts(self, All), *_parts(other, All)))

    def __or__(self, other: object) -> "Any":
        return Any((*_parts(self, Any), *_parts(other, Any)))

    def __invert__(self) -> "Not":
        return Not(criterion_of(self))

    def __bool__(self) -> bool:
        """Refuse, because the answer may be that one cannot tell.

        Raises:
            InvalidValueError: Always.
        """
        problem = "has no truth value: join with & | ~ and ask `answer`"
        raise InvalidValueError(type(self).__name__, problem)


@attrs.frozen(cache_hash=True, order=False)
class Comparison(_Connects):
    """One fact against one bound. Made by the operators of facts.

    Attributes:
        fact: What is asked of the record.
        op: How it is compared.
        bound: With what: a number, a word, or yes or no, as the fact is.
    """

    fact: "Fact"
    op: Op
    bound: Value

    def __attrs_post_init__(self) -> None:
        if problem := misfit(self.fact, self.bound):
            raise InvalidValueError("Comparison.bound", problem)
        if self.op is not Op.IS and kind_of(self.fact) != "number":
            raise InvalidValueError("Comparison.op", "orders numbers only")

    @property
    def size(self) -> int:
        """How many comparisons and connectives stand in it."""
        return 1

    @property
    def depth(self) -> int:
        """How deep it nests."""
        return 1


def _criteria(parts: Iterable[object]) -> tuple["Criterion", ...]:
    return tuple(criterion_of(part) for part in parts)


def _measure(criterion: object, parts: tuple["Criterion", ...]) -> None:
    """Note size and depth, and refuse what would take for ever to read."""
    size = 1 + sum(part.size for part in parts)
    depth = 1 + max((part.depth for part in parts), default=0)
    if size > MOST_NODES or depth > MOST_LEVELS:
        problem = f"must have at most {MOST_NODES} parts and {MOST_LEVELS} levels"
        raise InvalidValueError(type(criterion).__name__, problem)
    object.__setattr__(criterion, "size", size)
    object.__setattr__(criterion, "depth", depth)


def _measured() -> int:
    counted: int = attrs.field(init=False, eq=False, repr=False)
    return counted


@attrs.frozen(cache_hash=True, order=False)
class All(_Connects):
    """Every one of these; of none at all, yes.

    Attributes:
        of: What must hold.
    """

    of: tuple["Criterion", ...] = attrs.field(converter=_criteria)
    size: int = _measured()
    depth: int = _measured()

    def __attrs_post_init__(self) -> None:
        _measure(self, self.of)


@attrs.frozen(cache_hash=True, order=False)
class Any(_Connects):
    """At least one of these; of none at all, no.

    Attributes:
        of: What may hold.
    """

    of: tuple["Criterion", ...] = attrs.field(converter=_criteria)
    size: int = _measured()
    depth: int = _measured()

    def __attrs_post_init__(self) -> None:
        _measure(self, self.of)


@attrs.frozen(cache_hash=True, order=False)
class Not(_Connects):
    """The opposite.

    Attributes:
        of: What must not hold.
    """

    of: "Criterion"
    size: int = _measured()
    depth: int = _measured()

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "of", criterion_of(self.of))
        _measure(self, (self.of,))


@attrs.frozen(cache_hash=True, order=False)
class AtLeast(_Connects):
    """At least so many of these.

    Attributes:
        n: How many must hold.
        of: What may hold.
    """

    n: int = attrs.field(validator=whole)
    of: tuple["Criterion", ...] = attrs.field(converter=_criteria)
    size: int = _measured()
    depth: int = _measured()

    def __attrs_post_init__(self) -> None:
        _measure(self, self.of)


Criterion = Comparison | All | Any | Not | AtLeast


def _parts(criterion: object, connective: type) -> tuple["Criterion", ...]:
    """Flatten, so that `a & b & c` is one `All` of three."""
    if isinstance(criterion, All | Any) and type(criterion) is connective:
        return criterion.of
    return (criterion_of(criterion),)


def criterion_of(thing: object) -> "Criterion":
    """Take a criterion as it is, and a yes-or-no fact as "it is yes".

    Raises:
        InvalidValueError: If it is neither.
    """
    if isinstance(thing, Criterion):
        return thing
    if isinstance(thing, Fact) and kind_of(thing) == "flag":
        return Comparison(thing, Op.IS, True)
    raise InvalidValueError("criterion", "must be a criterion or a yes-or-no fact")


# --- facts ---------------------------------------------------------------------------


class _Equals:
    """A fact that can be compared for equality."""

    __slots__ = ()

    def eq(self, bound: Value) -> Comparison:
        """Ask whether the fact is exactly *bound*."""
        return Comparison(_fact(self), Op.IS, bound)


class _Orders(_Equals):
    """A fact that is a number."""

    __slots__ = ()

    def __lt__(self, bound: float) -> Comparison:
        return Comparison(_fact(self), Op.UNDER, bound)

    def __le__(self, bound: float) -> Comparison:
        return Comparison(_fact(self), Op.AT_MOST, bound)

    def __gt__(self, bound: float) -> Comparison:
        return Comparison(_fact(self), Op.OVER, bound)

    def __ge__(self, bound: float) -> Comparison:
        return Comparison(_fact(self), Op.AT_LEAST, bound)


def _fact(thing: object) -> "Fact":
    if isinstance(thing, Fact):
        return thing
    raise InvalidValueError("fact", "must be one of the kinds of facts")


@attrs.frozen(cache_hash=True, order=False)
class Age(_Orders):
    """Whole years since birth [years]."""


@attrs.frozen(cache_hash=True, order=False)
class Has(_Equals, _Connects):
    """Whether there is any such entry in the window.

    One that is there is evidence, also outside the days that the record covers; that
    there is none takes coverage of the whole window.
    """

    select: Select = attrs.field(validator=selection)
    window: Window = attrs.field(validator=stretch)


@attrs.frozen(cache_hash=True, order=False)
class Count(_Orders):
    """How many such entries there are in the window."""

    select: Select = attrs.field(validator=selection)
    window: Window = attrs.field(validator=stretch)


class Tie(enum.Enum):
    """Which value counts when several stand at the newest instant."""

    LAST = "last"
    LEAST = "least"
    MOST = "most"


@attrs.frozen(cache_hash=True, order=False)
class Latest(_Orders):
    """The newest number among such entries in the window.

    Attributes:
        select: Which entries; those without a number are passed over.
        window: When.
        unit: What the newest must be measured in; else it is not known. Empty takes
            any unit.
        tie: Which value counts when several stand at the newest instant.
    """

    select: Select = attrs.field(validator=selection)
    window: Window = attrs.field(validator=stretch)
    unit: str = attrs.field(default="", kw_only=True)
    tie: Tie = attrs.field(default=Tie.LAST, kw_only=True)


@attrs.frozen(cache_hash=True, order=False)
class Sum(_Orders):
    """The whole numbers of such entries in the window, added up.

    Whole numbers only, because every engine adds those alike: money goes in as cents.
    An entry without a whole number, or in another unit, makes the sum not known.
    """

    select: Select = attrs.field(validator=selection)
    window: Window = attrs.field(validator=stretch)
    unit: str = attrs.field(default="", kw_only=True)


@attrs.frozen(cache_hash=True, order=False)
class DaysSince(_Orders):
    """How long ago the newest such entry of the window was [days].

    Attributes:
        select: Which entries.
        window: When they began.
        ended: Whether to count from the day they ended; one without an end makes it
            not known.
    """

    select: Select = attrs.field(validator=selection)
    window: Window = attrs.field(validator=stretch)
    ended: bool = attrs.field(default=False, kw_only=True)


class Since(enum.Enum):
    """What the newest number of a window is held against to say how it changed."""

    OLDEST = "oldest"
    HIGHEST = "highest"
    LOWEST = "lowest"


@attrs.frozen(cache_hash=True, order=False)
class Change(_Orders):
    """The newest number of the window less an earlier one: the oldest, or an extreme.

    It takes at least two numbers; of fewer it is not known.

    Both are rounded to millionths, in which 64.1 less 62.1 is 2 and nothing else. Where
    either is over 1e9, they are taken as the doubles they are.

    Attributes:
        select: Which entries; those without a number are passed over.
        window: When.
        unit: What every one must be measured in; else it is not known. Empty takes any.
        relative: Whether to divide by what it is held against: -0.5 is a fall by half.
            Of 0 it is not known, nor of what rounds to it.
        since: What it is held against: the oldest, the highest or the lowest number of
            the window. If the newest is the highest itself, it has not changed since.
    """

    select: Select = attrs.field(validator=selection)
    window: Window = attrs.field(validator=stretch)
    unit: str = attrs.field(default="", kw_only=True)
    relative: bool = attrs.field(default=False, kw_only=True)
    since: Since = attrs.field(default=Since.OLDEST, kw_only=True, validator=of(Since))


Kind = Literal["number", "flag", "text"]


@attrs.frozen(cache_hash=True, order=False)
class Given(_Orders, _Connects):
    """Something the host says, for what no entry holds.

    Attributes:
        name: What it is called.
        kind: "number", "flag" or "text".
    """

    name: str = attrs.field(validator=not_blank)
    kind: Kind = attrs.field(default="number", kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.kind not in {"number", "flag", "text"}:
            raise InvalidValueError("Given.kind", "must be number, flag or text")


Fact = Age | Has | Count | Latest | Sum | DaysSince | Change | Given
KINDS_OF_FACTS: Final = frozenset(get_args(Fact))


def only_facts(path: str, wanted: object) -> tuple[Fact, ...]:
    """Take facts as they are, and refuse a rule or a criterion in their place.

    Raises:
        InvalidValueError: If there is anything but facts.
    """
    facts = tuple(wanted) if isinstance(wanted, Iterable) else (None,)
    if not KINDS_OF_FACTS.issuperset(map(type, facts)):
        problem = "must be facts: `rules.facts_read(rule)` names those of a rule"
        raise InvalidValueError(path, problem)
    return facts


def kind_of(fact: Fact) -> Kind:
    """Say what a fact is: a number, a flag (yes or no), or text."""
    if isinstance(fact, Given):
        return fact.kind
    return "flag" if isinstance(fact, Has) else "number"


def only_days(path: str, on: object) -> None:
    """Refuse what is no day.

    Raises:
        InvalidValueError: If it is an instant, or something else.
    """
    if not isinstance(on, date) or isinstance(on, datetime):
        raise InvalidValueError(path, "must be a day (a date), and not an instant")


def misfit(fact: Fact, value: object) -> str:
    """Say what a value that the fact cannot have must be; nothing of one it can have.

    That is where the type is another, or a number is no finite double. What is said
    does not hold the value.
    """
    kind = kind_of(fact)
    if kind == "flag":
        fits = isinstance(value, bool)
    elif kind == "text":
        fits = isinstance(value, str)
    elif isinstance(value, bool) or not isinstance(value, int | float):
        fits = False
    else:
        fits = is_finite(value)
    if fits:
        return ""
    words = {"flag": "yes or no (a bool)", "text": "text"}
    return f"must be {words.get(kind, 'a finite number')}"


# Facts and windows need each other; from here on both know the other's types.
attrs.resolve_types(After, localns={"DaysSince": DaysSince})
