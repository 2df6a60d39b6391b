"""The law: a partner is a member while it holds accepted work (INV-038 to 041)."""

from datetime import date
from itertools import pairwise

from hypothesis import given

from caremodel.care import teams
from caremodel.care.teams import PartnerMember, PartnerTask
from caremodel.grammar.dates import add_days
from caremodel.testing.strategies import TeamStory, _teams as team_strategies
from laws.eventful import share

TASKS = team_strategies.partner_tasks()


def holds(task: PartnerTask, day: date) -> bool:
    """Say whether a partner holds a piece of work, from accepting it to its end."""
    if task.held is None:
        return False
    return task.held.start <= day and (task.held.end is None or day < task.held.end)


def days_of(tasks: tuple[PartnerTask, ...]) -> set[date]:
    """Name the days on which a partner's part can begin or end, and their neighbors."""
    edges = {
        edge
        for task in tasks
        if task.held is not None
        for edge in (task.held.start, task.held.end)
        if edge is not None
    }
    return {add_days(edge, by) for edge in edges for by in (-1, 0, 1)}


@given(TASKS)
def test_a_partner_is_a_member_exactly_while_it_holds_work(
    tasks: tuple[PartnerTask, ...],
) -> None:
    """Day by day; finished work keeps no one, and being asked makes no one a member."""
    members = teams.partner_members(tasks)
    for day in days_of(tasks):
        there = {each.who for each in members if day in each.period}
        assert there == {
            PartnerMember(task.partner_id) for task in tasks if holds(task, day)
        }


@given(TASKS)
def test_accepting_again_begins_a_new_period(tasks: tuple[PartnerTask, ...]) -> None:
    """Periods of one partner stand apart: between two there is a day without work."""
    members = teams.partner_members(tasks)
    for partner in {each.who for each in members}:
        own = [each.period for each in members if each.who == partner]
        for before, after in pairwise(own):
            assert before.end is not None
            assert before.end < after.start


@given(TASKS)
def test_only_who_accepted_is_a_member(tasks: tuple[PartnerTask, ...]) -> None:
    """And each who did is, if only for the day that it took."""
    accepted = {task.partner_id for task in tasks if task.held is not None}

    assert {each.who for each in teams.partner_members(tasks)} == {
        PartnerMember(each) for each in accepted
    }


@given(team_strategies.team_histories(), TASKS)
def test_partners_come_on_top_of_the_team(
    story: TeamStory, tasks: tuple[PartnerTask, ...]
) -> None:
    """While the team lasts; nobody else's part changes."""
    team = story.team()
    seen = teams.with_partners(team, tasks)
    for day in {*days_of(tasks), *story.days()}:
        own = {each.who for each in teams.members_on(team, day)}
        partners = {
            PartnerMember(task.partner_id)
            for task in tasks
            if holds(task, day) and day in team.period
        }
        assert {each.who for each in teams.members_on(seen, day)} == own | partners


def test_some_partners_come_back() -> None:
    """A law about partners who come once would hold always."""

    def back(tasks: tuple[PartnerTask, ...]) -> bool:
        members = teams.partner_members(tasks)
        return len(members) > len({each.who for each in members})

    assert share(TASKS, back, examples=500) > 0.05
