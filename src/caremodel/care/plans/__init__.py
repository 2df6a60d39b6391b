"""Plans: what a person and those around them want to do, made together.

A plan holds goals in the person's words, actions that each have one responsible party,
what to do when it goes badly, and when it is looked at again. `decide` says what a
command makes happen, `evolve` makes the plan that follows. How a plan reads on a page
is said elsewhere; who is on the team, in `teams`.

Example:
    >>> from datetime import date
    >>> from caremodel.care import plans
    >>> from caremodel.care.goals import Goal, GoalKind, Voice, VoicedBy
    >>> from caremodel.grammar.facts import Facts
    >>> from caremodel.grammar.histories import Actor
    >>> today = date(2026, 6, 1)
    >>> nothing = Facts(on=today, known={})
    >>> ann, rosa = Actor("ann", ("patient",)), Actor("rosa", ("care-manager",))
    >>> begin = plans.DraftPlan(plan_id="plan", patient_id="ann", author="rosa")
    >>> drafted = plans.decide(
    ...     plans.TABLES, None, begin, facts=nothing, on=today, by=rosa
    ... )
    >>> plan = plans.evolve(None, *drafted)
    >>> walk = Goal(
    ...     id="walk",
    ...     kind=GoalKind.LIFE,
    ...     words="walk to the lake with my sister",
    ...     voiced_by=Voice(VoicedBy.PATIENT, "ann"),
    ...     voiced_on=today,
    ...     what_matters="being out with my sister",
    ... )
    >>> voice = plans.VoiceGoal(goal=walk)
    >>> for event in plans.decide(
    ...     plans.TABLES, plan, voice, facts=nothing, on=today, by=ann
    ... ):
    ...     plan = plans.evolve(plan, event)
    >>> start = plans.MoveGoal(goal_id="walk", move="start")
    >>> plans.check(plans.TABLES, plan, start, facts=nothing, on=today, by=rosa)
    ('it takes one of the roles patient, proxy',)
    >>> plans.check(plans.TABLES, plan, start, facts=nothing, on=today, by=ann)
    ()
"""

from caremodel.care.plans._actions import (
    ACTIONS,
    OPEN_ACTION,
    Action,
    ActionId,
    ActionStatus,
    Party,
    PartyKind,
)
from caremodel.care.plans._asks import (
    ACTION_KIND,
    OPEN_ACTIONS,
    OPEN_AT_HOME,
    PLAN_KIND,
    REVIEW_KIND,
    REVIEWS,
    DueAction,
    due_actions,
    entries,
    open_actions,
    review_due,
    share_at_home,
    share_met,
)
from caremodel.care.plans._commands import (
    ActivatePlan,
    AgreeAction,
    Cancelled,
    Carried,
    CompletePlan,
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
    PlanCommand,
    QueueReview,
    RateGoal,
    Replaced,
    ResumePlan,
    Revise,
    Revision,
    RevokePlan,
    VoiceGoal,
)
from caremodel.care.plans._decide import Outcome, check, decide, settle
from caremodel.care.plans._events import (
    AchievementNoted,
    ActionAgreed,
    ActionDone,
    ActionHandedOver,
    ActionMoved,
    GoalMoved,
    GoalRated,
    GoalVoiced,
    PlanDrafted,
    PlanEvent,
    PlanMoved,
    PlanRevised,
    ReviewHeld,
    ReviewQueued,
)
from caremodel.care.plans._evolve import evolve
from caremodel.care.plans._plan import (
    ENDED_PLAN,
    PLANS,
    Contingency,
    Plan,
    PlanId,
    PlanStatus,
    Queued,
    Review,
)
from caremodel.care.plans._tables import TABLES, PlanTables

__all__ = [
    "ACTIONS",
    "ACTION_KIND",
    "ENDED_PLAN",
    "OPEN_ACTION",
    "OPEN_ACTIONS",
    "OPEN_AT_HOME",
    "PLANS",
    "PLAN_KIND",
    "REVIEWS",
    "REVIEW_KIND",
    "TABLES",
    "AchievementNoted",
    "Action",
    "ActionAgreed",
    "ActionDone",
    "ActionHandedOver",
    "ActionId",
    "ActionMoved",
    "ActionStatus",
    "ActivatePlan",
    "AgreeAction",
    "Cancelled",
    "Carried",
    "CompletePlan",
    "Contingency",
    "DraftPlan",
    "DueAction",
    "EnterInError",
    "Fate",
    "GoalMoved",
    "GoalRated",
    "GoalVoiced",
    "HandOver",
    "HoldPlan",
    "HoldReview",
    "MoveAction",
    "MoveGoal",
    "NoteAchievement",
    "NoteDone",
    "Outcome",
    "Party",
    "PartyKind",
    "Plan",
    "PlanCommand",
    "PlanDrafted",
    "PlanEvent",
    "PlanId",
    "PlanMoved",
    "PlanRevised",
    "PlanStatus",
    "PlanTables",
    "Queued",
    "QueueReview",
    "RateGoal",
    "Replaced",
    "ResumePlan",
    "Review",
    "ReviewHeld",
    "ReviewQueued",
    "Revise",
    "Revision",
    "RevokePlan",
    "VoiceGoal",
    "check",
    "decide",
    "due_actions",
    "entries",
    "evolve",
    "open_actions",
    "review_due",
    "settle",
    "share_at_home",
    "share_met",
]
