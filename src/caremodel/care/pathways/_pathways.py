"""Pathways: a whole journey as data, which checks itself when it is built."""

import enum
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final, TypeAlias

import attrs

from caremodel._fields import identifier, not_blank, not_empty
from caremodel.care.pathways._cells import can_hold
from caremodel.care.pathways._stages import (
    DAYS_HERE,
    EPISODE_MOVES,
    OWN_FACTS,
    Level,
    Needed,
    Place,
    Stage,
    Stop,
    places_of,
)
from caremodel.errors import InvalidValueError, NotFoundError
from caremodel.grammar.dates import Interval
from caremodel.grammar.facts import Fact, Given
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import ANYWHERE, Machine, Move
from caremodel.grammar.rules import All, Criterion, criterion_of, facts_read

__all__ = [
    "Advised",
    "Direction",
    "Limits",
    "Pathway",
    "PathwayRef",
    "Rung",
    "Signature",
    "Tally",
    "between",
    "days_here",
    "level_at",
    "may_sign",
    "stage_at",
    "stop_at",
]

UP: Final = "step up"
DOWN: Final = "step down"


def days_here() -> Given:
    """Ask how long the journey has stood where it stands [days]."""
    return Given(DAYS_HERE)


@attrs.frozen
class PathwayRef:
    """A pathway by id and version, as a journey keeps it."""

    id: str = attrs.field(validator=identifier)
    version: str = attrs.field(validator=identifier)


class Direction(enum.Enum):
    """What an advised move does to the amount of care."""

    UP = "step up"
    DOWN = "step down"
    GRADUATE = "graduate"
    RE_ENGAGE = "re-engage"


@attrs.frozen(kw_only=True)
class Tally:
    """A count of what happens on a journey, such as contacts missed in a row.

    Attributes:
        name: Of the tally; criteria ask for it by `fact`.
        adds_on: What adds one: names of happenings, such as "contact missed".
        resets_on: What sets it back to nothing.
    """

    name: str = attrs.field(validator=not_blank)
    adds_on: tuple[str, ...] = attrs.field(
        converter=tuple[str, ...], validator=not_empty
    )
    resets_on: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])

    @property
    def fact(self) -> Given:
        """The tally as a fact."""
        return Given(self.name)


@attrs.frozen(kw_only=True)
class Rung:
    """Two places of which one gives more care, and when to go from one to the other.

    Going up is never gated; going down takes that `down` has held for the dwell time,
    or someone who overrides it and says why.

    Attributes:
        lower: Where there is less care.
        upper: Where there is more.
        up: What advises to go up.
        down: What advises to go down; never together with `up`.
        dwell: How long `down` must have held, and the journey stood there.
        up_roles: Who may go up; of nobody, everyone.
        down_roles: Who may go down.
    """

    lower: Place
    upper: Place
    up: Criterion = attrs.field(converter=criterion_of)
    down: Criterion = attrs.field(converter=criterion_of)
    dwell: Interval
    up_roles: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
    down_roles: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])


@attrs.frozen(kw_only=True)
class Advised:
    """A move that is advised where something holds.

    Attributes:
        move: Name of the move.
        direction: What it does to the amount of care.
        when: What advises it.
        dwell: How long that must have held; `None` for at once.
    """

    move: str = attrs.field(validator=not_blank)
    direction: Direction
    when: Criterion = attrs.field(converter=criterion_of)
    dwell: Interval | None = None


@attrs.frozen(kw_only=True)
class Signature:
    """Who may put on record what a place takes.

    Attributes:
        what: What is put on record.
        roles: Who may.
        on_behalf: Whether someone else may who says on whose behalf.
    """

    what: Needed
    roles: tuple[str, ...] = attrs.field(converter=tuple[str, ...])
    on_behalf: bool = False

    def __attrs_post_init__(self) -> None:
        if self.what in BY_COMMAND:
            problem = "must be put on record by a command of its own"
            raise InvalidValueError(f"Signature[{self.what.name}].what", problem)


BY_COMMAND: Final = (Needed.LEAD, Needed.TRACKER, Needed.NEXT_CHECK, Needed.REASON)
"""What nobody signs: it is said where it is needed."""


