"""The law: one more condition never lowers a comorbidity score."""

from itertools import combinations

import pytest

from caremodel.catalog.scores import (
    CHARLSON_1987,
    LACE_COMORBIDITY,
    QUAN_2011,
    ComorbidityIndex,
    Condition,
    charlson,
)


@pytest.mark.parametrize(
    "index",
    [CHARLSON_1987, QUAN_2011, LACE_COMORBIDITY],
    ids=lambda index: index.name,
)
def test_one_more_condition_never_weighs_less(index: ComorbidityIndex) -> None:
    """From every set of up to three, also where a severe one overrides a mild one."""
    for size in range(4):
        for has in combinations(Condition, size):
            before = charlson(has, index)
            for more in Condition:
                assert charlson((*has, more), index) >= before
