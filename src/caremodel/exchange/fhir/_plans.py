"""Plans of FHIR as ours: active only where they are the person's own, by our laws."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import attrs

from caremodel.care.goals import Goal
from caremodel.care.plans import (
    ENDED_PLAN,
    Action,
    ActionId,
    ActionStatus,
    Party,
    PartyKind,
    Plan,
    PlanId,
    PlanStatus,
)
from caremodel.errors import InvalidValueError
from caremodel.exchange.fhir._cases import Case
from caremodel.exchange.fhir._told import Activity, PlanTold, Whom
from caremodel.people.roles import WorkerId

__all__ = ["plan_of"]

STATUSES: Final = {each.value: each for each in PlanStatus}

ACTION_STATUSES: Final = {each.value: each for each in ActionStatus}

PARTIES: Final = {
    "Patient": PartyKind.PATIENT,
    "RelatedPerson": PartyKind.CAREGIVER,
    "Practitioner": PartyKind.STAFF,
    "PractitionerRole": PartyKind.STAFF,
    "Organization": PartyKind.PARTNER,
}
"""What each sort of performer is to the patient, where it is one that can answer.

Source: fhir-r4, CarePlan.activity.detail.performer. Assumed: caremodel, that a device,
a service or another team is none.
"""

WORKERS: Final = ("Practitioner", "PractitionerRole")

WERE_ACTIVE: Final = (PlanStatus.ON_HOLD, PlanStatus.COMPLETED)
"""Where a plan stands that came into force before: on the first day of its period."""

NO_STATUS: Final = "plans of which nobody knows where they stand"
NO_DAY: Final = "plans of which no day is told"
NO_START: Final = "plans without a first day: the earliest that is told stands for it"
NO_SINCE: Final = "plans that rest or ended, of which nobody says since when"
TO_END: Final = "days on which plans that are open are to end"
NO_AUTHOR: Final = "plans of which nobody says who wrote them"
OTHER_AUTHOR: Final = "authors of plans who are no workers"
NO_GOAL: Final = "goals that plans name and that are not there"
ONLY_DRAFT: Final = "plans active elsewhere that are drafts here"
ELSEWHERE: Final = "actions that another resource tells, which is not read"
FORBIDDEN: Final = "actions that are not to be done"
NO_ACTION: Final = "actions without a goal or someone responsible"
NO_WORDS: Final = "actions without words"
ACTION_STATUS: Final = "actions of which nobody knows where they stand"
STILL_OPEN: Final = "actions still open of plans that ended"
NO_WORK: Final = "actions still open for goals that the patient has not said yes to"
NO_AGREED: Final = "actions of which nobody says when they were agreed"


def plan_of(
    case: Case, link: str, told: PlanTold, goals: Mapping[str, Goal]
) -> Plan | None:
    """Make a plan of what is told, and count what is not kept.

    Args:
        case: Whose it is.
        link: How others refer to it.
        told: What it says.
        goals: Of the patient, by link.
    """
    case.losses.update(told.losses)
    status, drafted_on = STATUSES.get(told.status), _drafted_on(case, told)
    case.lose(NO_STATUS, status is None)
    if status is None or drafted_on is None:
        return None
    named = dict.fromkeys(map(case.references.settled, told.goals))
    case.lose(NO_GOAL, sum(each not in goals for each in named))
    sought = {each: goals[each] for each in named if each in goals}
    made = Plan(
        id=PlanId(link),
        patient_id=case.patient_id,
        author=_author(case, told.author),
        drafted_on=drafted_on,
        status=PlanStatus.DRAFT if status is PlanStatus.ACTIVE else status,
        since=_since(case, told, status, drafted_on),
        activated_on=told.start if status in WERE_ACTIVE else None,
        goals=tuple(sought.values()),
        actions=_actions(case, told, _Frame(link, status, drafted_on, sought)),
    )
    return _in_force(case, made, told) if status is PlanStatus.ACTIVE else made


def _in_force(case: Case, draft: Plan, told: PlanTold) -> Plan:
    """Let a plan be active, or leave it a draft with the laws that it would break."""
    try:
        return attrs.evolve(draft, status=PlanStatus.ACTIVE, activated_on=told.start)
    except InvalidValueError as broken:
        case.lose(f"{ONLY_DRAFT}: {broken.problem}")
        return draft


def _drafted_on(case: Case, told: PlanTold) -> date | None:
    if told.start is not None:
        return told.start
    earliest = min((day for day in (told.created, told.end) if day), default=None)
    case.lose(NO_DAY if earliest is None else NO_START)
    return earliest


def _since(case: Case, told: PlanTold, status: PlanStatus, first: date) -> date:
    """Say since when it stands where it does; of an open plan the end is still away."""
    ended = status in ENDED_PLAN
    if ended and told.end is not None:
        return max(told.end, first)
    case.lose(NO_SINCE, ended or status is PlanStatus.ON_HOLD)
    case.lose(TO_END, told.end is not None)
    return first


def _author(case: Case, whom: Whom | None) -> WorkerId | None:
    if whom is None:
        case.lose(NO_AUTHOR)
        return None
    meant = case.meant(whom)
    if meant.type in WORKERS:
        return WorkerId(meant.id)
    case.lose(OTHER_AUTHOR)
    return None


@attrs.frozen
class _Frame:
    """The plan that actions are to stand in: its id, status, day and goals."""

    id: str
    status: PlanStatus
    drafted_on: date
    goals: Mapping[str, Goal]


def _actions(case: Case, told: PlanTold, plan: _Frame) -> tuple[Action, ...]:
    """Make the actions of a plan, and count those that cannot be ours."""
    made = []
    for index, activity in enumerate(told.activities):
        action = _action(case, activity, index, plan)
        if action is None:
            continue
        if action.is_open and plan.status in ENDED_PLAN:
            case.lose(STILL_OPEN)
        elif action.is_open and not plan.goals[action.goal_id].makes_work:
            case.lose(NO_WORK)
        else:
            case.lose(NO_AGREED)
            made.append(action)
    return tuple(made)


def _action(case: Case, activity: Activity, index: int, plan: _Frame) -> Action | None:
    """Make an action, or count why there is none."""
    why_not = _why_not(activity)
    named = dict.fromkeys(map(case.references.settled, activity.goals))
    ours = [plan.goals[each] for each in named if each in plan.goals]
    parties = [_party(case, each) for each in activity.performers]
    party = parties[0] if len(parties) == 1 else None
    if why_not or len(ours) != 1 or party is None:
        case.lose(why_not or NO_ACTION)
        return None
    return Action(
        id=ActionId(f"{plan.id}#{index}"),
        goal_id=ours[0].id,
        words=activity.words,
        responsible=party,
        agreed_on=plan.drafted_on,
        status=ACTION_STATUSES[activity.status],
        reason=activity.reason,
    )


def _why_not(activity: Activity) -> str:
    """Say why an activity can be no action, whoever does it and whatever for."""
    if activity == Activity():
        return ELSEWHERE
    if activity.forbidden:
        return FORBIDDEN
    if activity.status not in ACTION_STATUSES:
        return ACTION_STATUS
    return "" if activity.words else NO_WORDS


def _party(case: Case, whom: Whom | None) -> Party | None:
    meant = None if whom is None else case.meant(whom)
    kind = PARTIES.get(meant.type) if meant else None
    return None if meant is None or kind is None else Party(kind, meant.id)
