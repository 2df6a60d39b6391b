"""How events make a team: nothing else changes it, and nobody is struck out."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Final, assert_never, get_args

import attrs

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
    TeamEvent,
    TeamFormed,
    TeamResumed,
    TeamSuspended,
)
from caremodel.care.teams._members import (
    CLOSED,
    TEAMS,
    CareTeam,
    Ground,
    Member,
    SupportMember,
    Tenure,
    Transfer,
    TransferState,
    WorkerMember,
    is_open,
    tenure_now,
)
from caremodel.care.teams._possible import (
    StatusEvent,
    impossible,
    move_name,
    planned,
)
from caremodel.care.teams._templates import FunctionId
from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import Period
from caremodel.grammar.machines import moves_from
from caremodel.people.roles import WorkerId

__all__ = ["evolve"]

HAPPENS: Final = frozenset(get_args(TeamEvent))
"""Every class of what can happen to a team."""


def evolve(team: CareTeam | None, event: TeamEvent) -> CareTeam:
    """Make the team that follows *event*.

    Raises:
        NotAllowedError: If it could not have happened, with every reason.
    """
    change = f"follow {type(event).__name__}"
    if type(event) not in HAPPENS:
        raise NotAllowedError(change, ("that does not happen to a team",))
    if isinstance(event, TeamFormed):
        if team is not None:
            raise NotAllowedError(change, ("the team is formed already",))
        return _formed(event)
    if team is None:
        raise NotAllowedError(change, ("no team was formed",))
    if because := impossible(team, event):
        raise NotAllowedError(change, because)
    return attrs.evolve(_followed(team, event), changed_on=event.on)


def _formed(event: TeamFormed) -> CareTeam:
    return CareTeam(
        id=event.team_id,
        patient_id=event.patient_id,
        plan_id=event.plan_id,
        template=event.template,
        period=Period(start=event.on),
        proxies=event.proxies,
        changed_on=event.on,
    )


def _followed(  # noqa: C901, PLR0911 - one case for each event
    team: CareTeam, event: TeamChange
) -> CareTeam:
    match event:
        case MemberJoined():
            return attrs.evolve(team, members=(*team.members, _member(event)))
        case MemberLeft():
            return _without(
                team,
                lambda each: (each.who, each.function) == (event.who, event.function),
                event.on,
            )
        case HandOverPlanned():
            return attrs.evolve(team, transfers=(*team.transfers, _transfer(event)))
        case HandOverRefused():
            return _settled(team, event, TransferState.REFUSED)
        case HandOverCalledOff():
            return _settled(team, event, TransferState.CALLED_OFF)
        case HandedOver():
            return _handed_over(team, event)
        case LeadNamed():
            leads = _next(
                team.leads, event.worker_id, event.function, event.on, event.backup
            )
            return attrs.evolve(team, leads=leads)
        case ClinicalOwnerNamed():
            owners = _next(
                team.clinical_owners, event.worker_id, event.function, event.on
            )
            return attrs.evolve(team, clinical_owners=owners)
        case SupportDesignated():
            named = (*team.designations, event.person)
            return attrs.evolve(team, designations=named)
        case DesignationWithdrawn():
            return _withdrawn(team, event)
        case (
            TeamActivated()
            | TeamSuspended()
            | TeamResumed()
            | TeamEnded()
            | TeamEnteredInError()
        ):
            return _moved(team, event)
        case _:
            assert_never(event)


# --- members -------------------------------------------------------------------------


def _member(event: MemberJoined) -> Member:
    return Member(
        who=event.who,
        function=event.function,
        period=Period(start=event.on),
        why=event.why,
        of_partner=event.of_partner,
    )


def _without(team: CareTeam, leaves: Callable[[Member], bool], on: date) -> CareTeam:
    """End the parts that *leaves* names, and what depends on them, on one day."""
    gone = [each for each in team.members if each.period.end is None and leaves(each)]
    given_up = {
        (each.who.worker_id, each.function)
        for each in gone
        if isinstance(each.who, WorkerMember)
    }
    return attrs.evolve(
        team,
        members=(
            attrs.evolve(each, period=_until(each.period, on)) if each in gone else each
            for each in team.members
        ),
        leads=_ended(team.leads, given_up, on),
        clinical_owners=_ended(team.clinical_owners, given_up, on),
        transfers=(
            attrs.evolve(each, state=TransferState.CALLED_OFF, settled_on=on)
            if each.state is TransferState.PLANNED
            and (each.giver, each.function) in given_up
            else each
            for each in team.transfers
        ),
    )


def _until(period: Period, on: date) -> Period:
    return Period(start=period.start, end=on)


def _ended(
    tenures: Iterable[Tenure],
    given_up: Collection[tuple[WorkerId, FunctionId | None]],
    on: date,
) -> tuple[Tenure, ...]:
    return tuple(
        attrs.evolve(each, period=_until(each.period, on))
        if each.period.end is None and (each.worker_id, each.function) in given_up
        else each
        for each in tenures
    )


def _next(
    tenures: tuple[Tenure, ...],
    worker_id: WorkerId | None,
    function: FunctionId | None,
    on: date,
    backup: WorkerId | None = None,
) -> tuple[Tenure, ...]:
    """End the tenure there is, and begin the next one, if it is anybody's."""
    now = tenure_now(tenures)
    ended = _ended(tenures, () if now is None else ((now.worker_id, now.function),), on)
    if worker_id is None or function is None:
        return ended
    period = Period(start=on)
    return (
        *ended,
        Tenure(worker_id=worker_id, function=function, period=period, backup=backup),
    )


