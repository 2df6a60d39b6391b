"""What cannot have happened to a team, whatever its template: no log is trusted."""

from datetime import date
from typing import assert_never

from caremodel.care.teams._events import (
    ClinicalOwnerNamed,
    DesignationWithdrawn,
    HandedOver,
    HandOverCalledOff,
    HandOverPlanned,
    HandOverRefused,
    LeadNamed,
    MemberJoined,
    MemberLeft,
    SupportDesignated,
    TeamActivated,
    TeamChange,
    TeamEnded,
    TeamEnteredInError,
    TeamResumed,
    TeamSuspended,
)
from caremodel.care.teams._members import (
    GROUNDS,
    TEAMS,
    CareTeam,
    PartnerMember,
    PatientMember,
    SupportMember,
    Tenure,
    Transfer,
    TransferState,
    Who,
    WorkerMember,
    id_of,
    is_open,
    open_members,
    speakers,
    tenure_now,
)
from caremodel.care.teams._templates import FunctionId
from caremodel.people.patients import SupportPerson
from caremodel.people.roles import WorkerId

__all__ = [
    "StatusEvent",
    "designated",
    "impossible",
    "is_member",
    "move_name",
    "planned",
]

StatusEvent = (
    TeamActivated | TeamSuspended | TeamResumed | TeamEnded | TeamEnteredInError
)

MOVES: dict[type, str] = {
    TeamActivated: "activate",
    TeamSuspended: "suspend",
    TeamResumed: "resume",
    TeamEnded: "end",
    TeamEnteredInError: "enter in error",
}


def move_name(event: StatusEvent) -> str:
    """Name the move of the machine that *event* is."""
    return MOVES[type(event)]


def impossible(team: CareTeam, event: TeamChange) -> tuple[str, ...]:
    """Name every reason why *event* cannot have happened to *team*."""
    early = ("it lies before the team's last change",) * (event.on < team.changed_on)
    if isinstance(event, StatusEvent):
        known = TEAMS.ready(team.status, move_name(event))
        closed = () if known else (f"no such move from {team.status}",)
    else:
        closed = () if is_open(team) else (f"the team is {team.status}",)
    return (*early, *closed, *_strange(team, event))


def _strange(  # noqa: PLR0911 - one case for each event
    team: CareTeam, event: TeamChange
) -> tuple[str, ...]:
    """Name what does not fit those who are on the team."""
    match event:
        case MemberJoined():
            return _strange_joining(team, event)
        case MemberLeft():
            return _strange_leaving(team, event)
        case HandOverPlanned() | HandedOver():
            return _strange_hand_over(team, event)
        case HandOverRefused() | HandOverCalledOff():
            return _strange_settling(team, event)
        case LeadNamed():
            again = tenure_now(team.leads)
            return (
                *_around_nobody(team),
                *_strange_tenure(team, event.worker_id, event.function, again),
            )
        case ClinicalOwnerNamed():
            return _strange_owner(team, event)
        case SupportDesignated():
            return _strange_designation(team, event)
        case DesignationWithdrawn():
            named = designated(team, event.person_id, event.on) is not None
            return (
                *(() if named else (f"{event.person_id} is not designated",)),
                *_may_speak(team, event.said_by, event.on),
            )
        case (
            TeamActivated()
            | TeamSuspended()
            | TeamResumed()
            | TeamEnded()
            | TeamEnteredInError()
        ):
            return ()
        case _:
            assert_never(event)


# --- looking up ----------------------------------------------------------------------


def is_member(team: CareTeam, who: Who, function: FunctionId | None) -> bool:
    """Say whether *who* is on the team for *function* now."""
    return any(
        each.who == who and each.function == function for each in open_members(team)
    )


def designated(team: CareTeam, person_id: str, on: date) -> SupportPerson | None:
    """Find the designation of a person that holds on the day *on*."""
    return next(
        (
            each
            for each in team.designations
            if each.id == person_id and each.stands_by(on)
        ),
        None,
    )


