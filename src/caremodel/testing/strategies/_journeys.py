"""Strategies for pathways that work, and for journeys along them as they came to be.

Journeys are made through `options` and `decide` alone, so whatever happened on one
could have happened. A choice that is not open where one stands falls to the next.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import chain
from typing import Final

import attrs
from hypothesis import strategies as st

from caremodel.care import journeys
from caremodel.care.journeys import (
    Advice,
    Agree,
    AnswerFlag,
    Begin,
    ByReferral,
    Command,
    Event,
    FlagAnswer,
    HearReadiness,
    Holding,
    Journey,
    JourneyId,
    Make,
    NameLead,
    NameTracker,
    NoteCheck,
    NoteContact,
    RaiseFlag,
    ReferredBy,
)
from caremodel.care.pathways import (
    Direction,
    Needed,
    Pathway,
    Place,
    Readiness,
    stage_at,
    stop_at,
)
from caremodel.care.pathways._cells import example
from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import add_days
from caremodel.grammar.facts import Fact, Facts, Value
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import Move
from caremodel.grammar.rules import All, Criterion, Not, facts_read
from caremodel.people.patients import PatientId
from caremodel.testing.strategies._records import INDEX, STANDING, pick

__all__ = ["JourneyHistory", "JourneyStep", "journey_facts", "journey_histories"]


@attrs.frozen(kw_only=True, repr=False)
class JourneyStep:
    """One thing that was asked of a journey, and what it made happen.

    Attributes:
        asked: The command.
        facts: What was known.
        on: The day.
        by: Who asked.
        events: What happened, in one step.
    """

    asked: Command
    facts: Facts
    on: date
    by: Actor
    events: tuple[Event, ...] = attrs.field(converter=tuple[Event, ...])

    def __repr__(self) -> str:
        return f"{self.on}: {self.asked!r}"


@attrs.frozen(kw_only=True, repr=False)
class JourneyHistory:
    """A journey as it came to be, step by step.

    Attributes:
        pathway: That it runs on.
        steps: Each made through `decide`; the first one begins it.
        previous: The journey that it follows, if someone came back.
    """

    pathway: Pathway
    steps: tuple[JourneyStep, ...] = attrs.field(converter=tuple[JourneyStep, ...])
    previous: "JourneyHistory | None" = None

    def __repr__(self) -> str:
        return "\n".join((f"JourneyHistory({self.pathway.id})", *map(repr, self.steps)))

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that happened, in order."""
        return tuple(event for step in self.steps for event in step.events)

    @property
    def states(self) -> tuple[Journey, ...]:
        """The journey as it stood after each step."""
        states: list[Journey] = []
        for step in self.steps:
            before = states[-1] if states else None
            states.append(journeys.replayed(step.events, start=before))
        return tuple(states)

    @property
    def journey(self) -> Journey:
        """The journey as it stands at the end."""
        return journeys.replayed(self.events)


# --- facts ---------------------------------------------------------------------------


def _wishes(pathway: Pathway, place: Place) -> Iterator[Criterion]:
    """Hand out what would move someone on from a place: each step, and each need."""
    steps = journeys.steps_from(pathway, place)
    ups = [Not(step.when) for step in steps if step.direction is Direction.UP]
    for step in steps:
        alone = step.direction is Direction.UP
        yield step.when if alone else All((step.when, *ups))
    yield from ups
    for move in _moves(pathway, place):
        if move.needs is not None:
            yield move.needs


def _moves(pathway: Pathway, place: Place) -> list[Move[Place]]:
    return [move for move in pathway.machine.moves if move.source == place]


Known = dict[Fact, Value]


@attrs.frozen
class _Ground:
    """A pathway, with what may be known of people who stand on it.

    Attributes:
        pathway: Which.
        known: For each place, what would move someone on from there; at last, nothing.
        met: For each move, facts by which what it needs is so.
        everyone: Someone who may make every move, and sign everything.
    """

    pathway: Pathway
    known: dict[Place, tuple[Known, ...]]
    met: dict[Move[Place], Known]
    everyone: Actor


