"""What may be done on a journey, and every reason why not."""

import re
from datetime import UTC, date, datetime
from typing import Any, get_args

import attrs
import pytest

from care.walked import (
    ASKING,
    AWAY,
    BEGIN,
    CLERK,
    DONE,
    FOR_THEM,
    HIGH,
    LEFT,
    LOW,
    NURSE,
    PERSON,
    READY,
    REFERRED,
    REST,
    SMALL,
    WATCH,
    after,
    folded,
    in_asking,
    in_care,
    in_watch,
    known,
    on_day,
    refused,
    worried,
)
from caremodel.care import journeys
from caremodel.care.journeys import (
    AdoptVersion,
    Advice,
    Agree,
    Agreed,
    AnswerFlag,
    Began,
    Begin,
    BookCheck,
    ByReferral,
    ByRule,
    CheckBooked,
    CheckNoted,
    Command,
    ContactNoted,
    Event,
    FlagAnswer,
    FlagAnswered,
    FlagRaised,
    HearReadiness,
    JourneyId,
    LeadNamed,
    Make,
    Moved,
    NameLead,
    NameTracker,
    NoteCheck,
    NoteContact,
    RaiseFlag,
    ReadinessHeard,
    Recommended,
    ReferredBy,
    TrackerNamed,
)
from caremodel.care.journeys._decide import DECIDE
from caremodel.care.pathways import Needed, PathwayRef, Place, Readiness, stop_at
from caremodel.errors import InvalidValueError, NotAllowedError
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.grammar.verdicts import Answer, RuleRef, Verdict
from caremodel.people.patients import PatientId

BY_RULE = ByRule(rule=RuleRef("ready", "1"))
NOON = datetime(2025, 3, 9, 12, tzinfo=UTC)
MET = Verdict(Answer.YES, ())


def down_advice(journey_id: str = "j1", *, days: int = 20, since: int = 5) -> Advice:
    """Make the advice to step down, held since some day."""
    return Advice(
        journey_id=JourneyId(journey_id),
        on=on_day(days),
        recommendation=Recommended.DOWN,
        move="step down",
        target=WATCH,
        verdict=MET,
        since=on_day(since),
    )


# --- beginning -----------------------------------------------------------------------


def test_someone_named_may_refer() -> None:
    """Then no rule has to be met."""
    assert journeys.begin(SMALL, BEGIN, facts=known(), on=on_day(0), by=NURSE) == (
        Began(
            journey_id=JourneyId("j1"),
            patient_id=PatientId("p1"),
            pathway=PathwayRef("small", "1"),
            at=stop_at(SMALL, ASKING),
            way_in=REFERRED,
            tallies=SMALL.tallies,
            on=on_day(0),
            by=NURSE,
        ),
    )


def test_who_comes_in_by_rule_must_meet_it() -> None:
    """A no and an unknown both keep them out; a referral is always another way in."""
    command = attrs.evolve(BEGIN, way_in=BY_RULE)

    assert refused(None, command, facts=known(0, {READY: True})) == ()
    assert refused(None, command, facts=known(0, {READY: False})) == (
        "the rule of entry is not met; someone may refer",
    )
    assert refused(None, command) == (
        "the rule of entry cannot be told; someone may refer",
    )


def test_a_pathway_without_a_rule_takes_the_rule_of_the_host() -> None:
    """Then the host has asked it."""
    free = attrs.evolve(SMALL, entry=None)

    assert refused(None, attrs.evolve(BEGIN, way_in=BY_RULE), pathway=free) == ()


def test_only_who_comes_back_begins_elsewhere() -> None:
    """And with all that the place takes."""
    assert refused(None, attrs.evolve(BEGIN, place=LOW)) == (
        "only who comes back begins at care (low)",
        "not on record: the person's agreement",
        "not on record: a lead",
    )


def test_no_journey_begins_just_anywhere() -> None:
    """And every other reason is told with it."""
    command = Begin(
        journey_id=JourneyId("j1"),
        patient_id=PatientId("p1"),
        way_in=BY_RULE,
        place=WATCH,
        previous=JourneyId("j0"),
        previous_ended=on_day(3),
    )

    assert refused(in_asking(), command, facts=known(9)) == (
        "the journey has begun",
        "the facts are of another day",
        "the rule of entry cannot be told; someone may refer",
        "the journey it follows had not ended",
        "no journey begins there",
    )


