"""Candidates: ranked by use, or sent by someone, each with the reason."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from caremodel.errors import InvalidValueError
from caremodel.grammar.facts import Days, Select
from caremodel.panel import candidates
from caremodel.panel.candidates import Search
from caremodel.people.charts import Chart
from panel.charted import ON, charge, chart, entry, visit

SEARCH = Search(
    stays=Select(kind="encounter", codes=("IMP",)),
    emergencies=Select(kind="encounter", codes=("EMER",)),
    window=Days(365),
    currency="USD",
    first=2,
    named=Select(kind="referral", codes=("pcp", "family")),
    named_within=Days(90, today=True),
    source="Assumed: a test",
)


def day(back: int) -> date:
    """Count days back from the day the tests stand on."""
    return ON - timedelta(days=back)


def user(patient_id: str, *, imp: int = 0, emer: int = 0, cost: str = "0") -> Chart:
    """Make someone with so many stays and emergencies in the last year."""
    codes = ["IMP"] * imp + ["EMER"] * emer
    visits = [visit(f"v{n}", day(9), code=code) for n, code in enumerate(codes)]
    return chart(patient_id, *visits, charges=[charge("c1", day(9), cost)])


def test_use_ranks_stays_before_emergencies_before_cost_before_id() -> None:
    """Each pair differs in one thing only."""
    people = [
        user("f", cost="10.00"),
        user("e", cost="10.00"),
        user("d", cost="10.01"),
        user("c", emer=1),
        user("b", emer=2),
        user("a", imp=1),
    ]

    ranked = candidates.by_use(people, on=ON, search=SEARCH)

    assert [each.patient_id for each in ranked] == ["a", "b", "c", "d", "e", "f"]


def test_cost_is_added_exactly() -> None:
    """Three dimes are thirty cents, which no float is."""
    dimes = [charge(f"c{n}", day(n + 1), "0.10") for n in range(3)]

    (use,) = candidates.by_use([chart("p1", charges=dimes)], on=ON, search=SEARCH)

    assert use.cost is not None
    assert use.cost.amount == Decimal("0.30")


def test_use_counts_from_the_first_day_of_the_window_to_yesterday() -> None:
    """365 days back counts, 366 and today do not; nor do payments."""
    person = chart(
        "p1",
        visit("v1", day(365), code="IMP"),
        visit("v2", day(366), code="IMP"),
        visit("v3", ON, code="IMP"),
        charges=[
            charge("c1", day(365), "1"),
            charge("c2", day(366), "2"),
            charge("c3", ON, "4"),
            charge("c4", day(1), "8", kind="payment"),
        ],
    )

    (use,) = candidates.by_use([person], on=ON, search=SEARCH)

    assert (use.stays, use.emergencies) == (1, 0)
    assert use.cost is not None
    assert use.cost.amount == 1
    assert use.whole


def test_use_that_the_record_does_not_cover_is_a_least() -> None:
    """Two stays are on record, and there may be more; of claims nothing is known."""
    visits = [visit(f"v{n}", day(9), code="IMP") for n in range(2)]
    person = chart("p1", *visits, covers=())

    (use,) = candidates.by_use([person], on=ON, search=SEARCH)

    assert (use.stays, use.cost, use.whole) == (2, None, False)


def test_no_claim_within_coverage_is_no_cost() -> None:
    """Nothing was charged, and that is known."""
    (use,) = candidates.by_use([chart("p1")], on=ON, search=SEARCH)

    assert use.cost is not None
    assert (use.cost.amount, use.whole) == (Decimal(0), True)


def test_charges_in_another_currency_are_left_out() -> None:
    """Nobody adds dollars and euros, and one euro must not end the whole list."""
    charges = [
        charge("c1", day(1), "1", currency="EUR"),
        charge("c2", day(2), "2"),
    ]

    (use,) = candidates.by_use([chart("p1", charges=charges)], on=ON, search=SEARCH)

    assert use.cost is not None
    assert use.cost.amount == 2


def test_use_and_the_word_of_someone_lead_to_candidates() -> None:
    """Whoever is sent comes first; the third by use is not among the first two."""
    sent = chart(
        "sent",
        entry("referral", "family", day(5), entry_id="r2", links=("RelatedPerson/1",)),
        entry("referral", "pcp", ON, entry_id="r3"),
        entry("referral", "pcp", day(91), entry_id="r1"),
        entry("referral", "lottery", day(5), entry_id="r4"),
    )
    people = [user("first", imp=3), user("second", imp=2), user("third", imp=1), sent]

    found = candidates.find(people, on=ON, search=SEARCH)

    assert [(each.patient_id, each.rank, each.by_use) for each in found.people] == [
        ("sent", 4, False),
        ("first", 1, True),
        ("second", 2, True),
    ]
    assert [(r.entry, r.origins, r.links) for r in found.people[0].referrals] == [
        ("r2", ("family",), ("RelatedPerson/1",)),
        ("r3", ("pcp",), ()),
    ]
    assert found.people[1].referrals == ()


def test_a_search_without_codes_takes_any_origin() -> None:
    """The codes then say who, whatever they are."""
    search = Search(
        stays=SEARCH.stays,
        emergencies=SEARCH.emergencies,
        window=Days(365),
        currency="USD",
        first=0,
        named=Select(kind="referral"),
        named_within=Days(90),
        source="Assumed: a test",
    )
    person = chart("p1", entry("referral", "neighbor", day(5)))

    (found,) = candidates.find([person], on=ON, search=search).people

    assert found.referrals[0].origins == ("neighbor",)


def test_who_died_by_the_day_is_no_candidate() -> None:
    """Not on the day of death either."""
    stay = visit("v1", day(9), code="IMP")
    people = [chart("p1", stay, died=day(1)), chart("p2", stay, died=ON)]

    assert candidates.by_use(people, on=ON, search=SEARCH) == ()
    assert candidates.find(people, on=ON, search=SEARCH).people == ()


def test_the_list_says_that_use_regresses_to_the_mean() -> None:
    """So that nobody takes a later fall for the effect of care."""
    found = candidates.find([], on=ON, search=SEARCH)

    assert "regresses to the mean by design" in found.caution


def test_a_window_that_holds_the_day_itself_is_refused() -> None:
    """A ranking must not change while the day goes on."""
    with pytest.raises(InvalidValueError, match=r"Search\.window"):
        Search(
            stays=SEARCH.stays,
            emergencies=SEARCH.emergencies,
            window=Days(365, today=True),
            currency="USD",
            first=5,
            named=SEARCH.named,
            named_within=Days(90),
            source="Assumed: a test",
        )


def test_what_is_shown_of_candidates_holds_no_use() -> None:
    """A repr may end in a log."""
    sent = chart("p1", entry("referral", "pcp", day(5), entry_id="r1"))

    found = candidates.find([sent], on=ON, search=SEARCH)

    (one,) = found.people
    assert repr(found) == "Candidates(2025-03-31, 1 people)"
    assert repr(one) == "Candidate('p1')"
    assert repr(one.use) == "Use('p1')"
    assert repr(one.referrals[0]) == "Referral('r1')"
