"""The charts of the invented people: everything together, and what they cover."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from caremodel.grammar.dates import Period
from caremodel.grammar.entries import ALWAYS, Entry
from caremodel.people.charts import Chart, Coverage
from caremodel.testing.builders._illness import (
    CHRONIC,
    conditions,
    immunizations,
    medications,
    procedures,
)
from caremodel.testing.builders._people import Sketch, patient
from caremodel.testing.builders._visits import (
    charges,
    claims,
    readings,
    visit_today,
    visits,
)

__all__ = ["chart"]

KINDS: Final = (
    *("claim", "condition", "encounter", "immunization", "medication"),
    *("need", "observation", "procedure", "referral"),
)
LAPSED: Final = 0.05
"""Share of people of whom one kind of entry is not covered, or not up to the end."""

LAPSES: Final = (30, 400)
"""How long before the end coverage lapsed, where it began at all [days]."""

HOUSEHOLD_NEEDS: Final = {
    "food-insecurity": 0.1,
    "housing-instability": 0.05,
    "utility-insecurity": 0.05,
}
"""Share of households with a need, in domains of Gravity."""

OWN_NEEDS: Final = {
    "financial-insecurity": 0.1,
    "social-connection": 0.08,
    "stress": 0.05,
    "transportation-insecurity": 0.07,
}
"""Share of people with a need of their own, in domains of Gravity."""

CONFIRMED: Final = 0.6
NEED_DAYS: Final = 700
REFERRED: Final = 0.02
REFERRED_IF_ILL: Final = 0.02
"""Share of people somebody asked care management for; so much more for each need and
each chronic illness."""

REFERRAL_DAYS: Final = 150
REFERRERS: Final = ("pcp", "social", "behavioral", "self", "family")


def chart(sketch: Sketch, *, seen_today: bool) -> Chart:
    """Invent the chart of one person."""
    coverage = _coverage(sketch)
    entries = _within(_history(sketch), coverage)
    today = (visit_today(sketch),) if seen_today else ()
    return Chart(
        patient=patient(sketch),
        filed=(*entries, *today),
        charges=charges(entry for entry in entries if entry.kind == "claim"),
        coverage=coverage,
    )


def _history(sketch: Sketch) -> tuple[Entry, ...]:
    """Tell all that happened; of who was never seen, little is known."""
    ill = tuple(conditions(sketch))
    codes = frozenset(code for entry in ill for code in entry.codes)
    needs = tuple(_needs(sketch))
    burden = len(codes & CHRONIC)
    came = visits(sketch, burden)
    known = (*ill, *medications(sketch, codes), *procedures(sketch, codes), *needs)
    return (
        *(known if came else ()),
        *came,
        *claims(sketch, came),
        *immunizations(sketch),
        *readings(sketch, came, codes),
        *_referrals(sketch, burden + len(needs)),
    )


def _needs(sketch: Sketch) -> Iterator[Entry]:
    """Tell needs: of the household, which its members share, and their own."""
    shares = {**HOUSEHOLD_NEEDS, **OWN_NEEDS}
    for n, (domain, share) in enumerate(shares.items()):
        dice = sketch.house if domain in HOUSEHOLD_NEEDS else sketch.dice
        if dice.happens(share, domain):
            confirmed = sketch.dice.happens(CONFIRMED, "confirmed", n)
            yield Entry(
                id=f"n{n}",
                kind="need",
                codes=(domain,),
                on=sketch.back(NEED_DAYS, "need", n),
                status="confirmed" if confirmed else "identified",
            )


def _referrals(sketch: Sketch, burden: int) -> Iterator[Entry]:
    """Tell who asked for care management."""
    if sketch.dice.happens(min(1, REFERRED + REFERRED_IF_ILL * burden), "referred"):
        referrer = sketch.dice.pick(REFERRERS, "referrer")
        named = {
            "pcp": sketch.doctor,
            "social": "Organization/pantry-1",
            "behavioral": "Organization/behavioral-1",
            "self": f"Patient/{sketch.id}",
            "family": f"RelatedPerson/{sketch.id}-s0",
        }
        yield Entry(
            id="r0",
            kind="referral",
            codes=(referrer,),
            on=sketch.back(REFERRAL_DAYS, "referred on"),
            status="requested",
            links=(named[referrer],),
        )


def _coverage(sketch: Sketch) -> tuple[Coverage, ...]:
    """Cover every kind always, but for a few people one kind not, or not to the end."""
    lapsed: str | None = None
    if sketch.dice.happens(LAPSED, "lapsed"):
        lapsed = sketch.dice.pick(KINDS, "lapsed kind")
    covered = [Coverage(kind=kind) for kind in KINDS if kind != lapsed]
    if lapsed is not None and sketch.dice.happens(0.5, "covered once"):
        end = sketch.end - timedelta(days=sketch.dice.whole(*LAPSES, "lapsed since"))
        period = Period(start=ALWAYS.start, end=end)
        covered.append(Coverage(kind=lapsed, period=period))
    return tuple(covered)


def _within(
    entries: Iterable[Entry], coverage: Iterable[Coverage]
) -> tuple[Entry, ...]:
    """Keep what the record would hold, were that all it ever covered."""
    covered = {each.kind: each.period for each in coverage}
    return tuple(
        entry
        for entry in entries
        if entry.kind in covered and entry.on in covered[entry.kind]
    )
