"""Each open gap of a person on the panel is on their owner's list, once."""

from hypothesis import given, strategies as st

from caremodel.catalog.recommendations import CONVENTIONS
from caremodel.panel import gaps
from caremodel.panel.gaps import Gap, GapStatus
from laws.panel_worlds import POPULATIONS, Population, occurs, panel_of

LISTED = (GapStatus.OPEN, GapStatus.CANNOT_TELL)


def found(people: Population) -> tuple[Gap, ...]:
    """Find the gaps of everyone."""
    return gaps.find(CONVENTIONS, people.charts, on=people.on)


@given(POPULATIONS, st.data())
def test_open_gaps_are_on_their_owners_lists_seen_or_not(
    people: Population, data: st.DataObject
) -> None:
    """None is lost, none is doubled, and nobody gets another's. INV-109."""
    panel = panel_of(people)
    owners = {each.patient_id: each.owner for each in panel.memberships}
    gaps_found = data.draw(st.permutations(found(people)))

    lists = gaps.worklists(gaps_found, panel)

    listed = [
        (each.owner, gap.id)
        for each in lists
        for work in each.people
        for gap in (*work.open, *work.cannot_tell)
    ]
    expected = [
        (owners[gap.patient_id], gap.id) for gap in gaps_found if gap.status in LISTED
    ]
    assert len(listed) == len(set(listed))
    assert set(listed) == set(expected)


def test_owned_and_unowned_people_have_open_gaps() -> None:
    """Else there would be one list, or none."""

    def eventful(people: Population) -> bool:
        panel = panel_of(people)
        *named, unowned = gaps.worklists(found(people), panel)
        return any(each.people for each in named) and bool(unowned.people)

    assert occurs(POPULATIONS, eventful)
