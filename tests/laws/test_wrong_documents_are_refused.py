"""A wrong document is refused: our error, the right path, and nothing of what it says.

But for pathways and rules, in which no person can stand: these are told in full.

Kinds of wrong documents, each with the place where it is wrong, and thousands of
documents of ours that something was done to. Many more of those:

    python -m pytest -m campaign tests/laws/test_wrong_documents_are_refused.py
"""

import copy
import json
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from caremodel.errors import InvalidValueError, UnreadableError
from caremodel.exchange import documents
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import ALWAYS, Entry
from caremodel.grammar.facts import Count, Days, Select
from caremodel.grammar.money import Money
from caremodel.people.charts import Charge, Chart, Coverage
from caremodel.people.patients import Access, Channel, Gender, Patient, PatientId
from caremodel.testing.strategies import documented
from exchange.documents.leaks import CANARY, told_by
from laws.eventful import share

UNHURRIED = settings(suppress_health_check=list(HealthCheck), deadline=None)
ON = date(2026, 3, 31)
CHART = Chart(
    patient=Patient(
        id=PatientId(CANARY),
        born=Period(start=date(1961, 4, 9), end=date(1961, 4, 10)),
        gender=Gender.FEMALE,
        name=f"Ann {CANARY}",
        access=Access(channels=(Channel.PHONE,), language=f"en-{CANARY}"),
    ),
    filed=(
        Entry("e1", "visit", (CANARY,), ON, at=datetime(2026, 3, 31, 9, tzinfo=UTC)),
        Entry("e2", "score", (CANARY,), ON, value=7.5, unit=CANARY),
    ),
    charges=(
        Charge("c1", "claim", ON, Money(amount=Decimal("12.50"), currency="USD")),
    ),
    coverage=(Coverage(kind="visit", period=ALWAYS),),
)
CRITERION = (Count(Select(kind=CANARY), Days(30)) >= 2) & (
    Count(Select(kind="visit"), Days(7)) < 4
)
GOOD: Final = {
    "chart": json.loads(documents.dumps(CHART)),
    "criterion": json.loads(documents.dumps(CRITERION)),
}
GONE: Final = object()


def but(name: str, *path: Any, to: Any) -> str:
    """Write a good document in which one place is another."""
    plain = copy.deepcopy(GOOD[name])
    place = plain
    for step in path[:-1]:
        place = place[step]
    if to is GONE:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return json.dumps(plain)


def chart(*path: Any, to: Any) -> str:
    """Write a chart in which one place is another."""
    return but("chart", "value", *path, to=to)


def asks(*path: Any, to: Any) -> str:
    """Write a criterion in which one place is another."""
    return but("criterion", "value", *path, to=to)


