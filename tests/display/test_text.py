"""Text is set so that a terminal shows it as meant, whatever it holds."""

from caremodel.display._text import WIDTH, bullets, join, shown, table


def test_what_controls_a_terminal_is_made_visible() -> None:
    """A name from a file must not color, clear or overwrite the screen."""
    assert shown("Ann\x1b[2J\r\nBob\u202e") == "Ann\\x1b[2J\\x0d\\x0aBob\\x202e"


def test_numbers_stand_to_the_right_and_words_to_the_left() -> None:
    """Figures of one column can be compared at a glance."""
    told = table([(7, "open"), (1_976, "not seen")], head=("people", "what"))

    assert told.splitlines() == [
        "  people  what",
        "       7  open",
        "   1,976  not seen",
    ]


def test_what_is_not_known_is_a_dash() -> None:
    """Not known is not nought."""
    assert table([(None, "claims"), (3, "plans")]).splitlines() == [
        "  -  claims",
        "  3  plans",
    ]


def test_no_rows_make_no_table() -> None:
    """Nothing is shown for nothing."""
    assert table([]) == ""


def test_long_words_are_wrapped_under_their_own_column() -> None:
    """A long last column stays readable beside the first."""
    lines = table([(1, "word " * 40)]).splitlines()

    assert len(lines) > 1
    assert all(len(line) <= WIDTH for line in lines)
    assert lines[1].startswith("     word")


def test_empty_blocks_leave_no_gap() -> None:
    """A section with nothing to say does not show."""
    assert join("a", "", "b") == "a\n\nb"


def test_a_list_is_indented_under_its_dash() -> None:
    """The eye finds each item by its dash."""
    lines = bullets(["word " * 30, "end"]).splitlines()

    assert lines[0].startswith("  - word")
    assert lines[1].startswith("    word")
    assert lines[-1] == "  - end"
