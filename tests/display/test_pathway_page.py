"""A pathway in words: all of it, each thing once, and nothing besides."""

import enum
from collections.abc import Iterator
from datetime import date

import attrs
import pytest

from caremodel.care.pathways import (
    Advised,
    CaseloadStatus,
    Direction,
    EpisodeStatus,
    Level,
    Limits,
    Needed,
    Pathway,
    Place,
    Prompt,
    Readiness,
    Rung,
    Signature,
    Stage,
    Strategy,
    Tally,
    between,
    days_here,
)
from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.display import pages
from caremodel.display._blocks import Block, Items, Table, Words
from caremodel.display.pages._criteria import asked
from caremodel.display.pages._words import in_plain_words
from caremodel.grammar.dates import FromLast, Interval, Period, Staged, Windows
from caremodel.grammar.facts import Given, name_of
from caremodel.grammar.machines import Move
from caremodel.grammar.rules import (
    All,
    Any,
    AtLeast,
    Criterion,
    facts_read,
)

A, B, C = Given("a"), Given("b"), Given("c")
FLAG = Given("the flag is up", kind="flag")
WORRY = Given("worry")
CALM = Given("calm", kind="flag")
MISSED = Tally(
    name="calls missed", adds_on=("contact missed",), resets_on=("contact made",)
)
TALKED = Tally(name="talks", adds_on=("contact made", "contact missed by text"))
CALLING, WATCHING = Place("calling"), Place("watching")

SMALL = Pathway(
    id="small",
    version="2",
    called="Calls at home",
    stages=(
        Stage(
            name="calling",
            status=EpisodeStatus.ACTIVE,
            caseload=CaseloadStatus.ACTIVE,
            levels=(
                Level(
                    cadence=Staged(
                        steps=(Interval(days=2), Interval(months=1, days=1)),
                        grace=1,
                        expires=9,
                    ),
                    minutes=30,
                ),
            ),
            responsible=("charge_nurse", "nurse"),
            takes=(Needed.LEAD,),
            strategies=(
                Strategy(readiness=Readiness.READY, words="begin"),
                Strategy(readiness=Readiness.NOT_READY, words="wait"),
            ),
        ),
        Stage(
            name="watching",
            status=EpisodeStatus.ACTIVE,
            levels=(
                Level(cadence=Windows(every=Interval(months=1), grace=3), minutes=5),
            ),
            responsible=("nurse",),
            takes=(Needed.LEAD, Needed.TRACKER, Needed.NEXT_CHECK),
            tracked=True,
        ),
        Stage(
            name="done",
            status=EpisodeStatus.FINISHED,
            takes=(Needed.PERSON_AGREES,),
            follow_up=(Interval(days=30),),
        ),
        Stage(name="left", status=EpisodeStatus.CANCELLED),
    ),
    moves=(
        *between(
            "let go", [WATCHING], Place("done"), roles=["nurse"], needs=CALM.eq(True)
        ),
        *between("leave", [CALLING, WATCHING], Place("left"), needs_reason=True),
        Move(name="rescue", source=WATCHING, target=CALLING, safety=True),
    ),
    rungs=(
        Rung(
            lower=WATCHING,
            upper=CALLING,
            up=(WORRY >= 7) & (MISSED.fact >= 2),
            down=(WORRY <= 3) & ~((WORRY >= 7) & (MISSED.fact >= 2)),
            dwell=Interval(days=21),
            down_roles=("nurse",),
        ),
    ),
    advised=(
        Advised(
            move="let go",
            direction=Direction.GRADUATE,
            when=All((CALM, WORRY <= 1)),
            dwell=Interval(months=2),
        ),
        Advised(move="leave", direction=Direction.RE_ENGAGE, when=MISSED.fact >= 5),
    ),
    prompts=(
        Prompt(
            name="talk",
            at=(CALLING, WATCHING),
            when=days_here() >= 56,
            within=Interval(days=7),
            roles=("nurse",),
        ),
    ),
    tallies=(MISSED, TALKED),
    signatures=(
        Signature(what=Needed.PERSON_AGREES, roles=("patient",), on_behalf=True),
        Signature(what=Needed.APPROVAL, roles=("charge_nurse",)),
    ),
    given=(WORRY, CALM),
    may_override=("charge_nurse",),
    limits=Limits(check=Interval(days=35), flag=Interval(days=1)),
    source="Assumed: a test",
    in_force=Period(start=date(2026, 1, 1), end=date(2027, 1, 1)),
)