@cache
def _default_ground() -> _Ground:
    return _ground(DEFAULT_PATHWAY)


def _ground(pathway: Pathway) -> _Ground:
    known = {
        place: (*filter(None, map(example, _wishes(pathway, place))), Known())
        for place in pathway.machine.places
    }
    met = {
        move: Known() if move.needs is None else example(move.needs) or Known()
        for move in pathway.machine.moves
    }
    of_moves = chain.from_iterable(move.roles for move in pathway.machine.moves)
    of_others = chain.from_iterable(each.roles for each in pathway.signatures)
    roles = dict.fromkeys((*of_moves, *of_others, *pathway.may_override))
    return _Ground(pathway, known, met, Actor("rosa", tuple(roles), "p0"))


def journey_facts(
    pathway: Pathway = DEFAULT_PATHWAY, *, on: date = STANDING
) -> st.SearchStrategy[Facts]:
    """Facts that would move someone on, or only some of them.

    Args:
        pathway: That is asked of them.
        on: The day they are as of.
    """
    ground = _default_ground() if pathway is DEFAULT_PATHWAY else _ground(pathway)
    each = [ground.known[place] for place in pathway.machine.places]
    rich = sorted(each, key=len, reverse=True)[:3]
    shape = st.tuples(
        st.sampled_from([*chain.from_iterable(rich)]), st.lists(INDEX, max_size=1)
    )
    return shape.map(lambda drawn: Facts(on=on, known=_less(*drawn)))


def _less(known: Known, dropped: Iterable[int]) -> Known:
    """Leave out some of what is known."""
    names = list(known)
    gone = {pick(index, names) for index in dropped if len(names) > 1}
    return {fact: value for fact, value in known.items() if fact not in gone}


# --- journeys ------------------------------------------------------------------------

StepShape = tuple[int, int, int]
STEP_SHAPES: Final[st.SearchStrategy[StepShape]] = st.tuples(
    INDEX, INDEX, st.sampled_from((0, 1, 7, 30))
)
HistoryShape = tuple[list[int], list[StepShape], int]


@cache
def history_shapes(max_steps: int) -> st.SearchStrategy[HistoryShape]:
    """Shapes of journeys as they came to be."""
    least = min(6, max_steps)
    return st.tuples(
        st.lists(INDEX, min_size=3, max_size=7),
        st.lists(STEP_SHAPES, min_size=least, max_size=max_steps),
        INDEX,
    )


def journey_histories(
    pathways: "Pathway | st.SearchStrategy[Pathway]" = DEFAULT_PATHWAY,
    *,
    starting: date = STANDING,
    max_steps: int = 16,
) -> st.SearchStrategy[JourneyHistory]:
    """Journeys as they came to be: begun, gone along, often ended, and begun again.

    Args:
        pathways: The pathway that they run on, or where it comes from.
        starting: The day they begin.
        max_steps: How much is asked of them after their first days.
    """
    shapes = history_shapes(max_steps)
    if isinstance(pathways, Pathway):
        ground = _default_ground() if pathways is DEFAULT_PATHWAY else _ground(pathways)
        return shapes.map(lambda shape: place_history(ground, shape, starting))
    return st.builds(
        lambda pathway, shape: place_history(_ground(pathway), shape, starting),
        pathways,
        shapes,
    )


def place_history(
    ground: _Ground, shape: HistoryShape, starting: date
) -> JourneyHistory:
    """Let a journey come to be, and if it ends and is to be, the one that follows."""
    opening, lived, ending = shape
    told = _Telling(ground, starting)
    told.begin(None)
    told.live(opening, lived)
    first = told.history(None)
    before = told.stands
    if not before.is_over or ending % 2:
        return first
    again = _Telling(ground, add_days(told.on, ending % 200))
    again.begin(before, fast=ending % 3 == 0)
    again.live(opening[:2], lived[:4])
    return again.history(first)


