"""Panels: everyone a team answers for, seen or not.

Who owns a patient is worked out from the record, with the visits that speak for it
(`attribute`). Being owned is not being seen: visits of the day itself never change
who is on a panel, and those who did not come that day are on it just the same.

Two questions about death are apart. Someone is *counted* if alive as the day begins
(`grammar.entries.alive_on`: on the day of death, too). Someone stands on a *list of
work* only if not known to have died on that day or before (`may_be_listed`): nobody
calls on the dead.
"""

import enum
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Final

import attrs

from caremodel._fields import identifier, not_blank, not_empty
from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Period, on_day
from caremodel.grammar.entries import Entry, Record, alive_on
from caremodel.grammar.facts import Days, Months, Select
from caremodel.grammar.verdicts import RuleRef
from caremodel.panel._balance import Balance, balance
from caremodel.panel._chosen import chosen, within
from caremodel.people.charts import Chart
from caremodel.people.patients import PatientId

__all__ = [
    "Attribution",
    "Balance",
    "Changes",
    "Contender",
    "Held",
    "Membership",
    "Named",
    "Panel",
    "Prefer",
    "Step",
    "TOOK_PLACE",
    "Visits",
    "attribute",
    "balance",
    "by_owner",
    "changes",
    "may_be_listed",
    "not_seen",
    "owned",
    "seen",
    "unowned",
]

TOOK_PLACE: Final = Select(
    kind="encounter",
    statuses=("", "arrived", "triaged", "in-progress", "onleave", "finished"),
    called="encounters",
)
"""Encounters to which someone came: not those planned or cancelled.

Source: fhir-r4, EncounterStatus.
"""


def may_be_listed(record: Record, on: date) -> bool:
    """Say whether the person may stand on a list of work on the day *on*.

    Nobody may who died on that day or before, or cannot be born yet. Counting is
    another matter: see above.
    """
    return record.died != on and alive_on(record, on)


# --- how owners are found ------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Named:
    """The provider whom the patient has named owns: `Patient.pcp`.

    Attributes:
        label: What this step is called.
    """

    label: str = attrs.field(validator=not_blank)


@attrs.frozen(kw_only=True)
class Visits:
    """Whoever was visited owns.

    Attributes:
        label: What this step is called.
        select: Which entries are visits.
        window: How far back they count; never the day itself.
        owner: Which kind of link of a visit owns: "Organization", "Practitioner" …
    """

    label: str = attrs.field(validator=not_blank)
    select: Select
    window: Days | Months
    owner: str = attrs.field(validator=identifier)

    def __attrs_post_init__(self) -> None:
        if self.window.today:
            problem = "must leave the day itself out: its visits change no panel"
            raise InvalidValueError("Visits.window", problem)


Step = Named | Visits
"""One way to find an owner."""


class Prefer(enum.Enum):
    """What speaks for one owner against another."""

    MOST_VISITS = "most visits"
    LATEST_VISIT = "latest visit"
    SMALLEST_REFERENCE = "smallest reference"


@attrs.frozen(kw_only=True)
class Attribution:
    """How a panel's owners are found, as data.

    Attributes:
        id: Of the policy, through all of its versions.
        version: Which of them this is.
        steps: Ways to find an owner; the first that finds one counts.
        ties: What decides among owners that one step finds, in this order; the
            reference comes last, so that nothing is left to chance.
        nobody: What it is called when no step finds an owner.
        source: Where the policy comes from, or the word "Assumed" and by whom and why.
    """

    id: str = attrs.field(validator=identifier)
    version: str = attrs.field(default="1", validator=identifier)
    steps: tuple[Step, ...] = attrs.field(
        converter=tuple[Step, ...], validator=not_empty
    )
    ties: tuple[Prefer, ...] = attrs.field(
        default=tuple(Prefer), converter=tuple[Prefer, ...], validator=not_empty
    )
    nobody: str = attrs.field(default="no owner found", validator=not_blank)
    source: str = attrs.field(validator=not_blank)

    def __attrs_post_init__(self) -> None:
        if self.ties[-1] is not Prefer.SMALLEST_REFERENCE:
            problem = "must end with the smallest reference, which settles every tie"
            raise InvalidValueError("Attribution.ties", problem)

    @property
    def ref(self) -> RuleRef:
        """The policy by id and version."""
        return RuleRef(self.id, self.version)


