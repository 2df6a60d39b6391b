"""FHIR R4 in: bundles and bulk exports become charts, and nothing is silently dropped.

Care plans, goals and care teams become ours as well, as far as our laws allow.

    export = fhir.read("export/", zone=UTC)

What the reader understands is in `Export.charts`; what it does not is in
`Export.unread`, with file, index and reason, and never with a value. Decisions that
data needed are counted in `Export.notes`, and what of plans, goals and teams is not
kept, in `Export.losses`. Profiles, terminologies and invariants of
FHIR are not checked here, and nothing is fetched.
"""

from caremodel.exchange.fhir._export import (
    Export,
    Group,
    Limits,
    Loss,
    Organization,
    PatientGoal,
    Practitioner,
    Progress,
    Unread,
    grouped,
)
from caremodel.exchange.fhir._read import read, read_bundle
from caremodel.exchange.fhir._teams import AS_TOLD

__all__ = [
    "AS_TOLD",
    "Export",
    "Group",
    "Limits",
    "Loss",
    "Organization",
    "PatientGoal",
    "Practitioner",
    "Progress",
    "Unread",
    "grouped",
    "read",
    "read_bundle",
]
