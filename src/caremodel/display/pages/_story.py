"""The parts of a page that tell a story: a plan, a journey, and the team around it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from caremodel.care import plans, teams
from caremodel.care.goals import Goal
from caremodel.care.journeys import (
    Agreed,
    Began,
    ByReferral,
    ContactNoted,
    Event,
    LeadNamed,
    Moved,
    ReadinessHeard,
    readiness_pattern,
)
from caremodel.care.plans import Action, Party, PartyKind, Plan
from caremodel.care.teams import CareTeam, Member, Tenure, id_of
from caremodel.catalog.partners import EXAMPLE_NETWORK
from caremodel.display._blocks import Block, Items, Section, Table, Words
from caremodel.display._text import counted
from caremodel.display.pages._words import reasons
from caremodel.display.stories import Spell, Story
from caremodel.grammar.dates import Due, FromLast
from caremodel.grammar.verdicts import Answer

__all__ = ["journey_sections", "plan_section", "team_section"]

CONVERSATION: Final = {True: "talked", False: "not reached"}


class _Names:
    """What those are called who play a part in a story."""

    def __init__(self, story: Story) -> None:
        self.days = {entry.id: str(entry.on) for entry in story.record.filed}
        patient, pyramid = story.record.patient, story.setting.workforce.pyramid
        roles = {role.id: role.called for role in pyramid.roles}
        self.called: dict[str, str] = {
            **{partner.id: partner.called for partner in EXAMPLE_NETWORK.partners},
            **{
                worker.id: roles[worker.roles[0]]
                for worker in story.setting.workforce.workers
            },
            **{each.id: each.relationship or each.id for each in patient.support},
            patient.id: patient.name or patient.id,
        }

    def of(self, someone: str) -> str:
        """Say what someone is called; without a name, their id has to do."""
        return self.called.get(someone, someone.rpartition("/")[2])


# --- the plan ------------------------------------------------------------------------


def plan_section(story: Story) -> Section:
    """Tell the plan: goals in the person's words, and who does what until when."""
    plan, on, names = story.plan, story.ended, _Names(story)
    if plan is None:
        return Section("A plan made together", ())
    open_now = plans.open_actions(plan, on)
    done = [each for each in plan.actions if each not in open_now]
    return Section(
        f"A plan made together, as of {on}",
        (
            Words(f"What matters: “{plan.what_matters}”"),
            Table([_goal(goal, names) for goal in plan.goals], GOAL_HEAD),
            Words("How much it matters, and how sure they are of it: from 0 to 10."),
            Table([_open(plan, each, on, names) for each in open_now], ACTION_HEAD),
            Items([f"{_who(each, names)}: {each.words}" for each in done], "Done:"),
            *_looked_after(plan, on),
        ),
    )


GOAL_HEAD: Final = (
    "goal of",
    "stands",
    "how far",
    "matters",
    "sure",
    "in their words",
)
ACTION_HEAD: Final = ("who answers for it", "agreed", "due since", "what")


def _goal(goal: Goal, names: _Names) -> tuple[object, ...]:
    seen = goal.achievement
    return (
        goal.kind.value,
        goal.lifecycle.value,
        "nobody looked yet" if seen is None else seen.value.replace("-", " "),
        goal.importance,
        goal.confidence,
        f"“{goal.words}”{_voiced(goal, names)}",
    )


def _voiced(goal: Goal, names: _Names) -> str:
    voice = goal.voiced_by
    return "" if voice is None else f" ({names.of(voice.id)})"


def _open(plan: Plan, action: Action, on: date, names: _Names) -> tuple[object, ...]:
    pressing = {each.action.id: each.due for each in plans.due_actions(plan, on)}
    due = pressing.get(action.id)
    since = "" if due is None or due.on is None else str(due.on)
    return (_who(action, names), _agreed(action), since, action.words)


def _agreed(action: Action) -> str:
    """Say when something was to be done: on a day, or how often."""
    match action.due:
        case None:
            return "no day agreed"
        case date():
            return f"by {action.due}"
        case FromLast():
            return f"every {counted(action.due.every.days, 'day')}"
        case _:
            return "again and again"


def _who(action: Action, names: _Names) -> str:
    return _party(action.responsible, names)


def _party(party: Party, names: _Names) -> str:
    called = names.of(party.id)
    if party.kind is PartyKind.CAREGIVER:
        return f"their {called}"
    return called


def _looked_after(plan: Plan, on: date) -> Iterator[Block]:
    held, due = plan.review.held, plans.review_due(plan, on)
    times = f"Looked at together {counted(len(held), 'time')}"
    last = f", last on {held[-1]}" if held else ""
    ahead = "" if due.on is None else f"; next on {due.on}{_stands(due)}"
    yield Words(f"{times}{last}{ahead}.")
    flags = "; ".join(plan.contingency.red_flags)
    yield Words(f"When it goes badly: {flags}. Then call {plan.contingency.call}.")


def _stands(due: Due) -> str:
    return "" if due.status is None else f" ({due.status.value})"


# --- the journey ---------------------------------------------------------------------


