"""Scales and scores against their published tables."""

from typing import Any

import pytest

from caremodel.catalog import scores
from caremodel.catalog.scores import (
    CHARLSON_1987,
    LACE,
    LACE_COMORBIDITY,
    PAM,
    PAM_EARLIER,
    PHQ9,
    Condition,
    Scale,
    band,
    charlson,
    lace,
    lace_risk,
)
from caremodel.errors import InvalidValueError


@pytest.mark.parametrize(
    ("score", "severity"),
    [
        (0, "minimal"),
        (4, "minimal"),
        (5, "mild"),
        (9, "mild"),
        (10, "moderate"),
        (14, "moderate"),
        (15, "moderately severe"),
        (19, "moderately severe"),
        (20, "severe"),
        (27, "severe"),
        (20.0, "severe"),
    ],
)
def test_phq9_is_read_in_five_bands(score: float, severity: str) -> None:
    """The cut points of the paper, each counted to the band above it."""
    assert band(PHQ9, score) == severity


def test_phq9_has_the_code_of_its_total_score() -> None:
    """An observation with this code is the total, and no single item."""
    assert PHQ9.loinc == "44261-6"


@pytest.mark.parametrize(
    ("score", "now", "earlier"),
    [
        (0, "level 1", "level 1"),
        (47.0, "level 1", "level 1"),
        (47.1, "level 2", "level 2"),
        (55.1, "level 2", "level 2"),
        (55.2, "level 3", "level 3"),
        (67.0, "level 3", "level 3"),
        (67.1, "level 3", "level 4"),
        (72.4, "level 3", "level 4"),
        (72.5, "level 4", "level 4"),
        (100, "level 4", "level 4"),
    ],
)
def test_activation_is_read_in_four_levels(
    score: float, now: str, earlier: str
) -> None:
    """Two sets of cuts are in use, and differ in the last."""
    assert (band(PAM, score), band(PAM_EARLIER, score)) == (now, earlier)


@pytest.mark.parametrize(
    ("scale", "score", "problem"),
    [
        (PHQ9, 28, "score of PHQ-9: must be a whole number from 0 to 27"),
        (PHQ9, -1, "score of PHQ-9: must be a whole number from 0 to 27"),
        (PHQ9, 4.5, "score of PHQ-9: must be a whole number from 0 to 27"),
        (PHQ9, True, "score of PHQ-9: must be a whole number from 0 to 27"),
        (PHQ9, "4", "score of PHQ-9: must be a whole number from 0 to 27"),
        (PHQ9, float("nan"), "score of PHQ-9: must be a whole number from 0 to 27"),
        (
            PAM,
            100.1,
            "score of Patient Activation Measure: must be a number from 0 to 100",
        ),
    ],
)
def test_a_score_that_a_scale_has_not_is_refused(
    scale: Scale, score: Any, problem: str
) -> None:
    """The refusal tells the range, never the value."""
    with pytest.raises(InvalidValueError) as refused:
        band(scale, score)

    assert str(refused.value) == problem


@pytest.mark.parametrize(
    ("cuts", "bands", "problem"),
    [
        ((5,), ("low",), "Scale.bands: must be one more than the cuts"),
        ((5, 5), ("a", "b", "c"), "Scale.cuts: must rise, from above the lowest"),
        ((0,), ("a", "b"), "Scale.cuts: must rise, from above the lowest"),
        ((11,), ("a", "b"), "Scale.cuts: must not be over the highest"),
    ],
)
def test_a_scale_with_a_band_that_nobody_reaches_is_refused(
    cuts: tuple[float, ...], bands: tuple[str, ...], problem: str
) -> None:
    """What cannot be, cannot be built."""
    with pytest.raises(InvalidValueError) as refused:
        Scale(name="s", lowest=0, highest=10, cuts=cuts, bands=bands, source="test")

    assert str(refused.value) == problem


# --- comorbidity ---------------------------------------------------------------------


def test_the_weights_of_2011_add_up_to_the_published_maximum() -> None:
    """4 at 1, 5 at 2, 2 at 4, 1 at 6 is 28; less mild liver and tumor, it is 24."""
    assert charlson(Condition) == 24


def test_the_weights_of_1987_add_up() -> None:
    """10 at 1, 6 at 2, 1 at 3, 2 at 6 is 37; less three milder ones, it is 33."""
    assert sum(points for _, points in CHARLSON_1987.weights) == 37
    assert len(CHARLSON_1987.weights) == 19
    assert charlson(Condition, CHARLSON_1987) == 33


def test_the_weights_of_lace_add_up() -> None:
    """3 at 1, 4 at 2, 2 at 3, 2 at 4, 1 at 6: 29 after three milder ones."""
    assert charlson(Condition, LACE_COMORBIDITY) == 29


