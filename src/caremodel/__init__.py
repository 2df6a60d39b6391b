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
      histories         what happened, who said so, and when it was written down
      machines          where something can stand, and which moves lead from there

    people              who gives and gets care
      roles             jobs, licenses and layers of care, and who works in them
      needs             what someone lacks, and what they have
      patients          whole people, and who stands by them
      charts            what happened, and for which days that is all

    care                what surrounds one person
      contacts          who tried to reach them, and what came of it
      sights            what one sees where they live, and what it may point to
      goals             what they want, in their words
      plans             what is done for it, by whom, made together
      teams             who is around them, in which function
      pathways          a whole journey as data, which checks itself
      journeys          where they stand, what may be done, what is advised

    network             who else helps
      partners          who offers which service
      grids             which needs are met, and which by nobody

    panel               everyone a team answers for, seen or not
      panels            who answers for whom, and who was not seen
      gaps              what is recommended and not known to be done
      tiers             who may need how much care
      candidates        whom to talk with first

    program             running a care model
      waves             five people, then five times as many, and again
      worklists         what there is to do today, and who is to do it

    catalog             the shipped defaults, each number with its source
      conditions        which codes mean which illness
      recommendations   what is worth recommending
      panels            how owners are found
      workforce         which roles and jobs there are
      scores            which scores there are and how they are read
      teams             what a team consists of
      journeys          the default pathway
      partners          an example of a network
      waves             the program of fives
      home_visits       what can be seen where someone lives

    simulation          what if
      draws             chance with an address
      rails             rules over columns of numpy
      replays           what a pathway would have advised, look by look

    exchange            in and out
      fhir              charts from FHIR files
      frames            rules over the columns of any data frame
      documents         everything as JSON, and back, strictly

    display             what people look at
      reports           what is to be said of a panel or a person, as values
      stories           one person's care, told from the first contact on
      diagrams          pathways and machines as pictures, for Mermaid and Graphviz
      pages             pages of text for a terminal
      walks             a walk through a care model, step by step

    testing             what other projects test with
      builders          invented people, by seed
      strategies        Hypothesis strategies: worlds whose parts belong together
      stateful          walks along a pathway, each step held against the laws

