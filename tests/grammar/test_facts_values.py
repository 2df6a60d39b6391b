"""What each kind of fact comes to, worked out by hand."""

from datetime import UTC, datetime
from typing import Any

import pytest

from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import on_day
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import (
    Age,
    Change,
    Count,
    Days,
    DaysSince,
    Ever,
    Fact,
    Facts,
    Given,
    Has,
    Latest,
    Months,
    Select,
    Since,
    Sum,
    Tie,
    Value,
    Why,
    draw,
)
from caremodel.grammar.rules import Rule
from grammar.recorded import (
    ON,
    SCORES,
    VISITS,
    Recorded,
    at,
    day,
    days,
    drawn,
    score,
    told,
    visits,
)

# --- selections ----------------------------------------------------------------------


def test_any_of_the_codes_will_do() -> None:
    """An entry with two of them counts once."""
    entries = [
        Entry("1", "visit", ("AMB",), day("03-01")),
        Entry("2", "visit", ("EMER", "AMB"), day("03-02")),
        Entry("3", "visit", ("IMP",), day("03-03")),
        Entry("4", "visit", (), day("03-04")),
        Entry("5", "visit", ("AMB", "AMB"), day("03-05")),
    ]

    def count(*codes: str) -> Value | Why:
        return told(Count(Select(kind="visit", codes=codes), Ever()), entries)

    assert count("AMB", "EMER") == 3
    assert count("AMB") == 3
    assert count("none such") == 0
    assert count() == 5


def test_any_of_the_statuses_will_do() -> None:
    """No status at all is one, too."""
    entries = [
        Entry("1", "visit", ("AMB",), day("03-01"), status="active"),
        Entry("2", "visit", ("AMB",), day("03-02"), status="resolved"),
        Entry("3", "visit", ("AMB",), day("03-03")),
    ]

    def count(*statuses: str) -> Value | Why:
        select = Select(kind="visit", codes=("AMB",), statuses=statuses)
        return told(Count(select, Ever()), entries)

    assert count("active") == 1
    assert count("active", "resolved") == 2
    assert count("") == 1
    assert count() == 3


def test_only_what_links_to_such_an_entry_counts() -> None:
    """Scores that were taken at an inpatient stay, and no others."""
    entries = [
        Entry("stay", "visit", ("IMP",), day("01-05")),
        Entry("call", "visit", ("VR",), day("01-06")),
        score("01-05", 9, id="1", links=("stay",)),
        score("01-06", 8, id="2", links=("call",)),
        score("01-07", 7, id="3", links=("call", "stay")),
        score("01-08", 6, id="4"),
    ]
    stays = Select(kind="visit", codes=("IMP",))
    at_a_stay = Select(kind="score", linked_to=stays)

    assert told(Count(at_a_stay, Ever()), entries) == 2
    assert told(Latest(at_a_stay, Ever()), entries) == 7
    assert told(Count(at_a_stay, Ever())) == 0


def test_a_selection_is_the_same_in_any_order_of_its_codes() -> None:
    """Two rules that mean the same share the fact."""
    one = Select(kind="visit", codes=("b", "a", "b"))

    assert one == Select(kind="visit", codes=("a", "b"))
    assert one.codes == ("a", "b")


def test_a_selection_that_cannot_be_is_refused() -> None:
    """No kind, letters for codes, or links of links."""
    linked = Select(kind="visit", linked_to=VISITS)

    with pytest.raises(InvalidValueError, match=r"Select\.kind"):
        Select(kind=" ")
    with pytest.raises(InvalidValueError, match="tuples of text"):
        Select(kind="visit", codes="AMB")
    with pytest.raises(InvalidValueError, match=r"Select\.linked_to"):
        Select(kind="visit", linked_to=linked)


# --- age -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("birth", "standing", "age"),
    [
        ("1956-03-31", "2026-03-31", 70),
        ("1956-04-01", "2026-03-31", 69),
        ("2026-03-31", "2026-03-31", 0),
        ("2004-02-29", "2026-02-28", 21),
        ("2004-02-29", "2026-03-01", 22),
        ("2004-02-29", "2024-02-29", 20),
    ],
)
def test_age_counts_whole_years(birth: str, standing: str, age: int) -> None:
    """Who was born on 29 February is a year older on 1 March in common years."""
    assert told(Age(), on=day(standing), born=on_day(day(birth))) == age


