"""How fast a document is read and written, beside cattrs and pydantic.

Run it: `PYTHONPATH=tests python -m benchmarks.bench_documents`. The document is a plan
of about 9 kB: a patient, five goals, twenty tasks, ten events. Peers read the same plan
with unknown keys refused, but bound nothing: no size, no depth, no key twice. A chart
and a rule of ours follow, whose classes check themselves.
"""

import enum
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any, Final

import attrs
import cattrs.preconf.json

from benchmarks.side_by_side import measure, ratio, show
from caremodel.catalog.conditions import HIGH_NEED
from caremodel.exchange.documents import (
    HOUSE,
    Limits,
    Vocabulary,
    _json as ours,
    dumps,
    loads,
)
from caremodel.testing import builders

TIMES: Final = 300
ON: Final = date(2026, 3, 31)


class Status(enum.Enum):
    """Where a goal or a task stands."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    DONE = "done"


@attrs.frozen
class Person:
    """Whose plan it is."""

    id: str
    number: str
    family: str
    given: str
    birth: date
    gender: str
    language: str
    postcode: str
    risk: float
    enrolled: bool


@attrs.frozen
class Goal:
    """What is wanted."""

    id: str
    text: str
    status: Status
    target: date | None
    progress: float
    created: datetime


@attrs.frozen
class Task:
    """What is to be done."""

    id: str
    title: str
    status: Status
    due: datetime
    owner: str
    goal_id: str | None
    minutes: int
    tags: tuple[str, ...]


@attrs.frozen
class Happened:
    """What happened."""

    id: str
    kind: Status
    at: datetime
    actor: str
    source: str
    target: str
    note: str | None


@attrs.frozen
class Plan:
    """All of it."""

    id: str
    version: int
    state: str
    created: datetime
    patient: Person
    goals: tuple[Goal, ...]
    tasks: tuple[Task, ...]
    events: tuple[Happened, ...]


def _plan() -> Plan:
    """Make a plan up, of the size of a real one."""
    at = datetime(2026, 1, 1, 9, 30, 15, 123456, tzinfo=UTC)
    ids = [f"0b6cc194-53f2-4b4c-9d7a-{n:012d}" for n in range(60)]
    walking = "Reduce HbA1c below 8 percent by walking daily"
    refill = "Call the pharmacy about the refill"
    return Plan(
        ids[0],
        7,
        "active",
        at,
        Person(
            ids[1],
            "MRN00000000",
            "Mustermann",
            "Erika",
            date(1961, 4, 9),
            *("female", "es", "02139", 0.73, True),
        ),
        tuple(
            Goal(ids[n], walking, Status.ACTIVE, date(2026, 5, n + 1), n / 7, at)
            for n in range(5)
        ),
        tuple(
            Task(
                ids[n + 5],
                refill,
                Status.PROPOSED,
                at + timedelta(days=n),
                ids[n],
                ids[n % 5] if n % 3 else None,
                n + 5,
                ("phone", "meds"),
            )
            for n in range(20)
        ),
        tuple(
            Happened(
                ids[n + 30],
                Status.DONE,
                at,
                ids[n],
                "engaged",
                "active",
                "Patient reached by phone" if n % 2 else None,
            )
            for n in range(10)
        ),
    )


def _peer() -> Callable[[str], Plan]:
    """Make cattrs read strictly, as far as it does."""
    made = cattrs.preconf.json.make_converter(forbid_extra_keys=True)
    return lambda text: made.loads(text, Plan)


def _pydantic() -> Callable[[str], object] | None:
    """Make pydantic read strictly, where it is installed."""
    try:
        pydantic: Any = import_module("pydantic")
    except ImportError:
        return None
    config = pydantic.ConfigDict(frozen=True, extra="forbid", strict=True)
    made: dict[Any, Any] = {}
    create: Any = pydantic.create_model
    for kind in (Person, Goal, Task, Happened):
        fields = {field.name: (field.type, ...) for field in attrs.fields(kind)}
        made[kind] = create(kind.__name__, __config__=config, **fields)
    row: Any = tuple
    made |= {row[kind, ...]: row[model, ...] for kind, model in [*made.items()]}
    fields = {
        field.name: (made.get(field.type, field.type), ...)
        for field in attrs.fields(Plan)
    }
    model = create("Plan", __config__=config, **fields)
    read: Callable[[str], object] = model.model_validate_json
    return read


def _again(call: Callable[..., object], *args: Any) -> Callable[[], object]:
    return lambda: [call(*args) for _ in range(TIMES)]


def main() -> None:
    """Measure a plan, a chart and a rule."""
    plan, vocabulary = _plan(), Vocabulary(documents={"plan": Plan})
    text = dumps(plan, vocabulary=vocabulary)
    plain = cattrs.preconf.json.make_converter().dumps(plan, separators=(",", ":"))
    cattrs_loads, pydantic_loads = _peer(), _pydantic()
    if loads(text, Plan, vocabulary=vocabulary) != plan or cattrs_loads(plain) != plan:
        raise SystemExit("somebody reads it wrongly")
    print(f"a plan of {len(text):,} characters")
    peers = {
        "cattrs, strict, and json": _again(cattrs_loads, plain),
        "json.loads alone": _again(json.loads, text),
    }
    if pydantic_loads is not None:
        peers["pydantic, strict"] = _again(pydantic_loads, plain)
    times = measure(
        {
            "caremodel loads": lambda: [
                loads(text, Plan, vocabulary=vocabulary) for _ in range(TIMES)
            ],
            **peers,
        }
    )
    show("Read", times, work=TIMES, unit="plans")
    told = ratio(times, "cattrs, strict, and json", "caremodel loads")
    print(f"  {told:.2f} times as fast as cattrs, strict")
    _steps(text, vocabulary)
    peer = cattrs.preconf.json.make_converter()
    times = measure(
        {
            "caremodel dumps": lambda: [
                dumps(plan, vocabulary=vocabulary) for _ in range(TIMES)
            ],
            "cattrs and json": _again(peer.dumps, plan),
        }
    )
    show("Written", times, work=TIMES, unit="plans")
    _ours()


def _steps(text: str, vocabulary: Vocabulary) -> None:
    """Say what each check costs, alone."""
    limits = Limits()
    parsed = ours.parsed(text, limits)
    twice = json.JSONDecoder(object_pairs_hook=ours._object)
    times = measure(
        {
            "json.loads alone": _again(json.loads, text),
            "  and no key twice": _again(twice.decode, text),
            "  and numbers bounded": _again(ours.DECODER.decode, text),
            "how many items": _again(ours._check_items, text, limits),
            "how deep": _again(ours._nests_within, parsed, 64),
            "half a character": _again(ours.HALF.search, text),
            "all of these": _again(ours.parsed, text, limits),
            "types, keys, paths, classes": _again(
                vocabulary.document("plan").read, parsed["value"], None
            ),
        }
    )
    show("What each check of reading costs", times, work=TIMES, unit="plans")


def _ours() -> None:
    """Measure a chart and a rule, whose classes check themselves."""
    for number in range(100):
        chart = builders.person(number, 11, on=ON)
        if len(dumps(chart)) > 9_000:
            break
    for name, value in (("chart", chart), ("rule", HIGH_NEED)):
        text = dumps(value)
        parsed = ours.parsed(text, Limits())
        times = measure(
            {
                "caremodel loads": _again(loads, text),
                "json.loads alone": _again(json.loads, text),
                "types, keys, paths, classes": _again(
                    HOUSE.document(name).read, parsed["value"], None
                ),
                "caremodel dumps": _again(dumps, value),
            }
        )
        show(f"A {name} of {len(text):,} characters", times, work=TIMES, unit=name)


if __name__ == "__main__":
    main()