# --- who is on a panel ---------------------------------------------------------------


@attrs.frozen(kw_only=True, repr=False)
class Contender:
    """Someone who could own a patient, and the visits that speak for them.

    Attributes:
        owner: Who, as the record refers to them.
        evidence: Ids of the visits, in order.
        latest: When the latest of them began (UTC); `None` without a visit.
    """

    owner: str = attrs.field(validator=identifier)
    evidence: tuple[str, ...] = ()
    latest: datetime | None = None

    def __repr__(self) -> str:
        return f"Contender({self.owner!r})"

    @property
    def visits(self) -> int:
        """How many visits speak for them [visits]."""
        return len(self.evidence)


@attrs.frozen(kw_only=True, repr=False)
class Membership:
    """One living patient's place on the panel.

    Attributes:
        patient_id: Whose place it is.
        step: The label of the step that found an owner, or of finding nobody.
        contenders: All whom that step found, the owner first; kept for audit.
    """

    patient_id: PatientId = attrs.field(validator=identifier)
    step: str = attrs.field(validator=not_blank)
    contenders: tuple[Contender, ...] = attrs.field(
        default=(), converter=tuple[Contender, ...]
    )

    def __repr__(self) -> str:
        return f"Membership({self.patient_id!r})"

    @property
    def owner(self) -> str | None:
        """Who answers for the patient; `None` if nobody was found."""
        return self.contenders[0].owner if self.contenders else None

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the visits that speak for the owner."""
        return self.contenders[0].evidence if self.contenders else ()

    @property
    def visits(self) -> int:
        """How many visits speak for the owner [visits]."""
        return len(self.evidence)

    @property
    def runners_up(self) -> tuple[Contender, ...]:
        """Who else could have owned the patient, the next best first."""
        return self.contenders[1:]


def _by_patient(memberships: Iterable[Membership]) -> tuple[Membership, ...]:
    return tuple(sorted(memberships, key=lambda each: each.patient_id))


@attrs.frozen(kw_only=True, repr=False)
class Panel:
    """Everyone alive on a day, with who answers for them.

    Attributes:
        on: The day.
        policy: How owners were found.
        memberships: One for each living patient, in order of patient id.
    """

    on: date
    policy: RuleRef
    memberships: tuple[Membership, ...] = attrs.field(converter=_by_patient)

    def __attrs_post_init__(self) -> None:
        if len(set(self.patients)) < len(self.memberships):
            raise InvalidValueError("Panel.memberships", "must not name anyone twice")

    def __repr__(self) -> str:
        return f"Panel({self.on}, {len(self.memberships)} patients)"

    @property
    def patients(self) -> tuple[PatientId, ...]:
        """Who is on the panel."""
        return tuple(each.patient_id for each in self.memberships)


def attribute(charts: Iterable[Chart], *, on: date, policy: Attribution) -> Panel:
    """Find who owns each living patient, as of the day *on*.

    Everyone alive as the day begins gets a place, owned or not.

    Args:
        charts: One for each patient.
        on: The day to stand on; its own visits do not count.
        policy: How owners are found.

    Raises:
        InvalidValueError: If two charts are of one patient.
    """
    return Panel(
        on=on,
        policy=policy.ref,
        memberships=[
            _membership(chart, on, policy) for chart in charts if alive_on(chart, on)
        ],
    )


def owned(panel: Panel) -> tuple[Membership, ...]:
    """List the places of those whom someone answers for."""
    return tuple(each for each in panel.memberships if each.owner is not None)


def unowned(panel: Panel) -> tuple[Membership, ...]:
    """List the places of those whom nobody answers for yet."""
    return tuple(each for each in panel.memberships if each.owner is None)


def by_owner(panel: Panel) -> Mapping[str, tuple[Membership, ...]]:
    """Give each owner's own panel, in order of owner; the unowned are in none."""
    panels: dict[str, list[Membership]] = {}
    for each in panel.memberships:
        if each.owner is not None:
            panels.setdefault(each.owner, []).append(each)
    return {owner: tuple(panels[owner]) for owner in sorted(panels)}


# --- who came today ------------------------------------------------------------------


