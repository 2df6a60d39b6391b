"""Flags: what they rest on, who must decide, and how long they wait."""

from typing import Final

import attrs
import pytest

from care.walked import (
    LOW,
    SMALL,
    WORRY,
    after,
    in_care,
    in_watch,
    looked,
    on_day,
    worried,
)
from caremodel.care import journeys
from caremodel.care.journeys import (
    Advice,
    AnswerFlag,
    FlagAnswer,
    Holding,
    Journey,
    JourneyId,
    Make,
    NameTracker,
    RaiseFlag,
    Recommended,
)
from caremodel.errors import NotAllowedError
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import Days, Facts, Has, Select

# --- the same evidence does not push twice -------------------------------------------

FALLS: Final = Has(Select(kind="fall", called="falls"), Days(30, today=True))
WITH_FALLS: Final = attrs.evolve(
    SMALL,
    rungs=(
        attrs.evolve(SMALL.rungs[0], up=FALLS, down=~FALLS & (WORRY <= 2)),
        SMALL.rungs[1],
    ),
    advised=SMALL.advised[:1],
)


def fallen(*ids: str, days: int = 0) -> Facts:
    """Make facts with a fall for each id."""
    entries = tuple(Entry(each, "fall", (), on_day(0)) for each in ids)
    return Facts(on=on_day(days), known={FALLS: bool(ids)}, evidence={FALLS: entries})


def test_who_was_let_stay_is_not_pushed_by_the_same_fall() -> None:
    """Another one pushes again."""
    journey = in_watch()
    advice = journeys.recommend(WITH_FALLS, journey, fallen("e1"), Holding())
    assert advice.evidence == ("e1",)

    flag = RaiseFlag(
        flag_id="f1", trigger="a fall", owner="tom", evidence=advice.evidence
    )
    journey = after(journey, flag)
    stay = AnswerFlag(flag_id="f1", answer=FlagAnswer.STAY, reason="a light fall")
    journey = after(journey, stay)

    def advised(facts: Facts) -> Recommended:
        return journeys.recommend(WITH_FALLS, journey, facts, Holding()).recommendation

    assert advised(fallen("e1", days=3)) is Recommended.STAY
    assert advised(fallen("e1", "e2", days=3)) is Recommended.UP


def test_who_was_stepped_up_is_not_pushed_again_after_the_step_down() -> None:
    """The move answered the evidence, and closed the flag."""
    journey = after(
        in_watch(),
        RaiseFlag(flag_id="f1", trigger="a fall", owner="tom", evidence=("e1",)),
    )
    advice = journeys.recommend(WITH_FALLS, journey, fallen("e1"), Holding())

    journey = after(journey, Make(move="step up", because=advice), pathway=WITH_FALLS)

    assert (journey.place, journey.flags) == (LOW, ())
    assert journey.answered == ("e1",)


def test_what_rests_on_no_entry_is_told_by_since_when_it_held() -> None:
    """Answered today, it does not push tomorrow, but does after a break."""
    journey = in_watch()
    holding = looked(journey, [(2, 5)])
    advice = journeys.recommend(SMALL, journey, worried(5, 2), holding)
    assert advice.evidence == ("worry since 2025-03-05",)
    flag = RaiseFlag(
        flag_id="f1", trigger="worried", owner="tom", evidence=advice.evidence
    )
    journey = after(journey, flag, days=2)
    stay = AnswerFlag(flag_id="f1", answer=FlagAnswer.STAY, reason="exams")
    journey = after(journey, stay, days=2)

    holding = looked(journey, [(3, 6)], holding)
    advice = journeys.recommend(SMALL, journey, worried(6, 3), holding)
    assert advice.recommendation is Recommended.STAY
    holding = looked(journey, [(4, 3), (5, 6)], holding)
    advice = journeys.recommend(SMALL, journey, worried(6, 5), holding)
    assert advice.recommendation is Recommended.UP


# --- raising a flag ------------------------------------------------------------------


