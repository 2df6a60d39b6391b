"""What a journey is after what happened, and what cannot have happened."""

from typing import Any, get_args

import attrs
import pytest

from care.walked import (
    ASKING,
    BEGIN,
    HIGH,
    LOW,
    NURSE,
    PERSON,
    SMALL,
    WATCH,
    after,
    folded,
    in_asking,
    in_care,
    in_watch,
    on_day,
)
from caremodel.care import journeys
from caremodel.care.journeys import (
    Agree,
    AnswerFlag,
    Began,
    CheckBooked,
    CheckNoted,
    ContactNoted,
    Event,
    Flag,
    FlagAnswer,
    FlagAnswered,
    FlagRaised,
    HearReadiness,
    Journey,
    LeadNamed,
    Make,
    Moved,
    NoteContact,
    RaiseFlag,
    ReadinessHeard,
    TrackerNamed,
)
from caremodel.care.journeys._journeys import APPLY
from caremodel.care.pathways import Needed, Place, Readiness, stop_at
from caremodel.errors import InvalidValueError, NotAllowedError

BEGAN = Began(
    journey_id=BEGIN.journey_id,
    patient_id=BEGIN.patient_id,
    pathway=SMALL.ref,
    at=stop_at(SMALL, ASKING),
    way_in=BEGIN.way_in,
    tallies=SMALL.tallies,
    on=on_day(0),
    by=NURSE,
)


def moved(place: Place, days: int = 0, evidence: tuple[str, ...] = ()) -> Moved:
    """Make the event of a move."""
    return Moved(
        move="go",
        to=stop_at(SMALL, place),
        evidence=evidence,
        on=on_day(days),
        by=NURSE,
    )


def missed(days: int = 0) -> ContactNoted:
    """Make the event of a contact that was missed."""
    return ContactNoted(two_way=False, mode="phone", on=on_day(days), by=NURSE)


def met(days: int = 0) -> ContactNoted:
    """Make the event of a contact that was made."""
    return ContactNoted(two_way=True, mode="phone", on=on_day(days), by=NURSE)


# --- what follows --------------------------------------------------------------------


def test_a_journey_begins() -> None:
    """With nothing said, nothing counted, nobody in charge."""
    journey = journeys.evolve(None, BEGAN)

    assert journey == Journey(
        id=BEGIN.journey_id,
        patient_id=BEGIN.patient_id,
        pathway=SMALL.ref,
        began=on_day(0),
        at=stop_at(SMALL, ASKING),
        since=on_day(0),
        tallies=SMALL.tallies,
        counts=(0, 0),
    )
    assert not journey.is_over


def test_a_move_keeps_the_agreement_alone() -> None:
    """What else was signed was for that move."""
    journey = after(in_care(), Agree(what=Needed.HAND_OFF))
    assert journey.on_record == (Needed.AGREEMENT, Needed.HAND_OFF)

    journey = journeys.evolve(journey, moved(HIGH, 3))

    assert journey.on_record == (Needed.AGREEMENT,)
    assert (journey.place, journey.since) == (HIGH, on_day(3))


def test_watch_begins_with_the_move_and_ends_with_it() -> None:
    """The tracker is let go, and leads where nobody else does."""
    journey = attrs.evolve(in_watch(), lead=None)
    assert (journey.tracker, journey.checked) == ("tom", on_day(0))

    journey = journeys.evolve(journey, moved(LOW, 3))

    assert (journey.lead, journey.tracker) == ("tom", None)
    assert (journey.next_check, journey.checked) == (None, None)


def test_whoever_leads_goes_on_leading() -> None:
    """The tracker does not take over."""
    assert journeys.evolve(in_watch(), moved(LOW, 3)).lead == "rosa"


def test_watch_goes_on_from_one_watched_place_to_another() -> None:
    """Going there is no check."""
    deeper = attrs.evolve(stop_at(SMALL, WATCH), place=Place("watch", "deep"))
    there = attrs.evolve(moved(WATCH, 3), to=deeper)

    assert journeys.evolve(in_watch(), there).checked == on_day(0)


def test_what_was_missed_before_the_end_stays_visible() -> None:
    """Checks and flags stand there as they stood."""
    journey = after(
        in_watch(), RaiseFlag(flag_id="f1", trigger="fall", owner="tom", evidence=["e"])
    )

    over = after(journey, Make(move="leave", reason="moved away"), days=40)

    assert over.is_over
    assert over.next_check == on_day(30)
    assert [flag.id for flag in over.flags] == ["f1"]


def test_acting_on_evidence_closes_its_flags() -> None:
    """Those that rest on more, or on nothing, stay open."""
    journey = in_watch()
    for flag, evidence in (("f1", ["e1"]), ("f2", ["e1", "e2"]), ("f3", [])):
        raised = RaiseFlag(flag_id=flag, trigger="x", owner="tom", evidence=evidence)
        journey = after(journey, raised)

    journey = journeys.evolve(journey, moved(LOW, 3, ("e1",)))

    assert [flag.id for flag in journey.flags] == ["f2", "f3"]
    assert journey.answered == ("e1",)


