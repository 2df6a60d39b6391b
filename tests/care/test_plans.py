"""Plans: their tables, coming into force, ending, revising, and plans as facts."""

from typing import Any

import pytest
from hypothesis import given

from care.planned import (
    ANN,
    MONDAY,
    NURSE,
    ROSA,
    ROSA_ID,
    SON,
    WEEKLY,
    action,
    action_in,
    active,
    after,
    day,
    draft,
    goal,
    reasons,
)
from caremodel.care import plans
from caremodel.care.goals import (
    Achievement,
    GoalId,
    Voice,
    VoicedBy,
)
from caremodel.care.plans import (
    ACTIONS,
    PLANS,
    ActionId,
    ActionMoved,
    ActionStatus,
    ActivatePlan,
    AgreeAction,
    Cancelled,
    Carried,
    CompletePlan,
    Contingency,
    DraftPlan,
    EnterInError,
    HoldPlan,
    HoldReview,
    MoveAction,
    MoveGoal,
    NoteAchievement,
    Outcome,
    Party,
    PartyKind,
    Plan,
    PlanId,
    PlanMoved,
    PlanStatus,
    QueueReview,
    Replaced,
    ResumePlan,
    Revise,
    Revision,
    RevokePlan,
    VoiceGoal,
)
from caremodel.errors import NotAllowedError
from caremodel.grammar.facts import Count, Ever, draw
from caremodel.grammar.machines import Machine, moves_from
from caremodel.people.charts import Chart, Coverage
from caremodel.people.patients import Patient, PatientId
from caremodel.testing.strategies import _plans as around

# --- the tables, typed from the standards --------------------------------------------

PLAN_TABLE = {
    ("draft", "activate"): "active",
    ("draft", "revoke"): "revoked",
    ("active", "hold"): "on-hold",
    ("on-hold", "resume"): "active",
    ("active", "complete"): "completed",
    ("on-hold", "complete"): "completed",
    ("active", "revoke"): "revoked",
    ("on-hold", "revoke"): "revoked",
    ("draft", "enter in error"): "entered-in-error",
    ("active", "enter in error"): "entered-in-error",
    ("on-hold", "enter in error"): "entered-in-error",
    ("completed", "enter in error"): "entered-in-error",
    ("revoked", "enter in error"): "entered-in-error",
}
ACTION_TABLE = {
    ("not-started", "schedule"): "scheduled",
    ("not-started", "start"): "in-progress",
    ("not-started", "hold"): "on-hold",
    ("not-started", "complete"): "completed",
    ("not-started", "cancel"): "cancelled",
    ("not-started", "enter in error"): "entered-in-error",
    ("scheduled", "start"): "in-progress",
    ("scheduled", "hold"): "on-hold",
    ("scheduled", "complete"): "completed",
    ("scheduled", "cancel"): "cancelled",
    ("scheduled", "enter in error"): "entered-in-error",
    ("in-progress", "hold"): "on-hold",
    ("in-progress", "complete"): "completed",
    ("in-progress", "stop"): "stopped",
    ("in-progress", "cancel"): "cancelled",
    ("in-progress", "enter in error"): "entered-in-error",
    ("on-hold", "resume"): "in-progress",
    ("on-hold", "stop"): "stopped",
    ("on-hold", "cancel"): "cancelled",
    ("on-hold", "enter in error"): "entered-in-error",
    ("completed", "enter in error"): "entered-in-error",
    ("cancelled", "enter in error"): "entered-in-error",
    ("stopped", "enter in error"): "entered-in-error",
}
TAKE_A_REASON = {"hold", "revoke", "stop", "cancel", "enter in error"}


def told(machine: Machine[Any]) -> dict[tuple[str, str], str]:
    """Tell a machine as a table, of every place and every move from it."""
    return {
        (place.value, move.name): move.target.value
        for place in machine.places
        for move in moves_from(machine, place)
    }


