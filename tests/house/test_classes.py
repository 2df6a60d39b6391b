"""Nouns are frozen, and a class about a person shows nothing of them unasked."""

import copy
import pickle
from importlib import import_module

import attrs
import pytest
from hypothesis import given

from caremodel.people.charts import Chart
from caremodel.testing import strategies
from house.source import modules

ABOUT_A_PERSON = {
    "born",
    "died",
    "known",
    "money",
    "patient",
    "patient_id",
    "value",
}
"""Fields that hold something about a person, wherever they stand."""

CLASSES = {
    f"{module.name}.{name}": thing
    for module in modules()
    if module.public and module.name and not module.name.startswith("testing")
    for room in [import_module(f"caremodel.{module.name}")]
    for name, thing in vars(room).items()
    if name in getattr(room, "__all__", ())
    and isinstance(thing, type)
    and attrs.has(thing)
    and not issubclass(thing, Exception)
}


def test_classes_were_found() -> None:
    """Without this an empty list would pass."""
    assert "people.patients.Patient" in CLASSES


@pytest.mark.parametrize("name", CLASSES)
def test_a_noun_is_frozen(name: str) -> None:
    """What follows from a change is a new value."""
    instance = object.__new__(CLASSES[name])

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(instance, "anything", 1)  # noqa: B010 - no field of that name
    assert not hasattr(instance, "__dict__")


@pytest.mark.parametrize("name", CLASSES)
def test_a_field_of_a_noun_cannot_be_changed_later(name: str) -> None:
    """Lists, sets and plain dicts stay open inside a frozen value."""
    for field in attrs.fields(CLASSES[name]):
        told = str(field.type)
        if field.name.startswith("_"):
            continue
        assert not told.startswith(("list", "set", "dict")), f"{name}.{field.name}"


def made_by_attrs(noun: type) -> bool:
    """Say whether the `__repr__` of a class shows each field, as attrs writes it."""
    code = getattr(noun.__repr__, "__code__", None)
    return code is not None and code.co_filename.startswith("<attrs")


def test_a_repr_made_by_attrs_is_known_as_one() -> None:
    """Without this, attrs could change how it writes them, and nothing be found."""

    @attrs.frozen
    class Shown:
        born: str

    assert made_by_attrs(Shown)
    assert not made_by_attrs(Chart)


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_about_a_person_shows_nothing_unasked(name: str) -> None:
    """What attrs would print goes into logs and trackers; a new field is hidden."""
    held = {field.name.lstrip("_") for field in attrs.fields(CLASSES[name])}
    if held & ABOUT_A_PERSON:
        assert not made_by_attrs(CLASSES[name]), sorted(held & ABOUT_A_PERSON)


@given(strategies.charts())
def test_a_chart_travels_and_comes_back_the_same(chart: Chart) -> None:
    """Charts are sent to other processes, and copied by hosts."""
    assert pickle.loads(pickle.dumps(chart)) == chart  # noqa: S301
    assert copy.deepcopy(chart) == chart


@pytest.mark.parametrize("thing", CLASSES.values(), ids=list(CLASSES))
def test_one_text_is_nowhere_taken_for_several(thing: type) -> None:
    """`roles="nurse"` is five roles of one letter each; `texts` refuses it."""
    split = [
        field.name
        for field in attrs.fields(thing)
        if field.converter is not None and repr(field.converter) == "tuple[str, ...]"
    ]

    assert split == []
