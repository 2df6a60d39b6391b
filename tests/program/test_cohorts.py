"""Cohorts: a short program told through, and everything that is refused."""

from datetime import date, timedelta
from functools import reduce
from typing import Any

import attrs
import pytest

from caremodel.errors import InvalidValueError, NotAllowedError
from caremodel.grammar import machines
from caremodel.grammar.facts import Facts, Given
from caremodel.grammar.histories import Actor
from caremodel.grammar.rules import Rule
from caremodel.grammar.verdicts import Answer, RuleRef
from caremodel.people.patients import PatientId
from caremodel.program import waves
from caremodel.program.waves import (
    COHORT_MACHINE,
    PLACES_OPEN,
    Cohort,
    CohortCommand,
    CohortEnded,
    CohortEvent,
    CohortId,
    CohortStage,
    Ending,
    Enroll,
    FoundBy,
    Gate,
    GatePassed,
    OpenWave,
    OverrideGate,
    PassGate,
    PatientEnrolled,
    PatientReplaced,
    Replace,
    StopOrRedesign,
    Wave,
    WaveOpened,
    Waves,
    WavesRef,
    WhyReplaced,
)

DAY = date(2026, 6, 1)
BOSS = Actor("boss", ("clinical_supervisor",))
ANN, BOB, CYD, DEE = (PatientId(name) for name in ("ann", "bob", "cyd", "dee"))
VOICE, HARM = (Given(name, kind="flag") for name in ("voice", "harm"))
SOURCE = "Assumed: made up"


def wave(number: int) -> Wave:
    """Make a wave whose gate asks that everyone came."""
    gate = Gate(
        id=f"gate-{number}",
        needs=(Rule(id="full", criterion=PLACES_OPEN.eq(0), source=SOURCE),),
        voice=Rule(id="voice", criterion=VOICE, source=SOURCE),
        stop=(Rule(id="harm", criterion=HARM, source=SOURCE),),
        source=SOURCE,
    )
    return Wave(aim="learn", learn=("What works?",), gate=gate, source=SOURCE)


PROGRAM = Waves(id="two", first=2, factor=2, waves=(wave(1), wave(2)))
"""Two people, then two more."""

GOOD = Facts(on=DAY, known={VOICE: True, HARM: False})
NOTHING = Facts(on=DAY, known={})


def enroll(patient: PatientId) -> Enroll:
    """Ask for a place for someone from an interview."""
    return Enroll(patient_id=patient, found_by=FoundBy.INTERVIEW)


OPEN = OpenWave(cohort_id=CohortId("c"))
STOP = StopOrRedesign(ending=Ending.STOP, reason="nobody is helped")
REFUSED = Replace(patient_id=ANN, because=WhyReplaced.REFUSED)


def follow(
    cohort: Cohort | None, command: CohortCommand, facts: Facts = GOOD
) -> Cohort:
    """Decide *command* and make what follows."""
    events = waves.decide(PROGRAM, cohort, command, facts=facts, on=DAY, by=BOSS)
    assert len(events) == 1
    return waves.evolve(cohort, events[0])


def after(*commands: CohortCommand) -> Cohort:
    """Make the cohort that follows all of *commands*."""
    made = reduce(follow, commands[1:], follow(None, commands[0]))
    assert isinstance(made, Cohort)
    return made


def refused(
    cohort: Cohort | None,
    command: CohortCommand,
    facts: Facts = GOOD,
    on: date = DAY,
    program: Waves = PROGRAM,
) -> tuple[str, ...]:
    """Say why *command* is refused, and see that deciding says the same."""
    because = waves.check(program, cohort, command, facts=facts, on=on, by=BOSS)
    with pytest.raises(NotAllowedError) as told:
        waves.decide(program, cohort, command, facts=facts, on=on, by=BOSS)
    assert told.value.because == because
    return because


FULL = (OPEN, enroll(ANN), enroll(BOB))
FULL_WAVE = after(*FULL).opened


def test_a_program_of_two_waves_told_through() -> None:
    """Two people, the gate, two more, and the gate to usual care."""
    cohort = after(*FULL, PassGate(), OPEN, enroll(CYD), enroll(DEE), PassGate())

    assert waves.served(cohort) == (ANN, BOB, CYD, DEE)
    assert [each.target for each in cohort.opened] == [2, 2]
    assert cohort.stage is CohortStage.THROUGH
    assert refused(cohort, OPEN) == ("there is no further wave",)


