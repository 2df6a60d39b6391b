"""What is known about one person as of one day, and why the rest is not."""

import enum
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType

import attrs

from caremodel.errors import InvalidValueError
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts._asked import Fact, Given, Value, misfit, only_facts
from caremodel.grammar.facts._words import name_of


class Why(enum.Enum):
    """Why a fact is not known."""

    NOT_COVERED = "the record does not cover the time asked about"
    NO_VALUE = "there is none"
    OTHER_UNIT = "it is in another unit"
    NOT_WHOLE = "not every value is a whole number"
    IMPRECISE = "a date is not precise enough"
    NOT_ENDED = "one has no end"
    NO_ANCHOR = "what it counts from is not known"
    NOT_BORN = "the birth is after the day asked about"
    NOT_GIVEN = "nobody gave it"


def _checked(known: Mapping[Fact, Value]) -> dict[Fact, Value]:
    for fact, value in known.items():
        if problem := misfit(fact, value):
            only_facts("Facts.known", (fact,))
            raise InvalidValueError(f"Facts.known[{name_of(fact)}]", problem)
    return dict(known)


def _entries(
    evidence: Mapping[Fact, tuple[Entry, ...]],
) -> dict[Fact, tuple[Entry, ...]]:
    return dict(evidence)


def _reasons(missing: "Mapping[Fact, Why]") -> "dict[Fact, Why]":
    return dict(missing)


@attrs.frozen(kw_only=True, repr=False)
class Facts:
    """What is known about one person as of one day.

    Attributes:
        on: The day.
        known: Each known fact with its value.
        evidence: The entries that a known fact rests on, where it rests on any.
        missing: Each fact that was asked for and is not known, with the reason.
    """

    on: date
    _known: dict[Fact, Value] = attrs.field(converter=_checked)
    _evidence: dict[Fact, tuple[Entry, ...]] = attrs.field(
        factory=dict, converter=_entries
    )
    _missing: dict[Fact, Why] = attrs.field(factory=dict, converter=_reasons)

    def __repr__(self) -> str:
        return f"Facts({len(self._known)} known, {len(self._missing)} missing)"

    @cached_property
    def known(self) -> Mapping[Fact, Value]:
        """Each known fact with its value."""
        return MappingProxyType(self._known)

    @property
    def missing(self) -> Mapping[Fact, Why]:
        """Each fact asked for and not known, with the reason."""
        return MappingProxyType(self._missing)

    def value(self, fact: Fact) -> Value | None:
        """Say the value of *fact*, or `None` if it is not known."""
        return self._known.get(fact)

    def evidence(self, fact: Fact) -> tuple[Entry, ...]:
        """Hand out the entries that *fact* rests on."""
        return self._evidence.get(fact, ())

    def why_missing(self, fact: Fact) -> Why | None:
        """Say why *fact* is not known; `None` if it is."""
        if fact in self._known:
            return None
        return self._missing.get(fact, Why.NOT_GIVEN)

    def with_given(self, given: "Mapping[Given, Value | None]") -> "Facts":
        """Make the same facts and those that someone says beside them.

        What is given as `None` is not known, whatever was said of it before.
        """
        known = dict(self._known)
        for fact, value in given.items():
            if value is None:
                known.pop(fact, None)
            else:
                known[fact] = value
        return Facts(
            on=self.on,
            known=known,
            evidence=self._evidence,
            missing={f: why for f, why in self._missing.items() if f not in known},
        )

    def without(self, *facts: Fact) -> "Facts":
        """Make the same facts less these."""
        return Facts(
            on=self.on,
            known={fact: v for fact, v in self._known.items() if fact not in facts},
            evidence={f: e for f, e in self._evidence.items() if f not in facts},
            missing=self._missing,
        )
