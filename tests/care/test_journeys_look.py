"""One call that finds all there is to find on a day, and on the days in between."""

import attrs
import pytest

from care.test_journeys_flags import WITH_FALLS, fallen
from care.walked import (
    LOW,
    NURSE,
    SMALL,
    WORRY,
    after,
    in_care,
    in_watch,
    known,
    looked,
    on_day,
    worried,
)
from caremodel.care import journeys
from caremodel.care.contacts import Contact, ContactId, Mode, Outcome, Whom
from caremodel.care.journeys import (
    Holding,
    Journey,
    JourneyId,
    Make,
    NoteContact,
    Recommended,
)
from caremodel.care.pathways import Pathway, Prompt
from caremodel.errors import InvalidValueError, NotAllowedError
from caremodel.grammar.dates import Interval
from caremodel.people.patients import PatientId, PersonId
from caremodel.people.roles import WorkerId


def test_a_look_is_what_watching_recommending_and_flagging_say() -> None:
    """On each day; the next look goes on from it."""
    journey = in_care()
    days = [worried(2, day) for day in (0, 4, 10)]

    told = journeys.look(SMALL, journey, days)

    assert told.holding == looked(journey, [(0, 2), (4, 2), (10, 2)])
    assert told.advice == journeys.recommend(SMALL, journey, days[-1], told.holding)
    assert told.advice.recommendation is Recommended.DOWN
    assert (told.on, told.journey_id, told.flags) == (on_day(10), "j1", ())
    again = journeys.look(SMALL, journey, days[1:], looked(journey, [(0, 2)]))
    assert again == told
    assert repr(told) == "Look('j1', 2025-03-13, Advice('j1', DOWN, 2025-03-13))"


def test_what_happened_between_two_looks_is_flagged_all_the_same() -> None:
    """Once, by the day on which it was seen; a second fall by a flag of its own."""
    journey = in_watch()
    days = [fallen(days=1), fallen("e1", days=2), fallen("e1", days=3)]
    days += [fallen("e1", "e2", days=5), fallen(days=40)]

    told = journeys.look(WITH_FALLS, journey, days)

    assert told.advice.recommendation is not Recommended.UP
    assert [(flag.flag_id, flag.evidence) for flag in told.flags] == [
        (f"j1/flag/{on_day(2)}", ("e1",)),
        (f"j1/flag/{on_day(5)}", ("e1", "e2")),
    ]
    for flag in told.flags:
        journey = after(journey, flag, days=40, pathway=WITH_FALLS)
    assert len(journey.flags) == 2
    assert journeys.look(WITH_FALLS, journey, days[:4]).flags == ()


def test_the_move_that_is_advised_answers_the_flags() -> None:
    """Flags first, then the step, on one day."""
    journey = in_watch()
    told = journeys.look(WITH_FALLS, journey, [fallen("e1")])
    for flag in told.flags:
        journey = after(journey, flag, pathway=WITH_FALLS)

    journey = after(
        journey,
        Make(move="step up", because=told.advice),
        facts=fallen("e1"),
        pathway=WITH_FALLS,
    )

    assert (journey.place, journey.flags) == (LOW, ())


def test_what_is_asked_for_is_found_too() -> None:
    """As of the last day, since when it was."""
    review = Prompt(
        name="review",
        at=(LOW,),
        when=WORRY >= 3,
        within=Interval(days=7),
        roles=("nurse",),
    )
    asking: Pathway = attrs.evolve(SMALL, prompts=(review,))

    told = journeys.look(asking, in_care(), [worried(4, day) for day in (2, 6)])

    assert [(each.name, each.since) for each in told.prompted] == [
        ("review", on_day(2))
    ]


def test_nothing_is_found_where_nobody_looks() -> None:
    """One has to show a day, in order, and of the journey that was looked at."""
    with pytest.raises(InvalidValueError, match=r"look\.days"):
        journeys.look(SMALL, in_care(), [])
    with pytest.raises(NotAllowedError, match="before the last one"):
        journeys.look(SMALL, in_care(), [known(3), known(2)])
    other = Holding(journey_id=JourneyId("j2"))
    with pytest.raises(NotAllowedError, match="another journey"):
        journeys.look(SMALL, in_care(), [known(3)], other)


# --- contacts on the journey ---------------------------------------------------------


def contact(
    outcome: Outcome, whom: Whom = Whom.PATIENT, mode: Mode = Mode.PHONE
) -> Contact:
    """Make a contact of the second day."""
    return Contact(
        id=ContactId("k1"),
        patient_id=PatientId("p1"),
        on=on_day(1),
        by=WorkerId("rosa"),
        mode=mode,
        whom=whom,
        person_id=None if whom is Whom.PATIENT else PersonId("son"),
        outcome=outcome,
    )


@pytest.mark.parametrize(
    ("made", "noted"),
    [
        (contact(Outcome.TWO_WAY), NoteContact(two_way=True, mode="phone")),
        (
            contact(Outcome.TWO_WAY, Whom.SUPPORT_PERSON, Mode.HOME_VISIT),
            NoteContact(two_way=True, mode="home visit"),
        ),
        (contact(Outcome.TWO_WAY, Whom.SOMEONE_ELSE), None),
        (contact(Outcome.NO_ANSWER), NoteContact(two_way=False, mode="phone")),
        (contact(Outcome.SENT, mode=Mode.LETTER), None),
        (
            contact(Outcome.RETURNED, mode=Mode.LETTER),
            NoteContact(two_way=False, mode="letter"),
        ),
    ],
)
def test_a_contact_is_noted_as_what_it_counts_for(
    made: Contact, noted: NoteContact | None
) -> None:
    """Only a talk with the person, or with someone they named, is one."""
    assert journeys.noting(made) == noted


def test_what_was_noted_counts() -> None:
    """Under the words that tallies know."""
    noted = journeys.noting(contact(Outcome.TWO_WAY))
    assert noted is not None
    journey: Journey = after(in_care(), noted, days=1, by=NURSE)

    assert journey.counts == (0, 2)
