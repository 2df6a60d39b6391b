"""Stages and places: where a journey can stand, and what it takes to stand there."""

import enum
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, get_args

import attrs
from attrs.validators import optional

from caremodel._fields import (
    at_least,
    each_not_blank,
    each_of,
    identifier,
    not_blank,
    of,
    texts,
)
from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Cadence, Interval
from caremodel.grammar.facts import Given

__all__ = [
    "EPISODE_MOVES",
    "OWN_FACTS",
    "CaseloadStatus",
    "EpisodeStatus",
    "Level",
    "Needed",
    "Place",
    "Readiness",
    "Stage",
    "Stop",
    "Strategy",
    "places_of",
]


class EpisodeStatus(enum.Enum):
    """How an episode of care stands, in the codes of FHIR.

    Source: fhir-r4, EpisodeOfCareStatus.
    """

    PLANNED = "planned"
    WAITLIST = "waitlist"
    ACTIVE = "active"
    ON_HOLD = "onhold"
    FINISHED = "finished"
    CANCELLED = "cancelled"


_ENDED: Final = (EpisodeStatus.FINISHED, EpisodeStatus.CANCELLED)

EPISODE_MOVES: Final[Mapping[EpisodeStatus, tuple[EpisodeStatus, ...]]] = (
    MappingProxyType(
        {
            EpisodeStatus.PLANNED: (
                EpisodeStatus.WAITLIST,
                EpisodeStatus.ACTIVE,
                EpisodeStatus.CANCELLED,
            ),
            EpisodeStatus.WAITLIST: (EpisodeStatus.ACTIVE, EpisodeStatus.CANCELLED),
            EpisodeStatus.ACTIVE: (EpisodeStatus.ON_HOLD, *_ENDED),
            EpisodeStatus.ON_HOLD: (EpisodeStatus.ACTIVE, *_ENDED),
            EpisodeStatus.FINISHED: (),
            EpisodeStatus.CANCELLED: (),
        }
    )
)
"""Where an episode can go from where it stands; staying is always possible.

Source: fhir-r4, EpisodeOfCare.
"""


class CaseloadStatus(enum.Enum):
    """How a person counts in a caseload.

    Source: seed-playbook.
    """

    RECRUITMENT = "recruitment"
    ACTIVE = "active"
    MAINTENANCE = "maintenance"


class Readiness(enum.Enum):
    """How ready a person says they are. Being in and out is read from its history.

    Source: seed-playbook.
    """

    NOT_READY = "not ready"
    CONSIDERING = "considering"
    READY = "ready"


class Needed(enum.Enum):
    """What must be on record before a journey can stand somewhere. Nobody overrides it.

    Each is a fact of the journey itself, which no host has to draw.
    """

    AGREEMENT = "the person's agreement"
    LEAD = "a lead"
    TRACKER = "a tracker"
    NEXT_CHECK = "a next check within the limit"
    HAND_OFF = "a warm hand-off"
    PCP_ACCEPTANCE = "acceptance by primary care"
    PERSON_AGREES = "the person's agreement to end"
    APPROVAL = "the supervisor's approval"
    PROPOSAL = "a proposal to end"
    REASON = "a reason"


DAYS_HERE: Final = "days at this place"
"""The name of the fact that every journey knows of itself."""

OWN_FACTS: Final[Mapping[Needed, Given]] = MappingProxyType(
    {needed: Given(needed.value, kind="flag") for needed in Needed}
)
"""What a journey says of itself, as facts that criteria may ask for."""


@attrs.frozen(cache_hash=True, order=False)
class Place:
    """A stage, and where it has several, a level of it.

    Attributes:
        stage: Name of the stage.
        level: Name of the level; empty where the stage has none.
    """

    stage: str = attrs.field(validator=identifier)
    level: str = attrs.field(default="", validator=of(str))

    def __str__(self) -> str:
        return f"{self.stage} ({self.level})" if self.level else self.stage


@attrs.frozen
class Stop:
    """A place, with what a journey must know of it to be read without its pathway.

    Attributes:
        place: Which.
        status: How the episode of care stands there.
        caseload: How the person counts in a caseload there; `None` in none.
        tracked: Whether someone keeps watch there.
        dead: Whether who stands there has died.
    """

    place: Place
    status: EpisodeStatus
    caseload: CaseloadStatus | None = None
    tracked: bool = False
    dead: bool = False

    @property
    def is_end(self) -> bool:
        """Whether the journey is over there."""
        return self.status in _ENDED


