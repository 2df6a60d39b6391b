"""Strategies for what teams are made of: templates, workforces, partners' work."""

from datetime import date
from functools import cache
from itertools import product
from typing import Final

import attrs
from hypothesis import strategies as st

from caremodel.care.teams import (
    Cardinality,
    Function,
    FunctionId,
    Part,
    PartnerTask,
    PartnerTaskStatus,
    TeamSetting,
    TeamTemplate,
)
from caremodel.grammar.dates import Period, add_days
from caremodel.grammar.entries import ALWAYS
from caremodel.grammar.histories import Actor
from caremodel.people.patients import PatientId
from caremodel.people.roles import (
    Job,
    JobId,
    Layer,
    Leg,
    License,
    PartnerId,
    Pyramid,
    Role,
    RoleId,
    Standing,
    Worker,
    WorkerId,
    Workforce,
)
from caremodel.testing.strategies._records import STANDING, periods

__all__ = [
    "BY",
    "PATIENT",
    "partner_tasks",
    "team_settings",
    "team_templates",
    "workforces",
]

PATIENT: Final = PatientId("ann")
BY: Final = Actor("nurse", ("nurse",))
SOURCE: Final = "Assumed: invented, for tests"


def _role(role_id: str, *holds: License, clinical: bool = False) -> Role:
    return Role(
        id=RoleId(role_id),
        called=role_id,
        holds=holds,
        clinical=clinical or bool(holds),
        source=SOURCE,
    )


def _job(job_id: str, roles: str, *requires: License, leads: bool = False) -> Job:
    return Job(
        id=JobId(job_id),
        layer=Layer.ONE_TO_ONE,
        called=job_id,
        roles=tuple(RoleId(each) for each in roles.split()),
        requires=requires,
        leads=leads,
        source=SOURCE,
    )


PYRAMID: Final = Pyramid(
    id="small",
    called="Small",
    roles=(
        _role("coach"),
        _role("manager", clinical=True),
        _role("nurse", License.LICENSED),
        _role("doctor", License.PRESCRIBER),
        attrs.evolve(_role("agency"), standing=Standing.PARTNER),
    ),
    jobs=(
        _job("coordinate", "coach manager nurse agency", leads=True),
        _job("assess", "manager nurse doctor", License.LICENSED),
    ),
    source=SOURCE,
)
"""Five roles, from one that holds nothing to one that prescribes, and two jobs."""


# --- templates and workforces --------------------------------------------------------


def _function(function_id: str, roles: str, cardinality: Cardinality) -> Function:
    return Function(
        id=FunctionId(function_id),
        called=function_id,
        roles=tuple(RoleId(each) for each in roles.split()),
        cardinality=cardinality,
    )


def _around_one(
    lead: Cardinality, owner: Cardinality, care: Cardinality
) -> TeamTemplate:
    """Make a template with a function of each sort."""
    return TeamTemplate(
        id="around-one",
        called="Around one",
        functions=(
            Function(
                id=FunctionId("self"),
                called="the patient",
                part=Part.PATIENT,
                cardinality=Cardinality.EXACTLY_ONE,
            ),
            Function(
                id=FunctionId("support"),
                called="who stands by",
                part=Part.SUPPORT,
                cardinality=Cardinality.ZERO_OR_MORE,
            ),
            attrs.evolve(
                _function("lead", "coach manager nurse agency", lead),
                jobs=(JobId("coordinate"),),
                leads=True,
            ),
            attrs.evolve(
                _function("owner", "doctor", owner),
                requires=(License.PRESCRIBER,),
                owns_clinical_care=True,
            ),
            attrs.evolve(
                _function("care", "manager nurse doctor", care),
                jobs=(JobId("assess"),),
            ),
            attrs.evolve(
                _function("screen", "coach nurse", Cardinality.ZERO_OR_MORE),
                requires=(License.LICENSED,),
            ),
            _function("help", "coach agency nurse", Cardinality.ZERO_OR_MORE),
        ),
        source=SOURCE,
    )


def _behind_all(analytics: Cardinality, *others: Cardinality) -> TeamTemplate:
    """Make a template of legs alone."""
    cardinalities = (analytics, *others)
    return TeamTemplate(
        id="behind-all",
        called="Behind all",
        has_subject=False,
        functions=tuple(
            attrs.evolve(
                _function(leg.name.lower(), "coach nurse agency", each), leg=leg
            )
            for leg, each in zip(Leg, cardinalities, strict=True)
        ),
        source=SOURCE,
    )


