"""The default pathway typed again, row by row, and whatever differs from what it says.

The rows are typed from the words of practice and of the sources, not from the code:
who may make a move, what must be so, what must be on record, what must have held for
how long. `differences` asks for every move from every place, by everyone, with each
truth of what it needs and each thing there or missing, and compares.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain, combinations, pairwise, product
from typing import Final

import attrs

from caremodel.care import journeys
from caremodel.care.journeys import (
    Advice,
    Agree,
    CheckBooked,
    ContactNoted,
    Event,
    Journey,
    JourneyId,
    Make,
    Moved,
    Recommended,
    TrackerNamed,
)
from caremodel.care.pathways import Needed, Pathway, Place, stop_at
from caremodel.catalog.journeys import ASKED_FOR_MORE, GOALS_MET, SELF_DONE
from caremodel.grammar.entries import ALWAYS, Entry
from caremodel.grammar.facts import Facts, Given, Value, draw
from caremodel.grammar.histories import Actor
from caremodel.grammar.machines import Option
from caremodel.grammar.rules import Criterion, facts_read
from caremodel.grammar.verdicts import Answer, Verdict
from caremodel.people.charts import Chart, Coverage
from caremodel.people.patients import Patient, PatientId

YES, NO, CANNOT_TELL = Answer.YES, Answer.NO, Answer.CANNOT_TELL

# --- who -----------------------------------------------------------------------------

LEADS: Final = (
    *("care_manager", "nurse_care_manager"),
    *("social_worker", "agency_care_manager"),
)
FINDERS: Final = ("outreach_worker", "community_health_worker", *LEADS)
CHIEF: Final = ("clinical_supervisor",)
PERSON: Final = ("patient", "informal_caregiver")
STAFF: Final = (*FINDERS, *CHIEF, "care_coordinator", "pcp", "physician", "clerk")
OVERRIDERS: Final = {*LEADS, *CHIEF}
PATIENT: Final = PatientId("p1")

ACTORS: Final = {
    Actor("nobody"): "",
    **{Actor("ann", (role,)): role for role in STAFF},
    Actor("p1", ("patient",)): "patient",
    Actor("son", ("informal_caregiver",), "p1"): "informal_caregiver",
    Actor("p2", ("patient",)): "",
    Actor("son", ("informal_caregiver",)): "",
    Actor("son", ("informal_caregiver",), "p2"): "",
}
"""Everyone who may ask, with the part that they play in the care of p1."""

# --- where ---------------------------------------------------------------------------

BEFORE: Final = ("identified", "recruitment", "waitlisted")
IN_CARE: Final = ("engaged", "assessing", "planning", "standard", "intensive")
ALIVE: Final = (*BEFORE, *IN_CARE, "re-engagement", "paused", "maintenance")
ENDS: Final = (
    *("graduated", "declined", "unable-to-engage", "ineligible", "moved-away"),
    *("coverage-lost", "transferred", "left", "deceased"),
)
LEVELS: Final = {
    "standard": Place("active", "standard"),
    "intensive": Place("active", "intensive"),
}


def place(name: str) -> Place:
    """Find a place by its short name."""
    return LEVELS.get(name, Place(name))


# --- the table -----------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Row:
    """One move from some places, with all that it takes.

    Attributes:
        move: What it is called.
        sources: Where from.
        target: Where to.
        roles: Who may; of nobody, everyone.
        signed: What must have been signed by then.
        said: What is said in the same step: who leads, who keeps watch.
        needs: What must be so, by name; see `TRUTHS`.
        reason: Whether it takes a reason.
        held: For how many days what it needs must have held [days].
        safety: Whether it keeps someone safe.
    """

    move: str
    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...] = ()
    signed: tuple[Needed, ...] = ()
    said: tuple[str, ...] = ()
    needs: str = ""
    reason: bool = False
    held: int = 0
    safety: bool = False


TABLE: Final = (
    Row(move="reach out", sources=("identified",), target="recruitment", roles=FINDERS),
    Row(
        move="wait",
        sources=("identified", "recruitment"),
        target="waitlisted",
        roles=(*FINDERS, *CHIEF),
        reason=True,
    ),
    Row(
        move="engage",
        sources=("recruitment", "waitlisted"),
        target="engaged",
        roles=FINDERS,
        signed=(Needed.AGREEMENT,),
        said=("lead",),
        needs="a conversation",
    ),
    Row(move="assess", sources=("engaged",), target="assessing", roles=LEADS),
    Row(move="plan", sources=("assessing",), target="planning", roles=LEADS),
    Row(
        move="start",
        sources=("planning",),
        target="standard",
        roles=LEADS,
        needs="a goal",
    ),
    Row(
        move="start intensively",
        sources=("planning",),
        target="intensive",
        roles=LEADS,
        needs="a goal",
    ),
    Row(move="step up", sources=("maintenance",), target="standard", safety=True),
    Row(move="step up", sources=("standard",), target="intensive", safety=True),
    Row(
        move="step down",
        sources=("standard",),
        target="maintenance",
        roles=LEADS,
        said=("tracker", "check"),
        needs="goals met, and quiet",
        held=30,
    ),
    Row(
        move="step down",
        sources=("intensive",),
        target="standard",
        roles=LEADS,
        needs="no crisis",
        held=30,
    ),
    Row(
        move="re-engage",
        sources=(*IN_CARE, "maintenance"),
        target="re-engagement",
        roles=(*FINDERS, *CHIEF),
    ),
    Row(
        move="return",
        sources=("re-engagement", "paused"),
        target="standard",
        roles=FINDERS,
        needs="a goal, no crisis, and found",
    ),
    Row(
        move="return intensively",
        sources=("re-engagement", "paused"),
        target="intensive",
        roles=FINDERS,
        needs="a goal, and found",
    ),
    Row(
        move="return to assessing",
        sources=("re-engagement", "paused"),
        target="assessing",
        roles=FINDERS,
        needs="found, and never in active care",
    ),
    Row(
        move="return to maintenance",
        sources=("re-engagement", "paused"),
        target="maintenance",
        roles=FINDERS,
        said=("tracker", "check"),
        needs="from maintenance, found, and no trouble",
    ),
    Row(
        move="pause",
        sources=(*IN_CARE, "re-engagement"),
        target="paused",
        roles=LEADS,
        said=("reason",),
        reason=True,
    ),
    Row(
        move="graduate",
        sources=("maintenance",),
        target="graduated",
        roles=(*LEADS, *CHIEF),
        signed=(Needed.PERSON_AGREES, Needed.HAND_OFF, Needed.PCP_ACCEPTANCE),
        needs="they do it without us",
        held=90,
    ),
    Row(
        move="give up",
        sources=("recruitment", "waitlisted", "re-engagement"),
        target="unable-to-engage",
        roles=CHIEF,
        signed=(Needed.PROPOSAL,),
        needs="out of reach",
        reason=True,
    ),
    Row(move="decline", sources=BEFORE, target="declined", roles=(*PERSON, *FINDERS)),
    Row(
        move="find ineligible",
        sources=ALIVE,
        target="ineligible",
        roles=(*LEADS, *CHIEF),
        reason=True,
    ),
    Row(move="note the move away", sources=ALIVE, target="moved-away", reason=True),
    Row(
        move="note the loss of coverage",
        sources=ALIVE,
        target="coverage-lost",
        reason=True,
    ),
    Row(
        move="transfer",
        sources=ALIVE,
        target="transferred",
        roles=(*LEADS, *CHIEF),
        reason=True,
    ),
    Row(
        move="leave",
        sources=ALIVE,
        target="left",
        roles=(*PERSON, *LEADS),
        reason=True,
    ),
    Row(move="record the death", sources=ALIVE, target="deceased"),
)


@attrs.frozen(kw_only=True)
class Asked:
    """One thing that is asked for where someone stays.

    Attributes:
        name: What it is.
        at: Where.
        within: How long it may wait [days].
        roles: Who sees to it.
    """

    name: str
    at: tuple[str, ...]
    within: int
    roles: tuple[str, ...]


ASKED: Final = (
    Asked(
        name="case consultation",
        at=("standard", "intensive"),
        within=28,
        roles=LEADS,
    ),
    Asked(name="PHQ-9 again", at=("standard", "intensive"), within=7, roles=LEADS),
    Asked(
        name="see them in hospital or just home",
        at=(*BEFORE, *IN_CARE[:3], "re-engagement", "paused"),
        within=3,
        roles=FINDERS,
    ),
    Asked(
        name="decide whether to go on trying",
        at=("recruitment", "waitlisted", "re-engagement"),
        within=7,
        roles=(*CHIEF, *FINDERS),
    ),
)
NAMES: Final = tuple(dict.fromkeys(row.move for row in TABLE))


def row_of(source: str, move: str) -> Row | None:
    """Find the row of a move from a place."""
    rows = (row for row in TABLE if row.move == move and source in row.sources)
    return next(rows, None)


UNWATCHED: Final = "it takes the advice that this has held for its time"
"""What nobody has watched is not known to have held."""

# --- what is so ----------------------------------------------------------------------

ON: Final = date(2025, 6, 30)
LONG: Final = 400
KINDS: Final = ("encounter", "condition", "observation", "score", "need", "goal")
GIVEN: Final[dict[Given, Value]] = {
    GOALS_MET: 0.75,
    SELF_DONE: 0.75,
    ASKED_FOR_MORE: False,
}
MADE: Final = (True, "phone")
CALLED: Final = (False, "phone")
WRITTEN: Final = (False, "letter")
TWICE: Final = (CALLED, WRITTEN)


def _filed(
    kind: str, code: str, days_ago: int, status: str, ended: int | None = None
) -> Entry:
    on = ON - timedelta(days=days_ago)
    until = None if ended is None else ON - timedelta(days=ended)
    return Entry(f"{kind}-{days_ago}", kind, (code,), on, until=until, status=status)


GOAL: Final = _filed("goal", "life", 9, "active")
STAY: Final = _filed("encounter", "183452005", 3, "finished", 2)
"""An unplanned stay of three days ago."""

PAST_STAY: Final = _filed("encounter", "183452005", 60, "finished", 59)


@attrs.frozen(kw_only=True)
class Situation:
    """What is so of someone, and what was tried.

    Attributes:
        filed: What stands in the chart.
        uncovered: The kind of record that nobody has.
        given: What the host says.
        contacts: Whether each became a conversation, and how it was sought.
        came: Where they stood before, in order.
        days: For how long they have stood where they stand [days].
    """

    filed: tuple[Entry, ...] = (GOAL,)
    uncovered: str = ""
    given: tuple[tuple[Given, Value], ...] = tuple(GIVEN.items())
    contacts: tuple[tuple[bool, str], ...] = ()
    came: tuple[str, ...] = ()
    days: int = LONG


def _but(fact: Given, value: Value | None) -> tuple[tuple[Given, Value], ...]:
    """Let the host say something else of one fact, or nothing of it."""
    told = {**GIVEN, fact: value}
    return tuple((each, said) for each, said in told.items() if said is not None)


def _lacking(code: str, days_ago: int, status: str) -> Situation:
    """Let someone have a need that was first known so many days ago."""
    return Situation(filed=(GOAL, _filed("need", code, days_ago, status)))


LACKING: Final = (
    (NO, _lacking("homelessness", LONG, "confirmed")),
    (NO, _lacking("utility-insecurity", 31, "addressed")),
    (NO, _lacking("elder-abuse", 31, "deferred")),
    (YES, _lacking("food-insecurity", LONG, "met")),
    (YES, _lacking("housing-instability", LONG, "declined")),
    (YES, _lacking("stress", LONG, "confirmed")),
    (CANNOT_TELL, Situation(uncovered="need")),
)
"""As long as an urgent need is unmet, nobody is stepped down or let go.

