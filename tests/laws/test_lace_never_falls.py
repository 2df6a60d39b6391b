"""The law: a longer stay, more illness, more visits never lower the LACE score."""

from itertools import product

import pytest

from caremodel.catalog.scores import LACE, lace, lace_risk

DAYS, COMORBIDITY, VISITS = range(17), range(7), range(7)
EVERY: dict[tuple[int, ...], int] = {
    (days, acute, comorbidity, visits): lace(
        days=days, acute=bool(acute), comorbidity=comorbidity, visits=visits
    )
    for days, acute, comorbidity, visits in product(DAYS, (0, 1), COMORBIDITY, VISITS)
}


@pytest.mark.parametrize("part", range(4))
def test_more_of_any_part_never_lowers_the_score(part: int) -> None:
    """Each step up, from every point of the whole table."""
    for parts, score in EVERY.items():
        more = tuple(value + (at == part) for at, value in enumerate(parts))
        assert EVERY.get(more, LACE.highest) >= score


def test_every_score_lies_on_the_scale_and_is_reached() -> None:
    """From 0 to 19 there is none that nobody has."""
    assert set(EVERY.values()) == set(range(20))


def test_a_higher_score_is_a_higher_risk() -> None:
    """The fit keeps the order."""
    risks = [lace_risk(score) for score in range(20)]

    assert risks == sorted(set(risks))
