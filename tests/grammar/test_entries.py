"""Entries: what can be one, in which order they stand, and what records cover."""

import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import attrs
import pytest

from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import (
    ALWAYS,
    Entry,
    alive_on,
    in_order,
    merged,
    sealed,
)
from grammar.recorded import Recorded, days

ON = date(2026, 3, 31)
NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)


def entry(**fields: object) -> Entry:
    """Make an entry with some fields of its own."""
    whole = {"id": "e1", "kind": "visit", "codes": ("AMB",), "on": ON, **fields}
    return Entry(**whole)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("id", "", "must be an id"),
        ("id", " e1", "must be an id"),
        ("id", "e\n1", "must be an id"),
        ("id", 7, "must be an id"),
        ("kind", "", "must not be blank"),
        ("codes", "29463-7", "must be a tuple of texts"),
        ("codes", ["29463-7"], "must be a tuple of texts"),
        ("links", "Organization/7", "must be a tuple of texts"),
        ("on_last", ON, "must be after `on`"),
        ("on_last", ON - timedelta(days=1), "must be after `on`"),
        ("until", ON - timedelta(days=1), "must not be before `on`"),
        ("at", NOON.replace(tzinfo=None), "must be an instant in UTC"),
        ("at", NOON.astimezone(timezone(timedelta(hours=1))), "must be an instant"),
        ("at", NOON.astimezone(ZoneInfo("UTC")), "must be an instant in UTC"),
        ("value", True, "must be an int or a float"),
        ("value", "7", "must be an int or a float"),
        ("value", float("nan"), "must be finite"),
        ("value", float("inf"), "must be finite"),
        ("value", 10**400, "must be finite"),
    ],
)
def test_what_cannot_be_an_entry_is_refused(
    field: str, value: object, problem: str
) -> None:
    """With the field, and without the value."""
    with pytest.raises(InvalidValueError, match=rf"^Entry\.{field}: {problem}") as no:
        entry(**{field: value})

    assert "\n" not in str(no.value)


def test_what_can_be_an_entry_is_taken() -> None:
    """An end on the first day, a number without a unit, an instant of another day."""
    assert entry(until=ON).until == ON
    assert entry(value=0).value == 0
    assert entry(at=NOON + timedelta(days=1)).at is not None
    assert entry(on_last=ON + timedelta(days=1)).on_last is not None
    assert entry(id="Besuch-ä-7").id == "Besuch-ä-7"


def test_entries_stand_by_day_instant_seq_and_id() -> None:
    """Whichever way they came; one without an instant stands before those with one."""
    first = entry(id="z", on=ON - timedelta(days=1), at=NOON)
    vague = entry(id="y")
    early = entry(id="x", at=NOON)
    second = entry(id="w", at=NOON, seq=1)
    after = entry(id="v2", at=NOON, seq=2)
    last = entry(id="v9", at=NOON, seq=2)
    told = (first, vague, early, second, after, last)

    assert in_order(reversed(told)) == told


def test_the_first_instant_of_the_calendar_is_an_instant() -> None:
    """It stands after what has none, whatever their seq and id."""
    first = datetime.min.replace(tzinfo=UTC)
    known = entry(id="a", on=date.min, at=first)
    unknown = entry(id="z", on=date.min, seq=7)

    assert in_order((known, unknown)) == (unknown, known)


def test_an_entry_shows_its_id_and_kind_only() -> None:
    """Codes and numbers are about a person."""
    assert repr(entry(value=14, unit="%")) == "Entry('e1', 'visit')"


def test_entries_travel() -> None:
    """With the instant in the one zone that is taken."""
    told = entry(at=NOON, value=7.5, unit="%", links=("Organization/1",))
    copy = pickle.loads(pickle.dumps(told))  # noqa: S301 - our own

    assert copy == told
    assert {told: "found"}[copy] == "found"
    assert copy.at.tzinfo is UTC


def test_a_sealed_entry_is_one_like_any_other() -> None:
    """It can be neither told apart nor changed."""
    codes, links, last = ("AMB",), ("Organization/1",), ON + timedelta(days=1)
    made = Entry("e1", "visit", codes, ON, NOON, ON, 7.5, "%", "done", links, 0, last)

    told = sealed("e1", "visit", codes, ON, NOON, ON, 7.5, "%", "done", links, last)

    assert type(told) is Entry
    assert told == made
    assert hash(told) == hash(made)
    assert attrs.evolve(told) == pickle.loads(pickle.dumps(told)) == made  # noqa: S301 - our own
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        told.on = ON  # type: ignore[misc]


@pytest.mark.parametrize(
    ("died", "alive"),
    [(None, True), ("2026-03-30", False), ("2026-03-31", True), ("2026-04-01", True)],
)
def test_alive_is_meant_as_the_day_begins(died: str | None, *, alive: bool) -> None:
    """Who dies on the day is counted on it."""
    on = None if died is None else date.fromisoformat(died)

    assert alive_on(Recorded((), died=on), ON) is alive


@pytest.mark.parametrize(
    ("periods", "joined"),
    [
        ((), ()),
        ((("01-01", "02-01"), ("02-01", "03-01")), (("01-01", "03-01"),)),
        ((("02-01", "03-01"), ("01-01", "02-10")), (("01-01", "03-01"),)),
        ((("01-01", "03-01"), ("01-10", "02-01")), (("01-01", "03-01"),)),
        (
            (("01-01", "02-01"), ("02-02", "03-01")),
            (("01-01", "02-01"), ("02-02", "03-01")),
        ),
        ((("01-01", "02-01"), ("01-15", None)), (("01-01", None),)),
        ((("01-01", None), ("01-15", "02-01")), (("01-01", None),)),
        ((("01-01", None), ("2027-01-01", None)), (("01-01", None),)),
    ],
)
def test_periods_that_overlap_or_touch_are_one(
    periods: tuple[tuple[str, str | None], ...],
    joined: tuple[tuple[str, str | None], ...],
) -> None:
    """A single day between them keeps them apart."""
    told = tuple(days(*each) for each in joined)

    assert merged(days(*each) for each in periods) == told


def test_always_has_neither_beginning_nor_end() -> None:
    """From the first day of the calendar on."""
    assert Period(start=date.min) == ALWAYS
    assert date.min in ALWAYS
    assert date.max in ALWAYS


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("codes", "EMER"),
        ("codes", ["EMER"]),
        ("links", "Organization/1"),
        ("on", datetime(2026, 6, 1, tzinfo=UTC)),
        ("on", "2026-06-01"),
    ],
)
def test_what_would_silently_not_be_found_is_refused(field: str, value: object) -> None:
    """Codes as one text would be letters, and an instant is no day."""
    fields = {
        "id": "e",
        "kind": "encounter",
        "codes": ("EMER",),
        "on": date(2026, 6, 1),
    }

    with pytest.raises(InvalidValueError, match="Entry"):
        Entry(**{**fields, field: value})  # type: ignore[arg-type]
