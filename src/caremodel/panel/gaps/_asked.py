"""What is recommended, for whom, and what becomes of those of whom nothing is asked."""

import enum
from datetime import date
from typing import Final

import attrs

from caremodel._fields import identifier, not_blank
from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import ALWAYS
from caremodel.grammar.facts import (
    Change,
    Count,
    DaysSince,
    Facts,
    Has,
    Latest,
    Sum,
    kind_of,
)
from caremodel.grammar.rules import (
    Comparison,
    Criterion,
    answer,
    criterion_of,
    fold,
)
from caremodel.grammar.verdicts import Answer, RuleRef


class GapStatus(enum.Enum):
    """Where someone stands with a recommendation; all but the last are DEQM's codes.

    Source: deqm.
    """

    NOT_APPLICABLE = "not-applicable"
    PROSPECTIVE = "prospective-gap"
    OPEN = "open-gap"
    CLOSED = "closed-gap"
    CANNOT_TELL = "cannot-tell"


@attrs.frozen(kw_only=True)
class StatusMapping:
    """What becomes of those in the population of whom nothing is asked.

    Attributes:
        name: What the mapping is called.
        outside: The status of those in the population but not in the denominator.
        excluded: The status of those excluded.
        source: Where it comes from.
    """

    name: str = attrs.field(validator=not_blank)
    outside: GapStatus = GapStatus.CLOSED
    excluded: GapStatus = GapStatus.CLOSED
    source: str = attrs.field(validator=not_blank)

    def __attrs_post_init__(self) -> None:
        if {self.outside, self.excluded} - {GapStatus.CLOSED, GapStatus.NOT_APPLICABLE}:
            problem = "must be closed or not applicable where nothing is asked"
            raise InvalidValueError("StatusMapping", problem)


DEQM: Final = StatusMapping(name="DEQM", source="deqm")
"""The text of the standard: in the population and nothing missing is closed.

Source: deqm.
"""

EXCLUDED_IS_NO_GAP: Final = StatusMapping(
    name="excluded is no gap",
    excluded=GapStatus.NOT_APPLICABLE,
    source="fqm-execution-40",
)
"""For those excluded there is no gap at all.

Source: fqm-execution-40.
"""

OUTSIDE_IS_NO_GAP: Final = StatusMapping(
    name="outside the denominator is no gap",
    outside=GapStatus.NOT_APPLICABLE,
    source="cqf-373",
)
"""For those outside the denominator there is no gap at all.

Source: cqf-373.
"""


def _perhaps(criterion: object) -> Criterion | None:
    return None if criterion is None else criterion_of(criterion)


@attrs.frozen(kw_only=True)
class Recommendation:
    """What is recommended, for whom, and what meets it.

    Attributes:
        id: Of the recommendation, through all of its versions.
        version: Which of them this is.
        called: What it recommends, in words.
        population: Whom it is about.
        denominator: Of whom of them it is asked; `None` is all of them.
        excluded: Of whom it is not asked after all; `None` is nobody.
        met: What meets it. A yes must rest on an entry of the record, so that each
            closed gap can show it. A test looked for some days or months back
            (`Has`) is due again when it is that old.
        by: For a measure over a fixed period, the day by which it is to be met; until
            then what is missing is prospective.
        source: Where it comes from, or the word "Assumed" and by whom and why.
        in_force: From when until when it holds; outside, it asks for nothing.
    """

    id: str = attrs.field(validator=identifier)
    version: str = attrs.field(default="1", validator=identifier)
    called: str = ""
    population: Criterion = attrs.field(converter=criterion_of)
    denominator: Criterion | None = attrs.field(default=None, converter=_perhaps)
    excluded: Criterion | None = attrs.field(default=None, converter=_perhaps)
    met: Criterion = attrs.field(converter=criterion_of)
    by: date | None = None
    source: str = attrs.field(validator=not_blank)
    in_force: Period = ALWAYS

    def __attrs_post_init__(self) -> None:
        if not _rests_on_entries(self.met):
            problem = "must rest on an entry where it is yes: absence closes no gap"
            raise InvalidValueError("Recommendation.met", problem)

    @property
    def ref(self) -> RuleRef:
        """The recommendation by id and version."""
        return RuleRef(self.id, self.version)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion it reads."""
        read = (self.population, self.denominator, self.excluded, self.met)
        return tuple(criterion for criterion in read if criterion is not None)


# --- what an answer rests on ---------------------------------------------------------


@attrs.frozen
class _Rests:
    """Whether a yes, and whether a no, must rest on an entry of the record."""

    yes: bool
    no: bool


class _Resting:
    """Reads a criterion as what its answers rest on."""

    def comparison(self, comparison: Comparison, /) -> _Rests:
        fact = comparison.fact
        match fact:
            case Latest() | DaysSince() | Change():
                return _Rests(yes=True, no=True)
            case Has() | Count() | Sum():
                nothing = False if kind_of(fact) == "flag" else 0
                facts = Facts(on=date.min, known={fact: nothing})
                by_nothing = answer(comparison, facts) is Answer.YES
                return _Rests(yes=not by_nothing, no=by_nothing)
            case _:
                return _Rests(yes=False, no=False)

    def all(self, parts: tuple[_Rests, ...], /) -> _Rests:
        return self.at_least(len(parts), parts)

    def any(self, parts: tuple[_Rests, ...], /) -> _Rests:
        return self.at_least(1, parts)

    def negation(self, part: _Rests, /) -> _Rests:
        return _Rests(yes=part.no, no=part.yes)

    def at_least(self, n: int, parts: tuple[_Rests, ...], /) -> _Rests:
        """Ask whether so many could answer without one that rests on an entry."""
        without_yes = sum(not part.yes for part in parts)
        without_no = sum(not part.no for part in parts)
        return _Rests(yes=without_yes < n, no=without_no < len(parts) - n + 1)


def _rests_on_entries(criterion: Criterion) -> bool:
    """Say whether a yes always has an entry to show for it."""
    return fold(criterion, _Resting()).yes
