"""The command line: `python -m caremodel`.

`demo` walks a care model over invented people, `panel` reports on real files,
`explain` tells what is known of one person in them, and `pathway` shows a pathway. Here
alone are a clock, files and printing; what is printed is made in `display`.
"""

import argparse
import errno
import io
import json
import os
import shlex
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from caremodel._options import (
    DEMO_DAY,
    PATIENTS,
    demo_options,
    file_options,
    out_option,
    pathway_options,
)
from caremodel.display._html import OPENING
from caremodel.display._text import shown
from caremodel.errors import (
    CareModelError,
    NotFoundError,
    Problem,
    UnreadableError,
)

if TYPE_CHECKING:
    from caremodel.care.pathways import Pathway
    from caremodel.display.reports import Json
    from caremodel.exchange.fhir import Export

__all__ = ["main"]

DONE, FAILED, NOT_UNDERSTOOD, INTERRUPTED = 0, 1, 2, 130
QUIET_SECONDS: Final = 2.0
"""How long work may go on without a word [seconds]."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that *arguments* name, and say how it went.

    Returns:
        0 when done, 1 when it could not be (one line on stderr says why), 130 when it
        was interrupted; a call that is not understood ends with 2.
    """
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        print("caremodel: interrupted", file=sys.stderr)
        return INTERRUPTED


def _run(arguments: Sequence[str] | None) -> int:
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.version:
        return _show(_version())
    if wrong := _at_odds(asked):
        parser.exit(NOT_UNDERSTOOD, f"caremodel: {wrong}\n")
    if asked.out is not None and (why := _in_the_way(asked.out)):
        return _cannot_write(asked.out, why)
    try:
        with _progress() as asked.say:
            told = asked.run(asked)
    except CareModelError as error:
        print(f"caremodel: {shown(_went_wrong(error, asked))}", file=sys.stderr)
        return FAILED
    return _show(told) if asked.out is None else _keep(told, asked.out)


def _version() -> str:
    """Say which version is installed."""
    from importlib import metadata

    try:
        return f"caremodel {metadata.version('caremodel')}"
    except metadata.PackageNotFoundError:
        return "caremodel, not installed: the version is not known"


def _went_wrong(error: CareModelError, asked: argparse.Namespace) -> str:
    """Say what went wrong; people are counted, since what is told here ends in logs."""
    if asked.run is _explain and isinstance(error, NotFoundError):
        there, path = len(error.known), shlex.quote(str(asked.path))
        lists = f"`panel {path} --on {asked.on} --ids` lists them"
        return f"{asked.path}: no such patient among {there:,}; {lists}"
    return str(error)


def _at_odds(asked: argparse.Namespace) -> str:
    """Say which options do not go together."""
    invented = (asked.patients, asked.seed) != (None, None)
    prints = asked.draw or ("ids" if asked.ids else "json")
    out = asked.out is not None
    odds = (
        (
            invented and asked.run is not _demo,
            "--patients and --seed go with the demo alone",
        ),
        (
            asked.on is not None and asked.run is _pathway,
            "--on goes with demo, panel and explain",
        ),
        (
            asked.json and prints != "json",
            f"--{prints} and --json each print something: take one of them",
        ),
        (
            out and asked.run is _explain,
            "--out goes with demo, panel and pathway",
        ),
        (
            out and (asked.json or prints != "json"),
            f"--out writes a page and --{prints} prints: take one of them",
        ),
        (asked.names and not out, "--names goes with --out"),
    )
    return next((words for wrong, words in odds if wrong), "")


