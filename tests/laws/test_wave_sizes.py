"""The law: waves are as large as the program says, and nobody is in two of them."""

from hypothesis import given

from caremodel.program import waves
from caremodel.program.waves import Mode, Waves
from caremodel.testing.strategies import (
    CohortHistory,
    cohort_histories,
    wave_programs,
)
from laws.eventful import share

HISTORIES = cohort_histories()


@given(wave_programs(max_first=6, max_factor=6, max_waves=5))
def test_sizes_are_powers_of_the_factor_in_either_way_of_counting(
    program: Waves,
) -> None:
    """In total, the totals are the powers; in addition, the waves are. INV-111."""
    sizes = waves.sizes(program)

    powers = [program.first * program.factor**k for k in range(len(program.waves))]
    in_total = program.mode is Mode.TOTAL
    assert [size.total if in_total else size.own for size in sizes] == powers
    assert [size.number for size in sizes] == list(range(1, len(powers) + 1))
    for number, size in enumerate(sizes, start=1):
        assert size.own >= 1
        assert size.total == sum(each.own for each in sizes[:number])


@given(HISTORIES)
def test_intake_never_exceeds_the_target_and_waves_are_disjoint(
    history: CohortHistory,
) -> None:
    """At every step: nobody has two places, and nobody more came in. INV-111."""
    sizes = waves.sizes(history.waves)
    for step in history.steps:
        served = waves.served(step.after)
        assert len(set(served)) == len(served)
        for wave, size in zip(step.after.opened, sizes, strict=False):
            assert wave.target == size.own
            assert 0 <= wave.places_open <= size.own
        assert len(served) <= sizes[len(step.after.opened) - 1].total


def test_many_waves_are_full_and_many_cohorts_get_to_the_second() -> None:
    """Else there would be nothing to exceed, and nothing to overlap."""

    def full(history: CohortHistory) -> bool:
        return any(not wave.places_open for wave in history.cohort.opened)

    assert share(HISTORIES, full, examples=300) >= 0.4
    assert share(HISTORIES, lambda history: len(history.cohort.opened) > 1) >= 0.3
