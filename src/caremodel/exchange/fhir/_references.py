"""References: what a resource points at, always written as "Type/id".

R4 has many forms: `urn:uuid:…` and full addresses that a bundle explains, `Type/id`
with or without a version, `Type?identifier=system|value`, and `#…` for what a resource
contains. One that nothing in the export explains stays as it is written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import unquote

from caremodel._fields import is_identifier
from caremodel.exchange.fhir._codes import RESOURCE_TYPES
from caremodel.exchange.fhir._findings import Fault

__all__ = ["Path", "References", "id_in", "is_id", "last_part"]

MOST_KEPT: Final = 100_000
"""How many references are kept for when they come again; then they are forgotten."""

Path = tuple[str, str]
"""A field of a resource, and the field inside it or ""."""

_ID: Final = re.compile(r"[A-Za-z0-9.\-]{1,64}")

_PLAIN: Final = re.compile(r"([A-Z][A-Za-z]+)/[A-Za-z0-9.\-]{1,64}")


def is_id(value: object) -> bool:
    """Say whether *value* can be the id of a resource."""
    return type(value) is str and _ID.fullmatch(value) is not None


def last_part(text: str) -> str:
    """Take what stands behind the last slash or colon."""
    return text.rsplit("/", 1)[-1].rsplit(":", 1)[-1]


def id_in(url: object) -> str | None:
    """Take the id from the full address of a resource, if it holds one."""
    found = last_part(url) if isinstance(url, str) else None
    return found if is_id(found) else None


class References:
    """Reads the references of one export.

    Attributes:
        open: References that nothing has explained yet.
        organizations: Those of them that stand where only organizations do.
    """

    def __init__(self) -> None:
        self.open: set[str] = set()
        self.organizations: set[str] = set()
        self._here: dict[str, str] = {}
        self._in_bundle = False
        self._outside: set[str] = set()
        self._meant: dict[str, str | None] = {}
        self._meant_before: dict[str, str | None] = {}
        self._final: dict[str, str] = {}

    def enter(self) -> None:
        """Begin a bundle, which explains some references itself."""
        self._here = {}
        self._in_bundle = True
        self._outside = self.open
        self._meant_before = {}
        self.open = set()

    def explain(self, url: str, link: str) -> bool:
        """Say what a full address in this bundle means, unless it means another."""
        before = self._here.setdefault(url, link)
        if before is link:
            return True
        if before == url:
            self._here[url] = link
        return before in (link, url)

    def leave(self) -> None:
        """Leave the bundle; what came before its explanation keeps its meaning."""
        self._in_bundle = False
        for text in self.open:
            link = self._here.get(text, text)
            if link != text:
                self.means(text, link)
        self.open |= self._outside
        self._here = {}

    def abandon(self) -> None:
        """Leave a bundle that is none, and forget all that it said."""
        for text, meant in self._meant_before.items():
            if meant == "":
                del self._meant[text]
            else:
                self._meant[text] = meant
        self.open = self._outside
        self._here = {}
        self._in_bundle = False

    def link(self, reference: Any, path: str, owner: str) -> str | None:
        """Read one reference; `None` if it says what it means in words only.

        Args:
            reference: The element.
            path: Where it stands.
            owner: The resource it stands in, as "Type/id".

        Raises:
            Fault: If it is no reference.
        """
        try:
            text = reference.get("reference")
            if text is None:
                text = _by_identifier(reference)
                if text is None:
                    return None
            known = self._here.get(text)
        except (AttributeError, TypeError):
            raise Fault(path, "must be a reference") from None
        return known or self._new(text, path, owner)

    def met(self, reference: Any) -> str | None:
        """Say what a reference means if one like it was met before."""
        try:
            return self._here[reference["reference"]]
        except (KeyError, TypeError):
            return None

    def links(
        self,
        resource: Mapping[str, Any],
        owner: str,
        fields: Iterable[str],
        paths: Iterable[Path] = (),
    ) -> tuple[str, ...]:
        """Read all references in *fields* and at *paths*, each once.

        Raises:
            Fault: If something there is no reference.
        """
        here, found = self._here, []
        for field in fields:
            if field in resource:
                value = resource[field]
                try:
                    found.append(here[value["reference"]])
                except (KeyError, TypeError):
                    self._add(found, value, field, owner)
        for head, tail in paths:
            value = resource.get(head)
            if value is not None:
                for item in value if type(value) is list else (value,):
                    if type(item) is not dict:
                        raise Fault(head, "must be an object, or a list of them")
                    if tail in item:
                        self._add(found, item[tail], head, owner)
        if len(found) > 1:
            return tuple(dict.fromkeys(found))
        return tuple(found)

    def _add(self, found: list[str], value: Any, path: str, owner: str) -> None:
        """Add a reference, or a list of them, to those that are found."""
        here = self._here
        if value is not None:
            for reference in value if type(value) is list else (value,):
                try:
                    found.append(here[reference["reference"]])
                except (KeyError, TypeError):
                    link = self.link(reference, path, owner)
                    if link is not None:
                        found.append(link)

    def identify(self, resource: Mapping[str, Any], link: str) -> None:
        """Remember the identifiers by which others may refer to a resource."""
        for key in _identifiers(resource, link.partition("/")[0]):
            self.means(key, link)

    def means(self, text: str, link: str) -> None:
        """Remember what a reference means, unless it means two things."""
        if self._in_bundle:
            self._meant_before.setdefault(text, self._meant.get(text, ""))
        if self._meant.setdefault(text, link) != link:
            self._meant[text] = None

    def meaning(self, text: str) -> str | None:
        """Say what a reference means that is open, if that is known by now."""
        return self._meant.get(text)

    def settle(self, texts: Iterable[str], by_id: Mapping[str, str]) -> None:
        """Explain references that are still open, as far as they are not yet.

        Args:
            texts: Which.
            by_id: Resources as "Type/id", by id.
        """
        for text in texts:
            link = self._final.get(text) or self._meant.get(text)
            if link is None and text.startswith("urn:"):
                link = by_id.get(last_part(text))
            if link is not None:
                self._final[text] = link

    def name_organizations(self) -> None:
        """Write those as organizations that are some, though nothing explains which."""
        for text in self.organizations & self.open - self._final.keys():
            if text.startswith("urn:"):
                self._final[text] = f"Organization/{text}"

    @property
    def unexplained(self) -> int:
        """How many references are still open."""
        return len(self.open - self._final.keys())

    def settled(self, link: str) -> str:
        """Say what a link means, now that everything is read."""
        return self._final.get(link, link)

    def all_settled(self, links: tuple[str, ...]) -> tuple[str, ...]:
        """Say what several links mean by now, each once."""
        if self._final.keys().isdisjoint(links):
            return links
        return tuple(dict.fromkeys(map(self.settled, links)))

    def _new(self, text: Any, path: str, owner: str) -> str:
        """Read a reference that was not met before."""
        plain = _PLAIN.fullmatch(text) if type(text) is str else None
        if plain is not None and plain[1] in RESOURCE_TYPES:
            link: str = text
        elif not is_identifier(text):
            raise Fault(path, "must be a reference")
        elif text.startswith("#"):
            return owner if text == "#" else owner + text
        else:
            link = self._explained(text)
        if len(self._here) >= MOST_KEPT and not self._in_bundle:
            self._here.clear()
        self._here[text] = link
        return link

    def _explained(self, text: str) -> str:
        """Read a reference that is no plain "Type/id", as far as it goes by now."""
        link = unquote(text) if "?" in text else _typed(text)
        if link is None or "?" in text:
            link = link or text
            self.open.add(link)
        return link


def _typed(text: str) -> str | None:
    """Take "Type/id" out of a relative or full address, without its version."""
    parts = text.rsplit("/", 4)
    if len(parts) > 3 and parts[-2] == "_history":  # noqa: PLR2004 - Type/id/_history/n
        parts = parts[:-2]
    if len(parts) > 1 and parts[-2] in RESOURCE_TYPES and is_id(parts[-1]):
        return f"{parts[-2]}/{parts[-1]}"
    return None


def _by_identifier(reference: Mapping[str, Any]) -> str | None:
    """Write a reference by identifier as one by search, if it says the type."""
    identifier, said_type = reference.get("identifier"), reference.get("type")
    if identifier is None or said_type not in RESOURCE_TYPES:
        return None
    system, value = identifier.get("system"), identifier.get("value")
    return f"{said_type}?identifier={system}|{value}" if system and value else None


def _identifiers(resource: Mapping[str, Any], of_type: str) -> Iterator[str]:
    """Write each identifier of a resource as a reference by search."""
    listed = resource.get("identifier")
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict) and each.get("system") and each.get("value"):
            yield f"{of_type}?identifier={each['system']}|{each['value']}"
