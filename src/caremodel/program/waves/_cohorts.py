"""Cohorts: who is in which wave, and which gates were passed, as a fold of events."""

import enum
from datetime import date
from typing import Final, assert_never

import attrs

from caremodel._fields import at_least, identifier, not_empty
from caremodel.errors import InvalidValueError, NotAllowedError
from caremodel.grammar.entries import Entry
from caremodel.grammar.machines import ANYWHERE, Machine, Move
from caremodel.people.patients import PatientId
from caremodel.program.waves._gates import WavesRef
from caremodel.program.waves._happened import (
    CohortCommand,
    CohortEnded,
    CohortEvent,
    CohortId,
    Ending,
    Enroll,
    FoundBy,
    GateOverridden,
    GatePassed,
    OpenWave,
    OverrideGate,
    PassGate,
    PatientEnrolled,
    PatientReplaced,
    Replace,
    StopOrRedesign,
    WaveOpened,
    WhyReplaced,
)

__all__ = [
    "COHORT_MACHINE",
    "ENTRY_KIND",
    "Cohort",
    "CohortMember",
    "CohortStage",
    "OpenedWave",
    "entries",
    "evolve",
    "impossible",
    "served",
]

ENTRY_KIND: Final = "wave"
"""The kind of entry that a place in a wave is told as."""


class CohortStage(enum.Enum):
    """Where a cohort stands: in a wave, between two, or at its end."""

    LEARNING = "learning"
    THROUGH = "through the gate"
    ENDED = "ended"


COHORT_MACHINE: Final = Machine(
    places=CohortStage,
    initial=(CohortStage.LEARNING,),
    terminal=(CohortStage.ENDED,),
    moves=(
        Move(
            name="pass gate",
            source=CohortStage.LEARNING,
            target=CohortStage.THROUGH,
        ),
        Move(
            name="override gate",
            source=CohortStage.LEARNING,
            target=CohortStage.THROUGH,
            needs_reason=True,
        ),
        Move(
            name="open wave",
            source=CohortStage.THROUGH,
            target=CohortStage.LEARNING,
        ),
        Move(
            name="stop or redesign",
            source=ANYWHERE,
            target=CohortStage.ENDED,
            needs_reason=True,
            safety=True,
        ),
    ),
)
"""Where a cohort can go from where it stands. A redesigned model is a new cohort.

Assumed: caremodel; the founding texts say that each wave leads to the next, and leave
open how one ends.
"""


CHANGES: Final[dict[type[CohortEvent | CohortCommand], str]] = {
    OpenWave: "open wave",
    WaveOpened: "open wave",
    Enroll: "enroll the patient",
    PatientEnrolled: "enroll the patient",
    Replace: "replace the patient",
    PatientReplaced: "replace the patient",
    PassGate: "pass gate",
    GatePassed: "pass gate",
    OverrideGate: "override gate",
    GateOverridden: "override gate",
    StopOrRedesign: "stop or redesign",
    CohortEnded: "stop or redesign",
}
"""What each command asks for and each event did; the moves of the machine by name."""


# --- the state -----------------------------------------------------------------------


@attrs.frozen(kw_only=True, repr=False)
class CohortMember:
    """A patient in a wave, and whether someone else has their place now.

    Attributes:
        patient_id: Who.
        since: The day they came.
        found_by: What led to them.
        until: The day their place became free again; `None` while they hold it.
        because: Why it became free.
    """

    patient_id: PatientId
    since: date
    found_by: FoundBy
    until: date | None = None
    because: WhyReplaced | None = None

    def __repr__(self) -> str:
        return f"CohortMember({self.patient_id!r})"