def test_an_imprecise_birth_gives_an_age_where_it_makes_no_difference() -> None:
    """Born in March 1956 is 70 from 31 March 2026 on, and 69 until 1 March."""
    march = days("1956-03-01", "1956-04-01")

    assert told(Age(), on=day("03-31"), born=march) == 70
    assert told(Age(), on=day("03-30"), born=march) is Why.IMPRECISE
    assert told(Age(), on=day("03-01"), born=march) is Why.IMPRECISE
    assert told(Age(), on=day("02-28"), born=march) == 69


def test_a_birth_of_a_year_only_hardly_ever_gives_an_age() -> None:
    """Born in 1956 is 69 or 70 on every day of 2026 but the last."""
    year = days("1956-01-01", "1957-01-01")

    assert told(Age(), on=day("06-30"), born=year) is Why.IMPRECISE
    assert told(Age(), on=day("12-31"), born=year) == 70


def test_nobody_has_an_age_before_birth_or_without_a_birth_date() -> None:
    """A record of someone not born yet has no age, not an age under zero."""
    assert told(Age(), born=on_day(day("04-01"))) is Why.NOT_BORN
    assert told(Age()) is Why.NO_VALUE
    assert told(Age(), born=days("03-01", "05-01")) is Why.IMPRECISE


# --- has, count, sum -----------------------------------------------------------------


def test_has_is_yes_or_no() -> None:
    """With the newest such entry for evidence."""
    fact = Has(VISITS, Days(30))

    assert told(fact, visits("03-01")) is True
    assert told(fact, visits("02-28")) is False
    known = drawn(fact, visits("03-01", "03-09", "03-05"))
    assert [entry.on for entry in known.evidence(fact)] == [day("03-09")]


def test_count_names_all_it_counted() -> None:
    """In order of day."""
    fact = Count(VISITS, Days(30))
    known = drawn(fact, visits("03-20", "03-10", "01-01"))

    assert known.value(fact) == 2
    assert [entry.on for entry in known.evidence(fact)] == [day("03-10"), day("03-20")]


def test_a_sum_is_of_whole_numbers() -> None:
    """3 and 4 and 5.0 make 12; nothing at all makes 0."""
    entries = [score("03-01", 3), score("03-02", 4), score("03-03", 5.0)]

    assert told(Sum(SCORES, Days(30)), entries) == 12
    assert told(Sum(SCORES, Days(30))) == 0


@pytest.mark.parametrize("value", [2.5, None, 2**53, 2**53 + 1, 1e300])
def test_a_sum_of_anything_else_is_not_known(value: float | None) -> None:
    """Halves, missing numbers, and what is too large to be exact in every engine."""
    entries = [score("03-01", 3), score("03-02", value)]

    assert told(Sum(SCORES, Days(30)), entries) is Why.NOT_WHOLE


def test_a_sum_stays_within_what_a_double_holds() -> None:
    """2^53 is the last whole number up to which none is skipped."""
    most = [score("03-01", 2**53 - 1), score("03-02", 1)]
    fact = Sum(SCORES, Days(30))

    assert told(fact, most) == 2**53
    assert told(fact, [*most, score("03-03", 1)]) is Why.NOT_WHOLE
    assert told(fact, [*most, score("03-03", -1)]) == 2**53 - 1


def test_a_sum_does_not_mix_units() -> None:
    """One in another unit makes it not known, unless any unit will do."""
    entries = [score("03-01", 3, "USD/100"), score("03-02", 4, "EUR/100")]

    assert told(Sum(SCORES, Days(30), unit="USD/100"), entries) is Why.OTHER_UNIT
    assert told(Sum(SCORES, Days(30), unit="USD/100"), entries[:1]) == 3
    assert told(Sum(SCORES, Days(30)), entries) == 7


# --- latest --------------------------------------------------------------------------


def test_latest_is_the_newest_number() -> None:
    """An entry without a number is passed over."""
    fact = Latest(SCORES, Months(12))
    entries = [score("02-01", 9), score("03-01", 12.5), score("03-02", None)]
    known = drawn(fact, entries)

    assert known.value(fact) == 12.5
    assert [entry.id for entry in known.evidence(fact)] == ["03-01"]
    assert told(fact, [score("03-02", None)]) is Why.NO_VALUE
    assert told(fact) is Why.NO_VALUE


