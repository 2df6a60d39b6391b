"""The page of a pathway: all of its definition in words, and nothing else."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias, assert_never

from caremodel.care.pathways import (
    Advised,
    Direction,
    Level,
    Needed,
    Pathway,
    Place,
    Prompt,
    Rung,
    Signature,
    Stage,
    Tally,
    places_of,
)
from caremodel.display._blocks import Items, Section, Table
from caremodel.display._html import as_html
from caremodel.display._text import as_text, counted
from caremodel.display._ways import Way, ways_of
from caremodel.display.pages._criteria import asked
from caremodel.grammar.dates import (
    Cadence,
    FromLast,
    Interval,
    Period,
    Staged,
    Windows,
)
from caremodel.grammar.entries import ALWAYS
from caremodel.grammar.machines import Move
from caremodel.grammar.rules import Criterion

__all__ = ["pathway_html", "pathway_page", "pathway_sections"]

Elsewhere: TypeAlias = Mapping[Criterion, str]
"""Criteria that are listed somewhere on the page, and what they are called."""

STEPS: Final = (Direction.UP.value, Direction.DOWN.value)


def pathway_page(pathway: Pathway) -> str:
    """Describe a pathway in words: who stands where, who may move, on what."""
    return as_text(pathway_sections(pathway))


def pathway_html(pathway: Pathway) -> str:
    """Set the page of a pathway for a browser."""
    return as_html("A pathway, in words", pathway_sections(pathway))


def pathway_sections(pathway: Pathway) -> tuple[Section, ...]:
    """Say what the page of a pathway is made of."""
    elsewhere = _listed(pathway)
    return (
        _heading(pathway, elsewhere),
        _stages(pathway),
        _strategies(pathway),
        _steps(pathway, elsewhere),
        _moves(pathway, elsewhere),
        _advised(pathway, elsewhere),
        _prompts(pathway, elsewhere),
        _records(pathway),
        _limits(pathway),
    )


def _listed(pathway: Pathway) -> Elsewhere:
    """Name each criterion that is listed once, and only called by its name after."""
    called: dict[Criterion, str] = {}
    for rung in pathway.rungs:
        called.setdefault(rung.up, _step("up", rung.lower, rung.upper))
        called.setdefault(rung.down, _step("down", rung.upper, rung.lower))
    for move in pathway.moves:
        if move.needs is not None and _needs(move) not in called.values():
            called.setdefault(move.needs, _needs(move))
    return called


def _step(way: str, source: Place, target: Place) -> str:
    return f"what speaks for the step {way} from {source} to {target}"


def _needs(move: Move[Place]) -> str:
    return f"what it takes to {move.name}"


def _but(elsewhere: Elsewhere, own: str) -> Elsewhere:
    """Leave out what is listed here."""
    return {each: called for each, called in elsewhere.items() if called != own}


def _heading(pathway: Pathway, elsewhere: Elsewhere) -> Section:
    again = pathway.also_begins
    rows = [
        ("pathway", f"{pathway.id}, version {pathway.version}"),
        ("in force", _period(pathway.in_force)),
        ("source", pathway.source),
        ("begins at", str(pathway.begins)),
        *([("again at", _either(again))] if again else []),
    ]
    ways_in: list[str | Items] = ["by referral"]
    if pathway.entry is not None:
        ways_in.append(asked("by rule, on", pathway.entry, elsewhere))
    return Section(pathway.called, (Table(rows), Items(ways_in, "Who comes in:")))


# --- where one stands ----------------------------------------------------------------

STAGE_HEAD: Final = (
    "place",
    "counts as",
    "episode",
    "min/week",
    "someone is in touch",
)


def _stages(pathway: Pathway) -> Section:
    """Tell the stages: how often someone is in touch, who answers, what it takes."""
    rows = [
        _row(stage, place, level)
        for stage in pathway.stages
        for place, level in zip(places_of(stage), stage.levels, strict=True)
    ]
    answering = _alike(pathway, lambda stage: _either(_roles(stage.responsible)))
    taken = _alike(pathway, lambda stage: _all_of(_needed(stage.takes)))
    after = _alike(pathway, lambda stage: _all_of(map(_length, stage.follow_up)))
    watched = [stage.name for stage in pathway.stages if stage.tracked]
    dead = [stage.name for stage in pathway.stages if stage.dead]
    return Section(
        "Where one can stand",
        (
            Table(rows, STAGE_HEAD),
            Items(answering, "One of these answers for the person:"),
            Items(taken, "What must be on record to stand there; nobody overrides it:"),
            Items(watched, "Someone keeps watch, with a next check:"),
            Items(after, "Counted from the end, someone asks how it goes after:"),
            Items(dead, "Who stands there has died, and nobody calls them any more:"),
        ),
    )


def _row(stage: Stage, place: Place, level: Level) -> tuple[object, ...]:
    caseload = "" if stage.caseload is None else stage.caseload.value
    often = ["it ends here"] if stage.is_end else []
    often += [] if level.cadence is None else [_cadence(level.cadence)]
    return (str(place), caseload, stage.status.value, level.minutes, "; ".join(often))


def _alike(pathway: Pathway, said: Callable[[Stage], str]) -> list[str]:
    """Say something of the stages, once of those of which the same is said."""
    together: dict[str, list[str]] = {}
    for stage in pathway.stages:
        together.setdefault(said(stage), []).append(stage.name)
    return [f"{_all_of(names)}: {words}" for words, names in together.items() if words]


def _strategies(pathway: Pathway) -> Section:
    """Tell how to work with people, once for stages where it is the same."""
    together: dict[tuple[str, ...], list[str]] = {}
    for stage in pathway.stages:
        words = tuple(
            f"{each.readiness.value}: {each.words}" for each in stage.strategies
        )
        together.setdefault(words, []).append(stage.name)
    lists = [Items(words, f"{_all_of(names)}:") for words, names in together.items()]
    return Section("How to work with people, by how ready they are", lists)


# --- how one moves -------------------------------------------------------------------


def _steps(pathway: Pathway, elsewhere: Elsewhere) -> Section:
    rungs = [_rung(rung, elsewhere) for rung in pathway.rungs]
    return Section("Steps up and down", rungs)


def _rung(rung: Rung, elsewhere: Elsewhere) -> Items:
    dwell = _length(rung.dwell)
    up = _but(elsewhere, _step("up", rung.lower, rung.upper))
    down = _but(elsewhere, _step("down", rung.upper, rung.lower))
    return Items(
        [
            asked(
                f"up, {_by(rung.up_roles)}, with a reason, or without one at once on",
                rung.up,
                up,
            ),
            asked(
                f"down, {_by(rung.down_roles)}, on advice, given after {dwell} of",
                rung.down,
                down,
            ),
        ],
        f"{rung.lower} and {rung.upper}:",
    )


def _moves(pathway: Pathway, elsewhere: Elsewhere) -> Section:
    """Tell the moves but those of the rungs: from where, to where, by whom, on what."""
    ways = (way for way in ways_of(pathway.machine) if way.move.name not in STEPS)
    return Section("Moves", [_way(way, elsewhere) for way in ways])


def _way(way: Way[Place], elsewhere: Elsewhere) -> Items:
    move = way.move
    anywhere = way.everywhere and len(way.sources) > 1
    begin = "anywhere" if anywhere else _either(map(str, way.sources))
    lines: list[str | Items] = [_by(move.roles)]
    if move.needs is not None:
        lines.append(asked("it takes", move.needs, _but(elsewhere, _needs(move))))
    if move.needs_reason:
        lines.append("with a reason")
    if move.safety:
        lines.append(
            "to keep someone safe, so nothing stands in its way; else with a reason"
        )
    return Items(lines, f"{move.name}: from {begin} to {move.target}")


def _advised(pathway: Pathway, elsewhere: Elsewhere) -> Section:
    """Tell what is advised beside the steps; whoever may make the move decides."""
    advised = [_advice(each, elsewhere) for each in pathway.advised]
    return Section("Moves that are advised", [Items(advised)])


def _advice(advised: Advised, elsewhere: Elsewhere) -> str | Items:
    name, to = advised.move, advised.direction.value
    dwell = advised.dwell
    when = "at once, on" if dwell is None else f"after {_length(dwell)} of"
    words = f"{name} {when}" if name == to else f"{name} ({to}) {when}"
    return asked(words, advised.when, elsewhere)


def _prompts(pathway: Pathway, elsewhere: Elsewhere) -> Section:
    title = "Asked for where one stays; it moves nobody"
    return Section(title, [_prompt(each, elsewhere) for each in pathway.prompts])


def _prompt(prompt: Prompt, elsewhere: Elsewhere) -> Items:
    within = f"within {_length(prompt.within)}, {_by(prompt.roles)}"
    return Items(
        [within, asked("as long as", prompt.when, elsewhere)],
        f"{prompt.name}, at {_either(map(str, prompt.at))}:",
    )


# --- what it rests on ----------------------------------------------------------------


def _records(pathway: Pathway) -> Section:
    return Section(
        "What is put on record, and counted",
        (
            Items(map(_signed, pathway.signatures), "Who puts it on record:"),
            Items(map(_counted, pathway.tallies), "What is counted on the way:"),
            Items((each.name for each in pathway.given), "What the host has to say:"),
        ),
    )


def _signed(signature: Signature) -> str:
    behalf = ", or someone on their behalf" if signature.on_behalf else ""
    return f"{signature.what.value}: {_either(_roles(signature.roles))}{behalf}"


def _counted(tally: Tally) -> str:
    adds = f"{tally.name}: one more with each {_either(tally.adds_on)}"
    back = f"; none again with {_either(tally.resets_on)}" if tally.resets_on else ""
    return adds + back


def _limits(pathway: Pathway) -> Section:
    limits = pathway.limits
    override = _either(_roles(pathway.may_override)) or "nobody"
    again = (
        "at once" if limits.cool_off is None else f"after {_length(limits.cool_off)}"
    )
    lines = [
        f"while someone keeps watch, the next check is within {_length(limits.check)}",
        f"a flag is decided within {_length(limits.flag)}",
        f"who left may begin again {again}",
        f"what a move takes and is not so, {override} may override, with a reason",
    ]
    return Section("Limits, and who may override", (Items(lines),))


# --- words ---------------------------------------------------------------------------


def _roles(roles: Iterable[str]) -> list[str]:
    return [role.replace("_", " ") for role in roles]


def _needed(needed: Iterable[Needed]) -> list[str]:
    return [each.value for each in needed]


def _by(roles: Iterable[str]) -> str:
    return f"by {_either(_roles(roles)) or 'anyone'}"


def _either(words: Iterable[str]) -> str:
    return _joined(words, "or")


def _all_of(words: Iterable[str]) -> str:
    return _joined(words, "and")


def _joined(words: Iterable[str], last: str) -> str:
    *others, one = [*words] or [""]
    return f"{', '.join(others)} {last} {one}" if others else one


def _length(interval: Interval) -> str:
    """Say a length of time: "30 days", "1 month and 3 days"."""
    months = [counted(interval.months, "month")] if interval.months else []
    days = [counted(interval.days, "day")] if interval.days else []
    return " and ".join([*months, *days])


def _each(interval: Interval) -> str:
    """Say a length of time after "every": "30 days", but "month" for one of them."""
    told = _length(interval)
    return told.removeprefix("1 ") if told in ("1 day", "1 month") else told


def _period(period: Period) -> str:
    if period == ALWAYS:
        return "always"
    until = "" if period.end is None else f", until the day before {period.end}"
    return f"from {period.start}{until}"


def _cadence(cadence: Cadence) -> str:
    match cadence:
        case FromLast():
            told = f"every {_each(cadence.every)}"
            return told + _late(cadence.grace, cadence.expires)
        case Windows():
            soon = f", in its last {counted(cadence.grace, 'day')}" * bool(
                cadence.grace
            )
            return f"once within each {_each(cadence.every)}{soon}"
        case Staged():
            steps = ", then ".join(f"after {_length(step)}" for step in cadence.steps)
            return steps + _late(cadence.grace, cadence.expires)
        case _:
            assert_never(cadence)


def _late(grace: int, expires: int | None) -> str:
    """Say from when on it counts as late, and from when on nobody asks any more."""
    late = f"; overdue {counted(grace, 'day')} later" * bool(grace)
    over = "" if expires is None else f"; given up {counted(expires, 'day')} later"
    return late + over
