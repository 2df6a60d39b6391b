"""How documents look: one example of each form, written out by hand."""

import enum
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Generic, Literal, NewType, TypeVar

import attrs
import pytest

from caremodel.errors import InvalidValueError, NotFoundError, UnreadableError
from caremodel.exchange import documents
from caremodel.exchange.documents import DOCUMENTS, Vocabulary
from caremodel.grammar.dates import FromLast, Interval, Period
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import Age, Facts, Given, Select
from caremodel.grammar.machines import ANYWHERE, Move
from caremodel.grammar.money import Money
from caremodel.grammar.rules import Comparison, Criterion, Op, Rule

ON = date(2026, 3, 31)


def body(name: str, value: str) -> str:
    """Put a value in its envelope, as text."""
    return f'{{"caremodel":1,"type":"{name}","value":{value}}}'


WRITTEN: dict[str, tuple[Any, str]] = {
    "a period without an end": (
        Period(start=ON),
        body("period", '{"start":"2026-03-31"}'),
    ),
    "money, every digit of it": (
        Money(amount=Decimal("12.50"), currency="USD"),
        body("money", '{"amount":"12.50","currency":"USD"}'),
    ),
    "one of several": (
        FromLast(every=Interval(months=3)),
        body(
            "cadence",
            '{"is":"from_last","every":{"days":0,"months":3},"grace":0}',
        ),
    ),
    "an entry with an instant": (
        Entry("e1", "visit", ("AMB",), ON, at=datetime(2026, 3, 31, 9, 5, tzinfo=UTC)),
        body(
            "entry",
            '{"at":"2026-03-31T09:05:00.000000Z","codes":["AMB"],"id":"e1",'
            '"kind":"visit","on":"2026-03-31","seq":0}',
        ),
    ),
    "a fact of no fields": (Age(), body("fact", '{"is":"age"}')),
    "a comparison": (
        Comparison(Given("trust"), Op.AT_LEAST, 0.1),
        body(
            "criterion",
            '{"is":"comparison","bound":0.1,'
            '"fact":{"is":"given","kind":"number","name":"trust"},"op":">="}',
        ),
    ),
    "facts, as pairs": (
        Facts(on=ON, known={Given("trust"): 2**53 + 1, Age(): 65}),
        body(
            "facts",
            '{"evidence":[],"known":[[{"is":"age"},65],'
            '[{"is":"given","kind":"number","name":"trust"},9007199254740993]],'
            '"missing":[],"on":"2026-03-31"}',
        ),
    ),
    "a move from anywhere, which is a word beside other words": (
        Move(name="leave", source=ANYWHERE, target="left"),
        body(
            "move",
            '{"name":"leave","needs_reason":false,"safety":false,'
            '"source":{"is":"anywhere","code":"anywhere"},"target":"left"}',
        ),
    ),
    "letters as they are": (
        Select(kind="größe\u2028🙂"),
        body("select", '{"kind":"größe\u2028🙂"}'),
    ),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_value_is_written_in_one_form(name: str) -> None:
    """Whoever keeps a digest of it can rely on every letter."""
    value, text = WRITTEN[name]

    assert documents.dumps(value) == text
    assert documents.loads(text) == value


def test_a_reader_may_say_what_it_wants() -> None:
    """By name, by class, or by the union that a class belongs to."""
    text = documents.dumps(Age())

    assert documents.loads(text, "fact") == Age()
    assert documents.loads(text, Age) == Age()
    assert documents.loads(text, DOCUMENTS["fact"]) == Age()
    with pytest.raises(UnreadableError, match=r"of type rule: \$\.type: must be rule"):
        documents.loads(text, Rule)


def test_what_has_no_document_is_said_to_have_none() -> None:
    """With the names of what has one."""
    with pytest.raises(NotFoundError, match="no such document; known: actor"):
        documents.dumps(7)
    with pytest.raises(NotFoundError, match="no such document"):
        documents.loads("{}", "prescription")


def test_empty_may_be_said_or_left_out() -> None:
    """What is empty by default is left out in writing, and taken in reading."""
    said = body("period", '{"end":null,"start":"2026-03-31"}')

    assert documents.loads(said) == Period(start=ON)


# --- types of a host ------------------------------------------------------------------

VisitId = NewType("VisitId", str)
T = TypeVar("T")


class Mood(enum.Enum):
    """How someone is."""

    WELL = "well"
    ILL = "ill"


class Weight(enum.Enum):
    """A list whose codes are no text."""

    LIGHT = 1


@attrs.frozen
class Held(Generic[T]):
    """Something held."""

    thing: T


@attrs.frozen
class Visit:
    """A visit, with a field of every form."""

    id: VisitId
    mood: Mood
    way: Literal["in", "out"]
    pair: tuple[int, str]
    tags: frozenset[str]
    minutes: Mapping[str, int]
    moods: Mapping[Mood, tuple[VisitId, ...]]
    held: Held[date | None]
    share: float
    paid: Decimal | None = None
    either: Mood | date | int | None = None
    parts: tuple["Visit", ...] = ()
    _note: str = ""
    place: str = "at home"


HOST = Vocabulary(documents={**DOCUMENTS, "visit": Visit})
VISIT = Visit(
    id=VisitId("v1"),
    mood=Mood.WELL,
    way="in",
    pair=(1, "b"),
    tags=frozenset({"b", "a"}),
    minutes={"walk": 5, "talk": 10},
    moods={Mood.WELL: (), Mood.ILL: (VisitId("v0"),)},
    held=Held(ON),
    share=0.5,
    paid=Decimal("1E+2"),
    either=Mood.ILL,
    note="said",
    place="",
)
VISIT_TEXT = body(
    "visit",
    '{"either":{"is":"mood","code":"ill"},"held":{"thing":"2026-03-31"},"id":"v1",'
    '"minutes":{"talk":10,"walk":5},"mood":"well",'
    '"moods":[["ill",["v0"]],["well",[]]],"note":"said","paid":"1E+2",'
    '"pair":[1,"b"],"place":"","share":0.5,"tags":["a","b"],"way":"in"}',
)


def test_a_host_adds_types_of_its_own() -> None:
    """One line in its table; the rest follows from the fields."""
    text = documents.dumps(VISIT, vocabulary=HOST)

    assert text == VISIT_TEXT
    assert documents.loads(text, Visit, vocabulary=HOST) == VISIT
    with_parts = attrs.evolve(VISIT, parts=(VISIT,), either=3)
    again = documents.dumps(with_parts, vocabulary=HOST)
    assert documents.loads(again, vocabulary=HOST) == with_parts


def test_a_whole_number_stands_where_any_number_may() -> None:
    """And stays one: as a double, 2**53 + 1 would be another number."""
    large = attrs.evolve(VISIT, share=2**53 + 1)
    text = documents.dumps(large, vocabulary=HOST)

    read = documents.loads(text, Visit, vocabulary=HOST)

    assert '"share":9007199254740993' in text
    assert read.share == 2**53 + 1
    assert isinstance(read.share, int)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"way":"in"', '"way":"up"', "$.value.way: must be one of: in, out"),
        ("[1,", "[true,", "$.value.pair[0]: must be a whole number"),
        ('[1,"b"]', "[1]", "$.value.pair: must be a list of 2"),
        ('["a","b"]', '["a","a"]', "$.value.tags: must not hold one item twice"),
        ('["a","b"]', '"a"', "$.value.tags: must be a list"),
        ('"talk":10', '"talk":"x"', "$.value.minutes[0]: must be a whole number"),
        ('{"talk":10,"walk":5}', "[]", "$.value.minutes: must be an object"),
        (
            '"talk"',
            f'"{"t" * 257}"',
            "$.value.minutes: must have keys of at most 256 characters",
        ),
        ('["well",[]]', '["ill",[]]', "$.value.moods: must not have one key twice"),
        ('["well",[]]', '["well"]', "$.value.moods[1]: must be a list of 2"),
        (
            '[["ill",["v0"]],["well",[]]]',
            "{}",
            "$.value.moods: must be a list of pairs",
        ),
        ('"code":"ill"', '"kode":"ill"', "$.value.either: must have is and code"),
        ('"is":"mood"', '"is":"visit"', "$.value.either.is: must be one of: mood"),
        ('"is":"mood",', "", "$.value.either.is: must be given"),
        ('{"is":"mood","code":"ill"}', "true", "$.value.either: must be an object or"),
        ('"paid":"1E+2"', '"paid":"1E+2000"', "$.value.paid: must be a decimal"),
        ('"share":0.5', '"share":"0.5"', "$.value.share: must be a finite number"),
        ('"share":0.5', '"share":NaN', "$.value.share: must be a finite number"),
        ('"share":0.5', '"share":1e400', "$.value.share: must be a finite number"),
        ('[1,"b"]', "[true,2]", "$.value.pair[1]: must be text"),
    ],
)
def test_every_form_is_strict(old: str, new: str, problem: str) -> None:
    """Each is read in one way only."""
    assert old in VISIT_TEXT

    with pytest.raises(UnreadableError) as caught:
        documents.loads(VISIT_TEXT.replace(old, new, 1), vocabulary=HOST)

    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("mood", "well", "$.value.mood"),
        ("id", 1, "$.value.id"),
        ("way", "up", "$.value.way"),
        ("pair", (1,), "$.value.pair"),
        ("pair", (1, 2), "$.value.pair"),
        ("tags", ("a",), "$.value.tags"),
        ("minutes", {1: 1}, "$.value.minutes"),
        ("minutes", ("a",), "$.value.minutes"),
        ("minutes", {"a": 10**101}, "$.value.minutes[0]"),
        ("moods", {Mood.ILL: ["a"]}, "$.value.moods[0][1]"),
        ("held", ON, "$.value.held"),
        ("share", float("nan"), "$.value.share"),
        ("share", 10**101, "$.value.share"),
        ("paid", 1.5, "$.value.paid"),
        ("paid", Decimal("NaN"), "$.value.paid"),
        ("either", datetime(2026, 3, 31, tzinfo=UTC), "$.value.either"),
        ("parts", (1,), "$.value.parts[0]"),
        ("id", "half \ud83d", "$"),
    ],
)
def test_what_a_type_does_not_allow_is_not_written(
    field: str, value: Any, path: str
) -> None:
    """It could not be read again."""
    wrong = attrs.evolve(VISIT, **{field: value})

    with pytest.raises(InvalidValueError) as caught:
        documents.dumps(wrong, vocabulary=HOST)

    assert caught.value.path.startswith(path)


