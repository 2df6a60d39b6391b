"""Which types have documents, and by which names: one line each.

A union goes by the name of the whole; its members say under `is` which one they are.
Of a generic class it is said of what. All else follows from the fields of the classes.
"""

from collections.abc import Mapping
from typing import Any, Final

from caremodel.care.contacts import Contact
from caremodel.care.goals import Goal
from caremodel.care.journeys import Event as JourneyEvent, Journey
from caremodel.care.pathways import Pathway
from caremodel.care.plans import Plan, PlanEvent
from caremodel.care.teams import CareTeam, TeamEvent, TeamTemplate
from caremodel.grammar.dates import Cadence, Due, Interval, Period
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import Fact, Facts, Select, Window
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import Machine, Move
from caremodel.grammar.money import Money
from caremodel.grammar.rules import Criterion, Rule
from caremodel.grammar.verdicts import RuleRef, Verdict
from caremodel.network.grids import Grid
from caremodel.network.partners import Network
from caremodel.panel.candidates import Search
from caremodel.panel.gaps import Recommendation
from caremodel.panel.panels import Attribution, Panel
from caremodel.panel.tiers import Ladder
from caremodel.people.charts import Charge, Chart, Coverage
from caremodel.people.needs import Assessment, Asset, Need
from caremodel.people.patients import Household, Patient, SupportPerson
from caremodel.people.roles import Done, Job, Pyramid, Role, Worker, Workforce
from caremodel.program.waves import Cohort, CohortEvent, Waves

__all__ = ["DOCUMENTS", "EVENTS", "NO_PERSON", "SCHEMAS"]

DOCUMENTS: Final[Mapping[str, Any]] = {
    # how care is written down
    "money": Money,
    "period": Period,
    "interval": Interval,
    "cadence": Cadence,
    "due": Due,
    "entry": Entry,
    "select": Select,
    "window": Window,
    "fact": Fact,
    "facts": Facts,
    "rule": Rule,
    "rule_ref": RuleRef,
    "criterion": Criterion,
    "verdict": Verdict,
    "machine": Machine[str],
    "move": Move[str],
    "actor": Actor,
    # who gives and gets it
    "role": Role,
    "job": Job,
    "pyramid": Pyramid,
    "worker": Worker,
    "workforce": Workforce,
    "done": Done,
    "need": Need,
    "assessment": Assessment,
    "asset": Asset,
    "patient": Patient,
    "support_person": SupportPerson,
    "household": Household,
    "chart": Chart,
    "charge": Charge,
    "coverage": Coverage,
    # what surrounds one person, and who else helps
    "contact": Contact,
    "goal": Goal,
    "plan": Plan,
    "team_template": TeamTemplate,
    "team": CareTeam,
    "pathway": Pathway,
    "journey": Journey,
    "network": Network,
    "grid": Grid,
    # everyone's care
    "panel": Panel,
    "attribution": Attribution,
    "ladder": Ladder,
    "recommendation": Recommendation,
    "search": Search,
    "waves": Waves,
    "cohort": Cohort,
}
"""What can be written as one document."""

EVENTS: Final[Mapping[str, Any]] = {
    "plan_event": PlanEvent,
    "team_event": TeamEvent,
    "journey_event": JourneyEvent,
    "cohort_event": CohortEvent,
}
"""Whose histories can be written as logs: for each, the union of its events."""

SCHEMAS: Final[Mapping[str, int]] = {}
"""The number of the form that events of a log are written in, where it is not 1."""

NO_PERSON: Final[tuple[Any, ...]] = (Pathway, Rule)
"""Documents in which no person can stand: what is wrong is told with its names."""
