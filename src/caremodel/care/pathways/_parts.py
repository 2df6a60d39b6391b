"""Parts of pathways: steps up and down, what is advised, counted and signed."""

import enum
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import attrs
from attrs.validators import optional

from caremodel._fields import (
    each_of,
    identifier,
    not_blank,
    not_empty,
    of,
    several_of,
    texts,
)
from caremodel.care.pathways._stages import DAYS_HERE, Needed, Place
from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Interval
from caremodel.grammar.facts import Given
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import Move
from caremodel.grammar.rules import Criterion, criterion_of
from caremodel.people.patients import THE_PATIENT, PatientId, in_their_part

__all__ = [
    "BY_COMMAND",
    "DOWN",
    "LESS",
    "UP",
    "Advised",
    "Direction",
    "Limits",
    "PathwayRef",
    "Prompt",
    "Rung",
    "Signature",
    "Tally",
    "between",
    "days_here",
    "days_in_stage",
    "flags_open",
    "may_sign",
]

KEPT: Final = 1024
"""How many facts that journeys say of themselves are kept at most."""

UP: Final = "step up"
DOWN: Final = "step down"
DAYS_IN_STAGE: Final = "days in this stage"
FLAGS_OPEN: Final = "flags that wait for a decision"
"""The names of facts that every journey knows of itself, as `DAYS_HERE`."""


def days_here() -> Given:
    """Ask how long the journey has stood where it stands [days]."""
    return _given(DAYS_HERE)


def days_in_stage() -> Given:
    """Ask how long the journey has stood in its stage, at any level of it [days]."""
    return _given(DAYS_IN_STAGE)


def flags_open() -> Given:
    """Ask how many flags wait for a decision."""
    return _given(FLAGS_OPEN)


@lru_cache(maxsize=KEPT)
def _given(name: str) -> Given:
    """Hand out the same fact for the same name: journeys ask for them all the time."""
    return Given(name)


@attrs.frozen
class PathwayRef:
    """A pathway by id and version, as a journey keeps it.

    Attributes:
        id: Of the pathway, through all of its versions.
        version: Which of them it is.
    """

    id: str = attrs.field(validator=identifier)
    version: str = attrs.field(validator=identifier)


class Direction(enum.Enum):
    """What an advised move does to the amount of care."""

    UP = "step up"
    DOWN = "step down"
    GRADUATE = "graduate"
    RE_ENGAGE = "re-engage"


LESS: Final = (Direction.DOWN, Direction.GRADUATE)
"""Directions in which there is less care."""


@attrs.frozen(kw_only=True)
class Tally:
    """A count of what happens on a journey, such as contacts missed in a row.

    Attributes:
        name: Of the tally; criteria ask for it by `fact`.
        adds_on: What adds one: names of happenings, such as "contact missed" or
            "came to: active (standard)"; a pathway refuses what never happens on it.
        resets_on: What sets it back to nothing.
    """

    name: str = attrs.field(validator=not_blank)
    adds_on: tuple[str, ...] = attrs.field(converter=texts, validator=not_empty)
    resets_on: tuple[str, ...] = attrs.field(default=(), converter=texts)

    @property
    def fact(self) -> Given:
        """The tally as a fact."""
        return _given(self.name)


@attrs.frozen(kw_only=True)
class Rung:
    """Two places of which one gives more care, and when to go from one to the other.

    Going up is never gated; going down takes that `down` has held for the dwell time,
    or someone who overrides it and says why.

    Attributes:
        lower: Where there is less care.
        upper: Where there is more.
        up: What advises to go up.
        down: What advises to go down; never together with `up`.
        dwell: How long `down` must have held, and the journey stood there.
        up_roles: Who may go up; of nobody, everyone.
        down_roles: Who may go down.
    """

    lower: Place = attrs.field(validator=of(Place))
    upper: Place = attrs.field(validator=of(Place))
    up: Criterion = attrs.field(converter=criterion_of)
    down: Criterion = attrs.field(converter=criterion_of)
    dwell: Interval = attrs.field(validator=of(Interval))
    up_roles: tuple[str, ...] = attrs.field(default=(), converter=texts)
    down_roles: tuple[str, ...] = attrs.field(default=(), converter=texts)


