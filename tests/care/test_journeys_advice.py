"""What a pathway advises, since when it has held, and what is to be looked at."""

import pickle

import attrs
import pytest

from care.walked import (
    AWAY,
    BEGIN,
    DONE,
    FOR_THEM,
    HIGH,
    LOW,
    NURSE,
    PERSON,
    READY as READY_TO_CALL,
    REFERRED,
    REST,
    SMALL,
    WORRY,
    after,
    folded,
    in_asking,
    in_care,
    in_watch,
    known,
    looked,
    on_day,
    refused,
    worried,
)
from caremodel.care import journeys
from caremodel.care.journeys import (
    Agree,
    Event,
    HearReadiness,
    Held,
    Holding,
    Journey,
    JourneyId,
    Make,
    NoteCheck,
    NoteContact,
    RaiseFlag,
    ReadinessPattern,
    Recommended,
)
from caremodel.care.pathways import OWN_FACTS, Needed, Readiness
from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import Due, DueStatus
from caremodel.grammar.rules import tell
from caremodel.grammar.verdicts import Answer


def since(holding: Holding) -> dict[str, int]:
    """Say since which day what has held, counted from the first."""
    return {held.step: (held.since - on_day(0)).days for held in holding.held}


# --- since when ----------------------------------------------------------------------


def test_what_holds_goes_on_to() -> None:
    """From the first day of the row."""
    holding = looked(in_care(), [(1, 2), (5, 1), (9, 2)])

    assert holding == Holding(
        journey_id=JourneyId("j1"),
        place=LOW,
        on=on_day(9),
        held=(Held("down to watch", on_day(1)),),
    )


@pytest.mark.parametrize("worry", [3, None])
def test_a_no_and_an_unknown_day_break_it(worry: float | None) -> None:
    """It begins again on the day that it holds again."""
    holding = looked(in_care(), [(1, 2), (5, worry)])
    assert holding.held == ()

    assert since(looked(in_care(), [(9, 2)], holding)) == {"down to watch": 9}


def test_a_move_to_another_place_breaks_it() -> None:
    """Also there and back, and where the same thing is asked in both."""
    missing = in_care()
    for _ in range(2):
        missing = after(missing, NoteContact(two_way=False, mode="phone"))
    holding = looked(missing, [(1, 5)])
    assert since(holding) == {"look for": 1}

    higher = after(missing, Make(move="step up", reason="she asked"), days=4)
    assert since(looked(higher, [(9, 5)], holding)) == {"look for": 9}
    back = after(
        higher, Make(move="step down", override=True, reason="she asked"), days=6
    )
    assert since(looked(back, [(9, 5)], holding)) == {"look for": 9}


def test_it_has_held_no_longer_than_the_journey_stood_there() -> None:
    """There and back on one day begins it again on that day."""
    journey = in_care()
    holding = looked(journey, [(4, 2), (6, 2)])
    higher = after(journey, Make(move="step up", reason="she asked"), days=6)
    back = after(
        higher, Make(move="step down", override=True, reason="she asked"), days=6
    )

    assert since(looked(back, [(7, 2)], holding)) == {"down to watch": 6}


def test_a_move_on_the_day_of_the_look_breaks_it() -> None:
    """What held in the place before says nothing of this one."""
    holding = looked(in_care(HIGH), [(4, 4)])
    step = Make(move="step down", override=True, reason="she asked")
    lower = after(in_care(HIGH), step, days=4)

    assert since(looked(lower, [(4, 2)], holding)) == {"down to watch": 4}


def test_a_day_before_the_last_one_is_refused() -> None:
    """And a look at another journey, or at another pathway: all at once."""
    holding = looked(in_care(), [(5, 2)])
    other = attrs.evolve(in_care(), id=JourneyId("j2"))

    with pytest.raises(NotAllowedError) as told:
        journeys.watch(
            attrs.evolve(SMALL, version="2"), holding, worried(2, 4), journey=other
        )

    assert told.value.because == (
        "it runs on another pathway, or another version of it",
        "what has held is of another journey",
        "it lies before the last one",
    )
    assert looked(in_care(), [(5, 2)], holding) == holding