Nouns stand here, verbs in their modules: `from caremodel import Entry, facts` and then
`facts.draw(...)`. Nothing is loaded before it is used.
"""

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from caremodel import errors as errors
    from caremodel.care import (
        contacts as contacts,
        goals as goals,
        journeys as journeys,
        pathways as pathways,
        plans as plans,
        sights as sights,
        teams as teams,
    )
    from caremodel.care.contacts import (
        Contact as Contact,
    )
    from caremodel.care.goals import (
        Achievement as Achievement,
        Goal as Goal,
        GoalId as GoalId,
        GoalKind as GoalKind,
        Lifecycle as Lifecycle,
        Voice as Voice,
        VoicedBy as VoicedBy,
    )
    from caremodel.care.journeys import (
        Advice as Advice,
        Flag as Flag,
        Holding as Holding,
        Journey as Journey,
        JourneyId as JourneyId,
        Recommended as Recommended,
    )
    from caremodel.care.pathways import (
        Advised as Advised,
        Level as Level,
        Needed as Needed,
        Pathway as Pathway,
        PathwayRef as PathwayRef,
        Place as Place,
        Readiness as Readiness,
        Rung as Rung,
        Signature as Signature,
        Stage as Stage,
        Strategy as Strategy,
    )
    from caremodel.care.plans import (
        Action as Action,
        ActionId as ActionId,
        Party as Party,
        PartyKind as PartyKind,
        Plan as Plan,
        PlanId as PlanId,
    )
    from caremodel.care.sights import (
        Sight as Sight,
    )
    from caremodel.care.teams import (
        CareTeam as CareTeam,
        Function as Function,
        FunctionId as FunctionId,
        Member as Member,
        TeamId as TeamId,
        TeamSetting as TeamSetting,
        TeamTemplate as TeamTemplate,
        Vacancy as Vacancy,
    )
    from caremodel.display import pages as pages, reports as reports
    from caremodel.errors import (
        CareModelError as CareModelError,
        ConflictError as ConflictError,
        InvalidValueError as InvalidValueError,
        NotAllowedError as NotAllowedError,
        NotFoundError as NotFoundError,
        Problem as Problem,
        UnreadableError as UnreadableError,
    )
    from caremodel.exchange import (
        documents as documents,
        fhir as fhir,
        frames as frames,
    )
    from caremodel.exchange.fhir import (
        Export as Export,
    )
    from caremodel.grammar import (
        dates as dates,
        entries as entries,
        facts as facts,
        histories as histories,
        machines as machines,
        money as money,
        rules as rules,
        verdicts as verdicts,
    )
    from caremodel.grammar.dates import (
        Cadence as Cadence,
        Due as Due,
        DueStatus as DueStatus,
        FromLast as FromLast,
        Interval as Interval,
        Period as Period,
        Staged as Staged,
        Windows as Windows,
    )
    from caremodel.grammar.entries import (
        Entry as Entry,
        Record as Record,
    )
    from caremodel.grammar.facts import (
        After as After,
        Age as Age,
        Change as Change,
        Count as Count,
        Days as Days,
        DaysSince as DaysSince,
        During as During,
        Ever as Ever,
        Fact as Fact,
        Facts as Facts,
        Given as Given,
        Has as Has,
        Latest as Latest,
        Months as Months,
        Select as Select,
        Since as Since,
        Sum as Sum,
        Tie as Tie,
        Why as Why,
        Window as Window,
    )
    from caremodel.grammar.histories import (
        Actor as Actor,
        Correction as Correction,
        History as History,
        Recorded as Recorded,
    )
    from caremodel.grammar.machines import (
        Machine as Machine,
        Move as Move,
        Option as Option,
    )
    from caremodel.grammar.money import (
        Money as Money,
    )
    from caremodel.grammar.rules import (
        All as All,
        Any as Any,
        AtLeast as AtLeast,
        Comparison as Comparison,
        Criterion as Criterion,
        Not as Not,
        Op as Op,
        Rule as Rule,
    )
    from caremodel.grammar.verdicts import (
        Answer as Answer,
        Reason as Reason,
        RuleRef as RuleRef,
        Verdict as Verdict,
    )
    from caremodel.network import grids as grids, partners as partners
    from caremodel.network.grids import (
        Grid as Grid,
        GridRow as GridRow,
        Prevalence as Prevalence,
    )
    from caremodel.network.partners import (
        Network as Network,
        Partner as Partner,
        PartnerKind as PartnerKind,
        Service as Service,
        ServiceId as ServiceId,
    )
    from caremodel.panel import (
        candidates as candidates,
        gaps as gaps,
        panels as panels,
        tiers as tiers,
    )
    from caremodel.panel.candidates import (
        Candidate as Candidate,
        Candidates as Candidates,
    )
    from caremodel.panel.gaps import (
        Gap as Gap,
        GapId as GapId,
        GapStatus as GapStatus,
        Recommendation as Recommendation,
        Worklist as Worklist,
    )
    from caremodel.panel.panels import (
        Attribution as Attribution,
        Membership as Membership,
        Panel as Panel,
    )
    from caremodel.panel.tiers import (
        Ladder as Ladder,
        Tier as Tier,
    )
    from caremodel.people import (
        charts as charts,
        needs as needs,
        patients as patients,
        roles as roles,
    )
    from caremodel.people.charts import (
        Charge as Charge,
        Chart as Chart,
        Coverage as Coverage,
    )
    from caremodel.people.needs import (
        Assessment as Assessment,
        Asset as Asset,
        AssetId as AssetId,
        Domain as Domain,
        Need as Need,
        NeedId as NeedId,
        NeedStatus as NeedStatus,
        Screening as Screening,
    )
    from caremodel.people.patients import (
        Access as Access,
        Channel as Channel,
        Gender as Gender,
        Household as Household,
        HouseholdId as HouseholdId,
        Patient as Patient,
        PatientId as PatientId,
        PersonId as PersonId,
        SupportPerson as SupportPerson,
    )
    from caremodel.people.roles import (
        Job as Job,
        JobId as JobId,
        Layer as Layer,
        License as License,
        PartnerId as PartnerId,
        Pyramid as Pyramid,
        Role as Role,
        RoleId as RoleId,
        Worker as Worker,
        WorkerId as WorkerId,
        Workforce as Workforce,
    )
    from caremodel.program import waves as waves, worklists as worklists
    from caremodel.program.waves import (
        Cohort as Cohort,
        CohortId as CohortId,
        Gate as Gate,
        Wave as Wave,
        Waves as Waves,
    )
    from caremodel.program.worklists import (
        WorkItem as WorkItem,
    )
    from caremodel.simulation import (
        draws as draws,
        rails as rails,
        replays as replays,
    )
    from caremodel.testing import (
        builders as builders,
        stateful as stateful,
        strategies as strategies,
    )

_MODULES = {
    "errors": "caremodel.errors",
    "money": "caremodel.grammar.money",
    "dates": "caremodel.grammar.dates",
    "entries": "caremodel.grammar.entries",
    "facts": "caremodel.grammar.facts",
    "verdicts": "caremodel.grammar.verdicts",
    "rules": "caremodel.grammar.rules",
    "histories": "caremodel.grammar.histories",
    "machines": "caremodel.grammar.machines",
    "roles": "caremodel.people.roles",
    "needs": "caremodel.people.needs",
    "patients": "caremodel.people.patients",
    "charts": "caremodel.people.charts",
    "contacts": "caremodel.care.contacts",
    "sights": "caremodel.care.sights",
    "goals": "caremodel.care.goals",
    "plans": "caremodel.care.plans",
    "teams": "caremodel.care.teams",
    "pathways": "caremodel.care.pathways",
    "journeys": "caremodel.care.journeys",
    "partners": "caremodel.network.partners",
    "grids": "caremodel.network.grids",
    "panels": "caremodel.panel.panels",
    "gaps": "caremodel.panel.gaps",
    "tiers": "caremodel.panel.tiers",
    "candidates": "caremodel.panel.candidates",
    "waves": "caremodel.program.waves",
    "worklists": "caremodel.program.worklists",
    "draws": "caremodel.simulation.draws",
    "rails": "caremodel.simulation.rails",
    "replays": "caremodel.simulation.replays",
    "fhir": "caremodel.exchange.fhir",
    "frames": "caremodel.exchange.frames",
    "documents": "caremodel.exchange.documents",
    "reports": "caremodel.display.reports",
    "pages": "caremodel.display.pages",
    "builders": "caremodel.testing.builders",
    "strategies": "caremodel.testing.strategies",
    "stateful": "caremodel.testing.stateful",
}
"""Each module that the face hands on, with where it stands."""

_NOUNS = {
    "errors": (
        "CareModelError ConflictError InvalidValueError NotAllowedError "
        "NotFoundError Problem UnreadableError"
    ),
    "money": "Money",
    "dates": ("Cadence Due DueStatus FromLast Interval Period Staged Windows"),
    "entries": "Entry Record",
    "facts": (
        "After Age Change Count Days DaysSince During Ever Fact Facts Given "
        "Has Latest Months Select Since Sum Tie Why Window"
    ),
    "verdicts": "Answer Reason RuleRef Verdict",
    "rules": "All Any AtLeast Comparison Criterion Not Op Rule",
    "histories": "Actor Correction History Recorded",
    "machines": "Machine Move Option",
    "roles": (
        "Job JobId Layer License PartnerId Pyramid Role RoleId Worker "
        "WorkerId Workforce"
    ),
    "needs": ("Assessment Asset AssetId Domain Need NeedId NeedStatus Screening"),
    "patients": (
        "Access Channel Gender Household HouseholdId Patient PatientId "
        "PersonId SupportPerson"
    ),
    "charts": "Charge Chart Coverage",
    "contacts": "Contact",
    "sights": "Sight",
    "goals": "Achievement Goal GoalId GoalKind Lifecycle Voice VoicedBy",
    "plans": "Action ActionId Party PartyKind Plan PlanId",
    "teams": (
        "CareTeam Function FunctionId Member TeamId TeamSetting TeamTemplate Vacancy"
    ),
    "pathways": (
        "Advised Level Needed Pathway PathwayRef Place Readiness Rung "
        "Signature Stage Strategy"
    ),
    "journeys": "Advice Flag Holding Journey JourneyId Recommended",
    "partners": "Network Partner PartnerKind Service ServiceId",
    "grids": "Grid GridRow Prevalence",
    "panels": "Attribution Membership Panel",
    "gaps": "Gap GapId GapStatus Recommendation Worklist",
    "tiers": "Ladder Tier",
    "candidates": "Candidate Candidates",
    "waves": "Cohort CohortId Gate Wave Waves",
    "worklists": "WorkItem",
    "fhir": "Export",
}
"""Which nouns of each module stand on the face."""

_HOMES = {noun: module for module, nouns in _NOUNS.items() for noun in nouns.split()}


__all__ = list(_HOMES)


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