@attrs.frozen(kw_only=True)
class OpenedWave:
    """A wave that was opened, with everyone who ever came to it.

    Attributes:
        number: Which.
        target: For how many people it is [people].
        since: The day it was opened.
        members: Who came, in order, those replaced among them.
        decided_on: The day its gate was passed or overridden.
        overridden: Why its gate was not waited for; empty where it was passed.
    """

    number: int = attrs.field(validator=at_least(1))
    target: int = attrs.field(validator=at_least(1))
    since: date
    members: tuple[CohortMember, ...] = attrs.field(
        default=(), converter=tuple[CohortMember, ...]
    )
    decided_on: date | None = None
    overridden: str = attrs.field(default="", repr=False)

    def __attrs_post_init__(self) -> None:
        if self.places_open < 0:
            problem = "must not hold more than the wave is for"
            raise InvalidValueError("OpenedWave.members", problem)

    @property
    def served(self) -> tuple[PatientId, ...]:
        """Those who hold a place, in the order they came."""
        return tuple(each.patient_id for each in self.members if each.until is None)

    @property
    def places_open(self) -> int:
        """How many could still come [people]."""
        return self.target - len(self.served)


@attrs.frozen(kw_only=True)
class Cohort:
    """The people with whom a program of waves is learned.

    Attributes:
        id: Of the cohort.
        waves: By which program it goes.
        stage: Where it stands.
        since: The day of the last thing that happened.
        opened: The waves so far, in order; nobody is served in two of them.
        ending: How it ended, if it did.
    """

    id: CohortId = attrs.field(validator=identifier)
    waves: WavesRef
    stage: CohortStage
    since: date
    opened: tuple[OpenedWave, ...] = attrs.field(
        converter=tuple[OpenedWave, ...], validator=not_empty
    )
    ending: Ending | None = None

    def __attrs_post_init__(self) -> None:
        numbers = [wave.number for wave in self.opened]
        if numbers != list(range(1, len(numbers) + 1)):
            raise InvalidValueError("Cohort.opened", "must be waves 1, 2, 3 …")
        holding = served(self)
        if len(set(holding)) < len(holding):
            raise InvalidValueError("Cohort.opened", "must serve nobody twice")

    @property
    def current(self) -> OpenedWave:
        """The wave opened last."""
        return self.opened[-1]


def served(cohort: Cohort) -> tuple[PatientId, ...]:
    """Name everyone ever served, wave by wave, less those whose place was freed."""
    return tuple(patient for wave in cohort.opened for patient in wave.served)


def entries(cohort: Cohort, patient_id: PatientId) -> tuple[Entry, ...]:
    """Tell a patient's places in waves as entries of kind `ENTRY_KIND`."""
    return tuple(
        Entry(
            f"{cohort.id}/{wave.number}/{place}",
            ENTRY_KIND,
            (f"wave-{wave.number}",),
            member.since,
            until=member.until,
            status="served" if member.until is None else "replaced",
        )
        for wave in cohort.opened
        for place, member in enumerate(wave.members, start=1)
        if member.patient_id == patient_id
    )


# --- what follows --------------------------------------------------------------------

NOTHING_YET: Final = "no wave was opened yet"


def evolve(state: Cohort | None, event: CohortEvent) -> Cohort:
    """Make the cohort that follows *event*.

    Raises:
        NotAllowedError: If that could not have happened.
    """
    if type(event) not in CHANGES:
        change = f"follow {type(event).__name__}"
        raise NotAllowedError(change, ("that does not happen to a cohort",))
    if state is None:
        if isinstance(event, WaveOpened) and event.number == 1:
            return _begun(event)
        raise NotAllowedError(CHANGES[type(event)], (NOTHING_YET,))
    if because := impossible(state, event):
        raise NotAllowedError(CHANGES[type(event)], because)
    return _after(state, event)


def _begun(event: WaveOpened) -> Cohort:
    return Cohort(
        id=event.cohort_id,
        waves=event.waves,
        stage=CohortStage.LEARNING,
        since=event.on,
        opened=(_wave(event),),
    )


def _wave(event: WaveOpened) -> OpenedWave:
    return OpenedWave(number=event.number, target=event.target, since=event.on)


