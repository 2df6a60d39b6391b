"""Pathways: what works is built, and what does not is refused with every reason."""

import pickle
import typing

import attrs
import pytest

from care.walked import (
    ASKING,
    AWAY,
    DONE,
    FOR_THEM,
    HIGH,
    LEFT,
    LOW,
    MISSED,
    MOVES,
    NURSE,
    PERSON,
    READY,
    REST,
    RUNGS,
    SMALL,
    STAGES,
    WATCH,
    WEEKLY,
    WORRY,
)
from caremodel.care.pathways import (
    EPISODE_MOVES,
    Advised,
    CaseloadStatus,
    Direction,
    EpisodeStatus,
    Level,
    Needed,
    Pathway,
    PathwayRef,
    Place,
    Prompt,
    Readiness,
    Rung,
    Signature,
    Stage,
    Stop,
    Strategy,
    Tally,
    between,
    days_here,
    facts_of,
    level_at,
    may_sign,
    places_of,
    stage_at,
    stop_at,
    strategy_for,
)
from caremodel.errors import InvalidValueError, NotFoundError
from caremodel.grammar.dates import Interval
from caremodel.grammar.facts import Days, Given, Has, Select
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import ANYWHERE, Move
from caremodel.people.patients import PatientId

A, B, C = Given("a"), Given("b"), Given("c")
FLAG = Given("flag", kind="flag")
WORD = Given("word", kind="text")
WEEK = Interval(days=7)
ACTIVE, CANCELLED = EpisodeStatus.ACTIVE, EpisodeStatus.CANCELLED
MET = WORRY <= 100


# --- what is built -------------------------------------------------------------------


def test_a_pathway_knows_its_places() -> None:
    """Stages with levels have one place for each."""
    assert SMALL.machine.places == (ASKING, LOW, HIGH, AWAY, REST, WATCH, DONE, LEFT)
    assert SMALL.begins == ASKING
    assert SMALL.machine.initial == (ASKING, LOW, HIGH)
    assert SMALL.machine.terminal == (DONE, LEFT)
    assert SMALL.ref == PathwayRef("small", "1")
    assert repr(SMALL) == "Pathway('small', '1')"


def test_a_place_is_called_by_stage_and_level() -> None:
    """A stage of one level is called by its own name."""
    assert [str(place) for place in places_of(STAGES[1])] == [
        "care (low)",
        "care (high)",
    ]
    assert str(ASKING) == "asking"


def test_a_place_is_looked_up() -> None:
    """By its stage, its level, and what it means to stand there."""
    assert stage_at(SMALL, HIGH) == STAGES[1]
    assert level_at(SMALL, HIGH).minutes == 60
    assert stop_at(SMALL, WATCH) == Stop(WATCH, EpisodeStatus.ACTIVE, None, True)
    assert stop_at(SMALL, ASKING).caseload is CaseloadStatus.RECRUITMENT
    assert stop_at(SMALL, DONE).is_end
    assert stop_at(SMALL, LEFT).is_end
    assert not stop_at(SMALL, REST).is_end


def test_an_unknown_place_is_not_found() -> None:
    """The message names those that there are."""
    with pytest.raises(NotFoundError, match="known: asking, care, away"):
        stage_at(SMALL, Place("nowhere"))
    with pytest.raises(NotFoundError, match="known: low, high"):
        level_at(SMALL, Place("care", "middle"))
    with pytest.raises(NotFoundError, match=r"known: asking, care \(low\)"):
        stop_at(SMALL, Place("care", "middle"))


NOT_READY, READY_NOW = (
    Strategy(readiness=readiness, words=words)
    for readiness, words in (
        (Readiness.NOT_READY, "listen"),
        (Readiness.READY, "agree on a first action"),
    )
)


def test_how_to_work_with_someone_is_looked_up() -> None:
    """By the stage where they stand, on whatever level, and how ready they are."""
    pathway = attrs.evolve(
        SMALL, stages=with_stage("care", strategies=[NOT_READY, READY_NOW])
    )

    for place in (LOW, HIGH):
        assert strategy_for(pathway, place, Readiness.NOT_READY) is NOT_READY
        assert strategy_for(pathway, place, Readiness.READY) is READY_NOW
        assert strategy_for(pathway, place, Readiness.CONSIDERING) is None
        assert strategy_for(pathway, place, None) is None
    assert strategy_for(pathway, WATCH, Readiness.READY) is None
    with pytest.raises(NotFoundError, match=r"known: asking, care \(low\)"):
        strategy_for(pathway, Place("care"), Readiness.READY)


