"""Roles: who gives care, in which layer, and with what license.

The inverted care pyramid looks at jobs to be done: a job stands in one layer, people
hold jobs in several. Which roles and jobs there are is policy (`catalog.workforce`),
and who needs care is said in `needs` and `patients`. No number stands here.
"""

from caremodel.people._ids import PartnerId
from caremodel.people.roles._jobs import (
    Job,
    JobId,
    Layer,
    Leg,
    License,
    Role,
    RoleId,
    Standing,
    UnitOfWork,
    least_qualified,
    may,
    standing_where,
)
from caremodel.people.roles._pyramids import (
    Concern,
    Finding,
    Pyramid,
    Reach,
    check,
    jobs_in,
    rows,
)
from caremodel.people.roles._workers import (
    Done,
    Worker,
    WorkerId,
    Workforce,
    active_on,
    check_workforce,
    layers,
    layers_of,
    licenses_of,
    may_do,
)

__all__ = [
    "Concern",
    "Done",
    "Finding",
    "Job",
    "JobId",
    "Layer",
    "Leg",
    "License",
    "PartnerId",
    "Pyramid",
    "Reach",
    "Role",
    "RoleId",
    "Standing",
    "UnitOfWork",
    "Worker",
    "WorkerId",
    "Workforce",
    "active_on",
    "check",
    "check_workforce",
    "jobs_in",
    "layers",
    "layers_of",
    "least_qualified",
    "licenses_of",
    "may",
    "may_do",
    "rows",
    "standing_where",
]