def journey_sections(story: Story) -> tuple[Section, ...]:
    """Tell the journey: what happened, what was advised and refused, what is next."""
    journey, names = story.journey, _Names(story)
    lead = "nobody yet" if journey.lead is None else names.of(journey.lead)
    pattern = readiness_pattern(story.journey_events)
    ready = "nobody asked" if pattern is None else pattern.value
    rows = [
        ("along", story.pathway.called),
        ("stands at", f"{journey.place}, since {journey.since}"),
        ("lead", lead),
        ("readiness", ready),
    ]
    happened = [_happened(event, names) for event in story.journey_events]
    return (
        Section(f"A journey, {story.began} to {story.ended}", (Table(rows),)),
        Section("What happened", (Table(happened, ("day", "by", "what")),), level=2),
        _advised(story.spells),
        _refused(story, names),
        _next(story, names),
    )


def _happened(event: Event, names: _Names) -> tuple[object, ...]:
    return (str(event.on), names.of(event.by.id), _in_words(event, names))


def _in_words(  # noqa: PLR0911 - one case for each event
    event: Event, names: _Names
) -> str:
    """Say what happened, in a few words."""
    match event:
        case Began():
            return f"began: {event.at.place} ({_way_in(event, names)})"
        case Moved():
            return f"{event.move}: now {event.to.place}{_why_moved(event, names)}"
        case ContactNoted():
            return f"{event.mode}: {CONVERSATION[event.two_way]}"
        case LeadNamed():
            return f"lead: {names.of(event.worker_id)}"
        case Agreed():
            return f"on record: {event.what.value}"
        case ReadinessHeard():
            return f"readiness: {event.readiness.value}"
        case _:
            return type(event).__name__


def _way_in(event: Began, names: _Names) -> str:
    way = event.way_in
    if isinstance(way, ByReferral):
        return f"{way.source.value}, {names.of(way.who)}: {way.reason}"
    return f"by rule: {way.rule.id}"


def _why_moved(event: Moved, names: _Names) -> str:
    days = dict.fromkeys(names.days.get(each, each) for each in event.evidence)
    return f" (for what happened on {', '.join(days)})" if days else ""


def _advised(spells: Iterable[Spell]) -> Section:
    told, before = list[Items](), tuple[str, ...]()
    for spell in spells:
        because = reasons(spell.advice.verdict)
        said = ("as before",) if because == before else because
        told.append(Items(said, _advice(spell)))
        before = because
    return Section("What the pathway advised, day by day", told, 2)


def _advice(spell: Spell) -> str:
    """Say what was advised, and since when what speaks for it has held."""
    advice, at = spell.advice, f"{_span(spell)}, at {spell.place}"
    told = f"{at}: {advice.recommendation.value}"
    if advice.since is None:
        return f"{told}, because:"
    if advice.move is None:
        return f"{told}: less would do since {advice.since}, not yet for long enough:"
    return f"{told}; this has held since {advice.since}:"


def _span(spell: Spell) -> str:
    first, last = spell.first, spell.last
    return f"{first}" if first == last else f"{first} to {last}"


def _refused(story: Story, names: _Names) -> Section:
    asked = [
        Items(
            each.because,
            f"{each.on}, {names.of(each.by)} asked: {each.change}. It was refused:",
        )
        for each in story.refused
    ]
    return Section("What was refused, with every reason", asked, 2)


def _next(story: Story, names: _Names) -> Section:
    may = [o.move for o in story.options if o.answer is Answer.YES]
    rest = [o for o in story.options if o.answer is not Answer.YES]
    return Section(
        f"What the {names.of(story.asked_by)} may do next, {story.ended}",
        (
            Items([f"{move.name} (to {move.target})" for move in may], "Now:"),
            *(
                Items(o.still_needs, f"{o.move.name} (to {o.move.target}) still needs:")
                for o in rest
            ),
        ),
        2,
    )


# --- the team ------------------------------------------------------------------------


def team_section(story: Story) -> Section:
    """Tell the team: who is on it, who leads, who owns the care, and who is missing."""
    team, on, names = story.team, story.ended, _Names(story)
    if team is None:
        return Section("The team", ())
    called = {each.id: each.called for each in story.setting.template.functions}
    rows = [
        (
            called[each.function] if each.function else "",
            names.of(id_of(each.who)),
            _since(each),
        )
        for each in teams.members_on(team, on)
    ]
    return Section(
        f"The team, as of {on}",
        (
            Table(rows, ("function", "who", "since")),
            Table(_answers(story, team, names)),
            Items(_vacant(story, team, called), "Nobody yet:"),
        ),
    )


def _since(member: Member) -> str:
    return str(member.period.start)


def _answers(story: Story, team: CareTeam, names: _Names) -> list[tuple[str, str]]:
    """Say who leads, and who owns the clinical care: two, and not one."""
    lead = teams.lead_on(team, story.ended)
    owner = teams.clinical_owner_on(team, story.ended)
    return [("lead", _tenure(lead, names)), ("clinical owner", _tenure(owner, names))]


def _tenure(tenure: Tenure | None, names: _Names) -> str:
    if tenure is None:
        return "none yet"
    backup = tenure.backup
    behind = "" if backup is None else f", with the {names.of(backup)} behind them"
    return f"{names.of(tenure.worker_id)}{behind}"


def _vacant(
    story: Story, team: CareTeam, called: dict[teams.FunctionId, str]
) -> list[str]:
    """Say which functions nobody fills, and why nobody was found."""
    why = {each.function: each.because for each in story.vacancies}
    setting = story.setting
    vacant = teams.vacancies(setting.template, team, setting.workforce, story.ended)
    return [
        f"{called[each.function]}: {'; '.join(why.get(each.function, each.because))}"
        for each in vacant
    ]