ENTRY: Final = "$.value.filed[0]"
WRONG: Final[dict[str, tuple[str | bytes, str]]] = {
    # the envelope
    "no object": (f'["{CANARY}"]', "$"),
    "no format": (but("chart", "caremodel", to=GONE), "$.caremodel"),
    "a newer format": (but("chart", "caremodel", to=2), "$.caremodel"),
    "yes for format 1": (but("chart", "caremodel", to=True), "$.caremodel"),
    "1.0 for format 1": (but("chart", "caremodel", to=1.0), "$.caremodel"),
    "a type nobody knows": (but("chart", "type", to=CANARY), "$.type"),
    "a type that is no text": (but("chart", "type", to=[CANARY]), "$.type"),
    "another type": (but("criterion", "type", to="chart"), "$.value"),
    "no value": (but("chart", "value", to=GONE), "$.value"),
    "more than an envelope": (but("chart", CANARY, to=CANARY), "$"),
    # keys
    "an unknown key": (chart("patient", CANARY, to=CANARY), "$.value.patient"),
    "a key of another class": (chart("patient", "kind", to="x"), "$.value.patient"),
    "a private key": (chart("_kinds", to={}), "$.value"),
    "a key missing": (chart("filed", 0, "kind", to=GONE), f"{ENTRY}.kind"),
    "a key twice": (
        chart("patient", "name", to=1).replace(
            '"name": 1', f'"name": "{CANARY}", "name": "{CANARY}"'
        ),
        "$.value.patient",
    ),
    # nothing is turned into anything else
    "a number for text": (chart("filed", 0, "kind", to=7731), f"{ENTRY}.kind"),
    "null for text": (chart("filed", 0, "kind", to=None), f"{ENTRY}.kind"),
    "text for a list": (chart("filed", 0, "codes", to=CANARY), f"{ENTRY}.codes"),
    "an object for text": (chart("filed", 0, "kind", to={CANARY: 1}), f"{ENTRY}.kind"),
    "text for a number": (chart("filed", 0, "seq", to="1"), f"{ENTRY}.seq"),
    "yes for a number": (chart("filed", 0, "value", to=True), f"{ENTRY}.value"),
    "yes for a whole number": (chart("filed", 0, "seq", to=True), f"{ENTRY}.seq"),
    "1.0 for a whole number": (chart("filed", 0, "seq", to=1.0), f"{ENTRY}.seq"),
    "1 for yes": (
        chart("patient", "access", "interpreter", to=1),
        "$.value.patient.access.interpreter",
    ),
    "a number in a list of text": (
        chart("filed", 1, "codes", to=["a", 7731]),
        "$.value.filed[1].codes[1]",
    ),
    "a number for money": (
        chart("charges", 0, "money", "amount", to=12.5),
        "$.value.charges[0].money.amount",
    ),
    "money that is no number": (
        chart("charges", 0, "money", "amount", to="NaN"),
        "$.value.charges[0].money.amount",
    ),
    "money written loosely": (
        chart("charges", 0, "money", "amount", to="1_000"),
        "$.value.charges[0].money.amount",
    ),
    # days and instants
    "31 February": (chart("filed", 0, "on", to="2026-02-31"), f"{ENTRY}.on"),
    "a week date": (chart("filed", 0, "on", to="2026-W01-1"), f"{ENTRY}.on"),
    "a basic date": (chart("filed", 0, "on", to="20260331"), f"{ENTRY}.on"),
    "an instant for a day": (
        chart("filed", 0, "on", to="2026-03-31T00:00:00.000000Z"),
        f"{ENTRY}.on",
    ),
    "an instant without a zone": (
        chart("filed", 0, "at", to="2026-03-31T09:00:00.000000"),
        f"{ENTRY}.at",
    ),
    "an instant in another zone": (
        chart("filed", 0, "at", to="2026-03-31T09:00:00.000+00:00"),
        f"{ENTRY}.at",
    ),
    "an instant with a space": (
        chart("filed", 0, "at", to="2026-03-31 09:00:00.000000Z"),
        f"{ENTRY}.at",
    ),
    "an instant with a comma": (
        chart("filed", 0, "at", to="2026-03-31T09:00:00,000000Z"),
        f"{ENTRY}.at",
    ),
    "an instant of a week": (
        chart("filed", 0, "at", to="2026-W14-2T09:00:00.000000Z"),
        f"{ENTRY}.at",
    ),
    "an instant with milliseconds": (
        chart("filed", 0, "at", to="2026-03-31T09:00:00.000Z"),
        f"{ENTRY}.at",
    ),
    "the 24th hour": (
        chart("filed", 0, "at", to="2026-03-31T24:00:00.000000Z"),
        f"{ENTRY}.at",
    ),
    # words and choices
    "a word nobody knows": (
        chart("patient", "gender", to=CANARY),
        "$.value.patient.gender",
    ),
    "a word in the list": (
        chart("patient", "access", "channels", to=["phone", CANARY]),
        "$.value.patient.access.channels[1]",
    ),
    "a choice that does not say which": (
        asks("of", 0, "is", to=GONE),
        "$.value.of[0].is",
    ),
    "a choice nobody knows": (asks("of", 1, "is", to=CANARY), "$.value.of[1].is"),
    "a choice that is no text": (asks("is", to=[CANARY]), "$.value.is"),
    "a choice of elsewhere": (
        asks("of", 0, "fact", "window", "is", to="count"),
        "$.value.of[0].fact.window.is",
    ),
    "a body of another choice": (
        asks("of", 0, "fact", "window", "is", to="months"),
        "$.value.of[0].fact.window",
    ),
    # what a class itself refuses
    "a day that does not fit": (
        chart("patient", "died", to="1901-01-01"),
        "$.value.patient.died",
    ),
    "a blank id": (chart("patient", "id", to=" "), "$.value.patient.id"),
    "one id twice": (
        chart(
            "filed",
            to=[{"codes": [], "id": "e", "kind": CANARY, "on": "2026-01-01"}] * 2,
        ),
        "$.value.filed",
    ),
    "a bound of another kind": (
        asks("of", 0, "bound", to=CANARY),
        "$.value.of[0].bound",
    ),
    # what is no document at all
    "not JSON": (f"name: {CANARY}", "$"),
    "half a document": (chart("id", to=1)[:-9], "$"),
    "two documents": (chart("id", to=1) * 2, "$"),
    "nothing": ("", "$"),
    "UTF-16": (json.dumps(GOOD["chart"]).encode("utf-16"), "$"),
    "not UTF-8": (json.dumps(GOOD["chart"]).encode().replace(b"Ann", b"\xff"), "$"),
    "a byte order mark": (json.dumps(GOOD["chart"]).encode("utf-8-sig"), "$"),
    "half a character": (
        chart("patient", "name", to=f"\ud83d{CANARY}"),
        "$.value.patient.name",
    ),
    "half a character as it is": (f'"{CANARY}\ud83d"', "$"),
    "NaN": (chart("filed", 1, "value", to=float("nan")), "$.value.filed[1].value"),
    "a number past all": (
        chart("filed", 1, "value", to=7731).replace("7731", "1e400"),
        "$.value.filed[1].value",
    ),
    "a number that never ends": (
        chart("filed", 1, "value", to=10**101),
        "$.value.filed[1].value",
    ),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_document_is_refused_at_its_place(kind: str) -> None:
    """Whoever wrote it can find the place; whoever reads the error learns no value."""
    text, path = WRONG[kind]

    with pytest.raises(UnreadableError) as caught:
        documents.loads(text)

    found, *others = (problem.path for problem in caught.value.problems)
    assert found == path
    assert all(other.startswith(f"{path}.") for other in others)
    assert CANARY not in told_by(caught.value)
    assert "7731" not in told_by(caught.value)


def test_the_good_documents_are_good() -> None:
    """Without this, everything could be refused for another reason."""
    assert documents.loads(json.dumps(GOOD["chart"])) == CHART
    assert documents.loads(json.dumps(GOOD["criterion"])) == CRITERION


# --- something was done to a document of ours -----------------------------------------

STRANGE: Final[tuple[Any, ...]] = (
    *(CANARY, f"{CANARY} 2026-01-01", [CANARY], {CANARY: CANARY}, {"is": CANARY}),
    *(None, True, 7731, -7731.5, [], {}, "", "\ud800", 10**101),
)


def places(plain: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Name every place in plain data."""
    steps: Any = ()
    if isinstance(plain, dict | list):
        steps = plain.items() if isinstance(plain, dict) else enumerate(plain)
    below = (each for step, part in steps for each in places(part, (*path, step)))
    return [*([path] if path else []), *below]


def changed(plain: Any, path: tuple[Any, ...], way: str, strange: Any) -> Any:
    """Do something to one place."""
    plain = copy.deepcopy(plain)
    place = plain
    for step in path[:-1]:
        place = place[step]
    at = path[-1]
    if way == "put":
        place[at] = strange
    elif way == "drop":
        del place[at]
    elif way == "add" and isinstance(place, dict):
        place[CANARY] = strange
    elif way == "add":
        place.append(strange)
    else:
        place[at] = [place[at]]
    return plain


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Documents of ours in which one or two places were changed."""
    plain = json.loads(documents.dumps(draw(documented())))
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(places(plain)))
        way = draw(st.sampled_from(("put", "put", "drop", "add", "wrap")))
        plain = changed(plain, path, way, draw(st.sampled_from(STRANGE)))
        if not plain:
            break
    return json.dumps(plain)


NO_PERSON: Final = {"pathway", "rule"}
"""Documents in which no person can stand: what their classes say is told in full."""


def type_of(text: str) -> object:
    """Say of what type a document claims to be."""
    plain = json.loads(text)
    said = plain.get("type") if isinstance(plain, dict) else None
    return said if isinstance(said, str) else None


def without(refused: UnreadableError, told: str) -> str:
    """Leave out what the problems themselves say; nothing else may say anything."""
    for problem in map(attrgetter("problem"), refused.problems):
        for said in (problem, repr(problem)[1:-1]):
            told = told.replace(said, "")
    return told


def check(text: str) -> str:
    """Read a document: it is read whole, or refused without a trace of it."""
    try:
        read = documents.loads(text)
    except UnreadableError as error:
        refused = error
    else:
        assert documents.loads(documents.dumps(read)) == read
        return "read"
    told = told_by(refused)
    if type_of(text) in NO_PERSON:
        told = without(refused, told)
    assert CANARY not in told
    assert "7731" not in told
    assert 1 <= len(refused.problems) <= 20
    assert all(each.path.startswith("$") for each in refused.problems)
    assert len(str(refused).encode()) <= 4096
    return "refused"


@settings(UNHURRIED, max_examples=1_000)
@given(damaged())
def test_a_damaged_document_is_read_whole_or_refused(text: str) -> None:
    """No other error comes out, whatever was done."""
    check(text)


@pytest.mark.campaign
@settings(UNHURRIED, max_examples=30_000, database=None)
@given(damaged())
def test_thirty_thousand_damaged_documents(text: str) -> None:
    """The same, for a release."""
    check(text)


@given(st.text() | st.binary())
def test_what_is_no_document_is_refused(text: str | bytes) -> None:
    """Text and bytes of any kind."""
    with pytest.raises(UnreadableError):
        documents.loads(text)


def test_the_cases_are_eventful() -> None:
    """Most damage is refused; some makes another good document."""
    told: Counter[str] = Counter()

    def refused(text: str) -> bool:
        told[check(text)] += 1
        return told["refused"] > 0

    share(damaged(), refused, examples=300)
    assert told["refused"] > 60
    assert told["read"] > 2


def test_what_cannot_be_read_again_is_not_written() -> None:
    """A field that holds what its type does not allow is refused, without its value."""
    entry = Entry("e", "visit", (), datetime(2026, 3, 31, 7, 31, tzinfo=UTC).date())
    object.__setattr__(entry, "unit", 7731)

    with pytest.raises(InvalidValueError) as caught:
        documents.dumps(entry)

    assert caught.value.path == "$.value.unit"
    assert "7731" not in told_by(caught.value)
