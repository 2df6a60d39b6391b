"""What may be done on a journey from where it stands, and what each move needs."""

import attrs
import pytest

from care.walked import (
    CLERK,
    DONE,
    LOW,
    NURSE,
    PERSON,
    SMALL,
    after,
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
    Advice,
    Agree,
    AnswerFlag,
    FlagAnswer,
    Held,
    Holding,
    JourneyId,
    Make,
    RaiseFlag,
    Recommended,
)
from caremodel.care.pathways import Needed, Place
from caremodel.errors import NotAllowedError
from caremodel.grammar.machines import Option
from caremodel.grammar.verdicts import Answer, Verdict


def test_options_tell_what_each_move_still_needs() -> None:
    """What others sign counts; what goes on record in the same step does not."""
    told = {
        option.move.name: (option.answer.value, option.still_needs)
        for option in journeys.options(SMALL, in_watch(), by=CLERK, facts=worried(1))
    }

    assert told == {
        "look for": ("yes", ()),
        "let go": (
            "no",
            (
                "it takes one of the roles nurse",
                "not on record: the person's agreement to end",
                "not on record: a warm hand-off",
                "it takes the advice that this has held for its time",
            ),
        ),
        "leave": ("yes", ()),
        "step up": ("yes", ()),
    }


def test_what_is_not_signed_makes_an_option_a_no() -> None:
    """Also for who has the role, and where nothing else is needed."""
    (start,) = [
        option
        for option in journeys.options(SMALL, in_asking(), by=NURSE, facts=known())
        if option.move.name == "start"
    ]

    assert start.answer is Answer.NO
    assert start.still_needs == (
        "must be so: talked at least 1",
        "not on record: the person's agreement",
    )
    done = after(in_watch(), Make(move="look for"))
    assert [
        option.answer
        for option in journeys.options(SMALL, done, by=NURSE, facts=known())
    ] == [
        Answer.YES,
        Answer.YES,
    ]
    free = attrs.evolve(
        SMALL, moves=[attrs.evolve(move, needs=None) for move in SMALL.moves]
    )
    (start, *_) = journeys.options(free, in_asking(), by=NURSE, facts=known())
    assert start.answer is Answer.NO


# --- what takes its time -------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "answer", "lacks"),
    [
        (0, Answer.YES, ()),
        (1, Answer.NO, ("it has not held for its time",)),
        (None, Answer.NO, ("it has not held for its time",)),
    ],
)
def test_an_option_that_takes_its_time_is_one_once_it_has_held(
    since: int | None, answer: Answer, lacks: tuple[str, ...]
) -> None:
    """Ten days to the day; where nobody has watched, one cannot tell."""
    held = () if since is None else (Held("down to watch", on_day(since)),)
    holding = Holding(journey_id=JourneyId("j1"), place=LOW, on=on_day(10), held=held)

    def offered(holding: Holding | None) -> Option[Place]:
        told = journeys.options(
            SMALL, in_care(), by=NURSE, facts=worried(2, 10), holding=holding
        )
        return next(each for each in told if each.move.name == "step down")

    assert (offered(holding).answer, offered(holding).still_needs) == (answer, lacks)
    assert offered(None).answer is Answer.CANNOT_TELL
    assert offered(None).still_needs == (
        "it takes the advice that this has held for its time",
    )


def test_options_are_of_the_journey_that_was_watched() -> None:
    """What has held is of one journey."""
    other = Holding(journey_id=JourneyId("j2"))

    with pytest.raises(NotAllowedError, match="of another journey"):
        journeys.options(SMALL, in_care(), by=NURSE, facts=known(), holding=other)


# --- flags that wait -----------------------------------------------------------------


def test_nobody_comes_to_a_good_end_while_a_flag_waits() -> None:
    """Until someone decides, or overrides it and says why; an exit is always open."""
    journey = in_watch(30)
    for what, by in ((Needed.PERSON_AGREES, PERSON), (Needed.HAND_OFF, NURSE)):
        journey = after(journey, Agree(what=what), by=by)
    journey = after(journey, RaiseFlag(flag_id="f1", trigger="a fall", owner="tom"))
    advice = Advice(
        journey_id=journey.id,
        on=on_day(20),
        recommendation=Recommended.GRADUATE,
        move="let go",
        target=DONE,
        verdict=Verdict(Answer.YES, ()),
        since=on_day(0),
    )
    let_go, calm = Make(move="let go", because=advice), worried(1, 20)

    because = ("a flag waits for a decision",)
    assert refused(journey, let_go, days=20, facts=calm) == because
    (offered,) = [
        option
        for option in journeys.options(SMALL, journey, by=NURSE, facts=calm)
        if option.move.name == "let go"
    ]
    assert because[0] in offered.still_needs
    assert offered.answer is Answer.NO
    assert refused(journey, Make(move="leave", reason="she moves"), days=20) == ()
    anyway = attrs.evolve(let_go, override=True, reason="he has seen her")
    assert after(journey, anyway, days=20, facts=calm).is_over
    stay = AnswerFlag(flag_id="f1", answer=FlagAnswer.STAY, reason="a light fall")
    assert after(after(journey, stay), let_go, days=20, facts=calm).place == DONE
