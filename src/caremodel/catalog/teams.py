"""Teams that the founding texts tell of, as templates. A host replaces any of them.

The core team is around one person with complex needs, the three-legged one stands
behind a whole panel, and there is one for each of the three generic care models. Their
roles and jobs are those of `catalog.workforce`.
"""

from typing import Final

from caremodel.care.teams import (
    Cardinality,
    Function,
    FunctionId,
    Part,
    TeamTemplate,
)
from caremodel.errors import NotFoundError
from caremodel.people.roles import JobId, Leg, License, RoleId

__all__ = [
    "AMBULATORY_INTENSIVE_TEAM",
    "COALITION_TEAM",
    "CORE_TEAM",
    "TEAM_TEMPLATES",
    "THREE_LEGS",
    "WRAPAROUND_TEAM",
    "team_template",
]


def _roles(listed: str) -> tuple[RoleId, ...]:
    return tuple(RoleId(each) for each in listed.split())


def _may_join(function_id: str, called: str, roles: str, *jobs: str) -> Function:
    """Make a function that is filled where the person needs it."""
    return Function(
        id=FunctionId(function_id),
        called=called,
        roles=_roles(roles),
        cardinality=Cardinality.ZERO_OR_MORE,
        jobs=tuple(JobId(each) for each in jobs),
    )


def _lead(roles: str, *jobs: str) -> Function:
    """Make the function of the one who answers for the whole of a person's care."""
    return Function(
        id=FunctionId("care-manager"),
        called="lead care manager",
        roles=_roles(roles),
        cardinality=Cardinality.EXACTLY_ONE,
        jobs=tuple(JobId(each) for each in jobs),
        leads=True,
    )


def _clinical_owner(roles: str) -> Function:
    """Make the function of the one who owns the clinical care."""
    return Function(
        id=FunctionId("primary-care"),
        called="primary care provider",
        roles=_roles(roles),
        cardinality=Cardinality.EXACTLY_ONE,
        requires=(License.PRESCRIBER,),
        owns_clinical_care=True,
    )


THE_PATIENT: Final = Function(
    id=FunctionId("patient"),
    called="the patient",
    part=Part.PATIENT,
    cardinality=Cardinality.EXACTLY_ONE,
)
STANDING_BY: Final = Function(
    id=FunctionId("support"),
    called="who stands by the patient",
    part=Part.SUPPORT,
    cardinality=Cardinality.ZERO_OR_MORE,
)
NURSING: Final = Function(
    id=FunctionId("nursing"),
    called="nurse",
    roles=_roles("nurse nurse_care_manager"),
    cardinality=Cardinality.ZERO_OR_MORE,
    requires=(License.LICENSED,),
    jobs=(JobId("reconcile"),),
)
SOCIAL_WORK: Final = _may_join("social-work", "social worker", "social_worker")
OUTREACH: Final = _may_join(
    "outreach",
    "community health worker",
    "community_health_worker outreach_worker",
    "visit-home",
)
MEDICINE: Final = _may_join("medicine", "physician", "physician")
BEHAVIORAL_HEALTH: Final = _may_join(
    "behavioral-health",
    "behavioral health specialist",
    "behavioral_health_specialist social_worker",
    "brief-therapy",
)
MEDICATIONS: Final = _may_join("medications", "pharmacist", "pharmacist", "reconcile")
NUTRITION: Final = _may_join("nutrition", "dietitian", "dietitian")
PAIN: Final = _may_join("pain", "pain management specialist", "pain_specialist")
GUIDING: Final = _may_join("peer", "mentor, peer, or guide", "peer_mentor", "guide")

CORE_TEAM: Final = TeamTemplate(
    id="core",
    called="Core care team",
    functions=(
        THE_PATIENT,
        STANDING_BY,
        _lead(
            "care_manager nurse_care_manager social_worker agency_care_manager",
            "co-create",
        ),
        _clinical_owner("pcp"),
        NURSING,
        SOCIAL_WORK,
        OUTREACH,
        MEDICINE,
        BEHAVIORAL_HEALTH,
        MEDICATIONS,
        NUTRITION,
        PAIN,
        GUIDING,
    ),
    source="seed-playbook",
)
"""Around one person with complex needs: a care manager, and whom else they call for.

The text calls the care manager integral to any such team, and the others some of them;
a partner with whom primary care lies is necessary in any model, and who lacks one sees
the vacancy.

Source: seed-playbook. Assumed: caremodel, for how many fill each function.
"""

