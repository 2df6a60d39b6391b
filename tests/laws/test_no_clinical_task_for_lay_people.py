"""The law: joining a team gives no clinical task to a layman (INV-034)."""

from hypothesis import given

from caremodel.care import teams
from caremodel.care.teams import (
    HandOver,
    Join,
    PlanHandOver,
    TeamCommand,
    TeamSetting,
    Who,
    WorkerMember,
)
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.testing.strategies import TeamStory, _teams as team_strategies
from laws.eventful import share

BY = Actor("nurse")


def is_clinical(setting: TeamSetting, function_id: str | None) -> bool:
    """Say whether a function takes a license, or has a job that takes one."""
    needed = {job.id for job in setting.workforce.pyramid.jobs if job.requires}
    return any(
        bool(function.requires) or bool(needed & set(function.jobs))
        for function in setting.template.functions
        if function.id == function_id
    )


def is_clinician(setting: TeamSetting, who: Who) -> bool:
    """Say whether someone works here in a role that is clinical."""
    clinical = {role.id for role in setting.workforce.pyramid.roles if role.clinical}
    return isinstance(who, WorkerMember) and any(
        worker.id == who.worker_id and bool(clinical & set(worker.roles))
        for worker in setting.workforce.workers
    )


@given(team_strategies.team_histories())
def test_who_is_on_a_team_for_clinical_work_is_a_clinician(story: TeamStory) -> None:
    """However they came to be there, and whatever happened before."""
    for member in story.team().members:
        if is_clinical(story.setting, member.function):
            assert is_clinician(story.setting, member.who)


@given(team_strategies.team_histories())
def test_what_is_allowed_gives_no_clinical_task_to_others(story: TeamStory) -> None:
    """Of all that can be asked of a team, not only of what was."""
    setting, team = story.setting, story.team()
    on = team.changed_on
    for commands in team_strategies.team_commands(setting, team, on):
        for command in commands:
            taken = taker(command)
            if taken is None or is_clinician(setting, taken[0]):
                continue
            if is_clinical(setting, taken[1]):
                facts = Facts(on=on, known={})
                assert teams.check(setting, team, command, facts=facts, on=on, by=BY)


def taker(command: TeamCommand) -> tuple[Who, str] | None:
    """Say who would come to do what; `None` if nobody would."""
    match command:
        case Join():
            return command.who, command.function
        case HandOver() | PlanHandOver():
            return WorkerMember(command.taker), command.function
        case _:
            return None


def test_clinical_work_is_done_on_these_teams() -> None:
    """A law about teams without clinical work would hold always."""

    def some(story: TeamStory) -> bool:
        members = story.team().members
        return any(is_clinical(story.setting, each.function) for each in members)

    assert share(team_strategies.team_histories(), some) > 0.3