@pytest.mark.parametrize(
    ("machine", "table"), [(PLANS, PLAN_TABLE), (ACTIONS, ACTION_TABLE)]
)
def test_plans_and_actions_move_as_the_standards_say(
    machine: Machine[Any], table: dict[tuple[str, str], str]
) -> None:
    """Every place and every move; off the expected path a reason is given. INV-009."""
    assert told(machine) == table
    for move in machine.moves:
        assert move.roles == ()
        assert move.needs_reason is (move.name in TAKE_A_REASON)


def test_plans_begin_as_drafts_and_actions_as_not_started_or_scheduled() -> None:
    """Where a thing ends, only an error leads on."""
    assert PLANS.initial == (PlanStatus.DRAFT,)
    assert set(ACTIONS.initial) == {ActionStatus.NOT_STARTED, ActionStatus.SCHEDULED}
    assert {place.value for place in PLANS.terminal} == {"entered-in-error"}
    assert {place.value for place in ACTIONS.terminal} == {"entered-in-error"}


# --- coming into force ---------------------------------------------------------------


def test_a_plan_without_a_goal_and_an_action_names_all_that_it_lacks() -> None:
    """INV-049, INV-008: every reason, not only the first."""
    assert reasons(draft(), ActivatePlan()) == (
        "a plan comes into force with an active goal",
        "a plan comes into force with an open action",
        "an active plan must have a goal that the person voiced",
        "an active plan must have an action",
        "an active plan must have an active goal, or a review queued",
    )


def test_a_goal_of_the_staff_does_not_make_a_plan_the_patients() -> None:
    """Even when the patient agreed to it, it is not what they voiced. INV-049."""
    staff = goal("walk", voiced_by=Voice(VoicedBy.STAFF, "rosa"))
    plan = after(draft(), VoiceGoal(goal=staff), by=ANN)
    plan = after(plan, AgreeAction(action=action("corner")))

    assert reasons(plan, ActivatePlan()) == (
        "an active plan must have a goal that the person voiced",
    )


def test_a_proxy_can_voice_a_goal_for_the_patient() -> None:
    """INV-049, for who may decide in the patient's stead."""
    hers = goal("walk", voiced_by=Voice(VoicedBy.PROXY, "son"))
    plan = after(draft(), VoiceGoal(goal=hers), by=SON)
    plan = after(plan, AgreeAction(action=action("corner")), ActivatePlan())

    assert plan.status is PlanStatus.ACTIVE
    assert plan.activated_on == MONDAY
    assert plan.co_created


def test_an_active_plan_keeps_its_own_goal_and_its_action() -> None:
    """Nobody can say that the only one never was, while the plan is in force."""
    goal_error = MoveGoal(goal_id=GoalId("walk"), move="enter in error", reason="typo")
    action_error = MoveAction(
        action_id=ActionId("corner"), move="enter in error", reason="typo"
    )

    assert reasons(active(), goal_error) == (
        "an active plan must have a goal that the person voiced",
    )
    assert reasons(active(), action_error) == ("an active plan must have an action",)


# --- ending and revising -------------------------------------------------------------


def test_a_plan_is_completed_when_no_action_is_open() -> None:
    """INV-056. Completing all actions is not yet completing the plan (INV-055)."""
    all_done = after(
        active(), MoveAction(action_id=ActionId("corner"), move="complete")
    )

    assert reasons(active(), CompletePlan()) == (
        "a plan that ended must have no open action",
    )
    assert all_done.status is PlanStatus.ACTIVE
    assert after(all_done, CompletePlan()).status is PlanStatus.COMPLETED


