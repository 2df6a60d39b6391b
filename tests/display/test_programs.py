"""A program is told from its own people: their needs, and the first five of them."""

import json
from datetime import date
from typing import Any

import attrs

from caremodel.display import pages, stories
from caremodel.display._text import as_text
from caremodel.grammar.entries import Entry
from caremodel.grammar.histories import replay
from caremodel.panel.candidates import Candidate, Referral, Use
from caremodel.people.charts import Chart, Coverage
from caremodel.people.patients import Access, Channel, Patient, PatientId
from caremodel.program import waves

ON = date(2026, 6, 1)


def need(number: int, *codes: str, status: str = "confirmed") -> Entry:
    """Make the entry of a need."""
    return Entry(f"n{number}", "need", codes, date(2026, 1, 1), status=status)


def of(person: str, *entries: Entry, asked: bool = True) -> Chart:
    """Make the chart of someone who was, or was not, asked for their needs."""
    covered = [Coverage(kind="need")] if asked else []
    return Chart(patient=Patient(id=PatientId(person)), filed=entries, coverage=covered)


CHARTS = (
    of("ann", need(1, "food-insecurity"), need(2, "utility-insecurity")),
    of("bob", need(1, "food-insecurity"), need(2, "food-insecurity")),
    of("cid", need(1, "transportation-insecurity", status="identified")),
    of("dee", need(1, "food-insecurity", status="met")),
    of("eva", need(1, "housing-instability"), need(2, "stress", status="declined")),
    of("fay", need(1, "depression", "behavioral"), need(2, "unheard-of"), need(3)),
    of("gus", need(1, "stress"), asked=False),
)


def test_people_are_counted_and_not_needs_and_only_those_who_were_asked() -> None:
    """Ann and Bob lack food, Bob twice; Dee no longer does; nobody asked Gus."""
    told = {each.category: each for each in stories.count_needs(CHARTS)}

    assert {name: each.people for name, each in told.items()} == {
        "food-insecurity": 2,
        "utility-insecurity": 1,
        "transportation-insecurity": 1,
        "housing-instability": 1,
        "depression": 1,
    }
    assert {each.asked for each in told.values()} == {6}


def test_a_grid_shows_what_nobody_meets_and_what_hangs_on_one() -> None:
    """Help with utilities is closed, food has two partners, rides and homes one."""
    told = as_text([pages.grid_section(stories.own_grid(CHARTS, on=ON))])

    assert "Of 6 people whose needs are known" in told
    assert "       2   33.33  food insecurity" in told
    assert "- Nobody meets: utility insecurity" in told
    assert "- It hangs on a single partner: housing instability, transportation" in told
    assert "- Offered, and no room now: housing instability" in told
    assert "depression                 social_worker (core team); Riverside" in told


def test_a_grid_of_nobody_is_not_shown() -> None:
    """Nobody was asked, so there is nothing to say."""
    assert as_text([pages.grid_section(stories.own_grid([], on=ON))]) == ""


def test_json_of_a_grid() -> None:
    """With every service, and whether it has room."""
    told: Any = json.loads(
        json.dumps(stories.grid_json(stories.own_grid(CHARTS, on=ON)))
    )

    assert told["uncovered"] == ["utility-insecurity"]
    assert told["fragile"] == ["housing-instability", "transportation-insecurity"]
    food = told["rows"][0]
    assert (food["people"], food["asked"], food["full"]) == (2, 6, False)
    assert [each["partner"] for each in food["services"]] == ["pantry", "parish"]
    assert {each["has_room"] for each in food["services"]} == {"yes"}


# --- the first wave ------------------------------------------------------------------


def candidate(person: str, *words: Referral) -> Candidate:
    """Make a candidate."""
    use = Use(
        patient_id=PatientId(person), stays=1, emergencies=0, cost=None, whole=True
    )
    return Candidate(
        patient_id=PatientId(person), use=use, rank=1, by_use=True, referrals=words
    )


SENT = Referral(entry="r", on=ON, origins=("pcp",), links=("Practitioner/1",))
UNSAID = Referral(entry="s", on=ON, origins=("pcp",), links=())
SEVEN = tuple(candidate(each, UNSAID, SENT) for each in "abcdefg")


def test_the_first_five_are_taken_and_no_more() -> None:
    """Seven come into question, and five have a place."""
    first = stories.first_wave(SEVEN, on=ON)

    assert first.cohort.current.served == tuple("abcde")
    assert replay(waves.evolve, None, first.events) == first.cohort
    assert len(first.events) == 6
    assert repr(first) == "FirstWave('first-five')"


def test_a_gate_says_what_is_missing() -> None:
    """Three places are open; of all else nothing is known."""
    first = stories.first_wave([*SEVEN[:1], candidate("z", UNSAID)], on=ON)
    told = as_text(pages.waves_sections(first))

    assert "2 of 5 places are taken." in told
    assert "  a    referral     2026-06-01" in told
    assert "  z    utilization  2026-06-01" in told
    assert "may the next wave open? no." in told
    assert "- everyone-came: must be so: places of the wave not taken exactly 0" in told
    assert "- plans: not known: people of the wave with a co-created plan" in told


def test_sizes_are_told_by_wave_and_in_all() -> None:
    """Five, then 20 more to 25, 100 more to 125, 500 more to 625."""
    told: Any = json.loads(
        json.dumps(stories.waves_json(stories.first_wave([], on=ON)))
    )

    sizes = [(each["own"], each["total"]) for each in told["sizes"]]
    assert sizes == [(5, 5), (20, 25), (100, 125), (500, 625)]
    assert told["first"]["people"] == []
    assert told["first"]["gate"]["answer"] == "no"


def test_the_one_plan_that_was_made_counts() -> None:
    """Of five one has a plan: known, and not enough. Of somebody else's it is none."""
    reached = Access(channels=(Channel.HOME_VISIT,))
    chart = of("a")
    chart = attrs.evolve(chart, patient=attrs.evolve(chart.patient, access=reached))
    story = stories.tell(chart, on=ON)

    for found in (SEVEN, SEVEN[1:]):
        first = stories.first_wave(found, on=ON, story=story)

        assert first.on == story.ended
        plans = next(each for each in first.unmet if each.startswith("plans: "))
        assert plans.startswith("plans: must be so: people of the wave with a co-")
