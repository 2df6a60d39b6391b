"""What is asked for on a journey: since when, by when, and what one cannot tell."""

from datetime import timedelta

import attrs
import pytest

from care.walked import (
    HIGH,
    LOW,
    SMALL,
    WATCH,
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
from caremodel.care.journeys import (
    AdoptVersion,
    Holding,
    Journey,
    JourneyId,
    Make,
    Prompted,
    Recommended,
)
from caremodel.care.pathways import Prompt, days_here
from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import Interval
from caremodel.grammar.facts import Days, Fact, Facts, Has, Select
from caremodel.grammar.rules import tell
from caremodel.grammar.verdicts import Answer

TALKED_OVER = Has(Select(kind="talk", called="talks"), Days(5, today=True))
SECOND_LOOK = Prompt(
    name="a second look",
    at=(LOW, HIGH),
    when=(WORRY >= 3) & (days_here() >= 7) & ~TALKED_OVER,
    within=Interval(days=14),
    roles=("nurse", "doctor"),
)
PRESENCE = Prompt(
    name="a call by her daughter",
    at=(LOW, WATCH),
    when=WORRY >= 4,
    within=Interval(months=1),
    roles=("nurse",),
)
ASKING = attrs.evolve(SMALL, prompts=(SECOND_LOOK, PRESENCE))


def seen(days: int, worry: float | None = 3, *, talked: bool | None = False) -> Facts:
    """Make the facts of a day."""
    given: dict[Fact, float | None] = {WORRY: worry, TALKED_OVER: talked}
    return known(days, {fact: v for fact, v in given.items() if v is not None})


def asked(
    journey: Journey, facts: Facts, holding: Holding | None = None
) -> dict[str, Prompted]:
    """Say what is asked for, by name."""
    told = journeys.prompted(ASKING, journey, facts, holding or Holding())
    return {each.name: each for each in told}


def watched(journey: Journey, *looks: Facts, start: Holding | None = None) -> Holding:
    """Watch a journey on some days."""
    holding = start or Holding()
    for facts in looks:
        holding = journeys.watch(ASKING, holding, facts, journey=journey)
    return holding


# --- what is asked for ---------------------------------------------------------------


def test_what_holds_is_asked_for() -> None:
    """With why, since when, by when, and who sees to it."""
    journey = in_care()
    holding = watched(journey, seen(6), seen(7), seen(9))

    (told,) = journeys.prompted(ASKING, journey, seen(9), holding)

    assert told.is_asked
    assert not told.is_overdue
    assert (told.journey_id, told.name, told.on) == ("j1", "a second look", on_day(9))
    assert told.roles == ("nurse", "doctor")
    assert (told.since, told.due) == (on_day(7), on_day(21))
    assert told.missing == ()
    assert tell(told.verdict) == (
        "yes: worry 3 (at least 3), days at this place 9 (at least 7), no talks in 5 "
        "days including today"
    )
    assert repr(holding) == "Holding('j1', 2025-03-12)"
    assert repr(holding.held[0]) == "Held(2025-03-10)"
    assert repr(told) == "Prompted('j1', 2025-03-12)"


@pytest.mark.parametrize(
    ("days", "worry", "expected"),
    [(6, 3, False), (7, 3, True), (7, 2, False), (8, 3, True)],
)
def test_nothing_is_asked_for_short_of_its_bounds(
    days: int, worry: float, *, expected: bool
) -> None:
    """What does not hold is left out."""
    assert ("a second look" in asked(in_care(), seen(days, worry))) is expected


def test_each_place_has_its_own() -> None:
    """In the order of the pathway; where none is, nothing is asked for."""
    told = {
        str(journey.place): list(asked(journey, seen(9, 5)))
        for journey in (in_asking(), in_care(), in_care(HIGH), in_watch())
    }

    assert told == {
        "asking": [],
        "care (low)": ["a second look", "a call by her daughter"],
        "care (high)": ["a second look"],
        "watch": ["a call by her daughter"],
    }


def test_what_was_done_ends_it() -> None:
    """And after a while it is asked for again, from a new day on."""
    journey = in_care()
    holding = watched(journey, seen(7), seen(8, talked=True))
    assert asked(journey, seen(8, talked=True), holding) == {}

    holding = watched(journey, seen(13), start=holding)
    again = asked(journey, seen(13), holding)["a second look"]

    assert (again.since, again.due) == (on_day(13), on_day(27))


@pytest.mark.parametrize(("days", "overdue"), [(20, False), (21, False), (22, True)])
def test_it_is_overdue_after_its_last_day(days: int, *, overdue: bool) -> None:
    """Fourteen days from the seventh."""
    journey = in_care()
    holding = watched(journey, seen(7), seen(days))

    told = asked(journey, seen(days), holding)["a second look"]

    assert told.due == on_day(21)
    assert told.is_overdue is overdue


def test_a_month_is_a_month_of_the_calendar() -> None:
    """From the third of March to the third of April."""
    told = asked(in_watch(), seen(0, 4))["a call by her daughter"]

    assert told.due == on_day(31)


# --- what one cannot tell ------------------------------------------------------------


def test_what_one_cannot_tell_is_told_apart() -> None:
    """With the facts that are missing, and without a day."""
    journey = in_care()
    holding = watched(journey, seen(7), seen(9, talked=None))

    told = asked(journey, seen(9, talked=None), holding)["a second look"]

    assert not told.is_asked
    assert not told.is_overdue
    assert told.verdict.answer is Answer.CANNOT_TELL
    assert (told.since, told.due) == (None, None)
    assert told.missing == (TALKED_OVER,)


def test_what_is_missing_stands_once() -> None:
    """All of it, in the order it is asked for; and each prompt for itself."""
    told = asked(in_care(), known(9))

    assert told["a second look"].missing == (WORRY, TALKED_OVER)
    assert told["a call by her daughter"].missing == (WORRY,)
    twice = attrs.evolve(SECOND_LOOK, when=(WORRY >= 3) & ~(WORRY > 9))
    pathway = attrs.evolve(SMALL, prompts=(twice,))
    (once,) = journeys.prompted(pathway, in_care(), known(9), Holding())
    assert once.missing == (WORRY,)


def test_a_no_needs_nothing_more() -> None:
    """Before the seventh day, whatever is not known."""
    assert "a second look" not in asked(in_care(), known(6))


# --- since when ----------------------------------------------------------------------


def held(holding: Holding) -> dict[str, int]:
    """Say since which day things have held, counted from the first."""
    return {each.step: (each.since - on_day(0)).days for each in holding.held}


def test_since_when_is_kept_beside_that_of_the_steps() -> None:
    """By what it does, in words."""
    holding = watched(in_care(HIGH), seen(7, 4), seen(9, 3), seen(11, 4))

    assert held(holding) == {"down to care (low)": 7, "ask for a second look": 7}


@pytest.mark.parametrize("between", [seen(9, 2), seen(9, None), seen(9, talked=None)])
def test_a_no_and_an_unknown_day_break_the_row(between: Facts) -> None:
    """It begins again on the day that it is asked for again."""
    journey = in_care()
    holding = watched(journey, seen(7), between, seen(11))

    assert asked(journey, seen(11), holding)["a second look"].since == on_day(11)


def test_a_move_to_another_place_breaks_the_row() -> None:
    """Also where the same is asked for there, and also there and back."""
    journey = in_care()
    holding = watched(journey, seen(7), seen(8))
    higher = after(journey, Make(move="step up", reason="she asked"), days=8)
    down = Make(move="step down", override=True, reason="she asked")
    back = after(higher, down, days=9)

    assert asked(higher, seen(14), holding) == {}
    assert asked(higher, seen(15), holding)["a second look"].since == on_day(15)
    assert asked(back, seen(15), holding) == {}
    assert asked(back, seen(16), holding)["a second look"].since == on_day(16)


def test_what_was_asked_by_an_older_version_is_asked_anew() -> None:
    """The new one may ask it for another reason."""
    journey = in_care()
    holding = watched(journey, seen(7), seen(9))
    newer = attrs.evolve(ASKING, version="2")
    over = after(
        journey,
        AdoptVersion(reason="new rules"),
        days=10,
        pathway=newer,
        facts=seen(10),
    )

    (told,) = journeys.prompted(newer, over, seen(12), holding)

    assert told.since == on_day(10)


def test_what_nobody_watched_has_been_asked_for_since_today() -> None:
    """So whoever keeps no watch has the day move on with them."""
    for days in (7, 30):
        told = asked(in_care(), seen(days))["a second look"]
        assert told.since == on_day(days)
        assert told.due == on_day(days) + timedelta(days=14)


def test_nothing_is_asked_for_since_a_day_to_come() -> None:
    """Also where someone looks back at a day before the last look."""
    journey = in_care()
    holding = watched(journey, seen(12))

    assert asked(journey, seen(9), holding)["a second look"].since == on_day(9)


# --- what it does not do -------------------------------------------------------------


def test_it_changes_no_advice() -> None:
    """What is asked for moves nobody."""
    journey = in_care()
    for worry in (1, 3, 8, None):
        holding = watched(journey, seen(7, worry), seen(30, worry))
        plain = Holding()
        for facts in (seen(7, worry), seen(30, worry)):
            plain = journeys.watch(SMALL, plain, facts, journey=journey)
        assert journeys.recommend(ASKING, journey, seen(30, worry), holding) == (
            journeys.recommend(SMALL, journey, seen(30, worry), plain)
        )
    assert (
        journeys.recommend(ASKING, journey, seen(9), Holding()).recommendation
        is Recommended.STAY
    )


def test_nothing_is_asked_for_on_a_journey_that_is_over() -> None:
    """Nor by another pathway, nor by what has held on another journey."""
    over = after(in_care(), Make(move="leave", reason="moved away"))
    holding = Holding(journey_id=JourneyId("j2"))

    with pytest.raises(NotAllowedError) as told:
        journeys.prompted(
            attrs.evolve(ASKING, version="2"), over, worried(5, 9), holding
        )

    assert told.value.because == (
        "the journey is over",
        "it runs on another pathway, or another version of it",
        "what has held is of another journey",
    )
    assert str(told.value).startswith("cannot say what is asked for: ")
