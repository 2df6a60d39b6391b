"""Files and folders: which of them hold an export, and their bytes within limits."""

import gzip
import os
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from itertools import count
from pathlib import Path
from typing import Final

import attrs

from caremodel.exchange.fhir._codes import RESOURCE_TYPES

__all__ = ["BROKEN", "Folder", "Source", "folder", "lines", "opened", "problem_of"]

BROKEN: Final = (OSError, EOFError, zlib.error)
"""What comes of a file that cannot be opened or is not whole."""

GZIP: Final = b"\x1f\x8b"
"""How gzip data begins."""

ENDINGS: Final = {".json": False, ".ndjson": True, ".jsonl": True}
"""What is read, and whether each line of it is a document."""

SKIPPED: Final = 2**16
"""How much of a line that is too long is passed over at a time [bytes]."""

SKIPS: Final = 2**8
"""After how many of these passings a word of progress is due."""

_WORD: Final = re.compile("[A-Za-z]+")


@attrs.frozen(kw_only=True)
class Source:
    """A file of an export.

    Attributes:
        name: Within the folder that is read.
        path: Where it lies.
        size: As it lies there [bytes].
        by_line: Whether each line is a document.
        resource_type: The type that a bulk file promises by its name, or "".
    """

    name: str
    path: Path
    size: int
    by_line: bool
    resource_type: str


@attrs.frozen(kw_only=True)
class Folder:
    """The files to read, and what is beside them.

    Attributes:
        sources: In order of their names.
        closed: Folders that may not be looked into.
        logs: How many logs of an export there are.
        others: How many files are of another sort.
    """

    sources: tuple[Source, ...]
    closed: tuple[str, ...] = ()
    logs: int = 0
    others: int = 0


def folder(path: Path) -> Folder:
    """Find what there is to read at *path*: one file, or a folder with all in it.

    Raises:
        OSError: If there is neither.
    """
    if path.is_dir():
        return _folder(path)
    if not path.is_file():
        raise FileNotFoundError
    source = _source(path, path.name)
    by_line = source is not None and source.by_line
    return Folder(sources=(_made(path, path.name, by_line=by_line),))


def _folder(path: Path) -> Folder:
    found: list[Source] = []
    closed: list[str] = []
    logs = others = 0

    def close(error: OSError) -> None:
        closed.append(Path(error.filename).relative_to(path).as_posix())

    for at, folders, names in os.walk(path, onerror=close):
        others += sum(Path(at, name).is_symlink() for name in folders)
        for name in names:
            file = Path(at, name)
            source = _source(file, file.relative_to(path).as_posix())
            if source is None:
                others += 1
            elif source.by_line and name.partition(".")[0] == "log":
                logs += 1
            else:
                found.append(source)
    found.sort(key=lambda source: source.name)
    closed.sort()
    return Folder(sources=tuple(found), closed=tuple(closed), logs=logs, others=others)


def _source(path: Path, name: str) -> Source | None:
    """Take a file as a source if its name ends as one."""
    ending = Path(name.lower().removesuffix(".gz")).suffix
    if ending not in ENDINGS or path.name.startswith(".") or not path.is_file():
        return None
    return _made(path, name, by_line=ENDINGS[ending])


def _made(path: Path, name: str, *, by_line: bool) -> Source:
    words = _WORD.findall(path.name.partition(".")[0])
    promised = next((word for word in words if word in RESOURCE_TYPES), "")
    return Source(
        name=name,
        path=path,
        size=path.stat().st_size,
        by_line=by_line,
        resource_type=promised if by_line else "",
    )


@contextmanager
def opened(source: Source) -> Iterator[tuple[BufferedIOBase, BufferedIOBase]]:
    """Open a file, unpacked on the way if it is gzip data, and as it lies on disk."""
    with source.path.open("rb") as raw:
        if raw.peek(len(GZIP)).startswith(GZIP):
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield unpacked, raw
        else:
            yield raw, raw


def problem_of(error: Exception) -> str:
    """Say what is wrong with a file that is `BROKEN`."""
    if isinstance(error, EOFError):
        return "is cut short"
    if isinstance(error, gzip.BadGzipFile | zlib.error):
        return "is not whole gzip data"
    return "cannot be opened"


def lines(stream: BufferedIOBase, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Hand out line after line, numbered from 0; `None` for one of more than *limit*.

    While such a line is passed over, it is handed out as nothing from time to time.
    """
    index = 0
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield index, line
        else:
            for passed in count(1):
                line = stream.readline(SKIPPED)
                if not line or line.endswith(b"\n"):
                    break
                if passed % SKIPS == 0:
                    yield index, b""
            yield index, None
        index += 1
