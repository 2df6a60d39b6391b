"""Grids: which needs are common, and who meets them.

A grid sets needs against services and partners, so that a need which nobody meets can
be seen, and one that hangs on a single partner. It counts what there is, not whether
there is room (`partners.has_capacity`), and from how many on a need is common is
policy (`catalog.partners`).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

import attrs

from caremodel._fields import at_least, identifier, not_blank, not_empty, texts
from caremodel.errors import InvalidValueError
from caremodel.grammar.verdicts import Answer
from caremodel.network.partners import (
    Network,
    Service,
    has_capacity,
    services_for,
)
from caremodel.people.needs import Domain, Need
from caremodel.people.patients import Patient
from caremodel.people.roles import PartnerId, Role, RoleId, Standing

__all__ = [
    "CoreWork",
    "GridCoverage",
    "Grid",
    "GridRow",
    "Prevalence",
    "by_category",
    "by_domain",
    "core_or_partner",
    "coverage",
    "fragile",
    "grid",
    "prevalent",
    "uncovered",
]


Kind = tuple[Domain, str]
"""A need by its domain and its category, or the domain's own word."""


# --- how common ----------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Prevalence:
    """How many people have a need.

    Attributes:
        domain: On which side of life.
        category: What it is, as a code; the domain's own word for any need of it.
        people: How many have it, as far as is known [people].
        asked: How many that is among [people]. Who was never asked is not among them:
            not assessed is not the same as no need.
    """

    domain: Domain
    category: str = attrs.field(validator=not_blank)
    people: int = attrs.field(validator=at_least(0))
    asked: int = attrs.field(validator=at_least(1))

    def __attrs_post_init__(self) -> None:
        if self.people > self.asked:
            raise InvalidValueError("Prevalence.people", "must not be over asked")

    @property
    def share(self) -> Fraction:
        """The share of people who have it, exactly."""
        return Fraction(self.people, self.asked)


def by_category(
    needs: Iterable[Need], asked: Iterable[Patient]
) -> tuple[Prevalence, ...]:
    """Count who has an open need, category by category; the most common first.

    Args:
        needs: Of people and of households; a household's is each member's.
        asked: Those whose needs are known, each once; nobody else is counted.
    """
    return _counted(needs, asked, lambda need: need.category)


def by_domain(
    needs: Iterable[Need], asked: Iterable[Patient]
) -> tuple[Prevalence, ...]:
    """Count who has any open need of a domain; the most common first.

    Args:
        needs: Of people and of households; a household's is each member's.
        asked: Those whose needs are known, each once; nobody else is counted.
    """
    return _counted(needs, asked, lambda need: need.domain.value)


def _counted(
    needs: Iterable[Need], asked: Iterable[Patient], word: Callable[[Need], str]
) -> tuple[Prevalence, ...]:
    """Count people, not needs: who has two of a kind counts once."""
    own: dict[str | None, set[Kind]] = defaultdict(set)
    at_home: dict[str | None, set[Kind]] = defaultdict(set)
    for need in needs:
        if need.is_open:
            kind = need.domain, word(need)
            own[need.patient_id].add(kind)
            at_home[need.household_id].add(kind)
    people = {patient.id: patient.household for patient in asked}
    counts = Counter(
        kind
        for patient, home in people.items()
        for kind in own[patient] | (at_home[home] if home is not None else set())
    )
    ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0][1]))
    return tuple(
        Prevalence(domain=domain, category=category, people=count, asked=len(people))
        for (domain, category), count in ranked
    )


def prevalent(prevalences: Iterable[Prevalence], threshold: Fraction) -> frozenset[str]:
    """Name the categories and domains that at least a share of people need.

    A domain is named, too, where one of its categories alone is as common.
    """
    common = [each for each in prevalences if each.share >= threshold]
    return frozenset(
        word for each in common for word in (each.category, each.domain.value)
    )


def core_or_partner(
    role: Role, prevalences: Iterable[Prevalence], *, threshold: Fraction
) -> Standing:
    """Say whether *role* belongs to the core care team where needs are so common.

    It is core where at least that share of people has a need that calls for it, else a
    partner. Roles that no need calls for, patients and support stand as they stood.
    Give prevalences by domain, too: many who each have another need of a domain make
    the domain common, which cannot be told from the categories.
    """
    if role.standing not in {Standing.CORE, Standing.PARTNER} or not role.called_for_by:
        return role.standing
    common = prevalent(prevalences, threshold)
    called_for = not common.isdisjoint(role.called_for_by)
    return Standing.CORE if called_for else Standing.PARTNER