@attrs.frozen(kw_only=True)
class Advised:
    """A move that is advised where something holds.

    Attributes:
        move: Name of the move.
        direction: What it does to the amount of care.
        when: What advises it.
        dwell: How long that must have held; `None` for at once.
    """

    move: str = attrs.field(validator=not_blank)
    direction: Direction = attrs.field(validator=of(Direction))
    when: Criterion = attrs.field(converter=criterion_of)
    dwell: Interval | None = attrs.field(default=None, validator=optional(of(Interval)))


@attrs.frozen(kw_only=True)
class Prompt:
    """Something that is asked for where a person stays; it moves nobody.

    It is asked for as long as `when` holds, so that what was done ends it: "not better
    by week eight, and no consultation for four weeks".

    Attributes:
        name: What is asked for, such as "case consultation".
        at: The places where it is.
        when: What asks for it.
        within: How long it may wait from the day it is asked for.
        roles: Of whom one sees to it.
    """

    name: str = attrs.field(validator=not_blank)
    at: tuple[Place, ...] = attrs.field(
        converter=tuple[Place, ...], validator=[not_empty, each_of(Place)]
    )
    when: Criterion = attrs.field(converter=criterion_of)
    within: Interval = attrs.field(validator=of(Interval))
    roles: tuple[str, ...] = attrs.field(converter=texts, validator=not_empty)

    def __attrs_post_init__(self) -> None:
        if len(set(self.at)) < len(self.at):
            problem = "must not name one place twice"
            raise InvalidValueError(f"Prompt[{self.name}].at", problem)

    @property
    def asks(self) -> str:
        """What it does, in words: under these is kept since when it has been asked."""
        return f"ask for {self.name}"


@attrs.frozen(kw_only=True)
class Signature:
    """Who may put on record what a place takes.

    Attributes:
        what: What is put on record.
        roles: Who may.
        on_behalf: Whether someone else may who says on whose behalf; what the patient
            signs, only on behalf of that patient.
    """

    what: Needed = attrs.field(validator=of(Needed))
    roles: tuple[str, ...] = attrs.field(converter=texts, validator=not_empty)
    on_behalf: bool = attrs.field(default=False, validator=of(bool))

    def __attrs_post_init__(self) -> None:
        if self.what in BY_COMMAND:
            problem = "must be put on record by a command of its own"
            raise InvalidValueError(f"Signature[{self.what.name}].what", problem)


BY_COMMAND: Final = (Needed.LEAD, Needed.TRACKER, Needed.NEXT_CHECK, Needed.REASON)
"""What nobody signs: it is said where it is needed."""


def may_sign(signature: Signature, by: Actor, patient_id: PatientId) -> bool:
    """Say whether someone may put on record what *signature* is for, of a patient."""
    if set(signature.roles) & set(in_their_part(by, patient_id).roles):
        return True
    if not signature.on_behalf or by.on_behalf_of is None:
        return False
    theirs = THE_PATIENT in signature.roles
    return (by.on_behalf_of == patient_id) is theirs


@attrs.frozen(kw_only=True)
class Limits:
    """How long things may take on a journey.

    Attributes:
        check: The longest time from one check to the next while tracked.
        flag: How old an open flag may grow before it is overdue.
        cool_off: How long after an exit a journey may begin again; `None` at once.
    """

    check: Interval = attrs.field(validator=of(Interval))
    flag: Interval = attrs.field(validator=of(Interval))
    cool_off: Interval | None = attrs.field(
        default=None, validator=optional(of(Interval))
    )


def between(
    name: str,
    sources: Iterable[Place],
    target: Place,
    *,
    roles: Iterable[str] = (),
    needs: Criterion | None = None,
    needs_reason: bool = False,
) -> tuple[Move[Place], ...]:
    """Make one move from each of several places.

    Raises:
        InvalidValueError: If one of them is no place, or `needs_reason` not yes or no.
    """
    if isinstance(sources, str | Place):
        problem = "must be several places, as in a list of one"
        raise InvalidValueError("between.sources", problem)
    sources, roles = tuple(sources), several_of("between.roles", roles)
    for path, place in (
        *((f"between.sources[{at}]", place) for at, place in enumerate(sources)),
        ("between.target", target),
    ):
        if not isinstance(place, Place):
            raise InvalidValueError(path, "must be Place")
    if not isinstance(needs_reason, bool):
        raise InvalidValueError("between.needs_reason", "must be bool")
    return tuple(
        Move(
            name=name,
            source=source,
            target=target,
            roles=roles,
            needs=needs,
            needs_reason=needs_reason,
        )
        for source in sources
    )
