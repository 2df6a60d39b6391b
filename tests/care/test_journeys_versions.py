"""New versions of a pathway, old ones, and journeys as they were and were known."""

from datetime import UTC, datetime, time
from typing import Any, Final

import attrs
import pytest

from care.walked import (
    ASKING,
    AWAY,
    BEGIN,
    CLERK,
    DAY,
    DONE,
    FOR_THEM,
    HIGH,
    LOW,
    MISSED,
    MOVES,
    NURSE,
    PERSON,
    REST,
    RUNGS,
    SMALL,
    STAGES,
    TALKED,
    WATCH,
    WORRY,
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
from caremodel.care import journeys, pathways
from caremodel.care.journeys import (
    AdoptVersion,
    Agree,
    Agreed,
    Began,
    BookCheck,
    CheckBooked,
    ContactNoted,
    Event,
    Holding,
    Journey,
    JourneyId,
    LeadNamed,
    Make,
    Moved,
    NameLead,
    NameTracker,
    NoteCheck,
    NoteContact,
    Recommended,
    TrackerNamed,
    VersionAdopted,
)
from caremodel.care.pathways import (
    EpisodeStatus,
    Needed,
    Pathway,
    PathwayRef,
    Place,
    Tally,
    stop_at,
)
from caremodel.errors import InvalidValueError, NotAllowedError, NotFoundError
from caremodel.grammar import histories
from caremodel.grammar.dates import Interval, Period
from caremodel.grammar.histories import Correction, History
from caremodel.grammar.verdicts import Answer, Verdict

CHANGE: Final = on_day(40)
CALLED: Final = Tally(name="called", adds_on=("contact made", "contact missed"))
STRICT: Final = (
    attrs.evolve(RUNGS[0], down=WORRY <= 1, dwell=Interval(days=20)),
    attrs.evolve(RUNGS[1], down=WORRY <= 3),
)

OLD: Final = attrs.evolve(SMALL, in_force=Period(start=on_day(-100), end=CHANGE))
NEW: Final = attrs.evolve(
    SMALL,
    version="2",
    tallies=(CALLED, TALKED, MISSED),
    rungs=STRICT,
    limits=attrs.evolve(SMALL.limits, check=Interval(days=14)),
    in_force=Period(start=CHANGE),
)
"""From the fortieth day on: more is counted, less worry lets go, checks are closer."""

ADOPT: Final = AdoptVersion(reason="the program renewed its rules")


def changed(event: Event, **changes: Any) -> Event:
    """Make the same event, but for what is changed."""
    return attrs.evolve(event, **changes)


def staged(name: str, **changes: Any) -> Pathway:
    """Make the new version with one stage of it changed."""
    stages = [
        attrs.evolve(stage, **changes) if stage.name == name else stage
        for stage in STAGES
    ]
    return attrs.evolve(NEW, stages=stages)


def adopted(journey: Journey, command: AdoptVersion = ADOPT, **how: Any) -> Journey:
    """Make the journey that has gone over to the new version, on its first day."""
    return after(journey, command, **{"days": 40, "pathway": NEW, **how})


def unfit(
    journey: Journey | None, command: AdoptVersion = ADOPT, **how: Any
) -> tuple[str, ...]:
    """Name why a journey may not go over to the new version on its first day."""
    return refused(journey, command, **{"days": 40, "pathway": NEW, **how})


# --- which version -------------------------------------------------------------------


@pytest.mark.parametrize(("days", "version"), [(-100, "1"), (39, "1"), (40, "2")])
def test_the_version_in_force_is_that_of_the_day(days: int, version: str) -> None:
    """Up to the day before the change the old one, from that day on the new one."""
    found = pathways.pathway_on((NEW, OLD), "small", on=on_day(days))

    assert found.version == version


def test_a_day_without_a_version_has_none() -> None:
    """And the ids that are in force are told."""
    other = attrs.evolve(SMALL, id="other")

    with pytest.raises(NotFoundError) as told:
        pathways.pathway_on((OLD, NEW, other), "small", on=on_day(-101))

    assert told.value.known == ("other",)


def test_two_versions_in_force_at_once_are_refused() -> None:
    """Nobody could say by which one a journey begins."""
    with pytest.raises(InvalidValueError, match="has two versions in force on"):
        pathways.pathway_on((SMALL, NEW), "small", on=CHANGE)


def test_a_journey_finds_the_version_it_runs_on() -> None:
    """Superseded or not."""
    assert pathways.pathway_of((NEW, OLD), in_asking().pathway) is OLD


def test_a_version_that_is_not_there_is_not_found() -> None:
    """Those that are there are told."""
    with pytest.raises(NotFoundError) as told:
        pathways.pathway_of((NEW, OLD), PathwayRef("small", "3"))

    assert told.value.known == ("small 1", "small 2")


def test_a_version_is_never_told_in_two_ways() -> None:
    """Who changes a version has to call it another one."""
    changed = attrs.evolve(OLD, called="A small pathway, a little changed")

    assert pathways.pathway_of((OLD, OLD), OLD.ref) is OLD
    with pytest.raises(InvalidValueError, match="a version is never changed"):
        pathways.pathway_of((OLD, changed), OLD.ref)


def test_nobody_begins_on_a_version_that_is_not_in_force() -> None:
    """Neither before its first day nor after its last; the reason stands by others."""
    not_then = "that version of the pathway is not in force on that day"

    assert refused(None, BEGIN, days=39, pathway=OLD) == ()
    assert refused(None, BEGIN, days=40, pathway=OLD) == (not_then,)
    assert refused(None, BEGIN, days=40, pathway=NEW) == ()
    both = refused(None, attrs.evolve(BEGIN, place=WATCH), days=39, pathway=NEW)
    assert both == (not_then, "no journey begins there")


def test_a_journey_stays_on_its_version() -> None:
    """The old one goes on for it, superseded as it is; the new one does not know it."""
    leave = Make(move="leave", reason="moved away")

    assert refused(in_care(), leave, days=50, pathway=OLD) == ()
    assert refused(in_care(), leave, days=50, pathway=NEW) == (
        "it runs on another pathway, or another version of it",
    )


# --- going over ----------------------------------------------------------------------


def test_a_journey_goes_over_where_it_stands() -> None:
    """Place, day of coming, agreement and lead stay; what was counted goes on."""
    before = after(in_care(), NoteContact(two_way=False, mode="phone"), days=3)
    assert before.counts == (1, 1)

    events = journeys.decide(NEW, before, ADOPT, facts=known(40), on=CHANGE, by=CLERK)
    journey = journeys.replayed(events, start=before)

    assert events == (
        VersionAdopted(
            pathway=PathwayRef("small", "2"),
            at=stop_at(NEW, LOW),
            tallies=(CALLED, TALKED, MISSED),
            reason="the program renewed its rules",
            on=CHANGE,
            by=CLERK,
        ),
    )
    assert journey == attrs.evolve(
        before,
        pathway=NEW.ref,
        adopted=CHANGE,
        tallies=(CALLED, TALKED, MISSED),
        counts=(0, 1, 1),
    )
    assert (journey.since, journey.settled) == (DAY, CHANGE)


def test_from_then_on_the_new_version_decides() -> None:
    """And the old one no longer."""
    journey = adopted(in_care())
    leave = Make(move="leave", reason="moved away")

    assert refused(journey, leave, days=41, pathway=NEW) == ()
    assert refused(journey, leave, days=41, pathway=OLD) == (
        "it runs on another pathway, or another version of it",
    )
    assert refused(journey, leave, days=39, pathway=NEW) == (
        "it is before it went over to this version",
    )
    late = NoteContact(two_way=True, mode="phone")
    assert refused(journey, late, days=39, pathway=NEW) == ()


def test_what_held_by_the_old_version_does_not_let_go_by_the_new_one() -> None:
    """The dwell time, twenty days now, runs from the day of going over."""
    journey, holding = in_care(), Holding()
    for days in (0, 39):
        holding = journeys.watch(OLD, holding, worried(0, days), journey=journey)
    advice = journeys.recommend(OLD, journey, worried(0, 39), holding)
    assert (advice.recommendation, advice.since) == (Recommended.DOWN, on_day(0))

    journey = adopted(journey)
    told = []
    for days in (40, 59, 60):
        holding = journeys.watch(NEW, holding, worried(0, days), journey=journey)
        told.append(journeys.recommend(NEW, journey, worried(0, days), holding))

    assert [advice.recommendation for advice in told] == [
        Recommended.STAY,
        Recommended.STAY,
        Recommended.DOWN,
    ]
    assert [advice.since for advice in told] == [CHANGE] * 3


def test_advice_by_the_old_version_is_no_advice_by_the_new_one() -> None:
    """Even on the day of going over: it has held for no day yet."""
    advice = journeys.Advice(
        journey_id=BEGIN.journey_id,
        on=CHANGE,
        recommendation=Recommended.DOWN,
        move="step down",
        target=WATCH,
        verdict=Verdict(Answer.YES, ()),
        since=DAY,
    )
    down = Make(move="step down", because=advice, tracker="tom", next_check=on_day(50))
    facts = worried(0, 40)

    assert refused(in_care(), down, days=40, facts=facts) == ()
    assert refused(adopted(in_care()), down, days=40, facts=facts, pathway=NEW) == (
        "it has not held for its time",
    )


def test_going_over_opens_no_hole_and_no_overlap() -> None:
    """Who stays where they stand has one stay."""
    began = in_asking()
    log: list[Event] = [*journeys.begin(OLD, BEGIN, facts=known(), on=DAY, by=NURSE)]
    log += journeys.decide(NEW, began, ADOPT, facts=known(40), on=CHANGE, by=NURSE)
    entries = journeys.entries(began.id, log)
    assert [(each.codes, each.on, each.until) for each in entries] == [
        (("asking",), DAY, None)
    ]

    planned = staged("asking", status=EpisodeStatus.WAITLIST)
    log[1:] = journeys.decide(
        planned, began, ADOPT, facts=known(40), on=CHANGE, by=NURSE
    )
    entries = journeys.entries(began.id, log)
    assert [(each.status, each.on, each.until) for each in entries] == [
        ("planned", DAY, CHANGE),
        ("waitlist", CHANGE, None),
    ]


def test_who_overrides_may_name_another_place() -> None:
    """That is a move: since then it stands there; what was signed for one is over."""
    before = after(in_care(), Agree(what=Needed.HAND_OFF), days=2)
    there = attrs.evolve(ADOPT, place=HIGH)

    assert unfit(before, there, by=CLERK) == ("it takes someone who may override",)
    journey = adopted(before, there)

    assert (journey.place, journey.since) == (HIGH, CHANGE)
    assert journey.on_record == (Needed.AGREEMENT,)


def test_all_that_speaks_against_going_over_is_told() -> None:
    """Another pathway, not in force, an episode that does not go back, and no word."""
    other = attrs.evolve(NEW, id="other", version="1")
    back = attrs.evolve(ADOPT, place=ASKING, tracker="tom", signed=(Needed.HAND_OFF,))

    assert unfit(in_care(), back, days=39, by=CLERK, pathway=other) == (
        "it is another pathway",
        "that version of the pathway is not in force on that day",
        "it takes someone who may override",
        "an episode does not go from active to planned",
        "it takes someone who may sign a warm hand-off",
        "nobody keeps watch there: no tracker is named, and no check booked",
    )
    assert unfit(in_asking(), attrs.evolve(ADOPT, place=HIGH)) == (
        "not on record: the person's agreement",
        "not on record: a lead",
    )


def test_the_version_it_runs_on_is_no_other() -> None:
    """There is nothing to go over to."""
    assert unfit(in_care(), pathway=SMALL) == ("it runs on that version",)


@pytest.mark.parametrize(
    ("place", "because"),
    [
        (Place("nowhere"), "that version has no such place"),
        (DONE, "nobody goes over to an end"),
    ],
)
def test_nobody_goes_over_to_where_nobody_stays(place: Place, because: str) -> None:
    """What was asked for is not repeated: it may be anything."""
    there = attrs.evolve(ADOPT, place=place)

    assert unfit(in_care(), there) == (because,)
    assert unfit(in_care(), there, pathway=SMALL)[0] == "it runs on that version"


def test_what_is_over_goes_over_to_nothing() -> None:
    """Nor what never began."""
    left = after(in_care(), Make(move="leave", reason="moved away"), days=3)

    assert unfit(left)[:1] == ("the journey is over",)
    assert unfit(None) == ("the journey has not begun",)
    assert unfit(in_care(), facts=known(39)) == ("the facts are of another day",)


def test_a_reason_is_given() -> None:
    """Without one it cannot even be asked for."""
    with pytest.raises(InvalidValueError, match=r"AdoptVersion\.reason"):
        AdoptVersion(reason=" ")


def in_away() -> Journey:
    """Make a journey of someone who is looked for since the first day."""
    return after(in_care(), Make(move="look for"))


def test_what_a_place_takes_now_is_signed_on_the_way() -> None:
    """By someone who may, and once."""
    newer = staged("away", takes=(Needed.AGREEMENT, Needed.HAND_OFF))
    signing = attrs.evolve(ADOPT, signed=(Needed.AGREEMENT, Needed.HAND_OFF))

    assert unfit(in_away(), pathway=newer) == ("not on record: a warm hand-off",)
    events = journeys.decide(
        newer, in_away(), signing, facts=known(40), on=CHANGE, by=FOR_THEM
    )

    assert events[0] == Agreed(what=Needed.HAND_OFF, on=CHANGE, by=FOR_THEM)
    assert [type(event) for event in events] == [Agreed, VersionAdopted]


def test_where_the_new_version_keeps_watch_someone_has_to() -> None:
    """A tracker and a check within the limit of that version, in the same step."""
    takes = (Needed.TRACKER, Needed.NEXT_CHECK)
    newer = staged("away", takes=takes, tracked=True)
    assert unfit(in_away(), pathway=newer) == (
        "not on record: a tracker",
        "not on record: a next check within the limit",
    )
    asked = attrs.evolve(ADOPT, lead="ann", tracker="tom", next_check=on_day(55))
    assert unfit(in_away(), asked, pathway=newer) == (
        "the next check must be within the limit from the last one",
    )

    journey = adopted(
        in_away(), attrs.evolve(asked, next_check=on_day(54)), pathway=newer
    )

    assert (journey.lead, journey.tracker, journey.checked) == ("ann", "tom", CHANGE)
    assert (journey.place, journey.since) == (AWAY, DAY)


def test_a_check_that_is_booked_has_to_keep_the_new_limit() -> None:
    """The last one was on day 30: by the new version, the next is on day 44."""
    made = NoteCheck(made=True, next_check=on_day(60))
    journey = after(in_watch(), made, days=30)

    assert unfit(journey) == (
        "the next check must be within the limit from the last one",
    )
    asked = attrs.evolve(ADOPT, next_check=on_day(44))
    assert adopted(journey, asked).next_check == on_day(44)
    made = attrs.evolve(made, next_check=on_day(44))
    kept = adopted(after(in_watch(), made, days=30))
    assert (kept.tracker, kept.checked) == ("tom", on_day(30))


def test_where_the_new_version_keeps_no_watch_it_ends() -> None:
    """Whoever kept it leads on, if nobody else does."""
    takes = (Needed.AGREEMENT, Needed.LEAD)
    newer = staged("watch", takes=takes, tracked=False)

    journey = adopted(attrs.evolve(in_watch(), lead=None), pathway=newer)

    assert (journey.lead, journey.lead_since) == ("tom", CHANGE)
    assert (journey.tracker, journey.next_check, journey.checked) == (None, None, None)


# --- what cannot have happened -------------------------------------------------------


def went_over(**changes: Any) -> VersionAdopted:
    """Make the event of going over to the new version."""
    event = VersionAdopted(
        pathway=NEW.ref, at=stop_at(NEW, LOW), reason="renewed", on=CHANGE, by=NURSE
    )
    return attrs.evolve(event, **changes)


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"on": on_day(-1)}, "it was before the journey began"),
        ({"pathway": PathwayRef("other", "2")}, "it is another pathway"),
        ({"pathway": SMALL.ref}, "it runs on that version"),
        ({"at": stop_at(NEW, DONE)}, "it would be over there"),
        (
            {"at": stop_at(NEW, WATCH)},
            "nobody keeps watch there, or no check is booked",
        ),
    ],
)
def test_going_over_in_vain_is_refused(changes: dict[str, Any], because: str) -> None:
    """The log is never trusted."""
    with pytest.raises(NotAllowedError) as told:
        journeys.evolve(in_care(), went_over(**changes))

    assert told.value.because == (because,)


