"""The law: however someone walks along a pathway, every step of it is legal.

INV-065, 068 to 074, 077, 079, 080, 083, 084, 086, 087. Each stands by its number in
`caremodel.testing.stateful`, with which other projects test pathways of their own. A
million steps take some minutes:

    python -m pytest -m campaign -n0 -s tests/laws/test_every_walk_is_legal.py
"""

from collections import Counter

import pytest

from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.testing.stateful import Figures, journey_walks, walk
from caremodel.testing.strategies import pathways
from laws.eventful import some

STEPS = 100_000
STEPS_ON_DRAWN_ONES = 1_000
STEPS_OF_A_CAMPAIGN = 1_000_000

REFUSALS = (
    *("the journey has not begun", "the journey has begun", "the journey is over"),
    *("the facts are of another day", "it runs on another pathway"),
    *("it is before the last move", "it is before the journey began"),
    *("the rule of entry is not met", "the rule of entry cannot be told"),
    *("no journey begins there", "only who comes back begins at"),
    *("the journey it follows had not ended", "it begins before the cool-off is over"),
    *("no such move from", "it takes one of the roles", "must be so:", "not known:"),
    *("it takes the advice that this has held", "it has not held for its time"),
    "a flag waits for a decision",
    *("the advice is for another journey", "it takes someone who may override"),
    *("who overrides says why", "a reason must be given", "not on record: a reason"),
    *("a reason must be given, or the advice", "not on record: a lead"),
    *("not on record: a tracker", "not on record: a next check within the limit"),
    *("not on record: the person's agreement", "not on record: a warm hand-off"),
    *("not on record: acceptance by primary care", "not on record: a proposal to end"),
    *("not on record: the person's agreement to end", "it is on record already"),
    *("the next check must lie ahead", "the next check must be within the limit"),
    *("nobody keeps watch there", "nobody keeps watch here", "they lead already"),
    *("they keep watch already", "another lead was named later"),
    *("it was before the last check", "who made a check books the next one"),
    *("it takes someone who may sign", "something newer was heard"),
    *("a flag of that id is open", "no flag of that id is open"),
    *("someone has answered that evidence", "it was before the flag was raised"),
    *("who lets someone stay says why", "it runs on that version"),
)
"""How the reasons begin for which something is refused."""

TestWalksOnTheDefaultPathway = journey_walks(DEFAULT_PATHWAY).TestCase
TestWalksOnAnyPathway = journey_walks(pathways()).TestCase


@pytest.fixture(scope="module")
def figures() -> Figures:
    """Walk far along the default pathway."""
    return walk(DEFAULT_PATHWAY, steps=STEPS)


def by_name(figures: Figures) -> Counter[str]:
    """Count the moves by their names."""
    made: Counter[str] = Counter()
    for (_, name), times in figures.made.items():
        made[name] += times
    return made


def not_refused(figures: Figures) -> set[str]:
    """Name the reasons that nobody was given."""
    return {
        reason
        for reason in REFUSALS
        if not any(told.startswith(reason) for told in figures.refused)
    }


def test_a_hundred_thousand_steps_break_no_law(figures: Figures) -> None:
    """On thousands of journeys, one person after another."""
    assert figures.steps >= STEPS
    assert figures.journeys > 2_000


def test_every_move_was_made_many_times(figures: Figures) -> None:
    """From every place that it leads away from; otherwise this would prove little."""
    assert figures.never_made == ()
    assert min(by_name(figures).values()) > 20


def test_everything_was_refused_that_can_be(figures: Figures) -> None:
    """For each reason there is."""
    assert not_refused(figures) == set()


def test_the_same_seed_goes_the_same_way() -> None:
    """And another one another."""
    told = [walk(DEFAULT_PATHWAY, steps=300, seed=seed) for seed in (1, 1, 2)]

    assert told[0] == told[1]
    assert told[0] != told[2]


def test_walks_on_drawn_pathways_break_no_law() -> None:
    """Nearly every move that such a pathway has is made."""
    made = never = 0
    for pathway in some(pathways(), 20):
        figures = walk(pathway, steps=STEPS_ON_DRAWN_ONES)
        made += len(figures.made)
        never += len(figures.never_made)

    assert never < made / 20


@pytest.mark.campaign
def test_a_million_steps_break_no_law() -> None:
    """All of the above, ten times as far; the figures are printed."""
    figures = walk(DEFAULT_PATHWAY, steps=STEPS_OF_A_CAMPAIGN, seed=7)

    print(f"\n{figures.steps:,} steps on {figures.journeys:,} journeys")
    for name, times in by_name(figures).most_common():
        print(f"{times:>9,}  {name}")
    assert figures.never_made == ()
    assert not_refused(figures) == set()
