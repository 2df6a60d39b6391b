"""Worklists: what is to be done today, for whom, by whom, and what is not."""

from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from care.walked import (
    LEFT,
    LOW,
    PERSON,
    SMALL,
    WORRY,
    after,
    in_asking,
    in_care,
    in_watch,
    known,
    on_day,
    worried,
)
from caremodel.care import journeys
from caremodel.care.contacts import Contact, ContactId, Mode, Outcome, Whom
from caremodel.care.journeys import (
    Advice,
    Agree,
    AnswerFlag,
    FlagAnswer,
    Holding,
    Journey,
    JourneyId,
    Make,
    NoteCheck,
    Prompted,
    RaiseFlag,
)
from caremodel.care.pathways import Needed, Pathway, Prompt
from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.errors import InvalidValueError, NotFoundError
from caremodel.grammar.dates import (
    Cadence,
    Due,
    DueStatus,
    FromLast,
    Interval,
    Staged,
    Windows,
)
from caremodel.grammar.facts import Facts
from caremodel.people.patients import PatientId, PersonId
from caremodel.people.roles import WorkerId
from caremodel.program import worklists
from caremodel.program.worklists import WorkItem, WorkItemId, WorkKind

ANN = PatientId("p1")
UPCOMING, DUE = DueStatus.UPCOMING, DueStatus.DUE
OVERDUE, EXPIRED = DueStatus.OVERDUE, DueStatus.EXPIRED


def with_cadence(stage: str, cadence: Cadence) -> Pathway:
    """Make the small pathway with another cadence at all places of a stage."""
    return attrs.evolve(
        SMALL,
        stages=[
            attrs.evolve(
                each,
                levels=[attrs.evolve(level, cadence=cadence) for level in each.levels],
            )
            if each.name == stage
            else each
            for each in SMALL.stages
        ],
    )


FOLLOWED = attrs.evolve(
    SMALL,
    stages=[
        attrs.evolve(stage, follow_up=(Interval(months=3), Interval(months=6)))
        if stage.name == "done"
        else stage
        for stage in SMALL.stages
    ],
)


def listed(
    *told: Journey, days: int, pathway: Pathway = SMALL, **more: Any
) -> tuple[WorkItem, ...]:
    """Say what there is to do so many days after the first."""
    return worklists.worklist([pathway], told, on=on_day(days), **more)


def shown(
    items: tuple[WorkItem, ...],
) -> list[tuple[str, date | None, DueStatus | None]]:
    """Show of each item what it is, since when it is due, and how that stands."""
    return [(item.kind.value, item.due.on, item.due.status) for item in items]


def contacts_of(items: tuple[WorkItem, ...]) -> list[tuple[int, DueStatus | None]]:
    """Show of each contact on which day it is due, and how it stands."""
    return [
        ((item.due.on - on_day(0)).days, item.due.status)
        for item in items
        if item.kind is WorkKind.CONTACT and item.due.on is not None
    ]


def left(journey: Journey, days: int) -> Journey:
    """End a journey by going away."""
    return after(journey, Make(move="leave", reason="she moves"), days=days)


def graduated(days: int = 5) -> Journey:
    """Make a journey that ended well, with all that takes."""
    journey = in_watch(30)
    journey = after(journey, Agree(what=Needed.PERSON_AGREES), days=days, by=PERSON)
    journey = after(journey, Agree(what=Needed.HAND_OFF), days=days)
    let_go = Make(move="let go", override=True, reason="she is well")
    return after(journey, let_go, days=days)


# --- contacts ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "expected"),
    [(6, []), (7, [(7, DUE)]), (8, [(7, OVERDUE)]), (30, [(7, OVERDUE)])],
)
def test_a_contact_is_due_by_the_cadence_of_the_place(
    days: int, expected: list[tuple[int, DueStatus]]
) -> None:
    """Weekly since the first day; nobody has talked with her yet."""
    assert contacts_of(listed(in_care(), days=days)) == expected


