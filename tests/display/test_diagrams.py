"""Diagrams: what a picture says, and how it is written."""

import enum

import attrs
import pytest

from caremodel.care.goals import GOALS
from caremodel.care.pathways import Place
from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.display.diagrams import (
    Arrow,
    Box,
    BoxKind,
    Frame,
    dot,
    mermaid,
    picture,
)
from caremodel.errors import NotFoundError
from caremodel.grammar.machines import ANYWHERE, Machine, Move

LIGHT = Machine(
    places=("red", "green", "off"),
    initial=("red",),
    terminal=("off",),
    moves=(
        Move(name="go", source="red", target="green"),
        Move(name="stop", source="green", target="red"),
        Move(name="switch off", source=ANYWHERE, target="off"),
    ),
)


def test_a_small_machine_is_written_for_graphviz() -> None:
    """Word for word; a move from two places has an arrow from each."""
    assert dot(LIGHT, at="green") == (
        "digraph {\n"
        '  graph [fontname="Helvetica", labelloc=t, nodesep=0.5,'
        " ranksep=0.6]\n"
        '  node [fontname="Helvetica", fontsize=12, shape=box, style=rounded]\n'
        '  edge [fontname="Helvetica", fontsize=10]\n'
        '  label=""\n'
        '  key [label="two borders: it ends there\\nfilled: here now",'
        " shape=plaintext, fontsize=10]\n"
        '  begin_1 [label="", shape=point, width=0.15]\n'
        '  at_red [label="red"]\n'
        '  at_green [label="green", style="rounded,filled", fillcolor="#ffd966",'
        " penwidth=2.5]\n"
        '  at_off [label="off", peripheries=2]\n'
        '  begin_1 -> at_red [label=""]\n'
        '  at_red -> at_green [label=" go "]\n'
        '  at_green -> at_red [label=" stop "]\n'
        '  at_red -> at_off [label=" switch off ", minlen=2]\n'
        '  at_green -> at_off [label=" switch off ", minlen=2]\n'
        "}"
    )


def test_a_small_machine_is_written_for_mermaid() -> None:
    """The same picture."""
    assert mermaid(LIGHT, at="green") == (
        "---\n"
        "config:\n"
        "  flowchart:\n"
        "    curve: monotoneY\n"
        "    rankSpacing: 80\n"
        "---\n"
        "flowchart TB\n"
        '  key["two borders#58; it ends there<br/>filled#58; here now"]:::key\n'
        '  begin_1((" "))\n'
        '  at_red("red")\n'
        '  at_green("green"):::here\n'
        '  at_off[["off"]]\n'
        "  begin_1 --> at_red\n"
        '  at_red -->|"go"| at_green\n'
        '  at_green -->|"stop"| at_red\n'
        '  at_red -->|"switch off"| at_off\n'
        '  at_green -->|"switch off"| at_off\n'
        "  classDef sources fill:none,stroke-dasharray:4 3\n"
        "  classDef key fill:none,stroke:none\n"
        "  classDef here fill:#ffd966,color:#000000,stroke-width:3px"
    )


def test_exits_from_everywhere_are_drawn_once() -> None:
    """Eleven places with six exits each would be 66 arrows; there are six."""
    shown = picture(DEFAULT_PATHWAY)
    anywhere = next(
        part
        for part in shown.parts
        if isinstance(part, Box) and part.lines == ("from anywhere",)
    )
    named = [each.label for each in shown.arrows if each.source == anywhere.id]

    assert named == [
        "find ineligible",
        "note the move away",
        "note the loss of coverage",
        "transfer",
        "leave",
        "record the death",
    ]
    assert len(shown.arrows) <= 44


def ring(*homes: str) -> Machine[str]:
    """Make a machine that goes round through six places, from some of them home."""
    around = (
        Move(name="on", source=here, target=there)
        for here, there in zip("abcdef", "bcdefa", strict=True)
    )
    home = (Move(name="home", source=each, target="a") for each in homes)
    return Machine(places=tuple("abcdef"), initial=("a",), moves=[*around, *home])


@pytest.mark.parametrize(
    ("homes", "begins", "lines"),
    [
        ("bcd", ["at_b", "at_c", "at_d"], None),
        ("bcde", ["from_1"], ("from", "b", "c", "d", "e")),
        ("bcdef", ["from_1"], ("from anywhere",)),
    ],
)
def test_a_move_from_more_than_three_places_leads_from_a_box_that_names_them(
    homes: str, begins: list[str], lines: tuple[str, ...] | None
) -> None:
    """From three an arrow each can be followed; from anywhere is all but the target."""
    made = picture(ring(*homes))

    assert [each.source for each in made.arrows if each.label == "home"] == begins
    boxes = [part for part in made.parts if isinstance(part, Box)]
    sources = [each.lines for each in boxes if each.kind is BoxKind.SOURCES]
    assert sources == ([] if lines is None else [lines])
    assert all(each.kind is not BoxKind.KEY for each in boxes)


