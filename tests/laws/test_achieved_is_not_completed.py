"""Where a goal stands and how far it was achieved are two things."""

from datetime import date

from hypothesis import given, strategies as st

from caremodel.care import plans
from caremodel.care.goals import Achievement, Goal, Lifecycle
from caremodel.care.plans import (
    ActionStatus,
    MoveAction,
    MoveGoal,
    NoteAchievement,
    Plan,
    PlanCommand,
)
from caremodel.grammar.facts import Facts
from caremodel.testing.strategies import (
    CARE_MANAGER,
    PlanHistory,
    _plans as strategies,
    goals,
    plan_histories,
)
from laws.eventful import share

REACHED = (Achievement.ACHIEVED, Achievement.SUSTAINING)
PURSUED = (Lifecycle.ACTIVE, Lifecycle.ON_HOLD, Lifecycle.COMPLETED)
LATER = date(2030, 1, 1)
LOOKED_AT = (*PURSUED, Lifecycle.ACCEPTED, Lifecycle.CANCELLED)


def check_goal(goal: Goal) -> None:
    """Assert what lifecycle and achievement owe each other, and no more. INV-054."""
    if goal.achievement in REACHED:
        assert goal.lifecycle in PURSUED
    if goal.lifecycle in {Lifecycle.PROPOSED, Lifecycle.PLANNED, Lifecycle.REJECTED}:
        assert goal.achievement is None


@given(plan_histories())
def test_achieved_goals_are_pursued_or_completed(history: PlanHistory) -> None:
    """And what nobody agreed to has no achievement. INV-054."""
    for plan in history.states:
        for goal in plan.goals:
            check_goal(goal)


def heard(plan: Plan, command: PlanCommand) -> tuple[str, ...]:
    """Say why a command is refused on a late day."""
    facts = Facts(on=LATER, known={})
    return plans.check(
        plans.TABLES, plan, command, facts=facts, on=LATER, by=CARE_MANAGER
    )


@given(strategies.plans(), st.sampled_from(Achievement))
def test_a_look_is_taken_exactly_where_there_is_something_to_see(
    plan: Plan, achievement: Achievement
) -> None:
    """And of who has achieved a goal nobody says that it was cancelled. INV-054."""
    for goal in plan.goals:
        look = NoteAchievement(goal_id=goal.id, achievement=achievement)
        may = goal.lifecycle in (PURSUED if achievement in REACHED else LOOKED_AT)
        assert (heard(plan, look) == ()) is (may and plan.is_open)
        if plan.is_open and goal.lifecycle is Lifecycle.ACTIVE:
            noted = plans.AchievementNoted(
                goal_id=goal.id, achievement=achievement, on=LATER, by=CARE_MANAGER
            )
            cancel = MoveGoal(goal_id=goal.id, move="cancel", reason="enough")
            stopped = heard(plans.evolve(plan, noted), cancel) != ()
            assert stopped is (achievement in REACHED)


@given(goals())
def test_goals_by_themselves_keep_to_it(goal: Goal) -> None:
    """The strategy for single goals too. INV-054."""
    check_goal(goal)


@given(plan_histories())
def test_looking_moves_no_goal_and_moving_changes_no_look(history: PlanHistory) -> None:
    """Only what was entered in error loses what was said of it. INV-054."""
    before: dict[str, Goal] = {}
    for step, plan in zip(history.steps, history.states, strict=True):
        for goal in plan.goals:
            was = before.get(goal.id)
            looked = isinstance(step.asked, NoteAchievement)
            if was is not None and looked:
                assert goal.lifecycle is was.lifecycle
            elif was and goal.lifecycle is not Lifecycle.ENTERED_IN_ERROR:
                assert goal.achievement is was.achievement
        before = {goal.id: goal for goal in plan.goals}


def with_all_done(plan: Plan, history: PlanHistory) -> Plan:
    """Complete every open action that can be completed."""
    on = history.steps[-1].on
    facts = Facts(on=on, known={})
    for action in plan.actions:
        if not action.is_open:
            continue
        moves = ["resume"] if action.status is ActionStatus.ON_HOLD else []
        for move in (*moves, "complete"):
            command = MoveAction(action_id=action.id, move=move)
            events = plans.decide(
                plans.TABLES, plan, command, facts=facts, on=on, by=CARE_MANAGER
            )
            for event in events:
                plan = plans.evolve(plan, event)
    return plan


@given(plan_histories())
def test_doing_everything_reaches_no_goal_and_ends_no_plan(
    history: PlanHistory,
) -> None:
    """That is for people to say. INV-055."""
    plan = history.plan
    if plan.is_open:
        done = with_all_done(plan, history)

        assert done.goals == plan.goals
        assert done.status is plan.status
        assert done.review == plan.review
        assert not any(action.is_open for action in done.actions)


def test_goals_are_looked_at_and_reached_and_plans_stay_open() -> None:
    """A law about goals that nobody looks at would hold always."""

    def looked(history: PlanHistory) -> bool:
        return any(isinstance(s.asked, NoteAchievement) for s in history.steps)

    def reached(history: PlanHistory) -> bool:
        return any(g.achievement in REACHED for p in history.states for g in p.goals)

    assert share(plan_histories(), looked) > 0.3
    assert share(plan_histories(), reached) > 0.05