def _withdrawn(team: CareTeam, event: DesignationWithdrawn) -> CareTeam:
    """End a designation, and the parts that rest on it."""
    who = SupportMember(event.person_id)
    without = _without(team, lambda each: each.who == who, event.on)
    return attrs.evolve(
        without,
        designations=(
            attrs.evolve(each, withdrawn_on=event.on)
            if each.id == event.person_id and each.withdrawn_on is None
            else each
            for each in team.designations
        ),
    )


# --- handing over --------------------------------------------------------------------


def _transfer(event: HandOverPlanned) -> Transfer:
    return Transfer(
        function=event.function,
        giver=event.giver,
        taker=event.taker,
        planned_on=event.on,
        due=event.due,
    )


def _settled(
    team: CareTeam,
    event: HandOverRefused | HandOverCalledOff | HandedOver,
    state: TransferState,
) -> CareTeam:
    """Say what became of the hand-over that was planned, if one was."""
    settled = planned(team, event.function, event.giver)
    return attrs.evolve(
        team,
        transfers=(
            attrs.evolve(each, state=state, settled_on=event.on)
            if each is settled
            else each
            for each in team.transfers
        ),
    )


def _handed_over(team: CareTeam, event: HandedOver) -> CareTeam:
    """Let the giver go and the taker come on one day, with all that was led."""
    giver, taker = WorkerMember(event.giver), WorkerMember(event.taker)
    function, on = event.function, event.on
    plan = planned(team, function, event.giver)
    as_planned = plan is not None and plan.taker == event.taker
    done = _settled(team, event, TransferState.DONE) if as_planned else team
    without = _without(
        done, lambda each: (each.who, each.function) == (giver, function), on
    )
    joined = Member(
        who=taker,
        function=function,
        period=Period(start=on),
        why=Ground.ASSIGNED,
        of_partner=event.of_partner,
    )
    made = attrs.evolve(without, members=(*without.members, joined))
    held = (event.giver, function)
    if _holds(team.leads, held):
        leads = _next(made.leads, event.taker, function, on, event.backup)
        made = attrs.evolve(made, leads=leads)
    if _holds(team.clinical_owners, held):
        owners = _next(made.clinical_owners, event.taker, function, on)
        made = attrs.evolve(made, clinical_owners=owners)
    return made


def _holds(tenures: Iterable[Tenure], by: tuple[WorkerId, FunctionId]) -> bool:
    now = tenure_now(tenures)
    return now is not None and (now.worker_id, now.function) == by


# --- status --------------------------------------------------------------------------


def _moved(team: CareTeam, event: StatusEvent) -> CareTeam:
    """Make the move; where the team ends, everyone's part ends on that day."""
    ahead = {move.name: move.target for move in moves_from(TEAMS, team.status)}
    target = ahead[move_name(event)]
    if target not in CLOSED or not is_open(team):
        return attrs.evolve(team, status=target)
    without = _without(team, lambda _: True, event.on)
    return attrs.evolve(without, status=target, period=_until(team.period, event.on))
