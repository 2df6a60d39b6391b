"""A gap closed by one test is closed until the last day it says, and not after."""

from datetime import date, timedelta

from hypothesis import given, strategies as st

from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import Days, Has, Months, Select
from caremodel.grammar.rules import All
from caremodel.panel import gaps
from caremodel.panel.gaps import Gap, GapStatus, Recommendation
from caremodel.people.charts import Chart, Coverage
from caremodel.people.patients import Patient, PatientId
from caremodel.testing import strategies

WINDOWS = st.builds(Days, st.integers(1, 1_000)) | st.builds(
    Months, st.integers(1, 120)
)


@given(strategies.days(), WINDOWS)
def test_good_until_is_the_last_day_of_the_window(
    done: date, window: Days | Months
) -> None:
    """Months are clamped both ways, and the day must be right all the same."""
    test = Entry("test", "score", (), done)
    chart = Chart(
        patient=Patient(id=PatientId("p0")),
        filed=[test],
        coverage=[Coverage(kind="score")],
    )
    asks = Recommendation(
        id="asked",
        population=All(()),
        met=Has(Select(kind="score"), window),
        source="Assumed: a law",
    )

    def on(day: date) -> Gap:
        (gap,) = gaps.find([asks], [chart], on=day)
        return gap

    until = on(done + timedelta(days=1)).good_until

    assert until is not None
    assert on(until).status is GapStatus.CLOSED
    assert on(until + timedelta(days=1)).status is GapStatus.OPEN
    assert on(until + timedelta(days=1)).id.due == until
