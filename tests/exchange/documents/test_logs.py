"""Logs: one envelope a line, each of which says in which form it is."""

import json
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from caremodel.errors import InvalidValueError, NotFoundError, UnreadableError
from caremodel.exchange import documents
from caremodel.exchange.documents import Limits, Vocabulary
from caremodel.grammar.histories import (
    Actor,
    Correction,
    History,
    append,
)
from caremodel.testing.strategies._histories import Counted, CountEvent, Opened
from exchange.documents.leaks import CANARY, told_by

ON = date(2026, 3, 31)
AT = datetime(2026, 3, 31, 9, 30, tzinfo=UTC)
NURSE = Actor("w1", ("nurse",), on_behalf_of="p1")
COUNTS = Vocabulary(events={"count_event": CountEvent})

LINES = [
    (
        '{"caremodel":1,"schema":1,"type":"count_event","value":{"command_id":"c1",'
        '"event":{"is":"opened","by":{"id":"w1","on_behalf_of":"p1","roles":["nurse"]},'
        '"on":"2026-03-31"},"recorded_at":"2026-03-31T09:30:00.000000Z",'
        '"stream":"count-1","version":1}}'
    ),
    (
        '{"caremodel":1,"schema":1,"type":"count_event","value":{"command_id":"c2",'
        '"event":{"is":"counted","by":{"id":"w1","on_behalf_of":"p1","roles":["nurse"]},'
        '"more":2,"on":"2026-03-31"},"recorded_at":"2026-03-31T09:30:00.000000Z",'
        '"stream":"count-1","version":2}}'
    ),
    (
        '{"caremodel":1,"schema":1,"type":"count_event","value":{"command_id":"c3",'
        '"event":{"is":"correction","by":{"id":"w1","on_behalf_of":"p1",'
        '"roles":["nurse"]},"instead":{"is":"counted","by":{"id":"w1",'
        '"on_behalf_of":"p1","roles":["nurse"]},"more":3,"on":"2026-03-31"},'
        '"on":"2026-03-31","reason":"miscounted","version":2},'
        '"recorded_at":"2026-03-31T09:30:00.000000Z","stream":"count-1","version":3}}'
    ),
]


def history() -> History[CountEvent]:
    """Make a history of three: opened, counted, and counted otherwise."""
    made: History[CountEvent] = History(stream="count-1")
    three = Counted(on=ON, by=NURSE, more=3)
    events: tuple[Any, ...] = (
        Opened(on=ON, by=NURSE),
        Counted(on=ON, by=NURSE, more=2),
        Correction(version=2, instead=three, on=ON, by=NURSE, reason="miscounted"),
    )
    for number, event in enumerate(events, start=1):
        made = append(
            made,
            (event,),
            expected_version=number - 1,
            command_id=f"c{number}",
            recorded_at=AT,
        )
    return made


def read(*lines: str | bytes, **more: Any) -> History[Any]:
    """Read a log of counts."""
    return documents.read_log(lines, **{"vocabulary": COUNTS, **more})


def refusal(*lines: str | bytes, **more: Any) -> str:
    """Say why a log is refused."""
    with pytest.raises(UnreadableError) as caught:
        read(*lines, **more)
    assert CANARY not in told_by(caught.value)
    return str(caught.value)


def test_a_history_is_one_envelope_a_line() -> None:
    """Every letter of it stands here."""
    log = documents.write_log(history(), vocabulary=COUNTS)

    assert log == "".join(f"{line}\n" for line in LINES)


@pytest.mark.parametrize(
    "log",
    [
        "\n".join(LINES),
        "\n".join(LINES).encode(),
        "\r\n".join([*LINES, ""]),
        iter(LINES),
        [line.encode() for line in LINES],
        [LINES[2], LINES[0], "", LINES[1], LINES[0]],
    ],
)
def test_a_log_is_read_however_it_comes(log: Any) -> None:
    """As one text or as lines, as bytes, in any order, some lines twice."""
    assert documents.read_log(log, vocabulary=COUNTS) == history()


def test_nothing_happened_yet() -> None:
    """Of nothing the log is empty; whose it is must be said."""
    nothing: History[CountEvent] = History(stream="count-1")

    assert documents.write_log(nothing, vocabulary=COUNTS) == ""
    assert read("", stream="count-1") == nothing
    assert "$: must have a line, or its stream must be given" in refusal("")


