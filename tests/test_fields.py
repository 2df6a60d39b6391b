"""The checks that fields share."""

import attrs
import pytest

from caremodel._fields import (
    at_least,
    each_of,
    identifier,
    is_finite,
    is_identifier,
    not_blank,
    not_empty,
    number,
    of,
    texts,
)
from caremodel.errors import InvalidValueError


@attrs.frozen(kw_only=True)
class Checked:
    """One field for each check."""

    id: object = attrs.field(default="c1", validator=identifier)
    said: object = attrs.field(default="x", validator=not_blank)
    some: object = attrs.field(default=(1,), validator=not_empty)
    measured: object = attrs.field(default=0.5, validator=number)
    counted: object = attrs.field(default=2, validator=at_least(2))
    letter: object = attrs.field(default="x", validator=of(str, bytes))


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("id", "", "must be text: not blank, not padded, NFC, no control characters"),
        ("said", "", "must not be blank"),
        ("said", " \t", "must not be blank"),
        ("said", None, "must not be blank"),
        ("some", (), "must not be empty"),
        ("measured", True, "must be a number"),
        ("counted", "2", "must be at least 2"),
        ("letter", 2, "must be str or bytes"),
        ("measured", "1", "must be a number"),
        ("measured", None, "must be a number"),
        ("measured", float("nan"), "must be finite"),
        ("measured", float("-inf"), "must be finite"),
        ("measured", 10**400, "must be finite"),
        ("counted", 1, "must be at least 2"),
        ("counted", float("nan"), "must be at least 2"),
    ],
)
def test_a_check_names_class_and_field_and_no_value(
    field: str, value: object, problem: str
) -> None:
    """So that the place can be found, and nothing is told about anyone."""
    with pytest.raises(InvalidValueError) as caught:
        Checked(**{field: value})

    assert str(caught.value) == f"Checked.{field}: {problem}"


@attrs.frozen
class Spelled:
    """Several texts."""

    letters: tuple[str, ...] = attrs.field(converter=texts, validator=each_of(str))


def test_one_of_several_that_is_another_kind_is_named_by_its_place() -> None:
    """Without its value."""
    with pytest.raises(InvalidValueError, match=r"^Spelled\.letters\[1\]: must be"):
        Spelled(("x", 7))  # type: ignore[arg-type]


def test_one_text_is_not_several() -> None:
    """It would fall into its letters."""
    assert Spelled(["nurse"]).letters == ("nurse",)
    with pytest.raises(InvalidValueError, match=r"^Spelled\.letters: must be several"):
        Spelled("nurse")


def test_what_is_right_is_taken() -> None:
    """Without a change."""
    assert Checked(measured=10**300).measured == 10**300
    assert Checked(counted=2).counted == 2


@pytest.mark.parametrize(
    "text", ["p7", "Patient/7", "a b", "é", "日本", "urn:uuid:1-2", "~!", "ß-1"]
)
def test_opaque_text_is_an_id(text: str) -> None:
    """Whatever the host calls its things by."""
    assert is_identifier(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            " p7",
            "p7 ",
            "p\t7",
            "p7\n",
            "\x00",
            "p\x7f",
            "\u00a0p7",
            "p7\u2003",
        ),
        *("e\u0301", "p\u200b7", "p\u202e7", "\ufeffp7", "p\u0085", "\ud800", 7, None),
        b"p7",
    ],
)
def test_what_looks_like_another_id_is_none(text: object) -> None:
    """Padded, invisible, turned round, or written in two ways."""
    assert not is_identifier(text)


def test_finite_is_what_a_double_can_hold() -> None:
    """Whole numbers beyond that are not."""
    assert is_finite(10**308)
    assert not is_finite(10**309)
    assert not is_finite(float("inf"))
