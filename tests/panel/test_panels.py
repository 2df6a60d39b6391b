"""Who owns whom, who came, and what changed from one panel to the next."""

from datetime import date, timedelta

import pytest

from caremodel.errors import InvalidValueError
from caremodel.grammar.facts import Days, Months, Select
from caremodel.panel import panels
from caremodel.panel.panels import Attribution, Balance, Held, Named, Prefer, Visits
from panel.charted import ON, chart, visit

AMBULATORY = Select(kind="encounter", codes=("AMB",))
NORTH, SOUTH = "Organization/north", "Organization/south"

CLINIC = Visits(
    label="visits in a year", select=AMBULATORY, window=Days(365), owner="Organization"
)
POLICY = Attribution(id="by-visits", steps=(CLINIC,), source="Assumed: a test")


def day(back: int) -> date:
    """Count days back from the day the tests stand on."""
    return ON - timedelta(days=back)


def test_most_visits_own_the_patient_and_speak_for_it() -> None:
    """Two visits to the south outweigh one to the north, which is kept for audit."""
    person = chart(
        "p1",
        visit("v1", day(90), SOUTH, "Practitioner/1"),
        visit("v2", day(60), NORTH),
        visit("v3", day(30), SOUTH),
    )

    (place,) = panels.attribute([person], on=ON, policy=POLICY).memberships

    assert (place.owner, place.step) == (SOUTH, "visits in a year")
    assert (place.evidence, place.visits) == (("v1", "v3"), 2)
    assert [(each.owner, each.visits) for each in place.runners_up] == [(NORTH, 1)]


def test_a_tie_goes_to_the_latest_visit() -> None:
    """One visit each: the later instant of the same day decides."""
    person = chart(
        "p1", visit("v1", day(5), NORTH, hour=9), visit("v2", day(5), SOUTH, hour=10)
    )

    (place,) = panels.attribute([person], on=ON, policy=POLICY).memberships

    assert place.owner == SOUTH


def test_a_tie_of_visits_and_of_instants_goes_to_the_smallest_reference() -> None:
    """So that every run gives the same owner."""
    person = chart("p1", visit("v1", day(5), SOUTH), visit("v2", day(5), NORTH))

    (place,) = panels.attribute([person], on=ON, policy=POLICY).memberships

    assert place.owner == NORTH


def test_the_order_of_ties_is_the_policys() -> None:
    """Who prefers the latest visit to the most visits can say so."""
    latest = Attribution(
        id="latest",
        steps=(CLINIC,),
        ties=(Prefer.LATEST_VISIT, Prefer.SMALLEST_REFERENCE),
        source="Assumed: a test",
    )
    person = chart(
        "p1",
        visit("v1", day(9), NORTH),
        visit("v2", day(8), NORTH),
        visit("v3", day(7), SOUTH),
    )

    (place,) = panels.attribute([person], on=ON, policy=latest).memberships

    assert place.owner == SOUTH


def test_the_window_holds_its_first_day_and_not_the_day_itself() -> None:
    """365 days back counts, 366 does not, and today does not."""
    first = chart("first", visit("v1", day(365), NORTH))
    before = chart("before", visit("v1", day(366), NORTH))
    today = chart("today", visit("v1", ON, NORTH))

    panel = panels.attribute([first, before, today], on=ON, policy=POLICY)

    assert {own: len(of) for own, of in panels.by_owner(panel).items()} == {NORTH: 1}
    assert [each.patient_id for each in panels.owned(panel)] == ["first"]
    assert [each.patient_id for each in panels.unowned(panel)] == ["before", "today"]


def test_other_encounters_and_other_links_do_not_count() -> None:
    """An emergency owns nobody; neither does a practitioner where clinics own."""
    emergency = chart("p1", visit("v1", day(5), NORTH, code="EMER"))
    practitioner = chart("p2", visit("v1", day(5), "Practitioner/1"))

    panel = panels.attribute([emergency, practitioner], on=ON, policy=POLICY)

    assert not panels.owned(panel)


def test_a_reference_by_identifier_owns_too() -> None:
    """Where a record refers by identifier, that is the owner's name."""
    link = "Organization?identifier=npi|1"

    panel = panels.attribute(
        [chart("p1", visit("v1", day(5), link))], on=ON, policy=POLICY
    )

    assert list(panels.by_owner(panel)) == [link]


