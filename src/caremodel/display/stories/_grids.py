"""The grid of a panel: its own people's needs, against an invented network."""

from collections.abc import Iterable, Iterator
from datetime import date

from caremodel.catalog.partners import EXAMPLE_CORE, EXAMPLE_NETWORK
from caremodel.grammar.entries import Entry
from caremodel.network.grids import Grid, Prevalence, by_category, grid
from caremodel.people.charts import Chart
from caremodel.people.needs import (
    ENTRY_KIND,
    SOCIAL_CATEGORIES,
    Domain,
    Need,
    NeedId,
    NeedStatus,
    Provenance,
)

__all__ = ["count_needs", "needs_of", "own_grid"]

DOMAINS = {domain.value: domain for domain in Domain}
STATUSES = {status.value: status for status in NeedStatus}
ASKED_FOR_A_REASON = (NeedStatus.DEFERRED, NeedStatus.DECLINED, NeedStatus.REFUTED)


def needs_of(chart: Chart) -> Iterator[Need]:
    """Read the needs of a person back from their record, those that are pursued.

    The first code is the category; without a domain among the others, it is social if
    it is one of the social categories, and is left out if it is none.
    """
    for entry in chart.entries(ENTRY_KIND):
        domain, status = _domain(entry), STATUSES.get(entry.status)
        if domain is not None and status not in {None, *ASKED_FOR_A_REASON}:
            yield Need(
                id=NeedId(f"{chart.id}/{entry.id}"),
                patient_id=chart.id,
                domain=domain,
                category=entry.codes[0],
                status=NeedStatus(entry.status),
                identified_on=entry.on,
                provenance=Provenance.DERIVED,
            )


def _domain(entry: Entry) -> Domain | None:
    named = [DOMAINS[code] for code in entry.codes if code in DOMAINS]
    if named:
        return named[0]
    social = bool(entry.codes) and entry.codes[0] in SOCIAL_CATEGORIES
    return Domain.SOCIAL if social else None


def count_needs(charts: Iterable[Chart]) -> tuple[Prevalence, ...]:
    """Count who has which need open, of those whose record covers needs."""
    asked = [chart for chart in charts if chart.covers(ENTRY_KIND)]
    needs = (need for chart in asked for need in needs_of(chart))
    return by_category(needs, (chart.patient for chart in asked))


def own_grid(charts: Iterable[Chart], *, on: date) -> Grid:
    """Set the needs of a panel against who meets them, in an invented town."""
    prevalences = count_needs(charts)
    return grid(EXAMPLE_NETWORK, prevalences, core=EXAMPLE_CORE, on=on)
