"""Faults planted in the default pathway, each seen by the table and by nothing else.

A comparison that says nothing of a pathway with a fault in it proves nothing of the one
without. Each of these pathways can be built, and works.
"""

from collections.abc import Callable
from typing import Any as Anything

import attrs
import pytest

from caremodel.care.pathways import Needed, Pathway, between
from caremodel.catalog.journeys import (
    DEFAULT_PATHWAY,
    EASED,
    SETTLED,
    TROUBLE,
    UNMET_NEED,
)
from caremodel.catalog.journeys._asked import (
    DIASTOLIC_PRESSURE,
    OUT_OF_HOSPITAL,
    REMISSION,
    SYSTOLIC_PRESSURE,
)
from caremodel.catalog.journeys._stages import PAUSED, STANDARD
from caremodel.catalog.journeys._tallies import (
    FOUND,
    MISSED_IN_A_ROW,
    TRIED,
    WATCHED,
)
from caremodel.grammar.dates import Interval
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import Machine
from caremodel.grammar.rules import All, Any, Criterion, criterion_of
from catalog.typed import CHIEF, LEADS, said_by, signed_by

Fault = Callable[[Pathway], Pathway]


def in_rows(field: str, key: str, wanted: object, **changed: Anything) -> Fault:
    """Change some rows of a pathway: the moves of a name, a stage, a rung, a tally."""

    def fault(pathway: Pathway) -> Pathway:
        rows = [
            attrs.evolve(row, **changed) if getattr(row, key) == wanted else row
            for row in getattr(pathway, field)
        ]
        assert rows != [*getattr(pathway, field)]
        faulty: dict[str, Anything] = {field: rows}
        return attrs.evolve(pathway, **faulty)

    return fault


def in_moves(name: str, **changed: Anything) -> Fault:
    """Change the moves of a name."""
    return in_rows("moves", "name", name, **changed)


def no_way_out_of_a_pause(pathway: Pathway) -> Pathway:
    """Let nobody leave who pauses."""
    places = [place for place in pathway.machine.places if place != PAUSED]
    terminal = pathway.machine.terminal
    (leave,) = [move for move in pathway.moves if move.name == "leave"]
    ways = between(
        "leave",
        [place for place in places if place not in terminal],
        leave.target,
        roles=leave.roles,
        needs_reason=True,
    )
    moves = [move for move in pathway.moves if move.name != "leave"]
    return attrs.evolve(pathway, moves=[*moves, *ways])


def graduated_from_care(pathway: Pathway) -> Pathway:
    """Let people graduate without a time of watch."""
    (graduate,) = [move for move in pathway.moves if move.name == "graduate"]
    also = attrs.evolve(graduate, source=STANDARD)
    return attrs.evolve(pathway, moves=[*pathway.moves, also])


def safety_forgotten(pathway: Pathway) -> Pathway:
    """Take the steps up for moves like all others; no pathway can be written so."""
    faulty = attrs.evolve(pathway)
    machine = pathway.machine
    moves = [attrs.evolve(move, safety=False) for move in machine.moves]
    table = Machine(
        places=machine.places,
        initial=machine.initial,
        terminal=machine.terminal,
        moves=moves,
    )
    object.__setattr__(faulty, "machine", table)
    return faulty


def overridden_by_anyone(pathway: Pathway) -> Pathway:
    """Let outreach workers override."""
    may = (*pathway.may_override, "outreach_worker")
    return attrs.evolve(pathway, may_override=may)


def checks_later(pathway: Pathway) -> Pathway:
    """Allow a day more between two checks."""
    limits = attrs.evolve(pathway.limits, check=Interval(days=36))
    return attrs.evolve(pathway, limits=limits)


def out_of_reach_sooner(pathway: Pathway) -> Pathway:
    """Give up after five attempts."""
    (needs,) = {move.needs for move in pathway.moves if move.name == "give up"}
    assert isinstance(needs, All)
    sooner = All((MISSED_IN_A_ROW.fact >= 5, *needs.of[1:]))
    return in_moves("give up", needs=sooner)(pathway)


def less(criterion: Criterion, part: Criterion) -> Criterion:
    """Leave one part out of all that must hold, however deep it stands."""
    if not isinstance(criterion, All):
        return criterion
    return All(tuple(less(each, part) for each in criterion.of if each != part))


def forgotten(part: Criterion) -> Fault:
    """Leave something out of what a step down and graduation ask."""

    def fault(pathway: Pathway) -> Pathway:
        rungs = [
            attrs.evolve(rung, down=less(rung.down, part)) for rung in pathway.rungs
        ]
        moves = [
            move
            if move.needs is None
            else attrs.evolve(move, needs=less(move.needs, part))
            for move in pathway.moves
        ]
        assert (rungs, moves) != ([*pathway.rungs], [*pathway.moves])
        return attrs.evolve(pathway, rungs=rungs, moves=moves)

    return fault


def systolic_only(pathway: Pathway) -> Pathway:
    """Ask for the upper number of a blood pressure alone."""

    def upper(criterion: Criterion) -> Criterion:
        if isinstance(criterion, All | Any):
            return type(criterion)(tuple(map(upper, criterion.of)))
        lower = criterion == (DIASTOLIC_PRESSURE < 90)
        return SYSTOLIC_PRESSURE < 140 if lower else criterion

    rungs = [attrs.evolve(rung, down=upper(rung.down)) for rung in pathway.rungs]
    return attrs.evolve(pathway, rungs=rungs)