def test_a_holding_travels() -> None:
    """Hosts keep it from one day to the next."""
    holding = looked(in_care(), [(1, 2)])

    assert pickle.loads(pickle.dumps(holding)) == holding  # noqa: S301
    assert hash(holding) == hash(looked(in_care(), [(1, 2)]))


# --- the six outcomes ----------------------------------------------------------------


def test_up_goes_first_and_at_once() -> None:
    """At the threshold itself; the reasons come with it."""
    advice = journeys.recommend(SMALL, in_watch(), worried(5), Holding())

    assert advice.recommendation is Recommended.UP
    assert (advice.move, advice.target) == ("step up", LOW)
    assert tell(advice.verdict) == "yes: worry 5 (at least 5)"
    assert advice.evidence == ("worry since 2025-03-03",)
    assert advice.since is None


@pytest.mark.parametrize("missing", [2, 3])
def test_who_misses_contacts_is_looked_for(missing: int) -> None:
    """And not given more care: also while nobody can tell about more."""
    journey = in_watch()
    for _ in range(missing):
        journey = after(journey, NoteContact(two_way=False, mode="phone"))

    for facts in (known(), worried(0)):
        advice = journeys.recommend(SMALL, journey, facts, Holding())
        assert advice.recommendation is Recommended.RE_ENGAGE
        assert (advice.move, advice.target) == ("look for", AWAY)
        assert advice.evidence == ()


def test_down_takes_its_time() -> None:
    """Ten days, from when it held and from when the journey came."""
    journey = in_care(HIGH)
    for start, day, advised in ((0, 10, True), (1, 11, True), (1, 10, False)):
        holding = looked(journey, [(start, 4), (day, 4)])
        advice = journeys.recommend(SMALL, journey, worried(4, day), holding)
        down = Recommended.DOWN if advised else Recommended.STAY
        assert advice.recommendation is down
        assert advice.since == on_day(start)
        assert advice.verdict.answer is Answer.YES
        assert advice.move == ("step down" if advised else None)


def test_graduation_takes_its_time() -> None:
    """Twenty days."""
    journey = in_watch()
    for day, told in ((20, Recommended.GRADUATE), (19, Recommended.STAY)):
        holding = looked(journey, [(0, 1), (day, 1)])
        advice = journeys.recommend(SMALL, journey, worried(1, day), holding)
        assert advice.recommendation is told
    assert advice.target is None


def test_between_up_and_down_one_stays() -> None:
    """And is told why it is not less."""
    advice = journeys.recommend(SMALL, in_care(), worried(6), Holding())

    assert advice.recommendation is Recommended.STAY
    assert tell(advice.verdict) == "no: worry 6 (over 2)"
    assert advice.missing == ()


def test_nothing_less_while_one_cannot_tell_about_more() -> None:
    """What is missing is named."""
    journey = in_care()
    holding = looked(journey, [(0, 2), (20, 2)])

    advice = journeys.recommend(SMALL, journey, known(20), holding)

    assert advice.recommendation is Recommended.CANNOT_TELL
    assert advice.missing == (WORRY,)
    assert advice.move is None


def test_nobody_is_let_go_by_a_doubt_about_more() -> None:
    """Also where less is told, and more is not for want of something else."""
    doubtful = ((WORRY >= 8) | READY_TO_CALL) & ((WORRY >= 8) | ~READY_TO_CALL)
    rungs = (SMALL.rungs[0], attrs.evolve(SMALL.rungs[1], up=doubtful))
    pathway = attrs.evolve(SMALL, rungs=rungs)
    journey = in_care()
    holding = journeys.watch(pathway, Holding(), worried(2, 0), journey=journey)
    holding = journeys.watch(pathway, holding, worried(2, 20), journey=journey)
    assert since(holding) == {"down to watch": 0}

    advice = journeys.recommend(pathway, journey, worried(2, 20), holding)

    assert advice.recommendation is Recommended.CANNOT_TELL
    assert advice.missing == (READY_TO_CALL,)


