"""The state of a journey: a fold over what happened, and nothing else."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, Final, NoReturn, TypeAlias, TypeVar

import attrs

from caremodel._fields import is_identifier
from caremodel.care.journeys._events import (
    Agreed,
    Began,
    CheckBooked,
    CheckNoted,
    ContactNoted,
    Event,
    FlagAnswer,
    FlagAnswered,
    FlagRaised,
    JourneyId,
    LeadNamed,
    Moved,
    ReadinessHeard,
    TrackerNamed,
    VersionAdopted,
    happenings,
)
from caremodel.care.pathways import (
    Needed,
    PathwayRef,
    Place,
    Readiness,
    Stop,
    Tally,
)
from caremodel.errors import InvalidValueError, NotAllowedError
from caremodel.people.patients import PatientId

__all__ = ["Flag", "Journey", "evolve", "replayed"]

KEPT: Final = 1024
"""How many rows of counts journeys share at most."""


@attrs.frozen(repr=False)
class Flag:
    """Something that waits for a decision.

    Attributes:
        id: Of the flag.
        trigger: What raised it.
        evidence: Ids of the entries it rests on.
        owner: Who must decide.
        since: The day it was raised.
    """

    id: str
    trigger: str
    evidence: tuple[str, ...]
    owner: str
    since: date

    def __repr__(self) -> str:
        return f"Flag({self.id!r})"


@attrs.frozen(kw_only=True, repr=False, weakref_slot=False)
class Journey:
    """Where one person stands on one pathway, and since when.

    Attributes:
        id: Of the journey.
        patient_id: Whose.
        pathway: Along which, by id and version.
        adopted: The day it went over to that version; `None` if it began on it.
        began: The day it began.
        at: Where it stands.
        since: Since when it stands there.
        entered: The day it came to the stage, if it came to this level later.
        readiness: How ready the person last said they are; `None` if nobody asked.
        heard: The day they said so.
        lead: Who leads the person's care; in maintenance, the tracker does.
        lead_since: The day they were named.
        tracker: Who keeps watch; of a journey that is over, who last did.
        tracker_since: The day they were named.
        next_check: The day of the next check.
        booked: The day that check was set.
        checked: The day of the last check, or since when watch has been kept.
        missed: The days of checks that nobody made.
        on_record: What was put on record; all but the agreement is for the next move.
        tallies: What is counted on the way.
        counts: How much of each.
        counted: The day of the newest thing that set a count back.
        flags: What waits for a decision, oldest first.
        answered: Evidence, by id, that someone has acted on, or let the person stay by.
        previous: The journey it follows.

    Raises:
        InvalidValueError: If no journey can stand so.
    """

    id: JourneyId
    patient_id: PatientId
    pathway: PathwayRef
    adopted: date | None = None
    began: date
    at: Stop
    since: date
    entered: date | None = None
    readiness: Readiness | None = None
    heard: date | None = None
    lead: str | None = None
    lead_since: date | None = None
    tracker: str | None = None
    tracker_since: date | None = None
    next_check: date | None = None
    booked: date | None = None
    checked: date | None = None
    missed: tuple[date, ...] = ()
    on_record: tuple[Needed, ...] = ()
    tallies: tuple[Tally, ...] = ()
    counts: tuple[int, ...] = ()
    counted: date | None = None
    flags: tuple[Flag, ...] = ()
    answered: tuple[str, ...] = ()
    previous: JourneyId | None = None

    def __attrs_post_init__(self) -> None:
        watched = self.tracker and self.next_check and self.checked
        if (
            len(self.counts) != len(self.tallies)
            or self.since < self.began
            or (self.at.tracked and not watched)
            or not (is_identifier(self.id) and is_identifier(self.patient_id))
        ):
            _refuse_state(self)

    def __repr__(self) -> str:
        return f"Journey({self.id!r}, {self.at.place})"

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.at.place

    @property
    def settled(self) -> date:
        """Since when it stands there by this version: what held before is over."""
        return self.since if self.adopted is None else max(self.since, self.adopted)

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.at.is_end


def _refuse_state(journey: Journey) -> NoReturn:
    """Say what makes a state one that no journey can be in."""
    for name in ("id", "patient_id"):
        if not is_identifier(getattr(journey, name)):
            raise InvalidValueError(f"Journey.{name}", "must be an id, and not blank")
    if len(journey.counts) != len(journey.tallies):
        raise InvalidValueError("Journey.counts", "must be one for each tally")
    if journey.since < journey.began:
        raise InvalidValueError("Journey.since", "must not be before it began")
    problem = "must have a tracker, a last and a next check where it is tracked"
    raise InvalidValueError("Journey.at", problem)


def evolve(journey: Journey | None, event: Event) -> Journey:
    """Make the journey that follows *event*.

    Raises:
        NotAllowedError: If that could not have happened.
    """
    draft = _draft(journey)
    _apply(draft, event)
    return Journey(**draft)


def replayed(events: Iterable[Event], *, start: Journey | None = None) -> Journey:
    """Fold all of *events* over *start* at once: `evolve` again and again, faster.

    Raises:
        NotAllowedError: If there is no event, or one could not have happened.
    """
    draft = _draft(start)
    for event in events:
        _apply(draft, event)
    if not draft:
        raise NotAllowedError("replay a journey", ("nothing has happened",))
    return Journey(**draft)


# --- one event at a time, on a draft -------------------------------------------------

Draft: TypeAlias = dict[str, Any]
"""The fields of a journey that is being made, by name."""

FIELDS: Final = tuple(field.name for field in attrs.fields(Journey))


def _draft(journey: Journey | None) -> Draft:
    if journey is None:
        return {}
    return {name: getattr(journey, name) for name in FIELDS}


def _apply(draft: Draft, event: Event) -> None:
    kind = type(event)
    if kind not in APPLY:
        raise NotAllowedError("note that", ("it is no event of a journey",))
    if (kind is Began) == bool(draft):
        _refuse(event, "it has begun" if draft else "it has not begun")
    if draft:
        if draft["at"].is_end:
            _refuse(event, "the journey is over")
        if event.on < draft["began"]:
            _refuse(event, "it was before the journey began")
    APPLY[kind](draft, event)
    if draft["counts"]:
        _count(draft, event)


def _refuse(event: Event, *because: str) -> NoReturn:
    raise NotAllowedError(f"note {type(event).__name__}", because)


def _refuse_late(event: Event, last: date | None, because: str) -> None:
    """Refuse what was said late, after something newer of its kind."""
    if last is not None and event.on < last:
        _refuse(event, because)


def _count(draft: Draft, event: Event) -> None:
    """Count on, and from the start again where that is what happened.

    What is noted late, from before a row was last set back, adds to a total, but to no
    row. A talk that is noted late sets its rows back all the same: nobody is taken for
    out of reach because of who wrote what down first.
    """
    what = happenings(event)
    if not what:
        return
    last, tallies = draft["counted"], draft["tallies"]
    late = last is not None and event.on < last
    draft["counts"] = _shared(
        tuple(
            _counted(tally, count, what, late=late)
            for tally, count in zip(tallies, draft["counts"], strict=True)
        )
    )
    if not late and any(each in tally.resets_on for tally in tallies for each in what):
        draft["counted"] = event.on


def _counted(tally: Tally, count: int, what: tuple[str, ...], *, late: bool) -> int:
    if late and tally.resets_on:
        return count
    if any(each in tally.resets_on for each in what):
        return 0
    return count + any(each in tally.adds_on for each in what)


T = TypeVar("T", bound=Hashable)


@lru_cache(maxsize=KEPT)
def _shared(row: T) -> T:
    """Hand out the same row for equal ones: there are few, and many journeys."""
    return row


def _began(draft: Draft, event: Began) -> None:
    if event.at.tracked or event.at.is_end:
        _refuse(event, "no journey begins under watch, or at an end")
    draft.update(
        id=event.journey_id,
        patient_id=event.patient_id,
        pathway=event.pathway,
        adopted=None,
        began=event.on,
        at=event.at,
        since=event.on,
        entered=None,
        readiness=None,
        heard=None,
        lead=event.lead,
        lead_since=None if event.lead is None else event.on,
        tracker=None,
        tracker_since=None,
        next_check=None,
        booked=None,
        checked=None,
        missed=(),
        on_record=_shared(event.on_record),
        tallies=event.tallies,
        counts=_shared((0,) * len(event.tallies)),
        counted=None,
        flags=(),
        answered=(),
        previous=event.previous,
    )


def _moved(draft: Draft, event: Moved) -> None:
    """Go there: the flags that the evidence raised are answered by going."""
    if faults := _astray(draft, event):
        _refuse(event, *faults)
    answered = _more(draft["answered"], event.evidence)
    if not event.to.is_end:
        draft["flags"] = _still_open(draft["flags"], answered)
    draft["answered"] = answered
    _stand(draft, event.to, event.on)


def _stand(draft: Draft, to: Stop, on: date) -> None:
    """Stand there: watch begins with it, goes on or ends.

    What was signed, but for the agreement, was for going there.
    """
    was: Stop = draft["at"]
    if was.tracked and not to.tracked and draft["next_check"] < on:
        _miss(draft)
    if was.tracked and not to.tracked and draft["lead"] is None:
        draft.update(lead=draft["tracker"], lead_since=on)
    if to.tracked:
        draft["checked"] = draft["checked"] if was.tracked else on
    elif not to.is_end:
        draft.update(tracker=None, tracker_since=None)
        draft.update(next_check=None, booked=None, checked=None)
    if to.place != was.place:
        same = to.place.stage == was.place.stage
        draft["entered"] = (draft["entered"] or draft["since"]) if same else None
        kept = tuple(each for each in draft["on_record"] if each is Needed.AGREEMENT)
        draft.update(since=on, on_record=_shared(kept))
    draft["at"] = to


def _astray(draft: Draft, event: Moved) -> list[str]:
    """Name what makes a move one that cannot have been."""
    faults = _too_early(draft, event)
    if event.to.place == draft["at"].place:
        faults.append("it stands there already")
    return [*faults, *_unwatched(draft, event.to)]


def _too_early(draft: Draft, event: Moved | VersionAdopted) -> list[str]:
    faults = []
    if event.on < draft["since"]:
        faults.append("it was before the move that it follows")
    if draft["adopted"] is not None and event.on < draft["adopted"]:
        faults.append("it was before it went over to this version")
    return faults


def _unwatched(draft: Draft, to: Stop) -> list[str]:
    if to.tracked and (draft["tracker"] is None or draft["next_check"] is None):
        return ["nobody keeps watch there, or no check is booked"]
    return []


def _version_adopted(draft: Draft, event: VersionAdopted) -> None:
    """Go on by that version; what is counted under the same name goes on."""
    if faults := _unfit(draft, event):
        _refuse(event, *faults)
    names = [tally.name for tally in draft["tallies"]]
    counts = dict(zip(names, draft["counts"], strict=True))
    now = tuple(counts.get(tally.name, 0) for tally in event.tallies)
    draft.update(pathway=event.pathway, adopted=event.on)
    draft.update(tallies=event.tallies, counts=_shared(now))
    _stand(draft, event.at, event.on)


def _unfit(draft: Draft, event: VersionAdopted) -> list[str]:
    """Name what makes a version one that cannot have been gone over to."""
    faults = _too_early(draft, event)
    if event.pathway.id != draft["pathway"].id:
        faults.append("it is another pathway")
    if event.pathway == draft["pathway"]:
        faults.append("it runs on that version")
    if event.at.is_end:
        faults.append("it would be over there")
    return [*faults, *_unwatched(draft, event.at)]


def _more(known: tuple[T, ...], others: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*known, *others)))


def _still_open(flags: tuple[Flag, ...], answered: tuple[str, ...]) -> tuple[Flag, ...]:
    """Leave out the flags whose evidence is answered."""
    return tuple(
        flag
        for flag in flags
        if not flag.evidence or not {*flag.evidence} <= {*answered}
    )


def _readiness_heard(draft: Draft, event: ReadinessHeard) -> None:
    _refuse_late(event, draft["heard"], "something newer was heard")
    draft.update(readiness=event.readiness, heard=event.on)


def _lead_named(draft: Draft, event: LeadNamed) -> None:
    _refuse_late(event, draft["lead_since"], "another lead was named later")
    draft.update(lead=event.worker_id, lead_since=event.on)


def _tracker_named(draft: Draft, event: TrackerNamed) -> None:
    _refuse_late(event, draft["tracker_since"], "another tracker was named later")
    draft.update(tracker=event.worker_id, tracker_since=event.on)


def _check_booked(draft: Draft, event: CheckBooked) -> None:
    if event.due <= event.on:
        _refuse(event, "it must lie ahead")
    _refuse_late(event, draft["booked"], "another check was booked later")
    draft.update(next_check=event.due, booked=event.on)


def _check_noted(draft: Draft, event: CheckNoted) -> None:
    if not draft["at"].tracked:
        _refuse(event, "nobody keeps watch")
    if event.on < draft["checked"]:
        _refuse(event, "it was before the last check")
    if event.made:
        draft["checked"] = event.on
    elif draft["next_check"] <= event.on:
        _miss(draft)


def _miss(draft: Draft) -> None:
    """Keep the day of the check that was booked and not made; once."""
    draft["missed"] = _shared(_more(draft["missed"], (draft["next_check"],)))


def _contact_noted(_: Draft, __: ContactNoted) -> None:
    """Change nothing but the tallies."""


def _agreed(draft: Draft, event: Agreed) -> None:
    if event.what not in draft["on_record"]:
        draft["on_record"] = _shared((*draft["on_record"], event.what))


def _flag_raised(draft: Draft, event: FlagRaised) -> None:
    if any(flag.id == event.flag_id for flag in draft["flags"]):
        _refuse(event, "one of that id is open")
    flag = Flag(event.flag_id, event.trigger, event.evidence, event.owner, event.on)
    draft["flags"] += (flag,)


def _flag_answered(draft: Draft, event: FlagAnswered) -> None:
    answered = [flag for flag in draft["flags"] if flag.id == event.flag_id]
    if not answered:
        _refuse(event, "none of that id is open")
    if event.on < answered[0].since:
        _refuse(event, "it was before the flag was raised")
    draft["flags"] = tuple(flag for flag in draft["flags"] if flag is not answered[0])
    if event.answer is FlagAnswer.STAY:
        draft["answered"] = _more(draft["answered"], answered[0].evidence)


APPLY: Final[dict[type, Callable[[Draft, Any], None]]] = {
    Began: _began,
    Moved: _moved,
    ReadinessHeard: _readiness_heard,
    LeadNamed: _lead_named,
    TrackerNamed: _tracker_named,
    CheckBooked: _check_booked,
    CheckNoted: _check_noted,
    ContactNoted: _contact_noted,
    Agreed: _agreed,
    FlagRaised: _flag_raised,
    FlagAnswered: _flag_answered,
    VersionAdopted: _version_adopted,
}
