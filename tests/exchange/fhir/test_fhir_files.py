"""Files and folders: packed, cut short, too long, closed, or no export at all."""

import gzip
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caremodel.errors import InvalidValueError, UnreadableError
from caremodel.exchange import fhir
from caremodel.exchange.fhir import _read, _sources
from caremodel.exchange.fhir._sources import folder
from exchange.fhir.written import (
    FIXTURES,
    about_ada,
    bundle,
    only_chart,
    patient,
    reasons,
)


def test_packed_files_are_read_as_they_are(tmp_path: Path) -> None:
    """What a file is called does not matter: gzip data is known by how it begins."""
    data = gzip.compress((FIXTURES / "bundle.json").read_bytes())
    (tmp_path / "one.json.gz").write_bytes(data)
    (tmp_path / "two.json").write_bytes(data)

    charts = fhir.read(FIXTURES / "bundle.json").charts

    assert fhir.read(tmp_path / "one.json.gz").charts == charts
    assert fhir.read(tmp_path / "two.json").charts == charts


def test_a_file_without_an_ending_is_one_document(tmp_path: Path) -> None:
    """Who names a file means it."""
    shutil.copy(FIXTURES / "bundle.json", tmp_path / "export")

    assert len(fhir.read(tmp_path / "export").charts) == 1


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    """Packed or not: whoever sees the error knows where to look."""
    path = tmp_path / "ada.json"
    path.write_bytes(pack(b"{"))

    with pytest.raises(UnreadableError) as error:
        fhir.read(path)

    assert str(error.value).startswith(f"not a FHIR export: {path}: document: must be")


def test_a_good_file_is_read_beside_bad_ones(tmp_path: Path) -> None:
    """One bad file costs its own people, who are listed, and nobody else's."""
    bad = (b"", b"[]", b"name: Ada", bundle(patient("ben"))[:-1])
    for number, content in enumerate((bundle(patient()), *bad)):
        (tmp_path / f"{number}.json").write_bytes(content)

    export = fhir.read(tmp_path)

    assert [chart.id for chart in export.charts] == ["ada"]
    assert [each.file for each in export.unread] == [
        "1.json",
        "2.json",
        "3.json",
        "4.json",
    ]


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    """Letters are no export."""
    (tmp_path / "letter.txt").write_text("Dear Ada")

    with pytest.raises(UnreadableError, match=r"must hold a file that ends in \.json"):
        fhir.read(tmp_path)


