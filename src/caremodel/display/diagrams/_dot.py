"""How a picture is written for Graphviz."""

from collections.abc import Hashable, Iterable, Iterator
from typing import Any, Final

from caremodel.care.pathways import Direction, Pathway
from caremodel.display.diagrams._picture import (
    Arrow,
    Box,
    BoxKind,
    Frame,
    picture,
)
from caremodel.grammar.machines import Machine

__all__ = ["dot"]

HEAD: Final = """
  graph [fontname="Helvetica", labelloc=t, nodesep=0.5, ranksep=0.6]
  node [fontname="Helvetica", fontsize=12, shape=box, style=rounded]
  edge [fontname="Helvetica", fontsize=10]
""".strip("\n")

BOXES: Final = {
    BoxKind.BEGINNING: ", shape=point, width=0.15",
    BoxKind.PLACE: "",
    BoxKind.END: ", peripheries=2",
    BoxKind.SOURCES: ", style=dashed",
    BoxKind.KEY: ", shape=plaintext, fontsize=10",
}
HERE: Final = ', style="rounded,filled", fillcolor="#ffd966", penwidth=2.5'

LESS: Final = ', color="#1b9e77", penwidth=1.5, style=dashed'
LINES: Final = {
    None: "",
    Direction.UP: ', color="#d95f02", penwidth=3, constraint=false',
    Direction.DOWN: LESS,
    Direction.GRADUATE: LESS,
    Direction.RE_ENGAGE: ', color="#7570b3", penwidth=1.5, style=dotted',
}
"""Lines differ in width and dashes, too, for those who print or see no colors.

What leads to less care puts it below; what leads up again pulls nothing down.
"""

FURTHER: Final = ", minlen=2"
"""An end stands further down, clear of the lines to what goes on."""

FRAME: Final = ('label=""', "style=filled", 'color="#eeeeee"')
"""A frame has no line of its own, which would run through the names of moves."""

TITLE: Final = ", shape=plaintext, fontsize=14"
"""The title of a frame is a box: lines go round boxes, and run through labels."""


def dot(drawn: Pathway | Machine[Any], *, at: Hashable = None) -> str:
    """Write a pathway, or a machine, as a graph for Graphviz.

    Args:
        drawn: What to draw.
        at: A place to mark, such as where a journey stands.

    Raises:
        NotFoundError: If there is no such place, with those that there are.
    """
    made = picture(drawn, at=at)
    lines = ["digraph {", HEAD, f"  label={_quoted(made.title)}"]
    for part in made.parts:
        lines += [f"  {line}" for line in _part(part)]
    ends = {each.id for each in _boxes(made.parts) if each.kind is BoxKind.END}
    for arrow in made.arrows:
        further = FURTHER if arrow.target in ends else ""
        lines.append(f"  {_arrow(arrow, further)}")
    return "\n".join([*lines, "}"])


def _part(part: Box | Frame) -> Iterator[str]:
    if isinstance(part, Box):
        yield _box(part)
        return
    yield f"subgraph cluster_{part.id} {{"
    yield from (f"  {each}" for each in FRAME)
    yield f"  title_{part.id} [label={_quoted(part.label)}{TITLE}]"
    yield from (f"  {_box(box)}" for box in part.boxes)
    yield "}"


def _box(box: Box) -> str:
    looks = BOXES[box.kind] + (HERE if box.here else "")
    return f"{box.id} [label={_quoted(*box.lines)}{looks}]"


def _boxes(parts: Iterable[Box | Frame]) -> Iterator[Box]:
    for part in parts:
        yield from (part,) if isinstance(part, Box) else part.boxes


def _arrow(arrow: Arrow, further: str) -> str:
    """Draw an arrow; its name stands a space away from the line."""
    name = f" {arrow.label} " if arrow.label else ""
    looks = f"[label={_quoted(name)}{LINES[arrow.direction]}{further}]"
    return f"{arrow.source} -> {arrow.target} {looks}"


def _quoted(*lines: str) -> str:
    """Make text that is only text: nothing in it ends it or is read as markup."""
    text = "\n".join(lines).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("&", "&amp;").replace("\n", "\\n") + '"'
