"""The law: a history tells the team, a refusal nothing (INV-001, 007, 008)."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given, strategies as st

from caremodel.care import teams
from caremodel.care.teams import CareTeam, TeamEvent, TeamSetting, TeamTemplate
from caremodel.errors import NotAllowedError
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor, History, append, corrected, replay
from caremodel.testing.strategies import TeamStory, _teams as team_strategies
from laws.eventful import share

STORIES = team_strategies.team_histories()
BY = Actor("nurse")


def told(team: CareTeam | None, events: tuple[TeamEvent, ...]) -> CareTeam | None:
    """Fold events over a team."""
    return replay(teams.evolve, team, events)


@given(STORIES, st.integers(0, 20))
def test_a_story_told_in_two_parts_is_the_story(story: TeamStory, cut: int) -> None:
    """And told twice it is the same."""
    events = story.events

    assert told(told(None, events[:cut]), events[cut:]) == told(None, events)
    assert told(None, events) == story.team()


@given(STORIES)
def test_a_command_seen_before_appends_nothing(story: TeamStory) -> None:
    """A host may try again after it lost an answer."""
    history: History[TeamEvent] = History(stream="t1")
    for number, event in enumerate(story.events):
        for _ in range(2):
            history = append(
                history,
                (event,),
                expected_version=history.version,
                command_id=f"c{number}",
                recorded_at=datetime.combine(event.on, time(12), UTC),
            )

    assert corrected(history) == story.events
    assert told(None, corrected(history)) == story.team()


@given(STORIES)
def test_what_is_decided_can_have_happened(story: TeamStory) -> None:
    """Check and decide agree, and the fold takes every event that was decided."""
    setting, team = story.setting, story.team()
    on, kept = team.changed_on, story.team()
    for commands in team_strategies.team_commands(setting, team, on):
        for command in commands:
            facts = Facts(on=on, known={})
            because = teams.check(setting, team, command, facts=facts, on=on, by=BY)
            if not because:
                for event in teams.decide(
                    setting, team, command, facts=facts, on=on, by=BY
                ):
                    assert teams.evolve(team, event).changed_on == on
                continue
            with pytest.raises(NotAllowedError) as refused:
                teams.decide(setting, team, command, facts=facts, on=on, by=BY)
            assert refused.value.because == because
            assert team == kept


@given(STORIES)
def test_one_reason_more_hides_none(story: TeamStory) -> None:
    """A refusal names every reason: what is wrong twice has both."""
    setting, team = story.setting, story.team()
    on = team.changed_on
    later = newer(setting)
    for commands in team_strategies.team_commands(setting, team, on):
        for command in commands:
            facts = Facts(on=on, known={})
            because = teams.check(setting, team, command, facts=facts, on=on, by=BY)
            more = teams.check(later, team, command, facts=facts, on=on, by=BY)
            assert more[:-1] == because
            assert "another template" in more[-1]


def newer(setting: TeamSetting) -> TeamSetting:
    """Put a later version of the template in its place."""
    old = setting.template
    return TeamSetting(
        template=TeamTemplate(
            id=old.id,
            version=old.version + 1,
            called=old.called,
            has_subject=old.has_subject,
            functions=old.functions,
            source=old.source,
        ),
        workforce=setting.workforce,
        full=setting.full,
    )


@given(STORIES)
def test_a_story_told_in_another_order_is_refused_or_keeps_its_days(
    story: TeamStory,
) -> None:
    """No log is trusted: an event before the last change is refused."""
    team = story.team()
    for event in story.events:
        if event.on < team.changed_on:
            with pytest.raises(NotAllowedError):
                teams.evolve(team, event)


def test_stories_are_eventful() -> None:
    """Most hold at least six events."""
    assert share(STORIES, lambda story: len(story.events) >= 6) > 0.5
