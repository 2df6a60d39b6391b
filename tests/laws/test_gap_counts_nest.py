"""Numerator within denominator within initial population; nobody is lost."""

from hypothesis import given

from caremodel.grammar.verdicts import Answer
from caremodel.panel import gaps
from caremodel.panel.gaps import Gap, GapStatus, StatusMapping
from laws.panel_worlds import MAPPINGS, Asked, asked, occurs


def excluded(gap: Gap) -> bool:
    """Say whether someone is surely excluded."""
    return gap.excluded is not None and gap.excluded.answer is Answer.YES


@given(asked(), MAPPINGS)
def test_the_counts_nest_and_the_rate_is_their_quotient(
    case: Asked, mapping: StatusMapping
) -> None:
    """Rate = numerator / (denominator - excluded), and none of 0/0. INV-104."""
    found = gaps.find([case.asks], case.world.charts, on=case.on, mapping=mapping)

    for count in gaps.tally(found):
        left = count.denominator - count.excluded
        assert 0 <= count.numerator <= left
        assert count.denominator <= count.initial_population <= len(found)
        assert count.rate == (count.numerator / left if left else None)
        assert (count.rate is None) == (count.rate_at_most is None)
        if count.rate is not None and count.rate_at_most is not None:
            assert 0 <= count.rate <= count.rate_at_most <= 1


@given(asked(), MAPPINGS)
def test_everyone_has_one_status_and_no_excluded_person_meets_it(
    case: Asked, mapping: StatusMapping
) -> None:
    """The statuses add up to all the people; evidence is of no one excluded."""
    found = gaps.find([case.asks], case.world.charts, on=case.on, mapping=mapping)

    for count in gaps.tally(found):
        statuses = (
            *(count.not_applicable, count.prospective, count.open, count.closed),
            count.cannot_tell,
        )
        assert sum(statuses) == len(found)
    assert not any(excluded(gap) and gap.evidence is not None for gap in found)


def test_some_meet_it_some_do_not_and_some_are_excluded() -> None:
    """Each of them in some of the cases."""

    def found(case: Asked) -> tuple[Gap, ...]:
        return gaps.find([case.asks], case.world.charts, on=case.on)

    assert occurs(asked(), lambda case: any(gap.evidence for gap in found(case)))
    assert occurs(asked(), lambda case: any(map(excluded, found(case))))
    assert occurs(
        asked(), lambda case: any(gap.status is GapStatus.OPEN for gap in found(case))
    )
