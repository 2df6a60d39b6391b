"""What can happen to a cohort, and what can be asked for."""

import enum
from datetime import date
from typing import NewType

import attrs

from caremodel._fields import at_least, identifier, is_identifier, not_blank
from caremodel.errors import InvalidValueError
from caremodel.grammar.histories import Actor
from caremodel.grammar.verdicts import RuleRef
from caremodel.people.patients import PatientId
from caremodel.program.waves._gates import WavesRef

__all__ = [
    "CohortCommand",
    "CohortEnded",
    "CohortEvent",
    "CohortId",
    "Ending",
    "Enroll",
    "FoundBy",
    "GateOverridden",
    "GatePassed",
    "OpenWave",
    "OverrideGate",
    "PassGate",
    "PatientEnrolled",
    "PatientReplaced",
    "Replace",
    "StopOrRedesign",
    "WaveOpened",
    "WhyReplaced",
]

CohortId = NewType("CohortId", str)


class FoundBy(enum.Enum):
    """What led to someone. The first five come in all three ways, not by use alone.

    Source: seed-playbook.
    """

    INTERVIEW = "interview"
    REFERRAL = "referral"
    UTILIZATION = "utilization"


class WhyReplaced(enum.Enum):
    """Why someone else may take a place."""

    REFUSED = "refused"
    DECEASED = "deceased"


class Ending(enum.Enum):
    """How a program can end before it is usual care. Neither is a failure to hide."""

    STOP = "stop"
    REDESIGN = "redesign"


# --- what happens --------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class WaveOpened:
    """A wave began to take people in; the first one begins the cohort.

    Attributes:
        on: The day.
        by: Who made it happen.
        cohort_id: Of which cohort.
        waves: By which program it goes.
        number: Which wave, from 1.
        target: For how many people it is [people].
    """

    on: date
    by: Actor
    cohort_id: CohortId = attrs.field(validator=identifier)
    waves: WavesRef
    number: int = attrs.field(validator=at_least(1))
    target: int = attrs.field(validator=at_least(1))


def _check_found(path: str, found_by: FoundBy, named: str | None, reason: str) -> None:
    """Refuse a referral by nobody or for nothing, and a sender without a referral."""
    if found_by is FoundBy.REFERRAL:
        if not is_identifier(named) or not reason.strip():
            raise InvalidValueError(path, "must say who sends the person, and why")
    elif named is not None:
        raise InvalidValueError(path, "must be a referral to name who sends the person")


@attrs.frozen(kw_only=True, repr=False)
class PatientEnrolled:
    """A patient took a place in a wave.

    Attributes:
        on: The day.
        by: Who made it happen.
        wave: In which, by number.
        patient_id: Who.
        found_by: What led to them.
        referred_by: Who sent them, by id; of a referral always.
        reason: Why they were sent; of a referral always.
    """

    on: date
    by: Actor
    wave: int
    patient_id: PatientId = attrs.field(validator=identifier)
    found_by: FoundBy
    referred_by: str | None = None
    reason: str = ""

    def __attrs_post_init__(self) -> None:
        path = "PatientEnrolled.found_by"
        _check_found(path, self.found_by, self.referred_by, self.reason)

    def __repr__(self) -> str:
        return f"PatientEnrolled({self.wave}, {self.patient_id!r})"


@attrs.frozen(kw_only=True, repr=False)
class PatientReplaced:
    """A place became free again, because who held it could not or would not.

    Attributes:
        on: The day.
        by: Who made it happen.
        wave: In which, by number.
        patient_id: Who held it.
        because: Why it became free.
    """

    on: date
    by: Actor
    wave: int
    patient_id: PatientId = attrs.field(validator=identifier)
    because: WhyReplaced

    def __repr__(self) -> str:
        return f"PatientReplaced({self.wave}, {self.patient_id!r})"


@attrs.frozen(kw_only=True)
class GatePassed:
    """The gate of a wave was met, and someone said so.

    Attributes:
        on: The day.
        by: Who made it happen.
        wave: Of which, by number.
        gate: Which, in which version.
    """

    on: date
    by: Actor
    wave: int
    gate: RuleRef


@attrs.frozen(kw_only=True)
class GateOverridden:
    """The gate of a wave was not met, and someone went on nevertheless, saying why.

    Attributes:
        on: The day.
        by: Who made it happen.
        wave: Of which, by number.
        gate: Which, in which version.
        reason: Why.
    """

    on: date
    by: Actor
    wave: int
    gate: RuleRef
    reason: str = attrs.field(validator=not_blank, repr=False)


@attrs.frozen(kw_only=True)
class CohortEnded:
    """The program was stopped, or went back to be designed anew.

    Attributes:
        on: The day.
        by: Who made it happen.
        ending: Which of the two.
        reason: Why.
    """

    on: date
    by: Actor
    ending: Ending
    reason: str = attrs.field(validator=not_blank, repr=False)


CohortEvent = (
    WaveOpened
    | PatientEnrolled
    | PatientReplaced
    | GatePassed
    | GateOverridden
    | CohortEnded
)


# --- what can be asked for -----------------------------------------------------------


@attrs.frozen(kw_only=True)
class OpenWave:
    """Let the next wave take people in; the first one begins the cohort.

    Attributes:
        cohort_id: Of which cohort.
    """

    cohort_id: CohortId = attrs.field(validator=identifier)


@attrs.frozen(kw_only=True, repr=False)
class Enroll:
    """Give a patient a place in the wave that is open.

    Attributes:
        patient_id: Whom.
        found_by: What led to them.
        referred_by: Who sent them, by id; of a referral always.
        reason: Why they were sent; of a referral always.
    """

    patient_id: PatientId = attrs.field(validator=identifier)
    found_by: FoundBy
    referred_by: str | None = None
    reason: str = ""

    def __attrs_post_init__(self) -> None:
        path = "Enroll.found_by"
        _check_found(path, self.found_by, self.referred_by, self.reason)

    def __repr__(self) -> str:
        return f"Enroll({self.patient_id!r})"


@attrs.frozen(kw_only=True, repr=False)
class Replace:
    """Free the place of someone who will not or cannot be served, for someone else.

    Attributes:
        patient_id: Whose.
        because: Why.
    """

    patient_id: PatientId = attrs.field(validator=identifier)
    because: WhyReplaced

    def __repr__(self) -> str:
        return f"Replace({self.patient_id!r})"


@attrs.frozen
class PassGate:
    """Go through the gate of the open wave, which must be met."""


@attrs.frozen(kw_only=True)
class OverrideGate:
    """Go on though the gate of the open wave is not met, and say why.

    Attributes:
        reason: Why.
    """

    reason: str = attrs.field(validator=not_blank, repr=False)


@attrs.frozen(kw_only=True)
class StopOrRedesign:
    """End the cohort, and say why; nothing stands in the way of that.

    Attributes:
        ending: Which of the two.
        reason: Why.
    """

    ending: Ending
    reason: str = attrs.field(validator=not_blank, repr=False)


CohortCommand = OpenWave | Enroll | Replace | PassGate | OverrideGate | StopOrRedesign
