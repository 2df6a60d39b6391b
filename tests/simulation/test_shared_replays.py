"""Five years of everyone in real exports, week by week, against a walk of its own.

The walk reads the files as plain JSON and works steps out of lists of days; it knows
nothing of facts, windows, pathways or journeys.

The complete run, five years of both exports:
`pytest -n0 -m campaign tests/simulation/test_shared_replays.py`
"""

import gzip
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from runpy import run_path
from typing import Any, Final

import attrs
import pytest

from caremodel.care import journeys
from caremodel.care.journeys import FlagRaised, Moved
from caremodel.exchange import fhir
from caremodel.grammar.facts import name_of
from caremodel.simulation.replays import Replayed, wanting
from simulation.replay_logs import log_of

EXAMPLE: Final = run_path(
    str(Path(__file__).parents[2] / "examples" / "utilization_pathway.py")
)
THROUGH: Final = {"synthea-2019": date(2021, 4, 1), "synthea-2020": date(2020, 5, 7)}
YEAR, FIVE_YEARS = 52, 260
"""How long people are looked at [weeks]."""

MONTH, QUARTER, DWELL = 30, 90, 30
"""The figures of the example, typed once more [days]."""


@attrs.frozen
class Export:
    """One export, and how long its people are looked at.

    Attributes:
        folder: Where it lies.
        weeks: From the first look to the last [weeks].
    """

    folder: Path
    weeks: int

    @property
    def through(self) -> date:
        """The first day that it does not cover."""
        return THROUGH[self.folder.name]

    @property
    def looks(self) -> list[date]:
        """The days of the looks: the last one is the last day it covers."""
        last = self.through - timedelta(days=1)
        return [last - timedelta(days=7 * week) for week in range(self.weeks, -1, -1)]


@pytest.fixture(
    params=[
        ("synthea-2020", YEAR),
        pytest.param(("synthea-2020", FIVE_YEARS), marks=pytest.mark.campaign),
        pytest.param(("synthea-2019", FIVE_YEARS), marks=pytest.mark.campaign),
    ],
    ids=lambda each: f"{each[0]}-{each[1]}",
)
def export(request: pytest.FixtureRequest, shared_data: Path) -> Export:
    """Hand out each export."""
    name, weeks = request.param
    return Export(shared_data / name, weeks)


@cache
def replayed(export: Export) -> tuple[list[Replayed], ...]:
    """Replay everyone of an export, as the example does."""
    charts = fhir.read(export.folder, through=export.through).charts
    told: tuple[list[Replayed], ...] = EXAMPLE["everyone"](charts, export.looks)
    return told


# --- the walk ------------------------------------------------------------------------


@attrs.frozen
class Person:
    """What a file says of one person.

    Attributes:
        born: The day.
        died: The day, if they did.
        stays: The days on which stays began, in order.
        visits: The days of emergency visits, in order.
    """

    born: date
    died: date | None
    stays: list[date]
    visits: list[date]


def day(text: str) -> date:
    """Read the day, in UTC, of a day or an instant."""
    if "T" not in text:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text).astimezone(UTC).date()


@cache
def people_of(folder: Path) -> dict[str, Person]:
    """Read birth, death and visits of everyone from the files."""
    people = {}
    for path in sorted(folder.glob("*.json.gz")):
        bundle = json.loads(gzip.decompress(path.read_bytes()))
        resources = [entry["resource"] for entry in bundle.get("entry", ())]
        for patient in resources:
            if patient["resourceType"] == "Patient":
                people[patient["id"]] = person(patient, resources)
    return people


def person(patient: Any, resources: list[Any]) -> Person:
    """Read one person."""
    came = [each for each in resources if each["resourceType"] == "Encounter"]
    days = {
        code: sorted(
            day(each["period"]["start"])
            for each in came
            if each["class"]["code"] == code
        )
        for code in ("IMP", "EMER")
    }
    died = patient.get("deceasedDateTime")
    born = date.fromisoformat(patient["birthDate"])
    return Person(born, None if died is None else day(died), days["IMP"], days["EMER"])


def window(days: list[date], on: date, length: int) -> range:
    """Say which of the days lie from so long before a look up to and with it."""
    first = bisect_left(days, on - timedelta(days=length))
    return range(first, bisect_right(days, on))


def pushing(place: str, someone: Person, on: date) -> set[str]:
    """Name the stays and visits by which someone needs more care."""
    stays = [f"stay {n}" for n in window(someone.stays, on, QUARTER)]
    visits = [f"visit {n}" for n in window(someone.visits, on, QUARTER)]
    newest = [f"stay {n}" for n in window(someone.stays, on, MONTH)][-1:]
    if place == "watched":
        return {*newest, *(visits if len(visits) >= 2 else ())}
    if place == "standard":
        return {
            *(stays if len(stays) >= 2 else ()),
            *(visits if len(visits) >= 4 else ()),
        }
    return set()


def is_quiet(place: str, someone: Person, on: date) -> bool:
    """Say whether less care would do."""
    stays = len(window(someone.stays, on, QUARTER))
    visits = len(window(someone.visits, on, QUARTER))
    most = {"watched": -1, "standard": 0, "intensive": 2}[place]
    return not stays and visits <= most