def test_a_pathway_travels() -> None:
    """Hosts send it to other processes."""
    assert pickle.loads(pickle.dumps(SMALL)) == SMALL  # noqa: S301


def test_who_may_sign() -> None:
    """By role, or for someone else where that is allowed."""
    agreement, hand_off = SMALL.signatures[0], SMALL.signatures[2]
    whose = PatientId("p1")

    assert may_sign(agreement, PERSON, whose)
    assert may_sign(agreement, FOR_THEM, whose)
    assert not may_sign(agreement, NURSE, whose)
    assert may_sign(hand_off, NURSE, whose)
    assert not may_sign(hand_off, PERSON, whose)


@pytest.mark.parametrize(
    ("by", "may"),
    [
        (Actor("p1", ("patient",)), True),
        (Actor("p2", ("patient",)), False),
        (Actor("ann", ("informal_caregiver",)), False),
        (Actor("ann", ("informal_caregiver",), "p2"), False),
        (Actor("ann", ("informal_caregiver",), "p1"), True),
        (Actor("rosa", ("nurse",), "p2"), False),
    ],
)
def test_nobody_speaks_for_a_patient_who_is_another(by: Actor, *, may: bool) -> None:
    """A patient is one for themselves, and who stands by says for whom (INV-051)."""
    roles = ("patient", "informal_caregiver")
    agreement = Signature(what=Needed.AGREEMENT, roles=roles, on_behalf=True)

    assert may_sign(agreement, by, PatientId("p1")) is may


def test_primary_care_accepts_on_behalf_of_someone_named() -> None:
    """But nobody accepts for primary care by speaking for the patient."""
    accepts = Signature(what=Needed.PCP_ACCEPTANCE, roles=("pcp",), on_behalf=True)

    assert may_sign(accepts, Actor("rosa", ("nurse",), "dr-l"), PatientId("p1"))
    assert not may_sign(accepts, FOR_THEM, PatientId("p1"))


def test_episodes_go_where_the_standard_lets_them() -> None:
    """Typed from EpisodeOfCare.status: nothing leads away from an end."""
    told = {
        status.value: {to.value for to in EPISODE_MOVES[status]}
        for status in EPISODE_MOVES
    }

    assert told == {
        "planned": {"waitlist", "active", "cancelled"},
        "waitlist": {"active", "cancelled"},
        "active": {"onhold", "finished", "cancelled"},
        "onhold": {"active", "finished", "cancelled"},
        "finished": set(),
        "cancelled": set(),
    }


# --- stages --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"levels": (Level(name="a"), Level(name="a"))}, "names of their own"),
        ({"levels": (Level(), Level(name="a"))}, "names of their own"),
        ({"strategies": (READY_NOW, READY_NOW)}, "one thing of people who are alike"),
        ({"tracked": True}, "a tracker and a next check just where it is tracked"),
        ({"takes": (Needed.NEXT_CHECK,)}, "just where it is tracked"),
        ({"takes": (Needed.TRACKER, Needed.NEXT_CHECK)}, "just where it is tracked"),
        (
            {
                "takes": (Needed.TRACKER, Needed.NEXT_CHECK),
                "tracked": True,
                "status": EpisodeStatus.FINISHED,
            },
            "nobody keeps watch after the journey",
        ),
    ],
)
def test_a_stage_that_cannot_be_is_refused(
    change: dict[str, typing.Any], problem: str
) -> None:
    """Levels have names, and whoever watches has a check ahead."""
    with pytest.raises(InvalidValueError, match=problem):
        attrs.evolve(STAGES[0], **change)


def test_what_is_said_by_command_is_not_signed() -> None:
    """A lead is named, not signed for."""
    with pytest.raises(InvalidValueError, match=r"Signature\[LEAD\].what"):
        Signature(what=Needed.LEAD, roles=("nurse",))
    with pytest.raises(InvalidValueError, match=r"Signature\.roles"):
        Signature(what=Needed.HAND_OFF, roles=())


# --- what is refused -----------------------------------------------------------------


def with_stage(name: str, **change: typing.Any) -> tuple[Stage, ...]:
    """Change one stage."""
    return tuple(
        attrs.evolve(stage, **change) if stage.name == name else stage
        for stage in STAGES
    )


