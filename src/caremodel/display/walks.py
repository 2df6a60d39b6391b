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

from caremodel._extras import line_of
from caremodel.catalog.conditions import HIGH_NEED
from caremodel.catalog.workforce import EXAMPLE_STAFF
from caremodel.display import stories
from caremodel.display._blocks import Section, Table, Words
from caremodel.display._html import as_html
from caremodel.display._text import as_text
from caremodel.display.pages import (
    candidate_lines,
    candidates_section,
    gaps_section,
    grid_section,
    journey_sections,
    person_sections,
    plan_section,
    team_section,
    tiers_section,
    waves_sections,
)
from caremodel.display.reports import (
    Json,
    PanelReport,
    PersonReport,
    panel_json,
    report_on_panel,
    report_on_person,
)
from caremodel.display.stories import FirstWave, Story
from caremodel.grammar.facts import draw
from caremodel.grammar.rules import Rule, answer, describe, facts_read
from caremodel.grammar.verdicts import Answer
from caremodel.network.grids import Grid
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
    "walk_html",
    "walk_json",
    "walk_page",
    "walk_sections",
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
        story: How care might go on for them; `None` if nobody tells.
        grid: The needs of everyone, against who meets them.
        first: The first wave of a program, filled from the candidates.
    """

    staff: Workforce
    report: PanelReport
    unseen: Unseen
    rule: Rule
    counts: tuple[Tallied, ...]
    person: PersonReport | None
    story: Story | None
    grid: Grid
    first: FirstWave

    def __repr__(self) -> str:
        return f"Walk({self.report!r})"


def walk(charts: Sequence[Chart], *, on: date, invented: bool = False) -> Walk:
    """Walk through a care model with the people of *charts*, as of the day *on*.

    Args:
        charts: One for each person.
        on: The day.
        invented: Whether they are invented, so that one may tell how it goes on for
            one of them.
    """
    report = report_on_panel(charts, on=on)
    on_panel = frozenset(report.panel.patients)
    alive = [chart for chart in charts if chart.id in on_panel]
    by_frame = count_by_frame(HIGH_NEED, alive, on=on)
    told = _told_in_full(report)
    told_of = next((chart for chart in alive if chart.id == told), None)
    story = None
    if invented and told_of is not None:
        story = stories.tell(told_of, on=on)
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
        person=None if told is None else report_on_person(charts, told, on=on),
        story=story,
        grid=stories.own_grid(alive, on=on),
        first=stories.first_wave(report.candidates.people, on=on, story=story),
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
    """Turn a walk into JSON types; of the one person told in full only the id.

    Their plan, journey and team are told with their own words, by id; they are `None`
    where nobody tells how it goes on.
    """
    unseen, person, story = walked.unseen, walked.person, walked.story
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
        "plan": None if story is None else stories.plan_json(story),
        "journey": None if story is None else stories.journey_json(story),
        "team": None if story is None else stories.team_json(story),
        "grid": stories.grid_json(walked.grid),
        "waves": stories.waves_json(walked.first),
    }


def _layers(walked: Walk) -> list[tuple[Worker, tuple[Layer, ...]]]:
    pyramid = walked.staff.pyramid
    return [
        (worker, roles.layers_of(pyramid, worker)) for worker in walked.staff.workers
    ]


def walk_page(walked: Walk) -> str:
    """Set the page of a walk: what is asked first stands first."""
    return as_text(walk_sections(walked))


def walk_html(walked: Walk) -> str:
    """Set the page of a walk for a browser; for people who are invented."""
    note = (
        "Everyone on this page is invented, and so is everything that happens to them."
    )
    return as_html(
        f"A care model, walked through on {walked.report.on}",
        walk_sections(walked),
        note=note,
    )


def walk_sections(walked: Walk) -> tuple[Section, ...]:
    """Say what the page of a walk is made of."""
    found = walked.report.candidates
    return (
        _seen_and_not(walked),
        candidates_section(found, title="Candidates for the first five", most=FIRST),
        gaps_section(walked.report),
        tiers_section(walked.report),
        _four_layers(walked),
        *(() if walked.person is None else person_sections(walked.person)),
        *(() if walked.story is None else _goes_on(walked.story)),
        grid_section(walked.grid),
        *waves_sections(walked.first),
        _twice(walked),
    )


def _goes_on(story: Story) -> tuple[Section, ...]:
    """Tell how it goes on: what happens is invented, what follows is decided."""
    patient = story.record.patient
    note = (
        "What happens from here on is invented. What it leads to is not: the plan, the "
        "journey and the team each decide, refuse and advise as they would for anyone."
    )
    title = f"How it may go on for {patient.name or patient.id}"
    return (
        Section(title, (Words(note),)),
        plan_section(story),
        *journey_sections(story),
        team_section(story),
    )


def _seen_and_not(walked: Walk) -> Section:
    """Say what those need who did not come."""
    seen, unseen = len(walked.report.seen), walked.unseen
    short = "has a record" if unseen.cannot_tell == 1 else "have records"
    rows = [
        (unseen.gaps, f"{_have(unseen.gaps)} a care gap open"),
        (unseen.cannot_tell, f"{short} too short to tell of every gap"),
        (unseen.nobodys, f"{_have(unseen.nobodys)} nobody who answers for them yet"),
        *(
            (count, f"{_have(count)} a need open: {need.replace('-', ' ')}")
            for need, count in unseen.needs[:MOST_NEEDS]
        ),
    ]
    title = f"{seen:,} seen today, {unseen.people:,} not ({walked.report.on})"
    return Section(title, (Words("Of those who did not come:"), Table(rows)))


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def _four_layers(walked: Walk) -> Section:
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
    told = Table(rows, ("jobs", "layer", "who does them"))
    also = Words("In several layers at once:")
    return Section("Four layers of work", (told, also, Table(several)))


def _twice(walked: Walk) -> Section:
    rows = [(each.yes, each.no, each.cannot_tell, each.by) for each in walked.counts]
    head = ("yes", "no", "cannot tell", "counted by")
    hint = f"To count by a data frame, too: {line_of('frames')} polars"
    blocks = (
        Words(f"{walked.rule.called or walked.rule.id}?"),
        Table(rows, head),
        Words(hint if len(walked.counts) == 1 else ""),
    )
    return Section("One rule, two scales", blocks)