def test_nothing_leads_back_before_the_version_it_runs_on() -> None:
    """Neither a move nor another version; a move made before is no reason by itself."""
    moved = Moved(move="go", to=stop_at(NEW, HIGH), on=on_day(39), by=NURSE)
    again = went_over(pathway=PathwayRef("small", "3"), on=on_day(39))

    for event in (moved, again):
        with pytest.raises(NotAllowedError) as told:
            journeys.evolve(adopted(in_care()), event)
        assert told.value.because == ("it was before it went over to this version",)
    high = journeys.evolve(in_care(), attrs.evolve(moved, on=on_day(41)))
    with pytest.raises(NotAllowedError, match="before the move that it follows"):
        journeys.evolve(high, went_over())


# --- what is said late ---------------------------------------------------------------

LATE: list[tuple[Journey, Event, journeys.Command, str]] = [
    (
        after(in_care(), NameLead(worker_id="ann"), days=9),
        LeadNamed(worker_id="ben", on=on_day(8), by=NURSE),
        NameLead(worker_id="ben"),
        "another lead was named later",
    ),
    (
        after(in_watch(), NameTracker(worker_id="ann"), days=9),
        TrackerNamed(worker_id="ben", on=on_day(8), by=NURSE),
        NameTracker(worker_id="ben"),
        "another tracker was named later",
    ),
    (
        after(in_watch(), BookCheck(due=on_day(20)), days=9),
        CheckBooked(due=on_day(25), on=on_day(8), by=NURSE),
        BookCheck(due=on_day(25)),
        "another check was booked later",
    ),
]


