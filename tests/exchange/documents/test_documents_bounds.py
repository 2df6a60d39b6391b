"""What is read is bounded before it is parsed, and told in few words."""

import json
import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from caremodel.catalog.conditions import HIGH_NEED
from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.catalog.waves import FIVE_X
from caremodel.errors import (
    InvalidValueError,
    NotAllowedError,
    NotFoundError,
    UnreadableError,
)
from caremodel.exchange import documents
from caremodel.exchange.documents import Limits
from caremodel.exchange.documents._faults import Faulty, of_a_check, refused
from caremodel.exchange.documents._rows import row_reader
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import Entry
from caremodel.grammar.rules import All, Criterion
from caremodel.people.charts import Chart
from caremodel.people.patients import Patient, PatientId
from exchange.documents.leaks import CANARY, told_by

TEXT = documents.dumps(All(()))
MEBIBYTE = 2**20
ODD = f"Ann's\n{CANARY}\\x"
"""A name with all that is written otherwise between quotes."""


def refusal(text: object, limits: Limits | None = None) -> str:
    """Say why a document is refused."""
    with pytest.raises(UnreadableError) as caught:
        documents.loads(text, limits=limits or Limits())  # type: ignore[call-overload]
    return str(caught.value)


def test_a_document_is_as_large_as_its_limits_at_most() -> None:
    """On the limit it is read."""
    assert documents.loads(TEXT, limits=Limits(size=len(TEXT))) == All(())
    told = refusal(TEXT, Limits(size=len(TEXT) - 1))
    assert f"$: must be at most {len(TEXT) - 1} bytes long" in told


def test_size_is_counted_in_bytes() -> None:
    """A letter may be four of them."""
    assert "must be at most 5 bytes long" in refusal('"🙂"', Limits(size=5))
    assert "must be an object" in refusal('"🙂"', Limits(size=6))
    assert "must be at most 5 bytes long" in refusal('"🙂"'.encode(), Limits(size=5))


def test_items_are_counted_before_they_are_made() -> None:
    """Three keys, and one list of two: five items in two pairs of brackets."""
    text = '{"a":1,"b":[2,3],"c":"x,y,[{"}'

    assert "must be an object" not in refusal(text, Limits(items=5))
    assert "must have at most 4 items" in refusal(text, Limits(items=4))


def test_commas_in_text_are_no_items() -> None:
    """A long note is one item."""
    note = json.dumps([',,[[{{\\"' * 100, "b"])

    assert "must be an object" in refusal(note, Limits(items=2))
    assert "at most 1 items" in refusal(note, Limits(items=1))
    assert "at most 1 items" in refusal('"a""b""c""d",,', Limits(items=1))


@pytest.mark.parametrize("text", ['[[["x"]]]', '{"a":{"b":{"c":1}}}', '[{"a":[1]}]'])
def test_depth_is_counted_in_brackets(text: str) -> None:
    """Lists and objects alike."""
    assert "must nest" not in refusal(text, Limits(depth=3))
    assert "must nest at most 2 levels deep" in refusal(text, Limits(depth=2))


