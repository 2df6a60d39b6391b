"""Worklists: what a team has to do today about people's journeys.

All of it is worked out from where journeys stand and when someone talked, and none of
it is stored: what is done is gone from the list, what is not grows older on it; only a
cadence of windows asks anew in each of them. A journey that is over makes no work of
its own. What it left undone stays visible, and asking later how the person gets on is
the panel's. What is recommended for someone and not done stands in `gaps`.
"""

import enum
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, NewType

import attrs

from caremodel._fields import at_least, identifier, texts
from caremodel.care.contacts import Contact, Reach, reach_of
from caremodel.care.journeys import (
    Advice,
    Journey,
    JourneyId,
    Prompted,
    Recommended,
    check_due,
    steps_from,
)
from caremodel.care.pathways import (
    Pathway,
    PathwayRef,
    level_at,
    pathway_of,
    stage_at,
)
from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import (
    Due,
    DueStatus,
    FromLast,
    Interval,
    due,
    standing,
)
from caremodel.people.patients import PatientId

__all__ = [
    "PersonWork",
    "WorkItem",
    "WorkItemId",
    "WorkKind",
    "by_person",
    "talks",
    "worklist",
]

WorkItemId = NewType("WorkItemId", str)


class WorkKind(enum.Enum):
    """What there is to do.

    A missed check is not to be made any more: it shows what went undone.
    """

    CHECK = "check"
    FLAG = "flag"
    DECISION = "decision"
    CONTACT = "contact"
    PROMPT = "prompt"
    FOLLOW_UP = "follow-up"
    MISSED_CHECK = "missed check"


def _dated(_: object, __: "attrs.Attribute[Any]", value: Due) -> None:
    if value.on is None or value.status is None:
        raise InvalidValueError("WorkItem.due", "must say a day and a status")


@attrs.frozen(kw_only=True, repr=False)
class WorkItem:
    """One thing that is to be done about one journey, as it stands on a day.

    Attributes:
        id: The same from day to day, as long as it is the same thing.
        kind: What is to be done.
        patient_id: For whom.
        journey_id: About which journey.
        due: Since when, or from when on, it is to be done, and where that stands.
        days_open: How long it has been to be done [days].
        who: Who is to do it; `None` where nobody is named.
        roles: Of which one answers for it; none once the journey is over.
        about: Which flag, by id, which move is advised, or which prompt, by name.
    """

    id: WorkItemId = attrs.field(validator=identifier)
    kind: WorkKind
    patient_id: PatientId = attrs.field(validator=identifier)
    journey_id: JourneyId = attrs.field(validator=identifier)
    due: Due = attrs.field(validator=_dated)
    days_open: int = attrs.field(default=0, validator=at_least(0))
    who: str | None = None
    roles: tuple[str, ...] = attrs.field(default=(), converter=texts)
    about: str = ""

    def __repr__(self) -> str:
        return f"WorkItem({self.id!r})"


@attrs.frozen(kw_only=True, repr=False)
class PersonWork:
    """All there is to do for one person: one caller, not one for each thing.

    Attributes:
        patient_id: For whom.
        caller: Who talks with them: who is named for what is most in need of a talk.
            `None` where nobody has to talk with them, or nobody is named.
        items: In order of need.
    """

    patient_id: PatientId = attrs.field(validator=identifier)
    caller: str | None
    items: tuple[WorkItem, ...] = attrs.field(converter=tuple[WorkItem, ...])

    def __repr__(self) -> str:
        return f"PersonWork({self.patient_id!r}, {len(self.items)} items)"


# --- what is to be done --------------------------------------------------------------

NONE: Final[Mapping[PatientId, Any]] = MappingProxyType({})


def talks(contacts: Iterable[Contact]) -> dict[PatientId, tuple[date, ...]]:
    """Say of each person on which days someone talked with them.

    Only what is meaningful counts: two-way, with them or with someone they named.
    """
    days: dict[PatientId, set[date]] = {}
    for contact in contacts:
        if reach_of(contact) is Reach.MEANINGFUL:
            days.setdefault(contact.patient_id, set()).add(contact.on)
    return {patient_id: tuple(sorted(on)) for patient_id, on in days.items()}