Met is what is met, or what the person wants no help with; not what is under way. That
there is none takes that somebody asked.
"""

ILL: Final = _filed("condition", "370143000", LONG, "active")
"""A depression."""


def _scored(*scores: tuple[float, int]) -> Situation:
    """Let someone have a depression, with scores of so many days ago."""
    filed = [
        attrs.evolve(_filed("observation", "44261-6", days_ago, "final"), value=score)
        for score, days_ago in scores
    ]
    return Situation(filed=(GOAL, ILL, *filed))


BETTER: Final = (
    (YES, _scored((9, 7))),
    (YES, _scored((24, 60), (12, 7))),
    (NO, _scored((10, 7))),
    (NO, _scored((24, 60), (13, 7))),
    (CANNOT_TELL, _scored()),
    (CANNOT_TELL, _scored((24, 300), (12, 200))),
)
"""Less care may do where a depression is under ten, or half of it is gone.

That is told by a score of the last half year.
"""

IN_REMISSION: Final = (
    (YES, _scored((4, 7))),
    (NO, _scored((5, 7))),
    (NO, _scored((24, 60), (12, 7))),
    (CANNOT_TELL, _scored()),
    (CANNOT_TELL, _scored((24, 300), (4, 200))),
)
"""Who graduates has a depression under five."""

PRESSED: Final = _filed("condition", "59621000", LONG, "active")
"""A high blood pressure."""


def _pressed(systolic: float | None, diastolic: float | None) -> Situation:
    """Let someone with a high blood pressure have one of a week ago."""
    panel = attrs.evolve(_filed("observation", "85354-9", 7, "final"), id="bp")
    filed = [
        attrs.evolve(
            _filed("observation", code, 7, "final"),
            id=f"bp-{code}",
            value=value,
            unit="mm[Hg]",
            links=("bp",),
        )
        for code, value in (("8480-6", systolic), ("8462-4", diastolic))
        if value is not None
    ]
    return Situation(filed=(GOAL, PRESSED, panel, *filed))


UNDER_PRESSURE: Final = (
    (YES, _pressed(139, 89)),
    (NO, _pressed(140, 89)),
    (NO, _pressed(139, 90)),
    (CANNOT_TELL, _pressed(139, None)),
    (CANNOT_TELL, _pressed(None, 89)),
)
"""Less care may do where a high blood pressure is under 140/90."""

WELL: Final = Situation()
IN_A_CRISIS: Final = Situation(filed=(GOAL, STAY))
UNSEEN: Final = Situation(uncovered="encounter")


def _staying(days_ago: int, ended: int | None) -> Situation:
    """Let someone have had a stay, or be in hospital still."""
    status = "in-progress" if ended is None else "finished"
    return Situation(
        filed=(GOAL, _filed("encounter", "183452005", days_ago, status, ended))
    )


HOME_AGAIN: Final = (
    (NO, _staying(60, 57)),
    (NO, _staying(150, 14)),
    (NO, _staying(150, 89)),
    (YES, _staying(150, 90)),
    (CANNOT_TELL, _staying(60, None)),
    (CANNOT_TELL, _staying(150, None)),
)
"""Nobody is given less care before the last unplanned stay ended 90 days ago.

