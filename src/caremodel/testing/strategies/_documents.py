"""Strategies for whatever has a document, by the name the document goes by.

Values are valid, and awkward: text that needs escapes, numbers at the ends of their
range, fields that are empty beside fields that are not.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from caremodel.catalog import recommendations
from caremodel.catalog.panels import BY_USE, MOST_VISITED, THREE_TIERS
from caremodel.catalog.workforce import EXAMPLE_STAFF, INVERTED
from caremodel.grammar.dates import (
    Due,
    DueStatus,
    FromLast,
    Interval,
    Staged,
    Windows,
)
from caremodel.grammar.entries import ALWAYS, Entry
from caremodel.grammar.facts import Facts
from caremodel.grammar.rules import evaluate
from caremodel.grammar.verdicts import RuleRef
from caremodel.panel.panels import (
    Attribution,
    Contender,
    Membership,
    Named,
    Panel,
    Prefer,
)
from caremodel.panel.tiers import Ladder, Tier
from caremodel.people.charts import Charge, Coverage
from caremodel.people.needs import (
    Assessment,
    Asset,
    AssetId,
    AssetLevel,
    Domain,
    Need,
    NeedId,
    NeedStatus,
    Provenance,
    Screening,
    ScreeningResult,
)
from caremodel.people.patients import (
    Household,
    HouseholdId,
    PatientId,
    PersonId,
    SupportPerson,
)
from caremodel.people.roles import Done, License, Worker, Workforce
from caremodel.testing.strategies._histories import actors, machines, tables
from caremodel.testing.strategies._questions import (
    criteria,
    facts,
    rules,
    selects,
    windows,
)
from caremodel.testing.strategies._records import (
    INDEX,
    charts,
    days,
    entries,
    monies,
    patients,
    periods,
)
from caremodel.testing.strategies._told import CARE
from caremodel.testing.strategies._worlds import World, worlds

__all__ = ["documented", "texts"]

SOURCE: Final = "Assumed: invented for tests"
LARGEST: Final = 10**99


def texts() -> st.SearchStrategy[str]:
    """Text that says something: some of it hard to write, none of it half a letter."""
    odd = (
        "a",
        'say "no"',
        "back\\slash",
        "tab\there",
        "two\u2028lines",
        "ß ñ 字 🙂",
        "</p>",
        "null",
    )
    letters = st.characters(exclude_categories=["Cs"])
    any_text = st.text(letters, min_size=1, max_size=20)
    return st.sampled_from(odd) | any_text.filter(lambda text: bool(text.strip()))


def numbers() -> st.SearchStrategy[float]:
    """Whole numbers and doubles, to the ends of their range."""
    whole = st.sampled_from((0, -1, 2**53 + 1, LARGEST, -LARGEST)) | st.integers(0, 9)
    return whole | st.floats(allow_nan=False, allow_infinity=False)


# --- how care is written down ---------------------------------------------------------


def _intervals() -> st.SearchStrategy[Interval]:
    return st.builds(Interval, months=st.integers(0, 24), days=st.integers(1, 400))


def _cadences() -> st.SearchStrategy[FromLast | Windows | Staged]:
    grace, expires = st.integers(0, 9), st.none() | st.integers(9, 99)
    steps = st.lists(_intervals(), min_size=1, max_size=3)
    return st.one_of(
        st.builds(FromLast, every=_intervals(), grace=grace, expires=expires),
        st.builds(Windows, every=_intervals(), grace=grace),
        st.builds(Staged, steps=steps, grace=grace, expires=expires),
    )


def _dues() -> st.SearchStrategy[Due]:
    status = st.none() | st.sampled_from(DueStatus)
    return st.builds(Due, on=st.none() | days(), status=status)


@st.composite
def _entries(draw: st.DrawFn) -> Entry:
    made = draw(entries())
    entry = made[0] if made else Entry("e", "visit", (), draw(days()))
    said = draw(texts())
    value = draw(st.none() | numbers())
    return attrs.evolve(entry, codes=(said, *entry.codes), unit=said, value=value)


def _faces(world: World) -> Facts:
    """Take what is known of one person."""
    known = world.known()
    return known[0] if known else Facts(on=world.on, known={})


def _verdict(world: World) -> Any:
    """Evaluate what a world asks of one person."""
    asked = world.criteria[0] if world.criteria else HIGH
    return evaluate(asked, _faces(world))


HIGH: Final = THREE_TIERS.tiers[0].criterion

GRAMMAR: Final[Mapping[str, Callable[[], st.SearchStrategy[Any]]]] = {
    "money": monies,
    "period": lambda: st.just(ALWAYS) | periods(),
    "interval": _intervals,
    "cadence": _cadences,
    "due": _dues,
    "entry": _entries,
    "select": selects,
    "window": windows,
    "fact": facts,
    "facts": lambda: worlds().map(_faces),
    "rule": rules,
    "rule_ref": lambda: st.builds(RuleRef, texts(), texts()),
    "criterion": criteria,
    "verdict": lambda: worlds().map(_verdict),
    "machine": machines,
    "move": lambda: tables().map(lambda table: table.moves[-1]),
    "actor": actors,
}

# --- who gives and gets it ------------------------------------------------------------


@st.composite
def _workforces(draw: st.DrawFn) -> Workforce:
    chosen = draw(st.sets(st.sampled_from(range(len(EXAMPLE_STAFF.workers)))))
    workers = [EXAMPLE_STAFF.workers[n] for n in sorted(chosen)]
    held = st.lists(st.sampled_from(License), unique=True)
    there = {worker.id for worker in workers}
    return Workforce(
        pyramid=INVERTED,
        workers=[
            attrs.evolve(
                worker,
                holds=draw(held),
                active=draw(st.just(ALWAYS) | periods()),
                backup=worker.backup if worker.backup in there else None,
            )
            for worker in workers
        ],
    )


def _workers() -> st.SearchStrategy[Worker]:
    return st.builds(
        attrs.evolve,
        st.sampled_from(EXAMPLE_STAFF.workers),
        active=st.just(ALWAYS) | periods(),
    )


def _done() -> st.SearchStrategy[Done]:
    job = st.sampled_from([job.id for job in INVERTED.jobs])
    by = st.just(PersonId("daughter"))
    return st.builds(
        Done, job_id=job, patient_id=st.just(PatientId("p1")), by=by, on=days()
    )


@st.composite
def _needs(draw: st.DrawFn) -> Need:
    domain = draw(st.sampled_from(Domain))
    at_home = domain is Domain.PHYSICAL and draw(st.booleans())
    on = draw(days())
    return Need(
        id=NeedId("n1"),
        patient_id=None if at_home else PatientId("p1"),
        household_id=HouseholdId("h1") if at_home else None,
        domain=domain,
        category="food-insecurity" if domain is Domain.SOCIAL else draw(texts()),
        status=draw(st.sampled_from((NeedStatus.IDENTIFIED, NeedStatus.DECLINED))),
        identified_on=on,
        provenance=draw(st.sampled_from(Provenance)),
        reason=draw(texts()),
    )


@st.composite
def _screenings(draw: st.DrawFn, domain: Domain) -> Screening:
    result = draw(st.sampled_from(ScreeningResult))
    asked = result is not ScreeningResult.NOT_ASSESSED
    return Screening(
        domain=domain, result=result, reason="" if asked else draw(texts())
    )


def _assessments() -> st.SearchStrategy[Assessment]:
    return st.builds(
        Assessment,
        id=st.just("a1"),
        patient_id=st.just(PatientId("p1")),
        on=days(),
        screenings=st.tuples(*map(_screenings, Domain)),
    )


def _assets() -> st.SearchStrategy[Asset]:
    return st.builds(
        Asset,
        id=st.just(AssetId("walks")),
        level=st.just(AssetLevel.FAMILY),
        called=texts(),
        household_id=st.just(HouseholdId("h1")),
        helps_with=st.lists(st.just(NeedId("n1")), max_size=2),
        withdrawn_on=st.none() | days(),
    )


def _support() -> st.SearchStrategy[SupportPerson]:
    return st.builds(
        SupportPerson,
        id=st.just(PersonId("daughter")),
        relationship=texts(),
        designated_on=days(),
        designated_by=st.just(PatientId("p1")),
        proxy=st.booleans(),
    )


def _households() -> st.SearchStrategy[Household]:
    members = st.lists(st.sampled_from(("p1", "p2", "p3")), min_size=1, unique=True)
    return st.builds(Household, id=st.just(HouseholdId("h1")), members=members)


PEOPLE: Final[Mapping[str, Callable[[], st.SearchStrategy[Any]]]] = {
    "role": lambda: st.sampled_from(INVERTED.roles),
    "job": lambda: st.sampled_from(INVERTED.jobs),
    "pyramid": lambda: st.just(INVERTED),
    "worker": _workers,
    "workforce": _workforces,
    "done": _done,
    "need": _needs,
    "assessment": _assessments,
    "asset": _assets,
    "patient": lambda: st.builds(attrs.evolve, patients(), name=texts()),
    "support_person": _support,
    "household": _households,
    "chart": charts,
    "charge": lambda: st.builds(
        Charge, st.just("c1"), st.sampled_from(("claim", "payment")), days(), monies()
    ),
    "coverage": lambda: st.builds(Coverage, kind=texts(), period=periods()),
}

# --- everyone's care ------------------------------------------------------------------


@st.composite
def _memberships(draw: st.DrawFn, number: int) -> Membership:
    names = draw(st.lists(INDEX, max_size=2, unique=True))
    contenders = tuple(
        Contender(owner=f"Organization/{name}", evidence=(f"v{name}",))
        for name in names
    )
    patient = PatientId(f"p{number}")
    return Membership(patient_id=patient, step=draw(texts()), contenders=contenders)


@st.composite
def _panels(draw: st.DrawFn) -> Panel:
    size = draw(st.integers(0, 4))
    return Panel(
        on=draw(days()),
        policy=RuleRef("most-visited", "1"),
        memberships=[draw(_memberships(number)) for number in range(size)],
    )


def _attributions() -> st.SearchStrategy[Attribution]:
    named = st.builds(Named, label=texts())
    steps = st.lists(named | st.just(MOST_VISITED.steps[0]), min_size=1, max_size=3)
    ties = st.sampled_from((tuple(Prefer), tuple(Prefer)[-1:]))
    return st.builds(
        Attribution, id=st.just("own"), steps=steps, ties=ties, source=texts()
    )


def _ladders() -> st.SearchStrategy[Ladder]:
    tier = st.builds(
        Tier, name=st.just("high"), criterion=criteria(), source=st.just(SOURCE)
    )
    return st.builds(
        Ladder,
        id=st.just("two"),
        tiers=st.tuples(tier),
        otherwise=st.just("low"),
        override_by=st.integers(0, 2),
    )


PANEL: Final[Mapping[str, Callable[[], st.SearchStrategy[Any]]]] = {
    "panel": _panels,
    "attribution": _attributions,
    "ladder": _ladders,
    "recommendation": lambda: st.sampled_from(
        (*recommendations.RECOMMENDED, *recommendations.CONVENTIONS)
    ),
    "search": lambda: st.builds(attrs.evolve, st.just(BY_USE), first=INDEX),
}

VALUES: Final = {**GRAMMAR, **PEOPLE, **CARE, **PANEL}


@cache
def documented(*names: str) -> st.SearchStrategy[Any]:
    """Values of all types that have documents, or of those that go by *names*.

    Args:
        names: Names of documents; by default all.
    """
    return st.one_of([VALUES[name]() for name in names or VALUES])
