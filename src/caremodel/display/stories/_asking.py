"""Asking: each step of a story is decided, and a refusal is kept with its reasons.

A story only ever asks. It makes no event itself, and stands where the events that were
decided lead.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, TypeVar

from caremodel.care import contacts, journeys, plans, teams
from caremodel.care.contacts import Contact
from caremodel.care.journeys import Begin, Holding, Journey
from caremodel.care.pathways import Pathway, facts_of
from caremodel.care.plans import Plan
from caremodel.care.teams import CareTeam, TeamSetting, Vacancy
from caremodel.catalog.journeys import ASKED_FOR_MORE, GOALS_MET, SELF_DONE
from caremodel.display.stories._story import Refused, Spell, Story
from caremodel.errors import NotAllowedError
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import Facts, Given, Value, draw
from caremodel.grammar.histories import Actor
from caremodel.people.charts import Chart, Coverage
from caremodel.people.roles import WorkerId, Workforce

__all__ = ["Asking", "actor"]

E = TypeVar("E")
S = TypeVar("S")

OWN_KINDS: Final = ("action", "contact", "goal", "score")
"""Kinds of entries of which a story tells everything that there is."""


class Asking:
    """A story while it is told: what was decided so far, and the record it rests on."""

    def __init__(
        self,
        chart: Chart,
        begin: Begin,
        *,
        pathway: Pathway,
        setting: TeamSetting,
        on: date,
        by: Actor,
    ) -> None:
        self.chart = chart
        self.pathway = pathway
        self.setting = setting
        self.plan: Plan | None = None
        self.plan_events: tuple[plans.PlanEvent, ...] = ()
        self.team: CareTeam | None = None
        self.team_events: tuple[teams.TeamEvent, ...] = ()
        self.vacancies: tuple[Vacancy, ...] = ()
        self.refused: list[Refused] = []
        self.spells: list[Spell] = []
        self._wanted = facts_of(pathway)
        self._added: list[Entry] = []
        self._contacts: list[Contact] = []
        self._holding = Holding()
        self._record: Chart | None = None
        self.journey_events = journeys.begin(
            pathway, begin, facts=self.facts(on), on=on, by=by
        )
        self.journey = journeys.replayed(self.journey_events)

    # --- the record ------------------------------------------------------------------

    def add(self, *entries: Entry) -> None:
        """Write down what happened."""
        self._added += entries
        self._record = None

    def record(self) -> Chart:
        """Make the chart with all that the story has added to it."""
        if self._record is None:
            own = () if self.plan is None else plans.entries(self.plan)
            covered = {each.kind for each in self.chart.coverage}
            self._record = Chart(
                patient=self.chart.patient,
                filed=(
                    *self.chart.filed,
                    *self._added,
                    *contacts.entries(self._contacts),
                    *own,
                ),
                charges=self.chart.charges,
                coverage=(
                    *self.chart.coverage,
                    *(Coverage(kind=kind) for kind in OWN_KINDS if kind not in covered),
                ),
            )
        return self._record

    def facts(self, on: date) -> Facts:
        """Draw what the pathway asks for, with what the team says of the plan."""
        known = draw(self._wanted, self.record(), on=on)
        return known.with_given(self._given())

    def _given(self) -> Mapping[Given, Value]:
        """Say what the team knows of the plan and the person beside the record."""
        given: dict[Given, Value] = {ASKED_FOR_MORE: False}
        if self.plan is None:
            return given
        met, at_home = plans.share_met(self.plan), plans.share_at_home(self.plan)
        if met is not None:
            given[GOALS_MET] = met
        if at_home is not None:
            given[SELF_DONE] = at_home
        return given

    @property
    def lead(self) -> WorkerId | None:
        """Who leads the person's care, if someone does."""
        lead = self.journey.lead
        return None if lead is None else WorkerId(lead)

    # --- what is asked ---------------------------------------------------------------

    def of_journey(self, command: journeys.Command, on: date, by: Actor) -> bool:
        """Ask the journey for something, and say whether it happened."""
        events = self._decided(
            lambda: journeys.decide(
                self.pathway, self.journey, command, facts=self.facts(on), on=on, by=by
            ),
            on,
            by,
        )
        self.journey_events += events
        for event in events:
            self.journey = journeys.evolve(self.journey, event)
        return bool(events)

    def of_plan(self, *commands: plans.PlanCommand, on: date, by: Actor) -> bool:
        """Ask the plan for one thing after another, and say whether all happened."""
        done = True
        for command in commands:
            events = self._plan_events(command, on, by)
            self.plan_events += events
            self.plan = _after(plans.evolve, self.plan, events)
            done = done and bool(events)
        self._record = None
        return done

    def _plan_events(
        self, command: plans.PlanCommand, on: date, by: Actor
    ) -> tuple[plans.PlanEvent, ...]:
        tables, known = plans.TABLES, Facts(on=on, known={})
        return self._decided(
            lambda: plans.decide(tables, self.plan, command, facts=known, on=on, by=by),
            on,
            by,
        )

    def of_team(self, *commands: teams.TeamCommand, on: date, by: Actor) -> None:
        """Ask the team for one thing after another."""
        for command in commands:
            events = self._team_events(command, on, by)
            self.team_events += events
            self.team = _after(teams.evolve, self.team, events)

    def _team_events(
        self, command: teams.TeamCommand, on: date, by: Actor
    ) -> tuple[teams.TeamEvent, ...]:
        setting, known = self.setting, Facts(on=on, known={})
        return self._decided(
            lambda: teams.decide(
                setting, self.team, command, facts=known, on=on, by=by
            ),
            on,
            by,
        )

    def _decided(
        self, decide: Callable[[], tuple[E, ...]], on: date, by: Actor
    ) -> tuple[E, ...]:
        """Have something decided; what is refused changes nothing, and is kept."""
        try:
            return decide()
        except NotAllowedError as refused:
            self.keep_refused(refused.change, refused.because, on, by)
            return ()

    def keep_refused(
        self, change: str, because: tuple[str, ...], on: date, by: Actor
    ) -> None:
        """Keep what was not allowed, with every reason."""
        self.refused.append(Refused(on=on, by=by.id, change=change, because=because))

    def contact(self, contact: Contact) -> bool:
        """Try to reach the person, if that is allowed; note it on the journey, too."""
        by = actor(self.setting.workforce, contact.by)
        because = contacts.may_make(self.chart.patient, contact.mode, contact.on)
        if because:
            self.keep_refused(
                f"contact by {contact.mode.value}", because, contact.on, by
            )
            return False
        self._contacts.append(contact)
        self._record = None
        two_way = contacts.reach_of(contact) is contacts.Reach.MEANINGFUL
        noted = journeys.NoteContact(two_way=two_way, mode=contact.mode.value)
        return self.of_journey(noted, contact.on, by) and two_way

    # --- what is advised -------------------------------------------------------------

    def look(self, on: date) -> journeys.Advice:
        """Look at the journey on one more day, and hear what is advised."""
        known, pathway, journey = self.facts(on), self.pathway, self.journey
        self._holding = journeys.watch(pathway, self._holding, known, journey=journey)
        advice = journeys.recommend(pathway, journey, known, self._holding)
        self._keep(advice, journey)
        return advice

    def _keep(self, advice: journeys.Advice, journey: Journey) -> None:
        """Keep what was advised; days on which it was the same are one spell."""
        last = self.spells[-1] if self.spells else None
        first = advice.on
        if last is not None and _alike(last, advice, journey):
            first = self.spells.pop().first
        self.spells.append(
            Spell(first=first, last=advice.on, place=journey.place, advice=advice)
        )

    def story(self, began: date, ended: date, *, by: WorkerId) -> Story:
        """Tell what came of it, and what *by* may do next."""
        return Story(
            began=began,
            ended=ended,
            record=self.record(),
            plan=self.plan,
            plan_events=self.plan_events,
            pathway=self.pathway,
            journey=self.journey,
            journey_events=self.journey_events,
            spells=tuple(self.spells),
            options=journeys.options(
                self.pathway,
                self.journey,
                by=actor(self.setting.workforce, by),
                facts=self.facts(ended),
            ),
            asked_by=by,
            setting=self.setting,
            team=self.team,
            team_events=self.team_events,
            vacancies=self.vacancies,
            refused=tuple(self.refused),
        )


def _alike(last: Spell, advice: journeys.Advice, journey: Journey) -> bool:
    before = last.advice
    return (
        last.place,
        before.recommendation,
        before.since,
        [reason.fact for reason in before.verdict.because],
    ) == (
        journey.place,
        advice.recommendation,
        advice.since,
        [reason.fact for reason in advice.verdict.because],
    )


def _after(
    evolve: Callable[[S | None, E], S], state: S | None, events: tuple[E, ...]
) -> S | None:
    for event in events:
        state = evolve(state, event)
    return state


def actor(workforce: Workforce, worker_id: str) -> Actor:
    """Name a worker with the roles that they play here."""
    roles = {worker.id: worker.roles for worker in workforce.workers}
    return Actor(worker_id, tuple(roles[WorkerId(worker_id)]))
