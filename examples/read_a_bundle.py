"""From a FHIR file to a verdict, with what was not understood on the way.

Mara is invented, and so is her bundle in `examples/export`.

Run it: `python examples/read_a_bundle.py`
"""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from caremodel import facts, fhir, rules
from caremodel.catalog.conditions import HIGH_NEED

EXPORT = Path(__file__).parent / "export"
NEW_YORK = ZoneInfo("America/New_York")


def main() -> None:
    """Read, say what was left out, and ask one rule as of two days."""
    export = fhir.read(EXPORT, zone=NEW_YORK)
    print(f"{len(export.charts)} chart, {len(export.unread)} not understood:")
    for unread in export.unread:
        print(f"  {unread}")
    for note in export.notes:
        print(f"  {note}")
    print()

    (mara,) = export.charts
    print(f"{mara.id}: {HIGH_NEED.called}?")
    for today in (date(2026, 6, 1), date(2026, 8, 1)):
        known = facts.draw(rules.facts_read(HIGH_NEED), mara, on=today)
        print(f"on {today}: {rules.tell(rules.evaluate(HIGH_NEED, known))}")


if __name__ == "__main__":
    main()
