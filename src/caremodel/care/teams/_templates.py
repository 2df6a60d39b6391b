"""Templates: which functions a team has, and who may fill each of them."""

import enum
from typing import NewType

import attrs

from caremodel._fields import at_least, identifier, not_blank, not_empty
from caremodel.errors import InvalidValueError
from caremodel.people.roles import JobId, Leg, License, RoleId, WorkerId, Workforce

__all__ = [
    "Cardinality",
    "Function",
    "FunctionId",
    "Part",
    "TeamSetting",
    "TeamTemplate",
    "TemplateRef",
    "ref_of",
]

FunctionId = NewType("FunctionId", str)


class Cardinality(enum.Enum):
    """How many may and must fill a function.

    Source: caretogether.
    """

    ZERO_OR_MORE = "zero_or_more"
    EXACTLY_ONE = "exactly_one"
    ONE_OR_MORE = "one_or_more"

    def met_by(self, count: int) -> bool:
        """Say whether *count* people are enough, and not too many."""
        return (count > 0 or not self.needed) and (count < 2 or not self.alone)  # noqa: PLR2004 - alone or not

    @property
    def needed(self) -> bool:
        """Whether somebody must."""
        return self is not Cardinality.ZERO_OR_MORE

    @property
    def alone(self) -> bool:
        """Whether no second one may."""
        return self is Cardinality.EXACTLY_ONE


class Part(enum.Enum):
    """In which part someone is on a team: by work, as themselves, or to stand by."""

    WORKER = "worker"
    PATIENT = "patient"
    SUPPORT = "support person"


@attrs.frozen(kw_only=True)
class Function:
    """One thing that a team needs someone for.

    Attributes:
        id: Of the function.
        called: What it is called.
        part: Who can fill it at all: a worker, the patient, or who stands by them.
        roles: The roles of workers that may.
        cardinality: How many may and must.
        requires: The licenses it takes; with any, it is a clinical task.
        jobs: What it is to do, as jobs of the pyramid.
        leads: Whether who fills it can be the lead care manager.
        owns_clinical_care: Whether who fills it can own the clinical care.
        leg: Which leg of the stool it is, if one.
    """

    id: FunctionId = attrs.field(validator=identifier)
    called: str = attrs.field(validator=not_blank)
    part: Part = Part.WORKER
    roles: tuple[RoleId, ...] = attrs.field(default=(), converter=tuple[RoleId, ...])
    cardinality: Cardinality
    requires: tuple[License, ...] = attrs.field(
        default=(), converter=tuple[License, ...]
    )
    jobs: tuple[JobId, ...] = attrs.field(default=(), converter=tuple[JobId, ...])
    leads: bool = False
    owns_clinical_care: bool = False
    leg: Leg | None = None

    def __attrs_post_init__(self) -> None:
        path = f"Function[{self.id}]"
        if self.part is Part.WORKER:
            if not self.roles:
                raise InvalidValueError(f"{path}.roles", "must not be empty")
        elif self.roles or self.requires or self.jobs or self.leg:
            problem = "must take no role, license or job: no worker fills it"
            raise InvalidValueError(path, problem)
        elif self.leads or self.owns_clinical_care:
            raise InvalidValueError(path, "must not lead: no worker fills it")


@attrs.frozen
class TemplateRef:
    """Which template a team follows, in which version.

    Attributes:
        id: Of the template.
        version: Of it, from 1.
    """

    id: str = attrs.field(validator=identifier)
    version: int = attrs.field(validator=at_least(1))


@attrs.frozen(kw_only=True)
class TeamTemplate:
    """What a team consists of, as data: around one person, or for a whole panel.

    Attributes:
        id: Of the template.
        version: Of it, from 1; another set of functions is another version.
        called: What such a team is called.
        has_subject: Whether it is around one person. A team without a subject stands
            behind the whole panel, and has neither lead nor clinical owner.
        functions: What it needs someone for.
        source: Where it is described.
    """

    id: str = attrs.field(validator=identifier)
    version: int = attrs.field(default=1, validator=at_least(1))
    called: str = attrs.field(validator=not_blank)
    has_subject: bool = True
    functions: tuple[Function, ...] = attrs.field(
        converter=tuple[Function, ...], validator=not_empty
    )
    source: str = attrs.field(validator=not_blank)

    def __attrs_post_init__(self) -> None:
        path = "TeamTemplate.functions"
        functions = self.functions
        if len({each.id for each in functions}) < len(functions):
            raise InvalidValueError(path, "must not hold one id twice")
        leading = any(each.leads or each.owns_clinical_care for each in functions)
        if self.has_subject:
            own = [each for each in functions if each.part is Part.PATIENT]
            if [each.cardinality for each in own] != [Cardinality.EXACTLY_ONE]:
                raise InvalidValueError(path, "must hold one of the patient's own")
            if not any(each.leads for each in functions):
                raise InvalidValueError(path, "must hold one that can lead")
        elif leading or any(each.part is not Part.WORKER for each in functions):
            problem = "must be for workers who lead nobody: there is no patient"
            raise InvalidValueError(path, problem)


def ref_of(template: TeamTemplate) -> TemplateRef:
    """Name *template* and its version."""
    return TemplateRef(template.id, template.version)


@attrs.frozen(kw_only=True)
class TeamSetting:
    """What is decided on: how a team should be, and who works here, as of now.

    Attributes:
        template: The functions of the team.
        workforce: Who works here, in which roles, under which licenses.
        full: Who can take on nobody more.
    """

    template: TeamTemplate
    workforce: Workforce
    full: tuple[WorkerId, ...] = attrs.field(default=(), converter=tuple[WorkerId, ...])
