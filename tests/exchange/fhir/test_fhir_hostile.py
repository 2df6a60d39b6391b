"""What an export should not hold is refused or listed, and never half believed."""

import copy
import json
import re
import sys
import traceback
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from caremodel.errors import CareModelError, UnreadableError
from caremodel.exchange import fhir
from caremodel.exchange.fhir import _findings, _json
from exchange.fhir.written import (
    FIXTURES,
    Resource,
    about_ada,
    bundle,
    only_chart,
    patient,
    read,
    reasons,
)

CANARY = "Zebulon"
DEEP = 100_000


def document(text: str) -> bytes:
    """Write a bundle of Ada with *text* inside an observation."""
    plain = bundle(patient(), about_ada("Observation", note="%")).decode()
    return plain.replace('"%"', text).encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "must be JSON (line 1, column 1)"),
        (bundle(patient())[:-20], "must be JSON (line 1, column 68)"),
        (bundle(patient()) + b"{}", "must be JSON (line 1, column 94)"),
        (b"\xef\xbb\xbf" * 2 + bundle(patient()), "must be JSON (line 1, column 1)"),
        (bundle(patient()).decode().encode("utf-16"), "must be UTF-8"),
        (document("NaN"), "must not have a number that is not finite"),
        (document("-Infinity"), "must not have a number that is not finite"),
        (document("1e99999999999999999999"), "must not have a number that is so long"),
        (document("9" * 5_000), "must not have a number that is so long"),
        (document('"\\ud83d"'), "must not have half a character (a lone surrogate)"),
        (document('"\\\\" , "x": "\\uDC00"'), "must not have half a character"),
        (document("[" * DEEP + "]" * DEEP), "must not be nested so deeply"),
        (document('{"a": {"b": 1, "b": 1}}'), "with one key twice"),
        (document('{"a": 1, "b": 1, "a": 2}'), "with one key twice"),
        (document('{"a": 1, "b": 1, "c": 2, "c": 3}'), "with one key twice"),
        (document('"x", "id": "y"'), "with one key twice"),
        (b'{"resourceType": "Bundle", "resourceType": "List"}', "with one key twice"),
        (document('{"a" : 1, "a": 2}'), "with one key twice"),
        (document('{"a": 1, "a"\n\t\r : 2}'), "with one key twice"),
        (document('{"a": ":", "b": 1, "b": 2}'), "with one key twice"),
        (document('{"a": "\\": ", "a": "\\" :"}'), "with one key twice"),
    ],
)
def test_what_is_no_strict_json_is_refused(data: bytes, reason: str) -> None:
    """Whole: of a document that cannot be trusted nothing is."""
    with pytest.raises(UnreadableError, match=re.escape(reason)):
        fhir.read_bundle(data)


def test_whole_characters_may_be_written_in_halves() -> None:
    """A pair of surrogates is one character; a backslash may stand before a "u"."""
    export = fhir.read_bundle(document('"\\ud83d\\ude00 and \\\\ud83d and \\n"'))

    assert len(export.charts) == 1


@pytest.mark.parametrize("text", [":", " : x", '\\":', '\\" :', '{\\"a\\":1}'])
def test_a_text_may_look_like_a_key(text: str) -> None:
    """It is looked at closely then, and read; blanks may stand anywhere."""
    export = fhir.read_bundle(document(f'{{"a" : "{text}"\n, "b"\t:\r1}}'))

    assert len(export.charts) == 1
    assert export.unread == ()


def test_many_backslashes_are_no_reason_to_look_at_each() -> None:
    """Neither do they hide half a character."""
    many = "\\n" * (_json.MOST_BACKSLASHES + 1)

    assert len(fhir.read_bundle(document(f'"{many}"')).charts) == 1
    with pytest.raises(UnreadableError, match="half a character"):
        fhir.read_bundle(document(f'"{many}\\ud83d"'))


