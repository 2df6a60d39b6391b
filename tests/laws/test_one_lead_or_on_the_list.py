"""The law: a patient's team has one lead at work, or is listed (INV-020, 037)."""

from datetime import date

import attrs
from hypothesis import given, strategies as st

from caremodel.care import teams
from caremodel.care.teams import Leave, WorkerMember
from caremodel.grammar.dates import Period
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.people.roles import Workforce, active_on
from caremodel.testing.strategies import TeamStory, _teams as team_strategies
from laws.eventful import share

STORIES = team_strategies.team_histories()
BY = Actor("nurse")


@given(STORIES, st.integers(0, 30))
def test_one_leads_or_the_team_is_on_the_list(story: TeamStory, end: int) -> None:
    """On every day, while the team is there; also if all work ends on one of them."""
    team, days = story.team(), story.days()
    workforce = until(story.setting.workforce, days[end % len(days)])
    for day in story.days():
        at_work = {worker.id for worker in active_on(workforce, day)}
        leads = [each for each in team.leads if day in each.period]
        led = [each for each in leads if each.worker_id in at_work]
        listed = teams.unassigned([team], workforce, day)

        assert len(leads) <= 1
        asked = team.patient_id is not None and day in team.period
        assert bool(listed) is (asked and not led)


def until(workforce: Workforce, end: date) -> Workforce:
    """Let everyone's work end on one day."""
    all_their_time = Period(start=date.min, end=end)
    return Workforce(
        pyramid=workforce.pyramid,
        workers=tuple(
            attrs.evolve(worker, active=all_their_time) for worker in workforce.workers
        ),
    )


@given(STORIES)
def test_who_leads_is_on_the_team(story: TeamStory) -> None:
    """Leaving the function one leads from ends the lead."""
    team = story.team()
    for day in story.days():
        there = {(each.who, each.function) for each in teams.members_on(team, day)}
        for asked in (teams.lead_on, teams.clinical_owner_on):
            held = asked(team, day)
            if held is not None:
                assert (WorkerMember(held.worker_id), held.function) in there


@given(STORIES)
def test_who_is_settled_holds_nothing(story: TeamStory) -> None:
    """After all that settles a worker's leaving, no function and no lead is theirs."""
    team, setting = story.team(), story.setting
    on, facts = team.changed_on, Facts(on=team.changed_on, known={})
    for worker in setting.workforce.workers:
        left = team
        for command in teams.leaving(team, worker.id, to=None, reason="moved away"):
            assert isinstance(command, Leave)
            for event in teams.decide(
                setting, left, command, facts=facts, on=on, by=BY
            ):
                left = teams.evolve(left, event)

        assert WorkerMember(worker.id) not in {
            each.who for each in teams.members_on(left, on)
        }
        lead = teams.lead_on(left, on)
        assert lead is None or lead.worker_id != worker.id


def test_some_teams_are_led() -> None:
    """A law about teams that nobody leads would hold always."""
    assert share(STORIES, lambda story: bool(story.team().leads)) > 0.3
