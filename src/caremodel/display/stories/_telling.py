"""Telling: the order in which a story asks for things. None of it is forced."""

from datetime import date
from typing import Final

from caremodel.care import contacts
from caremodel.care.contacts import Contact, ContactId, Mode, Outcome
from caremodel.care.journeys import (
    Agree,
    Begin,
    ByReferral,
    ByRule,
    HearReadiness,
    JourneyId,
    Make,
    Recommended,
    ReferredBy,
)
from caremodel.care.pathways import Needed, Readiness
from caremodel.care.teams import TeamSetting
from caremodel.catalog.conditions import HIGH_NEED
from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.catalog.teams import CORE_TEAM
from caremodel.catalog.workforce import EXAMPLE_STAFF
from caremodel.display.stories import _plan as planned, _script as script
from caremodel.display.stories._asking import Asking, actor
from caremodel.display.stories._script import DAYS
from caremodel.display.stories._story import Story
from caremodel.display.stories._team import FULL, OUTREACH, form
from caremodel.grammar.dates import add_days
from caremodel.grammar.facts import draw
from caremodel.grammar.histories import Actor
from caremodel.grammar.rules import answer, facts_read
from caremodel.grammar.verdicts import Answer
from caremodel.people.charts import Chart
from caremodel.people.roles import WorkerId

__all__ = ["tell"]

SOURCES: Final = {
    "pcp": ReferredBy.PCP,
    "social": ReferredBy.SOCIAL_SERVICE,
    "behavioral": ReferredBy.BEHAVIORAL_HEALTH,
    "self": ReferredBy.SELF,
    "family": ReferredBy.FAMILY,
}
SETTING: Final = TeamSetting(template=CORE_TEAM, workforce=EXAMPLE_STAFF, full=FULL)


def tell(chart: Chart, *, on: date) -> Story:
    """Tell how care might go on for an invented person, from the day *on*.

    It ends on the day care is stepped down, or where it cannot go on.
    """
    begin = Begin(
        journey_id=JourneyId("story"), patient_id=chart.id, way_in=_way_in(chart, on)
    )
    asking = Asking(
        chart,
        begin,
        pathway=DEFAULT_PATHWAY,
        setting=SETTING,
        on=on,
        by=actor(EXAMPLE_STAFF, OUTREACH),
    )
    ended = _recruit(asking, on)
    if asking.lead is not None:
        _make_a_plan(asking, on, asking.lead)
        ended = _go_on(asking, on, asking.lead)
    return asking.story(on, ended, by=asking.lead or OUTREACH)


def _way_in(chart: Chart, on: date) -> ByReferral | ByRule:
    """Say what leads to the person: somebody's word first, then the rule of entry."""
    for entry in reversed(chart.entries("referral")):
        source = next((SOURCES[c] for c in entry.codes if c in SOURCES), None)
        if source is not None and entry.links and entry.on <= on:
            why = "asked that someone look at the whole of it"
            return ByReferral(source=source, who=entry.links[0], reason=why)
    if answer(HIGH_NEED, draw(facts_read(HIGH_NEED), chart, on=on)) is Answer.YES:
        return ByRule(rule=HIGH_NEED.ref)
    why = "told their story in an interview"
    return ByReferral(source=ReferredBy.INTERVIEW, who=OUTREACH, reason=why)


# --- until someone says yes ----------------------------------------------------------


def _recruit(asking: Asking, on: date) -> date:
    """Reach out until they talk; from the day they say yes, help starts."""
    outreach = actor(EXAMPLE_STAFF, OUTREACH)
    called, met = add_days(on, DAYS.called), add_days(on, DAYS.met)
    asking.of_journey(Make(move="reach out"), on, outreach)
    _try(asking, 1, called, Mode.PHONE, Outcome.NO_ANSWER)
    asking.of_journey(Make(move="engage"), called, outreach)
    if not _try(asking, 2, met, _best_way(asking, met), Outcome.TWO_WAY):
        return met
    patient = Actor(asking.chart.id, ("patient",))
    ready = HearReadiness(readiness=Readiness.CONSIDERING)
    asking.of_journey(ready, met, outreach)
    asking.of_journey(Agree(what=Needed.AGREEMENT), met, patient)
    lead = form(asking, met)
    asking.of_journey(Make(move="engage", lead=lead), met, outreach)
    return met


def _best_way(asking: Asking, on: date) -> Mode:
    """Choose the first way to meet that the person wants, if any."""
    patient = asking.chart.patient
    allowed = [m for m in script.TALKING if not contacts.may_make(patient, m, on)]
    return (allowed or script.TALKING)[0]


def _try(asking: Asking, number: int, on: date, mode: Mode, came: Outcome) -> bool:
    """Try to reach the person, and say whether they talked."""
    contact = Contact(
        id=ContactId(f"story-contact-{number}"),
        patient_id=asking.chart.id,
        on=on,
        by=asking.lead or OUTREACH,
        mode=mode,
        outcome=came,
        minutes=40 if came is Outcome.TWO_WAY else 1,
    )
    return asking.contact(contact)


# --- once they said yes --------------------------------------------------------------


def _make_a_plan(asking: Asking, on: date, lead: WorkerId) -> None:
    """Ask, plan together, and start."""
    by = actor(EXAMPLE_STAFF, lead)
    assessed, agreed, put, started = (
        add_days(on, days)
        for days in (DAYS.assessed, DAYS.agreed, DAYS.planned, DAYS.started)
    )
    asking.of_journey(Make(move="assess"), assessed, by)
    asking.add(script.score(DAYS.assessed, assessed, script.SCORES[DAYS.assessed]))
    planned.draft(asking, assessed, by)
    planned.agree(asking, agreed, by)
    ready = HearReadiness(readiness=Readiness.READY)
    asking.of_journey(ready, agreed, by)
    asking.of_journey(Make(move="plan"), put, by)
    planned.put_into_force(asking, put, by)
    asking.of_journey(Make(move="start"), started, by)


def _go_on(asking: Asking, on: date, lead: WorkerId) -> date:
    """Look day by day, and do what is advised, until care is stepped down."""
    by, day = actor(EXAMPLE_STAFF, lead), on
    for number in range(DAYS.started, DAYS.last + 1):
        day = add_days(on, number)
        _happen(asking, number, day, by)
        advice = asking.look(day)
        if advice.recommendation in {Recommended.UP, Recommended.DOWN}:
            asking.of_journey(Make(move=advice.move or "", because=advice), day, by)
        if advice.recommendation is Recommended.DOWN:
            break
    return day


def _happen(asking: Asking, number: int, day: date, by: Actor) -> None:
    """Let happen what the script has for a day."""
    planned.do(asking, number, day, by)
    if number in script.CONTACTS:
        _try(asking, number, day, _best_way(asking, day), Outcome.TWO_WAY)
    if number in script.SCORES:
        asking.add(script.score(number, day, script.SCORES[number]))
    if number == DAYS.in_hospital:
        home = add_days(day, DAYS.home_again - DAYS.in_hospital)
        asking.add(script.stay(day, home))
    if number == DAYS.too_early:
        asking.of_journey(Make(move="step down"), day, by)
