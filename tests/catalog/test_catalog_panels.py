"""The shipped numbers of panels, tiers and candidates."""

from datetime import date, timedelta

import pytest

from caremodel.catalog import panels as defaults
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import draw
from caremodel.panel import candidates, panels, tiers
from panel.charted import ON, chart, condition, entry, visit

ILL = ("38341003", "44054006", "55822004")


def day(back: int) -> date:
    """Count days back from the day the tests stand on."""
    return ON - timedelta(days=back)


def test_of_2000_people_24_come_and_1976_do_not() -> None:
    """The founding figure."""
    assert defaults.PANEL_SIZE - defaults.SEEN_A_DAY == 1_976


def test_the_published_example_balances_at_2200() -> None:
    """20 visits a day on 220 days, two for each person."""
    assert defaults.BALANCED_EXAMPLE.panel == 2_200


def test_the_clinic_most_visited_in_730_days_owns() -> None:
    """Ambulatory encounters only, and none that was cancelled."""
    person = chart(
        "p1",
        visit("v1", day(730), "Organization/a"),
        visit("v2", day(731), "Organization/b"),
        visit("v3", day(9), "Organization/b", code="EMER"),
        visit("v4", day(9), "Organization/b", status="cancelled"),
        visit("v5", day(9), "Practitioner/1"),
    )

    panel = panels.attribute([person], on=ON, policy=defaults.MOST_VISITED)

    (place,) = panel.memberships
    assert (place.owner, place.evidence) == ("Organization/a", ("v1",))
    assert place.step == "most ambulatory encounters in 730 days"


def test_whoever_someone_sends_is_a_candidate() -> None:
    """Also today, and whoever it is that sends them."""
    codes = ("pcp", "social", "behavioral", "self", "family")
    sent = [chart(code, entry("referral", code, ON)) for code in codes]

    found = candidates.find(sent, on=ON, search=defaults.BY_USE)

    assert sorted(c.referrals[0].origins[0] for c in found.people) == sorted(codes)


def stays(count: int, back: int, code: str = "IMP") -> list[Entry]:
    """Make so many encounters of a class, so many days back."""
    return [visit(f"{code}{n}", day(back), code=code) for n in range(count)]


@pytest.mark.parametrize(
    ("filed", "name"),
    [
        ([*stays(2, 30), *map(condition, ILL[:2])], "high"),
        (stays(4, 300, "EMER"), "high"),
        ([*stays(2, 30), condition(ILL[0])], "rising"),
        (stays(1, 30), "rising"),
        (stays(2, 300, "EMER"), "rising"),
        ([condition(code) for code in ILL], "rising"),
        ([*stays(1, 200), *stays(1, 300, "EMER")], "low"),
        ([], "low"),
    ],
)
def test_the_three_tiers_go_by_use_and_chronic_conditions(
    filed: list[Entry], name: str
) -> None:
    """Stays of six months, emergencies of a year, conditions of the day."""
    facts = draw(tiers.ladder_facts(defaults.THREE_TIERS), chart("p1", *filed), on=ON)

    assert tiers.tier(defaults.THREE_TIERS, facts).tier == name


def test_the_typical_panel_lies_between_its_ends() -> None:
    """From the smaller to the larger."""
    smallest, largest = defaults.TYPICAL_PANEL

    assert (smallest, largest) == (1_200, 1_900)