def test_a_revoked_plan_cancels_its_open_actions_for_its_reason() -> None:
    """In the same step; what was completed stays completed. INV-056."""
    plan = after(
        active(action("corner"), action("shoes"), action("bus")),
        MoveAction(action_id=ActionId("shoes"), move="complete"),
        MoveAction(action_id=ActionId("bus"), move="start"),
    )

    ended = after(plan, RevokePlan(reason="moved away"))

    assert [(a.id, a.status.value, a.reason) for a in ended.actions] == [
        ("corner", "cancelled", "moved away"),
        ("shoes", "completed", ""),
        ("bus", "cancelled", "moved away"),
    ]
    assert ended.reason == "moved away"


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome.GOALS_MET, PlanStatus.COMPLETED),
        (Outcome.NO_LONGER_WANTED, PlanStatus.REVOKED),
        (Outcome.DECEASED, PlanStatus.REVOKED),
    ],
)
def test_settling_ends_the_plan_and_all_that_is_open(
    outcome: Outcome, status: PlanStatus
) -> None:
    """One tuple of events; the last of them ends the plan."""
    plan = active(action("corner"), action("shoes"))

    events = plans.settle(plan, outcome, on=day(30), by=ROSA)

    assert [type(event) for event in events] == [ActionMoved, ActionMoved, PlanMoved]
    for event in events:
        plan = plans.evolve(plan, event)
    assert plan.status is status
    assert {a.reason for a in plan.actions} == {outcome.value}


def test_settling_is_refused_where_ending_would_be() -> None:
    """Nothing of it happens then."""
    with pytest.raises(NotAllowedError, match=r"no such move from PlanStatus\.DRAFT"):
        plans.settle(draft(), Outcome.GOALS_MET, on=MONDAY, by=ROSA)


def test_after_its_end_a_plan_can_only_turn_out_to_be_an_error() -> None:
    """INV-011."""
    ended = after(active(), RevokePlan(reason="moved away"))
    error = EnterInError(reason="another Ann")

    assert reasons(ended, ResumePlan()) == (
        "the plan has ended",
        "no such move from PlanStatus.REVOKED",
    )
    assert "the plan has ended" in reasons(ended, QueueReview(why="a fall"))
    assert after(ended, error).status is PlanStatus.ENTERED_IN_ERROR
    in_error = after(active(), error)
    assert action_in(in_error, "corner").status is ActionStatus.CANCELLED
    assert plans.entries(in_error) == ()


def test_a_revision_says_what_becomes_of_each_open_action() -> None:
    """Three open actions: one goes on, one is replaced, one is no more. INV-057."""
    plan = active(action("corner"), action("shoes"), action("bus"))
    fates = (
        Carried(ActionId("corner")),
        Replaced(ActionId("shoes"), action("boots", day(9))),
        Cancelled(ActionId("bus"), "the line was closed"),
    )
    revision = Revision(
        reason="autumn",
        fates=fates,
        what_matters="dry feet",
        contingency=Contingency(red_flags=("a fall",), call="the nurse line"),
        cadence=WEEKLY,
    )

    second = after(plan, Revise(revision=revision), on=day(9))

    assert (second.version, second.revised_on) == (2, day(9))
    assert [(a.id, a.status.value, a.reason) for a in second.actions] == [
        ("corner", "not-started", ""),
        ("shoes", "cancelled", "replaced"),
        ("bus", "cancelled", "the line was closed"),
        ("boots", "not-started", ""),
    ]
    assert action_in(second, "shoes").replaced_by == "boots"
    assert second.what_matters == "dry feet"
    assert second.contingency.call == "the nurse line"
    assert second.review.cadence == WEEKLY
    kept = after(
        second,
        Revise(
            revision=Revision(
                reason="typo",
                fates=[Carried(ActionId("corner")), Carried(ActionId("boots"))],
            )
        ),
        on=day(9),
    )
    assert (kept.what_matters, kept.review.cadence) == ("dry feet", WEEKLY)


def test_a_revision_that_forgets_or_doubles_names_each_action() -> None:
    """INV-057, INV-008."""
    plan = active(action("corner"), action("shoes"))
    fates = (
        Carried(ActionId("corner")),
        Cancelled(ActionId("corner"), "tired"),
        Replaced(ActionId("sea"), action("shoes")),
    )

    assert reasons(plan, Revise(revision=Revision(reason="x", fates=fates))) == (
        "no word of action shoes",
        "no such open action: sea",
        "must say of each action one thing only",
        "action shoes is there already",
    )


