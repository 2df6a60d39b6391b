"""Pathways: a whole journey as data, which checks itself when it is built."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import TypeAlias

import attrs

from caremodel._fields import each_of, identifier, not_blank, not_empty, of, texts
from caremodel.care.pathways._advised import misled
from caremodel.care.pathways._flapping import flapping
from caremodel.care.pathways._gates import (
    gated_for_safety,
    off_the_episode,
    round_the_rungs,
)
from caremodel.care.pathways._parts import (
    BY_COMMAND,
    DOWN,
    UP,
    Advised,
    Limits,
    PathwayRef,
    Prompt,
    Rung,
    Signature,
    Tally,
    days_here,
    days_in_stage,
    flags_open,
)
from caremodel.care.pathways._places import misplaced
from caremodel.care.pathways._possible import always, never
from caremodel.care.pathways._prompts import amiss
from caremodel.care.pathways._rungs import upside_down
from caremodel.care.pathways._stages import (
    OWN_FACTS,
    Level,
    Place,
    Readiness,
    Stage,
    Stop,
    Strategy,
    places_of,
)
from caremodel.care.pathways._tallies import in_vain, words_of
from caremodel.care.pathways._watch import (
    careless,
    rushed,
    unwatched,
    watched_at_once,
)
from caremodel.errors import InvalidValueError, NotFoundError
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import ALWAYS
from caremodel.grammar.facts import Fact, Given, name_of
from caremodel.grammar.machines import ANYWHERE, Machine, Move
from caremodel.grammar.rules import Criterion, criterion_of, facts_read

__all__ = ["Pathway", "facts_of", "level_at", "stage_at", "stop_at", "strategy_for"]

Moves: TypeAlias = tuple[Move[Place], ...]


@attrs.frozen(kw_only=True, order=False, repr=False)
class Pathway:
    """A journey through care, as data.

    Attributes:
        id: Of the pathway, through all of its versions.
        version: Which of them this is.
        called: What it is called.
        stages: All its stages; the first is where journeys begin.
        also_begins: Further stages where a journey may begin again.
        moves: The moves between places, but for those of the rungs.
        rungs: The steps up and down.
        advised: Further moves that are advised where something holds.
        prompts: What is asked for where a person stays.
        tallies: What is counted on the way.
        signatures: Who may put on record what places take.
        entry: Who comes in by rule; referral is always another way in.
        given: Facts that the host promises to give.
        may_override: Roles who may make a move whose needs are not met, with a reason.
        limits: How long things may take.
        source: Where it comes from, or the word "Assumed" and by whom and why.
        in_force: From when until when journeys may begin on this version.
        machine: Every place and move, expanded and checked.

    Raises:
        InvalidValueError: If it cannot work, with every reason.
    """

    id: str = attrs.field(validator=identifier)
    version: str = attrs.field(default="1", validator=identifier)
    called: str = attrs.field(validator=not_blank)
    stages: tuple[Stage, ...] = attrs.field(
        converter=tuple[Stage, ...], validator=[not_empty, each_of(Stage)]
    )
    also_begins: tuple[str, ...] = attrs.field(default=(), converter=texts)
    moves: Moves = attrs.field(
        converter=tuple[Move[Place], ...], validator=each_of(Move)
    )
    rungs: tuple[Rung, ...] = attrs.field(
        default=(), converter=tuple[Rung, ...], validator=each_of(Rung)
    )
    advised: tuple[Advised, ...] = attrs.field(
        default=(), converter=tuple[Advised, ...], validator=each_of(Advised)
    )
    prompts: tuple[Prompt, ...] = attrs.field(
        default=(), converter=tuple[Prompt, ...], validator=each_of(Prompt)
    )
    tallies: tuple[Tally, ...] = attrs.field(
        default=(), converter=tuple[Tally, ...], validator=each_of(Tally)
    )
    signatures: tuple[Signature, ...] = attrs.field(
        default=(), converter=tuple[Signature, ...], validator=each_of(Signature)
    )
    entry: Criterion | None = attrs.field(
        default=None, converter=attrs.converters.optional(criterion_of)
    )
    given: tuple[Given, ...] = attrs.field(
        default=(), converter=tuple[Given, ...], validator=each_of(Given)
    )
    may_override: tuple[str, ...] = attrs.field(default=(), converter=texts)
    limits: Limits = attrs.field(validator=of(Limits))
    source: str = attrs.field(validator=not_blank)
    in_force: Period = attrs.field(default=ALWAYS, validator=of(Period))
    machine: Machine[Place] = attrs.field(init=False, eq=False, repr=False)
    _stops: dict[Place, Stop] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        astray = [*misplaced(_places_named(self), self.stages), *_no_stages(self)]
        faults = [*astray, *_twice(self), *_strangers(self), *_amiss(self)]
        faults += [*careless(self.stages), *_unsigned(self), *_unanswerable(self)]
        faults += [*_impossible(self), *watched_at_once(_beginnings(self))]
        faults += [*unwatched(self.stages), *rushed(self.stages, self.limits.check)]
        faults += upside_down(self.rungs, self.stages)
        if not astray:
            faults += [*_miscounted(self), *self._join()]
        if not faults:
            tallies = {tally.fact for tally in self.tallies}
            faults += flapping(self.machine, self.rungs, self.advised, tallies)
        if faults:
            raise InvalidValueError(f"Pathway[{self.id}]", "; ".join(faults))

    def _join(self) -> list[str]:
        """Make one table of all moves, and name what is wrong with it."""
        try:
            object.__setattr__(self, "machine", _machine(self))
            object.__setattr__(self, "_stops", _stops(self))
        except InvalidValueError as wrong:
            return [wrong.problem]
        machine, at = self.machine, {p: stage_at(self, p) for p in self.machine.places}
        faults = [*off_the_episode(machine, at), *gated_for_safety(machine, at)]
        faults += misled(self.advised, machine, self.stages)
        return [*faults, *round_the_rungs(machine, self.rungs)]

    def __repr__(self) -> str:
        return f"Pathway({self.id!r}, {self.version!r})"

    @property
    def ref(self) -> PathwayRef:
        """The pathway by id and version."""
        return PathwayRef(self.id, self.version)

    @property
    def stops(self) -> Mapping[Place, Stop]:
        """What it means to stand at each place."""
        return MappingProxyType(self._stops)

    @property
    def begins(self) -> Place:
        """Where a journey begins."""
        return places_of(self.stages[0])[0]


def stage_at(pathway: Pathway, place: Place) -> Stage:
    """Find the stage of a place.

    Raises:
        NotFoundError: If the pathway has none of that name.
    """
    for stage in pathway.stages:
        if stage.name == place.stage:
            return stage
    raise NotFoundError("stage", tuple(stage.name for stage in pathway.stages))


def level_at(pathway: Pathway, place: Place) -> Level:
    """Find the level of a place.

    Raises:
        NotFoundError: If the pathway has no such place.
    """
    levels = stage_at(pathway, place).levels
    for level in levels:
        if level.name == place.level:
            return level
    raise NotFoundError("level", tuple(level.name for level in levels))


def stop_at(pathway: Pathway, place: Place) -> Stop:
    """Say what it means to stand at a place.

    Raises:
        NotFoundError: If the pathway has no such place.
    """
    try:
        return pathway._stops[place]  # noqa: SLF001 - the mapping alone costs a call
    except KeyError:
        known = tuple(str(place) for place in pathway.machine.places)
    raise NotFoundError("place", known)


def strategy_for(
    pathway: Pathway, place: Place, readiness: Readiness | None
) -> Strategy | None:
    """Say how to work with someone as ready as they are, where they stand.

    Args:
        pathway: Which.
        place: Where they stand.
        readiness: How ready they last said they are; `None` if nobody asked.

    Returns:
        What the stage says of such people; `None` where it says nothing.

    Raises:
        NotFoundError: If the pathway has no such place.
    """
    stop_at(pathway, place)
    for strategy in stage_at(pathway, place).strategies:
        if strategy.readiness is readiness:
            return strategy
    return None


def facts_of(pathway: Pathway, *, entry: bool = True) -> tuple[Fact, ...]:
    """Name every fact that a pathway asks of a record, in order of name.

    What is given is not among them: the journey and the host say that.

    Args:
        pathway: Which.
        entry: Whether what the rule of entry asks is wanted, too.
    """
    asked = (when for where, when in _criteria(pathway) if entry or where != "entry")
    wanted = (fact for fact in facts_read(*asked) if not isinstance(fact, Given))
    return tuple(sorted(wanted, key=lambda fact: (name_of(fact), repr(fact))))


# --- the checks ----------------------------------------------------------------------


def _machine(pathway: Pathway) -> Machine[Place]:
    """Join the moves and the steps of the rungs into one table."""
    ends = {stage.name for stage in pathway.stages if stage.is_end}
    places = tuple(chain.from_iterable(map(places_of, pathway.stages)))
    begins = {stage.name for stage in _beginnings(pathway)}
    return Machine(
        places=places,
        initial=tuple(place for place in places if place.stage in begins),
        terminal=tuple(place for place in places if place.stage in ends),
        moves=(
            *pathway.moves,
            *chain.from_iterable(map(_steps, pathway.rungs)),
        ),
    )


def _stops(pathway: Pathway) -> dict[Place, Stop]:
    return {
        place: Stop(place, stage.status, stage.caseload, stage.tracked, stage.dead)
        for stage in pathway.stages
        for place in places_of(stage)
    }


def _steps(rung: Rung) -> Moves:
    up = Move(
        name=UP,
        source=rung.lower,
        target=rung.upper,
        roles=rung.up_roles,
        safety=True,
    )
    down = Move(
        name=DOWN,
        source=rung.upper,
        target=rung.lower,
        roles=rung.down_roles,
        needs=rung.down,
    )
    return up, down


def _criteria(pathway: Pathway) -> Iterator[tuple[str, Criterion]]:
    """Hand out every criterion of a pathway, with where it stands."""
    if pathway.entry is not None:
        yield "entry", pathway.entry
    for move in pathway.moves:
        if move.needs is not None:
            yield f"moves[{move.name}].needs", move.needs
    for rung in pathway.rungs:
        yield f"rungs[{rung.upper}].up", rung.up
        yield f"rungs[{rung.upper}].down", rung.down
    for advised in pathway.advised:
        yield f"advised[{advised.move}].when", advised.when
    for prompt in pathway.prompts:
        yield f"prompts[{prompt.name}].when", prompt.when


def _advising(pathway: Pathway) -> Iterator[tuple[str, Criterion]]:
    """Hand out what must be able to fail: if it always held, it would say nothing."""
    for rung in pathway.rungs:
        yield f"rungs[{rung.upper}].up", rung.up
    for advised in pathway.advised:
        yield f"advised[{advised.move}].when", advised.when
    for prompt in pathway.prompts:
        yield f"prompts[{prompt.name}].when", prompt.when


def _impossible(pathway: Pathway) -> Iterator[str]:
    """Find what nobody can ever meet, and advice that everyone always meets."""
    tallies = {tally.fact for tally in pathway.tallies}
    yield from never(dict.fromkeys(_criteria(pathway)), tallies)
    yield from always(_advising(pathway), tallies)


def _twice(pathway: Pathway) -> Iterator[str]:
    for what, names in (
        ("stages", [stage.name for stage in pathway.stages]),
        ("advised", [advised.move for advised in pathway.advised]),
        ("prompts", [prompt.name for prompt in pathway.prompts]),
    ):
        if len(set(names)) < len(names):
            yield f"{what} must not hold one name twice"
    supplied = Counter(_supplied(pathway))
    for fact in sorted((fact for fact, n in supplied.items() if n > 1), key=repr):
        yield f"{fact.name!r} must not be supplied twice"


def _supplied(pathway: Pathway) -> Iterator[Given]:
    """Hand out what the journey says of itself, and what the host promises."""
    yield from (*_own(pathway), *pathway.given)


def _own(pathway: Pathway) -> Iterator[Given]:
    """Hand out what a journey says of itself, once it has begun."""
    yield from (*OWN_FACTS.values(), days_here(), days_in_stage(), flags_open())
    yield from (tally.fact for tally in pathway.tallies)


def _places_named(pathway: Pathway) -> Iterator[tuple[str, object]]:
    """Hand out every place that is named, with where it stands."""
    for at, rung in enumerate(pathway.rungs):
        yield f"rungs[{at}].lower", rung.lower
        yield f"rungs[{at}].upper", rung.upper
    for move in pathway.moves:
        if move.source is not ANYWHERE:
            yield f"moves[{move.name}].source", move.source
        yield f"moves[{move.name}].target", move.target
    for prompt in pathway.prompts:
        yield from ((f"prompts[{prompt.name}].at", place) for place in prompt.at)


def _no_stages(pathway: Pathway) -> Iterator[str]:
    """Find beginnings that are no stages."""
    stages = [stage.name for stage in pathway.stages]
    for name in sorted(set(pathway.also_begins) - set(stages)):
        told = ", ".join(stages)
        yield f"also_begins: there is no stage {name}; there are {told}"


def _strangers(pathway: Pathway) -> Iterator[str]:
    """Find moves that are advised and are none, or are another's."""
    names = {move.name for move in pathway.moves}
    rungs = {f"up to {rung.upper}" for rung in pathway.rungs}
    rungs |= {f"down to {rung.lower}" for rung in pathway.rungs}
    for advised in pathway.advised:
        if advised.move not in names:
            yield f"advised[{advised.move}] must be a move"
        if advised.move in rungs:
            yield f"advised[{advised.move}] must not be called like a rung"
    if names & {UP, DOWN}:
        yield f"moves must leave {UP!r} and {DOWN!r} to the rungs"


