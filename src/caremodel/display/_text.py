"""How text is set on a page: headings, tables, lists; for a terminal."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final, assert_never

from caremodel.display._blocks import Block, Items, Section, Table, Words

__all__ = [
    "WIDTH",
    "are_numbers",
    "as_text",
    "bullets",
    "cell",
    "counted",
    "heading",
    "join",
    "paragraph",
    "shown",
    "table",
]

WIDTH: Final = 88
"""How wide a page is [characters]."""

LEAST: Final = 20
"""How much of it a last column must have, to be wrapped there [characters]."""


def shown(text: str) -> str:
    """Make text from outside safe to show: what controls a terminal is made visible."""
    return "".join(
        letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text
    )


def counted(count: int, one: str, many: str = "") -> str:
    """Say how many: "1 person", "2,000 people"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def as_text(sections: Iterable[Section]) -> str:
    """Set sections for a terminal, less the empty ones."""
    return join(
        *(
            "\n".join([heading(shown(section.title)), *map(_set, section.blocks)])
            for section in sections
            if section.blocks
        )
    )


def _set(block: Block) -> str:
    match block:
        case Words():
            return paragraph(shown(block.text))
        case Items():
            title = [paragraph(shown(block.title))] if block.title else []
            return "\n".join([*title, *_listed(block, indent="  ")])
        case Table():
            return table(block.rows, head=block.head)
        case _:
            assert_never(block)


def _listed(items: Items, *, indent: str) -> Iterator[str]:
    """Set a list, and under its items the lists of their own."""
    for line in items.lines:
        if isinstance(line, str):
            yield bullets([shown(line)], indent=indent)
        else:
            yield bullets([shown(line.title)], indent=indent)
            yield from _listed(line, indent=f"{indent}  ")


def heading(text: str) -> str:
    """Set a heading, underlined."""
    return f"{text}\n{'-' * len(text)}"


def paragraph(text: str, *, indent: str = "") -> str:
    """Set running text."""
    return _filled(text, indent, indent)


def bullets(items: Iterable[str], *, indent: str = "  ") -> str:
    """Set a list, one item after another."""
    return "\n".join(_filled(item, f"{indent}- ", f"{indent}  ") for item in items)


def table(rows: Sequence[Sequence[object]], *, head: Sequence[str] = ()) -> str:
    """Set rows in columns: numbers to the right, words to the left.

    The last column is wrapped when it would not fit.
    """
    cells = [[cell(value) for value in row] for row in rows]
    if not cells:
        return ""
    columns, right = range(len(cells[0])), are_numbers(rows)
    lines = [list(head), *cells] if head else cells
    widths = [max(len(line[at]) for line in lines) for at in columns]
    return "\n".join(_line(line, widths, right) for line in lines)


def join(*blocks: str) -> str:
    """Set blocks one under the other, an empty line between, less the empty ones."""
    return "\n\n".join(block for block in blocks if block)


def are_numbers(rows: Sequence[Sequence[object]]) -> list[bool]:
    """Say of each column whether it holds numbers, and nothing else."""
    return [
        all(isinstance(value, int | Decimal | None) for value in column)
        for column in zip(*rows, strict=True)
    ]


def cell(value: object) -> str:
    """Set what one cell holds: not known is a dash."""
    if value is None:
        return "-"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return shown(str(value))


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    *before, last = [
        cell.rjust(width) if to_right else cell.ljust(width)
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    ]
    start = "".join(f"  {cell}" for cell in before) + "  "
    if len(start) + len(last.rstrip()) <= WIDTH or len(start) > WIDTH - LEAST:
        return (start + last).rstrip()
    return _filled(last.strip(), start, " " * len(start))


def _filled(text: str, first: str, later: str) -> str:
    """Wrap text between words, after *first* and under it after *later*."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=later,
        break_on_hyphens=False,
    )
