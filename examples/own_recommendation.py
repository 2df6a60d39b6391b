"""A recommendation of a host's own: an eye exam every two years with diabetes.

Three people have diabetes. One had the exam, one did not, and of the third nobody can
tell: their record begins too late.

Run it: `python examples/own_recommendation.py`
"""

from datetime import date

from caremodel import (
    Chart,
    Coverage,
    Entry,
    Ever,
    Has,
    Months,
    Patient,
    PatientId,
    Period,
    Recommendation,
    Select,
    gaps,
    rules,
)

TODAY = date(2026, 6, 1)

DIABETES = Select(
    kind="condition", codes=("E11",), statuses=("active",), called="type 2 diabetes"
)
EYE_EXAM = Select(kind="procedure", codes=("EYE",), called="eye exams")

TWO_YEARLY_EYE_EXAM = Recommendation(
    id="eye-exam",
    called="an eye exam every two years for people with diabetes",
    population=Has(DIABETES, Ever(today=True)),
    met=Has(EYE_EXAM, Months(24)),
    source="Assumed: made up for this example",
)


def chart(name: str, *filed: Entry, since: date) -> Chart:
    """Make the chart of someone with diabetes whose procedures are known since then."""
    diabetes = Entry("dm", "condition", ("E11",), date(2015, 1, 1), status="active")
    return Chart(
        patient=Patient(id=PatientId(name)),
        filed=(diabetes, *filed),
        coverage=(
            Coverage(kind="condition"),
            Coverage(kind="procedure", period=Period(start=since)),
        ),
    )


def main() -> None:
    """Find everyone's gap, with the reason, and count."""
    charts = [
        chart(
            "ada",
            Entry("exam", "procedure", ("EYE",), date(2025, 9, 12)),
            since=date(2020, 1, 1),
        ),
        chart("ben", since=date(2020, 1, 1)),
        chart("cleo", since=date(2026, 2, 1)),
    ]
    found = gaps.find([TWO_YEARLY_EYE_EXAM], charts, on=TODAY)

    for gap in found:
        print(f"{gap.patient_id}: {gap.status.value}")
        if gap.met is not None:
            print(f"  {rules.tell(gap.met)}")
        if gap.good_until is not None:
            print(f"  good until {gap.good_until}")

    (count,) = gaps.tally(found)
    print()
    print(f"asked of {count.denominator}: {count.closed} closed, {count.open} open,")
    print(f"of {count.cannot_tell} one cannot tell")
    print(f"met by at least {count.rate:.0%} and at most {count.rate_at_most:.0%}")


if __name__ == "__main__":
    main()
