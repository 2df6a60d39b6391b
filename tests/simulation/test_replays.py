"""A person is looked at again and again, and what is advised is done."""

from datetime import date, timedelta

import attrs
import pytest

from caremodel.care import journeys
from caremodel.care.journeys import (
    CheckBooked,
    CheckNoted,
    FlagRaised,
    Make,
    Moved,
    NoteContact,
    Recommended,
)
from caremodel.care.pathways import facts_of
from caremodel.catalog.journeys import ASKED_FOR_MORE, DEFAULT_PATHWAY
from caremodel.errors import InvalidValueError, NotAllowedError
from caremodel.grammar.dates import DueStatus, Period
from caremodel.grammar.facts import DaysSince, Facts, Months
from caremodel.simulation.replays import (
    Asked,
    Replayed,
    day_by_day,
    figures,
    replay,
    wanting,
)
from caremodel.testing.strategies import replay_worlds
from laws.eventful import some
from simulation.weekly import (
    BEGIN,
    CALLS,
    CREW,
    DAILY,
    DOCTORS_ONLY,
    FIRST,
    LEFT,
    MONDAY,
    NEW_STAY,
    ROSA,
    STAY,
    STAYS,
    SUMMER,
    TOM,
    VISITS,
    WATCH,
    WEEKLY,
    chart,
    looked_at,
    stay,
    steps,
    visit,
)

QUIET = date(2025, 1, 27)
"""Three weeks after the first Monday: the dwell of 21 days is over."""

WENT_IN = date(2025, 3, 12)
"""A Wednesday."""

SEEN = date(2025, 3, 17)
"""The Monday after it."""

HOME_AGAIN = date(2025, 4, 21)
"""On 24 March the stay is 12 days ago, on the 31st 19, and so out of the 14 days; three
weeks of dwell after the 31st are over on 21 April."""


def test_one_stay_steps_up_at_the_next_look_and_down_after_the_dwell() -> None:
    """Worked out by hand, look by look."""
    replayed = looked_at(chart(stay(WENT_IN)))

    assert steps(replayed) == [(QUIET, WATCH), (SEEN, CALLS), (HOME_AGAIN, WATCH)]
    assert not replayed.refused
    assert replayed.journey == journeys.replayed(replayed.events)


def test_a_stay_on_the_day_of_a_look_counts_on_that_day() -> None:
    """Windows of safety hold the day itself; 14 days later the stay is still in."""
    replayed = looked_at(chart(stay(SEEN)))

    assert steps(replayed)[1:] == [(SEEN, CALLS), (date(2025, 4, 28), WATCH)]


def test_what_comes_later_is_not_known_before() -> None:
    """Up to the stay, one who has it and one who has not look the same."""
    with_it, without = looked_at(chart(stay(WENT_IN))), looked_at(chart())

    def before(replayed: Replayed) -> list[object]:
        told = (*replayed.events, *replayed.advice)
        return [each for each in told if each.on < SEEN]

    assert before(with_it) == before(without)


def test_the_step_up_is_flagged_once_by_its_evidence() -> None:
    """The step answers the flag; three looks see the stay, and only one raises it."""
    replayed = looked_at(chart(stay(WENT_IN)))

    flags = [event for event in replayed.events if isinstance(event, FlagRaised)]
    assert [(flag.on, flag.evidence, flag.owner) for flag in flags] == [
        (SEEN, ("stay",), "tom")
    ]
    assert flags[0].trigger == "any stays in 14 days including today"
    assert flags[0].by == TOM
    (up,) = (
        each for each in replayed.events if isinstance(each, Moved) and each.evidence
    )
    assert (up.on, up.evidence, up.by) == (SEEN, ("stay",), ROSA)
    assert replayed.journey.flags == ()


def test_one_visit_lies_in_the_band_and_two_step_up() -> None:
    """One keeps nobody up who is watched, and lets nobody down who is called."""
    one = visit(date(2025, 3, 4), "v1")
    two = visit(date(2025, 3, 26), "v2")

    assert steps(looked_at(chart(one))) == [(QUIET, WATCH)]
    replayed = looked_at(chart(one, two))

    # On 31 March both are in the 30 days; on 28 April the second one, 33 days ago, is
    # out, and three weeks later it has been quiet for the dwell.
    assert steps(replayed)[1:] == [
        (date(2025, 3, 31), CALLS),
        (date(2025, 5, 19), WATCH),
    ]