def test_what_is_upcoming_is_shown_as_far_as_is_wanted() -> None:
    """On day 2 a call on day 7 is shown to who looks ahead to day 7, not to day 6."""
    assert contacts_of(listed(in_care(), days=2, until=on_day(6))) == []
    assert contacts_of(listed(in_care(), days=2, until=on_day(7))) == [(7, UPCOMING)]


def test_a_talk_puts_the_next_one_off() -> None:
    """After a talk on day 6, the next one is due on day 13."""
    talked = {ANN: [on_day(6)]}

    assert listed(in_care(), days=12, talked=talked) == ()
    assert contacts_of(listed(in_care(), days=13, talked=talked)) == [(13, DUE)]


def test_a_talk_that_is_still_to_come_does_not_count() -> None:
    """What lies after the day changes nothing on it."""
    talked = {ANN: [on_day(9)]}

    assert contacts_of(listed(in_care(), days=8, talked=talked)) == [(7, OVERDUE)]


def test_the_lead_calls_and_in_maintenance_whoever_keeps_watch() -> None:
    """Before anyone leads, one of those who answer for people there does."""
    for journey, who in ((in_care(), "rosa"), (in_watch(), "tom"), (in_asking(), None)):
        item = listed(journey, days=7)[0]
        assert (item.who, item.roles) == (who, ("nurse",))


def test_no_move_puts_a_contact_off() -> None:
    """She talked last on day 1, and steps up on day 20: a talk is due that day."""
    up = after(in_care(), Make(move="step up", reason="she asked"), days=20)
    talked = {ANN: [on_day(1)]}

    assert contacts_of(listed(up, days=20, talked=talked)) == [(20, DUE)]
    assert contacts_of(listed(up, days=21, talked=talked)) == [(20, OVERDUE)]
    soon = {ANN: [on_day(17)]}
    assert contacts_of(listed(up, days=24, talked=soon)) == [(24, DUE)]


def test_a_pause_asks_for_less_and_the_day_it_ends_a_talk_is_due() -> None:
    """Monthly while she rests from day 3 on; weekly again from day 25 on."""
    pathway = with_cadence("rest", FromLast(every=Interval(days=30)))
    resting = after(in_care(), Make(move="rest", reason="in hospital"), days=3)
    back = after(resting, Make(move="come back"), days=25)
    talked = {ANN: [on_day(1)]}

    assert listed(resting, days=24, pathway=pathway, talked=talked) == ()
    assert contacts_of(listed(resting, days=31, pathway=pathway, talked=talked)) == [
        (31, DUE)
    ]
    assert contacts_of(listed(back, days=25, pathway=pathway, talked=talked)) == [
        (25, DUE)
    ]


def test_a_place_may_ask_once_a_week_whenever_in_it() -> None:
    """Weeks from day 10 on, when she stepped up; a talk in the week before is none."""
    pathway = with_cadence("care", Windows(every=Interval(days=7)))
    up = after(in_care(), Make(move="step up", reason="she asked"), days=10)

    def on(days: int, *talked: int) -> list[tuple[int, DueStatus | None]]:
        days_on = {ANN: [on_day(each) for each in talked]}
        return contacts_of(listed(up, days=days, pathway=pathway, talked=days_on))

    assert on(10, 9) == [(10, DUE)]
    assert on(16, 11) == []
    assert on(17, 11) == [(17, DUE)]
    assert on(17) == [(17, OVERDUE)]


def test_a_place_may_ask_on_set_days_and_then_no_more() -> None:
    """On days 2 and 9 after she came; two talks, and nothing more is asked for."""
    pathway = with_cadence("care", Staged(steps=[Interval(days=2), Interval(days=7)]))

    def on(days: int, *talked: int) -> list[tuple[int, DueStatus | None]]:
        days_on = {ANN: [on_day(each) for each in talked]}
        told = listed(in_care(), days=days, pathway=pathway, talked=days_on)
        return contacts_of(told)

    assert on(3) == [(2, OVERDUE)]
    assert on(9, 3) == [(9, DUE)]
    assert on(60, 3, 9) == []


