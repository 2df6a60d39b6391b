"""Histories: what is written down, what is refused, and what is read from it."""

import copy
import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import attrs
import pytest

from caremodel.errors import ConflictError, InvalidValueError, NotAllowedError
from caremodel.grammar.histories import (
    Actor,
    Correction,
    History,
    Recorded,
    append,
    as_of,
    assembled,
    correct,
    corrected,
    replay,
)

NURSE = Actor("w1", ("nurse",))
CANARY = "Ada Lovelace"


@attrs.frozen(kw_only=True)
class Paid:
    """Money went into a purse, or out of it."""

    on: date
    by: Actor = NURSE
    amount: int


def purse(total: int, paid: Paid) -> int:
    """Add up; a purse is never under nothing."""
    if total + paid.amount < 0:
        raise NotAllowedError("pay", ("it is empty", "nobody lends"))
    return total + paid.amount


def day(number: int) -> date:
    """Name a day of March."""
    return date(2026, 3, number)


def noon(number: int) -> datetime:
    """Name the noon of a day of March."""
    return datetime(2026, 3, number, 12, tzinfo=UTC)


def paid(amount: int, on: int = 2) -> Paid:
    """Pay so much on a day of March."""
    return Paid(on=day(on), amount=amount)


def recorded(version: int, amount: int = 5, **change: Any) -> Recorded[Paid]:
    """Put a payment of its own command in an envelope."""
    said: dict[str, Any] = {
        "stream": "purse-1",
        "version": version,
        "command_id": f"c{version}",
        "recorded_at": noon(2),
        "event": paid(amount),
    }
    return Recorded(**{**said, **change})


def history(*envelopes: Recorded[Paid]) -> History[Paid]:
    """Put envelopes in a row."""
    return History(stream="purse-1", recorded=envelopes)


def after(
    past: History[Paid], *events: Paid | Correction[Paid], on: int = 2, **change: Any
) -> History[Paid]:
    """Append at noon of a day, as a command of its own."""
    asked: dict[str, Any] = {
        "expected_version": past.version,
        "command_id": f"c{past.version + 1}",
        "recorded_at": noon(on),
    }
    return append(past, events, **{**asked, **change})


def instead(
    version: int, event: Paid | None, on: int = 4, reason: str = "misread"
) -> Correction[Paid]:
    """Correct what was written down under a version."""
    return Correction(
        version=version, instead=event, on=day(on), by=NURSE, reason=reason
    )


def corrects(past: History[Paid], correction: Correction[Paid]) -> History[Paid]:
    """Write down a correction on the 4th."""
    return correct(
        past,
        correction,
        evolve=purse,
        start=0,
        expected_version=past.version,
        command_id="fix",
        recorded_at=noon(4),
    )


EMPTY = history()
THREE = history(recorded(1, 5), recorded(2, -4), recorded(3, 2))


# --- who, and envelopes --------------------------------------------------------------


def test_an_actor_has_an_id_and_may_speak_for_another() -> None:
    """Both are ids: nobody acts unnamed."""
    assert Actor("w1", ["nurse"], "p1").roles == ("nurse",)
    assert Actor("p1").on_behalf_of is None
    with pytest.raises(InvalidValueError, match=r"^Actor\.id: must be text"):
        Actor(" ")
    with pytest.raises(InvalidValueError, match=r"^Actor\.on_behalf_of: must be an id"):
        Actor("w1", (), "")


@pytest.mark.parametrize(
    ("field", "value"),
    [("stream", ""), ("version", 0), ("command_id", " c1"), ("recorded_at", day(2))],
)
def test_an_envelope_says_stream_version_command_and_instant(
    field: str, value: Any
) -> None:
    """Each of them checked when it is made."""
    with pytest.raises(InvalidValueError, match=rf"^Recorded\.{field}: must be"):
        attrs.evolve(recorded(1), **{field: value})


@pytest.mark.parametrize("zone", [None, timezone(timedelta(hours=1))])
def test_an_instant_is_in_utc(zone: timezone | None) -> None:
    """A time without a zone, or in another, orders wrongly."""
    elsewhere = noon(2).replace(tzinfo=zone)

    with pytest.raises(InvalidValueError, match=r"^Recorded\.recorded_at: must be an"):
        recorded(1, recorded_at=elsewhere)
    with pytest.raises(InvalidValueError, match=r"^as_of\.known_at: must be an inst"):
        as_of(THREE, on=day(2), known_at=elsewhere)


def test_an_event_lies_at_most_one_day_ahead() -> None:
    """It is tomorrow already further east; a day more is a mistake."""
    ahead = r"^purse-1\[1\]\.event\.on: must not lie ahead"

    assert recorded(1, event=paid(1, on=3)).event.on == day(3)
    with pytest.raises(InvalidValueError, match=ahead):
        recorded(1, event=paid(1, on=4))
    with pytest.raises(InvalidValueError, match=ahead):
        recorded(1, event=instead(1, paid(1), on=4))
    with pytest.raises(InvalidValueError, match=ahead):
        recorded(1, event=instead(1, paid(1, on=4), on=2))
    assert recorded(1, event=instead(1, None, on=2)).event.on == day(2)


