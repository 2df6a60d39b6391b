"""Words of pages: what owners and senders are called, and why an answer is so."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from caremodel.catalog.conditions import EMERGENCY_CLASS, INPATIENT_CLASS
from caremodel.display._text import counted, shown
from caremodel.display.reports._everyone import Names
from caremodel.grammar.facts import Fact, Has, Value, name_of
from caremodel.grammar.rules import Comparison, Op
from caremodel.grammar.rules._words import (
    bound_in_words,
    is_none,
    means_none,
    so,
)
from caremodel.grammar.verdicts import Reason, Verdict
from caremodel.panel.candidates import Candidate, Referral
from caremodel.people.charts import GENDER

__all__ = [
    "because",
    "candidate_lines",
    "gender_in",
    "in_plain_words",
    "leads_to",
    "owner_called",
    "plain",
    "reasons",
    "sent_by",
    "span",
    "use_in_words",
    "value_in_words",
]

SENDERS: Final = {
    "pcp": "their doctor",
    "social": "social care",
    "behavioral": "behavioral care",
    "self": "themselves",
    "family": "family",
}

PLAIN: Final = {
    INPATIENT_CLASS.called: "hospital stays of any kind",
    EMERGENCY_CLASS.called: "emergency visits of any kind",
}
"""What is said for the raw classes of the record: planned stays and births are among
them, and visits that ended in a stay."""


def in_plain_words(text: str) -> str:
    """Say for the classes of the record what they are called where care is given."""
    for called, plainly in PLAIN.items():
        text = text.replace(called, plainly)
    return text


def owner_called(owner: str, names: Names) -> str:
    """Say what an owner is called; without a name, by the id that a reference holds."""
    name = dict(names).get(owner, "") or owner.partition("/")[2] or owner
    return shown(name)


# --- candidates ----------------------------------------------------------------------


def leads_to(candidate: Candidate) -> bool:
    """Say whether anything at all leads to a candidate."""
    use = candidate.use
    charged = use.cost is not None and use.cost.amount > 0
    return bool(candidate.referrals or use.stays or use.emergencies or charged)


def candidate_lines(candidate: Candidate) -> str:
    """Say what leads to a candidate: their use, and who sends them."""
    return f"{shown(candidate.patient_id)}: {use_in_words(candidate)}"


def use_in_words(candidate: Candidate) -> str:
    """Say how much care someone used, and who sends them."""
    use = candidate.use
    at_least = "" if use.whole else "at least "
    cost = use.cost
    charged = "" if cost is None else f", {cost.amount:,.2f} {cost.currency}"
    told = (
        f"{at_least}{counted(use.stays, 'stay')}, "
        f"{counted(use.emergencies, 'emergency visit')}{charged} in the year "
        f"(place {candidate.rank} by use)"
    )
    sent = sent_by(candidate.referrals)
    return f"{told}; sent by {sent}" if sent else told


def sent_by(referrals: Iterable[Referral]) -> str:
    """Say who sends someone, and when."""
    return ", ".join(f"{_senders(each)} on {each.on}" for each in referrals)


def _senders(referral: Referral) -> str:
    called = [SENDERS.get(each, shown(each)) for each in referral.origins]
    return " and ".join(called) or "someone"


# --- facts and reasons ---------------------------------------------------------------


def plain(fact: Fact) -> str:
    """Name a fact in plain words, without the "any" before it."""
    return in_plain_words(name_of(fact).removeprefix("any "))


def gender_in(fact: Fact) -> str:
    """Say which gender a fact asks for; nothing of other facts."""
    if isinstance(fact, Has) and fact.select.kind == GENDER:
        return " or ".join(fact.select.codes)
    return ""


def value_in_words(fact: Fact, value: Value) -> str:
    """Say a value, with its unit unless the name says it; long fractions are cut."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    told = f"{round(value, 3):g}" if isinstance(value, float) else str(value)
    unit = getattr(fact, "unit", "")
    return told if f"({unit})" in name_of(fact) else f"{told} {unit}".rstrip()


def span(days: Sequence[date]) -> str:
    """Say one day, or from which to which."""
    return f"{days[0]}" if len(days) == 1 else f"{days[0]} to {days[-1]}"


def because(*verdicts: Verdict) -> str:
    """Say why answers are so, each sort of reason once, with the person's values."""
    return "; ".join(reasons(*verdicts))


def reasons(*verdicts: Verdict) -> tuple[str, ...]:
    """Say why answers are so, one sort of reason after another."""
    read = dict.fromkeys(reason for each in verdicts for reason in each.because)
    told = _measured([reason for reason in read if _is_measure(reason.value)])
    told += [_gender(reason) for reason in read if _of_gender(reason)]
    told += _flagged([reason for reason in read if not _of_gender(reason)])
    return tuple(told)


def _flagged(read: Sequence[Reason]) -> Iterator[str]:
    """Say what is so and what is not, on record and by word, and what is not known."""
    for value, record, word, between in (
        (True, "has ", "", ", "),
        (False, "no ", "not so: ", ", no "),
    ):
        flags = [each.fact for each in read if each.value is value]
        held = [plain(fact) for fact in flags if isinstance(fact, Has)]
        given = [plain(fact) for fact in flags if not isinstance(fact, Has)]
        if held:
            yield record + between.join(held)
        if given:
            yield word + ", ".join(given)
    unknown = [plain(each.fact) for each in read if each.value is None]
    if unknown:
        yield f"not known: {', '.join(unknown)}"


def _is_measure(value: Value | None) -> bool:
    return value is not None and not isinstance(value, bool)


def _measured(read: Iterable[Reason]) -> list[str]:
    """Say each number once, beside where it lies among all it was compared with."""
    compared: dict[tuple[Fact, Value | None], list[Comparison]] = {}
    for reason in read:
        beside = compared.setdefault((reason.fact, reason.value), [])
        if (told := so(reason)) is not None:
            beside.append(told)
    return [
        f"{in_plain_words(name_of(fact))}: {_placed(fact, value, beside)}"
        for (fact, value), beside in compared.items()
    ]


def _placed(fact: Fact, value: Value | None, beside: Iterable[Comparison]) -> str:
    """Say a value and the nearest bounds on both of its sides; no visits are none."""
    bounds = _nearest(beside)
    none = is_none(fact, value)
    if none:
        bounds = [each for each in bounds if not means_none(each)]
    told = "none" if none else "" if value is None else value_in_words(fact, value)
    words = ", ".join(dict.fromkeys(map(bound_in_words, bounds)))
    return f"{told} ({words})" if words else told


def _nearest(bounds: Iterable[Comparison]) -> list[Comparison]:
    """Keep the highest of the bounds below, and the lowest of those above."""
    told = list(bounds)
    below = [each for each in told if each.op in (Op.AT_LEAST, Op.OVER)]
    above = [each for each in told if each.op in (Op.AT_MOST, Op.UNDER)]
    beside = [each for each in told if each.op is Op.IS]
    below.sort(key=lambda each: (float(each.bound), each.op is Op.OVER))
    above.sort(key=lambda each: (float(each.bound), each.op is Op.AT_MOST))
    return [*below[-1:], *above[:1], *beside]


def _of_gender(reason: Reason) -> bool:
    return reason.value is not None and bool(gender_in(reason.fact))


def _gender(reason: Reason) -> str:
    return f"{'' if reason.value else 'not '}{gender_in(reason.fact)}"
