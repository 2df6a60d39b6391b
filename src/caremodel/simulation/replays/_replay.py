"""Going from day to day: what is asked, what is advised, and what happens."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from caremodel.care import journeys
from caremodel.care.journeys import (
    Advice,
    Command,
    Event,
    Holding,
    Journey,
    Make,
    NoteCheck,
    Recommended,
)
from caremodel.care.pathways import Pathway, stop_at
from caremodel.errors import InvalidValueError, NotAllowedError
from caremodel.grammar.dates import add_days
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.simulation.replays._known import Known

__all__ = ["Asked", "Crew", "Refused", "Replayed", "replay"]

WEEK: Final = 7
"""How long from one look to the next, if nobody says [days]."""


@attrs.frozen(kw_only=True)
class Crew:
    """Who does what is advised, and who keeps watch.

    Attributes:
        lead: Makes the moves that are advised, and leads whom nobody leads.
        tracker: Keeps watch: makes the checks, and raises the flags.
    """

    lead: Actor
    tracker: Actor


@attrs.frozen(kw_only=True)
class Asked:
    """Something that someone asks of the journey, beside what is advised.

    Attributes:
        on: The day; it is asked at the first look from then on.
        command: What.
        by: Who asks.
    """

    on: date
    command: Command
    by: Actor


@attrs.frozen(kw_only=True)
class Refused:
    """Something that was asked or advised, and could not be done.

    Attributes:
        on: The day.
        change: What, as a verb phrase.
        because: Every reason.
    """

    on: date
    change: str
    because: tuple[str, ...]


@attrs.frozen(kw_only=True, repr=False)
class Replayed:
    """One journey as it would have been.

    Attributes:
        journey: As it stands after the last look.
        events: All that happened, in order.
        advice: What was advised, one for each look; none once the journey is over.
        refused: What could not be done.
    """

    journey: Journey
    events: tuple[Event, ...] = attrs.field(converter=tuple[Event, ...])
    advice: tuple[Advice, ...] = attrs.field(converter=tuple[Advice, ...])
    refused: tuple[Refused, ...] = attrs.field(converter=tuple[Refused, ...])

    def __repr__(self) -> str:
        return f"Replayed({self.journey.id!r}, {len(self.advice)} looks)"


def replay(
    pathway: Pathway,
    known: Known,
    asked: Iterable[Asked],
    *,
    crew: Crew,
    last: date,
    every: int = WEEK,
) -> Replayed:
    """Look at a person again and again, and take what the pathway advises.

    At each look what is asked comes first, then the advice. Who is to be stepped up
    from where someone keeps watch is flagged, and the step answers the flag. A check is
    made at the last look by which it is not overdue, unless one cannot tell how the
    person is: then it stays open. After the end of a journey nobody looks.

    Args:
        pathway: Which advises.
        known: What is known of the person on a day: `day_by_day` draws it.
        asked: What is asked beside the advice; the first of it begins the journey, on
            the day of the first look.
        crew: Who takes the advice.
        last: The last day on which someone may look.
        every: How long from one look to the next [days].

    Raises:
        InvalidValueError: If nothing is asked, if the last look is to be before the
            first, if looks are less than a day apart, or facts are of another day.
        NotAllowedError: If the journey cannot begin so.
    """
    waiting = sorted(asked, key=lambda each: each.on)
    if not waiting:
        raise InvalidValueError("replay.asked", "must hold what begins the journey")
    begin = waiting.pop(0)
    if last < begin.on:
        raise InvalidValueError("replay.last", "must not be before the first look")
    if every < 1:
        raise InvalidValueError("replay.every", "must be at least 1")
    course = _Course(pathway, crew, begin, _of_the_day(known, begin.on))
    for day in range(begin.on.toordinal(), last.toordinal() + 1, every):
        on = date.fromordinal(day)
        due = [each for each in waiting if each.on <= on]
        waiting = waiting[len(due) :]
        course.look(_of_the_day(known, on), due, following=add_days(on, every))
        if course.journey.is_over:
            break
    return course.replayed()


def _of_the_day(known: Known, on: date) -> Facts:
    """Ask what was known on a day."""
    facts = known(on)
    if facts.on != on:
        raise InvalidValueError("replay.known", "must give the facts of the day asked")
    return facts


class _Course:
    """A journey while it is replayed."""

    def __init__(
        self, pathway: Pathway, crew: Crew, begin: Asked, known: Facts
    ) -> None:
        self.pathway, self.crew = pathway, crew
        begun = journeys.decide(
            pathway, None, begin.command, facts=known, on=begin.on, by=begin.by
        )
        self.journey = journeys.replayed(begun)
        self.events = list(begun)
        self.holding = Holding()
        self.advice: list[Advice] = []
        self.refused: list[Refused] = []

    def replayed(self) -> Replayed:
        return Replayed(
            journey=self.journey,
            events=self.events,
            advice=self.advice,
            refused=self.refused,
        )

    def look(self, known: Facts, due: Iterable[Asked], *, following: date) -> None:
        """Look on one day: do what is asked, then what is advised."""
        for each in due:
            self.ask(each.command, known, each.by)
        if self.journey.is_over:
            return
        self.holding = journeys.watch(
            self.pathway, self.holding, known, journey=self.journey
        )
        advice = journeys.recommend(self.pathway, self.journey, known, self.holding)
        self.advice.append(advice)
        self.follow(advice, known)
        if advice.recommendation is not Recommended.CANNOT_TELL:
            self.keep_watch(known, following)

    def ask(self, command: Command, known: Facts, by: Actor) -> None:
        """Ask something of the journey, and keep why it was refused if it was."""
        try:
            events = journeys.decide(
                self.pathway, self.journey, command, facts=known, on=known.on, by=by
            )
        except NotAllowedError as error:
            refused = Refused(on=known.on, change=error.change, because=error.because)
            self.refused.append(refused)
            return
        self.journey = journeys.replayed(events, start=self.journey)
        self.events += events

    def follow(self, advice: Advice, known: Facts) -> None:
        """Make the move that is advised, with all that the place takes."""
        here, crew = self.journey, self.crew
        if advice.move is None or advice.target is None:
            return
        flag = journeys.flagging(here, advice)
        if flag is not None:
            self.ask(flag, known, crew.tracker)
        begins = stop_at(self.pathway, advice.target).tracked and not here.at.tracked
        step = Make(
            move=advice.move,
            reason="as advised",
            because=advice,
            lead=crew.lead.id if here.lead is None else None,
            tracker=crew.tracker.id if begins else None,
            next_check=self.pathway.limits.check.after(known.on) if begins else None,
        )
        self.ask(step, known, crew.lead)

    def keep_watch(self, known: Facts, following: date) -> None:
        """Make the check that would be overdue at the next look, and book another."""
        here = self.journey
        booked = here.next_check if here.at.tracked else None
        if booked is not None and booked < following:
            due = self.pathway.limits.check.after(known.on)
            made = NoteCheck(made=True, next_check=due)
            self.ask(made, known, self.crew.tracker)
