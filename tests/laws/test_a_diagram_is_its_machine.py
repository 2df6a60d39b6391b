"""A diagram shows exactly the moves of its machine, whatever things are called.

Boxes and arrows are read back from the text that Mermaid and Graphviz draw; a move from
a box of many counts from each of them.
"""

import json
from collections import Counter
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from caremodel.care.pathways import Direction, Pathway
from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.display._text import shown
from caremodel.display.diagrams import dot, mermaid
from caremodel.exchange import documents
from caremodel.grammar.machines import Machine
from caremodel.testing import strategies
from laws.drawings import called, moves_of, read_dot, read_mermaid
from laws.eventful import share

HOSTILE = (
    'quote" --> evil',
    '"]; evil[label="x"',
    "end",
    "subgraph",
    "digraph { a -> b }",
    "#quot; #59; &quot; &amp; <br/>",
    "a|b --> c;",
    "<script>alert(1)</script>",
    "%%{init: {}}%%",
    "\\N \\\\ \\",
    "1. first",
    "- not a list",
    "`code` *bold* _under_ $$x$$",
    "style x:y#z;",
    "Überleitung ☃ \U0001f600 ﬂ°°59¶ß",
    "click a call b()",
    ":::here",
)
"""Names that would do something if they were not only text."""

NASTIER = (*HOSTILE, "two\nlines", "\ttab", "a (b)", "\u202eright to left")
"""Names of moves and levels may hold more than those of stages."""


def check(drawn: Pathway | Machine[Any]) -> None:
    """Read both pictures back, and hold them against the machine."""
    machine = drawn.machine if isinstance(drawn, Pathway) else drawn
    for drawing in (read_dot(dot(drawn)), read_mermaid(mermaid(drawn))):
        assert drawing.moves() == moves_of(machine)
        assert drawing.beginnings() == Counter(map(called, machine.initial))
        assert drawing.labels("place", "end") == list(map(called, machine.places))
        ends = [called(each) for each in machine.places if each in machine.terminal]
        assert drawing.labels("end") == ends
        assert not any(box.here for box in drawing.boxes.values())
        assert drawing.title == title_of(drawn)


def title_of(drawn: Pathway | Machine[Any]) -> str:
    """Say what stands above a picture."""
    if isinstance(drawn, Machine):
        return ""
    return shown(f"{drawn.called} ({drawn.id}, version {drawn.version})")


def renamed(machine: Machine[str], places: list[str], moves: list[str]) -> Machine[str]:
    """Call the places and moves of a machine something else."""
    place = dict(zip(machine.places, places, strict=False))
    names = dict.fromkeys(move.name for move in machine.moves)
    name = dict(zip(names, moves, strict=False))
    return Machine(
        places=[place[each] for each in machine.places],
        initial=[place[each] for each in machine.initial],
        terminal=[place[each] for each in machine.terminal],
        moves=[
            attrs.evolve(
                move,
                name=name[move.name],
                source=place[str(move.source)],
                target=place[move.target],
            )
            for move in machine.moves
        ],
    )


def relabeled(pathway: Pathway, stages: list[str], others: list[str]) -> Pathway:
    """Call the stages, levels and moves of a pathway something else."""
    names = [stage.name for stage in pathway.stages]
    levels = {level.name for stage in pathway.stages for level in stage.levels} - {""}
    rest = {*levels, *(move.name for move in pathway.moves)} - {*names}
    new = dict(zip(names, stages, strict=False))
    unused = [each for each in others if each not in new.values()]
    new |= dict(zip(sorted(rest), unused, strict=False))

    def told(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: told(each) for key, each in value.items()}
        if isinstance(value, list):
            return [told(each) for each in value]
        return new.get(value, value) if isinstance(value, str) else value

    plain = json.loads(documents.dumps(pathway))
    return documents.loads(json.dumps(told(plain)), Pathway)


def test_the_default_pathway_is_drawn_as_it_is() -> None:
    """All 106 moves of it, 66 of them through one box for the exits from anywhere."""
    check(DEFAULT_PATHWAY)
    drawing = read_mermaid(mermaid(DEFAULT_PATHWAY))

    assert sum(drawing.moves().values()) == 106
    assert sum(box.sort == "sources" for box in drawing.boxes.values()) == 3


