"""Facts out of tables that a host brings, with figures worked out by hand."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import attrs
import polars as pl
import pytest

from caremodel.errors import InvalidValueError, UnreadableError
from caremodel.exchange import frames
from caremodel.exchange.frames import Tables
from caremodel.grammar.dates import Period
from caremodel.grammar.facts import (
    After,
    Age,
    Change,
    Count,
    Days,
    DaysSince,
    During,
    Ever,
    Fact,
    Given,
    Has,
    Latest,
    Months,
    Select,
    Since,
    Sum,
    Tie,
)
from laws.engines import ENGINES, made_by, rows_by_person

ON = date(2026, 3, 31)
VISITS = Select(kind="visit")
SCORES = Select(kind="score")
Row = dict[str, Any]

PEOPLE = {"person": pl.String, "born": pl.Date, "born_last": pl.Date, "died": pl.Date}
ENTRIES: dict[str, Any] = {
    "person": pl.String,
    "kind": pl.String,
    "entry": pl.String,
    "code": pl.String,
    "on": pl.Date,
    "on_last": pl.Date,
    "at": pl.Datetime("us"),
    "seq": pl.Int64,
    "until": pl.Date,
    "value": pl.Float64,
    "unit": pl.String,
    "status": pl.String,
}
COVERAGE = {
    "person": pl.String,
    "kind": pl.String,
    "since": pl.Date,
    "through": pl.Date,
}
LINKS = {"person": pl.String, "kind": pl.String, "entry": pl.String, "link": pl.String}
ALWAYS: Row = {"since": date.min, "through": None}


def tables(
    *entries: Row,
    covered: Mapping[str, Iterable[Row]] | None = None,
    links: Iterable[Row] = (),
    people: Iterable[Row] = (),
) -> Tables:
    """Lay out what is recorded of Anna, who was born in 1961 and is 65 today."""
    anna: Row = {"person": "anna", "born": date(1961, 3, 31)}
    numbered = (
        {"person": "anna", "kind": "score", "entry": f"e{at}"} | row
        for at, row in enumerate(entries)
    )
    spans = {"visit": [ALWAYS], "score": [ALWAYS]} if covered is None else covered
    coverage = [
        {"person": "anna", "kind": kind} | span
        for kind, each in spans.items()
        for span in each
    ]
    return Tables(
        people=pl.DataFrame([anna, *people], PEOPLE),
        entries=pl.DataFrame(list(numbered), ENTRIES),
        coverage=pl.DataFrame(coverage, COVERAGE),
        links=pl.DataFrame([{"person": "anna"} | link for link in links], LINKS),
    )


def known(fact: Fact, of: Tables, engine: str = "polars") -> Any:
    """Say what is known of Anna, or `None`."""
    told = frames.facts(made_by(engine, of) if engine else of, [fact], on=ON)
    ((value,),) = rows_by_person(told, frames.column(fact)).values()
    return value


def visit(day: str, **more: Any) -> Row:
    """Lay out a visit in 2026."""
    return {"kind": "visit", "on": date.fromisoformat(f"2026-{day}"), **more}


def score(day: str, value: float | None, **more: Any) -> Row:
    """Lay out a score in 2026."""
    on = date.fromisoformat(f"2026-{day}")
    return {"on": on, "value": value, "unit": "%", **more}


def span(since: str, through: str | None = None) -> Row:
    """Lay out a period that is covered."""
    last = None if through is None else date.fromisoformat(through)
    return {"since": date.fromisoformat(since), "through": last}


def test_age_is_known_where_every_possible_birthday_gives_the_same() -> None:
    """Anna's birthday is today; the others' may be, or tomorrow, or is not known."""
    people: list[Row] = [
        {"person": "a year", "born": date(1960, 4, 1), "born_last": date(1961, 3, 31)},
        {"person": "or not", "born": date(1960, 4, 1), "born_last": date(1961, 4, 1)},
        {"person": "unknown", "born": None},
        {"person": "tomorrow", "born": date(2026, 4, 1)},
        {"person": "perhaps", "born": ON, "born_last": date(2026, 4, 1)},
    ]

    told = frames.facts(tables(people=people), [Age()], on=ON)

    assert dict(told.rows()) == {
        "anna": 65,
        "a year": 65,
        "or not": None,
        "unknown": None,
        "tomorrow": None,
        "perhaps": None,
    }


def test_a_window_ends_before_today_unless_it_says_otherwise() -> None:
    """Six months back from 31 March is 30 September, which is in."""
    visits = (
        visit("03-31"),
        visit("03-30"),
        {**visit("01-01"), "on": date(2025, 9, 30)},
    )
    before = {**visit("01-01"), "on": date(2025, 9, 29)}
    record = tables(*visits, before)

    assert known(Count(VISITS, Months(6)), record) == 2
    assert known(Count(VISITS, Months(6, today=True)), record) == 3
    assert known(Count(VISITS, Ever()), record) == 3
    assert known(Count(VISITS, Days(1)), record) == 1
    march = Period(start=date(2026, 3, 31), end=date(2026, 4, 30))
    assert known(Count(VISITS, During(march, today=True)), record) == 1
    assert known(Count(VISITS, During(march)), record) == 0


def test_an_entry_counts_once_whichever_of_its_codes_are_asked_for() -> None:
    """A row for each code, but one visit; another has no code at all."""
    both = [visit("03-01", entry="e1", code=code) for code in ("a", "b")]
    record = tables(*both, visit("03-02", entry="e2"))

    assert known(Count(VISITS, Months(6)), record) == 2
    coded = Select(kind="visit", codes=("a", "b", "c"))
    assert known(Count(coded, Months(6)), record) == 1
    assert known(Has(Select(kind="visit", codes=("c",)), Months(6)), record) is False


@pytest.mark.parametrize(
    ("spans", "told"),
    [
        ([span("2025-09-30")], 0),
        ([span("2025-10-01")], None),
        ([span("2025-01-01", "2026-03-31")], 0),
        ([span("2025-01-01", "2026-03-30")], None),
        ([span("2026-01-01"), span("2025-01-01", "2026-01-01")], 0),
        ([span("2026-01-01"), span("2025-01-01", "2025-12-31")], None),
        ([span("2025-01-01", "2026-02-01"), span("2025-06-01", "2026-03-31")], 0),
        ([span("2024-01-01", "2025-01-01"), span("2025-09-01")], 0),
        ([], None),
    ],
)
def test_none_is_known_only_where_the_record_is_complete(
    spans: list[Row], told: int | None
) -> None:
    """Periods that touch or overlap are one; a gap of a day is a gap."""
    record = tables(covered={"visit": spans, "score": [ALWAYS]})

    assert known(Count(VISITS, Months(6)), record) == told
    assert known(Sum(VISITS, Months(6)), record) == told
    assert known(Has(VISITS, Months(6)), record) is (None if told is None else False)


def test_one_that_is_there_is_evidence_also_where_nothing_is_covered() -> None:
    """But how many there are is not known."""
    record = tables(visit("03-01"), covered={})

    assert known(Has(VISITS, Months(6)), record) is True
    assert known(Count(VISITS, Months(6)), record) is None
    assert known(DaysSince(VISITS, Months(6)), record) is None


def test_ever_takes_coverage_from_birth_on() -> None:
    """Anna was born on 31 March 1961."""
    born, later = span("1961-03-31"), span("1961-04-01")

    assert known(Count(VISITS, Ever()), tables(covered={"visit": [born]})) == 0
    assert known(Count(VISITS, Ever()), tables(covered={"visit": [later]})) is None


def test_every_window_takes_coverage_from_birth_on() -> None:
    """Bert is eleven days old, and nothing can have happened to him before."""
    bert: Row = {"person": "bert", "born": date(2026, 3, 20)}
    late: Row = {"person": "clara", "born": date(2026, 3, 19)}
    vague: Row = {**bert, "person": "dora", "born_last": date(2026, 3, 25)}
    since = [
        {"person": person, "kind": kind, **span("2026-03-20")}
        for person in ("bert", "clara", "dora")
        for kind in ("visit", "score")
    ]
    record = tables(
        {**score("03-21", 9), "person": "bert"},
        {**score("01-01", 7), "person": "bert"},
        covered={},
        people=[bert, late, vague],
    )
    record = attrs.evolve(record, coverage=pl.DataFrame(since, COVERAGE))
    before = During(Period(start=date(2025, 1, 1), end=date(2026, 3, 20)))
    linked = Select(kind="score", linked_to=VISITS)
    values: dict[Fact, list[Any]] = {
        Count(SCORES, Months(6)): [2, None, 0],
        Count(SCORES, Days(12)): [1, None, 0],
        Count(SCORES, Days(11)): [1, 0, 0],
        Count(SCORES, Ever()): [2, None, 0],
        Count(SCORES, before): [1, None, 0],
        Latest(SCORES, before): [7, None, None],
        DaysSince(SCORES, before): [89, None, None],
        Change(SCORES, Months(6)): [2, None, None],
        Count(linked, Days(11)): [0, None, 0],
    }

    told = frames.facts(record, values, on=ON)

    rows = rows_by_person(told, *map(frames.column, values))
    assert [rows[name] for name in ("bert", "clara", "dora")] == [
        *zip(*values.values(), strict=True)
    ]


def test_a_vague_day_is_not_in_a_window_without_days() -> None:
    """Whichever day it was."""
    april = During(Period(start=date(2026, 4, 10), end=date(2026, 5, 1)))
    record = tables(score("03-01", 8, on_last=date(2026, 4, 20)), covered={})

    assert known(Count(SCORES, april), record) == 0
    assert known(Has(SCORES, april), record) is False
    assert known(Sum(SCORES, april), record) == 0
    assert known(Latest(SCORES, april), record) is None


def test_what_links_takes_the_record_to_be_complete_for_both_kinds() -> None:
    """Scores of a visit: which visits there were has to be known, too."""
    of_visits = Select(kind="score", linked_to=Select(kind="visit", codes=("a",)))
    rows = (
        visit("03-01", entry="v1", code="a"),
        visit("03-02", entry="v2", code="b"),
        score("03-01", 9, entry="s1"),
        score("03-02", 8, entry="s2"),
    )
    links = [
        {"kind": "score", "entry": "s1", "link": "v1"},
        {"kind": "score", "entry": "s2", "link": "v2"},
        {"kind": "visit", "entry": "s2", "link": "v1"},
    ]

    assert known(Count(of_visits, Months(6)), tables(*rows, links=links)) == 1
    assert known(Latest(of_visits, Months(6)), tables(*rows, links=links)) == 9
    partly = {"score": [ALWAYS], "visit": [span("2026-01-01")]}
    record = tables(*rows, links=links, covered=partly)
    assert known(Count(of_visits, Months(6)), record) is None


AT_EIGHT = datetime(2026, 3, 1, 8)  # noqa: DTZ001 - UTC, as the table says


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("tie", "told"), [(Tie.LAST, 7), (Tie.LEAST, 6), (Tie.MOST, 8)]
)
def test_of_several_newest_the_fact_says_which_counts(
    tie: Tie, told: float, engine: str
) -> None:
    """At one instant `seq` orders them; who has no instant stands before."""
    record = tables(
        score("03-01", 8, at=AT_EIGHT, seq=0),
        score("03-01", 7, at=AT_EIGHT, seq=2),
        score("03-01", 6, at=AT_EIGHT, seq=1),
        score("03-01", 99, seq=3),
        score("02-28", 100, at=AT_EIGHT, seq=4),
        score("03-02", None),
        score("03-03", float("nan")),
        score("03-04", float("inf")),
        score("03-05", float("-inf")),
    )

    assert known(Latest(SCORES, Months(6), tie=tie), record, engine) == told


def test_the_newest_counts_in_the_unit_asked_for_or_not_at_all() -> None:
    """One of several at the newest instant in another unit spoils them."""
    both = (score("03-01", 9), score("03-01", 70, unit="kg"))
    older = (score("03-01", 70, unit=None), score("03-02", 9))

    assert known(Latest(SCORES, Ever(), unit="%"), tables(*both)) is None
    assert known(Latest(SCORES, Ever(), tie=Tie.MOST), tables(*both)) == 70
    assert known(Latest(SCORES, Ever(), unit="%"), tables(*older)) == 9
    assert known(Sum(SCORES, Ever(), unit="%"), tables(*older)) is None
    assert known(Change(SCORES, Ever(), unit="%"), tables(*older)) is None
    assert known(Change(SCORES, Ever()), tables(*older)) == -61


def test_a_vague_day_leaves_open_what_depends_on_it() -> None:
    """A score of some day in February may or may not be newer than another's."""
    vague = score("02-01", 8, on_last=date(2026, 2, 28))
    before, within = score("01-31", 9), score("02-28", 9)
    february = During(Period(start=date(2026, 2, 15), end=date(2026, 3, 1)))

    assert known(Latest(SCORES, Ever()), tables(vague)) == 8
    assert known(Latest(SCORES, Ever()), tables(vague, before)) == 8
    assert known(Latest(SCORES, Ever()), tables(vague, within)) is None
    assert known(Latest(SCORES, february), tables(vague, within)) is None
    assert known(Count(SCORES, Ever()), tables(vague)) == 1
    assert known(Count(SCORES, february), tables(vague)) is None
    assert known(DaysSince(SCORES, Ever()), tables(vague)) is None
    assert known(DaysSince(SCORES, Ever()), tables(vague, score("03-01", 9))) == 30


