"""Goals: what a person wants, in their words, and how far they have come.

Where a goal stands in its life and how far it was achieved are two things: a completed
goal is no longer sought, whether or not it was reached. What is done for a goal, and by
whom, is said in `plans`.

Goals that others wrote down may not say whose wish they are, or since when: they are
held as told. What a plan of ours has to know of a goal is named by `unsaid`.
"""

import enum
from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NewType

import attrs

from caremodel._fields import identifier, not_blank
from caremodel.errors import InvalidValueError
from caremodel.grammar.entries import Entry, in_order
from caremodel.grammar.facts import Select
from caremodel.grammar.machines import ANYWHERE, Machine, Move
from caremodel.people.needs import NeedId

__all__ = [
    "ACHIEVED_GOALS",
    "ACHIEVEMENT_KIND",
    "ACTIVE_GOALS",
    "AGREED",
    "BROADER",
    "ENDED_GOAL",
    "FOR_THE_PATIENT",
    "GOALS",
    "GOAL_KIND",
    "Achievement",
    "Goal",
    "GoalId",
    "GoalKind",
    "Lifecycle",
    "Voice",
    "VoicedBy",
    "entries",
    "is_achieved",
    "unsaid",
]

GoalId = NewType("GoalId", str)


class GoalKind(enum.Enum):
    """Whether a goal is one of life, or one of health, which serves it.

    Source: seed-playbook.
    """

    LIFE = "life"
    HEALTH = "health"


class VoicedBy(enum.Enum):
    """Whose wish a goal is; a proxy is one who may decide in the patient's stead."""

    PATIENT = "patient"
    PROXY = "proxy"
    CAREGIVER = "caregiver"
    STAFF = "staff"


@attrs.frozen
class Voice:
    """Who voiced a goal.

    Attributes:
        kind: What they are to the patient.
        id: Of the person.
    """

    kind: VoicedBy
    id: str = attrs.field(validator=identifier)

    @property
    def is_own(self) -> bool:
        """Whether the patient speaks, or someone who may speak for them."""
        return self.kind in {VoicedBy.PATIENT, VoicedBy.PROXY}


class Lifecycle(enum.Enum):
    """Where a goal stands in its life. Completed: no longer sought, reached or not.

    Source: fhir-r4, GoalLifecycleStatus.
    """

    PROPOSED = "proposed"
    PLANNED = "planned"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    ENTERED_IN_ERROR = "entered-in-error"


NOT_AGREED: Final = (Lifecycle.PROPOSED, Lifecycle.PLANNED, Lifecycle.REJECTED)
AGREED: Final = (
    Lifecycle.ACCEPTED,
    Lifecycle.ACTIVE,
    Lifecycle.ON_HOLD,
    Lifecycle.COMPLETED,
)
"""Where a goal stands that was said yes to."""

ENDED_GOAL: Final = (
    Lifecycle.COMPLETED,
    Lifecycle.CANCELLED,
    Lifecycle.REJECTED,
    Lifecycle.ENTERED_IN_ERROR,
)
"""Where a goal is sought no more."""


class Achievement(enum.Enum):
    """How far a goal was achieved, as of the last time someone looked.

    Source: fhir-r4, GoalAchievementStatus.
    """

    IN_PROGRESS = "in-progress"
    IMPROVING = "improving"
    WORSENING = "worsening"
    NO_CHANGE = "no-change"
    ACHIEVED = "achieved"
    SUSTAINING = "sustaining"
    NOT_ACHIEVED = "not-achieved"
    NO_PROGRESS = "no-progress"
    NOT_ATTAINABLE = "not-attainable"


BROADER: Final = {
    Achievement.IMPROVING: Achievement.IN_PROGRESS,
    Achievement.WORSENING: Achievement.IN_PROGRESS,
    Achievement.NO_CHANGE: Achievement.IN_PROGRESS,
    Achievement.SUSTAINING: Achievement.ACHIEVED,
    Achievement.NO_PROGRESS: Achievement.NOT_ACHIEVED,
    Achievement.NOT_ATTAINABLE: Achievement.NOT_ACHIEVED,
}
"""Of each narrower word the broader one that it implies.

Any may follow any: who relapses after a goal was achieved is in progress again.

Source: fhir-r4, GoalAchievementStatus.
"""

HIGHEST: Final = 10