Whether that is so cannot be told of who is in hospital still.
"""

FOUND: Final = (
    (YES, WELL),
    (YES, Situation(contacts=(*TWICE, MADE))),
    (NO, Situation(contacts=(MADE, CALLED))),
    (NO, Situation(contacts=TWICE)),
)
"""The last attempt was answered, or nobody had to look."""

TRUTHS: Final[dict[str, tuple[tuple[Answer, Situation], ...]]] = {
    "": ((YES, Situation(filed=(), uncovered="all", given=())),),
    "a conversation": (
        (YES, Situation(contacts=(CALLED, MADE, CALLED))),
        (NO, Situation(contacts=(CALLED,))),
    ),
    "a goal": (
        (YES, IN_A_CRISIS),
        (NO, Situation(filed=())),
        (CANNOT_TELL, Situation(filed=(), uncovered="goal")),
    ),
    "no crisis": (
        (YES, Situation(filed=())),
        (NO, IN_A_CRISIS),
        (CANNOT_TELL, UNSEEN),
        *HOME_AGAIN,
    ),
    "found, and never in active care": (
        *FOUND,
        (YES, Situation(came=("assessing", "planning"))),
        *((NO, Situation(came=(name,))) for name in LEVELS),
        (NO, Situation(came=("intensive", "paused", "re-engagement"))),
        (NO, Situation(came=("standard", "maintenance"))),
    ),
    "a goal, and found": (
        *FOUND,
        (NO, Situation(filed=())),
        (CANNOT_TELL, Situation(filed=(), uncovered="goal")),
    ),
    "a goal, no crisis, and found": (
        *FOUND,
        (YES, WELL),
        (NO, IN_A_CRISIS),
        (NO, Situation(filed=())),
        (CANNOT_TELL, UNSEEN),
        (CANNOT_TELL, Situation(filed=(), uncovered="goal")),
        *HOME_AGAIN,
    ),
    "from maintenance, found, and no trouble": (
        (YES, Situation(came=("maintenance",))),
        (YES, Situation(came=("standard", "maintenance"))),
        (YES, Situation(came=("maintenance", "re-engagement"))),
        (YES, Situation(came=("maintenance",), filed=(PAST_STAY,))),
        (NO, Situation()),
        *(
            (NO, Situation(came=("maintenance", "re-engagement", name)))
            for name in IN_CARE
        ),
        (NO, Situation(came=("maintenance",), filed=(STAY,))),
        (NO, Situation(came=("maintenance",), contacts=(MADE, CALLED))),
        (CANNOT_TELL, Situation(came=("maintenance",), uncovered="encounter")),
    ),
    "goals met, and quiet": (
        (YES, Situation(given=_but(SELF_DONE, 0.0))),
        (NO, Situation(given=_but(GOALS_MET, 0.74))),
        (CANNOT_TELL, Situation(given=_but(GOALS_MET, None))),
        *LACKING,
        *UNDER_PRESSURE,
        *BETTER,
        *HOME_AGAIN,
    ),
    "they do it without us": (
        (YES, WELL),
        (NO, Situation(given=_but(SELF_DONE, 0.74))),
        (NO, Situation(given=_but(GOALS_MET, 0.74))),
        (CANNOT_TELL, Situation(given=_but(SELF_DONE, None))),
        *LACKING,
        *UNDER_PRESSURE,
        *IN_REMISSION,
        *HOME_AGAIN,
    ),
    "out of reach": (
        (YES, Situation(contacts=(*[CALLED] * 5, WRITTEN), days=45)),
        (NO, Situation(contacts=(*[CALLED] * 5, WRITTEN), days=44)),
        (NO, Situation(contacts=(*[CALLED] * 4, WRITTEN), days=45)),
        (NO, Situation(contacts=(CALLED,) * 6, days=45)),
        (NO, Situation(contacts=(*[CALLED] * 4, WRITTEN, MADE, *TWICE), days=45)),
        (NO, Situation(contacts=(WRITTEN, MADE, *[CALLED] * 6), days=45)),
    ),
}
"""What a move may need: when that is so, when it is not, and when nobody can tell.

