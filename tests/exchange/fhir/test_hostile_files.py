"""What cannot be read is said with its place, and never with a person's value."""

import gzip
import json
import traceback
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caremodel.errors import CareModelError, UnreadableError
from caremodel.exchange import fhir
from exchange.fhir.invented import bundle, coded, lines, patient, record

CANARY = "CANARY-7731"
ON = date(2026, 6, 1)
GOOD = bundle(patient(), record("Condition", "c1"))
DEEP = b'{"resourceType": "Bundle", "entry": ' + b"[" * 90_000 + b"]" * 90_000 + b"}"


def with_canary(text: bytes) -> bytes:
    """Put a value that must never be told where a name stands."""
    return text.replace(b"Canary", CANARY.encode())


NOT_READ = {
    "half a bundle": with_canary(GOOD)[:-60],
    "two patients": bundle(patient(CANARY), patient(f"{CANARY}-2")),
    "no patient": bundle(record("Condition", "c1", person=CANARY)),
    "not a bundle": json.dumps({"resourceType": CANARY}).encode(),
    "not an object": json.dumps([CANARY]).encode(),
    "not JSON": f"name: {CANARY}".encode(),
    "not UTF-8": b'{"resourceType": "Bundle", "x": "\xff' + CANARY.encode() + b'"}',
    "a key twice": b'{"resourceType": "Bundle", "%s": 1, "%s": 2}'
    % (CANARY.encode(), CANARY.encode()),
    "nothing": b"",
    "NaN": b'{"resourceType": "Bundle", "entry": [NaN]}',
    "too deep": DEEP,
    "a bundle without entries": b'{"resourceType": "Bundle"}',
}
"""Documents of which nothing can be read."""


@pytest.mark.parametrize("name", NOT_READ)
@pytest.mark.parametrize("packed", [False, True])
def test_a_document_that_cannot_be_read_is_one_clear_error(
    tmp_path: Path, name: str, *, packed: bool
) -> None:
    """Whatever it is: our error, the file in it, and nothing of its content."""
    path = tmp_path / ("ann.json.gz" if packed else "ann.json")
    path.write_bytes(gzip.compress(NOT_READ[name]) if packed else NOT_READ[name])

    with pytest.raises(UnreadableError) as caught:
        fhir.read(path, on=ON)

    assert path.name in str(caught.value)
    assert CANARY not in told_by(caught.value)


def told_by(error: BaseException) -> str:
    """Gather all that an error tracker would send: text, causes, frames' locals."""
    told = "".join(
        traceback.TracebackException.from_exception(
            error, capture_locals=False
        ).format()
    )
    return told + "".join(held_by(error))


def held_by(error: BaseException) -> Iterator[str]:
    """Look through the frames of the library that the error went through."""
    seen: BaseException | None = error
    while seen is not None:
        for frame, _ in traceback.walk_tb(seen.__traceback__):
            if "caremodel" in frame.f_globals.get("__name__", ""):
                yield from map(repr, frame.f_locals.values())
        seen = seen.__cause__ or seen.__context__


def test_a_good_file_is_read_beside_bad_ones(tmp_path: Path) -> None:
    """One bad file costs its own people, who are listed, and nobody else's."""
    (tmp_path / "good.json").write_bytes(GOOD)
    for n, content in enumerate(NOT_READ.values()):
        (tmp_path / f"bad{n}.json").write_bytes(content)

    export = fhir.read(tmp_path, on=ON)

    assert [chart.id for chart in export.charts] == ["ann"]
    listed = {each.file for each in export.unread}
    assert listed >= {
        f"bad{n}.json"
        for n, name in enumerate(NOT_READ)
        if name != "a bundle without entries"
    }
    assert CANARY not in "".join(map(str, export.unread))


@pytest.mark.parametrize("cut", [1, 7, 20, -9, -1])
def test_a_truncated_gzip_is_said_to_be_one(tmp_path: Path, cut: int) -> None:
    """Cut anywhere: in the head, in the middle, or in the checksum."""
    path = tmp_path / "ann.json.gz"
    path.write_bytes(gzip.compress(GOOD)[:cut])

    with pytest.raises(UnreadableError, match=r"ann\.json\.gz"):
        fhir.read(path)


