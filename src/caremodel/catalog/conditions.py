"""Conditions by name: which codes mean what, and what several of them make.

Selections are of active conditions in the record; the codes are SNOMED CT, as strings.
They are those that the shared conventions name, not whole value sets: a host with a
terminology server puts its own in their place.

Source: panel-conventions.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from caremodel.grammar.facts import Count, Ever, Has, Months, Select
from caremodel.grammar.rules import AtLeast, Rule
from caremodel.panel.panels import TOOK_PLACE

__all__ = [
    "AMBULATORY_CLASS",
    "ASTHMA",
    "ATRIAL_FIBRILLATION",
    "CANCER",
    "CHF",
    "CHRONIC",
    "CKD",
    "CONDITIONS",
    "COPD",
    "DEMENTIA",
    "DEPRESSION",
    "DIABETES_T2",
    "EMERGENCY_CLASS",
    "EMERGENCY_CLASS_12M",
    "HIGH_NEED",
    "HYPERLIPIDEMIA",
    "HYPERTENSION",
    "INPATIENT_CLASS",
    "INPATIENT_CLASS_6M",
    "ISCHEMIC_HEART",
    "OBESITY_BMI30",
    "OSTEOARTHRITIS",
    "PREDIABETES",
    "STROKE",
    "chronic_conditions",
    "has",
]


def _active(called: str, *codes: str) -> Select:
    return Select(kind="condition", codes=codes, statuses=("active",), called=called)


DIABETES_T2: Final = _active("type 2 diabetes", "44054006")
PREDIABETES: Final = _active("prediabetes", "15777000")
HYPERTENSION: Final = _active("hypertension", "38341003", "59621000")
HYPERLIPIDEMIA: Final = _active("hyperlipidemia", "55822004")
OBESITY_BMI30: Final = _active("obesity (BMI 30 or more)", "162864005")
CHF: Final = _active("chronic heart failure", "88805009", "84114007")
COPD: Final = _active("chronic obstructive pulmonary disease", "185086009", "87433001")
ASTHMA: Final = _active("asthma", "195967001", "233678006")
CKD: Final = _active(
    "chronic kidney disease",
    *("431855005", "431856006", "433144002", "46177005", "127013003"),
)
ISCHEMIC_HEART: Final = _active(
    "ischemic heart disease", "53741008", "414545008", "22298006", "399211009"
)
STROKE: Final = _active("stroke", "230690007")
DEPRESSION: Final = _active("depression", "370143000", "36923009")
DEMENTIA: Final = _active("dementia", "26929004", "230265002")
OSTEOARTHRITIS: Final = _active("osteoarthritis", "239873007", "239872002", "201834006")
ATRIAL_FIBRILLATION: Final = _active("atrial fibrillation", "49436004")
CANCER: Final = _active(
    "cancer",
    *("254837009", "126906006", "254637007", "254632001"),
    *("363406005", "93761005", "109838007", "424132000"),
)

CONDITIONS: Final[Mapping[str, Select]] = MappingProxyType(
    {
        "diabetes_t2": DIABETES_T2,
        "prediabetes": PREDIABETES,
        "hypertension": HYPERTENSION,
        "hyperlipidemia": HYPERLIPIDEMIA,
        "obesity_bmi30": OBESITY_BMI30,
        "chf": CHF,
        "copd": COPD,
        "asthma": ASTHMA,
        "ckd": CKD,
        "ischaemic_heart": ISCHEMIC_HEART,
        "stroke": STROKE,
        "depression": DEPRESSION,
        "dementia": DEMENTIA,
        "osteoarthritis": OSTEOARTHRITIS,
        "atrial_fib": ATRIAL_FIBRILLATION,
        "cancer": CANCER,
    }
)
"""The sixteen selections, each by the name that the shared conventions give it.

Source: panel-conventions.
"""

CHRONIC: Final[Mapping[str, Select]] = MappingProxyType(
    {
        name: select
        for name, select in CONDITIONS.items()
        if name not in {"prediabetes", "obesity_bmi30"}
    }
)
"""The fourteen that count as chronic: all but prediabetes and obesity.

Source: panel-conventions.
"""


def has(condition: Select) -> Has:
    """Ask whether the person has a condition, as of the day itself."""
    return Has(condition, Ever(today=True))


def chronic_conditions(n: int, of: Iterable[Select] = CHRONIC.values()) -> AtLeast:
    """Ask whether the person has at least *n* of the chronic conditions."""
    return AtLeast(n, tuple(has(each) for each in of))


def _encounters(called: str, code: str) -> Select:
    return attrs.evolve(TOOK_PLACE, codes=(code,), called=called)


AMBULATORY_CLASS: Final = _encounters("encounters of class ambulatory", "AMB")
INPATIENT_CLASS: Final = _encounters("encounters of class inpatient", "IMP")
EMERGENCY_CLASS: Final = _encounters("encounters of class emergency", "EMER")

INPATIENT_CLASS_6M: Final = Count(INPATIENT_CLASS, Months(6))
"""Encounters of class inpatient in six months, planned or not, births included.

The raw class, as the record has it: what was unplanned is not told apart.
"""

EMERGENCY_CLASS_12M: Final = Count(EMERGENCY_CLASS, Months(12))
"""Encounters of class emergency in twelve months, ending in admission or not.

The raw class, as the record has it: treat-and-release is not told apart.
"""

HIGH_NEED: Final = Rule(
    id="high-need",
    criterion=(INPATIENT_CLASS_6M >= 2) & chronic_conditions(2),
    called="two stays in six months, and two chronic conditions",
    source="finkelstein2020; the two conditions Assumed",
)
"""An example of a rule for high need; by itself too narrow.

It counts stays and diagnoses only, and so misses who never got to a hospital, and why
the others did: take it together with someone's word (`panel.candidates`).

Source: finkelstein2020, for the two stays. Assumed: two conditions, as an example.
"""
