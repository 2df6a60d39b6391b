"""Plans: what a host can narrow, what cannot be, and what cannot have happened."""

from collections.abc import Hashable
from typing import Any, TypeVar

import attrs
import pytest

from care.planned import (
    HERSELF,
    MONDAY,
    NURSE,
    ROSA,
    ROSA_ID,
    action,
    active,
    after,
    day,
    draft,
    goal,
    reasons,
    with_walk,
)
from caremodel.care import plans
from caremodel.care.goals import (
    GOALS,
    GoalId,
    Lifecycle,
)
from caremodel.care.plans import (
    PLANS,
    ActionId,
    ActivatePlan,
    Carried,
    DraftPlan,
    GoalMoved,
    HoldPlan,
    MoveAction,
    MoveGoal,
    NoteDone,
    PlanId,
    PlanMoved,
    PlanRevised,
    PlanStatus,
    PlanTables,
    Revision,
    VoiceGoal,
)
from caremodel.errors import InvalidValueError, NotAllowedError
from caremodel.grammar.facts import Facts, Given
from caremodel.grammar.machines import Machine
from caremodel.people.patients import PatientId

P = TypeVar("P", bound=Hashable)

# --- hosts that allow less -----------------------------------------------------------

SUPERVISED = Given("supervisor agrees", kind="flag")


def narrowed(machine: Machine[P], called: str, /, **fields: Any) -> Machine[P]:
    """Change the moves of one name in a table."""
    moves = [
        attrs.evolve(move, **fields) if move.name == called else move
        for move in machine.moves
    ]
    return attrs.evolve(machine, moves=moves)


def test_a_host_can_ask_for_more_before_a_move() -> None:
    """What a move needs is asked of the facts; what is not known does not hold."""
    tables = PlanTables(plans=narrowed(PLANS, "activate", needs=SUPERVISED))
    plan = with_walk(action("corner"))
    unknown = Facts(on=MONDAY, known={})
    agreed = Facts(on=MONDAY, known={SUPERVISED: True})
    for facts, because in (
        (unknown, ("not known: supervisor agrees",)),
        (agreed, ()),
    ):
        told = plans.check(
            tables, plan, ActivatePlan(), facts=facts, on=MONDAY, by=ROSA
        )
        assert told == because


@pytest.mark.parametrize(
    ("field", "machine"),
    [
        ("goals", narrowed(GOALS, "accept", roles=())),
        ("goals", narrowed(GOALS, "accept", roles=("care-manager",))),
        ("goals", narrowed(GOALS, "cancel", needs_reason=False)),
        ("plans", narrowed(PLANS, "resume", name="wake")),
    ],
)
def test_a_host_cannot_allow_more_than_ships(field: str, machine: Any) -> None:
    """Nobody but the patient or a proxy is ever let to say yes. INV-051."""
    with pytest.raises(InvalidValueError, match="as narrow as the one that ships"):
        PlanTables(**{field: machine})


# --- what cannot be, and what cannot have happened -----------------------------------


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"goals": (goal("a"), goal("a"))}, "must use the id a once"),
        ({"actions": (action("a"),)}, "action a must be for a goal of the plan"),
        ({"since": day(-1)}, "must not stand anywhere before it is drafted"),
        (
            {"goals": (goal("a", supports="b"), goal("b", supports="a"))},
            "goals must not support each other in a circle",
        ),
        (
            {
                "goals": (goal("walk", lifecycle=Lifecycle.CANCELLED),),
                "actions": (action("a"),),
            },
            "action a must not wait for a goal that makes no work",
        ),
    ],
)
def test_what_a_plan_cannot_be(fields: dict[str, Any], problem: str) -> None:
    """Checked when it is made, so that past that point nobody checks again. INV-059."""
    with pytest.raises(InvalidValueError) as refused:
        attrs.evolve(draft(), **fields)

    assert str(refused.value) == f"Plan: {problem}"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"since": day(-1)}, "Action.since: must not be before it was agreed"),
        ({"done": (day(-1),)}, "Action.since: must not be before it was agreed"),
        (
            {"replaced_by": ActionId("b")},
            "Action.replaced_by: must be of one that ended",
        ),
    ],
)
def test_what_an_action_cannot_be(fields: dict[str, Any], problem: str) -> None:
    """It cannot have been done before it was agreed, nor be replaced and open."""
    with pytest.raises(InvalidValueError) as refused:
        action("a", **fields)

    assert str(refused.value) == problem


