"""Two care models as jobs in layers: the inverted pyramid, and the encounter alone."""

from typing import Final

from caremodel.catalog.workforce._roles import ROLES
from caremodel.people.roles import Job, JobId, Layer, License, Pyramid, Reach, RoleId

__all__ = ["ENCOUNTER_BASED", "INVERTED", "REACHES"]

JOBS: Final = (
    Job(
        id=JobId("find-due"),
        layer=Layer.STRATEGIC,
        called="identify patients due for a visit",
        roles=(RoleId("quality_manager"), RoleId("care_manager")),
        source="seed-hxd",
    ),
    Job(
        id=JobId("classify"),
        layer=Layer.STRATEGIC,
        called="classify the panel and predict who is at risk",
        roles=(RoleId("data_analyst"),),
        source="seed-three-legs",
    ),
    Job(
        id=JobId("track-quality"),
        layer=Layer.STRATEGIC,
        called="track quality and report it",
        roles=(RoleId("data_analyst"), RoleId("quality_manager")),
        source="seed-three-legs",
    ),
    Job(
        id=JobId("remove-barriers"),
        layer=Layer.STRATEGIC,
        called="look at progress every day and remove barriers",
        roles=(RoleId("team_leader"), RoleId("improvement_team")),
        source="seed-playbook",
    ),
    Job(
        id=JobId("redesign"),
        layer=Layer.STRATEGIC,
        called="say what in the care model should change",
        roles=(
            RoleId("patient"),
            RoleId("improvement_team"),
            RoleId("chief_medical_officer"),
        ),
        source="seed-playbook",
    ),
    Job(
        id=JobId("keep-data"),
        layer=Layer.STRATEGIC,
        called="keep data and tools at hand",
        roles=(RoleId("it_staff"),),
        source="seed-hxd",
    ),
    Job(
        id=JobId("staff-practice"),
        layer=Layer.STRATEGIC,
        called="staff the practice",
        roles=(RoleId("practice_manager"),),
        source="seed-hxd",
    ),
    Job(
        id=JobId("remind-clinic"),
        layer=Layer.CARE_MANAGEMENT,
        called="remind patients about a nutrition clinic by text",
        roles=(RoleId("care_manager"), RoleId("outreach_worker")),
        source="seed-hxd",
    ),
    Job(
        id=JobId("act-on-analytics"),
        layer=Layer.CARE_MANAGEMENT,
        called="turn analytics into action for the whole panel",
        roles=(RoleId("care_coordinator"),),
        source="seed-three-legs",
    ),
    Job(
        id=JobId("recruit"),
        layer=Layer.CARE_MANAGEMENT,
        called="recruit those who were not seen",
        roles=(RoleId("outreach_worker"), RoleId("community_health_worker")),
        source="seed-playbook",
    ),
    Job(
        id=JobId("keep-caseload"),
        layer=Layer.CARE_MANAGEMENT,
        called="keep track of everyone on a caseload",
        roles=(RoleId("care_manager"), RoleId("agency_care_manager")),
        source="seed-playbook",
    ),
    Job(
        id=JobId("supervise"),
        layer=Layer.CARE_MANAGEMENT,
        called="review every patient with each of the staff every week",
        roles=(RoleId("clinical_supervisor"),),
        requires=(License.LICENSED,),
        source="seed-playbook",
    ),
    Job(
        id=JobId("room"),
        layer=Layer.ONE_TO_ONE,
        called="show the patient to the exam room",
        roles=(RoleId("medical_assistant"),),
        requires=(License.CLINICAL_SUPPORT,),
        source="seed-hxd",
    ),
    Job(
        id=JobId("answer"),
        layer=Layer.ONE_TO_ONE,
        called="answer questions, diagnose and treat",
        roles=(RoleId("pcp"),),
        requires=(License.PRESCRIBER,),
        source="seed-hxd",
    ),
    Job(
        id=JobId("chart"),
        layer=Layer.ONE_TO_ONE,
        called="chart the encounter",
        roles=(RoleId("pcp"),),
        requires=(License.LICENSED,),
        source="seed-hxd",
    ),
    Job(
        id=JobId("queue-a1c"),
        layer=Layer.ONE_TO_ONE,
        called="queue up A1c orders",
        roles=(RoleId("clinical_support_staff"), RoleId("medical_assistant")),
        requires=(License.CLINICAL_SUPPORT,),
        source="seed-hxd",
    ),
    Job(
        id=JobId("vaccinate"),
        layer=Layer.ONE_TO_ONE,
        called="give vaccines",
        roles=(
            RoleId("clinical_support_staff"),
            RoleId("medical_assistant"),
            RoleId("nurse"),
        ),
        requires=(License.CLINICAL_SUPPORT,),
        source="seed-hxd",
    ),
    Job(
        id=JobId("co-create"),
        layer=Layer.ONE_TO_ONE,
        called="write the care plan with the patient and lead their care",
        roles=(
            RoleId("care_manager"),
            RoleId("nurse_care_manager"),
            RoleId("social_worker"),
            RoleId("agency_care_manager"),
        ),
        leads=True,
        source="seed-playbook",
    ),
    Job(
        id=JobId("visit-home"),
        layer=Layer.ONE_TO_ONE,
        called="visit at home",
        roles=(RoleId("outreach_worker"), RoleId("community_health_worker")),
        source="seed-three-legs",
    ),
    Job(
        id=JobId("navigate"),
        layer=Layer.ONE_TO_ONE,
        called="find ways through health and social services",
        roles=(RoleId("health_navigator"), RoleId("community_health_worker")),
        source="seed-playbook",
    ),
    Job(
        id=JobId("reconcile"),
        layer=Layer.ONE_TO_ONE,
        called="reconcile medications",
        roles=(RoleId("nurse"), RoleId("nurse_care_manager"), RoleId("pharmacist")),
        requires=(License.LICENSED,),
        source="seed-playbook",
    ),
    Job(
        id=JobId("brief-therapy"),
        layer=Layer.ONE_TO_ONE,
        called="give brief therapy",
        roles=(RoleId("behavioral_health_specialist"), RoleId("social_worker")),
        requires=(License.LICENSED,),
        source="seed-playbook",
    ),
    Job(
        id=JobId("guide"),
        layer=Layer.ONE_TO_ONE,
        called="guide as a peer",
        roles=(RoleId("peer_mentor"),),
        source="seed-playbook",
    ),
    Job(
        id=JobId("prepare-week"),
        layer=Layer.PATIENT_ACTION,
        called="prepare the medications for the week",
        roles=(RoleId("informal_caregiver"), RoleId("patient")),
        source="seed-hxd",
    ),
    Job(
        id=JobId("small-plan"),
        layer=Layer.PATIENT_ACTION,
        called="carry out a small action plan",
        roles=(RoleId("patient"),),
        source="seed-playbook",
    ),
    Job(
        id=JobId("bring-support"),
        layer=Layer.PATIENT_ACTION,
        called="bring in who should stand by",
        roles=(RoleId("patient"),),
        source="seed-playbook",
    ),
)
"""What there is to do, in the examples and the words of the founding texts.

Assumed: caremodel, for which role may do it where a text names no one, and for the
license that it takes.
"""

