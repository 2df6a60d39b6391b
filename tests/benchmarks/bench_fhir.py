"""How fast a FHIR bundle becomes a chart, beside plain JSON and fhir.resources.

Run it: `PYTHONPATH=tests python -m benchmarks.bench_fhir FOLDER [COUNT]`, for a folder
of patients' bundles, packed or not. Goals: at most 2 times `json.loads` of the same
bytes, and at least 12 times as fast as fhir.resources. Bulk files are read at 30 MB/s
or more.
"""

import gzip
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.side_by_side import measure, ratio, show
from caremodel.exchange import fhir

PLAIN, OURS, PEER = "json.loads", "caremodel: bundle to chart", "fhir.resources R4B"
LINES, BULK = "json.loads, line by line", "caremodel: bulk folder"


def main(folder: Path, count: int) -> None:
    """Measure on the first *count* bundles of *folder*."""
    paths = sorted(
        p for p in folder.iterdir() if ".json" in p.name and p.name[0] != "_"
    )
    documents = [_unpacked(path) for path in paths[:count]]
    size = sum(map(len, documents))
    resources = sum(len(json.loads(each)["entry"]) for each in documents)
    print(f"{len(documents)} bundles, {resources:,} resources, {size / 1e6:.1f} MB")
    times = measure(
        {
            PLAIN: lambda: [json.loads(each) for each in documents],
            OURS: lambda: [fhir.read_bundle(each) for each in documents],
        }
    )
    show("In memory", times, work=resources, unit="resources")
    _beside_fhir_resources(documents)
    _bulk(documents)


def _unpacked(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


def _beside_fhir_resources(documents: list[bytes]) -> None:
    """Compare with the library that validates, where it is installed."""
    try:
        from fhir.resources.R4B.bundle import Bundle
    except ImportError:
        print("\nfhir.resources is not installed: not compared")
        return
    documents = [each for each in documents if _accepts(Bundle, each)]
    if not documents:
        print("\nfhir.resources reads none of these: not compared")
        return
    resources = sum(len(json.loads(each)["entry"]) for each in documents)
    times = measure(
        {
            OURS: lambda: [fhir.read_bundle(each) for each in documents],
            PEER: lambda: [Bundle.model_validate_json(each) for each in documents],
        },
        rounds=3,
    )
    show("Beside fhir.resources", times, work=resources, unit="resources")
    print(f"  {ratio(times, PEER, OURS):.1f} times as fast as {PEER}")


def _accepts(bundle: Any, document: bytes) -> bool:
    """Say whether the peer reads a document at all."""
    try:
        bundle.model_validate_json(document)
    except ValueError:
        return False
    return True


def _bulk(documents: list[bytes]) -> None:
    """Lay the same resources out in bulk files, and read those."""
    by_type: dict[str, list[str]] = {}
    for each in documents:
        for resource in _as_in_bulk(each):
            written = by_type.setdefault(resource["resourceType"], [])
            written.append(json.dumps(resource, separators=(",", ":")))
    with tempfile.TemporaryDirectory() as folder:
        for name, lines in by_type.items():
            text = "\n".join(lines)
            (Path(folder) / f"{name}.ndjson").write_text(text, encoding="utf-8")
        paths = list(Path(folder).iterdir())
        size = sum(path.stat().st_size for path in paths)
        times = measure({LINES: lambda: _lines(paths), BULK: lambda: fhir.read(folder)})
    show("In bulk", times, work=size, unit="bytes")
    print(f"  {size / 1e6:.1f} MB, {size / 1e6 / median(times[BULK]):.1f} MB/s")


def _lines(paths: list[Path]) -> list[Any]:
    return [json.loads(line) for path in paths for line in path.open("rb")]


def _as_in_bulk(document: bytes) -> Iterator[Any]:
    """Take the resources out of a bundle, with ids, and references as "Type/id"."""
    links = {
        entry["fullUrl"]: f"{entry['resource']['resourceType']}/{_id(entry)}"
        for entry in json.loads(document)["entry"]
    }

    def linked(value: dict[str, Any]) -> dict[str, Any]:
        reference = value.get("reference")
        return {**value, "reference": links[reference]} if reference in links else value

    for entry in json.loads(document, object_hook=linked)["entry"]:
        yield {**entry["resource"], "id": _id(entry)}


def _id(entry: dict[str, Any]) -> str:
    return str(entry["fullUrl"]).rpartition(":")[2]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 8)
