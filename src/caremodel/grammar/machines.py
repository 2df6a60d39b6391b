"""Machines: where something can stand, and which moves lead from there.

A machine is a table that checks itself when it is built: every place can be reached,
none is a trap, and no move has two meanings. Who may move, and what must hold first,
stand in the table, so a screen can ask beforehand what may be done and what is still
needed. What a move makes happen is said by who owns the machine.
"""

import enum
import functools
from collections.abc import Collection, Hashable, Iterable
from typing import Final, Generic, TypeVar

import attrs

from caremodel._fields import not_blank, not_empty
from caremodel.errors import InvalidValueError, NotAllowedError
from caremodel.grammar.facts import Facts, name_of
from caremodel.grammar.histories import Actor
from caremodel.grammar.rules import (
    All,
    Answerer,
    Comparison,
    Criterion,
    answerer,
    criterion_of,
    describe,
    evaluate,
)
from caremodel.grammar.verdicts import Answer, Reason, Verdict

__all__ = [
    "ANYWHERE",
    "Anywhere",
    "Machine",
    "Move",
    "Option",
    "choose",
    "moves_from",
    "options",
    "refusals",
]

P = TypeVar("P", bound=Hashable)


class Anywhere(enum.Enum):
    """The one value that stands for every place that is not terminal."""

    ANYWHERE = "anywhere"


ANYWHERE: Final = Anywhere.ANYWHERE
"""As a move's source: every place but the terminal ones and the target."""


@attrs.frozen(kw_only=True)
class Move(Generic[P]):
    """One way from a place to another.

    Attributes:
        name: What is done, as a verb; from one place it names one move only.
        source: Where from; `ANYWHERE` until a machine has expanded it.
        target: Where to.
        roles: Who may make it, by role; of nobody, everyone may.
        needs: What must hold of the person; what cannot be told does not hold.
        needs_reason: Whether the one who makes it must say why.
        safety: Whether it is made to keep someone safe; then nothing may gate it.
    """

    name: str = attrs.field(validator=not_blank)
    source: P | Anywhere
    target: P
    roles: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
    needs: Criterion | None = attrs.field(
        default=None, converter=attrs.converters.optional(criterion_of)
    )
    needs_reason: bool = False
    safety: bool = False

    def __attrs_post_init__(self) -> None:
        if self.source == self.target:
            raise InvalidValueError(f"Move[{self.name}].target", "must be elsewhere")
        if self.safety and self.needs is not None:
            problem = "must be empty: nothing gates a move for safety"
            raise InvalidValueError(f"Move[{self.name}].needs", problem)


def _row(of: Iterable[P]) -> tuple[P, ...]:
    return tuple(of)


@attrs.frozen(kw_only=True)
class Machine(Generic[P]):
    """Places and the moves between them, expanded and checked.

    Attributes:
        places: Everywhere that something can stand.
        initial: Where it can begin.
        terminal: Where it ends; no move leads away.
        moves: Every move, those from anywhere expanded.

    Raises:
        InvalidValueError: With every fault: a move from or to no place, one name twice
            from one place, a way out of a terminal place, a place that cannot be
            reached, or one from which no way leads to an end.
    """

    places: tuple[P, ...] = attrs.field(converter=_row, validator=not_empty)
    initial: tuple[P, ...] = attrs.field(converter=_row, validator=not_empty)
    terminal: tuple[P, ...] = attrs.field(default=(), converter=_row)
    moves: tuple[Move[P], ...] = attrs.field(converter=tuple[Move[P], ...])
    _index: "dict[P, dict[str, _Ready[P]]]" = attrs.field(
        init=False, eq=False, repr=False
    )

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "moves", _expanded(self))
        if faults := _faults(self):
            raise InvalidValueError("Machine", "; ".join(faults))
        index: dict[P, dict[str, _Ready[P]]] = {place: {} for place in self.places}
        for move in self.moves:
            index[_source(move)][move.name] = _ready(move)
        object.__setattr__(self, "_index", index)

    def ready(self, place: P, name: str) -> "_Ready[P] | None":
        """Find the move called *name* from *place*, made ready; `None` if none is."""
        there = self._index.get(place)
        return None if there is None else there.get(name)


