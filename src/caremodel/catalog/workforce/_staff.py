"""Invented people who do the pyramid's jobs, and how many patients one can carry."""

from typing import Final

import attrs

from caremodel._fields import at_least, not_blank
from caremodel.catalog.workforce._pyramids import INVERTED
from caremodel.errors import InvalidValueError
from caremodel.people.roles import (
    JobId,
    RoleId,
    Worker,
    WorkerId,
    Workforce,
)

__all__ = ["CASELOADS", "EXAMPLE_STAFF", "Caseload"]


def _worker(worker_id: str, roles: str, jobs: str, backup: str | None = None) -> Worker:
    return Worker(
        id=WorkerId(worker_id),
        roles=tuple(RoleId(each) for each in roles.split()),
        jobs=tuple(JobId(each) for each in jobs.split()),
        backup=None if backup is None else WorkerId(backup),
    )


EXAMPLE_STAFF: Final = Workforce(
    pyramid=INVERTED,
    workers=(
        _worker("analyst", "data_analyst it_staff", "classify track-quality keep-data"),
        _worker("quality", "quality_manager", "find-due"),
        _worker("practice", "practice_manager", "staff-practice"),
        _worker("leader", "team_leader", "remove-barriers"),
        _worker("supervisor", "clinical_supervisor", "supervise"),
        _worker("coordinator", "care_coordinator", "act-on-analytics"),
        _worker(
            "manager",
            "care_manager",
            "find-due remind-clinic keep-caseload co-create",
            backup="nurse",
        ),
        _worker("outreach", "community_health_worker", "recruit visit-home navigate"),
        _worker("nurse", "nurse_care_manager nurse", "co-create reconcile"),
        _worker("therapist", "social_worker", "brief-therapy"),
        _worker("doctor", "pcp", "answer chart"),
        _worker("assistant", "medical_assistant", "room queue-a1c vaccinate"),
        _worker("peer", "peer_mentor", "guide"),
    ),
)
"""The people of a practice, some of them in several layers.

Assumed: caremodel, invented; the care manager is not licensed, so the nurse stands
behind.
"""


@attrs.frozen(kw_only=True)
class Caseload:
    """How many people someone in a role carries at a time, as somebody published it.

    Attributes:
        role_id: The role.
        setting: In which program, and for whom.
        fewest: From so many [patients per full-time worker].
        most: To so many [patients per full-time worker].
        source: Where it was published.
    """

    role_id: RoleId
    setting: str = attrs.field(validator=not_blank)
    fewest: int = attrs.field(validator=at_least(1))
    most: int
    source: str = attrs.field(validator=not_blank)

    def __attrs_post_init__(self) -> None:
        if self.most < self.fewest:
            raise InvalidValueError("Caseload.most", "must not be under fewest")


CARE_MANAGER: Final = RoleId("care_manager")

CASELOADS: Final = (
    Caseload(
        role_id=CARE_MANAGER,
        setting="collaborative care, commercial, behavioral health only",
        fewest=90,
        most=120,
        source="aims-caseload",
    ),
    Caseload(
        role_id=CARE_MANAGER,
        setting="collaborative care, commercial, several conditions",
        fewest=80,
        most=100,
        source="aims-caseload",
    ),
    Caseload(
        role_id=CARE_MANAGER,
        setting="collaborative care, Medicaid or uninsured, behavioral health only",
        fewest=60,
        most=80,
        source="aims-caseload",
    ),
    Caseload(
        role_id=CARE_MANAGER,
        setting="collaborative care, Medicaid or uninsured, several conditions",
        fewest=50,
        most=75,
        source="aims-caseload",
    ),
    Caseload(
        role_id=CARE_MANAGER,
        setting="depression care for older adults (IMPACT)",
        fewest=100,
        most=150,
        source="impact-team",
    ),
    Caseload(
        role_id=CARE_MANAGER,
        setting="high risk",
        fewest=50,
        most=100,
        source="advisory2015",
    ),
    Caseload(
        role_id=RoleId("community_health_worker"),
        setting="comprehensive",
        fewest=10,
        most=30,
        source="chw-toolkit",
    ),
)
"""How many patients others found that one person can carry.

They differ with how deep the work goes, and teams tend to promise too much: each learns
its own. Every row names its source.

Source: seed-playbook, for the caution.
"""
