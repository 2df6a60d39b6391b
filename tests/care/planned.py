"""Ann's plan: her goal to walk to the lake, and what is done for it."""

from datetime import date, timedelta
from typing import Any

from caremodel.care import plans
from caremodel.care.goals import (
    Goal,
    GoalId,
    GoalKind,
    Lifecycle,
    Voice,
    VoicedBy,
)
from caremodel.care.plans import (
    TABLES,
    Action,
    ActionId,
    ActivatePlan,
    AgreeAction,
    DraftPlan,
    Party,
    PartyKind,
    Plan,
    PlanCommand,
    PlanId,
    VoiceGoal,
)
from caremodel.grammar.dates import FromLast, Interval
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.people.patients import PatientId
from caremodel.people.roles import WorkerId

MONDAY = date(2026, 6, 1)
ANN = Actor("ann", ("patient",))
SON = Actor("son", ("proxy",), "ann")
ROSA = Actor("rosa", ("care-manager",))
ROSA_ID = WorkerId("rosa")
HERSELF = Party(PartyKind.PATIENT, "ann")
NURSE = Party(PartyKind.STAFF, "rosa")
WEEKLY = FromLast(every=Interval(days=7))


def day(number: int) -> date:
    """Count on from the first Monday."""
    return MONDAY + timedelta(days=number)


def goal(goal_id: str, on: date = MONDAY, **fields: Any) -> Goal:
    """Make a goal of life that Ann has voiced and wants."""
    usual: dict[str, Any] = {
        "id": GoalId(goal_id),
        "kind": GoalKind.LIFE,
        "words": "walk to the lake",
        "voiced_by": Voice(VoicedBy.PATIENT, "ann"),
        "voiced_on": on,
        "lifecycle": Lifecycle.ACTIVE,
        "what_matters": "being out of doors",
    }
    return Goal(**{**usual, **fields})


def action(action_id: str, on: date = MONDAY, **fields: Any) -> Action:
    """Make something that Ann does for her walk."""
    usual: dict[str, Any] = {
        "id": ActionId(action_id),
        "goal_id": GoalId("walk"),
        "words": "walk to the corner",
        "responsible": HERSELF,
        "agreed_on": on,
    }
    return Action(**{**usual, **fields})


def draft() -> Plan:
    """Begin a plan for Ann."""
    command = DraftPlan(
        plan_id=PlanId("plan"), patient_id=PatientId("ann"), author=ROSA_ID
    )
    (drafted,) = plans.decide(
        TABLES, None, command, facts=Facts(on=MONDAY, known={}), on=MONDAY, by=ROSA
    )
    return plans.evolve(None, drafted)


def after(
    plan: Plan, *commands: PlanCommand, on: date = MONDAY, by: Actor = ROSA
) -> Plan:
    """Do one thing after the other to *plan*."""
    facts = Facts(on=on, known={})
    for command in commands:
        events = plans.decide(TABLES, plan, command, facts=facts, on=on, by=by)
        for event in events:
            plan = plans.evolve(plan, event)
    return plan


def reasons(
    plan: Plan | None, command: PlanCommand, on: date = MONDAY, by: Actor = ROSA
) -> tuple[str, ...]:
    """Say why a command is refused."""
    facts = Facts(on=on, known={})
    return plans.check(TABLES, plan, command, facts=facts, on=on, by=by)


def with_walk(*actions: Action) -> Plan:
    """Make a draft with Ann's goal, and actions for it."""
    plan = after(draft(), VoiceGoal(goal=goal("walk")), by=ANN)
    return after(plan, *(AgreeAction(action=each) for each in actions))


def active(*actions: Action) -> Plan:
    """Make a plan in force."""
    return after(with_walk(*(actions or (action("corner"),))), ActivatePlan())


def goal_in(plan: Plan, goal_id: str) -> Goal:
    """Find a goal of a plan."""
    return next(each for each in plan.goals if each.id == goal_id)


def action_in(plan: Plan, action_id: str) -> Action:
    """Find an action of a plan."""
    return next(each for each in plan.actions if each.id == action_id)