# --- the grid ------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class CoreWork:
    """What a role of the core care team does about needs itself.

    It is stated, never guessed from what calls for the role: a need for housing calls
    for a social worker, who does not build houses.

    Attributes:
        role_id: Of the role.
        meets: What it meets: categories of needs, or whole domains by their word.
    """

    role_id: RoleId = attrs.field(validator=identifier)
    meets: tuple[str, ...] = attrs.field(converter=texts, validator=not_empty)


@attrs.frozen(kw_only=True)
class GridRow:
    """One common need, and everyone who meets it.

    Attributes:
        prevalence: Which need, and how common it is.
        core: Roles of the core care team that meet it themselves.
        services: Services of partners that meet it, on the day of the grid.
    """

    prevalence: Prevalence
    core: tuple[RoleId, ...] = attrs.field(default=(), converter=tuple[RoleId, ...])
    services: tuple[Service, ...] = attrs.field(
        default=(), converter=tuple[Service, ...]
    )

    @property
    def partner_ids(self) -> tuple[PartnerId, ...]:
        """The partners that meet it, each once, in the order of their services."""
        return tuple(dict.fromkeys(service.partner_id for service in self.services))

    @property
    def provided_by(self) -> tuple[Standing, ...]:
        """By whom it is met: the core care team, partners, both or nobody."""
        core = (Standing.CORE,) if self.core else ()
        return (*core, Standing.PARTNER) if self.services else core

    @property
    def is_covered(self) -> bool:
        """Whether anyone meets it."""
        return bool(self.core or self.services)

    @property
    def is_fragile(self) -> bool:
        """Whether it hangs on a single partner."""
        return not self.core and len(self.partner_ids) == 1

    @property
    def is_full(self) -> bool:
        """Whether partners alone meet it, and each service says it has no room."""
        no_room = [has_capacity(service) is Answer.NO for service in self.services]
        return not self.core and bool(no_room) and all(no_room)


@attrs.frozen(kw_only=True)
class Grid:
    """Needs, services and partners on one day.

    Attributes:
        on: The day.
        rows: One for each need, in the order given.
    """

    on: date
    rows: tuple[GridRow, ...] = attrs.field(converter=tuple[GridRow, ...])

    def __attrs_post_init__(self) -> None:
        kinds = {(row.prevalence.domain, row.prevalence.category) for row in self.rows}
        if len(kinds) < len(self.rows):
            raise InvalidValueError("Grid.rows", "must not hold one need twice")


def grid(
    network: Network,
    prevalences: Iterable[Prevalence],
    *,
    core: Iterable[CoreWork] = (),
    on: date,
) -> Grid:
    """Set needs against those who meet them on the day *on*.

    Args:
        network: The partners and their services.
        prevalences: The needs, one row each; leave out those too rare to plan for.
        core: What the core care team does itself.
        on: The day to stand on.
    """
    own = tuple(core)
    rows = [
        GridRow(
            prevalence=lack,
            core=[
                work.role_id
                for work in own
                if not {lack.category, lack.domain.value}.isdisjoint(work.meets)
            ],
            services=services_for(network, lack, on=on),
        )
        for lack in prevalences
    ]
    return Grid(on=on, rows=rows)


def uncovered(grid: Grid) -> tuple[GridRow, ...]:
    """List the needs that nobody meets."""
    return tuple(row for row in grid.rows if not row.is_covered)


def fragile(grid: Grid) -> tuple[GridRow, ...]:
    """List the needs that hang on a single partner."""
    return tuple(row for row in grid.rows if row.is_fragile)


@attrs.frozen(kw_only=True)
class GridCoverage:
    """How much of what is needed anyone meets.

    Attributes:
        needs: Distinct needs.
        covered: Those of them that someone meets.
        wants: People, once for each of the needs they have.
        covered_wants: The same, of the needs that someone meets.
    """

    needs: int
    covered: int
    wants: int
    covered_wants: int

    @property
    def share(self) -> Fraction | None:
        """The share of needs, exactly; `None` where there are none."""
        return Fraction(self.covered, self.needs) if self.needs else None

    @property
    def share_of_wants(self) -> Fraction | None:
        """The share weighted by people, exactly; `None` where nobody needs anything."""
        return Fraction(self.covered_wants, self.wants) if self.wants else None


def coverage(grid: Grid) -> GridCoverage:
    """Count the needs that someone meets, and the people who have them."""
    covered = [row for row in grid.rows if row.is_covered]
    return GridCoverage(
        needs=len(grid.rows),
        covered=len(covered),
        wants=sum(row.prevalence.people for row in grid.rows),
        covered_wants=sum(row.prevalence.people for row in covered),
    )
