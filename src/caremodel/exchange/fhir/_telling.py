"""Reading what plans, goals and teams say beyond their entries in the chart.

What is not clear enough for ours costs the plan, the goal or the team, and never the
entry: that is why nothing here is unread.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from caremodel.exchange.fhir._codes import ENTERED_IN_ERROR, RESOURCE_TYPES, STATUSES
from caremodel.exchange.fhir._dates import Days
from caremodel.exchange.fhir._findings import Fault
from caremodel.exchange.fhir._places import unplaced
from caremodel.exchange.fhir._references import References, is_id
from caremodel.exchange.fhir._told import (
    Activity,
    GoalTold,
    Participant,
    PlanTold,
    TeamTold,
    Told,
    Unclear,
    Whom,
)
from caremodel.exchange.fhir._values import Values

__all__ = ["ACHIEVEMENT", "told_of"]

Resource = Mapping[str, Any]

VAGUE: Final = "days told as a month or a year: the first or last of it stands for it"
ACHIEVEMENT: Final = "achievements of goals in words, or in codes that are not of R4"
DUE_DAYS: Final = "targets of goals that have several, each with a day of its own"
ROLES: Final = "roles of participants beyond their first"
ROLE_WORDS: Final = "roles of participants in words only"
GOAL_IN_ERROR: Final = "goals inside plans that were entered in error"


def told_of(
    resource: Resource,
    link: str,
    status: str,
    *,
    days: Days,
    references: References,
    values: Values,
) -> Told:
    """Keep what *resource* says, if it is a plan, a goal or a team.

    Args:
        resource: Of which the chart has the entry already.
        link: How others refer to it.
        status: Where it stands, as the entry says.
        days: Reads dates.
        references: Reads references.
        values: Reads codes.
    """
    known = str(resource["resourceType"])
    try:
        telling = _Telling(resource, link, days, references, values)
        if known == "Goal":
            return telling.goal(resource, status)
        return telling.plan(status) if known == "CarePlan" else telling.team(status)
    except Fault as fault:
        return Unclear((f"{known} in no plan, goal or team of ours: {fault.reason}",))


class _Telling:
    """Reads one resource, and remembers what of it is not kept."""

    def __init__(
        self,
        resource: Resource,
        link: str,
        days: Days,
        references: References,
        values: Values,
    ) -> None:
        self.resource = resource
        self.link = link
        self.days = days
        self.references = references
        self.values = values
        self.losses: list[str] = []
        self.inside = {
            f"{link}#{each['id']}": each
            for each in _objects(resource, "contained")
            if is_id(each.get("id")) and _is_type(each.get("resourceType"))
        }

    # --- goals

    def goal(self, goal: Resource, lifecycle: str) -> GoalTold:
        self.losses += unplaced(goal, "Goal")
        words = _words(goal.get("description"), "description")
        if not words:
            raise Fault("description", "must say something")
        return GoalTold(
            lifecycle=lifecycle,
            words=words,
            voice=self.whom(goal, "expressedBy", "Goal"),
            start=self.first(goal, "startDate"),
            stood=self.first(goal, "statusDate"),
            achievement=self.achievement(goal),
            addresses=self.links(goal, "addresses", "Goal"),
            wanted_by=self.wanted_by(goal),
            reason=_text(goal, "statusReason"),
            losses=self.kept(),
        )

    def achievement(self, goal: Resource) -> str | None:
        said = self.values.codes(goal, ("achievementStatus",))
        if len(said) == 1:
            return said[0]
        if "achievementStatus" in goal:
            self.losses.append(ACHIEVEMENT)
        return None

    def wanted_by(self, goal: Resource) -> date | None:
        targets = _objects(goal, "target")
        for target in targets:
            _check_meaning(target, "target")
            self.losses += unplaced(target, "Goal.target")
        due = {self.last(each, "dueDate") for each in targets} - {None}
        if len(due) > 1:
            self.losses.append(DUE_DAYS)
        return due.pop() if len(due) == 1 else None

    def goals_inside(self) -> Iterator[tuple[str, GoalTold]]:
        """Read the goals that a plan holds; the subject is that of the plan."""
        for link, each in self.inside.items():
            if each["resourceType"] == "Goal":
                _check_meaning(each, "contained")
                status = each.get("lifecycleStatus")
                if type(status) is not str or status not in STATUSES["Goal"]:
                    raise Fault("contained", "lifecycleStatus must be a status of R4")
                if status == ENTERED_IN_ERROR:
                    self.losses.append(GOAL_IN_ERROR)
                else:
                    yield link, self.goal(each, status)

    # --- plans

    def plan(self, status: str) -> PlanTold:
        plan = self.resource
        contained = tuple(self.goals_inside())
        self.losses += unplaced(plan, "CarePlan")
        start, end = self.period(plan)
        return PlanTold(
            status=status,
            author=self.whom(plan, "author", "CarePlan"),
            start=start,
            end=end,
            created=self.first(plan, "created"),
            goals=self.links(plan, "goal", "CarePlan"),
            contained=contained,
            teams=self.links(plan, "careTeam", "CarePlan"),
            activities=tuple(map(self.activity, _objects(plan, "activity"))),
            losses=self.kept(),
        )

    def activity(self, activity: Resource) -> Activity:
        path = "CarePlan.activity"
        _check_meaning(activity, "activity")
        self.losses += unplaced(activity, path)
        if "detail" not in activity:
            return Activity()
        detail = _object(activity["detail"], "activity")
        _check_meaning(detail, "activity")
        path = "CarePlan.activity.detail"
        self.losses += unplaced(detail, path)
        return Activity(
            words=_words(detail.get("code"), "activity")
            or _text(detail, "description"),
            status=_text(detail, "status"),
            goals=self.links(detail, "goal", path),
            performers=tuple(
                self.someone(each, "activity") for each in _objects(detail, "performer")
            ),
            forbidden=detail.get("doNotPerform", False) is not False,
            reason=_words(detail.get("statusReason"), "activity"),
        )

    # --- teams

    def team(self, status: str) -> TeamTold:
        team = self.resource
        self.losses += unplaced(team, "CareTeam")
        start, end = self.period(team)
        return TeamTold(
            status=status,
            start=start,
            end=end,
            participants=tuple(map(self.participant, _objects(team, "participant"))),
            losses=self.kept(),
        )

    def participant(self, participant: Resource) -> Participant:
        path = "CareTeam.participant"
        _check_meaning(participant, "participant")
        self.losses += unplaced(participant, path)
        roles = _objects(participant, "role")
        codes = self.values.codes(participant, ("role",))
        self.losses += [ROLES] * len(codes[1:])
        if not codes:
            self.losses += [ROLE_WORDS] * len(roles)
        start, end = self.period(participant)
        return Participant(
            who=self.whom(participant, "member", path),
            function=codes[0] if codes else None,
            start=start,
            end=end,
            of=self.whom(participant, "onBehalfOf", path),
        )

    # --- what they share

    def kept(self) -> tuple[str, ...]:
        """Hand over what was lost so far, and begin anew."""
        losses = tuple(self.losses)
        self.losses.clear()
        return losses

    def first(self, thing: Resource, field: str) -> date | None:
        """Read a day; of a month or a year the first."""
        return self.day(thing, field, at=0)

    def last(self, thing: Resource, field: str) -> date | None:
        """Read a day; of a month or a year the last."""
        return self.day(thing, field, at=2)

    def day(self, thing: Resource, field: str, *, at: int) -> date | None:
        said = thing.get(field)
        if said is None:
            return None
        on, _, last = self.days.when(said, field)
        if last is None:
            return on
        self.losses.append(VAGUE)
        return last if at else on

    def period(self, thing: Resource) -> tuple[date | None, date | None]:
        """Read the first and the last day of a period."""
        period = thing.get("period")
        if period is None:
            return None, None
        period = _object(period, "period")
        return self.first(period, "start"), self.last(period, "end")

    def whom(self, thing: Resource, field: str, path: str) -> Whom | None:
        """Read who is meant; who is meant in words only is counted."""
        said = thing.get(field)
        if said is None:
            return None
        whom = self.someone(said, field)
        if whom is None:
            self.losses.append(f"{path}.{field} in words only")
        return whom

    def someone(self, reference: Any, path: str) -> Whom | None:
        link = self.references.link(reference, path, self.link)
        if link is None:
            return None
        said = reference.get("type")
        if link in self.inside:
            said = self.inside[link]["resourceType"]
        return Whom(link, said if _is_type(said) else "")

    def links(self, thing: Resource, field: str, path: str) -> tuple[str, ...]:
        """Read a list of references; those in words only are counted."""
        found = [
            self.references.link(each, field, self.link)
            for each in _objects(thing, field)
        ]
        self.losses += [f"{path}.{field} in words only"] * found.count(None)
        return tuple(link for link in found if link is not None)


def _is_type(said: object) -> bool:
    return type(said) is str and said in RESOURCE_TYPES


def _check_meaning(thing: Resource, path: str) -> None:
    """Refuse what changes the meaning of a part in a way that nobody understands."""
    if "modifierExtension" in thing or "implicitRules" in thing:
        raise Fault(path, "must not change what the resource means")


def _object(value: Any, path: str) -> Resource:
    if type(value) is not dict:
        raise Fault(path, "must be an object")
    return value


def _objects(thing: Resource, field: str) -> list[Resource]:
    value = thing.get(field)
    if value is None:
        return []
    if type(value) is not list:
        raise Fault(field, "must be a list")
    return [_object(each, field) for each in value]


def _text(thing: Resource, field: str) -> str:
    said = thing.get(field, "")
    if type(said) is not str:
        raise Fault(field, "must be text")
    return said if said.strip() else ""


def _words(concept: Any, path: str) -> str:
    """Say a concept in words: its text, or else what its first code stands for."""
    if concept is None:
        return ""
    told = _object(concept, path)
    codings = (_text(each, "display") for each in _objects(told, "coding"))
    return _text(told, "text") or next(filter(None, codings), "")
