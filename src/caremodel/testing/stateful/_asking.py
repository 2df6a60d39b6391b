"""Ways of asking something of a journey: rightly, wrongly, and on the way to a move."""

import math
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

import attrs

from caremodel.care import journeys
from caremodel.care.journeys import (
    AdoptVersion,
    Advice,
    Agree,
    AnswerFlag,
    Begin,
    BookCheck,
    Command,
    FlagAnswer,
    HearReadiness,
    JourneyId,
    Make,
    NameLead,
    NameTracker,
    NoteCheck,
    NoteContact,
    RaiseFlag,
    Recommended,
    Step,
)
from caremodel.care.journeys._cases import TOO_NEW
from caremodel.care.pathways import (
    Direction,
    Needed,
    Place,
    Readiness,
    days_here,
    days_in_stage,
    stage_at,
    stop_at,
)
from caremodel.grammar.dates import add_days
from caremodel.grammar.facts import Value
from caremodel.grammar.machines import Move, moves_from
from caremodel.grammar.rules import Criterion
from caremodel.grammar.verdicts import Answer, Verdict
from caremodel.testing.stateful._known import one_of
from caremodel.testing.stateful._walkers import REFERRED, Walker

__all__ = ["WAYS"]

WORKERS: Final = ("ann", "ben", "tom")
MOST_CONTACTS: Final = 12
SAID: Final = "as agreed"


# --- moves ---------------------------------------------------------------------------


def go(walker: Walker) -> None:
    """Choose from what is offered, bring about what it lacks, and make the move."""
    move = _chosen(walker)
    by = walker.anyone() if walker.one_in(6) else walker.someone(move.roles)
    option = walker.offered(move, by)
    step = _waiting(walker, move)
    lacks = {*option.still_needs} - {TOO_NEW}
    if lacks and not walker.one_in(4):
        if move.needs is not None:
            bring_about(walker, move.needs)
        sign(walker, move)
        walker.ask(_given(walker, move), by)
    elif step is None:
        walker.ask(_given(walker, move), by, offered=option)
    else:
        asked = _given(walker, move, _as_if_advised(walker, step))
        walker.imagine(asked, by, offered=option)
        follow_one(walker, step)


def _chosen(walker: Walker) -> Move[Place]:
    """Choose a move, preferably to where nobody was yet; not often to an end."""
    moves = moves_from(walker.pathway.machine, walker.stands.place)
    ends = [move for move in moves if stop_at(walker.pathway, move.target).is_end]
    if ends and walker.one_in(9):
        return one_of(ends, walker.choose)
    ahead = [move for move in moves if move not in ends]
    new = [move for move in ahead if move.target not in walker.been]
    among = ahead or ends if walker.one_in(3) else new or ahead or ends
    return one_of(among, walker.choose)


def _given(walker: Walker, move: Move[Place], advice: Advice | None = None) -> Make:
    """Ask for a move with all that goes on record in the same step."""
    tracked = stop_at(walker.pathway, move.target).tracked
    return Make(
        move=move.name,
        reason=SAID,
        because=advice,
        lead="ann" if walker.stands.lead is None else None,
        tracker="tom" if tracked else None,
        next_check=_last_day_for_a_check(walker) if tracked else None,
    )


def _last_day_for_a_check(walker: Walker) -> date | None:
    """Name the last day within the limit, if one still lies ahead."""
    checked = walker.stands.checked or walker.on
    due = walker.pathway.limits.check.after(checked)
    return due if due > walker.on else None


def _waiting(walker: Walker, move: Move[Place]) -> Step | None:
    """Find what has to hold for a time before a move is made, if anything has."""
    for step in journeys.steps_from(walker.pathway, walker.stands.place):
        if step.move == move.name and step.dwell is not None:
            return step
    return None


