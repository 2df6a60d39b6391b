"""Flags: what they rest on, who must decide, and how long they wait."""

from typing import Final

import attrs
import pytest

from care.walked import (
    CLERK,
    HIGH,
    LOW,
    RUNGS,
    SMALL,
    WORRY,
    after,
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
from caremodel.care.pathways import facts_of
from caremodel.errors import NotAllowedError
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import Change, Days, Ever, Facts, Has, Latest, Select, draw
from caremodel.people.charts import Chart, Coverage
from caremodel.people.patients import Patient, PatientId

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


# --- what is news --------------------------------------------------------------------

ILL: Final = Has(Select(kind="illness"), Ever(today=True))
SCORE: Final = Latest(Select(kind="score"), Days(90, today=True))
WITH_SCORES: Final = attrs.evolve(
    SMALL,
    rungs=(
        attrs.evolve(RUNGS[0], up=ILL & (SCORE >= 9), down=SCORE <= 5),
        attrs.evolve(RUNGS[1], up=ILL & (SCORE >= 9), down=SCORE <= 5),
    ),
    advised=SMALL.advised[:1],
)


def scored(*filed: Entry, days: int = 0) -> Facts:
    """Draw the facts from a record of illness and scores."""
    record = Chart(
        patient=Patient(id=PatientId("p1")),
        filed=filed,
        coverage=[Coverage(kind=kind) for kind in ("illness", "score")],
    )
    return draw(facts_of(WITH_SCORES), record, on=on_day(days))


ILLNESS: Final = Entry("c1", "illness", (), on_day(-90))
HIGH_SCORE: Final = Entry("s1", "score", (), on_day(0), value=11)


def of_scores(journey: Journey, *filed: Entry, days: int = 0) -> Advice:
    """Ask the pathway with scores."""
    facts = scored(ILLNESS, *filed, days=days)
    return journeys.recommend(WITH_SCORES, journey, facts, Holding())


def let_stay(journey: Journey, *evidence: str) -> Journey:
    """Flag it, and let the person stay by that evidence."""
    flag = RaiseFlag(flag_id="f", trigger="seen", owner="tom", evidence=evidence)
    stay = AnswerFlag(flag_id="f", answer=FlagAnswer.STAY, reason="she had steroids")
    return after(after(journey, flag), stay)


def test_an_illness_is_no_news_beside_a_new_number() -> None:
    """The score is the evidence; that the illness is coded again pushes nobody."""
    assert of_scores(in_watch(), HIGH_SCORE).evidence == ("s1",)

    journey = let_stay(in_watch(), "s1")
    again = Entry("c2", "illness", (), on_day(5))
    assert of_scores(journey, HIGH_SCORE, again, days=6).evidence == ()
    newer = Entry("s2", "score", (), on_day(7), value=10)
    assert of_scores(journey, HIGH_SCORE, again, newer, days=8).evidence == ("s2",)


def test_an_illness_is_news_where_nothing_else_is_asked() -> None:
    """A pathway that steps up by an illness alone does so."""
    ill = attrs.evolve(
        WITH_SCORES, rungs=[attrs.evolve(WITH_SCORES.rungs[0], up=ILL, down=~ILL)]
    )
    advice = journeys.recommend(ill, in_watch(), scored(ILLNESS), Holding())

    assert advice.evidence == ("c1",)


def test_advice_rests_on_what_is_new() -> None:
    """What someone has answered is not told again."""
    journey = let_stay(in_watch(), "e1")

    assert advised(journey, fallen("e1", "e2", days=3)).evidence == ("e2",)


def test_a_step_up_in_a_hurry_answers_what_speaks_for_it() -> None:
    """Anyone makes it, without a word, and the same score does not push on."""
    journey = in_watch()
    flag = journeys.flagging(journey, of_scores(journey, HIGH_SCORE))
    assert flag is not None

    stepped_up = after(
        after(journey, flag),
        Make(move="step up"),
        by=CLERK,
        facts=scored(ILLNESS, HIGH_SCORE),
        pathway=WITH_SCORES,
    )

    assert (stepped_up.place, stepped_up.flags, stepped_up.answered) == (
        *(LOW, (), ("s1",)),
    )
    assert of_scores(stepped_up, HIGH_SCORE, days=1).move is None
    newer = Entry("s2", "score", (), on_day(1), value=12)
    assert of_scores(stepped_up, HIGH_SCORE, newer, days=1).target == HIGH


def test_where_nothing_speaks_for_it_a_step_up_takes_a_reason() -> None:
    """Also where one cannot tell."""
    for facts in (scored(ILLNESS), known()):
        because = refused(in_watch(), Make(move="step up"), by=CLERK, facts=facts)
        assert because == (
            "a reason must be given, or the advice of the day that it follows",
        )


def test_a_step_up_answers_what_had_pushed_for_days() -> None:
    """What rests on no entry is told by since when; a break begins it anew."""
    journey = in_watch()
    holding = looked(journey, [(1, 9), (3, 9)])
    assert journeys.recommend(SMALL, journey, worried(9, 3), holding).evidence == (
        f"worry since {on_day(1)}",
    )

    stepped_up = after(journey, Make(move="step up"), days=3, facts=worried(9, 3))

    holding = looked(stepped_up, [(4, 9)], holding)
    advice = journeys.recommend(SMALL, stepped_up, worried(9, 4), holding)
    assert advice.move is None
    holding = looked(stepped_up, [(5, 5), (6, 9)], holding)
    advice = journeys.recommend(SMALL, stepped_up, worried(9, 6), holding)
    assert advice.move == "step up"


def test_of_a_change_the_newest_number_is_the_news() -> None:
    """What it is held against was there before."""
    rise = Change(Select(kind="score"), Days(90, today=True))
    rung = attrs.evolve(RUNGS[0], up=rise >= 5, down=rise <= 0)
    rising = attrs.evolve(SMALL, rungs=[rung], advised=SMALL.advised[:1])
    record = Chart(
        patient=Patient(id=PatientId("p1")),
        filed=[Entry(f"s{n}", "score", (), on_day(n - 9), value=n) for n in (1, 4, 8)],
        coverage=[Coverage(kind="score")],
    )
    facts = draw([rise], record, on=on_day(0))

    advice = journeys.recommend(rising, in_watch(), facts, Holding())

    assert advice.evidence == ("s8",)
