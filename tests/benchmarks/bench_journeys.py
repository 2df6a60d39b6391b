"""How much memory journeys take, and how fast they are advised, decided, replayed.

Run it: `PYTHONPATH=tests python -m benchmarks.bench_journeys [journeys]`.

Goals: 390,625 live journeys within 250 bytes each, without the ids that the host gives,
and 120 an event; advice for 2,000 people within 0.5 s; the default pathway built within
0.08 s.
"""

import gc
import sys
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter
from typing import Final

import attrs

from caremodel.care import journeys
from caremodel.care.journeys import (
    Agree,
    Begin,
    ByReferral,
    Command,
    Event,
    HearReadiness,
    Holding,
    Journey,
    JourneyId,
    Make,
    NoteContact,
    ReferredBy,
)
from caremodel.care.pathways import Needed, Readiness
from caremodel.care.pathways._cells import example
from caremodel.catalog.journeys import (
    CRISIS,
    DEFAULT_PATHWAY,
    SETTLED,
    TROUBLE,
    WITHOUT_US,
)
from caremodel.grammar.facts import Fact, Facts, Value
from caremodel.grammar.histories import Actor
from caremodel.grammar.rules import All, Not
from caremodel.people.patients import PatientId

DAY: Final = date(2025, 3, 3)
LATER: Final = DAY + timedelta(days=60)
REFERRED: Final = ByReferral(source=ReferredBy.PCP, who="dr-l", reason="three falls")
KNOWN: Final[dict[Fact, Value]] = {
    fact: value
    for move in DEFAULT_PATHWAY.machine.moves
    if move.name == "start" and move.needs is not None
    for fact, value in (example(move.needs) or {}).items()
}
FIRST: Final = Facts(on=DAY, known=KNOWN)
COMMANDS: Final[tuple[Command, ...]] = (
    Make(move="reach out"),
    NoteContact(two_way=False, mode="phone"),
    NoteContact(two_way=True, mode="home visit"),
    HearReadiness(readiness=Readiness.READY),
    Agree(what=Needed.AGREEMENT),
    Make(move="engage", lead="rosa"),
    Make(move="assess"),
    Make(move="plan"),
    Make(move="start"),
    NoteContact(two_way=True, mode="phone"),
    Make(
        move="step down",
        override=True,
        reason="she moves in with her daughter",
        tracker="tom",
        next_check=DAY + timedelta(days=30),
    ),
)
"""A way from a referral into maintenance."""


def begin(number: int) -> Begin:
    """Make the command that begins one of many journeys."""
    return Begin(
        journey_id=JourneyId(f"j{number}"),
        patient_id=PatientId(f"p{number}"),
        way_in=REFERRED,
    )


def walked(number: int) -> tuple[Event, ...]:
    """Walk one person into maintenance."""
    rosa = Actor("rosa", ("care_manager",), f"p{number}")
    journey: Journey | None = None
    happened: list[Event] = []
    for command in (begin(number), *COMMANDS):
        events = journeys.decide(
            DEFAULT_PATHWAY, journey, command, facts=FIRST, on=DAY, by=rosa
        )
        journey = journeys.replayed(events, start=journey)
        happened += events
    return tuple(happened)


def seconds(do: Callable[[], object]) -> float:
    """Measure the best of three."""
    times = []
    for _ in range(3):
        start = perf_counter()
        do()
        times.append(perf_counter() - start)
    return min(times)


def told(what: str, figure: str, goal: str = "") -> None:
    """Say a figure, beside its goal."""
    print(f"{what:46}{figure:>16}  {f'(goal: {goal})' if goal else ''}")


def remember(count: int) -> None:
    """Keep many journeys, and the events of some."""
    template = walked(1)
    began = template[0]
    assert isinstance(began, journeys.Began)
    ids = [(JourneyId(f"j{n}"), PatientId(f"p{n}")) for n in range(count)]
    gc.collect()
    tracemalloc.start()
    kept = [
        journeys.replayed(
            [attrs.evolve(began, journey_id=journey, patient_id=patient), *template[1:]]
        )
        for journey, patient in ids
    ]
    gc.collect()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    told(f"{len(kept):,} live journeys", f"{size / count:.0f} bytes each", "250")
    gc.collect()
    tracemalloc.start()
    events = [walked(n) for n in range(500)]
    gc.collect()
    size, number = tracemalloc.get_traced_memory()[0], sum(map(len, events))
    tracemalloc.stop()
    told(f"{number:,} events", f"{size / number:.0f} bytes each", "120")


def advise() -> None:
    """Advise on 2,000 people in maintenance: quiet, in trouble, and in doubt."""
    said = (All((WITHOUT_US, Not(TROUBLE))), CRISIS, SETTLED, All(()))
    looks = [Facts(on=LATER, known=example(each) or {}) for each in said]
    people = [journeys.replayed(walked(n)) for n in range(20)] * 100
    cases = [(journey, looks[n % 4]) for n, journey in enumerate(people)]

    def watch() -> None:
        for journey, facts in cases:
            journeys.watch(DEFAULT_PATHWAY, Holding(), facts, journey=journey)

    def recommend() -> None:
        for journey, facts in cases:
            journeys.recommend(DEFAULT_PATHWAY, journey, facts, Holding())

    told("advice for 2,000 people", f"{seconds(recommend):.3f} s", "0.5 s")
    told("a look at 2,000 people", f"{seconds(watch):.3f} s")


def decide() -> None:
    """Decide, and replay."""
    events = walked(1)
    times = seconds(lambda: [walked(n) for n in range(200)])
    told("commands decided and folded", f"{200 * (len(COMMANDS) + 1) / times:,.0f}/s")
    times = seconds(lambda: [journeys.replayed(events) for _ in range(2_000)])
    told("events replayed at once", f"{2_000 * len(events) / times:,.0f}/s")

    def one_by_one() -> None:
        for _ in range(500):
            journey: Journey | None = None
            for event in events:
                journey = journeys.evolve(journey, event)

    told(
        "events folded one by one", f"{500 * len(events) / seconds(one_by_one):,.0f}/s"
    )
    build = seconds(lambda: attrs.evolve(DEFAULT_PATHWAY, version="2"))
    told("the default pathway built", f"{build:.3f} s", "0.08 s")


if __name__ == "__main__":
    remember(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
    advise()
    decide()