def test_the_instant_decides_within_a_day() -> None:
    """One that knows its hour stands after one that does not."""
    morning = score("03-01", 1, id="b", at=at("03-01", 8))
    evening = score("03-01", 2, id="a", at=at("03-01", 20))
    sometime = score("03-01", 3, id="c")

    assert told(Latest(SCORES, Ever()), [evening, sometime, morning]) == 2
    assert told(Latest(SCORES, Ever()), [sometime, morning]) == 1


@pytest.mark.parametrize(
    ("tie", "value"), [(Tie.LAST, 5), (Tie.LEAST, 2), (Tie.MOST, 9)]
)
def test_a_tie_is_settled_as_the_fact_says(tie: Tie, value: int) -> None:
    """At one instant the last by seq and id counts, or the least, or the most."""
    entries = [
        score("03-01", 9, id="a", seq=1),
        score("03-01", 2, id="b", seq=1),
        score("03-01", 5, id="a2", seq=2),
        score("02-01", 0, id="older"),
    ]

    assert told(Latest(SCORES, Ever(), tie=tie), entries) == value


@pytest.mark.parametrize("tie", Tie)
def test_the_first_instant_of_the_calendar_is_later_than_none(tie: Tie) -> None:
    """So the two do not tie."""
    first = datetime.min.replace(tzinfo=UTC)
    start = "0001-01-01"
    entries = [
        score(start, 9, id="e2", seq=2),
        score(start, 5, id="e1", at=first),
        score(start, 1, id="e3", seq=3),
    ]

    assert told(Latest(SCORES, Ever(), tie=tie), entries) == 5


def test_among_equal_places_the_id_decides() -> None:
    """So that the answer never depends on the order of reading."""
    entries = [score("03-01", 1, id="b"), score("03-01", 2, id="a")]

    assert told(Latest(SCORES, Ever()), entries) == 1
    assert told(Latest(SCORES, Ever()), entries[::-1]) == 1


def test_the_newest_in_another_unit_is_not_known() -> None:
    """An older one in the right unit does not stand in for it."""
    entries = [score("02-01", 7.0, "%"), score("03-01", 53, "mmol/mol")]

    assert told(Latest(SCORES, Ever(), unit="%"), entries) is Why.OTHER_UNIT
    assert told(Latest(SCORES, Ever(), unit="mmol/mol"), entries) == 53
    assert told(Latest(SCORES, Ever()), entries) == 53


def test_one_of_a_tie_in_another_unit_makes_it_not_known() -> None:
    """Whichever of the two the tie would choose."""
    entries = [score("03-01", 7.0, "%", id="a"), score("03-01", 53, "mmol/mol", id="b")]

    for tie in Tie:
        fact = Latest(SCORES, Ever(), unit="mmol/mol", tie=tie)
        assert told(fact, entries) is Why.OTHER_UNIT


# --- days since ----------------------------------------------------------------------


def test_days_since_counts_from_the_newest_start() -> None:
    """From 1 March to 31 March there are thirty days."""
    fact = DaysSince(VISITS, Months(6))
    known = drawn(fact, visits("01-01", "03-01"))

    assert known.value(fact) == 30
    assert [entry.on for entry in known.evidence(fact)] == [day("03-01")]
    assert told(fact, visits("03-31")) is Why.NO_VALUE
    assert told(DaysSince(VISITS, Ever(today=True)), visits("03-31")) == 0


def test_days_since_the_end_counts_from_the_last_end() -> None:
    """A long stay that began first may have ended last: 31 - 20 March is 11 days."""
    entries = [
        *visits("02-01", until=day("03-20")),
        Entry("short", "visit", ("AMB",), day("03-01"), until=day("03-02")),
    ]
    fact = DaysSince(VISITS, Months(6), ended=True)

    assert told(fact, entries) == 11
    assert drawn(fact, entries).evidence(fact)[0].id == "v0"


def test_what_has_not_ended_has_no_days_since() -> None:
    """An open stay, or one whose planned end lies ahead; today's end is one."""
    fact = DaysSince(VISITS, Months(6), ended=True)

    assert told(fact, visits("03-01")) is Why.NOT_ENDED
    assert told(fact, visits("03-01", until=day("04-01"))) is Why.NOT_ENDED
    assert told(fact, visits("03-01", until=day("03-31"))) == 0
    assert told(fact) is Why.NO_VALUE


# --- change --------------------------------------------------------------------------


