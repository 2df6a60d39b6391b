"""What of plans, goals and teams is not kept: counted, and told without a value."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from caremodel.care.plans import Plan
from caremodel.exchange import fhir
from exchange.fhir.written import (
    ADA,
    Resource,
    about_ada,
    bundle,
    coded,
    losses,
    only_goal,
    only_plan,
    patient,
    read,
)

AGAIN = "plans, goals and teams that came again with other content: the first"
TYPES = ("CarePlan", "Goal", "CareTeam")


def wish(**fields: Any) -> Resource:
    """Write a goal."""
    return about_ada("Goal", **{"description": {"text": "walk"}, **fields})


def test_an_export_without_any_has_none() -> None:
    """And nothing of them is lost."""
    export = read(about_ada("Encounter"))

    assert (export.plans, export.goals, export.teams, export.losses) == ((),) * 4


def test_a_loss_says_how_many_there_are_of_it() -> None:
    """As one would say it."""
    assert str(fhir.Loss("goals of which no day is told", 1200)) == (
        "1,200 goals of which no day is told"
    )


def test_what_comes_again_is_compared_in_all_it_says() -> None:
    """The chart may be the same while the plan is not: the first one counts."""
    one = wish(statusReason="first")

    same = read(one, one)
    other = read(one, wish(statusReason="second"))

    assert AGAIN not in losses(same)
    assert only_goal(other).reason == "first"
    assert losses(other)[AGAIN] == 1
    assert other.unread == ()


def test_references_are_compared_by_what_they_mean() -> None:
    """A bundle may name the same person otherwise than the next."""
    said = [{"reference": "Practitioner/p"}, {"reference": "urn:uuid:p"}]
    nurse = {"resourceType": "Practitioner", "id": "p"}
    goals = [wish(expressedBy=each) for each in said]

    export = read(nurse, *goals)

    assert AGAIN not in losses(export)
    assert "1 resource came again with the same content and was merged" in export.notes


def test_what_was_set_aside_first_is_not_compared() -> None:
    """There is nothing to compare it with, and it is unread with its place."""
    in_error = wish(lifecycleStatus="entered-in-error")

    export = read(in_error, wish(), wish(id="2"))

    assert only_goal(export).id == "Goal/2"
    assert AGAIN not in losses(export)
    assert len(export.unread) == 1


def test_plans_of_nobody_there_are_none_of_ours() -> None:
    """They are unread, with their place."""
    export = fhir.read_bundle(
        bundle(about_ada("CarePlan"), {"resourceType": "Organization", "id": "o"})
    )

    assert (export.plans, export.losses) == ((), ())
    assert [each.what for each in export.unread] == ["CarePlan"]


def test_plans_wait_for_the_patient_as_charts_do() -> None:
    """Whatever comes first in the bundle, and however the patient is named."""
    entries = [
        {"resource": about_ada("CarePlan", subject={"reference": "urn:uuid:1"})},
        {"resource": wish(subject={"reference": "urn:uuid:1"})},
        {"resource": patient(), "fullUrl": "urn:uuid:1"},
    ]
    document = {"resourceType": "Bundle", "entry": entries}

    export = fhir.read_bundle(json.dumps(document).encode())

    assert only_plan(export).patient_id == "ada"
    assert only_goal(export).words == "walk"


def test_a_bundle_that_is_not_whole_leaves_no_plan_behind(tmp_path: Path) -> None:
    """What was read of it is forgotten, here as in the chart."""
    kept, torn = bundle(patient(), wish()), bundle(patient(), about_ada("CarePlan"))
    (tmp_path / "a.json").write_bytes(kept)
    (tmp_path / "b.json").write_bytes(torn[:-1])

    export = fhir.read(tmp_path)

    assert export.plans == ()
    assert only_goal(export).id == "Goal/1"
    assert "CarePlan" not in str(export.losses)


def canaries() -> Iterator[Resource]:
    """Write resources that say something wherever they can."""
    word, words = "canary", {"text": "canary", "coding": [{"display": "canary"}]}
    yield wish(
        description=words,
        statusReason=word,
        achievementStatus=words,
        canary=word,
        expressedBy={"display": word},
        note=[{"text": word}],
    )
    yield about_ada(
        "CarePlan",
        title=word,
        canary=word,
        goal=[{"reference": "Goal/1"}],
        activity=[
            {
                "canary": word,
                "detail": {
                    "canary": word,
                    "code": words,
                    "status": "completed",
                    "goal": [{"reference": "Goal/1"}],
                    "performer": [ADA],
                    "statusReason": words,
                    "description": word,
                },
            }
        ],
    )
    yield about_ada(
        "CareTeam",
        name=word,
        participant=[{"member": ADA, "role": [words], "canary": word}],
    )


def test_no_value_shows_where_nobody_asked_for_it() -> None:
    """Not in the losses, nor wherever a plan, a goal or a team is shown."""
    export = read(*canaries())

    (plan,), (team,) = export.plans, export.teams
    parts = (export, plan, team, *plan.goals, *plan.actions, *team.members)
    assert plan.actions[0].words == plan.goals[0].words == "canary"
    shown = [*map(repr, parts), *map(str, export.losses), *map(repr, export.losses)]
    assert "canary" not in "".join(shown)
    assert not any("canary" in str(each) for each in export.unread)


def test_a_goal_of_no_plan_shows_ids_alone() -> None:
    """Whose it is, and which."""
    (goal,) = read(wish(description={"text": "canary"})).goals

    assert repr(goal) == "PatientGoal('ada', Goal('Goal/1'))"


@pytest.mark.parametrize("resource_type", TYPES)
def test_whatever_stands_anywhere_is_read_or_counted(resource_type: str) -> None:
    """Nonsense in any field ends in an export, and never in its text."""
    fields = (
        *("author", "goal", "careTeam", "activity", "contained", "participant"),
        *("period", "expressedBy", "addresses", "target", "description", "created"),
        *("achievementStatus", "statusReason", "statusDate", "startDate"),
    )
    nonsense: tuple[Any, ...] = (
        "canary",
        7,
        True,
        {"canary": 1},
        ["canary"],
        [{"canary": []}],
        [[]],
    )
    for field in fields:
        for value in nonsense:
            export = read(about_ada(resource_type, **{field: value}))
            assert len(export.charts) == 1
            told = [*map(str, export.losses), *map(str, export.unread)]
            assert "canary" not in "".join(told)


@pytest.mark.parametrize(
    "inner",
    [
        {"detail": {"performer": [{"reference": {}}]}},
        {"detail": {"performer": [{"reference": "Practitioner/p", "type": ["x"]}]}},
        {"detail": {"goal": [{"reference": 7}]}},
        {"detail": {"status": {}}},
        {"detail": {"code": coded("1")["coding"]}},
        {"detail": {"description": []}},
    ],
)
def test_nonsense_inside_an_activity_ends_in_a_chart(inner: Resource) -> None:
    """And in a plan, or in a loss that says why there is none."""
    export = read(about_ada("CarePlan", activity=[inner]))

    assert len(export.plans) + ("CarePlan in no" in str(export.losses)) == 1
    assert all(isinstance(each, Plan) for each in export.plans)
