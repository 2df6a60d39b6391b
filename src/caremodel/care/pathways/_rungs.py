"""Whether the steps of a pathway lead from less care to more."""

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from caremodel.care.pathways._parts import Rung
from caremodel.care.pathways._stages import Place, Stage, places_of

__all__ = ["upside_down"]


def upside_down(rungs: Iterable[Rung], stages: Iterable[Stage]) -> Iterator[str]:
    """Find rungs that lead to an earlier level, to less time, or in a circle.

    Args:
        rungs: The steps.
        stages: All stages; a rung that joins no places of theirs is passed over.
    """
    minutes = {
        place: level.minutes
        for stage in stages
        for place, level in zip(places_of(stage), stage.levels, strict=True)
    }
    order = {place: at for at, place in enumerate(minutes)}
    above: dict[Place, list[Place]] = {}
    for rung in rungs:
        above.setdefault(rung.lower, []).append(rung.upper)
        if not {rung.lower, rung.upper} <= set(minutes):
            continue
        same_stage = rung.lower.stage == rung.upper.stage
        if same_stage and order[rung.upper] < order[rung.lower]:
            yield f"rung to {rung.upper}: must lead to a later level of the stage"
        if minutes[rung.upper] < minutes[rung.lower]:
            yield f"rung to {rung.upper}: must not take less time than {rung.lower}"
    try:
        TopologicalSorter(above).prepare()
    except CycleError:
        yield "rungs must not lead up in a circle"