def test_a_second_stay_steps_up_further_and_the_first_pushes_no_more() -> None:
    """Two within 60 days: daily calls; not flagged, as nobody only watches there."""
    again = stay(date(2025, 4, 2), "again")
    replayed = looked_at(chart(stay(WENT_IN), again))

    # The second stay is out of the 60 days on 2 June, its 61st day; the dwell is over
    # on the 23rd. It is quiet enough to be watched at once, but that dwell begins anew.
    assert steps(replayed)[1:] == [
        (SEEN, CALLS),
        (date(2025, 4, 7), DAILY),
        (date(2025, 6, 23), CALLS),
    ]
    assert sum(isinstance(event, FlagRaised) for event in replayed.events) == 1


def test_checks_are_made_before_they_are_overdue() -> None:
    """Booked for 35 days on, made on that Monday, and booked again."""
    replayed = looked_at(chart())

    booked = [event for event in replayed.events if isinstance(event, CheckBooked)]
    noted = [event for event in replayed.events if isinstance(event, CheckNoted)]
    days = [QUIET + timedelta(days=35 * n) for n in range(6)]
    assert [event.due for event in booked] == days[1:]
    assert [event.on for event in noted] == days[1:5]
    assert all(event.made and event.by == TOM for event in noted)


def test_a_check_is_made_at_the_last_look_before_it_is_due() -> None:
    """Looking every ten days, on the 30th day of 35."""
    known = day_by_day(chart(), facts_of(WEEKLY))
    replayed = replay(WEEKLY, known, [FIRST], crew=CREW, last=SUMMER, every=10)

    down = date(2025, 2, 5)
    assert steps(replayed) == [(down, WATCH)]
    noted = [event for event in replayed.events if isinstance(event, CheckNoted)]
    assert noted[0].on == down + timedelta(days=30)


# --- what one cannot tell ------------------------------------------------------------


def test_what_is_not_covered_steps_nobody_down() -> None:
    """The record ends in the dwell: after it one cannot tell, for want of two facts."""
    replayed = looked_at(chart(through=date(2025, 1, 21)))

    assert steps(replayed) == []
    told = [(each.on, each.recommendation) for each in replayed.advice]
    assert told[:4] == [
        (MONDAY, Recommended.STAY),
        (date(2025, 1, 13), Recommended.STAY),
        (date(2025, 1, 20), Recommended.STAY),
        (QUIET, Recommended.CANNOT_TELL),
    ]
    assert {recommended for _, recommended in told[3:]} == {Recommended.CANNOT_TELL}
    assert replayed.advice[3].missing == (STAYS,)


def test_the_last_look_that_is_covered_steps_down() -> None:
    """Covered up to and with the day of the look is enough, and a day less is not."""
    covered = looked_at(chart(through=QUIET + timedelta(days=1)))

    assert steps(covered) == [(QUIET, WATCH)]
    assert steps(looked_at(chart(through=QUIET))) == []


def test_a_stay_before_the_end_of_the_record_still_steps_up() -> None:
    """It is there to be seen; what came after it is not."""
    replayed = looked_at(chart(stay(WENT_IN), through=date(2025, 3, 14)))

    assert steps(replayed) == [(QUIET, WATCH), (SEEN, CALLS)]
    assert replayed.advice[-1].recommendation is Recommended.CANNOT_TELL


def test_nothing_is_noted_once_one_cannot_tell() -> None:
    """The check stays open, so that everyone sees that it was not made."""
    replayed = looked_at(chart(through=date(2025, 2, 10)))

    assert [event.on for event in replayed.events][-1] == QUIET
    due = journeys.check_due(replayed.journey, SUMMER)
    assert (due.on, due.status) == (date(2025, 3, 3), DueStatus.OVERDUE)


# --- what is asked beside the advice -------------------------------------------------


def test_who_leaves_is_looked_at_no_more() -> None:
    """On a Thursday: it is written down the next Monday, and nothing after it."""
    leave = Make(move="leave", reason="moves to her sister")
    asked = Asked(on=date(2025, 3, 6), command=leave, by=TOM)
    late = Asked(on=date(2025, 3, 20), command=leave, by=TOM)
    replayed = looked_at(chart(stay(WENT_IN)), asked=[late, asked])

    assert steps(replayed) == [(QUIET, WATCH), (date(2025, 3, 10), LEFT)]
    assert replayed.advice[-1].on == date(2025, 3, 3)
    assert not replayed.refused