def advised(journey: Journey, facts: Facts) -> Advice:
    """Ask the pathway with falls."""
    return journeys.recommend(WITH_FALLS, journey, facts, Holding())


def test_what_speaks_for_more_care_is_flagged_for_who_keeps_watch() -> None:
    """With what it is, what it rests on, and the day in its id."""
    journey = in_watch()

    flag = journeys.flagging(journey, advised(journey, fallen("e1", "e2", days=3)))

    assert flag == RaiseFlag(
        flag_id=f"j1/flag/{on_day(3)}",
        trigger="any falls in 30 days including today",
        owner="tom",
        evidence=("e1", "e2"),
    )


def test_a_flag_is_of_whoever_keeps_watch_by_then_or_of_someone_named() -> None:
    """A tracker who was named anew decides from then on."""
    journey = after(in_watch(), NameTracker(worker_id="ute"), days=1)
    advice = advised(journey, fallen("e1", days=1))

    owners = [
        flag.owner
        for who in (None, "rosa")
        if (flag := journeys.flagging(journey, advice, owner=who))
    ]
    assert owners == ["ute", "rosa"]


def test_what_waits_or_is_answered_is_not_flagged_again() -> None:
    """A second fall is; on the same day the second flag has a number."""
    journey = in_watch()
    first = journeys.flagging(journey, advised(journey, fallen("e1")))
    assert first is not None
    waiting = after(journey, first)
    assert journeys.flagging(waiting, advised(waiting, fallen("e1", days=9))) is None
    again = journeys.flagging(waiting, advised(waiting, fallen("e1", "e2")))
    assert again is not None
    assert (again.flag_id, again.evidence) == (f"{first.flag_id}/2", ("e1", "e2"))

    stay = AnswerFlag(
        flag_id=first.flag_id, answer=FlagAnswer.STAY, reason="a light fall"
    )
    let_stay = after(waiting, stay)
    assert journeys.flagging(let_stay, advised(let_stay, fallen("e1", days=9))) is None
    more = advised(let_stay, fallen("e1", "e2", days=9))
    assert journeys.flagging(let_stay, more) is not None
    by_hand = RaiseFlag(flag_id="f2", trigger="a fall", owner="tom", evidence=("e2",))
    assert journeys.flagging(after(let_stay, by_hand), more) is None


@pytest.mark.parametrize(
    ("journey", "facts"),
    [(in_watch(), fallen()), (in_care(), worried(9)), (in_care(), worried(1))],
    ids=["quiet", "in care", "less would do"],
)
def test_only_more_care_out_of_watch_is_flagged(journey: Journey, facts: Facts) -> None:
    """Where nobody only watches, whoever cares for the person acts on the advice."""
    advice = journeys.recommend(SMALL, journey, facts, Holding())

    assert journeys.flagging(journey, advice) is None
    assert journeys.flagging(journey, advice, owner="rosa") is None


def test_advice_for_another_journey_flags_nobody() -> None:
    """It is about someone else."""
    journey = in_watch()
    advice = advised(journey, fallen("e1"))
    other = attrs.evolve(journey, id=JourneyId("j2"))

    with pytest.raises(NotAllowedError, match="another journey"):
        journeys.flagging(other, advice)


# --- flags that wait -----------------------------------------------------------------


def test_flags_that_wait_too_long() -> None:
    """A week is allowed; the owner and the day stand on the flag."""
    journey = in_watch()
    for flag, day in (("f1", 1), ("f2", 3)):
        raised = RaiseFlag(flag_id=flag, trigger="a fall", owner="tom")
        journey = after(journey, raised, days=day)

    def overdue(days: int) -> list[str]:
        return [
            flag.id for flag in journeys.overdue_flags(SMALL, journey, on_day(days))
        ]

    assert overdue(8) == []
    assert overdue(9) == ["f1"]
    assert overdue(11) == ["f1", "f2"]
    assert journey.flags[0].owner == "tom"
    assert repr(journey.flags[0]) == "Flag('f1')"