def test_nobody_signs_for_others_as_a_journey_begins() -> None:
    """Only who may sign, or says on whose behalf."""
    again = attrs.evolve(
        BEGIN,
        place=HIGH,
        previous=JourneyId("j0"),
        previous_ended=on_day(-90),
        lead="rosa",
        signed=(Needed.AGREEMENT,),
    )

    assert refused(None, again) == (
        "it takes someone who may sign the person's agreement",
    )
    journey = after(None, again, by=FOR_THEM)
    assert (journey.place, journey.lead) == (HIGH, "rosa")
    assert journey.on_record == (Needed.AGREEMENT,)
    assert journey.previous == "j0"


def test_a_first_place_may_take_a_reason() -> None:
    """Then the journey begins with one."""
    stages = (
        attrs.evolve(SMALL.stages[0], takes=(Needed.REASON,)),
        *SMALL.stages[1:],
    )
    pathway = attrs.evolve(SMALL, stages=stages)

    assert refused(None, BEGIN, pathway=pathway) == ("not on record: a reason",)
    told = attrs.evolve(BEGIN, reason="falls at home")
    assert refused(None, told, pathway=pathway) == ()


# --- moving --------------------------------------------------------------------------


def test_all_that_a_move_lacks_is_told_at_once() -> None:
    """Role, need, and what is not on record."""
    assert refused(in_asking(), Make(move="start"), by=CLERK) == (
        "it takes one of the roles nurse",
        "must be so: talked at least 1",
        "not on record: the person's agreement",
        "not on record: a lead",
    )


def test_a_move_puts_on_record_what_the_place_takes() -> None:
    """The events stand in the order in which they make sense."""
    journey = in_care()
    told = journeys.decide(
        SMALL,
        journey,
        Make(
            move="step down",
            override=True,
            reason="she moves",
            lead="ann",
            tracker="tom",
            next_check=on_day(7),
        ),
        facts=known(),
        on=on_day(0),
        by=NURSE,
    )

    assert told == (
        LeadNamed(worker_id="ann", on=on_day(0), by=NURSE),
        TrackerNamed(worker_id="tom", on=on_day(0), by=NURSE),
        CheckBooked(due=on_day(7), on=on_day(0), by=NURSE),
        Moved(
            move="step down",
            to=stop_at(SMALL, WATCH),
            reason="she moves",
            overrides=True,
            on=on_day(0),
            by=NURSE,
        ),
    )


def test_a_move_that_is_not_there_is_refused() -> None:
    """By name if it is a move elsewhere; else nothing of what was typed is repeated."""
    for move, change in (("let go", "let go"), ("Ms Canary", "make that move")):
        with pytest.raises(NotAllowedError) as told:
            journeys.decide(
                SMALL,
                in_asking(),
                Make(move=move),
                facts=known(),
                on=on_day(0),
                by=NURSE,
            )
        assert told.value.change == change
        assert told.value.because == ("no such move from asking",)


def test_a_step_down_takes_its_criteria_for_the_dwell_time() -> None:
    """Ten days from when it held, and from when the journey came there."""
    ready = Make(move="step down", tracker="tom", next_check=on_day(30))
    journey, facts = in_care(), worried(2, 20)

    def because(command: Make) -> tuple[str, ...]:
        return refused(journey, command, days=20, facts=facts)

    assert because(ready) == ("it takes the advice that this has held for its time",)
    held = attrs.evolve(ready, because=down_advice(since=10))
    assert because(held) == ()
    short = attrs.evolve(ready, because=down_advice(since=11))
    assert because(short) == ("it has not held for its time",)
    another = attrs.evolve(ready, because=down_advice("j2"))
    assert because(another) == ("the advice is for another journey, day or move",)
    yesterday = attrs.evolve(ready, because=down_advice(days=19))
    assert because(yesterday) == ("the advice is for another journey, day or move",)
    endless = attrs.evolve(ready, because=attrs.evolve(down_advice(), since=None))
    assert because(endless) == ("it has not held for its time",)


def test_a_step_down_needs_its_criteria_to_hold_and_to_be_known() -> None:
    """The bound is told, the person's value never."""
    ready = Make(
        move="step down", tracker="tom", next_check=on_day(30), because=down_advice()
    )

    assert refused(in_care(), ready, days=20, facts=worried(3, 20)) == (
        "must be so: worry at most 2",
    )
    assert refused(in_care(), ready, days=20) == ("not known: worry",)


