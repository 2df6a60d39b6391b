"""The plan of a story: what the person wants, and who does what for it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from caremodel.care.goals import GoalId
from caremodel.care.plans import (
    Action,
    ActionId,
    ActivatePlan,
    AgreeAction,
    DraftPlan,
    HoldReview,
    MoveAction,
    MoveGoal,
    NoteAchievement,
    NoteDone,
    Party,
    PartyKind,
    QueueReview,
    RateGoal,
    VoiceGoal,
)
from caremodel.care.teams import SupportMember, open_members
from caremodel.catalog.partners import EXAMPLE_NETWORK
from caremodel.display.stories import _script as script
from caremodel.display.stories._asking import Asking
from caremodel.display.stories._grids import needs_of
from caremodel.display.stories._script import DAYS
from caremodel.grammar.dates import add_days
from caremodel.grammar.histories import Actor
from caremodel.network.partners import services_for
from caremodel.people.roles import WorkerId

__all__ = ["agree", "do", "draft", "put_into_force"]

NURSE: Final = Party(PartyKind.STAFF, "nurse")
SOCIAL_WORKER: Final = Party(PartyKind.STAFF, "therapist")
STROLLS: Final = ActionId("strolls")
CALLS: Final = ActionId("calls")
MEDICINES: Final = ActionId("medicines")
RIDES: Final = ActionId("rides")


def draft(asking: Asking, on: date, by: Actor) -> None:
    """Draft the plan, and write down the goals that the person voices."""
    chart = asking.chart
    need, entries = script.need(chart.id, on)
    asking.add(*entries)
    drafted = DraftPlan(
        plan_id=script.PLAN,
        patient_id=chart.id,
        author=WorkerId(by.id),
        what_matters=script.WHAT_MATTERS,
        contingency=script.CONTINGENCY,
        cadence=script.CADENCE,
    )
    asking.of_plan(drafted, on=on, by=by)
    patient = Actor(chart.id, ("patient",))
    for goal in script.goals(chart.id, need.id, on):
        asking.of_plan(
            VoiceGoal(goal=goal),
            RateGoal(goal_id=goal.id, importance=10, confidence=6),
            MoveGoal(goal_id=goal.id, move="start"),
            on=on,
            by=patient,
        )


def agree(asking: Asking, on: date, by: Actor) -> None:
    """Agree on who does what until when."""
    actions = (*_at_home(asking, on), *_of_staff(on, by), *_of_others(asking, on))
    asking.of_plan(*(AgreeAction(action=each) for each in actions), on=on, by=by)


def put_into_force(asking: Asking, on: date, by: Actor) -> None:
    """Put the plan into force."""
    asking.of_plan(ActivatePlan(), on=on, by=by)


def _at_home(asking: Asking, on: date) -> Iterator[Action]:
    """Say what the person does, and whoever stands by them."""
    own = Party(PartyKind.PATIENT, asking.chart.id)
    yield Action(
        id=STROLLS,
        goal_id=script.STEPS,
        words="walk towards the bench most days, a little further each week",
        responsible=own,
        agreed_on=on,
        due=script.EVERY_WEEK,
    )
    members = () if asking.team is None else open_members(asking.team)
    others = [m.who.person_id for m in members if isinstance(m.who, SupportMember)]
    yield Action(
        id=ActionId("chairs"),
        goal_id=script.GARDEN,
        words="put the chairs out on Sunday, and say who comes",
        responsible=Party(PartyKind.CAREGIVER, others[0]) if others else own,
        agreed_on=on,
        due=script.EVERY_WEEK,
    )


def _of_staff(on: date, by: Actor) -> Iterator[Action]:
    yield Action(
        id=CALLS,
        goal_id=script.GARDEN,
        words="call every week, and ask before anything is changed",
        responsible=Party(PartyKind.STAFF, by.id),
        agreed_on=on,
        due=script.EVERY_WEEK,
    )
    yield Action(
        id=MEDICINES,
        goal_id=script.STEPS,
        words="go through all medicines at the kitchen table",
        responsible=NURSE,
        agreed_on=on,
        due=add_days(on, script.SOON),
    )


def _of_others(asking: Asking, on: date) -> Iterator[Action]:
    """Ask partners for what the network has, and staff to look for what it has not."""
    due = add_days(on, script.LATER)
    unmet = []
    for need in needs_of(asking.record()):
        services = services_for(EXAMPLE_NETWORK, need, on=on)
        if need.is_open and not services:
            unmet.append(need.category.replace("-", " "))
        elif need.category == script.NEW_NEED:
            yield Action(
                id=RIDES,
                goal_id=script.GARDEN,
                words=services[0].called,
                responsible=Party(PartyKind.PARTNER, services[0].partner_id),
                agreed_on=on,
                due=due,
            )
    if unmet:
        named = " and ".join(dict.fromkeys(unmet))
        yield Action(
            id=ActionId("search"),
            goal_id=script.GARDEN,
            words=f"look for help with {named}: no partner offers any",
            responsible=SOCIAL_WORKER,
            agreed_on=on,
            due=due,
        )


# --- day by day ----------------------------------------------------------------------


def do(asking: Asking, number: int, on: date, by: Actor) -> None:
    """Let happen to the plan what the script has for a day."""
    patient = Actor(asking.chart.id, ("patient",))
    if number in script.STROLLS:
        asking.of_plan(NoteDone(action_id=STROLLS), on=on, by=patient)
    if number in script.CONTACTS:
        asking.of_plan(NoteDone(action_id=CALLS), on=on, by=by)
    if number == script.CONTACTS[0]:
        for done in (MEDICINES, RIDES):
            asking.of_plan(MoveAction(action_id=done, move="complete"), on=on, by=by)
    if number == DAYS.in_hospital:
        asking.of_plan(QueueReview(why=script.HOME_AGAIN), on=on, by=by)
    if number in script.REVIEWS:
        following = add_days(on, script.REVIEWS[number] - number)
        asking.of_plan(HoldReview(next_on=following), on=on, by=by)
    if number in script.ACHIEVED:
        goal_id, seen = script.ACHIEVED[number]
        noted = NoteAchievement(goal_id=GoalId(goal_id), achievement=seen)
        asking.of_plan(noted, on=on, by=by)
