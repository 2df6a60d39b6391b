"""Pages say things once, in words, and as many as there are."""

from datetime import date

from caremodel.display import pages
from caremodel.display.pages._words import owner_called, sent_by
from caremodel.exchange.fhir import Unread
from caremodel.panel.candidates import Referral

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
