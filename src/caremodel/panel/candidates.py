"""Candidates: who might be asked first, not who has won.

Two ways lead onto the list, and each says why: much use of hospitals, and the word of
someone who knows the person. A list ranked by use regresses to the mean by design: of
those at its top this year, most use less next year with no help at all. So it finds
people to talk with, and by itself proves nothing about the care they then get.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from caremodel._fields import at_least, not_blank
from caremodel.errors import InvalidValueError
from caremodel.grammar.facts import Count, Days, Months, Select, draw
from caremodel.grammar.money import Money, total
from caremodel.panel._chosen import first_day, within
from caremodel.panel.panels import may_be_listed
from caremodel.people.charts import Chart
from caremodel.people.patients import PatientId

__all__ = [
    "CAUTION",
    "Candidate",
    "Candidates",
    "Referral",
    "Search",
    "Use",
    "by_use",
    "find",
    "referrals",
]

CAUTION: Final = (
    "A list by use regresses to the mean by design: "
    "most people at its top this year will use less next year, helped or not."
)
"""What to say wherever a list by use is shown."""


@attrs.frozen(kw_only=True)
class Search:
    """How candidates are looked for, as data.

    Attributes:
        stays: Which entries are stays in a hospital.
        emergencies: Which entries are visits to an emergency department.
        window: How far back use counts; never the day itself.
        charges: Which charges are the cost: "claim" or "payment".
        currency: The currency to add up; charges in another are left out.
        first: How many people to take from the list by use [people].
        named: Which entries say that someone sends the person; their codes say who.
        named_within: How far back such a word counts.
        source: Where this comes from, or the word "Assumed" and by whom and why.
    """

    stays: Select
    emergencies: Select
    window: Days | Months
    charges: str = attrs.field(default="claim", validator=not_blank)
    currency: str = attrs.field(validator=not_blank)
    first: int = attrs.field(validator=at_least(0))
    named: Select
    named_within: Days | Months
    source: str = attrs.field(validator=not_blank)

    def __attrs_post_init__(self) -> None:
        if self.window.today:
            raise InvalidValueError("Search.window", "must leave the day itself out")


@attrs.frozen(kw_only=True, repr=False)
class Use:
    """How much care one person used in the window.

    Attributes:
        patient_id: Whose use it is.
        stays: Stays in a hospital [stays].
        emergencies: Visits to an emergency department [visits].
        cost: What was charged, exactly; `None` if no charge is on record and the record
            does not cover charges.
        whole: Whether the record covers the window; if not, it was at least so much.
    """

    patient_id: PatientId
    stays: int
    emergencies: int
    cost: Money | None
    whole: bool

    def __repr__(self) -> str:
        return f"Use({self.patient_id!r})"


@attrs.frozen(kw_only=True, repr=False)
class Referral:
    """The word of someone who sends a person.

    Attributes:
        entry: The id of the entry that says so.
        on: The day it was said.
        origins: Who sends them: a PCP, social or behavioral care, family, themselves.
        links: Who it was by name, as the record refers to them.
    """

    entry: str
    on: date
    origins: tuple[str, ...]
    links: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Referral({self.entry!r})"


@attrs.frozen(kw_only=True, repr=False)
class Candidate:
    """Someone to talk with, and what leads to them.

    Attributes:
        patient_id: Who it is.
        use: How much care they used, whether or not that is what leads to them.
        rank: Their place among all by use, from 1 on.
        by_use: Whether their use alone leads to them.
        referrals: Who sends them, in order of day.
    """

    patient_id: PatientId
    use: Use
    rank: int
    by_use: bool
    referrals: tuple[Referral, ...]

    def __repr__(self) -> str:
        return f"Candidate({self.patient_id!r})"


@attrs.frozen(kw_only=True, repr=False)
class Candidates:
    """Who might be asked first, and what to say with the list.

    Attributes:
        on: As of which day.
        people: Those someone sends first, then the others; each in order of use.
        caution: What to say wherever the list is shown.
    """

    on: date
    people: tuple[Candidate, ...]
    caution: str = CAUTION

    def __repr__(self) -> str:
        return f"Candidates({self.on}, {len(self.people)} people)"


def find(charts: Iterable[Chart], *, on: date, search: Search) -> Candidates:
    """List those whom much use or someone's word leads to, as of the day *on*.

    Whoever is known to have died on that day or before is not listed.

    Args:
        charts: One for each person.
        on: The day to stand on.
        search: How to look.
    """
    by_id = {chart.id: chart for chart in charts}
    ranked = by_use(by_id.values(), on=on, search=search)
    people = [
        Candidate(
            patient_id=use.patient_id,
            use=use,
            rank=rank,
            by_use=rank <= search.first,
            referrals=referrals(by_id[use.patient_id], on=on, search=search),
        )
        for rank, use in enumerate(ranked, start=1)
    ]
    found = [each for each in people if each.by_use or each.referrals]
    found.sort(key=lambda each: (not each.referrals, each.rank))
    return Candidates(on=on, people=tuple(found))


def by_use(charts: Iterable[Chart], *, on: date, search: Search) -> tuple[Use, ...]:
    """Rank everyone by use, the most first: stays, emergencies, cost, patient id.

    Whoever is known to have died on that day or before is not ranked.
    """
    uses = [_use(chart, on, search) for chart in charts if may_be_listed(chart, on)]
    return tuple(sorted(uses, key=_most))


def referrals(chart: Chart, *, on: date, search: Search) -> tuple[Referral, ...]:
    """List who sends the person, in order of day."""
    origins = frozenset(search.named.codes)
    return tuple(
        Referral(
            entry=entry.id,
            on=entry.on,
            origins=tuple(c for c in entry.codes if not origins or c in origins),
            links=entry.links,
        )
        for entry in within(search.named, search.named_within, chart, on=on)
    )


def _most(use: Use) -> tuple[int, int, Decimal, PatientId]:
    cost = Decimal(0) if use.cost is None else use.cost.amount
    return -use.stays, -use.emergencies, cost.copy_negate(), use.patient_id


def _use(chart: Chart, on: date, search: Search) -> Use:
    """Count what is on record, and ask of each kind whether that is all."""
    first = first_day(search.window, on)
    charged = [
        charge.money
        for charge in chart.charges
        if charge.kind == search.charges
        and charge.money.currency == search.currency
        and first <= charge.on < on
    ]
    asked = (search.stays, search.emergencies, Select(kind=search.charges))
    counts = [Count(select, search.window) for select in asked]
    missing = draw(counts, chart, on=on).missing
    told = bool(charged) or counts[-1] not in missing
    return Use(
        patient_id=chart.id,
        stays=len(within(search.stays, search.window, chart, on=on)),
        emergencies=len(within(search.emergencies, search.window, chart, on=on)),
        cost=total(charged, currency=search.currency) if told else None,
        whole=not missing,
    )