def test_days_are_counted_from_the_newest_or_from_the_last_end() -> None:
    """One that has not ended, or ends after today, leaves the last end open."""
    ended = DaysSince(VISITS, Ever(), ended=True)
    first = visit("01-01", until=date(2026, 3, 21))
    second = visit("02-01", until=date(2026, 2, 2))

    assert known(DaysSince(VISITS, Ever()), tables(first, second)) == 58
    assert known(ended, tables(first, second)) == 10
    assert known(ended, tables(first, visit("02-01"))) is None
    later = visit("02-01", until=date(2026, 4, 1))
    assert known(ended, tables(first, later)) is None
    assert known(ended, tables()) is None


def test_a_window_may_follow_what_it_counts_from() -> None:
    """A visit within seven days of the newest score: on 1 March, up to the 8th."""
    week = After(DaysSince(SCORES, Ever()), 7)
    same_day = After(DaysSince(SCORES, Ever()), 7, same_day=True)
    days = ("02-28", "03-01", "03-02", "03-08", "03-09")
    record = tables(score("03-01", 9), *map(visit, days))

    assert known(Count(VISITS, week), record) == 2
    assert known(Count(VISITS, same_day), record) == 3
    assert known(Count(VISITS, week), tables(visit("03-02"))) is None
    late = After(DaysSince(SCORES, Ever(today=True)), 7, today=True)
    assert known(Has(VISITS, late), tables(score("03-31", 9), visit("03-31"))) is False


