"""A pathway that knows only stays and emergency visits, replayed week by week.

Who has a stay or two emergency visits gets more care, and who is quiet for long enough
gets less. Beside it runs the default pathway, which asks for much that such records do
not hold: how often can it not tell, and for want of what?

The visits are the raw classes of the record: births and planned stays count, too. A
replay says what a pathway does; nobody would have fallen less ill for it.

Run it: `python examples/utilization_pathway.py` (the people are invented), or of an
export with the first day that it no longer covers (the day after its newest entry, if
nobody tells you another), which takes a minute for 300 people:
`python examples/utilization_pathway.py FOLDER 2021-04-01`
"""

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

import attrs

from caremodel import (
    Actor,
    Chart,
    Count,
    Days,
    FromLast,
    Has,
    History,
    Interval,
    JourneyId,
    Level,
    Move,
    Needed,
    Pathway,
    Period,
    Place,
    Recommended,
    Rung,
    Stage,
    builders,
    documents,
    facts,
    fhir,
    histories,
    replays,
)
from caremodel.care.journeys import Begin, ByReferral, Make, ReferredBy
from caremodel.care.pathways import (
    CaseloadStatus,
    EpisodeStatus,
    Limits,
    facts_of,
)
from caremodel.catalog.conditions import EMERGENCY_CLASS, INPATIENT_CLASS
from caremodel.catalog.journeys import ASKED_FOR_MORE, DEFAULT_PATHWAY
from caremodel.grammar.machines import ANYWHERE
from caremodel.simulation.replays import Asked, Crew, Known, Replayed

# --- the pathway ---------------------------------------------------------------------

STAYS = Count(INPATIENT_CLASS, Days(90, today=True))
VISITS = Count(EMERGENCY_CLASS, Days(90, today=True))
NEW_STAY = Has(INPATIENT_CLASS, Days(30, today=True))

WATCHED = Place("watched")
STANDARD = Place("care", "standard")
INTENSIVE = Place("care", "intensive")
DECEASED = Place("deceased")
NURSES = ("nurse",)
DWELL = Interval(days=30)


def every(days: int) -> FromLast:
    """Be in touch that often."""
    return FromLast(every=Interval(days=days))


PATHWAY = Pathway(
    id="utilization-only",
    called="Stepped up and down by stays and emergency visits alone",
    stages=(
        Stage(
            name="care",
            status=EpisodeStatus.ACTIVE,
            caseload=CaseloadStatus.ACTIVE,
            levels=(
                Level(name="standard", cadence=every(14), minutes=35),
                Level(name="intensive", cadence=every(7), minutes=78),
            ),
            responsible=NURSES,
        ),
        Stage(
            name="watched",
            status=EpisodeStatus.ACTIVE,
            caseload=CaseloadStatus.MAINTENANCE,
            levels=(Level(cadence=every(30), minutes=20),),
            responsible=NURSES,
            takes=(Needed.TRACKER, Needed.NEXT_CHECK),
            tracked=True,
        ),
        Stage(name="moved-away", status=EpisodeStatus.CANCELLED),
        Stage(name="deceased", status=EpisodeStatus.CANCELLED),
    ),
    moves=(
        Move(name="note the move away", source=ANYWHERE, target=Place("moved-away")),
        Move(name="record the death", source=ANYWHERE, target=DECEASED),
    ),
    rungs=(
        Rung(
            lower=WATCHED,
            upper=STANDARD,
            up=NEW_STAY | (VISITS >= 2),
            down=~NEW_STAY & (STAYS < 1) & (VISITS < 1),
            dwell=DWELL,
            down_roles=NURSES,
        ),
        Rung(
            lower=STANDARD,
            upper=INTENSIVE,
            up=(STAYS >= 2) | (VISITS >= 4),
            down=(STAYS < 1) & (VISITS <= 2),
            dwell=DWELL,
            down_roles=NURSES,
        ),
    ),
    limits=Limits(check=Interval(days=35), flag=Interval(days=7)),
    source="Assumed: made up for this example",
)

# --- the replay ----------------------------------------------------------------------

ROLES = ("nurse", "nurse_care_manager")
CREW = Crew(lead=Actor("rosa", ROLES), tracker=Actor("tom", ROLES))
EVERYONE = ByReferral(source=ReferredBy.PCP, who="dr-l", reason="everyone is looked at")


def begin(pathway: Pathway, chart: Chart, first: date) -> Begin:
    """Begin with standard care; on the default pathway, as someone who comes back."""
    begun = Begin(
        journey_id=JourneyId(f"{pathway.id}/{chart.id}"),
        patient_id=chart.id,
        way_in=EVERYONE,
    )
    if pathway is PATHWAY:
        return begun
    return attrs.evolve(
        begun,
        place=Place("active", "standard"),
        lead=CREW.lead.id,
        signed=(Needed.AGREEMENT,),
        previous=JourneyId(f"before/{chart.id}"),
        previous_ended=first - timedelta(days=365),
    )


def one(
    pathway: Pathway, chart: Chart, known: Known, first: date, last: date
) -> Replayed:
    """Replay one person from the first look until the last, or until they died."""
    signing = Actor(CREW.lead.id, ROLES, on_behalf_of=chart.id)
    asked = [Asked(on=first, command=begin(pathway, chart, first), by=signing)]
    if chart.died is not None:
        death = Make(move="record the death")
        asked.append(Asked(on=chart.died, command=death, by=CREW.tracker))
    return replays.replay(pathway, known, asked, crew=CREW, last=last)