@attrs.frozen
class _Ready(Generic[P]):
    """A move, with what it takes to decide it at once."""

    move: Move[P]
    roles: frozenset[str]
    reads: Answerer | None


def _ready(move: Move[P]) -> _Ready[P]:
    reads = None if move.needs is None else answerer(move.needs)
    return _Ready(move, frozenset(move.roles), reads)


# --- building ------------------------------------------------------------------------


def _source(move: Move[P]) -> P:
    if isinstance(move.source, Anywhere):
        raise InvalidValueError(f"Move[{move.name}].source", "must be a place")
    return move.source


def _expanded(machine: Machine[P]) -> tuple[Move[P], ...]:
    """Put a move from each place in the stead of one from anywhere.

    A move from a place of its own goes before one of that name from anywhere.
    """
    own = {(m.source, m.name) for m in machine.moves if m.source is not ANYWHERE}
    expanded: list[Move[P]] = []
    for move in machine.moves:
        if move.source is not ANYWHERE:
            expanded.append(move)
            continue
        expanded += [
            attrs.evolve(move, source=place)
            for place in machine.places
            if place not in machine.terminal and place != move.target
            if (place, move.name) not in own
        ]
    return tuple(expanded)


def _faults(machine: Machine[P]) -> list[str]:
    """Name everything that makes a table no machine."""
    places = set(machine.places)
    faults = []
    if len(places) < len(machine.places):
        faults.append("must not name one place twice")
    if not {*machine.initial, *machine.terminal} <= places:
        faults.append("must begin and end at places of its own")
    strange = {
        move.name
        for move in machine.moves
        if not {_source(move), move.target} <= places
    }
    faults += [f"move {name!r} must join places of its own" for name in sorted(strange)]
    if faults:
        return faults
    return [*_ambiguous(machine), *_out_of_the_end(machine), *_astray(machine)]


def _ambiguous(machine: Machine[P]) -> list[str]:
    seen: set[tuple[P, str]] = set()
    faults = []
    for move in machine.moves:
        key = (_source(move), move.name)
        if key in seen:
            faults.append(f"move {move.name!r} must lead to one place from {key[0]}")
        seen.add(key)
    return faults


def _out_of_the_end(machine: Machine[P]) -> list[str]:
    left = {str(m.source) for m in machine.moves if m.source in machine.terminal}
    return [f"no move may lead out of the terminal {place}" for place in sorted(left)]


def _astray(machine: Machine[P]) -> list[str]:
    """Find places that nothing leads to, and those that lead to no end.

    Where nothing is terminal, a way on from every place will do.
    """
    ahead = [(_source(move), move.target) for move in machine.moves]
    back = [(target, source) for source, target in ahead]
    reached = _reached(machine.initial, ahead)
    sources = {source for source, _ in ahead}
    ends = machine.terminal or tuple(p for p in machine.places if p in sources)
    saved = _reached(ends, back) if machine.terminal else set(ends)
    return [
        *(f"{p} cannot be reached" for p in machine.places if p not in reached),
        *(f"no way leads on from {p}" for p in machine.places if p not in saved),
    ]


def _reached(start: Iterable[P], steps: Collection[tuple[P, P]]) -> set[P]:
    """Walk from *start* as far as *steps* lead."""
    onward: dict[P, list[P]] = {}
    for source, target in steps:
        onward.setdefault(source, []).append(target)
    reached, waiting = set(start), list(start)
    while waiting:
        for place in onward.get(waiting.pop(), ()):
            if place not in reached:
                reached.add(place)
                waiting.append(place)
    return reached


# --- asking --------------------------------------------------------------------------


