"""Plans of FHIR as ours: active only where they are the person's own."""

from datetime import date
from typing import Any

import pytest

from caremodel.care.plans import ActionStatus, PartyKind, PlanStatus
from exchange.fhir.written import (
    ADA,
    Resource,
    about_ada,
    coded,
    losses,
    only_chart,
    only_goal,
    only_plan,
    read,
)

MARCH, MAY = date(2024, 3, 1), date(2024, 5, 2)

HEALTH = "goals taken for goals of health: R4 does not tell those of life"
INTENT = "CarePlan.intent has no place here"
NO_AUTHOR = "plans of which nobody says who wrote them"
NO_SINCE = "plans that rest or ended, of which nobody says since when"
NO_AGREED = "actions of which nobody says when they were agreed"
NO_ACTION = "actions without a goal or someone responsible"
DRAFT = "plans active elsewhere that are drafts here: "
LAWS = (
    "an active plan must have a goal that the person voiced",
    "an active plan must have an action",
    "an active plan must have an active goal, or a review queued",
)

GOAL = {"reference": "Goal/g"}
NURSE = {"reference": "Practitioner/p"}


def wish(**fields: Any) -> Resource:
    """Write a goal that Ada expressed."""
    usual = {"description": {"text": "walk"}, "expressedBy": ADA}
    return about_ada("Goal", "g", **{**usual, **fields})


def activity(**fields: Any) -> Resource:
    """Write an activity for the goal, in the hands of one."""
    usual = {
        "code": {"text": "walk to the corner"},
        "status": "not-started",
        "goal": [GOAL],
        "performer": [ADA],
    }
    return {"detail": {**usual, **fields}}


def plan(*activities: Resource, **fields: Any) -> Resource:
    """Write a plan with the goal and *activities*."""
    usual = {"author": NURSE, "goal": [GOAL], "activity": list(activities)}
    return about_ada("CarePlan", **{**usual, **fields})


def test_an_active_plan_of_the_persons_own_is_active() -> None:
    """With a goal they voiced, which is active, and an action for it."""
    export = read(wish(), plan(activity(statusReason={"text": "snow"})))

    made = only_plan(export)
    assert (made.id, made.author, made.status) == (
        "CarePlan/1",
        "Practitioner/p",
        PlanStatus.ACTIVE,
    )
    assert (made.drafted_on, made.since, made.activated_on) == (MARCH, MARCH, MARCH)
    assert [goal.id for goal in made.goals] == ["Goal/g"]
    (action,) = made.actions
    assert (action.id, action.goal_id, action.words, action.reason) == (
        "CarePlan/1#0",
        "Goal/g",
        "walk to the corner",
        "snow",
    )
    assert (action.status, action.agreed_on) == (ActionStatus.NOT_STARTED, MARCH)
    assert (action.responsible.kind, action.responsible.id) == (
        PartyKind.PATIENT,
        "ada",
    )
    assert export.goals == ()
    assert losses(export) == {HEALTH: 1, INTENT: 1, NO_AGREED: 1}


@pytest.mark.parametrize(
    ("goal", "activities", "broken"),
    [
        ({}, [], LAWS[1:2]),
        ({"expressedBy": None}, [activity(status="completed")], LAWS[:1]),
        ({"expressedBy": NURSE}, [activity(status="completed")], LAWS[:1]),
        ({"undated": True}, [activity(status="completed")], LAWS[:1]),
        ({"lifecycleStatus": "accepted"}, [activity()], LAWS[2:]),
        ({"lifecycleStatus": "proposed"}, [], LAWS),
        (
            {"lifecycleStatus": "on-hold"},
            [activity(status="entered-in-error")],
            LAWS[1:],
        ),
    ],
)
def test_an_active_plan_that_is_not_theirs_is_a_draft(
    goal: Resource, activities: list[Resource], broken: tuple[str, ...]
) -> None:
    """Counted with the laws it would break; the chart keeps what is told. INV-049."""
    export = read(wish(**goal), plan(*activities))

    made = only_plan(export)
    assert (made.status, made.activated_on) == (PlanStatus.DRAFT, None)
    assert losses(export)[DRAFT + "; ".join(broken)] == 1
    (told,) = only_chart(export).entries("care_plan")
    assert told.status == "active"


# The table, typed from the standard: where a plan stands, since when, and when it first
# was in force, for one from 1 March to 2 May.
TABLE = {
    "draft": (PlanStatus.DRAFT, MARCH, None),
    "on-hold": (PlanStatus.ON_HOLD, MARCH, MARCH),
    "revoked": (PlanStatus.REVOKED, MAY, None),
    "completed": (PlanStatus.COMPLETED, MAY, MARCH),
}
PERIOD = {"start": "2024-03-01", "end": "2024-05-02"}


@pytest.mark.parametrize("code", TABLE)
def test_each_status_of_the_standard_is_one_of_ours(code: str) -> None:
    """What ended did so on its last day; an end that is away is counted."""
    export = read(about_ada("CarePlan", author=NURSE, status=code, period=PERIOD))

    made = only_plan(export)
    assert (made.status, made.since, made.activated_on) == TABLE[code]
    found = losses(export)
    assert found.pop(INTENT) == 1
    assert found.pop(NO_SINCE, 0) == (code == "on-hold")
    assert found.pop("days on which plans that are open are to end", 0) == (
        code in {"draft", "on-hold"}
    )
    assert not found


