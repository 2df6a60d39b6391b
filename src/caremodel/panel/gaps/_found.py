"""Where each person stands with each recommendation, and why."""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

import attrs

from caremodel.errors import InvalidValueError
from caremodel.grammar.entries import Entry, Record
from caremodel.grammar.facts import Facts, draw
from caremodel.grammar.rules import Criterion, evaluate, facts_read, fold
from caremodel.grammar.verdicts import Answer, Verdict
from caremodel.panel.gaps._asked import (
    DEQM,
    GapStatus,
    Recommendation,
    StatusMapping,
)
from caremodel.panel.gaps._due import Counting, Counts, fell_due
from caremodel.panel.panels import may_be_listed
from caremodel.people.charts import Chart
from caremodel.people.patients import PatientId


@attrs.frozen(kw_only=True, repr=False)
class GapId:
    """Which gap it is, today and tomorrow.

    Attributes:
        patient_id: Whose it is.
        recommendation: The id of what is recommended.
        version: The version of it.
        due: The day it fell due: for a fixed period the day it is to be met by, else
            the last day that any test done still counted; `None` if it has never
            lapsed. A gap keeps it when closed, and gets no other until it lapses again.
    """

    patient_id: PatientId
    recommendation: str
    version: str
    due: date | None

    def __repr__(self) -> str:
        return f"GapId({self.patient_id!r}, {self.recommendation!r})"


@attrs.frozen(kw_only=True, repr=False)
class Gap:
    """Where one person stands with one recommendation, and why.

    Attributes:
        id: Which gap it is.
        status: Where they stand.
        population: Whether it is about them.
        denominator: Whether it is asked of them; `None` where not read.
        excluded: Whether they are excluded; `None` where not read.
        met: Whether it is met; `None` where not read.
        evidence: The id of the newest entry that meets it; `None` unless it is met.
        evidence_on: The day of that entry; `None` unless it is met.
        good_until: The last day on which the tests done still meet it; `None` unless it
            is met by tests that count for so long.
    """

    id: GapId
    status: GapStatus
    population: Verdict
    denominator: Verdict | None = None
    excluded: Verdict | None = None
    met: Verdict | None = None
    evidence: str | None = None
    evidence_on: date | None = None
    good_until: date | None = None

    def __repr__(self) -> str:
        return f"Gap({self.id!r}: {self.status.value})"

    @property
    def patient_id(self) -> PatientId:
        """Whose it is."""
        return self.id.patient_id

    @property
    def asked(self) -> bool:
        """Whether it is about them and, so far as is known, asked of them."""
        return _yes(self.population) and (
            self.denominator is None or _yes(self.denominator)
        )


def find(
    recommendations: Iterable[Recommendation],
    charts: Iterable[Chart],
    *,
    on: date,
    mapping: StatusMapping = DEQM,
) -> tuple[Gap, ...]:
    """Say where everyone stands with every recommendation in force on the day *on*.

    Whoever is known to have died on that day or before is not listed.

    Args:
        recommendations: What to look for.
        charts: One for each person.
        on: The day to stand on.
        mapping: What becomes of those of whom nothing is asked.

    Raises:
        InvalidValueError: If two charts are of one person, or two versions of one
            recommendation are in force at once.
    """
    readings = _in_force(recommendations, on)
    wanted = facts_read(*(c for each in readings for c in each.asks.criteria))
    listed = [chart for chart in charts if may_be_listed(chart, on)]
    if len({chart.id for chart in listed}) < len(listed):
        raise InvalidValueError("gaps.find.charts", "must not be of one person twice")
    gaps: list[Gap] = []
    for chart in listed:
        facts = draw(wanted, chart, on=on)
        gaps += [_gap(reading, chart, facts, mapping) for reading in readings]
    return tuple(gaps)


# --- one gap -------------------------------------------------------------------------


@attrs.frozen
class _Told:
    """What the criteria of one recommendation came to, as far as they were read."""

    population: Verdict
    denominator: Verdict | None
    excluded: Verdict | None
    met: Verdict | None


