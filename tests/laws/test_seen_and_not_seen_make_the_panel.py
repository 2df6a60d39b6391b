"""Those seen on a day and those not seen make up the panel."""

from hypothesis import given

from caremodel.panel import panels
from laws.panel_worlds import POPULATIONS, Population, occurs, panel_of


@given(POPULATIONS)
def test_whoever_is_on_the_panel_was_seen_or_not_seen(
    people: Population,
) -> None:
    """Never both and never neither. INV-016."""
    panel = panel_of(people)

    seen = panels.seen(panel, people.charts)
    not_seen = panels.not_seen(panel, people.charts)

    assert len(seen) + len(not_seen) == len(panel.patients)
    assert sorted((*seen, *not_seen)) == list(panel.patients)


def test_some_are_seen_and_some_are_not() -> None:
    """Else one of the two would say nothing."""

    def eventful(people: Population) -> bool:
        panel = panel_of(people)
        return 0 < len(panels.seen(panel, people.charts)) < len(panel.patients)

    assert occurs(POPULATIONS, eventful)
