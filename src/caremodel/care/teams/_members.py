"""Teams as they stand: members with their periods, lead, and clinical owner."""

import enum
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Final, NewType, assert_never

import attrs

from caremodel._fields import identifier
from caremodel.care.teams._templates import FunctionId, TemplateRef
from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Period
from caremodel.grammar.machines import ANYWHERE, Machine, Move
from caremodel.people.patients import PatientId, PersonId, SupportPerson
from caremodel.people.roles import PartnerId, WorkerId

__all__ = [
    "TEAMS",
    "CareTeam",
    "Member",
    "PartnerMember",
    "PatientMember",
    "SupportMember",
    "TeamId",
    "TeamStatus",
    "Tenure",
    "Transfer",
    "TransferState",
    "Who",
    "Ground",
    "WorkerMember",
    "id_of",
    "is_open",
    "open_members",
    "speakers",
    "tenure_now",
]

TeamId = NewType("TeamId", str)


class TeamStatus(enum.Enum):
    """Where a team stands, in the codes of FHIR.

    Source: fhir-r4, CareTeamStatus.
    """

    PROPOSED = "proposed"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    INACTIVE = "inactive"
    ENTERED_IN_ERROR = "entered-in-error"

    def __str__(self) -> str:
        return self.value


CLOSED: Final = (TeamStatus.INACTIVE, TeamStatus.ENTERED_IN_ERROR)
"""Where a team no longer is."""


def _end(source: TeamStatus) -> Move[TeamStatus]:
    return Move(
        name="end", source=source, target=TeamStatus.INACTIVE, needs_reason=True
    )


TEAMS: Final = Machine(
    places=tuple(TeamStatus),
    initial=(TeamStatus.PROPOSED,),
    terminal=(TeamStatus.ENTERED_IN_ERROR,),
    moves=(
        Move(name="activate", source=TeamStatus.PROPOSED, target=TeamStatus.ACTIVE),
        Move(
            name="suspend",
            source=TeamStatus.ACTIVE,
            target=TeamStatus.SUSPENDED,
            needs_reason=True,
        ),
        Move(name="resume", source=TeamStatus.SUSPENDED, target=TeamStatus.ACTIVE),
        _end(TeamStatus.PROPOSED),
        _end(TeamStatus.ACTIVE),
        _end(TeamStatus.SUSPENDED),
        Move(
            name="enter in error",
            source=ANYWHERE,
            target=TeamStatus.ENTERED_IN_ERROR,
            needs_reason=True,
        ),
    ),
)
"""The moves between the statuses of a team.

Source: fhir-r4, CareTeamStatus, for the statuses. Assumed: caremodel, for the moves,
which follow those of a request.
"""


class Ground(enum.Enum):
    """Why someone is on a team."""

    ASSIGNED = "assigned"
    ACCEPTED_WORK = "accepted work"
    DESIGNATED = "designated"
    OWN_CARE = "their own care"
    WROTE_PLAN = "wrote the plan"


@attrs.frozen
class WorkerMember:
    """Someone who works here, or whom a partner sends.

    Attributes:
        worker_id: Who.
    """

    worker_id: WorkerId = attrs.field(validator=identifier)


@attrs.frozen(repr=False)
class PatientMember:
    """The patient, on their own team.

    Attributes:
        patient_id: Who.
    """

    patient_id: PatientId = attrs.field(validator=identifier)

    def __repr__(self) -> str:
        return f"PatientMember({self.patient_id!r})"


@attrs.frozen
class SupportMember:
    """Someone whom the patient, or a proxy, named to stand by them.

    Attributes:
        person_id: Who.
    """

    person_id: PersonId = attrs.field(validator=identifier)


@attrs.frozen
class PartnerMember:
    """An organization that took on work for the patient.

    Attributes:
        partner_id: Which.
    """

    partner_id: PartnerId = attrs.field(validator=identifier)


Who = WorkerMember | PatientMember | SupportMember | PartnerMember


GROUNDS: Final[dict[type[Who], Ground]] = {
    WorkerMember: Ground.ASSIGNED,
    PatientMember: Ground.OWN_CARE,
    SupportMember: Ground.DESIGNATED,
    PartnerMember: Ground.ACCEPTED_WORK,
}
"""Why someone joins, by what they are."""


def id_of(who: Who) -> str:
    """Say the id of *who*, whatever it is of."""
    match who:
        case WorkerMember():
            return who.worker_id
        case PatientMember():
            return who.patient_id
        case SupportMember():
            return who.person_id
        case PartnerMember():
            return who.partner_id
        case _:
            assert_never(who)


@attrs.frozen(kw_only=True, repr=False)
class Member:
    """Someone on a team, in one function, for some time.

    Attributes:
        who: The one.
        function: What for; `None` where no function of the template says it.
        period: From the day they joined up to the day they were no longer there.
        why: How it came about.
        of_partner: The agency that a worker comes from, if a partner.
    """

    who: Who
    function: FunctionId | None
    period: Period
    why: Ground
    of_partner: PartnerId | None = None

    def __repr__(self) -> str:
        return f"Member({id_of(self.who)!r}, {self.function!r})"


