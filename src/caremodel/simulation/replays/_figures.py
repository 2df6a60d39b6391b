"""What happened on replayed journeys, counted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from caremodel.care import journeys
from caremodel.care.journeys import FlagRaised, Journey, Moved, Recommended
from caremodel.care.pathways import Place
from caremodel.grammar.dates import Period
from caremodel.grammar.facts import Fact, name_of
from caremodel.simulation.replays._replay import Replayed

__all__ = ["Figures", "figures", "wanting"]


@attrs.frozen(kw_only=True)
class Figures:
    """What happened on several journeys in the days of one period.

    Attributes:
        people: Whose journey began in the period or before, and was not over before.
        looks: How often one looked.
        up: Steps up that were advised and taken.
        down: Steps down that were advised and taken.
        cannot_tell: Looks at which one could not tell.
        raised: Flags that were raised.
        answered: Flags that someone answered, by a word or by a step.
        waiting: Flags that nobody had answered when the period ended.
        stand: At each place, who stood there then or had ended there since it began.
    """

    people: int
    looks: int
    up: int
    down: int
    cannot_tell: int
    raised: int
    answered: int
    waiting: int
    stand: tuple[tuple[Place, int], ...]


def figures(replays: Iterable[Replayed], during: Period) -> Figures:
    """Count what happened on journeys during a period."""
    told = Counter[Recommended | str]()
    stand = Counter[Place]()
    for each in replays:
        before = _stood(each, during.start)
        after = each.journey if during.end is None else _stood(each, during.end)
        if after is None or (before is not None and before.is_over):
            continue
        stand[after.place] += 1
        told.update(_happened(each, during))
        told["waiting"] += len(after.flags)
        told["waited"] += 0 if before is None else len(before.flags)
    return Figures(
        people=stand.total(),
        looks=told["looks"],
        up=told[Recommended.UP],
        down=told[Recommended.DOWN],
        cannot_tell=told[Recommended.CANNOT_TELL],
        raised=told["raised"],
        answered=told["waited"] + told["raised"] - told["waiting"],
        waiting=told["waiting"],
        stand=tuple(sorted(stand.items(), key=lambda each: str(each[0]))),
    )


def _stood(replayed: Replayed, on: date) -> Journey | None:
    """Say where a journey stood as the day *on* began; `None` if it had not begun."""
    before = [event for event in replayed.events if event.on < on]
    return journeys.replayed(before) if before else None


def _happened(replayed: Replayed, during: Period) -> Iterator[Recommended | str]:
    """Name what happened in a period: looks, steps, flags, and doubt."""
    moves = (event for event in replayed.events if isinstance(event, Moved))
    went = {(move.on, move.to.place) for move in moves}
    for advice in replayed.advice:
        if advice.on in during:
            yield "looks"
            if advice.target is None or (advice.on, advice.target) in went:
                yield advice.recommendation
    for event in replayed.events:
        if isinstance(event, FlagRaised) and event.on in during:
            yield "raised"


def wanting(
    replays: Iterable[Replayed], recommended: Recommended = Recommended.CANNOT_TELL
) -> tuple[tuple[Fact, int], ...]:
    """Count for want of which fact something was advised, most often first.

    Of who stays, that is why nobody could tell whether less care would do. A look that
    lacked several facts counts for each.
    """
    lacked = Counter(
        fact
        for each in replays
        for advice in each.advice
        if advice.recommendation is recommended
        for fact in advice.missing
    )
    return tuple(sorted(lacked.items(), key=lambda each: (-each[1], name_of(each[0]))))
