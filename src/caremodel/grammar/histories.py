"""Histories: what happened, who said so, when it was, and when it was written down.

An event says what, on which day, and by whom; folding the events gives the state. The
envelope around it says what only a store knows: stream, version, command, and the
instant of writing. Nothing is ever changed or taken away: who was wrong adds a
correction, and one can ask what was known at any instant.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import reduce
from typing import Any, Final, Generic, Protocol, TypeVar

import attrs

from caremodel._fields import at_least, identifier, is_identifier, not_blank, texts
from caremodel.errors import ConflictError, InvalidValueError, NotAllowedError
from caremodel.grammar.dates import add_days

__all__ = [
    "Actor",
    "Correction",
    "Event",
    "History",
    "Recorded",
    "append",
    "as_of",
    "assembled",
    "correct",
    "corrected",
    "replay",
]

EARLY: Final = 1
"""How far an event may lie ahead of the day it is written down, for time zones [days].

Assumed: caremodel; no two places on earth are further apart than that.
"""


@attrs.frozen
class Actor:
    """Who makes something happen.

    Attributes:
        id: A worker, a patient, or someone who stands by them.
        roles: The parts they play in this.
        on_behalf_of: For whom they say it, if not for themselves.
    """

    id: str = attrs.field(validator=identifier)
    roles: tuple[str, ...] = attrs.field(default=(), converter=texts)
    on_behalf_of: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.on_behalf_of is not None and not is_identifier(self.on_behalf_of):
            raise InvalidValueError("Actor.on_behalf_of", "must be an id, or None")


class Event(Protocol):
    """What every event says beside what happened."""

    @property
    def on(self) -> date:
        """The day it happened."""

    @property
    def by(self) -> Actor:
        """Who made it happen."""


E = TypeVar("E", bound=Event)
S = TypeVar("S")


@attrs.frozen(kw_only=True, repr=False)
class Correction(Generic[E]):
    """That an event was written down wrongly, and what should stand there.

    Attributes:
        version: Of the event that was wrong.
        instead: What did happen; `None` if nothing did.
        on: The day of the correction.
        by: Who corrects it.
        reason: Why.
    """

    version: int = attrs.field(validator=at_least(1))
    instead: E | None
    on: date
    by: Actor
    reason: str = attrs.field(validator=not_blank)

    def __repr__(self) -> str:
        return f"Correction({self.version})"


def _instant(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    _check_instant(f"{type(instance).__name__}.{attribute.name}", value)


def _check_instant(path: str, value: object) -> None:
    if not isinstance(value, datetime) or value.tzinfo is not UTC:
        raise InvalidValueError(path, "must be an instant in UTC (datetime.UTC)")


@attrs.frozen(kw_only=True, repr=False)
class Recorded(Generic[E]):
    """An event in its envelope.

    Attributes:
        stream: To what it happened: one journey, one plan, one team.
        version: Which in the row of its stream, from 1.
        command_id: Of the command it came of.
        recorded_at: The instant it was written down, in UTC.
        event: What happened, or the correction of what did not.
    """

    stream: str = attrs.field(validator=identifier)
    version: int = attrs.field(validator=at_least(1))
    command_id: str = attrs.field(validator=identifier)
    recorded_at: datetime = attrs.field(validator=_instant)
    event: E | Correction[E]

    def __attrs_post_init__(self) -> None:
        told = [self.event]
        if isinstance(self.event, Correction) and self.event.instead is not None:
            told.append(self.event.instead)
        latest = add_days(self.recorded_at.date(), EARLY)
        if any(event.on > latest for event in told):
            problem = "must not lie ahead of when it is written down"
            raise InvalidValueError(f"{_at(self)}.event.on", problem)

    def __repr__(self) -> str:
        return f"Recorded({self.stream!r}, {self.version}, {type(self.event).__name__})"


def _at(recorded: "Recorded[Any]") -> str:
    return f"{recorded.stream}[{recorded.version}]"


@attrs.frozen(kw_only=True, repr=False)
class History(Generic[E]):
    """All that happened to one thing, in the order it was written down.

    Attributes:
        stream: To what.
        recorded: Every event in its envelope: versions 1, 2, 3 … without a gap, those
            of one command together.
    """

    stream: str = attrs.field(validator=identifier)
    recorded: tuple[Recorded[E], ...] = attrs.field(
        default=(), converter=tuple[Recorded[E], ...]
    )

    def __attrs_post_init__(self) -> None:
        previous: Recorded[E] | None = None
        commands: set[str] = set()
        for recorded in self.recorded:
            _check_next(self.stream, previous, recorded)
            if previous is None or not _written_together(previous, recorded):
                _check_once(commands, recorded)
            if isinstance(recorded.event, Correction):
                _check_correction(self.recorded, recorded.version, recorded.event)
            commands.add(recorded.command_id)
            previous = recorded

    def __repr__(self) -> str:
        return f"History({self.stream!r}, {self.version} events)"

    @property
    def version(self) -> int:
        """Of the newest event; 0 while there is none."""
        return len(self.recorded)


def _check_next(
    stream: str, previous: Recorded[E] | None, recorded: Recorded[E]
) -> None:
    """Refuse an envelope that cannot come next."""
    expected = 1 if previous is None else previous.version + 1
    if recorded.stream != stream:
        raise InvalidValueError(_at(recorded), f"must be of the stream {stream}")
    if recorded.version != expected:
        problem = f"must be version {expected}: no gap, no fork"
        raise InvalidValueError(_at(recorded), problem)
    if previous is not None and recorded.recorded_at < previous.recorded_at:
        problem = "must not be written down before the one it follows"
        raise InvalidValueError(_at(recorded), problem)


def _written_together(previous: Recorded[E], recorded: Recorded[E]) -> bool:
    return (previous.command_id, previous.recorded_at) == (
        recorded.command_id,
        recorded.recorded_at,
    )


def _check_once(commands: Collection[str], recorded: Recorded[E]) -> None:
    """Refuse what comes of a command that was written down before."""
    if recorded.command_id in commands:
        problem = "must not come of a command that was written down before"
        raise InvalidValueError(_at(recorded), problem)


def _check_correction(
    recorded: Sequence[Recorded[E]], version: int, correction: Correction[E]
) -> None:
    path = f"{recorded[0].stream}[{version}].version"
    if correction.version >= version:
        raise InvalidValueError(path, "must be of an event before the correction")
    if isinstance(recorded[correction.version - 1].event, Correction):
        raise InvalidValueError(path, "must be of an event, not of a correction")


# --- writing -------------------------------------------------------------------------


def append(
    history: History[E],
    events: Sequence[E | Correction[E]],
    *,
    expected_version: int,
    command_id: str,
    recorded_at: datetime,
) -> History[E]:
    """Make the history that goes on with *events*, all of them or none.

    A command that was written down before changes nothing, so that a host may try
    again after it lost an answer.

    Args:
        history: What there is.
        events: What a command made happen.
        expected_version: Of the history that the command was decided on.
        command_id: Of the command.
        recorded_at: The instant of writing, in UTC.

    Raises:
        ConflictError: If others wrote meanwhile: load, decide and append again.
        InvalidValueError: If the events cannot follow what there is.
    """
    if any(recorded.command_id == command_id for recorded in history.recorded):
        return history
    if expected_version != history.version:
        raise ConflictError(history.stream, expected_version, history.version)
    added = [
        Recorded(
            stream=history.stream,
            version=version,
            command_id=command_id,
            recorded_at=recorded_at,
            event=event,
        )
        for version, event in enumerate(events, start=history.version + 1)
    ]
    return History(stream=history.stream, recorded=(*history.recorded, *added))


def assembled(stream: str, delivered: Iterable[Recorded[E]]) -> History[E]:
    """Put envelopes in their order, as often and in whatever order they came.

    Raises:
        InvalidValueError: If one is missing, two differ under one version, or one is of
            another stream: with stream and version.
    """
    by_version: dict[int, Recorded[E]] = {}
    for recorded in delivered:
        known = by_version.setdefault(recorded.version, recorded)
        if known != recorded:
            raise InvalidValueError(_at(recorded), "must not be told in two ways")
    return History(
        stream=stream, recorded=(by_version[version] for version in sorted(by_version))
    )


def correct(
    history: History[E],
    correction: Correction[E],
    *,
    evolve: Callable[[S, E], S],
    start: S,
    expected_version: int,
    command_id: str,
    recorded_at: datetime,
) -> History[E]:
    """Append a correction, if what followed the wrong event still could have happened.

    Raises:
        NotAllowedError: If it could not.
        ConflictError: If others wrote meanwhile.
    """
    made = append(
        history,
        (correction,),
        expected_version=expected_version,
        command_id=command_id,
        recorded_at=recorded_at,
    )
    try:
        replay(evolve, start, corrected(made))
    except NotAllowedError as refused:
        change = f"correct {history.stream}[{correction.version}]"
        because = tuple(f"what follows: {each}" for each in refused.because)
        raise NotAllowedError(change, because) from None
    return made


# --- reading -------------------------------------------------------------------------


def corrected(history: History[E]) -> tuple[E, ...]:
    """Tell what happened, as far as is known now."""
    return _events(history.recorded)


def as_of(history: History[E], *, on: date, known_at: datetime) -> tuple[E, ...]:
    """Tell what had happened up to and with the day *on*, as known at an instant.

    Raises:
        InvalidValueError: If the instant is not in UTC.
    """
    _check_instant("as_of.known_at", known_at)
    known = [each for each in history.recorded if each.recorded_at <= known_at]
    return tuple(event for event in _events(known) if event.on <= on)


def _events(known: Sequence[Recorded[E]]) -> tuple[E, ...]:
    """Take each event at its place; of several corrections the last holds."""
    said: dict[int, E | None] = {}
    for recorded in known:
        event = recorded.event
        if isinstance(event, Correction):
            said[event.version] = event.instead
        else:
            said[recorded.version] = event
    return tuple(event for event in said.values() if event is not None)


def replay(evolve: Callable[[S, E], S], start: S, events: Iterable[E]) -> S:
    """Fold *events* over *start*."""
    return reduce(evolve, events, start)