@pytest.mark.parametrize(("journey", "event", "command", "because"), LATE)
def test_what_is_said_late_does_not_undo_what_is_newer(
    journey: Journey, event: Event, command: journeys.Command, because: str
) -> None:
    """Neither as a command nor from the log; on the same day, the last word counts."""
    assert refused(journey, command, days=8) == (because,)
    assert refused(journey, command, days=9) == ()
    with pytest.raises(NotAllowedError) as told:
        journeys.evolve(journey, event)
    assert told.value.because == (because,)


def test_a_move_that_is_noted_late_names_nobody_over_someone_newer() -> None:
    """Without a name it may be noted."""
    journey = after(in_care(), NameLead(worker_id="ann"), days=9)
    up = Make(move="step up", reason="she asked", lead="ben")

    assert refused(journey, up, days=8) == ("another lead was named later",)
    assert refused(journey, attrs.evolve(up, lead=None), days=8) == ()


def test_a_made_check_books_no_other_over_a_newer_one() -> None:
    """The check itself may be noted late, as missed."""
    journey = after(in_watch(), BookCheck(due=on_day(20)), days=9)

    assert refused(journey, NoteCheck(made=True, next_check=on_day(25)), days=8) == (
        "another check was booked later",
    )
    assert refused(journey, NoteCheck(made=False), days=8) == ()


