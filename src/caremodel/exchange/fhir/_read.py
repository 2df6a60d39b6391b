"""Reading an export: from a file, a folder, or one bundle in memory, to charts."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, tzinfo
from os import PathLike
from pathlib import Path
from typing import Final

import attrs

from caremodel.errors import Problem, UnreadableError
from caremodel.exchange.fhir._dates import Days
from caremodel.exchange.fhir._export import Export, Limits, Progress
from caremodel.exchange.fhir._finish import finished
from caremodel.exchange.fhir._json import Refused, decoded, parser
from caremodel.exchange.fhir._sources import (
    BROKEN,
    Source,
    folder,
    lines,
    opened,
    problem_of,
)
from caremodel.exchange.fhir._take import Taking

__all__ = ["read", "read_bundle"]

WHAT: Final = "a FHIR export"

DEFAULT_LIMITS: Final = Limits()

BYTES_AT_A_TIME: Final = 2**23
"""How much of lines is read between one word of progress and the next [bytes]."""

Tell = Callable[[Progress], None]


def read(
    path: str | PathLike[str],
    *,
    zone: tzinfo = UTC,
    on: date | None = None,
    through: date | None = None,
    limits: Limits = DEFAULT_LIMITS,
    on_progress: Tell | None = None,
) -> Export:
    """Read an export of FHIR R4: bundles or bulk files, packed with gzip or not.

    A folder may hold both, and folders in it. What is not understood is told in
    `Export.unread`; the rest is read all the same.

    Args:
        path: A file (.json or .ndjson, with .gz or without), or a folder of them.
        zone: Where the days are that times fall on.
        on: The day asked about; a birth after it is told, and kept.
        through: The first day that the export no longer covers, if that is known.
        limits: How large a document and a line may be.
        on_progress: Is told how far the read has come.

    Raises:
        UnreadableError: If nothing at all could be read.
    """
    taking = Taking(Days(zone), on)
    fault = _take_path(Path(path), taking, limits, on_progress)
    outcome = finished(taking, through) if fault is None else (fault,)
    if isinstance(outcome, Export):
        return outcome
    del taking
    raise UnreadableError(WHAT, outcome if fault else _as_given(Path(path), outcome))


def _as_given(path: Path, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Name a file that was read alone as it was given, and not by its name alone."""
    if path.is_dir():
        return tuple(problems)
    return tuple(attrs.evolve(p, path=str(path.parent / p.path)) for p in problems)


def read_bundle(
    data: bytes,
    *,
    name: str = "bundle",
    zone: tzinfo = UTC,
    on: date | None = None,
    through: date | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Export:
    """Read one bundle of FHIR R4 that is in memory.

    Args:
        data: The bundle, as UTF-8 JSON.
        name: What the bundle is called where something in it is not understood.
        zone: Where the days are that times fall on.
        on: The day asked about; a birth after it is told, and kept.
        through: The first day that the bundle no longer covers, if that is known.
        limits: How large it may be.

    Raises:
        UnreadableError: If nothing at all could be read.
    """
    taking = Taking(Days(zone), on)
    taking.begin(name)
    _take_document(data, taking, limits)
    outcome = finished(taking, through)
    if isinstance(outcome, Export):
        return outcome
    del data, taking
    raise UnreadableError(WHAT, outcome)


def _take_path(
    path: Path, taking: Taking, limits: Limits, on_progress: Tell | None
) -> Problem | None:
    """Take in all there is at *path*, or say why there is nothing."""
    try:
        found = folder(path)
    except OSError:
        return Problem(str(path), "cannot be opened")
    if not found.sources:
        return Problem(str(path), "must hold a file that ends in .json or .ndjson")
    if found.logs:
        taking.findings.note(
            "[log|logs] of an export [was|were] left alone", found.logs
        )
    if found.others:
        taking.findings.note(
            "[file|files] of another sort [was|were] left alone", found.others
        )
    for name in found.closed:
        taking.findings.unread(name, None, "folder", "cannot be opened")
    total, done = sum(source.size for source in found.sources), 0
    for source in found.sources:
        for position in _take_source(source, taking, limits):
            if on_progress is not None:
                on_progress(Progress(done + position, total, source.name))
        done += source.size
    return None


def _take_source(source: Source, taking: Taking, limits: Limits) -> Iterator[int]:
    """Take in one file; hand out how far into it the read has come [bytes]."""
    taking.begin(source.name)
    if source.resource_type:
        taking.types.add(source.resource_type)
    try:
        with opened(source) as (stream, raw):
            if source.by_line:
                numbered = lines(stream, limits.line)
                kind = source.resource_type
                while _take_lines(numbered, taking, limits, kind):
                    yield min(raw.tell(), source.size)
            else:
                _take_document(stream.read(limits.document + 1), taking, limits)
    except BROKEN as error:
        taking.unread(None, "file", problem_of(error))
        if source.by_line:
            taking.not_whole(source.resource_type)
    yield source.size


def _take_document(data: bytes, taking: Taking, limits: Limits) -> None:
    """Take in a document, unless it cannot be one."""
    if len(data) > limits.document:
        reason = f"must not be longer than {limits.document} bytes"
        taking.unread(None, "document", reason)
        return
    try:
        taking.document(decoded(data))
    except Refused as refused:
        taking.unread(None, "document", refused.reason)


def _take_lines(
    numbered: Iterator[tuple[int, bytes | None]],
    taking: Taking,
    limits: Limits,
    kind: str,
) -> bool:
    """Take in the next lines, and say whether there may be more.

    What a line that cannot be read was about nobody knows, so the type of the file is
    not whole for anyone.
    """
    parse = parser()
    read = 0
    for index, line in numbered:
        if line is None:
            reason = f"must not be longer than {limits.line} bytes"
            taking.unread(index, "line", reason)
            taking.not_whole(kind)
            continue
        read += len(line)
        if not line.isspace():
            if not line:
                return True
            try:
                value = parse(decoded(line))
            except Refused as refused:
                taking.unread(index, "line", refused.reason)
                taking.not_whole(kind)
            else:
                if type(value) is not dict:
                    taking.not_whole(kind)
                taking.value(value, index)
        if read > BYTES_AT_A_TIME:
            return True
    return False