def test_who_refused_or_died_gives_the_place_to_someone_else() -> None:
    """The first stays on record, and is not among those served."""
    cohort = after(*FULL, REFUSED, enroll(CYD))

    assert waves.served(cohort) == (BOB, CYD)
    first = cohort.current.members[0]
    assert (first.patient_id, first.until, first.because) == (
        ANN,
        DAY,
        WhyReplaced.REFUSED,
    )
    assert cohort.current.places_open == 0


def test_who_refused_may_come_back_and_who_died_may_not() -> None:
    """Later, when there is a place."""
    back = after(*FULL, REFUSED, enroll(ANN))
    died = after(*FULL, attrs.evolve(REFUSED, because=WhyReplaced.DECEASED))

    assert waves.served(back) == (BOB, ANN)
    assert refused(died, enroll(ANN)) == ("must be nobody who was replaced for good",)
    once_more = follow(back, REFUSED)
    assert [each.until for each in once_more.current.members] == [DAY, None, DAY]


def test_the_gate_is_refused_with_every_reason() -> None:
    """One place is open, nobody asked patients, and there was harm."""
    cohort = after(OPEN, enroll(ANN))
    harmed = Facts(on=DAY, known={HARM: True})

    assert refused(cohort, PassGate(), harmed) == (
        "full: must be so: places of the wave not taken exactly 0",
        "voice: not known: voice",
        "harm: must be so: not harm",
    )
    status = waves.gate_status(PROGRAM, cohort, harmed)
    assert status.answer is Answer.NO
    assert status.rule == RuleRef("gate-1", "1")


def test_an_overridden_gate_was_not_met_and_goes_on_being_asked() -> None:
    """Someone went on nevertheless, and said why."""
    cohort = after(OPEN, OverrideGate(reason="the grant ends in May"))

    assert cohort.stage is CohortStage.THROUGH
    assert cohort.current.overridden == "the grant ends in May"
    assert waves.gate_status(PROGRAM, cohort, GOOD).answer is Answer.NO
    assert "grant" not in repr(cohort)
    with pytest.raises(InvalidValueError, match="reason: must not be blank"):
        OverrideGate(reason=" ")


def test_a_gate_once_passed_is_met_whatever_the_facts_become() -> None:
    """And asked of another program, it has no answer."""
    cohort = after(*FULL, PassGate())

    assert waves.gate_status(PROGRAM, cohort, NOTHING).answer is Answer.YES
    with pytest.raises(NotAllowedError, match="goes by another program"):
        waves.gate_status(attrs.evolve(PROGRAM, version="2"), cohort, GOOD)


def test_between_two_waves_nobody_comes_and_nobody_goes() -> None:
    """What a gate was passed on stays as it was."""
    cohort = after(*FULL, PassGate())
    between = "the cohort is through the gate, and no wave is open"

    assert refused(cohort, enroll(CYD)) == (
        between,
        "every place of the wave is taken",
    )
    assert refused(cohort, REFUSED) == (between,)
    assert refused(cohort, PassGate()) == (between,)
    assert refused(cohort, OverrideGate(reason="twice")) == (between,)


def test_everything_that_stands_in_the_way_is_named() -> None:
    """A day too early, the wave is full, and the patient is in it."""
    cohort = after(*FULL)

    assert refused(cohort, enroll(ANN), on=DAY - timedelta(days=1)) == (
        "must not be before the last thing that happened",
        "every place of the wave is taken",
        "must be nobody whom a wave serves already",
    )
    assert refused(cohort, attrs.evolve(REFUSED, patient_id=DEE)) == (
        "must be someone who holds a place in the wave",
    )
    assert refused(cohort, OpenWave(cohort_id=CohortId("other"))) == (
        "the cohort is in a wave whose gate is not decided",
        "must be the next wave of this cohort and its program",
    )
    assert refused(cohort, STOP, program=attrs.evolve(PROGRAM, version="2")) == (
        "the cohort goes by another program of waves",
    )


@pytest.mark.parametrize("ending", Ending, ids=lambda ending: ending.value)
def test_stop_and_redesign_are_always_possible_and_then_nothing_is(
    ending: Ending,
) -> None:
    """In a wave as well as between two. Another design is another cohort."""
    end = StopOrRedesign(ending=ending, reason="it is not what people want")
    for cohort in (after(*FULL), after(*FULL, PassGate())):
        ended = follow(cohort, end, NOTHING)

        assert (ended.stage, ended.ending) == (CohortStage.ENDED, ending)
        for command in (OPEN, enroll(CYD), REFUSED, PassGate(), end):
            assert "the cohort is at its end" in refused(ended, command)