def test_a_sum_is_of_whole_numbers_that_doubles_hold() -> None:
    """Halves, gaps and what is too large leave it open."""
    most = 2**53 - 1
    assert (
        known(Sum(SCORES, Ever()), tables(score("03-01", 3), score("03-02", -5))) == -2
    )
    for value in (2.5, None, 1e300, float(2**53)):
        record = tables(score("03-01", 3), score("03-02", value))
        assert known(Sum(SCORES, Ever()), record) is None
    assert known(Sum(SCORES, Ever()), tables(score("03-01", most))) == most


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sum_does_not_go_round(engine: str) -> None:
    """A thousand and twenty-five of the largest would, in 64 bits, come out small."""
    most = 2**53 - 1
    round_once = [score("03-01", most, entry=f"r{at}") for at in range(2048)]
    just_over = (score("03-01", most), score("03-02", 2))

    assert known(Sum(SCORES, Ever()), tables(*round_once), engine) is None
    assert known(Sum(SCORES, Ever()), tables(*just_over), engine) is None


def test_a_change_is_between_the_oldest_and_the_newest() -> None:
    """Of nothing, by nothing, or beyond all doubles it is not known."""
    scores = (score("03-02", 3), score("03-01", 4), score("03-03", 2))
    change, share = Change(SCORES, Ever()), Change(SCORES, Ever(), relative=True)

    assert known(change, tables(*scores)) == -2
    assert known(share, tables(*scores)) == -0.5
    assert known(change, tables(scores[0])) is None
    assert known(share, tables(score("03-01", 0), score("03-02", 3))) is None
    beyond = (score("03-01", -1e308), score("03-02", 1e308))
    assert known(change, tables(*beyond)) is None
    passed_over = score("01-01", None, on_last=date(2026, 3, 31))
    assert known(change, tables(*scores, passed_over)) == -2
    assert known(change, tables(*scores, {**passed_over, "value": 1.0})) is None


