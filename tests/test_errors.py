"""Errors: what they say, what they never say, and that they travel."""

import pickle

import pytest

from caremodel.errors import (
    CareModelError,
    ConflictError,
    InvalidValueError,
    NotAllowedError,
    NotFoundError,
    Problem,
    UnreadableError,
)

ERRORS = (
    InvalidValueError("Pyramid.layers", "must not widen away from the patient"),
    NotAllowedError("step down", ("goals are not met", "a stay 12 days ago")),
    NotFoundError("role", ("nurse", "pharmacist")),
    UnreadableError("a chart", (Problem("$.born", "must be a day"),)),
    ConflictError("journey-1", 2, 5),
)


TEXTS = (
    "Pyramid.layers: must not widen away from the patient",
    "cannot step down: goals are not met; a stay 12 days ago",
    "no such role; known: nurse, pharmacist",
    "not a chart: $.born: must be a day",
    "cannot append to journey-1: decided on version 2, now at 5",
)


@pytest.mark.parametrize(("error", "text"), list(zip(ERRORS, TEXTS, strict=True)))
def test_an_error_is_a_sentence(error: CareModelError, text: str) -> None:
    """Made of its fields."""
    assert str(error) == text


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_travels(error: CareModelError) -> None:
    """From another process, with its fields."""
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own

    assert type(copy) is type(error)
    assert str(copy) == str(error)


def test_an_error_is_also_the_one_that_a_caller_expects() -> None:
    """So that `except ValueError` and `except LookupError` work."""
    invalid, not_allowed, not_found, unreadable, _ = ERRORS

    assert isinstance(invalid, ValueError)
    assert isinstance(unreadable, ValueError)
    assert isinstance(not_found, LookupError)
    assert not isinstance(not_allowed, ValueError)
    assert all(isinstance(error, CareModelError) for error in ERRORS)


def test_a_long_list_is_cut_and_counted() -> None:
    """Twenty are told, the rest are counted."""
    names = tuple(f"name-{n:02}" for n in range(23))
    problems = tuple(Problem(name, "is wrong") for name in names)

    assert str(NotFoundError("rule", names)).endswith("name-19 and 3 more")
    assert str(UnreadableError("a chart", problems)).endswith(
        "name-19: is wrong; and 3 more"
    )
    assert str(NotFoundError("rule", names[:20])).endswith("name-19")


def test_nothing_known_is_said_to_be_none() -> None:
    """Rather than nothing."""
    assert str(NotFoundError("rule", ())) == "no such rule; known: none"


def test_a_conflict_is_something_that_is_not_allowed() -> None:
    """Who catches refusals catches it; who tries again finds stream and versions."""
    conflict = ConflictError("journey-1", 2, 5)
    copy: ConflictError = pickle.loads(pickle.dumps(conflict))  # noqa: S301

    assert isinstance(conflict, NotAllowedError)
    for each in (conflict, copy):
        assert each.change == "append to journey-1"
        assert each.because == ("decided on version 2, now at 5",)
        assert (each.stream, each.expected, each.actual) == ("journey-1", 2, 5)
