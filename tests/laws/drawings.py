"""Diagrams, read back: what a picture says, from its text alone.

Each line must be one of the few forms that are written; anything else fails, so a name
that gets out of its quotes is found.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import attrs

from caremodel.display._text import shown
from caremodel.grammar.machines import Machine, moves_from

HEAD = """digraph {
  graph [fontname="Helvetica", labelloc=t, nodesep=0.5, ranksep=0.6]
  node [fontname="Helvetica", fontsize=12, shape=box, style=rounded]
  edge [fontname="Helvetica", fontsize=10]
""".splitlines()
DOT_TEXT = r'"((?:[^"\\&]|\\[n"\\]|&amp;)*)"'
DOT_BOX = re.compile(rf"(\w+) \[label={DOT_TEXT}((?:, \w+=(?:[\w.]+|\"[\w#,]+\"))*)\]")
DOT_ARROW = re.compile(
    rf"(\w+) -> (\w+) \[label={DOT_TEXT}((?:, \w+=(?:[\w.]+|\"[\w#,]+\"))*)\]"
)
DOT_FRAME = re.compile(r"subgraph cluster_(\w+) \{")
DOT_LABEL = re.compile(rf"label={DOT_TEXT}")
DOT_TITLE = re.compile(
    rf"title_(\w+) \[label={DOT_TEXT}, shape=plaintext, fontsize=14\]"
)
DOT_LAYOUT = re.compile(r", (?:constraint=false|minlen=2)")
FRAME_LOOK = ['label=""', "style=filled", 'color="#eeeeee"']

TEXT = r'"((?:[^\W_]|[ ,]|(?<=[a-zA-Z0-9])-(?=[a-zA-Z0-9])|#\d+;|<br/>)*)"'
BOX = re.compile(rf"(\w+)(\(\(|\(|\[\[|\[){TEXT}(\)\)|\)|\]\]|\])(:::\w+)?")
NAMED = re.compile(r"at_\w+|at")
FRONT = re.compile(
    r"---\n"
    r'(?:title: "((?:[\w ,.()-]|\\U[0-9a-f]{8})*)"\n)?'
    r"config:\n  flowchart:\n    curve: monotoneY\n    rankSpacing: 80\n"
    r"---\nflowchart TB\n"
)
FRAME = re.compile(rf"subgraph (\w+)\[{TEXT}\]")
ARROW = re.compile(rf"(\w+) -->(?:\|{TEXT}\|)? (\w+)")
LOOK = re.compile(r"linkStyle (\d+(?:,\d+)*) ([\w:#,\- ]+)")
CLASS = re.compile(r"classDef \w+ [\w:#,\- ]+")


@attrs.frozen
class Seen:
    """What one box shows.

    Attributes:
        lines: What stands in it, after the name of the frame around it.
        sort: How it looks.
        here: Whether it is marked.
    """

    lines: tuple[str, ...]
    sort: str
    here: bool


@attrs.frozen
class Drawing:
    """What a picture shows.

    Attributes:
        boxes: By id.
        arrows: From, to, with which name, in which look.
        title: What stands above it.
    """

    boxes: dict[str, Seen]
    arrows: list[tuple[str, str, str, str]]
    title: str = ""

    def labels(self, *sorts: str) -> list[str]:
        """Name the boxes of some sorts."""
        return [each.lines[0] for each in self.boxes.values() if each.sort in sorts]

    def moves(self) -> Counter[tuple[str, str, str]]:
        """Say every move, those from a box of many from each of them."""
        return Counter(
            (source, name, self.boxes[target].lines[0])
            for begin, target, name, _ in self.arrows
            if self.boxes[begin].sort != "begin"
            for source in self.sources(begin, target)
        )

    def sources(self, begin: str, target: str) -> Iterator[str]:
        """Name what an arrow leads away from."""
        box = self.boxes[begin]
        if box.sort != "sources":
            yield box.lines[0]
        elif box.lines == ("from anywhere",):
            for named, each in self.boxes.items():
                if each.sort == "place" and named != target:
                    yield each.lines[0]
        else:
            assert box.lines[0] == "from"
            yield from box.lines[1:]

    def beginnings(self) -> Counter[str]:
        """Name the places where one may begin."""
        return Counter(
            self.boxes[target].lines[0]
            for begin, target, _, _ in self.arrows
            if self.boxes[begin].sort == "begin"
        )


def moves_of(machine: Machine[Any]) -> Counter[tuple[str, str, str]]:
    """Say every move of a machine, as a picture would name it."""
    return Counter(
        (called(place), shown(move.name), called(move.target))
        for place in machine.places
        for move in moves_from(machine, place)
    )


def called(place: object) -> str:
    """Say what a place is called in a picture."""
    return shown(str(place))


def framed(frame: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Put the name of the frame before a level's own."""
    return (f"{frame} ({lines[0]})",) if frame else lines


# --- Graphviz ------------------------------------------------------------------------

DOT_SORTS = {
    ", shape=point, width=0.15": "begin",
    "": "place",
    ", peripheries=2": "end",
    ", style=dashed": "sources",
    ", shape=plaintext, fontsize=10": "key",
}
DOT_HERE = ', style="rounded,filled", fillcolor="#ffd966", penwidth=2.5'


def dot_lines(text: str) -> tuple[str, ...]:
    """Take quoted text out of its quotes, as Graphviz does."""
    marks = {"\\n": "\n", '\\"': '"', "\\\\": "\\", "&amp;": "&"}
    plain = re.sub(r"\\.|&amp;", lambda found: marks[found[0]], text)
    return tuple(plain.split("\n"))


def read_dot(text: str) -> Drawing:
    """Read a picture that is written for Graphviz."""
    lines = text.split("\n")
    assert lines[: len(HEAD)] == HEAD
    assert lines[-1] == "}"
    title = DOT_LABEL.fullmatch(lines[len(HEAD)].strip())
    assert title is not None
    drawing, frame, opened = Drawing({}, [], "\n".join(dot_lines(title[1]))), "", ""
    for line in map(str.strip, lines[len(HEAD) + 1 : -1]):
        if begins := DOT_FRAME.fullmatch(line):
            opened, looks = begins[1], list(FRAME_LOOK)
        elif line == "}":
            frame = opened = ""
        elif opened and looks:
            assert line == looks.pop(0)
        elif opened and not frame:
            named = DOT_TITLE.fullmatch(line)
            assert named is not None, line
            assert named[1] == opened
            frame = dot_lines(named[2])[0]
        elif arrow := DOT_ARROW.fullmatch(line):
            name = "\n".join(dot_lines(arrow[3]))
            assert not name or name[0] == name[-1] == " "
            look = DOT_LAYOUT.sub("", arrow[4])
            drawing.arrows.append((arrow[1], arrow[2], name[1:-1], look))
        else:
            box = DOT_BOX.fullmatch(line)
            assert box is not None, line
            assert box[1] not in drawing.boxes
            sort = DOT_SORTS[box[3].removesuffix(DOT_HERE)]
            shows = framed(frame, dot_lines(box[2]))
            drawing.boxes[box[1]] = Seen(shows, sort, box[3].endswith(DOT_HERE))
    return drawing


# --- Mermaid -------------------------------------------------------------------------

SORTS = {
    ("((", "))", ""): "begin",
    ("(", ")", ""): "place",
    ("[[", "]]", ""): "end",
    ("[", "]", ":::sources"): "sources",
    ("[", "]", ":::key"): "key",
}


def mermaid_lines(text: str) -> tuple[str, ...]:
    """Take quoted text out of its quotes, as Mermaid does."""
    return tuple(
        re.sub(r"#(\d+);", lambda found: chr(int(found[1])), line)
        for line in text.split("<br/>")
    )


def read_mermaid(text: str) -> Drawing:
    """Read a picture that is written for Mermaid."""
    front = FRONT.match(text)
    assert front is not None
    title = re.sub(r"\\U(\w{8})", lambda found: chr(int(found[1], 16)), front[1] or "")
    drawing, frame, looks = Drawing({}, [], title), "", dict[int, str]()
    named = set[str]()
    for line in map(str.strip, text[front.end() :].split("\n")):
        if NAMED.fullmatch(line) and not drawing.boxes:
            named.add(line)
        elif opened := FRAME.fullmatch(line):
            frame = mermaid_lines(opened[2])[0]
        elif line == "end":
            frame = ""
        elif arrow := ARROW.fullmatch(line):
            name = "\n".join(mermaid_lines(arrow[2] or ""))
            drawing.arrows.append((arrow[1], arrow[3], name, ""))
        elif look := LOOK.fullmatch(line):
            looks |= dict.fromkeys(map(int, look[1].split(",")), look[2])
        elif not CLASS.fullmatch(line):
            box = BOX.fullmatch(line)
            assert box is not None, line
            assert box[1] not in drawing.boxes
            marked = (box[5] or "").removesuffix(":::here")
            shows = framed(frame, mermaid_lines(box[3]))
            sort = SORTS[box[2], box[4], marked]
            drawing.boxes[box[1]] = Seen(shows, sort, box[5] == ":::here")
    assert named <= set(drawing.boxes)
    arrows = [(*each[:3], looks.get(at, "")) for at, each in enumerate(drawing.arrows)]
    return Drawing(drawing.boxes, arrows, title)
