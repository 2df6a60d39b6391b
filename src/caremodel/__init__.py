"""A care model as plain values and pure functions: one definition, every scale.

Read the modules in this order; each needs only those before it:

    errors              what can go wrong

    grammar             how care is written down
      money             an exact amount in one currency
      dates             days, periods, ages, cadences
      entries           something that was so on a day
      facts             what is known as of a day, and what is not
      verdicts          yes, no or cannot tell, and why
      rules             what is asked, written once and read in many ways

    people              who gives and gets care
      roles             jobs, licenses and layers of care, and who works in them
      needs             what someone lacks, and what they have
      patients          whole people, and who stands by them
      charts            what happened, and for which days that is all

    panel               everyone a team answers for, seen or not
      panels            who answers for whom, and who was not seen
      gaps              what is recommended and not known to be done
      tiers             who may need how much care
      candidates        whom to talk with first

    catalog             the shipped defaults, each number with its source
      conditions        which codes mean which illness
      recommendations   what is worth recommending
      panels            how owners are found
      workforce         which roles and jobs there are
      scores            which scores there are and how they are read

    simulation          what if
      draws             chance with an address
      rails             rules over columns of numpy

    exchange            in and out
      fhir              charts from FHIR files
      frames            rules over the columns of any data frame

    display             what people look at
      reports           what is to be said of a panel or a person, as values
      pages             pages of text for a terminal
      walks             a walk through a care model, step by step

    testing             what other projects test with
      builders          invented people, by seed
      strategies        Hypothesis strategies: worlds whose parts belong together

Nouns stand here, verbs in their modules: `from caremodel import Entry, facts` and then
`facts.draw(...)`. Nothing is loaded before it is used.
"""

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from caremodel import errors as errors
    from caremodel.display import pages as pages
    from caremodel.display import reports as reports
    from caremodel.errors import (
        CareModelError,
        InvalidValueError,
        NotAllowedError,
        NotFoundError,
        Problem,
        UnreadableError,
    )
    from caremodel.exchange import fhir as fhir
    from caremodel.exchange import frames as frames
    from caremodel.exchange.fhir import Export
    from caremodel.grammar import dates as dates
    from caremodel.grammar import entries as entries
    from caremodel.grammar import facts as facts
    from caremodel.grammar import money as money
    from caremodel.grammar import rules as rules
    from caremodel.grammar import verdicts as verdicts
    from caremodel.grammar.dates import (
        Cadence,
        Due,
        DueStatus,
        FromLast,
        Interval,
        Period,
        Staged,
        Windows,
    )
    from caremodel.grammar.entries import Entry, Record
    from caremodel.grammar.facts import (
        After,
        Age,
        Change,
        Count,
        Days,
        DaysSince,
        During,
        Ever,
        Fact,
        Facts,
        Given,
        Has,
        Latest,
        Months,
        Select,
        Sum,
        Tie,
        Why,
        Window,
    )
    from caremodel.grammar.money import Money
    from caremodel.grammar.rules import (
        All,
        Any,
        AtLeast,
        Comparison,
        Criterion,
        Not,
        Op,
        Rule,
    )
    from caremodel.grammar.verdicts import Answer, Reason, RuleRef, Verdict
    from caremodel.panel import candidates as candidates
    from caremodel.panel import gaps as gaps
    from caremodel.panel import panels as panels
    from caremodel.panel import tiers as tiers
    from caremodel.panel.candidates import Candidate, Candidates
    from caremodel.panel.gaps import Gap, GapId, GapStatus, Recommendation, Worklist
    from caremodel.panel.panels import Attribution, Membership, Panel
    from caremodel.panel.tiers import Ladder, Tier
    from caremodel.people import charts as charts
    from caremodel.people import needs as needs
    from caremodel.people import patients as patients
    from caremodel.people import roles as roles
    from caremodel.people.charts import Charge, Chart, Coverage
    from caremodel.people.needs import (
        Assessment,
        Asset,
        AssetId,
        Domain,
        Need,
        NeedId,
        NeedStatus,
        Screening,
    )
    from caremodel.people.patients import (
        Access,
        Channel,
        Gender,
        Household,
        HouseholdId,
        Patient,
        PatientId,
        PersonId,
        SupportPerson,
    )
    from caremodel.people.roles import (
        Job,
        JobId,
        Layer,
        License,
        Pyramid,
        Role,
        RoleId,
        Worker,
        WorkerId,
        Workforce,
    )
    from caremodel.simulation import draws as draws
    from caremodel.simulation import rails as rails
    from caremodel.testing import builders as builders
    from caremodel.testing import strategies as strategies