@pytest.mark.parametrize(
    ("conditions", "of_1987", "of_2011", "of_lace"),
    [
        ("", 0, 0, 0),
        ("MYOCARDIAL_INFARCTION", 1, 0, 1),
        ("HEART_FAILURE", 1, 2, 2),
        ("PERIPHERAL_VASCULAR", 1, 0, 1),
        ("CEREBROVASCULAR", 1, 0, 1),
        ("DEMENTIA", 1, 2, 3),
        ("CHRONIC_PULMONARY", 1, 1, 2),
        ("CONNECTIVE_TISSUE", 1, 1, 3),
        ("ULCER", 1, 0, 0),
        ("MILD_LIVER", 1, 2, 2),
        ("DIABETES", 1, 0, 1),
        ("DIABETES_COMPLICATED", 2, 1, 2),
        ("HEMIPLEGIA", 2, 2, 0),
        ("MILD_RENAL", 0, 0, 2),
        ("RENAL", 2, 1, 4),
        ("TUMOR", 2, 2, 2),
        ("LEUKEMIA", 2, 2, 2),
        ("LYMPHOMA", 2, 2, 2),
        ("SEVERE_LIVER", 3, 4, 4),
        ("METASTATIC", 6, 6, 6),
        ("AIDS", 6, 4, 4),
        ("MILD_LIVER SEVERE_LIVER", 3, 4, 4),
        ("DIABETES DIABETES_COMPLICATED", 2, 1, 2),
        ("TUMOR METASTATIC", 6, 6, 6),
        ("TUMOR LEUKEMIA LYMPHOMA", 6, 2, 2),
        ("LEUKEMIA METASTATIC", 8, 6, 6),
        ("MILD_LIVER MILD_RENAL", 1, 2, 2),
        ("RENAL SEVERE_LIVER", 5, 5, 4),
    ],
)
def test_conditions_weigh_what_the_papers_say(
    conditions: str, of_1987: int, of_2011: int, of_lace: int
) -> None:
    """The milder of two does not count; LACE takes liver and kidney as one."""
    has = [Condition[name] for name in conditions.split()]

    assert charlson(has, CHARLSON_1987) == of_1987
    assert charlson(has) == of_2011
    assert charlson(has, LACE_COMORBIDITY) == of_lace


def test_a_condition_that_stands_twice_counts_once() -> None:
    """Two codes in a chart are one disease."""
    assert charlson([Condition.DEMENTIA, Condition.DEMENTIA]) == 2


# --- LACE ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "acute", "comorbidity", "visits", "score"),
    [
        (5, True, 5, 2, 14),
        (2, False, 0, 0, 2),
        (0, False, 0, 0, 0),
        (14, True, 4, 4, 19),
        (400, True, 30, 90, 19),
    ],
)
def test_lace_gives_the_published_examples(
    days: int, *, acute: bool, comorbidity: int, visits: int, score: int
) -> None:
    """4 + 3 + 5 + 2 is 14, and 2 + 0 + 0 + 0 is 2; 7 + 3 + 5 + 4 is the most."""
    found = lace(days=days, acute=acute, comorbidity=comorbidity, visits=visits)

    assert found == score


@pytest.mark.parametrize(
    ("days", "points"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (6, 4), (7, 5), (13, 5), (14, 7)],
)
def test_each_length_of_stay_has_its_points(days: int, points: int) -> None:
    """Two weeks are 7 points: the 6 of one reprint is a mistake."""
    assert lace(days=days, acute=False, comorbidity=0, visits=0) == points


@pytest.mark.parametrize(("comorbidity", "points"), [(1, 1), (3, 3), (4, 5), (9, 5)])
def test_comorbidity_jumps_from_three_to_five(comorbidity: int, points: int) -> None:
    """There is no fourth point."""
    assert lace(days=0, acute=False, comorbidity=comorbidity, visits=0) == points


@pytest.mark.parametrize("visits", [3, 4, 5])
def test_emergency_visits_count_up_to_four(visits: int) -> None:
    """More of them add nothing."""
    found = lace(days=0, acute=False, comorbidity=0, visits=visits)

    assert found == min(visits, 4)


@pytest.mark.parametrize("part", ["days", "comorbidity", "visits"])
@pytest.mark.parametrize("value", [-1, 1.0, True, None])
def test_lace_refuses_what_is_no_count(part: str, value: Any) -> None:
    """The refusal names the part, never the value."""
    parts: dict[str, Any] = {"days": 0, "comorbidity": 0, "visits": 0, part: value}

    with pytest.raises(InvalidValueError) as refused:
        lace(acute=False, **parts)

    assert str(refused.value) == f"lace.{part}: must be a whole number, at least 0"


@pytest.mark.parametrize(
    ("score", "risk"),
    [(0, "low"), (4, "low"), (5, "moderate"), (9, "moderate"), (10, "high")],
)
def test_lace_is_read_in_three_bands(score: int, risk: str) -> None:
    """Ten is high."""
    assert band(LACE, score) == risk


def test_the_risk_fits_both_published_ends() -> None:
    """2.0 % at 0 and 43.7 % at 19; in between it is a fit."""
    assert round(lace_risk(0), 3) == 0.020
    assert round(lace_risk(19), 3) == 0.437
    with pytest.raises(InvalidValueError, match="score of LACE"):
        lace_risk(20)


def test_all_scales_are_listed() -> None:
    """A table of them leaves none out."""
    shipped = {each for each in vars(scores).values() if isinstance(each, Scale)}

    assert shipped == set(scores.SCALES)