def _as_if_advised(walker: Walker, step: Step) -> Advice:
    """Make the advice that would be given had it held since the journey came there."""
    return Advice(
        journey_id=walker.stands.id,
        on=walker.on,
        recommendation=Recommended(step.direction.value),
        move=step.move,
        target=step.target,
        verdict=Verdict(Answer.YES, ()),
        since=walker.stands.since,
    )


def bring_about(walker: Walker, criterion: Criterion) -> None:
    """Do what is asked of the journey itself, and learn what is asked of the person."""
    met = walker.ground.met[criterion]
    for tally in walker.pathway.tallies:
        least = _number(met.get(tally.fact))
        at = walker.stands.tallies.index(tally)
        words = [word for word in tally.adds_on if word.startswith("contact ")]
        for word in words * MOST_CONTACTS:
            if walker.stands.counts[at] < least:
                walker.ask(_contact(walker, word), walker.everyone())
    for fact, since in (
        (days_here(), walker.stands.since),
        (days_in_stage(), walker.stands.entered or walker.stands.since),
    ):
        walker.wait(add_days(since, math.ceil(_number(met.get(fact)))))
    walker.learn({fact: met[fact] for fact in walker.ground.values if fact in met})


def _number(value: Value | None) -> float:
    return value if isinstance(value, int | float) else 0


def _contact(walker: Walker, word: str) -> NoteContact:
    """Note a contact as a tally says it: "contact missed by phone"."""
    what, _, mode = word.partition(" by ")
    mode = mode or one_of(walker.ground.modes, walker.choose)
    return NoteContact(two_way=what == "contact made", mode=mode)


def sign(walker: Walker, move: Move[Place]) -> None:
    """Let sign and answer whoever has to before someone stands where a move leads."""
    if stop_at(walker.pathway, move.target).is_end:
        for flag in walker.stands.flags:
            stay = AnswerFlag(flag_id=flag.id, answer=FlagAnswer.STAY, reason=SAID)
            walker.ask(stay, walker.anyone())
    for needed in stage_at(walker.pathway, move.target).takes:
        if needed not in walker.stands.on_record:
            sign_one(walker, needed)


def sign_one(walker: Walker, needed: Needed) -> None:
    """Let someone sign who may; nobody signs what is said by a command."""
    for signature in walker.pathway.signatures:
        if signature.what is needed:
            walker.ask(Agree(what=needed), walker.someone(signature.roles))


def follow(walker: Walker) -> None:
    """Choose what may be advised, let it be so for its time, and follow the advice."""
    steps = journeys.steps_from(walker.pathway, walker.stands.place)
    found = [step for step in steps if step.direction is not Direction.RE_ENGAGE]
    if walker.one_in(6):
        found = [step for step in steps if step.direction is Direction.RE_ENGAGE]
    if found:
        follow_one(walker, one_of(found, walker.choose))
    else:
        go(walker)


def follow_one(walker: Walker, step: Step) -> None:
    """Look at a day, and at the last of the time it has to hold; sometimes too soon."""
    steps = journeys.steps_from(walker.pathway, walker.stands.place)
    bring_about(walker, step.when)
    walker.learn(walker.ground.towards[walker.stands.place][steps.index(step)])
    walker.look()
    if step.dwell is not None:
        over = step.dwell.after(walker.on)
        walker.wait(add_days(over, -1) if walker.one_in(4) else over)
        walker.look()
    advice = journeys.recommend(
        walker.pathway, walker.stands, walker.facts, walker.holding
    )
    for move in moves_from(walker.pathway.machine, walker.stands.place):
        if move.name == advice.move:
            sign(walker, move)
            walker.ask(_given(walker, move, advice), walker.someone(move.roles))


def override(walker: Walker) -> None:
    """Make a move although what it needs is not so, and say why; or fail to."""
    moves = moves_from(walker.pathway.machine, walker.stands.place)
    gated = [each for each in moves if each.needs is not None]
    if not gated:
        return be_in_touch(walker)
    move = one_of(gated, walker.choose)
    by = walker.anyone() if walker.one_in(4) else walker.everyone()
    reason = "" if walker.one_in(4) else SAID
    made = attrs.evolve(_given(walker, move), override=True, reason=reason)
    walker.ask(made, by)
    return None


