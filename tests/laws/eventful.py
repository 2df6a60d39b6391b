"""How often cases hold what a law is about: a law about nothing holds always."""

from collections.abc import Callable
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")


def share(
    cases: SearchStrategy[T], holds: Callable[[T], bool], *, examples: int = 100
) -> float:
    """Say for what share of *cases* something holds."""
    told: list[bool] = []

    @settings(
        max_examples=examples,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def look(case: T) -> None:
        told.append(holds(case))

    look()
    return sum(told) / len(told)