def with_rung(at: int, **change: typing.Any) -> tuple[Rung, ...]:
    """Change one rung."""
    rungs = list(RUNGS)
    rungs[at] = attrs.evolve(rungs[at], **change)
    return tuple(rungs)


def coming(**change: typing.Any) -> Advised:
    """Make the advice to come back to more care."""
    coming = Advised(move="come back", direction=Direction.UP, when=WORRY >= 1)
    return attrs.evolve(coming, **change)


NO_CADENCE = Level(name="high", minutes=60)

REFUSED: list[tuple[dict[str, typing.Any], str]] = [
    (
        {"moves": tuple(move for move in MOVES if move.name != "rest")},
        "rest cannot be reached",
    ),
    (
        {
            "moves": tuple(
                attrs.evolve(move, source=ASKING) if move.name == "leave" else move
                for move in MOVES
                if move.name != "come back"
            )
        },
        "no way leads on from away; no way leads on from rest",
    ),
    (
        {"stages": with_stage("care", levels=(STAGES[1].levels[0], NO_CADENCE))},
        "place care (high) must have a cadence",
    ),
    (
        {"stages": with_stage("away", responsible=())},
        "stage away must have someone responsible",
    ),
    (
        {"stages": (*STAGES, STAGES[0])},
        "stages must not hold one name twice; must not name one place twice",
    ),
    (
        {"advised": (*SMALL.advised, SMALL.advised[0])},
        "advised must not hold one name twice",
    ),
    (
        {"tallies": (*SMALL.tallies, MISSED)},
        "'missed' must not be supplied twice",
    ),
    (
        {"given": (*SMALL.given, Given("days at this place"))},
        "'days at this place' must not be supplied twice",
    ),
    (
        {"given": (*SMALL.given, Given("a lead", kind="flag"))},
        "'a lead' must not be supplied twice",
    ),
    (
        {"also_begins": ("nowhere", "care")},
        (
            "also_begins: there is no stage nowhere; there are asking, care, away, "
            "rest, watch, done, left"
        ),
    ),
    (
        {"also_begins": ("watch",)},
        "stage watch keeps watch, so no journey can begin there",
    ),
    (
        {"advised": (Advised(move="fly", direction=Direction.RE_ENGAGE, when=MET),)},
        "advised[fly] must be a move",
    ),
    (
        {
            "moves": (*MOVES, *between("down to watch", [LOW], REST)),
            "advised": (
                Advised(move="down to watch", direction=Direction.RE_ENGAGE, when=MET),
            ),
        },
        "advised[down to watch] must not be called like a rung",
    ),
    (
        {"advised": (Advised(move="let go", direction=Direction.UP, when=MET),)},
        "advised[let go] leads to more care, so its move must lead to no end",
    ),
    (
        {"moves": (*MOVES, *between("step up", [ASKING], LEFT))},
        "moves must leave 'step up' and 'step down' to the rungs",
    ),
    (
        {"signatures": SMALL.signatures[:2]},
        "stage done takes a warm hand-off, which nobody may sign",
    ),
    (
        {"entry": A >= 1},
        "entry asks for 'a', which nobody supplies",
    ),
    (
        {"given": (READY,)},
        (
            "moves[let go].needs asks for 'worry', which nobody supplies; "
            "rungs[care (low)].up asks for 'worry', which nobody supplies; "
            "rungs[care (low)].down asks for 'worry', which nobody supplies; "
            "rungs[care (high)].up asks for 'worry', which nobody supplies; "
            "rungs[care (high)].down asks for 'worry', which nobody supplies; "
            "advised[let go].when asks for 'worry', which nobody supplies"
        ),
    ),
    (
        {"rungs": with_rung(0, down=WORRY <= 5)},
        (
            "rungs[care (low)].up and rungs[care (low)].down must never hold together "
            "(as with worry 5)"
        ),
    ),
    (
        {"rungs": with_rung(0, down=WORRY <= 8)},
        (
            "rungs[care (low)].up and rungs[care (low)].down must never hold together "
            "(as with worry 8); at care (low): rungs[care (high)].up and "
            "rungs[care (low)].down must never hold together (as with worry 8)"
        ),
    ),
    (
        {
            "rungs": with_rung(1, up=(WORRY >= 8) | (WORRY <= 0)),
        },
        (
            "rungs[care (high)].up and rungs[care (high)].down must never hold "
            "together (as with worry 0); at care (low): rungs[care (high)].up and "
            "rungs[care (low)].down must never hold together (as with worry 0)"
        ),
    ),
    (
        {
            "advised": (
                SMALL.advised[0],
                attrs.evolve(SMALL.advised[1], when=WORRY <= 5),
            ),
        },
        (
            "at watch: rungs[care (low)].up and advised[let go].when must never hold "
            "together (as with worry 5)"
        ),
    ),
    (
        {"rungs": with_rung(1, lower=HIGH, upper=LOW)},
        (
            "rung to care (low): must lead to a later level of the stage; "
            "rung to care (low): must not take less time than care (high)"
        ),
    ),
    (
        {
            "rungs": (
                RUNGS[0],
                Rung(
                    lower=LOW,
                    upper=WATCH,
                    up=WORRY >= 9,
                    down=WORRY <= 8,
                    dwell=Interval(days=1),
                ),
            )
        },
        "rungs must not lead up in a circle",
    ),
    (
        {"rungs": with_rung(1, upper=Place("care", "huge"))},
        "rungs[1].upper: there is no place care (huge); there are low, high",
    ),
    (
        {"rungs": with_rung(1, upper=LOW)},
        "rungs must not lead up in a circle; must be elsewhere",
    ),
    (
        {"stages": with_stage("rest", status=EpisodeStatus.WAITLIST)},
        "move 'rest' from care (low): an episode does not go from active to waitlist",
    ),
    (
        {
            "stages": with_stage(
                "care", takes=(Needed.AGREEMENT, Needed.LEAD, Needed.HAND_OFF)
            )
        },
        "step up from watch must not wait for a warm hand-off",
    ),
    (
        {"stages": with_stage("away", caseload=CaseloadStatus.MAINTENANCE)},
        "stage away counts as maintenance, so it must be tracked",
    ),
    (
        {"advised": (coming(dwell=Interval(days=1)),)},
        "advised[come back] leads to more care, so it must have no dwell time",
    ),
    (
        {
            "advised": (coming(),),
            "moves": tuple(
                attrs.evolve(move, needs=MET) if move.name == "come back" else move
                for move in MOVES
            ),
        },
        "advised[come back] leads to more care, so its move must need nothing",
    ),
    (
        {"advised": (attrs.evolve(SMALL.advised[1], dwell=None),)},
        "advised[let go] leads to less care, so it must have a dwell time",
    ),
    (
        {"moves": (*MOVES, *between("slip", [HIGH], LOW))},
        "move 'slip' from care (high): the step down leads there",
    ),
    (
        {
            "advised": (
                coming(),
                Advised(
                    move="rest",
                    direction=Direction.DOWN,
                    when=WORRY <= 1,
                    dwell=Interval(days=1),
                ),
            )
        },
        (
            "from rest to care (low) and back: advised[come back].when and "
            "advised[rest].when must never hold together (as with worry 1)"
        ),
    ),
    (
        {"also_begins": ("left",)},
        "stage left is an end, so no journey can begin there",
    ),
]


