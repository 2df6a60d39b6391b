"""Collaborative care for depression: a pathway of a host's own, and one person on it.

Whoever is not better by week eight is talked over with a psychiatrist by week twelve.
Whoever still has most of the score at week ten gets more; who is better gets less, and
is watched before they go. June is invented, and so are her scores.

Sources: bao2016 (entry at 10, improvement, weeks 8 to 12), impact-team (monthly once
better, until stable), cms-ecqm-2025 (remission under 5), kroenke2001 (the scale).
Assumed, for this example: who may, minutes, every one or two weeks, four weeks until
less care, twelve until the end.

Run it: `python examples/collaborative_care.py`
"""

from datetime import date, timedelta
from textwrap import fill

from caremodel import (
    Actor,
    Advice,
    Advised,
    Change,
    Chart,
    Coverage,
    Days,
    Entry,
    Ever,
    Facts,
    FromLast,
    Has,
    Holding,
    Interval,
    Journey,
    JourneyId,
    Latest,
    Level,
    Move,
    Needed,
    NotAllowedError,
    Pathway,
    Patient,
    PatientId,
    Place,
    Recommended,
    RuleRef,
    Rung,
    Select,
    Signature,
    Stage,
    Verdict,
    facts,
    journeys,
    rules,
)
from caremodel.care.journeys import (
    Agree,
    Begin,
    ByRule,
    Command,
    Make,
    NoteCheck,
    NoteContact,
)
from caremodel.care.pathways import (
    CaseloadStatus,
    Direction,
    EpisodeStatus,
    Limits,
    Prompt,
    Tally,
    between,
    days_here,
)
from caremodel.catalog.scores import PHQ9, band
from caremodel.grammar.machines import ANYWHERE

# --- what is asked -------------------------------------------------------------------

SCORES = Select(kind="observation", codes=(PHQ9.loinc,), called="PHQ-9")
CONSULTATIONS = Select(kind="consultation", called="psychiatric consultation")

# A host who keeps older scores asks for those of a year: `Months(12, today=True)`.
SCORE = Latest(SCORES, Ever(today=True))
FALL = Change(SCORES, Ever(today=True), relative=True)

ENTERS_AT = 10  # bao2016: who comes in, and who is not better yet
ENTRY = SCORE >= ENTERS_AT
HALVED = FALL <= -0.5  # bao2016
REMITTED = SCORE < 5  # cms-ecqm-2025
IMPROVED = (SCORE < ENTERS_AT) & HALVED  # bao2016 takes either; here it takes both
NOT_IMPROVED = (SCORE >= ENTERS_AT) & (FALL > -0.5)

# --- the pathway ---------------------------------------------------------------------

REFERRED = Place("referred")
ENGAGED = Place("engaged")
STANDARD = Place("treatment", "standard")
INTENSIFIED = Place("treatment", "intensified")
PREVENTION = Place("relapse prevention")
COMPLETED = Place("completed")

MANAGERS = ("care_manager",)
TALKED = Tally(name="conversations", adds_on=("contact made",))
CARED_FOR = (Needed.AGREEMENT, Needed.LEAD)


def level(name: str, *, every: int, minutes: int) -> Level:
    """Make a level of care with its contacts."""
    return Level(
        name=name, cadence=FromLast(every=Interval(days=every)), minutes=minutes
    )


STAGES = (
    Stage(
        name="referred",
        status=EpisodeStatus.PLANNED,
        caseload=CaseloadStatus.RECRUITMENT,
        levels=(level("", every=7, minutes=15),),
        responsible=MANAGERS,
    ),
    Stage(
        name="engaged",
        status=EpisodeStatus.ACTIVE,
        caseload=CaseloadStatus.ACTIVE,
        levels=(level("", every=7, minutes=60),),
        responsible=MANAGERS,
        takes=CARED_FOR,
    ),
    Stage(
        name="treatment",
        status=EpisodeStatus.ACTIVE,
        caseload=CaseloadStatus.ACTIVE,
        levels=(
            level("standard", every=14, minutes=30),
            level("intensified", every=7, minutes=60),
        ),
        responsible=MANAGERS,
        takes=CARED_FOR,
    ),
    Stage(
        name="relapse prevention",
        status=EpisodeStatus.ACTIVE,
        caseload=CaseloadStatus.MAINTENANCE,
        levels=(level("", every=28, minutes=15),),  # impact-team: monthly
        responsible=MANAGERS,
        takes=(*CARED_FOR, Needed.TRACKER, Needed.NEXT_CHECK),
        tracked=True,
    ),
    Stage(
        name="completed",
        status=EpisodeStatus.FINISHED,
        takes=(Needed.PERSON_AGREES, Needed.PCP_ACCEPTANCE),
    ),
    Stage(name="left", status=EpisodeStatus.CANCELLED),
)

