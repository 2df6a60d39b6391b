"""Sights: what someone sees where a person lives, and which need it may point to.

What is seen says that there may be a need, not that there is one: the person says that.
Which sights point to what is said in the catalog, and what is done about a need in
plans.
"""

from collections.abc import Collection, Iterable
from typing import Final, NewType

import attrs

from caremodel._fields import identifier, not_blank, of, several_of
from caremodel.care.contacts import Contact, Mode, Outcome
from caremodel.errors import InvalidValueError, NotAllowedError, NotFoundError
from caremodel.people.needs import (
    NORMAL,
    Domain,
    Need,
    NeedId,
    NeedStatus,
    Provenance,
    Screening,
    ScreeningResult,
    label_of,
    needs_of,
)
from caremodel.people.patients import Patient

__all__ = ["SEEN_BY", "Sight", "SightId", "needs_seen"]

SightId = NewType("SightId", str)

SEEN_BY: Final = (Mode.HOME_VISIT, Mode.VIDEO)
"""In which ways one sees where someone lives.

Source: seed-three-legs.
"""


@attrs.frozen(kw_only=True)
class Sight:
    """Something that can be seen where someone lives, and the need it may point to.

    Attributes:
        id: Of the sight.
        called: What one sees.
        domain: On which side of life the need would be.
        category: What it would be, as a code; see `needs.Need`.
        shared: Whether all who live together would have it; never so of what has a
            consent label of its own.
        source: Where it comes from, or the word "Assumed" and by whom and why.
    """

    id: SightId = attrs.field(validator=identifier)
    called: str = attrs.field(validator=not_blank)
    domain: Domain = attrs.field(validator=of(Domain))
    category: str = attrs.field(validator=not_blank)
    shared: bool = attrs.field(default=False, validator=of(bool))
    source: str = attrs.field(validator=not_blank)

    def __attrs_post_init__(self) -> None:
        # What can be screened for is what can be a need.
        try:
            Screening(
                domain=self.domain, category=self.category, result=ScreeningResult.NEED
            )
        except InvalidValueError as wrong:
            raise InvalidValueError("Sight.category", wrong.problem) from None
        if self.shared and self.label != NORMAL:
            problem = "must be one person's: those at home may be whom it is kept from"
            raise InvalidValueError("Sight.shared", problem)

    @property
    def label(self) -> str:
        """The consent label that the need would be kept under."""
        return label_of(self.domain, self.category)


def needs_seen(
    contact: Contact,
    seen: Iterable[SightId],
    table: Iterable[Sight],
    *,
    patient: Patient,
    needs: Iterable[Need] = (),
    labels: Collection[str] = (NORMAL,),
) -> tuple[Need, ...]:
    """Say which needs are to be noted for what was seen on *contact*.

    Each is identified, by observation, on the day of the contact; what all who live
    together have is the household's, where it is known. Two sights of one need are one,
    and what is open, or what the person wants no help with, is not noted again.

    Args:
        contact: A visit at home or by video on which someone was met.
        seen: What was seen, in the order in which it was noted.
        table: Which sight points to what.
        patient: Whose contact it was.
        needs: What is known of the person and the household.
        labels: Under which consent labels the person lets needs be noted; what falls
            under another is noted nowhere.

    Raises:
        NotAllowedError: If nothing can have been seen there, with every reason.
        NotFoundError: If the table does not hold what was seen.
    """
    if because := _unseen(contact, patient):
        raise NotAllowedError("note what was seen", because)
    known, agreed = tuple(needs), several_of("needs_seen.labels", labels)
    ids = {need.id for need in known}
    standing = {
        (need.domain, need.category)
        for need in needs_of(known, patient.id, patient.household)
        if need.is_open or need.status is NeedStatus.DECLINED
    }
    noted: list[Need] = []
    for number, sight in _looked_up(seen, table):
        need = _need(contact, patient, sight, number)
        what = (need.domain, need.category)
        if need.id not in ids and what not in standing and need.label in agreed:
            standing.add(what)
            noted.append(need)
    return tuple(noted)


def _unseen(contact: Contact, patient: Patient) -> tuple[str, ...]:
    """Name every reason why nothing can have been seen there."""
    because = []
    if contact.patient_id != patient.id:
        because.append("it is another patient's contact")
    if contact.mode not in SEEN_BY:
        because.append("one sees where someone lives at home, or by video")
    if contact.outcome is not Outcome.TWO_WAY:
        because.append("nobody was met")
    return tuple(because)


def _looked_up(
    seen: Iterable[SightId], table: Iterable[Sight]
) -> list[tuple[int, Sight]]:
    """Find what was seen, with its place in the table."""
    by_id = {sight.id: (number, sight) for number, sight in enumerate(table, start=1)}
    noted = tuple(dict.fromkeys(seen))
    if not by_id.keys() >= set(noted):
        raise NotFoundError("sight", tuple(by_id))
    return [by_id[each] for each in noted]


def _need(contact: Contact, patient: Patient, sight: Sight, number: int) -> Need:
    """Make the need; its id says on which contact, and what by a mere number."""
    shared = sight.shared and patient.household is not None
    return Need(
        id=NeedId(f"{contact.id}/seen/{number}"),
        patient_id=None if shared else patient.id,
        household_id=patient.household if shared else None,
        domain=sight.domain,
        category=sight.category,
        identified_on=contact.on,
        provenance=Provenance.OBSERVED,
    )
