"""The plan itself, and the rules that hold for it on every day."""

import enum
from collections import Counter
from collections.abc import Iterable
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Final, NewType

import attrs

from caremodel._fields import at_least, identifier, not_blank, texts
from caremodel.care.goals import Goal, GoalId, GoalKind, Lifecycle
from caremodel.care.plans._actions import Action, ActionStatus, PartyKind
from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Cadence
from caremodel.grammar.machines import ANYWHERE, Machine, Move
from caremodel.people.patients import PatientId
from caremodel.people.roles import WorkerId

PlanId = NewType("PlanId", str)


class PlanStatus(enum.Enum):
    """Where a plan stands.

    Source: fhir-r4, CarePlan.status.
    """

    DRAFT = "draft"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    REVOKED = "revoked"
    COMPLETED = "completed"
    ENTERED_IN_ERROR = "entered-in-error"


ENDED_PLAN: Final = (
    PlanStatus.REVOKED,
    PlanStatus.COMPLETED,
    PlanStatus.ENTERED_IN_ERROR,
)
"""Where nothing can happen to a plan any more, but that it was entered in error."""

PLANS: Final = Machine(
    places=tuple(PlanStatus),
    initial=(PlanStatus.DRAFT,),
    terminal=(PlanStatus.ENTERED_IN_ERROR,),
    moves=(
        Move(name="activate", source=PlanStatus.DRAFT, target=PlanStatus.ACTIVE),
        Move(
            name="hold",
            source=PlanStatus.ACTIVE,
            target=PlanStatus.ON_HOLD,
            needs_reason=True,
        ),
        Move(name="resume", source=PlanStatus.ON_HOLD, target=PlanStatus.ACTIVE),
        *(
            Move(name="complete", source=source, target=PlanStatus.COMPLETED)
            for source in (PlanStatus.ACTIVE, PlanStatus.ON_HOLD)
        ),
        *(
            Move(
                name="revoke",
                source=source,
                target=PlanStatus.REVOKED,
                needs_reason=True,
            )
            for source in (PlanStatus.DRAFT, PlanStatus.ACTIVE, PlanStatus.ON_HOLD)
        ),
        Move(
            name="enter in error",
            source=ANYWHERE,
            target=PlanStatus.ENTERED_IN_ERROR,
            needs_reason=True,
        ),
    ),
)
"""How a plan may move.

Source: fhir-r4, CarePlan.status, and the request pattern.
"""


@attrs.frozen(kw_only=True, repr=False)
class Contingency:
    """What to do when it goes badly.

    Attributes:
        red_flags: What to look out for, in words the person knows.
        call: Whom to call then.
    """

    red_flags: tuple[str, ...] = attrs.field(default=(), converter=texts)
    call: str = ""

    def __repr__(self) -> str:
        return "Contingency(...)"


@attrs.frozen(kw_only=True, repr=False)
class Queued:
    """A review that waits to be held.

    Attributes:
        since: Since when.
        why: What it is to settle.
    """

    since: date
    why: str = attrs.field(validator=not_blank)

    def __repr__(self) -> str:
        return "Queued(...)"


@attrs.frozen(kw_only=True)
class Review:
    """When a plan is looked at again.

    Attributes:
        cadence: How often; `None` if nothing was agreed.
        next_on: The day agreed for the next one, before which the cadence gives way.
        held: The days on which it was held.
        queued: A review that waits, whatever the calendar says.
    """

    cadence: Cadence | None = None
    next_on: date | None = None
    held: tuple[date, ...] = attrs.field(default=(), converter=tuple[date, ...])
    queued: Queued | None = None