def _after(cohort: Cohort, event: CohortEvent) -> Cohort:
    """Make what follows an event that can."""
    opened, stage, ending = cohort.opened, cohort.stage, cohort.ending
    match event:
        case WaveOpened():
            opened, stage = (*opened, _wave(event)), CohortStage.LEARNING
        case PatientEnrolled() | PatientReplaced():
            opened = (*opened[:-1], _with_members(cohort.current, event))
        case GatePassed() | GateOverridden():
            opened = (*opened[:-1], _decided(cohort.current, event))
            stage = CohortStage.THROUGH
        case CohortEnded():
            stage, ending = CohortStage.ENDED, event.ending
        case _:
            assert_never(event)
    return attrs.evolve(
        cohort, stage=stage, since=event.on, opened=opened, ending=ending
    )


def _with_members(
    wave: OpenedWave, event: PatientEnrolled | PatientReplaced
) -> OpenedWave:
    if isinstance(event, PatientEnrolled):
        member = CohortMember(
            patient_id=event.patient_id, since=event.on, found_by=event.found_by
        )
        return attrs.evolve(wave, members=(*wave.members, member))
    return attrs.evolve(
        wave,
        members=tuple(
            attrs.evolve(member, until=event.on, because=event.because)
            if member.patient_id == event.patient_id and member.until is None
            else member
            for member in wave.members
        ),
    )


def _decided(wave: OpenedWave, event: GatePassed | GateOverridden) -> OpenedWave:
    overridden = event.reason if isinstance(event, GateOverridden) else ""
    return attrs.evolve(wave, decided_on=event.on, overridden=overridden)


# --- what cannot be ------------------------------------------------------------------


def impossible(cohort: Cohort, event: CohortEvent) -> tuple[str, ...]:
    """Say why an event cannot follow, whatever the program says."""
    because = [_misplaced(cohort, event)]
    if event.on < cohort.since:
        because.append("must not be before the last thing that happened")
    match event:
        case WaveOpened():
            because.append(_not_next(cohort, event))
            if event.target < cohort.current.target:
                because.append("must be for no fewer people than the wave before")
        case PatientEnrolled():
            because += [_elsewhere(cohort, event.wave), *_no_place(cohort, event)]
        case PatientReplaced():
            because.append(_elsewhere(cohort, event.wave))
            if event.patient_id not in cohort.current.served:
                because.append("must be someone who holds a place in the wave")
        case GatePassed() | GateOverridden():
            because.append(_elsewhere(cohort, event.wave))
        case CohortEnded():
            pass
        case _:
            assert_never(event)
    return tuple(filter(None, because))


def _misplaced(cohort: Cohort, event: CohortEvent) -> str:
    """Say that where the cohort stands, this does not happen."""
    if isinstance(event, PatientEnrolled | PatientReplaced):
        possible = cohort.stage is CohortStage.LEARNING
    else:
        move = CHANGES[type(event)]
        possible = COHORT_MACHINE.ready(cohort.stage, move) is not None
    return "" if possible else f"the cohort is {STANDS[cohort.stage]}"


STANDS: Final = {
    CohortStage.LEARNING: "in a wave whose gate is not decided",
    CohortStage.THROUGH: "through the gate, and no wave is open",
    CohortStage.ENDED: "at its end",
}


def _not_next(cohort: Cohort, event: WaveOpened) -> str:
    said = event.cohort_id, event.waves, event.number
    is_next = said == (cohort.id, cohort.waves, cohort.current.number + 1)
    return "" if is_next else "must be the next wave of this cohort and its program"


def _elsewhere(cohort: Cohort, number: int) -> str:
    return "" if number == cohort.current.number else "must be of the wave opened last"


def _no_place(cohort: Cohort, event: PatientEnrolled) -> list[str]:
    """Say why nobody, or not this one, can take a place."""
    members = [member for wave in cohort.opened for member in wave.members]
    own = [member for member in members if member.patient_id == event.patient_id]
    because = []
    if cohort.current.places_open < 1:
        because.append("every place of the wave is taken")
    if any(member.until is None for member in own):
        because.append("must be nobody whom a wave serves already")
    if any(member.because is WhyReplaced.DECEASED for member in own):
        because.append("must be nobody who was replaced for good")
    return because