UP: Final = {"watched": "standard", "standard": "intensive"}
DOWN: Final = {"intensive": "standard", "standard": "watched"}

Step = tuple[date, str]


def walked(someone: Person, days: list[date]) -> Iterator[Step]:
    """Work out when someone is stepped where to."""
    place, answered = "standard", set[str]()
    days = [on for on in days if on >= someone.born]
    came, quiet_since = days[0], None
    for on in days:
        if someone.died is not None and someone.died <= on:
            yield on, "deceased"
            return
        evidence = pushing(place, someone, on)
        quiet = is_quiet(place, someone, on)
        quiet_since = (quiet_since or on) if quiet else None
        if evidence - answered:
            place, answered = UP[place], answered | evidence
        elif quiet_since and on - max(quiet_since, came) >= timedelta(days=DWELL):
            place = DOWN[place]
        else:
            continue
        came, quiet_since = on, None
        yield on, place


# --- what was replayed ---------------------------------------------------------------


def moves_of(each: Replayed) -> list[Moved]:
    """Hand out the moves of a journey."""
    return [event for event in each.events if isinstance(event, Moved)]


def steps_of(each: Replayed) -> list[Step]:
    """Say when a journey moved, and where to."""
    return [
        (move.on, move.to.place.level or move.to.place.stage) for move in moves_of(each)
    ]


def test_everyone_alive_is_looked_at_every_week(export: Export) -> None:
    """From the first week or from birth on, until the last or until they died."""
    people, days = people_of(export.folder), export.looks
    by_visits, by_default, with_a_word = replayed(export)

    there = {
        name: [
            on for on in days if on >= each.born and not (each.died and each.died <= on)
        ]
        for name, each in people.items()
    }
    for told in (by_visits, by_default, with_a_word):
        assert {
            each.journey.patient_id: [a.on for a in each.advice] for each in told
        } == {name: on for name, on in there.items() if on}


def test_steps_are_those_that_a_walk_by_hand_finds(export: Export) -> None:
    """Each stay and each pair of visits leads up within the week, unless at the top."""
    people, days = people_of(export.folder), export.looks

    theirs = {
        each.journey.patient_id: list(walked(people[each.journey.patient_id], days))
        for each in replayed(export)[0]
    }

    assert {
        each.journey.patient_id: steps_of(each) for each in replayed(export)[0]
    } == (theirs)
    assert sum(map(len, theirs.values())) > len(theirs)


def test_each_stay_while_watched_leads_up_at_the_next_look(export: Export) -> None:
    """Counted from the stays, not from the steps; unless they died in that week."""
    people, days, found = people_of(export.folder), export.looks, 0
    for each in replayed(export)[0]:
        steps, someone = steps_of(each), people[each.journey.patient_id]
        for stay in someone.stays:
            before = [place for on, place in steps if on < stay]
            if before[-1:] == ["watched"] and stay <= days[-1]:
                found += 1
                (look,) = [on for on in days if stay <= on < stay + timedelta(days=7)]
                died = someone.died is not None and someone.died <= look
                assert (look, "deceased" if died else "standard") in steps
    assert found


def test_nobody_flaps_within_the_dwell(export: Export) -> None:
    """No step down sooner than 30 days after the move before; no evidence twice."""
    for told in replayed(export):
        for each in told:
            came, known = each.events[0].on, set[str]()
            for move in moves_of(each):
                if move.evidence:
                    assert not known.issuperset(move.evidence)
                    known.update(move.evidence)
                elif not move.to.is_end:
                    assert move.on - came >= timedelta(days=DWELL)
                came = move.on


def test_each_step_up_out_of_watch_was_flagged(export: Export) -> None:
    """By the same evidence on the same day; no flag waits at the end."""
    for each in replayed(export)[0]:
        flags = [event for event in each.events if isinstance(event, FlagRaised)]
        assert [(flag.on, flag.evidence) for flag in flags] == [
            (move.on, move.evidence)
            for move in moves_of(each)
            if move.evidence and move.to.place.level == "standard"
        ]
        assert each.journey.flags == ()


def test_every_log_replays(export: Export) -> None:
    """And nothing that was asked or advised was refused."""
    for told in replayed(export):
        for each in told:
            assert journeys.replayed(each.events) == each.journey
            assert each.refused == ()


def test_two_runs_are_the_same_to_the_byte(export: Export) -> None:
    """From the files on."""
    first = [log_of(each) for told in replayed(export) for each in told]

    again = [log_of(each) for told in replayed.__wrapped__(export) for each in told]

    assert "".join(again) == "".join(first)


def test_the_default_pathway_says_for_want_of_what(export: Export) -> None:
    """Where nobody asks the person, one can tell of nobody that they need no more."""
    _, by_default, with_a_word = replayed(export)

    first, looked = wanting(by_default)[0], sum(len(each.advice) for each in by_default)
    assert name_of(first[0]) == "the person or family asks for more"
    assert first[1] > 0.95 * looked
    assert first[0] not in dict(wanting(with_a_word))
    assert sum(count for _, count in wanting(with_a_word)) < 0.05 * looked
