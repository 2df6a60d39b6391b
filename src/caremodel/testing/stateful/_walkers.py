"""Someone on a pathway, of whom one thing after another is asked.

What is asked is chosen from outside, number by number, so whoever chooses the same
numbers takes the same walk. The laws are held against every step of it.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache, reduce
from typing import Final

from caremodel.care import journeys
from caremodel.care.journeys import (
    Agree,
    AnswerFlag,
    Begin,
    BookCheck,
    ByReferral,
    ByRule,
    Command,
    Event,
    FlagAnswer,
    HearReadiness,
    Held,
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
from caremodel.care.pathways import Needed, Pathway, Place, Readiness, stage_at
from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import add_days
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import Move, Option
from caremodel.grammar.verdicts import RuleRef
from caremodel.people.patients import THE_PATIENT, PatientId
from caremodel.testing.stateful._known import (
    NOTHING,
    Choose,
    Ground,
    Known,
    facts_of,
    near,
    one_in,
    one_of,
    seen_by,
)
from caremodel.testing.stateful._laws import (
    Walked,
    faults_of,
    faults_of_offer,
    faults_so_far,
)

__all__ = ["Walker"]

PAUSES: Final = (0, 1, 0, 7, 30)
LOOK_BACK: Final = 24
"""After how many steps a journey is replayed from its start."""

LONGEST_ABSENCE: Final = 200
"""How many days someone stays away at most before they come back [days]."""

STRANGER: Final = "passer-by"
REFERRED: Final = ByReferral(source=ReferredBy.FAMILY, who="daughter", reason="falls")
BY_RULE: Final = ByRule(rule=RuleRef("entry", "1"))

LAST_WORDS: Final[tuple[Command, ...]] = (
    Make(move="step up", reason="too late"),
    HearReadiness(readiness=Readiness.READY),
    NameLead(worker_id="ben"),
    NameTracker(worker_id="ben"),
    BookCheck(due=date.max),
    NoteCheck(made=False),
    NoteContact(two_way=True, mode="phone"),
    Agree(what=Needed.AGREEMENT),
    RaiseFlag(flag_id="f9", trigger="a fall", owner="tom"),
    AnswerFlag(flag_id="f0", answer=FlagAnswer.EXIT),
    Begin(journey_id=JourneyId("j"), patient_id=PatientId("p"), way_in=REFERRED),
)
"""What is asked of a journey that is over: one of each."""


class Walker:
    """Someone on a pathway, of whom one thing after another is asked.

    Attributes:
        ground: The pathway, with what is worth knowing on it.
        choose: Chooses all that is asked and known.
        pathway: The version that the journey runs on.
        on: The day.
        facts: What is known of the person on that day.
        events: All that happened on the journey.
        been: Where the journey has stood.
        looks: What was known at each look since the day on which it came there.
        steps: How much was asked so far, of this person and of those before.
        begun: How many journeys.
    """

    def __init__(
        self,
        ground: Ground,
        choose: Choose,
        tell: Callable[[Walked], None],
        *,
        starting: date,
    ) -> None:
        self.ground, self.choose, self.tell = ground, choose, tell
        self.pathway = ground.pathway
        self.starting = self.on = starting
        self.people = self.begun = self.steps = 0
        self.known: Known = NOTHING
        self.facts = Facts(on=starting, known={})
        self.journey: Journey | None = None
        self.events: list[Event] = []
        self.been: set[Place] = set()
        self.looks: list[Facts] = []
        self.holding = Holding()

    @property
    def stands(self) -> Journey:
        """The journey, which has begun."""
        if self.journey is None:
            raise NotAllowedError("go on", ("it has not begun",))
        return self.journey

    @property
    def other(self) -> Pathway:
        """The version of the pathway that the journey does not run on."""
        ground = self.ground
        return ground.later if self.pathway is ground.pathway else ground.pathway

    def one_in(self, n: int) -> bool:
        """Choose whether something happens that does not often."""
        return one_in(n, self.choose)

    # --- time, and what is known ---

    def wait(self, until: date, known: Known | None = None) -> None:
        """Let time pass, and know this then and nothing else; or what was known."""
        self.on = max(until, self.on)
        self.known = self.known if known is None else known
        self.facts = facts_of(self.known, self.on, self.choose)

    def learn(self, known: Known) -> None:
        """Know this from now on, and nothing else."""
        self.wait(self.on, known)

    def go_on(self) -> None:
        """Begin if nothing goes on; else maybe let days pass, and learn what is new."""
        if self.journey is None or self.journey.is_over:
            self.begin()
        elif self.one_in(2):
            return
        place = self.stands.place
        known = None if self.one_in(3) else near(self.ground, place, self.choose)
        self.wait(add_days(self.on, one_of(PAUSES, self.choose)), known)

    def look(self) -> None:
        """Look at the day, and keep since when what may be advised has held."""
        self.holding = journeys.watch(
            self.pathway, self.holding, self.facts, journey=self.stands
        )
        self.looks.append(seen_by(self.facts, self.stands))

    # --- who ---

    def everyone(self) -> Actor:
        """Someone who plays every part."""
        patient_id = f"p{self.people}"
        return _actor(patient_id, self.ground.roles, patient_id)

    def someone(self, roles: tuple[str, ...]) -> Actor:
        """Someone who plays one of some parts; for nobody's part, anyone."""
        patient_id = f"p{self.people}"
        if not roles:
            return _actor(STRANGER)
        role = one_of(roles, self.choose)
        if role == THE_PATIENT:
            return _actor(patient_id, (role,))
        return _actor("ann", (role,), patient_id)

    def anyone(self) -> Actor:
        """Someone of any part, or of none; on their own behalf."""
        role = one_of(("", *self.ground.roles), self.choose)
        return _actor(STRANGER, (role,) if role else ())

    # --- asking ---

    def ask(
        self,
        command: Command,
        by: Actor,
        *,
        on: date | None = None,
        offered: Option[Place] | None = None,
    ) -> bool:
        """Ask one thing, and say whether it happened.

        Args:
            command: What.
            by: Who asks.
            on: The day, if not the one on which one stands.
            offered: As what it was offered, if it is asked for with everything given.

        Raises:
            AssertionError: If a law does not hold of what came of it.
        """
        walked = self._walked(command, by, on or self.on, offered)
        self.steps += 1
        self.tell(walked)
        _hold(faults_of(walked), walked)
        self.journey = walked.after
        self.events += walked.events
        if walked.moved is not None:
            self.been.add(walked.moved.to.place)
            self.looks = [look for look in self.looks if look.on == walked.on]
        if self.journey is not None and self.steps % LOOK_BACK == 0:
            _hold(faults_so_far(self.journey, self.events), walked)
        return bool(walked.events)

    def imagine(self, command: Command, by: Actor, *, offered: Option[Place]) -> None:
        """Hold an offer to its word without taking it up.

        Raises:
            AssertionError: If it does not keep it.
        """
        walked = self._walked(command, by, self.on, offered)
        _hold(faults_of_offer(walked), walked)

    def _walked(
        self, command: Command, by: Actor, on: date, offered: Option[Place] | None
    ) -> Walked:
        before = self.journey
        facts = self.facts if on >= self.on else Facts(on=on, known={})
        events: tuple[Event, ...] = ()
        because: tuple[str, ...] = ()
        try:
            events = journeys.decide(
                self.pathway, before, command, facts=facts, on=on, by=by
            )
        except NotAllowedError as refused:
            because = refused.because
        return Walked(
            pathway=self.pathway,
            before=before,
            asked=command,
            facts=facts,
            on=on,
            by=by,
            events=events,
            because=because,
            after=reduce(journeys.evolve, events, before),
            looks=tuple(self.looks),
            offered=offered,
        )

    def offered(self, move: Move[Place], by: Actor) -> Option[Place]:
        """Say how a move is offered to someone, had all held since they came there."""
        stands = self.stands
        holding = Holding(
            journey_id=stands.id,
            place=stands.place,
            on=self.on,
            held=[
                Held(step.name, stands.since)
                for step in journeys.steps_from(self.pathway, stands.place)
            ],
        )
        told = journeys.options(
            self.pathway, stands, by=by, facts=self.facts, holding=holding
        )
        return next(option for option in told if option.move == move)

    # --- beginning, also again ---

    def begin(self) -> None:
        """Begin the journey of someone new, or of someone who comes back."""
        previous = self.journey
        if previous is not None:
            self._come_too_late(previous)
        if previous is None or previous.at.dead or not self.one_in(3):
            previous = None
            self.people += 1
            self.on = self.starting
        else:
            self.on = add_days(self.on, self.choose(LONGEST_ABSENCE))
        self.begun += 1
        self.pathway = self.ground.pathway
        self.journey, self.holding = None, Holding()
        self.events, self.been, self.looks = [], set(), []
        self.learn(near(self.ground, self.pathway.begins, self.choose))
        if self.one_in(8):
            self.ask(NameLead(worker_id="ben"), self.everyone())
        if not self.ask(self._beginning(previous), self.anyone()):
            self.ask(self._beginning(previous, plainly=True), self.everyone())

    def _come_too_late(self, journey: Journey) -> None:
        """Ask something of a journey that is over, where nothing is offered."""
        by = self.everyone()
        told = journeys.options(self.pathway, journey, by=by, facts=self.facts)
        _hold(("nothing is offered after the end",) * bool(told), journey)
        self.ask(one_of(LAST_WORDS, self.choose), by)

    def _beginning(self, previous: Journey | None, *, plainly: bool = False) -> Begin:
        """Ask to begin: plainly, with all that it takes; or now and then without."""
        place = None if plainly else self._somewhere()
        takes = stage_at(self.pathway, place or self.pathway.begins).takes
        to_sign = {signature.what for signature in self.pathway.signatures}
        signed = [needed for needed in takes if needed in to_sign]
        ended = None if previous is None else previous.since
        if ended is not None and not plainly and self.one_in(8):
            ended = add_days(self.on, 1)
        return Begin(
            journey_id=JourneyId(f"j{self.begun}"),
            patient_id=PatientId(f"p{self.people}"),
            way_in=REFERRED if plainly or not self.one_in(4) else BY_RULE,
            place=place,
            lead="ann" if plainly or not self.one_in(3) else None,
            signed=signed if plainly or not self.one_in(3) else (),
            previous=None if previous is None else previous.id,
            previous_ended=ended,
            reason="falls again" if plainly or not self.one_in(3) else "",
        )

    def _somewhere(self) -> Place | None:
        """Choose where to begin, not often where nobody may."""
        machine = self.pathway.machine
        places = machine.places if self.one_in(8) else (None, *machine.initial)
        return one_of(places, self.choose)


@lru_cache
def _actor(who: str, roles: tuple[str, ...] = (), whose: str | None = None) -> Actor:
    """Make someone once, who is then asked for often."""
    return Actor(who, roles, whose)


def _hold(faults: tuple[str, ...], what: object) -> None:
    """Break off if a law does not hold."""
    if faults:
        raise AssertionError(f"not so: {'; '.join(faults)} ({what})")
