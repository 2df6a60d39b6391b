"""Invented panels are plausible, and the same everywhere."""

import hashlib
import subprocess
import sys
from collections import Counter
from datetime import date
from functools import cache

import attrs
import pytest

from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import add_days
from caremodel.grammar.entries import ALWAYS, alive_on
from caremodel.grammar.facts import (
    Age,
    Count,
    Days,
    Ever,
    Fact,
    Has,
    Latest,
    Months,
    Select,
    Value,
    draw,
)
from caremodel.grammar.money import total
from caremodel.people.charts import Chart
from caremodel.testing import builders

ON = date(2026, 3, 31)
KINDS = (
    *("claim", "condition", "encounter", "immunization", "medication"),
    *("need", "observation", "procedure", "referral"),
)


@cache
def the_panel() -> tuple[Chart, ...]:
    """Two thousand people, invented once for all tests here."""
    return builders.panel(seed=1, on=ON)


def living() -> list[Chart]:
    """Those who are alive."""
    return [chart for chart in the_panel() if alive_on(chart, ON)]


def each(fact: Fact) -> list[Value | None]:
    """Draw one fact from everyone alive."""
    return [draw([fact], chart, on=ON).value(fact) for chart in living()]


def digest(charts: tuple[Chart, ...]) -> str:
    """Write everything in *charts* out, and take its digest."""
    told = repr([attrs.astuple(chart) for chart in charts])
    return hashlib.sha256(told.encode()).hexdigest()


def test_the_same_seed_gives_the_same_panel() -> None:
    """Byte for byte; another seed gives other people."""
    assert digest(builders.panel(60, seed=5, on=ON)) == digest(
        builders.panel(60, seed=5, on=ON)
    )
    assert digest(builders.panel(60, seed=5, on=ON)) != digest(
        builders.panel(60, seed=6, on=ON)
    )


def test_another_run_gives_the_same_panel() -> None:
    """Python salts the hashes of text anew in each run; nothing may rest on them."""
    program = (
        "import attrs, hashlib, datetime; from caremodel.testing import builders;"
        "told = [attrs.astuple(c) for c in"
        " builders.panel(60, seed=5, on=datetime.date(2026, 3, 31))];"
        "print(hashlib.sha256(repr(told).encode()).hexdigest())"
    )

    told = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONHASHSEED": "99", "PYTHONUTF8": "1"},
    )

    assert told.stdout.strip() == digest(builders.panel(60, seed=5, on=ON))


def test_a_person_does_not_depend_on_the_size_of_the_panel() -> None:
    """Apart from who is seen today."""
    small = builders.panel(40, seed=3, on=ON, seen_today=0)
    large = builders.panel(100, seed=3, on=ON, seen_today=0)

    assert large[:40] == small
    assert builders.person(3, 17, on=ON) == small[17]
    assert small[17].id == "p0017"


def test_exactly_so_many_are_seen_today() -> None:
    """Twenty-four of two thousand, as the texts have it; the dead do not come."""
    seen = [
        chart
        for chart in the_panel()
        if any(entry.on == ON for entry in chart.entries("encounter"))
    ]

    assert len(the_panel()) == 2000
    assert len(seen) == 24
    assert all(chart.died is None for chart in seen)
    assert not any(
        entry.on > ON or (entry.on == ON and entry.id != "v-today")
        for chart in the_panel()
        for entry in chart.filed
    )


def test_more_than_live_cannot_be_seen() -> None:
    """Nor fewer than none."""
    for impossible in (-1, 21):
        with pytest.raises(InvalidValueError, match="number of people alive"):
            builders.panel(20, on=ON, seen_today=impossible)


def test_an_empty_panel_is_a_panel() -> None:
    """Nobody at all is a size, too."""
    assert builders.panel(0, on=ON) == ()


def test_the_panel_has_all_ages_and_some_who_died() -> None:
    """All ages from children to the very old; about three in a hundred died."""
    ages = [age for age in each(Age()) if isinstance(age, int)]
    died = [chart for chart in the_panel() if chart.died is not None]

    assert len(ages) == len(living())
    assert sum(age < 18 for age in ages) > 100
    assert sum(age >= 65 for age in ages) > 300
    assert sum(age >= 80 for age in ages) > 50
    assert min(ages) >= 0
    assert max(ages) < 105
    assert 40 <= len(died) <= 80


def test_nobody_has_a_history_outside_their_life() -> None:
    """Nothing begins before birth; everything is over by death or by the day itself."""
    for chart in the_panel():
        end = chart.died or add_days(ON, 1)
        assert chart.born is not None
        for entry in chart.filed:
            assert chart.born.start <= entry.on < end
            assert entry.until is None or entry.until <= end


