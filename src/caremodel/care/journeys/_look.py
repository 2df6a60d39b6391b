"""A look at a journey: all that one finds who looks at it on a day.

Whoever looks seldom shows the days in between, too: then nothing that happened on one
of them is missed, and what held is known to have held.
"""

from collections.abc import Iterable
from datetime import date

import attrs

from caremodel.care.journeys._advice import recommend
from caremodel.care.journeys._commands import Advice, RaiseFlag
from caremodel.care.journeys._events import JourneyId
from caremodel.care.journeys._holding import Holding, watch
from caremodel.care.journeys._journeys import Flag, Journey
from caremodel.care.journeys._prompts import Prompted, prompted
from caremodel.care.journeys._watching import flagging
from caremodel.care.pathways import Pathway
from caremodel.errors import InvalidValueError
from caremodel.grammar.facts import Facts

__all__ = ["Look", "look"]


@attrs.frozen(kw_only=True, repr=False)
class Look:
    """What one finds who looks at a journey on a day.

    Attributes:
        journey_id: Of which journey.
        on: The day; the last one that was looked at.
        holding: Since when each thing has held: with it the next look begins.
        advice: What the pathway advises on that day.
        flags: What whoever keeps watch is to be asked, of all the days.
        prompted: What is asked for on that day.
    """

    journey_id: JourneyId
    on: date
    holding: Holding
    advice: Advice
    flags: tuple[RaiseFlag, ...] = attrs.field(converter=tuple[RaiseFlag, ...])
    prompted: tuple[Prompted, ...] = attrs.field(converter=tuple[Prompted, ...])

    def __repr__(self) -> str:
        return f"Look({self.journey_id!r}, {self.on}, {self.advice!r})"


def look(
    pathway: Pathway,
    journey: Journey,
    days: Iterable[Facts],
    holding: Holding | None = None,
) -> Look:
    """Look at a journey: watch each day, and say what is advised, asked and flagged.

    It decides nothing. A flag that is to be raised is a command for `decide`, as is the
    move that is advised; raise the flags first, and the move answers them.

    Args:
        pathway: The version that the journey runs on.
        journey: As it stands, on all of the days.
        days: What is known of each day, in order; the last one is today.
        holding: From the last look; by default nobody has looked.

    Raises:
        InvalidValueError: If there is no day.
        NotAllowedError: As `watch` and `recommend`.
    """
    held, flags, stands = holding or Holding(), list[RaiseFlag](), journey
    today, advice = None, None
    for today in days:
        held = watch(pathway, held, today, journey=journey)
        advice = recommend(pathway, journey, today, held)
        flag = flagging(stands, advice)
        if flag is not None:
            flags.append(flag)
            stands = _flagged(stands, flag, today.on)
    if today is None or advice is None:
        raise InvalidValueError("look.days", "must hold a day at least")
    return Look(
        journey_id=journey.id,
        on=today.on,
        holding=held,
        advice=advice,
        flags=flags,
        prompted=prompted(pathway, journey, today, held),
    )


def _flagged(journey: Journey, flag: RaiseFlag, on: date) -> Journey:
    """See a journey as if it were flagged by now: nothing is flagged twice."""
    raised = Flag(flag.flag_id, flag.trigger, flag.evidence, flag.owner, on)
    return attrs.evolve(journey, flags=(*journey.flags, raised))
