"""The law: a higher score is never in a lower band, and each band is reached."""

import pytest

from caremodel.catalog.scores import SCALES, Scale, band


def scores(scale: Scale) -> list[float]:
    """Name every score of *scale*, in steps of one, or of a tenth."""
    steps = 1 if scale.whole else 10
    first, last = int(scale.lowest * steps), int(scale.highest * steps)
    return [step / steps for step in range(first, last + 1)]


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.name)
def test_bands_rise_with_the_score_and_each_is_reached(scale: Scale) -> None:
    """Nobody steps down by getting worse."""
    read = [band(scale, score) for score in scores(scale)]

    assert list(dict.fromkeys(read)) == list(scale.bands)
    assert [scale.bands.index(each) for each in read] == sorted(
        scale.bands.index(each) for each in read
    )
