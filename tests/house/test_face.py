"""The face only hands names on: lazily, each from one room."""

import ast
import json
import subprocess
import sys
import types
from importlib import import_module

import pytest

import caremodel
from house.source import modules, owner

FACE = next(module.tree for module in modules() if not module.name)
DEPENDENCIES = {"attrs", "attr", "cattrs", "dateutil", "networkx"}
EXTRAS = {"hypothesis", "narwhals", "numpy"}
MOST_MODULES = 50


def loaded_by(code: str) -> set[str]:
    """Run *code* in a Python of its own, and name the modules that this loads."""
    told = f"import sys; before = set(sys.modules)\n{code}\n"
    told += "import json; print(json.dumps(sorted(set(sys.modules) - before)))"
    ran = subprocess.run(
        [sys.executable, "-I", "-c", told], capture_output=True, text=True, check=True
    )
    return set(json.loads(ran.stdout))


def nouns() -> dict[str, str]:
    """Name each noun of the face, with the module that the face takes it from."""
    return {
        noun: caremodel._MODULES[module]
        for module, nouns in caremodel._NOUNS.items()
        for noun in nouns.split()
    }


def test_importing_caremodel_loads_no_dependency_and_hardly_anything() -> None:
    """Who only wants one noun does not wait for a graph library."""
    loaded = loaded_by("import caremodel")

    assert not {name.partition(".")[0] for name in loaded} & (DEPENDENCIES | EXTRAS)
    assert len(loaded) <= MOST_MODULES


def test_the_first_noun_pays_for_its_own_wing_only() -> None:
    """A rule takes the grammar and attrs, and nothing else that is ours or not."""
    loaded = loaded_by("from caremodel import Rule")

    assert not {name.partition(".")[0] for name in loaded} & (
        EXTRAS | {"cattrs", "networkx"}
    )
    wings = {name.split(".")[1] for name in loaded if name.startswith("caremodel.")}
    assert wings == {"_fields", "errors", "grammar"}


def test_a_star_import_loads_nothing_that_is_an_extra() -> None:
    """The nouns are attrs classes; rooms with heavier libraries stand by themselves."""
    loaded = loaded_by("from caremodel import *")

    assert not {name.partition(".")[0] for name in loaded} & (EXTRAS | {"networkx"})


def test_the_three_lists_of_the_face_are_one() -> None:
    """What type checkers read, what is listed, and what is loaded are the same."""
    typed = {
        alias.name: f"{node.module}.{alias.name}"
        if alias.name in caremodel._MODULES
        else node.module
        for node in ast.walk(FACE)
        if isinstance(node, ast.ImportFrom) and node.module != "importlib"
        for alias in node.names
    }

    assert typed == {**nouns(), **caremodel._MODULES}
    assert sorted(caremodel.__all__) == sorted(nouns())


@pytest.mark.parametrize("module", caremodel._MODULES.values())
def test_each_module_on_the_face_is_there(module: str) -> None:
    """`from caremodel import facts` gives the module itself."""
    name = module.rpartition(".")[2]
    assert getattr(caremodel, name) is import_module(module)


def test_each_noun_stands_in_one_room() -> None:
    """One home per name: no other module lists the same noun as its own."""
    homes: dict[str, list[str]] = {}
    for module in modules():
        if module.public and module.name:
            full = f"caremodel.{module.name}"
            for name in getattr(import_module(full), "__all__", ()):
                homes.setdefault(name, []).append(full)

    assert {noun: homes.get(noun) for noun in nouns()} == {
        noun: [home] for noun, home in nouns().items()
    }


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    """`hasattr` and `getattr` with a default work on the face."""
    assert not hasattr(caremodel, "Nobody")


def test_dir_names_what_is_not_loaded_yet() -> None:
    """A notebook completes names before anything was loaded."""
    assert {"Patient", "rules", "facts"} <= set(dir(caremodel))


def reading_order() -> list[str]:
    """Name the modules in the order of the face's docstring, wings indented less."""
    assert caremodel.__doc__ is not None
    _, _, listed = caremodel.__doc__.partition(":\n\n")
    order, wing = [], ""
    for line in listed.partition("\n\nNouns")[0].splitlines():
        name, deeper = line.split()[:1], line.startswith("      ")
        if name:
            wing = wing if deeper else name[0]
            order.append(f"{wing}.{name[0]}" if deeper else name[0])
    return order


def test_the_reading_order_names_every_module() -> None:
    """A new module gets its line in the docstring of the face."""
    public = {module.name for module in modules() if module.public and module.name}

    assert set(reading_order()) == public


def test_each_module_needs_only_those_that_are_read_before_it() -> None:
    """Who reads from the top down never meets a name not met before."""
    order = reading_order()
    for module in modules():
        room = next(
            (
                name
                for name in reversed(order)
                if f"{module.name}.".startswith(f"{name}.")
            ),
            None,
        )
        if room is None:
            continue
        for imported in filter(None, map(owner, module.imports)):
            met = next(
                (
                    name
                    for name in reversed(order)
                    if f"{imported}.".startswith(f"{name}.")
                ),
                room,
            )
            assert order.index(met) <= order.index(room), (module.name, imported)


def test_nouns_are_classes_types_and_nothing_that_acts() -> None:
    """Verbs are called through their module."""
    for noun in nouns():
        assert not isinstance(getattr(caremodel, noun), types.FunctionType), noun
