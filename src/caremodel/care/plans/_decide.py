"""Deciding: what a command makes happen, or everything that stands in its way."""

import enum
from collections.abc import Sequence
from datetime import date
from typing import Final, get_args

from caremodel.care.plans._actions import ActionId
from caremodel.care.plans._answers import Ask, answer
from caremodel.care.plans._commands import (
    CompletePlan,
    DraftPlan,
    EnterInError,
    MoveAction,
    PlanCommand,
    RevokePlan,
)
from caremodel.care.plans._events import (
    PlanDrafted,
    PlanEvent,
)
from caremodel.care.plans._evolve import evolve, follow, in_words
from caremodel.care.plans._plan import Plan
from caremodel.care.plans._problems import plan_problems
from caremodel.care.plans._tables import TABLES, PlanTables
from caremodel.errors import InvalidValueError, NotAllowedError
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor, replay

ASKED: Final = frozenset(get_args(PlanCommand))
"""Every class of what can be asked of a plan."""


def decide(
    tables: PlanTables,
    plan: Plan | None,
    command: PlanCommand,
    *,
    facts: Facts,
    on: date,
    by: Actor,
) -> tuple[PlanEvent, ...]:
    """Say what *command* makes happen, or refuse with every reason.

    Args:
        tables: Which moves are allowed; `TABLES` ship.
        plan: As it stands; `None` before it is drafted.
        command: What is asked.
        facts: What is known of the person, for moves that a host gives needs.
        on: The day of the change.
        by: Who makes it. The role "patient" counts of the plan's own patient, and
            "proxy" of someone who acts on behalf of them.

    Raises:
        NotAllowedError: With everything that stands in the way; nothing is changed.
    """
    if type(command) not in ASKED:
        raise NotAllowedError(in_words(command), ("nobody asks that of a plan",))
    if isinstance(command, DraftPlan):
        events: tuple[PlanEvent, ...] = (PlanDrafted(drafted=command, on=on, by=by),)
        because = [] if plan is None else ["the plan was drafted before"]
    elif plan is None:
        events, because = (), ["no plan was drafted"]
    else:
        events, because = answer(Ask(tables, plan, facts, on, by), command)
        ends = isinstance(command, EnterInError)
        because = [*plan_problems(plan, on, ends=ends), *because]
        because += _broken(plan, events, known=because)
    if because:
        raise NotAllowedError(in_words(command), tuple(dict.fromkeys(because)))
    return events


def check(
    tables: PlanTables,
    plan: Plan | None,
    command: PlanCommand,
    *,
    facts: Facts,
    on: date,
    by: Actor,
) -> tuple[str, ...]:
    """Name everything that stands in the way of *command*; empty if nothing does."""
    try:
        decide(tables, plan, command, facts=facts, on=on, by=by)
    except NotAllowedError as refused:
        return refused.because
    return ()


def _broken(plan: Plan, events: Sequence[PlanEvent], *, known: list[str]) -> list[str]:
    """Say which promises of a plan would be broken if *events* happened."""
    try:
        replay(follow, plan, events)
    except InvalidValueError as broken:
        return broken.problem.split("; ")
    except NotAllowedError as refused:
        return [] if known else list(refused.because)
    return []


# --- sugar ---------------------------------------------------------------------------


class Outcome(enum.Enum):
    """Why a plan is settled, by the word of whoever settles it.

    Only where they say that its goals were met has it run its course. That takes no
    goal noted as achieved: a completed goal is no longer sought, reached or not.
    """

    GOALS_MET = "goals met"
    NO_LONGER_WANTED = "no longer wanted"
    UNABLE_TO_ENGAGE = "unable to engage"
    LOST_TO_FOLLOW_UP = "lost to follow-up"
    TRANSFERRED = "transferred"
    MOVED = "moved"
    INELIGIBLE = "ineligible"
    DECEASED = "deceased"


def settle(
    plan: Plan,
    outcome: Outcome,
    *,
    on: date,
    by: Actor,
    tables: PlanTables = TABLES,
    facts: Facts | None = None,
) -> tuple[PlanEvent, ...]:
    """End *plan* for *outcome*, with no open action forgotten (sugar over `decide`).

    Whatever is still open is cancelled in the same step, with the outcome as reason.

    Raises:
        NotAllowedError: With everything that stands in the way.
    """
    known = Facts(on=on, known={}) if facts is None else facts
    reason = outcome.value
    commands: list[PlanCommand] = []
    if outcome is Outcome.GOALS_MET:
        commands += _cancelling(plan, reason)
        commands.append(CompletePlan(reason=reason))
    else:
        commands.append(RevokePlan(reason=reason))
    events: tuple[PlanEvent, ...] = ()
    for command in commands:
        stands = replay(evolve, plan, events)
        events += decide(tables, stands, command, facts=known, on=on, by=by)
    return events


def _cancelling(plan: Plan, reason: str) -> list[MoveAction]:
    ids: list[ActionId] = [action.id for action in plan.actions if action.is_open]
    return [MoveAction(action_id=each, move="cancel", reason=reason) for each in ids]
