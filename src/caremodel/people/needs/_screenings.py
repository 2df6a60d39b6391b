"""Screenings: what was asked, of which domain, and what came of it."""

import enum
from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

import attrs

from caremodel._fields import identifier
from caremodel.errors import InvalidValueError
from caremodel.grammar.entries import Entry, in_order
from caremodel.grammar.verdicts import Answer
from caremodel.people._ids import PatientId
from caremodel.people.needs._words import (
    NORMAL,
    Domain,
    Provenance,
    check_category,
    label_of,
)

__all__ = [
    "SCREENING_KIND",
    "Assessment",
    "Screening",
    "ScreeningResult",
    "has_need",
    "what_was_screened",
]

SCREENING_KIND: Final = "need-screening"
"""The kind of entry that the answer of a screening is told as."""


class ScreeningResult(enum.Enum):
    """What came of asking. Not assessed is not "no need"."""

    NEED = "need"
    NO_NEED = "no_need"
    NOT_ASSESSED = "not_assessed"

    def __bool__(self) -> bool:
        """Refuse, because there are three results.

        Raises:
            TypeError: Always; compare with `is ScreeningResult.NEED` instead.
        """
        problem = "there are three results: compare with `is ScreeningResult.NEED`"
        raise TypeError(problem)


@attrs.frozen(kw_only=True, repr=False)
class Screening:
    """What came of asking about one domain, or about one category in it.

    Attributes:
        domain: On which side of life.
        category: About what; empty for the domain as a whole.
        result: What came of it.
        reason: Why it was not assessed; empty where it was.
        provenance: From whom it is known.
    """

    domain: Domain
    category: str = ""
    result: ScreeningResult
    reason: str = ""
    provenance: Provenance = Provenance.SELF_REPORTED

    def __attrs_post_init__(self) -> None:
        if self.category:
            check_category("Screening.category", self.domain, self.category)
        if (self.result is ScreeningResult.NOT_ASSESSED) != bool(self.reason.strip()):
            problem = "must say why it was not assessed, and only then"
            raise InvalidValueError("Screening.reason", problem)

    def __repr__(self) -> str:
        return "Screening(...)"


@attrs.frozen(kw_only=True, repr=False)
class Assessment:
    """What was asked of one person on a day, with every domain spoken for.

    Attributes:
        id: Of the assessment.
        patient_id: Of whom.
        on: When.
        screenings: Each domain, as a whole or category by category; a domain that
            nobody asked about says so, and why.
    """

    id: str = attrs.field(validator=identifier)
    patient_id: PatientId = attrs.field(validator=identifier)
    on: date
    screenings: tuple[Screening, ...] = attrs.field(converter=tuple[Screening, ...])

    def __attrs_post_init__(self) -> None:
        asked: dict[Domain, list[str]] = {domain: [] for domain in Domain}
        for screening in self.screenings:
            asked[screening.domain].append(screening.category)
        path = "Assessment.screenings"
        for domain, categories in asked.items():
            if not categories:
                problem = f"must say of {domain.value} what came of it, or why nothing"
                raise InvalidValueError(path, problem)
            if len(set(categories)) < len(categories):
                raise InvalidValueError(path, "must not answer one question twice")
            if "" in categories and len(categories) > 1:
                problem = "must answer a domain as a whole or by category, not both"
                raise InvalidValueError(path, problem)

    def __repr__(self) -> str:
        return f"Assessment({self.id!r})"


def has_need(assessment: Assessment, domain: Domain, category: str = "") -> Answer:
    """Say whether there was a need: yes, no, or cannot tell as nobody asked.

    Of a domain asked as a whole, "no need" speaks for each category, and "need" for
    none. Of one asked by category, a need in any is one in the domain; that there is
    none takes the whole of it.
    """
    results = {
        screening.category: screening.result
        for screening in assessment.screenings
        if screening.domain is domain
    }
    if not category and ScreeningResult.NEED in results.values():
        return Answer.YES
    if category and results.get("") is ScreeningResult.NEED:
        return Answer.CANNOT_TELL
    match results.get(category, results.get("")):
        case ScreeningResult.NEED:
            return Answer.YES
        case ScreeningResult.NO_NEED:
            return Answer.NO
        case _:
            return Answer.CANNOT_TELL


def what_was_screened(
    assessments: Iterable[Assessment], *, labels: Collection[str] = (NORMAL,)
) -> tuple[Entry, ...]:
    """Tell what was asked and answered as entries; what was not assessed tells nothing.

    Args:
        assessments: Of one person.
        labels: Which consent labels may be told; all others are left out.
    """
    return in_order(
        _told(assessment, number, screening)
        for assessment in assessments
        for number, screening in enumerate(assessment.screenings, start=1)
        if screening.result is not ScreeningResult.NOT_ASSESSED
        and label_of(screening.domain, screening.category) in labels
    )


def _told(assessment: Assessment, number: int, screening: Screening) -> Entry:
    """Tell one answer. A need in a category is one in its domain; no need is not.

    The id says nothing of what was asked: ids are shown.
    """
    domain, category = screening.domain.value, screening.category
    found = screening.result is ScreeningResult.NEED
    return Entry(
        f"{assessment.id}/{number}",
        SCREENING_KIND,
        tuple(filter(None, (category, domain if found or not category else ""))),
        assessment.on,
        status=screening.result.value,
    )
