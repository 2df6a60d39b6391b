"""Strategies for what happened to a team, from its forming on."""

from datetime import date
from typing import Final

import attrs
from hypothesis import strategies as st

from caremodel.care import teams
from caremodel.care.teams import (
    CareTeam,
    FormTeam,
    TeamCommand,
    TeamEvent,
    TeamId,
    TeamSetting,
)
from caremodel.grammar.dates import add_days
from caremodel.grammar.facts import Facts
from caremodel.testing.strategies._records import DAY_LENGTHS, STANDING
from caremodel.testing.strategies._teams._commands import SORTS, team_commands
from caremodel.testing.strategies._teams._parts import BY, PATIENT, team_settings

__all__ = ["TeamStory", "team_histories"]


@attrs.frozen(kw_only=True, repr=False)
class TeamStory:
    """What happened to a team, and what it was decided on.

    Attributes:
        setting: How the team should be, and who works here.
        events: What happened, from its forming on.
    """

    setting: TeamSetting
    events: tuple[TeamEvent, ...] = attrs.field(converter=tuple[TeamEvent, ...])

    def __repr__(self) -> str:
        lines = [f"{each.on} {each!r}" for each in self.events]
        return "\n".join((f"TeamStory({self.setting.template.id})", *lines))

    def team(self) -> CareTeam:
        """Make the team as it is at last."""
        first, *others = self.events
        team = teams.evolve(None, first)
        for event in others:
            team = teams.evolve(team, event)
        return team

    def days(self) -> tuple[date, ...]:
        """Name the days on which something happened, and those next to them."""
        told = {each.on for each in self.events}
        return tuple(sorted({add_days(day, by) for day in told for by in (-1, 0, 1)}))


LONGEST: Final = DAY_LENGTHS[0]
"""How long before the day stood on a story begins [days]."""

STEPS: Final = st.lists(
    st.tuples(
        st.integers(0, len(SORTS) - 1),
        st.integers(0, 97),
        st.sampled_from((0, 1, 7, 23)),
    ),
    min_size=2,
    max_size=14,
)


@st.composite
def team_histories(
    draw: st.DrawFn, *, on: date = STANDING, has_subject: bool | None = None
) -> TeamStory:
    """Stories of a team, each step decided on what came before.

    They begin before the day *on*, where workers and partners come and go, and three
    of four with everyone whom the template needs, as `teams.staff` proposes
    them.
    """
    setting = draw(team_settings(on=on, has_subject=has_subject))
    subject = PATIENT if setting.template.has_subject else None
    form = FormTeam(team_id=TeamId("t1"), patient_id=subject)
    told = _Told(setting, add_days(on, -LONGEST))
    told.ask(form)
    if draw(st.sampled_from((True, True, True, False))):
        for command in teams.staff(
            setting.template, setting.workforce, None, told.on, full=setting.full
        ).commands:
            told.ask(command)
    for sort, one, days in draw(STEPS):
        told.go_on(sort, one, days)
    return TeamStory(setting=setting, events=told.events)


class _Told:
    """A story while it is told."""

    def __init__(self, setting: TeamSetting, on: date) -> None:
        self.setting, self.on = setting, on
        self.team: CareTeam | None = None
        self.events: list[TeamEvent] = []

    def ask(self, command: TeamCommand) -> bool:
        """Let *command* happen, if nothing forbids it."""
        facts = Facts(on=self.on, known={})
        asked = (self.setting, self.team, command)
        if teams.check(*asked, facts=facts, on=self.on, by=BY):
            return False
        for event in teams.decide(*asked, facts=facts, on=self.on, by=BY):
            self.team = teams.evolve(self.team, event)
            self.events.append(event)
        return True

    def go_on(self, sort: int, one: int, days: int) -> None:
        """Some days later, do the first thing that may be done, going round."""
        self.on = add_days(self.on, days)
        if self.team is None or (not teams.is_open(self.team) and sort):
            return
        sorts = team_commands(self.setting, self.team, self.on)
        for commands in (*sorts[sort:], *sorts[:sort]):
            start = one % len(commands) if commands else 0
            for command in (*commands[start:], *commands[:start]):
                if self.ask(command):
                    return