def test_levels_of_a_stage_stand_in_a_frame() -> None:
    """Under their own names; the stage is named once."""
    frames = [
        each
        for each in picture(DEFAULT_PATHWAY, at=Place("active", "intensive")).parts
        if isinstance(each, Frame)
    ]

    standard = Box(id="at_active_standard", lines=("standard",), kind=BoxKind.PLACE)
    intensive = Box(
        id="at_active_intensive", lines=("intensive",), kind=BoxKind.PLACE, here=True
    )
    assert frames == [
        Frame(id="in_active_standard", label="active", boxes=(standard, intensive))
    ]


def test_the_title_of_a_frame_is_a_box_in_it() -> None:
    """Graphviz leads lines round boxes; they ran through the label of a frame."""
    inside = dot(DEFAULT_PATHWAY).partition("subgraph")[2].partition("}")[0]

    assert inside.splitlines()[1:5] == [
        '    label=""',
        "    style=filled",
        '    color="#eeeeee"',
        '    title_in_active_standard [label="active", shape=plaintext, fontsize=14]',
    ]


def test_more_care_is_drawn_above_less() -> None:
    """So that a step up leads up: only what leads to less care puts it below.

    Mermaid lays out from what is named first on down; to Graphviz it is said of the
    arrows that they pull nothing down.
    """
    ladder = ("at_active_intensive", "at_active_standard", "at_maintenance")
    named = mermaid(DEFAULT_PATHWAY).partition("flowchart TB\n")[2].splitlines()
    arrows = [line for line in dot(DEFAULT_PATHWAY).splitlines() if "->" in line]

    assert picture(DEFAULT_PATHWAY).ladder == ladder
    assert named[:3] == [f"  {each}" for each in ladder]
    assert picture(LIGHT).ladder == ()
    ups = [line for line in arrows if '" step up "' in line]
    assert len(ups) == 2
    assert ups == [line for line in arrows if "constraint=false" in line]


def test_where_one_may_begin_again_is_said() -> None:
    """A first beginning needs no word; the key says what the others are."""
    shown = picture(DEFAULT_PATHWAY)
    first = [each for each in shown.arrows if "begin" in each.source]
    key = shown.parts[0]
    assert isinstance(key, Box)
    assert "again: who comes back begins there" in key.lines

    assert first == [
        Arrow(source="begin_1", target="at_identified"),
        Arrow(source="begin_2", target="at_active_standard", label="again"),
        Arrow(source="begin_3", target="at_active_intensive", label="again"),
    ]


def test_a_place_that_is_not_there_cannot_be_marked() -> None:
    """The error names those that are."""
    for write in (dot, mermaid):
        with pytest.raises(NotFoundError) as caught:
            write(LIGHT, at="blue")
        assert caught.value.known == ("red", "green", "off")


def test_places_that_are_called_nearly_alike_keep_boxes_of_their_own() -> None:
    """Ids are made of letters and digits, so some names come to the same."""
    machine = Machine(
        places=("a b", "a-b", "☃", ""),
        initial=("a b",),
        moves=[
            Move(name="x", source="a b", target="a-b"),
            Move(name="x", source="a-b", target="☃"),
            Move(name="x", source="☃", target=""),
            Move(name="x", source="", target="a b"),
        ],
    )
    boxes = [each for each in picture(machine).parts if isinstance(each, Box)]

    assert [(each.id, each.lines) for each in boxes if each.kind is BoxKind.PLACE] == [
        ("at_a_b", ("a b",)),
        ("at_a_b_2", ("a-b",)),
        ("at", ("☃",)),
        ("at_2", ("",)),
    ]
    assert 'at_2(" ")' in mermaid(machine)


def test_tables_of_statuses_can_be_drawn() -> None:
    """Places that are members of an enum are called by their values."""
    assert 'at_on_hold("on-hold")' in mermaid(GOALS)
    assert 'at_entered_in_error [label="entered-in-error", peripheries=2]' in dot(GOALS)

    class Numbered(enum.IntEnum):
        ONE = 1
        TWO = 2

    counting = Machine(
        places=tuple(Numbered),
        initial=(Numbered.ONE,),
        terminal=(Numbered.TWO,),
        moves=[Move(name="next", source=Numbered.ONE, target=Numbered.TWO)],
    )
    assert 'at_1("1")' in mermaid(counting, at=Numbered.TWO)


def test_the_title_tells_which_pathway_and_version() -> None:
    """Of two pictures on a desk one knows which is the newer."""
    renamed = attrs.evolve(DEFAULT_PATHWAY, called='Care "for\nall"', version="7")

    assert picture(DEFAULT_PATHWAY).title == (
        "Enhanced care, stepped up and down (enhanced-care, version 1)"
    )
    assert r'label="Care \"for\\x0aall\" (enhanced-care, version 7)"' in dot(renamed)
    assert mermaid(renamed).startswith(
        "---\n"
        r'title: "Care \U00000022for\U0000005cx0aall\U00000022 (enhanced-care, '
        'version 7)"\nconfig:\n'
    )
