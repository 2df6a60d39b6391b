"""Strategies for plans as they came to be, step by step.

They are made through `decide` alone, so whatever happened in one could have happened.
A choice that is not open where a plan stands falls to the next that is.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Final

import attrs
from hypothesis import strategies as st

from caremodel.care import plans as planning
from caremodel.care.goals import (
    FOR_THE_PATIENT,
    GOALS,
    Achievement,
    Goal,
    GoalId,
    GoalKind,
    Lifecycle,
    Voice,
    VoicedBy,
)
from caremodel.care.plans import (
    ACTIONS,
    TABLES,
    Action,
    ActionId,
    ActivatePlan,
    AgreeAction,
    Cancelled,
    Carried,
    Contingency,
    DraftPlan,
    EnterInError,
    Fate,
    HandOver,
    HoldPlan,
    HoldReview,
    MoveAction,
    MoveGoal,
    NoteAchievement,
    NoteDone,
    Outcome,
    Party,
    PartyKind,
    Plan,
    PlanCommand,
    PlanEvent,
    PlanId,
    QueueReview,
    RateGoal,
    Replaced,
    ResumePlan,
    Revise,
    Revision,
    VoiceGoal,
)
from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import FromLast, Interval, Windows, add_days
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import moves_from
from caremodel.people.needs import AssetId, NeedId
from caremodel.people.patients import PatientId, PersonId
from caremodel.people.roles import WorkerId
from caremodel.testing.strategies._records import INDEX, STANDING, pick

__all__ = [
    "CARE_MANAGER",
    "DAUGHTER",
    "PATIENT",
    "PlanHistory",
    "PlanStep",
    "plan_histories",
]

PATIENT: Final = PatientId("p0")
CARE_MANAGER: Final = Actor("rosa", ("care-manager",))
"""Who writes the plans that are drawn."""
DAUGHTER: Final = PersonId("daughter")
REASON: Final = "as agreed"

VOICES: Final = (
    Voice(VoicedBy.PATIENT, PATIENT),
    Voice(VoicedBy.PROXY, DAUGHTER),
    Voice(VoicedBy.CAREGIVER, DAUGHTER),
    Voice(VoicedBy.STAFF, CARE_MANAGER.id),
)


@attrs.frozen(kw_only=True)
class PlanStep:
    """One thing that was asked of a plan, and what it made happen.

    Attributes:
        asked: The command; or the outcome that the plan was settled for.
        on: The day.
        by: Who asked.
        events: What happened, in one step.
        plan: As it stands after it.
    """

    asked: PlanCommand | Outcome
    on: date
    by: Actor
    events: tuple[PlanEvent, ...] = attrs.field(converter=tuple[PlanEvent, ...])
    plan: Plan


@attrs.frozen(kw_only=True)
class PlanHistory:
    """A plan as it came to be, step by step.

    Attributes:
        steps: Each made through `decide`, the first one drafts.
    """

    steps: tuple[PlanStep, ...] = attrs.field(converter=tuple[PlanStep, ...])

    @property
    def events(self) -> tuple[PlanEvent, ...]:
        """Everything that happened, in order."""
        return tuple(event for step in self.steps for event in step.events)

    @property
    def states(self) -> tuple[Plan, ...]:
        """The plan as it stood after each step."""
        return tuple(step.plan for step in self.steps)

    @property
    def plan(self) -> Plan:
        """The plan as it stands at the end."""
        return self.steps[-1].plan


StepShape = tuple[int, int, int]
HistoryShape = tuple[list[StepShape], list[StepShape], int]
STEP_SHAPES: Final[st.SearchStrategy[StepShape]] = st.tuples(
    INDEX, INDEX, st.sampled_from((0, 1, 7, 30))
)


@cache
def history_shapes(max_steps: int) -> st.SearchStrategy[HistoryShape]:
    """Shapes of plans as they came to be."""
    least = min(6, max_steps)
    return st.tuples(
        st.lists(STEP_SHAPES, min_size=2, max_size=5),
        st.lists(STEP_SHAPES, min_size=least, max_size=max_steps),
        INDEX,
    )


def plan_histories(
    *, patient_id: str = PATIENT, starting: date = STANDING, max_steps: int = 14
) -> st.SearchStrategy[PlanHistory]:
    """Plans as they came to be: drafted, put into force, lived with, and often ended.

    Args:
        patient_id: Whose they are.
        starting: The day they are drafted.
        max_steps: How much is asked of them once they are in force.
    """
    return history_shapes(max_steps).map(
        lambda shape: place_history(shape, patient_id, starting)
    )


def place_history(shape: HistoryShape, patient_id: str, starting: date) -> PlanHistory:
    """Let a plan of one patient come to be."""
    opening, lived, ending = shape
    told = _Telling(patient_id, starting)
    told.ask(_draft(patient_id), CARE_MANAGER)
    told.ask(VoiceGoal(goal=told.own_goal()), told.patient)
    for _, choice, _ in opening:
        told.first_of(pick(choice, (_voicings, _agreements, _agreements)), choice)
    told.first_of(_agreements, ending)
    told.ask(ActivatePlan(), CARE_MANAGER)
    for verb, choice, days in lived:
        told.wait(days)
        told.any_of(verb, choice)
    told.end(ending)
    return PlanHistory(steps=tuple(told.steps))


def _draft(patient_id: str) -> DraftPlan:
    return DraftPlan(
        plan_id=PlanId(f"plan-{patient_id}"),
        patient_id=PatientId(patient_id),
        author=WorkerId(CARE_MANAGER.id),
        what_matters="being out of doors",
        contingency=Contingency(red_flags=("short of breath",), call="the nurse line"),
        cadence=FromLast(every=Interval(days=30)),
    )


Wish = tuple[PlanCommand, Actor]
"""A command that may be open, and who gives it."""


class _Telling:
    """A plan while it comes to be: the day, what happened, and where it stands."""

    def __init__(self, patient_id: str, on: date) -> None:
        self.on = on
        self.plan: Plan | None = None
        self.steps: list[PlanStep] = []
        self.patient = Actor(patient_id, (FOR_THE_PATIENT[0],))
        self.proxy = Actor(DAUGHTER, (FOR_THE_PATIENT[1],), patient_id)

    def wait(self, days: int) -> None:
        self.on = add_days(self.on, days)

    def ask(self, command: PlanCommand, by: Actor) -> bool:
        """Ask something of the plan, and say whether it happened."""
        known = Facts(on=self.on, known={})
        try:
            events = planning.decide(
                TABLES, self.plan, command, facts=known, on=self.on, by=by
            )
        except NotAllowedError:
            return False
        self.happened(command, by, events)
        return True

    def happened(
        self, asked: PlanCommand | Outcome, by: Actor, events: tuple[PlanEvent, ...]
    ) -> None:
        plan = self.plan
        for event in events:
            plan = planning.evolve(plan, event)
        if plan is not None:
            step = PlanStep(asked=asked, on=self.on, by=by, events=events, plan=plan)
            self.steps.append(step)
            self.plan = plan

    def first_of(
        self, wishes: "Callable[[_Telling, Plan], list[Wish]]", choice: int
    ) -> bool:
        """Ask for the first open one of some wishes, from a chosen one on."""
        made = [] if self.plan is None else wishes(self, self.plan)
        start = choice % len(made) if made else 0
        return any(self.ask(*wish) for wish in (*made[start:], *made[:start]))

    def any_of(self, verb: int, choice: int) -> None:
        """Ask for something of the chosen sort, or else of the next that is open."""
        start = verb % len(SORTS)
        for sort in (*SORTS[start:], *SORTS[:start]):
            if self.first_of(sort, choice):
                return

    def end(self, ending: int) -> None:
        """End the plan in the chosen way, or leave it as it is."""
        way = pick(ending, ENDINGS)
        if isinstance(way, EnterInError):
            self.ask(way, CARE_MANAGER)
        elif way is not None and self.plan is not None:
            events = planning.settle(self.plan, way, on=self.on, by=CARE_MANAGER)
            self.happened(way, CARE_MANAGER, events)

    def own_goal(self, lifecycle: Lifecycle = Lifecycle.ACTIVE) -> Goal:
        return self.goal(Voice(VoicedBy.PATIENT, self.patient.id), lifecycle)

    def goal(self, voice: Voice, lifecycle: Lifecycle) -> Goal:
        number = len(self.plan.goals) if self.plan else 0
        life = [g.id for g in (self.plan.goals if self.plan else ())[:1]]
        return Goal(
            id=GoalId(f"g{number}"),
            kind=GoalKind.HEALTH if number % 2 else GoalKind.LIFE,
            words="to walk to the lake",
            voiced_by=voice,
            voiced_on=self.on,
            lifecycle=lifecycle,
            addresses=(NeedId("n0"),) if number % 2 else (),
            what_matters="being out of doors",
            supports=life[0] if life and number % 2 else None,
            confidence=number % 11,
            wanted_by=add_days(self.on, 90),
        )

    def action(self, goal_id: GoalId, party: Party, number: int) -> Action:
        when = (
            None,
            add_days(self.on, 7),
            FromLast(every=Interval(days=7), grace=2),
            Windows(every=Interval(months=1)),
        )
        return Action(
            id=ActionId(f"a{number}"),
            goal_id=goal_id,
            words="walk with a friend",
            responsible=party,
            agreed_on=self.on,
            status=pick(number, ACTIONS.initial),
            due=pick(number, when),
            uses=(AssetId("the lake"),) if number % 2 else (),
            trauma_informed=number % 3 == 0,
        )

    def parties(self) -> tuple[Party, ...]:
        return (
            Party(PartyKind.PATIENT, self.patient.id),
            Party(PartyKind.STAFF, CARE_MANAGER.id),
            Party(PartyKind.CAREGIVER, DAUGHTER),
            Party(PartyKind.PARTNER, "food-bank"),
        )


# --- what may be asked of a plan -----------------------------------------------------


def _voicings(told: _Telling, _: Plan) -> list[Wish]:
    voices = (Voice(VoicedBy.PATIENT, told.patient.id), *VOICES[1:])
    proposed = [
        (VoiceGoal(goal=told.goal(voice, Lifecycle.PROPOSED)), CARE_MANAGER)
        for voice in voices
    ]
    return [*proposed, (VoiceGoal(goal=told.own_goal()), told.proxy)]


def _goal_moves(told: _Telling, plan: Plan) -> list[Wish]:
    new = told.goal(Voice(VoicedBy.PROXY, DAUGHTER), Lifecycle.ACTIVE)
    return [
        (
            MoveGoal(
                goal_id=goal.id,
                move=move.name,
                reason=REASON,
                instead=new if move.name == "counter" else None,
            ),
            told.proxy if move.roles else CARE_MANAGER,
        )
        for goal in plan.goals
        for move in moves_from(GOALS, goal.lifecycle)
    ]


def _ratings(told: _Telling, plan: Plan) -> list[Wish]:
    return [
        (RateGoal(goal_id=goal.id, importance=9, confidence=number), told.patient)
        for number, goal in enumerate(plan.goals)
    ]


def _looks(_: _Telling, plan: Plan) -> list[Wish]:
    return [
        (NoteAchievement(goal_id=goal.id, achievement=achievement), CARE_MANAGER)
        for achievement in (Achievement.ACHIEVED, *Achievement)
        for goal in plan.goals
    ]


def _agreements(told: _Telling, plan: Plan) -> list[Wish]:
    number = len(plan.actions)
    return [
        (AgreeAction(action=told.action(goal.id, party, number)), told.patient)
        for party in told.parties()
        for goal in plan.goals
    ]


def _action_moves(_: _Telling, plan: Plan) -> list[Wish]:
    return [
        (MoveAction(action_id=action.id, move=move.name, reason=REASON), CARE_MANAGER)
        for action in plan.actions
        for move in moves_from(ACTIONS, action.status)
    ]


def _doings(told: _Telling, plan: Plan) -> list[Wish]:
    return [(NoteDone(action_id=action.id), told.patient) for action in plan.actions]


def _hand_overs(told: _Telling, plan: Plan) -> list[Wish]:
    return [
        (HandOver(action_id=action.id, to=party, reason=REASON), CARE_MANAGER)
        for party in told.parties()
        for action in plan.actions
    ]


def _rests(_: _Telling, __: Plan) -> list[Wish]:
    return [(HoldPlan(reason=REASON), CARE_MANAGER), (ResumePlan(), CARE_MANAGER)]


def _reviews(told: _Telling, _: Plan) -> list[Wish]:
    return [
        (HoldReview(), CARE_MANAGER),
        (HoldReview(next_on=add_days(told.on, 14)), CARE_MANAGER),
        (QueueReview(why="the person asks for it"), told.patient),
    ]


def _revisions(told: _Telling, plan: Plan) -> list[Wish]:
    """Carry, replace and cancel open actions in turn, from each of the three on."""
    still = [action for action in plan.actions if action.is_open]
    return [
        (
            Revise(
                revision=Revision(
                    reason=REASON,
                    fates=[
                        _fate(told, plan, action, start + at)
                        for at, action in enumerate(still)
                    ],
                    cadence=Windows(every=Interval(months=1)),
                )
            ),
            CARE_MANAGER,
        )
        for start in range(3)
    ]


def _fate(told: _Telling, plan: Plan, action: Action, way: int) -> Fate:
    if way % 3 == 0:
        return Carried(action.id)
    if way % 3 == 1:
        new = told.action(action.goal_id, action.responsible, len(plan.actions) + way)
        return Replaced(action.id, new)
    return Cancelled(action.id, REASON)


SORTS: Final = (
    _voicings,
    _goal_moves,
    _looks,
    _action_moves,
    _agreements,
    _hand_overs,
    _doings,
    _rests,
    _reviews,
    _revisions,
    _ratings,
    _goal_moves,
)
"""The sorts of things that may be asked of a plan in force."""

ENDINGS: Final = (
    None,
    Outcome.GOALS_MET,
    Outcome.NO_LONGER_WANTED,
    None,
    Outcome.GOALS_MET,
    Outcome.DECEASED,
    None,
    Outcome.GOALS_MET,
    EnterInError(reason=REASON),
)
"""How a plan may end, if it does."""
