"""The library's own source, read once: modules, what they import, what they say."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import attrs

import caremodel

ROOT = Path(__file__).parents[2]
PACKAGE = Path(caremodel.__file__).parent


@attrs.frozen
class Module:
    """One file of the library.

    Attributes:
        name: Dotted, below the package: "grammar.rules"; empty for the face.
        path: Where it lies.
        tree: What stands in it.
    """

    name: str
    path: Path
    tree: ast.Module

    @property
    def public(self) -> bool:
        """Whether no part of its name begins with an underscore."""
        return not any(part.startswith("_") for part in self.name.split("."))

    @property
    def imports(self) -> tuple[str, ...]:
        """Name what it imports, in full: module, or module and name."""
        return tuple(
            name
            for node in ast.walk(self.tree)
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [f"{node.module}.{alias.name}" for alias in node.names]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        )

    @property
    def docstrings(self) -> Iterator[tuple[str, str]]:
        """Hand out each docstring, also under a constant, with where it stands."""
        for node in ast.walk(self.tree):
            body = getattr(node, "body", None)
            for statement in body if isinstance(body, list) else ():
                match statement:
                    case ast.Expr(value=ast.Constant(value=str() as text)):
                        yield f"{self.path.name}:{statement.lineno}", text
                    case _:
                        pass


def _name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def modules() -> tuple[Module, ...]:
    """Read every module of the library."""
    return tuple(
        Module(_name_of(path), path, ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
    )


def owner(imported: str) -> str | None:
    """Name the module of ours that an import reaches; `None` if it is not ours."""
    names = {module.name for module in modules()}
    if imported.partition(".")[0] != "caremodel":
        return None
    below = imported.removeprefix("caremodel").removeprefix(".")
    return below if below in names else below.rpartition(".")[0]