def test_what_nobody_asks_for_any_more_comes_last() -> None:
    """Due on day 7, two days of grace, given up after ten: shown, below all else."""
    cadence = FromLast(every=Interval(days=7), grace=2, expires=10)
    pathway = with_cadence("care", cadence)
    flagged = after(
        in_care(), RaiseFlag(flag_id="f1", trigger="a fall", owner="ann"), days=18
    )

    def on(days: int) -> list[tuple[int, DueStatus | None]]:
        return contacts_of(listed(in_care(), days=days, pathway=pathway))

    assert [on(9), on(10), on(17)] == [[(7, DUE)], [(7, OVERDUE)], [(7, OVERDUE)]]
    assert on(18) == [(7, EXPIRED)]
    for days, caller in ((17, "rosa"), (18, None)):
        told = listed(in_care(), days=days, pathway=pathway)
        assert worklists.by_person(told)[0].caller == caller
    kinds = [item.kind for item in listed(flagged, days=18, pathway=pathway)]
    assert kinds == [WorkKind.FLAG, WorkKind.CONTACT]


@pytest.mark.parametrize(
    ("mode", "outcome", "whom", "counts"),
    [
        (Mode.PHONE, Outcome.TWO_WAY, Whom.PATIENT, True),
        (Mode.PHONE, Outcome.TWO_WAY, Whom.SUPPORT_PERSON, True),
        (Mode.PHONE, Outcome.TWO_WAY, Whom.SOMEONE_ELSE, False),
        (Mode.PHONE, Outcome.VOICEMAIL, Whom.PATIENT, False),
        (Mode.LETTER, Outcome.SENT, Whom.PATIENT, False),
        (Mode.HOME_VISIT, Outcome.NO_ANSWER, Whom.PATIENT, False),
    ],
)
def test_only_a_talk_with_them_or_who_they_named_is_one(
    mode: Mode, outcome: Outcome, whom: Whom, *, counts: bool
) -> None:
    """INV-095. A voicemail and a neighbor put no talk off."""
    made = Contact(
        id=ContactId("k1"),
        patient_id=ANN,
        on=on_day(6),
        at=datetime(2025, 3, 9, 10, tzinfo=UTC),
        by=WorkerId("rosa"),
        mode=mode,
        whom=whom,
        person_id=None if whom is Whom.PATIENT else PersonId("eve"),
        outcome=outcome,
    )

    talked = worklists.talks([made, attrs.evolve(made, id=ContactId("k2"))])

    assert talked == ({ANN: (on_day(6),)} if counts else {})
    assert bool(listed(in_care(), days=8, talked=talked)) is not counts


# --- checks and flags ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "status", "open_for"),
    [(29, UPCOMING, 0), (30, DUE, 0), (31, OVERDUE, 1), (45, OVERDUE, 15)],
)
def test_a_check_is_due_on_the_day_it_was_set_for(
    days: int, status: DueStatus, open_for: int
) -> None:
    """By who keeps watch, and until it is made."""
    talked = {ANN: [on_day(days)]}
    items = listed(in_watch(30), days=days, talked=talked, until=on_day(30))
    (check,) = [item for item in items if item.kind is WorkKind.CHECK]

    assert check.due == Due(on=on_day(30), status=status)
    assert (check.who, check.roles, check.days_open) == ("tom", ("nurse",), open_for)
    assert check.id == "j1/check/2025-04-02"


def test_a_check_that_was_made_is_gone_and_one_that_was_missed_is_not() -> None:
    """Made on day 30, the next one is on day 55; missed, the first one still waits."""
    talked = {ANN: [on_day(30)]}
    made = NoteCheck(made=True, next_check=on_day(55))

    assert listed(after(in_watch(), made, days=30), days=31, talked=talked) == ()
    missed = after(in_watch(), NoteCheck(made=False), days=30)
    assert shown(listed(missed, days=31, talked=talked)) == [
        ("check", on_day(30), OVERDUE)
    ]


