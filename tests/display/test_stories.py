"""A story only asks: what it leads to is decided, and can be told again."""

import json
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import attrs
import pytest

from caremodel.care import journeys, plans, teams
from caremodel.care.journeys import (
    Begin,
    ByReferral,
    ByRule,
    JourneyId,
    Recommended,
    ReferredBy,
    TrackerNamed,
)
from caremodel.care.plans import PartyKind
from caremodel.catalog.journeys import DEFAULT_PATHWAY, GOALS_MET, SELF_DONE
from caremodel.catalog.teams import CORE_TEAM
from caremodel.catalog.workforce import EXAMPLE_STAFF
from caremodel.display import pages, stories
from caremodel.display._text import as_text
from caremodel.display.stories import Story
from caremodel.display.stories._asking import Asking, actor
from caremodel.grammar.dates import Interval, Windows
from caremodel.grammar.entries import Entry
from caremodel.grammar.histories import Actor, replay
from caremodel.people.charts import Chart, Coverage
from caremodel.people.patients import (
    Access,
    Channel,
    Patient,
    PatientId,
    PersonId,
    SupportPerson,
    born_on,
)
from caremodel.people.roles import WorkerId
from caremodel.testing import builders

ON = date(2026, 6, 1)
KINDS = ("condition", "encounter", "need", "observation", "referral")
FAMILY = SupportPerson(
    id=PersonId("sis"),
    relationship="sister",
    designated_on=date(2020, 1, 1),
    designated_by=PatientId("ann"),
)
REACHED = Access(channels=(Channel.PHONE, Channel.HOME_VISIT))


def day(number: int) -> date:
    """Count days from the first one of a story."""
    return ON + timedelta(days=number)


def ann(*entries: Entry, access: Access = REACHED, **more: Any) -> Chart:
    """Make the chart of someone without any illness, whose records are complete."""
    patient = Patient(
        id=PatientId("ann"),
        born=born_on(date(1960, 1, 1)),
        name="Ann Example",
        access=access,
        **more,
    )
    coverage = [Coverage(kind=kind) for kind in KINDS]
    return Chart(patient=patient, filed=entries, coverage=coverage)


SENT = Entry(
    "r", "referral", ("social",), date(2026, 3, 1), links=("Organization/pantry-1",)
)


@pytest.fixture(scope="module")
def story() -> Story:
    """Tell one story of someone whom nothing ails, sent by a food bank, once."""
    return stories.tell(ann(SENT, support=(FAMILY,)), on=ON)


def text(*sections: Any) -> str:
    """Set sections as text, in one line."""
    return " ".join(as_text(sections).split())


# --- everything is decided -----------------------------------------------------------


def test_every_event_is_legal_and_makes_what_is_told(story: Story) -> None:
    """A log that could not have happened is refused by `evolve`: this one is not."""
    assert replay(journeys.evolve, None, story.journey_events) == story.journey
    assert replay(plans.evolve, None, story.plan_events) == story.plan
    assert replay(teams.evolve, None, story.team_events) == story.team


@pytest.mark.parametrize("number", range(0, 60, 3))
def test_stories_of_all_sorts_of_people_are_legal(number: int) -> None:
    """Children, the very old, and those who cannot be reached: nothing is forced."""
    told = stories.tell(builders.person(2, number, on=ON), on=ON)

    assert replay(journeys.evolve, None, told.journey_events) == told.journey
    if told.plan is not None:
        assert replay(plans.evolve, None, told.plan_events) == told.plan
    assert pages.journey_sections(told)
    assert json.dumps(stories.journey_json(told))


# --- the journey ---------------------------------------------------------------------


def test_care_steps_up_for_a_stay_and_down_when_it_has_been_quiet(story: Story) -> None:
    """The stay ended on day 42 and counts for 90 days; then 30 more have to pass.

    On day 132 it no longer does: 132 + 30 is day 162.
    """
    moves = [(e.move, e.on) for e in story.journey_events if hasattr(e, "move")]

    assert moves == [
        ("reach out", ON),
        ("engage", day(6)),
        ("assess", day(10)),
        ("plan", day(14)),
        ("start", day(17)),
        ("step up", day(38)),
        ("step down", day(162)),
    ]
    assert story.ended == day(162)
    assert str(story.journey.place) == "active (standard)"


def test_advice_is_told_by_spells_with_since_when(story: Story) -> None:
    """Every day from the start to the end is in just one of them."""
    spells = story.spells
    up = [s for s in spells if s.advice.recommendation is Recommended.UP]
    down = [s for s in spells if s.advice.recommendation is Recommended.DOWN]

    assert [(s.first, s.last, s.advice.since) for s in up] == [
        (day(38), day(38), day(38))
    ]
    assert up[0].advice.evidence == ("story-stay",)
    assert [(s.first, s.advice.since) for s in down] == [(day(162), day(132))]
    assert spells[0].first == day(17)
    assert all(
        before.last + timedelta(days=1) == after.first
        for before, after in pairwise(spells)
    )