def may_sign(signature: Signature, by: Actor) -> bool:
    """Say whether someone may put on record what *signature* is for."""
    if set(signature.roles) & set(by.roles):
        return True
    return signature.on_behalf and by.on_behalf_of is not None


@attrs.frozen(kw_only=True)
class Limits:
    """How long things may take on a journey.

    Attributes:
        check: The longest time from one check to the next while tracked.
        flag: How old an open flag may grow before it is overdue.
        cool_off: How long after an exit a journey may begin again; `None` at once.
    """

    check: Interval
    flag: Interval
    cool_off: Interval | None = None


def between(
    name: str,
    sources: Iterable[Place],
    target: Place,
    *,
    roles: Iterable[str] = (),
    needs: Criterion | None = None,
    needs_reason: bool = False,
) -> tuple[Move[Place], ...]:
    """Make one move from each of several places."""
    return tuple(
        Move(
            name=name,
            source=source,
            target=target,
            roles=roles,
            needs=needs,
            needs_reason=needs_reason,
        )
        for source in sources
    )


Moves: TypeAlias = tuple[Move[Place], ...]


@attrs.frozen(kw_only=True, order=False)
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
        tallies: What is counted on the way.
        signatures: Who may put on record what places take.
        entry: Who comes in by rule; referral is always another way in.
        given: Facts that the host promises to give.
        may_override: Roles who may make a move whose needs are not met, with a reason.
        limits: How long things may take.
        source: Where it comes from, or the word "Assumed" and by whom and why.
        machine: Every place and move, expanded and checked.
        stops: What it means to stand at each place.

    Raises:
        InvalidValueError: If it cannot work, with every reason.
    """

    id: str = attrs.field(validator=identifier)
    version: str = attrs.field(default="1", validator=identifier)
    called: str = attrs.field(validator=not_blank)
    stages: tuple[Stage, ...] = attrs.field(
        converter=tuple[Stage, ...], validator=not_empty
    )
    also_begins: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
    moves: Moves = attrs.field(converter=tuple[Move[Place], ...])
    rungs: tuple[Rung, ...] = attrs.field(default=(), converter=tuple[Rung, ...])
    advised: tuple[Advised, ...] = attrs.field(
        default=(), converter=tuple[Advised, ...]
    )
    tallies: tuple[Tally, ...] = attrs.field(default=(), converter=tuple[Tally, ...])
    signatures: tuple[Signature, ...] = attrs.field(
        default=(), converter=tuple[Signature, ...]
    )
    entry: Criterion | None = attrs.field(
        default=None, converter=attrs.converters.optional(criterion_of)
    )
    given: tuple[Given, ...] = attrs.field(default=(), converter=tuple[Given, ...])
    may_override: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
    limits: Limits
    source: str = attrs.field(validator=not_blank)
    machine: Machine[Place] = attrs.field(init=False, eq=False, repr=False)
    stops: Mapping[Place, Stop] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        faults = [*_twice(self), *_strangers(self), *_careless(self)]
        faults += [*_unsigned(self), *_unanswerable(self), *_flapping(self)]
        if not faults:
            try:
                object.__setattr__(self, "machine", _machine(self))
                object.__setattr__(self, "stops", _stops(self))
            except InvalidValueError as wrong:
                faults.append(wrong.problem)
            else:
                faults += [*_off_the_episode(self), *_gated_for_safety(self)]
        if faults:
            raise InvalidValueError(f"Pathway[{self.id}]", "; ".join(faults))

    @property
    def ref(self) -> PathwayRef:
        """The pathway by id and version."""
        return PathwayRef(self.id, self.version)

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
        return pathway.stops[place]
    except KeyError:
        known = tuple(str(place) for place in pathway.machine.places)
    raise NotFoundError("place", known)


# --- the checks ----------------------------------------------------------------------


def _machine(pathway: Pathway) -> Machine[Place]:
    """Join the moves and the steps of the rungs into one table."""
    ends = {stage.name for stage in pathway.stages if stage.is_end}
    places = tuple(chain.from_iterable(map(places_of, pathway.stages)))
    begins = {pathway.stages[0].name, *pathway.also_begins}
    return Machine(
        places=places,
        initial=(pathway.begins, *(p for p in places if p.stage in begins)),
        terminal=tuple(place for place in places if place.stage in ends),
        moves=(
            *pathway.moves,
            *chain.from_iterable(map(_steps, pathway.rungs)),
        ),
    )


def _stops(pathway: Pathway) -> dict[Place, Stop]:
    return {
        place: Stop(place, stage.status, stage.caseload, stage.tracked)
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


def _criteria(pathway: "Pathway") -> Iterator[tuple[str, Criterion]]:
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


def _twice(pathway: Pathway) -> Iterator[str]:
    for what, names in (
        ("stages", [stage.name for stage in pathway.stages]),
        ("tallies", [tally.name for tally in pathway.tallies]),
        ("given", [given.name for given in pathway.given]),
        ("advised", [advised.move for advised in pathway.advised]),
    ):
        if len(set(names)) < len(names):
            yield f"{what} must not hold one name twice"


def _strangers(pathway: Pathway) -> Iterator[str]:
    """Find names that stand for nothing."""
    stages = {stage.name for stage in pathway.stages}
    names = {move.name for move in pathway.moves}
    for begin in sorted(set(pathway.also_begins) - stages):
        yield f"also_begins must be stages of its own, and {begin} is none"
    for advised in pathway.advised:
        if advised.move not in names:
            yield f"advised[{advised.move}] must be a move"
    if names & {UP, DOWN}:
        yield f"moves must leave {UP!r} and {DOWN!r} to the rungs"


def _unsigned(pathway: Pathway) -> Iterator[str]:
    """Find what a place takes and nobody may put on record."""
    signed = {signature.what for signature in pathway.signatures}
    for stage in pathway.stages:
        for needed in stage.takes:
            if needed not in signed and needed not in BY_COMMAND:
                yield f"stage {stage.name} takes {needed.value}, which nobody may sign"


def _careless(pathway: Pathway) -> Iterator[str]:
    """Find places where nobody answers for the person, or nobody need be in touch."""
    for stage in pathway.stages:
        if stage.is_end:
            continue
        if not stage.responsible:
            yield f"stage {stage.name} must have someone responsible"
        for place, level in zip(places_of(stage), stage.levels, strict=True):
            if level.cadence is None:
                yield f"place {place} must have a cadence"


def _unanswerable(pathway: Pathway) -> Iterator[str]:
    """Find facts that neither the journey supplies nor the host promises."""
    supplied: set[Fact] = {*OWN_FACTS.values(), *pathway.given, days_here()}
    supplied |= {tally.fact for tally in pathway.tallies}
    for where, criterion in _criteria(pathway):
        for fact in sorted(facts_read(criterion), key=repr):
            if isinstance(fact, Given) and fact not in supplied:
                yield f"{where} asks for {fact.name!r}, which nobody supplies"


def _flapping(pathway: Pathway) -> Iterator[str]:
    """Find rungs whose way up and way down can be advised at once."""
    for rung in pathway.rungs:
        if can_hold(All((rung.up, rung.down))):
            yield f"rung to {rung.upper}: up and down must never hold together"


def _off_the_episode(pathway: Pathway) -> Iterator[str]:
    """Find moves that the episode of care, in its own codes, could not make."""
    for move in pathway.machine.moves:
        if move.source is ANYWHERE:
            continue
        status = stage_at(pathway, move.source).status
        target = stage_at(pathway, move.target).status
        if target not in {status, *EPISODE_MOVES[status]}:
            yield (
                f"move {move.name!r} from {move.source}: an episode does not go from "
                f"{status.value} to {target.value}"
            )


def _gated_for_safety(pathway: Pathway) -> Iterator[str]:
    """Find steps up that something on record could stand in the way of."""
    for move in pathway.machine.moves:
        if not move.safety or move.source is ANYWHERE:
            continue
        more = set(stage_at(pathway, move.target).takes)
        for needed in sorted(
            more - set(stage_at(pathway, move.source).takes), key=_name
        ):
            if not (needed is Needed.LEAD and _is_tracked(pathway, move.source)):
                yield f"step up from {move.source} must not wait for {needed.value}"


def _is_tracked(pathway: Pathway, place: Place) -> bool:
    """Say whether a tracker is the lead there."""
    return stage_at(pathway, place).tracked


def _name(needed: Needed) -> str:
    return needed.value