@pytest.mark.parametrize(
    ("days", "status", "open_for"),
    [(10, DUE, 0), (17, DUE, 7), (18, OVERDUE, 8)],
)
def test_a_flag_waits_for_its_owner(
    days: int, status: DueStatus, open_for: int
) -> None:
    """From the day it was raised on; a week is the limit."""
    raised = RaiseFlag(flag_id="f1", trigger="a fall", owner="ann")
    flagged = after(in_care(), raised, days=10)
    talked = {ANN: [on_day(days)]}

    (flag,) = listed(flagged, days=days, talked=talked)

    assert flag == WorkItem(
        id=WorkItemId("j1/flag/f1"),
        kind=WorkKind.FLAG,
        patient_id=ANN,
        journey_id=JourneyId("j1"),
        due=Due(on=on_day(10), status=status),
        days_open=open_for,
        who="ann",
        roles=("nurse",),
        about="f1",
    )
    answer = AnswerFlag(flag_id="f1", answer=FlagAnswer.STAY, reason="she is well")
    assert not listed(after(flagged, answer, days=days), days=days, talked=talked)


def test_two_flags_of_one_day_are_two() -> None:
    """Each has a name of its own."""
    journey = in_care()
    for flag_id in ("f1", "f2"):
        raised = RaiseFlag(flag_id=flag_id, trigger="a fall", owner="ann")
        journey = after(journey, raised, days=1)

    assert [item.id for item in listed(journey, days=1)] == ["j1/flag/f1", "j1/flag/f2"]


# --- prompts -------------------------------------------------------------------------

SECOND_LOOK = Prompt(
    name="a second look",
    at=(LOW,),
    when=WORRY >= 3,
    within=Interval(days=14),
    roles=("nurse", "doctor"),
)
ASKING = attrs.evolve(SMALL, prompts=(SECOND_LOOK,))
LOOKED_FOR = attrs.evolve(
    SMALL, prompts=(attrs.evolve(SECOND_LOOK, name="first"), SECOND_LOOK)
)


def asked(journey: Journey, days: int, facts: Facts | None = None) -> list[Prompted]:
    """Say what is asked for, of someone who has been worried since day 2."""
    holding = Holding()
    for day in (2, days):
        holding = journeys.watch(ASKING, holding, worried(3, day), journey=journey)
    seen = facts or worried(3, days)
    return [*journeys.prompted(ASKING, journey, seen, holding)]


@pytest.mark.parametrize(("days", "status"), [(16, DUE), (17, OVERDUE)])
def test_what_is_asked_for_may_wait_as_long_as_the_pathway_says(
    days: int, status: DueStatus
) -> None:
    """Asked for since day 2, two weeks are allowed; the id does not say what it is."""
    talked = {ANN: [on_day(days)]}
    told = asked(in_care(), days)

    (item,) = listed(
        in_care(), days=days, pathway=LOOKED_FOR, prompted=told, talked=talked
    )

    assert item == WorkItem(
        id=WorkItemId("j1/prompt/2/2025-03-05"),
        kind=WorkKind.PROMPT,
        patient_id=ANN,
        journey_id=JourneyId("j1"),
        due=Due(on=on_day(2), status=status),
        days_open=days - 2,
        who="rosa",
        roles=("nurse", "doctor"),
        about="a second look",
    )


def test_what_one_cannot_tell_is_no_work() -> None:
    """Nobody knows how worried she is, so nobody is sent."""
    told = asked(in_care(), 5, known(5))

    assert [each.is_asked for each in told] == [False]
    assert listed(in_care(), days=5, pathway=ASKING, prompted=told) == ()


def test_what_is_asked_for_is_of_what_is_given() -> None:
    """Of the day, of a journey, and of a pathway that asks for it."""
    told = asked(in_care(), 5)
    other = attrs.evolve(in_care(), id=JourneyId("j2"))

    for journey, days, pathway in (
        (other, 5, ASKING),
        (in_care(), 6, ASKING),
        (in_care(), 5, SMALL),
    ):
        with pytest.raises(InvalidValueError, match=r"worklist\.prompted: must be of"):
            listed(journey, days=days, pathway=pathway, prompted=told)


