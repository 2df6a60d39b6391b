"""The parts of a page about a program: needs against partners, and the waves."""

from collections.abc import Iterable
from decimal import Decimal

from caremodel.catalog.partners import EXAMPLE_NETWORK
from caremodel.display._blocks import Items, Section, Table, Words
from caremodel.display.stories import FirstWave
from caremodel.network import grids
from caremodel.network.grids import Grid, GridRow
from caremodel.program.waves import sizes

__all__ = ["grid_section", "waves_sections"]


def grid_section(grid: Grid) -> Section:
    """Tell who meets which need, and where nobody does, or a single partner."""
    if not grid.rows:
        return Section("Needs, services, partners", ())
    asked = grid.rows[0].prevalence.asked
    rows = [
        (
            row.prevalence.people,
            Decimal(100 * row.prevalence.people) / row.prevalence.asked,
            _need(row),
            _meets(row),
        )
        for row in grid.rows
    ]
    lines = (
        _named("Nobody meets", grids.uncovered(grid)),
        _named("It hangs on a single partner", grids.fragile(grid)),
        _named("Offered, and no room now", [row for row in grid.rows if row.is_full]),
    )
    head = ("people", "in 100", "need", "who meets it")
    return Section(
        f"Needs, services, partners, as of {grid.on}",
        (
            Words(
                f"Of {asked:,} people whose needs are known, against invented partners:"
            ),
            Table(rows, head),
            Items([line for line in lines if line]),
        ),
    )


def _need(row: GridRow) -> str:
    return row.prevalence.category.replace("-", " ")


def _meets(row: GridRow) -> str:
    called = {partner.id: partner.called for partner in EXAMPLE_NETWORK.partners}
    core = [f"{role} (core team)" for role in row.core]
    offered = [f"{called[s.partner_id]}: {s.called}" for s in row.services]
    return "; ".join([*core, *offered]) or "nobody"


def _named(what: str, rows: Iterable[GridRow]) -> str:
    names = ", ".join(_need(row) for row in rows)
    return f"{what}: {names}" if names else ""


def waves_sections(first: FirstWave) -> tuple[Section, ...]:
    """Tell the waves, who is in the first, and what its gate still waits for."""
    waves, wave = first.waves, first.cohort.current
    rows = [
        (size.number, size.own, size.total, each.aim)
        for size, each in zip(sizes(waves), waves.waves, strict=True)
    ]
    head = ("wave", "people", "in all", "what it is for")
    members = [(m.patient_id, m.found_by.value, str(m.since)) for m in wave.members]
    gate = (
        f"Its gate, on {first.on}: may the next wave open? {first.gate.answer.value}."
    )
    taken = f"{len(wave.served)} of {wave.target} places are taken."
    return (
        Section("Five, then five times as many", (Table(rows, head),)),
        Section(
            "The first wave",
            (
                Words(taken),
                Table(members, ("who", "found by", "since")),
                Words(gate),
                Items(first.unmet, "Still missing:"),
            ),
            level=2,
        ),
    )