def _rating(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """Check that a rating is one of 0 to 10, or was not asked for."""
    if value is None or (type(value) is int and 0 <= value <= HIGHEST):
        return
    path = f"{type(instance).__name__}.{attribute.name}"
    raise InvalidValueError(path, f"must be 0 to {HIGHEST}, or None if not asked")


@attrs.frozen(kw_only=True, repr=False)
class Goal:
    """What a person wants.

    Attributes:
        id: Of the goal.
        kind: Of life, or of health.
        words: What they want, in their words.
        voiced_by: Whose wish it is; `None` if nobody says.
        voiced_on: The day it was first said; `None` if nobody says.
        lifecycle: Where it stands.
        since: The day it came to stand there; by default the first.
        agreed_on: The day the patient or a proxy said yes; `None` before that, and if
            nobody says that they did.
        achievement: How far they have come; `None` if nobody looked yet.
        achievement_on: The day of that look; `None` also if nobody says.
        importance: How much it matters to them, 0 to 10; `None` if not asked.
        confidence: How sure they are to reach it, 0 to 10; `None` if not asked.
        addresses: The needs it is about.
        what_matters: What matters to them that it is about.
        supports: The goal of life that it serves.
        wanted_by: The day by which they want to be there; `due` says when that counts.
        reason: Why it stands where it does, where that was said.
    """

    id: GoalId = attrs.field(validator=identifier)
    kind: GoalKind
    words: str = attrs.field(validator=not_blank)
    voiced_by: Voice | None
    voiced_on: date | None
    lifecycle: Lifecycle = Lifecycle.PROPOSED
    since: date | None = attrs.field(
        default=attrs.Factory(lambda goal: goal.voiced_on, takes_self=True)
    )
    agreed_on: date | None = attrs.field(
        default=attrs.Factory(
            lambda goal: goal.since if goal.lifecycle in AGREED else None,
            takes_self=True,
        )
    )
    achievement: Achievement | None = None
    achievement_on: date | None = None
    importance: int | None = attrs.field(default=None, validator=_rating)
    confidence: int | None = attrs.field(default=None, validator=_rating)
    addresses: tuple[NeedId, ...] = attrs.field(
        default=(), converter=tuple[NeedId, ...]
    )
    what_matters: str = ""
    supports: GoalId | None = attrs.field(
        default=None, validator=attrs.validators.optional(identifier)
    )
    wanted_by: date | None = None
    reason: str = ""

    def __attrs_post_init__(self) -> None:
        if problems := [*_astray(self), *_at_odds(self)]:
            raise InvalidValueError("Goal", "; ".join(problems))

    def __repr__(self) -> str:
        return f"Goal({self.id!r})"

    @property
    def is_own(self) -> bool:
        """Whether it is told to be the wish of the patient, or of a proxy."""
        return self.voiced_by is not None and self.voiced_by.is_own

    @property
    def is_open(self) -> bool:
        """Whether it is still sought, or may be."""
        return self.lifecycle not in ENDED_GOAL

    @property
    def makes_work(self) -> bool:
        """Whether the patient said yes to it and it is still sought."""
        return self.agreed_on is not None and self.is_open

    @property
    def due(self) -> date | None:
        """The day by which it is to be reached; `None` where it makes no work."""
        return self.wanted_by if self.makes_work else None


def _astray(goal: Goal) -> list[str]:
    """Say which days and links of a goal cannot be."""
    problems = []
    if goal.supports == goal.id:
        problems.append("must not support itself")
    if goal.since and goal.voiced_on and goal.since < goal.voiced_on:
        problems.append("must not stand anywhere before it is voiced")
    if goal.achievement is None and goal.achievement_on is not None:
        problems.append("must say what was seen on the day someone looked")
    return problems


def _at_odds(goal: Goal) -> list[str]:
    """Say where lifecycle, the patient's yes, and achievement do not go together."""
    stands, problems = goal.lifecycle, []
    if stands in NOT_AGREED and goal.agreed_on is not None:
        problems.append("a goal without the patient's yes must not have a day of it")
    if stands in {*NOT_AGREED, Lifecycle.ENTERED_IN_ERROR} and goal.achievement:
        problems.append("a goal nobody pursues must have no achievement")
    elif is_achieved(goal.achievement) and stands not in MAY_BE_ACHIEVED:
        problems.append("an achieved goal must be active, on hold or completed")
    return problems


MAY_BE_ACHIEVED: Final = (Lifecycle.ACTIVE, Lifecycle.ON_HOLD, Lifecycle.COMPLETED)


def is_achieved(achievement: Achievement | None) -> bool:
    """Say whether *achievement* means that the goal is reached, and still is."""
    return achievement in {Achievement.ACHIEVED, Achievement.SUSTAINING}


def unsaid(goal: Goal) -> tuple[str, ...]:
    """Name what a goal has to say before it can be voiced in a plan of ours.

    A goal that others wrote down can be held without it, and then makes no plan the
    person's own.
    """
    problems = []
    if goal.voiced_by is None:
        problems.append("a goal must say whose wish it is")
    if goal.voiced_on is None:
        problems.append("a goal must say on which day it was voiced")
    if not goal.addresses and not goal.what_matters.strip():
        problems.append("a goal must address a need, or what matters to the person")
    if goal.lifecycle in AGREED and goal.agreed_on is None:
        problems.append("an accepted goal must say when the patient said yes")
    return tuple(problems)


# --- the table -----------------------------------------------------------------------

FOR_THE_PATIENT: Final = ("patient", "proxy")
"""The roles of those who can say yes, no, or something else on the patient's behalf."""


def _ways(
    name: str,
    sources: Iterable[Lifecycle],
    target: Lifecycle,
    roles: tuple[str, ...] = (),
    *,
    needs_reason: bool = False,
) -> tuple[Move[Lifecycle], ...]:
    return tuple(
        Move(
            name=name,
            source=source,
            target=target,
            roles=roles,
            needs_reason=needs_reason,
        )
        for source in sources
    )


_BEFORE_YES: Final = (Lifecycle.PROPOSED, Lifecycle.PLANNED)
_PURSUED: Final = (Lifecycle.ACTIVE, Lifecycle.ON_HOLD)

GOALS: Final = Machine(
    places=tuple(Lifecycle),
    initial=(Lifecycle.PROPOSED,),
    terminal=(Lifecycle.ENTERED_IN_ERROR,),
    moves=(
        *_ways("plan", (Lifecycle.PROPOSED,), Lifecycle.PLANNED),
        *_ways("accept", (Lifecycle.PROPOSED,), Lifecycle.ACCEPTED, FOR_THE_PATIENT),
        *_ways("reject", (Lifecycle.PROPOSED,), Lifecycle.REJECTED, FOR_THE_PATIENT),
        *_ways("counter", (Lifecycle.PROPOSED,), Lifecycle.REJECTED, FOR_THE_PATIENT),
        *_ways("start", _BEFORE_YES, Lifecycle.ACTIVE, FOR_THE_PATIENT),
        *_ways("start", (Lifecycle.ACCEPTED,), Lifecycle.ACTIVE),
        *_ways("hold", (Lifecycle.ACTIVE,), Lifecycle.ON_HOLD, needs_reason=True),
        *_ways("resume", (Lifecycle.ON_HOLD,), Lifecycle.ACTIVE),
        *_ways("complete", _PURSUED, Lifecycle.COMPLETED),
        *_ways(
            "cancel",
            (*_BEFORE_YES, Lifecycle.ACCEPTED, *_PURSUED),
            Lifecycle.CANCELLED,
            needs_reason=True,
        ),
        Move(
            name="enter in error",
            source=ANYWHERE,
            target=Lifecycle.ENTERED_IN_ERROR,
            needs_reason=True,
        ),
    ),
)
"""How a goal may move, and who may move it.

To start what is only planned is to say yes to it, so it takes the patient too. Whoever
counters rejects, and says in the same step what they want instead.

Source: fhir-r4, Goal.lifecycleStatus.
Assumed: caremodel, for the roles: nobody says yes or no in the patient's stead but a
proxy.
"""


# --- goals as facts ------------------------------------------------------------------

GOAL_KIND: Final = "goal"
"""The kind of the entry that each goal is, on the day it was voiced.

Where nobody says, that is any day up to the one it came to stand where it does.
"""

ACHIEVEMENT_KIND: Final = "goal achievement"
"""The kind of the entry that the last look at a goal is, on the day of that look."""

ACTIVE_GOALS: Final = Select(
    kind=GOAL_KIND, statuses=(Lifecycle.ACTIVE.value,), called="active goals"
)
ACHIEVED_GOALS: Final = Select(
    kind=ACHIEVEMENT_KIND,
    codes=(Achievement.ACHIEVED.value,),
    called="goals achieved",
)


def entries(goals: Iterable[Goal]) -> tuple[Entry, ...]:
    """Tell goals as entries, so that facts can be drawn from them.

    A goal is coded by its kind, by whose wish it is, and by its achievement; its status
    is where it stands. The last look at it is an entry of its own, so that one can ask
    for goals achieved in the last 90 days. One entered in error is none.
    """
    real = [goal for goal in goals if goal.lifecycle is not Lifecycle.ENTERED_IN_ERROR]
    looks = (_look(goal) for goal in real)
    return in_order(
        [*(_entry(goal) for goal in real), *(look for look in looks if look)]
    )


def _entry(goal: Goal) -> Entry:
    voice = () if goal.voiced_by is None else (goal.voiced_by.kind.value,)
    on, on_last = _days(goal.voiced_on, goal.since)
    return Entry(
        goal.id,
        GOAL_KIND,
        (goal.kind.value, *voice, *_codes(goal.achievement)),
        on,
        on_last=on_last,
        until=None if goal.is_open else goal.since,
        status=goal.lifecycle.value,
        links=(*goal.addresses, *((goal.supports,) if goal.supports else ())),
    )


def _look(goal: Goal) -> Entry | None:
    if goal.achievement is None:
        return None
    on, on_last = _days(goal.achievement_on, None)
    return Entry(
        goal.id,
        ACHIEVEMENT_KIND,
        (*_codes(goal.achievement), goal.kind.value),
        on,
        on_last=on_last,
        status=goal.lifecycle.value,
        links=(goal.id,),
    )


def _days(told: date | None, by: date | None) -> tuple[date, date | None]:
    """Say on which day something was, or between which; at the latest *by*."""
    if told is not None:
        return told, None
    return date.min, by or date.max


def _codes(achievement: Achievement | None) -> tuple[str, ...]:
    """Name an achievement, and the broader one that it implies."""
    if achievement is None:
        return ()
    broader = BROADER.get(achievement)
    return (achievement.value, *((broader.value,) if broader else ()))