def test_nothing_is_asked_for_after_the_end() -> None:
    """Though it was as the day began; nor of who has died."""
    told = asked(in_care(), 5)

    assert not listed(left(in_care(), 5), days=5, pathway=ASKING, prompted=told)
    dead = {ANN: on_day(5)}
    assert not listed(in_care(), days=5, pathway=ASKING, prompted=told, died=dead)


# --- what is advised -----------------------------------------------------------------


def test_a_move_that_is_advised_waits_for_a_decision() -> None:
    """More care at once, less within the time that a flag may wait."""
    journey = in_care()
    up = journeys.look(SMALL, journey, [worried(9, 5), worried(9, 6)]).advice
    (item,) = [
        each
        for each in worklists.worklist([SMALL], [journey], on=on_day(6), advised=[up])
        if each.kind is WorkKind.DECISION
    ]
    assert (item.id, item.about) == (f"j1/decision/{on_day(5)}", "step up")
    assert (item.who, item.roles, item.days_open) == ("rosa", ("nurse",), 1)
    assert item.due.status is OVERDUE

    for days, status in ((23, DUE), (30, DUE), (31, OVERDUE)):
        looks = [worried(2, day) for day in range(13, days + 1)]
        down = journeys.look(SMALL, journey, looks).advice
        told = worklists.worklist([SMALL], [journey], on=on_day(days), advised=[down])
        (item,) = [each for each in told if each.kind is WorkKind.DECISION]
        assert (item.about, item.due.status) == ("step down", status)
        assert item.due.on == on_day(23)


def test_what_waits_in_a_flag_is_listed_once() -> None:
    """The flag is enough; and who stays waits for nothing."""
    journey = in_watch()
    told = journeys.look(SMALL, journey, [worried(5, 3)])
    (flag,) = told.flags
    flagged = after(journey, flag, days=3)
    stay = journeys.look(SMALL, journey, [worried(4, 3)]).advice

    def kinds(journey: Journey, advice: Advice) -> set[WorkKind]:
        items = worklists.worklist([SMALL], [journey], on=on_day(3), advised=[advice])
        return {item.kind for item in items}

    assert kinds(journey, told.advice) == {WorkKind.DECISION}
    assert kinds(flagged, told.advice) == {WorkKind.FLAG}
    assert kinds(journey, stay) == set()


def test_advice_of_another_day_or_journey_is_refused() -> None:
    """Also that which advises a move that is not there."""
    journey = in_care()
    advice = journeys.look(SMALL, journey, [worried(9, 6)]).advice
    stranger = attrs.evolve(journey, id=JourneyId("j2"))
    elsewhere = attrs.evolve(advice, move="let go")
    for on, listed_ones, told in (
        (7, journey, advice),
        (6, stranger, advice),
        (6, journey, elsewhere),
    ):
        with pytest.raises(InvalidValueError, match=r"worklist\.advised"):
            worklists.worklist([SMALL], [listed_ones], on=on_day(on), advised=[told])


# --- after the end -------------------------------------------------------------------


def test_who_died_on_one_journey_is_called_on_none() -> None:
    """Whoever records the death in one program has told the others."""
    stages = [
        attrs.evolve(stage, dead=True) if stage.name == "left" else stage
        for stage in SMALL.stages
    ]
    mortal = attrs.evolve(SMALL, id="feet", stages=stages)
    gone = attrs.evolve(
        after(in_care(), Make(move="leave", reason="she died"), pathway=SMALL),
        id=JourneyId("j2"),
        pathway=mortal.ref,
        at=mortal.stops[LEFT],
    )

    assert worklists.worklist([SMALL], [in_care()], on=on_day(30))
    told = worklists.worklist([SMALL, mortal], [in_care(), gone], on=on_day(30))
    assert told == ()