def test_an_event_may_be_written_down_late() -> None:
    """Years late, if need be."""
    assert recorded(1, event=Paid(on=date(1999, 1, 1), amount=1)).version


def test_a_correction_names_a_version_and_says_why() -> None:
    """Both are checked when it is made."""
    with pytest.raises(InvalidValueError, match=r"^Correction\.version: must be at le"):
        instead(0, None)
    with pytest.raises(InvalidValueError, match=r"^Correction\.reason: must not be bl"):
        instead(1, None, reason=" ")


def test_nothing_shows_what_happened() -> None:
    """A repr goes into logs: it holds ids and versions, no reason and no event."""
    fix = instead(1, paid(4711), reason=CANARY)
    made = after(history(recorded(1, 4711)), fix, on=4)

    assert repr(made) == "History('purse-1', 2 events)"
    assert repr(made.recorded) == (
        "(Recorded('purse-1', 1, Paid), Recorded('purse-1', 2, Correction))"
    )
    assert repr(fix) == "Correction(1)"


def test_a_history_travels() -> None:
    """To another process and back it is the same."""
    made = corrects(THREE, instead(1, paid(9)))

    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own
    assert copy.deepcopy(made) == made


# --- the row -------------------------------------------------------------------------


def test_a_history_of_nothing_is_at_version_0() -> None:
    """Of three events it is at 3."""
    assert EMPTY.version == 0
    assert THREE.version == 3
    assert corrected(EMPTY) == ()


ROWS: list[tuple[tuple[Recorded[Paid], ...], str]] = [
    ((recorded(2),), r"purse-1\[2\]: must be version 1: no gap, no fork"),
    ((recorded(1), recorded(3)), r"purse-1\[3\]: must be version 2: no gap, no fork"),
    ((recorded(1), recorded(1)), r"purse-1\[1\]: must be version 2: no gap, no fork"),
    (
        (recorded(1), recorded(2, stream="purse-2")),
        r"purse-2\[2\]: must be of the stream purse-1",
    ),
    (
        (recorded(1), recorded(2, recorded_at=noon(2) - timedelta(microseconds=1))),
        r"purse-1\[2\]: must not be written down before the one it follows",
    ),
    (
        (recorded(1), recorded(2), recorded(3, command_id="c1")),
        r"purse-1\[3\]: must not come of a command that was written down before",
    ),
    (
        (recorded(1), recorded(2, command_id="c1", recorded_at=noon(3))),
        r"purse-1\[2\]: must not come of a command that was written down before",
    ),
]


@pytest.mark.parametrize(("envelopes", "problem"), ROWS)
def test_a_row_that_cannot_have_been_written_is_refused(
    envelopes: tuple[Recorded[Paid], ...], problem: str
) -> None:
    """With stream and version."""
    with pytest.raises(InvalidValueError, match=f"^{problem}"):
        history(*envelopes)


def test_a_correction_is_of_an_event_before_it() -> None:
    """Not of itself, of one to come, or of another correction."""
    for version in (2, 3):
        with pytest.raises(InvalidValueError, match=r"^purse-1\[2\]\.version: must be"):
            after(history(recorded(1)), instead(version, None), on=4)
    once = after(history(recorded(1)), instead(1, None), on=4)
    with pytest.raises(InvalidValueError, match="of an event, not of a correction"):
        after(once, instead(2, None), on=4)


# --- writing -------------------------------------------------------------------------


def test_what_a_command_made_is_written_together() -> None:
    """Versions count on; command and instant are the same for all."""
    made = after(after(EMPTY, paid(5)), paid(1), paid(2), on=3)

    assert made == history(
        recorded(1, 5),
        recorded(2, 1, recorded_at=noon(3)),
        recorded(3, 2, recorded_at=noon(3), command_id="c2"),
    )


def test_nothing_to_write_changes_nothing() -> None:
    """A command may make nothing happen."""
    assert after(THREE) == THREE


def test_who_decided_on_an_old_version_is_told() -> None:
    """And on one that is not there yet, too."""
    for expected in (2, 4):
        with pytest.raises(ConflictError) as conflict:
            after(THREE, paid(1), expected_version=expected)
        told = conflict.value
        assert (told.stream, told.expected, told.actual) == ("purse-1", expected, 3)


def test_a_command_that_was_written_down_is_not_written_again() -> None:
    """Also if others wrote since; this is no conflict."""
    again = after(THREE, paid(5), command_id="c1", expected_version=0, on=9)

    assert again is THREE


def test_what_cannot_follow_is_refused_whole() -> None:
    """The first of the two could, but is not written either."""
    with pytest.raises(InvalidValueError, match="before the one it follows"):
        after(THREE, paid(1), on=1, recorded_at=noon(2) - timedelta(hours=1))
    with pytest.raises(InvalidValueError, match=r"^purse-1\[5\]\.event\.on"):
        after(THREE, paid(1), paid(1, on=9))


# --- assembling ----------------------------------------------------------------------