COLLABORATIVE_CARE = Pathway(
    id="collaborative-care",
    called="Collaborative care for depression",
    stages=STAGES,
    moves=(
        *between("engage", [REFERRED], ENGAGED, roles=MANAGERS, needs=TALKED.fact >= 1),
        *between("begin treatment", [ENGAGED], STANDARD, roles=MANAGERS, needs=ENTRY),
        *between("complete", [PREVENTION], COMPLETED, roles=MANAGERS, needs=REMITTED),
        Move(name="leave", source=ANYWHERE, target=Place("left"), needs_reason=True),
    ),
    rungs=(
        Rung(
            lower=STANDARD,
            upper=INTENSIFIED,
            up=NOT_IMPROVED & (days_here() >= 70),  # bao2016: another plan at week 10
            down=IMPROVED,
            dwell=Interval(days=28),
            down_roles=MANAGERS,
        ),
        Rung(
            lower=PREVENTION,
            upper=STANDARD,
            up=ENTRY,
            down=IMPROVED,
            dwell=Interval(days=28),
            down_roles=MANAGERS,
        ),
    ),
    advised=(
        Advised(
            move="complete",
            direction=Direction.GRADUATE,
            when=REMITTED,
            dwell=Interval(days=84),
        ),
    ),
    prompts=(
        Prompt(
            name="psychiatric consultation",
            at=(STANDARD, INTENSIFIED),
            when=NOT_IMPROVED  # bao2016: at week 8, by week 12
            & (days_here() >= 56)
            & ~Has(CONSULTATIONS, Days(28, today=True)),
            within=Interval(days=28),
            roles=MANAGERS,
        ),
    ),
    tallies=(TALKED,),
    signatures=(
        Signature(what=Needed.AGREEMENT, roles=("patient",), on_behalf=True),
        Signature(what=Needed.PERSON_AGREES, roles=("patient",), on_behalf=True),
        Signature(what=Needed.PCP_ACCEPTANCE, roles=("pcp",), on_behalf=True),
    ),
    entry=ENTRY,
    may_override=MANAGERS,
    limits=Limits(check=Interval(days=35), flag=Interval(days=7)),
    source="bao2016, impact-team, cms-ecqm-2025; the rest Assumed: this example",
)

# --- one person ----------------------------------------------------------------------

JUNE = PatientId("june")
ROSA = Actor("rosa", MANAGERS)
FOR_JUNE = Actor("rosa", MANAGERS, on_behalf_of="june")
DR_LEE = Actor("dr-lee", ("pcp",))
COUNTED = {
    INTENSIFIED: "four weeks of this, and a step down",
    STANDARD: "four weeks of this, and a step down",
    PREVENTION: "twelve weeks of this, and it is completed",
}

WEEK_0 = date(2025, 3, 3)
WEEKS = (-1, 0, 2, 4, 6, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 22, 27, 31, 35)
TOTALS = (20, 20, 19, 19, 17, 17, 16, 15, 13, 11, 9, 8, 7, 6, 6, 5, 4, 4, 3, 3)
PHQ9_BY_WEEK = dict(zip(WEEKS, TOTALS, strict=True))
CONSULTED_IN_WEEK = 9
TWO_YEARS = 104
"""As long as anyone looks [weeks]; with other thresholds it may never be over."""


def day(week: int) -> date:
    """Count on from the day that treatment began."""
    return WEEK_0 + timedelta(weeks=week)


CHART = Chart(
    patient=Patient(id=JUNE),
    filed=[
        *(
            Entry(f"phq9-{week}", "observation", (PHQ9.loinc,), day(week), value=score)
            for week, score in PHQ9_BY_WEEK.items()
        ),
        Entry("talk-1", "consultation", (), day(CONSULTED_IN_WEEK)),
    ],
    coverage=[Coverage(kind="observation"), Coverage(kind="consultation")],
)
"""All that will have happened; each day sees what was so by then."""

WANTED = rules.facts_read(
    ENTRY, REMITTED, IMPROVED, NOT_IMPROVED, COLLABORATIVE_CARE.prompts[0].when
)


def known(on: date) -> Facts:
    """Draw what the pathway asks for."""
    return facts.draw(WANTED, CHART, on=on)