def test_a_missed_check_stays_visible_after_the_end() -> None:
    """INV-083. It was due on day 30, and she moved away on day 40; nobody is sent."""
    over = left(in_watch(30), 40)
    tallied = [("missed check", on_day(30), EXPIRED)]

    for days in (40, 400):
        items = listed(over, days=days, until=on_day(900))
        assert shown(items) == tallied
        assert (items[0].who, items[0].days_open) == ("tom", days - 30)
    assert worklists.by_person(listed(over, days=40))[0].caller is None


@pytest.mark.parametrize("days", [12, 30])
def test_an_end_before_the_check_was_due_misses_none(days: int) -> None:
    """Nor on that very day; and no flag, contact or check is left."""
    raised = RaiseFlag(flag_id="f1", trigger="a fall", owner="ann")
    over = left(after(in_watch(30), raised, days=10), days)

    assert over.flags
    assert listed(over, days=60, until=on_day(900)) == ()


def test_who_graduated_is_asked_after_three_and_six_months() -> None:
    """From 8 March: on 8 June and 8 September, by who answers for her on the panel."""
    over, owners = graduated(5), {ANN: "dr-lee"}

    def on(day: date, *talked: date) -> list[tuple[str, date | None, DueStatus | None]]:
        days_on = {ANN: talked}
        told = worklists.worklist(
            [FOLLOWED], [over], on=day, talked=days_on, owners=owners
        )
        assert {item.who for item in told} <= {"dr-lee"}
        return shown(told)

    june, september = date(2025, 6, 8), date(2025, 9, 8)
    assert on(date(2025, 6, 7)) == []
    assert on(june) == [("follow-up", june, DUE)]
    assert on(date(2025, 6, 9)) == [("follow-up", june, OVERDUE)]
    assert on(date(2025, 6, 9), date(2025, 6, 7)) == [("follow-up", june, OVERDUE)]
    assert on(date(2025, 6, 9), june) == []
    assert on(september, june) == [("follow-up", september, DUE)]
    assert on(september) == [
        ("follow-up", june, OVERDUE),
        ("follow-up", september, DUE),
    ]
    assert on(date(2025, 9, 10), date(2025, 9, 9)) == []


def test_nobody_is_asked_after_who_is_back_or_dead_or_left() -> None:
    """A newer journey on the pathway, or death; another pathway changes nothing."""
    over, june = graduated(5), date(2025, 6, 8)
    again = attrs.evolve(
        in_care(), id=JourneyId("j2"), began=on_day(50), since=on_day(50)
    )
    elsewhere = attrs.evolve(SMALL, id="elsewhere")
    other = attrs.evolve(again, pathway=elsewhere.ref)

    def follow_ups(*more: Journey, **known_of: Any) -> int:
        told = worklists.worklist(
            [FOLLOWED, elsewhere], [over, *more], on=june, **known_of
        )
        return sum(item.kind is WorkKind.FOLLOW_UP for item in told)

    assert follow_ups() == follow_ups(other) == 1
    assert follow_ups(again) == 0
    assert follow_ups(died={ANN: june}) == 0
    assert follow_ups(died={ANN: date(2025, 6, 9)}) == 1
    assert follow_ups(left(again, 60)) == 1


def test_a_later_end_that_is_followed_takes_the_place_of_the_first() -> None:
    """Who graduates again on 1 May is asked after from then on, and only once."""
    first = graduated(5)
    second = attrs.evolve(
        first, id=JourneyId("j2"), since=date(2025, 5, 1), next_check=None
    )

    told = worklists.worklist([FOLLOWED], [second, first], on=date(2025, 8, 1))

    assert [item.id for item in told] == ["j2/follow-up/2025-08-01"]


def test_the_default_pathway_asks_after_three_six_and_twelve_months() -> None:
    """Of who graduated; who declined is offered it again after 90 days."""
    asked_after = {
        stage.name: stage.follow_up
        for stage in DEFAULT_PATHWAY.stages
        if stage.follow_up
    }

    assert asked_after == {
        "graduated": (Interval(months=3), Interval(months=6), Interval(months=12)),
        "declined": (Interval(days=90),),
    }