What a journey counts itself is never unknown.
"""


def facts_in(situation: Situation, asked: Iterable[Criterion]) -> Facts:
    """Draw what is asked from the chart of someone in a situation."""
    kinds = [kind for kind in KINDS if situation.uncovered not in {kind, "all"}]
    chart = Chart(
        patient=Patient(id=PATIENT),
        filed=situation.filed,
        coverage=[Coverage(kind=kind, period=ALWAYS) for kind in kinds],
    )
    return draw(facts_read(*asked), chart, on=ON, given=dict(situation.given))


def journey_in(
    pathway: Pathway, source: str, situation: Situation, signed: tuple[Needed, ...]
) -> Journey:
    """Let someone in a situation stand at a place, after all moves and contacts."""
    since = ON - timedelta(days=situation.days)
    stop = stop_at(pathway, place(source))
    begun = Journey(
        id=JourneyId("j1"),
        patient_id=PATIENT,
        pathway=pathway.ref,
        began=since,
        at=stop,
        since=since,
        lead=None if source in BEFORE else "rosa",
        tracker="tom" if stop.tracked else None,
        next_check=ON if stop.tracked else None,
        checked=ON if stop.tracked else None,
        on_record=signed if source in BEFORE else (Needed.AGREEMENT, *signed),
        tallies=pathway.tallies,
        counts=(0,) * len(pathway.tallies),
    )
    if stop.is_end:
        return begun
    if situation.came:
        begun = _came(pathway, begun, (*situation.came, source))
    contacts = [
        ContactNoted(two_way=two_way, mode=mode, on=since, by=Actor("rosa"))
        for two_way, mode in situation.contacts
    ]
    return journeys.replayed(contacts, start=begun)


def _came(pathway: Pathway, journey: Journey, names: tuple[str, ...]) -> Journey:
    """Let them come to one place after another, and have signed what they had."""
    on, by = journey.since, Actor("rosa")
    watched = attrs.evolve(
        journey,
        at=stop_at(pathway, place("identified")),
        tracker="tom",
        next_check=ON,
        checked=on,
    )
    moves: list[Event] = []
    for before, name in pairwise(("identified", *names)):
        to = stop_at(pathway, place(name))
        if to.tracked:
            moves.append(TrackerNamed(worker_id="tom", on=on, by=by))
            moves.append(CheckBooked(due=ON, on=on, by=by))
        if name != before:
            moves.append(Moved(move="come", to=to, on=on, by=by))
    came = journeys.replayed(moves, start=watched)
    return attrs.evolve(came, on_record=journey.on_record)


# --- all ways of asking --------------------------------------------------------------

DAY: Final = timedelta(days=1)
CHECKS: Final = {
    "there": ON + 35 * DAY,
    "missing": None,
    "too far": ON + 36 * DAY,
    "today": ON,
}
"""When the next check is booked for: the longest that is allowed is 35 days."""

HELD: Final = ("long enough", "a day too short", "before they came", "nobody looked")


@attrs.frozen(kw_only=True)
class Way:
    """One way of asking for a move, with one thing or another missing.

    Attributes:
        signed: What was signed by then.
        lead: Whether it says who leads.
        tracker: Whether it says who keeps watch.
        check: When the next check is booked for, one of `CHECKS`.
        reason: Why.
        held: For how long what it needs has held, one of `HELD`.
        override: Whether it is to be made all the same.
    """

    signed: tuple[Needed, ...] = ()
    lead: bool = False
    tracker: bool = False
    check: str = "missing"
    reason: str = ""
    held: str = "nobody looked"
    override: bool = False


def _subsets(things: tuple[Needed, ...]) -> list[tuple[Needed, ...]]:
    sizes = range(len(things), -1, -1)
    return [*chain.from_iterable(combinations(things, size) for size in sizes)]


def ways(row: Row) -> Iterator[Way]:
    """Name every way of asking for a move: each thing that it takes there, or not."""
    for signed, lead, tracker, check, reason, held, override in product(
        _subsets(row.signed),
        (True, False) if "lead" in row.said else (False,),
        (True, False) if "tracker" in row.said else (False,),
        CHECKS if "check" in row.said else ("missing",),
        ("as agreed", " "),
        HELD if row.held else ("nobody looked",),
        (False, True),
    ):
        yield Way(
            signed=signed,
            lead=lead,
            tracker=tracker,
            check=check,
            reason=reason,
            held=held,
            override=override,
        )


def asked_for(row: Row, way: Way) -> Make:
    """Ask for a move in one way, on the advice that it has held since some day."""
    since = {
        "long enough": ON - row.held * DAY,
        "a day too short": ON - (row.held - 1) * DAY,
        "before they came": ON - LONG * DAY,
    }
    return Make(
        move=row.move,
        reason=way.reason,
        because=_advice(row.move, since[way.held]) if way.held in since else None,
        override=way.override,
        lead="rosa" if way.lead else None,
        tracker="tom" if way.tracker else None,
        next_check=CHECKS[way.check],
    )


def _advice(move: str, since: date) -> Advice:
    return Advice(
        journey_id=JourneyId("j1"),
        on=ON,
        recommendation=Recommended.DOWN,
        move=move,
        verdict=Verdict(YES, ()),
        since=since,
    )


# --- what the table says -------------------------------------------------------------

UNTOLD: Final = "not known: …"
UNMET: Final = "must be so: …"


def _role(row: Row, part: str) -> set[str]:
    if not row.roles or part in row.roles:
        return set()
    return {f"it takes one of the roles {', '.join(row.roles)}"}


def _signed(row: Row, signed: tuple[Needed, ...]) -> set[str]:
    return {f"not on record: {each.value}" for each in row.signed if each not in signed}


def _said(row: Row, way: Way) -> set[str]:
    """Name what is missing of what is said in the same step."""
    told = set()
    if "lead" in row.said and not way.lead:
        told.add("not on record: a lead")
    if "tracker" in row.said and not way.tracker:
        told.add("not on record: a tracker")
    if "reason" in row.said and not way.reason.strip():
        told.add("not on record: a reason")
    if "check" in row.said and way.check == "missing":
        told.add("not on record: a next check within the limit")
    if way.check == "too far":
        told.add("the next check must be within the limit from the last one")
    if way.check == "today":
        told.add("the next check must lie ahead")
    return told


def _needs(truth: Answer) -> set[str]:
    return {NO: {UNMET}, CANNOT_TELL: {UNTOLD}, YES: set[str]()}[truth]


def _waited(row: Row, way: Way) -> set[str]:
    if not row.held or way.held == "long enough":
        return set()
    if way.held == "nobody looked":
        return {UNWATCHED}
    return {"it has not held for its time"}


def _reason(row: Row, way: Way) -> set[str]:
    if way.reason.strip():
        return set()
    if row.safety:
        return {"a reason must be given, or the advice of the day that it follows"}
    return {"a reason must be given"} if row.reason else set()


def refused(row: Row, way: Way, part: str, truth: Answer) -> set[str]:
    """Say for what reasons the table refuses, if it does."""
    because = _role(row, part) | _signed(row, way.signed) | _said(row, way)
    unmet = _needs(truth) | _waited(row, way)
    if not way.override or not unmet:
        return because | unmet | _reason(row, way)
    if part not in OVERRIDERS:
        because.add("it takes someone who may override")
    if not way.reason.strip():
        because.add("who overrides says why")
    return because


# --- what a pathway says, beside it --------------------------------------------------


@attrs.frozen
class Said:
    """What a pathway says of one case, and what the table says.

    Attributes:
        case: From where, by what, by whom, how.
        told: What the pathway says.
        expected: What the table says.
    """

    case: tuple[object, ...]
    told: set[str]
    expected: set[str]

    def __str__(self) -> str:
        case = ", ".join(map(str, self.case))
        return f"{case}: {sorted(self.told)}, but the table: {sorted(self.expected)}"

    @property
    def differs(self) -> bool:
        """Whether they say another thing."""
        return self.told != self.expected


def said_by(pathway: Pathway, moves: tuple[str, ...] = NAMES) -> Iterator[Said]:
    """Hold a pathway against the table: every place, move, role, truth and thing."""
    needs = [move.needs for move in pathway.machine.moves if move.needs is not None]
    cases = {case for told in TRUTHS.values() for _, case in told}
    known = {case: facts_in(case, needs) for case in cases}
    for source in (*ALIVE, *ENDS):
        rows = [row for row in TABLE if source in row.sources and row.move in moves]
        others = [name for name in moves if row_of(source, name) is None]
        yield from _not_there(pathway, source, others)
        for needed in dict.fromkeys(row.needs for row in rows):
            there = [row for row in rows if row.needs == needed]
            for truth, case in TRUTHS[needed]:
                stands = Stands(pathway, source, case, known[case])
                yield from _offered(stands, there, truth)
                for row in there:
                    yield from _asked(stands, row, truth)


@attrs.frozen
class Stands:
    """Someone in a situation, at a place of a pathway.

    Attributes:
        pathway: That is asked.
        source: The place, by its short name.
        case: What is so of them.
        known: What is known of them.
    """

    pathway: Pathway
    source: str
    case: Situation
    known: Facts

    def journey(self, signed: tuple[Needed, ...]) -> Journey:
        """Let them have signed something."""
        return journey_in(self.pathway, self.source, self.case, signed)


def _not_there(pathway: Pathway, source: str, names: list[str]) -> Iterator[Said]:
    """Where the table has no row, nobody makes the move, and it is not offered."""
    stands = Stands(pathway, source, Situation(), Facts(on=ON, known={}))
    journey, known = stands.journey(()), stands.known
    expected = {f"no such move from {place(source)}"}
    expected |= {"the journey is over"} if source in ENDS else set()
    for by in ACTORS:
        offered = journeys.options(pathway, journey, by=by, facts=known)
        also = {option.move.name for option in offered} & {*names}
        yield Said((source, by), also, set())
        for name, reason in product(names, ("as agreed", " ")):
            asked = Make(move=name, reason=reason)
            told = journeys.check(pathway, journey, asked, facts=known, on=ON, by=by)
            yield Said((source, by, name), set(told), expected)


def _offered(stands: Stands, rows: list[Row], truth: Answer) -> Iterator[Said]:
    """What is offered leads where the table says, and says what it lacks of it."""
    things = tuple(dict.fromkeys(chain.from_iterable(row.signed for row in rows)))
    for signed, (by, part) in product(_subsets(things), ACTORS.items()):
        told = journeys.options(
            stands.pathway, stands.journey(signed), by=by, facts=stands.known
        )
        offered = {option.move.name: option for option in told}
        for row in rows:
            lacks = _role(row, part) | _signed(row, signed) | _needs(truth)
            lacks |= {UNWATCHED} if row.held else set()
            expected = {f"leads to {place(row.target)}", *lacks}
            expected |= set() if lacks else {"it may be made"}
            yield Said(
                (stands.source, by, row.move, truth, "offered"),
                _read(offered.get(row.move)),
                expected,
            )


def _read(option: Option[Place] | None) -> set[str]:
    """Read an offer as the table tells it."""
    if option is None:
        return set()
    may = {"it may be made"} if option.answer is YES else set()
    return {f"leads to {option.move.target}", *_in_short(option.still_needs), *may}


def _asked(stands: Stands, row: Row, truth: Answer) -> Iterator[Said]:
    """In each way of asking, everyone is told exactly what the table says."""
    for way in ways(row):
        journey, asked = stands.journey(way.signed), asked_for(row, way)
        if way.held == "before they came":
            journey = attrs.evolve(journey, since=ON - (row.held - 1) * DAY)
        for by, part in ACTORS.items():
            told = journeys.check(
                stands.pathway, journey, asked, facts=stands.known, on=ON, by=by
            )
            yield Said(
                (stands.source, by, row.move, truth, way),
                _in_short(told),
                refused(row, way, part, truth),
            )


def _in_short(because: tuple[str, ...]) -> set[str]:
    """Leave out what exactly is not so, or not known."""
    return {
        UNMET
        if reason.startswith("must be so: ")
        else UNTOLD
        if reason.startswith("not known: ")
        else reason
        for reason in because
    }


# --- who may sign --------------------------------------------------------------------

FOR_THE_PERSON: Final = {"p1"}
FOR_ANOTHER: Final = {"dr-l", "p2"}
SIGNERS: Final[dict[Needed, tuple[tuple[str, ...], set[str]]]] = {
    Needed.AGREEMENT: (PERSON, FOR_THE_PERSON),
    Needed.PERSON_AGREES: (PERSON, FOR_THE_PERSON),
    Needed.PCP_ACCEPTANCE: (("pcp", "physician"), FOR_ANOTHER),
    Needed.HAND_OFF: (LEADS, set()),
    Needed.PROPOSAL: (FINDERS, set()),
    Needed.APPROVAL: (CHIEF, set()),
    Needed.LEAD: ((), set()),
    Needed.TRACKER: ((), set()),
    Needed.NEXT_CHECK: ((), set()),
    Needed.REASON: ((), set()),
}
"""Whose word each thing is, and on whose behalf anyone may write it down.

Of primary care one cannot tell by the id who it is: anyone but the person will do.
"""

SCRIBES: Final = {
    Actor("ann", (role,), whose): role
    for role in ("care_manager", "clerk")
    for whose in ("p1", "dr-l")
}


def signed_by(pathway: Pathway) -> Iterator[Said]:
    """Hold who may sign against the table: each thing, by everyone."""
    journey = journey_in(pathway, "identified", Situation(), ())
    known = Facts(on=ON, known={})
    actors = {**ACTORS, **SCRIBES}
    for needed, (by, part) in product(Needed, actors.items()):
        asked = Agree(what=needed)
        told = journeys.check(pathway, journey, asked, facts=known, on=ON, by=by)
        roles, whose = SIGNERS[needed]
        may = part in roles or by.on_behalf_of in whose
        expected = set() if may else {f"it takes someone who may sign {needed.value}"}
        yield Said((by, needed), set(told), expected)
