"""Codes, numbers and amounts of money, as resources write them."""

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from caremodel._fields import is_identifier
from caremodel.errors import InvalidValueError
from caremodel.exchange.fhir._codes import COMPARATORS
from caremodel.exchange.fhir._findings import Fault
from caremodel.grammar.money import Money

__all__ = ["Values"]

Resource = Mapping[str, Any]

DEFAULT_CURRENCY: Final = "USD"
"""The currency of an amount that names none.

Assumed: by us; the exports at hand are from the United States.
"""

LARGEST_WHOLE: Final = 2**53
"""Up to here each whole number is a double of its own."""

MOST_PLACES: Final = 16
"""Places an amount may have before the point.

Assumed: by us; no claim is for ten quadrillions. After the point there may be as many
as `Money` holds: what a simulator computes in floats leaves amounts such as 1.4E-14.
"""


class Values:
    """Reads codes and numbers, and keeps one copy of what comes again and again."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, ...], tuple[str, ...]] = {(): ()}
        self._units: dict[tuple[str, str | None], str] = {}
        self._amounts: dict[tuple[str, str], Money] = {}

    def codes(self, resource: Resource, fields: tuple[str, ...]) -> tuple[str, ...]:
        """Read the codes in *fields*: codings, concepts, or lists of concepts.

        Raises:
            Fault: If something else stands there.
        """
        found: list[str] = []
        for field in fields:
            value = resource.get(field)
            if value is None:
                continue
            try:
                for concept in value if type(value) is list else (value,):
                    for coding in concept.get("coding") or (concept,):
                        code = coding.get("code")
                        if code is not None:
                            found.append(code)
            except (AttributeError, TypeError):
                raise Fault(field, "must be a coded concept") from None
        codes = tuple(found)
        try:
            known = self._codes.get(codes)
        except TypeError:
            known = None
        return self._new_codes(codes, fields[0]) if known is None else known

    def _new_codes(self, codes: tuple[str, ...], field: str) -> tuple[str, ...]:
        """Keep codes that were not met before, each once."""
        if not all(map(is_identifier, codes)):
            raise Fault(field, "must have codes that are text, not blank or padded")
        return self._codes.setdefault(codes, tuple(dict.fromkeys(codes)))

    def number(self, resource: Resource) -> tuple[float | None, str]:
        """Read the number of an observation or a component, and its unit.

        A number that is only a bound ("< 5 mg/dL") has the comparator in its unit
        ("<mg/dL"), so that nobody takes it for a measured one.

        Raises:
            Fault: If something else stands there.
        """
        quantity = resource.get("valueQuantity")
        if quantity is None:
            whole = resource.get("valueInteger")
            return (None if whole is None else _number(whole, "valueInteger")), ""
        if type(quantity) is not dict:
            raise Fault("valueQuantity", "must be a quantity")
        value = quantity.get("value")
        if value is None:
            return None, ""
        unit = quantity.get("code") or quantity.get("unit") or ""
        try:
            unit = self._units[unit, quantity.get("comparator")]
        except (KeyError, TypeError):
            unit = self._new_unit(unit, quantity.get("comparator"))
        return _number(value, "valueQuantity.value"), unit

    def _new_unit(self, unit: Any, comparator: Any) -> str:
        """Keep a unit that was not met before."""
        if not (unit == "" or is_identifier(unit)):
            raise Fault("valueQuantity.code", "must be text, not blank or padded")
        if comparator is None:
            written = unit
        elif type(comparator) is str and comparator in COMPARATORS:
            written = comparator + unit
        else:
            raise Fault("valueQuantity.comparator", "must be a comparator of R4")
        return self._units.setdefault((unit, comparator), str(written))

    def amount(self, amount: object, path: str) -> Money:
        """Read an amount of money, exactly.

        Raises:
            Fault: If it is none.
        """
        if type(amount) is not dict:
            raise Fault(path, "must be an amount of money")
        value, currency = amount.get("value"), amount.get("currency", DEFAULT_CURRENCY)
        if type(value) is int:
            value = Decimal(value)
        if type(value) is not Decimal or type(currency) is not str:
            raise Fault(path, "must have a value that is a number, and a currency")
        written = str(value), currency
        known = self._amounts.get(written)
        if known is None:
            known = self._amounts[written] = self._new_amount(value, currency, path)
        return known

    def _new_amount(self, value: Decimal, currency: str, path: str) -> Money:
        """Make an amount that was not met before."""
        if value.adjusted() > MOST_PLACES:
            raise Fault(path, "must not be so large")
        try:
            return Money(amount=value, currency=currency)
        except InvalidValueError:
            raise Fault(path, "must be exact, in a currency of three letters") from None


def _number(value: Any, path: str) -> float:
    """Keep small whole numbers as they are; make others the nearest double."""
    kind = type(value)
    if kind is int and -LARGEST_WHOLE <= value <= LARGEST_WHOLE:
        return int(value)
    if kind is Decimal or kind is int:
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if math.isfinite(number):
            return number
    raise Fault(path, "must be a number that a computer can hold")
