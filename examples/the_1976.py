"""The 1,976: everyone on a panel of 2,000 who did not come today.

The people are those of `python -m caremodel`, all invented.

Run it: `python examples/the_1976.py`
"""

from datetime import date

from caremodel import builders, gaps, panels, rules
from caremodel.catalog.panels import MOST_VISITED
from caremodel.catalog.recommendations import HBA1C_365D

TODAY = date(2026, 6, 1)


def main() -> None:
    """Find who was not seen, and what is open for them."""
    charts = builders.panel(people=2_000, seed=0, on=TODAY, all_alive=True)
    panel = panels.attribute(charts, on=TODAY, policy=MOST_VISITED)
    away = frozenset(panels.not_seen(panel, charts))
    print(f"{len(panel.memberships):,} people on the panel")
    print(f"{len(panels.seen(panel, charts)):,} came today, {len(away):,} did not")
    alone = away.intersection(each.patient_id for each in panels.unowned(panel))
    print(f"{len(alone):,} of those belong to nobody yet")
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
        _, _, clinic = str(worklist.owner).partition("/")
        print(f"  {clinic}: {work.patient_id}")
        for gap in work.open:
            if gap.met is not None:
                print(f"    {rules.tell(gap.met)}")


if __name__ == "__main__":
    main()
