"""What stands under the table of a room: fields, enums, what calls raise and return.

Everything is read from docstrings and signatures; the words of a type are those that
stand in the source, so that `PatientId` is not told as `str`.
"""

import ast
import enum
import inspect
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from importlib import import_module
from typing import Any

from house.source import modules, owner
from house.told import attributes, first_in, items, said_in

LONGEST = 32
"""Of a default that is shown [characters]; a longer one is told as `…`."""


def cell(text: str) -> str:
    """Make *text* fit to stand in a table."""
    return text.replace("|", "\\|")


def shown(node: ast.expr) -> str:
    """Write a piece of source in one line that fits into a table."""
    return cell(ast.unparse(node)).replace("'", '"')


def rows(*header: str) -> list[str]:
    """Begin a table."""
    return [f"| {' | '.join(header)} |", "| --- " * len(header) + "|"]


# --- what the source says ------------------------------------------------------------


@cache
def written() -> dict[str, ast.ClassDef]:
    """Find each class of ours, as it is written."""
    return {
        f"caremodel.{module.name}.{node.name}": node
        for module in modules()
        for node in module.tree.body
        if isinstance(node, ast.ClassDef)
    }


@cache
def handed_out() -> frozenset[str]:
    """Name everything that a room hands out, and that can be looked up so."""
    return frozenset(
        name
        for module in modules()
        if module.public and module.name
        for name in getattr(import_module(f"caremodel.{module.name}"), "__all__", ())
    )


@cache
def short_in(module: str) -> dict[str, ast.expr]:
    """Find each short name of a type that nobody could look up, with its long form."""
    found: dict[str, ast.expr] = {}
    body = next(each.tree.body for each in modules() if each.name == module)
    for node in body:
        match node:
            case ast.ImportFrom(module=str() as other, names=names):
                for each in names:
                    source = owner(f"{other}.{each.name}")
                    if source is not None and other == f"caremodel.{source}":
                        found |= _only(each.name, short_in(source))
            case (
                ast.Assign(
                    targets=[ast.Name(id=name)],
                    value=(ast.BinOp() | ast.Subscript()) as value,
                )
                | ast.AnnAssign(
                    target=ast.Name(id=name),
                    annotation=ast.Name(id="TypeAlias"),
                    value=ast.expr() as value,
                )
            ) if name not in handed_out():
                found[name] = value
            case _:
                pass
    return found


def _only(name: str, known: dict[str, ast.expr]) -> dict[str, ast.expr]:
    return {name: known[name]} if name in known else {}


def written_field(named: type, field: str) -> ast.AnnAssign | None:
    """Find where a field is written: in the class, or in one above it."""
    for each in named.__mro__:
        node = written().get(f"{each.__module__}.{each.__qualname__}")
        for statement in node.body if node else ():
            match statement:
                case ast.AnnAssign(target=ast.Name(id=name)) if (
                    name.removeprefix("_") == field
                ):
                    return statement
                case _:
                    pass
    return None