def test_a_step_down_may_be_overridden_by_someone_named_with_a_reason() -> None:
    """Whoever may not, or does not say why, is refused; the override is remembered."""
    ready = Make(move="step down", override=True, tracker="tom", next_check=on_day(9))

    assert refused(in_care(), ready) == ("who overrides says why",)
    assert refused(in_care(), ready, by=CLERK) == (
        "it takes one of the roles nurse",
        "it takes someone who may override",
        "who overrides says why",
    )
    nothing = attrs.evolve(ready, because=down_advice(), next_check=on_day(29))
    told = journeys.decide(
        SMALL, in_care(), nothing, facts=worried(2, 20), on=on_day(20), by=NURSE
    )
    assert [event.overrides for event in told if isinstance(event, Moved)] == [False]


def test_nobody_overrides_what_has_to_be_on_record() -> None:
    """No agreement, no care."""
    journey = after(in_asking(), NoteContact(two_way=True, mode="phone"))

    assert refused(journey, Make(move="start", override=True, reason="urgent")) == (
        "not on record: the person's agreement",
        "not on record: a lead",
    )


def test_a_step_up_for_safety_waits_for_nothing() -> None:
    """Neither for facts nor for a role; it only says why, or by which advice."""
    journey = in_watch()

    assert refused(journey, Make(move="step up"), by=CLERK) == (
        "a reason must be given, or the advice of the day that it follows",
    )
    assert refused(journey, Make(move="step up", reason="a fall"), by=CLERK) == ()
    up = attrs.evolve(down_advice(days=0), move="step up", target=LOW, evidence=("e1",))
    assert refused(journey, Make(move="step up", because=up), by=CLERK) == ()
    stale = Make(move="step up", because=attrs.evolve(up, on=on_day(-1)))
    assert refused(journey, stale, by=CLERK) == (
        "a reason must be given, or the advice of the day that it follows",
    )
    assert refused(journey, attrs.evolve(stale, reason="a fall"), by=CLERK) == ()


def test_a_move_rests_on_the_evidence_of_its_own_advice() -> None:
    """And not on that of another day."""
    up = attrs.evolve(down_advice(days=0), move="step up", target=LOW, evidence=("e1",))
    for advice, evidence in ((up, ("e1",)), (attrs.evolve(up, on=on_day(-1)), ())):
        command = Make(move="step up", because=advice, reason="a fall")
        assert after(in_watch(), command).answered == evidence


def test_advice_to_go_somewhere_else_is_no_reason_to_go_here() -> None:
    """One stay steps up once, not from level to level."""
    up = attrs.evolve(down_advice(days=0), move="step up", target=LOW, evidence=("e1",))
    higher = Make(move="step up", because=up)

    assert refused(in_care(), higher) == (
        "a reason must be given, or the advice of the day that it follows",
    )


def test_who_may_override_as_the_patient_is_the_patient() -> None:
    """Nobody is another one's patient."""
    own = attrs.evolve(SMALL, may_override=("patient",))
    down = Make(
        move="step down",
        override=True,
        reason="I move in with my daughter",
        tracker="tom",
        next_check=on_day(9),
    )

    def because(by: Actor) -> tuple[str, ...]:
        return refused(in_care(), down, by=by, pathway=own)

    theirs = because(Actor("mallory", ("patient", "nurse")))
    assert theirs == ("it takes someone who may override",)
    assert because(Actor("p1", ("patient", "nurse"))) == ()


def test_advice_for_something_else_is_no_reason_for_a_move() -> None:
    """Also where the move needs none."""
    command = Make(move="look for", because=down_advice())

    assert refused(in_care(), command) == (
        "the advice is for another journey, day or move",
    )


def test_some_moves_take_a_reason() -> None:
    """A blank one is none."""
    assert refused(in_care(), Make(move="leave", reason=" ")) == (
        "a reason must be given",
    )
    assert refused(in_care(), Make(move="rest")) == ("not on record: a reason",)
    assert after(in_care(), Make(move="rest", reason="abroad")).place == REST


def test_whoever_watches_leads_when_care_goes_on() -> None:
    """Where nobody else was named."""
    journey = attrs.evolve(in_watch(), lead=None)

    assert refused(journey, Make(move="step up", reason="a fall")) == ()
    assert after(journey, Make(move="step up", reason="a fall")).lead == "tom"