SMALL_PAGE = """\
Calls at home
-------------
  pathway    small, version 2
  in force   from 2026-01-01, until the day before 2027-01-01
  source     Assumed: a test
  begins at  calling
Who comes in:
  - by referral

Where one can stand
-------------------
  place     counts as  episode    min/week  someone is in touch
  calling   active     active           30  after 2 days, then after 1 month and 1 day;
                                            overdue 1 day later; given up 9 days later
  watching             active            5  once within each month, in its last 3 days
  done                 finished          0  it ends here
  left                 cancelled         0  it ends here
One of these answers for the person:
  - calling: charge nurse or nurse
  - watching: nurse
What must be on record to stand there; nobody overrides it:
  - calling: a lead
  - watching: a lead, a tracker and a next check within the limit
  - done: the person's agreement to end
Someone keeps watch, with a next check:
  - watching
Counted from the end, someone asks how it goes after:
  - done: 30 days

How to work with people, by how ready they are
----------------------------------------------
calling:
  - ready: begin
  - not ready: wait

Steps up and down
-----------------
watching and calling:
  - up, by anyone, with a reason, or without one at once on all of these:
    - worry at least 7
    - calls missed at least 2
  - down, by nurse, on advice, given after 21 days of all of these:
    - worry at most 3
    - not all of what speaks for the step up from watching to calling

Moves
-----
let go: from watching to done
  - by nurse
  - it takes: calm
leave: from anywhere to left
  - by anyone
  - with a reason
rescue: from watching to calling
  - by anyone
  - to keep someone safe, so nothing stands in its way; else with a reason

Moves that are advised
----------------------
  - let go (graduate) after 2 months of all of these:
    - calm
    - worry at most 1
  - leave (re-engage) at once, on: calls missed at least 5

Asked for where one stays; it moves nobody
------------------------------------------
talk, at calling or watching:
  - within 7 days, by nurse
  - as long as: days at this place at least 56

What is put on record, and counted
----------------------------------
Who puts it on record:
  - the person's agreement to end: patient, or someone on their behalf
  - the supervisor's approval: charge nurse
What is counted on the way:
  - calls missed: one more with each contact missed; none again with contact made
  - talks: one more with each contact made or contact missed by text
What the host has to say:
  - worry
  - calm

Limits, and who may override
----------------------------
  - while someone keeps watch, the next check is within 35 days
  - a flag is decided within 1 day
  - who left may begin again at once
  - what a move takes and is not so, charge nurse may override, with a reason"""


def test_a_small_pathway_in_words() -> None:
    """Word for word."""
    assert pages.pathway_page(SMALL) == SMALL_PAGE


def said(block: Block | str) -> Iterator[str]:
    """Hand out every text of a block."""
    match block:
        case str():
            yield block
        case Words():
            yield block.text
        case Items():
            yield block.title
            for line in block.lines:
                yield from said(line)
        case Table():
            yield from (str(cell) for row in block.rows for cell in row)


def names(pathway: Pathway) -> Iterator[str]:
    """Name all that a pathway is made of, by walking over its fields."""
    waiting: list[object] = [pathway]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Criterion):
            yield from (name_of(each).removeprefix("any ") for each in facts_read(part))
        elif isinstance(part, Given):
            yield part.name
        elif isinstance(part, enum.Enum):
            yield str(part.value)
        elif isinstance(part, str):
            yield part.replace("_", " ")
        elif isinstance(part, tuple):
            waiting += part
        else:
            fields = getattr(type(part), "__attrs_attrs__", ())
            waiting += [
                getattr(part, field.name)
                for field in fields
                if field.name not in ("machine", "stops")
            ]


@pytest.mark.parametrize("pathway", [SMALL, DEFAULT_PATHWAY], ids=lambda p: p.id)
def test_every_name_of_a_pathway_is_said(pathway: Pathway) -> None:
    """Stages, levels, moves, roles, what is needed, counted, asked for and given."""
    sections = pages.pathway_sections(pathway)
    told = " ".join(
        text
        for section in sections
        for text in (section.title, *(t for b in section.blocks for t in said(b)))
    )
    looked_for = set(map(in_plain_words, names(pathway)))

    assert len(looked_for) >= 35
    assert not {name for name in looked_for if name not in told}