def seen(
    panel: Panel,
    charts: Iterable[Chart],
    *,
    on: date | None = None,
    visits: Select = TOOK_PLACE,
) -> tuple[PatientId, ...]:
    """Name those on the panel who have a visit that began on the day.

    Args:
        panel: Whose panel.
        charts: Their charts; whoever has none was not seen.
        on: Which day; by default the panel's own.
        visits: Which entries are visits.
    """
    today = on_day(panel.on if on is None else on)
    came = {chart.id for chart in charts if _came(chart, today, visits)}
    return tuple(each for each in panel.patients if each in came)


def not_seen(
    panel: Panel,
    charts: Iterable[Chart],
    *,
    on: date | None = None,
    visits: Select = TOOK_PLACE,
) -> tuple[PatientId, ...]:
    """Name everyone else on the panel: those who did not come that day."""
    came = frozenset(seen(panel, charts, on=on, visits=visits))
    return tuple(each for each in panel.patients if each not in came)


def _came(chart: Chart, today: Period, visits: Select) -> bool:
    return any(
        entry.on in today and entry.on_last is None for entry in chosen(visits, chart)
    )


# --- from one panel to the next ------------------------------------------------------


@attrs.frozen(repr=False)
class Held:
    """A patient together with who answers for them.

    Attributes:
        patient_id: Who is answered for.
        owner: By whom; `None` for nobody yet.
    """

    patient_id: PatientId
    owner: str | None

    def __repr__(self) -> str:
        return f"Held({self.patient_id!r})"


@attrs.frozen(kw_only=True)
class Changes:
    """What became different from one panel to the next: new = (old - dropped) + added.

    Attributes:
        dropped: What held before and does not now.
        added: What holds now and did not before.
    """

    dropped: tuple[Held, ...]
    added: tuple[Held, ...]

    @property
    def moved(self) -> tuple[PatientId, ...]:
        """Who changed owner, and neither joined nor left the panel."""
        before = {each.patient_id for each in self.dropped}
        return tuple(e.patient_id for e in self.added if e.patient_id in before)


def changes(before: Panel, after: Panel) -> Changes:
    """Compare two panels, patient by patient."""
    old, new = _held(before), _held(after)
    kept = frozenset(old) & frozenset(new)
    return Changes(
        dropped=tuple(each for each in old if each not in kept),
        added=tuple(each for each in new if each not in kept),
    )


def _held(panel: Panel) -> tuple[Held, ...]:
    return tuple(Held(each.patient_id, each.owner) for each in panel.memberships)


# --- finding an owner ----------------------------------------------------------------


def _membership(chart: Chart, on: date, policy: Attribution) -> Membership:
    """Take the first step that finds anyone."""
    for step in policy.steps:
        found = _contenders(step, chart, on)
        if found:
            ranked = sorted(found, key=lambda each: _rank(each, policy.ties))
            return Membership(
                patient_id=chart.id, step=step.label, contenders=tuple(ranked)
            )
    return Membership(patient_id=chart.id, step=policy.nobody)


def _contenders(step: Step, chart: Chart, on: date) -> list[Contender]:
    if isinstance(step, Named):
        pcp = chart.patient.pcp
        return [] if pcp is None else [Contender(owner=pcp)]
    visits: dict[str, list[Entry]] = {}
    for entry in within(step.select, step.window, chart, on=on):
        for link in dict.fromkeys(entry.links):
            if link.startswith((f"{step.owner}/", f"{step.owner}?")):
                visits.setdefault(link, []).append(entry)
    return [_contender(owner, entries) for owner, entries in visits.items()]


def _contender(owner: str, visits: list[Entry]) -> Contender:
    """Gather the visits that speak for one owner; they come in order."""
    evidence = tuple(entry.id for entry in visits)
    return Contender(owner=owner, evidence=evidence, latest=_instant(visits[-1]))


def _instant(entry: Entry) -> datetime:
    """Say when an entry began; one that knows only its day, as the day began."""
    if entry.at is not None:
        return entry.at
    return datetime(entry.on.year, entry.on.month, entry.on.day, tzinfo=UTC)


def _rank(contender: Contender, ties: Iterable[Prefer]) -> tuple[float | str, ...]:
    """Make the key by which the owner comes first."""
    latest = contender.latest
    keys: dict[Prefer, float | str] = {
        Prefer.MOST_VISITS: -contender.visits,
        Prefer.LATEST_VISIT: 0.0 if latest is None else -latest.timestamp(),
        Prefer.SMALLEST_REFERENCE: contender.owner,
    }
    return tuple(keys[prefer] for prefer in ties)