@pytest.mark.parametrize("code", ["completed", "revoked"])
def test_since_when_a_plan_has_ended_may_be_said_by_nobody(code: str) -> None:
    """Then its first day stands for it, and that is counted."""
    export = read(about_ada("CarePlan", author=NURSE, status=code))

    assert only_plan(export).since == MARCH
    assert losses(export) == {INTENT: 1, NO_SINCE: 1}


def test_a_plan_of_which_nobody_knows_where_it_stands_is_no_plan_of_ours() -> None:
    """Not knowing is no status with us; the chart has it, and so have its goals."""
    export = read(wish(), plan(status="unknown"))

    assert not export.plans
    assert only_goal(export).id == "Goal/g"
    assert losses(export)["plans of which nobody knows where they stand"] == 1
    assert only_chart(export).entries("care_plan")[0].status == "unknown"


@pytest.mark.parametrize(
    "fields", [{"status": "entered-in-error"}, {"intent": "proposal"}]
)
def test_what_is_set_aside_in_the_chart_is_so_here(fields: Resource) -> None:
    """And told there."""
    export = read(about_ada("CarePlan", **fields))

    assert not export.plans
    assert not export.losses
    assert len(export.notes) == 1


@pytest.mark.parametrize(
    ("fields", "drafted_on"),
    [
        ({"created": "2024-04-01T08:00:00Z"}, date(2024, 4, 1)),
        ({"period": {"end": "2024-05-02"}}, MAY),
        (
            {"period": {"end": "2024-05-02"}, "created": "2024-06-01"},
            MAY,
        ),
    ],
)
def test_the_earliest_day_stands_for_the_first(
    fields: Resource, drafted_on: date
) -> None:
    """Where the first is not told; it was in force on none that is known."""
    fields = {"undated": True, "status": "completed", **fields}
    export = read(about_ada("CarePlan", **fields))

    made = only_plan(export)
    assert (made.drafted_on, made.activated_on) == (drafted_on, None)
    loss = "plans without a first day: the earliest that is told stands for it"
    assert losses(export)[loss] == 1


def test_a_plan_of_no_day_is_no_plan_of_ours() -> None:
    """Counted, and in the chart."""
    export = read(about_ada("CarePlan", undated=True))

    assert not export.plans
    assert losses(export) == {INTENT: 1, "plans of which no day is told": 1}
    assert only_chart(export).entries("care_plan")


@pytest.mark.parametrize(
    ("author", "loss"),
    [
        (None, NO_AUTHOR),
        ({"display": "canary"}, NO_AUTHOR),
        (ADA, "authors of plans who are no workers"),
        ({"reference": "Organization/o"}, "authors of plans who are no workers"),
    ],
)
def test_who_wrote_a_plan_may_be_said_by_nobody(author: Any, loss: str) -> None:
    """Or be someone who is no worker."""
    export = read(about_ada("CarePlan", author=author))

    assert only_plan(export).author is None
    assert losses(export)[loss] == 1


@pytest.mark.parametrize(
    ("reference", "kind"),
    [
        ("RelatedPerson/r", PartyKind.CAREGIVER),
        ("Practitioner/p", PartyKind.STAFF),
        ("PractitionerRole/p", PartyKind.STAFF),
        ("Organization/o", PartyKind.PARTNER),
    ],
)
def test_the_one_who_performs_is_responsible(reference: str, kind: PartyKind) -> None:
    """INV-050."""
    made = only_plan(read(wish(), plan(activity(performer=[{"reference": reference}]))))

    party = made.actions[0].responsible
    assert (party.kind, party.id) == (kind, reference)


@pytest.mark.parametrize("status", ActionStatus)
def test_each_status_of_an_activity_is_one_of_ours(status: ActionStatus) -> None:
    """As the standard writes them."""
    made = only_plan(read(wish(), plan(activity(status=status.value))))

    assert made.actions[0].status is status


@pytest.mark.parametrize(
    ("told", "loss"),
    [
        (activity(performer=[]), NO_ACTION),
        (activity(performer=[ADA, NURSE]), NO_ACTION),
        (activity(performer=[{"display": "canary"}]), NO_ACTION),
        (activity(performer=[{"reference": "Device/d"}]), NO_ACTION),
        (activity(performer=[{"reference": "CareTeam/t"}]), NO_ACTION),
        (activity(performer=[{"reference": "Patient/bob"}]), NO_ACTION),
        (activity(goal=[]), NO_ACTION),
        (activity(goal=[{"reference": "Goal/other"}]), NO_ACTION),
        (activity(goal=[GOAL, {"reference": "Goal/h"}]), NO_ACTION),
        (activity(code=None), "actions without words"),
        (activity(status="unknown"), "actions of which nobody knows where they stand"),
        (activity(status="canary"), "actions of which nobody knows where they stand"),
        (activity(doNotPerform=True), "actions that are not to be done"),
        (
            {"reference": {"reference": "ServiceRequest/s"}},
            "actions that another resource tells, which is not read",
        ),
    ],
)
def test_an_activity_that_is_no_action_is_counted(told: Resource, loss: str) -> None:
    """It takes a goal of the plan, and one who is responsible."""
    other = about_ada("Goal", "h", description={"text": "sing"}, expressedBy=ADA)
    export = read(
        wish(),
        other,
        plan(told, goal=[GOAL, {"reference": "Goal/h"}], status="draft"),
    )

    assert only_plan(export).actions == ()
    assert losses(export) == {HEALTH: 2, INTENT: 1, loss: 1}