CARDINALITIES: Final = tuple(product(Cardinality, repeat=3))
LED: Final = [each for each in CARDINALITIES if each[0].needed]
AROUND_ONE: Final = tuple(_around_one(*each) for each in (*LED, *LED, *CARDINALITIES))
BEHIND_ALL: Final = tuple(_behind_all(*each) for each in CARDINALITIES)


def team_templates(
    *, has_subject: bool | None = None
) -> st.SearchStrategy[TeamTemplate]:
    """Templates of all cardinalities, around one person or behind a whole panel."""
    if has_subject is not None:
        return st.sampled_from(AROUND_ONE if has_subject else BEHIND_ALL)
    return st.sampled_from((*AROUND_ONE, *BEHIND_ALL))


@st.composite
def workforces(
    draw: st.DrawFn, *, on: date = STANDING, max_others: int = 4
) -> Workforce:
    """Workforces that can fill `team_templates()`: one always there in each role.

    The others come and go around the day *on*, some with a license of their own.
    """
    others = draw(st.lists(_others(on), max_size=max_others))
    always = [
        Worker(
            id=WorkerId(role.id),
            roles=(role.id,),
            backup=WorkerId("nurse") if role.id != "nurse" else None,
        )
        for role in PYRAMID.roles
    ]
    named = [
        attrs.evolve(worker, id=WorkerId(f"w{number}"))
        for number, worker in enumerate(others)
    ]
    return Workforce(pyramid=PYRAMID, workers=(*always, *named))


@cache
def _others(on: date) -> st.SearchStrategy[Worker]:
    roles = st.lists(
        st.sampled_from([role.id for role in PYRAMID.roles]),
        min_size=1,
        max_size=2,
        unique=True,
    )
    return st.builds(
        Worker,
        id=st.just(WorkerId("someone")),
        roles=roles.map(tuple),
        holds=st.sampled_from(((), (License.LICENSED,))),
        active=st.just(ALWAYS) | periods(on=on),
        backup=st.sampled_from((None, WorkerId("nurse"), WorkerId("coach"))),
    )


@st.composite
def team_settings(
    draw: st.DrawFn, *, on: date = STANDING, has_subject: bool | None = None
) -> TeamSetting:
    """Settings: a template, and a workforce that can fill it."""
    return TeamSetting(
        template=draw(team_templates(has_subject=has_subject)),
        workforce=draw(workforces(on=on)),
        full=draw(st.sampled_from(((), (WorkerId("w0"),)))),
    )


# --- partners ------------------------------------------------------------------------


@st.composite
def partner_tasks(
    draw: st.DrawFn, *, on: date = STANDING, max_size: int = 6
) -> tuple[PartnerTask, ...]:
    """Pieces of work at two partners, in every status, held around the day *on*."""
    shapes = draw(
        st.lists(
            st.tuples(
                st.sampled_from(("pantry", "shelter")),
                st.sampled_from((*PartnerTaskStatus, *OVER, *OVER)),
                periods(on=on),
                st.booleans(),
            ),
            max_size=max_size,
        )
    )
    return tuple(
        PartnerTask(
            id=f"task{number}",
            partner_id=PartnerId(partner),
            status=status,
            held=_held(status, period, kept=kept),
        )
        for number, (partner, status, period, kept) in enumerate(shapes)
    )


OVER: Final = (PartnerTaskStatus.COMPLETED, PartnerTaskStatus.CANCELLED)
"""What lets a partner come back."""

NEVER_HELD: Final = ("requested", "received", "rejected")
STILL_HELD: Final = ("accepted", "in-progress", "on-hold")


def _held(status: PartnerTaskStatus, period: Period, *, kept: bool) -> Period | None:
    """Fit the time for which work was held to its status."""
    if status.value in NEVER_HELD:
        return None
    if status.value in STILL_HELD:
        return Period(start=period.start)
    if status is PartnerTaskStatus.CANCELLED and not kept:
        return None
    return Period(start=period.start, end=period.end or add_days(period.start, 7))