def test_what_is_refused_is_told_with_every_reason(story: Story) -> None:
    """Before anyone has talked with her three things are missing, and not just one."""
    first, second = story.refused

    assert (first.on, first.by, first.change) == (day(2), "outreach", "engage")
    assert first.because == (
        "must be so: conversations at least 1",
        "not on record: the person's agreement",
        "not on record: a lead",
    )
    assert (second.on, second.by, second.change) == (day(75), "manager", "step down")
    assert "it takes the advice that this has held for its time" in second.because
    assert len(second.because) == 2


def test_what_may_come_next_is_told_with_what_it_still_needs(story: Story) -> None:
    """One of two goals is met; three quarters of them would be enough for less care."""
    told = text(*pages.journey_sections(story))

    _, _, after = told.partition("What the care manager may do next, 2026-11-10")
    now, _, later = after.partition("step down (to maintenance) still needs:")
    assert "- step up (to active (intensive))" in now
    assert "- must be so: share of goals met at least 0.75" in later


def test_a_page_tells_what_happened_and_why(story: Story) -> None:
    """By whom she was sent, who says yes, and on what a step rests."""
    told = text(*pages.journey_sections(story))

    assert "stands at active (standard), since 2026-11-10" in told
    assert "began: identified (social service, pantry-1: asked" in told
    assert "2026-06-07 Ann Example on record: the person's agreement" in told
    assert "step up: now active (intensive) (for what happened on 2026-07-09)" in told
    assert "2026-07-09, at active (standard): step up; this has held since" in told
    assert "less would do since 2026-10-11, not yet for long enough:" in told


def test_what_no_page_has_words_for_is_told_by_its_name(story: Story) -> None:
    """Nothing that happened is left out."""
    named = TrackerNamed(worker_id="manager", on=ON, by=Actor("manager"))
    other = attrs.evolve(story, journey_events=(*story.journey_events, named))

    assert "TrackerNamed" in text(*pages.journey_sections(other))


def test_somebodys_word_comes_first_then_the_rule_then_an_interview() -> None:
    """Each of the three ways in leads to the same journey."""
    stays = [
        Entry(f"v{n}", "encounter", ("IMP",), date(2026, 4, n), status="finished")
        for n in (1, 2)
    ]
    ill = [
        Entry(f"c{code}", "condition", (code,), date(2020, 1, 1), status="active")
        for code in ("44054006", "59621000")
    ]
    unlinked = Entry("r", "referral", ("social",), date(2026, 3, 1))
    ways = [
        stories.tell(chart, on=ON).journey_events[0].way_in  # type: ignore[union-attr]
        for chart in (ann(SENT, *stays, *ill), ann(unlinked, *stays, *ill), ann())
    ]

    assert isinstance(ways[0], ByReferral)
    assert ways[0].source is ReferredBy.SOCIAL_SERVICE
    assert isinstance(ways[1], ByRule)
    assert isinstance(ways[2], ByReferral)
    assert ways[2].source is ReferredBy.INTERVIEW
    told = stories.tell(ann(*stays, *ill), on=ON)
    assert "began: identified (by rule: high-need)" in text(
        *pages.journey_sections(told)
    )


def test_whom_nobody_may_contact_is_left_alone() -> None:
    """The story ends there, and says why."""
    told = stories.tell(ann(access=Access(no_contact=True)), on=ON)

    assert (told.plan, told.team, told.ended) == (None, None, day(6))
    assert str(told.journey.place) == "recruitment"
    assert "nobody is contacted who asked not to be" in told.refused[0].because
    page = text(
        pages.plan_section(told),
        *pages.journey_sections(told),
        pages.team_section(told),
    )
    assert "lead nobody yet" in page
    assert "readiness nobody asked" in page
    assert "A plan made together" not in page
    assert stories.plan_json(told) is None
    assert stories.team_json(told) is None
    assert stories.journey_json(told)["readiness"] is None


def test_where_one_cannot_tell_care_is_not_stepped_down() -> None:
    """A record that covers no visits leaves open whether it was quiet: all 240 days."""
    chart = attrs.evolve(ann(), coverage=[Coverage(kind="condition")])
    told = stories.tell(chart, on=ON)

    assert told.ended == day(240)
    assert told.spells[-1].advice.recommendation is not Recommended.DOWN


# --- the plan ------------------------------------------------------------------------


def test_the_plan_is_hers_and_each_action_has_one_who_answers(story: Story) -> None:
    """Two goals of her own, five actions: hers, her sister's, three of others."""
    plan = story.plan

    assert plan is not None
    assert plan.co_created
    assert [goal.voiced_by.id for goal in plan.goals if goal.voiced_by] == ["ann"] * 2
    assert [action.responsible.kind for action in plan.actions] == [
        PartyKind.PATIENT,
        PartyKind.CAREGIVER,
        PartyKind.STAFF,
        PartyKind.STAFF,
        PartyKind.PARTNER,
    ]


