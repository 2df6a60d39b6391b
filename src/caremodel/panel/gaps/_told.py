"""Gaps counted, and gaps as work on the lists of those who answer for people."""

from collections.abc import Iterable

import attrs

from caremodel.errors import InvalidValueError
from caremodel.grammar.verdicts import Answer, RuleRef
from caremodel.panel.gaps._asked import GapStatus
from caremodel.panel.gaps._found import Gap, GapId
from caremodel.panel.panels import Panel
from caremodel.people.patients import PatientId

# --- counting ------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Tally:
    """How many people stand where with one recommendation [people].

    Attributes:
        recommendation: Which, by id and version.
        initial_population: Whom it is surely about.
        denominator: Of whom of them it is surely asked.
        excluded: Who of those is surely excluded.
        numerator: Who of the rest surely meets it.
        prospective: Who may still meet it in time.
        open: Who surely does not meet it.
        closed: Who meets it or of whom, by the mapping, nothing is missing.
        cannot_tell: Of whom one cannot tell, counted apart.
        not_applicable: Whom it surely is not about, or for whom there is no gap.
    """

    recommendation: RuleRef
    initial_population: int
    denominator: int
    excluded: int
    numerator: int
    prospective: int
    open: int
    closed: int
    cannot_tell: int
    not_applicable: int

    @property
    def rate(self) -> float | None:
        """The share of those asked who surely meet it; `None` if nobody is asked."""
        asked = self.denominator - self.excluded
        return self.numerator / asked if asked else None

    @property
    def rate_at_most(self) -> float | None:
        """The share if everyone of whom one cannot tell met it."""
        asked = self.denominator - self.excluded
        return (asked - self.open - self.prospective) / asked if asked else None


def tally(gaps: Iterable[Gap]) -> tuple[Tally, ...]:
    """Count the people behind *gaps*, recommendation by recommendation, in order."""
    grouped: dict[RuleRef, list[Gap]] = {}
    for gap in gaps:
        ref = RuleRef(gap.id.recommendation, gap.id.version)
        grouped.setdefault(ref, []).append(gap)
    return tuple(_tallied(ref, each) for ref, each in grouped.items())


def care_score(gaps: Iterable[Gap]) -> float | None:
    """Average, over people, the share of what is asked of them that is met.

    Gaps of which one cannot tell are left out; so is whoever has no others. `None` if
    that is everyone.

    Source: feldstein2010.
    """
    met: dict[PatientId, list[bool]] = {}
    for gap in gaps:
        if gap.status is GapStatus.OPEN or _meets(gap):
            met.setdefault(gap.patient_id, []).append(_meets(gap))
    shares = [sum(each) / len(each) for each in met.values()]
    return sum(shares) / len(shares) if shares else None


# --- whose work it is ----------------------------------------------------------------


@attrs.frozen(kw_only=True, repr=False)
class Work:
    """What is open for one person: one conversation, not one for each gap.

    Attributes:
        patient_id: For whom.
        open: What is surely open.
        cannot_tell: Of what one cannot tell: ask, or get the record.
    """

    patient_id: PatientId
    open: tuple[Gap, ...]
    cannot_tell: tuple[Gap, ...]

    def __repr__(self) -> str:
        return f"Work({self.patient_id!r})"


@attrs.frozen(kw_only=True, repr=False)
class Worklist:
    """What is open for the people whom one owner answers for.

    Attributes:
        owner: Who answers for them; `None` for those whom nobody does yet.
        people: Each person for whom anything is open or cannot be told, seen or not.
    """

    owner: str | None
    people: tuple[Work, ...]

    def __repr__(self) -> str:
        return f"Worklist({self.owner!r}, {len(self.people)} people)"


def worklists(gaps: Iterable[Gap], panel: Panel) -> tuple[Worklist, ...]:
    """Put each open gap on the list of whoever owns the patient, exactly once.

    Args:
        gaps: As found, for people on the panel.
        panel: Who owns whom.

    Returns:
        A list for each owner, in order of owner, empty ones too; last, the list of
        those whom nobody owns.

    Raises:
        InvalidValueError: If a gap is of someone who is not on the panel.
    """
    owners = {each.patient_id: each.owner for each in panel.memberships}
    people: dict[PatientId, dict[GapId, Gap]] = {}
    for gap in gaps:
        if gap.patient_id not in owners:
            problem = "must be of people on the panel"
            raise InvalidValueError("gaps.worklists.gaps", problem)
        if gap.status in {GapStatus.OPEN, GapStatus.CANNOT_TELL}:
            people.setdefault(gap.patient_id, {})[gap.id] = gap
    lists: dict[str | None, list[Work]] = {owner: [] for owner in owners.values()}
    for patient_id in sorted(people):
        lists[owners[patient_id]].append(_work(patient_id, people[patient_id].values()))
    named = sorted(owner for owner in lists if owner is not None)
    return tuple(
        Worklist(owner=owner, people=tuple(lists.get(owner, ())))
        for owner in (*named, None)
    )


def _tallied(ref: RuleRef, gaps: list[Gap]) -> Tally:
    statuses = [gap.status for gap in gaps]
    asked = [gap for gap in gaps if gap.asked]
    return Tally(
        recommendation=ref,
        initial_population=sum(gap.population.answer is Answer.YES for gap in gaps),
        denominator=len(asked),
        excluded=sum(_excluded(gap) for gap in asked),
        numerator=sum(_meets(gap) for gap in asked),
        prospective=statuses.count(GapStatus.PROSPECTIVE),
        open=statuses.count(GapStatus.OPEN),
        closed=statuses.count(GapStatus.CLOSED),
        cannot_tell=statuses.count(GapStatus.CANNOT_TELL),
        not_applicable=statuses.count(GapStatus.NOT_APPLICABLE),
    )


def _excluded(gap: Gap) -> bool:
    return gap.excluded is not None and gap.excluded.answer is Answer.YES


def _meets(gap: Gap) -> bool:
    """Say whether someone is surely in the numerator: closed, and by evidence."""
    return gap.status is GapStatus.CLOSED and gap.evidence is not None


def _work(patient_id: PatientId, gaps: Iterable[Gap]) -> Work:
    listed = tuple(gaps)
    return Work(
        patient_id=patient_id,
        open=tuple(gap for gap in listed if gap.status is GapStatus.OPEN),
        cannot_tell=tuple(g for g in listed if g.status is GapStatus.CANNOT_TELL),
    )
