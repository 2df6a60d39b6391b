"""Tiers: how much care someone may need, on a ladder, highest first.

A ladder is data: each tier a criterion. Someone for whom a higher tier cannot be told
stands on the tier surely reached, and it is said that it may be higher. A clinician
who knows them may say otherwise, with a reason; both are kept. Which tiers there are
is said in the catalog, and what is done in each is for the care model to say.
"""

from collections.abc import Iterable
from datetime import date

import attrs

from caremodel._fields import at_least, identifier, not_blank, not_empty
from caremodel.errors import InvalidValueError, NotAllowedError, NotFoundError
from caremodel.grammar.facts import Fact, Facts
from caremodel.grammar.rules import (
    All,
    Criterion,
    answer,
    criterion_of,
    evaluate,
    facts_read,
    missing,
)
from caremodel.grammar.verdicts import Answer, RuleRef, Verdict

__all__ = ["Ladder", "Override", "Placed", "Tier", "ladder_facts", "override", "tier"]


@attrs.frozen(kw_only=True)
class Tier:
    """One rung, and who stands on it at least.

    Attributes:
        name: What it is called.
        criterion: Who reaches it.
        called: What that means, in words.
        source: Where it comes from, or the word "Assumed" and by whom and why.
    """

    name: str = attrs.field(validator=identifier)
    criterion: Criterion = attrs.field(converter=criterion_of)
    called: str = ""
    source: str = attrs.field(validator=not_blank)


@attrs.frozen(kw_only=True)
class Ladder:
    """Tiers from the highest down, and what everyone else is called.

    Attributes:
        id: Of the ladder, through all of its versions.
        version: Which of them this is.
        tiers: Highest first; the highest that someone reaches is theirs.
        otherwise: The name of the lowest tier, for those who reach no other.
        override_by: By how many tiers a clinician may say otherwise [tiers].
    """

    id: str = attrs.field(validator=identifier)
    version: str = attrs.field(default="1", validator=identifier)
    tiers: tuple[Tier, ...] = attrs.field(
        converter=tuple[Tier, ...], validator=not_empty
    )
    otherwise: str = attrs.field(validator=identifier)
    override_by: int = attrs.field(default=1, validator=at_least(0))

    def __attrs_post_init__(self) -> None:
        if len(set(self.names)) < len(self.names):
            raise InvalidValueError("Ladder.tiers", "must not have one name twice")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tiers, highest first."""
        return (*(each.name for each in self.tiers), self.otherwise)

    @property
    def ref(self) -> RuleRef:
        """The ladder by id and version."""
        return RuleRef(self.id, self.version)


@attrs.frozen(kw_only=True, repr=False)
class Override:
    """What a clinician who knows the person says instead.

    Attributes:
        tier: Where they stand, as the clinician sees it.
        reason: Why.
        by: Who says so.
        on: The day it was said.
    """

    tier: str
    reason: str
    by: str = attrs.field(validator=identifier)
    on: date

    def __repr__(self) -> str:
        return "Override(...)"


@attrs.frozen(kw_only=True, repr=False)
class Placed:
    """Where someone stands on a ladder, and why.

    Attributes:
        ladder: Which ladder, by id and version.
        reached: The highest tier they surely reach, by its criterion.
        because: The verdict for that tier; `None` for the lowest, which asks nothing.
        may_be: Higher tiers of which one cannot tell, highest first.
        missing: What would have to be known to tell, in order of name.
        override: What a clinician says instead, if one does.
    """

    ladder: RuleRef
    reached: str
    because: Verdict | None
    may_be: tuple[str, ...] = ()
    missing: tuple[Fact, ...] = ()
    override: Override | None = None

    def __repr__(self) -> str:
        return f"Placed({self.ladder.id!r})"

    @property
    def tier(self) -> str:
        """The tier that stands: the clinician's, if there is one."""
        return self.reached if self.override is None else self.override.tier


def ladder_facts(ladder: Ladder) -> frozenset[Fact]:
    """Name every fact that the ladder reads."""
    return facts_read(*(each.criterion for each in ladder.tiers))


def tier(ladder: Ladder, facts: Facts) -> Placed:
    """Find the highest tier that someone surely reaches."""
    unclear: list[Tier] = []
    for each in ladder.tiers:
        told = answer(each.criterion, facts)
        if told is Answer.YES:
            because = evaluate(each.criterion, facts)
            return _placed(ladder, each.name, because, unclear, facts)
        if told is Answer.CANNOT_TELL:
            unclear.append(each)
    return _placed(ladder, ladder.otherwise, None, unclear, facts)


def override(
    ladder: Ladder, placed: Placed, *, tier: str, reason: str, by: str, on: date
) -> Placed:
    """Say otherwise than the ladder does; what the ladder says is kept.

    Raises:
        NotFoundError: If the ladder has no such tier.
        NotAllowedError: If there is no reason, the tier is too far from the one
            reached, or someone was placed on another ladder.
    """
    if tier not in ladder.names:
        raise NotFoundError("tier", ladder.names)
    because = []
    if placed.ladder != ladder.ref:
        because.append(f"they were not placed on {ladder.id} {ladder.version}")
    elif _apart(ladder, tier, placed.reached) > ladder.override_by:
        because.append(f"it is further than {ladder.override_by} on the ladder")
    if not reason.strip():
        because.append("there is no reason")
    if because:
        raise NotAllowedError("override a tier", tuple(because))
    said = Override(tier=tier, reason=reason, by=by, on=on)
    return attrs.evolve(placed, override=said)


def _apart(ladder: Ladder, one: str, other: str) -> int:
    return abs(ladder.names.index(one) - ladder.names.index(other))


def _placed(
    ladder: Ladder,
    reached: str,
    because: Verdict | None,
    unclear: Iterable[Tier],
    facts: Facts,
) -> Placed:
    """Tell a place, and what would have to be known to tell whether it is higher."""
    higher = tuple(unclear)
    unknown = All(tuple(each.criterion for each in higher))
    return Placed(
        ladder=ladder.ref,
        reached=reached,
        because=because,
        may_be=tuple(each.name for each in higher),
        missing=missing(unknown, facts),
    )
