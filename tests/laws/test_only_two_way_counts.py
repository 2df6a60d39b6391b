"""The law: only a two-way contact with the person, or who they named, counts.

INV-095.
"""

from datetime import date, timedelta

import attrs
from hypothesis import given

from caremodel.care import contacts
from caremodel.care.contacts import (
    CONTACT_KIND,
    MEANINGFUL,
    MISSED_IN_A_ROW,
    RUN_KIND,
    Contact,
    Outcome,
    Reach,
    Whom,
)
from caremodel.care.pathways import level_at
from caremodel.grammar.dates import Staged
from caremodel.grammar.facts import Count, Ever, Fact, Latest, Value, draw
from caremodel.people.charts import Chart, Coverage
from caremodel.people.patients import Patient, PatientId, PersonId
from caremodel.program import worklists
from caremodel.program.worklists import WorkKind
from caremodel.testing import strategies
from caremodel.testing.strategies import WorkDay, work_days
from laws.eventful import share
from laws.worked import work

TALKS, IN_A_ROW = Count(MEANINGFUL, Ever()), Latest(MISSED_IN_A_ROW, Ever())


def counts(contact: Contact) -> bool:
    """Say whether it became a talk with the person, or with someone they named."""
    ours = contact.whom in {Whom.PATIENT, Whom.SUPPORT_PERSON}
    return contact.outcome is Outcome.TWO_WAY and ours


def told(fact: Fact, made: tuple[Contact, ...]) -> Value | None:
    """Draw one fact from contacts, long after the last of them."""
    covered = (Coverage(kind=CONTACT_KIND), Coverage(kind=RUN_KIND))
    patient = Patient(id=made[0].patient_id if made else PatientId("p0"))
    chart = Chart(patient=patient, filed=contacts.entries(made), coverage=covered)
    return draw([fact], chart, on=date(2031, 1, 1)).value(fact)


@given(strategies.contacts())
def test_facts_count_what_counts(made: tuple[Contact, ...]) -> None:
    """Of every mode and outcome, with whomever."""
    for each in made:
        assert (contacts.reach_of(each) is Reach.MEANINGFUL) is counts(each)
    assert told(TALKS, made) == sum(map(counts, made))


@given(strategies.contacts())
def test_only_what_counts_ends_a_row_of_misses(made: tuple[Contact, ...]) -> None:
    """A talk after all of them does; a neighbor who picks up does not."""
    if not made:
        return
    last = attrs.evolve(
        made[0],
        id=contacts.ContactId("last"),
        on=max(each.on for each in made) + timedelta(days=1),
        mode=contacts.Mode.PHONE,
        outcome=Outcome.TWO_WAY,
        whom=Whom.PATIENT,
        person_id=None,
    )
    neighbor = attrs.evolve(last, whom=Whom.SOMEONE_ELSE, person_id=PersonId("eve"))

    assert told(IN_A_ROW, (*made, last)) == 0
    assert told(IN_A_ROW, (*made, neighbor)) == told(IN_A_ROW, made)


@given(work_days())
def test_nothing_else_takes_work_off_a_list(case: WorkDay) -> None:
    """Neither a voicemail nor a letter, nor a talk with someone else."""
    only = [each for each in case.contacts if counts(each)]

    assert worklists.talks(case.contacts) == worklists.talks(only)
    assert work(case) == work(attrs.evolve(case, contacts=only))


@given(work_days())
def test_whom_someone_talked_with_today_is_not_to_be_called_today(
    case: WorkDay,
) -> None:
    """Nobody has to be asked after, nor called; but each step in a row is its own."""
    talked = {journey.patient_id: [case.on] for journey in case.journeys}
    in_steps = {
        journey.id
        for journey in case.journeys
        if isinstance(level_at(case.pathway, journey.place).cadence, Staged)
    }

    for item in work(case, talked=talked, until=case.on):
        assert item.kind is not WorkKind.FOLLOW_UP
        assert item.kind is not WorkKind.CONTACT or item.journey_id in in_steps


def test_some_contacts_count_and_some_do_not() -> None:
    """Otherwise this would be about nothing."""

    def both(made: tuple[Contact, ...]) -> bool:
        return {counts(each) for each in made} == {True, False}

    assert share(strategies.contacts(), both) > 0.2
    talked = share(work_days(), lambda day: any(map(counts, day.contacts)), examples=50)
    assert talked > 0.2