def _amiss(pathway: Pathway) -> Iterator[str]:
    """Find what is asked for in vain, or for ever."""
    ends = (stage for stage in pathway.stages if stage.is_end)
    return amiss(
        pathway.prompts,
        ends=set(chain.from_iterable(map(places_of, ends))),
        moves={move.name for move in pathway.moves},
    )


def _unsigned(pathway: Pathway) -> Iterator[str]:
    """Find what a place takes and nobody may put on record."""
    signed = {signature.what for signature in pathway.signatures}
    for stage in pathway.stages:
        for needed in stage.takes:
            if needed not in signed and needed not in BY_COMMAND:
                yield f"stage {stage.name} takes {needed.value}, which nobody may sign"


def _unanswerable(pathway: Pathway) -> Iterator[str]:
    """Find facts that nobody supplies, or that no journey can before it begins."""
    supplied, own = set(_supplied(pathway)), set(_own(pathway))
    for where, criterion in dict.fromkeys(_criteria(pathway)):
        for fact in sorted(facts_read(criterion), key=repr):
            if isinstance(fact, Given) and fact not in supplied:
                yield f"{where} asks for {fact.name!r}, which nobody supplies"
            elif where == "entry" and fact in own:
                begun = "which only a journey that has begun can say"
                yield f"entry asks for {fact.name!r}, {begun}"


def _miscounted(pathway: Pathway) -> Iterator[str]:
    """Find tallies of what never happens."""
    moves = [move.name for move in pathway.moves]
    targets = {move.target for move in pathway.moves}
    for rung in pathway.rungs:
        moves += (UP, DOWN)
        targets |= {rung.upper, rung.lower}
    places = chain.from_iterable(map(places_of, pathway.stages))
    words = words_of(
        moves=moves,
        reached=[place for place in places if place in targets],
        signatures=pathway.signatures,
        watched=any(stage.tracked for stage in pathway.stages),
    )
    return in_vain(pathway.tallies, words)


def _beginnings(pathway: Pathway) -> tuple[Stage, ...]:
    first, *others = pathway.stages
    return first, *(stage for stage in others if stage.name in pathway.also_begins)
