"""Rating scales and risk scores: how ill, how able, how likely to come back.

A scale knows its range and its bands. A score is worked out from what is known: what
nobody recorded counts nothing, so ask first whether the record covers it. What follows
from a score is said by rules. Only numbers stand here, no wording of any item.
"""

import enum
import math
from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

import attrs

from caremodel._fields import not_blank, not_empty, number, texts
from caremodel.errors import InvalidValueError

__all__ = [
    "CHARLSON_1987",
    "LACE",
    "LACE_COMORBIDITY",
    "PAM",
    "PAM_EARLIER",
    "PHQ9",
    "QUAN_2011",
    "SCALES",
    "ComorbidityIndex",
    "Condition",
    "Scale",
    "band",
    "charlson",
    "lace",
    "lace_risk",
]

# --- scales --------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Scale:
    """A rating that is a number with a range, read in bands.

    Attributes:
        name: What it is called.
        lowest: The least there is.
        highest: The most there is.
        cuts: Where each band after the first begins; the cut belongs to the upper one.
        bands: What the bands are called, from the lowest.
        whole: Whether only whole numbers occur.
        loinc: The LOINC code of its result; empty where we know of none.
        source: Where range and cuts were published.
    """

    name: str = attrs.field(validator=not_blank)
    lowest: float = attrs.field(validator=number)
    highest: float = attrs.field(validator=number)
    cuts: tuple[float, ...] = attrs.field(converter=tuple[float, ...])
    bands: tuple[str, ...] = attrs.field(converter=texts, validator=not_empty)
    whole: bool = True
    loinc: str = ""
    source: str = attrs.field(validator=not_blank)

    def __attrs_post_init__(self) -> None:
        if len(self.bands) != len(self.cuts) + 1:
            raise InvalidValueError("Scale.bands", "must be one more than the cuts")
        edges = (self.lowest, *self.cuts)
        if any(high <= low for low, high in pairwise(edges)):
            raise InvalidValueError("Scale.cuts", "must rise, from above the lowest")
        if edges[-1] > self.highest:
            raise InvalidValueError("Scale.cuts", "must not be over the highest")


def band(scale: Scale, score: float) -> str:
    """Name the band of *scale* in which *score* lies.

    Raises:
        InvalidValueError: If the scale has no such score.
    """
    if not _fits(scale, score):
        kind = "whole number" if scale.whole else "number"
        problem = f"must be a {kind} from {scale.lowest:g} to {scale.highest:g}"
        raise InvalidValueError(f"score of {scale.name}", problem)
    return scale.bands[bisect_right(scale.cuts, score)]


def _fits(scale: Scale, score: object) -> bool:
    if isinstance(score, bool) or not isinstance(score, int | float):
        return False
    inside = scale.lowest <= score <= scale.highest
    return inside and (not scale.whole or score == int(score))


PHQ9: Final = Scale(
    name="PHQ-9",
    lowest=0,
    highest=27,
    cuts=(5, 10, 15, 20),
    bands=("minimal", "mild", "moderate", "moderately severe", "severe"),
    loinc="44261-6",
    source="kroenke2001",
)
"""Severity of depression, self-rated over the last two weeks.

Source: kroenke2001.
"""

PAM: Final = Scale(
    name="Patient Activation Measure",
    lowest=0,
    highest=100,
    cuts=(47.1, 55.2, 72.5),
    bands=("level 1", "level 2", "level 3", "level 4"),
    whole=False,
    source="sralab-pam",
)
"""Knowledge, skill and confidence to manage one's own health, as scored elsewhere.

The measure is licensed: its score comes in, its items never do.

Source: sralab-pam.
"""

PAM_EARLIER: Final = attrs.evolve(
    PAM,
    name="Patient Activation Measure (earlier cuts)",
    cuts=(47.1, 55.2, 67.1),
    source="frosch2010",
)
"""The same with the cut between the upper two levels as it was used before.

Source: frosch2010.
"""


# --- comorbidity ---------------------------------------------------------------------


