"""Commands: what can be asked of a team. None says when, or by whom."""

from datetime import date

import attrs

from caremodel._fields import identifier, not_blank
from caremodel.care.teams._members import (
    TeamId,
    Who,
)
from caremodel.care.teams._templates import FunctionId
from caremodel.people.patients import PatientId, PersonId, SupportPerson
from caremodel.people.roles import PartnerId, WorkerId

__all__ = [
    "Activate",
    "CallOffHandOver",
    "Designate",
    "End",
    "EnterInError",
    "FormTeam",
    "HandOver",
    "Join",
    "Leave",
    "NameClinicalOwner",
    "NameLead",
    "PlanHandOver",
    "RefuseHandOver",
    "Resume",
    "Suspend",
    "TeamCommand",
    "TeamRequest",
    "WithdrawDesignation",
]


@attrs.frozen(kw_only=True, repr=False)
class FormTeam:
    """Form a team: after a template, around one person or behind a panel.

    Attributes:
        team_id: Of the new team.
        patient_id: Whom it is around; `None` if it stands behind a whole panel.
        plan_id: The plan it carries out, if there is one.
        proxies: Who may speak for the patient by law.
    """

    team_id: TeamId = attrs.field(validator=identifier)
    patient_id: PatientId | None
    plan_id: str | None = None
    proxies: tuple[PersonId, ...] = attrs.field(
        default=(), converter=tuple[PersonId, ...]
    )

    def __repr__(self) -> str:
        return f"FormTeam({self.team_id!r})"


@attrs.frozen(kw_only=True)
class Activate:
    """Let the team begin its work."""


@attrs.frozen(kw_only=True)
class Suspend:
    """Let the team rest for a while.

    Attributes:
        reason: Why.
    """

    reason: str = attrs.field(validator=not_blank, repr=False)


@attrs.frozen(kw_only=True)
class Resume:
    """Let the team go on."""


@attrs.frozen(kw_only=True)
class End:
    """End the team, and everyone's part in it.

    Attributes:
        reason: Why.
    """

    reason: str = attrs.field(validator=not_blank, repr=False)


@attrs.frozen(kw_only=True)
class EnterInError:
    """Say that the team should never have been written down.

    Attributes:
        reason: Why.
    """

    reason: str = attrs.field(validator=not_blank, repr=False)


@attrs.frozen(kw_only=True)
class Join:
    """Ask for someone to join.

    Attributes:
        who: The one.
        function: What for.
        of_partner: The agency a worker comes from, if a partner.
    """

    who: Who
    function: FunctionId
    of_partner: PartnerId | None = None


@attrs.frozen(kw_only=True)
class Leave:
    """Ask to let someone go.

    Attributes:
        who: The one.
        function: What they no longer do.
        reason: Why.
    """

    who: Who
    function: FunctionId
    reason: str = attrs.field(validator=not_blank, repr=False)


@attrs.frozen(kw_only=True)
class PlanHandOver:
    """Plan that one worker hands over to another.

    Attributes:
        function: What is handed over.
        giver: Who gives it.
        taker: Who takes it.
        due: By when it should be done.
        reason: Why.
    """

    function: FunctionId
    giver: WorkerId
    taker: WorkerId
    due: date
    reason: str = attrs.field(validator=not_blank, repr=False)


@attrs.frozen(kw_only=True)
class RefuseHandOver:
    """Note that the patient refuses a hand-over.

    Attributes:
        function: What was to be handed over.
        giver: Who would have given it, and keeps it.
        said_by: Who refuses: the patient, or a proxy.
    """

    function: FunctionId
    giver: WorkerId
    said_by: PatientId | PersonId


@attrs.frozen(kw_only=True)
class CallOffHandOver:
    """Call a hand-over off.

    Attributes:
        function: What was to be handed over.
        giver: Who keeps it.
        reason: Why.
    """

    function: FunctionId
    giver: WorkerId
    reason: str = attrs.field(validator=not_blank, repr=False)


@attrs.frozen(kw_only=True)
class HandOver:
    """Hand a function over to another worker, at once.

    Attributes:
        function: What is handed over.
        giver: Who gives it.
        taker: Who takes it.
        patient_told: Whether the patient was told who comes.
        backup: Who stands behind a taker who will lead and is not licensed.
        of_partner: The agency the taker comes from, if a partner.
        reason: Why.
    """

    function: FunctionId
    giver: WorkerId
    taker: WorkerId
    patient_told: bool = False
    backup: WorkerId | None = None
    of_partner: PartnerId | None = None
    reason: str = attrs.field(validator=not_blank, repr=False)


@attrs.frozen(kw_only=True)
class NameLead:
    """Name the lead care manager.

    Attributes:
        worker_id: Who.
        function: The function they do it from.
        backup: The licensed colleague behind one who is not.
        reason: Why, where somebody else leads so far.
    """

    worker_id: WorkerId
    function: FunctionId
    backup: WorkerId | None = None
    reason: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class NameClinicalOwner:
    """Name who owns the clinical care, or nobody yet.

    Attributes:
        worker_id: Who; `None` for nobody yet.
        function: The function they do it from.
        reason: Why, where somebody else owns it so far.
    """

    worker_id: WorkerId | None
    function: FunctionId | None = None
    reason: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class Designate:
    """Note whom the patient names to stand by them.

    Attributes:
        person: The one, and who named them.
    """

    person: SupportPerson


@attrs.frozen(kw_only=True)
class WithdrawDesignation:
    """Note that the patient takes a designation back.

    Attributes:
        person_id: Whose.
        said_by: Who says so: the patient, or a proxy.
    """

    person_id: PersonId
    said_by: PatientId | PersonId


TeamRequest = (
    Activate
    | Suspend
    | Resume
    | End
    | EnterInError
    | Join
    | Leave
    | PlanHandOver
    | RefuseHandOver
    | CallOffHandOver
    | HandOver
    | NameLead
    | NameClinicalOwner
    | Designate
    | WithdrawDesignation
)

TeamCommand = FormTeam | TeamRequest