def test_change_is_the_newest_less_the_oldest() -> None:
    """From 22 by way of 25 to 11: 11 less, which is half."""
    entries = [score("01-01", 22), score("02-01", 25), score("03-01", 11)]
    fact = Change(SCORES, Months(12))

    assert told(fact, entries) == -11
    assert told(Change(SCORES, Months(12), relative=True), entries) == -0.5
    assert [entry.on for entry in drawn(fact, entries).evidence(fact)] == [
        day("01-01"),
        day("03-01"),
    ]


@pytest.mark.parametrize(
    ("since", "change", "rests_on"),
    [
        (Since.OLDEST, -1, ["01-01", "03-01"]),
        (Since.HIGHEST, -4, ["02-01", "03-01"]),
        (Since.LOWEST, 7, ["02-15", "03-01"]),
    ],
)
def test_a_change_may_be_held_against_an_extreme(
    since: Since, change: float, rests_on: list[str]
) -> None:
    """Of 10, 13, 2 and now 9: down from the best, up from the worst."""
    values = {"01-01": 10.0, "02-01": 13.0, "02-15": 2.0, "03-01": 9.0}
    entries = [score(on, value) for on, value in values.items()]
    fact = Change(SCORES, Months(12), since=since)

    assert told(fact, entries) == change
    assert [entry.on for entry in drawn(fact, entries).evidence(fact)] == [
        day(on) for on in rests_on
    ]


def test_a_relative_change_divides_by_the_extreme() -> None:
    """From the highest, 20, down by half; from the lowest, 8, up by a fourth."""
    entries = [score("01-01", 8), score("02-01", 20), score("03-01", 10)]
    highest = Change(SCORES, Ever(), relative=True, since=Since.HIGHEST)
    lowest = Change(SCORES, Ever(), relative=True, since=Since.LOWEST)

    assert told(highest, entries) == -0.5
    assert told(lowest, entries) == 0.25


def test_the_newest_may_be_the_extreme_itself() -> None:
    """Then it has not changed since; and two numbers it takes all the same."""
    rising = [score("01-01", 8), score("02-01", 9)]
    fact = Change(SCORES, Ever(), since=Since.HIGHEST)

    assert told(fact, rising) == 0
    assert [entry.on for entry in drawn(fact, rising).evidence(fact)] == [day("02-01")]
    assert told(fact, rising[1:]) is Why.NO_VALUE


def test_of_several_highest_the_first_is_the_evidence() -> None:
    """Doubles decide: two whole numbers that are one double are alike."""
    alike = [score("01-01", 2**53), score("02-01", 2**53 + 1), score("03-01", 5)]
    fact = Change(SCORES, Ever(), since=Since.HIGHEST)

    assert told(fact, alike) == 5.0 - 2.0**53
    assert [entry.on for entry in drawn(fact, alike).evidence(fact)] == [
        day("01-01"),
        day("03-01"),
    ]


def test_a_change_is_since_one_of_three() -> None:
    """Text in its place is refused."""
    since: Any = "highest"

    with pytest.raises(InvalidValueError, match=r"Change\.since: must be Since"):
        Change(SCORES, Ever(), since=since)


def test_a_change_takes_two() -> None:
    """One number, or one and an entry without a number, is none."""
    fact = Change(SCORES, Months(12))

    assert told(fact, [score("01-01", 22)]) is Why.NO_VALUE
    assert told(fact, [score("01-01", 22), score("02-01", None)]) is Why.NO_VALUE


def test_a_change_from_nothing_is_no_share() -> None:
    """Of zero there is no half; the plain change is known."""
    entries = [score("01-01", 0), score("02-01", 5)]

    assert told(Change(SCORES, Months(12), relative=True), entries) is Why.NO_VALUE
    assert told(Change(SCORES, Months(12)), entries) == 5


def test_a_change_does_not_mix_units() -> None:
    """Any one in another unit makes it not known."""
    entries = [
        score("01-01", 7.5, "%"),
        score("02-01", 53, "x"),
        score("03-01", 7, "%"),
    ]

    assert told(Change(SCORES, Months(12), unit="%"), entries) is Why.OTHER_UNIT
    assert told(Change(SCORES, Months(12)), entries) == -0.5


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (62.1, 64.1, 2),
        (64.1, 62.1, -2),
        (7.1, 6.6, -0.5),
        (0.3, 0.1 + 0.2, 0),
        (0.000001, 0.000003, 0.000002),
        (-999_999_999.999999, 999_999_999.999999, 1_999_999_999.999998),
    ],
)
def test_a_change_is_exact_for_what_is_written_in_decimals(
    before: float, after: float, change: float
) -> None:
    """As doubles, 64.1 less 62.1 leaves a little under 2, and a gain of 2 is missed."""
    entries = [score("01-01", before), score("02-01", after)]

    assert told(Change(SCORES, Months(12)), entries) == change