def test_a_tracker_leads_only_where_someone_keeps_watch() -> None:
    """A tracker named on the way into care would be forgotten there."""
    journey = after(in_asking(), NoteContact(two_way=True, mode="phone"))
    journey = after(journey, Agree(what=Needed.AGREEMENT), by=PERSON)

    assert refused(journey, Make(move="start", tracker="tom")) == (
        "not on record: a lead",
        "nobody keeps watch there: no tracker is named, and no check booked",
    )


@pytest.mark.parametrize(
    ("due", "because"),
    [
        (0, ("the next check must lie ahead",)),
        (1, ()),
        (30, ()),
        (31, ("the next check must be within the limit from the last one",)),
    ],
)
def test_the_first_check_is_booked_within_the_limit(
    due: int, because: tuple[str, ...]
) -> None:
    """Thirty days from the day that watch begins."""
    command = Make(
        move="step down",
        override=True,
        reason="she moves",
        tracker="tom",
        next_check=on_day(due),
    )

    assert refused(in_care(), command) == because


def test_maintenance_takes_a_tracker_and_a_check() -> None:
    """Both are told."""
    command = Make(move="step down", override=True, reason="she moves")

    assert refused(in_care(), command) == (
        "not on record: a tracker",
        "not on record: a next check within the limit",
    )


def test_graduation_takes_who_agrees_and_a_warm_hand_off() -> None:
    """What was signed for one move is spent by it."""
    journey = in_watch()
    assert refused(journey, Make(move="let go"), facts=worried(2)) == (
        "must be so: worry at most 1",
        "it takes the advice that this has held for its time",
        "not on record: the person's agreement to end",
        "not on record: a warm hand-off",
    )
    journey = after(journey, Agree(what=Needed.PERSON_AGREES), by=FOR_THEM)
    journey = after(journey, Agree(what=Needed.HAND_OFF))
    advice = attrs.evolve(down_advice(since=0), move="let go", target=DONE)
    ready = Make(move="let go", because=advice)
    assert refused(journey, ready, days=20, facts=worried(1, 20)) == ()
    up_and_down = after(journey, Make(move="step up", reason="a fall"))
    assert up_and_down.on_record == (Needed.AGREEMENT,)


# --- the rest ------------------------------------------------------------------------


def test_what_a_command_makes_happen() -> None:
    """One event each, and for a check that was made the next one."""
    on, watch = on_day(0), in_watch()
    flagged = after(
        watch, RaiseFlag(flag_id="f1", trigger="a fall", owner="tom", evidence=["e1"])
    )
    told: list[tuple[journeys.Journey, Command, tuple[Event, ...]]] = [
        (
            watch,
            HearReadiness(readiness=Readiness.READY),
            (ReadinessHeard(readiness=Readiness.READY, on=on, by=NURSE),),
        ),
        (
            watch,
            NameLead(worker_id="ann"),
            (LeadNamed(worker_id="ann", on=on, by=NURSE),),
        ),
        (
            watch,
            NameTracker(worker_id="ann"),
            (TrackerNamed(worker_id="ann", on=on, by=NURSE),),
        ),
        (
            watch,
            BookCheck(due=on_day(9)),
            (CheckBooked(due=on_day(9), on=on, by=NURSE),),
        ),
        (
            watch,
            NoteCheck(made=True, next_check=on_day(30)),
            (
                CheckNoted(made=True, on=on, by=NURSE),
                CheckBooked(due=on_day(30), on=on, by=NURSE),
            ),
        ),
        (watch, NoteCheck(made=False), (CheckNoted(made=False, on=on, by=NURSE),)),
        (
            watch,
            NoteContact(two_way=False, mode="phone"),
            (ContactNoted(two_way=False, mode="phone", on=on, by=NURSE),),
        ),
        (
            watch,
            Agree(what=Needed.HAND_OFF),
            (Agreed(what=Needed.HAND_OFF, on=on, by=NURSE),),
        ),
        (
            watch,
            RaiseFlag(flag_id="f1", trigger="a fall", owner="tom"),
            (FlagRaised(flag_id="f1", trigger="a fall", owner="tom", on=on, by=NURSE),),
        ),
        (
            flagged,
            AnswerFlag(flag_id="f1", answer=FlagAnswer.STEP_UP),
            (FlagAnswered(flag_id="f1", answer=FlagAnswer.STEP_UP, on=on, by=NURSE),),
        ),
    ]

    for journey, command, events in told:
        assert (
            journeys.decide(SMALL, journey, command, facts=known(), on=on, by=NURSE)
            == events
        )