def asking(known: Known) -> Known:
    """Let someone ask the person every week, and hear that they want no more."""
    return lambda on: known(on).with_given({ASKED_FOR_MORE: False})


def everyone(
    charts: Iterable[Chart], looks: Sequence[date]
) -> tuple[list[Replayed], list[Replayed], list[Replayed]]:
    """Replay everyone three times: by visits, and by default without and with a word.

    Who is born later joins at the first look after that.
    """
    by_visits, by_default, with_a_word = [], [], []
    both = (PATHWAY, DEFAULT_PATHWAY)
    wanted = {fact for each in both for fact in facts_of(each, entry=False)}
    for chart in charts:
        born = looks[0] if chart.born is None else chart.born.start
        if born > looks[-1] or (chart.died is not None and chart.died <= looks[0]):
            continue
        first = next(look for look in looks if look >= born)
        known = replays.day_by_day(chart, wanted)
        by_visits.append(one(PATHWAY, chart, known, first, looks[-1]))
        by_default.append(one(DEFAULT_PATHWAY, chart, known, first, looks[-1]))
        with_a_word.append(one(DEFAULT_PATHWAY, chart, asking(known), first, looks[-1]))
    return by_visits, by_default, with_a_word


def log_of(replayed: Replayed, on: date) -> str:
    """Write everything that happened on one journey, one line each."""
    empty = History[Any](stream=replayed.journey.id)
    history = histories.append(
        empty,
        replayed.events,
        expected_version=0,
        command_id="replay",
        recorded_at=datetime.combine(on, time(), UTC),
    )
    return documents.write_log(history)


# --- the tables ----------------------------------------------------------------------

YEAR = 52
STEPS = "{:<12}{:>7}{:>9}{:>6}{:>6}{:>8}{:>10}{:>6}{:>13}{:>10}{:>10}{:>11}{:>7}"
HEADINGS = (
    *("weeks from", "people", "looks", "up", "down", "flags", "answered", "open"),
    *("cannot tell", "watched", "standard", "intensive", "died"),
)
WORDS = """
people       who were on the pathway for a day at least
looks        one person on one day each
up, down     steps to more care and to less; everyone begins with standard care, so
             that the first step down is of those who had no need of it
flags        raised by who keeps watch, answered by the step up, open when the time ends
cannot tell  looks at which the record does not say what is asked; nobody steps down
watched, standard, intensive, died: where people stand when the time ends"""


def steps_row(name: str, told: Sequence[Replayed], during: Period) -> str:
    """Tell what happened in some weeks."""
    found = replays.figures(told, during)
    stand = dict(found.stand)
    numbers = (
        *(found.people, found.looks, found.up, found.down),
        *(found.raised, found.answered, found.waiting, found.cannot_tell),
        *(stand.get(place, 0) for place in (WATCHED, STANDARD, INTENSIVE, DECEASED)),
    )
    return STEPS.format(name, *(f"{number:,}" for number in numbers))


def print_steps(told: Sequence[Replayed], looks: Sequence[date]) -> None:
    """Print the table of steps and flags, by 52 weeks."""
    end = looks[-1] + timedelta(days=1)
    print(f"{PATHWAY.called}\n")
    print(STEPS.format(*HEADINGS))
    starts = looks[:-1:YEAR]
    for start, until in zip(starts, (*starts[1:], end), strict=True):
        print(steps_row(str(start), told, Period(start=start, end=until)))
    print(steps_row("all", told, Period(start=looks[0], end=end)))
    print(WORDS)


def print_doubts(title: str, told: Sequence[Replayed]) -> None:
    """Print how often one could not tell, and for want of which facts."""
    advice = [each for replayed in told for each in replayed.advice]
    print(f"\n{title}")
    for recommended, words in (
        (Recommended.CANNOT_TELL, "cannot tell if more care is needed"),
        (Recommended.STAY, "stay, and cannot tell if less would do"),
    ):
        looks = sum(
            each.recommendation is recommended and bool(each.missing) for each in advice
        )
        if not looks:
            continue
        print(f"{looks:>9,} of {len(advice):,} looks: {words}, for want of")
        for fact, lacked in replays.wanting(told, recommended):
            print(f"{lacked:>18,}  {facts.name_of(fact)}")


def main(arguments: Sequence[str]) -> None:
    """Replay a year of invented people, or five years of an export."""
    match arguments:
        case [folder, day]:
            through, weeks = date.fromisoformat(day), 5 * YEAR
            charts = fhir.read(folder, through=through).charts
        case []:
            through, weeks = date(2026, 6, 1), YEAR
            charts = builders.panel(people=60, seed=0, on=through)
        case _:
            sys.exit("usage: utilization_pathway.py [FOLDER DAY]")
    last = through - timedelta(days=1)
    looks = [last - timedelta(weeks=week) for week in range(weeks, -1, -1)]
    by_visits, by_default, with_a_word = everyone(charts, looks)
    print(f"{len(by_visits)} people, looked at weekly from {looks[0]} to {last}\n")
    print_steps(by_visits, looks)
    print(f"\n{DEFAULT_PATHWAY.called}: the default pathway, on the same days")
    print_doubts("If nobody says what no record holds:", by_default)
    print_doubts("If they are asked every week, and want no more:", with_a_word)
    logs = "".join(log_of(each, through) for each in by_visits)
    lines, digest = logs.count("\n"), sha256(logs.encode()).hexdigest()
    print(f"\n{lines:,} events by visits alone, the same in every run:\n{digest}")


if __name__ == "__main__":
    main(sys.argv[1:])