@pytest.mark.parametrize(("change", "reason"), REFUSED)
def test_a_pathway_that_cannot_work_is_refused(
    change: dict[str, typing.Any], reason: str
) -> None:
    """With what is wrong, and where."""
    with pytest.raises(InvalidValueError) as told:
        attrs.evolve(SMALL, **change)

    assert told.value.path == "Pathway[small]"
    assert reason in told.value.problem


def test_more_ways_up_and_down_than_are_searched_are_refused() -> None:
    """Twenty-three of each at one place make more than five hundred pairs."""
    moves, advised = list(MOVES), list(SMALL.advised)
    for at in range(23):
        up, down = f"come {at}", f"rest {at}"
        moves += [*between(up, [LOW], HIGH), *between(down, [LOW], REST)]
        most, least = 100 + at, -at
        more = Advised(move=up, direction=Direction.UP, when=most <= WORRY)
        less = Advised(
            move=down,
            direction=Direction.DOWN,
            when=least >= WORRY,
            dwell=Interval(days=1),
        )
        advised += [more, less]

    with pytest.raises(InvalidValueError) as told:
        attrs.evolve(SMALL, moves=moves, advised=advised)

    assert told.value.problem == (
        "more than 500 ways up and down are too many to check"
    )


def test_every_fault_is_told_at_once() -> None:
    """Who mends one does not meet the next."""
    with pytest.raises(InvalidValueError) as told:
        attrs.evolve(
            SMALL,
            stages=with_stage("away", responsible=(), levels=()),
            signatures=(),
            rungs=with_rung(0, down=WORRY <= 5),
            given=(WORRY,),
            moves=tuple(move for move in MOVES if move.name != "rest"),
        )

    assert told.value.problem == (
        "stage away must have someone responsible; place away must have a cadence; "
        "stage care takes the person's agreement, which nobody may sign; "
        "stage watch takes the person's agreement, which nobody may sign; "
        "stage done takes the person's agreement to end, which nobody may sign; "
        "stage done takes a warm hand-off, which nobody may sign; "
        "entry asks for 'ready', which nobody supplies; "
        "rest cannot be reached"
    )


