"""Histories of plans, teams, journeys and cohorts, in the envelopes of a store.

What happened comes from the strategies of each room, so it is legal; streams, versions,
commands and instants are put around it here.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, time
from functools import reduce
from typing import Any, Final

from hypothesis import strategies as st

from caremodel.care import teams
from caremodel.care.journeys import replayed
from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.grammar.dates import add_days
from caremodel.grammar.histories import History, Recorded
from caremodel.network import grids
from caremodel.testing.strategies._partners import GridWorld, grid_worlds, networks
from caremodel.testing.strategies._pathways import pathways
from caremodel.testing.strategies._plan_histories import plan_histories
from caremodel.testing.strategies._plans import contacts, goals, plans
from caremodel.testing.strategies._teams import team_histories, team_templates
from caremodel.testing.strategies._telling import journey_histories
from caremodel.testing.strategies._versions import adopting_histories
from caremodel.testing.strategies._waves import cohort_histories, wave_programs

__all__ = ["CARE", "HAPPENED", "told"]


def _journey_events() -> st.SearchStrategy[list[Any]]:
    return (journey_histories() | adopting_histories()).map(
        lambda story: [event for step in story.steps for event in step.events]
    )


def _plan_events() -> st.SearchStrategy[list[Any]]:
    return plan_histories().map(
        lambda story: [event for step in story.steps for event in step.events]
    )


def _cohort_events() -> st.SearchStrategy[list[Any]]:
    return cohort_histories().map(lambda story: [step.event for step in story.steps])


def _team_events() -> st.SearchStrategy[list[Any]]:
    return team_histories().map(lambda story: list(story.events))


HAPPENED: Final[Mapping[str, Callable[[], st.SearchStrategy[list[Any]]]]] = {
    "plan_event": _plan_events,
    "team_event": _team_events,
    "journey_event": _journey_events,
    "cohort_event": _cohort_events,
}
"""What can happen to each thing that has a history, as lists of events."""


def told(name: str) -> st.SearchStrategy[History[Any]]:
    """Histories of one kind of thing, in envelopes.

    Args:
        name: Of the events, as documents know them: "plan_event" …
    """
    return HAPPENED[name]().map(_recorded)


def _recorded(events: Iterable[Any]) -> History[Any]:
    recorded: list[Recorded[Any]] = []
    latest = datetime.min.replace(tzinfo=UTC)
    for version, event in enumerate(events, start=1):
        written = datetime.combine(add_days(event.on, version % 3), time(9), UTC)
        latest = max(latest, written)
        recorded.append(
            Recorded(
                stream="s",
                version=version,
                command_id=f"c{version}",
                recorded_at=latest,
                event=event,
            )
        )
    return History(stream="s", recorded=recorded)


def _grid(world: GridWorld) -> grids.Grid:
    return grids.grid(world.network, world.prevalences, core=world.core, on=world.on)


def _team(events: list[Any]) -> teams.CareTeam:
    begun = teams.evolve(None, events[0])
    return reduce(teams.evolve, events[1:], begun)


CARE: Final[Mapping[str, Callable[[], st.SearchStrategy[Any]]]] = {
    "contact": lambda: contacts(max_size=3).filter(bool).map(lambda few: few[0]),
    "goal": goals,
    "plan": plans,
    "team_template": team_templates,
    "team": lambda: _team_events().filter(bool).map(_team),
    "pathway": lambda: st.just(DEFAULT_PATHWAY) | pathways(),
    "journey": lambda: _journey_events().filter(bool).map(replayed),
    "network": networks,
    "grid": lambda: grid_worlds().map(_grid),
    "waves": wave_programs,
    "cohort": lambda: (
        cohort_histories()
        .filter(lambda story: bool(story.steps))
        .map(lambda story: story.steps[-1].after)
    ),
}
"""Values of each room around a person, by the name of their document."""