@pytest.mark.parametrize(
    ("command", "because"),
    [
        (NameTracker(worker_id="ann"), ("nobody keeps watch here",)),
        (BookCheck(due=on_day(9)), ("nobody keeps watch here",)),
        (
            BookCheck(due=on_day(0)),
            ("nobody keeps watch here", "the next check must lie ahead"),
        ),
        (NoteCheck(made=False), ("nobody keeps watch here",)),
        (NameLead(worker_id="rosa"), ("they lead already",)),
        (
            Agree(what=Needed.AGREEMENT),
            (
                "it is on record already",
                "it takes someone who may sign the person's agreement",
            ),
        ),
        (
            Agree(what=Needed.APPROVAL),
            ("it takes someone who may sign the supervisor's approval",),
        ),
        (
            AnswerFlag(flag_id="f1", answer=FlagAnswer.STAY),
            ("no flag of that id is open", "who lets someone stay says why"),
        ),
    ],
)
def test_what_is_refused_in_care(command: Command, because: tuple[str, ...]) -> None:
    """With every reason."""
    assert refused(in_care(), command) == because


@pytest.mark.parametrize(
    ("command", "days", "because"),
    [
        (NameTracker(worker_id="tom"), 0, ("they keep watch already",)),
        (NoteCheck(made=True), 5, ("who made a check books the next one",)),
        (
            NoteCheck(made=True, next_check=on_day(36)),
            5,
            ("the next check must be within the limit from the last one",),
        ),
        (NoteCheck(made=True, next_check=on_day(35)), 5, ()),
        (
            NoteCheck(made=False, next_check=on_day(31)),
            5,
            ("the next check must be within the limit from the last one",),
        ),
        (NoteCheck(made=False, next_check=on_day(30)), 5, ()),
        (
            BookCheck(due=on_day(40)),
            41,
            (
                "the next check must lie ahead",
                "the next check must be within the limit from the last one",
            ),
        ),
    ],
)
def test_checks_stay_within_the_limit(
    command: Command, days: int, because: tuple[str, ...]
) -> None:
    """Thirty days from the last one that was made; a missed one is none (INV-071)."""
    assert refused(in_watch(), command, days=days) == because


def test_what_is_older_than_what_is_known_is_refused() -> None:
    """A check before the last one, readiness before what was heard, an early answer."""
    journey = after(in_watch(), NoteCheck(made=True, next_check=on_day(30)), days=4)
    journey = after(journey, HearReadiness(readiness=Readiness.READY), days=4)
    journey = after(
        journey, RaiseFlag(flag_id="f1", trigger="a fall", owner="tom"), days=4
    )

    assert refused(journey, NoteCheck(made=False), days=3) == (
        "it was before the last check",
    )
    assert refused(journey, HearReadiness(readiness=Readiness.READY), days=3) == (
        "something newer was heard",
    )
    exit_ = AnswerFlag(flag_id="f1", answer=FlagAnswer.EXIT)
    assert refused(journey, exit_, days=3) == ("it was before the flag was raised",)


def test_a_contact_may_be_noted_late() -> None:
    """Also one before the last move, but not one before the journey."""
    journey = after(in_care(), Make(move="look for"), days=5)
    call = NoteContact(two_way=True, mode="phone")

    assert refused(journey, call, days=3) == ()
    assert refused(journey, call, days=-1) == ("it is before the journey began",)
    assert refused(journey, NameLead(worker_id="ann"), days=3) == (
        "it is before the last move",
    )


def test_nothing_is_asked_of_a_journey_that_cannot_answer() -> None:
    """Over, on another pathway, too early, by facts of another day: all at once."""
    journey = after(in_care(), Make(move="leave", reason="moved"), days=5)
    other = attrs.evolve(SMALL, version="2")

    assert refused(
        journey,
        NameLead(worker_id="ann"),
        days=3,
        facts=known(4),
        pathway=other,
    ) == (
        "the journey is over",
        "it runs on another pathway, or another version of it",
        "it is before the last move",
        "the facts are of another day",
    )
    assert journey.place == LEFT


def test_nothing_but_a_beginning_comes_first() -> None:
    """There is nothing yet that could change."""
    assert refused(None, NameLead(worker_id="ann")) == ("the journey has not begun",)


