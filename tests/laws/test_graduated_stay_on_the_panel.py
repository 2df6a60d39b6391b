"""The law: who graduates stays on the panel, and primary care has taken over.

INV-077.
"""

from datetime import date, timedelta

import attrs
from hypothesis import given, strategies as st

from caremodel.care import journeys
from caremodel.care.journeys import (
    SIGNED_KIND,
    Agree,
    Command,
    Event,
    Journey,
    Make,
    Moved,
)
from caremodel.care.pathways import Needed
from caremodel.catalog.panels import MOST_VISITED
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import Facts
from caremodel.panel import panels
from caremodel.people.charts import Chart
from caremodel.people.patients import Patient
from caremodel.program import worklists
from caremodel.program.worklists import WorkKind
from caremodel.testing.strategies import (
    JourneyHistory,
    JourneyStep,
    journey_histories,
)
from laws.eventful import share

CLINIC = "Organization/clinic"


SIGNED = (Needed.HAND_OFF, Needed.PCP_ACCEPTANCE, Needed.PERSON_AGREES)


def graduated(history: JourneyHistory) -> tuple[Event, ...]:
    """Tell a journey up to its good end: its own, or the first one that is open.

    Nothing, if nobody ever kept watch.
    """
    if history.journey.place.stage == "graduated":
        return history.events
    happened: list[Event] = []
    for step, journey in zip(history.steps, history.states, strict=True):
        happened += step.events
        if journey.at.tracked:
            return (*happened, *let_go(history, journey, step))
    return ()


def let_go(
    history: JourneyHistory, journey: Journey, step: JourneyStep
) -> tuple[Event, ...]:
    """Sign what it takes, and graduate."""
    happened: list[Event] = []
    commands: list[Command] = [
        Agree(what=needed) for needed in SIGNED if needed not in journey.on_record
    ]
    for command in (*commands, LET_GO):
        events = journeys.decide(
            history.pathway,
            journey,
            command,
            facts=Facts(on=step.on, known={}),
            on=step.on,
            by=step.by,
        )
        journey = journeys.replayed(events, start=journey)
        happened += events
    return tuple(happened)


LET_GO = Make(move="graduate", override=True, reason="she does without us")


def charted(journey: Journey, told: tuple[Entry, ...]) -> Chart:
    """Make a chart of the person, seen by a clinic in the month before the end."""
    visit = Entry(
        "v1",
        "encounter",
        ("AMB", "ambulatory"),
        journey.since - timedelta(days=30),
        status="finished",
        links=(CLINIC,),
    )
    return Chart(patient=Patient(id=journey.patient_id), filed=(visit, *told))


@given(journey_histories())
def test_the_hand_over_is_on_record(history: JourneyHistory) -> None:
    """Handed off, accepted by primary care, agreed to by the person, by the end."""
    events = graduated(history)
    if not events:
        return
    told = journeys.entries(journeys.replayed(events).id, events)
    signed = {each.codes[0]: each.on for each in told if each.kind == SIGNED_KIND}
    (end,) = [each for each in events if isinstance(each, Moved) and each.to.is_end]

    assert end == events[-1]
    for needed in SIGNED:
        assert signed[needed.value] <= end.on


@given(journey_histories())
def test_who_graduated_is_on_the_panel_as_before(history: JourneyHistory) -> None:
    """With the same owner, whatever the journey says of itself."""
    events = graduated(history)
    if not events:
        return
    journey = journeys.replayed(events)
    told = journeys.entries(journey.id, events)
    for days in (0, 1, 90):
        on = journey.since + timedelta(days=days)
        panel, without = (
            panels.attribute([charted(journey, filed)], on=on, policy=MOST_VISITED)
            for filed in (told, ())
        )
        assert panel == without
        (place,) = panel.memberships
        assert (place.patient_id, place.owner) == (journey.patient_id, CLINIC)


@given(journey_histories())
def test_the_panel_asks_after_who_graduated(history: JourneyHistory) -> None:
    """Its owner does, three times, until someone has talked with them."""
    events = graduated(history)
    if not events:
        return
    journey = journeys.replayed(events)
    panel = panels.attribute(
        [charted(journey, ())], on=journey.since, policy=MOST_VISITED
    )
    owners = {each.patient_id: each.owner for each in panel.memberships if each.owner}

    told = worklists.worklist(
        [history.pathway], [journey], on=journey.since, until=date.max, owners=owners
    )

    asked = [item.who for item in told if item.kind is WorkKind.FOLLOW_UP]
    assert asked == [CLINIC] * 3


@given(journey_histories(), st.sampled_from(SIGNED))
def test_nobody_graduates_without_a_hand_over(
    history: JourneyHistory, lacking: Needed
) -> None:
    """What the stage takes is overridden by nobody."""
    for step, journey in zip(history.steps, history.states, strict=True):
        if journey.at.tracked:
            signed = [each for each in (*journey.on_record, *SIGNED) if each != lacking]
            because = journeys.check(
                history.pathway,
                attrs.evolve(journey, on_record=tuple(signed)),
                LET_GO,
                facts=Facts(on=step.on, known={}),
                on=step.on,
                by=step.by,
            )
            assert because == (f"not on record: {lacking.value}",)


def test_some_people_graduate() -> None:
    """Otherwise this would be about nothing."""
    assert share(journey_histories(), lambda told: bool(graduated(told))) > 0.1
