"""Money: an exact amount in one currency, and sums that never mix two."""

import re
from collections.abc import Iterable
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal

import attrs

from caremodel.errors import InvalidValueError

__all__ = ["Money", "total"]

MOST_DIGITS = 40
"""Digits one amount may have, before and after the point together."""

CURRENCY = re.compile("[A-Z]{3}")
EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


@attrs.frozen(kw_only=True, repr=False)
class Money:
    """An exact amount of one currency.

    Attributes:
        amount: How much, as a finite `Decimal`; no float is ever taken.
        currency: ISO 4217 code, three capital letters.
    """

    amount: Decimal
    currency: str

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise InvalidValueError("Money.amount", "must be a Decimal")
        if not self.amount.is_finite():
            raise InvalidValueError("Money.amount", "must be finite")
        _, digits, exponent = self.amount.as_tuple()
        if len(digits) > MOST_DIGITS or abs(int(exponent)) > MOST_DIGITS:
            problem = f"must have at most {MOST_DIGITS} digits"
            raise InvalidValueError("Money.amount", problem)
        if not _is_currency(self.currency):
            raise InvalidValueError("Money.currency", "must be an ISO 4217 code")

    def __repr__(self) -> str:
        return "Money(...)"


def _is_currency(code: object) -> bool:
    return isinstance(code, str) and CURRENCY.fullmatch(code) is not None


def total(amounts: Iterable[Money], *, currency: str) -> Money:
    """Add *amounts* exactly; the order never matters.

    Args:
        amounts: What to add; nothing at all adds to zero.
        currency: The currency that each amount must be in.

    Raises:
        InvalidValueError: If an amount is in another currency.
    """
    amount = Decimal(0)
    for each in amounts:
        if each.currency != currency:
            problem = f"must all be in {currency}"
            raise InvalidValueError("money.total.amounts", problem)
        amount = EXACT.add(amount, each.amount)
    return Money(amount=amount, currency=currency)
