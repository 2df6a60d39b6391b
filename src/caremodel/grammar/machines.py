"""Machines: where something can stand, and which moves lead from there.

A machine is a table that checks itself when it is built: every place can be reached,
none is a trap, and no move has two meanings. Who may move, and what must hold first,
stand in the table, so a screen can ask beforehand what may be done and what is still
needed. What a move makes happen is said by who owns the machine.
"""

import enum
from collections.abc import Collection, Hashable, Iterable, Iterator
from functools import partial
from typing import Any, Final, Generic, TypeVar

import attrs

from caremodel._fields import not_blank, not_empty, texts
from caremodel.errors import InvalidValueError, NotAllowedError
from caremodel.grammar.facts import Facts, name_of
from caremodel.grammar.histories import Actor
from caremodel.grammar.rules import (
    Answerer,
    Criterion,
    answerer,
    criterion_of,
    describe,
    evaluate,
    facts_read,
)
from caremodel.grammar.rules._fold import together
from caremodel.grammar.verdicts import Answer, Verdict

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
    roles: tuple[str, ...] = attrs.field(default=(), converter=texts)
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
        InvalidValueError: With every fault: a place named twice, a beginning, an end or
            a move that joins no places of the machine, one name twice from one place,
            a way out of a terminal place, a place that cannot be reached, or one from
            which no way leads to an end.
    """

    places: tuple[P, ...] = attrs.field(converter=_row, validator=not_empty)
    initial: tuple[P, ...] = attrs.field(converter=_row, validator=not_empty)
    terminal: tuple[P, ...] = attrs.field(default=(), converter=_row)
    moves: tuple[Move[P], ...] = attrs.field(converter=tuple[Move[P], ...])
    _index: "dict[P, dict[str, _Ready[P]]]" = attrs.field(
        init=False, eq=False, repr=False
    )
    _names: frozenset[str] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        rows = _expanded(self)
        if faults := _faults(self, rows):
            raise InvalidValueError("Machine", "; ".join(faults))
        index: dict[P, dict[str, _Ready[P]]] = {place: {} for place in self.places}
        for source, move in rows:
            index[source][move.name] = _ready(move)
        object.__setattr__(self, "moves", tuple(move for _, move in rows))
        object.__setattr__(self, "_index", index)
        object.__setattr__(self, "_names", frozenset(move.name for _, move in rows))

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel as the table alone; what is made ready is made again."""
        table = partial(
            Machine,
            places=self.places,
            initial=self.initial,
            terminal=self.terminal,
            moves=self.moves,
        )
        return table, ()

    def ready(self, place: P, name: str) -> "_Ready[P] | None":
        """Find the move called *name* from *place*, made ready; `None` if none is."""
        there = self._index.get(place)
        return None if there is None else there.get(name)

    def knows(self, name: str) -> bool:
        """Say whether there is a move called *name* from anywhere."""
        return name in self._names

    def leaving(self, place: P) -> "tuple[_Ready[P], ...]":
        """Hand out the moves from *place*, made ready, in the order of the table."""
        return tuple(self._index.get(place, {}).values())


# --- building ------------------------------------------------------------------------

_Row = tuple[P, Move[P]]
"""A move, after the place that it leads away from."""


def _expanded(machine: Machine[P]) -> list[_Row[P]]:
    """Put a move from each place in the stead of one from anywhere.

    A move from a place of its own goes before one of that name from anywhere.
    """
    own = {(move.source, move.name) for move in machine.moves}
    terminal = frozenset(machine.terminal)
    onward = [place for place in machine.places if place not in terminal]
    rows: list[_Row[P]] = []
    for move in machine.moves:
        if not isinstance(move.source, Anywhere):
            rows.append((move.source, move))
            continue
        rows += [
            (place, attrs.evolve(move, source=place))
            for place in onward
            if place != move.target and (place, move.name) not in own
        ]
    return rows


def _faults(machine: Machine[P], rows: Collection[_Row[P]]) -> list[str]:
    """Name everything that makes a table no machine."""
    return [
        *_strange(machine, rows),
        *_ambiguous(rows),
        *_out_of_the_end(machine, rows),
        *_astray(machine, rows),
    ]


def _strange(machine: Machine[P], rows: Iterable[_Row[P]]) -> Iterator[str]:
    places = set(machine.places)
    if len(places) < len(machine.places):
        yield "must not name one place twice"
    if not {*machine.initial, *machine.terminal} <= places:
        yield "must begin and end at places of its own"
    strange = {
        move.name for source, move in rows if not {source, move.target} <= places
    }
    for name in sorted(strange):
        yield f"move {name!r} must join places of its own"


def _ambiguous(rows: Iterable[_Row[P]]) -> Iterator[str]:
    seen: set[tuple[P, str]] = set()
    for source, move in rows:
        if (source, move.name) in seen:
            yield f"move {move.name!r} must have one meaning from {source}"
        seen.add((source, move.name))