REACHES: Final = (
    Reach(layer=Layer.STRATEGIC, fewest=500, most=10_000, minutes=0),
    Reach(layer=Layer.CARE_MANAGEMENT, fewest=20, most=500, minutes=5),
    Reach(layer=Layer.ONE_TO_ONE, fewest=1, most=30, minutes=30),
    Reach(layer=Layer.PATIENT_ACTION, fewest=1, most=1),
)
"""How many people one piece of work reaches, and how much time of staff each gets.

Assumed: caremodel, in the order that the pyramid gives them; one-to-one leaves room for
the 24 whom a physician sees on a day.
"""

INVERTED: Final = Pyramid(
    id="inverted",
    called="Inverted care pyramid",
    roles=ROLES,
    jobs=JOBS,
    reaches=REACHES,
    source="seed-hxd",
)
"""Care by the jobs to be done, in all four layers.

Source: seed-hxd.
"""

SEEN: Final = ("room", "answer", "chart")

ENCOUNTER_BASED: Final = Pyramid(
    id="encounter-based",
    called="Encounter-based care",
    roles=ROLES,
    jobs=(
        *(job for job in JOBS if job.id in SEEN),
        Job(
            id=JobId("come"),
            layer=Layer.PATIENT_ACTION,
            called="come to the practice",
            roles=(RoleId("patient"),),
            source="seed-hxd",
        ),
    ),
    source="seed-hxd",
)
"""Care for who is in the exam room: it never touches the upper two layers.

Source: seed-hxd.
"""
