"""The roles that the founding texts name, from the patient to the improvement team.

Who holds which license for sure is general practice in the United States; a host whose
law differs brings roles of its own. A care manager may be a nurse, a social worker, or
neither: their license is the worker's.
"""

from typing import Final

from caremodel.errors import NotFoundError
from caremodel.people.roles import Leg, License, Role, RoleId, Standing

__all__ = ["ROLES", "role"]

SUPPORTS: Final = (License.CLINICAL_SUPPORT,)
LICENSED: Final = (License.LICENSED,)
NURSES: Final = (License.CLINICAL_SUPPORT, License.LICENSED)
PRESCRIBES: Final = (*NURSES, License.PRESCRIBER)

ROLES: Final = (
    Role(
        id=RoleId("patient"),
        called="patient",
        standing=Standing.PATIENT,
        top_of_license=(
            "set goals",
            "carry out small action plans",
            "care for oneself",
        ),
        source="seed-hxd",
    ),
    Role(
        id=RoleId("informal_caregiver"),
        called="informal caregiver",
        standing=Standing.PATIENT,
        top_of_license=("prepare medications", "stand by the plan"),
        source="seed-hxd",
    ),
    Role(
        id=RoleId("pcp"),
        called="primary care provider",
        holds=PRESCRIBES,
        clinical=True,
        standing=Standing.PARTNER,
        top_of_license=("own the clinical care", "diagnose", "prescribe"),
        source="seed-three-legs",
    ),
    Role(
        id=RoleId("physician"),
        called="physician",
        holds=PRESCRIBES,
        clinical=True,
        called_for_by=("physical",),
        top_of_license=("decide complex medical questions",),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("nurse"),
        called="nurse",
        holds=NURSES,
        clinical=True,
        called_for_by=("physical",),
        top_of_license=("assess", "reconcile medications", "teach", "triage"),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("nurse_care_manager"),
        called="nurse care manager",
        holds=NURSES,
        clinical=True,
        called_for_by=("physical",),
        top_of_license=("manage complex care", "see people through transitions"),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("psychiatric_nurse"),
        called="psychiatric nurse",
        holds=NURSES,
        clinical=True,
        standing=Standing.PARTNER,
        called_for_by=("behavioral", "trauma"),
        top_of_license=("assess mental health", "watch over medications"),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("care_manager"),
        called="care manager",
        clinical=True,
        top_of_license=(
            "organize assessments",
            "write the plan with the patient",
            "be the link to primary care and services",
        ),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("social_worker"),
        called="social worker",
        holds=LICENSED,
        clinical=True,
        called_for_by=("behavioral", "trauma", "social"),
        top_of_license=("start where the patient is", "counsel", "find benefits"),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("community_health_worker"),
        called="community health worker",
        legs=(Leg.OUTREACH,),
        called_for_by=("financial-insecurity", "material-hardship"),
        top_of_license=("reach out", "visit at home", "be trusted for a life alike"),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("health_navigator"),
        called="health navigator",
        standing=Standing.PARTNER,
        called_for_by=("social",),
        top_of_license=("find ways through the systems", "solve problems"),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("paraprofessional"),
        called="paraprofessional",
        standing=Standing.PARTNER,
        top_of_license=("carry a caseload with a licensed back-up",),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("medical_assistant"),
        called="medical assistant",
        holds=SUPPORTS,
        clinical=True,
        standing=Standing.SUPPORT,
        top_of_license=("room patients", "plan visits ahead", "order by protocol"),
        source="seed-hxd",
    ),
    Role(
        id=RoleId("clinical_support_staff"),
        called="clinical support staff",
        holds=SUPPORTS,
        clinical=True,
        standing=Standing.SUPPORT,
        top_of_license=("queue up orders", "give vaccines", "keep documents"),
        source="seed-hxd",
    ),
    Role(
        id=RoleId("behavioral_health_specialist"),
        called="behavioral health specialist",
        holds=LICENSED,
        clinical=True,
        standing=Standing.PARTNER,
        called_for_by=("behavioral", "trauma"),
        top_of_license=("give brief therapy", "advise on a caseload"),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("addiction_counselor"),
        called="addiction counselor",
        holds=LICENSED,
        clinical=True,
        standing=Standing.PARTNER,
        called_for_by=("behavioral",),
        top_of_license=("counsel on substance use",),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("home_care_worker"),
        called="home care worker",
        standing=Standing.PARTNER,
        called_for_by=("physical",),
        top_of_license=("help with daily life at home",),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("pharmacist"),
        called="pharmacist",
        holds=LICENSED,
        clinical=True,
        standing=Standing.PARTNER,
        called_for_by=("physical",),
        top_of_license=("manage all medications together",),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("dietitian"),
        called="dietitian",
        holds=LICENSED,
        clinical=True,
        standing=Standing.PARTNER,
        called_for_by=("physical",),
        top_of_license=("give nutrition therapy",),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("pain_specialist"),
        called="pain management specialist",
        holds=PRESCRIBES,
        clinical=True,
        standing=Standing.PARTNER,
        called_for_by=("physical",),
        top_of_license=("plan for pain",),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("health_coach"),
        called="health coach",
        standing=Standing.PARTNER,
        top_of_license=("coach toward goals",),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("peer_mentor"),
        called="peer mentor",
        standing=Standing.PARTNER,
        called_for_by=("trauma",),
        top_of_license=("guide as someone who has been there",),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("care_coordinator"),
        called="care coordinator",
        legs=(Leg.COORDINATION,),
        top_of_license=("turn analytics into action", "look at the whole panel"),
        source="seed-three-legs",
    ),
    Role(
        id=RoleId("outreach_worker"),
        called="outreach worker",
        standing=Standing.PARTNER,
        legs=(Leg.OUTREACH,),
        called_for_by=("social",),
        top_of_license=("visit at home", "keep in touch by phone or video"),
        source="seed-three-legs",
    ),
    Role(
        id=RoleId("agency_care_manager"),
        called="care manager of a partner agency",
        standing=Standing.PARTNER,
        top_of_license=("lead for people whom a contract assigns",),
        source="seed-bif",
    ),
    Role(
        id=RoleId("community_partner_contact"),
        called="contact at a community partner",
        standing=Standing.PARTNER,
        called_for_by=("social",),
        top_of_license=("open the partner's doors",),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("emergency_responder"),
        called="emergency responder",
        standing=Standing.PARTNER,
        top_of_license=("notice who calls again and again",),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("neutral_facilitator"),
        called="neutral facilitator",
        standing=Standing.PARTNER,
        top_of_license=("keep a coalition moving together",),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("data_analyst"),
        called="data analyst",
        standing=Standing.SUPPORT,
        legs=(Leg.ANALYTICS,),
        top_of_license=("refresh classification and prediction", "track quality"),
        source="seed-three-legs",
    ),
    Role(
        id=RoleId("quality_manager"),
        called="quality manager",
        standing=Standing.SUPPORT,
        top_of_license=("keep lists of who is due", "track measures"),
        source="seed-hxd",
    ),
    Role(
        id=RoleId("practice_manager"),
        called="practice manager",
        standing=Standing.SUPPORT,
        top_of_license=("run operations", "staff the practice"),
        source="seed-hxd",
    ),
    Role(
        id=RoleId("chief_medical_officer"),
        called="chief medical officer",
        holds=PRESCRIBES,
        clinical=True,
        standing=Standing.SUPPORT,
        top_of_license=("set the strategy", "govern clinical work"),
        source="seed-hxd",
    ),
    Role(
        id=RoleId("it_staff"),
        called="IT staff",
        standing=Standing.SUPPORT,
        top_of_license=("keep data at hand", "keep tools running"),
        source="seed-hxd",
    ),
    Role(
        id=RoleId("billing_staff"),
        called="billing staff",
        standing=Standing.SUPPORT,
        top_of_license=("handle billing",),
        source="seed-hxd",
    ),
    Role(
        id=RoleId("clinical_supervisor"),
        called="clinical supervisor",
        holds=LICENSED,
        clinical=True,
        standing=Standing.SUPPORT,
        top_of_license=("review each patient with each of the staff every week",),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("team_leader"),
        called="team leader",
        standing=Standing.SUPPORT,
        top_of_license=("look at progress every day", "take barriers out of the way"),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("staff_mentor"),
        called="mentor of new staff",
        standing=Standing.SUPPORT,
        top_of_license=("see new colleagues through their first months",),
        source="seed-playbook",
    ),
    Role(
        id=RoleId("improvement_team"),
        called="improvement team",
        standing=Standing.SUPPORT,
        top_of_license=("test changes", "make work standard", "report"),
        source="seed-playbook",
    ),
)
"""Every role that the founding texts name, each with the text that names it first.

Assumed: caremodel, for licenses (as usual in the United States), for tasks, which are
drawn from the duties the texts tell of, and for the needs that call for a role.
"""


def role(role_id: str) -> Role:
    """Find a shipped role by its id.

    Raises:
        NotFoundError: If there is none, with the ids that there are.
    """
    for each in ROLES:
        if each.id == role_id:
            return each
    raise NotFoundError("role", tuple(each.id for each in ROLES))
