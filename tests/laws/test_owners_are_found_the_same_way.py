"""Finding an owner is total, goes one way, and says why."""

from hypothesis import given, strategies as st

from caremodel.panel.panels import Attribution, Membership
from laws.panel_worlds import POLICIES, POPULATIONS, Population, occurs, panel_of


@given(st.data(), POPULATIONS, POLICIES)
def test_the_order_of_charts_changes_nothing(
    data: st.DataObject, people: Population, policy: Attribution
) -> None:
    """The same people, in any order, have the same owners. INV-018."""
    shuffled = data.draw(st.permutations(people.charts))

    panel = panel_of(people, policy)

    assert panel_of(Population(tuple(shuffled), people.on), policy) == panel


@given(POPULATIONS, POLICIES)
def test_a_place_says_by_which_step_and_by_which_visits(
    people: Population, policy: Attribution
) -> None:
    """An owner has a step and visits to show, or was named; nobody has a label."""
    steps = {step.label for step in policy.steps}
    filed = {chart.id: {e.id: e for e in chart.filed} for chart in people.charts}
    panel = panel_of(people, policy)

    for place in panel.memberships:
        if place.owner is None:
            assert (place.step, place.contenders) == (policy.nobody, ())
            continue
        assert place.step in steps
        for visit in place.evidence:
            assert place.owner in filed[place.patient_id][visit].links
        assert place.evidence or place.step == "named by the patient"


@given(POPULATIONS)
def test_no_runner_up_is_better(people: Population) -> None:
    """By the declared ties: most visits, latest visit, smallest reference."""
    for place in panel_of(people).memberships:
        ranks = [
            (-each.visits, -each.latest.timestamp(), each.owner)
            for each in place.contenders
            if each.latest is not None
        ]
        assert ranks == sorted(set(ranks))


def test_some_owners_have_a_runner_up_with_as_many_visits() -> None:
    """Else no tie would ever be settled."""

    def tied(place: Membership) -> bool:
        return any(each.visits == place.visits for each in place.runners_up)

    def eventful(people: Population) -> bool:
        panel = panel_of(people)
        return any(map(tied, panel.memberships))

    assert occurs(POPULATIONS, eventful)