def after(
    journey: Journey | None, command: Command, on: date, by: Actor = ROSA
) -> Journey:
    """Make the journey that follows what was asked for."""
    events = journeys.decide(
        COLLABORATIVE_CARE, journey, command, facts=known(on), on=on, by=by
    )
    return journeys.replayed(events, start=journey)


# --- week by week --------------------------------------------------------------------


def why(verdict: Verdict) -> str:
    """Tell the reasons alone."""
    return rules.tell(verdict).partition(": ")[2]


def remark(words: str) -> None:
    """Print a remark under a line."""
    print(fill(words, 88, initial_indent=" " * 6 + "> ", subsequent_indent=" " * 8))


def begun() -> Journey:
    """Let June come in by the rule, say yes, and begin."""
    on, rule = day(-1), ByRule(rule=RuleRef(f"phq-9-at-least-{ENTERS_AT}", "1"))
    begin = Begin(journey_id=JourneyId("j1"), patient_id=JUNE, way_in=rule)
    journey = after(None, begin, on)
    print(f"{on}  {journey.place}: {why(rules.evaluate(ENTRY, known(on)))}")
    journey = after(journey, NoteContact(two_way=True, mode="phone"), on)
    journey = after(journey, Agree(what=Needed.AGREEMENT), on, FOR_JUNE)
    journey = after(journey, Make(move="engage", lead="rosa"), on)
    print(f"{on}  {journey.place}: June says yes, and {journey.lead} leads her care")
    return after(journey, Make(move="begin treatment"), day(0))


def look(week: int, journey: Journey, holding: Holding) -> tuple[Holding, Advice]:
    """Look at one more week: what is advised, and what is asked for."""
    on, seen = day(week), known(day(week))
    holding = journeys.watch(COLLABORATIVE_CARE, holding, seen, journey=journey)
    advice = journeys.recommend(COLLABORATIVE_CARE, journey, seen, holding)
    is_new = advice.move is not None or advice.since == on
    if is_new or week in {*PHQ9_BY_WEEK, CONSULTED_IN_WEEK}:
        score = PHQ9_BY_WEEK.get(week)
        phq9 = "" if score is None else f"{score:2} {band(PHQ9, score)}"
        doing = advice.recommendation.value
        print(f"{week:4}  {on}  {phq9:21} {journey.place!s:24} {doing}")
    if is_new:
        first = "" if advice.move else f"{COUNTED[journey.place]}: "
        remark(f"{first}{why(advice.verdict)}")
    if week == CONSULTED_IN_WEEK:
        remark("the psychiatrist was consulted: nothing is asked for any more")
    for each in journeys.prompted(COLLABORATIVE_CARE, journey, seen, holding):
        remark(f"{each.name} asked for, by {each.due}: {why(each.verdict)}")
    return holding, advice


def follow(journey: Journey, advice: Advice) -> Journey:
    """Do what is advised, with what the place takes."""
    move, on = advice.move or "", advice.on
    if advice.target == PREVENTION:
        check = on + timedelta(weeks=4)
        down = Make(move=move, because=advice, tracker="rosa", next_check=check)
        return after(journey, down, on)
    if advice.recommendation is Recommended.GRADUATE:
        try:
            after(journey, Make(move=move, because=advice), on)
        except NotAllowedError as refused:
            remark(str(refused))
        journey = after(journey, Agree(what=Needed.PERSON_AGREES), on, FOR_JUNE)
        journey = after(journey, Agree(what=Needed.PCP_ACCEPTANCE), on, DR_LEE)
        remark("June agrees, and Dr. Lee takes her care back")
    return after(journey, Make(move=move, because=advice), on)


def main() -> None:
    """Go through the weeks, and follow what is advised."""
    print(f"{COLLABORATIVE_CARE.called}\n")
    for prompt in COLLABORATIVE_CARE.prompts:
        asked = f"Asked for within {prompt.within.days} days: {prompt.name}, when"
        words = f"{asked} {rules.describe(prompt.when)}"
        print(fill(words, 88, subsequent_indent="  "))
    print()
    journey, holding = begun(), Holding()
    print("\nweek  day         PHQ-9                 where June stands        advised")
    for week in range(TWO_YEARS + 1):
        holding, advice = look(week, journey, holding)
        if advice.move:
            journey = follow(journey, advice)
        elif journey.next_check == advice.on:
            check = NoteCheck(made=True, next_check=advice.on + timedelta(weeks=4))
            journey = after(journey, check, advice.on)
        if journey.is_over:
            print(f"\n{journey.place} on {journey.since}, in week {week}")
            return
    print(f"\nnot over after {TWO_YEARS} weeks: {journey.place} since {journey.since}")


if __name__ == "__main__":
    main()