@pytest.mark.parametrize(
    ("line", "old", "new", "problem"),
    [
        (1, '"counted"', f'"{CANARY}"', "$[1].value.event.is: must be one of: opened"),
        (1, '"schema":1', '"schema":2', "$[1].schema: must be a whole number from 1"),
        (1, '"schema":1', '"schema":0', "$[1].schema: must be"),
        (1, '"schema":1', '"schema":true', "$[1].schema: must be"),
        (1, '"schema":1,', "", "$[1].schema: must be given"),
        (1, '"caremodel":1', '"caremodel":2', "$[1].caremodel: must be 1"),
        (1, "count_event", CANARY, "$[1].type: must be count_event"),
        (0, "count_event", CANARY, "$[0].type: must be one of: count_event"),
        (0, '"type"', f'"{CANARY}":1,"type"', "$[0]: <unknown key>"),
        (2, '"roles"', f'"{CANARY}"', "$[2].value.event.by: <unknown key>"),
        (1, '"version":2', '"version":3', "count-1[3]: must not be told in two ways"),
        (1, '"version":2', '"version":"2"', "$[1].value.version: must be a whole"),
        (1, '"stream":"count-1"', '"stream":"x-2"', "x-2[2]: must be of the stream"),
        (2, '"version":2}', '"version":9}', "count-1[3]"),
        (1, '"2026-03-31T', '"2026-03-31 ', "$[1].value.recorded_at: must be an"),
        (1, ':"2026-03-31"}', ':"2026-04-02"}', "$[1].value.event: must not lie ahead"),
        (1, '"more":2', '"more":2.0', "$[1].value.event.more: must be a whole number"),
    ],
)
def test_a_log_that_is_wrong_is_refused_at_its_place(
    line: int, old: str, new: str, problem: str
) -> None:
    """Nothing is passed over: what nobody understands may matter most."""
    assert old in LINES[line]
    changed = [*LINES]
    changed[line] = changed[line].replace(old, new, 1)

    assert problem in refusal(*changed)


def test_a_gap_is_named_by_stream_and_version() -> None:
    """The line after it is the one that cannot come next."""
    assert "count-1[3]: must be version 2" in refusal(LINES[0], LINES[2])


def test_a_log_is_of_the_stream_that_was_asked_for() -> None:
    """Also where all of it is of another."""
    told = refusal(*LINES, stream="count-2")

    assert "count-1[1]: must be of the stream count-2" in told


def test_a_long_name_of_a_stream_is_cut_in_the_middle() -> None:
    """A message stays one; the version is still told."""
    told = refusal(LINES[1].replace("count-1", "s" * 200_000))

    assert "s…s" in told
    assert "s[2]: must be version 1" in told
    assert len(told) < 2_000


def test_a_log_is_bounded_as_a_whole() -> None:
    """Lines and bytes; one line as any document."""
    size = sum(map(len, LINES))

    assert read(*LINES, limits=Limits(size=size)) == history()
    assert f"at most {size - 1} bytes" in refusal(*LINES, limits=Limits(size=size - 1))
    assert "at most 2 lines" in refusal(*LINES, limits=Limits(items=2))
    assert "$[0]: must nest at most 2" in refusal(*LINES, limits=Limits(depth=2))
    assert "at most 2 lines" in refusal("", "", "", limits=Limits(items=2))
    with pytest.raises(UnreadableError, match="at most 2 lines"):
        documents.read_log("\n\n\n\n", limits=Limits(items=2))
    with pytest.raises(UnreadableError, match="at most 2 lines"):
        documents.read_log(b"\n\n\n\n", limits=Limits(items=2))


def test_at_most_twenty_lines_are_told() -> None:
    """The rest is not looked at."""
    told = refusal(*[f"{CANARY}"] * 1_000)

    assert told.count("must be JSON") == 20
    assert "$[19]" in told


def test_half_a_character_in_a_log_is_refused() -> None:
    """Before the size of it is known."""
    assert "half a character" in refusal("\ud83d")
    assert "must be text or bytes" in refusal(7)  # type: ignore[arg-type]


def test_events_that_nobody_knows_have_no_log() -> None:
    """The names of those that have are told."""
    with pytest.raises(NotFoundError, match="no such log; known: "):
        documents.write_log(history(), vocabulary=Vocabulary(events={}))


def test_an_event_that_cannot_be_read_again_is_not_written() -> None:
    """With its line, counted from 0."""
    opened, counted, _ = history().recorded
    wrong = Counted(on=ON, by=NURSE, more=1)
    object.__setattr__(wrong, "more", CANARY)
    broken = attrs.evolve(
        history(), recorded=(opened, attrs.evolve(counted, event=wrong))
    )

    with pytest.raises(InvalidValueError) as caught:
        documents.write_log(broken, vocabulary=COUNTS)

    assert caught.value.path == "$[1].value.event.more"
    assert CANARY not in told_by(caught.value)


def test_a_later_form_still_reads_earlier_ones() -> None:
    """What a newer caremodel writes says so."""
    later = Vocabulary(events={"count_event": CountEvent}, schemas={"count_event": 2})

    log = documents.write_log(history(), vocabulary=later)

    assert [json.loads(line)["schema"] for line in log.splitlines()] == [2, 2, 2]
    assert documents.read_log(log, vocabulary=later) == history()
    assert documents.read_log(LINES, vocabulary=later) == history()
    assert "$[0].schema" in refusal(*log.splitlines())