# --- everyone ------------------------------------------------------------------------


def test_need_comes_first_and_the_oldest_need_before_the_newer() -> None:
    """Overdue, due, upcoming, lost; the id settles what is of one day."""
    flag = RaiseFlag(flag_id="f1", trigger="a fall", owner="ann")
    ben = attrs.evolve(in_care(), id=JourneyId("j2"), patient_id=PatientId("p2"))
    cat = attrs.evolve(
        left(in_watch(8), 9), id=JourneyId("j3"), patient_id=PatientId("p3")
    )
    told = listed(
        cat,
        after(ben, flag, days=1),
        in_watch(12),
        days=9,
        talked={ANN: [on_day(2)]},
        until=on_day(20),
    )

    assert [item.id for item in told] == [
        "j2/flag/f1",
        "j2/contact/2025-03-10",
        "j1/contact/2025-03-12",
        "j1/check/2025-03-15",
        "j3/missed check/2025-03-11",
    ]
    assert [item.due.status for item in told] == [
        OVERDUE,
        OVERDUE,
        DUE,
        UPCOMING,
        EXPIRED,
    ]


def test_one_person_has_one_caller() -> None:
    """On two pathways at once: who is named for the talk most in need calls."""
    elsewhere = attrs.evolve(SMALL, id="elsewhere")
    second = attrs.evolve(
        in_watch(30), id=JourneyId("j2"), pathway=elsewhere.ref, since=on_day(3)
    )
    flag = RaiseFlag(flag_id="f1", trigger="a fall", owner="ann")
    ben = attrs.evolve(in_asking(), id=JourneyId("j3"), patient_id=PatientId("p2"))
    told = worklists.worklist(
        [SMALL, elsewhere],
        [ben, after(in_care(), flag, days=1), second],
        on=on_day(31),
        talked={ANN: [on_day(25)]},
        until=on_day(40),
    )

    people = worklists.by_person(reversed(told))

    assert [(each.patient_id, each.caller) for each in people] == [
        (ANN, "tom"),
        (PatientId("p2"), None),
    ]
    assert [item.id for item in people[0].items] == [
        "j1/flag/f1",
        "j2/check/2025-04-02",
        "j1/contact/2025-04-04",
        "j2/contact/2025-04-04",
    ]


def test_nobody_calls_on_the_dead() -> None:
    """From the day of death on; the journey itself waits for someone to record it."""
    dead = {ANN: on_day(8)}

    assert contacts_of(listed(in_care(), days=7, died=dead)) == [(7, DUE)]
    assert listed(in_care(), days=8, died=dead) == ()
    over = left(in_watch(30), 40)
    assert shown(listed(over, days=40, died=dead)) == [
        ("missed check", on_day(30), EXPIRED)
    ]


def test_what_is_given_belongs_together() -> None:
    """A journey runs on a pathway that is given, and is given once."""
    with pytest.raises(NotFoundError, match="known: small 1"):
        listed(attrs.evolve(in_care(), pathway=DEFAULT_PATHWAY.ref), days=1)
    with pytest.raises(InvalidValueError, match="must not hold one journey twice"):
        listed(in_care(), in_watch(), days=1)


def test_an_item_says_a_day_and_a_status() -> None:
    """What is asked for at no time is no work."""
    (item,) = listed(in_care(), days=8)

    with pytest.raises(InvalidValueError, match=r"WorkItem\.due: must say a day"):
        attrs.evolve(item, due=Due(on=None, status=None))


def test_what_is_shown_of_work_is_ids() -> None:
    """And how much of it there is."""
    told = listed(in_care(), days=8)

    assert repr(told[0]) == "WorkItem('j1/contact/2025-03-10')"
    assert repr(worklists.by_person(told)[0]) == "PersonWork('p1', 1 items)"