class Spelled(ast.NodeTransformer):
    """Puts the long form of a type where its short name stands."""

    def __init__(self, module: str) -> None:
        self.short = short_in(module.removeprefix("caremodel."))

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Replace a short name, and those in what it is short for."""
        if node.id not in self.short:
            return node
        return self.visit(deepcopy(self.short[node.id]))  # type: ignore[no-any-return]


def words_of(annotation: ast.expr | None, module: str) -> str:
    """Say what may stand in a field, or what comes out of a call."""
    if annotation is None:
        return ""
    return _in_words(Spelled(module).visit(deepcopy(annotation)))


def _in_words(annotation: ast.expr) -> str:
    match annotation:
        case ast.Constant(value=str() as text):
            return _in_words(ast.parse(text, mode="eval").body)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return f"{_in_words(left)} or {_in_words(right)}"
        case _:
            return f"`{shown(annotation)}`"


def default_of(statement: ast.AnnAssign | None) -> str:
    """Show what a field holds that is left out, if a few words can show it."""
    match statement.value if statement else None:
        case ast.Call(func=ast.Attribute(attr="field"), keywords=keywords):
            given = {each.arg: each.value for each in keywords}
            if "factory" in given:
                made = f"{shown(given['factory'])}()"
            else:
                made = shown(given["default"]) if "default" in given else "…"
        case None:
            made = "…"
        case value:
            made = shown(value)
    told = len(made) <= LONGEST and not made.startswith(("_", "lambda", "attrs."))
    return made if told else "…"


# --- fields --------------------------------------------------------------------------


def parameters(named: type) -> list[inspect.Parameter]:
    """Name what a class is made of; private names are left out."""
    if getattr(named, "__attrs_attrs__", None) is None:
        return []
    return [
        each
        for each in inspect.signature(named).parameters.values()
        if not each.name.startswith("_")
    ]


def heading(named: type) -> str:
    """Say of which class fields are, and how they can be given, if not by keyword."""
    ordered = [
        each.name for each in parameters(named) if each.kind is not each.KEYWORD_ONLY
    ]
    if not ordered:
        return f"`{named.__name__}`"
    if len(ordered) == len(parameters(named)):
        return f"`{named.__name__}`, in order"
    return f"`{named.__name__}`, in order up to `{ordered[-1]}`"


def given_rows(named: type) -> Iterator[str]:
    """Tell what a class is made of, what it cannot do without first."""
    told = attributes(named)
    for each in sorted(parameters(named), key=lambda one: one.default is not one.empty):
        statement = written_field(named, each.name)
        annotation = statement.annotation if statement else None
        default = "" if each.default is each.empty else f"={default_of(statement)}"
        of = words_of(annotation, named.__module__)
        said = cell(told.get(each.name, ""))
        yield f"| `{each.name}{default}` | {of} | {said} |"


def read_rows(named: type) -> Iterator[str]:
    """Tell what can be read of a class, or asked of it, beside its fields."""
    given = {each.name for each in parameters(named)}
    seen: set[str] = set()
    for above in named.__mro__:
        node = written().get(f"{above.__module__}.{above.__qualname__}")
        for each in node.body if node else ():
            if not isinstance(each, ast.FunctionDef) or each.name.startswith("_"):
                continue
            said = cell(first_in(ast.get_docstring(each)))
            if each.name in seen | given or not said:
                continue
            seen.add(each.name)
            is_read = any("property" in ast.unparse(one) for one in each.decorator_list)
            bare = len(each.args.args) == 1 and each.args.vararg is None
            call = "" if is_read else "()" if bare else "(…)"
            of = words_of(each.returns, above.__module__)
            yield f"| `.{each.name}{call}` | {of} | {said} |"


def field_tables(things: dict[str, Any]) -> list[str]:
    """Make one table for each class that has fields."""
    made = []
    for thing in things.values():
        if not isinstance(thing, type) or issubclass(thing, enum.Enum):
            continue
        told = [*given_rows(thing), *read_rows(thing)]
        if told:
            header = rows(heading(thing), "type", "what it is")
            made.append("\n".join([*header, *told]))
    return made


# --- enums ---------------------------------------------------------------------------


def quoted(value: object) -> str:
    """Show the value of a member as one would say it."""
    return f'"{value}"' if isinstance(value, str) else f"{value}"


def enum_lines(things: dict[str, Any]) -> list[str]:
    """Name the members of each enum, with what they stand for."""
    made = []
    for thing in things.values():
        if isinstance(thing, type) and issubclass(thing, enum.Enum):
            members = [f"`{each.name}` {quoted(each.value)}" for each in thing]
            made.append(f"- `{thing.__name__}`: {', '.join(members)}")
    return made


# --- what calls raise and return -----------------------------------------------------


def outcomes(things: dict[str, Any]) -> list[str]:
    """Tell what calls raise and return, where their docstrings say so."""
    made = []
    for name, thing in things.items():
        parts = {name: thing}
        if isinstance(thing, type):
            parts |= {
                f"{name}.{each}": part
                for each, part in vars(thing).items()
                if not each.startswith("_") and inspect.isfunction(part)
            }
        elif not inspect.isfunction(inspect.unwrap(thing)):
            continue
        for called, part in parts.items():
            if returned := said_in(part.__doc__, "Returns"):
                made.append(f"| `{called}` | returns | {cell(returned)} |")
            made += [
                f"| `{called}` | raises `{error}` | {cell(said)} |"
                for error, said in items(part.__doc__, "Raises").items()
            ]
    return made


def under(room: str, things: dict[str, Any]) -> str:
    """Make all that stands under the table of a room."""
    parts = []
    if tables := field_tables(things):
        parts += [f"### Fields of {room}", *tables]
    if lines := enum_lines(things):
        parts += [f"### Enums of {room}", "\n".join(lines)]
    if told := outcomes(things):
        header = rows("call", "what it does", "when, or what")
        parts += [f"### What calls of {room} raise and return"]
        parts += ["\n".join([*header, *told])]
    return "\n\n".join(parts)
