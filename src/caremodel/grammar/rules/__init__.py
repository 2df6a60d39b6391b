"""Rules: criteria over facts, written once and read in many ways.

A criterion joins comparisons with all, any, not and at-least. `fold` is the one walk
over it; each reading is an algebra: the answer, the verdict with its reasons, the words
here; columns of a data frame and rails of numpy elsewhere. A `Rule` adds id, version,
source and the days it is in force.
"""

from caremodel.grammar.facts._asked import (
    All,
    Any,
    AtLeast,
    Comparison,
    Criterion,
    Not,
    Op,
    criterion_of,
)
from caremodel.grammar.rules._answers import Answerer, answer, answerer
from caremodel.grammar.rules._fold import Algebra, fold
from caremodel.grammar.rules._reads import facts_read, missing
from caremodel.grammar.rules._rules import Rule, rule_on
from caremodel.grammar.rules._verdicts import evaluate
from caremodel.grammar.rules._words import describe, tell

__all__ = [
    "Algebra",
    "All",
    "Any",
    "Answerer",
    "AtLeast",
    "Comparison",
    "Criterion",
    "Not",
    "Op",
    "Rule",
    "answer",
    "answerer",
    "criterion_of",
    "describe",
    "evaluate",
    "facts_read",
    "fold",
    "missing",
    "rule_on",
    "tell",
]
