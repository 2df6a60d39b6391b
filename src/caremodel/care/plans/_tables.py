"""Which moves a host allows on plans, goals and actions."""

from typing import Any, Final, TypeVar

import attrs

from caremodel.care.goals import GOALS, Lifecycle
from caremodel.care.plans._actions import ACTIONS, ActionStatus
from caremodel.care.plans._plan import PLANS, PlanStatus
from caremodel.errors import InvalidValueError
from caremodel.grammar.machines import Machine, Move

M = TypeVar("M", Lifecycle, ActionStatus, PlanStatus)


@attrs.frozen(kw_only=True)
class PlanTables:
    """Which moves a host allows: those that ship, or fewer.

    A host may leave moves out, give them needs, and keep them to fewer roles; it may
    not let anyone but the patient or a proxy say yes or no for the patient.

    Attributes:
        plans: How a plan may move.
        goals: How a goal may move.
        actions: How an action may move.
    """

    plans: Machine[PlanStatus] = PLANS
    goals: Machine[Lifecycle] = GOALS
    actions: Machine[ActionStatus] = ACTIONS

    def __attrs_post_init__(self) -> None:
        _check_narrower("plans", self.plans, PLANS)
        _check_narrower("goals", self.goals, GOALS)
        _check_narrower("actions", self.actions, ACTIONS)


def _check_narrower(field: str, machine: Machine[M], shipped: Machine[M]) -> None:
    """Refuse moves that the shipped table does not have, or keeps to fewer."""
    ways = {(move.name, move.source, move.target): move for move in shipped.moves}
    for move in machine.moves:
        like = ways.get((move.name, move.source, move.target))
        if like is None or not _is_narrower(move, like):
            problem = f"move {move.name!r} must be as narrow as the one that ships"
            raise InvalidValueError(f"PlanTables.{field}", problem)


def _is_narrower(move: Move[Any], like: Move[Any]) -> bool:
    fewer = not like.roles or (bool(move.roles) and set(move.roles) <= set(like.roles))
    return fewer and (move.needs_reason or not like.needs_reason)


TABLES: Final = PlanTables()
"""The tables that ship."""
