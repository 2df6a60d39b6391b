"""Pages say things once, in words, and as many as there are."""

from datetime import date

import pytest

from caremodel.catalog.conditions import HIGH_NEED
from caremodel.display import pages
from caremodel.display._blocks import Table, Words
from caremodel.display.pages._words import in_plain_words, owner_called, sent_by
from caremodel.exchange.fhir import Unread
from caremodel.grammar.rules import describe
from caremodel.panel.candidates import Candidate, Candidates, Referral, Use
from caremodel.people.patients import PatientId

DAY = date(2026, 6, 1)
NOT_READ = "this type is not read"


def test_what_is_about_whole_files_is_told_once_for_all_of_them() -> None:
    """Thousands of lines on one type would hide the fault that matters."""
    unread = [
        Unread("a.json", None, "Basic", NOT_READ, 2),
        Unread("a.json", 3, "Goal", "must have a status"),
        Unread("b.json", None, "Basic", NOT_READ, 3),
        Unread("b.json", 1, "Goal", "must have a status"),
    ]

    assert pages.unread_lines(unread, most=1) == [
        "Basic: this type is not read (5 in 2 files)",
        "a.json[3]: Goal: must have a status",
        "and 1 more: --unread tells every one",
    ]


def test_an_owner_without_a_name_is_told_by_the_id_alone() -> None:
    """A reference says what it points at; a reader knows that already."""
    assert owner_called("Organization/7", (("Organization/7", "Elm"),)) == "Elm"
    assert owner_called("Organization/7", ()) == "7"
    assert owner_called("elm", ()) == "elm"


def test_who_sends_someone_is_said_in_words() -> None:
    """Codes are for machines; a code that nobody knows is told as it is."""
    told = Referral(entry="r", on=DAY, origins=("pcp", "church"), links=())
    nobody = Referral(entry="s", on=DAY, origins=(), links=())

    assert sent_by([told]) == "their doctor and church on 2026-06-01"
    assert sent_by([nobody]) == "someone on 2026-06-01"


SENT_FIRST = (
    "Those come first whom someone sends; place is by use alone, among everyone."
)
LEFT_OUT = f"{SENT_FIRST} Nobody sent those at the places left out."


def candidate(rank: int, *, sent: bool) -> Candidate:
    """Make someone at a place by use."""
    person = PatientId(f"p{rank}")
    use = Use(patient_id=person, stays=1, emergencies=0, cost=None, whole=True)
    word = Referral(entry="r", on=DAY, origins=("pcp",), links=())
    return Candidate(
        patient_id=person,
        use=use,
        rank=rank,
        by_use=rank <= 10,
        referrals=(word,) if sent else (),
    )


@pytest.mark.parametrize(
    ("sent", "alone", "said"),
    [
        ((), (1, 2, 3), []),
        ((1, 2), (3, 4), []),
        ((3,), (1, 2, 4), [SENT_FIRST]),
        ((5, 9), (), [LEFT_OUT]),
        ((5, 39), (1, 2, 3), [LEFT_OUT]),
    ],
)
def test_why_places_are_left_out_is_said(
    sent: tuple[int, ...], alone: tuple[int, ...], said: list[str]
) -> None:
    """Places 5, 9 and 39 alone would be a riddle: whom someone sends comes first."""
    people = [candidate(rank, sent=True) for rank in sent]
    people += [candidate(rank, sent=False) for rank in alone]
    found = Candidates(on=DAY, people=tuple(people), caution="careful")

    table, *words = pages.candidates_section(found, title="who", most=5).blocks

    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == [*sent, *alone]
    told = [each.text for each in words if isinstance(each, Words)]
    assert told == [*said, "careful"]


def test_classes_of_the_record_are_told_in_plain_words() -> None:
    """A nurse reads of stays; that planned ones and births are in is said, too."""
    assert in_plain_words(describe(HIGH_NEED)).startswith(
        "hospital stays of any kind in 6 months at least 2"
    )
    assert in_plain_words("encounters of class emergency in 12 months") == (
        "emergency visits of any kind in 12 months"
    )
    assert in_plain_words("hospital stays in 14 days") == "hospital stays in 14 days"