def _keep(page: str, path: Path) -> int:
    """Write a page, and say where; one that cannot be written leaves all as it was."""
    try:
        _replace(path.resolve(), page)
    except (OSError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or "it leads nowhere"
        return _cannot_write(path, why)
    return _show(f"Written: {shown(str(path))}")


def _cannot_write(path: Path, why: str) -> int:
    print(f"caremodel: cannot write {shown(str(path))}: {why}", file=sys.stderr)
    return FAILED


def _in_the_way(path: Path) -> str:
    """Say what keeps a file from being replaced: that it is no page written here.

    An empty one is in nobody's way, and what else may be wrong, writing will say.
    """
    ours = OPENING.encode()
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                if file.read(len(ours)) not in {b"", ours}:
                    return "the file there is no page of this command; name another"
    return ""


def _replace(path: Path, page: str) -> None:
    """Write a file whole or not at all: beside it first, and then in its place.

    It is about people, so nobody but its owner may read it until they say so.
    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is no file")
    handle, beside = tempfile.mkstemp(prefix=".caremodel-", dir=path.parent)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123
            file.write(page)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _show(told: str) -> int:
    """Print what was told; a reader that went away is no fault.

    What the terminal cannot write is written as an escape.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        print(told, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError:
        print("caremodel: cannot write to the standard output", file=sys.stderr)
        return FAILED
    return DONE


# --- what can be asked ---------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m caremodel",
        description="Population care, one member at a time.",
    )
    parser.set_defaults(run=_demo, names=False, ids=False, draw=None)
    parser.add_argument("--version", action="store_true", help="print the version")
    demo_options(parser)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    demo = commands.add_parser("demo", help="walk a care model over invented people")
    demo_options(demo, again=True)
    panel = commands.add_parser("panel", help="report on everyone in FHIR files")
    panel.set_defaults(run=_panel)
    file_options(panel)
    shapes = panel.add_mutually_exclusive_group()
    shapes.add_argument(
        "--unread", action="store_true", help="tell everything that was not understood"
    )
    shapes.add_argument(
        "--ids", action="store_true", help="print the ids of all patients, and no more"
    )
    out_option(panel, default=argparse.SUPPRESS)
    panel.add_argument(
        "--names",
        action="store_true",
        help="let the page name people and files by id; without it they are counted",
    )
    explain = commands.add_parser("explain", help="tell what is known of one person")
    explain.set_defaults(run=_explain)
    file_options(explain)
    explain.add_argument("patient", metavar="PATIENT", help="the patient's id")
    pathway = commands.add_parser("pathway", help="show a pathway, in words or drawn")
    pathway.set_defaults(run=_pathway)
    pathway_options(pathway)
    return parser


# --- the commands --------------------------------------------------------------------


def _panel(asked: argparse.Namespace) -> str:
    from caremodel.display import pages, reports
    from caremodel.exchange import fhir

    export = _read(asked)
    if asked.ids:
        return "\n".join(shown(chart.id) for chart in export.charts)
    report = reports.report_on_panel(
        export.charts,
        on=asked.on,
        resources=export.resources,
        unread=fhir.grouped(export.unread),
        notes=export.notes,
        names=_names(export),
    )
    if asked.json:
        listed = [attrs.asdict(each) for each in export.unread]
        return _json({**reports.panel_json(report), "unread_listed": listed})
    most = len(export.unread) if asked.unread else pages.MOST_UNREAD
    if asked.out is not None:
        return pages.panel_html(
            report, unread=export.unread, most=most, ids=asked.names
        )
    return pages.panel_page(report, unread=export.unread, most=most)


def _explain(asked: argparse.Namespace) -> str:
    from caremodel.display import pages, reports

    export = _read(asked)
    report = reports.report_on_person(
        export.charts, asked.patient, on=asked.on, names=_names(export)
    )
    if asked.json:
        return _json(reports.person_json(report))
    return pages.person_page(report)


def _pathway(asked: argparse.Namespace) -> str:
    from caremodel.catalog.journeys import DEFAULT_PATHWAY
    from caremodel.display import diagrams, pages
    from caremodel.exchange import documents

    pathway = DEFAULT_PATHWAY if asked.file is None else _own_pathway(asked.file)
    if asked.json:
        return _json(json.loads(documents.dumps(pathway)))
    if asked.draw is not None:
        write = {"mermaid": diagrams.mermaid, "dot": diagrams.dot}[asked.draw]
        return write(pathway)
    if asked.out is not None:
        return pages.pathway_html(pathway)
    return pages.pathway_page(pathway)


def _own_pathway(path: Path) -> "Pathway":
    """Read a pathway that someone wrote, no further than a document may be long.

    Raises:
        UnreadableError: If it is none, with the file and every fault.
    """
    from caremodel.care.pathways import Pathway
    from caremodel.exchange import documents

    try:
        with path.open("rb") as file:
            text = file.read(documents.Limits().size + 1)
    except OSError as error:
        why = f"cannot be opened: {error.strerror}"
        raise UnreadableError("a pathway", (Problem(str(path), why),)) from None
    try:
        return documents.loads(text, Pathway)
    except UnreadableError as error:
        raise UnreadableError(f"a pathway in {path}", error.problems) from None


def _names(export: "Export") -> tuple[tuple[str, str], ...]:
    """Say what those are called who may own someone."""
    organizations = [(each.id, each.name) for each in export.organizations]
    practitioners = [(each.id, each.name) for each in export.practitioners]
    return tuple(each for each in (*organizations, *practitioners) if each[1])


def _json(told: "Json") -> str:
    """Write JSON, all beyond ASCII as escapes if the output cannot hold some of it."""
    written = json.dumps(told, indent=2, ensure_ascii=False)
    try:
        written.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(told, indent=2)
    return written


def _read(asked: argparse.Namespace) -> "Export":
    from caremodel.exchange import fhir

    def tell(far: fhir.Progress) -> None:
        whole = far.done >= far.total
        asked.say("making charts" if whole else f"reading, {far.done / far.total:.0%}")

    export = fhir.read(
        asked.path,
        zone=asked.zone,
        on=asked.on,
        through=asked.through,
        on_progress=tell,
    )
    asked.say("making the report")
    return export


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Say on stderr, every other second that work takes, what is being done."""
    doing = ""
    done = threading.Event()

    def say(what: str) -> None:
        nonlocal doing
        doing = what

    def tell() -> None:
        while not done.wait(QUIET_SECONDS):
            if doing:
                with suppress(OSError):
                    print(f"caremodel: {doing}", file=sys.stderr, flush=True)

    telling = threading.Thread(target=tell, daemon=True)
    telling.start()
    try:
        yield say
    finally:
        done.set()
        telling.join()


def _demo(asked: argparse.Namespace) -> str:
    from caremodel.display import walks
    from caremodel.testing import builders

    on = asked.on or DEMO_DAY
    asked.say("inventing people")
    charts = builders.panel(
        PATIENTS if asked.patients is None else asked.patients,
        seed=asked.seed or 0,
        on=on,
        all_alive=True,
    )
    asked.say(f"{len(charts):,} people invented, looking at each of them")
    walked = walks.walk(charts, on=on, invented=True)
    if asked.json:
        return _json(walks.walk_json(walked))
    if asked.out is not None:
        return walks.walk_html(walked)
    return walks.walk_page(walked)


if __name__ == "__main__":
    sys.exit(main())