class _Telling:
    """A journey while it comes to be: the day, what happened, and where it stands."""

    def __init__(self, ground: _Ground, on: date) -> None:
        self.ground, self.pathway, self.on = ground, ground.pathway, on
        self.by = ground.everyone
        self.journey: Journey | None = None
        self.holding = Holding()
        self.steps: list[JourneyStep] = []

    @property
    def stands(self) -> Journey:
        if self.journey is None:
            raise NotAllowedError("go on", ("it has not begun",))
        return self.journey

    def history(self, previous: JourneyHistory | None) -> JourneyHistory:
        return JourneyHistory(pathway=self.pathway, steps=self.steps, previous=previous)

    def ask(self, command: Command, known: Known | None = None) -> bool:
        """Ask something of the journey, and say whether it happened."""
        facts = Facts(on=self.on, known=known or {})
        try:
            events = journeys.decide(
                self.pathway, self.journey, command, facts=facts, on=self.on, by=self.by
            )
        except NotAllowedError:
            return False
        self.journey = journeys.replayed(events, start=self.journey)
        self.steps.append(
            JourneyStep(
                asked=command, facts=facts, on=self.on, by=self.by, events=events
            )
        )
        return True

    def begin(self, previous: Journey | None, *, fast: bool = False) -> None:
        way_in = ByReferral(source=ReferredBy.FAMILY, who="daughter", reason="falls")
        if previous is None:
            first = Begin(
                journey_id=JourneyId("j0"), patient_id=PatientId("p0"), way_in=way_in
            )
            self.ask(first)
            return
        place = self.pathway.machine.initial[-1] if fast else self.pathway.begins
        signable = {signature.what for signature in self.pathway.signatures}
        takes = stage_at(self.pathway, place).takes
        again = journeys.returning(
            previous,
            journey_id=JourneyId("j1"),
            way_in=way_in,
            place=place,
            lead="rosa",
            signed=[needed for needed in takes if needed in signable],
        )
        if not self.ask(again):
            self.ask(attrs.evolve(again, reason="falls again"))

    def live(self, opening: list[int], lived: list[StepShape]) -> None:
        for choice in opening:
            if not self.stands.is_over:
                self.go_on(choice % 2)
        for verb, choice, days in lived:
            self.on = add_days(self.on, days)
            start = verb % len(SORTS)
            for sort in (*SORTS[start:], *SORTS[:start]):
                if self.stands.is_over or sort(self, choice):
                    break

    # --- ways of going on ---

    def go_on(self, choice: int) -> bool:
        """Make a move that does not end the journey, to somewhere new if there is."""
        been = [state.place for state in self.history(None).states]
        moves = _moves(self.pathway, self.stands.place)
        ahead = [move for move in moves if not self.ends(move)]
        ahead.sort(key=lambda move: been.count(move.target))
        start = choice % len(ahead) if ahead else 0
        return any(self.make(move) for move in (*ahead[start:], *ahead[:start]))

    def end(self, choice: int) -> bool:
        """End the journey, in the way it ends well if that is open."""
        moves = _moves(self.pathway, self.stands.place)
        ends = [move for move in moves if self.ends(move)]
        start = choice % len(ends) if ends else 0
        return any(self.make(move) for move in (*ends[start:], *ends[:start]))

    def ends(self, move: Move[Place]) -> bool:
        return stop_at(self.pathway, move.target).is_end

    def make(self, move: Move[Place]) -> bool:
        """Make a move, after signing what it takes, if what it needs may be so."""
        self.sign(move)
        tallies = {tally.fact for tally in self.pathway.tallies}
        if move.needs is not None and facts_read(move.needs) & tallies:
            self.talk(0)
        return self.ask(self.command(move, None), self.ground.met[move])

    def command(self, move: Move[Place], advice: Advice | None) -> Make:
        tracked = stop_at(self.pathway, move.target).tracked
        check = self.pathway.limits.check.after(self.stands.checked or self.on)
        return Make(
            move=move.name,
            reason="as agreed" if advice is None else "",
            because=advice,
            lead="rosa" if self.stands.lead is None else None,
            tracker="tom" if tracked else None,
            next_check=check if tracked and not self.stands.at.tracked else None,
        )

    def follow(self, choice: int) -> bool:
        """Look at some days as long as what holds has to, and follow the advice."""
        known = pick(choice, self.ground.known[self.stands.place])
        advice = self.advised(known)
        for step in journeys.steps_from(self.pathway, self.stands.place):
            if step.dwell is not None and advice.move is None and advice.since:
                start = max(advice.since, self.stands.since)
                self.on = max(self.on, step.dwell.after(start))
                advice = self.advised(known)
        for move in _moves(self.pathway, self.stands.place):
            if move.name == advice.move:
                self.sign(move)
                return self.ask(self.command(move, advice), known)
        return False

    def advised(self, known: Known) -> Advice:
        facts = Facts(on=self.on, known=known)
        self.holding = journeys.watch(
            self.pathway, self.holding, facts, journey=self.stands
        )
        return journeys.recommend(self.pathway, self.stands, facts, self.holding)

    def sign(self, move: Move[Place]) -> None:
        for needed in stage_at(self.pathway, move.target).takes:
            if needed not in self.stands.on_record:
                self.ask(Agree(what=needed))

    # --- what else may happen ---

    def override(self, choice: int) -> bool:
        """Go down although nothing speaks for it, and say why."""
        moves = _moves(self.pathway, self.stands.place)
        ahead = [move for move in moves if move.needs is not None]
        ahead = [move for move in ahead if not self.ends(move)]
        if not ahead:
            return False
        command = self.command(pick(choice, ahead), None)
        return self.ask(attrs.evolve(command, override=True, reason="she wishes it"))

    def miss(self, choice: int) -> bool:
        return self.ask(NoteContact(two_way=False, mode=pick(choice, MODES)))

    def talk(self, choice: int) -> bool:
        return self.ask(NoteContact(two_way=True, mode=pick(choice, MODES)))

    def hear(self, choice: int) -> bool:
        return self.ask(HearReadiness(readiness=pick(choice, tuple(Readiness))))

    def sign_any(self, choice: int) -> bool:
        return self.ask(Agree(what=pick(choice, tuple(Needed))))

    def flag(self, choice: int) -> bool:
        number = len(self.steps)
        raised = RaiseFlag(
            flag_id=f"f{number}", trigger="a fall", owner="tom", evidence=[f"e{choice}"]
        )
        return self.ask(raised)

    def answer(self, choice: int) -> bool:
        if not self.stands.flags:
            return False
        flag = pick(choice, self.stands.flags)
        way = pick(choice, tuple(FlagAnswer))
        return self.ask(AnswerFlag(flag_id=flag.id, answer=way, reason="she is well"))

    def check(self, choice: int) -> bool:
        if choice % 3 == 0:
            return self.ask(NoteCheck(made=False))
        longest = self.pathway.limits.check.after(self.on)
        due = add_days(longest, choice % 2)
        return self.ask(NoteCheck(made=True, next_check=due))

    def hand_over(self, choice: int) -> bool:
        worker = pick(choice, ("ann", "ben"))
        tracker = NameTracker(worker_id=worker)
        return self.ask(tracker) or self.ask(NameLead(worker_id=worker))


MODES: Final = ("phone", "letter", "home visit")

SORTS: Final = (
    _Telling.follow,
    _Telling.go_on,
    _Telling.follow,
    _Telling.miss,
    _Telling.check,
    _Telling.override,
    _Telling.hear,
    _Telling.follow,
    _Telling.flag,
    _Telling.answer,
    _Telling.follow,
    _Telling.talk,
    _Telling.hand_over,
    _Telling.go_on,
    _Telling.sign_any,
    _Telling.follow,
    _Telling.end,
)
"""The sorts of things that may be asked of a journey that goes on."""