# --- as it was, and as it was known --------------------------------------------------


def noon(days: int) -> datetime:
    """Say when it was noon on a day."""
    return datetime.combine(on_day(days), time(12), UTC)


def written(*steps: tuple[int, tuple[Event, ...]]) -> History[Event]:
    """Write events down, each step at noon of a day."""
    history = History[Event](stream="j1")
    for number, (days, events) in enumerate(steps):
        history = histories.append(
            history,
            events,
            expected_version=history.version,
            command_id=f"c{number}",
            recorded_at=noon(days),
        )
    return history


def happened(*asked: tuple[int, journeys.Command, Any]) -> tuple[Event, ...]:
    """Tell what some commands make happen, each on its day."""
    journey: Journey | None = None
    events: list[Event] = []
    for days, command, by in asked:
        new = journeys.decide(
            SMALL, journey, command, facts=known(days), on=on_day(days), by=by
        )
        journey = journeys.replayed(new, start=journey)
        events += new
    return tuple(events)


STARTED: Final = happened(
    (0, BEGIN, NURSE),
    (1, NoteContact(two_way=True, mode="phone"), NURSE),
    (2, Agree(what=Needed.AGREEMENT), PERSON),
    (3, Make(move="start", lead="rosa"), NURSE),
    (5, Make(move="step up", reason="she asked"), NURSE),
)
"""Began, called, agreed, a lead named and the start, up: six events in five steps."""