@given(strategies.pathways())
def test_a_pathway_is_drawn_as_it_is(pathway: Pathway) -> None:
    """Every move once, and none besides."""
    check(pathway)


@given(strategies.machines())
def test_a_machine_is_drawn_as_it_is(machine: Machine[str]) -> None:
    """With moves from anywhere, with and without an end."""
    check(machine)


@given(strategies.machines(), st.permutations(NASTIER), st.permutations(NASTIER))
def test_no_name_of_a_machine_is_more_than_text(
    machine: Machine[str], places: list[str], moves: list[str]
) -> None:
    """Nothing in a name ends it, adds an arrow, or is a word of the language."""
    check(renamed(machine, places, moves))


@given(strategies.pathways(), st.permutations(HOSTILE), st.permutations(NASTIER))
def test_no_name_of_a_pathway_is_more_than_text(
    pathway: Pathway, stages: list[str], others: list[str]
) -> None:
    """Nor in the names of stages, levels and moves."""
    check(relabeled(pathway, stages, others))


@given(strategies.pathways(), st.sampled_from(NASTIER) | st.text().filter(str.strip))
def test_no_title_is_more_than_text(pathway: Pathway, called: str) -> None:
    """It stands before the picture, where settings stand as well."""
    check(attrs.evolve(pathway, called=called))


@given(strategies.machines(), st.text(min_size=1).filter(str.strip))
def test_any_text_can_be_a_name(machine: Machine[str], name: str) -> None:
    """Whatever letters there are."""
    names = dict.fromkeys(move.name for move in machine.moves)
    others = [f"{name}{n}" for n in range(max(5, len(names)))]

    check(renamed(machine, others, others))


@given(strategies.pathways())
def test_where_someone_stands_is_marked_and_nothing_else(pathway: Pathway) -> None:
    """In both, one box."""
    for place in pathway.machine.places:
        for drawing in (
            read_dot(dot(pathway, at=place)),
            read_mermaid(mermaid(pathway, at=place)),
        ):
            marked = [box.lines[0] for box in drawing.boxes.values() if box.here]
            assert marked == [called(place)]
            assert drawing.moves() == moves_of(pathway.machine)


LOOKS = {
    Direction.UP: (', color="#d95f02", penwidth=3', "stroke:#d95f02,stroke-width:4px"),
    Direction.DOWN: (
        ', color="#1b9e77", penwidth=1.5, style=dashed',
        "stroke:#1b9e77,stroke-width:2px,stroke-dasharray:8 4",
    ),
    Direction.RE_ENGAGE: (
        ', color="#7570b3", penwidth=1.5, style=dotted',
        "stroke:#7570b3,stroke-width:2px,stroke-dasharray:2 3",
    ),
}
LOOKS[Direction.GRADUATE] = LOOKS[Direction.DOWN]


@pytest.mark.parametrize("at", [0, 1])
@given(pathway=st.just(DEFAULT_PATHWAY) | strategies.pathways())
def test_what_is_advised_looks_otherwise(pathway: Pathway, at: int) -> None:
    """Steps up, steps down, and what else is advised; all other moves are plain."""
    steps = {"step up": Direction.UP, "step down": Direction.DOWN}
    advised = {each.move: each.direction for each in pathway.advised}
    drawing = (read_dot(dot(pathway)), read_mermaid(mermaid(pathway)))[at]

    for _, _, name, look in drawing.arrows:
        direction = (steps | advised).get(name)
        assert look == ("" if direction is None else LOOKS[direction][at])


def test_the_cases_are_eventful() -> None:
    """Some pathways have levels in a frame, some a move from many places."""

    def levels(pathway: Pathway) -> bool:
        return any(len(stage.levels) > 1 for stage in pathway.stages)

    def many(pathway: Pathway) -> bool:
        return '"from anywhere"' in mermaid(pathway)

    assert share(strategies.pathways(), levels) > 1 / 3
    assert share(strategies.pathways(), many) > 1 / 4