def test_a_few_people_are_often_in_hospital() -> None:
    """Two to five in a hundred had two stays or more in six months."""
    stays = Select(kind="encounter", codes=("IMP",))
    counts = [count for count in each(Count(stays, Months(6))) if count is not None]
    often = sum(isinstance(count, int) and count >= 2 for count in counts)

    assert 0.02 <= often / len(counts) <= 0.05
    assert counts.count(1) > 20


def test_some_are_unowned_and_some_were_never_seen() -> None:
    """Both among them: without a provider yet, and with one but without a visit."""
    charts = living()
    unowned = [chart for chart in charts if chart.patient.pcp is None]
    never = [
        chart
        for chart in charts
        if chart.covers("encounter") == (ALWAYS,) and not chart.entries("encounter")
    ]
    assigned = [chart for chart in never if chart.patient.pcp is not None]

    assert 100 <= len(unowned) <= 240
    assert 30 <= len(assigned) <= 150
    assert not any(chart.entries("condition") for chart in assigned)


def test_illness_comes_with_age_and_brings_visits() -> None:
    """The old have more illnesses, and the ill come more often."""
    illness = Count(Select(kind="condition", statuses=("active",)), Ever())
    visits = Count(Select(kind="encounter"), Months(12))
    known = [draw([Age(), illness, visits], chart, on=ON).known for chart in living()]
    full = [facts for facts in known if len(facts) == 3]

    def mean(fact: Fact, group: list[dict[Fact, Value]]) -> float:
        return sum(float(facts[fact]) for facts in group) / len(group)

    rows = [dict(facts) for facts in full]
    old = [row for row in rows if float(row[Age()]) >= 65]
    young = [row for row in rows if float(row[Age()]) < 40]
    ill = [row for row in rows if float(row[illness]) >= 3]
    well = [row for row in rows if row[illness] == 0]
    assert mean(illness, old) > 2 * mean(illness, young)
    assert mean(visits, ill) > 1.3 * mean(visits, well)


def test_readings_hang_together() -> None:
    """A pressure has two parts that link to it; units are those of UCUM."""
    readings = [
        entry for chart in the_panel() for entry in chart.entries("observation")
    ]
    sugar = Latest(Select(kind="observation", codes=("4548-4",)), Ever(), unit="%")
    parts = Count(
        Select(
            kind="observation",
            codes=("8480-6", "8462-4"),
            linked_to=Select(kind="observation", codes=("85354-9",)),
        ),
        Ever(),
    )
    panels = Count(Select(kind="observation", codes=("85354-9",)), Ever())

    units = {entry.codes[0]: entry.unit for entry in readings}
    assert units == {
        "4548-4": "%",
        "39156-5": "kg/m2",
        "44261-6": "{score}",
        "85354-9": "",
        "8480-6": "mm[Hg]",
        "8462-4": "mm[Hg]",
    }
    measured = [float(value) for value in each(sugar) if value is not None]
    assert min(measured) > 4
    assert max(measured) < 13
    assert [None if two is None else int(two) / 2 for two in each(parts)] == each(
        panels
    )


def test_households_share_their_needs() -> None:
    """One to five live together; food is a need of all of them or of none."""
    food = Has(Select(kind="need", codes=("food-insecurity",)), Ever())
    homes: dict[str, list[Value | None]] = {}
    for chart in living():
        if chart.entries("encounter"):
            told = draw([food], chart, on=ON).value(food)
            homes.setdefault(str(chart.patient.household), []).append(told)
    sizes = Counter(str(chart.patient.household) for chart in the_panel())

    assert set(sizes.values()) == {1, 2, 3, 4, 5}
    assert all(len(set(told) - {None}) <= 1 for told in homes.values())
    assert sum(True in told for told in homes.values()) > 50


def test_claims_are_the_same_money_twice() -> None:
    """As charges, and as entries in whole cents."""
    for chart in the_panel():
        cents = sum(int(entry.value or 0) for entry in chart.entries("claim"))
        money = total((charge.money for charge in chart.charges), currency="USD")
        assert money.amount * 100 == cents


def test_a_few_charts_do_not_cover_everything() -> None:
    """So that "cannot tell" occurs, in two to eight of a hundred charts."""
    gaps = [
        chart
        for chart in the_panel()
        if any(chart.covers(kind) != (ALWAYS,) for kind in KINDS)
    ]
    unknown = each(Count(Select(kind="claim"), Days(30))).count(None)

    assert 0.01 <= len(gaps) / 2000 <= 0.08
    assert 1 <= unknown <= 60


def test_somebody_named_asked_for_care_management() -> None:
    """Each referral says who asked, and all five sorts occur."""
    referrals = [entry for chart in the_panel() for entry in chart.entries("referral")]

    assert {entry.codes[0] for entry in referrals} == {
        *("pcp", "social", "behavioral", "self", "family")
    }
    assert all(entry.links and entry.status == "requested" for entry in referrals)
    assert 40 <= len(referrals) <= 300
