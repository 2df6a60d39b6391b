"""A walk goes from those who did not come to one of them, and counts a rule twice."""

import json
from datetime import date

import pytest

from caremodel.display import walks
from caremodel.testing import builders

ON = date(2026, 6, 1)


@pytest.fixture(scope="module")
def walked() -> walks.Walk:
    """Walk over a small invented panel, once."""
    return walks.walk(builders.panel(250, seed=7, on=ON), on=ON, invented=True)


def test_the_seen_and_the_others_are_the_whole_panel(walked: walks.Walk) -> None:
    """Three of 250 come on the day, as 24 of 2,000 do; the team answers for all."""
    assert len(walked.report.seen) == 3
    on_panel = len(walked.report.panel.memberships)
    assert len(walked.report.seen) + walked.unseen.people == on_panel


def test_one_rule_counts_alike_at_both_scales(walked: walks.Walk) -> None:
    """The interpreter and a data frame agree, what cannot be told included."""
    one, frame = walked.counts

    assert (one.yes, one.no, one.cannot_tell) == (
        frame.yes,
        frame.no,
        frame.cannot_tell,
    )
    assert one.yes > 0
    assert "data frame" in frame.by


def test_without_a_library_for_frames_one_count_stands_and_a_hint(
    walked: walks.Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who installed the core alone is told how to count by a frame, too."""
    monkeypatch.setattr(walks, "find_spec", lambda _: None)

    alone = walks.walk(builders.panel(20, seed=1, on=ON), on=ON)

    assert len(alone.counts) == 1
    assert 'pip install -e ".[frames]" polars' in walks.walk_page(alone)
    assert "pip install" not in walks.walk_page(walked)


def test_a_page_shows_every_section(walked: walks.Walk) -> None:
    """What is asked first stands first: who did not come, and what they need."""
    told = walks.walk_page(walked)

    titles = (
        "3 seen today",
        "Candidates for the first five",
        "Care gaps",
        "Tiers",
        "Four layers of work",
        "Recommendations",
        "Facts",
        "How it may go on for",
        "A plan made together",
        "A journey",
        "The team",
        "Needs, services, partners",
        "Five, then five times as many",
        "One rule, two scales",
    )
    places = [told.index(title) for title in titles]
    assert places == sorted(places)
    assert "regresses to the mean" in told


def test_json_is_of_json_types_and_names_nobody(walked: walks.Walk) -> None:
    """It can be written down, and names of people do not stand in it."""
    told = json.loads(json.dumps(walks.walk_json(walked)))

    assert set(told["layers"]) == {
        "strategic",
        "care_management",
        "one_to_one",
        "patient_action",
    }
    assert told["person"] == walked.report.candidates.people[0].patient_id
    assert walked.person is not None
    assert walked.person.chart.patient.name not in json.dumps(told)
    assert told["journey"]["patient"] == told["person"]
    assert {"goals", "actions", "review"} <= set(told["plan"])
    assert {"lead", "clinical_owner", "vacancies"} <= set(told["team"])
    assert {"rows", "uncovered", "fragile"} <= set(told["grid"])
    assert {"sizes", "first"} <= set(told["waves"])


def test_of_people_who_are_not_invented_nobody_tells_how_it_goes_on() -> None:
    """A host may walk over its own people; what may happen to them is not made up."""
    walked = walks.walk(builders.panel(40, seed=7, on=ON), on=ON)
    told = walks.walk_json(walked)

    assert (told["plan"], told["journey"], told["team"]) == (None, None, None)
    assert told["waves"]
    assert "How it may go on" not in walks.walk_page(walked)


def test_a_panel_of_one_walks_too() -> None:
    """Nobody may be a candidate, and nothing fails."""
    walked = walks.walk(builders.panel(1, seed=3, on=ON, seen_today=0), on=ON)

    assert walked.unseen.people == 1
    assert walks.walk_page(walked)


def test_a_panel_of_nobody_walks_too() -> None:
    """There is no one to tell of, and nothing to meet."""
    walked = walks.walk([], on=ON, invented=True)

    assert walked.story is None
    assert "0 of 5 places are taken." in walks.walk_page(walked)


def test_a_walk_shows_nobody_in_its_repr(walked: walks.Walk) -> None:
    """A log line of it tells how many there are, and of when."""
    assert repr(walked) == "Walk(PanelReport(2026-06-01, 250 patients))"