@pytest.mark.parametrize("part", [b"[]", b"1.5", b'""', b'"some"'])
def test_a_large_document_of_brackets_and_commas_is_refused(part: bytes) -> None:
    """Eight megabytes of them would take up two hundred and more."""
    parts = [part] * (_json.LARGE // (len(part) + 1) + 1)
    data = b"[" + b",".join(parts) + b"]"

    with pytest.raises(UnreadableError, match="more content than brackets and commas"):
        fhir.read_bundle(data)


def test_a_large_roster_is_read() -> None:
    """Of all that is real it has the most values in the fewest bytes."""
    roster = {
        "resourceType": "Group",
        "id": "1",
        "member": [
            {"entity": {"reference": f"Patient/{n}"}} for n in range(_json.LARGE // 30)
        ],
    }
    written = json.dumps(roster, separators=(",", ":")).encode()
    assert len(written) > _json.LARGE

    (group,) = fhir.read_bundle(written).groups

    assert len(group.members) == len(roster["member"])


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    """Some systems write one; RFC 8259 lets readers ignore it."""
    mark = b"\xef\xbb\xbf"
    (tmp_path / "a.json").write_bytes(mark + bundle(patient()))
    (tmp_path / "b.ndjson").write_bytes(mark + json.dumps(patient("ben")).encode())

    export = fhir.read(tmp_path)

    assert [chart.id for chart in export.charts] == ["ada", "ben"]


def test_a_large_document_of_content_is_read() -> None:
    """Size alone is no fault."""
    text = json.dumps("x" * _json.LARGE)

    assert len(fhir.read_bundle(document(text)).charts) == 1


def test_half_a_bundle_is_none(tmp_path: Path) -> None:
    """Nothing that stands before the break counts: not even where more is known."""
    whole = bundle(patient(), about_ada("Goal", "1"))
    half = bundle(
        patient(),
        {"resourceType": "Organization", "id": "elm"},
        about_ada("Goal", "2"),
        about_ada("Claim", total={"value": 1}),
        about_ada("Goal", "1", status="x"),
        about_ada("Goal", "3", lifecycleStatus="entered-in-error"),
        about_ada("Goal", "4", addresses=[{"reference": "urn:uuid:5"}]),
        {"resourceType": "Basic"},
    )[:-1]
    (tmp_path / "1.json").write_bytes(whole)
    (tmp_path / "2.json").write_bytes(half)
    (tmp_path / "3.json").write_bytes(
        bundle(
            patient(), about_ada("Goal", "4", addresses=[{"reference": "urn:uuid:6"}])
        )
    )

    export = fhir.read(tmp_path)
    chart = only_chart(export)

    assert [entry.id for entry in chart.filed] == ["Goal/1", "Goal/4"]
    assert chart.charges == ()
    assert export.organizations == ()
    assert [each.place for each in export.unread] == ["2.json"]
    assert export.unread[0].reason.startswith("must be JSON")
    with pytest.raises(UnreadableError):
        fhir.read_bundle(half)


def test_a_bundle_about_two_people_is_refused(tmp_path: Path) -> None:
    """Whose record its entries are would be a guess."""
    two = bundle(patient(), about_ada("Goal"), patient("ben"))
    (tmp_path / "1.json").write_bytes(two)
    (tmp_path / "2.ndjson").write_bytes(two)
    (tmp_path / "3.json").write_bytes(bundle(patient("cleo")))

    export = fhir.read(tmp_path)

    assert [chart.id for chart in export.charts] == ["cleo"]
    assert [str(each) for each in export.unread] == [
        "1.json: document: must not hold more than one patient",
        "2.ndjson[0]: document: must not hold more than one patient",
    ]


def test_a_resource_about_somebody_else_is_not_filed() -> None:
    """Neither with the patient of the bundle nor with anyone."""
    export = read(about_ada("Goal", subject={"reference": "Patient/ben"}))

    assert only_chart(export).filed == ()
    assert reasons(export) == ["Goal: subject: must be the patient of the bundle"]


def test_a_resource_about_nobody_in_the_export_is_told(tmp_path: Path) -> None:
    """With its place; it may be all that is known of them."""
    lines = [
        patient(),
        about_ada("Goal", "1", subject={"reference": "Patient/ben"}),
        about_ada("Goal", "1", subject={"reference": "Patient/ben"}),
        about_ada("Goal", "2", subject={"reference": "urn:uuid:ben"}),
        about_ada("Goal", "3", subject={"reference": "Group/all"}),
        about_ada("Goal", "4", subject={"display": "Ben"}),
        about_ada(
            "Goal",
            "5",
            subject={"reference": "Patient/ben"},
            lifecycleStatus="entered-in-error",
        ),
    ]
    (tmp_path / "x.ndjson").write_text("\n".join(map(json.dumps, lines)))

    export = fhir.read(tmp_path)

    assert [str(each) for each in export.unread] == [
        "x.ndjson[1]: Goal: is about a patient who is not in the export",
        "x.ndjson[2]: Goal: is about a patient who is not in the export",
        "x.ndjson[3]: Goal: is about a patient who is not in the export",
        "x.ndjson[4]: Goal: subject: must be a patient",
        "x.ndjson[5]: Goal: subject: must say who it is about",
    ]


@pytest.mark.parametrize(
    ("resource", "reason"),
    [
        ({"resourceType": "Goal"}, "Goal: id: must be an id of R4"),
        ({"resourceType": "Goal", "id": 5}, "Goal: id: must be an id of R4"),
        ({"resourceType": "Goal", "id": "a b"}, "Goal: id: must be an id of R4"),
        ({"resourceType": "Location"}, "Location: id: must be an id of R4"),
        ({"resourceType": CANARY, "id": "1"}, "unknown type: this type is not read"),
        ({"resourceType": 5, "id": "1"}, "unknown type: this type is not read"),
    ],
)
def test_a_resource_that_nobody_can_point_at_is_told(
    resource: Resource, reason: str
) -> None:
    """What it calls itself is not repeated if R4 has no such type."""
    assert reasons(read(resource)) == [reason]


def test_an_address_is_of_one_resource() -> None:
    """What points at it must know at which."""
    entries = [
        {"resource": patient(), "fullUrl": "urn:uuid:1"},
        {"resource": about_ada("Goal", "2"), "fullUrl": "urn:uuid:1"},
        {"resource": about_ada("Goal", "3"), "fullUrl": 5},
    ]
    data = json.dumps({"resourceType": "Bundle", "entry": entries}).encode()

    export = fhir.read_bundle(data)

    assert reasons(export) == ["Goal: fullUrl: must be of this resource alone"]
    assert [entry.id for entry in only_chart(export).filed] == ["Goal/3"]


def test_countless_faults_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hostile file must not fill the memory with its faults."""
    monkeypatch.setattr(_findings, "MOST_LISTED", 2)
    wrong = [about_ada("Goal", str(index), startDate="soon") for index in range(5)]

    export = read(*wrong)

    assert fhir.grouped(export.unread) == (("Goal", 5),)
    assert [each.count for each in export.unread] == [3, 1, 1]
    assert str(export.unread[0]) == (
        "bundle: Goal: more than are listed one by one (3 times)"
    )


def held(error: BaseException) -> list[str]:
    """Gather what an error holds: its texts, and the library's frames under it."""
    found = [str(error), repr(error), repr(error.args)]
    seen: BaseException | None = error
    while seen is not None:
        frames = list(traceback.walk_tb(seen.__traceback__))
        found += [
            repr(frame.f_locals)
            for frame, _ in frames
            if "caremodel" in frame.f_code.co_filename
            and "tests" not in frame.f_code.co_filename
        ]
        seen = seen.__cause__ or seen.__context__
    return found


@pytest.mark.parametrize(
    "data",
    [
        f'{{"resourceType": "Bundle", "{CANARY}": 1, "{CANARY}": 2}}',
        f'{{"resourceType": "{CANARY}", "id": "1"}}',
        f'{{"resourceType": "Bundle", "entry": [{{"resource": "{CANARY}"}}]}}',
        json.dumps(about_ada("Goal", startDate=CANARY)),
        json.dumps(about_ada("Goal", lifecycleStatus=CANARY)),
        json.dumps(about_ada("Goal", subject={"reference": f"Patient/{CANARY}"})),
        json.dumps(about_ada("Goal", CANARY * 20)),
        f'{{"resourceType": "Bundle", "x": "{CANARY}',
        f'["{CANARY}"]',
        f'{{"resourceType": "Bundle", "x": "{CANARY}\udcff"}}',
        bundle(patient(CANARY), patient(f"{CANARY}-2")).decode(),
        bundle(about_ada("Goal", subject={"reference": f"Patient/{CANARY}"})).decode(),
    ],
)
def test_an_error_holds_nothing_of_the_document(data: str, tmp_path: Path) -> None:
    """Neither in words nor in a frame that a tracker of errors would send."""
    written = data.encode(errors="surrogateescape")
    (tmp_path / "x.json").write_bytes(written)

    with pytest.raises(UnreadableError) as in_memory:
        fhir.read_bundle(written)
    with pytest.raises(UnreadableError) as on_disk:
        fhir.read(tmp_path)

    assert not any(CANARY in text for text in held(in_memory.value))
    assert not any(CANARY in text for text in held(on_disk.value))


EMPTY: list[Any] = [None, True, 0, -1, 1.5, 10**400, "", CANARY, [], {}, [[]], [None]]
ODD: list[Any] = [{"coding": CANARY}, {"reference": []}, {"start": []}, [CANARY]]
TEXTS: list[Any] = ["2024-02-30", "#", "#x", "urn:uuid:", "Patient/ada", " a ", "é"]
JUNK = st.sampled_from([*EMPTY, *ODD, *TEXTS])


def places(value: Any) -> list[tuple[Any, Any]]:
    """List each place in a document: what holds it, and the key or index."""
    keys: Any = ()
    if isinstance(value, dict):
        keys = value
    elif isinstance(value, list):
        keys = range(len(value))
    here = [(value, key) for key in keys]
    return here + [place for key in keys for place in places(value[key])]


@given(data=st.data())
def test_any_document_is_read_or_refused(data: st.DataObject) -> None:
    """Whatever stands where: no other error, and nobody's value in what is told."""
    name = data.draw(st.sampled_from(["bundle", "without_ids", "contained"]))
    value = json.loads((FIXTURES / f"{name}.json").read_text())
    for _ in range(data.draw(st.integers(1, 3))):
        holder, key = data.draw(st.sampled_from(places(value)))
        holder[key] = copy.deepcopy(data.draw(JUNK))

    try:
        export = fhir.read_bundle(json.dumps(value).encode())
    except CareModelError as error:
        told = [str(error)]
    else:
        told = [*map(str, export.unread), *export.notes]

    assert CANARY not in " ".join(told)
    assert sys.exc_info() == (None, None, None)