@pytest.mark.parametrize("engine", ENGINES)
def test_a_change_may_be_held_against_the_highest_or_the_lowest(engine: str) -> None:
    """Of the whole window, the newest in it; where that is the one, it is nothing."""
    scores = (
        score("03-01", 4),
        score("03-02", 9),
        score("03-03", 1),
        score("03-04", 3),
    )
    highest = Change(SCORES, Ever(), since=Since.HIGHEST)
    lowest = Change(SCORES, Ever(), relative=True, since=Since.LOWEST)

    assert known(highest, tables(*scores), engine) == -6
    assert known(lowest, tables(*scores), engine) == 2
    assert known(lowest, tables(*scores[:3]), engine) == 0
    assert known(highest, tables(scores[0]), engine) is None


@pytest.mark.parametrize("engine", ENGINES)
def test_a_change_is_exact_of_one_person_alone(engine: str) -> None:
    """A column of one row is divided, too, and not multiplied with an inverse."""
    scores = (score("03-01", 0.2), score("03-02", 0.3))

    assert known(Change(SCORES, Ever()), tables(*scores), engine) == 0.1


def test_what_the_host_says_stands_in_a_column_of_the_people() -> None:
    """NaN is not known; a column must be named, be there, and fit."""
    confidence, agrees = Given("confidence"), Given("agrees", kind="flag")
    record = tables(people=[{"person": "bert"}, {"person": "clara"}])
    said = record.people.with_columns(
        sure=pl.Series([7.0, float("nan"), None]), yes=pl.Series([True, None, False])
    )
    record = Tables(
        people=said,
        entries=record.entries,
        coverage=record.coverage,
        links=record.links,
    )
    given = {confidence: "sure", agrees: "yes"}

    told = frames.facts(record, [agrees, confidence], on=ON, given=given)

    names = [frames.column(fact) for fact in (confidence, agrees)]
    assert sorted(told.select("person", *names).rows()) == [
        ("anna", 7, True),
        ("bert", None, None),
        ("clara", None, False),
    ]
    wrong = {None: "given", "unheard of": "people.unheard of", "sure": "people.sure"}
    for name, path in wrong.items():
        named = {} if name is None else {agrees: name}
        with pytest.raises(UnreadableError) as error:
            frames.facts(record, [agrees], on=ON, given=named)
        assert [problem.path for problem in error.value.problems] == [path]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_first_instant_of_the_calendar_is_later_than_none(engine: str) -> None:
    """So the two do not tie."""
    first = datetime.min  # noqa: DTZ901 - UTC, as the table says
    at_first = [{**score("03-01", n, seq=n), "on": date.min} for n in (9, 5)]
    record = tables(at_first[0], {**at_first[1], "at": first})

    if engine != "pandas":  # Its own instants end long before the year 1.
        assert known(Latest(SCORES, Ever(), tie=Tie.MOST), record, engine) == 5


