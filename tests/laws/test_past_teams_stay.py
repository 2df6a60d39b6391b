"""The law: who was on a team on a past day can always be told (INV-044)."""

from datetime import date

from hypothesis import given

from caremodel.care import teams
from caremodel.care.teams import CareTeam, Member, Tenure
from caremodel.testing.strategies import TeamStory, _teams as team_strategies
from laws.eventful import share

STORIES = team_strategies.team_histories()


def there(team: CareTeam, on: date) -> list[tuple[object, ...]]:
    """Tell who was there, without what could not be known on the day."""
    return [
        (each.who, each.function, each.period.start, each.why, each.of_partner)
        for each in teams.members_on(team, on)
    ]


def held(tenure: Tenure | None) -> tuple[object, ...] | None:
    """Tell who led or owned, without what could not be known on the day."""
    if tenure is None:
        return None
    return (tenure.worker_id, tenure.function, tenure.period.start, tenure.backup)


@given(STORIES)
def test_the_team_of_today_tells_the_team_of_each_past_day(story: TeamStory) -> None:
    """Members, lead and clinical owner are those that stood there on that day."""
    team = story.team()
    for day in story.days():
        past = teams.team_as_of(story.events, day)
        if past is None:
            assert not there(team, day)
            continue
        assert there(team, day) == there(past, day)
        for asked in (teams.lead_on, teams.clinical_owner_on):
            assert held(asked(team, day)) == held(asked(past, day))


def joining(member: Member) -> tuple[object, ...]:
    """Tell who joined, what for, and when."""
    return (member.who, member.function, member.period.start)


@given(STORIES)
def test_nobody_is_struck_out(story: TeamStory) -> None:
    """Whoever joined stands there for good, at the same place, from the same day."""
    team: CareTeam | None = None
    known: list[tuple[object, ...]] = []
    for event in story.events:
        team = teams.evolve(team, event)
        now = [joining(each) for each in team.members]
        assert now[: len(known)] == known
        known = now


def test_people_come_and_go() -> None:
    """A law about teams that nobody leaves would hold always."""

    def gone(story: TeamStory) -> bool:
        team = story.team()
        return any(
            each.period.end is not None and each.period.days for each in team.members
        )

    assert share(STORIES, gone) > 0.2