# --- everything else -----------------------------------------------------------------


def be_in_touch(walker: Walker) -> None:
    """Try to reach the person, in vain or not."""
    mode = one_of(walker.ground.modes, walker.choose)
    noted = NoteContact(two_way=not walker.one_in(2), mode=mode)
    late = one_of((0, 0, 0, -3, -40), walker.choose)
    walker.ask(noted, walker.anyone(), on=add_days(walker.on, late))


def hear(walker: Walker) -> None:
    """Hear how ready the person is."""
    heard = HearReadiness(readiness=one_of(tuple(Readiness), walker.choose))
    walker.ask(heard, walker.anyone())


def sign_any(walker: Walker) -> None:
    """Let someone sign anything, who may or may not."""
    needed = one_of(tuple(Needed), walker.choose)
    if walker.one_in(3):
        walker.ask(Agree(what=needed), walker.anyone())
    else:
        sign_one(walker, needed)


def hand_over(walker: Walker) -> None:
    """Name someone to lead or to keep watch."""
    name = NameTracker if walker.stands.at.tracked else NameLead
    if walker.one_in(4):
        name = NameTracker
    walker.ask(name(worker_id=one_of(WORKERS, walker.choose)), walker.anyone())


def check(walker: Walker) -> None:
    """Note a check or a missed one, and book the next one: in time, too late, never."""
    if not walker.stands.at.tracked and not walker.one_in(4):
        return be_in_touch(walker)
    last = walker.pathway.limits.check.after(walker.on)
    days = (last, add_days(last, -1), None, add_days(last, 1), walker.on)
    due = one_of(days, walker.choose)
    if due is not None and walker.one_in(3):
        walker.ask(BookCheck(due=due), walker.anyone())
    else:
        noted = NoteCheck(made=not walker.one_in(3), next_check=due)
        walker.ask(noted, walker.anyone())
    return None


def flag(walker: Walker) -> None:
    """Raise a flag, on evidence or on none."""
    raised = RaiseFlag(
        flag_id=f"f{walker.choose(3)}",
        trigger="a fall",
        owner="tom",
        evidence=[f"e{walker.choose(3)}"] * walker.choose(2),
    )
    walker.ask(raised, walker.anyone())


def answer_flag(walker: Walker) -> None:
    """Decide about a flag that is open, or about one that is not."""
    ids = [flag.id for flag in walker.stands.flags]
    answered = AnswerFlag(
        flag_id=one_of((*ids, *ids, "f9"), walker.choose),
        answer=one_of(tuple(FlagAnswer), walker.choose),
        reason=one_of((SAID, SAID, " "), walker.choose),
    )
    walker.ask(answered, walker.anyone())


def adopt(walker: Walker) -> None:
    """Go over to the other version of the pathway, which says the same."""
    here, walker.pathway = walker.pathway, walker.other
    if not walker.ask(AdoptVersion(reason=SAID), walker.anyone()):
        walker.pathway = here


# --- wrongly -------------------------------------------------------------------------


def err(walker: Walker) -> None:
    """Ask at the wrong time, for what does not belong there, or without a word."""
    one_of(ERRORS, walker.choose)(walker)


def _any_move(walker: Walker) -> Make:
    names = [move.name for move in walker.pathway.machine.moves]
    return Make(move=one_of(names, walker.choose))


def _elsewhere(walker: Walker) -> None:
    """Ask for a move of any place, without anything that it takes."""
    walker.ask(_any_move(walker), walker.anyone())


def _unheard_of(walker: Walker) -> None:
    walker.ask(Make(move="fly"), walker.everyone())


def _too_late(walker: Walker) -> None:
    """Ask for something as of the day before the last move."""
    on = add_days(walker.stands.since, -1)
    walker.ask(_any_move(walker), walker.everyone(), on=on)


