"""Stories, grids and waves as JSON types."""

from datetime import date

import attrs

from caremodel.care import plans, teams
from caremodel.care.goals import Goal
from caremodel.care.journeys import Began, Event, Moved, readiness_pattern
from caremodel.care.pathways import Place
from caremodel.care.plans import Action, Plan
from caremodel.care.teams import CareTeam, Tenure, id_of
from caremodel.display.reports import Json
from caremodel.display.reports._person import verdict_json
from caremodel.display.stories._story import Spell, Story
from caremodel.display.stories._waves import FirstWave
from caremodel.grammar.dates import Due
from caremodel.grammar.machines import Option
from caremodel.network import grids
from caremodel.network.grids import Grid, GridRow
from caremodel.network.partners import has_capacity
from caremodel.program.waves import sizes

__all__ = ["grid_json", "journey_json", "plan_json", "team_json", "waves_json"]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


# --- the plan ------------------------------------------------------------------------


def plan_json(story: Story) -> Json | None:
    """Turn the plan of a story into JSON types; `None` if there is none."""
    plan, on = story.plan, story.ended
    if plan is None:
        return None
    review = plans.review_due(plan, on)
    return {
        "id": plan.id,
        "on": _day(on),
        "version": plan.version,
        "status": plan.status.value,
        "co_created": plan.co_created,
        "what_matters": plan.what_matters,
        "goals": [_goal(goal) for goal in plan.goals],
        "actions": [_action(plan, action, on) for action in plan.actions],
        "review": {
            "held": [_day(day) for day in plan.review.held],
            **_due(review),
        },
        "contingency": {
            "red_flags": list(plan.contingency.red_flags),
            "call": plan.contingency.call,
        },
        "events": len(story.plan_events),
    }


def _goal(goal: Goal) -> Json:
    seen, voice = goal.achievement, goal.voiced_by
    said = None if voice is None else {"kind": voice.kind.value, "id": voice.id}
    return {
        "id": goal.id,
        "kind": goal.kind.value,
        "words": goal.words,
        "voiced_by": said,
        "agreed_on": _day(goal.agreed_on),
        "status": goal.lifecycle.value,
        "achievement": None if seen is None else seen.value,
        "importance": goal.importance,
        "confidence": goal.confidence,
        "addresses": list(goal.addresses),
        "supports": goal.supports,
    }


def _action(plan: Plan, action: Action, on: date) -> Json:
    due = {each.action.id: each.due for each in plans.due_actions(plan, on)}
    party = action.responsible
    return {
        "id": action.id,
        "goal": action.goal_id,
        "words": action.words,
        "responsible": {"kind": party.kind.value, "id": party.id},
        "status": action.status.value,
        "done": [_day(day) for day in action.done],
        "overdue_since": _day(due[action.id].on) if action.id in due else None,
    }


def _due(due: Due) -> dict[str, object]:
    return {
        "due": _day(due.on),
        "status": None if due.status is None else due.status.value,
    }


# --- the journey ---------------------------------------------------------------------


def journey_json(story: Story) -> Json:
    """Turn the journey of a story into JSON types, advice and refusals included."""
    journey, pattern = story.journey, readiness_pattern(story.journey_events)
    return {
        "id": journey.id,
        "patient": journey.patient_id,
        "pathway": attrs.asdict(journey.pathway),
        "from": _day(story.began),
        "through": _day(story.ended),
        "place": _place(journey.place),
        "since": _day(journey.since),
        "lead": journey.lead,
        "readiness": None if pattern is None else pattern.value,
        "events": [_event(event) for event in story.journey_events],
        "advice": [_spell(spell) for spell in story.spells],
        "refused": [
            {
                "on": _day(each.on),
                "by": each.by,
                "asked": each.change,
                "because": list(each.because),
            }
            for each in story.refused
        ],
        "options": [_option(option) for option in story.options],
        "options_of": story.asked_by,
    }


