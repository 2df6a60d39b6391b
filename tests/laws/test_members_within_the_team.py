"""The law: nobody is on a team before or after its own time (INV-043)."""

from hypothesis import given

from caremodel.care import teams
from caremodel.care.teams import CareTeam, TeamStatus
from caremodel.grammar.dates import Period
from caremodel.testing.strategies import TeamStory, _teams as team_strategies
from laws.eventful import share

STORIES = team_strategies.team_histories()
OPEN = {TeamStatus.PROPOSED, TeamStatus.ACTIVE, TeamStatus.SUSPENDED}


def periods_of(team: CareTeam) -> list[Period]:
    """Name the periods of all members, leads and clinical owners."""
    tenures = (*team.leads, *team.clinical_owners)
    return [*(m.period for m in team.members), *(t.period for t in tenures)]


@given(STORIES)
def test_everyone_s_part_lies_within_the_team_s_time(story: TeamStory) -> None:
    """At every step of the story, not only at its end."""
    team = None
    for event in story.events:
        team = teams.evolve(team, event)
        for period in periods_of(team):
            assert period.start >= team.period.start
            if team.period.end is not None:
                assert period.end is not None
                assert period.end <= team.period.end


@given(STORIES)
def test_ending_a_team_ends_every_open_part_on_that_day(story: TeamStory) -> None:
    """Also of who leads, and of who owns the clinical care; no one stays behind."""
    before: CareTeam | None = None
    for event in story.events:
        after = teams.evolve(before, event)
        if before is not None and before.status in OPEN and after.status not in OPEN:
            assert after.period.end == event.on
            for was, now in zip(periods_of(before), periods_of(after), strict=True):
                assert now.start == was.start
                assert now.end == (event.on if was.end is None else was.end)
        before = after


@given(STORIES)
def test_an_open_team_has_not_ended(story: TeamStory) -> None:
    """Status and period say the same."""
    team = story.team()

    assert (team.period.end is None) is (team.status in OPEN)


def test_some_teams_end_with_members() -> None:
    """A law about teams that never end would hold always."""

    def ended(story: TeamStory) -> bool:
        team = story.team()
        return team.status not in OPEN and len(team.members) > 1

    assert share(STORIES, ended, examples=300) > 0.1
