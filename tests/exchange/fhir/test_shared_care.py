"""Plans, goals and teams of real exports, against what the raw files say.

The files are walked here once more, plainly and without the reader.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from caremodel.care.teams import WorkerMember
from caremodel.exchange import fhir
from exchange.fhir.written import losses
from shared_exports import export_of

SETS = (
    "synthea-2019",
    "synthea-2020",
    "synthea-2020-bulk",
    "synthea-2022",
    "ecare-mcc",
    "fhir-r4-examples",
    "sdoh-gravity",
)
LISTED = {
    "synthea-2019": (732, 459, 0),
    "synthea-2020": (165, 0, 165),
    "synthea-2020-bulk": (165, 0, 165),
    "synthea-2022": (19, 19, 19),
    "ecare-mcc": (2, 13, 2),
    "fhir-r4-examples": (11, 2, 1),
    "sdoh-gravity": (0, 1, 0),
}
"""How many plans, goals and teams there are, as the description of the data says."""

DRAFTS = "plans active elsewhere that are drafts here: "

WALKED = ("Patient", "CarePlan", "Goal", "CareTeam")

Raw = dict[str, Any]


def documents(folder: Path) -> Iterator[Raw]:
    """Read each document of a folder, and each line of a bulk file."""
    for path in sorted(folder.rglob("*.*")):
        data = path.read_bytes()
        text = gzip.decompress(data) if path.suffix == ".gz" else data
        name = path.name.removesuffix(".gz")
        if name.endswith(".ndjson"):
            yield from map(json.loads, filter(bytes.strip, text.splitlines()))
        elif name.endswith(".json"):
            yield json.loads(text)


@cache
def raw_of(folder: Path) -> tuple[Raw, ...]:
    """Take those of a folder, with ids even where only an address has them."""
    found = []
    for document in documents(folder):
        whole = document.get("resourceType") == "Bundle"
        for entry in document["entry"] if whole else [{"resource": document}]:
            resource = entry["resource"]
            if resource.get("resourceType") in WALKED:
                found.append({"id": entry.get("fullUrl"), **resource})
    return tuple(found)


def of_type(folder: Path, resource_type: str) -> list[Raw]:
    """Take those of one type, each once, that are part of someone's record there."""
    raw = raw_of(folder)
    there = {each["id"] for each in raw if each.get("resourceType") == "Patient"}
    by_id = {
        each["id"]: each for each in raw if each.get("resourceType") == resource_type
    }
    return [
        each
        for each in by_id.values()
        if last(each["subject"]["reference"]) in {last(known) for known in there}
        and each.get("intent") != "proposal"
    ]


def last(reference: str) -> str:
    """Take the id out of a reference."""
    return reference.rpartition("/")[2].rpartition(":")[2]


def details(plans: list[Raw]) -> list[Raw]:
    """Take what plans say to be done, where they say it themselves."""
    activities = [each for plan in plans for each in plan.get("activity", [])]
    return [each["detail"] for each in activities if "detail" in each]


def inside(plans: list[Raw]) -> list[Raw]:
    """Take the goals that stand inside plans."""
    contained = [each for plan in plans for each in plan.get("contained", [])]
    return [each for each in contained if each["resourceType"] == "Goal"]


def only(counts: dict[str, int]) -> dict[str, int]:
    """Leave out what there is none of."""
    return {what: count for what, count in counts.items() if count}


@pytest.mark.parametrize("name", SETS)
def test_the_files_hold_what_is_said_of_them(name: str, shared_data: Path) -> None:
    """So that the walk of this test sees all there is."""
    counts = Counter(each.get("resourceType") for each in raw_of(shared_data / name))

    assert (counts["CarePlan"], counts["Goal"], counts["CareTeam"]) == LISTED[name]


@pytest.mark.parametrize("name", SETS)
def test_each_plan_is_one_of_ours_or_counted(name: str, shared_data: Path) -> None:
    """None has an action with a goal and one performer: who is active is a draft."""
    plans = of_type(shared_data / name, "CarePlan")
    dated = [each for each in plans if "created" in each or each.get("period")]
    export = export_of(shared_data / name)
    found = losses(export)

    assert not [
        each
        for each in details(plans)
        if each.get("goal") and len(each.get("performer", [])) == 1
    ]
    told = Counter(each["status"] for each in dated)
    told["draft"] += told.pop("active", 0)
    assert Counter(each.status.value for each in export.plans) == +told
    assert all(not each.actions for each in export.plans)
    drafts = sum(count for what, count in found.items() if what.startswith(DRAFTS))
    assert drafts == sum(each["status"] == "active" for each in dated)
    assert found.get("plans of which no day is told", 0) == len(plans) - len(dated)
    no_author = sum("author" not in each for each in dated)
    assert found.get("plans of which nobody says who wrote them", 0) == no_author


@pytest.mark.parametrize("name", SETS)
def test_each_activity_is_counted_once(name: str, shared_data: Path) -> None:
    """Whatever keeps it from being an action."""
    plans = [
        each
        for each in of_type(shared_data / name, "CarePlan")
        if "created" in each or each.get("period")
    ]
    told = details(plans)
    forbidden = sum(each.get("doNotPerform", False) for each in told)
    activities = sum(len(each.get("activity", [])) for each in plans)
    found = losses(export_of(shared_data / name))

    assert {what: n for what, n in found.items() if what.startswith("actions")} == only(
        {
            "actions that are not to be done": forbidden,
            "actions that another resource tells, which is not read": activities
            - len(told),
            "actions without a goal or someone responsible": len(told) - forbidden,
        }
    )


