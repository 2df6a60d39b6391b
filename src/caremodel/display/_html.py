"""How a page is set for a browser: one file, with nothing in it that acts.

No script, no link, no address: a page is read, kept and printed as it is, and asks
nobody for anything. All text is escaped here, in one place, and what is not text is
written here as well.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final, assert_never

from caremodel.display._blocks import Block, Items, Section, Table, Words
from caremodel.display._text import are_numbers, cell, shown

__all__ = ["OPENING", "as_html"]

OPENING: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="generator" content="caremodel"/>
"""
"""How a page begins, and how one knows that it was made here."""

STYLE: Final = """
:root {
  color-scheme: light dark;
  --ink: #1c2430; --soft: #56616f; --line: #d5dbe2; --paper: #ffffff;
  --wash: #f3f6f8; --mark: #0b5f6b; --shade: #b3bcc5;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ink: #e7ebf0; --soft: #a6b1bd; --line: #3a4450; --paper: #14191f;
    --wash: #1d242c; --mark: #7fd1dc; --shade: #4b5763;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 62rem; padding: 1.5rem 1.25rem 4rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 {
  font-size: 1.25rem; line-height: 1.3; margin: 2.5rem 0 .5rem; padding-top: .75rem;
  border-top: 2px solid var(--mark);
}
h3 { font-size: 1.05rem; margin: 1.75rem 0 .4rem; color: var(--mark); }
p { margin: .5rem 0; max-width: 44rem; }
header p, .items { color: var(--soft); }
.items { margin: 1rem 0 .2rem; font-weight: 600; }
ul { margin: .3rem 0 .8rem; padding-left: 1.25rem; max-width: 48rem; }
li { margin: .2rem 0; }
.wide {
  overflow-x: auto; margin: .6rem 0 1rem;
  background:
    linear-gradient(to right, var(--paper) 40%, transparent) left / 2.5rem 100% local,
    linear-gradient(to left, var(--paper) 40%, transparent) right / 2.5rem 100% local,
    linear-gradient(to right, var(--shade), transparent) left / .8rem 100% scroll,
    linear-gradient(to left, var(--shade), transparent) right / .8rem 100% scroll;
  background-repeat: no-repeat;
}
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td {
  padding: .3rem 1rem .3rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); font-weight: 400;
}
.long { min-width: 15rem; }
thead th { color: var(--soft); font-size: .875rem; white-space: nowrap; }
.number { text-align: right; white-space: nowrap; }
.tight { white-space: nowrap; }
.short { white-space: nowrap; }
nav { margin: 1.25rem 0 0; padding: .75rem 1rem; background: var(--wash); }
nav ol { margin: .25rem 0 0; padding-left: 1.5rem; columns: 2 18rem; }
nav a { color: var(--mark); }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
@media (max-width: 600px) {
  body { padding: 1rem .75rem 3rem; }
  table { font-size: .875rem; line-height: 1.4; }
  th, td { padding: .25rem .5rem .25rem 0; }
  th:last-child, td:last-child { padding-right: 0; }
  thead th { font-size: .8125rem; white-space: normal; }
  .short { white-space: normal; min-width: 3.5rem; }
  .long { min-width: 7rem; }
}
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  .wide { overflow: visible; background: none; }
  h2, h3, .items { break-after: avoid; }
  tr, li { break-inside: avoid; }
}
"""
"""How it looks: in light and dark, on paper, and in a narrow window.

A table that is wider than the window has a shadow at the edge behind which there is
more: a cover that moves with the table lies over the shadow where it ends.
"""

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may load for the page: nothing, even if something got in."""

TIGHT, SHORT = 10, 24
"""Up to how many letters a column is not broken into lines: a day never, a few words
only in a narrow window [characters]."""


def as_html(title: str, sections: Iterable[Section], *, note: str = "") -> str:
    """Set sections as one page for a browser, less the empty ones.

    Args:
        title: What the page is called.
        sections: What it says.
        note: What to say of all of it, at the top.
    """
    told = [section for section in sections if section.blocks]
    lines = [
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"/>',
        '<meta name="referrer" content="no-referrer"/>',
        f"<title>{_safe(title)}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        f"<header><h1>{_safe(title)}</h1>{_words(note)}</header>",
        *_contents(told),
        "<main>",
        *_sections(told),
        "</main>",
        "</body>",
        "</html>",
    ]
    return OPENING + "\n".join(lines) + "\n"


def _safe(text: str) -> str:
    """Make text from anywhere safe to stand on the page: it is text, and no more."""
    return escape(shown(text), quote=True)


def _words(text: str) -> str:
    return f"<p>{_safe(text)}</p>" if text else ""


def _contents(sections: Sequence[Section]) -> Iterator[str]:
    """List the parts that take a title of their own, to go to."""
    yield '<nav aria-labelledby="contents"><strong id="contents">On this page</strong>'
    yield "<ol>"
    for number, section in enumerate(sections, start=1):
        if section.level == 1:
            yield f'<li><a href="#part-{number}">{_safe(section.title)}</a></li>'
    yield "</ol></nav>"


def _sections(sections: Sequence[Section]) -> Iterator[str]:
    """Set each part under its heading; a part of a part stands a level lower."""
    for number, section in enumerate(sections, start=1):
        level, named = section.level + 1, f"part-{number}"
        yield f'<section aria-labelledby="{named}">'
        yield f'<h{level} id="{named}">{_safe(section.title)}</h{level}>'
        for block in section.blocks:
            yield from _block(block, named)
        yield "</section>"


def _block(block: Block, named: str) -> Iterator[str]:
    match block:
        case Words():
            yield _words(block.text)
        case Items():
            if block.title:
                yield f'<p class="items">{_safe(block.title)}</p>'
            yield from _listed(block)
        case Table():
            yield from _table(block, named)
        case _:
            assert_never(block)


def _listed(items: Items) -> Iterator[str]:
    """Set a list, and within its items the lists of their own."""
    yield "<ul>"
    for line in items.lines:
        if isinstance(line, str):
            yield f"<li>{_safe(line)}</li>"
        else:
            yield f"<li>{_safe(line.title)}"
            yield from _listed(line)
            yield "</li>"
    yield "</ul>"


# --- tables --------------------------------------------------------------------------


def _table(block: Table, named: str) -> Iterator[str]:
    """Set a table that can be scrolled by keyboard where it is too wide."""
    styles = _styles(block)
    yield f'<div class="wide" role="region" aria-labelledby="{named}" tabindex="0">'
    yield f'<table aria-labelledby="{named}">'
    if block.head:
        heads = (
            f'<th scope="col"{style}>{_safe(head)}</th>'
            if head
            else f"<td{style}></td>"
            for head, style in zip(block.head, styles, strict=True)
        )
        yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    named_by = _row_header(block)
    yield "<tbody>"
    for row in block.rows:
        yield f"<tr>{''.join(_cells(row, styles, named_by))}</tr>"
    yield "</tbody></table></div>"


def _row_header(block: Table) -> int | None:
    """Say which column names the rows of a table without a head: its first words."""
    if block.head:
        return None
    numbers = are_numbers(block.rows)
    return numbers.index(False) if False in numbers else 0


def _cells(
    row: Sequence[object], styles: Sequence[str], named_by: int | None
) -> Iterator[str]:
    for at, (value, style) in enumerate(zip(row, styles, strict=True)):
        text = _safe(cell(value).strip())
        if at == named_by:
            yield f'<th scope="row"{style}>{text}</th>'
        else:
            yield f"<td{style}>{text}</td>"


def _styles(block: Table) -> list[str]:
    """Say of each column how it stands, as numbers or by the longest of its words."""
    longest = [
        max(len(cell(v)) for v in column) for column in zip(*block.rows, strict=True)
    ]
    return [
        f' class="{"number" if number else _style(letters)}"'
        for number, letters in zip(are_numbers(block.rows), longest, strict=True)
    ]


def _style(letters: int) -> str:
    if letters <= TIGHT:
        return "tight"
    return "short" if letters <= SHORT else "long"