def test_the_highest_place_stays_if_one_cannot_tell_about_less() -> None:
    """There is no more to be had."""
    advice = journeys.recommend(SMALL, in_care(HIGH), known(), Holding())

    assert advice.recommendation is Recommended.STAY
    assert advice.missing == (WORRY,)


def test_nobody_is_left_in_doubt_where_nothing_less_is_advised() -> None:
    """Up cannot be told, and there is nothing else to advise."""
    lone = attrs.evolve(
        SMALL,
        rungs=(SMALL.rungs[0],),
        advised=(),
        moves=(
            *SMALL.moves,
            attrs.evolve(SMALL.moves[1], name="rise", source=LOW, target=HIGH),
            attrs.evolve(SMALL.moves[1], name="sink", source=HIGH, target=LOW),
        ),
    )

    advice = journeys.recommend(lone, in_watch(), known(), Holding())

    assert advice.recommendation is Recommended.CANNOT_TELL


def test_where_nothing_is_advised_one_stays() -> None:
    """For no reason."""
    for journey in (in_asking(), after(in_care(), Make(move="rest", reason="abroad"))):
        advice = journeys.recommend(SMALL, journey, known(), Holding())
        assert advice.recommendation is Recommended.STAY
        assert advice.verdict.because == ()
    assert journey.place == REST


def test_there_is_no_advice_for_a_journey_that_is_over() -> None:
    """Nor from another pathway, nor by what has held on another journey."""
    journey = after(in_care(), Make(move="leave", reason="moved away"))
    holding = Holding(journey_id=JourneyId("j2"))

    with pytest.raises(NotAllowedError) as told:
        journeys.recommend(attrs.evolve(SMALL, id="big"), journey, known(), holding)

    assert told.value.because == (
        "the journey is over",
        "it runs on another pathway, or another version of it",
        "what has held is of another journey",
    )


# --- what the journey knows of itself ------------------------------------------------


def test_a_journey_knows_itself() -> None:
    """As facts that criteria may ask for."""
    journey = after(in_watch(), NoteContact(two_way=False, mode="phone"))
    told = {
        fact.name: value
        for fact, value in journeys.own_facts(journey, on=on_day(31)).items()
        if value is not False
    }

    assert told == {
        "the person's agreement": True,
        "a lead": True,
        "a tracker": True,
        "days at this place": 31,
        "days in this stage": 31,
        "flags that wait for a decision": 0,
        "missed": 1,
        "talked": 1,
    }
    own = journeys.own_facts(journey, on=on_day(30))
    assert own[OWN_FACTS[Needed.NEXT_CHECK]] is True
    tracked = journeys.own_facts(attrs.evolve(journey, lead=None), on=on_day(0))
    assert tracked[OWN_FACTS[Needed.LEAD]] is True
    asking = journeys.own_facts(in_asking(), on=on_day(0))
    assert asking[OWN_FACTS[Needed.LEAD]] is False
    assert asking[OWN_FACTS[Needed.NEXT_CHECK]] is False


def test_the_steps_from_a_place() -> None:
    """What keeps someone safe goes first."""
    told = [
        (step.name, step.move, str(step.target))
        for step in journeys.steps_from(SMALL, LOW)
    ]

    assert told == [
        ("up to care (high)", "step up", "care (high)"),
        ("look for", "look for", "away"),
        ("down to watch", "step down", "watch"),
    ]


# --- what is to be looked at ---------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "status"),
    [(29, DueStatus.UPCOMING), (30, DueStatus.DUE), (31, DueStatus.OVERDUE)],
)
def test_where_the_next_check_stands(days: int, status: DueStatus) -> None:
    """Due on its day, and overdue from the next one on."""
    assert journeys.check_due(in_watch(30), on_day(days)) == Due(
        on=on_day(30), status=status
    )