@attrs.frozen
class Option(Generic[P]):
    """One move from where something stands, and whether it may be made.

    Attributes:
        move: Which.
        role_may: Whether the one who asks has a role that may make it.
        verdict: Of what it needs; yes, for no reason, where it needs nothing.
        still_needs: All that stands in the way, in words, without anyone's values.
    """

    move: Move[P]
    role_may: bool
    verdict: Verdict
    still_needs: tuple[str, ...]

    @property
    def answer(self) -> Answer:
        """Whether it may be made: by this one, and as things stand."""
        return self.verdict.answer if self.role_may else Answer.NO


def moves_from(machine: Machine[P], place: P) -> tuple[Move[P], ...]:
    """Name the moves that lead away from *place*, in the order of the table."""
    return tuple(move for move in machine.moves if move.source == place)


def options(
    machine: Machine[P], place: P, actor: Actor, facts: Facts
) -> tuple[Option[P], ...]:
    """Say of each move from *place* whether *actor* may make it, and what it needs."""
    return tuple(_option(move, actor, facts) for move in moves_from(machine, place))


def _option(move: Move[P], actor: Actor, facts: Facts) -> Option[P]:
    verdict = MET if move.needs is None else evaluate(move.needs, facts)
    role_may = _role_may(move.roles, actor)
    return Option(move, role_may, verdict, _in_the_way(move, actor, facts))


def choose(
    machine: Machine[P],
    place: P,
    name: str,
    actor: Actor,
    facts: Facts,
    *,
    reason: str = "",
) -> Move[P]:
    """Find the move called *name* from *place*, if *actor* may make it now.

    Raises:
        NotAllowedError: With every reason why not, and no value of the person.
    """
    ready = machine.ready(place, name)
    if (
        ready is not None
        and (not ready.roles or not ready.roles.isdisjoint(actor.roles))
        and (ready.reads is None or ready.reads(facts.known) is Answer.YES)
        and (reason or not ready.move.needs_reason)
    ):
        return ready.move
    because = refusals(machine, place, name, actor, facts, reason=reason)
    raise NotAllowedError(name, because)


def refusals(
    machine: Machine[P],
    place: P,
    name: str,
    actor: Actor,
    facts: Facts,
    *,
    reason: str = "",
) -> tuple[str, ...]:
    """Name everything that stands in the way of a move; empty if nothing does."""
    ready = machine.ready(place, name)
    if ready is None:
        return (f"no such move from {place}",)
    because = _in_the_way(ready.move, actor, facts)
    if ready.move.needs_reason and not reason.strip():
        return (*because, "a reason must be given")
    return because


def _in_the_way(move: Move[P], actor: Actor, facts: Facts) -> tuple[str, ...]:
    wrong_role = () if _role_may(move.roles, actor) else (_role_phrase(move.roles),)
    return wrong_role if move.needs is None else wrong_role + _unmet(move.needs, facts)


def _role_may(roles: Collection[str], actor: Actor) -> bool:
    return not roles or any(role in roles for role in actor.roles)


@functools.cache
def _role_phrase(roles: tuple[str, ...]) -> str:
    return f"it takes one of the roles {', '.join(roles)}"


MET: Final = Verdict(Answer.YES, ())


def _unmet(needs: Criterion, facts: Facts) -> tuple[str, ...]:
    """Say what is not so, or not known, by name and bound alone.

    Of what must hold together each part is asked, so that none hides another.
    """
    parts = needs.of if isinstance(needs, All) else (needs,)
    verdicts = [evaluate(part, facts) for part in parts]
    unmet = [verdict for verdict in verdicts if verdict.answer is not Answer.YES]
    told = dict.fromkeys(_unmet_phrase(r) for each in unmet for r in each.because)
    return tuple(told) or ("it can never be",) * bool(unmet)


def _unmet_phrase(reason: Reason) -> str:
    if reason.value is None:
        return f"not known: {name_of(reason.fact)}"
    return _needed_phrase(reason.comparison, reason.answer)


@functools.lru_cache(maxsize=4096)
def _needed_phrase(comparison: Comparison, answer: Answer) -> str:
    """Say what was needed: the comparison itself, or its opposite if it did hold."""
    asked = describe(comparison if answer is Answer.NO else ~comparison)
    return f"must be so: {asked}"