@attrs.frozen
class _Reading:
    """A recommendation, with how to read off when the tests that meet it count."""

    asks: Recommendation
    counts: Counting | None


def _in_force(recommendations: Iterable[Recommendation], on: date) -> list[_Reading]:
    """Choose what is in force; of each recommendation one version at most."""
    in_force = [each for each in recommendations if on in each.in_force]
    ids = [each.id for each in in_force]
    for twice in sorted({each for each in ids if ids.count(each) > 1}):
        problem = f"has two versions in force on {on}"
        raise InvalidValueError(f"recommendations.{twice}", problem)
    return [_Reading(each, fold(each.met, Counts())) for each in in_force]


def _gap(reading: _Reading, chart: Chart, facts: Facts, mapping: StatusMapping) -> Gap:
    """Read one recommendation for one person, no further than it matters."""
    asks = reading.asks
    told = _told(asks, facts)
    due, good_until = _due(reading, told, chart, facts.on)
    newest = _newest(told.met)
    return Gap(
        id=GapId(
            patient_id=chart.id, recommendation=asks.id, version=asks.version, due=due
        ),
        status=_status(told, asks, mapping, facts.on),
        population=told.population,
        denominator=told.denominator,
        excluded=told.excluded,
        met=told.met,
        evidence=None if newest is None else newest.id,
        evidence_on=None if newest is None else newest.on,
        good_until=good_until if _yes(told.met) else None,
    )


def _told(asks: Recommendation, facts: Facts) -> _Told:
    """Read the criteria, each only of those whom the one before leaves."""
    population = evaluate(asks.population, facts)
    denominator = _read(asks.denominator, facts, when=_yes(population))
    asked = _yes(population) and (denominator is None or _yes(denominator))
    excluded = _read(asks.excluded, facts, when=asked)
    met = _read(asks.met, facts, when=asked and not _yes(excluded))
    return _Told(population, denominator, excluded, met)


def _read(criterion: Criterion | None, facts: Facts, *, when: bool) -> Verdict | None:
    return evaluate(criterion, facts) if when and criterion is not None else None


def _yes(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.answer is Answer.YES


def _status(
    told: _Told, asks: Recommendation, mapping: StatusMapping, on: date
) -> GapStatus:
    """Map what was read to a status; one that no missing fact can change is told."""
    if not _yes(told.population):
        return _unless_no(told.population, GapStatus.NOT_APPLICABLE)
    if told.denominator is not None and not _yes(told.denominator):
        return _unless_no(told.denominator, mapping.outside)
    if told.met is None:
        return mapping.excluded
    if _yes(told.met):
        status = GapStatus.CLOSED
    elif asks.by is not None and on < asks.by:
        status = _unless_no(told.met, GapStatus.PROSPECTIVE)
    else:
        status = _unless_no(told.met, GapStatus.OPEN)
    perhaps = told.excluded is not None and told.excluded.answer is Answer.CANNOT_TELL
    changes = perhaps and status is not mapping.excluded
    return GapStatus.CANNOT_TELL if changes else status


def _unless_no(verdict: Verdict, of_no: GapStatus) -> GapStatus:
    """Take the status that a no means; else one cannot tell."""
    return of_no if verdict.answer is Answer.NO else GapStatus.CANNOT_TELL


def _newest(met: Verdict | None) -> Entry | None:
    """Find the newest entry that a yes rests on; there is one, or it is no yes."""
    if met is None or met.answer is not Answer.YES:
        return None
    entries = [entry for reason in met.because for entry in reason.evidence]
    return max(entries, key=attrgetter("order"))


def _due(
    reading: _Reading, told: _Told, record: Record, on: date
) -> tuple[date | None, date | None]:
    """Say when the gap fell due, and until when the tests done are good."""
    if reading.asks.by is not None:
        return reading.asks.by, None
    if reading.counts is None or (told.met is None and told.excluded is None):
        return None, None
    return fell_due(reading.counts(record, on), on)
