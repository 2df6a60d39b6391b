"""Plans, goals and teams of everyone, once everything is read, and what is lost."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, TypeVar

import attrs

from caremodel.care.plans import Plan
from caremodel.care.teams import CareTeam
from caremodel.exchange.fhir._cases import Case
from caremodel.exchange.fhir._charts import Drawer
from caremodel.exchange.fhir._entries import Found
from caremodel.exchange.fhir._export import PatientGoal
from caremodel.exchange.fhir._goals import goal_of
from caremodel.exchange.fhir._plans import plan_of
from caremodel.exchange.fhir._references import References
from caremodel.exchange.fhir._teams import team_of
from caremodel.exchange.fhir._told import GoalTold, PlanTold, TeamTold, Told, Unclear
from caremodel.people.patients import PatientId

__all__ = ["Care"]

AGAIN: Final = "plans, goals and teams that came again with other content: the first"
NO_TEAM: Final = "teams that plans name and that are not there"


class Care:
    """What is made so far.

    Attributes:
        plans: In the order of patients, and by id.
        goals: Those of no plan, in the same order.
        teams: In the same order.
        losses: What is not kept, with how often.
    """

    def __init__(self, references: References) -> None:
        self.references = references
        self.plans: list[Plan] = []
        self.goals: list[PatientGoal] = []
        self.teams: list[CareTeam] = []
        self.losses: Counter[str] = Counter()

    def take(self, patient_id: PatientId, link: str, drawer: Drawer) -> None:
        """Make the plans, goals and teams of one patient, if there are any."""
        told = dict(sorted(drawer.told.items()))
        if not told:
            return
        case = Case(
            patient_id=patient_id,
            link=link,
            drawer=drawer,
            references=self.references,
            losses=self.losses,
        )
        case.lose(AGAIN, sum(self._differs(told, found) for found, _ in drawer.repeats))
        for unclear in _only(Unclear, told).values():
            self.losses.update(unclear.losses)
        goals = {each: goal_of(case, each, goal) for each, goal in _goals_told(told)}
        plans = _only(PlanTold, told)
        made = [plan_of(case, each, plan, goals) for each, plan in plans.items()]
        kept = [plan for plan in made if plan is not None]
        planned = {goal.id for plan in kept for goal in plan.goals}
        self.plans += kept
        self.goals += (
            PatientGoal(patient_id=patient_id, goal=goal)
            for goal in goals.values()
            if goal.id not in planned
        )
        self._take_teams(case, told, plans)

    def _take_teams(
        self, case: Case, told: Mapping[str, Told], plans: Mapping[str, PlanTold]
    ) -> None:
        """Make the teams of one patient, each with the plan that it carries out."""
        teams = _only(TeamTold, told)
        named: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for link, plan in plans.items():
            for team in map(self.references.settled, plan.teams):
                named[team][link] = None
        case.lose(NO_TEAM, sum(len(named[each]) for each in named if each not in teams))
        made = (team_of(case, each, teams[each], named.get(each, {})) for each in teams)
        self.teams += (team for team in made if team is not None)

    def _differs(self, told: Mapping[str, Told], found: Found) -> bool:
        """Say whether what came again says something else than what came first."""
        again, first = found[3], told.get(found[0][0].id)
        if again is None or first is None:
            return False
        one, other = attrs.astuple(first), attrs.astuple(again)
        return self._settled(one) != self._settled(other)

    def _settled(self, part: object) -> object:
        """Settle the references anywhere in what is told, to compare it."""
        if isinstance(part, tuple):
            return tuple(map(self._settled, part))
        return self.references.settled(part) if isinstance(part, str) else part


T = TypeVar("T", bound=Told)


def _only(kind: type[T], told: Mapping[str, Told]) -> dict[str, T]:
    return {link: each for link, each in told.items() if isinstance(each, kind)}


def _goals_told(told: Mapping[str, Told]) -> Iterator[tuple[str, GoalTold]]:
    """Hand out what goals say, those inside plans too."""
    for link, each in told.items():
        if isinstance(each, GoalTold):
            yield link, each
        elif isinstance(each, PlanTold):
            yield from each.contained
