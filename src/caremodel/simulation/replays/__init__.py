"""Replays: what a pathway would have advised a person, had one looked again and again.

A replay goes from day to day as if nobody knew what comes next: it asks the pathway by
what was known on the day, takes the advice, and writes down what happened. Every event
is decided by `journeys.decide`, so its log is one that could have been. It says what a
pathway does, not what it would have changed: what is known stays as it is, whatever is
advised.
"""

from caremodel.simulation.replays._figures import Figures, figures, wanting
from caremodel.simulation.replays._known import Known, day_by_day
from caremodel.simulation.replays._replay import (
    Asked,
    Crew,
    Refused,
    Replayed,
    replay,
)

__all__ = [
    "Asked",
    "Crew",
    "Figures",
    "Known",
    "Refused",
    "Replayed",
    "day_by_day",
    "figures",
    "replay",
    "wanting",
]