@attrs.frozen(kw_only=True)
class Tenure:
    """A time for which one worker leads, or owns the clinical care.

    Attributes:
        worker_id: Who.
        function: The function they do it from.
        period: From the first day on.
        backup: The licensed colleague behind a lead who is not.
    """

    worker_id: WorkerId = attrs.field(validator=identifier)
    function: FunctionId
    period: Period
    backup: WorkerId | None = None


class TransferState(enum.Enum):
    """What became of a planned hand-over."""

    PLANNED = "planned"
    DONE = "done"
    REFUSED = "refused by the patient"
    CALLED_OFF = "called off"


@attrs.frozen(kw_only=True)
class Transfer:
    """A hand-over from one worker to another, from its planning on.

    Attributes:
        function: What is handed over.
        giver: Who gives it, and has it until it is done.
        taker: Who takes it.
        planned_on: When it was planned.
        due: By when it should be done.
        state: What became of it.
        settled_on: When that was known; `None` while it is planned.
    """

    function: FunctionId
    giver: WorkerId
    taker: WorkerId
    planned_on: date
    due: date
    state: TransferState = TransferState.PLANNED
    settled_on: date | None = None


@attrs.frozen(kw_only=True, repr=False)
class CareTeam:
    """A team as it stands, and all it ever was: nobody is ever struck out.

    Attributes:
        id: Of the team.
        patient_id: Whom it is around; `None` if it stands behind a whole panel.
        plan_id: The plan it carries out, if there is one.
        template: Which template it follows.
        status: Where it stands.
        period: From its forming up to the day it ended.
        members: Everyone who ever was on it, in order of joining.
        leads: Each time someone led, in order.
        clinical_owners: Each time someone owned the clinical care, in order.
        designations: Whom the patient named to stand by them, and until when.
        proxies: Who may speak for the patient by law.
        transfers: Hand-overs that were planned, and what became of them.
        changed_on: The day of its last change.
    """

    id: TeamId = attrs.field(validator=identifier)
    patient_id: PatientId | None
    plan_id: str | None = None
    template: TemplateRef
    status: TeamStatus = TeamStatus.PROPOSED
    period: Period
    members: tuple[Member, ...] = attrs.field(default=(), converter=tuple[Member, ...])
    leads: tuple[Tenure, ...] = attrs.field(default=(), converter=tuple[Tenure, ...])
    clinical_owners: tuple[Tenure, ...] = attrs.field(
        default=(), converter=tuple[Tenure, ...]
    )
    designations: tuple[SupportPerson, ...] = attrs.field(
        default=(), converter=tuple[SupportPerson, ...]
    )
    proxies: tuple[PersonId, ...] = attrs.field(
        default=(), converter=tuple[PersonId, ...]
    )
    transfers: tuple[Transfer, ...] = attrs.field(
        default=(), converter=tuple[Transfer, ...]
    )
    changed_on: date

    def __attrs_post_init__(self) -> None:
        ended, in_error = self.period.end is not None, TeamStatus.ENTERED_IN_ERROR
        if ended != (self.status in CLOSED) and self.status is not in_error:
            problem = "must have an end if the team has ended, and only then"
            raise InvalidValueError("CareTeam.period", problem)
        if self.changed_on < self.period.start:
            problem = "must not be before the team was formed"
            raise InvalidValueError("CareTeam.changed_on", problem)
        for field, periods in (
            ("members", [each.period for each in self.members]),
            ("leads", [each.period for each in self.leads]),
            ("clinical_owners", [each.period for each in self.clinical_owners]),
        ):
            if not all(_within(period, self.period) for period in periods):
                problem = "must lie within the period of the team"
                raise InvalidValueError(f"CareTeam.{field}", problem)
        for field, tenures in (
            ("leads", self.leads),
            ("clinical_owners", self.clinical_owners),
        ):
            if not _one_at_a_time(each.period for each in tenures):
                raise InvalidValueError(f"CareTeam.{field}", "must not overlap")

    def __repr__(self) -> str:
        return f"CareTeam({self.id!r})"


def _within(inner: Period, outer: Period) -> bool:
    ends = outer.end is None or (inner.end is not None and inner.end <= outer.end)
    return outer.start <= inner.start and ends


def _one_at_a_time(periods: Iterable[Period]) -> bool:
    return all(
        before.end is not None and before.end <= after.start
        for before, after in pairwise(periods)
    )


def is_open(team: CareTeam) -> bool:
    """Say whether a team is proposed, active or suspended: it can still change."""
    return team.period.end is None


def open_members(team: CareTeam) -> tuple[Member, ...]:
    """Name those who are on the team and have not left."""
    return tuple(each for each in team.members if each.period.end is None)


def tenure_now(tenures: Iterable[Tenure]) -> Tenure | None:
    """Find the one tenure that has not ended; `None` if nobody's."""
    return next((each for each in tenures if each.period.end is None), None)


def speakers(team: CareTeam, on: date) -> tuple[str, ...]:
    """Name who may speak for the patient: they themselves, and proxies."""
    own = () if team.patient_id is None else (team.patient_id,)
    named = [each.id for each in team.designations if each.proxy and each.stands_by(on)]
    return (*own, *team.proxies, *named)
