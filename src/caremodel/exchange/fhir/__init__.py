"""FHIR R4 in: bundles and bulk exports become charts, and nothing is silently dropped.

    export = fhir.read("export/", zone=UTC)

What the reader understands is in `Export.charts`; what it does not is in
`Export.unread`, with file, index and reason, and never with a value. Decisions that
data needed are counted in `Export.notes`. Profiles, terminologies and invariants of
FHIR are not checked here, and nothing is fetched.
"""

from caremodel.exchange.fhir._export import (
    Export,
    Group,
    Limits,
    Organization,
    Practitioner,
    Progress,
    Unread,
    grouped,
)
from caremodel.exchange.fhir._read import read, read_bundle

__all__ = [
    "Export",
    "Group",
    "Limits",
    "Organization",
    "Practitioner",
    "Progress",
    "Unread",
    "grouped",
    "read",
    "read_bundle",
]
