"""A closed gap shows the entry that closed it, or the reason nothing is asked."""

from hypothesis import given

from caremodel.grammar.verdicts import Answer, Verdict
from caremodel.panel import gaps
from caremodel.panel.gaps import GapStatus, StatusMapping
from laws.panel_worlds import MAPPINGS, Asked, asked, occurs


def is_(verdict: Verdict | None, told: Answer) -> bool:
    """Say whether something was read, and came to that."""
    return verdict is not None and verdict.answer is told


@given(asked(), MAPPINGS)
def test_what_is_closed_is_met_by_an_entry_excluded_or_not_asked(
    case: Asked, mapping: StatusMapping
) -> None:
    """With the entry's id and day, or with the reasons. INV-107."""
    filed = {c.id: {e.id: e for e in c.filed} for c in case.world.charts}

    for gap in gaps.find([case.asks], case.world.charts, on=case.on, mapping=mapping):
        if is_(gap.met, Answer.YES):
            assert gap.evidence is not None
            assert gap.evidence_on == filed[gap.patient_id][gap.evidence].on
        else:
            assert (gap.evidence, gap.evidence_on) == (None, None)
            if gap.status is GapStatus.CLOSED:
                excluded = is_(gap.excluded, Answer.YES)
                assert excluded or is_(gap.denominator, Answer.NO)


def test_some_are_closed_by_an_entry_and_some_without_one() -> None:
    """Else half of the law would hold of nothing."""

    def closed(case: Asked, *, by_entry: bool) -> bool:
        found = gaps.find([case.asks], case.world.charts, on=case.on)
        return any(
            gap.status is GapStatus.CLOSED and (gap.evidence is not None) is by_entry
            for gap in found
        )

    assert occurs(asked(), lambda case: closed(case, by_entry=True))
    assert occurs(asked(), lambda case: closed(case, by_entry=False))
