"""Goals of FHIR as ours: as told, and nothing made up where nobody says it."""

from datetime import date
from typing import Any

import pytest

from caremodel.care.goals import Achievement, GoalKind, Lifecycle, VoicedBy
from exchange.fhir.written import (
    ADA,
    Resource,
    about_ada,
    coded,
    losses,
    only_chart,
    only_goal,
    read,
    reasons,
)

MARCH, MAY = date(2024, 3, 1), date(2024, 5, 2)
WORDS = {"text": "walk to the lake"}

HEALTH = "goals taken for goals of health: R4 does not tell those of life"
NOBODYS = "goals of which nobody says whose wish they are"
NO_YES = "accepted goals of which nobody says that the patient said yes"
LOOKED = "achievements of goals of which nobody says when someone looked"
UNKNOWN = "achievements of goals in words, or in codes that are not of R4"


def wish(**fields: Any) -> Resource:
    """Write a goal that Ada expressed, or what *fields* say."""
    return about_ada("Goal", **{"description": WORDS, "expressedBy": ADA, **fields})


def test_a_goal_says_what_it_says() -> None:
    """Words, voice, days, what it is about, until when, and why."""
    export = read(
        wish(
            statusDate="2024-05-02",
            addresses=[{"reference": "Condition/c"}],
            target=[{"dueDate": "2024-09-30"}],
            statusReason="since the snow has gone",
        )
    )

    goal = only_goal(export)
    assert (goal.id, goal.words, goal.kind) == (
        "Goal/1",
        WORDS["text"],
        GoalKind.HEALTH,
    )
    assert goal.voiced_by is not None
    assert (goal.voiced_by.kind, goal.voiced_by.id) == (VoicedBy.PATIENT, "ada")
    assert (goal.lifecycle, goal.voiced_on, goal.since) == (
        Lifecycle.ACTIVE,
        MARCH,
        MAY,
    )
    assert goal.agreed_on == MARCH
    assert goal.addresses == ("Condition/c",)
    assert goal.wanted_by == date(2024, 9, 30)
    assert goal.reason == "since the snow has gone"
    assert losses(export) == {HEALTH: 1}


# The table, typed from the standard: where a goal stands, and whether that is a yes.
TABLE = {
    "proposed": False,
    "planned": False,
    "accepted": True,
    "active": True,
    "on-hold": True,
    "completed": True,
    "cancelled": False,
    "rejected": False,
}


@pytest.mark.parametrize("code", TABLE)
def test_each_lifecycle_of_the_standard_is_one_of_ours(code: str) -> None:
    """And a wish of the patient's own that is accepted has their yes."""
    goal = only_goal(read(wish(lifecycleStatus=code)))

    assert goal.lifecycle.value == code
    assert goal.agreed_on == (MARCH if TABLE[code] else None)


def test_a_goal_entered_in_error_is_none() -> None:
    """The note that tells of it in the chart tells of it here."""
    export = read(wish(lifecycleStatus="entered-in-error"))

    assert not export.goals
    assert export.notes == ("1 resource entered in error was set aside",)


def test_an_unknown_lifecycle_is_refused() -> None:
    """As it is in the chart."""
    export = read(wish(lifecycleStatus="canary"))

    assert not export.goals
    assert reasons(export) == ["Goal: lifecycleStatus: must be a status of R4"]


@pytest.mark.parametrize(
    ("reference", "kind", "voice_id"),
    [
        ("Patient/ada", VoicedBy.PATIENT, "ada"),
        ("RelatedPerson/r", VoicedBy.CAREGIVER, "RelatedPerson/r"),
        ("Practitioner/p", VoicedBy.STAFF, "Practitioner/p"),
        ("PractitionerRole/p", VoicedBy.STAFF, "PractitionerRole/p"),
        (
            "Practitioner?identifier=npi|7",
            VoicedBy.STAFF,
            "Practitioner?identifier=npi|7",
        ),
    ],
)
def test_who_expressed_a_goal_voiced_it(
    reference: str, kind: VoicedBy, voice_id: str
) -> None:
    """Someone related may not decide for the patient, as far as anyone says."""
    export = read(wish(expressedBy={"reference": reference}))

    goal = only_goal(export)
    assert goal.voiced_by is not None
    assert (goal.voiced_by.kind, goal.voiced_by.id) == (kind, voice_id)
    own = kind is VoicedBy.PATIENT
    assert (goal.agreed_on is not None) is own
    assert (NO_YES in losses(export)) is not own


@pytest.mark.parametrize(
    ("said", "loss"),
    [
        (None, NOBODYS),
        ({"display": "canary"}, NOBODYS),
        (
            {"reference": "Patient/bob"},
            "goals voiced by someone of a kind that is not known",
        ),
        (
            {"reference": "Device/d"},
            "goals voiced by someone of a kind that is not known",
        ),
        (
            {"reference": "urn:uuid:canary"},
            "goals voiced by someone of a kind that is not known",
        ),
        (
            {"reference": "Practitioner?identifier=a|%00canary"},
            "goals voiced by someone of a kind that is not known",
        ),
    ],
)
def test_a_goal_of_whose_wish_nobody_says_is_nobodys(said: Any, loss: str) -> None:
    """It is held as told, and counted; it has no yes either."""
    export = read(wish(expressedBy=said))

    goal = only_goal(export)
    assert (goal.voiced_by, goal.agreed_on) == (None, None)
    assert goal.voiced_on == MARCH
    found = losses(export)
    assert (found[loss], found[NO_YES]) == (1, 1)
    assert ("Goal.expressedBy in words only" in found) is (
        said == {"display": "canary"}
    )


