"""The panel equation closes, whichever of its terms is asked for."""

import math

import attrs
import pytest
from hypothesis import given, strategies as st

from caremodel.panel import panels

TERM = st.floats(min_value=0.01, max_value=1e6)
TERMS = ("panel", "visits_per_patient_year", "visits_per_day", "days_per_year")


@pytest.mark.parametrize("asked", TERMS)
@given(st.tuples(TERM, TERM, TERM))
def test_demand_is_supply_and_what_was_given_stays(
    asked: str, values: tuple[float, float, float]
) -> None:
    """Panel x visits each = visits a day x days, to rounding. INV-025."""
    names = [name for name in TERMS if name != asked]
    given_terms = dict(zip(names, values, strict=True))

    solved = attrs.asdict(panels.balance(**given_terms))

    assert {name: solved[name] for name in names} == given_terms
    assert math.isclose(
        solved["panel"] * solved["visits_per_patient_year"],
        solved["visits_per_day"] * solved["days_per_year"],
    )
