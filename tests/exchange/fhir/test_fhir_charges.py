"""Which money becomes a charge, and that it stays exact."""

from decimal import Decimal
from typing import Any

import pytest

from exchange.fhir.written import about_ada, only_chart, read, reasons


@pytest.mark.parametrize(
    ("fields", "notes"),
    [
        ({"status": "cancelled"}, 1),
        ({"status": "draft"}, 1),
        ({"use": "preauthorization"}, 1),
        ({"total": None}, 0),
    ],
)
def test_money_that_nobody_asks_for_is_no_charge(
    fields: dict[str, Any], notes: int
) -> None:
    """The claim is an entry all the same."""
    export = read(about_ada("Claim", **{"total": {"value": 5}, **fields}))
    chart = only_chart(export)

    assert (len(chart.filed), chart.charges) == (1, ())
    assert len(export.notes) == notes


def test_an_amount_without_a_currency_is_in_dollars() -> None:
    """Whole amounts and fractions stay what they are."""
    amounts = (5, 998.9200000000001, 1.4210854715202004e-14)
    claims = [
        about_ada("Claim", str(number), total={"value": amount})
        for number, amount in enumerate(amounts)
    ]

    charges = only_chart(read(*claims)).charges

    assert [each.money.amount for each in charges] == [
        Decimal(5),
        Decimal("998.9200000000001"),
        Decimal("1.4210854715202004E-14"),
    ]
    assert {each.money.currency for each in charges} == {"USD"}


def test_one_number_in_two_currencies_is_two_amounts() -> None:
    """Even where both come again and again."""
    said = ["USD", "EUR", "USD", "EUR"]
    claims = [
        about_ada("Claim", str(n), total={"value": 5.5, "currency": currency})
        for n, currency in enumerate(said)
    ]

    charges = only_chart(read(*claims)).charges

    assert [each.money.currency for each in charges] == said
    assert {each.money.amount for each in charges} == {Decimal("5.5")}


def test_money_needs_a_day() -> None:
    """R4 requires one of every claim."""
    claim = about_ada("Claim", undated=True, total={"value": 5})

    assert reasons(read(claim)) == [
        "Claim: created: is missing, and no other day is said"
    ]
    assert len(only_chart(read({**claim, "total": None})).filed) == 1


def test_the_sum_of_charges_is_exact() -> None:
    """A tenth three times is three tenths."""
    claims = [about_ada("Claim", str(n), total={"value": 0.1}) for n in range(3)]

    charges = only_chart(read(*claims)).charges

    assert sum(each.money.amount for each in charges) == Decimal("0.3")
