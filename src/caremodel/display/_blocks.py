"""What a page is made of, whoever shows it: sections of words, lists and tables.

A page is written once, as these. `_text` sets it for a terminal, `_html` for a
browser; neither adds anything.
"""

from collections.abc import Iterable, Sequence
from typing import assert_never

import attrs

__all__ = ["Block", "Items", "Section", "Table", "Words"]


@attrs.frozen(repr=False)
class Words:
    """Running text."""

    text: str


def _lines(lines: "Iterable[str | Items]") -> "tuple[str | Items, ...]":
    return tuple(lines)


@attrs.frozen(repr=False)
class Items:
    """A list.

    Attributes:
        lines: One item each: words, or a list under words of its own.
        title: What they are together; empty where the section says it.
    """

    lines: "tuple[str | Items, ...]" = attrs.field(converter=_lines)
    title: str = ""


def _rows(rows: Iterable[Iterable[object]]) -> tuple[tuple[object, ...], ...]:
    return tuple(tuple(row) for row in rows)


@attrs.frozen(repr=False)
class Table:
    """Rows of cells: numbers, words, and `None` for what is not known.

    Attributes:
        rows: All of one length.
        head: What the columns are; empty where the words say it.
    """

    rows: tuple[tuple[object, ...], ...] = attrs.field(converter=_rows)
    head: Sequence[str] = ()


Block = Words | Items | Table


def _said(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Leave out what holds nothing."""
    return tuple(block for block in blocks if _holds(block))


def _holds(block: Block) -> bool:
    match block:
        case Words():
            return bool(block.text)
        case Items():
            return bool(block.lines)
        case Table():
            return bool(block.rows)
        case _:
            assert_never(block)


@attrs.frozen(repr=False)
class Section:
    """One part of a page, under a title.

    Attributes:
        title: What it is about.
        blocks: What it says, less what holds nothing.
        level: 1 for what it takes a title of its own to find, 2 for a part of that.
    """

    title: str
    blocks: tuple[Block, ...] = attrs.field(converter=_said)
    level: int = 1
