"""Teams of FHIR as ours: who is on them, for how long, and nobody named unasked."""

from datetime import date
from typing import Any

import pytest

from caremodel.care.teams import (
    Ground,
    PartnerMember,
    PatientMember,
    SupportMember,
    TeamStatus,
    WorkerMember,
)
from caremodel.exchange import fhir
from caremodel.grammar.dates import Period
from caremodel.people.patients import PatientId, PersonId
from caremodel.people.roles import PartnerId, WorkerId
from exchange.fhir.written import (
    ADA,
    Resource,
    about_ada,
    coded,
    losses,
    only_chart,
    only_team,
    read,
)

MARCH, MAY = date(2024, 3, 1), date(2024, 5, 2)
PERIOD = {"start": "2024-03-01", "end": "2024-05-02"}
LASTED = Period(start=MARCH, end=date(2024, 5, 3))
NURSE = {"reference": "Practitioner/p"}

NO_MEMBER = "participants of a kind that no team takes"
NOBODY = "participants of teams who are named in words only, or not at all"
NO_PARTNER = "participants on behalf of someone who is no partner of a worker"
OUTSIDE = "participants whose days all lie outside those of their team"
CUT = "participants of whose days some lie outside those of their team"


def team(*participants: Resource, **fields: Any) -> Resource:
    """Write an active team of *participants*."""
    usual = {"status": "active", "participant": list(participants)}
    return about_ada("CareTeam", **{**usual, **fields})


def test_a_team_says_who_is_on_it() -> None:
    """In the order told, for as long as the team, each in their first role."""
    export = read(
        team(
            {"member": ADA},
            {"member": NURSE, "role": [coded("rn"), coded("lead", "boss")]},
            {"member": {"reference": "RelatedPerson/r"}, "role": [{"text": "x"}]},
            {"member": {"reference": "Organization/o"}},
            {"member": {"reference": "CareTeam/t"}},
        )
    )

    made = only_team(export)
    assert (made.id, made.status, made.plan_id) == (
        "CareTeam/1",
        TeamStatus.ACTIVE,
        None,
    )
    assert made.template == fhir.AS_TOLD
    assert (made.period, made.changed_on) == (Period(start=MARCH), MARCH)
    assert [(each.who, each.function, each.why) for each in made.members] == [
        (PatientMember(PatientId("ada")), None, Ground.OWN_CARE),
        (WorkerMember(WorkerId("Practitioner/p")), "rn", Ground.ASSIGNED),
        (SupportMember(PersonId("RelatedPerson/r")), None, Ground.ASSIGNED),
        (PartnerMember(PartnerId("Organization/o")), None, Ground.ASSIGNED),
        (PartnerMember(PartnerId("CareTeam/t")), None, Ground.ASSIGNED),
    ]
    assert {each.period for each in made.members} == {made.period}
    assert made.designations == ()
    assert losses(export) == {
        "partners of teams of whom nobody says what they accepted": 2,
        "roles of participants beyond their first": 2,
        "roles of participants in words only": 1,
        "support persons of whom nobody says that the patient named them": 1,
    }


# The table, typed from the standard: where a team stands, and whether it has ended.
TABLE = {
    "proposed": (TeamStatus.PROPOSED, False),
    "active": (TeamStatus.ACTIVE, False),
    "suspended": (TeamStatus.SUSPENDED, False),
    "inactive": (TeamStatus.INACTIVE, True),
    None: (TeamStatus.PROPOSED, False),
}


@pytest.mark.parametrize("code", TABLE)
def test_each_status_of_the_standard_is_one_of_ours(code: str | None) -> None:
    """None is taken for the one that claims least; open teams have no end yet."""
    export = read(team({"member": ADA}, status=code, period=PERIOD))

    made, (status, ended) = only_team(export), TABLE[code]
    assert made.status is status
    assert made.period == (LASTED if ended else Period(start=MARCH))
    assert made.members[0].period == made.period
    assert made.changed_on == (LASTED.end if ended else MARCH)
    found = losses(export)
    no_status = "teams of which nobody says where they stand: taken as proposed"
    assert found.pop(no_status, 0) == (code is None)
    to_end = "days on which teams that are open are to end"
    assert found.pop(to_end, 0) == (not ended)
    assert not found


def test_a_team_that_ended_on_no_day_is_no_team_of_ours() -> None:
    """Whoever was on it was so until nobody knows when; the chart has it."""
    export = read(team(status="inactive"))

    assert not export.teams
    assert losses(export) == {"teams that ended, of which nobody says when": 1}
    assert only_chart(export).entries("care_team")


@pytest.mark.parametrize(
    ("period", "participant", "start"),
    [
        ({"end": "2024-05-02"}, {}, MAY),
        (None, {"period": {"start": "2024-04-01"}}, date(2024, 4, 1)),
        (None, {"period": {"end": "2024-05-02"}}, MAY),
    ],
)
def test_the_earliest_day_stands_for_the_first(
    period: Any, participant: Resource, start: date
) -> None:
    """Of the team, or of anyone on it."""
    export = read(team({"member": ADA, **participant}, undated=True, period=period))

    assert only_team(export).period == Period(start=start)
    loss = "teams without a first day: the earliest that is told stands for it"
    assert losses(export)[loss] == 1


def test_a_team_of_no_day_is_there_by_the_last_day_recorded() -> None:
    """So it claims the least; without any other record it is no team of ours."""
    stay = about_ada("Encounter")

    dated = read(stay, team(undated=True))
    alone = read(team(undated=True))

    assert only_team(dated).period == Period(start=MARCH)
    assert losses(dated) == {
        "teams of which no day is told: the last one recorded stands for it": 1
    }
    assert not alone.teams
    assert losses(alone) == {
        "teams of which no day is told, nor any other of the patient": 1
    }