def test_nobody_is_asked_for_checks_where_nobody_watches() -> None:
    """Neither in care nor after the end."""
    over = after(in_watch(), Make(move="leave", reason="moved"), days=31)

    for journey in (in_care(), over):
        assert journeys.check_due(journey, on_day(99)) == Due(on=None, status=None)


def test_a_check_missed_before_the_end_stays_visible() -> None:
    """One that was not due yet was not missed."""
    for days, missed in ((31, (on_day(30),)), (30, ())):
        over = after(in_watch(), Make(move="leave", reason="moved"), days=days)
        assert over.missed == missed
    assert in_watch().missed == ()


def test_a_check_missed_before_a_step_up_stays_visible() -> None:
    """Also through another time of watch, and after the end; each of them once."""
    journey = after(in_watch(), NoteCheck(made=False), days=30)
    assert journey.missed == (on_day(30),)
    journey = after(journey, Make(move="step up", reason="he fell"), days=34)
    assert journey.missed == (on_day(30),)

    again = Make(
        move="step down",
        override=True,
        reason="she wishes it",
        tracker="tom",
        next_check=on_day(60),
    )
    journey = after(journey, again, days=40)
    over = after(journey, Make(move="leave", reason="moved"), days=61)

    assert over.missed == (on_day(30), on_day(60))


@pytest.mark.parametrize("days", [29, 3])
def test_a_check_is_not_missed_before_its_day(days: int) -> None:
    """Who says so early says nothing of it."""
    assert after(in_watch(), NoteCheck(made=False), days=days).missed == ()


# --- readiness -----------------------------------------------------------------------

NOT_READY, CONSIDERING, READY = Readiness


@pytest.mark.parametrize(
    ("heard", "pattern"),
    [
        ([], None),
        ([NOT_READY], ReadinessPattern.NOT_READY),
        ([NOT_READY, CONSIDERING], ReadinessPattern.CONSIDERING),
        ([CONSIDERING, CONSIDERING, READY], ReadinessPattern.READY),
        ([READY, CONSIDERING, NOT_READY], ReadinessPattern.NOT_READY),
        ([NOT_READY, READY, CONSIDERING], ReadinessPattern.IN_AND_OUT),
        ([READY, NOT_READY, NOT_READY, READY], ReadinessPattern.IN_AND_OUT),
    ],
)
def test_in_and_out_is_read_from_what_was_heard(
    heard: list[Readiness], pattern: ReadinessPattern | None
) -> None:
    """It is nothing that anyone says of themselves."""
    journey, events = in_asking(), list[Event]()
    for day, readiness in enumerate(heard):
        events += journeys.decide(
            SMALL,
            journey,
            HearReadiness(readiness=readiness),
            facts=known(day),
            on=on_day(day),
            by=PERSON,
        )

    assert journeys.readiness_pattern(events) is pattern
    assert folded(events, journey).place == journey.place


# --- coming back ---------------------------------------------------------------------


def ended() -> Journey:
    """Make a journey that ended well on the twentieth day."""
    journey = after(in_watch(), Agree(what=Needed.PERSON_AGREES), by=FOR_THEM)
    journey = after(journey, Agree(what=Needed.HAND_OFF))
    holding = looked(journey, [(0, 1), (20, 1)])
    advice = journeys.recommend(SMALL, journey, worried(1, 20), holding)
    go = Make(move="let go", because=advice)
    return after(journey, go, days=20, facts=worried(1, 20))


def test_who_comes_back_begins_a_new_journey() -> None:
    """Linked to the one before, which stays as it was."""
    before = ended()
    assert before.place == DONE
    again = journeys.returning(
        before, journey_id=JourneyId("j2"), way_in=REFERRED, reason="a fall"
    )

    journey = after(None, again, days=25)

    assert (journey.id, journey.previous) == ("j2", "j1")
    assert journey.patient_id == before.patient_id
    assert (journey.place, journey.counts) == (SMALL.begins, (0, 0))
    assert before == ended()