def test_a_step_up_waits_for_no_lead_where_someone_watches() -> None:
    """Whoever keeps watch leads."""
    takes = (Needed.AGREEMENT, Needed.TRACKER, Needed.NEXT_CHECK)

    attrs.evolve(SMALL, stages=with_stage("watch", takes=takes))


def test_a_move_may_be_advised_from_anywhere() -> None:
    """Then it is looked at in each place."""
    drift = Move(name="drift", source=ANYWHERE, target=AWAY)
    drifting = Advised(
        move="drift",
        direction=Direction.DOWN,
        when=WORRY >= 9,
        dwell=Interval(days=1),
    )

    with pytest.raises(InvalidValueError, match=r"at watch: rungs.*worry 10"):
        attrs.evolve(SMALL, moves=(*MOVES, drift), advised=(drifting,))


@pytest.mark.parametrize(
    ("move", "direction", "because"),
    [
        (
            "leave",
            Direction.DOWN,
            "leads to less care, so its move must lead to no end",
        ),
        ("leave", Direction.GRADUATE, "graduates, so its move must lead to a good end"),
        ("look for", Direction.GRADUATE, "graduates, so its move must lead to a good"),
        ("look for", Direction.UP, "more care, so its move must not lead to less time"),
        ("fetch", Direction.DOWN, "less care, so its move must not lead to more time"),
        ("rest", Direction.UP, "leads to more care, so its move must need nothing"),
    ],
)
def test_advice_leads_where_its_direction_says(
    move: str, direction: Direction, because: str
) -> None:
    """By the time that care takes there, and by whether it is over."""
    moves = (
        *between("fetch", [AWAY], HIGH),
        *(
            attrs.evolve(each, needs_reason=True) if each.name == "rest" else each
            for each in MOVES
        ),
    )
    dwell = None if direction is Direction.UP else WEEK
    advised = Advised(move=move, direction=direction, when=WORRY >= 90, dwell=dwell)
    with pytest.raises(InvalidValueError, match=because):
        attrs.evolve(SMALL, moves=moves, advised=(advised,))


def test_nobody_is_responsible_who_has_no_role() -> None:
    """A blank one is none."""
    with pytest.raises(InvalidValueError, match=r"Stage\.responsible: must hold no"):
        attrs.evolve(STAGES[0], responsible=("",))


def test_a_move_may_be_advised_to_more_care() -> None:
    """It is held against what is advised to less."""
    coming = Advised(move="come back", direction=Direction.UP, when=WORRY >= 1)

    assert attrs.evolve(SMALL, advised=(coming,)).advised == (coming,)


def test_days_here_is_a_fact() -> None:
    """Criteria may ask how long a journey has stood where it stands."""
    assert days_here() == Given("days at this place")
    assert Tally(name="tries", adds_on=("x",)).fact == Given("tries")


def test_one_move_from_each_of_several_places() -> None:
    """With the same roles and needs."""
    assert between("rest", [LOW, HIGH], REST, roles=["nurse"], needs=MET) == (
        Move(name="rest", source=LOW, target=REST, roles=("nurse",), needs=MET),
        Move(name="rest", source=HIGH, target=REST, roles=("nurse",), needs=MET),
    )
    assert ANYWHERE in {move.source for move in MOVES}
    assert isinstance(SMALL, Pathway)
    assert WEEKLY[0].minutes == 20