class Condition(enum.Enum):
    """A condition that a comorbidity index weighs.

    Source: charlson1987, and wang2014 for mild renal disease.
    """

    MYOCARDIAL_INFARCTION = "myocardial infarction"
    HEART_FAILURE = "congestive heart failure"
    PERIPHERAL_VASCULAR = "peripheral vascular disease"
    CEREBROVASCULAR = "cerebrovascular disease"
    DEMENTIA = "dementia"
    CHRONIC_PULMONARY = "chronic pulmonary disease"
    CONNECTIVE_TISSUE = "connective tissue disease"
    ULCER = "ulcer disease"
    MILD_LIVER = "mild liver disease"
    DIABETES = "diabetes without complications"
    DIABETES_COMPLICATED = "diabetes with end-organ damage"
    HEMIPLEGIA = "hemiplegia"
    MILD_RENAL = "mild renal disease"
    RENAL = "moderate or severe renal disease"
    TUMOR = "any tumor"
    LEUKEMIA = "leukemia"
    LYMPHOMA = "lymphoma"
    SEVERE_LIVER = "moderate or severe liver disease"
    METASTATIC = "metastatic solid tumor"
    AIDS = "AIDS"


Weights = tuple[tuple[Condition, int], ...]
Pairs = tuple[tuple[Condition, Condition], ...]

OVERRIDDEN: Final[Pairs] = (
    (Condition.MILD_LIVER, Condition.SEVERE_LIVER),
    (Condition.DIABETES, Condition.DIABETES_COMPLICATED),
    (Condition.TUMOR, Condition.METASTATIC),
)
"""Which milder condition does not count beside which more severe one.

Source: gasparini2018.
"""

BLOOD_AS_TUMOR: Final[Pairs] = (
    (Condition.LEUKEMIA, Condition.TUMOR),
    (Condition.LYMPHOMA, Condition.TUMOR),
)


@attrs.frozen(kw_only=True)
class ComorbidityIndex:
    """How much each condition weighs.

    Attributes:
        name: What it is called.
        weights: Points of each condition that has any.
        counts_as: Which condition is counted as which other.
        overridden: Which milder one does not count beside which more severe one.
        source: Where it was published.
    """

    name: str = attrs.field(validator=not_blank)
    weights: Weights
    counts_as: Pairs = ()
    overridden: Pairs = OVERRIDDEN
    source: str = attrs.field(validator=not_blank)


def _weights(*groups: tuple[int, str]) -> Weights:
    """Write weights group by group, each group's conditions by name."""
    return tuple(
        (Condition[name], points) for points, names in groups for name in names.split()
    )


CHARLSON_1987: Final = ComorbidityIndex(
    name="Charlson 1987",
    weights=_weights(
        (1, "MYOCARDIAL_INFARCTION HEART_FAILURE PERIPHERAL_VASCULAR CEREBROVASCULAR"),
        (1, "DEMENTIA CHRONIC_PULMONARY CONNECTIVE_TISSUE ULCER MILD_LIVER DIABETES"),
        (2, "HEMIPLEGIA RENAL DIABETES_COMPLICATED TUMOR LEUKEMIA LYMPHOMA"),
        (3, "SEVERE_LIVER"),
        (6, "METASTATIC AIDS"),
    ),
    source="charlson1987",
)
"""The first weights, of nineteen conditions, by the risk to die within a year.

Source: charlson1987.
"""

QUAN_2011: Final = ComorbidityIndex(
    name="Charlson, weights of 2011",
    weights=_weights(
        (1, "CHRONIC_PULMONARY CONNECTIVE_TISSUE DIABETES_COMPLICATED RENAL"),
        (2, "HEART_FAILURE DEMENTIA MILD_LIVER HEMIPLEGIA TUMOR"),
        (4, "SEVERE_LIVER AIDS"),
        (6, "METASTATIC"),
    ),
    counts_as=BLOOD_AS_TUMOR,
    source="quan2011",
)
"""Weights renewed with hospital data of six countries; twelve conditions still count.

Source: quan2011.
"""