__all__ = [
    "Access",
    "After",
    "Age",
    "All",
    "Answer",
    "Any",
    "Assessment",
    "Asset",
    "AssetId",
    "AtLeast",
    "Attribution",
    "Cadence",
    "Candidate",
    "Candidates",
    "CareModelError",
    "Change",
    "Channel",
    "Charge",
    "Chart",
    "Comparison",
    "Count",
    "Coverage",
    "Criterion",
    "Days",
    "DaysSince",
    "Domain",
    "Due",
    "DueStatus",
    "During",
    "Entry",
    "Ever",
    "Export",
    "Fact",
    "Facts",
    "FromLast",
    "Gap",
    "GapId",
    "GapStatus",
    "Gender",
    "Given",
    "Has",
    "Household",
    "HouseholdId",
    "Interval",
    "InvalidValueError",
    "Job",
    "JobId",
    "Ladder",
    "Latest",
    "Layer",
    "License",
    "Membership",
    "Money",
    "Months",
    "Need",
    "NeedId",
    "NeedStatus",
    "Not",
    "NotAllowedError",
    "NotFoundError",
    "Op",
    "Panel",
    "Patient",
    "PatientId",
    "Period",
    "PersonId",
    "Problem",
    "Pyramid",
    "Reason",
    "Recommendation",
    "Record",
    "Role",
    "RoleId",
    "Rule",
    "RuleRef",
    "Screening",
    "Select",
    "Staged",
    "Sum",
    "SupportPerson",
    "Tie",
    "Tier",
    "UnreadableError",
    "Verdict",
    "Why",
    "Window",
    "Windows",
    "Worker",
    "WorkerId",
    "Workforce",
    "Worklist",
]

_MODULES = {
    "errors": "caremodel.errors",
    "money": "caremodel.grammar.money",
    "dates": "caremodel.grammar.dates",
    "entries": "caremodel.grammar.entries",
    "facts": "caremodel.grammar.facts",
    "verdicts": "caremodel.grammar.verdicts",
    "rules": "caremodel.grammar.rules",
    "roles": "caremodel.people.roles",
    "needs": "caremodel.people.needs",
    "patients": "caremodel.people.patients",
    "charts": "caremodel.people.charts",
    "panels": "caremodel.panel.panels",
    "gaps": "caremodel.panel.gaps",
    "tiers": "caremodel.panel.tiers",
    "candidates": "caremodel.panel.candidates",
    "draws": "caremodel.simulation.draws",
    "rails": "caremodel.simulation.rails",
    "fhir": "caremodel.exchange.fhir",
    "frames": "caremodel.exchange.frames",
    "reports": "caremodel.display.reports",
    "pages": "caremodel.display.pages",
    "builders": "caremodel.testing.builders",
    "strategies": "caremodel.testing.strategies",
}
"""Each module that the face hands on, with where it stands."""

_NOUNS = {
    "errors": (
        "CareModelError",
        "InvalidValueError",
        "NotAllowedError",
        "NotFoundError",
        "Problem",
        "UnreadableError",
    ),
    "money": ("Money",),
    "dates": (
        "Cadence",
        "Due",
        "DueStatus",
        "FromLast",
        "Interval",
        "Period",
        "Staged",
        "Windows",
    ),
    "entries": (
        "Entry",
        "Record",
    ),
    "facts": (
        "After",
        "Age",
        "Change",
        "Count",
        "Days",
        "DaysSince",
        "During",
        "Ever",
        "Fact",
        "Facts",
        "Given",
        "Has",
        "Latest",
        "Months",
        "Select",
        "Sum",
        "Tie",
        "Why",
        "Window",
    ),
    "verdicts": (
        "Answer",
        "Reason",
        "RuleRef",
        "Verdict",
    ),
    "rules": (
        "All",
        "Any",
        "AtLeast",
        "Comparison",
        "Criterion",
        "Not",
        "Op",
        "Rule",
    ),
    "roles": (
        "Job",
        "JobId",
        "Layer",
        "License",
        "Pyramid",
        "Role",
        "RoleId",
        "Worker",
        "WorkerId",
        "Workforce",
    ),
    "needs": (
        "Assessment",
        "Asset",
        "AssetId",
        "Domain",
        "Need",
        "NeedId",
        "NeedStatus",
        "Screening",
    ),
    "patients": (
        "Access",
        "Channel",
        "Gender",
        "Household",
        "HouseholdId",
        "Patient",
        "PatientId",
        "PersonId",
        "SupportPerson",
    ),
    "charts": (
        "Charge",
        "Chart",
        "Coverage",
    ),
    "panels": (
        "Attribution",
        "Membership",
        "Panel",
    ),
    "gaps": (
        "Gap",
        "GapId",
        "GapStatus",
        "Recommendation",
        "Worklist",
    ),
    "tiers": (
        "Ladder",
        "Tier",
    ),
    "candidates": (
        "Candidate",
        "Candidates",
    ),
    "fhir": ("Export",),
}
"""Which nouns of each module stand on the face."""

_HOMES = {noun: module for module, nouns in _NOUNS.items() for noun in nouns}


def __getattr__(name: str) -> object:
    """Load the module that *name* is, or the one it stands in, on first use."""
    if name in _MODULES:
        found: object = import_module(_MODULES[name])
    elif name in _HOMES:
        found = getattr(import_module(_MODULES[_HOMES[name]]), name)
    else:
        problem = f"module 'caremodel' has no attribute {name!r}"
        raise AttributeError(problem)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Name what the face hands on, loaded or not."""
    return sorted({*globals(), *__all__, *_MODULES})