def test_a_plan_reads_as_people_talk(story: Story) -> None:
    """Her words in quotes; who is late; when it is looked at again.

    The sister's first Sunday was due a week after day 12, on day 19: 20 June. The last
    review was on day 136, for day 168: 16 November.
    """
    told = text(pages.plan_section(story))

    assert "What matters: “being at home, and being asked before" in told
    assert "“sit in the garden on Sundays" in told
    assert "their sister every 7 days 2026-06-20 put the chairs out" in told
    assert "- nurse care manager: go through all medicines" in told
    assert "- Valley Wheels: rides to care" in told
    assert "4 times, last on 2026-10-15; next on 2026-11-16 (upcoming)." in told
    assert "Then call the care manager" in told


def test_needs_that_no_partner_meets_are_looked_for_by_staff() -> None:
    """Help with utilities is closed for a time; the network has no one else."""
    need = Entry(
        "n", "need", ("utility-insecurity",), date(2026, 1, 1), status="confirmed"
    )
    told = stories.tell(ann(need), on=ON)

    assert told.plan is not None
    words = [action.words for action in told.plan.actions]
    assert "look for help with utility insecurity: no partner offers any" in words


def test_words_that_were_not_said_are_not_made_up(story: Story) -> None:
    """No voice, no look at the goal, no day agreed, no review: each is told as such."""
    plan = story.plan
    assert plan is not None
    garden, strolls = plan.goals
    bare = attrs.evolve(garden, achievement=None, achievement_on=None)
    calls = {action.id: action for action in plan.actions}
    actions = [
        attrs.evolve(calls["calls"], due=None),  # type: ignore[index]
        attrs.evolve(calls["chairs"], due=Windows(every=Interval(days=30))),  # type: ignore[index]
    ]
    rest = attrs.evolve(
        plan, goals=[bare, strolls], actions=actions, review=plans.Review(cadence=None)
    )
    told = text(pages.plan_section(attrs.evolve(story, plan=rest)))

    assert "nobody looked yet" in told
    assert "no day agreed" in told
    assert "again and again" in told
    assert "Looked at together 0 times." in told


def test_of_a_plan_without_goals_and_actions_no_share_is_said() -> None:
    """Nothing of nothing is not nought."""
    by = actor(EXAMPLE_STAFF, "manager")
    way_in = ByReferral(source=ReferredBy.INTERVIEW, who="outreach", reason="asked")
    begin = Begin(journey_id=JourneyId("j"), patient_id=PatientId("ann"), way_in=way_in)
    setting = teams.TeamSetting(template=CORE_TEAM, workforce=EXAMPLE_STAFF)
    asking = Asking(
        ann(), begin, pathway=DEFAULT_PATHWAY, setting=setting, on=ON, by=by
    )
    draft = plans.DraftPlan(
        plan_id=plans.PlanId("p"),
        patient_id=PatientId("ann"),
        author=WorkerId("manager"),
    )

    assert asking.of_plan(draft, on=ON, by=by)
    assert asking.facts(ON).value(GOALS_MET) is None
    assert asking.facts(ON).value(SELF_DONE) is None


# --- the team ------------------------------------------------------------------------


def test_lead_and_clinical_owner_are_two_and_a_vacancy_shows(story: Story) -> None:
    """The doctor can take on nobody more, so nobody owns the clinical care yet."""
    told = text(pages.team_section(story))

    assert "lead care manager, with the nurse care manager behind" in told
    assert "clinical owner none yet" in told
    assert "- primary care provider: doctor has no room for one more" in told
    assert "who stands by the patient sister" in told


# --- as JSON -------------------------------------------------------------------------


def test_json_tells_what_the_page_tells(story: Story) -> None:
    """Written down and read again; ids, days and words."""
    told: Any = json.loads(
        json.dumps(
            [
                stories.plan_json(story),
                stories.journey_json(story),
                stories.team_json(story),
            ]
        )
    )
    plan, journey, team = told

    assert plan["co_created"] is True
    assert [goal["achievement"] for goal in plan["goals"]] == ["achieved", "improving"]
    assert plan["actions"][1]["overdue_since"] == "2026-06-20"
    assert plan["review"]["due"] == "2026-11-16"
    assert journey["place"] == {"stage": "active", "level": "standard"}
    assert journey["through"] == "2026-11-10"
    assert journey["refused"][0]["because"][2] == "not on record: a lead"
    assert {each["answer"] for each in journey["options"]} == {"yes", "no"}
    assert journey["advice"][-1]["verdict"]["answer"] == "yes"
    assert (team["lead"]["id"], team["lead"]["backup"]) == ("manager", "nurse")
    assert team["clinical_owner"] is None
    assert team["vacancies"] == [
        {"function": "primary-care", "because": ["doctor has no room for one more"]}
    ]


def test_a_story_shows_nothing_of_the_person_in_its_repr(story: Story) -> None:
    """A log line of it tells whose it is, and of when."""
    assert repr(story) == "Story('ann', 2026-06-01 to 2026-11-10)"
    assert repr(story.spells[-1]) == "Spell(2026-11-10, 2026-11-10)"