def worklist(
    pathways: Iterable[Pathway],
    journeys: Iterable[Journey],
    *,
    on: date,
    until: date | None = None,
    talked: Mapping[PatientId, Iterable[date]] = NONE,
    advised: Iterable[Advice] = (),
    prompted: Iterable[Prompted] = (),
    died: Mapping[PatientId, date] = NONE,
    owners: Mapping[PatientId, str] = NONE,
) -> tuple[WorkItem, ...]:
    """Say what there is to do about *journeys* on the day *on*, in order of need.

    Overdue goes before due, due before upcoming, and the oldest first; what nobody can
    do any more comes last. Who has died is called by nobody.

    Args:
        pathways: Those that the journeys run on.
        journeys: As they stand on that day, those that are over among them.
        on: The day.
        until: The last day of what is upcoming and wanted; by default, none is.
        talked: On which days someone talked with whom (`talks`).
        advised: What the pathways advise that day (`journeys.look`); a move that is
            advised is to be decided, more care at once.
        prompted: What the pathways ask for that day (`journeys.look`).
        died: Who has died, and when.
        owners: Who answers for whom on the panel, for what no journey answers for.

    Raises:
        NotFoundError: If a journey runs on none of the pathways.
        InvalidValueError: If a journey is given twice, or a version of a pathway in two
            ways, or what is asked for is of another journey, pathway or day.
    """
    listed, known = _by_id(journeys), tuple(pathways)
    refs = {journey.pathway for journey in listed.values()}
    day = _Day(
        on=on,
        pathways={ref: pathway_of(known, ref) for ref in refs},
        journeys=listed,
        talked={each: sorted(days) for each, days in talked.items()},
        gone={
            *(each for each, death in died.items() if death <= on),
            *(each.patient_id for each in listed.values() if each.at.dead),
        },
        owners=owners,
    )
    found = [
        *_on_journeys(day),
        *_of_advice(day, advised),
        *_of_prompts(day, prompted),
    ]
    return _in_order(item for item in found if _is_wanted(item, until))


def by_person(items: Iterable[WorkItem]) -> tuple[PersonWork, ...]:
    """Bundle *items* person by person, who is most in need first."""
    people: dict[PatientId, list[WorkItem]] = {}
    for item in _in_order(items):
        people.setdefault(item.patient_id, []).append(item)
    return tuple(
        PersonWork(patient_id=patient_id, caller=_caller(theirs), items=theirs)
        for patient_id, theirs in people.items()
    )


TO_TALK: Final = (WorkKind.CHECK, WorkKind.CONTACT, WorkKind.FOLLOW_UP)


def _caller(items: Iterable[WorkItem]) -> str | None:
    """Name who is to talk with them; of what nobody asks for any more, nobody."""
    for each in items:
        lost = each.due.status is DueStatus.EXPIRED
        if each.kind in TO_TALK and each.who is not None and not lost:
            return each.who
    return None


NEED: Final = (
    DueStatus.OVERDUE,
    DueStatus.DUE,
    DueStatus.UPCOMING,
    DueStatus.EXPIRED,
)


def _in_order(items: Iterable[WorkItem]) -> tuple[WorkItem, ...]:
    """Put items in the order in which they are to be done."""

    def need(item: WorkItem) -> tuple[int, date, str]:
        status, since = item.due.status or DueStatus.EXPIRED, item.due.on or date.max
        return NEED.index(status), since, item.id

    return tuple(sorted(items, key=need))


def _is_wanted(item: WorkItem, until: date | None) -> bool:
    if item.due.status is not DueStatus.UPCOMING or item.due.on is None:
        return True
    return until is not None and item.due.on <= until


# --- one day -------------------------------------------------------------------------