def test_before_the_first_wave_there_is_nothing_to_do_but_to_open_it() -> None:
    """An enrollment into nothing is refused, and so is such a log."""
    assert refused(None, enroll(ANN)) == ("no wave was opened yet",)
    ended = CohortEnded(on=DAY, by=BOSS, ending=Ending.STOP, reason="x")
    with pytest.raises(NotAllowedError, match="no wave was opened yet"):
        waves.evolve(None, ended)
    second = WaveOpened(
        on=DAY,
        by=BOSS,
        cohort_id=CohortId("c"),
        waves=PROGRAM.ref,
        number=2,
        target=2,
    )
    with pytest.raises(NotAllowedError, match="no wave was opened yet"):
        waves.evolve(None, second)


PASSED = GatePassed(on=DAY, by=BOSS, wave=1, gate=RuleRef("gate-1", "1"))
NEXT = WaveOpened(
    on=DAY, by=BOSS, cohort_id=CohortId("c"), waves=PROGRAM.ref, number=2, target=2
)
CAME = PatientEnrolled(
    on=DAY, by=BOSS, wave=1, patient_id=CYD, found_by=FoundBy.UTILIZATION
)
LEFT = PatientReplaced(
    on=DAY, by=BOSS, wave=1, patient_id=ANN, because=WhyReplaced.REFUSED
)


@pytest.mark.parametrize(
    ("commands", "event", "because"),
    [
        (FULL, CAME, "every place of the wave is taken"),
        (FULL, attrs.evolve(LEFT, wave=2), "must be of the wave opened last"),
        (FULL, attrs.evolve(LEFT, patient_id=DEE), "must be someone who holds"),
        (FULL, attrs.evolve(PASSED, wave=2), "must be of the wave opened last"),
        (FULL, NEXT, "whose gate is not decided"),
        (FULL, attrs.evolve(PASSED, on=date(2026, 5, 31)), "must not be before"),
        ((OPEN,), attrs.evolve(CAME, wave=2), "must be of the wave opened last"),
        ((*FULL, PassGate()), attrs.evolve(NEXT, number=3), "must be the next wave"),
        (
            (*FULL, PassGate()),
            attrs.evolve(NEXT, waves=WavesRef("two", "9")),
            "must be the next wave",
        ),
        ((*FULL, PassGate(), STOP), NEXT, "the cohort is at its end"),
    ],
)
def test_a_log_that_could_not_have_happened_is_refused(
    commands: tuple[CohortCommand, ...], event: CohortEvent, because: str
) -> None:
    """The state trusts no log; what could have happened, it follows."""
    cohort = after(*commands)

    with pytest.raises(NotAllowedError, match=because):
        waves.evolve(cohort, event)


def test_a_referral_names_who_sends_the_person_and_why() -> None:
    """And what is none names nobody."""
    named = Enroll(
        patient_id=ANN,
        found_by=FoundBy.REFERRAL,
        referred_by="shelter",
        reason="sleeps outside",
    )

    assert waves.served(after(OPEN, named)) == (ANN,)
    assert "outside" not in repr(named)
    for found_by, sender, reason in (
        (FoundBy.REFERRAL, None, "sleeps outside"),
        (FoundBy.REFERRAL, "shelter", " "),
        (FoundBy.UTILIZATION, "shelter", ""),
    ):
        with pytest.raises(InvalidValueError, match=r"Enroll\.found_by: must"):
            attrs.evolve(named, found_by=found_by, referred_by=sender, reason=reason)
        with pytest.raises(InvalidValueError, match=r"PatientEnrolled\.found_by: must"):
            attrs.evolve(CAME, found_by=found_by, referred_by=sender, reason=reason)


def test_places_in_waves_are_told_as_entries() -> None:
    """Ann refused and came back: two entries, of which one has an end."""
    cohort = after(*FULL, REFUSED, enroll(ANN))

    first, again = waves.entries(cohort, ANN)

    assert (first.id, first.kind, first.codes) == ("c/1/1", "wave", ("wave-1",))
    assert (first.on, first.until, first.status) == (DAY, DAY, "replaced")
    assert (again.id, again.until, again.status) == ("c/1/3", None, "served")
    assert waves.entries(cohort, DEE) == ()


