"""Criteria with a name, a source, and days they are in force."""

from collections.abc import Iterable
from datetime import date

import attrs

from caremodel._fields import identifier, not_blank
from caremodel.errors import InvalidValueError, NotFoundError
from caremodel.grammar.dates import Period
from caremodel.grammar.entries import ALWAYS
from caremodel.grammar.facts._asked import Criterion, criterion_of
from caremodel.grammar.verdicts import RuleRef


@attrs.frozen(kw_only=True)
class Rule:
    """A criterion with a name, a source, and the days it is in force.

    Attributes:
        id: Of the rule, through all of its versions.
        version: Which of them this is.
        criterion: What it asks.
        called: What a yes means, in words.
        source: Where it comes from, or the word "Assumed" and by whom and why.
        in_force: From when until when it holds.
    """

    id: str = attrs.field(validator=identifier)
    version: str = attrs.field(default="1", validator=identifier)
    criterion: Criterion = attrs.field(converter=criterion_of)
    called: str = ""
    source: str = attrs.field(validator=not_blank)
    in_force: Period = ALWAYS

    @property
    def ref(self) -> RuleRef:
        """The rule by id and version."""
        return RuleRef(self.id, self.version)


def rule_on(rules: Iterable[Rule], rule_id: str, *, on: date) -> Rule:
    """Find the version of a rule that is in force on the day *on*.

    Raises:
        NotFoundError: If no version is, with the ids that are.
        InvalidValueError: If two versions are in force at once.
    """
    in_force = [rule for rule in rules if on in rule.in_force]
    found = [rule for rule in in_force if rule.id == rule_id]
    if not found:
        known = sorted({rule.id for rule in in_force})
        raise NotFoundError(f"rule in force on {on}", tuple(known))
    if len(found) > 1:
        raise InvalidValueError(
            f"rules.{rule_id}", f"has two versions in force on {on}"
        )
    return found[0]


def criterion_in(question: Criterion | Rule) -> Criterion:
    """Take the criterion of a rule, and a criterion as it is."""
    return question.criterion if isinstance(question, Rule) else criterion_of(question)
