"""The default pathway: from being known to be in need to doing without us.

Stages, steps and exits follow the playbook as corrected from practice: targets are
relative to the person, with a band between up and down in which one stays; who misses
contacts is looked for, not stepped up; help starts the day someone says yes. Thresholds
and times are defaults of this library, each replaceable by a host.
"""

from caremodel.catalog.journeys._asked import (
    A1C,
    ACTIVATION,
    ACTIVE_GOALS,
    ASKED_FOR_MORE,
    CONTROLLED,
    CRISIS,
    DEPRESSED,
    EASED,
    GOALS_MET,
    PHQ9_SCORE,
    QUIET,
    SELF_DONE,
    SETTLED,
    TREAT_AND_RELEASE,
    TROUBLE,
    UNMET_NEED,
    UNPLANNED_STAYS,
    URGENT_CODES,
    WITHOUT_US,
)
from caremodel.catalog.journeys._pathway import DEFAULT_PATHWAY
from caremodel.catalog.journeys._prompts import (
    CASE_CONSULTATION,
    CONSULTATIONS,
    GO_ON_TRYING,
    NOT_IMPROVING,
    SCORE_AGAIN,
    SEE_THEM,
)

__all__ = [
    "A1C",
    "ACTIVATION",
    "ACTIVE_GOALS",
    "ASKED_FOR_MORE",
    "CASE_CONSULTATION",
    "CONSULTATIONS",
    "CONTROLLED",
    "CRISIS",
    "DEFAULT_PATHWAY",
    "DEPRESSED",
    "EASED",
    "GOALS_MET",
    "GO_ON_TRYING",
    "NOT_IMPROVING",
    "PHQ9_SCORE",
    "QUIET",
    "SCORE_AGAIN",
    "SEE_THEM",
    "SELF_DONE",
    "SETTLED",
    "TREAT_AND_RELEASE",
    "TROUBLE",
    "UNMET_NEED",
    "UNPLANNED_STAYS",
    "URGENT_CODES",
    "WITHOUT_US",
]
