"""The panel equation: demand for visits equals their supply."""

import math
from typing import Final

import attrs

from caremodel.errors import InvalidValueError

DEMAND: Final = ("panel", "visits_per_patient_year")
"""The terms that make demand; the others make supply."""


@attrs.frozen(kw_only=True)
class Balance:
    """A panel whose demand for visits is what its provider can supply.

    Attributes:
        panel: How many people are on it [patients].
        visits_per_patient_year: How often each comes [visits/patient/year].
        visits_per_day: How many visits a provider has in a day [visits/day].
        days_per_year: On how many days they see patients [days/year].
    """

    panel: float
    visits_per_patient_year: float
    visits_per_day: float
    days_per_year: float

    def __attrs_post_init__(self) -> None:
        if not math.isclose(self.demand, self.supply):
            raise InvalidValueError("Balance", "demand must equal supply")

    @property
    def demand(self) -> float:
        """How many visits the panel asks for [visits/year]."""
        return self.panel * self.visits_per_patient_year

    @property
    def supply(self) -> float:
        """How many visits the provider has [visits/year]."""
        return self.visits_per_day * self.days_per_year


def balance(
    *,
    panel: float | None = None,
    visits_per_patient_year: float | None = None,
    visits_per_day: float | None = None,
    days_per_year: float | None = None,
) -> Balance:
    """Solve the panel equation for the one term that is not given.

    Panel [patients] x visits [visits/patient/year] = visits [visits/day] x days
    [days/year].

    Source: murray2007.

    Raises:
        InvalidValueError: If not exactly three terms are given, or one is not over 0.
    """
    terms = {
        "panel": panel,
        "visits_per_patient_year": visits_per_patient_year,
        "visits_per_day": visits_per_day,
        "days_per_year": days_per_year,
    }
    given = {name: float(term) for name, term in terms.items() if term is not None}
    if len(given) != len(terms) - 1:
        raise InvalidValueError("panels.balance", "must be given three of four terms")
    for name, term in given.items():
        if not 0 < term < math.inf:
            raise InvalidValueError(f"panels.balance.{name}", "must be over 0")
    demand = math.prod(v for name, v in given.items() if name in DEMAND)
    supply = math.prod(v for name, v in given.items() if name not in DEMAND)
    (asked,) = set(terms) - set(given)
    solved = supply / demand if asked in DEMAND else demand / supply
    return Balance(**given, **{asked: solved})
