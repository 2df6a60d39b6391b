"""Who does what in care: the roles the founding texts name, and two models of work.

`INVERTED` is the inverted care pyramid with a job for each example of the texts,
`ENCOUNTER_BASED` the model it turns from. `roles.rows` makes either a table, and
`roles.check` says what it lacks. A host replaces any of it.
"""

from caremodel.catalog.workforce._pyramids import ENCOUNTER_BASED, INVERTED, REACHES
from caremodel.catalog.workforce._roles import ROLES, role
from caremodel.catalog.workforce._staff import CASELOADS, EXAMPLE_STAFF, Caseload

__all__ = [
    "CASELOADS",
    "ENCOUNTER_BASED",
    "EXAMPLE_STAFF",
    "INVERTED",
    "REACHES",
    "ROLES",
    "Caseload",
    "role",
]
