"""Care gaps: what is recommended for someone and is not done, seen or not.

A recommendation says for whom it is (`population`), for whom it is not (`excluded`) and
what meets it (`met`). `find` reads all of them for everyone, with the reasons; `tally`
counts; `worklists` puts each open gap on the list of whoever owns the patient.

No test on record, within the days that the record covers, leaves a gap open. Where the
record does not cover them, nobody can tell: such gaps are listed apart and never
dropped. What is worth recommending is said in the catalog.
"""

from caremodel.panel.gaps._asked import (
    DEQM,
    EXCLUDED_IS_NO_GAP,
    OUTSIDE_IS_NO_GAP,
    GapStatus,
    Recommendation,
    StatusMapping,
)
from caremodel.panel.gaps._found import Gap, GapId, find
from caremodel.panel.gaps._told import (
    Tally,
    Work,
    Worklist,
    care_score,
    tally,
    worklists,
)

__all__ = [
    "DEQM",
    "EXCLUDED_IS_NO_GAP",
    "OUTSIDE_IS_NO_GAP",
    "Gap",
    "GapId",
    "GapStatus",
    "Recommendation",
    "StatusMapping",
    "Tally",
    "Work",
    "Worklist",
    "care_score",
    "find",
    "tally",
    "worklists",
]