@pytest.mark.parametrize(
    ("told", "lasted", "loss"),
    [
        ({"start": "2024-04-01"}, Period(start=date(2024, 4, 1), end=LASTED.end), ""),
        ({"end": "2024-03-09"}, Period(start=MARCH, end=date(2024, 3, 10)), ""),
        ({"start": "2024-02-01"}, LASTED, CUT),
        ({"end": "2024-06"}, LASTED, CUT),
        ({"start": "2024-05-02"}, Period(start=MAY, end=LASTED.end), ""),
        ({"start": "2024-05-03"}, None, OUTSIDE),
        ({"end": "2024-02-29"}, None, OUTSIDE),
        ({"start": "2024-04-02", "end": "2024-04-01"}, None, OUTSIDE),
    ],
)
def test_nobody_is_on_a_team_before_it_is_or_after_it_was(
    told: Resource, lasted: Period | None, loss: str
) -> None:
    """Whose days lie outside is cut, or left out; both are counted."""
    one = {"member": NURSE, "period": told}
    export = read(team(one, status="inactive", period=PERIOD))

    periods = [each.period for each in only_team(export).members]
    assert periods == ([] if lasted is None else [lasted])
    found = losses(export)
    vague = "days told as a month or a year: the first or last of it stands for it"
    assert found.pop(vague, 0) == (told == {"end": "2024-06"})
    assert found == ({loss: 1} if loss else {})


def test_a_member_can_leave_a_team_that_goes_on() -> None:
    """That is its last change."""
    one = {"member": NURSE, "period": {"end": "2024-04-01"}}
    made = only_team(read(team(one)))

    assert made.members[0].period == Period(start=MARCH, end=date(2024, 4, 2))
    assert made.changed_on == date(2024, 4, 2)


def test_a_bare_last_day_may_be_the_one_before_in_another_zone() -> None:
    """Such a team lasted a day."""
    period = {"start": "2024-03-01T01:00:00Z", "end": "2024-02-29"}
    made = only_team(read(team(status="inactive", period=period)))

    assert made.period == Period(start=MARCH, end=date(2024, 3, 2))


@pytest.mark.parametrize(
    ("told", "loss"),
    [
        ({}, {NOBODY: 1}),
        (
            {"member": {"display": "canary"}},
            {NOBODY: 1, "CareTeam.participant.member in words only": 1},
        ),
        ({"member": {"reference": "Patient/bob"}}, {NO_MEMBER: 1}),
        ({"member": {"reference": "HealthcareService/h"}}, {NO_MEMBER: 1}),
        ({"member": {"reference": "#nobody"}}, {NO_MEMBER: 1}),
        ({"member": {"reference": "urn:uuid:canary"}}, {NO_MEMBER: 1}),
    ],
)
def test_who_can_be_no_member_is_counted(told: Resource, loss: dict[str, int]) -> None:
    """The team stays."""
    export = read(team(told))

    assert only_team(export).members == ()
    assert losses(export) == loss


@pytest.mark.parametrize(
    ("member", "of", "partner"),
    [
        (NURSE, "Organization/o", "Organization/o"),
        (NURSE, "Practitioner/q", None),
        (ADA, "Organization/o", None),
    ],
)
def test_a_worker_may_come_from_a_partner(
    member: Resource, of: str, partner: str | None
) -> None:
    """Anyone else on behalf of whom someone is there is counted."""
    export = read(team({"member": member, "onBehalfOf": {"reference": of}}))

    assert only_team(export).members[0].of_partner == partner
    assert losses(export) == ({NO_PARTNER: 1} if partner is None else {})


def test_those_who_stand_in_a_team_are_on_it() -> None:
    """Under the id of the team and their own."""
    inside = [{"resourceType": "Practitioner", "id": "p"}]
    made = only_team(read(team({"member": {"reference": "#p"}}, contained=inside)))

    assert made.members[0].who == WorkerMember(WorkerId("CareTeam/1#p"))


def test_a_team_knows_the_plan_that_it_carries_out() -> None:
    """Where one plan says so; of several none is the one."""
    ours = {"careTeam": [{"reference": "CareTeam/1"}]}
    one = about_ada("CarePlan", "a", **ours)
    other = about_ada("CarePlan", "b", **ours)
    absent = about_ada("CarePlan", "c", careTeam=[{"reference": "CareTeam/x"}])

    assert only_team(read(team(), one)).plan_id == "CarePlan/a"
    both = read(one, other, team(), absent)
    assert only_team(both).plan_id is None
    assert losses(both)["links to plans of teams that carry out several"] == 2
    assert losses(both)["teams that plans name and that are not there"] == 1


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"participant": {}}, "participant: must be a list"),
        (
            {"participant": [{"modifierExtension": []}]},
            "participant: must not change what the resource means",
        ),
        ({"participant": [{"role": "canary"}]}, "role: must be a list"),
        ({"participant": [{"period": "canary"}]}, "period: must be an object"),
    ],
)
def test_a_team_that_is_not_clear_stays_in_the_chart_alone(
    fields: Resource, problem: str
) -> None:
    """With its reason, and without any value."""
    export = read(about_ada("CareTeam", **fields))

    assert not export.teams
    assert only_chart(export).entries("care_team")
    loss = f"CareTeam in no plan, goal or team of ours: {problem}"
    assert losses(export) == {loss: 1}
