"""Time several ways of doing one thing in turn, and tell medians and ratios.

Rounds are interleaved (A B C, A B C …), so that a machine that drifts is unfair to
nobody; a ratio is the median of the ratios within each round. Times are CPU time.
"""

import gc
import statistics
import time
from collections.abc import Callable, Mapping

Case = Callable[[], object]


def measure(
    cases: Mapping[str, Case],
    *,
    rounds: int = 7,
    clock: Callable[[], float] = time.process_time,
) -> dict[str, list[float]]:
    """Run every case once to warm up, then *rounds* times in turn [s]."""
    for case in cases.values():
        case()
    times: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, case in cases.items():
            gc.collect()
            began = clock()
            case()
            times[name].append(clock() - began)
    return times


def ratio(times: Mapping[str, list[float]], one: str, other: str) -> float:
    """Say how many times as long *one* takes as *other*: the median of the rounds."""
    pairs = zip(times[one], times[other], strict=True)
    return statistics.median(a / b for a, b in pairs)


def show(title: str, times: Mapping[str, list[float]], *, work: int, unit: str) -> None:
    """Print the median of each case, how fast that is, and how it compares."""
    first = next(iter(times))
    print(f"\n{title}")
    for name, each in times.items():
        median = statistics.median(each)
        speed = work / median
        print(
            f"  {name:<48} {median * 1e3:9.1f} ms  {speed:13,.0f} {unit}/s"
            f"  {ratio(times, name, first):7.2f} x {first}"
        )