@pytest.mark.parametrize("sort", [pl.Int64, pl.UInt64])
@pytest.mark.parametrize("engine", ENGINES)
def test_wide_whole_numbers_order_and_count_as_they_are(
    engine: str, sort: type[pl.Int64]
) -> None:
    """Doubles cannot tell apart the two `seq`; the values round as Python rounds."""
    large, most = 2**53, 2**63 - 1
    record = tables(score("03-01", 1.0, seq=large), score("03-01", 2.0, seq=large + 1))
    record = attrs.evolve(
        record,
        entries=record.entries.with_columns(
            pl.col("seq").cast(sort),
            value=pl.Series([most, large + 1], dtype=sort),
        ),
    )

    assert known(Latest(SCORES, Ever()), record, engine) == large
    assert known(Latest(SCORES, Ever(), tie=Tie.MOST), record, engine) == 2**63


def test_a_hugeint_is_rounded_once() -> None:
    """DuckDB's own way to a double rounds this one twice, and down."""
    value = 2**117 + 2**64 + 1
    record = made_by("DuckDB", tables(score("03-01", 1.0)))
    entries = record.entries.project(f"* REPLACE ('{value}'::HUGEINT AS value)")

    found = known(Latest(SCORES, Ever()), attrs.evolve(record, entries=entries), "")

    assert found == float(value)


def test_only_facts_are_drawn() -> None:
    """Who has a rule is told how to name its facts."""
    for wanted in (Age() >= 65, [Age() >= 65], Age()):
        with pytest.raises(InvalidValueError, match=r"facts_read\(rule\)") as error:
            frames.facts(tables(), wanted, on=ON)  # type: ignore[arg-type]
        assert error.value.path == "frames.facts.wanted"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_yes_or_no_known_of_nobody_is_drawn_and_read(engine: str) -> None:
    """What one room writes the other reads, also where it is all empty."""
    asked = Has(VISITS, Days(30))
    told = Given("agrees", kind="flag")
    given = tables(covered={})
    given = attrs.evolve(given, people=given.people.with_columns(agrees=None))

    drawn = frames.facts(
        made_by(engine, given), [asked, told], on=ON, given={told: "agrees"}
    )
    read = frames.with_rule(drawn, asked & told, name="r")

    assert rows_by_person(read, "r_yes", "r_no") == {"anna": (False, False)}


@pytest.mark.parametrize("covered", [{}, None])
def test_yes_and_no_have_a_type_of_their_own_in_pandas(
    covered: dict[str, list[Row]] | None,
) -> None:
    """With gaps or without: a column of objects says nothing of what is in it."""
    asked = Has(VISITS, Days(30))

    drawn = frames.facts(made_by("pandas", tables(covered=covered)), [asked], on=ON)

    assert str(drawn[frames.column(asked)].dtype) == "boolean"


def test_of_no_facts_there_is_a_table_of_people() -> None:
    """One row each."""
    assert frames.facts(tables(), [], on=ON).rows() == [("anna",)]
