"""Which entries of a record are meant, and on which days."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from caremodel._fields import not_blank
from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Period

if TYPE_CHECKING:
    from caremodel.grammar.facts._asked import DaysSince


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    if isinstance(codes, str):
        raise InvalidValueError("Select", "codes and statuses are tuples of text")
    return tuple(sorted(set(codes)))


@attrs.frozen(kw_only=True, cache_hash=True, order=False)
class Select:
    """Which entries of a record are meant.

    Attributes:
        kind: Their kind, as `Entry.kind`.
        codes: Any one of these codes; none given means any at all.
        statuses: Any one of these statuses; none given means any at all.
        linked_to: Only entries that link to one that this selection means.
        called: What they are called in a sentence, in the plural.
    """

    kind: str = attrs.field(validator=not_blank)
    codes: tuple[str, ...] = attrs.field(default=(), converter=_codes)
    statuses: tuple[str, ...] = attrs.field(default=(), converter=_codes)
    linked_to: "Select | None" = None
    called: str = ""

    def __attrs_post_init__(self) -> None:
        if self.linked_to is not None and self.linked_to.linked_to is not None:
            raise InvalidValueError("Select.linked_to", "must not link any further")


def whole(instance: object, attribute: "attrs.Attribute[int]", value: object) -> None:
    """Check that a length of time is a whole number over nothing."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        path = f"{type(instance).__name__}.{attribute.name}"
        raise InvalidValueError(path, "must be a whole number, at least 1")


@attrs.frozen(cache_hash=True, order=False)
class Days:
    """The last so many days.

    Attributes:
        days: How many [days].
        today: Whether the day itself is in, too.
    """

    days: int = attrs.field(validator=whole)
    today: bool = attrs.field(default=False, kw_only=True)


@attrs.frozen(cache_hash=True, order=False)
class Months:
    """The last so many calendar months, clamped to the month's end.

    Attributes:
        months: How many [months].
        today: Whether the day itself is in, too.
    """

    months: int = attrs.field(validator=whole)
    today: bool = attrs.field(default=False, kw_only=True)


@attrs.frozen(cache_hash=True, order=False)
class Ever:
    """All days until the one asked about.

    It takes coverage from birth on. An entry dated before birth is counted like any
    other: it is there, and which of the two days is wrong nobody can tell.

    Attributes:
        today: Whether the day itself is in, too.
    """

    today: bool = attrs.field(default=False, kw_only=True)


@attrs.frozen(cache_hash=True, order=False)
class During:
    """The days of one period, as far as they have passed.

    Attributes:
        period: Which days.
        today: Whether the day itself is in, too.
    """

    period: Period
    today: bool = attrs.field(default=False, kw_only=True)


@attrs.frozen(cache_hash=True, order=False)
class After:
    """The days that follow something: up to `days` days after it, as far as passed.

    Attributes:
        anchor: Since what; its newest entry's day is the one counted from.
        days: How many days after it still count [days].
        same_day: Whether the anchor's own day is in, too.
        today: Whether the day itself is in, too.
    """

    anchor: "DaysSince"
    days: int = attrs.field(validator=whole)
    same_day: bool = attrs.field(default=False, kw_only=True)
    today: bool = attrs.field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if isinstance(self.anchor.window, After):
            problem = "must not itself count from an anchor"
            raise InvalidValueError("After.anchor", problem)


Window = Days | Months | Ever | During | After


def selection(_: object, attribute: "attrs.Attribute[Select]", value: object) -> None:
    """Check that a fact says which entries it is about."""
    if not isinstance(value, Select):
        raise InvalidValueError(f"fact.{attribute.name}", "must be a Select")


def stretch(_: object, attribute: "attrs.Attribute[Window]", value: object) -> None:
    """Check that a fact says when: 90 days are `Days(90)`."""
    if not isinstance(value, Window):
        problem = "must be a window: Days, Months, Ever, During or After"
        raise InvalidValueError(f"fact.{attribute.name}", problem)