def test_a_log_that_cannot_be_true_is_refused() -> None:
    """Evolve trusts no log: not where things stood, nor who said yes."""
    plan = after(active(), VoiceGoal(goal=goal("salt", lifecycle=Lifecycle.PROPOSED)))
    walk, salt, corner = GoalId("walk"), GoalId("salt"), ActionId("corner")
    accepted = GoalMoved(
        goal_id=salt,
        was=Lifecycle.PROPOSED,
        now=Lifecycle.ACCEPTED,
        on=MONDAY,
        by=ROSA,
    )
    held = GoalMoved(
        goal_id=walk,
        was=Lifecycle.ON_HOLD,
        now=Lifecycle.ACCEPTED,
        on=day(-9),
        by=ROSA,
    )
    passed = plans.ActionHandedOver(
        action_id=corner, was=NURSE, now=HERSELF, reason="x", on=MONDAY, by=ROSA
    )
    third = PlanRevised(
        version=3,
        revision=Revision(reason="x", fates=[Carried(corner)]),
        on=MONDAY,
        by=ROSA,
    )
    ended = PlanMoved(
        was=PlanStatus.ACTIVE, now=PlanStatus.COMPLETED, on=MONDAY, by=ROSA
    )
    unknown = attrs.evolve(accepted, goal_id=GoalId("sea"))
    undone = plans.ActionDone(action_id=ActionId("sea"), on=MONDAY, by=ROSA)
    again = plans.PlanDrafted(
        drafted=DraftPlan(plan_id=plan.id, patient_id=plan.patient_id, author=ROSA_ID),
        on=MONDAY,
        by=ROSA,
    )

    def because(event: plans.PlanEvent) -> tuple[str, ...]:
        with pytest.raises(NotAllowedError) as refused:
            plans.evolve(plan, event)
        return refused.value.because

    assert because(accepted) == (
        "only the patient or a proxy says yes or no for the patient",
    )
    assert because(held) == ("must not be before the plan was drafted",)
    assert because(attrs.evolve(held, on=MONDAY)) == (
        "must begin where it stands",
        "no move leads there",
    )
    assert because(passed) == ("must pass on from the one who is responsible",)
    assert because(third) == ("must make the next version",)
    assert because(ended) == ("a plan that ended must have no open action",)
    assert because(unknown) == ("no such goal: sea",)
    assert because(undone) == ("no such action: sea",)
    assert because(again) == ("the plan was drafted before",)


def test_commands_about_what_is_not_there_are_refused() -> None:
    """And so is everything before the draft, and a second draft."""
    again = DraftPlan(
        plan_id=PlanId("plan"), patient_id=PatientId("ann"), author=ROSA_ID
    )

    assert reasons(None, ActivatePlan()) == ("no plan was drafted",)
    assert reasons(draft(), again) == ("the plan was drafted before",)
    assert reasons(draft(), MoveGoal(goal_id=GoalId("sea"), move="start")) == (
        "no such goal: sea",
    )
    assert reasons(draft(), NoteDone(action_id=ActionId("sea"))) == (
        "no such action: sea",
    )
    assert reasons(active(), MoveGoal(goal_id=GoalId("walk"), move="fly")) == (
        "no such move from Lifecycle.ACTIVE",
    )
    assert reasons(active(), MoveAction(action_id=ActionId("corner"), move="fly")) == (
        "no such move from ActionStatus.NOT_STARTED",
    )


def test_a_refusal_says_what_was_asked_in_words() -> None:
    """And nothing that the person said."""
    with pytest.raises(NotAllowedError, match=r"^cannot hold plan: a reason must be"):
        after(active(), HoldPlan())
    with pytest.raises(NotAllowedError, match=r"^cannot have plan moved: no plan was"):
        plans.evolve(
            None,
            PlanMoved(was=PlanStatus.DRAFT, now=PlanStatus.ACTIVE, on=MONDAY, by=ROSA),
        )


def test_what_is_no_event_or_command_of_a_plan_is_refused_by_its_class() -> None:
    """Nothing that it holds is told."""
    strange: Any = goal("walk")
    with pytest.raises(NotAllowedError) as told:
        plans.evolve(draft(), strange)
    assert str(told.value) == "cannot have goal: that does not happen to a plan"
    assert reasons(draft(), strange) == ("nobody asks that of a plan",)


def test_a_log_without_the_reason_a_move_takes_is_not_believed() -> None:
    """A plan is revoked, an action cancelled or handed over for a reason."""
    plan = active(action("corner"))
    revoked = PlanMoved(
        was=PlanStatus.ACTIVE, now=PlanStatus.REVOKED, on=MONDAY, by=ROSA
    )
    cancelled = plans.ActionMoved(
        action_id=ActionId("corner"),
        was=plans.ActionStatus.NOT_STARTED,
        now=plans.ActionStatus.CANCELLED,
        on=MONDAY,
        by=ROSA,
    )
    handed = plans.ActionHandedOver(
        action_id=ActionId("corner"),
        was=HERSELF,
        now=NURSE,
        reason=" ",
        on=MONDAY,
        by=ROSA,
    )
    for event in (revoked, cancelled, handed):
        with pytest.raises(NotAllowedError) as told:
            plans.evolve(plan, event)
        assert told.value.because == ("a reason must be given",)
