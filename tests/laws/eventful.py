"""How often cases hold what a law is about: a law about nothing holds always."""

from collections.abc import Callable
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")


def some(cases: SearchStrategy[T], count: int) -> list[T]:
    """Draw so many cases, the same ones in every run."""
    drawn: list[T] = []

    @settings(
        max_examples=count,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def look(case: T) -> None:
        drawn.append(case)

    look()
    return drawn


def share(
    cases: SearchStrategy[T], holds: Callable[[T], bool], *, examples: int = 100
) -> float:
    """Say for what share of *cases* something holds."""
    told = [holds(case) for case in some(cases, examples)]
    return sum(told) / len(told)
