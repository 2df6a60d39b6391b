"""The architecture is a contract that runs: imports only go down."""

import tomllib

import pytest

from house.source import ROOT, Module, modules, owner

HOMES = {
    "cattrs": {"exchange"},
    "dateutil": {"grammar.dates"},
    "hypothesis": {"testing"},
    "matplotlib": {"display"},
    "narwhals": {"exchange"},
    "networkx": {"network", "program"},
    "numpy": {"simulation"},
}
"""Where each library may be imported: in these rooms, or in what lies below them."""

FLOORS: list[list[str]] = [
    [room.strip(" ()") for room in layer.split("|")]
    for contract in tomllib.loads(
        (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    )["tool"]["importlinter"]["contracts"]
    if contract["id"] == "house"
    for layer in contract["layers"]
]


def floor(name: str) -> int:
    """Say on which floor a module lies, counted from the top."""
    wing = name.partition(".")[0]
    return next(index for index, rooms in enumerate(FLOORS) if wing in rooms)


@pytest.mark.parametrize(
    "module", [m for m in modules() if m.name], ids=lambda module: module.name
)
def test_imports_only_go_down(module: Module) -> None:
    """What a lower room needs from a higher one comes to it as a parameter."""
    ours = [owner(name) for name in module.imports]

    here, wing = floor(module.name), module.name.partition(".")[0]
    across = [
        name
        for name in ours
        if name and floor(name) <= here and name.partition(".")[0] != wing
    ]
    assert not across
    assert "" not in ours, "the face is for those outside"


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_each_library_has_one_home(module: Module) -> None:
    """A room and its library are loaded together, and by nobody else."""
    for library in {name.partition(".")[0] for name in module.imports} & set(HOMES):
        assert any(
            f"{module.name}.".startswith(f"{home}.") for home in HOMES[library]
        ), library


def test_an_import_of_a_name_counts_for_the_module_it_stands_in() -> None:
    """`from caremodel.grammar.rules import Rule` reaches `grammar.rules`."""
    assert owner("caremodel.grammar.rules.Rule") == "grammar.rules"
    assert owner("caremodel.grammar.rules") == "grammar.rules"
    assert owner("caremodel.Patient") == ""
    assert owner("attrs") is None
