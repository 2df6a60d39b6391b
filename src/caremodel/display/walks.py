"""A walk through a care model: who was not seen, what they need, and one of them.

The demo command walks over invented people; a host may walk over its own. One rule is
counted twice, person by person and by a data frame, which must agree.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.util import find_spec
from typing import Final, Literal

import attrs

from caremodel.catalog.conditions import HIGH_NEED
from caremodel.catalog.workforce import EXAMPLE_STAFF
from caremodel.display._text import heading, join, paragraph, table
from caremodel.display.pages import (
    candidate_lines,
    candidates_table,
    gaps_table,
    person_page,
    tiers_table,
)
from caremodel.display.reports import (
    Json,
    PanelReport,
    PersonReport,
    panel_json,
    report_on_panel,
    report_on_person,
)
from caremodel.grammar.facts import draw
from caremodel.grammar.rules import Rule, answer, describe, facts_read
from caremodel.grammar.verdicts import Answer
from caremodel.panel import panels
from caremodel.people import roles
from caremodel.people.charts import Chart
from caremodel.people.needs import ENTRY_KIND, NeedStatus
from caremodel.people.patients import PatientId
from caremodel.people.roles import Layer, Worker, Workforce

__all__ = [
    "Tallied",
    "Walk",
    "count_by_frame",
    "count_one_by_one",
    "walk",
    "walk_json",
    "walk_page",
]

ENGINES: Final[tuple[Literal["polars", "pandas"], ...]] = ("polars", "pandas")
"""Libraries to count with; the first that is installed is taken."""

STILL_OPEN: Final = (NeedStatus.IDENTIFIED, NeedStatus.CONFIRMED, NeedStatus.ADDRESSED)
MOST_NEEDS: Final = 5
FIRST: Final = 5


@attrs.frozen(kw_only=True)
class Tallied:
    """How many people a rule holds of, and by what that was counted.

    Attributes:
        by: By what.
        yes: People of whom it holds [people].
        no: People of whom it does not [people].
        cannot_tell: People of whom one cannot tell [people].
    """

    by: str
    yes: int
    no: int
    cannot_tell: int


@attrs.frozen(kw_only=True, repr=False)
class Unseen:
    """What those need who did not come on the day.

    Attributes:
        people: How many they are [people].
        gaps: How many of them have a care gap open [people].
        cannot_tell: How many have one of which one cannot tell [people].
        nobodys: How many nobody answers for yet [people].
        needs: How many have each need open, the most first.
    """

    people: int
    gaps: int
    cannot_tell: int
    nobodys: int
    needs: tuple[tuple[str, int], ...]


@attrs.frozen(kw_only=True, repr=False)
class Walk:
    """What a walk through a care model comes by.

    Attributes:
        staff: Who does what, in four layers.
        report: On everyone.
        unseen: Of those who did not come.
        rule: The rule that is counted twice.
        counts: What each way of counting came to.
        person: One person told in full; `None` if there is no candidate.
    """

    staff: Workforce
    report: PanelReport
    unseen: Unseen
    rule: Rule
    counts: tuple[Tallied, ...]
    person: PersonReport | None

    def __repr__(self) -> str:
        return f"Walk({self.report!r})"


def walk(charts: Sequence[Chart], *, on: date) -> Walk:
    """Walk through a care model with the people of *charts*, as of the day *on*."""
    report = report_on_panel(charts, on=on)
    on_panel = frozenset(report.panel.patients)
    alive = [chart for chart in charts if chart.id in on_panel]
    by_frame = count_by_frame(HIGH_NEED, alive, on=on)
    first = _told_in_full(report)
    return Walk(
        staff=EXAMPLE_STAFF,
        report=report,
        unseen=_unseen(report, alive),
        rule=HIGH_NEED,
        counts=tuple(
            each
            for each in (count_one_by_one(HIGH_NEED, alive, on=on), by_frame)
            if each is not None
        ),
        person=None if first is None else report_on_person(charts, first, on=on),
    )


def _told_in_full(report: PanelReport) -> PatientId | None:
    """Choose whom to tell of: someone whom use and somebody's word both lead to."""
    found = report.candidates.people
    both = [each for each in found if each.by_use and each.referrals]
    return (both or list(found))[0].patient_id if found else None


def _unseen(report: PanelReport, charts: Iterable[Chart]) -> Unseen:
    came = frozenset(report.seen)
    work = [
        person
        for each in report.worklists
        for person in each.people
        if person.patient_id not in came
    ]
    away = [chart for chart in charts if chart.id not in came]
    alone = {each.patient_id for each in panels.unowned(report.panel)}
    return Unseen(
        people=len(away),
        gaps=sum(bool(person.open) for person in work),
        cannot_tell=sum(bool(person.cannot_tell) for person in work),
        nobodys=len(alone - came),
        needs=tuple(_needs(away).most_common()),
    )


def _needs(charts: Iterable[Chart]) -> Counter[str]:
    """Count people by the needs that are open for them."""
    still_open = {status.value for status in STILL_OPEN}
    counts: Counter[str] = Counter()
    for chart in charts:
        needs = (e for e in chart.entries(ENTRY_KIND) if e.status in still_open)
        counts.update({code for entry in needs for code in entry.codes})
    return counts


