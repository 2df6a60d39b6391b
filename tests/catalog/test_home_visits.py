"""What can be seen at home, against a table typed from the sources."""

from datetime import date

import pytest

from caremodel.care import sights
from caremodel.care.contacts import Contact, ContactId, Mode, Outcome
from caremodel.care.sights import Sight
from caremodel.catalog.home_visits import HOME_SIGHTS
from caremodel.people.needs import NORMAL, Domain
from caremodel.people.patients import HouseholdId, Patient, PatientId
from caremodel.people.roles import WorkerId

SEEN_IN_THE_SEED = {
    "bare-cupboards": ("food-insecurity", True),
    "unsafe-neighborhood": ("sdoh-category-unspecified", False),
    "hard-living-conditions": ("inadequate-housing", True),
}
"""The three that the seed names, with the nearest code and whether it is shared."""

KEPT_APART = {
    "afraid-of-a-partner": "DV",
    "afraid-of-a-caregiver": "DV",
    "signs-of-harm": "TRAUMA",
}
"""What needs a consent label of its own, with that label."""


def test_what_the_seed_names_is_there() -> None:
    """Bare cupboards, unsafe neighborhoods and challenging living conditions."""
    found = {
        each.id: (each.category, each.shared)
        for each in HOME_SIGHTS
        if each.source.startswith("seed-three-legs")
    }

    assert found == SEEN_IN_THE_SEED


def test_signs_of_harm_are_kept_apart() -> None:
    """All else is open to who cares for the person."""
    labels = {each.id: each.label for each in HOME_SIGHTS if each.label != NORMAL}

    assert labels == KEPT_APART


def test_food_housing_and_utilities_are_the_household_s() -> None:
    """And nothing else is."""
    assert {each.category for each in HOME_SIGHTS if each.shared} == {
        "food-insecurity",
        "housing-instability",
        "inadequate-housing",
        "utility-insecurity",
    }


def test_each_sight_stands_once() -> None:
    """By id, and in words."""
    assert len({each.id for each in HOME_SIGHTS}) == len(HOME_SIGHTS)
    assert len({each.called for each in HOME_SIGHTS}) == len(HOME_SIGHTS)


@pytest.mark.parametrize("sight", HOME_SIGHTS, ids=lambda sight: sight.id)
def test_each_sight_becomes_a_need_of_its_category(sight: Sight) -> None:
    """Of the person or the household, if the person agrees to the label."""
    ann = Patient(id=PatientId("ann"), household=HouseholdId("h1"))
    visit = Contact(
        id=ContactId("k1"),
        patient_id=ann.id,
        on=date(2026, 6, 1),
        by=WorkerId("rosa"),
        mode=Mode.HOME_VISIT,
        outcome=Outcome.TWO_WAY,
    )

    (need,) = sights.needs_seen(
        visit, [sight.id], HOME_SIGHTS, patient=ann, labels=[sight.label]
    )

    assert (need.domain, need.category) == (sight.domain, sight.category)
    assert (need.household_id == "h1") is sight.shared
    assert need.domain in {Domain.SOCIAL, Domain.TRAUMA}