HISTORY: Final = written((0, STARTED[:1]), (2, STARTED[1:3]), (9, STARTED[3:]))
"""What happened on the third and fifth day was written down on the ninth."""


@pytest.mark.parametrize(
    ("on", "known_at", "place"),
    [
        (4, 9, LOW),
        (5, 9, HIGH),
        (5, 8, ASKING),
        (0, 0, ASKING),
        (2, 9, ASKING),
    ],
)
def test_where_it_stood_on_a_day_as_far_as_was_known(
    on: int, known_at: int, place: Place
) -> None:
    """The day it happened is one thing, the instant it was written down another."""
    journey = journeys.as_of(HISTORY, on=on_day(on), known_at=noon(known_at))

    assert journey is not None
    assert journey.place == place


@pytest.mark.parametrize(("on", "known_at"), [(-1, 9), (0, -1)])
def test_before_it_began_or_was_written_down_there_is_none(
    on: int, known_at: int
) -> None:
    """That is no error."""
    assert journeys.as_of(HISTORY, on=on_day(on), known_at=noon(known_at)) is None


def correct(version: int, instead: Event | None, *, days: int = 20) -> History[Event]:
    """Correct an event of the history on a later day."""
    return histories.correct(
        HISTORY,
        Correction(
            version=version,
            instead=instead,
            on=on_day(days),
            by=NURSE,
            reason="mistyped",
        ),
        evolve=journeys.evolve,
        start=None,
        expected_version=HISTORY.version,
        command_id="correction",
        recorded_at=noon(days),
    )


def test_a_correction_changes_what_is_known_from_then_on() -> None:
    """She came up a day later; who looks from before the correction sees the fifth."""
    later = attrs.evolve(STARTED[-1], on=on_day(6))
    history = correct(6, later)

    def stood(known_at: int) -> Place:
        journey = journeys.as_of(history, on=on_day(5), known_at=noon(known_at))
        assert journey is not None
        return journey.place

    assert (stood(19), stood(20)) == (HIGH, LOW)


def test_a_correction_that_makes_illegal_what_follows_is_refused() -> None:
    """Without the start she stood where no lead was, and a second start is no step."""
    ended = changed(STARTED[4], to=stop_at(SMALL, DONE))

    with pytest.raises(NotAllowedError) as told:
        correct(5, ended)

    assert told.value.change == "correct j1[5]"
    assert told.value.because == ("what follows: the journey is over",)
    with pytest.raises(NotAllowedError, match="before the move that it follows"):
        correct(5, attrs.evolve(STARTED[4], on=on_day(6)))
    with pytest.raises(NotAllowedError, match="it has not begun"):
        correct(1, None)


# --- what another version would have come to -----------------------------------------


def test_restated_under_its_own_version_it_is_what_it_was() -> None:
    """Nothing is amiss."""
    restated = journeys.restate(SMALL, STARTED)

    assert restated.misfits == ()
    assert restated.journey == folded(STARTED)
    assert (restated.was, restated.now) == ((SMALL.ref,), SMALL.ref)


def test_a_restated_journey_says_which_version_it_is_under() -> None:
    """It counts as that version counts, from the first day on."""
    restated = journeys.restate(NEW, STARTED)

    assert (restated.was, restated.now) == ((SMALL.ref,), NEW.ref)
    journey = restated.journey
    assert journey is not None
    assert (journey.began, journey.place, journey.since) == (DAY, HIGH, on_day(5))
    assert (journey.pathway, journey.adopted) == (NEW.ref, None)
    assert journey.tallies == (CALLED, TALKED, MISSED)
    assert journey.counts == (1, 1, 0)
    assert repr(restated) == "Restated('j1', 1 as 2, 0 misfits)"