def planned(team: CareTeam, function: FunctionId, giver: WorkerId) -> Transfer | None:
    """Find the hand-over that is planned for what *giver* does."""
    return next(
        (
            each
            for each in team.transfers
            if each.state is TransferState.PLANNED
            and (each.function, each.giver) == (function, giver)
        ),
        None,
    )


def _not_there(
    team: CareTeam, who: Who, function: FunctionId | None
) -> tuple[str, ...]:
    if is_member(team, who, function):
        return ()
    return (f"{id_of(who)} is not on the team for {function}",)


def _there(team: CareTeam, who: Who, function: FunctionId) -> tuple[str, ...]:
    if not is_member(team, who, function):
        return ()
    return (f"{id_of(who)} is on the team for {function} already",)


def _may_speak(team: CareTeam, said_by: str, on: date) -> tuple[str, ...]:
    if said_by in speakers(team, on):
        return ()
    return (f"{said_by} does not speak for the patient",)


# --- event by event ------------------------------------------------------------------


def _strange_joining(team: CareTeam, event: MemberJoined) -> tuple[str, ...]:
    who = event.who
    because = [*_there(team, who, event.function)]
    if isinstance(who, PatientMember) and who.patient_id != team.patient_id:
        because.append(f"{who.patient_id} is not the patient of this team")
    if isinstance(who, SupportMember) and not designated(team, who.person_id, event.on):
        because.append(f"{who.person_id} is not designated")
    if event.why is not GROUNDS[type(who)]:
        because.append("it came about in another way")
    if isinstance(who, PartnerMember):
        because.append("a partner's part follows from the work it accepted")
    return tuple(because)


def _strange_leaving(team: CareTeam, event: MemberLeft) -> tuple[str, ...]:
    own = isinstance(event.who, PatientMember)
    return (
        *_not_there(team, event.who, event.function),
        *(("the patient does not leave their own team",) * own),
    )


def _strange_hand_over(
    team: CareTeam, event: HandOverPlanned | HandedOver
) -> tuple[str, ...]:
    because = [
        *_not_there(team, WorkerMember(event.giver), event.function),
        *_there(team, WorkerMember(event.taker), event.function),
    ]
    if isinstance(event, HandOverPlanned):
        if event.due < event.on:
            because.append("it is due before it is planned")
        if planned(team, event.function, event.giver) is not None:
            because.append("a hand-over of this is planned already")
    return tuple(because)


def _strange_settling(
    team: CareTeam, event: HandOverRefused | HandOverCalledOff
) -> tuple[str, ...]:
    because = []
    if planned(team, event.function, event.giver) is None:
        because.append("no such hand-over is planned")
    if isinstance(event, HandOverRefused):
        because += _may_speak(team, event.said_by, event.on)
    return tuple(because)


def _strange_tenure(
    team: CareTeam,
    worker_id: WorkerId,
    function: FunctionId | None,
    so_far: Tenure | None,
) -> tuple[str, ...]:
    because = _not_there(team, WorkerMember(worker_id), function)
    if so_far is not None and (so_far.worker_id, so_far.function) == (
        worker_id,
        function,
    ):
        because += (f"{worker_id} does it already",)
    return because


def _around_nobody(team: CareTeam) -> tuple[str, ...]:
    around = team.patient_id is not None
    return () if around else ("nobody leads a team that is around no patient",)


def _strange_owner(team: CareTeam, event: ClinicalOwnerNamed) -> tuple[str, ...]:
    so_far = tenure_now(team.clinical_owners)
    if event.worker_id is None:
        return () if so_far else ("nobody owns the clinical care as it is",)
    return _strange_tenure(team, event.worker_id, event.function, so_far)


def _strange_designation(team: CareTeam, event: SupportDesignated) -> tuple[str, ...]:
    person = event.person
    because = list(_may_speak(team, person.designated_by, event.on))
    if team.patient_id is None:
        because.append("the team is around nobody who could name them")
    if not person.stands_by(event.on) or person.withdrawn_on is not None:
        because.append("the designation does not hold on that day")
    if designated(team, person.id, event.on) is not None:
        because.append(f"{person.id} is designated already")
    return tuple(because)
