"""What could be asked of a team, allowed or not: a plain list, sort by sort."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from typing import Final

from caremodel.care import teams
from caremodel.care.teams import (
    Activate,
    CallOffHandOver,
    CareTeam,
    Designate,
    End,
    EnterInError,
    HandOver,
    Join,
    Leave,
    NameClinicalOwner,
    NameLead,
    PlanHandOver,
    RefuseHandOver,
    Resume,
    SupportMember,
    Suspend,
    TeamCommand,
    TeamSetting,
    TransferState,
    WithdrawDesignation,
    WorkerMember,
)
from caremodel.grammar.dates import add_days
from caremodel.people.patients import PatientId, PersonId, SupportPerson
from caremodel.people.roles import (
    PartnerId,
    WorkerId,
)
from caremodel.testing.strategies._teams._parts import PATIENT

__all__ = ["SORTS", "team_commands"]

FAMILY: Final = (PersonId("daughter"), PersonId("son"))


def team_commands(
    setting: TeamSetting, team: CareTeam, on: date
) -> tuple[tuple[TeamCommand, ...], ...]:
    """Name what could be asked of *team*, sort by sort, allowed or not.

    It is no strategy but a plain list, in an order of its own.
    """
    return tuple(tuple(sort(setting, team, on)) for sort in SORTS)


Sort = Callable[[TeamSetting, CareTeam, date], Iterator[TeamCommand]]


def _workers(setting: TeamSetting) -> tuple[WorkerId, ...]:
    return tuple(worker.id for worker in setting.workforce.workers)


def _joins(setting: TeamSetting, _: CareTeam, __: date) -> Iterator[TeamCommand]:
    for worker, function in product(_workers(setting), setting.template.functions):
        partner = PartnerId("agency") if worker == "agency" else None
        yield Join(who=WorkerMember(worker), function=function.id, of_partner=partner)


def _support(setting: TeamSetting, team: CareTeam, on: date) -> Iterator[TeamCommand]:
    for person, proxy in zip(FAMILY, (True, False), strict=True):
        named_by = team.patient_id or PATIENT
        yield Designate(
            person=SupportPerson(
                id=person, designated_on=on, designated_by=named_by, proxy=proxy
            )
        )
        for function in setting.template.functions:
            yield Join(who=SupportMember(person), function=function.id)


def _withdrawals(_: TeamSetting, team: CareTeam, __: date) -> Iterator[TeamCommand]:
    speakers: tuple[PatientId | PersonId, ...] = (team.patient_id or PATIENT, *FAMILY)
    for person, speaker in product(FAMILY, speakers):
        yield WithdrawDesignation(person_id=person, said_by=speaker)


def _leaves(_: TeamSetting, team: CareTeam, __: date) -> Iterator[TeamCommand]:
    for member in teams.open_members(team):
        if member.function is not None:
            yield Leave(who=member.who, function=member.function, reason="moved on")


def _hand_overs(setting: TeamSetting, team: CareTeam, _: date) -> Iterator[TeamCommand]:
    for member, taker in product(teams.open_members(team), _workers(setting)):
        if isinstance(member.who, WorkerMember) and member.function is not None:
            giver, function = member.who.worker_id, member.function
            yield HandOver(
                function=function,
                giver=giver,
                taker=taker,
                patient_told=True,
                backup=WorkerId("nurse"),
                reason="moves on",
            )


def _plans(setting: TeamSetting, team: CareTeam, on: date) -> Iterator[TeamCommand]:
    for member, taker in product(teams.open_members(team), _workers(setting)):
        if isinstance(member.who, WorkerMember) and member.function is not None:
            yield PlanHandOver(
                function=member.function,
                giver=member.who.worker_id,
                taker=taker,
                due=add_days(on, 14),
                reason="moves on",
            )


def _settling(_: TeamSetting, team: CareTeam, __: date) -> Iterator[TeamCommand]:
    for each in team.transfers:
        if each.state is TransferState.PLANNED:
            speaker = team.patient_id or PATIENT
            yield RefuseHandOver(
                function=each.function, giver=each.giver, said_by=speaker
            )
            yield CallOffHandOver(
                function=each.function, giver=each.giver, reason="stays"
            )
            yield HandOver(
                function=each.function,
                giver=each.giver,
                taker=each.taker,
                patient_told=True,
                backup=WorkerId("nurse"),
                reason="as planned",
            )


def _leading(_: TeamSetting, team: CareTeam, __: date) -> Iterator[TeamCommand]:
    for member in teams.open_members(team):
        if isinstance(member.who, WorkerMember) and member.function is not None:
            worker, function = member.who.worker_id, member.function
            for backup in (None, WorkerId("nurse"), WorkerId("coach")):
                yield NameLead(
                    worker_id=worker, function=function, backup=backup, reason="trust"
                )
            yield NameClinicalOwner(worker_id=worker, function=function, reason="trust")
    yield NameClinicalOwner(worker_id=None, reason="retired")


def _moves(_: TeamSetting, __: CareTeam, ___: date) -> Iterator[TeamCommand]:
    yield Activate()
    yield Suspend(reason="in hospital")
    yield Resume()


def _endings(_: TeamSetting, __: CareTeam, ___: date) -> Iterator[TeamCommand]:
    yield End(reason="graduated")
    yield EnterInError(reason="another patient's")


SORTS: Final[tuple[Sort, ...]] = (
    _leading,
    _hand_overs,
    _plans,
    _settling,
    _support,
    _moves,
    _plans,
    _settling,
    _leading,
    _leaves,
    _support,
    _withdrawals,
    _hand_overs,
    _settling,
    _joins,
    _endings,
)
"""What can be asked; what teams do more often stands there twice.

Joining, which is nearly always possible, stands before ending: where nothing of one
sort can be done, the next one is tried.
"""
