"""Money is exact: a sum is the same in any order, and that of whole cents (P11)."""

from decimal import Decimal

from hypothesis import given, strategies as st

from caremodel.grammar.money import Money, total
from caremodel.testing.strategies import monies

LEDGERS = st.lists(monies(), max_size=12).flatmap(
    lambda ledger: st.tuples(st.just(ledger), st.permutations(ledger))
)
Ledger = tuple[list[Money], list[Money]]


def cents(money: Money) -> int:
    """Read an amount as whole cents, from its digits."""
    sign, digits, exponent = money.amount.as_tuple()
    whole = int("".join(map(str, digits)) + "0" * (int(exponent) + 2))
    return -whole if sign else whole


@given(LEDGERS)
def test_a_sum_is_that_of_the_cents(ledger: Ledger) -> None:
    """No cent is won or lost."""
    in_order, _ = ledger

    assert cents(total(in_order, currency="USD")) == sum(map(cents, in_order))


@given(LEDGERS)
def test_the_order_does_not_matter(ledger: Ledger) -> None:
    """To the last digit, also to how it is written."""
    in_order, shuffled = ledger
    one, other = total(in_order, currency="USD"), total(shuffled, currency="USD")

    assert one == other
    assert str(one.amount) == str(other.amount)


@given(LEDGERS, st.integers(0, 12))
def test_sums_of_parts_add_up_to_the_whole(ledger: Ledger, at: int) -> None:
    """Wherever a ledger is cut."""
    in_order, _ = ledger
    parts = [total(part, currency="USD") for part in (in_order[:at], in_order[at:])]

    assert total(parts, currency="USD") == total(in_order, currency="USD")


@given(monies(), monies(places=0))
def test_what_is_taken_back_leaves_what_was_there(one: Money, other: Money) -> None:
    """Large amounts do not swallow small ones."""
    far = Money(amount=other.amount.scaleb(20), currency="USD")
    back = Money(amount=-far.amount, currency="USD")

    assert total([one, far, back], currency="USD") == one
    assert total([], currency="USD").amount == Decimal(0)