def test_the_same_evidence_is_flagged_once() -> None:
    """While a flag is open, and after someone let the person stay."""
    fall = RaiseFlag(flag_id="f1", trigger="a fall", owner="tom", evidence=("e1",))
    journey = after(in_watch(), fall)
    waits = "a flag waits by the same evidence"
    assert refused(journey, fall) == ("a flag of that id is open", waits)
    assert refused(journey, attrs.evolve(fall, flag_id="f2")) == (waits,)
    other = attrs.evolve(fall, flag_id="f2", evidence=())
    assert refused(after(journey, other), attrs.evolve(other, flag_id="f3")) == ()

    stay = AnswerFlag(flag_id="f1", answer=FlagAnswer.STAY, reason="a light fall")
    journey = after(journey, stay)
    again = attrs.evolve(fall, flag_id="f2")
    assert refused(journey, again) == ("someone has answered that evidence",)
    more = attrs.evolve(again, evidence=("e1", "e2"))
    assert refused(journey, more) == ()


@pytest.mark.parametrize(
    ("kind", "fields", "path"),
    [
        (NoteContact, {"two_way": "no", "mode": "phone"}, "NoteContact.two_way"),
        (NoteCheck, {"made": "no"}, "NoteCheck.made"),
        (NoteCheck, {"made": True, "next_check": NOON}, "NoteCheck.next_check"),
        (BookCheck, {"due": NOON}, "BookCheck.due"),
        (Agree, {"what": "a lead"}, "Agree.what"),
        (HearReadiness, {"readiness": "ready"}, "HearReadiness.readiness"),
        (Make, {"move": ["step up"]}, "Make.move"),
        (Make, {"move": "step up", "reason": None}, "Make.reason"),
        (Make, {"move": "step up", "because": "worse"}, "Make.because"),
        (Make, {"move": "step up", "override": 1}, "Make.override"),
        (AnswerFlag, {"flag_id": "f", "answer": "stay"}, "AnswerFlag.answer"),
        (AdoptVersion, {"reason": "new", "place": ["low"]}, "AdoptVersion.place"),
    ],
)
def test_a_command_of_another_kind_of_thing_is_refused_where_it_is_made(
    kind: Any, fields: dict[str, Any], path: str
) -> None:
    """A text that says no is no no; nobody finds that out from a count."""
    with pytest.raises(InvalidValueError, match=rf"^{re.escape(path)}: must be"):
        kind(**fields)


def test_every_command_is_decided() -> None:
    """None falls through."""
    assert set(DECIDE) == set(get_args(Command)) - {Begin}


# --- what nobody may read ------------------------------------------------------------


def test_a_refusal_tells_nothing_of_the_person() -> None:
    """No value, and nothing that somebody typed."""
    canary = "canary"
    journey = in_care()
    facts = worried(98765, 20)
    asked: list[Command] = [
        Make(move=canary, reason=canary),
        Make(move="step down", because=down_advice(), lead=canary, tracker=canary),
        NameTracker(worker_id=canary),
        AnswerFlag(flag_id=canary, answer=FlagAnswer.STAY),
        attrs.evolve(BEGIN, journey_id=JourneyId(canary), patient_id=PatientId(canary)),
    ]

    for command in asked:
        because = refused(journey, command, days=20, facts=facts)
        with pytest.raises(NotAllowedError) as told:
            journeys.decide(
                SMALL, journey, command, facts=facts, on=on_day(20), by=CLERK
            )
        assert set(because) <= set(told.value.because)
        assert canary not in str(told.value)
        assert "98765" not in str(told.value)


def test_a_repr_shows_nothing_of_the_person() -> None:
    """Ids at most: it ends in logs."""
    journey = in_watch()
    hidden: list[object] = [
        BEGIN,
        REFERRED,
        down_advice(),
        Make(move="leave", reason="drinks"),
        HearReadiness(readiness=Readiness.NOT_READY),
        RaiseFlag(flag_id="f1", trigger="drinks", owner="tom", evidence=("drinks",)),
        AnswerFlag(flag_id="f1", answer=FlagAnswer.STAY, reason="drinks"),
        journey,
        ReadinessHeard(readiness=Readiness.NOT_READY, on=on_day(0), by=PERSON),
    ]
    flag = RaiseFlag(flag_id="f1", trigger="drinks", owner="tom")
    hidden += journeys.decide(
        SMALL, journey, flag, facts=known(), on=on_day(0), by=NURSE
    )
    hidden += after(journey, flag).flags

    for thing in hidden:
        shown = repr(thing)
        assert len(shown) < 60
        for word in ("drinks", "not", "NOT_READY", "p1", "daughter", "falls"):
            assert word not in shown
    assert repr(journey) == "Journey('j1', watch)"
    assert repr(BEGIN) == "Begin('j1')"
    assert repr(Moved(move="x", to=journey.at, on=date(2025, 1, 2), by=NURSE)) == (
        "Moved(2025-01-02)"
    )


