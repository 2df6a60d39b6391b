"""The new panel is the old one, less who was dropped, with who was added."""

from hypothesis import given, strategies as st

from caremodel.panel import panels
from caremodel.panel.panels import Attribution, Held, Panel
from laws.panel_worlds import POLICIES, POPULATIONS, Population, occurs, panel_of


def held(panel: Panel) -> set[Held]:
    """Name each patient on the panel with the owner."""
    return {Held(each.patient_id, each.owner) for each in panel.memberships}


@given(POPULATIONS, POPULATIONS, POLICIES)
def test_new_is_old_less_dropped_with_added(
    before: Population, after: Population, policy: Attribution
) -> None:
    """What was dropped was there, what was added was not. INV-019."""
    old = panel_of(before, policy)
    new = panel_of(Population(after.charts[1:], after.on), policy)

    changed = panels.changes(old, new)

    dropped, added = set(changed.dropped), set(changed.added)
    assert held(new) == (held(old) - dropped) | added
    assert dropped <= held(old)
    assert not added & held(old)
    assert set(changed.moved) == {each.patient_id for each in dropped} & {
        each.patient_id for each in added
    }


def test_some_are_dropped_some_added_and_some_stay() -> None:
    """Else nothing would be subtracted from anything."""

    def eventful(both: tuple[Population, Population]) -> bool:
        old, new = map(panel_of, both)
        changed = panels.changes(old, new)
        kept = held(old) & held(new)
        return bool(changed.dropped) and bool(changed.added) and bool(kept)

    assert occurs(st.tuples(POPULATIONS, POPULATIONS), eventful)