def test_a_type_beside_a_reference_says_who_it_is() -> None:
    """Where the reference itself does not."""
    said = {"reference": "urn:uuid:gone", "type": "Practitioner"}

    goal = only_goal(read(wish(expressedBy=said)))

    assert goal.voiced_by is not None
    assert goal.voiced_by.kind is VoicedBy.STAFF


@pytest.mark.parametrize(
    ("start", "stood", "voiced_on", "since", "loss"),
    [
        (None, None, None, None, "goals of which no day is told"),
        (None, "2024-05-02", None, MAY, ""),
        ("2024-03-01", None, MARCH, MARCH, ""),
        (
            "2024-05-02",
            "2024-03-01",
            None,
            MARCH,
            "days on which goals begin, after the day they came to stand as they do",
        ),
        (
            "2024-03",
            None,
            MARCH,
            MARCH,
            "days told as a month or a year: the first or last of it stands for it",
        ),
    ],
)
def test_days_are_those_that_are_told(
    start: str | None,
    stood: str | None,
    voiced_on: date | None,
    since: date | None,
    loss: str,
) -> None:
    """A goal of no day is held without any."""
    export = read(wish(undated=True, startDate=start, statusDate=stood))

    goal = only_goal(export)
    assert (goal.voiced_on, goal.since) == (voiced_on, since)
    assert goal.agreed_on == (voiced_on or since)
    found = losses(export)
    assert found.pop(NO_YES, 0) == (since is None)
    assert found == {HEALTH: 1, **({loss: 1} if loss else {})}


@pytest.mark.parametrize("achievement", Achievement)
def test_each_achievement_of_the_standard_is_one_of_ours(
    achievement: Achievement,
) -> None:
    """When someone looked is not said: R4 has a day for the lifecycle alone."""
    export = read(
        wish(
            achievementStatus=coded(achievement.value),
            lifecycleStatus="completed",
            statusDate="2024-05-02",
        )
    )

    goal = only_goal(export)
    assert (goal.achievement, goal.achievement_on) == (achievement, None)
    assert losses(export) == {HEALTH: 1, LOOKED: 1}


@pytest.mark.parametrize(
    ("lifecycle", "said", "loss"),
    [
        ("active", coded("canary"), UNKNOWN),
        ("active", coded("achieved", "no-progress"), UNKNOWN),
        ("active", {"text": "in-progress"}, UNKNOWN),
        (
            "proposed",
            coded("in-progress"),
            "achievements of goals that stand where none can be achieved",
        ),
        (
            "accepted",
            coded("achieved"),
            "achievements of goals that stand where none can be achieved",
        ),
    ],
)
def test_other_achievements_are_counted(lifecycle: str, said: Any, loss: str) -> None:
    """The goal stays."""
    export = read(wish(lifecycleStatus=lifecycle, achievementStatus=said))

    assert only_goal(export).achievement is None
    assert losses(export) == {HEALTH: 1, loss: 1}


def test_words_may_be_those_of_a_code() -> None:
    """For want of a text."""
    described = {"coding": [{"code": "1"}, {"code": "2", "display": "Food security"}]}

    assert only_goal(read(wish(description=described))).words == "Food security"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"description": None}, "description: must say something"),
        ({"description": {"text": " "}}, "description: must say something"),
        ({"description": {"text": 7}}, "text: must be text"),
        ({"description": {"coding": {}}}, "coding: must be a list"),
        ({"statusReason": ["canary"]}, "statusReason: must be text"),
        ({"target": {"dueDate": "canary"}}, "target: must be a list"),
        ({"target": ["canary"]}, "target: must be an object"),
        (
            {"target": [{"dueDate": "canary"}]},
            "dueDate: must be a date, or a time with seconds and its offset",
        ),
        (
            {"target": [{"modifierExtension": []}]},
            "target: must not change what the resource means",
        ),
        ({"contained": {}}, "contained: must be a list"),
    ],
)
def test_a_goal_that_is_not_clear_stays_in_the_chart_alone(
    fields: Resource, problem: str
) -> None:
    """With its reason, and without any value."""
    export = read(wish(**fields))

    assert not export.goals
    assert only_chart(export).entries("goal")
    assert losses(export) == {f"Goal in no plan, goal or team of ours: {problem}": 1}


def test_of_several_days_none_is_the_one() -> None:
    """Two targets of one day have that; each part of a target is counted."""
    target = {"dueDate": "2024-09", "measure": coded("1"), "canary": 1, "_dueDate": {}}

    same = read(wish(target=[target, {"dueDate": "2024-09-30"}, {}]))
    apart = read(wish(target=[target, {"dueDate": "2024-10-01"}]))

    assert only_goal(same).wanted_by == date(2024, 9, 30)
    assert only_goal(apart).wanted_by is None
    assert losses(apart) == {
        HEALTH: 1,
        "Goal.target has fields that are not of R4": 1,
        "Goal.target.dueDate has no place here": 1,
        "Goal.target.measure has no place here": 1,
        "days told as a month or a year: the first or last of it stands for it": 1,
        "targets of goals that have several, each with a day of its own": 1,
    }


def test_fields_without_a_place_are_counted_by_name() -> None:
    """Those of the standard; what others call theirs is not repeated."""
    export = read(
        wish(
            priority=coded("high"),
            note=[],
            canary="canary",
            addresses=[{"display": "canary"}],
        )
    )

    assert losses(export) == {
        HEALTH: 1,
        "Goal has fields that are not of R4": 1,
        "Goal.addresses in words only": 1,
        "Goal.note has no place here": 1,
        "Goal.priority has no place here": 1,
    }
