"""Which reader and which writer belongs to a type, found by cattrs.

cattrs knows types apart and asks for a hook for each part. Every hook is ours: its own
would turn `null` to "None", `true` to 1 and a word to a tuple of letters. A type that
none of ours is for has no form in a document, and is refused when the hooks are made.
"""

import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import NoneType, UnionType
from typing import (
    Any,
    Final,
    Literal,
    NewType,
    NoReturn,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

import attrs
import cattrs

from caremodel.errors import InvalidValueError
from caremodel.exchange.documents import _rows, _unions
from caremodel.exchange.documents._faults import Tell, of_a_check
from caremodel.exchange.documents._leaves import LEAVES, Read, Write, codes_of, one_of
from caremodel.exchange.documents._objects import (
    ReadField,
    WriteField,
    object_reader,
    object_writer,
    read_field,
    write_field,
)

__all__ = ["Hooks", "class_of", "members_of"]

Factory = Callable[[Any], Any]
MAPPINGS: Final = (dict, Mapping)


def bare(kind: Any) -> Any:
    """Take a `NewType` as the type that it is a name for."""
    while isinstance(kind, NewType):
        kind = kind.__supertype__
    return kind


def is_union(kind: Any) -> bool:
    """Say whether a type is one of several."""
    return get_origin(kind) in {Union, UnionType}


def is_enum(kind: Any) -> bool:
    """Say whether a type is a list of words."""
    return isinstance(kind, type) and issubclass(kind, enum.Enum)


def members_of(kind: Any) -> tuple[Any, ...]:
    """Name the types of a union once each; of any other type, itself."""
    each = get_args(kind) if is_union(kind) else (kind,)
    return tuple(dict.fromkeys(map(bare, each)))


def class_of(kind: Any) -> Any:
    """Name the class of a type: of `Machine[str]`, `Machine`."""
    return get_origin(kind) or kind


def _without_form(kind: Any) -> NoReturn:
    raise InvalidValueError(str(kind), "must be a type that has a form in a document")


class Hooks:
    """The readers and writers of types, each made once."""

    def __init__(self, tell: Tell = of_a_check) -> None:
        """Make a converter in which no hook of cattrs's own is left to ask.

        Args:
            tell: Tells what a class itself refuses.
        """
        self._tell = tell
        self._converter = cattrs.Converter()
        self._readers: dict[tuple[Any, bool], Read] = {}
        self._writers: dict[tuple[Any, str | None], Write] = {}
        # cattrs asks last what was registered first.
        self._register(lambda _: True, _without_form, _without_form)
        self._register(attrs.has, self._object_reader, self._object_writer)
        self._register(is_union, self._union_reader, self._union_writer)
        self._register(_is(tuple), self._tuple_reader, self._tuple_writer)
        self._register(_is(frozenset), self._set_reader, self._set_writer)
        self._register(_is(*MAPPINGS), self._mapping_reader, self._mapping_writer)
        self._register(_is(Literal), _choice, _choice)
        for kind, (read, write) in LEAVES.items():
            self._converter.register_structure_hook(kind, read)
            self._converter.register_unstructure_hook(kind, write)

    def _register(
        self, sort: Callable[[Any], bool], reader: Factory, writer: Factory
    ) -> None:
        self._converter.register_structure_hook_factory(sort, reader)
        self._converter.register_unstructure_hook_factory(sort, writer)

    def reader(self, kind: Any) -> Read:
        """Find what reads a type.

        Raises:
            InvalidValueError: If the type has no form in a document.
        """
        kind = bare(kind)
        if is_enum(kind):
            return codes_of(kind)[0]
        read: Read = _ours(kind, self._converter.get_structure_hook(kind))
        return read

    def writer(self, kind: Any) -> Write:
        """Find what writes a type.

        Raises:
            InvalidValueError: If the type has no form in a document.
        """
        kind = bare(kind)
        if is_enum(kind):
            return codes_of(kind)[1]
        write: Write = _ours(kind, self._converter.get_unstructure_hook(kind))
        return write

    # --- objects ----------------------------------------------------------------------

    def _object_reader(self, kind: Any, *, tag: bool = False) -> Read:
        """Make the reader of a class; of one that holds its own kind, one in making."""
        made = self._readers.get((kind, tag))
        if made is None:
            fields: dict[str, ReadField] = {}
            every = list(_fields_of(kind))
            required = {
                key for key, field, _ in every if field.default is attrs.NOTHING
            }
            made = object_reader(
                class_of(kind), fields, frozenset(required), tag=tag, tell=self._tell
            )
            self._readers[kind, tag] = made
            fields |= {key: read_field(self.reader(of), of) for key, _, of in every}
        return made

    def _object_writer(self, kind: Any, *, tag: str | None = None) -> Write:
        made = self._writers.get((kind, tag))
        if made is None:
            fields: list[WriteField] = []
            made = object_writer(class_of(kind), fields, tag)
            self._writers[kind, tag] = made
            fields += [
                write_field(key, field, self.writer(of))
                for key, field, of in _fields_of(kind)
            ]
        return made

    # --- one of several ---------------------------------------------------------------

    def _union_reader(self, kind: Any) -> Read:
        objects, boxed, plain = _told_apart(kind)
        by_class = {json: self.reader(each) for each in plain for json in _json(each)}
        by_tag = {
            **{tag: self._object_reader(each, tag=True) for tag, each in objects},
            **{tag: _unions.boxed_reader(self.reader(each)) for tag, each in boxed},
        }
        return _unions.union_reader(by_class, by_tag)

    def _union_writer(self, kind: Any) -> Write:
        objects, boxed, plain = _told_apart(kind)
        by_class = {
            **{class_of(of): self._object_writer(of, tag=tag) for tag, of in objects},
            **{of: _unions.boxed_writer(tag, self.writer(of)) for tag, of in boxed},
            **{class_of(each): self.writer(each) for each in plain},
        }
        if float in by_class:
            by_class = {int: by_class[float], **by_class}
        return _unions.union_writer(by_class)

    # --- rows -------------------------------------------------------------------------

    def _typed(self, kind: Any) -> _rows.Typed:
        return self.reader(kind), kind

    def _tuple_reader(self, kind: Any) -> Read:
        items = get_args(kind)
        if items[1:] == (...,):
            return _rows.row_reader(self._typed(items[0]))
        return _rows.fixed_reader([self._typed(item) for item in items])

    def _tuple_writer(self, kind: Any) -> Write:
        items = get_args(kind)
        if items[1:] == (...,):
            return _rows.row_writer(self.writer(items[0]))
        return _rows.fixed_writer([self.writer(item) for item in items])

    def _set_reader(self, kind: Any) -> Read:
        return _rows.set_reader(self._typed(*get_args(kind)))

    def _set_writer(self, kind: Any) -> Write:
        return _rows.set_writer(self.writer(*get_args(kind)))

    def _mapping_reader(self, kind: Any) -> Read:
        key, value = map(self._typed, get_args(kind))
        if bare(key[1]) is str:
            return _rows.named_reader(value)
        return _rows.pairs_reader(key, value)

    def _mapping_writer(self, kind: Any) -> Write:
        key, value = get_args(kind)
        if bare(key) is str:
            return _rows.named_writer(self.writer(value))
        return _rows.pairs_writer(self.writer(key), self.writer(value))


def _is(*origins: Any) -> Callable[[Any], bool]:
    return lambda kind: get_origin(kind) in origins


def _choice(kind: Any) -> Any:
    return one_of(get_args(kind))


def _ours(kind: Any, hook: Any) -> Any:
    """Refuse a hook of cattrs's own: some of these cannot be put out of its way."""
    if not hook.__module__.startswith(f"{__package__}."):
        _without_form(kind)
    return hook


# --- fields ---------------------------------------------------------------------------


def _fields_of(kind: Any) -> Iterator[tuple[str, "attrs.Attribute[Any]", Any]]:
    """Name key, field and type of what a class is made of, in order of the keys."""
    of = class_of(kind)
    attrs.resolve_types(of)
    said = dict(zip(getattr(of, "__parameters__", ()), get_args(kind), strict=False))
    fields = {field.alias or field.name: field for field in attrs.fields(of)}
    for key, field in sorted(fields.items()):
        if field.init:
            yield key, field, _filled(field.type, said)


def _filled(kind: Any, said: Mapping[Any, Any]) -> Any:
    """Put what is said of a generic class in the place of its parameters."""
    if isinstance(kind, TypeVar):
        return said.get(kind, kind)
    left = () if isinstance(kind, type) else getattr(kind, "__parameters__", ())
    return kind[tuple(said.get(each, each) for each in left)] if left else kind


# --- telling types apart --------------------------------------------------------------

Tagged = list[tuple[str, Any]]
TEXTS: Final = (str, Decimal, date, datetime)


def _told_apart(kind: Any) -> tuple[Tagged, Tagged, Sequence[Any]]:
    """Sort the members of a union: objects with a tag, boxed words, and the rest.

    One class, or nothing, needs no tag. Words from a list need a box where other text
    may stand.
    """
    members = members_of(kind)
    classes = [each for each in members if attrs.has(each)]
    plain = [each for each in members if each not in classes]
    if len(classes) == 1 and plain == [NoneType]:
        return [], [], members
    texts = [each for each in plain if _json(each) == (str,)]
    boxed = [each for each in texts if is_enum(each)] if len(texts) > 1 else []
    plain = [each for each in plain if each not in boxed]
    kinds = [json for each in plain for json in set(_json(each)) - {int}]
    tagged: Tagged = [(_unions.tag_of(class_of(each)), each) for each in classes]
    boxes: Tagged = [(_unions.tag_of(each), each) for each in boxed]
    tags = {tag for tag, _ in (*tagged, *boxes)}
    if len(set(kinds)) < len(kinds) or len(tags) < len(classes) + len(boxed):
        raise InvalidValueError(str(kind), "must be types that can be told apart")
    return tagged, boxes, sorted(plain, key=lambda each: each is int)


def _json(kind: Any) -> tuple[type, ...]:
    """Say as what a type stands in JSON."""
    if kind in TEXTS or is_enum(kind) or get_origin(kind) is Literal:
        return (str,)
    if kind is float:
        return (int, float)
    if kind in {bool, int, NoneType}:
        return (kind,)
    if attrs.has(kind):
        return (dict,)
    if get_origin(kind) in {tuple, frozenset}:
        return (list,)
    return _without_form(kind)
