"""What may be said after a command, and how each word of it is read."""

import argparse
import math
from datetime import UTC, date, tzinfo
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import parse_day

__all__ = [
    "DEMO_DAY",
    "MOST_PATIENTS",
    "PATIENTS",
    "demo_options",
    "file_options",
    "out_option",
    "pathway_options",
]

DEMO_DAY: Final = date(2026, 6, 1)
PATIENTS: Final = 2_000
MOST_PATIENTS: Final = 1_000_000


def demo_options(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """Let a parser take the options of the demo; *again* leaves defaults to the first.

    Otherwise the command's defaults would undo what was said before its name.
    """

    def default(value: object) -> object:
        return argparse.SUPPRESS if again else value

    parser.add_argument(
        "--patients",
        type=_count,
        default=default(None),
        metavar="N",
        help="how many living people to invent (2000)",
    )
    parser.add_argument(
        "--seed",
        type=_seed,
        default=default(None),
        metavar="S",
        help="which invented people (0)",
    )
    parser.add_argument(
        "--on",
        type=_day,
        default=default(None),
        metavar="DATE",
        help=f"the day, YYYY-MM-DD ({DEMO_DAY})",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        default=default(value=False),
        help="print one JSON object",
    )
    out_option(parser, default=default(None))


def out_option(parser: argparse.ArgumentParser, *, default: object) -> None:
    """Let a parser take the file of a page."""
    parser.add_argument(
        "--out",
        type=Path,
        default=default,
        metavar="FILE",
        help="write an HTML page instead; only a page of this command is replaced",
    )


def file_options(parser: argparse.ArgumentParser) -> None:
    """Let a parser take files of FHIR, the day, and up to when they are complete."""
    parser.add_argument(
        "path", type=_path, metavar="PATH", help="a Bundle, or a folder of FHIR files"
    )
    parser.add_argument(
        "--on", type=_day, required=True, metavar="DATE", help="the day, YYYY-MM-DD"
    )
    parser.add_argument(
        "--zone", type=_zone, default=UTC, metavar="ZONE", help="time zone of the days"
    )
    parser.add_argument(
        "--through",
        type=_day,
        metavar="DATE",
        help="the first day that the files no longer cover; without it they are "
        "taken as complete",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="print one JSON object",
    )


def pathway_options(parser: argparse.ArgumentParser) -> None:
    """Let a parser take a pathway, and how to show it."""
    parser.add_argument(
        "file",
        type=Path,
        nargs="?",
        metavar="FILE",
        help="a pathway of your own, as a document; without it the default one",
    )
    shapes = parser.add_mutually_exclusive_group()
    for draw, called in (("mermaid", "Mermaid"), ("dot", "Graphviz")):
        shapes.add_argument(
            f"--{draw}",
            dest="draw",
            action="store_const",
            const=draw,
            default=argparse.SUPPRESS,
            help=f"print a diagram, as {called} draws it",
        )
    shapes.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="print the pathway as a document",
    )
    out_option(parser, default=argparse.SUPPRESS)


def _count(text: str) -> int:
    return _whole(text, 1, MOST_PATIENTS, f"from 1 to {MOST_PATIENTS:,}")


def _seed(text: str) -> int:
    return _whole(text, 0, math.inf, "0 or more")


def _whole(text: str, least: int, most: float, bounds: str) -> int:
    if text.isascii() and text.isdigit() and least <= int(text) <= most:
        return int(text)
    problem = f"must be a whole number, {bounds}"
    raise argparse.ArgumentTypeError(problem)


def _day(text: str) -> date:
    try:
        return parse_day(text)
    except InvalidValueError as error:
        raise argparse.ArgumentTypeError(error.problem) from None


def _path(text: str) -> Path:
    if not text:
        problem = "must not be empty; . is the folder you are in"
        raise argparse.ArgumentTypeError(problem)
    return Path(text)


def _zone(text: str) -> tzinfo:
    try:
        return ZoneInfo(text)
    except (LookupError, ValueError, OSError):
        problem = "must be a time zone such as UTC or America/New_York"
        raise argparse.ArgumentTypeError(problem) from None
