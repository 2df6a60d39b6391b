"""A small practice for the tests of teams: four workers, and a template."""

from datetime import date

from caremodel.care import teams
from caremodel.care.teams import (
    Cardinality,
    CareTeam,
    Function,
    FunctionId,
    Part,
    TeamCommand,
    TeamId,
    TeamSetting,
    TeamTemplate,
)
from caremodel.grammar.dates import Period
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.people.patients import PatientId
from caremodel.people.roles import (
    Job,
    JobId,
    Layer,
    License,
    Pyramid,
    Role,
    RoleId,
    Worker,
    WorkerId,
    Workforce,
)

MONDAY = date(2025, 3, 3)
TUESDAY = date(2025, 3, 4)
FRIDAY = date(2025, 3, 7)
ANN = PatientId("ann")
BY = Actor("rosa", ("nurse",))

COACH, NURSE, DOCTOR, GONE = (
    WorkerId(each) for each in ("carl", "rosa", "dora", "gus")
)
LEAD, OWNER, CARE, SUPPORT = (
    FunctionId(each) for each in ("lead", "owner", "care", "support")
)

PYRAMID = Pyramid(
    id="practice",
    called="Practice",
    roles=(
        Role(id=RoleId("coach"), called="coach", source="test"),
        Role(
            id=RoleId("nurse"),
            called="nurse",
            holds=(License.LICENSED,),
            clinical=True,
            source="test",
        ),
        Role(
            id=RoleId("doctor"),
            called="doctor",
            holds=(License.PRESCRIBER,),
            clinical=True,
            source="test",
        ),
    ),
    jobs=(
        Job(
            id=JobId("assess"),
            layer=Layer.ONE_TO_ONE,
            called="assess",
            roles=(RoleId("nurse"), RoleId("doctor")),
            requires=(License.LICENSED,),
            source="test",
        ),
    ),
    source="test",
)


def worker(worker_id: str, role: str, **more: object) -> Worker:
    """Make someone who plays one role."""
    return Worker(id=WorkerId(worker_id), roles=(RoleId(role),), **more)  # type: ignore[arg-type]


WORKFORCE = Workforce(
    pyramid=PYRAMID,
    workers=(
        worker("carl", "coach", backup=WorkerId("rosa")),
        worker("rosa", "nurse"),
        worker("dora", "doctor"),
        worker("gus", "nurse", active=Period(start=date(2024, 1, 1), end=FRIDAY)),
    ),
)


def function(
    function_id: FunctionId, roles: str, cardinality: str, **more: object
) -> Function:
    """Make a function for workers."""
    return Function(
        id=function_id,
        called=function_id,
        roles=tuple(RoleId(each) for each in roles.split()),
        cardinality=Cardinality(cardinality),
        **more,  # type: ignore[arg-type]
    )


TEMPLATE = TeamTemplate(
    id="small",
    called="Small team",
    functions=(
        Function(
            id=FunctionId("self"),
            called="the patient",
            part=Part.PATIENT,
            cardinality=Cardinality.EXACTLY_ONE,
        ),
        Function(
            id=SUPPORT,
            called="who stands by",
            part=Part.SUPPORT,
            cardinality=Cardinality.ZERO_OR_MORE,
        ),
        function(LEAD, "coach nurse", "exactly_one", leads=True),
        function(OWNER, "doctor", "zero_or_more", owns_clinical_care=True),
        function(CARE, "coach nurse doctor", "one_or_more", jobs=(JobId("assess"),)),
    ),
    source="test",
)
SETTING = TeamSetting(template=TEMPLATE, workforce=WORKFORCE)


def formed(on: date = MONDAY) -> CareTeam:
    """Form Ann's team, with nobody but her on it."""
    team: CareTeam | None = None
    for event in teams.form(SETTING, TeamId("t1"), ANN, on=on, by=BY):
        team = teams.evolve(team, event)
    assert team is not None
    return team


def after(
    team: CareTeam,
    *commands: TeamCommand,
    on: date = MONDAY,
    setting: TeamSetting = SETTING,
) -> CareTeam:
    """Let each of *commands* happen to *team*."""
    for command in commands:
        facts = Facts(on=on, known={})
        for event in teams.decide(setting, team, command, facts=facts, on=on, by=BY):
            team = teams.evolve(team, event)
    return team


def refusals(
    team: CareTeam | None,
    command: TeamCommand,
    on: date = MONDAY,
    setting: TeamSetting = SETTING,
) -> tuple[str, ...]:
    """Name every reason why *command* is refused."""
    facts = Facts(on=on, known={})
    return teams.check(setting, team, command, facts=facts, on=on, by=BY)
