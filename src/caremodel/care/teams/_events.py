"""Events: what happened to a team, when, and who made it happen."""

from datetime import date

import attrs

from caremodel._fields import identifier, not_blank
from caremodel.care.teams._members import (
    Ground,
    TeamId,
    Who,
)
from caremodel.care.teams._templates import FunctionId, TemplateRef
from caremodel.grammar.histories import Actor
from caremodel.people.patients import PatientId, PersonId, SupportPerson
from caremodel.people.roles import PartnerId, WorkerId

__all__ = [
    "ClinicalOwnerNamed",
    "DesignationWithdrawn",
    "HandOverCalledOff",
    "HandOverPlanned",
    "HandOverRefused",
    "HandedOver",
    "LeadNamed",
    "MemberJoined",
    "MemberLeft",
    "SupportDesignated",
    "TeamActivated",
    "TeamChange",
    "TeamEnded",
    "TeamEnteredInError",
    "TeamEvent",
    "TeamFormed",
    "TeamResumed",
    "TeamSuspended",
]


@attrs.frozen(kw_only=True, repr=False)
class TeamFormed:
    """A team was formed; it is proposed.

    Attributes:
        team_id: Of the new team.
        patient_id: Whom it is around; `None` if it stands behind a whole panel.
        plan_id: The plan it carries out, if there is one.
        template: Which template it follows.
        proxies: Who may speak for the patient by law.
        on: The day.
        by: Who made it happen.
    """

    team_id: TeamId = attrs.field(validator=identifier)
    patient_id: PatientId | None
    plan_id: str | None = None
    template: TemplateRef
    proxies: tuple[PersonId, ...] = attrs.field(
        default=(), converter=tuple[PersonId, ...]
    )
    on: date
    by: Actor

    def __repr__(self) -> str:
        return f"TeamFormed({self.team_id!r})"


@attrs.frozen(kw_only=True)
class TeamActivated:
    """The team began its work.

    Attributes:
        on: The day.
        by: Who made it happen.
    """

    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class TeamSuspended:
    """The team came to rest for a while.

    Attributes:
        reason: Why.
        on: The day.
        by: Who made it happen.
    """

    reason: str = attrs.field(validator=not_blank, repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class TeamResumed:
    """The team went on.

    Attributes:
        on: The day.
        by: Who made it happen.
    """

    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class TeamEnded:
    """The team ended, and everyone's part in it, on one day.

    Attributes:
        reason: Why.
        on: The day.
        by: Who made it happen.
    """

    reason: str = attrs.field(validator=not_blank, repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class TeamEnteredInError:
    """The team was found to have been written down by mistake.

    Attributes:
        reason: Why.
        on: The day.
        by: Who made it happen.
    """

    reason: str = attrs.field(validator=not_blank, repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class MemberJoined:
    """Someone joined.

    Attributes:
        who: The one.
        function: What for.
        why: How it came about.
        of_partner: The agency a worker comes from, if a partner.
        on: The day.
        by: Who made it happen.
    """

    who: Who
    function: FunctionId
    why: Ground
    of_partner: PartnerId | None = None
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class MemberLeft:
    """Someone left; their part until then stays on record.

    Attributes:
        who: The one.
        function: What they no longer do.
        reason: Why.
        on: The day.
        by: Who made it happen.
    """

    who: Who
    function: FunctionId
    reason: str = attrs.field(validator=not_blank, repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class HandOverPlanned:
    """A hand-over was planned; until it is done the giver has it.

    Attributes:
        function: What is handed over.
        giver: Who gives it.
        taker: Who takes it.
        due: By when it should be done.
        reason: Why.
        on: The day.
        by: Who made it happen.
    """

    function: FunctionId
    giver: WorkerId
    taker: WorkerId
    due: date
    reason: str = attrs.field(validator=not_blank, repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class HandOverRefused:
    """The patient refused a hand-over.

    Attributes:
        function: What was to be handed over.
        giver: Who would have given it, and keeps it.
        said_by: Who refuses: the patient, or a proxy.
        on: The day.
        by: Who made it happen.
    """

    function: FunctionId
    giver: WorkerId
    said_by: PatientId | PersonId
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class HandOverCalledOff:
    """A hand-over was called off.

    Attributes:
        function: What was to be handed over.
        giver: Who keeps it.
        reason: Why.
        on: The day.
        by: Who made it happen.
    """

    function: FunctionId
    giver: WorkerId
    reason: str = attrs.field(validator=not_blank, repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class HandedOver:
    """One worker handed over to another, without a day between.

    Attributes:
        function: What is handed over.
        giver: Who gives it.
        taker: Who takes it.
        backup: Who stands behind a taker who will lead and is not licensed.
        of_partner: The agency the taker comes from, if a partner.
        reason: Why.
        on: The day.
        by: Who made it happen.
    """

    function: FunctionId
    giver: WorkerId
    taker: WorkerId
    backup: WorkerId | None = None
    of_partner: PartnerId | None = None
    reason: str = attrs.field(validator=not_blank, repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class LeadNamed:
    """Someone became the lead care manager; nobody else is any longer.

    Attributes:
        worker_id: Who.
        function: The function they do it from.
        backup: The licensed colleague behind one who is not.
        reason: Why, where somebody else leads so far.
        on: The day.
        by: Who made it happen.
    """

    worker_id: WorkerId
    function: FunctionId
    backup: WorkerId | None = None
    reason: str = attrs.field(default="", repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class ClinicalOwnerNamed:
    """Someone came to own the clinical care, or nobody yet.

    Attributes:
        worker_id: Who; `None` for nobody yet.
        function: The function they do it from.
        reason: Why, where somebody else owns it so far.
        on: The day.
        by: Who made it happen.
    """

    worker_id: WorkerId | None
    function: FunctionId | None = None
    reason: str = attrs.field(default="", repr=False)
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class SupportDesignated:
    """The patient named someone to stand by them.

    Attributes:
        person: The one, and who named them.
        on: The day.
        by: Who made it happen.
    """

    person: SupportPerson
    on: date
    by: Actor


@attrs.frozen(kw_only=True)
class DesignationWithdrawn:
    """The patient took a designation back; the one named left the team.

    Attributes:
        person_id: Whose.
        said_by: Who says so: the patient, or a proxy.
        on: The day.
        by: Who made it happen.
    """

    person_id: PersonId
    said_by: PatientId | PersonId
    on: date
    by: Actor


TeamChange = (
    TeamActivated
    | TeamSuspended
    | TeamResumed
    | TeamEnded
    | TeamEnteredInError
    | MemberJoined
    | MemberLeft
    | HandOverPlanned
    | HandOverRefused
    | HandOverCalledOff
    | HandedOver
    | LeadNamed
    | ClinicalOwnerNamed
    | SupportDesignated
    | DesignationWithdrawn
)

TeamEvent = TeamFormed | TeamChange