# --- what cannot be ------------------------------------------------------------------


def test_commands_that_say_nothing_cannot_be_made() -> None:
    """Ids are ids, and words are words."""
    with pytest.raises(InvalidValueError, match=r"Begin\.previous: must say which"):
        attrs.evolve(BEGIN, previous=JourneyId("j0"))
    with pytest.raises(InvalidValueError, match=r"Begin\.previous: must be another"):
        attrs.evolve(BEGIN, previous=JourneyId("j1"), previous_ended=on_day(-1))
    with pytest.raises(InvalidValueError, match=r"Begin\.journey_id"):
        attrs.evolve(BEGIN, journey_id=JourneyId(" "))
    with pytest.raises(InvalidValueError, match=r"NameLead\.worker_id"):
        NameLead(worker_id="")
    with pytest.raises(InvalidValueError, match=r"NoteContact\.mode"):
        NoteContact(two_way=True, mode=" ")
    with pytest.raises(InvalidValueError, match=r"RaiseFlag\.owner"):
        RaiseFlag(flag_id="f", trigger="x", owner="")
    with pytest.raises(InvalidValueError, match=r"Make\.lead"):
        Make(move="x", lead="")
    with pytest.raises(InvalidValueError, match=r"ByReferral\.reason"):
        ByReferral(source=ReferredBy.SELF, who="p1", reason="")


def test_a_decided_journey_is_a_folded_one() -> None:
    """One by one or all at once."""
    events = journeys.decide(
        SMALL,
        None,
        BEGIN,
        facts=Facts(on=on_day(0), known={}),
        on=on_day(0),
        by=Actor("x"),
    )

    assert folded(events) == journeys.replayed(events)
    assert after(in_care(HIGH), Make(move="look for")).place == AWAY


# --- who may speak, and of what ------------------------------------------------------


def test_another_patient_signs_nothing() -> None:
    """Nor whoever speaks for another patient; also as a journey begins (INV-051)."""
    said = "it takes someone who may sign the person's agreement"
    again = attrs.evolve(
        BEGIN,
        place=LOW,
        previous=JourneyId("j0"),
        previous_ended=on_day(-90),
        lead="rosa",
        signed=(Needed.AGREEMENT,),
    )

    for by in (Actor("p2", ("patient",)), Actor("rosa", ("nurse",), "p2")):
        assert refused(in_asking(), Agree(what=Needed.AGREEMENT), by=by) == (said,)
        assert refused(None, again, by=by) == (said,)
    assert refused(None, again, by=PERSON) == ()


def test_what_is_no_command_of_a_journey_is_refused() -> None:
    """As an error of ours, whether it has begun or not."""
    stray: Any = READY

    for journey in (None, in_care()):
        assert refused(journey, stray) == ("it is no command of a journey",)


def test_options_are_of_its_own_pathway() -> None:
    """Of another version nobody can say what may be done."""
    newer = attrs.evolve(SMALL, version="2")

    with pytest.raises(NotAllowedError, match="it runs on another pathway"):
        journeys.options(newer, in_care(), by=NURSE, facts=known())


def test_a_check_that_is_overdue_is_no_next_check() -> None:
    """From one watched place to another; yet more care waits for no check."""
    near = Place("near")
    pathway = attrs.evolve(
        SMALL,
        stages=(*SMALL.stages, attrs.evolve(SMALL.stages[4], name="near")),
        rungs=(
            *SMALL.rungs,
            attrs.evolve(SMALL.rungs[0], lower=near, upper=WATCH),
        ),
        advised=(),
    )
    down = Make(move="step down", override=True, reason="she asked")
    up = Make(move="step up", reason="she asked")
    journey = in_watch(check=20)

    assert refused(journey, down, days=21, pathway=pathway) == (
        "not on record: a next check within the limit",
    )
    lower = after(journey, down, days=20, pathway=pathway)
    assert lower.place == near
    assert after(lower, up, days=21, pathway=pathway).place == WATCH
