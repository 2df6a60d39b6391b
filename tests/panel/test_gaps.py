"""Care gaps: status, evidence, identity, counting, and whose work they are."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import (
    Age,
    Change,
    Count,
    Days,
    DaysSince,
    Ever,
    Given,
    Has,
    Latest,
    Months,
    Select,
    Sum,
)
from caremodel.grammar.rules import All, Any, AtLeast, Criterion, criterion_of, describe
from caremodel.grammar.verdicts import Answer, RuleRef
from caremodel.panel import gaps, panels
from caremodel.panel.gaps import Gap, GapStatus, Recommendation, StatusMapping
from caremodel.panel.panels import Attribution, Visits
from panel.charted import KINDS, ON, chart, condition, entry, visit

DIABETES = Select(kind="condition", codes=("dm",), statuses=("active",))
HOSPICE = Select(kind="procedure", codes=("hospice",))
TEST = Select(kind="observation", codes=("a1c",))
SCAN = Select(kind="procedure", codes=("scan",))
NEXT_DAY = ON + timedelta(days=1)

YEARLY = Recommendation(
    id="yearly-test",
    population=Has(DIABETES, Ever(today=True)),
    excluded=Has(HOSPICE, Ever()),
    met=Has(TEST, Days(365)),
    source="Assumed: a test",
)
EITHER_TEST = Recommendation(
    id="either-test",
    population=Age() >= 50,
    met=Has(TEST, Months(12)) | Has(SCAN, Months(60)),
    source="Assumed: a test",
)
ILL = condition("dm")


def day(back: int) -> date:
    """Count days back from the day the tests stand on."""
    return ON - timedelta(days=back)


def lab(back: int, entry_id: str = "") -> Entry:
    """Make a test so many days back."""
    return entry("observation", "a1c", day(back), entry_id=entry_id)


def gap(asks: Recommendation, *filed: Entry, covers: Iterable[str] = KINDS) -> Gap:
    """Find the one gap of one person."""
    person = chart("p1", *filed, covers=covers)
    (found,) = gaps.find([asks], [person], on=ON)
    return found


# --- status --------------------------------------------------------------------------


def test_nothing_on_record_within_coverage_is_open() -> None:
    """The record covers observations, and there is no test in it."""
    found = gap(YEARLY, ILL)

    assert found.status is GapStatus.OPEN
    assert found.met is not None
    assert found.met.answer is Answer.NO
    assert (found.evidence, found.evidence_on) == (None, None)


def test_a_test_in_the_window_closes_and_is_shown() -> None:
    """The newest test is the evidence, with its day."""
    found = gap(YEARLY, ILL, lab(300, "old"), lab(365, "older"))

    assert found.status is GapStatus.CLOSED
    assert (found.evidence, found.evidence_on) == ("old", day(300))


def test_a_test_of_366_days_ago_or_of_today_does_not_close() -> None:
    """Windows hold their first day and not the day itself."""
    assert gap(YEARLY, ILL, lab(365)).status is GapStatus.CLOSED
    assert gap(YEARLY, ILL, lab(366)).status is GapStatus.OPEN
    assert gap(YEARLY, ILL, lab(0)).status is GapStatus.OPEN


def test_who_is_not_in_the_population_has_no_gap() -> None:
    """Nothing else is read of them."""
    found = gap(YEARLY)

    assert found.status is GapStatus.NOT_APPLICABLE
    assert (found.excluded, found.met) == (None, None)


def test_one_cannot_tell_where_the_population_is_not_known() -> None:
    """Conditions are not covered: they are listed, and never dropped."""
    found = gap(YEARLY, covers=("observation", "procedure"))

    assert found.status is GapStatus.CANNOT_TELL
    assert found.population.answer is Answer.CANNOT_TELL


def test_one_cannot_tell_where_the_test_may_be_elsewhere() -> None:
    """Observations are not covered, so no test on record means nothing."""
    found = gap(YEARLY, ILL, covers=("condition", "procedure"))

    assert found.status is GapStatus.CANNOT_TELL


def test_a_test_on_record_closes_even_where_the_record_is_not_complete() -> None:
    """What is there is evidence."""
    found = gap(YEARLY, ILL, lab(9), covers=("condition", "procedure"))

    assert found.status is GapStatus.CLOSED


def test_who_is_excluded_is_closed_with_the_reason() -> None:
    """Closed, as the text of the standard has it; no test is looked for."""
    hospice = entry("procedure", "hospice", day(20))

    found = gap(YEARLY, ILL, lab(9), hospice)

    assert found.status is GapStatus.CLOSED
    assert found.excluded is not None
    assert [e.id for r in found.excluded.because for e in r.evidence] == [hospice.id]
    assert (found.met, found.evidence) == (None, None)


def test_an_exclusion_that_cannot_be_told_matters_only_where_it_would_change_it() -> (
    None
):
    """Met or excluded, it is closed; open or excluded, one cannot tell."""
    covers = ("condition", "observation")

    assert gap(YEARLY, ILL, lab(9), covers=covers).status is GapStatus.CLOSED
    assert gap(YEARLY, ILL, covers=covers).status is GapStatus.CANNOT_TELL


def test_for_a_fixed_period_what_is_missing_is_prospective_until_the_day() -> None:
    """There is time until the day itself."""
    for by, status in (
        (NEXT_DAY, GapStatus.PROSPECTIVE),
        (ON, GapStatus.OPEN),
        (day(1), GapStatus.OPEN),
    ):
        asks = Recommendation(
            id="this-year",
            population=All(()),
            met=Has(TEST, Days(90)),
            by=by,
            source="Assumed: a test",
        )
        found = gap(asks)
        assert (found.status, found.id.due) == (status, by)
        assert gap(asks, lab(9)).status is GapStatus.CLOSED
        unknown = gap(asks, covers=())
        assert unknown.status is GapStatus.CANNOT_TELL


OF_ADULTS = Recommendation(
    id="of-adults",
    population=Has(DIABETES, Ever(today=True)),
    denominator=Age() >= 18,
    excluded=Has(HOSPICE, Ever()),
    met=Has(TEST, Days(365)),
    source="Assumed: a test",
)


@pytest.mark.parametrize(
    ("mapping", "outside", "excluded"),
    [
        (gaps.DEQM, GapStatus.CLOSED, GapStatus.CLOSED),
        (gaps.EXCLUDED_IS_NO_GAP, GapStatus.CLOSED, GapStatus.NOT_APPLICABLE),
        (gaps.OUTSIDE_IS_NO_GAP, GapStatus.NOT_APPLICABLE, GapStatus.CLOSED),
    ],
)
def test_the_mapping_says_what_becomes_of_those_of_whom_nothing_is_asked(
    mapping: StatusMapping, outside: GapStatus, excluded: GapStatus
) -> None:
    """Implementations disagree, so the mapping is named data."""
    people = [
        chart("child", ILL, born=date(2015, 1, 1)),
        chart("dying", ILL, entry("procedure", "hospice", day(20))),
        chart("unknown-age", ILL, born=None),
        chart("open", ILL),
    ]

    found = gaps.find([OF_ADULTS], people, on=ON, mapping=mapping)

    assert [each.status for each in found] == [
        outside,
        excluded,
        GapStatus.CANNOT_TELL,
        GapStatus.OPEN,
    ]
    assert [each.asked for each in found] == [False, True, False, True]


def test_a_mapping_that_opens_a_gap_where_nothing_is_asked_is_refused() -> None:
    """That was a defect once."""
    with pytest.raises(InvalidValueError, match="StatusMapping"):
        StatusMapping(name="wrong", outside=GapStatus.OPEN, source="Assumed: a test")


# --- when it falls due ---------------------------------------------------------------


def test_a_gap_that_never_lapsed_has_no_due_day() -> None:
    """Never tested, or tested once and still good."""
    assert gap(YEARLY, ILL).id.due is None
    first = gap(YEARLY, ILL, lab(9))
    assert (first.id.due, first.good_until) == (None, day(9) + timedelta(days=365))


def test_a_gap_is_due_on_the_last_day_that_the_test_was_good() -> None:
    """A test 400 days ago was good for 365: until 35 days ago."""
    found = gap(YEARLY, ILL, lab(400))

    assert (found.status, found.id.due) == (GapStatus.OPEN, day(35))
    assert found.good_until is None


def test_a_gap_that_is_closed_keeps_its_due_day() -> None:
    """So that whoever opened a task for it finds it closed."""
    lapsed = gap(YEARLY, ILL, lab(400))
    closed = gap(YEARLY, ILL, lab(400), lab(9))
    again = gap(YEARLY, ILL, lab(400), lab(9), lab(8))

    assert closed.status is again.status is GapStatus.CLOSED
    assert closed.id == again.id == lapsed.id


def test_tests_that_follow_in_time_lapse_as_one() -> None:
    """800, 500 and 200 days ago: never a day without, so never due."""
    found = gap(YEARLY, ILL, lab(800), lab(500), lab(200))

    assert found.id.due is None


def test_of_several_tests_the_one_that_is_good_longest_counts() -> None:
    """A scan of four years ago is good for one more; the test lapsed long since."""
    scan = entry("procedure", "scan", date(2021, 5, 10))
    test = entry("observation", "a1c", date(2023, 1, 1))

    found = gap(EITHER_TEST, scan, test)

    assert (found.status, found.evidence) == (GapStatus.CLOSED, scan.id)
    assert (found.id.due, found.good_until) == (None, date(2026, 5, 10))


def both(*tests: Has) -> Recommendation:
    """Ask everyone for all of these tests."""
    return Recommendation(
        id="both", population=All(()), met=All(tests), source="Assumed: a test"
    )


def test_where_all_tests_are_asked_the_first_that_lapses_makes_it_due() -> None:
    """The test is good until 5 days ago, the scan for 65 days more."""
    asks = both(Has(TEST, Days(365)), Has(SCAN, Days(365)))
    test, scan = lab(370), entry("procedure", "scan", day(300))

    assert gap(asks, test, scan).id.due == day(5)
    assert gap(asks, test).id.due is None
    again = gap(asks, test, scan, lab(2))
    assert (again.status, again.id.due) == (GapStatus.CLOSED, day(5))
    assert again.good_until == day(300) + timedelta(days=365)


@pytest.mark.parametrize(
    ("met", "due"),
    [
        (AtLeast(1, (Has(TEST, Days(30)), Has(SCAN, Days(60)))), day(20)),
        (AtLeast(2, (Has(TEST, Days(30)), Has(SCAN, Days(60)))), day(30)),
        (
            AtLeast(
                2, (Has(TEST, Days(30)), Has(SCAN, Days(60)), Has(HOSPICE, Ever()))
            ),
            None,
        ),
        (~(~Has(TEST, Days(30)) | ~Has(SCAN, Days(60))), None),
        (Has(TEST, Days(30)) | (Latest(TEST, Ever()) < 0), None),
        (Has(TEST, Ever()) | Has(SCAN, Days(60)), None),
        (All((Has(SCAN, Days(60)), Latest(TEST, Ever()) < 0)), day(20)),
    ],
)
def test_the_due_day_is_read_off_the_tests_where_these_say_it(
    met: Criterion, due: date | None
) -> None:
    """The test was 60 days ago, the scan 80; what tests do not say stays one gap."""
    asks = Recommendation(id="x", population=All(()), met=met, source="Assumed: a test")
    test = entry("observation", "a1c", day(60), value=1)

    assert gap(asks, test, entry("procedure", "scan", day(80))).id.due == due


def test_months_are_good_until_the_months_end() -> None:
    """Looking back twelve months from 29 February 2024 still finds 28 February 2023."""
    test = entry("observation", "a1c", date(2023, 2, 28))
    person = chart("p1", test)

    def found(on: date) -> Gap:
        (one,) = gaps.find([EITHER_TEST], [person], on=on)
        return one

    assert found(date(2024, 2, 29)).status is GapStatus.CLOSED
    assert found(date(2024, 2, 29)).good_until == date(2024, 2, 29)
    assert found(date(2024, 3, 1)).status is GapStatus.OPEN
    assert found(date(2024, 3, 1)).id.due == date(2024, 2, 29)


def test_what_is_judged_by_its_value_stays_one_gap() -> None:
    """Each new reading that is too high makes no new gap."""
    asks = Recommendation(
        id="control",
        population=All(()),
        met=Latest(TEST, Ever()) <= 9,
        source="Assumed: a test",
    )

    def measured(back: int, value: float) -> Entry:
        return entry("observation", "a1c", day(back), value=value)

    high, low = measured(50, 11), measured(10, 8)
    once, twice = gap(asks, high), gap(asks, high, measured(20, 12))

    assert once.status is twice.status is GapStatus.OPEN
    assert once.id == twice.id == gap(asks, high, low).id
    assert gap(asks, high, low).status is GapStatus.CLOSED


def test_a_window_that_holds_the_day_itself_counts_todays_test() -> None:
    """Also for when it falls due."""
    asks = Recommendation(
        id="today",
        population=All(()),
        met=Has(TEST, Days(7, today=True)),
        source="Assumed: a test",
    )

    found = gap(asks, lab(0))

    assert (found.status, found.good_until) == (
        GapStatus.CLOSED,
        ON + timedelta(days=7),
    )
    assert gap(YEARLY, ILL, lab(0)).good_until is None


def test_a_test_counts_only_if_it_is_the_one_meant() -> None:
    """Status and links of a selection hold for the due day, too."""
    panel = Select(kind="observation", codes=("panel",))
    asks = Recommendation(
        id="final",
        population=All(()),
        met=Has(
            Select(
                kind="observation",
                codes=("a1c",),
                statuses=("final",),
                linked_to=panel,
            ),
            Days(30),
        ),
        source="Assumed: a test",
    )
    of_panel = entry("observation", "panel", day(40), entry_id="o1")
    final = entry("observation", "a1c", day(40), status="final", links=("o1",))
    draft = entry("observation", "a1c", day(39), status="draft", links=("o1",))
    apart = entry("observation", "a1c", day(38), status="final")

    assert gap(asks, of_panel, final, draft, apart).id.due == day(10)


# --- what is asked, and of whom ------------------------------------------------------


def test_who_died_by_the_day_is_not_listed() -> None:
    """Not on the day of death either."""
    people = [chart("p1", ILL, died=day(1)), chart("p2", ILL, died=ON)]

    assert gaps.find([YEARLY], people, on=ON) == ()
    assert len(gaps.find([YEARLY], people, on=day(1))) == 1


def test_only_what_is_in_force_is_asked() -> None:
    """The earlier version asked until the day the new one came."""
    versions = [
        Recommendation(
            id="screening",
            version=version,
            population=Age() >= age,
            met=Has(TEST, Days(365)),
            source="Assumed: a test",
            in_force=in_force,
        )
        for version, age, in_force in (
            ("1", 50, Period(start=date.min, end=ON)),
            ("2", 45, Period(start=ON)),
        )
    ]
    person = chart("p1", born=date(1978, 1, 1))

    (before,) = gaps.find(versions, [person], on=day(1))
    (after,) = gaps.find(versions, [person], on=ON)

    assert (before.id.version, before.status) == ("1", GapStatus.NOT_APPLICABLE)
    assert (after.id.version, after.status) == ("2", GapStatus.OPEN)


def test_two_versions_in_force_at_once_are_refused() -> None:
    """Which of them would ask?"""
    with pytest.raises(InvalidValueError, match=r"yearly-test: has two versions"):
        gaps.find([YEARLY, YEARLY], [], on=ON)


def test_two_charts_of_one_person_are_refused() -> None:
    """They would be counted twice."""
    with pytest.raises(InvalidValueError, match="one person twice"):
        gaps.find([YEARLY], [chart("p1"), chart("p1")], on=ON)


RESTING: list[Criterion] = [
    criterion_of(Has(TEST, Days(9))),
    Latest(TEST, Ever()) <= 9,
    ~(Latest(TEST, Ever()) > 9),
    DaysSince(TEST, Ever()) <= 9,
    Change(TEST, Ever()) < 0,
    Count(TEST, Ever()) >= 1,
    Count(TEST, Ever()) > 0,
    Sum(TEST, Ever()) > 0,
    ~(Count(TEST, Ever()) < 2),
    Has(TEST, Ever()) & (Age() > 50),
    Has(TEST, Ever()) | Has(SCAN, Ever()),
    ~(~Has(TEST, Ever()) | (Age() > 50)),
    AtLeast(2, (Has(TEST, Ever()), Has(SCAN, Ever()), Age() > 50)),
    Any(()),
]


@pytest.mark.parametrize("met", RESTING, ids=describe)
def test_what_always_has_an_entry_to_show_may_close_a_gap(met: Criterion) -> None:
    """A yes then rests on evidence."""
    asks = Recommendation(id="x", population=All(()), met=met, source="Assumed: a test")

    assert asks.ref == RuleRef("x", "1")


ABSENT: list[Criterion] = [
    ~Has(TEST, Ever()),
    Has(TEST, Ever()).eq(False),
    Count(TEST, Ever()) >= 0,
    Count(TEST, Ever()) < 2,
    ~(Count(TEST, Ever()) >= 1),
    Sum(TEST, Ever()) <= 3,
    Age() > 50,
    criterion_of(Given("agrees", kind="flag")),
    Has(TEST, Ever()) | (Age() > 50),
    ~(~Has(TEST, Ever()) & (Age() > 50)),
    AtLeast(1, (Has(TEST, Ever()), Age() > 50)),
    ~AtLeast(2, (Has(TEST, Ever()), Age() > 50)),
    All(()),
]


@pytest.mark.parametrize("met", ABSENT, ids=describe)
def test_what_absence_could_meet_is_refused(met: Criterion) -> None:
    """A closed gap without evidence could not say why it is closed."""
    with pytest.raises(InvalidValueError, match=r"Recommendation\.met"):
        Recommendation(id="x", population=All(()), met=met, source="Assumed: a test")


# --- counting ------------------------------------------------------------------------

PEOPLE = (
    chart("adult-met", ILL, lab(9)),
    chart("adult-open", ILL),
    chart("adult-open-too", ILL, lab(400)),
    chart("adult-unknown", ILL, covers=("condition", "procedure")),
    chart("child", ILL, born=date(2015, 1, 1)),
    chart("hospice", ILL, entry("procedure", "hospice", day(20))),
    chart("healthy"),
    chart("unknown", covers=()),
)


def test_the_tally_counts_each_person_where_they_stand() -> None:
    """Eight people, each in another place."""
    (count,) = gaps.tally(gaps.find([OF_ADULTS], PEOPLE, on=ON))

    assert count.recommendation == RuleRef("of-adults", "1")
    assert count.initial_population == 6
    assert count.denominator == 5
    assert count.excluded == 1
    assert count.numerator == 1
    assert count.open == 2
    assert count.closed == 3
    assert count.cannot_tell == 2
    assert count.not_applicable == 1
    assert count.prospective == 0


def test_the_rate_is_of_those_asked_and_not_excluded() -> None:
    """One of four surely; two of four if the one of whom we cannot tell met it."""
    (count,) = gaps.tally(gaps.find([OF_ADULTS], PEOPLE, on=ON))

    assert count.rate == 0.25
    assert count.rate_at_most == 0.5


def test_there_is_no_rate_of_nobody() -> None:
    """0 of 0 is neither none nor all."""
    (count,) = gaps.tally(gaps.find([OF_ADULTS], [chart("healthy")], on=ON))

    assert (count.rate, count.rate_at_most) == (None, None)


def test_recommendations_are_counted_apart_and_in_order() -> None:
    """In the order they were looked for."""
    counts = gaps.tally(gaps.find([YEARLY, EITHER_TEST], PEOPLE, on=ON))

    assert [count.recommendation.id for count in counts] == [
        "yearly-test",
        "either-test",
    ]


def test_the_care_score_is_the_mean_over_people() -> None:
    """All of one person's, half of the other's: three quarters."""
    scan = entry("procedure", "scan", day(500))
    people = [
        chart("p1", ILL, lab(9)),
        chart("p2", ILL, scan),
        chart("p3", born=date(2015, 1, 1)),
        chart("p4", covers=()),
    ]

    score = gaps.care_score(gaps.find([YEARLY, EITHER_TEST], people, on=ON))

    assert score == 0.75


def test_there_is_no_care_score_of_nobody() -> None:
    """Nothing is asked of anyone."""
    assert gaps.care_score(()) is None


# --- whose work it is ----------------------------------------------------------------

BY_VISITS = Attribution(
    id="by-visits",
    steps=(
        Visits(
            label="visits",
            select=Select(kind="encounter"),
            window=Days(365),
            owner="Organization",
        ),
    ),
    source="Assumed: a test",
)
SEEN_AND_NOT = (
    chart("seen", ILL, visit("v1", day(5), "Organization/a"), visit("v2", ON)),
    chart("not-seen", ILL, visit("v1", day(5), "Organization/a")),
    chart("of-b", visit("v1", day(5), "Organization/b")),
    chart("unowned", ILL),
    chart("unclear", covers=()),
)


def test_each_open_gap_is_on_its_owners_list_seen_or_not() -> None:
    """Those nobody owns are listed last; an owner with nothing open has a list, too."""
    panel = panels.attribute(SEEN_AND_NOT, on=ON, policy=BY_VISITS)
    found = gaps.find([YEARLY], SEEN_AND_NOT, on=ON)

    lists = gaps.worklists(found, panel)

    assert [
        (each.owner, [work.patient_id for work in each.people]) for each in lists
    ] == [
        ("Organization/a", ["not-seen", "seen"]),
        ("Organization/b", []),
        (None, ["unclear", "unowned"]),
    ]
    unclear, unowned = lists[-1].people
    assert (len(unclear.open), len(unclear.cannot_tell)) == (0, 1)
    assert (len(unowned.open), len(unowned.cannot_tell)) == (1, 0)


def test_what_is_open_for_one_person_stands_together() -> None:
    """One conversation, not one for each gap; the same gap twice counts once."""
    person = chart("p1", ILL)
    panel = panels.attribute([person], on=ON, policy=BY_VISITS)
    found = gaps.find([YEARLY, EITHER_TEST], [person], on=ON)

    (unowned,) = gaps.worklists((*found, *found), panel)

    (work,) = unowned.people
    assert [each.id.recommendation for each in work.open] == [
        "yearly-test",
        "either-test",
    ]


def test_a_gap_of_someone_who_is_on_no_panel_is_refused() -> None:
    """It would be on nobody's list."""
    panel = panels.attribute([], on=ON, policy=BY_VISITS)
    found = gaps.find([YEARLY], [chart("p1", ILL)], on=ON)

    with pytest.raises(InvalidValueError, match="people on the panel"):
        gaps.worklists(found, panel)


def test_what_is_shown_of_gaps_holds_no_value() -> None:
    """A repr may end in a log."""
    panel = panels.attribute(SEEN_AND_NOT, on=ON, policy=BY_VISITS)
    found = gaps.find([YEARLY], SEEN_AND_NOT, on=ON)
    first = gaps.worklists(found, panel)[0]

    assert repr(found[0]) == "Gap(GapId('seen', 'yearly-test'): open-gap)"
    assert repr(first) == "Worklist('Organization/a', 2 people)"
    assert repr(first.people[0]) == "Work('not-seen')"
