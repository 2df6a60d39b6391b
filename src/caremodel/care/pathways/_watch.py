"""Whether someone answers for the person everywhere, and where watch is kept."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, assert_never

from caremodel.care.pathways._stages import CaseloadStatus, Stage, places_of
from caremodel.grammar.dates import Cadence, FromLast, Interval, Staged, Windows

__all__ = ["careless", "rushed", "unwatched", "watched_at_once"]

FIRSTS: Final = tuple(
    date(year, month, 1) for year in (2023, 2024) for month in range(1, 13)
)
"""Days from which months are of every length, in a common year and in a leap year."""


def careless(stages: Iterable[Stage]) -> Iterator[str]:
    """Find places where nobody answers for the person, or nobody need be in touch."""
    for stage in stages:
        if stage.is_end:
            continue
        if not stage.responsible:
            yield f"stage {stage.name} must have someone responsible"
        for place, level in zip(places_of(stage), stage.levels, strict=True):
            if level.cadence is None:
                yield f"place {place} must have a cadence"


def watched_at_once(beginnings: Iterable[Stage]) -> Iterator[str]:
    """Find beginnings at an end, or where someone would already have to keep watch."""
    for stage in beginnings:
        if stage.tracked:
            yield f"stage {stage.name} keeps watch, so no journey can begin there"
        if stage.is_end:
            yield f"stage {stage.name} is an end, so no journey can begin there"


def unwatched(stages: Iterable[Stage]) -> Iterator[str]:
    """Find stages that count as maintenance, and nobody keeps watch."""
    for stage in stages:
        if stage.caseload is CaseloadStatus.MAINTENANCE and not stage.tracked:
            yield f"stage {stage.name} counts as maintenance, so it must be tracked"


def rushed(stages: Iterable[Stage], check: Interval) -> Iterator[str]:
    """Find watch that is checked on more often than anyone need be in touch.

    Args:
        stages: All stages.
        check: The longest time from one check to the next.
    """
    for stage in stages:
        for place, level in zip(places_of(stage), stage.levels, strict=True):
            if not stage.tracked or level.cadence is None:
                continue
            if any(_is_shorter(check, every) for every in _times(level.cadence)):
                yield f"limits.check must not be shorter than the cadence at {place}"


def _times(cadence: Cadence) -> tuple[Interval, ...]:
    """Name how long it may take from one time to the next."""
    match cadence:
        case FromLast() | Windows():
            return (cadence.every,)
        case Staged():
            return cadence.steps
        case _:
            assert_never(cadence)


def _is_shorter(check: Interval, every: Interval) -> bool:
    """Say whether one length is shorter than another, on whatever day they begin."""
    return all(check.after(day) < every.after(day) for day in FIRSTS)
