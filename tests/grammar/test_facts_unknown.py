"""What is not known, and why: unknown is never taken for none."""

import pytest

from caremodel.grammar.dates import Period, on_day
from caremodel.grammar.entries import ALWAYS, Entry
from caremodel.grammar.facts import (
    After,
    Change,
    Count,
    Days,
    DaysSince,
    During,
    Ever,
    Fact,
    Has,
    Latest,
    Months,
    Select,
    Sum,
    Value,
    Why,
    Window,
)
from grammar.recorded import SCORES, VISITS, Covered, day, days, score, told, visits

NOTHING: Covered = {}


def covered(start: str, end: str | None = None, *, kind: str = "visit") -> Covered:
    """Cover one kind for one period."""
    return {kind: (days(start, end),)}


# --- coverage ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fact",
    [
        Has(VISITS, Days(30)),
        Count(VISITS, Days(30)),
        Sum(VISITS, Days(30)),
        Latest(VISITS, Days(30)),
        DaysSince(VISITS, Days(30)),
        Change(VISITS, Days(30)),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_where_nothing_is_covered_nothing_is_known(fact: Fact) -> None:
    """No entry there does not mean that there was none."""
    assert told(fact, covered=NOTHING) is Why.NOT_COVERED


@pytest.mark.parametrize(
    ("start", "end", "known"),
    [
        ("03-01", "03-31", True),
        ("03-01", None, True),
        ("03-02", "03-31", False),
        ("03-01", "03-30", False),
        ("02-01", "03-31", True),
    ],
)
def test_a_count_takes_coverage_of_every_day(
    start: str, end: str | None, *, known: bool
) -> None:
    """Thirty days before 31 March begin on 1 March and end on the 30th."""
    entries, cover = visits("03-10"), covered(start, end)

    counted = told(Count(VISITS, Days(30)), entries, covered=cover)
    assert counted == (1 if known else Why.NOT_COVERED)
    added = told(Sum(VISITS, Days(30)), covered=cover)
    assert added == (0 if known else Why.NOT_COVERED)


def test_today_takes_coverage_of_today() -> None:
    """A record that ends yesterday cannot say what happened today."""
    fact = Count(VISITS, Days(30, today=True))

    assert told(fact, covered=covered("03-01", "03-31")) is Why.NOT_COVERED
    assert told(fact, covered=covered("03-01", "04-01")) == 0


def test_periods_that_touch_cover_together() -> None:
    """And those with a day between them do not."""
    fact = Count(VISITS, Days(30))

    def count(*periods: tuple[str, str]) -> object:
        return told(fact, covered={"visit": tuple(days(*each) for each in periods)})

    assert count(("03-15", "04-01"), ("01-01", "03-15")) == 0
    assert count(("03-15", "04-01"), ("01-01", "03-20")) == 0
    assert count(("03-15", "04-01"), ("01-01", "03-14")) is Why.NOT_COVERED


def test_one_that_is_there_is_evidence_also_outside_coverage() -> None:
    """It happened; but nobody can say that this was all."""
    entries = visits("03-10")

    assert told(Has(VISITS, Days(30)), entries, covered=NOTHING) is True
    assert told(Has(VISITS, Days(7)), entries, covered=NOTHING) is Why.NOT_COVERED
    assert told(Count(VISITS, Days(30)), entries, covered=NOTHING) is Why.NOT_COVERED


def test_ever_takes_coverage_from_birth_on() -> None:
    """Before birth nothing happened; if the birth is not known, from the beginning."""
    fact, cover = Count(VISITS, Ever()), covered("2001-05-05", "03-31")

    assert told(fact, covered=cover, born=on_day(day("2001-05-05"))) == 0
    early = told(fact, covered=cover, born=on_day(day("2001-05-04")))
    assert early is Why.NOT_COVERED
    vague = days("2001-05-05", "2002-01-01")
    assert told(fact, covered=cover, born=vague) == 0
    assert told(fact, covered=cover) is Why.NOT_COVERED
    assert told(fact, covered={"visit": (ALWAYS,)}) == 0


BIRTH = on_day(day("03-20"))
NEWBORN: Covered = {"visit": (days("03-20"),), "score": (days("03-20"),)}
"""Eleven days old, and covered since birth."""


@pytest.mark.parametrize(
    "window",
    [
        Days(30),
        Months(12),
        Ever(),
        During(days("2026-01-01", "2026-03-25")),
        After(DaysSince(VISITS, Days(30)), 7, same_day=True),
    ],
    ids=lambda window: type(window).__name__,
)
def test_a_newborn_is_covered_from_birth_on(window: Window) -> None:
    """However far back the window reaches: nothing can have happened before birth."""
    entries = [*visits("03-20"), score("03-21", 9), score("03-22", 7)]

    def known(fact: Fact, covered: Covered, born: Period = BIRTH) -> Value | Why:
        return told(fact, entries, covered=covered, born=born)

    values: dict[Fact, Value] = {
        Has(Select(kind="visit", codes=("IMP",)), window): False,
        Count(VISITS, window): 1,
        Sum(SCORES, window): 16,
        Latest(SCORES, window): 7,
        DaysSince(VISITS, window): 11,
        Change(SCORES, window): -2,
        Count(Select(kind="score", linked_to=VISITS), window): 0,
    }
    late: Covered = {"visit": (days("03-21"),), "score": (days("03-21"),)}
    for fact, value in values.items():
        assert known(fact, NEWBORN) == value
        assert known(fact, NEWBORN, days("03-20", "03-25")) == value
        whole = known(Count(VISITS, window), late)
        assert whole in {Why.NOT_COVERED, Why.NO_ANCHOR}
        vague = known(Count(VISITS, window), NEWBORN, days("03-19", "03-25"))
        assert vague == (1 if isinstance(window, After) else Why.NOT_COVERED)


def test_a_gap_after_birth_is_a_gap() -> None:
    """One before it is none, and neither is one on the day before."""
    fact, born = Count(VISITS, Months(12)), on_day(day("01-10"))

    def count(*periods: tuple[str, str]) -> object:
        cover = {"visit": tuple(days(*each) for each in periods)}
        return told(fact, covered=cover, born=born)

    assert count(("2025-01-01", "2025-06-01"), ("01-10", "04-01")) == 0
    assert count(("2025-01-01", "01-11"), ("01-11", "04-01")) == 0
    assert count(("2025-01-01", "01-11"), ("01-12", "04-01")) is Why.NOT_COVERED
    assert count(("01-11", "04-01")) is Why.NOT_COVERED
    assert count(("01-10", "03-30")) is Why.NOT_COVERED


def test_before_birth_there_is_nothing_to_cover() -> None:
    """A window that ends by then holds nothing, unless an entry says otherwise."""
    last_year = During(days("2025-01-01", "2026-01-01"))
    born = on_day(day("01-01"))

    assert told(Count(VISITS, last_year), covered=NOTHING, born=born) == 0
    early = [score("2025-12-31", 7)]
    assert told(Latest(SCORES, last_year), early, covered=NOTHING, born=born) == 7
    born = on_day(day("2025-12-31"))
    one_day = told(Count(VISITS, last_year), covered=NOTHING, born=born)
    assert one_day is Why.NOT_COVERED


def test_an_entry_before_birth_is_counted_like_any_other() -> None:
    """It is there; which of the two days is wrong nobody can tell."""
    entries, born = visits("01-01", "03-25"), on_day(day("03-20"))

    assert told(Count(VISITS, Ever()), entries, covered=NEWBORN, born=born) == 2
    assert told(Count(VISITS, Months(1)), entries, covered=NEWBORN, born=born) == 1


def test_the_newest_takes_coverage_from_its_own_day_on() -> None:
    """Whatever came before, there is none newer."""
    entries = [score("03-10", 7)]
    fact = Latest(SCORES, Months(12))

    assert told(fact, entries, covered=covered("03-10", kind="score")) == 7
    late = told(fact, entries, covered=covered("03-11", kind="score"))
    assert late is Why.NOT_COVERED
    ended = told(fact, entries, covered=covered("01-01", "03-30", kind="score"))
    assert ended is Why.NOT_COVERED


def test_days_since_take_coverage_from_that_day_on() -> None:
    """As the newest value does."""
    fact = DaysSince(VISITS, Months(12))

    assert told(fact, visits("03-10"), covered=covered("03-10")) == 21
    late = told(fact, visits("03-10"), covered=covered("03-11"))
    assert late is Why.NOT_COVERED


def test_that_there_is_none_takes_coverage_of_the_whole_window() -> None:
    """Without it "there is none" would be a guess."""
    part, whole = covered("03-01"), covered("2025-03-31")

    for fact in (DaysSince(VISITS, Months(12)), Latest(VISITS, Months(12))):
        assert told(fact, covered=part) is Why.NOT_COVERED
        assert told(fact, covered=whole) is Why.NO_VALUE


def test_the_last_end_takes_coverage_of_the_whole_window() -> None:
    """A stay that began before coverage did may have ended after all the others."""
    entries = visits("03-01", until=day("03-05"))
    fact = DaysSince(VISITS, Months(6), ended=True)

    assert told(fact, entries, covered=covered("03-01")) is Why.NOT_COVERED
    assert told(fact, entries, covered=covered("2025-09-30")) == 26


def test_a_change_takes_coverage_of_the_whole_window() -> None:
    """An older value would be another oldest one."""
    entries = [score("03-01", 9), score("03-10", 7)]
    fact = Change(SCORES, Months(6))

    part = told(fact, entries, covered=covered("03-01", kind="score"))
    assert part is Why.NOT_COVERED
    assert told(fact, entries, covered=covered("2025-09-30", kind="score")) == -2


def test_links_take_coverage_of_what_they_lead_to() -> None:
    """Where stays are not all there, a score may be linked to one that is missing."""
    fact = Count(Select(kind="score", linked_to=VISITS), Days(30))
    entries = [score("03-10", 7, links=("a visit elsewhere",))]
    always, recent = (ALWAYS,), (days("03-01", "04-01"),)

    assert told(fact, entries, covered={"score": always, "visit": always}) == 0
    for visit in ((), recent, (days("0001-01-01", "03-30"),)):
        less = told(fact, entries, covered={"score": always, "visit": visit})
        assert less is Why.NOT_COVERED
    born = on_day(day("03-01"))
    full = told(fact, entries, covered={"score": always, "visit": recent}, born=born)
    assert full == 0


def test_a_link_that_is_there_is_evidence() -> None:
    """Also where neither kind is covered."""
    fact = Has(Select(kind="score", linked_to=VISITS), Days(30))
    entries = [*visits("03-10"), score("03-10", 7, links=("v0",))]

    assert told(fact, entries, covered=NOTHING) is True


# --- dates that are not exact --------------------------------------------------------


def vague(start: str, last: str, value: float | None = 5, **more: str) -> Entry:
    """Make a score of some day from *start* to *last*."""
    return score(start, value, on_last=day(last), **more)


@pytest.mark.parametrize(
    ("start", "last", "told_of_it"),
    [
        ("03-01", "03-30", 1),
        ("02-28", "03-01", Why.IMPRECISE),
        ("03-30", "03-31", Why.IMPRECISE),
        ("02-01", "02-28", 0),
        ("03-31", "04-30", 0),
        ("02-01", "04-30", Why.IMPRECISE),
    ],
)
def test_a_date_across_an_edge_makes_a_count_not_known(
    start: str, last: str, told_of_it: object
) -> None:
    """Wholly inside it counts, wholly outside it does not."""
    assert told(Count(SCORES, Days(30)), [vague(start, last)]) == told_of_it


def test_a_date_across_an_edge_leaves_open_whether_there_is_any() -> None:
    """Unless there is another one for certain."""
    fact, across = Has(SCORES, Days(30)), vague("02-28", "03-01")

    assert told(fact, [across]) is Why.IMPRECISE
    assert told(fact, [across, score("03-05", 5)]) is True
    assert told(Sum(SCORES, Days(30)), [across]) is Why.IMPRECISE
    assert told(Change(SCORES, Days(30)), [across]) is Why.IMPRECISE


def test_the_newest_of_vague_dates_is_known_where_their_order_is() -> None:
    """Some day in February, and then one in March."""
    february, march = vague("02-01", "02-28", 1), vague("03-01", "03-30", 2)
    late_february = vague("02-15", "03-05", 3)
    fact = Latest(SCORES, Months(6))

    assert told(fact, [february, march]) == 2
    assert told(fact, [late_february, march]) is Why.IMPRECISE
    assert told(fact, [march, score("02-28", 9)]) == 2
    assert told(fact, [march, score("03-05", 9)]) is Why.IMPRECISE
    assert told(fact, [february, score("03-05", 9)]) == 9


def test_a_vague_date_of_the_same_first_day_leaves_the_newest_open() -> None:
    """The vague one may be of that very day, or of a later one."""
    entries = [score("03-05", 9), vague("03-05", "03-06", 1, id="vague")]

    assert told(Latest(SCORES, Months(6)), entries) is Why.IMPRECISE


def test_what_may_lie_in_the_window_leaves_the_newest_open() -> None:
    """Only if it can be newer, and only if it has a number."""
    fact = Latest(SCORES, Days(30))
    across_the_end = vague("03-30", "04-01", 1)
    across_the_start = vague("02-27", "03-01", 1)

    assert told(fact, [score("03-20", 9), across_the_end]) is Why.IMPRECISE
    assert told(fact, [score("03-20", 9), across_the_start]) == 9
    assert told(fact, [score("03-01", 9), across_the_start]) is Why.IMPRECISE
    assert told(fact, [across_the_start]) is Why.IMPRECISE
    without_a_number = vague("03-30", "04-01", None)
    assert told(fact, [score("03-20", 9), without_a_number]) == 9


def test_days_since_a_vague_date_are_not_known() -> None:
    """Nor since an exact one that a vague one may follow."""
    fact = DaysSince(SCORES, Months(6))

    assert told(fact, [vague("03-01", "03-02")]) is Why.IMPRECISE
    assert told(fact, [vague("03-01", "03-09"), score("03-10", 1)]) == 21
    assert told(fact, [vague("03-01", "03-10"), score("03-10", 1)]) is Why.IMPRECISE
    across = vague("03-30", "04-01", id="across")
    assert told(fact, [score("03-10", 1), across]) is Why.IMPRECISE
    assert told(fact, [across]) is Why.IMPRECISE


def test_days_since_an_end_need_the_start_only_to_lie_in_the_window() -> None:
    """The end is exact, whenever it began."""
    fact = DaysSince(VISITS, Months(6), ended=True)
    within = visits("03-01", on_last=day("03-05"), until=day("03-10"))
    across = visits("03-30", on_last=day("03-31"), until=day("03-31"))

    assert told(fact, within) == 21
    assert told(fact, across) is Why.IMPRECISE


def test_a_change_is_not_held_up_by_what_it_passes_over() -> None:
    """What has no number is neither the oldest nor the newest."""
    numbers = [score("03-02", 9), score("03-10", 7)]
    fact, across = Change(SCORES, Days(30)), vague("02-20", "03-05", None)

    assert told(fact, [*numbers, across]) == -2
    assert told(fact, [*numbers, vague("02-20", "03-05", 8)]) is Why.IMPRECISE


@pytest.mark.parametrize(
    ("fact", "empty"),
    [
        (Has, False),
        (Count, 0),
        (Sum, 0),
        (Latest, Why.NO_VALUE),
        (DaysSince, Why.NO_VALUE),
        (Change, Why.NO_VALUE),
    ],
)
def test_a_vague_date_across_a_window_without_days_is_not_in_it(
    fact: type[Count], empty: object
) -> None:
    """Whichever day it was, none is in: it says what it says without the entry."""
    nothing = During(days("03-10", "03-10"))
    to_come = During(days("04-10", "05-10"))
    across = [vague("03-01", "04-20")]

    for window in (nothing, to_come):
        assert told(fact(SCORES, window), covered=NOTHING) == empty
        assert told(fact(SCORES, window), across, covered=NOTHING) == empty


def test_a_change_between_vague_dates_is_not_known() -> None:
    """Which is the oldest, and which the newest?"""
    entries = [vague("03-01", "03-02", 9), score("03-10", 7)]

    assert told(Change(SCORES, Days(30)), entries) is Why.IMPRECISE
