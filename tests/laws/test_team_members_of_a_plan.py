"""The law: an active plan keeps patient and author on the team (INV-036)."""

from hypothesis import given, strategies as st

from caremodel.care import teams
from caremodel.care.teams import PatientMember, WorkerMember
from caremodel.grammar.dates import Period
from caremodel.people.patients import PatientId
from caremodel.people.roles import WorkerId
from caremodel.testing import strategies
from caremodel.testing.strategies import TeamStory, _teams as team_strategies
from laws.eventful import share

AUTHOR = WorkerMember(WorkerId("nurse"))
STORIES = team_strategies.team_histories(has_subject=True)
PLANS = st.lists(strategies.periods(), max_size=3).map(tuple)


@given(STORIES)
def test_the_patient_is_on_their_own_team_while_it_lasts(story: TeamStory) -> None:
    """Nobody, they themselves included, can take them off it."""
    team = story.team()

    for day in story.days():
        own = [each for each in teams.members_on(team, day) if _is_patient(each.who)]
        assert len(own) == (day in team.period)


def _is_patient(who: teams.Who) -> bool:
    return isinstance(who, PatientMember)


@given(STORIES, PLANS)
def test_an_active_plan_keeps_patient_and_author(
    story: TeamStory, plan: tuple[Period, ...]
) -> None:
    """Whoever else comes or goes; a plan on hold keeps nobody."""
    team = story.team()
    seen = teams.with_plan(team, AUTHOR, plan)

    for day in {*story.days(), *(each.start for each in plan)}:
        there = {each.who for each in teams.members_on(seen, day)}
        else_there = {each.who for each in teams.members_on(team, day)}
        active = day in team.period and any(day in each for each in plan)
        kept = {AUTHOR, PatientMember(teams_patient(team))} if active else set()
        assert there == else_there | kept


def teams_patient(team: teams.CareTeam) -> PatientId:
    """Name the patient of a team that has one."""
    assert team.patient_id is not None
    return team.patient_id


def test_plans_and_teams_meet() -> None:
    """A law about plans that are never active would hold always."""

    def meets(case: tuple[TeamStory, tuple[Period, ...]]) -> bool:
        story, plan = case
        team = story.team()
        days = [day for day in story.days() if day in team.period]
        return any(day in each for day in days for each in plan)

    assert share(st.tuples(STORIES, PLANS), meets) > 0.2
