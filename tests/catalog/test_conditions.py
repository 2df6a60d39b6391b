"""Named conditions: as many as the conventions name, chronic or not."""

from datetime import date

from caremodel.catalog import conditions
from caremodel.grammar.facts import draw
from caremodel.grammar.rules import Criterion, Rule, answer, facts_read
from caremodel.grammar.verdicts import Answer
from caremodel.people.charts import Chart
from panel.charted import ON, chart, condition, visit


def told(question: Criterion | Rule, person: Chart) -> Answer:
    """Ask something of one person."""
    return answer(question, draw(facts_read(question), person, on=ON))


def test_sixteen_conditions_are_named_and_fourteen_are_chronic() -> None:
    """Prediabetes and obesity are not counted as chronic."""
    named = set(conditions.CONDITIONS)

    assert len(named) == 16
    assert named - set(conditions.CHRONIC) == {"prediabetes", "obesity_bmi30"}


def test_no_code_means_two_conditions() -> None:
    """Else one diagnosis would count twice."""
    codes = [c for select in conditions.CONDITIONS.values() for c in select.codes]

    assert len(codes) == len(set(codes)) == 38


def test_only_active_conditions_count_and_todays_do() -> None:
    """A condition is asked about as of the day itself."""
    ask = conditions.has(conditions.ASTHMA).eq(True)

    assert told(ask, chart("p1", condition("195967001", ON))) is Answer.YES
    resolved = condition("195967001", status="resolved")
    assert told(ask, chart("p1", resolved)) is Answer.NO
    assert told(ask, chart("p1", covers=())) is Answer.CANNOT_TELL


def test_two_codes_of_one_condition_are_one_chronic_condition() -> None:
    """Hypertension has two codes, by the age of the export."""
    two_codes = chart("p1", condition("38341003"), condition("59621000"))
    two = chart("p1", condition("38341003"), condition("44054006"))

    assert told(conditions.chronic_conditions(2), two_codes) is Answer.NO
    assert told(conditions.chronic_conditions(2), two) is Answer.YES


def test_high_need_takes_two_stays_in_six_months_and_two_conditions() -> None:
    """The stay of 30 September 2024 is six months before 31 March 2025."""
    ill = (condition("38341003"), condition("44054006"))
    recent = visit("v1", date(2025, 1, 5), code="IMP")
    first = visit("v2", date(2024, 9, 30), code="IMP")
    before = visit("v2", date(2024, 9, 29), code="IMP")
    cancelled = visit("v2", date(2025, 1, 6), code="IMP", status="cancelled")

    assert told(conditions.HIGH_NEED, chart("p1", *ill, recent, first)) is Answer.YES
    assert told(conditions.HIGH_NEED, chart("p1", *ill, recent, before)) is Answer.NO
    assert told(conditions.HIGH_NEED, chart("p1", *ill, recent, cancelled)) is Answer.NO
    assert told(conditions.HIGH_NEED, chart("p1", recent, first)) is Answer.NO