FAULTS: dict[str, tuple[Fault, str]] = {
    "a role dropped": (in_moves("assess", roles=LEADS[1:]), "assess"),
    "a role added": (in_moves("give up", roles=(*CHIEF, "social_worker")), "give up"),
    "a role for everyone": (in_moves("transfer", roles=()), "transfer"),
    "a step down by anyone": (
        in_rows("rungs", "upper", STANDARD, down_roles=()),
        "step down",
    ),
    "a wrong target": (
        in_moves("return intensively", target=STANDARD),
        "return intensively",
    ),
    "needs lost": (in_moves("start", needs=None), "start"),
    "needs of another move": (in_moves("graduate", needs=SETTLED), "graduate"),
    "half of the needs": (in_moves("return", needs=EASED), "return"),
    "a return of who is not there": (
        in_moves("return to assessing", needs=None),
        "return to assessing",
    ),
    "a return into trouble": (
        in_moves("return to maintenance", needs=All((WATCHED.fact >= 1, FOUND))),
        "return to maintenance",
    ),
    "watch of who was never watched": (
        in_moves("return to maintenance", needs=All((FOUND, ~TROUBLE))),
        "return to maintenance",
    ),
    "active care forgotten": (
        in_rows("tallies", "name", WATCHED.name, resets_on=WATCHED.resets_on[:-1]),
        "return to maintenance",
    ),
    "maintenance never counted": (
        in_rows("tallies", "name", WATCHED.name, adds_on=("came to: paused",)),
        "return to maintenance",
    ),
    "needs a little less": (out_of_reach_sooner, "give up"),
    "a reason lost": (
        in_moves("find ineligible", needs_reason=False),
        "find ineligible",
    ),
    "an exit missing": (no_way_out_of_a_pause, "leave"),
    "a move too many": (graduated_from_care, "graduate"),
    "safety lost": (safety_forgotten, "step up"),
    "a signature lost": (
        in_rows(
            "stages",
            "name",
            "graduated",
            takes=(Needed.PERSON_AGREES, Needed.HAND_OFF),
        ),
        "graduate",
    ),
    "a lead not taken": (
        in_rows("stages", "name", "engaged", takes=(Needed.AGREEMENT,)),
        "engage",
    ),
    "a dwell shortened": (
        in_rows("rungs", "upper", STANDARD, dwell=Interval(days=29)),
        "step down",
    ),
    "a hold shortened": (
        in_rows("advised", "move", "graduate", dwell=Interval(days=89)),
        "graduate",
    ),
    "a row never set back": (
        in_rows("tallies", "name", MISSED_IN_A_ROW.name, resets_on=()),
        "give up",
    ),
    "a mode never set back": (
        in_rows("tallies", "name", TRIED[2].name, resets_on=()),
        "give up",
    ),
    "attempts as conversations": (
        in_rows("tallies", "name", "conversations", adds_on=("contact missed",)),
        "engage",
    ),
    "an override by others": (overridden_by_anyone, "engage"),
    "checks later": (checks_later, "step down"),
    "a stay forgotten": (forgotten(OUT_OF_HOSPITAL), "step down"),
    "a stay let go": (forgotten(OUT_OF_HOSPITAL), "graduate"),
    "a stay forgotten on the way back": (forgotten(OUT_OF_HOSPITAL), "return"),
    "a lower number forgotten": (systolic_only, "step down"),
    "a depression let go": (forgotten(REMISSION), "graduate"),
    "an unmet need forgotten": (forgotten(~criterion_of(UNMET_NEED)), "step down"),
    "an unmet need let go": (forgotten(~criterion_of(UNMET_NEED)), "graduate"),
}
"""What is wrong, and the move at which it shows."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_pathway_is_seen(fault: str) -> None:
    """At the move that it is about; the pathway without it says what the table says."""
    plant, move = FAULTS[fault]

    assert any(said.differs for said in said_by(plant(DEFAULT_PATHWAY), (move,)))


@pytest.mark.parametrize(
    ("what", "changed"),
    [
        (Needed.AGREEMENT, {"on_behalf": False}),
        (Needed.HAND_OFF, {"on_behalf": True}),
        (Needed.HAND_OFF, {"roles": (*LEADS, "care_coordinator")}),
        (Needed.PROPOSAL, {"roles": LEADS}),
    ],
)
def test_a_fault_in_who_may_sign_is_seen(what: Needed, changed: Anything) -> None:
    """One more who may, or one less."""
    faulty = in_rows("signatures", "what", what, **changed)(DEFAULT_PATHWAY)

    assert {said.case[1] for said in signed_by(faulty) if said.differs} == {what}


def test_what_is_seen_is_the_fault() -> None:
    """Of a role dropped: who has it may no longer, and nobody else may more or less."""
    faulty = in_moves("assess", roles=LEADS[1:])(DEFAULT_PATHWAY)

    by = {
        said.case[:2]
        for said in said_by(faulty, ("assess",))
        if bool(said.told) is not bool(said.expected)
    }

    assert by == {("engaged", Actor("ann", ("care_manager",)))}