THREE_LEGS: Final = TeamTemplate(
    id="three-legs",
    called="Three-legged stool behind primary care",
    has_subject=False,
    functions=(
        Function(
            id=FunctionId("analytics"),
            called="data analyst",
            roles=_roles("data_analyst"),
            cardinality=Cardinality.ONE_OR_MORE,
            jobs=(JobId("classify"),),
            leg=Leg.ANALYTICS,
        ),
        Function(
            id=FunctionId("coordination"),
            called="care coordinator",
            roles=_roles("care_coordinator"),
            cardinality=Cardinality.ONE_OR_MORE,
            jobs=(JobId("act-on-analytics"),),
            leg=Leg.COORDINATION,
        ),
        Function(
            id=FunctionId("outreach"),
            called="outreach worker",
            roles=_roles("outreach_worker community_health_worker"),
            cardinality=Cardinality.ONE_OR_MORE,
            jobs=(JobId("visit-home"),),
            leg=Leg.OUTREACH,
        ),
    ),
    source="seed-three-legs",
)
"""Behind the primary care of a whole panel: analyst, coordinator, and outreach worker.

It is around nobody in particular. The clinical care is not its own: that is the primary
care provider's.

Source: seed-three-legs. Assumed: caremodel, that a community health worker can be the
one who reaches out.
"""

AMBULATORY_INTENSIVE_TEAM: Final = TeamTemplate(
    id="ambulatory-intensive",
    called="Ambulatory intensive care team",
    functions=(
        THE_PATIENT,
        STANDING_BY,
        _lead(
            "nurse_care_manager social_worker care_manager medical_assistant "
            "community_health_worker"
        ),
        _clinical_owner("pcp physician"),
        NURSING,
        SOCIAL_WORK,
        BEHAVIORAL_HEALTH,
        MEDICATIONS,
        GUIDING,
    ),
    source="seed-playbook",
)
"""One small team in one place, primary care included.

Its lead may be licensed, or an up-skilled medical assistant or community health worker.

Source: seed-playbook. Assumed: caremodel, for how many fill each function.
"""

WRAPAROUND_TEAM: Final = TeamTemplate(
    id="wraparound",
    called="Enhanced services around primary care",
    functions=(
        THE_PATIENT,
        STANDING_BY,
        _lead("care_manager nurse_care_manager social_worker paraprofessional"),
        _clinical_owner("pcp"),
        NURSING,
        SOCIAL_WORK,
        OUTREACH,
        BEHAVIORAL_HEALTH,
    ),
    source="seed-playbook",
)
"""Around the patient and the primary care team that they have already.

Its care manager is a nurse, a social worker, or a paraprofessional.

Source: seed-playbook. Assumed: caremodel, for how many fill each function.
"""

COALITION_TEAM: Final = TeamTemplate(
    id="coalition",
    called="Community coalition team",
    functions=(
        THE_PATIENT,
        STANDING_BY,
        _lead("agency_care_manager care_manager social_worker community_health_worker"),
        _clinical_owner("pcp"),
        OUTREACH,
        _may_join(
            "community-partner",
            "contact at a community partner",
            "community_partner_contact health_navigator",
        ),
        GUIDING,
    ),
    source="seed-playbook",
)
"""Around the patient in their community; an agency's care manager may lead.

Source: seed-playbook, and seed-bif for agencies that manage care by delegation.
Assumed: caremodel, for how many fill each function.
"""

TEAM_TEMPLATES: Final = (
    CORE_TEAM,
    THREE_LEGS,
    AMBULATORY_INTENSIVE_TEAM,
    WRAPAROUND_TEAM,
    COALITION_TEAM,
)
"""Every shipped template."""


def team_template(template_id: str) -> TeamTemplate:
    """Find a shipped template by its id.

    Raises:
        NotFoundError: If there is none, with the ids that there are.
    """
    for template in TEAM_TEMPLATES:
        if template.id == template_id:
            return template
    raise NotFoundError("team template", tuple(each.id for each in TEAM_TEMPLATES))
