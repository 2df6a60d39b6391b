"""The tables of docs/reference, made from the modules they are about.

A page holds `<!-- names of caremodel.grammar.rules -->` and `<!-- end of names -->`;
between them stand the table of the module and what `house.fields` says of each class in
it. And docs/not-checked.md gathers what they say is not checked. Write all of them
anew with `PYTHONPATH=tests python -m house.reference`.
"""

import ast
import inspect
import re
import types
from importlib import import_module
from pathlib import Path
from typing import Literal, get_args, get_origin

from house.fields import under
from house.source import ROOT, modules
from house.told import first_in

PAGES = ROOT / "docs" / "reference"
GATHERED = PAGES.parent / "not-checked.md"
ROOM = re.compile(r"^## (.+)$", re.MULTILINE)
UNCHECKED = re.compile(r"^Not checked[:,] *(.+)$", re.MULTILINE)
LIST = re.compile(r"(<!-- gathered -->\n)((?:\n?\|.*\n)*)")
PLACE = re.compile(
    r"(<!-- names of (caremodel[\w.]+) -->\n)(.*?)(<!-- end of names -->\n)", re.DOTALL
)


def said_of_constants(room: str) -> dict[str, str]:
    """Name each constant that has a docstring, with its first line.

    Of two with one name, the one that stands in *room* counts.
    """
    found = {}
    for module in sorted(
        modules(), key=lambda each: f"caremodel.{each.name}.".startswith(f"{room}.")
    ):
        for named, told in zip(module.tree.body, module.tree.body[1:], strict=False):
            match named, told:
                case (
                    ast.Assign(targets=[ast.Name(id=name)])
                    | ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str() as text)),
                ):
                    found[name] = text.partition("\n")[0]
                case _:
                    pass
    return found


def call_of(name: str, thing: object) -> str:
    """Show how a function is called; anything else by its name alone."""
    if not isinstance(inspect.unwrap(thing), types.FunctionType):  # type: ignore[arg-type]
        return f"`{name}`"
    parts, starred = [], False
    for each in inspect.signature(thing).parameters.values():  # type: ignore[arg-type]
        if each.kind is each.KEYWORD_ONLY and not starred:
            parts.append("*")
            starred = True
        star = "*" * (each.kind is each.VAR_POSITIONAL)
        default = "" if each.default is each.empty else "=…"
        parts.append(f"{star}{each.name}{default}")
    return f"`{name}({', '.join(parts)})`"


def said_of(name: str, thing: object, constants: dict[str, str]) -> str:
    """Say what a name stands for, in the first line of its docstring."""
    if isinstance(thing, type | types.FunctionType) or hasattr(thing, "__wrapped__"):
        return first_in(inspect.getdoc(thing))
    if isinstance(thing, types.UnionType) or get_origin(thing) is Literal:
        parts = [getattr(part, "__name__", str(part)) for part in get_args(thing)]
        return "One of " + ", ".join(f"`{part}`" for part in parts) + "."
    if hasattr(thing, "__supertype__"):
        return f"Text that tells one {name.removesuffix('Id').lower()} from another."
    if name not in constants and (called := getattr(thing, "called", "")):
        return f"{called[0].upper()}{called[1:]}."
    return constants.get(name, "")


def table(module: str) -> str:
    """Make the table of what *module* hands out, in the order it lists it."""
    room, constants = import_module(module), said_of_constants(module)
    rows = ["| name | what it is |", "| --- | --- |"]
    for name in room.__all__:
        thing = getattr(room, name)
        said = said_of(name, thing, constants).replace("|", "\\|")
        rows.append(f"| {call_of(name, thing)} | {said} |")
    things = {name: getattr(room, name) for name in room.__all__}
    parts = ["\n".join(rows), under(module.rpartition(".")[2], things)]
    return "\n" + "".join(f"{part}\n\n" for part in parts if part)


def renewed(text: str) -> str:
    """Put today's tables into the text of a page."""
    return PLACE.sub(lambda place: place[1] + table(place[2]) + place[4], text)


def gathered(text: str) -> str:
    """Put what the pages say is not checked today into the text of the page of it."""
    rows = ["| room | not checked |", "| --- | --- |"]
    for page in pages():
        told = page.read_text(encoding="utf-8")
        rooms = [(place.start(), place[1]) for place in ROOM.finditer(told)]
        for place in UNCHECKED.finditer(told):
            room = [name for start, name in rooms if start < place.start()][-1]
            rows.append(f"| [{room}](reference/{page.name}) | {place[1]} |")
    said = "\n" + "\n".join(rows) + "\n"
    return LIST.sub(lambda place: place[1] + said, text)


def pages() -> list[Path]:
    """Name the pages that hold such tables."""
    return sorted(PAGES.glob("*.md"))


if __name__ == "__main__":
    for page in pages():
        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
    said = gathered(GATHERED.read_text(encoding="utf-8"))
    GATHERED.write_text(said, encoding="utf-8")
