"""Invented panels of any size: plausible, seeded, and nobody's.

Records, not summaries: each person has a chart with visits, conditions, readings,
needs and claims that hang together, so that rules find what they look for. The same
seed gives the same panel everywhere; person *n* is the same in a panel of any size.

Every share and figure here is Assumed: invented, so that a panel of 2,000 looks like
one. Nothing may be learned about health care from it.
"""

from datetime import date
from itertools import count, islice

from caremodel.errors import InvalidValueError
from caremodel.people.charts import Chart
from caremodel.simulation.draws import uniform
from caremodel.testing.builders._charts import chart
from caremodel.testing.builders._people import sketch

__all__ = ["panel", "person"]

VISITS_A_DAY = 24
FIRST_DAY = date(1200, 1, 1)
"""Histories reach back a long life, and the calendar begins with the year 1."""

PANEL_SIZE = 2_000


def panel(
    people: int = PANEL_SIZE,
    *,
    seed: int = 0,
    on: date,
    seen_today: int | None = None,
    all_alive: bool = False,
) -> tuple[Chart, ...]:
    """Invent the charts of a panel, as they stand on the day *on*.

    Args:
        people: How many there are, among them a few who died.
        seed: Another seed gives other people.
        on: The day. Histories end the day before, but for those seen on it.
        seen_today: How many of the living have a visit on the day itself; by default
            24 of every 2,000.
        all_alive: Whether to leave out who died, and to take others in their place.

    Raises:
        InvalidValueError: If more are to be seen than live, or the day is so early
            that the calendar does not hold their lives.
    """
    if on < FIRST_DAY:
        raise InvalidValueError("builders.panel.on", "must not be before the year 1200")
    everyone = (sketch(seed, n, on=on) for n in count())
    chosen = (each for each in everyone if not all_alive or each.died is None)
    sketches = list(islice(chosen, people))
    living = [each.n for each in sketches if each.died is None]
    if seen_today is None:
        seen_today = min(len(living), round(people * VISITS_A_DAY / PANEL_SIZE))
    if not 0 <= seen_today <= len(living):
        problem = "must be from 0 to the number of people alive"
        raise InvalidValueError("builders.panel.seen_today", problem)
    queue = sorted(living, key=lambda n: uniform(seed, "seen today", n))
    seen = frozenset(queue[:seen_today])
    return tuple(chart(each, seen_today=each.n in seen) for each in sketches)


def person(seed: int, n: int, *, on: date) -> Chart:
    """Invent the chart of person *n*, as in any panel of that seed, not seen today."""
    return chart(sketch(seed, n, on=on), seen_today=False)