def test_moves_lead_where_that_version_has_them_lead() -> None:
    """The same word, another place; what cannot happen from there is left out."""
    start = attrs.evolve(MOVES[0], target=HIGH)
    newer = attrs.evolve(NEW, moves=(start, *MOVES[1:]))

    restated = journeys.restate(newer, STARTED)

    assert restated.journey is not None
    assert (restated.journey.place, restated.journey.since) == (HIGH, on_day(3))
    (misfit,) = restated.misfits
    assert misfit.event == STARTED[-1]
    assert misfit.because == ("no such move from care (high)",)
    assert repr(misfit) == "Misfit(Moved(2025-03-08))"


def test_who_may_and_what_it_takes_is_asked_of_that_version() -> None:
    """A social worker starts there, with a hand-off on record, and says why."""
    start = attrs.evolve(MOVES[0], roles=("social worker",), needs_reason=True)
    stages = [
        attrs.evolve(stage, takes=(*stage.takes, Needed.HAND_OFF))
        if stage.name in {"care", "watch"}
        else stage
        for stage in STAGES
    ]
    newer = attrs.evolve(NEW, stages=stages, moves=(start, *MOVES[1:]))

    restated = journeys.restate(newer, STARTED)

    assert [misfit.because for misfit in restated.misfits] == [
        (
            "it takes one of the roles social worker",
            "a reason must be given",
            "not on record: a warm hand-off",
        ),
        ("no such move from asking",),
    ]
    assert restated.journey is not None
    assert (restated.journey.place, restated.journey.lead) == (ASKING, "rosa")


def test_who_signed_is_asked_of_that_version() -> None:
    """The nurse alone may, there."""
    signatures = (
        attrs.evolve(SMALL.signatures[0], roles=("nurse",), on_behalf=False),
        *SMALL.signatures[1:],
    )
    restated = journeys.restate(attrs.evolve(NEW, signatures=signatures), STARTED)

    assert restated.misfits[0].because == (
        "it takes someone who may sign the person's agreement",
    )
    assert restated.misfits[1].because == ("not on record: the person's agreement",)


def test_what_could_not_have_begun_comes_to_nothing() -> None:
    """Every event says why."""
    first = attrs.evolve(STAGES[0], name="inviting")
    moves = (attrs.evolve(MOVES[0], source=Place("inviting")), *MOVES[1:])
    newer = attrs.evolve(NEW, stages=(first, *STAGES[1:]), moves=moves)

    restated = journeys.restate(newer, STARTED)

    assert restated.journey is None
    assert [misfit.because for misfit in restated.misfits] == [
        ("no journey begins there",),
        *[("it has not begun",)] * 5,
    ]


def test_a_return_straight_into_care_is_restated_as_one() -> None:
    """Whoever came back still does."""
    again = attrs.evolve(
        BEGIN,
        previous=JourneyId("j0"),
        previous_ended=on_day(-90),
        place=LOW,
        lead="rosa",
        signed=(Needed.AGREEMENT,),
    )
    events = journeys.begin(SMALL, again, facts=known(), on=DAY, by=FOR_THEM)

    restated = journeys.restate(NEW, events)

    assert restated.misfits == ()
    assert restated.journey is not None
    assert (restated.journey.place, restated.journey.previous) == (LOW, "j0")


def watched(check: int, *more: tuple[int, journeys.Command, Any]) -> tuple[Event, ...]:
    """Tell of someone who is watched from the tenth day on."""
    down = Make(
        move="step down",
        override=True,
        reason="she moves in with her daughter",
        tracker="tom",
        next_check=on_day(check),
    )
    begun = happened(
        (0, BEGIN, NURSE),
        (1, NoteContact(two_way=True, mode="phone"), NURSE),
        (2, Agree(what=Needed.AGREEMENT), PERSON),
        (3, Make(move="start", lead="rosa"), NURSE),
        (10, down, NURSE),
    )
    journey, events = journeys.replayed(begun), list(begun)
    for days, command, by in more:
        new = journeys.decide(
            SMALL, journey, command, facts=known(days), on=on_day(days), by=by
        )
        journey = journeys.replayed(new, start=journey)
        events += new
    return tuple(events)


def test_watch_is_restated_with_its_limit() -> None:
    """Fourteen days at most: a check on the 24th will do, one on the 25th will not."""
    kept = journeys.restate(NEW, watched(24))
    assert kept.misfits == ()
    assert kept.journey is not None
    assert (kept.journey.place, kept.journey.tracker) == (WATCH, "tom")

    broken = journeys.restate(NEW, watched(25))

    assert [(type(each.event), each.because) for each in broken.misfits] == [
        (TrackerNamed, ("it goes nowhere where watch is kept",)),
        (CheckBooked, ("it goes nowhere where watch is kept",)),
        (Moved, ("not on record: a next check within the limit",)),
    ]
    assert broken.journey is not None
    assert (broken.journey.place, broken.journey.tracker) == (LOW, None)
    assert broken.journey.next_check is None