# --- one rule, counted twice ---------------------------------------------------------


def count_one_by_one(rule: Rule, charts: Iterable[Chart], *, on: date) -> Tallied:
    """Count by asking the rule of one person after another."""
    wanted = facts_read(rule)
    told = Counter(answer(rule, draw(wanted, chart, on=on)) for chart in charts)
    return Tallied(
        by="one person at a time",
        yes=told[Answer.YES],
        no=told[Answer.NO],
        cannot_tell=told[Answer.CANNOT_TELL],
    )


def count_by_frame(rule: Rule, charts: Sequence[Chart], *, on: date) -> Tallied | None:
    """Count by a data frame; `None` where no library for it is installed."""
    engine = next((name for name in ENGINES if find_spec(name) is not None), None)
    if engine is None or find_spec("narwhals") is None:
        return None
    from caremodel.exchange import frames

    known = frames.facts(frames.tables(charts, backend=engine), facts_read(rule), on=on)
    table = frames.with_rules(known, [rule])
    yes, no = (int(table[f"{rule.id}_{rail}"].sum()) for rail in ("yes", "no"))
    return Tallied(
        by=f"a data frame ({engine})",
        yes=yes,
        no=no,
        cannot_tell=len(charts) - yes - no,
    )


# --- as JSON and as a page -----------------------------------------------------------


def walk_json(walked: Walk) -> Json:
    """Turn a walk into JSON types; of the one person told in full only the id."""
    unseen, person = walked.unseen, walked.person
    return {
        **panel_json(walked.report),
        "layers": {
            layer.value: [
                worker.id for worker, layers in _layers(walked) if layer in layers
            ]
            for layer in Layer
        },
        "not_seen_needs": {
            "people": unseen.people,
            "open_gaps": unseen.gaps,
            "cannot_tell": unseen.cannot_tell,
            "nobodys": unseen.nobodys,
            "needs": dict(unseen.needs),
        },
        "rule": {
            "id": walked.rule.id,
            "version": walked.rule.version,
            "words": describe(walked.rule),
            "counts": [attrs.asdict(each) for each in walked.counts],
        },
        "candidate_reasons": [
            candidate_lines(each) for each in walked.report.candidates.people[:FIRST]
        ],
        "person": None if person is None else person.chart.id,
    }


def _layers(walked: Walk) -> list[tuple[Worker, tuple[Layer, ...]]]:
    pyramid = walked.staff.pyramid
    return [
        (worker, roles.layers_of(pyramid, worker)) for worker in walked.staff.workers
    ]


def walk_page(walked: Walk) -> str:
    """Set the page of a walk: what is asked first stands first."""
    return join(
        _seen_and_not(walked),
        candidates_table(
            walked.report.candidates, title="Candidates for the first five", most=FIRST
        ),
        gaps_table(walked.report),
        tiers_table(walked.report),
        _four_layers(walked),
        "" if walked.person is None else person_page(walked.person),
        _twice(walked),
    )


def _seen_and_not(walked: Walk) -> str:
    """Say what those need who did not come."""
    seen, unseen = len(walked.report.seen), walked.unseen
    short = "has a record" if unseen.cannot_tell == 1 else "have records"
    rows = [
        (unseen.gaps, f"{_have(unseen.gaps)} a care gap open"),
        (unseen.cannot_tell, f"{short} too short to tell of every gap"),
        (unseen.nobodys, f"{'is' if unseen.nobodys == 1 else 'are'} nobody's yet"),
        *(
            (count, f"{_have(count)} a need open: {need.replace('-', ' ')}")
            for need, count in unseen.needs[:MOST_NEEDS]
        ),
    ]
    title = f"{seen:,} seen today, {unseen.people:,} not ({walked.report.on})"
    return f"{heading(title)}\nOf those who did not come:\n{table(rows)}"


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def _four_layers(walked: Walk) -> str:
    """Say how many jobs each layer has, who does them, and who is in several."""
    called = {role.id: role.called for role in walked.staff.pyramid.roles}
    within = [
        (", ".join(called[role] for role in worker.roles), layers)
        for worker, layers in _layers(walked)
    ]
    rows = []
    for layer in Layer:
        jobs = roles.jobs_in(walked.staff.pyramid, layer)
        staff = [who for who, layers in within if layer in layers]
        others = dict.fromkeys(called[each] for job in jobs for each in job.roles)
        rows.append((len(jobs), layer.called, ", ".join(staff or others)))
    several = [
        (who, ", ".join(layer.called for layer in layers))
        for who, layers in within
        if len(layers) > 1
    ]
    told = table(rows, head=("jobs", "layer", "who does them"))
    also = f"In several layers at once:\n{table(several)}"
    return f"{heading('Four layers of work')}\n{told}\n{also}"


def _twice(walked: Walk) -> str:
    rows = [(each.yes, each.no, each.cannot_tell, each.by) for each in walked.counts]
    head = ("yes", "no", "cannot tell", "counted by")
    told = [
        heading("One rule, two scales"),
        paragraph(f"{walked.rule.called or walked.rule.id}?"),
        table(rows, head=head),
    ]
    if len(walked.counts) == 1:
        hint = 'To count by a data frame, too: pip install "caremodel[frames]" polars'
        told.append(hint)
    return "\n".join(told)