def test_a_relative_change_is_one_count_over_another() -> None:
    """From 62.5 down by a tenth, and by the double that is written 0.1."""
    fact = Change(SCORES, Months(12), relative=True)

    assert told(fact, [score("01-01", 62.5), score("02-01", 56.25)]) == -0.1
    assert told(fact, [score("01-01", 0.3), score("02-01", 0.9)]) == 2


def test_a_change_counts_in_millionths() -> None:
    """Less than half of one is nothing, and so it has no share; half of one is one."""
    least, half = 4e-7, 5e-7
    share = Change(SCORES, Months(12), relative=True)

    assert told(Change(SCORES, Ever()), [score("01-01", 0), score("02-01", least)]) == 0
    assert told(Change(SCORES, Ever()), [score("01-01", 0), score("02-01", half)]) == (
        0.000001
    )
    assert told(share, [score("01-01", least), score("02-01", 5)]) is Why.NO_VALUE


def test_numbers_too_large_to_count_in_millionths_change_as_doubles() -> None:
    """One of the two is enough; up to 1e9 they are counted."""
    counted = [score("01-01", 4e-7), score("02-01", 1e9)]
    doubles = [score("01-01", 4e-7), score("02-01", 1e9 + 0.5)]
    huge = [score("01-01", 2.0), score("02-01", 1e300)]

    assert told(Change(SCORES, Ever()), counted) == 1e9
    assert told(Change(SCORES, Ever()), doubles) == 1e9 + 0.5 - 4e-7
    assert told(Change(SCORES, Ever()), huge) == 1e300
    assert told(Change(SCORES, Ever(), relative=True), huge) == 5e299


def test_a_change_too_large_for_a_double_is_not_known() -> None:
    """Rather than infinite."""
    entries = [score("01-01", -1.7e308), score("02-01", 1.7e308)]

    assert told(Change(SCORES, Months(12)), entries) is Why.NO_VALUE


# --- given ---------------------------------------------------------------------------


def test_the_host_says_what_no_entry_holds() -> None:
    """Numbers, yes or no, and words; what nobody said is not known."""
    agrees, ready = Given("agrees", kind="flag"), Given("readiness", kind="text")
    confidence = Given("confidence")
    facts = draw(
        [agrees, ready, confidence],
        Recorded(()),
        on=ON,
        given={agrees: False, ready: "considering"},
    )

    assert facts.known == {agrees: False, ready: "considering"}
    assert facts.missing == {confidence: Why.NOT_GIVEN}


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        (Given("confidence"), float("nan")),
        (Given("confidence"), float("inf")),
        (Given("confidence"), 10**400),
        (Given("confidence"), True),
        (Given("confidence"), "7"),
        (Given("agrees", kind="flag"), 1),
        (Given("readiness", kind="text"), 1),
    ],
)
def test_what_a_fact_cannot_be_is_refused(fact: Given, value: Value) -> None:
    """From whomever it comes; the message does not hold it."""
    path = rf"^Facts\.known\[{fact.name}\]: must be "
    with pytest.raises(InvalidValueError, match=path) as caught:
        draw([fact], Recorded(()), on=ON, given={fact: value})

    assert str(value) not in str(caught.value)


def test_the_fact_that_is_at_fault_is_named() -> None:
    """Of many, one sees which; a key that is no fact has no name."""
    many: dict[Any, Any] = {Count(VISITS, Ever()): 3, Latest(SCORES, Ever()): "27"}

    with pytest.raises(InvalidValueError) as caught:
        Facts(on=ON, known=many)
    with pytest.raises(InvalidValueError, match=r"^Facts\.known: must be facts"):
        Facts(on=ON, known={**many, "age": "old"} | {Latest(SCORES, Ever()): 27})

    path = "Facts.known[latest score entries before today]"
    assert str(caught.value) == f"{path}: must be a finite number"