@pytest.mark.parametrize(
    ("answer", "answered"),
    [
        (FlagAnswer.STAY, ("e1",)),
        (FlagAnswer.STEP_UP, ()),
        (FlagAnswer.EXIT, ()),
    ],
)
def test_only_letting_someone_stay_answers_the_evidence(
    answer: FlagAnswer, answered: tuple[str, ...]
) -> None:
    """A step that was decided and not made must still be asked for."""
    flag = RaiseFlag(flag_id="f1", trigger="fall", owner="tom", evidence=("e1",))
    journey = after(in_watch(), flag)
    assert journey.flags == (Flag("f1", "fall", ("e1",), "tom", on_day(0)),)

    journey = after(journey, AnswerFlag(flag_id="f1", answer=answer, reason="light"))

    assert journey.flags == ()
    assert journey.answered == answered


def test_a_row_begins_again_where_it_is_broken() -> None:
    """Two missed, one made, one missed: one in a row, and one conversation."""
    journey = folded((BEGAN, missed(1), missed(2), met(3), missed(4)))

    assert journey.counts == (1, 1)
    assert journey.counted == on_day(4)


def test_what_is_noted_late_adds_to_a_total_but_to_no_row() -> None:
    """One missed before the last one made is not missed in a row."""
    journey = folded((BEGAN, missed(1), met(5), missed(3), met(2)))

    assert journey.counts == (0, 2)
    assert journey.counted == on_day(5)


def test_a_pathway_that_counts_nothing_counts_nothing() -> None:
    """And takes contacts all the same."""
    journey = folded((attrs.evolve(BEGAN, tallies=()), met(1)))

    assert journey.counts == ()


def test_readiness_moves_nothing_but_itself() -> None:
    """The journey stands where it stood."""
    before = in_care()

    journey = after(before, HearReadiness(readiness=Readiness.NOT_READY), days=2)

    assert (journey.readiness, journey.heard) == (Readiness.NOT_READY, on_day(2))
    assert attrs.evolve(journey, readiness=None, heard=None) == before


def test_what_happened_has_names_to_be_counted_by() -> None:
    """Moves, contacts, checks and what was signed."""
    told: dict[Event, tuple[str, ...]] = {
        moved(LOW): ("moved: go", "came to: care (low)"),
        met(): ("contact made", "contact made by phone"),
        missed(): ("contact missed", "contact missed by phone"),
        CheckNoted(made=True, on=on_day(0), by=NURSE): ("check made",),
        CheckNoted(made=False, on=on_day(0), by=NURSE): ("check missed",),
        journeys.Agreed(what=Needed.HAND_OFF, on=on_day(0), by=NURSE): (
            "on record: a warm hand-off",
        ),
        LeadNamed(worker_id="ann", on=on_day(0), by=NURSE): (),
    }

    assert {event: journeys.happenings(event) for event in told} == told


# --- what cannot have happened -------------------------------------------------------

FLAG = FlagRaised(flag_id="f1", trigger="fall", owner="tom", on=on_day(2), by=NURSE)


def flagged() -> Journey:
    """Make a watched journey with an open flag."""
    return journeys.evolve(in_watch(), FLAG)


def heard() -> Journey:
    """Make a journey on which readiness was heard on the fifth day."""
    return after(in_care(), HearReadiness(readiness=Readiness.READY), days=5)


def over() -> Journey:
    """Make a journey that has ended."""
    return after(in_care(), Make(move="leave", reason="moved away"), days=5)