def test_a_visit_of_an_uncertain_day_counts_only_if_surely_within() -> None:
    """A visit "in March" may have been today."""
    person = chart("p1", visit("v1", day(30), NORTH, on_last=ON))

    panel = panels.attribute([person], on=ON, policy=POLICY)

    assert len(panels.unowned(panel)) == 1


def test_the_first_step_that_finds_anyone_counts() -> None:
    """A named provider comes before visits here; who has neither is told so."""
    policy = Attribution(
        id="named-first",
        steps=(
            Named(label="named by the patient"),
            CLINIC,
            Visits(
                label="visits in two years",
                select=AMBULATORY,
                window=Months(24),
                owner="Organization",
            ),
        ),
        nobody="neither named nor visited",
        source="Assumed: a test",
    )
    people = [
        chart("named", visit("v1", day(5), NORTH), pcp="Practitioner/1"),
        chart("visited", visit("v1", day(5), NORTH)),
        chart("long-ago", visit("v1", day(500), SOUTH)),
        chart("nobody"),
    ]

    panel = panels.attribute(people, on=ON, policy=policy)

    assert {each.patient_id: (each.owner, each.step) for each in panel.memberships} == {
        "long-ago": (SOUTH, "visits in two years"),
        "named": ("Practitioner/1", "named by the patient"),
        "nobody": (None, "neither named nor visited"),
        "visited": (NORTH, "visits in a year"),
    }
    assert [each.visits for each in panel.memberships] == [1, 0, 0, 1]


def test_the_dead_are_not_on_the_panel() -> None:
    """Who died yesterday is not counted; who dies today is, as the day begins."""
    yesterday, today = chart("p1", died=day(1)), chart("p2", died=ON)

    panel = panels.attribute([yesterday, today], on=ON, policy=POLICY)

    assert panel.patients == ("p2",)


def test_nobody_who_died_by_the_day_may_be_listed() -> None:
    """Counted on the day of death, called no more."""
    assert not panels.may_be_listed(chart("p1", died=day(1)), ON)
    assert not panels.may_be_listed(chart("p1", died=ON), ON)
    assert panels.may_be_listed(chart("p1", died=ON + timedelta(days=1)), ON)
    assert panels.may_be_listed(chart("p1"), ON)


def test_who_is_not_born_yet_is_on_no_panel_and_no_list() -> None:
    """A chart may know more than the day asked about; born today counts."""
    tomorrow = chart("p1", born=ON + timedelta(days=1))
    today = chart("p2", born=ON)

    panel = panels.attribute([tomorrow, today], on=ON, policy=POLICY)

    assert panel.patients == ("p2",)
    assert not panels.may_be_listed(tomorrow, ON)
    assert panels.may_be_listed(today, ON)


def test_two_charts_of_one_patient_are_refused() -> None:
    """Each patient has one place."""
    with pytest.raises(InvalidValueError, match="must not name anyone twice"):
        panels.attribute([chart("p1"), chart("p1")], on=ON, policy=POLICY)


def test_a_window_that_holds_the_day_itself_is_refused() -> None:
    """Otherwise today's visits would change who is on the panel."""
    with pytest.raises(InvalidValueError, match=r"Visits\.window"):
        Visits(
            label="x",
            select=AMBULATORY,
            window=Days(365, today=True),
            owner="Organization",
        )


def test_ties_that_chance_would_settle_are_refused() -> None:
    """Two owners may have as many visits, and the same last day."""
    with pytest.raises(InvalidValueError, match=r"Attribution\.ties"):
        Attribution(
            id="x",
            steps=(CLINIC,),
            ties=(Prefer.MOST_VISITS, Prefer.LATEST_VISIT),
            source="Assumed: a test",
        )


def test_seen_are_those_with_an_encounter_of_the_day() -> None:
    """Of any class; yesterday's, planned and uncertain ones do not count."""
    people = [
        chart("today", visit("v1", ON, code="EMER")),
        chart("planned", visit("v1", ON, status="planned")),
        chart("yesterday", visit("v1", day(1))),
        chart("uncertain", visit("v1", ON, on_last=ON + timedelta(days=30))),
        chart("never"),
    ]
    panel = panels.attribute(people, on=ON, policy=POLICY)

    assert panels.seen(panel, people) == ("today",)
    assert panels.not_seen(panel, people) == (
        *("never", "planned", "uncertain", "yesterday"),
    )
    emergencies = Select(kind="encounter", codes=("EMER",))
    assert panels.seen(panel, people, visits=emergencies) == ("today",)
    assert panels.seen(panel, people, visits=AMBULATORY) == ("planned",)
    assert len(panels.not_seen(panel, people, visits=AMBULATORY)) == 4
    assert panels.seen(panel, people, on=day(1)) == ("yesterday",)