def _out_of_the_end(machine: Machine[P], rows: Iterable[_Row[P]]) -> Iterator[str]:
    sources = {source for source, _ in rows}
    for place in machine.terminal:
        if place in sources:
            yield f"no move may lead out of the terminal {place}"


def _astray(machine: Machine[P], rows: Collection[_Row[P]]) -> Iterator[str]:
    """Find places that nothing leads to, and those that lead to no end.

    Where nothing is terminal, a way on from every place will do.
    """
    ahead = [(source, move.target) for source, move in rows]
    back = [(target, source) for source, target in ahead]
    reached = _reached(machine.initial, ahead)
    if machine.terminal:
        saved = _reached(machine.terminal, back)
    else:
        saved = {source for source, _ in ahead}
    for place in dict.fromkeys(machine.places):
        if place not in reached:
            yield f"{place} cannot be reached"
        if place not in saved:
            yield f"no way leads on from {place}"


def _reached(start: Iterable[P], steps: Iterable[tuple[P, P]]) -> set[P]:
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


# --- making ready --------------------------------------------------------------------


@attrs.frozen
class _Need:
    """One of the things that must hold together, and what to say if it does not.

    Attributes:
        of: What must hold.
        reads: Answers it.
        unmet: What to say if it does not hold.
    """

    of: Criterion
    reads: Answerer
    unmet: tuple[str, ...]


@attrs.frozen
class _Ready(Generic[P]):
    """A move, with what it takes to decide it at once and to say what it needs.

    Attributes:
        move: Which.
        roles: Who may make it.
        wrong_role: What to say to whoever may not make it.
        needs: All it needs, one by one.
        needs_reason: Whether the one who makes it must say why.
    """

    move: Move[P]
    roles: frozenset[str]
    wrong_role: tuple[str, ...]
    needs: tuple[_Need, ...]
    needs_reason: bool


def _ready(move: Move[P]) -> _Ready[P]:
    return _Ready(
        move,
        frozenset(move.roles),
        (f"it takes one of the roles {', '.join(move.roles)}",),
        () if move.needs is None else _needs(move.needs),
        move.needs_reason,
    )


def _needs(criterion: Criterion) -> tuple[_Need, ...]:
    return tuple(_need(part) for part in dict.fromkeys(together(criterion)))


def _need(criterion: Criterion) -> _Need:
    possible = facts_read(criterion)
    unmet = f"must be so: {describe(criterion)}" if possible else "it can never be"
    return _Need(criterion, answerer(criterion), (unmet,))


# --- asking --------------------------------------------------------------------------

_MET: Final = Verdict(Answer.YES, ())


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
    return tuple(ready.move for ready in machine.leaving(place))


def options(
    machine: Machine[P], place: P, actor: Actor, facts: Facts
) -> tuple[Option[P], ...]:
    """Say of each move from *place* whether *actor* may make it, and what it needs."""
    return tuple(_option(ready, actor, facts) for ready in machine.leaving(place))


def _option(ready: _Ready[P], actor: Actor, facts: Facts) -> Option[P]:
    needs = ready.move.needs
    verdict = _MET if needs is None else evaluate(needs, facts)
    role_may = not ready.roles or not ready.roles.isdisjoint(actor.roles)
    return Option(ready.move, role_may, verdict, _in_the_way(ready, actor, facts))


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
    if ready is None:
        raise NotAllowedError(_called(machine, name), (_no_such(machine, place),))
    because = _in_the_way(ready, actor, facts, reason)
    if because:
        raise NotAllowedError(name, because)
    return ready.move


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
        return (_no_such(machine, place),)
    return _in_the_way(ready, actor, facts, reason)


def _called(machine: Machine[P], name: str) -> str:
    """Repeat the name of a move if it is one; else it may be anything."""
    return name if machine.knows(name) else "make that move"


def _no_such(machine: Machine[P], place: P) -> str:
    return f"no such move from {place}" if place in machine.places else "no such place"


def _in_the_way(
    ready: _Ready[P], actor: Actor, facts: Facts, reason: str | None = None
) -> tuple[str, ...]:
    """Say who may, what is not so, and what is not known: by name and bound alone.

    Where there is no *reason* yet, as among options, none is asked for.
    """
    roles, known = ready.roles, facts.known
    because = ready.wrong_role if roles and roles.isdisjoint(actor.roles) else ()
    for need in ready.needs:
        answered = need.reads(known)
        if answered is Answer.NO:
            because += need.unmet
        elif answered is Answer.CANNOT_TELL:
            because = _once(because + _unknown(need, facts))
    if ready.needs_reason and reason is not None and not reason.strip():
        because += ("a reason must be given",)
    return because


def _unknown(need: _Need, facts: Facts) -> tuple[str, ...]:
    """Name the facts that are not known and leave it open."""
    open_ones = evaluate(need.of, facts).because
    return tuple(f"not known: {name_of(reason.fact)}" for reason in open_ones)


def _once(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrases))
