"""Strategies for what is to be done: cadences, and a day on some people's journeys."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from caremodel.care.contacts import Contact, ContactId
from caremodel.care.journeys import Journey, JourneyId
from caremodel.care.pathways import Pathway, Stage
from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.grammar.dates import (
    Cadence,
    FromLast,
    Interval,
    Staged,
    Windows,
    add_days,
)
from caremodel.people.patients import PatientId
from caremodel.testing.strategies._journeys import JourneyHistory
from caremodel.testing.strategies._plans import (
    ContactShape,
    contact_shapes,
    place_contact,
)
from caremodel.testing.strategies._records import INDEX
from caremodel.testing.strategies._telling import journey_histories

__all__ = ["WorkDay", "cadences", "work_days"]

# --- cadences ------------------------------------------------------------------------

SPANS: Final = (
    Interval(days=1),
    Interval(days=7),
    Interval(days=30),
    Interval(months=1),
    Interval(months=1, days=3),
)
LENGTHS: Final = tuple(
    (grace, expires) for grace in (0, 1, 3, 40) for expires in (None, grace, grace + 5)
)
"""Days of grace, with the days until nobody asks any more."""

CadenceShape = tuple[int, list[Interval], tuple[int, int | None]]


@cache
def cadences() -> st.SearchStrategy[Cadence]:
    """Cadences of all three sorts, from every day to a little more than a month."""
    return st.tuples(
        st.integers(0, 2),
        st.lists(st.sampled_from(SPANS), min_size=1, max_size=4),
        st.sampled_from(LENGTHS),
    ).map(_cadence)


def _cadence(shape: CadenceShape) -> Cadence:
    sort, steps, (grace, expires) = shape
    if sort == 0:
        return Windows(every=steps[0], grace=grace)
    if sort == 1:
        return FromLast(every=steps[0], grace=grace, expires=expires)
    return Staged(steps=steps, grace=grace, expires=expires)


# --- a day's work --------------------------------------------------------------------


@attrs.frozen(kw_only=True, repr=False)
class WorkDay:
    """Some people on a pathway, on a day after all that has happened to them.

    Attributes:
        pathway: Which asks after everyone who left it.
        histories: How each person's last journey came to be.
        journeys: How all their journeys stand.
        contacts: Who tried to reach whom, before the day and after it.
        died: Who has died, or will have.
        on: The day.
    """

    pathway: Pathway
    histories: tuple[JourneyHistory, ...] = attrs.field(
        converter=tuple[JourneyHistory, ...]
    )
    journeys: tuple[Journey, ...] = attrs.field(converter=tuple[Journey, ...])
    contacts: tuple[Contact, ...] = attrs.field(converter=tuple[Contact, ...])
    died: Mapping[PatientId, date]
    on: date

    def __repr__(self) -> str:
        return "\n".join((f"WorkDay({self.on})", *map(repr, self.histories)))

    def _repr_pretty_(self, printer: Any, _: object) -> None:
        """Show it so in Hypothesis, too, which would show every field of every part."""
        printer.text(repr(self))


WAYS: Final[tuple[Cadence | None, ...]] = (
    None,
    None,
    Windows(every=Interval(days=7)),
    Windows(every=Interval(months=1), grace=3),
    Staged(steps=[Interval(days=2), Interval(days=7), Interval(months=1)], grace=2),
)
"""How often people in care are talked with, if not as the default pathway says."""

ASKED_AFTER: Final = (Interval(days=7), Interval(months=3), Interval(months=6))


@cache
def _pathway(way: int) -> Pathway:
    stages = [_stage(stage, WAYS[way]) for stage in DEFAULT_PATHWAY.stages]
    return attrs.evolve(DEFAULT_PATHWAY, stages=stages)


def _stage(stage: Stage, cadence: Cadence | None) -> Stage:
    if stage.is_end:
        return stage if stage.dead else attrs.evolve(stage, follow_up=ASKED_AFTER)
    if stage.name != "active" or cadence is None:
        return stage
    levels = [attrs.evolve(level, cadence=cadence) for level in stage.levels]
    return attrs.evolve(stage, levels=levels)


LATER: Final = (0, 1, 7, 8, 30, 100, 200)
DEATHS: Final = (None, None, None, -1, 0, 1, 30)


def work_days(*, max_size: int = 2) -> st.SearchStrategy[WorkDay]:
    """Days on which there is work: checks, flags, contacts, people to ask after.

    Args:
        max_size: How many people at most.
    """
    person = st.tuples(journey_histories(), contact_shapes(6), st.sampled_from(DEATHS))
    people = st.lists(person, min_size=1, max_size=max_size)
    return st.builds(_work_day, people, INDEX, st.sampled_from(LATER))


PersonShape = tuple[JourneyHistory, list[ContactShape], int | None]


def _work_day(people: list[PersonShape], way: int, later: int) -> WorkDay:
    on = add_days(max(told.steps[-1].on for told, _, _ in people), later)
    journeys: list[Journey] = []
    calls: list[Contact] = []
    died: dict[PatientId, date] = {}
    for number, (told, shapes, death) in enumerate(people):
        patient_id = PatientId(f"p{number}")
        journeys += _theirs(patient_id, told)
        calls += _calls(patient_id, shapes, on)
        if death is not None:
            died[patient_id] = add_days(on, death)
    return WorkDay(
        pathway=_pathway(way % len(WAYS)),
        histories=[told for told, _, _ in people],
        journeys=journeys,
        contacts=calls,
        died=died,
        on=on,
    )


def _calls(
    patient_id: PatientId, shapes: list[ContactShape], on: date
) -> list[Contact]:
    made = [place_contact(at, shape, patient_id, on) for at, shape in enumerate(shapes)]
    return [
        attrs.evolve(each, id=ContactId(f"{patient_id}-{each.id}")) for each in made
    ]


def _theirs(patient_id: PatientId, told: JourneyHistory) -> list[Journey]:
    """Name the journeys of one person, under ids of their own."""
    before = [] if told.previous is None else [told.previous.journey]
    return [
        attrs.evolve(
            each, id=JourneyId(f"{patient_id}-{each.id}"), patient_id=patient_id
        )
        for each in (*before, told.journey)
    ]