def test_who_comes_back_waits_for_the_cool_off_or_says_why() -> None:
    """Sixty days from the twentieth."""
    again = journeys.returning(ended(), journey_id=JourneyId("j2"), way_in=REFERRED)
    because = ("it begins before the cool-off is over, and no reason is given",)

    assert refused(None, again, days=79) == because
    assert refused(None, again, days=80) == ()
    assert refused(None, attrs.evolve(again, reason="a fall"), days=20) == ()
    at_once = attrs.evolve(SMALL, limits=attrs.evolve(SMALL.limits, cool_off=None))
    assert refused(None, again, days=20, pathway=at_once) == ()


def test_a_fast_return_goes_straight_into_care() -> None:
    """With the agreement and a lead from the first day."""
    again = journeys.returning(
        ended(),
        journey_id=JourneyId("j2"),
        way_in=REFERRED,
        place=LOW,
        lead="rosa",
        signed=[Needed.AGREEMENT],
        reason="a fall",
    )

    journey = after(None, again, days=21, by=FOR_THEM)

    assert (journey.place, journey.lead) == (LOW, "rosa")
    assert journey.on_record == (Needed.AGREEMENT,)
    assert refused(None, again, days=21) == (
        "it takes someone who may sign the person's agreement",
    )


def test_nobody_comes_back_who_has_died() -> None:
    """Nor is anything begun beside a journey that says so."""
    stages = [
        attrs.evolve(stage, dead=True) if stage.name == "left" else stage
        for stage in SMALL.stages
    ]
    mortal = attrs.evolve(SMALL, stages=stages)
    gone = after(in_care(), Make(move="leave", reason="she died"), pathway=mortal)
    assert gone.at.dead

    with pytest.raises(NotAllowedError, match="the person has died"):
        journeys.returning(gone, journey_id=JourneyId("j2"), way_in=REFERRED)
    other = attrs.evolve(mortal, id="feet")
    again = attrs.evolve(BEGIN, journey_id=JourneyId("j2"))
    with pytest.raises(NotAllowedError, match="the person has died"):
        journeys.begin(
            other, again, facts=known(), on=on_day(0), by=NURSE, beside=[gone]
        )


def test_nobody_comes_back_from_a_journey_that_goes_on() -> None:
    """One at a time."""
    with pytest.raises(NotAllowedError, match="the journey is not over"):
        journeys.returning(in_care(), journey_id=JourneyId("j2"), way_in=REFERRED)


# --- entries -------------------------------------------------------------------------


def test_a_journey_is_told_as_entries() -> None:
    """Stays without a hole between them, what was signed, and flags."""
    events = list(journeys.begin(SMALL, BEGIN, facts=known(), on=on_day(0), by=NURSE))
    journey = folded(events)
    for days, by, command in (
        (1, NURSE, NoteContact(two_way=True, mode="phone")),
        (1, PERSON, Agree(what=Needed.AGREEMENT)),
        (2, NURSE, Make(move="start", lead="rosa")),
        (5, NURSE, RaiseFlag(flag_id="f1", trigger="a fall", owner="rosa")),
        (9, NURSE, Make(move="leave", reason="moved away")),
    ):
        happened = journeys.decide(
            SMALL, journey, command, facts=known(days), on=on_day(days), by=by
        )
        journey = journeys.replayed(happened, start=journey)
        events += happened

    told = [
        (entry.kind, entry.codes, entry.on, entry.until, entry.status)
        for entry in journeys.entries(journey.id, events)
    ]

    assert told == [
        ("stage", ("asking",), on_day(0), on_day(2), "planned"),
        ("signed", ("the person's agreement",), on_day(1), None, ""),
        ("stage", ("care", "low"), on_day(2), on_day(9), "active"),
        ("flag", ("a fall",), on_day(5), None, ""),
        ("stage", ("left",), on_day(9), None, "cancelled"),
    ]
    assert {entry.links for entry in journeys.entries(journey.id, events)} == {("j1",)}