UNREAD: dict[str, dict[str, Any]] = {
    "a status nobody knows": record("Encounter", "x", status=CANARY),
    "no status": {k: v for k, v in record("Encounter", "x").items() if k != "status"},
    "a status that is a number": record("Encounter", "x", status=7),
    "no time zone": record("Encounter", "x", period={"start": "2026-02-01T09:00:00"}),
    "a basic date": record("Condition", "x", onsetDateTime="20260201"),
    "a week date": record("Condition", "x", onsetDateTime="2026-W05-1"),
    "31 February": record("Condition", "x", onsetDateTime="2026-02-31"),
    "the 24th hour": record("Condition", "x", onsetDateTime="2026-02-01T24:00:00Z"),
    "a date in words": record("Condition", "x", onsetDateTime=CANARY),
    "an end before the start": record(
        "Encounter",
        "x",
        period={"start": "2026-02-01T09:00:00Z", "end": "2025-02-01T09:00:00Z"},
    ),
    "another patient": record("Condition", "x", person=CANARY),
    "a subject that is text": record("Condition", "x", subject=CANARY),
    "a condition status nobody knows": record(
        "Condition", "x", clinicalStatus=coded(CANARY)
    ),
    "money that is text": record("Claim", "x", total={"value": CANARY}),
    "a type of no standard": {"resourceType": CANARY, "id": "x"},
    "no type": {"id": "x"},
}
"""Resources that are refused, while those beside them are read."""


@pytest.mark.parametrize("name", UNREAD)
def test_a_resource_that_is_not_understood_is_listed(name: str) -> None:
    """With its file and index, a reason, and no value; the rest is read."""
    export = fhir.read_bundle(
        bundle(patient(), UNREAD[name], record("Condition", "c1")),
        name="ann.json",
        on=ON,
    )

    assert [e.id for e in export.charts[0].entries("condition")] == ["Condition/c1"]
    (unread,) = export.unread
    assert unread.file == "ann.json"
    assert CANARY not in str(unread)
    assert unread.reason


def test_a_birth_after_the_day_leaves_the_chart_and_no_age() -> None:
    """What else is recorded stays; the birth date is listed."""
    export = fhir.read_bundle(
        bundle(patient(birthDate="2999-01-01"), record("Condition", "c1")), on=ON
    )

    assert export.charts[0].born is None
    assert len(export.charts[0].filed) == 1
    (unread,) = export.unread
    assert "birthDate" in unread.reason
    assert "2999" not in str(unread)


def test_one_id_with_two_contents_is_listed_with_both_places() -> None:
    """Which of them is right nobody can say; the first stands."""
    one, other = record("Condition", "c1"), record("Condition", "c1", code=coded("1"))

    export = fhir.read_bundle(bundle(patient(), one, other), name="ann.json")

    (unread,) = export.unread
    assert unread.index == 2
    assert "ann.json[1]" in unread.reason
    assert len(export.charts[0].filed) == 1


def test_one_record_twice_is_one_record() -> None:
    """The same said twice is the same, and noted."""
    export = fhir.read_bundle(
        bundle(patient(), record("Condition", "c1"), record("Condition", "c1"))
    )

    assert not export.unread
    assert len(export.charts[0].filed) == 1


def test_a_line_beyond_the_limit_is_listed_and_the_next_is_read(
    tmp_path: Path,
) -> None:
    """Two gigabytes of one line must not fill the memory."""
    (tmp_path / "Patient.ndjson").write_bytes(lines([patient()]))
    long = b'{"resourceType": "Condition", "x": "' + b"x" * 5_000 + b'"}\n'
    with gzip.open(tmp_path / "Condition.ndjson.gz", "wb") as packed:
        packed.write(long + lines([record("Condition", "c1")]))

    export = fhir.read(tmp_path, limits=fhir.Limits(line=4_000))

    assert [e.id for e in export.charts[0].entries("condition")] == ["Condition/c1"]
    (unread,) = export.unread
    assert (unread.file, unread.index) == ("Condition.ndjson.gz", 0)


def test_a_document_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    """A bundle is read whole, so its size has a limit, which is a parameter."""
    path = tmp_path / "ann.json.gz"
    path.write_bytes(gzip.compress(GOOD + b" " * 10_000))

    with pytest.raises(UnreadableError, match="5000"):
        fhir.read(path, limits=fhir.Limits(document=5_000))


def test_bulk_records_of_nobody_are_listed(tmp_path: Path) -> None:
    """A record whose patient is not in the export belongs to no chart."""
    (tmp_path / "Patient.ndjson").write_bytes(lines([patient()]))
    (tmp_path / "Condition.ndjson").write_bytes(
        lines([record("Condition", "c1", person=CANARY), record("Condition", "c2")])
    )

    export = fhir.read(tmp_path)

    assert [e.id for e in export.charts[0].entries("condition")] == ["Condition/c2"]
    (unread,) = export.unread
    assert (unread.file, unread.index) == ("Condition.ndjson", 0)
    assert CANARY not in str(unread)


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    """Pictures and letters are no export."""
    (tmp_path / "letter.txt").write_text(CANARY, encoding="utf-8")

    with pytest.raises(CareModelError) as caught:
        fhir.read(tmp_path)

    assert CANARY not in told_by(caught.value)


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    """Done never passes the total, and ends at it."""
    for n in range(3):
        (tmp_path / f"{n}.json").write_bytes(bundle(patient(f"p{n}")))
    told: list[fhir.Progress] = []

    fhir.read(tmp_path, on_progress=told.append)

    assert all(each.done <= each.total for each in told)
    assert told[-1].done == told[-1].total
