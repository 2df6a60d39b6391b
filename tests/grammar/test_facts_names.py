"""What facts are called: readable, and telling apart what a reader must."""

import pytest

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
    name_of,
)
from grammar.recorded import SCORES, VISITS, days

STAYS = Select(kind="visit", codes=("IMP",), called="inpatient stays")
CODED = Select(kind="visit", codes=("IMP", "EMER"), statuses=("finished",))
EVER = Ever(today=True)
STAYED = Has(STAYS, EVER)


@pytest.mark.parametrize(
    ("fact", "name"),
    [
        (Age(), "age"),
        (Given("confidence"), "confidence"),
        (Count(STAYS, Months(6)), "inpatient stays in 6 months"),
        (Count(STAYS, Days(1)), "inpatient stays in 1 day"),
        (STAYED, "any inpatient stays"),
        (Has(STAYS, Ever()), "any inpatient stays before today"),
        (
            Count(STAYS, Days(7, today=True)),
            "inpatient stays in 7 days including today",
        ),
        (
            Count(CODED, Days(30)),
            "visit entries coded EMER or IMP that are finished in 30 days",
        ),
        (
            Latest(Select(kind="score", linked_to=STAYS), Months(1)),
            "latest score entries of inpatient stays in 1 month",
        ),
        (
            Latest(SCORES, Months(6), unit="%", tie=Tie.MOST),
            "greatest of the latest score entries (%) in 6 months",
        ),
        (Latest(SCORES, EVER, tie=Tie.LEAST), "least of the latest score entries"),
        (Sum(STAYS, EVER), "sum of inpatient stays"),
        (Sum(STAYS, EVER, unit="USD"), "sum of inpatient stays (USD)"),
        (DaysSince(STAYS, EVER), "days since inpatient stays"),
        (DaysSince(STAYS, EVER, ended=True), "days since the end of inpatient stays"),
        (Change(SCORES, EVER, unit="%"), "change in score entries (%)"),
        (Change(STAYS, Months(6)), "change in inpatient stays in 6 months"),
        (
            Change(STAYS, Months(6), relative=True),
            "relative change in inpatient stays in 6 months",
        ),
        (
            Change(STAYS, Months(6), since=Since.HIGHEST),
            "change from the highest of inpatient stays in 6 months",
        ),
        (
            Change(SCORES, EVER, unit="%", relative=True, since=Since.LOWEST),
            "relative change from the lowest of score entries (%)",
        ),
        (
            Count(STAYS, During(days("01-01", "04-01"))),
            "inpatient stays from 2026-01-01 to 2026-04-01",
        ),
        (Count(STAYS, During(days("01-01"))), "inpatient stays from 2026-01-01"),
        (
            Count(VISITS, After(DaysSince(STAYS, Months(6)), 7)),
            "visit entries within 7 days of the last of inpatient stays in 6 months",
        ),
        (
            Count(VISITS, After(DaysSince(STAYS, EVER), 1, today=True)),
            "visit entries within 1 day of the last of inpatient stays including today",
        ),
        (
            Count(VISITS, After(DaysSince(STAYS, EVER, ended=True), 7, same_day=True)),
            "visit entries from the last end of inpatient stays to 7 days on",
        ),
    ],
)
def test_a_fact_has_a_name(fact: Fact, name: str) -> None:
    """As it would stand in a sentence."""
    assert name_of(fact) == name
