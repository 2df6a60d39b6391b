"""Strategies for journeys that go over to a new version, and for two at once."""

from datetime import date
from functools import cache
from typing import Final

import attrs
from hypothesis import strategies as st

from caremodel.care.journeys import AdoptVersion
from caremodel.care.pathways import (
    Needed,
    Pathway,
    Place,
    Tally,
    stage_at,
    stop_at,
)
from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.grammar.dates import add_days
from caremodel.testing.strategies._journeys import (
    Ground,
    JourneyHistory,
    default_ground,
    ground_of,
)
from caremodel.testing.strategies._pathways import pathways
from caremodel.testing.strategies._records import INDEX, STANDING
from caremodel.testing.strategies._telling import (
    HistoryShape,
    Telling,
    history_shapes,
    place_history,
)

__all__ = ["adopting_histories", "pathway_versions", "side_by_side"]

ANY_CONTACT: Final = Tally(
    name="contacts of any kind", adds_on=("contact made", "contact missed")
)


def _renewed(pathway: Pathway) -> Pathway:
    """Make a new version that counts more, and in another order."""
    tallies = (ANY_CONTACT, *reversed(pathway.tallies))
    return attrs.evolve(pathway, version="2", tallies=tallies)


@cache
def _default_versions() -> tuple[Ground, Ground]:
    return default_ground(), ground_of(_renewed(DEFAULT_PATHWAY))


def pathway_versions() -> st.SearchStrategy[tuple[Pathway, Pathway]]:
    """Two versions of one pathway, both in force; the newer one may be quite another.

    Either it counts more, or it has other stages, levels, limits and steps.
    """
    drawn = st.tuples(pathways(), pathways())
    return drawn.map(_second) | pathways().map(lambda old: (old, _renewed(old)))


def _second(two: tuple[Pathway, Pathway]) -> tuple[Pathway, Pathway]:
    old, new = two
    return old, attrs.evolve(new, version="2")


def adopting_histories(
    *, starting: date = STANDING, max_steps: int = 16
) -> st.SearchStrategy[JourneyHistory]:
    """Journeys that go over to another version half way, if they are not over by then.

    Each step says by which version it was decided.

    Args:
        starting: The day they begin.
        max_steps: How much is asked of them after their first days.
    """
    grounds = st.builds(_default_versions) | pathway_versions().map(
        lambda two: (ground_of(two[0]), ground_of(two[1]))
    )
    return st.builds(
        lambda both, shape, choice: place_adopting(both, shape, choice, starting),
        grounds,
        history_shapes(max_steps),
        INDEX,
    )


def place_adopting(
    grounds: tuple[Ground, Ground], shape: HistoryShape, choice: int, starting: date
) -> JourneyHistory:
    """Let a journey come to be on one version, and go on by the other."""
    (opening, lived, _), half = shape, len(shape[1]) // 2
    told = Telling(grounds[0], starting)
    told.begin(None)
    told.live(opening, lived[:half])
    if not told.stands.is_over:
        _go_over(told, grounds[1], choice)
        told.live([], lived[half:])
    return told.history(None)


def _go_over(told: Telling, ground: Ground, choice: int) -> None:
    """Go over at the same place, if it is there; else, or by choice, elsewhere."""
    before, here, pathway = told.ground, told.stands.place, ground.pathway
    staying = [
        place for place in pathway.machine.places if not stop_at(pathway, place).is_end
    ]
    start = choice % len(staying)
    elsewhere = [*staying[start:], *staying[:start]]
    tried = [here, *elsewhere] if choice % 3 and here in staying else elsewhere
    told.ground = ground
    if not any(told.ask(_adopt(told, place, named=place != here)) for place in tried):
        told.ground = before


def _adopt(told: Telling, place: Place, *, named: bool) -> AdoptVersion:
    pathway, stands = told.pathway, told.stands
    signable = {signature.what for signature in pathway.signatures}
    takes = stage_at(pathway, place).takes
    tracked = Needed.TRACKER in takes
    due = pathway.limits.check.after(stands.checked or told.on)
    return AdoptVersion(
        reason="the rules were renewed",
        place=place if named else None,
        signed=[needed for needed in takes if needed in signable],
        lead="rosa" if stands.lead is None and Needed.LEAD in takes else None,
        tracker="tom" if tracked else None,
        next_check=due if tracked else None,
    )


def side_by_side(
    *, starting: date = STANDING, max_steps: int = 16
) -> st.SearchStrategy[tuple[JourneyHistory, JourneyHistory]]:
    """Two programs of one person, on two pathways, one of them some days later.

    Args:
        starting: The day the first one begins.
        max_steps: How much is asked of each after its first days.
    """
    shapes = history_shapes(max_steps)
    first = shapes.map(lambda shape: place_history(default_ground(), shape, starting))
    second = st.builds(
        lambda pathway, shape, days: place_history(
            ground_of(pathway), shape, add_days(starting, days), "k"
        ),
        pathways(),
        shapes,
        st.integers(0, 40),
    )
    return st.tuples(first, second)