def test_what_is_asked_comes_before_the_advice_of_the_day() -> None:
    """Who leaves on the day of the look is not advised about."""
    leave = Asked(on=QUIET, command=Make(move="leave", reason="moves"), by=TOM)
    replayed = looked_at(chart(), asked=[leave])

    assert steps(replayed) == [(QUIET, LEFT)]
    assert replayed.advice[-1].on == QUIET - timedelta(days=7)


def test_what_is_refused_is_kept_with_its_reasons() -> None:
    """Nothing else changes by it."""
    leave = Asked(on=SEEN, command=Make(move="leave"), by=TOM)
    replayed = looked_at(chart(), asked=[leave])

    (refused,) = replayed.refused
    assert (refused.on, refused.change) == (SEEN, "leave")
    assert refused.because == ("a reason must be given",)
    assert replayed.events == looked_at(chart()).events


def test_a_contact_is_noted_on_the_way() -> None:
    """Whatever can be asked of a journey can be."""
    talk = Asked(on=MONDAY, command=NoteContact(two_way=True, mode="phone"), by=TOM)

    assert [type(event).__name__ for event in looked_at(chart(), asked=[talk]).events][
        :2
    ] == ["Began", "ContactNoted"]


def test_a_flag_waits_for_someone_who_may_step_up() -> None:
    """It is raised once, by the same evidence; each refused step is told."""
    replayed = looked_at(chart(stay(WENT_IN)), pathway=DOCTORS_ONLY)

    assert steps(replayed) == [(QUIET, WATCH)]
    (flag,) = replayed.journey.flags
    assert (flag.since, flag.evidence) == (SEEN, ("stay",))
    assert [refused.on for refused in replayed.refused] == [SEEN, date(2025, 3, 24)]
    assert replayed.refused[0].because == ("it takes one of the roles doctor",)


def test_further_evidence_raises_a_flag_of_its_own() -> None:
    """Who let the first flag wait is told again when there is more."""
    again = stay(date(2025, 3, 19), "again")
    replayed = looked_at(chart(stay(WENT_IN), again), pathway=DOCTORS_ONLY)

    assert [flag.evidence for flag in replayed.journey.flags] == [("stay",), ("again",)]


def test_a_replay_takes_something_that_begins_the_journey() -> None:
    """It is refused as the journey itself would be."""
    known = day_by_day(chart(), facts_of(WEEKLY))
    talk = Asked(on=MONDAY, command=NoteContact(two_way=True, mode="phone"), by=TOM)

    with pytest.raises(NotAllowedError, match="the journey has not begun"):
        replay(WEEKLY, known, [talk], crew=CREW, last=SUMMER)
    with pytest.raises(InvalidValueError, match="must hold what begins the journey"):
        replay(WEEKLY, known, [], crew=CREW, last=SUMMER)


def test_there_is_a_look_at_least_and_a_day_between_two() -> None:
    """The first day may be the last."""
    known = day_by_day(chart(), facts_of(WEEKLY))

    assert len(replay(WEEKLY, known, [FIRST], crew=CREW, last=MONDAY).advice) == 1
    with pytest.raises(InvalidValueError, match="before the first look"):
        replay(WEEKLY, known, [FIRST], crew=CREW, last=MONDAY - timedelta(days=1))
    with pytest.raises(InvalidValueError, match="must be at least 1"):
        replay(WEEKLY, known, [FIRST], crew=CREW, last=SUMMER, every=0)


def test_what_is_known_is_of_the_day_of_the_look() -> None:
    """Else one would look at the first day again and again."""
    known = day_by_day(chart(), facts_of(WEEKLY))
    monday = known(MONDAY)

    with pytest.raises(InvalidValueError, match="must give the facts of the day asked"):
        replay(WEEKLY, lambda _: monday, [FIRST], crew=CREW, last=SUMMER)