def test_a_later_check_is_restated_with_its_limit() -> None:
    """Who was still watched keeps the check that could have been."""
    made = NoteCheck(made=True, next_check=on_day(45))
    events = watched(24, (24, made, NURSE), (26, NameTracker(worker_id="ann"), NURSE))

    restated = journeys.restate(NEW, events)

    assert [(type(each.event), each.because) for each in restated.misfits] == [
        (
            CheckBooked,
            ("the next check must be within the limit from the last one",),
        )
    ]
    assert restated.journey is not None
    assert restated.journey.tracker == "ann"
    assert (restated.journey.checked, restated.journey.next_check) == (
        on_day(24),
        on_day(24),
    )


def test_what_is_said_where_nobody_is_watched_is_left_out() -> None:
    """That version keeps no watch: who is let go stays with the lead."""
    takes = (Needed.AGREEMENT, Needed.LEAD)
    newer = staged("watch", takes=takes, tracked=False)
    events = watched(24, (12, NameTracker(worker_id="ann"), NURSE))

    restated = journeys.restate(newer, events)

    assert [type(each.event) for each in restated.misfits] == [
        TrackerNamed,
        CheckBooked,
        TrackerNamed,
    ]
    assert restated.journey is not None
    assert (restated.journey.place, restated.journey.tracker) == (WATCH, None)


def test_a_tracker_named_where_nobody_is_watched_does_not_come_along() -> None:
    """Who was named in between keeps no watch later."""
    down = Make(
        move="step down",
        override=True,
        reason="she is better",
        tracker="tom",
        next_check=on_day(34),
    )
    events = watched(
        25,
        (12, NameTracker(worker_id="ann"), NURSE),
        (20, Make(move="look for"), NURSE),
        (20, Make(move="come back"), NURSE),
        (21, down, NURSE),
    )

    restated = journeys.restate(NEW, events)

    told = [(type(each.event), each.event.on) for each in restated.misfits]
    assert told == [
        (TrackerNamed, on_day(10)),
        (CheckBooked, on_day(10)),
        (Moved, on_day(10)),
        (TrackerNamed, on_day(12)),
    ]
    journey = restated.journey
    assert journey is not None
    assert (journey.place, journey.since) == (WATCH, on_day(21))
    assert journey.tracker == "tom"


def test_a_journey_that_went_over_is_restated_as_one() -> None:
    """Under either version it runs on that one alone, all the time."""
    log = [*STARTED]
    went = journeys.decide(
        NEW, folded(log), ADOPT, facts=known(40), on=CHANGE, by=NURSE
    )
    log += went
    for version in (SMALL, NEW):
        restated = journeys.restate(version, log)

        assert restated.was == (SMALL.ref, NEW.ref)
        assert restated.misfits == ()
        assert restated.journey is not None
        assert (restated.journey.pathway, restated.journey.place) == (
            version.ref,
            HIGH,
        )


def test_going_over_to_another_place_is_a_step_under_either_version() -> None:
    """If that version has the place, and someone who may override went there."""
    elsewhere = attrs.evolve(ADOPT, place=LOW)
    went = journeys.decide(
        NEW, folded(STARTED), elsewhere, facts=known(40), on=CHANGE, by=NURSE
    )
    log = (*STARTED, *went)
    kept = journeys.restate(SMALL, log)
    assert kept.misfits == ()
    assert kept.journey is not None
    assert (kept.journey.place, kept.journey.since) == (LOW, CHANGE)

    nobody = attrs.evolve(SMALL, may_override=("supervisor",))
    gone = changed(went[0], at=attrs.evolve(kept.journey.at, place=Place("deep")))
    for version, event, because in (
        (nobody, went[0], "it takes one of the roles supervisor"),
        (SMALL, gone, "that version has no such place to stay at"),
    ):
        restated = journeys.restate(version, (*STARTED, event))
        assert [misfit.because for misfit in restated.misfits] == [(because,)]


def test_what_follows_an_end_that_came_sooner_could_not_have_been() -> None:
    """Who would rest is let go for good by that version."""
    newer = attrs.evolve(
        NEW,
        stages=[
            attrs.evolve(stage, takes=()) if stage.name == "done" else stage
            for stage in STAGES
            if stage.name != "rest"
        ],
        moves=[
            attrs.evolve(move, target=DONE) if move.name == "rest" else move
            for move in MOVES
            if move.source != REST
        ],
    )
    events = happened(
        (0, BEGIN, NURSE),
        (1, NoteContact(two_way=True, mode="phone"), NURSE),
        (2, Agree(what=Needed.AGREEMENT), PERSON),
        (3, Make(move="start", lead="rosa"), NURSE),
        (6, Make(move="rest", reason="on holiday"), NURSE),
        (9, NoteContact(two_way=True, mode="phone"), NURSE),
        (9, Make(move="come back"), NURSE),
    )

    restated = journeys.restate(newer, events)

    assert restated.journey is not None
    assert restated.journey.place == DONE
    assert [misfit.because for misfit in restated.misfits] == [
        ("the journey is over",)
    ] * 2