def test_every_place_has_its_row() -> None:
    """With the time of staff that it takes, also where nobody need be in touch."""
    table = pages.pathway_sections(DEFAULT_PATHWAY)[1].blocks[0]
    assert isinstance(table, Table)

    rows = {row[0]: row[1:] for row in table.rows}

    assert len(rows) == 20
    assert rows["active (intensive)"] == ("active", "active", 78, "every 7 days")
    assert rows["paused"] == ("active", "onhold", 2, "every 30 days")
    assert rows["deceased"] == ("", "cancelled", 0, "it ends here")


@pytest.mark.parametrize(
    ("cadence", "words"),
    [
        (FromLast(every=Interval(days=1)), "every day"),
        (FromLast(every=Interval(months=1)), "every month"),
        (
            FromLast(every=Interval(months=2), grace=1, expires=30),
            "every 2 months; overdue 1 day later; given up 30 days later",
        ),
        (
            FromLast(every=Interval(months=1, days=1), expires=0),
            "every 1 month and 1 day; given up 0 days later",
        ),
        (Windows(every=Interval(days=7)), "once within each 7 days"),
        (Staged(steps=[Interval(days=2)]), "after 2 days"),
    ],
)
def test_how_often_someone_is_in_touch_is_said(
    cadence: FromLast | Windows | Staged, words: str
) -> None:
    """In the words one would use."""
    first, *others = SMALL.stages
    stage = attrs.evolve(first, levels=(Level(cadence=cadence, minutes=30),))

    changed = attrs.evolve(SMALL, stages=(stage, *others))

    table = pages.pathway_sections(changed)[1].blocks[0]
    assert isinstance(table, Table)
    assert table.rows[0][-1] == words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"in_force": Period(start=date(2026, 1, 1))}, "in force   from 2026-01-01\n"),
        ({"in_force": Period(start=date.min)}, "in force   always\n"),
        ({"also_begins": ("calling",)}, "again at   calling\n"),
        ({"entry": WORRY >= 9}, "  - by rule, on: worry at least 9\n"),
        ({"may_override": ()}, "is not so, nobody may override, with a reason"),
        (
            {"limits": attrs.evolve(SMALL.limits, cool_off=Interval(months=3))},
            "  - who left may begin again after 3 months\n",
        ),
    ],
)
def test_what_differs_is_told(change: dict[str, object], words: str) -> None:
    """When it is in force, who comes in, who may override, and when again."""
    changed = attrs.evolve(SMALL, **change)  # type: ignore[arg-type]

    assert words in pages.pathway_page(changed) + "\n"
    assert words not in SMALL_PAGE


def test_what_there_is_none_of_has_no_heading() -> None:
    """Nobody reads a heading over nothing."""
    page = pages.pathway_page(attrs.evolve(SMALL, advised=(), prompts=()))

    assert "Moves\n" in page
    assert "advised" not in page
    assert "Asked for" not in page


def test_two_needs_under_one_name_are_both_listed() -> None:
    """Only what is listed once is called by a name after."""
    calm = All((CALM, WORRY <= 1))
    calmer = All((CALM, WORRY <= 0))
    done = Place("done")
    moves = (
        *between("let go", [WATCHING], done, roles=["nurse"], needs=calm),
        *between("let go", [CALLING], done, roles=["nurse"], needs=calmer),
        *between("leave", [CALLING, WATCHING], Place("left"), needs=calm),
    )

    page = pages.pathway_page(attrs.evolve(SMALL, moves=moves))

    assert (
        "let go: from calling to done\n"
        "  - by nurse\n"
        "  - it takes all of these:\n"
        "    - calm\n"
        "    - worry at most 0\n"
    ) in page
    assert "  - it takes: all of what it takes to let go\n" in page
    assert "  - let go (graduate) after 2 months of: all of what it takes" in page


