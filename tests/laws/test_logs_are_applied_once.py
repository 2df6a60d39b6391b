"""However a log is delivered, it is applied once, or refused with stream and version.

Lines come shuffled and doubled; some with a gap, a fork, a line of another stream, or
one that was only half written; each in eight orders. Some thousands in the usual run.
A hundred thousand:

    python -m pytest -m campaign tests/laws/test_logs_are_applied_once.py

INV-006, INV-007.
"""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from caremodel.errors import UnreadableError
from caremodel.exchange import documents
from caremodel.exchange.documents import Vocabulary
from caremodel.exchange.documents._envelope import closed
from caremodel.grammar.histories import History
from caremodel.testing.strategies import (
    CountEvent,
    Delivery,
    deliveries,
    histories,
)
from laws.eventful import share

COUNTS = Vocabulary(events={"count_event": CountEvent})
FORM = COUNTS.log("count_event")
DELIVERED = histories().flatmap(
    lambda history: st.tuples(st.just(history), deliveries(history))
)
PLACE = re.compile(r"count-[12]\[(\d+)\]")
UNHURRIED = settings(suppress_health_check=list(HealthCheck), deadline=None)

Case = tuple[History[CountEvent], Delivery]


def lines_of(delivery: Delivery) -> list[str]:
    """Write each envelope as it came."""
    return [closed(FORM, each, schema=True) for each in delivery.envelopes]


def orders(lines: list[str]) -> Iterator[list[str]]:
    """Turn lines round, and the other way, in eight orders."""
    step = len(lines) // 4 + 1
    for start in range(0, 4 * step, step):
        turned = lines[start:] + lines[:start]
        yield turned
        yield turned[::-1]


def check(case: Case, *, known: bool) -> None:
    """Read what was delivered, and say what must come of it."""
    history, delivery = case
    lines = lines_of(delivery)
    stream = history.stream if known else None
    if not delivery.fault:
        for ordered in orders(lines):
            read = documents.read_log(ordered, stream=stream, vocabulary=COUNTS)
            assert read == history
        return
    for ordered in orders(lines):
        check_refused(case, ordered, stream)


def check_refused(case: Case, lines: list[str], stream: str | None) -> None:
    """Read what is no whole history, and say where it must be refused."""
    history, delivery = case

    with pytest.raises(UnreadableError) as caught:
        documents.read_log("\n".join(lines), stream=stream, vocabulary=COUNTS)

    (problem,) = caught.value.problems
    place = PLACE.fullmatch(problem.path)
    assert place is not None
    versions = {each.version for each in delivery.envelopes}
    assert int(place[1]) in versions
    if delivery.fault == "gap":
        lost = set(range(1, history.version + 1)) - versions
        assert {int(place[1]) - 1} == lost
    if delivery.fault == "stray" and stream is not None:
        assert problem.path.startswith("count-2")


@settings(UNHURRIED, max_examples=300)
@given(DELIVERED, st.booleans())
def test_a_log_is_applied_once_or_refused(case: Case, known: bool) -> None:  # noqa: FBT001 - drawn
    """Twice the same line changes nothing; a hole, or two tellings, stop everything."""
    check(case, known=known)


@pytest.mark.campaign
@settings(UNHURRIED, max_examples=12_500, database=None)
@given(DELIVERED, st.booleans())
def test_a_hundred_thousand_logs_are_applied_once_or_refused(
    case: Case,
    known: bool,  # noqa: FBT001 - drawn
) -> None:
    """The same, for a release."""
    check(case, known=known)


@given(histories(), st.data())
def test_a_log_cut_short_tells_no_other_story(
    history: History[CountEvent], data: st.DataObject
) -> None:
    """A line that was half written is refused; whole lines alone are a history."""
    log = documents.write_log(history, vocabulary=COUNTS)
    cut = log[: data.draw(st.integers(1, len(log) - 1))]

    if cut.endswith(("\n", "}}")):
        read = documents.read_log(cut, vocabulary=COUNTS)
        assert read.recorded == history.recorded[: read.version]
        return
    with pytest.raises(UnreadableError) as caught:
        documents.read_log(cut, vocabulary=COUNTS)
    whole = cut.count("\n")
    assert caught.value.problems[0].path == f"$[{whole}]"


def test_the_cases_are_eventful() -> None:
    """Every fault occurs, and most logs have some events, many one of them twice."""
    told: Counter[str] = Counter()

    def doubled(case: Case) -> bool:
        _, delivery = case
        told[delivery.fault] += 1
        return len(delivery.envelopes) > len(set(lines_of(delivery)))

    assert share(DELIVERED, doubled) > 1 / 3
    assert set(told) == {"", "gap", "fork", "stray"}