FIRST, SECOND, THIRD = THREE.recorded


def test_envelopes_are_put_in_order() -> None:
    """However they came, and however often."""
    assert assembled("purse-1", (THIRD, FIRST, SECOND, FIRST, THIRD)) == THREE
    assert assembled("purse-1", iter(THREE.recorded)) == THREE
    assert assembled("purse-1", ()) == EMPTY


@pytest.mark.parametrize(
    ("delivered", "problem"),
    [
        ((THIRD, FIRST), r"purse-1\[3\]: must be version 2"),
        ((SECOND, THIRD), r"purse-1\[2\]: must be version 1"),
        ((FIRST, recorded(1, 6)), r"purse-1\[1\]: must not be told in two ways"),
        (
            (FIRST, recorded(1, 5, command_id="c9")),
            r"purse-1\[1\]: must not be told in two ways",
        ),
        ((recorded(2, stream="purse-2"), FIRST), r"purse-2\[2\]: must be of the str"),
    ],
)
def test_what_does_not_fit_together_is_refused(
    delivered: tuple[Recorded[Paid], ...], problem: str
) -> None:
    """A gap, a fork, another stream: with stream and version."""
    with pytest.raises(InvalidValueError, match=f"^{problem}"):
        assembled("purse-1", delivered)


# --- correcting, and reading ---------------------------------------------------------


def test_the_fold_adds_up() -> None:
    """5 less 4 and 2 more are 3."""
    assert replay(purse, 0, corrected(THREE)) == 3
    assert replay(purse, 10, ()) == 10


def test_a_corrected_event_stands_at_the_place_of_the_wrong_one() -> None:
    """9 less 4 and 2 more are 7; both are kept."""
    made = corrects(THREE, instead(1, paid(9)))

    assert corrected(made) == (paid(9), paid(-4), paid(2))
    assert replay(purse, 0, corrected(made)) == 7
    assert made.recorded[:3] == THREE.recorded
    assert made.version == 4


def test_an_event_can_be_struck_out() -> None:
    """5 and 2 are 7."""
    assert corrected(corrects(THREE, instead(2, None))) == (paid(5), paid(2))


def test_of_several_corrections_the_last_holds() -> None:
    """Struck out, then put back as 8, at its place."""
    made = after(after(THREE, instead(1, None), on=4), instead(1, paid(8)), on=4)

    assert corrected(made) == (paid(8), paid(-4), paid(2))


def test_a_correction_that_makes_what_follows_illegal_is_refused() -> None:
    """3 in the purse do not pay 4; every reason is told, and nothing changes."""
    with pytest.raises(NotAllowedError) as refused:
        corrects(THREE, instead(1, paid(3)))

    assert refused.value.change == "correct purse-1[1]"
    assert refused.value.because == (
        "what follows: it is empty",
        "what follows: nobody lends",
    )
    assert refused.value.__cause__ is None
    assert corrects(THREE, instead(1, paid(4))).version == 4


def test_a_correction_can_conflict_and_can_be_sent_again() -> None:
    """As any command can."""
    made = corrects(THREE, instead(1, paid(9)))
    asked: dict[str, Any] = {
        "evolve": purse,
        "start": 0,
        "expected_version": 2,
        "recorded_at": noon(5),
    }

    with pytest.raises(ConflictError):
        correct(made, instead(1, paid(8)), command_id="other", **asked)
    assert correct(made, instead(1, paid(8)), command_id="fix", **asked) is made


def test_one_can_ask_what_was_known() -> None:
    """On a day, at an instant: both with the moment itself."""
    past = after(after(EMPTY, paid(5, on=2)), paid(7, on=3), paid(1, on=1), on=3)
    made = after(past, instead(1, paid(6, on=2)), on=4)
    shortly = timedelta(microseconds=1)

    def told(on: int, known_at: datetime) -> list[int]:
        return [each.amount for each in as_of(made, on=day(on), known_at=known_at)]

    assert told(9, noon(2) - shortly) == []
    assert told(9, noon(2)) == [5]
    assert told(9, noon(3)) == [5, 7, 1]
    assert told(2, noon(3)) == [5, 1]
    assert told(1, noon(3)) == [1]
    assert told(9, noon(4) - shortly) == [5, 7, 1]
    assert told(9, noon(4)) == [6, 7, 1]


def test_a_correction_can_move_an_event_to_another_day() -> None:
    """Then it is found there."""
    made = after(THREE, instead(1, paid(5, on=4)), on=4)

    assert as_of(made, on=day(2), known_at=noon(3)) == (paid(5), paid(-4), paid(2))
    assert as_of(made, on=day(2), known_at=noon(4)) == (paid(-4), paid(2))
    assert as_of(made, on=day(4), known_at=noon(4))[0] == paid(5, on=4)


def test_a_role_alone_is_no_tuple_of_letters() -> None:
    """Who writes "nurse" for ("nurse",) is told, instead of playing five parts."""
    with pytest.raises(InvalidValueError, match=r"^Actor\.roles: must be several"):
        Actor("nora", "nurse")
