"""Vocabularies: which names documents and logs go by, and what each one means."""

from collections.abc import Mapping
from typing import Any, Final

import attrs

from caremodel.errors import InvalidValueError, NotFoundError
from caremodel.exchange.documents._faults import in_full
from caremodel.exchange.documents._hooks import Hooks, class_of, members_of
from caremodel.exchange.documents._leaves import Read, Write
from caremodel.exchange.documents._types import (
    DOCUMENTS,
    EVENTS,
    NO_PERSON,
    SCHEMAS,
)
from caremodel.grammar.histories import Recorded

__all__ = ["HOUSE", "Form", "Vocabulary"]


@attrs.frozen
class Form:
    """How one type is written and read.

    Attributes:
        name: What it goes by.
        schema: Which form of it is written; older ones are still read.
        read: Reads it.
        write: Writes it.
    """

    name: str
    schema: int
    read: Read
    write: Write


def _forms() -> Any:
    return attrs.field(init=False, eq=False, repr=False)


@attrs.frozen(kw_only=True)
class Vocabulary:
    """The types that have documents or logs, by name.

    A host adds its own: `Vocabulary(documents={**DOCUMENTS, "visit_note": VisitNote})`.

    Attributes:
        documents: The type that each name means: a class, or a union of classes.
        events: For each name of a log, the union of the events that it may hold.
        schemas: The number of the form that a log's events are written in, where it is
            not 1.

    Raises:
        InvalidValueError: If a type has no form in a document, or one class two names.
    """

    documents: Mapping[str, Any] = attrs.field(factory=lambda: DOCUMENTS)
    events: Mapping[str, Any] = attrs.field(factory=lambda: EVENTS)
    schemas: Mapping[str, int] = attrs.field(factory=lambda: SCHEMAS)
    _documents: Mapping[str, Form] = _forms()
    _logs: Mapping[str, Form] = _forms()
    _document_of: Mapping[Any, str] = _forms()
    _log_of: Mapping[Any, str] = _forms()

    def __attrs_post_init__(self) -> None:
        hooks, openly = Hooks(), Hooks(in_full)
        of: Any = Recorded
        envelopes = {name: of[kind] for name, kind in self.events.items()}
        open_ones = {n: kind for n, kind in self.documents.items() if kind in NO_PERSON}
        documents = {
            **_made(hooks, self.documents, {}),
            **_made(openly, open_ones, {}),
        }
        for field, made in (
            ("_documents", documents),
            ("_logs", _made(hooks, envelopes, self.schemas)),
            ("_document_of", _names("documents", self.documents)),
            ("_log_of", _names("events", self.events)),
        ):
            object.__setattr__(self, field, made)

    def document(self, asked: object) -> Form:
        """Find a document's form by its name, its type, or a class of its union.

        Raises:
            NotFoundError: If there is none, with the names that there are.
        """
        return _found("document", asked, self._documents, self._document_of)

    def log(self, asked: object) -> Form:
        """Find a log's form by its name, or by a class of its events.

        Raises:
            NotFoundError: If there is none, with the names that there are.
        """
        return _found("log", asked, self._logs, self._log_of)


def _made(
    hooks: Hooks, types: Mapping[str, Any], schemas: Mapping[str, int]
) -> dict[str, Form]:
    return {
        name: Form(name, schemas.get(name, 1), hooks.reader(kind), hooks.writer(kind))
        for name, kind in types.items()
    }


def _names(path: str, types: Mapping[str, Any]) -> dict[Any, str]:
    """Name each type, and each class of each union; no class may have two names."""
    names: dict[Any, str] = {}
    for name, kind in types.items():
        for each in {kind, *map(class_of, members_of(kind))}:
            if names.setdefault(each, name) != name:
                problem = f"must not have two names for {each.__name__}"
                raise InvalidValueError(f"Vocabulary.{path}", problem)
    return names


def _found(
    what: str, asked: object, forms: Mapping[str, Form], names: Mapping[Any, str]
) -> Form:
    try:
        name = asked if isinstance(asked, str) else names.get(asked)
    except TypeError:  # of what has no hash, such as a list
        name = None
    form = None if name is None else forms.get(name)
    if form is None:
        raise NotFoundError(what, tuple(sorted(forms)))
    return form


HOUSE: Final = Vocabulary()
"""All that caremodel itself writes and reads."""