def test_who_has_a_lead_keeps_them() -> None:
    """The one who steps up does not take over."""
    begun = attrs.evolve(FIRST, command=attrs.evolve(BEGIN, lead="ann"))
    known = day_by_day(chart(stay(WENT_IN)), facts_of(WEEKLY))
    replayed = replay(WEEKLY, known, [begun], crew=CREW, last=SUMMER)

    assert replayed.journey.lead == "ann"
    assert looked_at(chart()).journey.lead == "rosa"


def test_a_replay_shows_nothing_of_the_person() -> None:
    """It goes into logs by its id."""
    assert repr(looked_at(chart(), last=MONDAY)) == "Replayed('j1', 1 looks)"
    (world,) = some(replay_worlds(), 1)
    assert repr(world) == f"ReplayWorld(enhanced-care, {len(world.seen)} looks)"


# --- what is known -------------------------------------------------------------------


def test_a_host_says_what_no_record_holds() -> None:
    """What is known of a day is any function of the day."""
    known = day_by_day(chart(), facts_of(DEFAULT_PATHWAY))

    def told(on: date) -> Facts:
        return known(on).with_given({ASKED_FOR_MORE: True})

    assert told(MONDAY).value(ASKED_FOR_MORE) is True
    assert known(MONDAY).value(ASKED_FOR_MORE) is None


def test_a_day_is_drawn_once() -> None:
    """Two pathways over one record share what was drawn."""
    known = day_by_day(chart(), [DaysSince(STAY, Months(6))])

    assert known(MONDAY) is known(MONDAY)


# --- figures -------------------------------------------------------------------------


def test_figures_count_what_happened_in_a_period() -> None:
    """Of two people in March: one has the stay, the other leaves on the 10th."""
    leave = Make(move="leave", reason="moves to her sister")
    asked = [Asked(on=date(2025, 3, 10), command=leave, by=TOM)]
    told = [looked_at(chart(stay(WENT_IN))), looked_at(chart(), asked=asked)]

    found = figures(told, Period(start=date(2025, 3, 1), end=date(2025, 4, 1)))

    assert (found.people, found.looks) == (2, 6)
    assert (found.up, found.down, found.cannot_tell) == (1, 0, 0)
    assert (found.raised, found.answered, found.waiting) == (1, 1, 0)
    assert found.stand == ((CALLS, 1), (LEFT, 1))


def test_figures_of_all_time_leave_out_who_was_not_there() -> None:
    """One is over before the period, one begins after it."""
    leave = Make(move="leave", reason="moves to her sister")
    gone = looked_at(chart(), asked=[Asked(on=MONDAY, command=leave, by=TOM)])
    later = looked_at(chart(), first=date(2025, 3, 3))
    february = Period(start=date(2025, 2, 1), end=date(2025, 3, 1))

    found = figures([gone, later, looked_at(chart())], february)
    assert (found.people, found.stand) == (1, ((WATCH, 1),))
    ever = figures([gone, later, looked_at(chart())], Period(start=MONDAY))
    assert (ever.people, ever.down) == (3, 2)
    assert ever.stand == ((LEFT, 1), (WATCH, 2))


def test_a_flag_that_waits_is_carried_on() -> None:
    """Raised in March, waiting in March and in April, answered in neither."""
    told = [looked_at(chart(stay(WENT_IN)), pathway=DOCTORS_ONLY)]
    march = Period(start=date(2025, 3, 1), end=date(2025, 4, 1))
    april = Period(start=date(2025, 4, 1), end=date(2025, 5, 1))

    found = [figures(told, march), figures(told, april)]
    assert [(each.raised, each.answered, each.waiting) for each in found] == [
        (1, 0, 1),
        (0, 0, 1),
    ]
    assert found[0].up == 0


def test_wanting_names_what_was_not_known_most_often_first() -> None:
    """Looks of which one could not tell, each for every fact that it lacked."""
    told = [looked_at(chart(through=date(2025, 2, 10)), last=date(2025, 2, 24))]

    # Watched from 27 January on; 10 to 24 February are three looks.
    assert wanting(told) == ((NEW_STAY, 3), (VISITS, 3))
    assert wanting(told, Recommended.STAY) == ()
    found = figures(told, Period(start=MONDAY))
    assert (found.looks, found.cannot_tell) == (8, 3)
    assert looked_at(chart(), last=MONDAY).journey.place == CALLS
    assert DAILY not in dict(found.stand)