def _said_late(walker: Walker) -> None:
    """Say something as of some days ago, after which something newer may be known."""
    asked: tuple[Command, ...] = (
        HearReadiness(readiness=Readiness.READY),
        NameLead(worker_id=one_of(WORKERS, walker.choose)),
        NameTracker(worker_id=one_of(WORKERS, walker.choose)),
        BookCheck(due=add_days(walker.on, 1)),
        NoteCheck(made=True, next_check=add_days(walker.on, 1)),
        *(
            AnswerFlag(flag_id=flag.id, answer=FlagAnswer.EXIT)
            for flag in walker.stands.flags
        ),
    )
    on = add_days(walker.on, -1 - walker.choose(7))
    walker.ask(one_of(asked, walker.choose), walker.everyone(), on=on)


def _before_it_began(walker: Walker) -> None:
    on = add_days(walker.stands.began, -1)
    walker.ask(NoteContact(two_way=True, mode="phone"), walker.everyone(), on=on)


def _by_facts_of_another_day(walker: Walker) -> None:
    asked = _given(walker, _chosen(walker))
    walker.ask(asked, walker.everyone(), on=add_days(walker.on, 1))


def _by_advice_for_another(walker: Walker) -> None:
    move = _chosen(walker)
    advice = Advice(
        journey_id=JourneyId("j"),
        on=walker.on,
        recommendation=Recommended.STAY,
        verdict=Verdict(Answer.NO, ()),
    )
    walker.ask(_given(walker, move, advice), walker.everyone())


def _too_soon(walker: Walker) -> None:
    """Follow advice that it has held since today, or none."""
    for move in moves_from(walker.pathway.machine, walker.stands.place):
        step = _waiting(walker, move)
        if step is not None:
            advice = attrs.evolve(_as_if_advised(walker, step), since=walker.on)
            asked = _given(walker, move, None if walker.one_in(2) else advice)
            walker.ask(asked, walker.everyone())


def _by_another_version(walker: Walker) -> None:
    """Ask for something as another version has it; or to go over to the same one."""
    here, there = walker.pathway, walker.other
    if walker.one_in(2):
        walker.ask(AdoptVersion(reason=SAID), walker.everyone())
    walker.pathway = there
    walker.ask(NameLead(worker_id="ben"), walker.everyone())
    walker.pathway = here


def _without_a_word(walker: Walker) -> None:
    asked = attrs.evolve(_given(walker, _chosen(walker)), reason=" ")
    walker.ask(asked, walker.everyone())


def _watched_anywhere(walker: Walker) -> None:
    """Ask for a watch where nobody keeps one, or longer than the limit."""
    due = add_days(walker.pathway.limits.check.after(walker.on), 1)
    asked = _given(walker, _chosen(walker))
    asked = attrs.evolve(asked, tracker="tom", next_check=due)
    walker.ask(asked, walker.everyone())


def _begun_again(walker: Walker) -> None:
    asked = Begin(
        journey_id=walker.stands.id,
        patient_id=walker.stands.patient_id,
        way_in=REFERRED,
    )
    walker.ask(asked, walker.everyone())


ERRORS: Final = (
    _elsewhere,
    _unheard_of,
    _too_late,
    _said_late,
    _said_late,
    _too_soon,
    _by_another_version,
    _before_it_began,
    _by_facts_of_another_day,
    _by_advice_for_another,
    _without_a_word,
    _watched_anywhere,
    _begun_again,
)

WAYS: Final[Mapping[str, Callable[[Walker], None]]] = MappingProxyType(
    {
        "go": go,
        "follow": follow,
        "override": override,
        "be in touch": be_in_touch,
        "hear": hear,
        "sign": sign_any,
        "hand over": hand_over,
        "check": check,
        "flag": flag,
        "answer": answer_flag,
        "adopt": adopt,
        "err": err,
    }
)
"""Each way of asking something of someone whose journey goes on."""