def test_of_a_panel_of_2000_with_24_seen_1976_are_not() -> None:
    """Being accountable for those who did not come is what a panel is for."""
    people = [
        chart(f"p{n:04}", *([visit("v1", ON)] if n < 24 else [])) for n in range(2_000)
    ]
    panel = panels.attribute(people, on=ON, policy=POLICY)

    assert len(panels.seen(panel, people)) == 24
    assert len(panels.not_seen(panel, people)) == 1_976


def test_changes_say_who_was_dropped_added_and_moved() -> None:
    """One moved from north to south, one died, one is new, one stayed."""
    before = panels.attribute(
        [
            chart("moves", visit("v1", day(5), NORTH)),
            chart("dies", visit("v1", day(5), NORTH)),
            chart("stays", visit("v1", day(5), NORTH)),
        ],
        on=ON,
        policy=POLICY,
    )
    after = panels.attribute(
        [
            chart("moves", visit("v1", day(5), SOUTH)),
            chart("dies", visit("v1", day(5), NORTH), died=day(1)),
            chart("stays", visit("v1", day(5), NORTH)),
            chart("new"),
        ],
        on=ON,
        policy=POLICY,
    )

    changed = panels.changes(before, after)

    assert [(each.patient_id, each.owner) for each in changed.dropped] == [
        ("dies", NORTH),
        ("moves", NORTH),
    ]
    assert [(each.patient_id, each.owner) for each in changed.added] == [
        ("moves", SOUTH),
        ("new", None),
    ]
    assert changed.moved == ("moves",)


@pytest.mark.parametrize(
    "term", ["panel", "visits_per_patient_year", "visits_per_day", "days_per_year"]
)
def test_the_panel_equation_solves_for_any_term(term: str) -> None:
    """20 visits a day on 220 days are 4,400: two each for 2,200 people."""
    terms = {
        "panel": 2_200.0,
        "visits_per_patient_year": 2.0,
        "visits_per_day": 20.0,
        "days_per_year": 220.0,
    }
    given = {name: value for name, value in terms.items() if name != term}

    solved = panels.balance(**given)

    assert solved == Balance(**terms)
    assert solved.demand == solved.supply == 4_400


def test_24_a_day_give_2000_people_2_point_64_visits_a_year() -> None:
    """24 x 220 = 5,280 visits, for 2,000 people."""
    solved = panels.balance(panel=2_000, visits_per_day=24, days_per_year=220)

    assert solved.visits_per_patient_year == 2.64


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"panel": 2_000.0}, "three of four"),
        (
            {
                "panel": 1.0,
                "visits_per_patient_year": 1.0,
                "visits_per_day": 1.0,
                "days_per_year": 1.0,
            },
            "three of four",
        ),
        (
            {"panel": 0.0, "visits_per_day": 1.0, "days_per_year": 1.0},
            "must be over 0",
        ),
        (
            {"panel": float("inf"), "visits_per_day": 1.0, "days_per_year": 1.0},
            "must be over 0",
        ),
    ],
)
def test_an_equation_that_cannot_be_solved_is_refused(
    given: dict[str, float], problem: str
) -> None:
    """Exactly one term is asked for, and the others are real amounts."""
    with pytest.raises(InvalidValueError, match=problem):
        panels.balance(**given)


def test_a_balance_that_does_not_balance_is_refused() -> None:
    """A panel of 3,000 asks for more than 4,400 visits give."""
    with pytest.raises(InvalidValueError, match="demand must equal supply"):
        Balance(
            panel=3_000,
            visits_per_patient_year=2,
            visits_per_day=20,
            days_per_year=220,
        )


def test_what_is_shown_of_people_is_an_id_at_most() -> None:
    """A repr may end in a log."""
    people = [chart("p1", visit("v1", day(5), NORTH))]
    panel = panels.attribute(people, on=ON, policy=POLICY)
    (place,) = panel.memberships

    assert repr(panel) == "Panel(2025-03-31, 1 patients)"
    assert repr(place) == "Membership('p1')"
    assert repr(place.contenders[0]) == "Contender('Organization/north')"
    assert repr(Held(place.patient_id, place.owner)) == "Held('p1')"
