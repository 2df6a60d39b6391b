"""Replays as histories, so that they can be written as logs and held side by side."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from caremodel.exchange import documents
from caremodel.grammar.histories import History, append
from caremodel.simulation.replays import Replayed


def history_of(replayed: Replayed) -> History[Any]:
    """Write down everything in one go, on the day after the last of it."""
    last = replayed.events[-1].on + timedelta(days=1)
    return append(
        History[Any](stream=replayed.journey.id),
        replayed.events,
        expected_version=0,
        command_id="replay",
        recorded_at=datetime.combine(last, time(), UTC),
    )


def log_of(replayed: Replayed) -> str:
    """Write a replay as a log."""
    return documents.write_log(history_of(replayed))