@attrs.frozen(kw_only=True)
class Level:
    """How much care a place gives.

    Attributes:
        name: Of the level; empty where the stage has only one.
        cadence: How often someone is in touch; `None` where nobody need be.
        minutes: Time of staff that it takes [min/week].
    """

    name: str = attrs.field(default="", validator=of(str))
    cadence: Cadence | None = attrs.field(
        default=None, validator=optional(of(*get_args(Cadence)))
    )
    minutes: int = attrs.field(default=0, validator=at_least(0))


@attrs.frozen(kw_only=True)
class Strategy:
    """How to work with someone who is as ready as they are.

    Attributes:
        readiness: How ready.
        words: What to do.
    """

    readiness: Readiness = attrs.field(validator=of(Readiness))
    words: str = attrs.field(validator=not_blank)


def _levels(levels: Iterable[Level]) -> tuple[Level, ...]:
    return tuple(levels) or (Level(),)


@attrs.frozen(kw_only=True)
class Stage:
    """One part of a journey.

    Attributes:
        name: Of the stage.
        status: How the episode of care stands meanwhile.
        caseload: How the person counts in a caseload; `None` in none.
        levels: From the least care to the most; one without a name if not given.
        responsible: Roles of which one answers for the person here.
        takes: What must be on record to stand here.
        tracked: Whether someone keeps watch, with a next check.
        strategies: How to work with people, by how ready they are.
        follow_up: Of an end: when someone asks how it goes, each counted from it.
        dead: Of an end: whether the person has died; then nobody calls them any more,
            and they do not come back.
    """

    name: str = attrs.field(validator=identifier)
    status: EpisodeStatus = attrs.field(validator=of(EpisodeStatus))
    caseload: CaseloadStatus | None = attrs.field(
        default=None, validator=optional(of(CaseloadStatus))
    )
    levels: tuple[Level, ...] = attrs.field(
        default=(), converter=_levels, validator=each_of(Level)
    )
    responsible: tuple[str, ...] = attrs.field(
        default=(), converter=texts, validator=each_not_blank
    )
    takes: tuple[Needed, ...] = attrs.field(
        default=(), converter=tuple[Needed, ...], validator=each_of(Needed)
    )
    tracked: bool = attrs.field(default=False, validator=of(bool))
    strategies: tuple[Strategy, ...] = attrs.field(
        default=(), converter=tuple[Strategy, ...], validator=each_of(Strategy)
    )
    follow_up: tuple[Interval, ...] = attrs.field(
        default=(), converter=tuple[Interval, ...], validator=each_of(Interval)
    )
    dead: bool = attrs.field(default=False, validator=of(bool))

    def __attrs_post_init__(self) -> None:
        path = f"Stage[{self.name}]"
        names = [level.name for level in self.levels]
        if len(set(names)) < len(names) or ("" in names and len(names) > 1):
            raise InvalidValueError(f"{path}.levels", "must have names of their own")
        watched = {Needed.TRACKER, Needed.NEXT_CHECK} & set(self.takes)
        if len(watched) != 2 * self.tracked:
            problem = "must ask for a tracker and a next check just where it is tracked"
            raise InvalidValueError(f"{path}.takes", problem)
        ready = [strategy.readiness for strategy in self.strategies]
        if len(set(ready)) < len(ready):
            problem = "must say one thing of people who are alike ready"
            raise InvalidValueError(f"{path}.strategies", problem)
        if self.follow_up and not self.is_end:
            problem = "must be of an end: before it, someone is in touch anyway"
            raise InvalidValueError(f"{path}.follow_up", problem)
        if self.dead and (self.follow_up or not self.is_end):
            problem = "must be an end, after which nobody asks how it goes"
            raise InvalidValueError(f"{path}.dead", problem)
        if self.tracked and self.is_end:
            problem = "must be no end: nobody keeps watch after the journey"
            raise InvalidValueError(f"{path}.tracked", problem)

    @property
    def is_end(self) -> bool:
        """Whether the journey is over here."""
        return self.status in _ENDED


def places_of(stage: Stage) -> tuple[Place, ...]:
    """Name the places of a stage, from the least care to the most."""
    return tuple(Place(stage.name, level.name) for level in stage.levels)
