"""Everyone alive is on the panel once: owned by one, or on the unowned list."""

from hypothesis import given

from caremodel.grammar.entries import alive_on
from caremodel.panel import panels
from caremodel.panel.panels import Attribution
from laws.panel_worlds import POLICIES, POPULATIONS, Population, occurs, panel_of


@given(POPULATIONS, POLICIES)
def test_owners_panels_and_the_unowned_make_up_the_population(
    people: Population, policy: Attribution
) -> None:
    """No one alive is missing, and no one is on two panels. INV-014."""
    panel = panel_of(people, policy)

    held = [each for of in panels.by_owner(panel).values() for each in of]
    everyone = [each.patient_id for each in (*held, *panels.unowned(panel))]

    assert sorted(everyone) == [
        chart.id for chart in people.charts if alive_on(chart, people.on)
    ]


def test_some_are_owned_some_are_not_and_some_are_dead() -> None:
    """Else the law would hold of nothing."""

    def eventful(people: Population) -> bool:
        panel = panel_of(people)
        dead = len(panel.patients) < len(people.charts)
        return dead and bool(panels.owned(panel)) and bool(panels.unowned(panel))

    assert occurs(POPULATIONS, eventful)