LACE_COMORBIDITY: Final = ComorbidityIndex(
    name="Charlson, as LACE counts it",
    weights=_weights(
        (1, "MYOCARDIAL_INFARCTION CEREBROVASCULAR PERIPHERAL_VASCULAR DIABETES"),
        (2, "HEART_FAILURE DIABETES_COMPLICATED CHRONIC_PULMONARY MILD_LIVER TUMOR"),
        (3, "DEMENTIA CONNECTIVE_TISSUE"),
        (4, "AIDS SEVERE_LIVER"),
        (6, "METASTATIC"),
    ),
    counts_as=(
        *BLOOD_AS_TUMOR,
        (Condition.MILD_RENAL, Condition.MILD_LIVER),
        (Condition.RENAL, Condition.SEVERE_LIVER),
    ),
    source="wang2014",
)
"""The weights that the comorbidity part of LACE takes; liver and kidney are one line.

Source: wang2014, whose table leaves out AIDS.
Assumed: caremodel, 4 points for AIDS, as the tools in use have it.
"""


def charlson(
    conditions: Iterable[Condition], index: ComorbidityIndex = QUAN_2011
) -> int:
    """Add up what *conditions* weigh [points].

    Args:
        conditions: What the person has; what stands twice counts once.
        index: Whose weights.
    """
    same = dict(index.counts_as)
    counted = {same.get(condition, condition) for condition in conditions}
    mild = {milder for milder, severer in index.overridden if severer in counted}
    return sum(points for each, points in index.weights if each in counted - mild)


# --- LACE ----------------------------------------------------------------------------

Points = tuple[tuple[int, int], ...]

LENGTH_POINTS: Final[Points] = ((0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (7, 5), (14, 7))
"""From how many days of stay on there are how many points.

Source: van-walraven2010.
"""

ACUTE_POINTS: Final = 3
"""Points of an admission that was not planned.

Source: van-walraven2010.
"""

COMORBIDITY_POINTS: Final[Points] = ((0, 0), (1, 1), (2, 2), (3, 3), (4, 5))
"""From which comorbidity score on there are how many points.

Source: van-walraven2010.
"""

EMERGENCY_POINTS: Final[Points] = ((0, 0), (1, 1), (2, 2), (3, 3), (4, 4))
"""From how many emergency visits on there are how many points.

Source: van-walraven2010.
"""

LACE: Final = Scale(
    name="LACE",
    lowest=0,
    highest=19,
    cuts=(5, 10),
    bands=("low", "moderate", "high"),
    source="van-walraven2010",
)
"""Risk to die or to be readmitted unplanned within 30 days of leaving the hospital.

Source: van-walraven2010, for the range.
Source: wang2014, for the bands.
"""

LACE_FIT: Final = (-3.892, 0.1915)
"""Intercept and slope of the log odds of `lace_risk`.

Assumed: caremodel, fit to both published ends, 2.0 % at 0 and 43.7 % at 19 points.
"""


def lace(*, days: int, acute: bool, comorbidity: int, visits: int) -> int:
    """Work out the LACE score of an adult who leaves the hospital [points].

    Args:
        days: Length of the stay [days].
        acute: Whether the admission was not planned.
        comorbidity: Comorbidity score, by `LACE_COMORBIDITY`.
        visits: Emergency visits in the six months before the admission, without the
            one that led to it.

    Raises:
        InvalidValueError: If a number is no whole one, or is under 0.
    """
    return (
        _points("days", days, LENGTH_POINTS)
        + ACUTE_POINTS * bool(acute)
        + _points("comorbidity", comorbidity, COMORBIDITY_POINTS)
        + _points("visits", visits, EMERGENCY_POINTS)
    )


def _points(part: str, value: object, table: Points) -> int:
    """Look up the points of the last line that *value* reaches."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidValueError(f"lace.{part}", "must be a whole number, at least 0")
    return max(points for least, points in table if value >= least)


def lace_risk(score: int) -> float:
    """Estimate the risk that goes with a LACE score [probability].

    It fits both published ends; in between it is a fit, not the published table.

    Raises:
        InvalidValueError: If there is no such score.
    """
    band(LACE, score)
    intercept, slope = LACE_FIT
    return 1 / (1 + math.exp(-(intercept + slope * score)))


SCALES: Final = (PHQ9, PAM, PAM_EARLIER, LACE)
"""Every scale that is shipped."""
