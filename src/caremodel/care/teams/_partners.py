"""Members whom nobody assigned: partners by the work they accepted, and the author."""

import enum
from collections.abc import Iterable

import attrs

from caremodel._fields import identifier
from caremodel.care.teams._members import (
    CareTeam,
    Ground,
    Member,
    PartnerMember,
    PatientMember,
    Who,
)
from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import merged
from caremodel.people.roles import PartnerId

__all__ = [
    "PartnerTask",
    "PartnerTaskStatus",
    "partner_members",
    "with_partners",
    "with_plan",
]


class PartnerTaskStatus(enum.Enum):
    """Where a piece of a partner's work stands, as far as membership asks.

    Source: shared-care-planning.
    """

    REQUESTED = "requested"
    RECEIVED = "received"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in-progress"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    FAILED = "failed"


NEVER_HELD = (
    PartnerTaskStatus.REQUESTED,
    PartnerTaskStatus.RECEIVED,
    PartnerTaskStatus.REJECTED,
)
HELD = (
    PartnerTaskStatus.ACCEPTED,
    PartnerTaskStatus.IN_PROGRESS,
    PartnerTaskStatus.ON_HOLD,
)


@attrs.frozen(kw_only=True)
class PartnerTask:
    """One piece of work at a partner, and for how long it was theirs.

    Attributes:
        id: Of the task.
        partner_id: Whose it is.
        status: Where it stands.
        held: From the day it was accepted up to the day it was done, failed or
            cancelled; `None` if it was never accepted.
    """

    id: str = attrs.field(validator=identifier)
    partner_id: PartnerId = attrs.field(validator=identifier)
    status: PartnerTaskStatus
    held: Period | None = None

    def __attrs_post_init__(self) -> None:
        if problem := _misheld(self.status, self.held):
            raise InvalidValueError(f"PartnerTask[{self.id}].held", problem)


def _misheld(status: PartnerTaskStatus, held: Period | None) -> str | None:
    if status in NEVER_HELD:
        return None if held is None else "must be empty: it was never accepted"
    if held is None:
        return (
            None
            if status is PartnerTaskStatus.CANCELLED
            else "must be known: since when"
        )
    if status in HELD:
        return None if held.end is None else "must not have ended: it is still theirs"
    return "must have ended" if held.end is None else None


def partner_members(tasks: Iterable[PartnerTask]) -> tuple[Member, ...]:
    """Say which partners are members, and when: for as long as they hold work.

    Work that was only asked for, or was turned down, makes nobody a member. Who accepts
    again after all was done begins a new period; pieces of work that overlap or touch
    make one.

    Source: shared-care-planning.
    """
    held: dict[PartnerId, list[Period]] = {}
    for task in tasks:
        if task.held is not None:
            held.setdefault(task.partner_id, []).append(task.held)
    return tuple(
        Member(
            who=PartnerMember(partner_id),
            function=None,
            period=period,
            why=Ground.ACCEPTED_WORK,
        )
        for partner_id, periods in held.items()
        for period in merged(periods)
    )


def with_partners(team: CareTeam, tasks: Iterable[PartnerTask]) -> CareTeam:
    """Make the team with the partners that hold work for it. A view, not to be stored.

    Outside the team's own period nobody is a member of it.
    """
    return _with(team, partner_members(tasks))


def with_plan(team: CareTeam, author: Who, active: Iterable[Period]) -> CareTeam:
    """Make the team with the patient and who wrote the plan, while the plan is active.

    They are members for as long as that, whoever else comes or goes, and as far as the
    team itself lasts: end the plan first. A view, not to be stored.

    Args:
        team: The team that carries the plan out.
        author: Who wrote the plan.
        active: When it was active, without the times it was on hold.
    """
    own = [] if team.patient_id is None else [PatientMember(team.patient_id)]
    wrote = [(author, Ground.WROTE_PLAN)] if author not in own else []
    return _with(
        team,
        (
            Member(who=who, function=None, period=period, why=why)
            for period in merged(active)
            for who, why in [*((each, Ground.OWN_CARE) for each in own), *wrote]
        ),
    )


def _with(team: CareTeam, members: Iterable[Member]) -> CareTeam:
    added = [
        attrs.evolve(each, period=period)
        for each in members
        for period in [_overlap(each.period, team.period)]
        if period is not None
    ]
    return attrs.evolve(team, members=(*team.members, *added))


def _overlap(one: Period, other: Period) -> Period | None:
    """Find the days that two periods have in common; `None` if there are none."""
    start = max(one.start, other.start)
    ends = [period.end for period in (one, other) if period.end is not None]
    if ends and min(ends) <= start:
        return None
    return Period(start=start, end=min(ends, default=None))