HOSTILE = {
    "open brackets": b"[" * 8 * MEBIBYTE,
    "open objects": b'{"a":' * MEBIBYTE,
    "empty lists": b"[" + b"[]," * 2 * MEBIBYTE + b"[]]",
    "empty texts": b"[" + b'"",' * 2 * MEBIBYTE + b'""]',
    "commas in a text": b'["' + b"," * 7 * MEBIBYTE + b'"]',
    "quotes in a text": b'["' + b'\\"' * 3 * MEBIBYTE + b'"]',
    "an open text": b'"' + b"\\\\" * 3 * MEBIBYTE,
    "quotes": b'"' * 8 * MEBIBYTE,
    "digits": b"[" + b"7" * 7 * MEBIBYTE + b"]",
    "half characters": b'["' + b"\\ud83d" * MEBIBYTE + b'"]',
    "deep in a choice": b'{"is":"not","of":' * 100_000 + b"1" + b"}" * 100_000,
    "too large": b" " * (8 * MEBIBYTE + 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused(name: str) -> None:
    """Our error and no other, whatever the Python."""
    assert "not a caremodel document: $: must" in refusal(HOSTILE[name])


def test_depth_the_parser_cannot_reach_is_depth_too() -> None:
    """With limits that a host has opened wide."""
    open_wide = Limits(items=10**6, depth=10**6)
    deep = b"[" * 200_000 + b"]" * 200_000
    nested = '{"is":"not","of":' * 480 + "1" + "}" * 480
    asked = f'{{"caremodel":1,"type":"criterion","value":{nested}}}'

    assert "$: must nest less deeply" in refusal(deep, open_wide)
    assert "must nest less deeply" in refusal(asked, open_wide)
    with pytest.raises(UnreadableError, match="must nest less deeply"):
        documents.read_log(deep, limits=open_wide)


def test_neither_text_nor_bytes_is_refused() -> None:
    """Also by a host that checks no types."""
    assert "must be text or bytes" in refusal(7)


def test_limits_are_at_least_one() -> None:
    """A limit of nothing would refuse everything."""
    with pytest.raises(InvalidValueError, match="at least 1"):
        Limits(depth=0)


# --- what an error tells --------------------------------------------------------------


def test_at_most_twenty_problems_are_told() -> None:
    """Ten thousand wrong items cost no more than twenty."""
    panel = {"on": "2026-03-31", "policy": {"id": "a", "version": "1"}}
    wrong = [{"patient_id": n, "step": CANARY, CANARY: 1} for n in range(10_000)]
    text = {"caremodel": 1, "type": "panel", "value": {**panel, "memberships": wrong}}

    with pytest.raises(UnreadableError) as caught:
        documents.loads(json.dumps(text))

    assert len(caught.value.problems) == 20
    assert len(str(caught.value).encode()) <= 4096
    assert CANARY not in told_by(caught.value)


def test_reading_stops_at_twenty_problems() -> None:
    """What is told to nobody is not looked at."""
    asked: list[object] = []

    def read(part: Any, _: object) -> None:
        asked.append(part)
        raise refused(part, "must be another")

    with pytest.raises(Faulty):
        row_reader((read, None))([*range(100)], None)

    assert asked == [*range(20)]


def test_long_paths_are_cut_in_the_middle() -> None:
    """A message stays one, however deep its faults lie."""
    wrong: Any = {"is": "comparison", "op": "?"}
    for _ in range(29):
        wrong = {"is": "all", "of": [wrong] * 2}
        wrong["of"] = (
            wrong["of"][:1] if len(json.dumps(wrong)) > 20_000 else wrong["of"]
        )
    text = {"caremodel": 1, "type": "criterion", "value": wrong}

    with pytest.raises(UnreadableError) as caught:
        documents.loads(json.dumps(text))

    assert 1 <= len(caught.value.problems) <= 20
    assert len(str(caught.value).encode()) <= 4096


def test_what_a_class_says_is_told_without_what_stands_in_the_document() -> None:
    """Also where the class itself repeats it."""
    part = {"name": CANARY, "of": [{"word": "go"}], "odd": ""}
    error = InvalidValueError(f"Move[{CANARY}].name", f"move {CANARY!r} must not go")

    path, problem = of_a_check(error, "Move", {"name"}, part)

    assert (path, problem) == (".name", "move '…' must not …")


def test_what_a_class_says_of_a_machine_is_told_without_its_places() -> None:
    """A machine names the places and moves that are wrong."""
    move = {"name": CANARY, "needs_reason": False, "safety": False}
    value = {
        "initial": ["a1"],
        "moves": [{**move, "source": "a1", "target": f"{CANARY}-2"}],
        "places": ["a1", f"{CANARY}-1"],
    }
    text = json.dumps({"caremodel": 1, "type": "machine", "value": value})

    with pytest.raises(UnreadableError) as caught:
        documents.loads(text)

    assert "$.value: move '…' must join places of its own" in str(caught.value)
    assert CANARY not in told_by(caught.value)


def test_what_stands_between_quotes_is_not_told_either() -> None:
    """A message that quotes a name writes its line breaks and quotes otherwise."""
    move = {"name": ODD, "needs_reason": False, "safety": False}
    both = f'{ODD} "Al" {CANARY}'
    value = {
        "initial": ["a1"],
        "moves": [
            {**move, "source": "a1", "target": "a2"},
            {**move, "name": both, "source": "a1", "target": "a2"},
        ],
        "places": ["a1"],
    }
    text = json.dumps({"caremodel": 1, "type": "machine", "value": value})

    with pytest.raises(UnreadableError) as caught:
        documents.loads(text)

    assert "move \"…\" must join places of its own; move '…' must" in str(caught.value)
    assert CANARY not in told_by(caught.value)


# --- documents in which no person can stand ------------------------------------------


def problems_of(plain: Any) -> list[str]:
    """Read what was edited, and say what is wrong with it."""
    with pytest.raises(UnreadableError) as caught:
        documents.loads(json.dumps(plain))
    assert str(caught.value).count("\n") == 0
    assert len(str(caught.value).encode()) <= 4096
    return [*map(str, caught.value.problems)]


def edited() -> Any:
    """Write the default pathway as a document that can be changed."""
    return json.loads(documents.dumps(DEFAULT_PATHWAY))


def test_what_is_wrong_with_a_pathway_is_told_in_full() -> None:
    """Whoever edits the file is to see which name is meant."""
    plain = edited()
    plain["value"]["rungs"][1]["upper"]["level"] = "intense"

    assert problems_of(plain) == [
        (
            "$.value: rungs[1].upper: there is no place active (intense); "
            "there are standard, intensive"
        )
    ]


def test_a_part_of_a_pathway_is_told_at_its_place() -> None:
    """Each part checks itself, as soon as it is read."""
    plain = edited()
    (at,) = (
        at
        for at, stage in enumerate(plain["value"]["stages"])
        if stage["name"] == "active"
    )
    plain["value"]["stages"][at]["levels"][0]["name"] = "intensive"
    prompt = plain["value"]["prompts"][0]
    prompt["at"] = [prompt["at"][0]] * 2

    assert problems_of(plain) == [
        "$.value.prompts[0].at: must not name one place twice",
        f"$.value.stages[{at}].levels: must have names of their own",
    ]


def test_what_a_pathway_is_called_is_no_place_in_its_document() -> None:
    """Its id may look like one of its fields."""
    plain = edited()
    plain["value"] |= {"id": "v1.moves", "signatures": []}

    (problem,) = problems_of(plain)
    assert problem.startswith("$.value: stage engaged takes the person's agreement")


def test_words_of_a_pathway_that_are_also_ours_are_told() -> None:
    """Names out of the file are not blanked out of a sentence."""
    plain = edited()
    plain["value"]["called"] = "no way leads on from"
    plain["value"]["moves"] = plain["value"]["moves"][:1]

    (problem,) = problems_of(plain)
    assert "waitlisted cannot be reached" in problem
    assert "no way leads on from identified" in problem


def test_a_fact_that_a_pathway_is_given_is_told_in_one_line() -> None:
    """Whatever its name is made of."""
    plain = edited()
    plain["value"]["given"] = [{"kind": "number", "name": ODD}] * 2

    (problem,) = problems_of(plain)
    assert problem.startswith("$.value: ")
    assert f"{ODD!r} must not be supplied twice" in problem


def test_what_would_not_show_is_told_by_its_number() -> None:
    """A line break, or what turns the order of letters around."""
    plain = edited()
    plain["value"]["advised"][0]["move"] = "go\nup\u202e!"

    (problem,) = problems_of(plain)
    assert problem == "$.value: advised[go\\nup\\u202e!] must be a move"


def test_what_is_wrong_with_a_pathway_is_no_longer_than_a_message() -> None:
    """Counted in bytes, and cut between two letters."""
    plain = edited()
    plain["value"]["stages"] += [
        {**plain["value"]["stages"][-1], "name": f"{'ü🙂' * 20}{number}"}
        for number in range(100)
    ]

    (problem,) = problems_of(plain)
    assert problem.endswith("…")
    assert len(problem.encode()) > 2_000


def test_what_is_wrong_with_a_rule_is_told_in_full() -> None:
    """As of a pathway; where a rule stands in something else, as of that."""
    plain = json.loads(documents.dumps(HIGH_NEED))
    plain["value"] |= {"called": "blank", "source": " "}
    other = json.loads(documents.dumps(FIVE_X))
    other["value"]["waves"][0]["gate"]["needs"][0] |= {"called": "blank", "source": " "}
    where = "$.value.waves[0].gate.needs[0].source"

    assert problems_of(plain) == ["$.value.source: must not be blank"]
    assert problems_of(other) == [f"{where}: must not be …"]


# --- what a class says, without what stands in the document --------------------------


def test_of_a_long_message_the_head_is_told() -> None:
    """No text is cut in two: what goes on past the head is blank where it begins."""
    name = f"{CANARY} {'x' * 100}"
    error = InvalidValueError("Machine", f"{'must ' * 398}not {name}, {'y' * 10_000}")

    _, problem = of_a_check(error, "Machine", (), [name])

    assert problem == f"{'must ' * 398}not …"


def test_texts_that_overlap_are_one_blank() -> None:
    """Else what one has and the other has not would be left of it."""
    error = InvalidValueError("Machine", f"must not go a b {CANARY} c, or ab")

    _, problem = of_a_check(error, "Machine", (), ["a b", f"b {CANARY} c", "a"])

    assert problem == "must not go …, or ab"


@pytest.mark.parametrize(
    "places",
    [
        [f"{'.' * 70}{number}" for number in range(3_000)],
        ["." * number for number in range(1, 200)],
    ],
    ids=["one beginning", "one letter"],
)
def test_a_message_with_too_many_texts_is_not_told(places: list[str]) -> None:
    """To tell them apart would take longer than to read the document."""
    error = InvalidValueError("Machine", "; ".join(places))

    told = of_a_check(error, "Machine", (), places)

    assert told == ("", "must make a valid Machine")


def test_what_could_not_be_read_back_is_not_written() -> None:
    """Neither too many items nor too many bytes."""
    born = Period(start=date(1961, 4, 9), end=date(1961, 4, 10))
    patient = Patient(id=PatientId("p1"), born=born)
    on = date(2026, 3, 31)
    filed = tuple(Entry(f"e{n}", "visit", (), on) for n in range(60_000))

    with pytest.raises(InvalidValueError, match="must have at most 250000 items"):
        documents.dumps(Chart(patient=patient, filed=filed))
    with pytest.raises(InvalidValueError, match="must be at most 8388608 bytes long"):
        documents.dumps(Entry("e", "v" * 8 * MEBIBYTE, (), on))


def test_what_is_no_name_and_no_type_has_no_document() -> None:
    """Also where it has no hash."""
    with pytest.raises(NotFoundError, match="no such document; known: "):
        documents.loads("{}", [1])


def test_why_a_change_is_not_allowed_is_told_likewise() -> None:
    """A class may refuse with any error of ours."""
    error = NotAllowedError("begin", (f"{CANARY} must be active",))

    told = of_a_check(error, "Journey", (), [CANARY])

    assert told == ("", "cannot begin: … must be active")


def test_whatever_a_class_raises_is_one_problem() -> None:
    """A host's class may raise anything."""
    told = of_a_check(ZeroDivisionError(CANARY), "Share", (), {})

    assert told == ("", "must make a valid Share")


# --- reading opens nothing ------------------------------------------------------------

WATCHED = """
import sys
from caremodel.errors import UnreadableError
from caremodel.exchange import documents
text = sys.argv[1]
documents.dumps(documents.loads(text))
happened = []
def watch(event, _):
    if event in {"open", "import", "compile", "exec", "socket.connect"}:
        happened.append(event)
sys.addaudithook(watch)
documents.dumps(documents.loads(text))
for wrong in (text[:-1], text.replace("all", "none"), text.replace("is", "was")):
    try:
        documents.loads(wrong)
    except UnreadableError:
        continue
print(happened)
"""


def test_reading_opens_nothing() -> None:
    """No file, no import, no code: what is read is data."""
    asked: Criterion = All((All(()),))

    told = subprocess.run(
        [sys.executable, "-c", WATCHED, documents.dumps(asked)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == "[]"
