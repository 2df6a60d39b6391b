"""Strategies for journeys as they came to be: how one is told, and what may happen.

A choice that is not open where one stands falls to the next.
"""

from datetime import date
from functools import cache
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
    Needed,
    Pathway,
    Place,
    Readiness,
    stage_at,
    stop_at,
)
from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import add_days
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import Move
from caremodel.grammar.rules import facts_read
from caremodel.people.patients import PatientId
from caremodel.testing.strategies._journeys import (
    Ground,
    JourneyHistory,
    JourneyStep,
    Known,
    default_ground,
    ground_of,
    moves_at,
)
from caremodel.testing.strategies._records import INDEX, STANDING, pick

__all__ = [
    "HistoryShape",
    "Telling",
    "history_shapes",
    "journey_histories",
    "place_history",
]

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
        ground = (
            default_ground() if pathways is DEFAULT_PATHWAY else ground_of(pathways)
        )
        return shapes.map(lambda shape: place_history(ground, shape, starting))
    return st.builds(
        lambda pathway, shape: place_history(ground_of(pathway), shape, starting),
        pathways,
        shapes,
    )


def place_history(
    ground: Ground, shape: HistoryShape, starting: date, called: str = "j"
) -> JourneyHistory:
    """Let a journey come to be, and if it ends and is to be, the one that follows."""
    opening, lived, ending = shape
    told = Telling(ground, starting, called)
    told.begin(None)
    told.live(opening, lived)
    first = told.history(None)
    before = told.stands
    if not before.is_over or before.at.dead or ending % 2:
        return first
    again = Telling(ground, add_days(told.on, ending % 200), called)
    again.begin(before, fast=ending % 3 == 0)
    again.live(opening[:2], lived[:4])
    return again.history(first)