def test_moves_that_differ_in_more_than_where_they_begin_are_told_apart() -> None:
    """One takes a reason, the other none; together they would be told wrong."""
    left = Place("left")
    moves = (
        *SMALL.moves[:1],
        Move(name="leave", source=CALLING, target=left),
        Move(name="leave", source=WATCHING, target=left, needs_reason=True),
    )

    page = pages.pathway_page(attrs.evolve(SMALL, moves=moves))

    assert (
        "leave: from calling to left\n"
        "  - by anyone\n"
        "leave: from watching to left\n"
        "  - by anyone\n"
        "  - with a reason\n"
    ) in page


def test_the_page_for_a_browser_holds_the_same() -> None:
    """Lists stand within lists; what a host calls things is only text there."""
    nasty = attrs.evolve(SMALL, called="<b>Calls</b>")

    page = pages.pathway_html(nasty)

    assert '<h2 id="part-1">&lt;b&gt;Calls&lt;/b&gt;</h2>' in page
    assert (
        "<li>up, by anyone, with a reason, or without one at once on all of these:"
        "\n"
        "<ul>\n"
        "<li>worry at least 7</li>\n"
        "<li>calls missed at least 2</li>\n"
        "</ul>\n"
        "</li>"
    ) in page


# --- criteria ------------------------------------------------------------------------


def flat(told: str | Items, depth: int = 0) -> list[str]:
    """Set a list with a dot for each level."""
    if isinstance(told, str):
        return [f"{'.' * depth}{told}"]
    lines = (line for each in told.lines for line in flat(each, depth + 1))
    return [f"{'.' * depth}{told.title}", *lines]


@pytest.mark.parametrize(
    ("criterion", "lines"),
    [
        (A >= 1, ["on: a at least 1"]),
        (FLAG.eq(False), ["on: not the flag is up"]),
        (All((A >= 1,)), ["on: a at least 1"]),
        (~Any((FLAG.eq(True),)), ["on: not the flag is up"]),
        (All(()), ["on all of these:", ".nothing"]),
        (
            (A >= 1) & ((B >= 2) & (C >= 3)),
            ["on all of these:", ".a at least 1", ".b at least 2", ".c at least 3"],
        ),
        (
            Any((A >= 1, All((B >= 2, Any((C >= 3, A < 0)))))),
            [
                "on any of these:",
                ".a at least 1",
                ".all of these:",
                "..b at least 2",
                "..any of these:",
                "...c at least 3",
                "...a under 0",
            ],
        ),
        (
            ~Any((A >= 1, ~All((B >= 2, FLAG.eq(True))))),
            [
                "on none of these:",
                ".a at least 1",
                ".not all of these:",
                "..b at least 2",
                "..the flag is up",
            ],
        ),
        (
            ~AtLeast(2, (A >= 1, ~AtLeast(1, (B >= 1,)))),
            [
                "on fewer than 2 of these:",
                ".a at least 1",
                ".fewer than 1 of these:",
                "..b at least 1",
            ],
        ),
    ],
)
def test_a_criterion_is_a_list(criterion: Criterion, lines: list[str]) -> None:
    """Of one sort within the same sort one list is enough; "not" stands before all."""
    assert flat(asked("on", criterion, {})) == lines


@pytest.mark.parametrize(
    ("criterion", "line"),
    [
        ((A >= 1) & (B >= 2), "on: all of what is known"),
        (~((A >= 1) & (B >= 2)), "on: not all of what is known"),
        ((A >= 1) | (B >= 2), "on: any of what helps"),
        (~((A >= 1) | (B >= 2)), "on: none of what helps"),
        (AtLeast(2, (A >= 1, B >= 2)), "on: at least 2 of what counts"),
        (~AtLeast(2, (A >= 1, B >= 2)), "on: fewer than 2 of what counts"),
    ],
)
def test_what_is_listed_elsewhere_is_called_by_its_name(
    criterion: Criterion, line: str
) -> None:
    """So that nobody reads twenty lines twice."""
    elsewhere: dict[Criterion, str] = {
        (A >= 1) & (B >= 2): "what is known",
        (A >= 1) | (B >= 2): "what helps",
        AtLeast(2, (A >= 1, B >= 2)): "what counts",
        A >= 1: "a single thing is said in full anyway",
    }

    assert asked("on", criterion, elsewhere) == line
    within = asked("on", All((C >= 3, criterion)), elsewhere)
    assert isinstance(within, Items)
    assert within.lines[-1] == line.removeprefix("on: ")
