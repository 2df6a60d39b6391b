"""How a picture is written for Mermaid."""

import re
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

__all__ = ["mermaid"]

SHAPES: Final = {
    BoxKind.BEGINNING: ("((", "))"),
    BoxKind.PLACE: ("(", ")"),
    BoxKind.END: ("[[", "]]"),
    BoxKind.SOURCES: ("[", "]:::sources"),
    BoxKind.KEY: ("[", "]:::key"),
}
HERE: Final = ":::here"

CLASSES: Final = (
    "classDef sources fill:none,stroke-dasharray:4 3",
    "classDef key fill:none,stroke:none",
    "classDef here fill:#ffd966,color:#000000,stroke-width:3px",
)

LESS: Final = "stroke:#1b9e77,stroke-width:2px,stroke-dasharray:8 4"
LINES: Final = {
    Direction.UP: "stroke:#d95f02,stroke-width:4px",
    Direction.DOWN: LESS,
    Direction.GRADUATE: LESS,
    Direction.RE_ENGAGE: "stroke:#7570b3,stroke-width:2px,stroke-dasharray:2 3",
}
"""Lines differ in width and dashes, too, for those who print or see no colors."""

LAYOUT: Final = """
config:
  flowchart:
    curve: monotoneY
    rankSpacing: 80
""".strip()
"""Lines that go straight through their names, with room for them."""

UNSAFE: Final = re.compile(r"(?<![A-Za-z0-9])-|-(?![A-Za-z0-9])|[^\w ,-]|_")
"""What is written as its number: all but letters, digits, and what joins them."""

PLAIN: Final = re.compile(r"[^\w ,.()-]")
"""What is written as its number in a title."""


def mermaid(drawn: Pathway | Machine[Any], *, at: Hashable = None) -> str:
    """Write a pathway, or a machine, as a flowchart for Mermaid.

    Args:
        drawn: What to draw.
        at: A place to mark, such as where a journey stands.

    Raises:
        NotFoundError: If there is no such place, with those that there are.
    """
    made = picture(drawn, at=at)
    # What is named first is laid out from there on down: less care below more.
    lines = list(made.ladder)
    lines += [line for part in made.parts for line in _part(part)]
    lines += map(_arrow, made.arrows)
    lines += [*CLASSES, *_looks(made.arrows)]
    head = ["---", *_title(made.title), LAYOUT, "---", "flowchart TB"]
    return "\n".join([*head, *(f"  {line}" for line in lines)])


def _title(title: str) -> Iterator[str]:
    """Name the picture, as text in quotes of which nothing is read as anything else."""
    if title:
        safe = PLAIN.sub(lambda found: f"\\U{ord(found[0]):08x}", title)
        yield f'title: "{safe}"'


def _part(part: Box | Frame) -> Iterator[str]:
    if isinstance(part, Box):
        yield _box(part)
        return
    yield f"subgraph {part.id}[{_quoted(part.label)}]"
    yield from (f"  {_box(box)}" for box in part.boxes)
    yield "end"


def _box(box: Box) -> str:
    opening, closing = SHAPES[box.kind]
    marked = HERE if box.here else ""
    return f"{box.id}{opening}{_quoted(*box.lines)}{closing}{marked}"


def _arrow(arrow: Arrow) -> str:
    label = f"|{_quoted(arrow.label)}|" if arrow.label else ""
    return f"{arrow.source} -->{label} {arrow.target}"


def _looks(arrows: Iterable[Arrow]) -> Iterator[str]:
    """Say how the lines look that are not plain, by their numbers."""
    numbers: dict[str, list[str]] = {}
    for number, arrow in enumerate(arrows):
        if arrow.direction is not None:
            numbers.setdefault(LINES[arrow.direction], []).append(str(number))
    for look, alike in numbers.items():
        yield f"linkStyle {','.join(alike)} {look}"


def _quoted(*lines: str) -> str:
    """Make text that is only text: nothing in it ends it or is read as markup.

    There is always some: without any, Mermaid takes the quotes for a mistake.
    """
    safe = (UNSAFE.sub(lambda found: f"#{ord(found[0])};", line) for line in lines)
    return f'"{"<br/>".join(safe) or " "}"'