def test_a_step_up_for_safety_says_why_under_that_version_too() -> None:
    """By words, or by the entries that it rests on."""
    for reason, evidence, misfits in (
        ("", ("e1",), 0),
        ("she asked", (), 0),
        ("", (), 1),
    ):
        up = changed(STARTED[-1], reason=reason, evidence=evidence)
        restated = journeys.restate(NEW, (*STARTED[:-1], up))
        assert len(restated.misfits) == misfits


def test_only_what_happened_on_that_pathway_is_restated() -> None:
    """Another pathway is no other version; nothing, and what is no log, is nothing."""
    other = attrs.evolve(NEW, id="other")

    with pytest.raises(NotAllowedError, match="it is of another pathway"):
        journeys.restate(other, STARTED)
    with pytest.raises(NotAllowedError, match="nothing has happened"):
        journeys.restate(NEW, ())
    with pytest.raises(NotAllowedError, match="it has not begun"):
        journeys.restate(NEW, STARTED[1:])


def test_nothing_of_what_happened_is_changed() -> None:
    """A restated journey is told apart from the one that was."""
    before = folded(STARTED)

    restated = journeys.restate(NEW, STARTED)

    assert folded(STARTED) == before
    assert restated.journey != before


# --- what a version would have advised -----------------------------------------------


def test_one_asks_for_march_by_the_rules_of_march_and_by_those_of_today() -> None:
    """A worry of two for ten days let go by the old rules, not by the new ones."""
    events = STARTED[:-1]
    looks = [worried(2, days) for days in range(3, 29)]

    then = journeys.would_advise(OLD, events, looks)
    today = journeys.would_advise(NEW, events, looks)

    assert then is not None
    assert (then.recommendation, then.since) == (Recommended.DOWN, on_day(3))
    assert today is not None
    assert (today.recommendation, today.since) == (Recommended.STAY, None)


@pytest.mark.parametrize(("last", "advised"), [(22, "stay"), (23, "step down")])
def test_what_has_to_hold_is_seen_day_by_day(last: int, advised: str) -> None:
    """Twenty days from the third: on day 23, by the new rules."""
    looks = [worried(1, days) for days in range(last + 1)]

    told = journeys.would_advise(NEW, STARTED[:-1], looks)

    assert told is not None
    assert told.recommendation.value == advised


def test_nothing_is_advised_before_it_begins_or_once_it_is_over() -> None:
    """Nor when nobody looks."""
    left = happened((0, BEGIN, NURSE), (5, Make(move="leave", reason="moved"), NURSE))

    assert journeys.would_advise(NEW, left, [worried(2, -1)]) is None
    assert journeys.would_advise(NEW, left, [worried(2, 4), worried(2, 5)]) is None
    assert journeys.would_advise(NEW, left, []) is None
    assert isinstance(left[0], Began)


def test_evidence_is_several_texts() -> None:
    """One alone would fall into its letters."""
    one: Any = "e1"

    with pytest.raises(InvalidValueError, match="must be several texts"):
        journeys.RaiseFlag(flag_id="f1", trigger="fall", owner="tom", evidence=one)
    with pytest.raises(InvalidValueError, match="must be several texts"):
        changed(STARTED[-1], evidence=one)


def test_what_was_said_shows_nothing_of_the_person() -> None:
    """A command and an event show what they are, and when."""
    contact = ContactNoted(two_way=True, mode="phone", on=DAY, by=NURSE)

    assert repr(ADOPT) == "AdoptVersion()"
    assert repr(went_over()) == "VersionAdopted(2025-04-12)"
    assert repr(contact) == "ContactNoted(2025-03-03)"


def test_restating_under_its_own_version_names_what_was_told_otherwise() -> None:
    """A move that led elsewhere, a place told falsely, an override for no reason."""
    talked = ContactNoted(two_way=True, mode="phone", on=on_day(0), by=NURSE)
    agreed = Agreed(what=Needed.AGREEMENT, on=on_day(0), by=PERSON)
    led = LeadNamed(worker_id="rosa", on=on_day(0), by=NURSE)
    began = journeys.begin(SMALL, BEGIN, facts=known(), on=on_day(0), by=NURSE)
    start = Moved(move="start", to=stop_at(SMALL, LOW), on=on_day(1), by=NURSE)
    before = (*began, talked, agreed, led)
    assert journeys.restate(SMALL, (*before, start)).misfits == ()

    onhold = attrs.evolve(start.to, status=EpisodeStatus.ON_HOLD)
    for told, because in (
        (attrs.evolve(start, to=stop_at(SMALL, HIGH)), "it leads to care (low)"),
        (attrs.evolve(start, to=onhold), "it leads to care (low)"),
        (attrs.evolve(start, overrides=True), "who overrides says why"),
    ):
        (misfit,) = journeys.restate(SMALL, (*before, told)).misfits
        assert (misfit.event, misfit.because) == (told, (because,))
    elsewhere = attrs.evolve(start, to=stop_at(SMALL, HIGH))
    other = attrs.evolve(SMALL, version="2")
    assert journeys.restate(other, (*before, elsewhere)).misfits == ()
