"""Whether the places that a pathway names are places of its own."""

from collections.abc import Iterable, Iterator, Sequence

from caremodel.care.pathways._stages import Place, Stage, places_of

__all__ = ["misplaced"]


def misplaced(
    named: Iterable[tuple[str, object]], stages: Sequence[Stage]
) -> Iterator[str]:
    """Find what is named as a place and is none, and say what there is instead.

    Args:
        named: Where each place is named, and the place.
        stages: All that there are.
    """
    places = {place for stage in stages for place in places_of(stage)}
    for where, place in dict.fromkeys(named):
        if not isinstance(place, Place):
            yield f"{where}: must be Place"
        elif place not in places:
            yield f"{where}: there is no place {place}; {_instead(place, stages)}"


def _instead(place: Place, stages: Sequence[Stage]) -> str:
    """Name the levels of the stage that was meant; of none, the stages."""
    found = [stage for stage in stages if stage.name == place.stage]
    levels = [level.name for stage in found for level in stage.levels]
    told = levels if any(levels) else [stage.name for stage in found or stages]
    return f"there {'is' if len(told) == 1 else 'are'} {', '.join(told)}"