@attrs.frozen(kw_only=True, repr=False)
class _Day:
    """A day, and what is known on it.

    Attributes:
        on: The day.
        pathways: By id and version.
        journeys: By id.
        talked: On which days someone talked with whom, in order.
        gone: Who has died.
        owners: Who answers for whom on the panel.
    """

    on: date
    pathways: Mapping[PathwayRef, Pathway]
    journeys: Mapping[JourneyId, Journey]
    talked: Mapping[PatientId, list[date]]
    gone: set[PatientId]
    owners: Mapping[PatientId, str]


def _by_id(journeys: Iterable[Journey]) -> dict[JourneyId, Journey]:
    listed = tuple(journeys)
    by_id = {journey.id: journey for journey in listed}
    if len(by_id) < len(listed):
        raise InvalidValueError("worklist.journeys", "must not hold one journey twice")
    return by_id


def _on_journeys(day: _Day) -> Iterator[WorkItem]:
    ways: dict[tuple[PatientId, str], list[Journey]] = {}
    for journey in day.journeys.values():
        key = (journey.patient_id, journey.pathway.id)
        ways.setdefault(key, []).append(journey)
    for on_one_pathway in ways.values():
        for journey in on_one_pathway:
            if journey.is_over:
                yield from _after_the_end(day, journey, on_one_pathway)
            elif journey.patient_id not in day.gone:
                yield from _on_the_way(day, journey)


def _item(
    day: _Day,
    journey: Journey,
    kind: WorkKind,
    asked: Due,
    *,
    which: str = "",
    who: str | None = None,
    roles: Iterable[str] = (),
    about: str = "",
) -> WorkItem:
    """Make one item; its id says whose and what kind, and nothing of what it is."""
    since = asked.on or day.on
    return WorkItem(
        id=WorkItemId(f"{journey.id}/{kind.value}/{which or since}"),
        kind=kind,
        patient_id=journey.patient_id,
        journey_id=journey.id,
        due=asked,
        days_open=max(0, (day.on - since).days),
        who=who,
        roles=roles,
        about=about,
    )


# --- on the way ----------------------------------------------------------------------


def _on_the_way(day: _Day, journey: Journey) -> Iterator[WorkItem]:
    """Name the check, the contact and the decisions that a journey waits for."""
    pathway = day.pathways[journey.pathway]
    roles = stage_at(pathway, journey.place).responsible
    who = journey.tracker or journey.lead
    for kind, asked in (
        (WorkKind.CHECK, check_due(journey, day.on)),
        (WorkKind.CONTACT, _contact_due(day, pathway, journey)),
    ):
        if asked.on is not None:
            yield _item(day, journey, kind, asked, who=who, roles=roles)
    for flag in journey.flags:
        yield _item(
            day,
            journey,
            WorkKind.FLAG,
            standing(
                flag.since, on=day.on, grace=_days(pathway.limits.flag, flag.since)
            ),
            which=flag.id,
            who=flag.owner,
            roles=roles,
            about=flag.id,
        )


def _contact_due(day: _Day, pathway: Pathway, journey: Journey) -> Due:
    """Say when someone is to talk with the person next, by the cadence of the place.

    A talk before they came there counts, so that no move puts off the next one; but the
    place asks for none before they came.
    """
    cadence = level_at(pathway, journey.place).cadence
    talked = day.talked.get(journey.patient_id, ())
    here = journey.since
    if not isinstance(cadence, FromLast):
        nothing = Due(on=None, status=None)
        return due(cadence, since=here, done=talked, on=day.on) if cadence else nothing
    next_one = due(cadence, since=journey.began, done=talked, on=day.on).on
    return standing(
        max(next_one or here, here),
        on=day.on,
        grace=cadence.grace,
        expires=cadence.expires,
    )


