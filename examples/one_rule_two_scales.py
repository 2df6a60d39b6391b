"""One rule, read for each person and for the whole table: the same answers.

The people are those of `python -m caremodel`, all invented.

Run it: `python examples/one_rule_two_scales.py` (needs narwhals and polars)
"""

from collections import Counter
from datetime import date

from caremodel import Answer, builders, facts, frames, rules
from caremodel.catalog.conditions import HIGH_NEED

TODAY = date(2026, 6, 1)


def main() -> None:
    """Ask 2,000 people one by one, ask the table, and compare person by person."""
    charts = builders.panel(people=2_000, seed=0, on=TODAY, all_alive=True)
    wanted = rules.facts_read(HIGH_NEED)

    answers = {
        chart.id: rules.answer(HIGH_NEED, facts.draw(wanted, chart, on=TODAY))
        for chart in charts
    }
    print("one by one:", dict(Counter(each.value for each in answers.values())))

    known = frames.facts(frames.tables(charts), wanted, on=TODAY)
    told = frames.with_rule(known, HIGH_NEED, name="high_need")
    rows = told.select("person", "high_need_yes", "high_need_no").rows()
    print("as a table:", len(rows), "rows,", sum(yes for _, yes, _ in rows), "yes")

    differing = [
        person
        for person, yes, no in rows
        if (yes, no) != (answers[person] is Answer.YES, answers[person] is Answer.NO)
    ]
    print("different:", len(differing))


if __name__ == "__main__":
    main()