@pytest.mark.parametrize("status", ["completed", "revoked"])
def test_nothing_is_open_of_a_plan_that_ended(status: str) -> None:
    """What was done stays. INV-056."""
    export = read(
        wish(),
        plan(
            activity(status="in-progress"), activity(status="completed"), status=status
        ),
    )

    assert [each.id for each in only_plan(export).actions] == ["CarePlan/1#1"]
    assert losses(export)["actions still open of plans that ended"] == 1


def test_nothing_is_open_for_a_goal_without_a_yes() -> None:
    """What was done for it stays. INV-052."""
    export = read(
        wish(expressedBy=NURSE),
        plan(activity(), activity(status="completed", description="x", code=None)),
    )

    assert [each.words for each in only_plan(export).actions] == ["x"]
    loss = "actions still open for goals that the patient has not said yes to"
    assert losses(export)[loss] == 1


def test_a_goal_may_be_of_two_plans_and_one_may_not_be_there() -> None:
    """A plan has those that are; a goal of any plan is none of no plan."""
    absent = [GOAL, GOAL, {"reference": "Goal/x"}, {"display": "canary"}]
    other = plan(goal=[GOAL], id="2", status="draft")

    export = read(wish(), plan(goal=absent, status="draft"), other)

    assert [[goal.id for goal in each.goals] for each in export.plans] == [
        ["Goal/g"]
    ] * 2
    assert export.goals == ()
    assert losses(export) == {
        "CarePlan.goal in words only": 1,
        INTENT: 2,
        "goals that plans name and that are not there": 1,
        HEALTH: 1,
    }


def test_goals_inside_a_plan_are_read_with_it() -> None:
    """As are those who stand in it; a goal in error is counted."""
    inside = [
        {
            "resourceType": "Goal",
            "id": "g",
            "lifecycleStatus": "active",
            "startDate": "2024-03-01",
            "description": {"text": "rest"},
            "expressedBy": {"reference": "#p"},
        },
        {"resourceType": "Goal", "id": "h", "lifecycleStatus": "entered-in-error"},
        {"resourceType": "Practitioner", "id": "p"},
        {"resourceType": ["canary"], "id": "q"},
        {"resourceType": "Goal", "id": ["canary"]},
    ]
    fields = {"contained": inside, "author": {"reference": "#p"}}

    export = read(plan(goal=[{"reference": "#g"}], **fields))

    made = only_plan(export)
    assert made.author == "CarePlan/1#p"
    (goal,) = made.goals
    assert (goal.id, goal.words) == ("CarePlan/1#g", "rest")
    assert goal.voiced_by is not None
    assert goal.voiced_by.id == "CarePlan/1#p"
    assert losses(export)["goals inside plans that were entered in error"] == 1


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"activity": {}}, "activity: must be a list"),
        ({"activity": [{"detail": "canary"}]}, "activity: must be an object"),
        (
            {"activity": [activity(modifierExtension=[])]},
            "activity: must not change what the resource means",
        ),
        (
            {"activity": [{"modifierExtension": []}]},
            "activity: must not change what the resource means",
        ),
        (
            {"contained": [{"resourceType": "Goal", "id": "g", "lifecycleStatus": []}]},
            "contained: lifecycleStatus must be a status of R4",
        ),
    ],
)
def test_a_plan_that_is_not_clear_stays_in_the_chart_alone(
    fields: Resource, problem: str
) -> None:
    """With its reason, and without any value."""
    export = read(about_ada("CarePlan", **fields))

    assert not export.plans
    assert only_chart(export).entries("care_plan")
    loss = f"CarePlan in no plan, goal or team of ours: {problem}"
    assert losses(export) == {loss: 1}


def test_parts_of_plans_without_a_place_are_counted() -> None:
    """Of the plan, of an activity, and of its detail."""
    told = {**activity(kind="Task", canary=1), "progress": []}

    export = read(plan(told, goal=[], title="canary", category=[coded("1")]))

    assert losses(export) == {
        "CarePlan.activity.detail has fields that are not of R4": 1,
        "CarePlan.activity.detail.kind has no place here": 1,
        "CarePlan.activity.progress has no place here": 1,
        "CarePlan.category has no place here": 1,
        INTENT: 1,
        "CarePlan.title has no place here": 1,
        NO_ACTION: 1,
        DRAFT + "; ".join(LAWS): 1,
    }
