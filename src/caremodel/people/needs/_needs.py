"""Needs: what a person or a household lacks, and the life of it."""

import enum
from collections.abc import Collection, Iterable
from datetime import date
from typing import Final, NewType

import attrs

from caremodel._fields import identifier, not_blank
from caremodel.errors import InvalidValueError, NotAllowedError
from caremodel.grammar.entries import Entry, in_order
from caremodel.people._ids import HouseholdId, PatientId
from caremodel.people.needs._words import (
    NORMAL,
    Domain,
    Provenance,
    check_category,
    check_owner,
    label_of,
)

__all__ = [
    "ENTRY_KIND",
    "MOVES",
    "OPEN_STATUSES",
    "Need",
    "NeedId",
    "NeedStatus",
    "entries",
    "moved",
    "needs_of",
    "to_look_at_again",
]

NeedId = NewType("NeedId", str)

ENTRY_KIND: Final = "need"
"""The kind of entry that a need is told as."""


class NeedStatus(enum.Enum):
    """Where a need stands in its life.

    Confirmed means that the patient agrees; refuted, that they say it is none;
    declined, that they want no help with it; addressed, that something is under way,
    which is not yet met.
    """

    IDENTIFIED = "identified"
    CONFIRMED = "confirmed"
    ADDRESSED = "addressed"
    MET = "met"
    DEFERRED = "deferred"
    DECLINED = "declined"
    REFUTED = "refuted"


MOVES: Final = {
    NeedStatus.IDENTIFIED: (
        NeedStatus.CONFIRMED,
        NeedStatus.DEFERRED,
        NeedStatus.DECLINED,
        NeedStatus.REFUTED,
    ),
    NeedStatus.CONFIRMED: (
        NeedStatus.ADDRESSED,
        NeedStatus.MET,
        NeedStatus.DEFERRED,
        NeedStatus.DECLINED,
        NeedStatus.REFUTED,
    ),
    NeedStatus.ADDRESSED: (
        NeedStatus.CONFIRMED,
        NeedStatus.MET,
        NeedStatus.DEFERRED,
        NeedStatus.DECLINED,
    ),
    NeedStatus.DEFERRED: (
        NeedStatus.CONFIRMED,
        NeedStatus.DECLINED,
        NeedStatus.REFUTED,
    ),
    NeedStatus.DECLINED: (NeedStatus.CONFIRMED,),
    NeedStatus.MET: (),
    NeedStatus.REFUTED: (),
}
"""Where a need can go from where it stands; a met one that returns is a new need.

A referral that failed leads back to confirmed, and who declined may come back.

Source: gravity-sdoh, referral workflow, for the way from identified to met.
Assumed: caremodel, for the ways back and for refuted, which the workflow leaves open.
"""

CLOSED: Final = (NeedStatus.MET, NeedStatus.DECLINED, NeedStatus.REFUTED)
OPEN_STATUSES: Final = tuple(
    status.value for status in NeedStatus if status not in CLOSED
)
"""How the status of an entry reads while its need is open; for `Select.statuses`."""

WITH_REASON: Final = (NeedStatus.DEFERRED, NeedStatus.DECLINED, NeedStatus.REFUTED)


