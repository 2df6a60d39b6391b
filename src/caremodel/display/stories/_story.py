"""A story that was told: what was decided, what was refused, and what was advised."""

from datetime import date

import attrs

from caremodel.care.journeys import Advice, Event, Journey
from caremodel.care.pathways import Pathway, Place
from caremodel.care.plans import Plan, PlanEvent
from caremodel.care.teams import CareTeam, TeamEvent, TeamSetting, Vacancy
from caremodel.grammar.machines import Option
from caremodel.people.charts import Chart

__all__ = ["Refused", "Spell", "Story"]


@attrs.frozen(kw_only=True)
class Refused:
    """Something that was asked for and not allowed.

    Attributes:
        on: The day.
        by: Who asked, by id.
        change: What they asked for.
        because: Every reason.
    """

    on: date
    by: str
    change: str
    because: tuple[str, ...]


@attrs.frozen(kw_only=True, repr=False)
class Spell:
    """Days in a row on which the pathway advised the same, for one sort of reason.

    Attributes:
        first: The first of them.
        last: The last of them.
        place: Where the journey stood.
        advice: What was advised on the last day.
    """

    first: date
    last: date
    place: Place
    advice: Advice

    def __repr__(self) -> str:
        return f"Spell({self.first}, {self.last})"


@attrs.frozen(kw_only=True, repr=False)
class Story:
    """How care went on for one invented person.

    Attributes:
        began: The first day.
        ended: The last day.
        record: The chart, with all that the story added to it.
        plan: What they want, and what is done for it; `None` if it never came to that.
        plan_events: What made the plan what it is.
        pathway: Along which the journey goes.
        journey: Where they stand.
        journey_events: What made it so.
        spells: What was advised, day by day, put together.
        options: What may be done next, and what each still needs.
        asked_by: Whose options these are.
        setting: How the team should be, and who works here.
        team: Who is around them; `None` if it never came to that.
        team_events: What made the team what it is.
        vacancies: Whom the team needs and does not find, and why.
        refused: What was asked for and not allowed, in order of day.
    """

    began: date
    ended: date
    record: Chart
    plan: Plan | None
    plan_events: tuple[PlanEvent, ...]
    pathway: Pathway
    journey: Journey
    journey_events: tuple[Event, ...]
    spells: tuple[Spell, ...]
    options: tuple[Option[Place], ...]
    asked_by: str
    setting: TeamSetting
    team: CareTeam | None
    team_events: tuple[TeamEvent, ...]
    vacancies: tuple[Vacancy, ...]
    refused: tuple[Refused, ...]

    def __repr__(self) -> str:
        return f"Story({self.record.id!r}, {self.began} to {self.ended})"