def test_a_revision_is_not_dated_before_the_one_it_revises() -> None:
    """Nor before a cancelled action came to stand where it does."""
    second = after(
        active(),
        Revise(revision=Revision(reason="x", fates=[Carried(ActionId("corner"))])),
        MoveAction(action_id=ActionId("corner"), move="start"),
        on=day(5),
    )
    third = Revision(reason="x", fates=[Cancelled(ActionId("corner"), "tired")])

    assert reasons(second, Revise(revision=third), on=day(4)) == (
        "must not be before it came to stand where it does",
        "must not be before the version it revises",
    )


# --- holding and resuming ------------------------------------------------------------


def test_a_plan_that_rests_needs_an_active_goal_to_go_on() -> None:
    """While it rests nothing must be active. INV-053."""
    resting = after(active(), HoldPlan(reason="in hospital"))
    without = after(resting, MoveGoal(goal_id=GoalId("walk"), move="complete"))

    assert without.review.queued is None
    assert reasons(without, ResumePlan()) == (
        "an active plan must have an active goal, or a review queued",
    )
    assert after(resting, ResumePlan(), on=day(9)).activated_on == MONDAY


# --- facts ---------------------------------------------------------------------------


def test_a_plan_is_told_as_facts() -> None:
    """Of three open actions the family does two; one review was held."""
    plan = active(
        action("corner"),
        action("shoes", responsible=Party(PartyKind.CAREGIVER, "son")),
        action("bus", responsible=NURSE, trauma_informed=True),
        action("typo"),
    )
    error = MoveAction(action_id=ActionId("typo"), move="enter in error", reason="typo")
    plan = after(plan, error, HoldReview(), on=day(3))
    kinds = ("action", "plan review", "plan")
    chart = Chart(
        patient=Patient(id=PatientId("ann")),
        filed=plans.entries(plan),
        coverage=[Coverage(kind=kind) for kind in kinds],
    )
    asked = [
        Count(select, Ever())
        for select in (plans.OPEN_ACTIONS, plans.OPEN_AT_HOME, plans.REVIEWS)
    ]

    known = draw(asked, chart, on=day(9))

    assert [known.value(each) for each in asked] == [3, 2, 1]
    assert [(e.id, e.status) for e in chart.entries("plan")] == [("plan", "active")]
    (bus,) = [entry for entry in chart.entries("action") if entry.id == "bus"]
    assert bus.codes == ("staff",)
    assert bus.links == ("walk", "rosa")
    ended = after(plan, RevokePlan(reason="moved"), on=day(9))
    assert {e.until for e in plans.entries(ended) if e.kind == "plan"} == {day(9)}


@given(around.plans())
def test_whatever_happened_to_a_plan_can_stand_in_a_chart(plan: Plan) -> None:
    """Every id once among those of its kind; drafts and ended plans too."""
    told = plans.entries(plan)

    chart = Chart(patient=Patient(id=plan.patient_id), filed=told)

    assert set(chart.filed) == set(told)
    assert (told == ()) is (plan.status is PlanStatus.ENTERED_IN_ERROR)


@pytest.mark.parametrize(
    "thing",
    [
        active(),
        active().contingency,
        goal("walk"),
        action("corner"),
        Replaced(ActionId("corner"), action("shoes")),
        Cancelled(ActionId("corner"), "walk to the clinic"),
        Revision(reason="walk to the clinic"),
        DraftPlan(
            plan_id=PlanId("plan"),
            patient_id=PatientId("ann"),
            author=ROSA_ID,
            what_matters="walk to the clinic",
        ),
        plans.Queued(since=MONDAY, why="walk to the clinic"),
        VoiceGoal(goal=goal("walk")),
        HoldPlan(reason="walk to the clinic"),
        NoteAchievement(goal_id=GoalId("walk"), achievement=Achievement.NOT_ATTAINABLE),
    ],
)
def test_nothing_that_a_person_said_is_shown_unasked(thing: object) -> None:
    """Not their words, their reasons, nor how far they came."""
    assert "walk to" not in repr(thing)
    assert "not-attainable" not in repr(thing)
