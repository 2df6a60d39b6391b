"""The law: a team is ready when every function has as many as it takes (INV-042)."""

from datetime import date
from itertools import product

from hypothesis import given

from caremodel.care import teams
from caremodel.care.teams import CareTeam, TeamTemplate
from caremodel.testing.strategies import TeamStory, _teams as team_strategies
from laws.eventful import share

BOUNDS = {
    "zero_or_more": (0, None),
    "exactly_one": (1, 1),
    "one_or_more": (1, None),
}
"""How many a function takes, at least and at most, typed from the words."""


def filled(template: TeamTemplate, team: CareTeam, day: date) -> bool:
    """Count who is there for each function, and compare."""
    for function in template.functions:
        count = 0
        for member in team.members:
            start, end = member.period.start, member.period.end
            here = start <= day and (end is None or day < end)
            count += here and member.function == function.id
        fewest, most = BOUNDS[function.cardinality.value]
        if count < fewest or (most is not None and count > most):
            return False
    return True


@given(
    team_strategies.team_histories(has_subject=True),
    team_strategies.team_templates(has_subject=True),
)
def test_ready_is_as_many_as_each_function_takes(
    story: TeamStory, other: TeamTemplate
) -> None:
    """On every day of its story, by its own template and by one that takes fewer."""
    team = story.team()
    for template, day in product((story.setting.template, other), story.days()):
        assert teams.is_ready(template, team, day) is filled(template, team, day)


@given(team_strategies.team_histories())
def test_no_function_ever_has_more_than_it_takes(story: TeamStory) -> None:
    """What exactly one may fill is never filled by two on one day."""
    team = story.team()
    for day in story.days():
        there = [member.function for member in teams.members_on(team, day)]
        for function in story.setting.template.functions:
            _, most = BOUNDS[function.cardinality.value]
            assert most is None or there.count(function.id) <= most


@given(team_strategies.team_histories())
def test_a_team_without_a_vacancy_is_ready(story: TeamStory) -> None:
    """What is lacking is named, function by function."""
    team, setting = story.team(), story.setting
    for day in story.days():
        vacant = teams.vacancies(setting.template, team, setting.workforce, day)
        assert vacant or teams.is_ready(setting.template, team, day)
        assert all(vacancy.because for vacancy in vacant)


def test_some_teams_are_ready_and_some_are_not() -> None:
    """A law about teams that are never ready would hold always."""

    def ready(story: TeamStory) -> bool:
        team, template = story.team(), story.setting.template
        return any(filled(template, team, day) for day in story.days())

    assert 0.2 < share(team_strategies.team_histories(), ready) < 1