def _place(place: Place) -> Json:
    return {"stage": place.stage, "level": place.level or None}


def _event(event: Event) -> Json:
    told: dict[str, object] = {
        "event": type(event).__name__,
        "on": _day(event.on),
        "by": event.by.id,
    }
    if isinstance(event, Began):
        told["to"] = _place(event.at.place)
    if isinstance(event, Moved):
        told |= {
            "move": event.move,
            "to": _place(event.to.place),
            "evidence": list(event.evidence),
        }
    return told


def _spell(spell: Spell) -> Json:
    advice = spell.advice
    return {
        "from": _day(spell.first),
        "through": _day(spell.last),
        "at": _place(spell.place),
        "advised": advice.recommendation.value,
        "move": advice.move,
        "since": _day(advice.since),
        "verdict": verdict_json(advice.verdict),
    }


def _option(option: Option[Place]) -> Json:
    return {
        "move": option.move.name,
        "to": _place(option.move.target),
        "answer": option.answer.value,
        "still_needs": list(option.still_needs),
    }


# --- the team ------------------------------------------------------------------------


def team_json(story: Story) -> Json | None:
    """Turn the team of a story into JSON types; `None` if there is none."""
    team, on, setting = story.team, story.ended, story.setting
    if team is None:
        return None
    why = {each.function: each.because for each in story.vacancies}
    vacant = teams.vacancies(setting.template, team, setting.workforce, on)
    return {
        "id": team.id,
        "template": setting.template.id,
        "on": _day(on),
        "status": team.status.value,
        "lead": _tenure(teams.lead_on(team, on)),
        "clinical_owner": _tenure(teams.clinical_owner_on(team, on)),
        "members": _members(team, on),
        "vacancies": [
            {
                "function": each.function,
                "because": list(why.get(each.function, each.because)),
            }
            for each in vacant
        ],
        "findings": [
            str(each)
            for each in teams.findings(setting.template, team, setting.workforce, on)
        ],
        "events": len(story.team_events),
    }


def _members(team: CareTeam, on: date) -> list[Json]:
    return [
        {
            "function": each.function,
            "id": id_of(each.who),
            "why": each.why.value,
            "since": _day(each.period.start),
        }
        for each in teams.members_on(team, on)
    ]


def _tenure(tenure: Tenure | None) -> Json | None:
    if tenure is None:
        return None
    return {
        "id": tenure.worker_id,
        "backup": tenure.backup,
        "since": _day(tenure.period.start),
    }


# --- needs and waves -----------------------------------------------------------------


def grid_json(grid: Grid) -> Json:
    """Turn a grid into JSON types."""
    return {
        "on": _day(grid.on),
        "rows": [_row(row) for row in grid.rows],
        "uncovered": [row.prevalence.category for row in grids.uncovered(grid)],
        "fragile": [row.prevalence.category for row in grids.fragile(grid)],
    }


def _row(row: GridRow) -> Json:
    lack = row.prevalence
    return {
        "domain": lack.domain.value,
        "category": lack.category,
        "people": lack.people,
        "asked": lack.asked,
        "core": list(row.core),
        "services": [
            {
                "id": service.id,
                "partner": service.partner_id,
                "has_room": has_capacity(service).value,
            }
            for service in row.services
        ],
        "full": row.is_full,
    }


def waves_json(first: FirstWave) -> Json:
    """Turn a program of waves, and its first wave, into JSON types."""
    wave = first.cohort.current
    return {
        "id": first.waves.id,
        "mode": first.waves.mode.value,
        "sizes": [
            {"wave": size.number, "own": size.own, "total": size.total}
            for size in sizes(first.waves)
        ],
        "first": {
            "target": wave.target,
            "people": [
                {"id": each.patient_id, "found_by": each.found_by.value}
                for each in wave.members
            ],
            "gate": {
                "on": _day(first.on),
                "answer": first.gate.answer.value,
                "missing": list(first.unmet),
            },
        },
    }
