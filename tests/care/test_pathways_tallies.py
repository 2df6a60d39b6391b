"""What a pathway can count: what happens on it, and nothing else."""

import typing

import attrs
import pytest

from care.walked import (
    AWAY,
    BEGIN,
    DONE,
    HIGH,
    LOW,
    MISSED,
    MOVES,
    PERSON,
    SMALL,
    STAGES,
    TALKED,
    after,
)
from caremodel.care.journeys import Agree, Make, NoteContact
from caremodel.care.pathways import Needed, Pathway, Tally, between
from caremodel.errors import InvalidValueError

MODES = (
    "home visit, in person, video, phone, text, email, letter, "
    "warm hand-off, in hospital"
)
TRIES = Tally(name="tries", adds_on=("contact made",))
EVERY_KIND = (
    f"there are contact made, contact missed, each also with 'by' and how ({MODES}), "
    "check made, check missed, on record: …, moved: …, came to: …"
)


def counting(*words: str, **change: typing.Any) -> Pathway:
    """Make a pathway on which these words are counted."""
    tries = Tally(name="tries", adds_on=words)
    return attrs.evolve(SMALL, tallies=(*SMALL.tallies, tries), **change)


@pytest.mark.parametrize(
    "word",
    [
        "contact made",
        "contact missed by phone",
        "contact made by carrier pigeon",
        "check made",
        "check missed",
        "on record: a warm hand-off",
        "moved: rest",
        "moved: step up",
        "moved: step down",
        "came to: rest",
        "came to: care (high)",
        "came to: watch",
        "came to: left",
    ],
)
def test_what_happens_on_a_pathway_can_be_counted(word: str) -> None:
    """By every kind of happening; how someone was in touch is the host's own word."""
    assert counting(word).tallies[-1].adds_on == (word,)


@pytest.mark.parametrize(
    ("word", "instead"),
    [
        ("contact mad", EVERY_KIND),
        ("Contact made", EVERY_KIND),
        ("contact made by ", EVERY_KIND),
        ("contact made by", EVERY_KIND),
        ("contact missed by  ", EVERY_KIND),
        ("check", EVERY_KIND),
        (
            "moved: rset",
            (
                "there are moved: start, moved: look for, moved: come back, "
                "moved: rest, moved: let go, moved: leave, moved: step up, "
                "moved: step down"
            ),
        ),
        (
            "came to: care",
            (
                "there are came to: care (low), came to: care (high), came to: away, "
                "came to: rest, came to: watch, came to: done, came to: left"
            ),
        ),
        (
            "on record: a lead",
            (
                "there are on record: the person's agreement, "
                "on record: the person's agreement to end, on record: a warm hand-off"
            ),
        ),
    ],
)
def test_what_never_happens_cannot_be_counted(word: str, instead: str) -> None:
    """Else the tally would stay at nothing, and nobody would know."""
    problem = f"nothing says {word!r}; {instead}"

    with pytest.raises(InvalidValueError) as adding:
        counting(word)
    with pytest.raises(InvalidValueError) as resetting:
        attrs.evolve(
            SMALL, tallies=[*SMALL.tallies, attrs.evolve(TRIES, resets_on=[word])]
        )

    assert adding.value.problem == f"tallies[tries].adds_on: {problem}"
    assert resetting.value.problem == f"tallies[tries].resets_on: {problem}"


def test_only_what_this_pathway_can_say_is_counted() -> None:
    """Where there are no steps and nobody watches, there is nothing of that kind."""
    idle = [each for each in STAGES if each.name != "watch"]
    moves = [each for each in MOVES if each.name not in {"let go", "look for"}]
    looked_for = between("look for", [LOW, HIGH], AWAY)
    finish = between("finish", [LOW], DONE)
    more = between("more", [LOW], HIGH)
    without = {
        "stages": idle,
        "moves": [*moves, *looked_for, *finish, *more],
        "rungs": (),
        "advised": SMALL.advised[:1],
    }

    assert counting("moved: more", **without).tallies[-1].adds_on == ("moved: more",)
    with pytest.raises(InvalidValueError, match="nothing says 'moved: step up'"):
        counting("moved: step up", **without)
    with pytest.raises(InvalidValueError, match="nothing says 'came to: watch'"):
        counting("came to: watch", **without)
    with pytest.raises(InvalidValueError, match="nothing says 'check made'"):
        counting("check made", **without)


def test_coming_to_a_place_counts_however_one_came() -> None:
    """By any move; on it, only its own."""
    came = Tally(name="came", adds_on=("came to: care (low)",))
    back = Tally(name="back", adds_on=("moved: come back",))
    pathway = attrs.evolve(SMALL, tallies=(TALKED, MISSED, came, back))
    journey = after(None, BEGIN, pathway=pathway)
    journey = after(journey, NoteContact(two_way=True, mode="phone"), pathway=pathway)
    journey = after(journey, Agree(what=Needed.AGREEMENT), by=PERSON, pathway=pathway)

    journey = after(journey, Make(move="start", lead="rosa"), pathway=pathway)
    assert journey.counts == (1, 0, 1, 0)
    journey = after(journey, Make(move="look for"), pathway=pathway)
    assert journey.counts == (1, 0, 1, 0)
    journey = after(journey, Make(move="come back"), pathway=pathway)
    assert journey.counts == (1, 0, 2, 1)
