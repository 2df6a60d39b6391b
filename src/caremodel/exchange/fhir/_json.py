"""JSON from outside: strict, bounded, and without a trace of it in any error.

How large a document may be is said by `Limits`. No exception that still holds one gets
out of this package.
"""

import json
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

__all__ = ["Document", "Refused", "decoded", "parser"]

LARGE: Final = 2**23
"""Size from which on a document's density is looked at [bytes]."""

LEAST_BYTES_A_PART: Final = 16
"""Bytes that each object and array of a large document has on average, at least.

Real resources have 40 and more; a document of little but brackets would take up twenty
times its size. Assumed: by us, after measuring.
"""

LEAST_BYTES_A_VALUE: Final = 10
"""Bytes that each value of a large document has on average, at least: every one costs.

Real ones of a few hundred bytes have 14 and more, those of a megabyte 22. A document of
short numbers would take up thirty times its size. Assumed: by us, after measuring.
"""

MOST_BACKSLASHES: Final = 1_000
"""How many backslashes are looked at one by one.

Assumed: by us; resources seldom have any.
"""

FAULTS: Final = (ValueError, ArithmeticError, RecursionError)
"""What reading JSON ends with where it is none, or not ours."""

BLANKS: Final = b" \t\n\r"
"""What may stand between the parts of a document."""

BLANK: Final = re.compile(r"[ \t\n\r]*")

Document = tuple[str, int]
"""The text of a document, and how many keys there are in it at most."""

Take = Callable[[Any], object]


class Refused(ValueError):  # noqa: N818 - never leaves this package
    """A document is not read.

    Attributes:
        reason: Why, without anything of the document in it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def decoded(data: bytes) -> Document:
    """Read a document as text, and count what can be a key in it.

    A byte order mark at its beginning is passed over.

    Raises:
        Refused: If it is none, or would only fill the memory.
    """
    data = data.removeprefix(BOM_UTF8)
    if len(data) > LARGE:
        parts = data.count(b"{") + data.count(b"[")
        values = parts + data.count(b",")
        dense = parts * LEAST_BYTES_A_PART, values * LEAST_BYTES_A_VALUE
        if max(dense) > len(data):
            raise Refused("must have more content than brackets and commas")
    try:
        text = data.decode()
        if _may_have_half_characters(text):
            json.dumps(json.loads(text), ensure_ascii=False).encode()
    except FAULTS as error:
        raise Refused(_reason(error)) from None
    return text, data.translate(None, BLANKS).count(b'":')


def parser(
    take: Take | None = None, *, one_by_one: bool = False
) -> Callable[[Document], Any]:
    """Make what parses documents strictly, with exact decimals, one after the other.

    No object may have a key twice. That shows in the count: the objects then hold fewer
    keys than there are in the text. A text with more of what looks like a key, as it
    may stand inside a string, is looked at once more, object by object.

    Args:
        take: Takes each object with a resource in it out as soon as it is read, and
            leaves something else in its place: so a bundle never lies in memory whole.
            Inside an entry there may be such objects, too, that are none themselves.
        one_by_one: Whether to walk along the entries of the outermost object alone,
            whatever they are, and have just those taken. That takes longer.

    Returns:
        What parses one document; it raises `Refused` if that is no JSON, or not
        strictly so.
    """
    held = 0
    takes_any = None if one_by_one else take

    def counted(made: dict[str, Any]) -> object:
        nonlocal held
        held += len(made)
        if "resource" in made and takes_any is not None:
            return takes_any(made)
        return made

    decoder = json.JSONDecoder(
        object_hook=counted, parse_float=Decimal, parse_constant=_constant
    )

    def parse(document: Document) -> Any:
        nonlocal held
        held = 0
        text, keys = document
        try:
            if take is not None and one_by_one:
                value = _Outermost(text, decoder, take).value()
                held += len(value) if type(value) is dict else 0
            else:
                value = decoder.decode(text)
            if held != keys:
                _STRICT.decode(text)
        except FAULTS as error:
            raise Refused(_reason(error)) from None
        return value

    return parse


class _Outermost:
    """Walks along the outermost object of a document, and parses what stands in it."""

    def __init__(self, text: str, decoder: json.JSONDecoder, take: Take) -> None:
        self.text = text
        self.take = take
        self.read = decoder.raw_decode
        self.at = 0

    def value(self) -> Any:
        """Parse the document."""
        self.skip()
        value = self.members() if self.then("{") else self.part()
        if self.at != len(self.text):
            raise self.fault()
        return value

    def members(self) -> dict[str, Any]:
        """Parse the outermost object, of which the bracket is passed."""
        made: dict[str, Any] = {}
        if self.then("}"):
            return made
        while True:
            if not self.text.startswith('"', self.at):
                raise self.fault()
            key = self.part()
            self.expect(":")
            value = self.entries() if self.are_entries(key, made) else self.part()
            if key in made:
                raise _twice()
            made[key] = value
            if self.then("}"):
                return made
            self.expect(",")

    def are_entries(self, key: str, made: Mapping[str, Any]) -> bool:
        """Say whether the list of entries of what may be a bundle comes next."""
        said = made.get("resourceType", "Bundle")
        listed = key == "entry" and said == "Bundle"
        return listed and self.text.startswith("[", self.at)

    def entries(self) -> list[object]:
        """Parse entries, and have each one taken."""
        self.expect("[")
        taken: list[object] = []
        if self.then("]"):
            return taken
        while True:
            taken.append(self.take(self.part()))
            if self.then("]"):
                return taken
            self.expect(",")

    def part(self) -> Any:
        """Parse what stands next."""
        value, self.at = self.read(self.text, self.at)
        self.skip()
        return value

    def then(self, sign: str) -> bool:
        """Pass a sign if it is what stands next, and say so."""
        if not self.text.startswith(sign, self.at):
            return False
        self.at += 1
        self.skip()
        return True

    def expect(self, sign: str) -> None:
        """Pass a sign that has to stand next."""
        if not self.then(sign):
            raise self.fault()

    def skip(self) -> None:
        """Pass over blanks."""
        found = BLANK.match(self.text, self.at)
        self.at = self.at if found is None else found.end()

    def fault(self) -> json.JSONDecodeError:
        """Say that something else has to stand here."""
        return json.JSONDecodeError("", self.text, self.at)


def _constant(_: str) -> None:
    raise Refused("must not have a number that is not finite")


def _strictly(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _twice()
    return made


def _twice() -> Refused:
    return Refused("must not have an object with one key twice")


_STRICT: Final = json.JSONDecoder(
    object_pairs_hook=_strictly, parse_float=Decimal, parse_constant=_constant
)


def _reason(error: Exception) -> str:
    """Say what is wrong with a document, without anything of it."""
    match error:
        case Refused():
            return error.reason
        case UnicodeDecodeError():
            return "must be UTF-8"
        case UnicodeEncodeError():
            return "must not have half a character (a lone surrogate)"
        case json.JSONDecodeError():
            return f"must be JSON (line {error.lineno}, column {error.colno})"
        case RecursionError():
            return "must not be nested so deeply"
        case _:
            return "must not have a number that is so long"


def _may_have_half_characters(text: str) -> bool:
    """Say whether half a character may be written in *text*.

    Backslashes are rare in resources, and found much faster than what follows them;
    where they are not rare, nothing is lost by looking closely.
    """
    at = text.find("\\")
    for _ in range(MOST_BACKSLASHES):
        if at < 0:
            return False
        if text[at + 1 : at + 3].lower() == "ud":
            return True
        at = text.find("\\", at + 2)
    return "\\ud" in text or "\\uD" in text