IMPOSSIBLE: list[tuple[Journey | None, Event, tuple[str, ...]]] = [
    (None, met(), ("it has not begun",)),
    (in_asking(), BEGAN, ("it has begun",)),
    (over(), met(6), ("the journey is over",)),
    (in_asking(), met(-1), ("it was before the journey began",)),
    (
        journeys.evolve(in_care(), moved(HIGH, 5)),
        moved(LOW, 4),
        ("it was before the move that it follows",),
    ),
    (
        journeys.evolve(in_care(), moved(HIGH, 5)),
        moved(HIGH, 4),
        ("it was before the move that it follows", "it stands there already"),
    ),
    (in_care(), moved(WATCH), ("nobody keeps watch there, or no check is booked",)),
    (
        journeys.evolve(
            in_care(), TrackerNamed(worker_id="tom", on=on_day(0), by=NURSE)
        ),
        moved(WATCH),
        ("nobody keeps watch there, or no check is booked",),
    ),
    (
        heard(),
        ReadinessHeard(readiness=Readiness.READY, on=on_day(4), by=PERSON),
        ("something newer was heard",),
    ),
    (
        in_watch(),
        CheckBooked(due=on_day(3), on=on_day(3), by=NURSE),
        ("it must lie ahead",),
    ),
    (in_care(), CheckNoted(made=True, on=on_day(3), by=NURSE), ("nobody keeps watch",)),
    (
        journeys.evolve(in_watch(), CheckNoted(made=True, on=on_day(3), by=NURSE)),
        CheckNoted(made=True, on=on_day(2), by=NURSE),
        ("it was before the last check",),
    ),
    (flagged(), FLAG, ("one of that id is open",)),
    (
        in_watch(),
        FlagAnswered(flag_id="f1", answer=FlagAnswer.EXIT, on=on_day(3), by=NURSE),
        ("none of that id is open",),
    ),
    (
        flagged(),
        FlagAnswered(flag_id="f1", answer=FlagAnswer.EXIT, on=on_day(1), by=NURSE),
        ("it was before the flag was raised",),
    ),
    (
        None,
        attrs.evolve(BEGAN, at=stop_at(SMALL, WATCH)),
        ("no journey begins under watch, or at an end",),
    ),
    (
        None,
        attrs.evolve(BEGAN, at=over().at),
        ("no journey begins under watch, or at an end",),
    ),
]


@pytest.mark.parametrize(("journey", "event", "because"), IMPOSSIBLE)
def test_what_cannot_have_happened_is_refused(
    journey: Journey | None, event: Event, because: tuple[str, ...]
) -> None:
    """The log is never trusted, whether told one by one or all at once."""
    with pytest.raises(NotAllowedError) as told:
        journeys.evolve(journey, event)
    assert told.value.because == because
    assert told.value.change == f"note {type(event).__name__}"
    with pytest.raises(NotAllowedError) as told:
        journeys.replayed([event], start=journey)
    assert told.value.because == because


@pytest.mark.parametrize("journey", [None, in_care(), over()])
def test_what_is_no_event_of_a_journey_is_refused(journey: Journey | None) -> None:
    """As an error of ours, and without saying what it was."""
    stray: Any = Flag("f1", "fall", (), "tom", on_day(0))

    with pytest.raises(NotAllowedError, match="it is no event of a journey"):
        journeys.evolve(journey, stray)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"counts": (0,)}, "Journey.counts"),
        ({"tallies": ()}, "Journey.counts"),
        ({"tracker": None}, "Journey.at"),
        ({"next_check": None}, "Journey.at"),
        ({"checked": None}, "Journey.at"),
        ({"since": on_day(-1)}, "Journey.since"),
        ({"id": " "}, "Journey.id"),
        ({"patient_id": ""}, "Journey.patient_id"),
    ],
)
def test_a_state_that_cannot_be_is_refused(change: dict[str, Any], path: str) -> None:
    """So a document that tells of one is, too."""
    with pytest.raises(InvalidValueError) as told:
        attrs.evolve(in_watch(), **change)

    assert told.value.path == path


def test_nothing_that_happened_is_no_entry() -> None:
    """A log may be empty."""
    assert journeys.entries(BEGIN.journey_id, ()) == ()


def test_what_was_signed_at_the_beginning_is_an_entry_as_well() -> None:
    """Each by a name of its own."""
    signed = (Needed.AGREEMENT, Needed.HAND_OFF)
    began = attrs.evolve(BEGAN, on_record=signed)

    told = journeys.entries(BEGIN.journey_id, (began,))

    assert [(each.id, *each.codes) for each in told if each.kind == "signed"] == [
        ("j1/signed/0", "the person's agreement"),
        ("j1/signed/0.1", "a warm hand-off"),
    ]


def test_a_missed_check_is_no_check() -> None:
    """The last one stays the last one."""
    journey = journeys.evolve(
        in_watch(), CheckNoted(made=False, on=on_day(3), by=NURSE)
    )

    assert journey.checked == on_day(0)


def test_what_is_on_record_is_there_once() -> None:
    """Said twice, it is the same."""
    agreed = journeys.Agreed(what=Needed.AGREEMENT, on=on_day(1), by=PERSON)

    assert journeys.evolve(in_care(), agreed).on_record == (Needed.AGREEMENT,)


def test_nothing_makes_no_journey() -> None:
    """There is nothing to tell."""
    with pytest.raises(NotAllowedError, match="nothing has happened"):
        journeys.replayed([])


def test_every_event_has_its_place_in_the_fold() -> None:
    """None falls through."""
    assert set(APPLY) == set(get_args(Event))


def test_a_journey_goes_on_where_it_was() -> None:
    """Replay from a state, as from a snapshot."""
    events = (missed(1), missed(2))

    assert journeys.replayed(events, start=in_asking()) == folded(events, in_asking())
    assert after(in_asking(), NoteContact(two_way=False, mode="phone")).counts == (1, 0)
