"""What plans, goals and teams say, kept while the rest of the export is being read.

Only what ours are made of is kept, with references as they are written. How it is read
is said in `_telling`; what becomes of it, in `_goals`, `_plans` and `_teams`.
"""

from datetime import date

import attrs

__all__ = [
    "Activity",
    "GoalTold",
    "Participant",
    "PlanTold",
    "TeamTold",
    "Told",
    "Unclear",
    "Whom",
]


@attrs.frozen
class Whom:
    """Someone, or something, that a resource points at.

    Attributes:
        link: As it is written, or as far as it is understood by now.
        type: Of the resource, where the link may not show it.
    """

    link: str
    type: str


@attrs.frozen(kw_only=True, repr=False)
class GoalTold:
    """What a goal says.

    Attributes:
        lifecycle: Where it stands.
        words: What is wanted.
        voice: Whose wish it is, if that is said.
        start: The day it is first told of.
        stood: The day it came to stand there.
        achievement: How far they have come.
        addresses: What it is about, as links.
        wanted_by: The day by which they want to be there.
        reason: Why it stands there.
        losses: What of it is not kept.
    """

    lifecycle: str
    words: str
    voice: Whom | None
    start: date | None
    stood: date | None
    achievement: str | None
    addresses: tuple[str, ...]
    wanted_by: date | None
    reason: str
    losses: tuple[str, ...]


@attrs.frozen(kw_only=True, repr=False)
class Activity:
    """What a plan says of one thing to be done.

    Attributes:
        words: What is to be done; "" if only another resource says it.
        status: Where it stands.
        goals: For which goals, as links.
        performers: Who does it.
        forbidden: Whether it says what is not to be done.
        reason: Why it stands there.
    """

    words: str = ""
    status: str = ""
    goals: tuple[str, ...] = ()
    performers: tuple[Whom | None, ...] = ()
    forbidden: bool = False
    reason: str = ""


@attrs.frozen(kw_only=True, repr=False)
class PlanTold:
    """What a plan says.

    Attributes:
        status: Where it stands.
        author: Who wrote it, if that is said.
        start: Its first day.
        end: Its last day.
        created: The day it was written down.
        goals: As links.
        contained: Goals that stand inside it, by link.
        teams: Who carries it out, as links.
        activities: In order.
        losses: What of it is not kept.
    """

    status: str
    author: Whom | None
    start: date | None
    end: date | None
    created: date | None
    goals: tuple[str, ...]
    contained: tuple[tuple[str, GoalTold], ...]
    teams: tuple[str, ...]
    activities: tuple[Activity, ...]
    losses: tuple[str, ...]


@attrs.frozen(kw_only=True, repr=False)
class Participant:
    """What a team says of one who is on it.

    Attributes:
        who: Who it is, if that is said by more than words.
        function: The code of what they do there.
        start: Their first day.
        end: Their last day.
        of: On whose behalf they are there.
    """

    who: Whom | None
    function: str | None
    start: date | None
    end: date | None
    of: Whom | None


@attrs.frozen(kw_only=True, repr=False)
class TeamTold:
    """What a team says.

    Attributes:
        status: Where it stands; "" if that is not said.
        start: Its first day.
        end: Its last day.
        participants: In order.
        losses: What of it is not kept.
    """

    status: str
    start: date | None
    end: date | None
    participants: tuple[Participant, ...]
    losses: tuple[str, ...]


@attrs.frozen
class Unclear:
    """A plan, goal or team that the chart has, and that is not clear enough for ours.

    Attributes:
        losses: What is not clear, with its path and without any value.
    """

    losses: tuple[str, ...]


Told = GoalTold | PlanTold | TeamTold | Unclear
