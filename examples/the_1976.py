"""The 1,976: everyone on a panel of 2,000 who did not come today.

The people are invented; another seed invents others.

Run it: `python examples/the_1976.py`
"""

from datetime import date

from caremodel import builders, gaps, panels, rules
from caremodel.catalog.panels import MOST_VISITED
from caremodel.catalog.recommendations import HBA1C_365D

TODAY = date(2026, 6, 1)
PEOPLE = 2_065  # of whom 2,000 are alive


def main() -> None:
    """Find who was not seen, and what is open for them."""
    charts = builders.panel(people=PEOPLE, seed=7, on=TODAY, seen_today=24)
    panel = panels.attribute(charts, on=TODAY, policy=MOST_VISITED)
    away = frozenset(panels.not_seen(panel, charts))
    print(f"{len(panel.memberships):,} people on the panel")
    print(f"{len(panels.seen(panel, charts)):,} came today, {len(away):,} did not")
    print(f"{len(panels.unowned(panel)):,} belong to nobody yet")
    print()

    absent = [chart for chart in charts if chart.id in away]
    found = gaps.find([HBA1C_365D], absent, on=TODAY)
    (count,) = gaps.tally(found)
    print(f"{HBA1C_365D.called}, of those who did not come:")
    print(f"  asked of {count.denominator}, met by {count.numerator}")
    print()

    print("one to call from each of three lists:")
    for worklist in gaps.worklists(found, panel)[:3]:
        work = next(each for each in worklist.people if each.open)
        print(f"  {worklist.owner}: {work.patient_id}")
        for gap in work.open:
            if gap.met is not None:
                print(f"    {rules.tell(gap.met)}")


if __name__ == "__main__":
    main()