@pytest.mark.parametrize(
    ("kind", "fields", "problem"),
    [
        (SMALL.rungs[0], {"dwell": 14}, r"Rung\.dwell: must be Interval$"),
        (WEEKLY[0], {"cadence": 14}, r"Level\.cadence: must be FromLast or Windows or"),
        (STAGES[0], {"status": "active"}, r"Stage\.status: must be EpisodeStatus$"),
        (STAGES[0], {"takes": ("lead",)}, r"Stage\.takes\[0\]: must be Needed$"),
        (STAGES[0], {"responsible": "nurse"}, "several texts"),
        (WEEKLY[0], {"name": 7}, r"Level\.name: must be str$"),
        (HIGH, {"level": None}, r"Place\.level: must be str$"),
        (SMALL.signatures[2], {"on_behalf": "yes"}, r"on_behalf: must be bool$"),
        (SMALL, {"stages": ("care",)}, r"Pathway\.stages\[0\]: must be Stage$"),
    ],
)
def test_what_is_of_another_kind_is_refused_where_it_is_given(
    kind: typing.Any, fields: dict[str, typing.Any], problem: str
) -> None:
    """Not far away, at the first journey that reads it."""
    with pytest.raises(InvalidValueError, match=problem):
        attrs.evolve(kind, **fields)


def test_a_pathway_names_what_it_asks_of_a_record() -> None:
    """At the door and on the way, wherever it stands; what is given, a record lacks."""
    falls, stays, calls, talks, reviews = (
        Has(Select(kind=kind), Days(30)) for kind in ("a", "b", "c", "d", "e")
    )
    first, second = RUNGS
    asking = attrs.evolve(
        SMALL,
        entry=READY | falls,
        moves=[
            attrs.evolve(move, needs=stays) if move.name == "come back" else move
            for move in MOVES
        ],
        rungs=(first, attrs.evolve(second, down=(WORRY <= 4) & calls)),
        advised=[
            attrs.evolve(each, when=talks & (WORRY <= 1)) for each in SMALL.advised[1:]
        ],
        prompts=[
            Prompt(
                name="review",
                at=(LOW,),
                when=~reviews,
                within=Interval(days=7),
                roles=("nurse",),
            )
        ],
    )

    assert facts_of(SMALL) == ()
    assert facts_of(asking) == (falls, stays, calls, talks, reviews)
    assert facts_of(asking, entry=False) == (stays, calls, talks, reviews)


def test_what_it_means_to_stand_somewhere_cannot_be_changed() -> None:
    """A version is frozen, also in what it made of itself; and it travels."""
    stops: typing.Any = SMALL.stops
    with pytest.raises(TypeError):
        del stops[REST]

    assert pickle.loads(pickle.dumps(SMALL)).stops == SMALL.stops  # noqa: S301 - ours


def test_no_step_up_waits_for_a_reason_to_be_given_again() -> None:
    """One that was given to come there is not one to go on."""
    stages = [
        attrs.evolve(stage, takes=(*stage.takes, Needed.REASON))
        if stage.name == "care"
        else stage
        for stage in STAGES
    ]
    with pytest.raises(
        InvalidValueError, match=r"step up from care \(low\) must not wait for a reason"
    ):
        attrs.evolve(SMALL, stages=stages)


def test_a_death_ends_a_journey_and_nobody_asks_on() -> None:
    """It is an end, without a follow-up."""
    gone = Stage(name="gone", status=CANCELLED, dead=True)
    for fields in ({"follow_up": (Interval(days=9),)}, {"status": ACTIVE}):
        with pytest.raises(InvalidValueError, match=r"Stage\[gone\]\.dead"):
            attrs.evolve(gone, **fields)


def test_no_steps_lead_round_for_ever() -> None:
    """At a steady worry of six: up, up, and down to where the first step began."""
    rungs = [
        attrs.evolve(rung, up=WORRY >= 5, down=WORRY <= 2, dwell=Interval(days=10))
        for rung in RUNGS
    ]
    moves = (
        *MOVES,
        *between("raise", [AWAY], LOW),
        *between("drop", [HIGH], AWAY),
    )
    drop = Advised(
        move="drop", direction=Direction.DOWN, when=WORRY <= 7, dwell=Interval(days=10)
    )
    up = Advised(move="raise", direction=Direction.UP, when=WORRY >= 4)
    with pytest.raises(InvalidValueError, match=r"round to it: .*worry") as refused:
        attrs.evolve(SMALL, moves=moves, rungs=rungs, advised=(up, drop))
    assert "advised[drop].when" in str(refused.value)

    once = attrs.evolve(drop, when=WORRY <= 3)
    attrs.evolve(SMALL, moves=moves, rungs=rungs, advised=(up, once))