class Telling:
    """A journey while it comes to be: the day, what happened, and where it stands."""

    def __init__(self, ground: Ground, on: date, called: str = "j") -> None:
        self.ground, self.on, self.called = ground, on, called
        self.journey: Journey | None = None
        self.holding = Holding()
        self.steps: list[JourneyStep] = []

    @property
    def pathway(self) -> Pathway:
        """The version that it runs on."""
        return self.ground.pathway

    @property
    def by(self) -> Actor:
        """Someone who may do everything on it."""
        return self.ground.everyone

    @property
    def stands(self) -> Journey:
        """Where it stands."""
        if self.journey is None:
            raise NotAllowedError("go on", ("it has not begun",))
        return self.journey

    def history(self, previous: JourneyHistory | None) -> JourneyHistory:
        """Tell it as it came to be."""
        return JourneyHistory(
            pathway=self.steps[0].pathway, steps=self.steps, previous=previous
        )

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
                asked=command,
                pathway=self.pathway,
                facts=facts,
                on=self.on,
                by=self.by,
                events=events,
            )
        )
        return True

    def begin(self, previous: Journey | None, *, fast: bool = False) -> None:
        """Begin it, as one that follows another if there is one."""
        way_in = ByReferral(source=ReferredBy.FAMILY, who="daughter", reason="falls")
        if previous is None:
            first = Begin(
                journey_id=JourneyId(f"{self.called}0"),
                patient_id=PatientId("p0"),
                way_in=way_in,
            )
            self.ask(first)
            return
        place = self.pathway.machine.initial[-1] if fast else self.pathway.begins
        signable = {signature.what for signature in self.pathway.signatures}
        takes = stage_at(self.pathway, place).takes
        again = journeys.returning(
            previous,
            journey_id=JourneyId(f"{self.called}1"),
            way_in=way_in,
            place=place,
            lead="rosa",
            signed=[needed for needed in takes if needed in signable],
        )
        if not self.ask(again):
            self.ask(attrs.evolve(again, reason="falls again"))

    def live(self, opening: list[int], lived: list[StepShape]) -> None:
        """Let it go on: through its first days, then by whatever is open."""
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
        moves = moves_at(self.pathway, self.stands.place)
        ahead = [move for move in moves if not self.ends(move)]
        ahead.sort(key=lambda move: been.count(move.target))
        start = choice % len(ahead) if ahead else 0
        return any(self.make(move) for move in (*ahead[start:], *ahead[:start]))

    def end(self, choice: int) -> bool:
        """End the journey, in the way it ends well if that is open."""
        moves = moves_at(self.pathway, self.stands.place)
        ends = [move for move in moves if self.ends(move)]
        start = choice % len(ends) if ends else 0
        return any(self.make(move) for move in (*ends[start:], *ends[:start]))

    def ends(self, move: Move[Place]) -> bool:
        """Say whether a move ends the journey."""
        return stop_at(self.pathway, move.target).is_end

    def make(self, move: Move[Place]) -> bool:
        """Make a move, after signing what it takes, if what it needs may be so."""
        self.sign(move)
        tallies = {tally.fact for tally in self.pathway.tallies}
        if move.needs is not None and facts_read(move.needs) & tallies:
            self.talk(0)
        return self.ask(self.command(move, None), self.ground.met[move])

    def command(self, move: Move[Place], advice: Advice | None) -> Make:
        """Ask for a move, with what goes on record in the same step."""
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
        for move in moves_at(self.pathway, self.stands.place):
            if move.name == advice.move:
                self.sign(move)
                return self.ask(self.command(move, advice), known)
        return False

    def advised(self, known: Known) -> Advice:
        """Look at the day, and say what is advised."""
        facts = Facts(on=self.on, known=known)
        self.holding = journeys.watch(
            self.pathway, self.holding, facts, journey=self.stands
        )
        return journeys.recommend(self.pathway, self.stands, facts, self.holding)

    def sign(self, move: Move[Place]) -> None:
        """Sign what the place takes that a move leads to."""
        for needed in stage_at(self.pathway, move.target).takes:
            if needed not in self.stands.on_record:
                self.ask(Agree(what=needed))

    # --- what else may happen ---

    def override(self, choice: int) -> bool:
        """Go down although nothing speaks for it, and say why."""
        moves = moves_at(self.pathway, self.stands.place)
        ahead = [move for move in moves if move.needs is not None]
        ahead = [move for move in ahead if not self.ends(move)]
        if not ahead:
            return False
        command = self.command(pick(choice, ahead), None)
        return self.ask(attrs.evolve(command, override=True, reason="she wishes it"))

    def miss(self, choice: int) -> bool:
        """Try to be in touch, in vain."""
        return self.ask(NoteContact(two_way=False, mode=pick(choice, MODES)))

    def talk(self, choice: int) -> bool:
        """Be in touch."""
        return self.ask(NoteContact(two_way=True, mode=pick(choice, MODES)))

    def hear(self, choice: int) -> bool:
        """Hear how ready they are."""
        return self.ask(HearReadiness(readiness=pick(choice, tuple(Readiness))))

    def sign_any(self, choice: int) -> bool:
        """Sign anything."""
        return self.ask(Agree(what=pick(choice, tuple(Needed))))

    def flag(self, choice: int) -> bool:
        """Ask someone to decide."""
        number = len(self.steps)
        raised = RaiseFlag(
            flag_id=f"f{number}", trigger="a fall", owner="tom", evidence=[f"e{choice}"]
        )
        return self.ask(raised)

    def answer(self, choice: int) -> bool:
        """Decide about what was asked."""
        if not self.stands.flags:
            return False
        flag = pick(choice, self.stands.flags)
        way = pick(choice, tuple(FlagAnswer))
        return self.ask(AnswerFlag(flag_id=flag.id, answer=way, reason="she is well"))

    def check(self, choice: int) -> bool:
        """Make a check and book the next, or miss it."""
        if choice % 3 == 0:
            return self.ask(NoteCheck(made=False))
        longest = self.pathway.limits.check.after(self.on)
        due = add_days(longest, choice % 2)
        return self.ask(NoteCheck(made=True, next_check=due))

    def hand_over(self, choice: int) -> bool:
        """Name someone else to keep watch, or to lead."""
        worker = pick(choice, ("ann", "ben"))
        tracker = NameTracker(worker_id=worker)
        return self.ask(tracker) or self.ask(NameLead(worker_id=worker))


MODES: Final = ("phone", "letter", "home visit")

SORTS: Final = (
    Telling.follow,
    Telling.go_on,
    Telling.follow,
    Telling.miss,
    Telling.check,
    Telling.override,
    Telling.hear,
    Telling.follow,
    Telling.flag,
    Telling.answer,
    Telling.follow,
    Telling.talk,
    Telling.hand_over,
    Telling.go_on,
    Telling.sign_any,
    Telling.follow,
    Telling.end,
)
"""The sorts of things that may be asked of a journey that goes on."""
