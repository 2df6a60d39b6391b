"""The team of a story: formed when the person says yes, with one function left open."""

from datetime import date
from typing import Final

from caremodel.care import teams
from caremodel.care.teams import (
    Activate,
    Designate,
    FormTeam,
    FunctionId,
    Join,
    SupportMember,
    TeamId,
    WorkerMember,
)
from caremodel.display.stories._asking import Asking, actor
from caremodel.display.stories._script import PLAN
from caremodel.people.roles import WorkerId

__all__ = ["FULL", "OUTREACH", "form"]

OUTREACH: Final = WorkerId("outreach")
FULL: Final = (WorkerId("doctor"),)
"""Who can take on nobody more, so that a vacancy shows. Assumed: invented."""

SUPERVISOR: Final = WorkerId("supervisor")
SUPPORT: Final = FunctionId("support")
ALSO: Final = (
    (WorkerId("nurse"), FunctionId("nursing")),
    (OUTREACH, FunctionId("outreach")),
    (WorkerId("therapist"), FunctionId("social-work")),
)
"""Who joins beside those whom the template needs. Assumed: invented."""


def form(asking: Asking, on: date) -> WorkerId | None:
    """Form the team around the person, ask onto it whom it needs, and say who leads."""
    setting, patient = asking.setting, asking.chart.patient
    staffing = teams.staff(
        setting.template,
        setting.workforce,
        patient,
        on,
        knows=(OUTREACH,),
        full=setting.full,
    )
    asking.of_team(
        FormTeam(team_id=TeamId("story-team"), patient_id=patient.id, plan_id=PLAN),
        *(
            command
            for person in patient.support
            if person.withdrawn_on is None and person.stands_by(on)
            for command in (
                Designate(person=person),
                Join(who=SupportMember(person.id), function=SUPPORT),
            )
        ),
        *staffing.commands,
        *(Join(who=WorkerMember(who), function=what) for who, what in ALSO),
        Activate(),
        on=on,
        by=actor(setting.workforce, SUPERVISOR),
    )
    asking.vacancies = staffing.vacancies
    lead = None if asking.team is None else teams.lead_on(asking.team, on)
    return None if lead is None else lead.worker_id