def _of_advice(day: _Day, advised: Iterable[Advice]) -> Iterator[WorkItem]:
    """Name the moves that are advised and wait for someone to decide.

    Of what waits in a flag, the flag is enough.
    """
    for advice in advised:
        journey = day.journeys.get(advice.journey_id)
        if journey is None or advice.on != day.on:
            raise InvalidValueError("worklist.advised", OF_THE_DAY)
        waits = {each for flag in journey.flags for each in flag.evidence}
        flagged = bool(advice.evidence) and {*advice.evidence} <= waits
        gone = journey.is_over or journey.patient_id in day.gone
        if gone or flagged or advice.move is None:
            continue
        pathway = day.pathways[journey.pathway]
        ready = pathway.machine.ready(journey.place, advice.move)
        if ready is None:
            raise InvalidValueError("worklist.advised", OF_THE_DAY)
        since, flag = _advised_since(pathway, journey, advice), pathway.limits.flag
        soon = advice.recommendation in {Recommended.UP, Recommended.RE_ENGAGE}
        yield _item(
            day,
            journey,
            WorkKind.DECISION,
            standing(since, on=day.on, grace=0 if soon else _days(flag, since)),
            who=journey.tracker or journey.lead,
            roles=ready.move.roles or stage_at(pathway, journey.place).responsible,
            about=advice.move,
        )


def _advised_since(pathway: Pathway, journey: Journey, advice: Advice) -> date:
    """Say since when a move has been advised: what takes its time, after that."""
    since = advice.since or advice.on
    for step in steps_from(pathway, journey.place):
        if step.move == advice.move and step.dwell is not None:
            return min(advice.on, step.dwell.after(max(since, journey.settled)))
    return since


def _days(interval: Interval, since: date) -> int:
    """Count how long an interval is from a day on [days]."""
    return (interval.after(since) - since).days


OF_THE_DAY: Final = "must be of the journeys, the pathways and the day given"


def _of_prompts(day: _Day, prompted: Iterable[Prompted]) -> Iterator[WorkItem]:
    """Name what is asked for; of what one cannot tell, there is nothing to do yet."""
    for prompt in dict.fromkeys(prompted):
        journey, number = _asked_of(day, prompt)
        if journey.is_over or journey.patient_id in day.gone:
            continue
        if prompt.since is None or prompt.due is None:
            continue
        grace = (prompt.due - prompt.since).days
        yield _item(
            day,
            journey,
            WorkKind.PROMPT,
            standing(prompt.since, on=day.on, grace=grace),
            which=f"{number}/{prompt.since}",
            who=journey.tracker or journey.lead,
            roles=prompt.roles,
            about=prompt.name,
        )


def _asked_of(day: _Day, prompt: Prompted) -> tuple[Journey, int]:
    """Find whose it is, and which of the pathway's; a name would tell too much."""
    journey = day.journeys.get(prompt.journey_id)
    if journey is not None and prompt.on == day.on:
        for number, each in enumerate(day.pathways[journey.pathway].prompts, start=1):
            if each.name == prompt.name:
                return journey, number
    raise InvalidValueError("worklist.prompted", OF_THE_DAY)


# --- after the end -------------------------------------------------------------------


def _after_the_end(
    day: _Day, journey: Journey, others: Iterable[Journey]
) -> Iterator[WorkItem]:
    """Name the checks that were missed, and when to ask how the person gets on."""
    for missed in journey.missed:
        lost = Due(on=missed, status=DueStatus.EXPIRED)
        yield _item(day, journey, WorkKind.MISSED_CHECK, lost, who=journey.tracker)
    if journey.patient_id in day.gone or _goes_on(day, journey, others):
        return
    talked = day.talked.get(journey.patient_id, ())
    days = {each.after(journey.since) for each in _follow_up(day, journey)}
    for asked in sorted(days):
        if not any(asked <= each <= day.on for each in talked):
            yield _item(
                day,
                journey,
                WorkKind.FOLLOW_UP,
                standing(asked, on=day.on),
                who=day.owners.get(journey.patient_id),
            )


def _follow_up(day: _Day, journey: Journey) -> tuple[Interval, ...]:
    return stage_at(day.pathways[journey.pathway], journey.place).follow_up


def _goes_on(day: _Day, journey: Journey, others: Iterable[Journey]) -> bool:
    """Say whether they are on that pathway again, or followed from a later end."""
    ended = (journey.since, journey.id)
    return any(
        not each.is_over
        or ((each.since, each.id) > ended and bool(_follow_up(day, each)))
        for each in others
    )