def test_what_is_given_is_kept_wanted_or_not() -> None:
    """Who asks for more later finds it; what nobody wanted is not missed."""
    agrees, confidence = Given("agrees", kind="flag"), Given("confidence")

    seen = Has(VISITS, Ever())
    facts = draw([seen], Recorded(()), on=ON, given={agrees: True, confidence: None})

    assert facts.known == {seen: False, agrees: True}
    assert facts.missing == {}


def test_none_is_given_where_something_is_not_known() -> None:
    """A form left empty is no fault; and what was said before holds no more."""
    agrees, confidence = Given("agrees", kind="flag"), Given("confidence")
    facts = draw([agrees, confidence], Recorded(()), on=ON, given={agrees: None})
    said = facts.with_given({agrees: True, confidence: None})

    assert facts.missing == {agrees: Why.NOT_GIVEN, confidence: Why.NOT_GIVEN}
    assert said.known == {agrees: True}
    assert said.missing == {confidence: Why.NOT_GIVEN}
    assert said.with_given({agrees: None}).known == {}
    assert said.with_given({agrees: None}).why_missing(agrees) is Why.NOT_GIVEN


@pytest.mark.parametrize(
    "given", [{"agrees": True}, {Age(): 65}, {Given("a"): 1, Age(): 65}, [Given("a")]]
)
def test_only_what_is_given_can_be_given(given: Any) -> None:
    """An age comes from the record, and a name alone is no fact."""
    with pytest.raises(InvalidValueError) as caught:
        draw([Age()], Recorded(()), on=ON, given=given)

    hint = "must be values, each of a fact that is `Given`"
    assert str(caught.value) == f"facts.draw.given: {hint}"


@pytest.mark.parametrize("on", [datetime(2026, 3, 31, tzinfo=UTC), "2026-03-31", None])
def test_one_stands_on_a_day(on: Any) -> None:
    """An instant has one only in some time zone."""
    with pytest.raises(InvalidValueError) as caught:
        draw([Age()], Recorded(()), on=on)

    hint = "must be a day (a date), and not an instant"
    assert str(caught.value) == f"facts.draw.on: {hint}"


def test_a_given_fact_has_a_name_and_one_of_three_kinds() -> None:
    """Nothing else can be compared in every reading."""
    with pytest.raises(InvalidValueError, match=r"Given\.name"):
        Given("")
    with pytest.raises(InvalidValueError, match=r"Given\.kind"):
        Given("when", kind="date")  # type: ignore[arg-type]


# --- what is known -------------------------------------------------------------------


@pytest.mark.parametrize(
    "wanted",
    [
        Rule(id="r", criterion=Age() >= 65, source="Assumed: a test"),
        Age() >= 65,
        [Age() >= 65],
        [Age(), "age"],
        Age(),
        None,
    ],
)
def test_only_facts_are_drawn(wanted: Any) -> None:
    """Who has a rule is told how to name its facts."""
    with pytest.raises(InvalidValueError) as caught:
        draw(wanted, Recorded(()), on=ON)

    hint = "must be facts: `rules.facts_read(rule)` names those of a rule"
    assert str(caught.value) == f"facts.draw.wanted: {hint}"


def test_facts_show_no_values_of_their_own_accord() -> None:
    """A repr goes into logs."""
    facts = drawn(Latest(SCORES, Ever()), [score("03-01", 27)])

    assert repr(facts) == "Facts(1 known, 0 missing)"


def test_facts_cannot_be_changed_from_outside() -> None:
    """What is handed out is a view, and what was handed in a copy."""
    confidence = Given("confidence")
    said: dict[Fact, Value] = {confidence: 3}
    facts = Facts(on=ON, known=said)
    said[confidence] = 9

    assert facts.value(confidence) == 3
    with pytest.raises(TypeError):
        facts.known[confidence] = 9  # type: ignore[index]
    with pytest.raises(TypeError):
        facts.missing[confidence] = Why.NO_VALUE  # type: ignore[index]


def test_facts_may_be_taken_away() -> None:
    """With the evidence for them; the rest stays."""
    fact, other = Count(VISITS, Ever()), Has(VISITS, Ever())
    facts = draw([fact, other], Recorded(visits("03-01")), on=ON)
    less = facts.without(fact)

    assert less.known == {other: True}
    assert less.evidence(fact) == ()
    assert less.evidence(other) == facts.evidence(other)
    assert less.why_missing(fact) is Why.NOT_GIVEN
    assert facts.value(fact) == 1
