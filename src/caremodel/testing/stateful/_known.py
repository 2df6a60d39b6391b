"""What may be known of people on a pathway: by its own facts, at its own thresholds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Final, TypeAlias, TypeVar

import attrs

from caremodel.care.journeys import Journey, own_facts, steps_from
from caremodel.care.pathways import OWN_FACTS, Direction, Pathway, Place, days_here
from caremodel.care.pathways._cells import compared, example
from caremodel.care.pathways._values import values_of
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import Count, Fact, Facts, Has, Value
from caremodel.grammar.machines import moves_from
from caremodel.grammar.rules import All, Criterion, Not

__all__ = [
    "NOTHING",
    "Choose",
    "Ground",
    "Known",
    "facts_of",
    "ground_of",
    "near",
    "one_in",
    "one_of",
    "seen_by",
]

Choose: TypeAlias = Callable[[int], int]
"""Chooses a whole number from 0 up to, and not including, the one given."""

Known: TypeAlias = Mapping[Fact, Value]

T = TypeVar("T")

NOTHING: Final[Known] = {}


def one_in(n: int, choose: Choose) -> bool:
    """Choose whether something happens that does not often: one time in *n*."""
    return choose(n) == n - 1


def one_of(things: Sequence[T], choose: Choose) -> T:
    """Choose one of *things*."""
    return things[choose(len(things))]


@attrs.frozen(eq=False)
class Ground:
    """A pathway, with what is worth knowing of people who stand on it.

    Attributes:
        pathway: Which.
        values: Of each fact it asks for: on every threshold, and on either side.
        towards: For each place, what would move someone on from there: first each step
            that may be advised, then what keeps from going up, then what moves need.
        met: The same by what has to hold, with what the journey knows of itself.
        roles: Every role that it knows.
        modes: Ways of being in touch that it counts.
        later: Another version of it.
    """

    pathway: Pathway
    values: Mapping[Fact, tuple[Value, ...]]
    towards: Mapping[Place, tuple[Known, ...]]
    met: Mapping[Criterion, Known]
    roles: tuple[str, ...]
    modes: tuple[str, ...]
    later: Pathway


def ground_of(pathway: Pathway) -> Ground:
    """Work out once what is worth knowing of people on *pathway*."""
    values, places = _thresholds(pathway), pathway.machine.places
    wishes = {place: tuple(_towards(pathway, place)) for place in places}
    tallies = [tally.fact for tally in pathway.tallies]
    known: dict[Criterion, Known] = {
        criterion: example(criterion, tallies) or NOTHING
        for criterion in {*_criteria(pathway), *chain.from_iterable(wishes.values())}
    }
    return Ground(
        pathway=pathway,
        values=values,
        towards={
            place: tuple(
                {fact: known[each][fact] for fact in values if fact in known[each]}
                for each in wishes[place]
            )
            for place in places
        },
        met=known,
        roles=_roles(pathway),
        modes=_modes(pathway),
        later=attrs.evolve(pathway, version=f"{pathway.version}+"),
    )


def _thresholds(pathway: Pathway) -> dict[Fact, tuple[Value, ...]]:
    """Name what lies at a pathway's thresholds, but for the journey's own facts."""
    own = {*OWN_FACTS.values(), days_here(), *(t.fact for t in pathway.tallies)}
    every = compared(All(tuple(_criteria(pathway))))
    values = values_of(each for each in every if each.fact not in own)
    return {fact: tuple(values[fact]) for fact in sorted(values, key=repr)}


def _criteria(pathway: Pathway) -> Iterator[Criterion]:
    """Hand out every criterion of a pathway."""
    if pathway.entry is not None:
        yield pathway.entry
    for move in pathway.machine.moves:
        if move.needs is not None:
            yield move.needs
    for rung in pathway.rungs:
        yield from (rung.up, rung.down)
    yield from (advised.when for advised in pathway.advised)
    yield from (prompt.when for prompt in pathway.prompts)


def _towards(pathway: Pathway, place: Place) -> Iterator[Criterion]:
    """Hand out what would move someone on from a place: each step, and each need."""
    steps = steps_from(pathway, place)
    calm = [Not(step.when) for step in steps if step.direction is Direction.UP]
    for step in steps:
        up = step.direction is Direction.UP
        yield step.when if up else All((step.when, *calm))
    yield from calm
    for move in moves_from(pathway.machine, place):
        if move.needs is not None:
            yield move.needs


def _roles(pathway: Pathway) -> tuple[str, ...]:
    named = (
        *(move.roles for move in pathway.machine.moves),
        *(signature.roles for signature in pathway.signatures),
        *(stage.responsible for stage in pathway.stages),
        pathway.may_override,
    )
    return tuple(dict.fromkeys(chain.from_iterable(named)))


def _modes(pathway: Pathway) -> tuple[str, ...]:
    """Read from the tallies which ways of being in touch are told apart."""
    words = chain.from_iterable((*t.adds_on, *t.resets_on) for t in pathway.tallies)
    modes = [mode for _, by, mode in (word.partition(" by ") for word in words) if by]
    return tuple(dict.fromkeys((*modes, "phone")))


# --- what is known on a day ----------------------------------------------------------


def near(ground: Ground, place: Place, choose: Choose) -> Known:
    """Choose what is known of someone: hardly anything, or what moves them on.

    Mostly one thing of it lies on a threshold, beside one, or is not known at all.
    """
    towards = ground.towards[place]
    base = one_of((NOTHING, *towards, *towards), choose)
    facts = tuple(ground.values)
    if not facts or one_in(4, choose):
        return base
    known = dict(base)
    for fact in facts if one_in(16, choose) else (one_of(facts, choose),):
        value = one_of((None, *ground.values[fact]), choose)
        if value is None:
            known.pop(fact, None)
        else:
            known[fact] = value
    return known


def facts_of(known: Known, on: date, choose: Choose) -> Facts:
    """Make facts as of a day; some of them rest on an entry of one of three ids."""
    evidence: dict[Fact, tuple[Entry, ...]] = {}
    if one_in(3, choose):
        for fact, value in known.items():
            if value and isinstance(fact, Has | Count):
                entry = Entry(f"e{choose(3)}", fact.select.kind, (), on)
                evidence[fact] = (entry,)
                break
    return Facts(on=on, known=dict(known), evidence=evidence)


def seen_by(facts: Facts, journey: Journey) -> Facts:
    """Add to *facts* what the journey knows of itself."""
    return facts.with_given(own_facts(journey, on=facts.on))