def test_the_limit_of_a_document_is_for_what_is_unpacked(tmp_path: Path) -> None:
    """A small file may hold a large document."""
    path = tmp_path / "ada.json.gz"
    path.write_bytes(gzip.compress(bundle(patient()) + b" " * 10_000))

    assert path.stat().st_size < 5_000
    with pytest.raises(UnreadableError, match="must not be longer than 5000 bytes"):
        fhir.read(path, limits=fhir.Limits(document=5_000))


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_line_over_the_limit_is_passed_over(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    """It takes no memory, packed or not, and the lines after it are read."""
    limits = fhir.Limits(line=100)
    long = json.dumps(patient("long", name=[{"text": "x" * 200_000}]))
    lines = [json.dumps(patient("ada")), long, json.dumps(patient("ben")), long]
    (tmp_path / "Patient.ndjson").write_bytes(pack("\n".join(lines).encode()))

    export = fhir.read(tmp_path, limits=limits)

    assert [chart.id for chart in export.charts] == ["ada", "ben"]
    assert [str(each) for each in export.unread] == [
        f"Patient.ndjson[{index}]: line: must not be longer than 100 bytes"
        for index in (1, 3)
    ]


def test_a_line_of_just_the_limit_is_read(tmp_path: Path) -> None:
    """The line break does not count."""
    line = json.dumps(patient("ada"))
    (tmp_path / "Patient.ndjson").write_text(f"{line}\n{line}")

    export = fhir.read(tmp_path, limits=fhir.Limits(line=len(line)))

    assert not export.unread


def test_limits_are_at_least_one_byte() -> None:
    """Nothing at all cannot be a document."""
    with pytest.raises(InvalidValueError):
        fhir.Limits(document=0)


def test_a_bad_line_costs_that_line_alone(tmp_path: Path) -> None:
    """With its place, counted from 0."""
    lines = [json.dumps(patient()), "{", '"x"', json.dumps(about_ada("Goal"))]
    (tmp_path / "export.ndjson").write_text("\r\n".join([*lines, "", ""]))

    export = fhir.read(tmp_path)

    assert only_chart(export).kinds == ("goal",)
    assert [str(each) for each in export.unread] == [
        "export.ndjson[1]: line: must be JSON (line 2, column 1)",
        "export.ndjson[2]: document: must be a bundle or a resource",
    ]


def test_a_file_that_is_not_whole_gzip_data_is_told(tmp_path: Path) -> None:
    """Whether what is inside or what surrounds it is wrong."""
    packed = bytearray(gzip.compress(bundle(patient())))
    packed[30] ^= 255
    (tmp_path / "1.json.gz").write_bytes(packed)
    (tmp_path / "2.json.gz").write_bytes(b"\x1f\x8b no gzip data")
    (tmp_path / "3.json").write_bytes(bundle(patient()))

    assert [str(each) for each in fhir.read(tmp_path).unread] == [
        "1.json.gz: file: is not whole gzip data",
        "2.json.gz: file: is not whole gzip data",
    ]


@pytest.mark.parametrize("end", [1, 7, 20, -9, -1])
def test_a_packed_document_cut_anywhere_is_refused(tmp_path: Path, end: int) -> None:
    """In the head, in the middle, or in the checksum."""
    path = tmp_path / "ada.json.gz"
    path.write_bytes(gzip.compress(bundle(patient()))[:end])

    with pytest.raises(UnreadableError, match=r"ada\.json\.gz: "):
        fhir.read(path)


def test_a_file_cut_short_covers_nothing(tmp_path: Path) -> None:
    """What was read of it is kept; that there is no more of it is not believed."""
    goals = [json.dumps(about_ada("Goal", str(index))) for index in range(2_000)]
    packed = gzip.compress("\n".join(goals).encode())
    (tmp_path / "Goal.ndjson.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "Patient.ndjson").write_text(json.dumps(patient()))
    (tmp_path / "Encounter.ndjson").write_text("")

    export = fhir.read(tmp_path)
    chart = only_chart(export)

    assert reasons(export) == ["file: is cut short"]
    assert 0 < len(chart.entries("goal")) < 2_000
    assert [each.kind for each in chart.coverage] == ["encounter"]


def test_a_file_of_anything_cut_short_leaves_nothing_covered(tmp_path: Path) -> None:
    """Its name does not say what it should have held."""
    lines = [json.dumps(each) for each in (patient(), about_ada("Goal"))]
    packed = gzip.compress("\n".join(lines * 500).encode())
    (tmp_path / "export.ndjson.gz").write_bytes(packed[:-9])

    assert only_chart(fhir.read(tmp_path)).coverage == ()


def test_what_is_no_file_of_an_export_is_left_alone(tmp_path: Path) -> None:
    """Pipes, links to folders and other files are counted, not opened."""
    (tmp_path / "ada.json").write_bytes(bundle(patient()))
    (tmp_path / "notes.txt").write_text("no export")
    (tmp_path / "round").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.json")

    export = fhir.read(tmp_path)

    assert export.notes == ("3 files of another sort were left alone",)
    with pytest.raises(UnreadableError, match="cannot be opened"):
        fhir.read(tmp_path / "pipe.json")


def test_a_folder_that_may_not_be_looked_into_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There may be patients in it."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "ada.json").write_bytes(bundle(patient()))
    scan = os.scandir

    def closed(path: str) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "not allowed", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", closed)

    assert [str(each) for each in fhir.read(tmp_path).unread] == [
        "closed: folder: cannot be opened"
    ]


def test_a_file_that_may_not_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are read."""
    (tmp_path / "1.json").write_bytes(bundle(patient()))
    (tmp_path / "2.json").write_bytes(bundle(patient("ben")))
    found = folder(tmp_path)
    monkeypatch.setattr("caremodel.exchange.fhir._read.folder", lambda _: found)
    (tmp_path / "1.json").unlink()

    export = fhir.read(tmp_path)

    assert [chart.id for chart in export.charts] == ["ben"]
    assert reasons(export) == ["file: cannot be opened"]


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    """Done never goes back nor passes the total, and ends at it."""
    for number in range(3):
        (tmp_path / f"{number}.json").write_bytes(bundle(patient(f"p{number}")))
    told: list[fhir.Progress] = []

    fhir.read(tmp_path, on_progress=told.append)

    done = [each.done for each in told]
    assert done == sorted(done)
    assert done[-1] == told[-1].total == 3 * len(bundle(patient("p0")))
    assert [each.file for each in told] == ["0.json", "1.json", "2.json"]


def test_a_line_that_is_passed_over_is_progress_too(tmp_path: Path) -> None:
    """However long it is, and however few lines there are."""
    size = 3 * _sources.SKIPPED * _sources.SKIPS
    lines = [json.dumps(patient()), "x" * size, json.dumps(patient("ben"))]
    (tmp_path / "Patient.ndjson").write_text("\n".join(lines))
    told: list[fhir.Progress] = []

    export = fhir.read(tmp_path, limits=fhir.Limits(line=1000), on_progress=told.append)

    done = [each.done for each in told]
    assert done == sorted(done)
    assert len([each for each in done if 0 < each < size]) >= 2
    assert [each.index for each in export.unread] == [1]
    assert len(export.charts) == 2


def test_long_lines_are_told_of_by_their_bytes(tmp_path: Path) -> None:
    """A few large lines take as long as many small ones."""
    person = patient(name=[{"text": "x" * (_read.BYTES_AT_A_TIME // 2)}])
    (tmp_path / "Patient.ndjson").write_text((json.dumps(person) + "\n") * 6)
    told: list[fhir.Progress] = []

    fhir.read(tmp_path, on_progress=told.append)

    assert len({each.done for each in told}) >= 3


def test_what_tells_of_progress_may_fail(tmp_path: Path) -> None:
    """Its fault is its own, and no fault of a file."""
    (tmp_path / "Patient.ndjson").write_text(json.dumps(patient()))

    def broken(_: fhir.Progress) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        fhir.read(tmp_path, on_progress=broken)
