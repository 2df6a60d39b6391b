"""Money: what is taken, what is refused, and what sums come to."""

import pickle
from decimal import Decimal
from typing import Any

import pytest

from caremodel.errors import InvalidValueError
from caremodel.grammar.money import Money, total


def usd(amount: str) -> Money:
    """Make an amount of dollars."""
    return Money(amount=Decimal(amount), currency="USD")


def test_ten_dimes_are_a_dollar() -> None:
    """Doubles would make 0.9999999999999999 of them."""
    assert total([usd("0.10")] * 10, currency="USD") == usd("1.00")


def test_an_amount_is_the_same_however_it_is_written() -> None:
    """With or without zeros behind the point."""
    assert usd("1.10") == usd("1.1")
    assert {usd("1.10"), usd("1.1"), usd("1.10E0")} == {usd("1.1")}


def test_nothing_adds_up_to_zero() -> None:
    """In the currency that was asked for."""
    assert total([], currency="EUR") == Money(amount=Decimal(0), currency="EUR")


def test_a_large_and_a_small_amount_add_up_exactly() -> None:
    """Decimal's own sums keep 28 digits only."""
    added = total([usd("1e30"), usd("0.01")], currency="USD")

    assert str(added.amount) == "1000000000000000000000000000000.01"


def test_currencies_are_not_mixed() -> None:
    """Nobody here knows the rate."""
    euro = Money(amount=Decimal(1), currency="EUR")

    with pytest.raises(InvalidValueError, match="must all be in USD"):
        total([usd("1"), euro], currency="USD")


@pytest.mark.parametrize("amount", [1, 1.5, "1.50", True, None])
def test_an_amount_is_a_decimal(amount: object) -> None:
    """A float has lost its cents before it comes."""
    with pytest.raises(InvalidValueError, match=r"Money\.amount: must be a Decimal"):
        Money(amount=amount, currency="USD")  # type: ignore[arg-type]


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_an_amount_is_finite(amount: str) -> None:
    """Decimal knows amounts that are none."""
    with pytest.raises(InvalidValueError, match="must be finite"):
        usd(amount)


@pytest.mark.parametrize("amount", ["1E+1000000000", "1E-41", "1" * 41])
def test_an_amount_has_at_most_forty_digits(amount: str) -> None:
    """A few letters of text could otherwise fill the memory."""
    with pytest.raises(InvalidValueError, match="at most 40 digits"):
        usd(amount)
    assert usd("1E-40").amount > 0


def test_a_sum_has_at_most_forty_digits() -> None:
    """What cannot be one amount cannot come out of a sum."""
    with pytest.raises(InvalidValueError, match="at most 40 digits"):
        total([usd("1E+40"), usd("1E-40")], currency="USD")


@pytest.mark.parametrize(
    "currency", ["usd", "US", "USDX", "", "\uff35SD", "US1", " USD", None, b"USD", 840]
)
def test_a_currency_is_a_code_of_three_capitals(currency: Any) -> None:
    """As ISO 4217 writes it; the message does not repeat what it was given."""
    with pytest.raises(InvalidValueError) as caught:
        Money(amount=Decimal(1), currency=currency)

    assert str(caught.value) == "Money.currency: must be an ISO 4217 code"


def test_money_travels_and_shows_nothing() -> None:
    """What somebody's care cost is about somebody."""
    assert repr(usd("120.50")) == "Money(...)"
    assert pickle.loads(pickle.dumps(usd("120.50"))) == usd("120.50")  # noqa: S301