@attrs.frozen(kw_only=True, repr=False)
class Plan:
    """What a person and those around them want to do, made together.

    One plan is one lineage: revising it makes the next version of the same plan, so
    that no two versions can ever be in force at once. A person may have several plans.

    Attributes:
        id: Of the plan.
        patient_id: Whose it is.
        author: The worker who answers for what is written; `None` if nobody says.
        drafted_on: The day it was begun.
        what_matters: What matters to the person, in their words.
        status: Where it stands.
        since: The day it came to stand there; by default the first.
        activated_on: The first day it was active; `None` before that.
        version: Which one it is, from 1.
        revised_on: The day this version was made; by default the first.
        goals: In the order they were voiced.
        actions: In the order they were agreed.
        contingency: What to do when it goes badly.
        review: When it is looked at again.
        reason: Why it stands where it does, where that was said.
    """

    id: PlanId = attrs.field(validator=identifier)
    patient_id: PatientId = attrs.field(validator=identifier)
    author: WorkerId | None = attrs.field(
        validator=attrs.validators.optional(identifier)
    )
    drafted_on: date
    what_matters: str = ""
    status: PlanStatus = PlanStatus.DRAFT
    since: date = attrs.field(
        default=attrs.Factory(lambda plan: plan.drafted_on, takes_self=True)
    )
    activated_on: date | None = None
    version: int = attrs.field(default=1, validator=at_least(1))
    revised_on: date = attrs.field(
        default=attrs.Factory(lambda plan: plan.drafted_on, takes_self=True)
    )
    goals: tuple[Goal, ...] = attrs.field(default=(), converter=tuple[Goal, ...])
    actions: tuple[Action, ...] = attrs.field(default=(), converter=tuple[Action, ...])
    contingency: Contingency = Contingency()
    review: Review = Review()
    reason: str = ""

    def __attrs_post_init__(self) -> None:
        problems = [*_unlinked(self), *_unkept(self)]
        if self.since < self.drafted_on:
            problems.append("must not stand anywhere before it is drafted")
        if problems:
            raise InvalidValueError("Plan", "; ".join(dict.fromkeys(problems)))

    def __repr__(self) -> str:
        return f"Plan({self.id!r}, version {self.version})"

    @property
    def is_open(self) -> bool:
        """Whether anything can still happen to it."""
        return self.status not in ENDED_PLAN

    @property
    def co_created(self) -> bool:
        """Whether the patient, or a proxy, voiced and agreed to one of its goals."""
        return any(
            goal.is_own
            and goal.agreed_on is not None
            and goal.lifecycle is not Lifecycle.ENTERED_IN_ERROR
            for goal in self.goals
        )


# --- what holds on every day ---------------------------------------------------------


def _unlinked(plan: Plan) -> list[str]:
    """Say which ids are used twice, and which links lead nowhere or in a circle."""
    goals = {goal.id: goal for goal in plan.goals}
    ids = [*_twice(goal.id for goal in plan.goals), *_twice(a.id for a in plan.actions)]
    problems = [f"must use the id {each} once" for each in ids]
    for goal in plan.goals:
        if goal.supports is not None and not _is_of_life(goals.get(goal.supports)):
            problems.append(f"goal {goal.id} must support a goal of life of the plan")
        voice = goal.voiced_by
        if voice and not _belongs(voice.kind.value, voice.id, plan.patient_id):
            problems.append(f"goal {goal.id} must be voiced by the plan's own patient")
    if _goes_round(plan.goals):
        problems.append("goals must not support each other in a circle")
    for action in plan.actions:
        party = action.responsible
        if action.goal_id not in goals:
            problems.append(f"action {action.id} must be for a goal of the plan")
        if not _belongs(party.kind.value, party.id, plan.patient_id):
            problems.append(f"action {action.id} must be of the plan's own patient")
    return problems


def _twice(ids: Iterable[str]) -> list[str]:
    told = tuple(ids)
    if len(set(told)) == len(told):
        return []
    return [each for each, times in Counter(told).items() if times > 1]


def _is_of_life(goal: Goal | None) -> bool:
    return goal is not None and goal.kind is GoalKind.LIFE


def _goes_round(goals: Iterable[Goal]) -> bool:
    """Look for a circle; only goals of life can make one: no other is supported."""
    links: dict[GoalId, set[GoalId]] = {
        goal.id: {goal.supports}
        for goal in goals
        if goal.supports is not None and goal.kind is GoalKind.LIFE
    }
    try:
        TopologicalSorter(links).prepare()
    except CycleError:
        return True
    return False


def _belongs(kind: str, person_id: str, patient_id: PatientId) -> bool:
    """Say whether someone told to be the patient is the plan's own."""
    return kind != PartyKind.PATIENT.value or person_id == patient_id


def _unkept(plan: Plan) -> list[str]:
    """Say which promises of an active plan, and of one that ended, are not kept."""
    problems = []
    if plan.status is PlanStatus.ACTIVE:
        if not plan.co_created:
            problems.append("an active plan must have a goal that the person voiced")
        if all(a.status is ActionStatus.ENTERED_IN_ERROR for a in plan.actions):
            problems.append("an active plan must have an action")
        if plan.review.queued is None and not has_active_goal(plan.goals):
            problem = "an active plan must have an active goal, or a review queued"
            problems.append(problem)
    if not plan.is_open and any(action.is_open for action in plan.actions):
        problems.append("a plan that ended must have no open action")
    problems += [
        f"action {action.id} must not wait for a goal that makes no work"
        for action in plan.actions
        if action.is_open
        if any(g.id == action.goal_id and not g.makes_work for g in plan.goals)
    ]
    return problems


def has_active_goal(goals: Iterable[Goal]) -> bool:
    """Say whether any of *goals* is active."""
    return any(goal.lifecycle is Lifecycle.ACTIVE for goal in goals)