def test_what_is_shown_of_people_is_their_id() -> None:
    """Events and states go into logs."""
    (member, *_) = after(*FULL).current.members

    assert repr(member) == "CohortMember('ann')"
    assert repr(CAME) == "PatientEnrolled(1, 'cyd')"
    assert repr(LEFT) == "PatientReplaced(1, 'ann')"
    assert repr(REFUSED) == "Replace('ann')"


LEGAL = {
    ("learning", "pass gate"): "through the gate",
    ("learning", "override gate"): "through the gate",
    ("learning", "stop or redesign"): "ended",
    ("through the gate", "open wave"): "learning",
    ("through the gate", "stop or redesign"): "ended",
}
"""Typed apart from the code."""


@pytest.mark.parametrize("role", ["clinical_supervisor", "patient", ""])
@pytest.mark.parametrize("place", CohortStage, ids=lambda place: place.value)
@pytest.mark.parametrize(
    "move", ["pass gate", "override gate", "open wave", "stop or redesign"]
)
def test_a_cohort_goes_where_the_table_says_and_nowhere_else(
    place: CohortStage, move: str, role: str
) -> None:
    """Whoever asks; going past a gate and ending take a reason."""
    someone = Actor("someone", (role,) if role else ())
    target = LEGAL.get((place.value, move))

    if target is None:
        with pytest.raises(NotAllowedError, match="no such move"):
            machines.choose(COHORT_MACHINE, place, move, someone, NOTHING, reason="x")
        return
    made = machines.choose(COHORT_MACHINE, place, move, someone, NOTHING, reason="x")
    unsaid = machines.refusals(COHORT_MACHINE, place, move, someone, NOTHING)
    assert made.target.value == target
    assert bool(unsaid) is (move in {"override gate", "stop or redesign"})
    assert made.safety is (move == "stop or redesign")


def test_what_is_no_event_or_command_of_a_cohort_is_refused_by_its_class() -> None:
    """Nothing that it holds is told."""
    strange: Any = ANN
    for cohort in (None, after(OPEN)):
        with pytest.raises(NotAllowedError) as told:
            waves.evolve(cohort, strange)
        assert str(told.value) == (
            "cannot follow str: that does not happen to a cohort"
        )
        assert refused(cohort, strange) == ("nobody asks that of a cohort",)


def test_a_cohort_beyond_its_program_is_refused_with_every_reason() -> None:
    """Two waves of a program that now has one, and is another."""
    cohort = after(*FULL, PassGate(), OPEN)
    short = attrs.evolve(PROGRAM, id="one", waves=(wave(1),))
    another = "the cohort goes by another program of waves"
    beyond = "the program has no wave of that number"

    assert refused(cohort, enroll(ANN), program=short) == (
        another,
        beyond,
        "must be nobody whom a wave serves already",
    )
    with pytest.raises(NotAllowedError) as told:
        waves.gate_status(short, cohort, GOOD)
    assert told.value.because == (another, beyond)


def test_a_gate_is_passed_on_facts_of_the_day() -> None:
    """What held yesterday says nothing of today."""
    because = refused(after(*FULL), PassGate(), on=DAY + timedelta(days=1))

    assert because == ("the facts are of another day",)


def test_a_later_wave_is_no_smaller() -> None:
    """Each is a number of times as large as the last."""
    smaller = attrs.evolve(NEXT, target=1)
    with pytest.raises(NotAllowedError, match="no fewer people"):
        waves.evolve(after(*FULL, PassGate()), smaller)


@pytest.mark.parametrize(
    ("field", "wrong", "problem"),
    [
        ("id", " ", "Cohort.id"),
        ("opened", (), "Cohort.opened"),
        ("opened", FULL_WAVE * 2, "must be waves 1, 2, 3"),
        (
            "opened",
            (*FULL_WAVE, attrs.evolve(FULL_WAVE[0], number=2)),
            "must serve nobody twice",
        ),
    ],
)
def test_a_cohort_that_cannot_be_is_refused(
    field: str, wrong: Any, problem: str
) -> None:
    """Nobody is served in two waves, and there is a first one. INV-111."""
    with pytest.raises(InvalidValueError, match=problem):
        attrs.evolve(after(OPEN), **{field: wrong})


def test_a_wave_holds_no_more_than_it_is_for() -> None:
    """Two people in a wave for one."""
    with pytest.raises(InvalidValueError, match="must not hold more"):
        attrs.evolve(after(*FULL).current, target=1)
