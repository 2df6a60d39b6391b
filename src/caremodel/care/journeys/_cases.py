"""What deciding on a journey starts from, and what it says in more than one place."""

from datetime import date
from typing import Final

import attrs

from caremodel.care.journeys._events import Event
from caremodel.care.journeys._journeys import Journey
from caremodel.care.pathways import Needed, Pathway, Place, may_sign, stage_at
from caremodel.grammar.facts import Facts
from caremodel.grammar.histories import Actor
from caremodel.people.patients import PatientId

__all__ = [
    "OTHER_DAY",
    "OTHER_PATHWAY",
    "Case",
    "Decided",
    "check_day",
    "signs",
    "unsigned",
]

Decided = tuple[list[Event], list[str]]
"""What a command makes happen, and what stands in its way."""

OTHER_DAY: Final = "the facts are of another day"
OTHER_PATHWAY: Final = "it runs on another pathway, or another version of it"


@attrs.frozen
class Case:
    """A journey, and what is known and by whom it is asked.

    Attributes:
        pathway: That it runs on.
        journey: Where it stands.
        facts: What is known of the person.
        on: The day.
        by: Who asks.
    """

    pathway: Pathway
    journey: Journey
    facts: Facts
    on: date
    by: Actor


def unsigned(
    pathway: Pathway,
    journey: Journey | None,
    target: Place,
    on_record: tuple[Needed, ...],
) -> list[Needed]:
    """Name what a place takes and has to be signed, and is not.

    What the place before took was signed on the way there.
    """
    before = () if journey is None else stage_at(pathway, journey.place).takes
    signed = {signature.what for signature in pathway.signatures}
    return [
        needed
        for needed in stage_at(pathway, target).takes
        if needed in signed and needed not in {*before, *on_record}
    ]


def signs(pathway: Pathway, what: Needed, by: Actor, patient_id: PatientId) -> bool:
    """Say whether someone may put on record what a place takes of a patient."""
    return any(
        signature.what is what and may_sign(signature, by, patient_id)
        for signature in pathway.signatures
    )


def check_day(case: Case, due: date, last: date) -> list[str]:
    """The next check lies ahead, and within the limit from the last one."""
    because = []
    if due <= case.on:
        because.append("the next check must lie ahead")
    if due > case.pathway.limits.check.after(last):
        because.append("the next check must be within the limit from the last one")
    return because