@pytest.mark.parametrize("name", SETS)
def test_each_goal_is_one_of_ours(name: str, shared_data: Path) -> None:
    """In a plan or in none; whose wish it is, and whether they said yes, as told."""
    plans = of_type(shared_data / name, "CarePlan")
    goals = [*of_type(shared_data / name, "Goal"), *inside(plans)]
    export = export_of(shared_data / name)
    found = losses(export)
    ours = [each.goal for each in export.goals]
    ours += {goal.id: goal for plan in export.plans for goal in plan.goals}.values()

    assert Counter(each.lifecycle.value for each in ours) == Counter(
        each["lifecycleStatus"] for each in goals
    )
    kinds = Counter(each.voiced_by and each.voiced_by.kind.value for each in ours)
    assert kinds[None] == sum("expressedBy" not in each for each in goals)
    nobodys = "goals of which nobody says whose wish they are"
    assert found.get(nobodys, 0) == kinds[None]
    undated = sum(not {"startDate", "statusDate"} & each.keys() for each in goals)
    assert sum(each.since is None for each in ours) == undated
    own = [each["expressedBy"]["reference"] for each in goals if "expressedBy" in each]
    subjects = {last(each["subject"]["reference"]) for each in goals}
    assert kinds["patient"] == sum(last(each) in subjects for each in own)
    assert sum(each.agreed_on is not None for each in ours) == sum(
        each.is_own and each.lifecycle.value in {"active", "on-hold"} for each in ours
    )


@pytest.mark.parametrize("name", SETS)
def test_achievements_are_kept_or_counted(name: str, shared_data: Path) -> None:
    """By their codes; a goal that is only accepted cannot be achieved with us."""
    plans = of_type(shared_data / name, "CarePlan")
    goals = [*of_type(shared_data / name, "Goal"), *inside(plans)]
    said = [each for each in goals if "achievementStatus" in each]
    coded = [each for each in said if "coding" in each["achievementStatus"]]
    at_odds = [
        each
        for each in coded
        if each["achievementStatus"]["coding"][0]["code"] == "achieved"
        and each["lifecycleStatus"] == "accepted"
    ]
    found = losses(export_of(shared_data / name))

    assert {n: c for n, c in found.items() if n.startswith("achievements")} == only(
        {
            "achievements of goals in words, or in codes that are not of R4": len(said)
            - len(coded),
            "achievements of goals of which nobody says when someone looked": len(coded)
            - len(at_odds),
            "achievements of goals that stand where none can be achieved": len(at_odds),
        }
    )


@pytest.mark.parametrize("name", SETS)
def test_each_team_is_one_of_ours(name: str, shared_data: Path) -> None:
    """With everyone who is on it; one of no status is proposed."""
    teams = of_type(shared_data / name, "CareTeam")
    participants = [each for team in teams for each in team["participant"]]
    export = export_of(shared_data / name)

    assert Counter(each.status.value for each in export.teams) == Counter(
        each.get("status", "proposed") for each in teams
    )
    assert sum(len(each.members) for each in export.teams) == len(participants)
    workers = sum(
        isinstance(each.who, WorkerMember)
        for team in export.teams
        for each in team.members
    )
    assert workers == sum(
        "Practitioner" in each["member"]["reference"]
        or each["member"]["reference"] == "#pr1"
        or each["role"][0]["text"].startswith("Healthcare professional")
        for each in participants
    )
    coded = sum("coding" in each["role"][0] for each in participants)
    kept = [each.function for team in export.teams for each in team.members]
    assert len(kept) - kept.count(None) == coded


@pytest.mark.parametrize("name", SETS)
def test_each_field_without_a_place_is_counted(name: str, shared_data: Path) -> None:
    """For those at the top of plans and teams: all there is but what is read."""
    read = {
        "CarePlan": "status subject period created author careTeam goal activity",
        "CareTeam": "status subject period participant",
    }
    found = losses(export_of(shared_data / name))
    for resource_type, fields in read.items():
        passed = {*fields.split(), "resourceType", "id", "meta", "contained"}
        left = Counter(
            f"{resource_type}.{key} has no place here"
            for each in of_type(shared_data / name, resource_type)
            for key in each.keys() - passed
        )
        assert left == Counter(
            {
                what: count
                for what, count in found.items()
                if what.count(".") == 1
                and what.startswith(f"{resource_type}.")
                and what.endswith("no place here")
            }
        )


def test_bundles_and_bulk_files_give_the_same_plans_and_teams(
    shared_data: Path,
) -> None:
    """And the same losses."""
    bundles = export_of(shared_data / "synthea-2020")
    bulk = export_of(shared_data / "synthea-2020-bulk")

    assert _all_of(bundles) == _all_of(bulk)
    assert all(team.plan_id for team in bundles.teams)


def _all_of(export: fhir.Export) -> tuple[object, ...]:
    plans = sorted(export.plans, key=lambda plan: plan.id)
    teams = sorted(export.teams, key=lambda team: team.id)
    return plans, export.goals, teams, export.losses


def test_what_people_said_themselves_is_theirs(shared_data: Path) -> None:
    """One plan of these has a goal that its person voiced; it lacks the actions."""
    export = export_of(shared_data / "ecare-mcc")

    assert [plan.id for plan in export.plans if plan.co_created] == [
        "CarePlan/djones-careplan-ppc"
    ]
    assert losses(export)[f"{DRAFTS}an active plan must have an action"] == 1