@attrs.frozen(kw_only=True, repr=False)
class Need:
    """Something that a person, or their household, lacks.

    Attributes:
        id: Of the need.
        patient_id: Whose it is, if it is one person's.
        household_id: Whose it is, if all who live together have it; of what has a
            label of its own, never.
        domain: On which side of life.
        category: What it is, as a code; of a social one, one of `SOCIAL_CATEGORIES`.
        status: Where it stands.
        identified_on: The day it was first known.
        since: The day it came to stand where it does; by default the first.
        provenance: From whom it is known.
        reason: Why it was deferred, declined or refuted.
        until: The day to look again at a deferred one.
        label: The consent label; never open where its domain's is not.
    """

    id: NeedId = attrs.field(validator=identifier)
    patient_id: PatientId | None = None
    household_id: HouseholdId | None = None
    domain: Domain
    category: str = attrs.field(validator=not_blank)
    status: NeedStatus = NeedStatus.IDENTIFIED
    identified_on: date
    since: date = attrs.field(
        default=attrs.Factory(lambda need: need.identified_on, takes_self=True)
    )
    provenance: Provenance
    reason: str = ""
    until: date | None = None
    label: str = attrs.field(
        default=attrs.Factory(
            lambda need: label_of(need.domain, need.category), takes_self=True
        ),
        validator=not_blank,
    )

    def __attrs_post_init__(self) -> None:
        check_owner("Need", self.patient_id, self.household_id)
        check_category("Need.category", self.domain, self.category)
        if self.household_id is not None and self.label != NORMAL:
            problem = "must be one person's: those at home may be whom it is kept from"
            raise InvalidValueError("Need.household_id", problem)
        if self.label == NORMAL != label_of(self.domain, self.category):
            problem = "must not be open where its domain or category is not"
            raise InvalidValueError("Need.label", problem)
        if self.since < self.identified_on:
            raise InvalidValueError("Need.since", "must not be before identified_on")
        if problems := _unsaid(self.status, self.since, self.reason, self.until):
            raise InvalidValueError("Need", "; ".join(problems))

    def __repr__(self) -> str:
        return f"Need({self.id!r})"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for something."""
        return self.status not in CLOSED


def _unsaid(
    status: NeedStatus, since: date, reason: str, until: date | None
) -> list[str]:
    """Say what a status still asks for."""
    problems = []
    if status in WITH_REASON and not reason.strip():
        problems.append("must say why it is not pursued")
    deferred = status is NeedStatus.DEFERRED
    if deferred and (until is None or until <= since):
        problems.append("must say on which later day to look at it again")
    if not deferred and until is not None:
        problems.append("must be deferred to have a day to look at it again")
    return problems


def moved(
    need: Need,
    status: NeedStatus,
    *,
    on: date,
    reason: str = "",
    until: date | None = None,
) -> Need:
    """Make the need that *need* is from the day *on*.

    Args:
        need: As it stands.
        status: Where it goes; `MOVES` says where it can.
        on: The day of the change.
        reason: Why, where it is deferred, declined or refuted.
        until: The day to look again at it, where it is deferred.

    Raises:
        NotAllowedError: With every reason why it cannot go there.
    """
    because = _unsaid(status, on, reason, until)
    if status not in MOVES[need.status]:
        because.append("from where it stands, a need does not go there")
    if on < need.since:
        because.append("must not be before it came to stand where it does")
    if because:
        raise NotAllowedError(f"move need {need.id}", tuple(because))
    return attrs.evolve(need, status=status, since=on, reason=reason, until=until)


def needs_of(
    needs: Iterable[Need], patient_id: PatientId, household_id: HouseholdId | None
) -> tuple[Need, ...]:
    """Choose the needs that are a person's own or their household's."""
    return tuple(
        need
        for need in needs
        if need.patient_id == patient_id
        or (household_id is not None and need.household_id == household_id)
    )


def to_look_at_again(needs: Iterable[Need], *, on: date) -> tuple[Need, ...]:
    """Choose the deferred needs whose day has come, so that none is forgotten."""
    return tuple(need for need in needs if need.until is not None and need.until <= on)


def entries(
    needs: Iterable[Need], *, labels: Collection[str] = (NORMAL,)
) -> tuple[Entry, ...]:
    """Tell needs as entries, so that facts can be drawn from them.

    One need is one entry of kind `ENTRY_KIND`, coded by category and by domain; a
    refuted one is none. That a need is not among them does not mean that there is
    none: it may be withheld, or nobody asked. So a record says that it covers this kind
    only where both were seen to: the person was asked about every domain that a rule
    reads, and no need is left out for its label. Then it covers the kind from birth on,
    because whoever is asked tells what they lack now, and what was met before is open
    no longer; and up to the day on which they should be asked again. It then says what
    is open, and not what once was. What was asked, and answered with no, is told by
    `what_was_screened`.

    Args:
        needs: Of one person, their household's among them (`needs_of`).
        labels: Which consent labels may be told; all others are left out.
    """
    return in_order(
        Entry(
            need.id,
            ENTRY_KIND,
            (need.category, need.domain.value),
            need.identified_on,
            until=None if need.is_open else need.since,
            status=need.status.value,
            links=() if need.household_id is None else (need.household_id,),
        )
        for need in needs
        if need.label in labels and need.status is not NeedStatus.REFUTED
    )
