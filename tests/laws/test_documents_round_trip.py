"""What is written as a document is read again, exactly, and is written the same again.

Values of every type that has a document, some thousands in the usual run. A hundred
thousand:

    python -m pytest -m campaign tests/laws/test_documents_round_trip.py
"""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from caremodel.exchange import documents
from caremodel.exchange.documents import DOCUMENTS, EVENTS, Vocabulary
from caremodel.grammar.histories import History
from caremodel.testing.strategies import CountEvent, documented, histories, told
from laws.eventful import share

UNHURRIED = settings(suppress_health_check=list(HealthCheck), deadline=None)
COUNTS = Vocabulary(events={"count_event": CountEvent})


def check(name: str, value: Any) -> None:
    """Write and read *value* in every way there is."""
    text = documents.dumps(value)

    read = documents.loads(text)

    assert read == value
    assert type(read) is type(value)
    assert documents.dumps(read) == text
    assert documents.loads(text.encode(), name) == value
    assert documents.loads(json.dumps(json.loads(text), indent=1), name) == value


@pytest.mark.parametrize("name", DOCUMENTS)
@settings(UNHURRIED, max_examples=60)
@given(data=st.data())
def test_reading_undoes_writing(name: str, data: st.DataObject) -> None:
    """Nothing is lost on the way, nothing added, and nothing told in two ways."""
    check(name, data.draw(documented(name)))


@pytest.mark.campaign
@pytest.mark.parametrize("name", DOCUMENTS)
@settings(UNHURRIED, max_examples=100_000 // len(DOCUMENTS) + 1, database=None)
@given(data=st.data())
def test_reading_undoes_writing_a_hundred_thousand_times(
    name: str, data: st.DataObject
) -> None:
    """Values of every type, as many of each."""
    check(name, data.draw(documented(name)))


@given(histories())
def test_reading_a_log_undoes_writing_it(history: History[CountEvent]) -> None:
    """Corrections, actors and instants come back as they were."""
    log = documents.write_log(history, vocabulary=COUNTS)

    read = documents.read_log(log, vocabulary=COUNTS)

    assert read == history
    assert documents.write_log(read, vocabulary=COUNTS) == log
    assert len(log.splitlines()) == history.version


@pytest.mark.parametrize("name", EVENTS)
@settings(UNHURRIED, max_examples=25)
@given(data=st.data())
def test_reading_what_happened_undoes_writing_it(
    name: str, data: st.DataObject
) -> None:
    """Each event of plans, teams, journeys and cohorts comes back as it was."""
    history = data.draw(told(name))

    log = documents.write_log(history)

    assert documents.read_log(log, stream=history.stream) == history


@given(documented("chart", "rule", "panel", "facts", "machine"))
def test_a_text_has_one_form(value: object) -> None:
    """Keys stand in order, nothing is spaced, and no letter is escaped without need."""
    text = documents.dumps(value)

    plain = json.loads(text)

    assert text == json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    assert list(plain) == ["caremodel", "type", "value"]
    assert all(out_of_order(each) == [] for each in objects(plain["value"]))


def objects(plain: Any) -> list[dict[str, Any]]:
    """Gather every object in plain data."""
    if isinstance(plain, dict):
        return [plain, *(each for part in plain.values() for each in objects(part))]
    if isinstance(plain, list):
        return [each for part in plain for each in objects(part)]
    return []


def out_of_order(plain: dict[str, Any]) -> list[str]:
    """Name keys that do not stand in their place: `is` first, then by the alphabet."""
    keys = [key for key in plain if key != "is"]
    return [key for key in keys if keys != sorted(keys)]


def test_the_cases_are_eventful() -> None:
    """Many values hold others of several classes, and text that must be escaped."""

    def rich(value: object) -> bool:
        text = documents.dumps(value)
        return text.count("{") > 3 or "\\" in text or not text.isascii()

    told = share(documented(), rich)
    assert told > 1 / 3
