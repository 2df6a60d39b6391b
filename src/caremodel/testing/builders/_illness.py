"""What ails the invented people, and what is done about it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import attrs

from caremodel.grammar.dates import add_days
from caremodel.grammar.entries import Entry
from caremodel.people.patients import Gender
from caremodel.testing.builders._people import Sketch

__all__ = [
    "CHRONIC",
    "DEPRESSION",
    "DIABETES",
    "HYPERTENSION",
    "PREDIABETES",
    "conditions",
    "immunizations",
    "medications",
    "procedures",
]


@attrs.frozen
class Illness:
    """An illness, and the share of people who have it.

    Attributes:
        code: SNOMED CT.
        shares: Of those under 40, of 40 to 64, of 65 to 79, of 80 and over.
        chronic: Whether it counts as chronic.
    """

    code: str
    shares: tuple[float, float, float, float]
    chronic: bool = True


HYPERTENSION: Final = "59621000"
DIABETES: Final = "44054006"
PREDIABETES: Final = "15777000"
HYPERLIPIDEMIA: Final = "55822004"
DEPRESSION: Final = "370143000"
ILLNESSES: Final = (
    Illness(HYPERTENSION, (0.05, 0.3, 0.55, 0.65)),
    Illness(DIABETES, (0.01, 0.11, 0.2, 0.2)),
    Illness(PREDIABETES, (0.04, 0.15, 0.2, 0.15), chronic=False),
    Illness(HYPERLIPIDEMIA, (0.03, 0.25, 0.45, 0.4)),
    Illness("162864005", (0.15, 0.32, 0.3, 0.18), chronic=False),
    Illness(DEPRESSION, (0.08, 0.1, 0.09, 0.09)),
    Illness("195967001", (0.08, 0.07, 0.06, 0.05)),
    Illness("185086009", (0.0, 0.04, 0.1, 0.12)),
    Illness("88805009", (0.0, 0.015, 0.06, 0.14)),
    Illness("433144002", (0.0, 0.02, 0.1, 0.2)),
    Illness("414545008", (0.0, 0.04, 0.14, 0.2)),
    Illness("230690007", (0.0, 0.01, 0.04, 0.08)),
    Illness("26929004", (0.0, 0.0, 0.03, 0.14)),
    Illness("239873007", (0.01, 0.12, 0.28, 0.35)),
    Illness("49436004", (0.0, 0.01, 0.06, 0.13)),
    Illness("254837009", (0.0, 0.01, 0.03, 0.03)),
)
AGE_BANDS: Final = (40, 65, 80)
CHRONIC: Final = frozenset(illness.code for illness in ILLNESSES if illness.chronic)
LEAST_FRAIL: Final = 0.3
SPREAD: Final = 1.4
"""The frailest fall ill so much more often than `LEAST_FRAIL` of what is usual."""

DEPRESSION_OVER: Final = 0.2
ONSET_DAYS: Final = 4_000
PASSING: Final = ("444814009", "10509002", "195662009")
PASSING_DAYS: Final = 900
A_COLD: Final = 14

MEDICATIONS: Final = {
    HYPERTENSION: "314076",
    DIABETES: "860975",
    HYPERLIPIDEMIA: "314231",
}
"""What is taken against an illness, in RxNorm."""

MEDICATED: Final = 0.8
STOPPED: Final = 0.1
MEDICATED_DAYS: Final = 1_500


@attrs.frozen(kw_only=True)
class Screening:
    """A screening that some had, some time ago.

    Attributes:
        code: SNOMED CT.
        ages: At which age they are asked for it [years].
        share: How many of them had it.
        days: How long ago at most [days].
        gender: Whose it is; `None` is everyone's.
        illness: Of those with which illness; empty is everyone.
    """

    code: str
    ages: range
    share: float
    days: int
    gender: Gender | None = None
    illness: str = ""


SCREENINGS: Final = (
    Screening(code="73761001", ages=range(46, 86), share=0.62, days=4_400),
    Screening(
        code="24623002",
        ages=range(41, 78),
        share=0.72,
        days=1_300,
        gender=Gender.FEMALE,
    ),
    Screening(code="171207006", ages=range(12, 100), share=0.7, days=540),
    Screening(code="104375008", ages=range(18, 90), share=0.66, days=5_000),
    Screening(
        code="314971001", ages=range(18, 90), share=0.75, days=560, illness=DIABETES
    ),
)
"""Colonoscopy, mammography, depression, hepatitis C, and eyes with diabetes."""

INFLUENZA: Final = "140"
INFLUENZA_SHOTS: Final = 0.45
SEASONS: Final = 3


def conditions(sketch: Sketch) -> Iterator[Entry]:
    """Tell lasting illnesses, of which the frail have more, and passing ones."""
    dice, band = sketch.dice, sum(sketch.age >= age for age in AGE_BANDS)
    frail = LEAST_FRAIL + SPREAD * sketch.frailty
    for n, illness in enumerate(ILLNESSES):
        if dice.happens(frail * illness.shares[band], "ill", n):
            depressed = illness.code == DEPRESSION
            over = depressed and dice.happens(DEPRESSION_OVER, "over")
            yield Entry(
                id=f"c{n}",
                kind="condition",
                codes=(illness.code,),
                on=sketch.back(ONSET_DAYS, "onset", n),
                until=sketch.end if over else None,
                status="resolved" if over else "active",
            )
    for n in range(dice.whole(0, 2, "passing")):
        since = sketch.back(PASSING_DAYS, "passing since", n)
        yield Entry(
            id=f"c{len(ILLNESSES) + n}",
            kind="condition",
            codes=(dice.pick(PASSING, "passing illness", n),),
            on=since,
            until=min(add_days(since, A_COLD), sketch.end),
            status="resolved",
        )


def medications(sketch: Sketch, ill: frozenset[str]) -> Iterator[Entry]:
    """Tell what is, or was, taken against some illnesses."""
    for n, (illness, code) in enumerate(MEDICATIONS.items()):
        if illness in ill and sketch.dice.happens(MEDICATED, "medicated", n):
            stopped = sketch.dice.happens(STOPPED, "stopped", n)
            yield Entry(
                id=f"m{n}",
                kind="medication",
                codes=(code,),
                on=sketch.back(MEDICATED_DAYS, "medicated since", n),
                status="stopped" if stopped else "active",
            )


def procedures(sketch: Sketch, ill: frozenset[str]) -> Iterator[Entry]:
    """Tell screenings."""
    for n, screening in enumerate(SCREENINGS):
        theirs = screening.gender in {None, sketch.gender}
        asked = sketch.age in screening.ages and theirs
        if screening.illness and screening.illness not in ill:
            asked = False
        if asked and sketch.dice.happens(screening.share, "screened", n):
            day = sketch.back(screening.days, "screened on", n)
            yield Entry(
                f"s{n}", "procedure", (screening.code,), day, status="completed"
            )


def immunizations(sketch: Sketch) -> Iterator[Entry]:
    """Tell influenza shots, season by season."""
    for season in range(SEASONS):
        shot = sketch.dice.happens(INFLUENZA_SHOTS, "influenza", season)
        day = sketch.back(365, "influenza on", season) - timedelta(days=365 * season)
        if shot and day > sketch.born:
            yield Entry(
                f"i{season}", "immunization", (INFLUENZA,), day, status="completed"
            )