def test_what_nests_too_deeply_is_not_written() -> None:
    """No reader with the usual limits would read it."""
    nested: Criterion = Comparison(Age(), Op.IS, 1)
    for _ in range(63):
        nested = ~nested

    with pytest.raises(InvalidValueError, match="must nest at most 64 levels deep"):
        documents.dumps(nested)


@attrs.frozen
class Loose:
    """A class with a field that has no form."""

    thing: Any


@attrs.frozen
class Raw:
    """A class with a field that has no form, which cattrs would take."""

    thing: bytes


@attrs.frozen
class Vague:
    """A class in which two texts cannot be told apart."""

    thing: date | str


@attrs.frozen
class Ranked:
    """A class with a list of words whose codes are none."""

    weight: Weight


@attrs.frozen
class Mixed:
    """A class in which one of several has no form."""

    thing: dict[str, int] | int


@pytest.mark.parametrize("kind", [Loose, Raw, Vague, Ranked, Mixed, Held, list[int]])
def test_a_type_without_a_form_is_refused_at_once(kind: Any) -> None:
    """When the table is made, and not when somebody reads."""
    with pytest.raises(InvalidValueError, match="must"):
        Vocabulary(documents={"thing": kind})


def test_one_class_has_one_name() -> None:
    """Otherwise nobody could say under which it is written."""
    with pytest.raises(InvalidValueError, match="must not have two names for Age"):
        Vocabulary(documents={**DOCUMENTS, "age": Age})
