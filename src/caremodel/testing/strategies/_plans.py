"""Strategies for care around one person: contacts, goals, and plans."""

from datetime import date
from functools import cache
from itertools import product
from typing import Final

import attrs
from hypothesis import strategies as st

from caremodel.care.contacts import OUTCOMES, Contact, ContactId, Whom
from caremodel.care.goals import Goal, GoalId
from caremodel.care.plans import Plan
from caremodel.people.patients import PatientId
from caremodel.people.roles import WorkerId
from caremodel.testing.strategies._plan_histories import (
    CARE_MANAGER,
    DAUGHTER,
    PATIENT,
    PlanHistory,
    PlanStep,
    plan_histories,
)
from caremodel.testing.strategies._records import INDEX, STANDING, edges, pick

__all__ = [
    "CARE_MANAGER",
    "PlanHistory",
    "PlanStep",
    "contacts",
    "goals",
    "plan_histories",
    "plans",
]

# --- contacts ------------------------------------------------------------------------

CONTACT_WAYS: Final = tuple(
    (mode, outcome, whom)
    for mode, outcomes in OUTCOMES.items()
    for outcome, whom in product(outcomes, Whom)
)
ContactShape = tuple[int, int, int | None]
CONTACT_SHAPES: Final[st.SearchStrategy[ContactShape]] = st.tuples(
    INDEX, st.integers(0, len(CONTACT_WAYS) - 1), st.sampled_from((None, 0, 5, 20))
)


@cache
def contact_shapes(max_size: int) -> st.SearchStrategy[list[ContactShape]]:
    """Shapes of the contacts of one person."""
    return st.lists(CONTACT_SHAPES, max_size=max_size)


def contacts(
    *, patient_id: str = PATIENT, on: date = STANDING, max_size: int = 8
) -> st.SearchStrategy[tuple[Contact, ...]]:
    """Contacts of one person, around the day *on*: of every mode and outcome."""
    return contact_shapes(max_size).map(
        lambda shapes: tuple(
            place_contact(number, shape, patient_id, on)
            for number, shape in enumerate(shapes)
        )
    )


def place_contact(
    number: int, shape: ContactShape, patient_id: str, on: date
) -> Contact:
    """Place one contact around the day *on*."""
    day, way, minutes = shape
    mode, outcome, whom = CONTACT_WAYS[way]
    return Contact(
        id=ContactId(f"k{number}"),
        patient_id=PatientId(patient_id),
        on=pick(day, edges(on)),
        by=WorkerId(CARE_MANAGER.id),
        mode=mode,
        whom=whom,
        person_id=None if whom is Whom.PATIENT else DAUGHTER,
        outcome=outcome,
        minutes=minutes,
    )


# --- goals ---------------------------------------------------------------------------


def goals(
    *, goal_id: str = "g0", patient_id: str = PATIENT, starting: date = STANDING
) -> st.SearchStrategy[Goal]:
    """Goals that stand anywhere, as they came to: voiced on *starting*, or after it."""

    def one(told: PlanHistory, index: int) -> Goal:
        chosen = pick(index, told.plan.goals)
        return attrs.evolve(chosen, id=GoalId(goal_id), supports=None)

    histories = plan_histories(patient_id=patient_id, starting=starting)
    return st.builds(one, histories, INDEX)


# --- plans ---------------------------------------------------------------------------


def plans(
    *, patient_id: str = PATIENT, starting: date = STANDING
) -> st.SearchStrategy[Plan]:
    """Plans as they stand at any time of their life, from the first draft on."""
    histories = plan_histories(patient_id=patient_id, starting=starting)
    return st.builds(lambda told, index: pick(index, told.states), histories, INDEX)
