"""Facts: what is known about a person as of a day, and what is not.

A fact is data: "how many inpatient stays in the last six months". It is drawn from any
record (`draw`), with the entries it rests on, or with the reason why it is not known.
Comparing a fact with a bound makes a criterion; how criteria are read is said in
`rules`.
"""

from caremodel.grammar.facts._asked import (
    Age,
    Change,
    Count,
    DaysSince,
    Fact,
    Given,
    Has,
    Latest,
    Since,
    Sum,
    Tie,
    Value,
    kind_of,
)
from caremodel.grammar.facts._draw import draw
from caremodel.grammar.facts._known import Facts, Why
from caremodel.grammar.facts._select import (
    After,
    Days,
    During,
    Ever,
    Months,
    Select,
    Window,
)
from caremodel.grammar.facts._words import name_of

__all__ = [
    "After",
    "Age",
    "Change",
    "Count",
    "Days",
    "DaysSince",
    "During",
    "Ever",
    "Fact",
    "Facts",
    "Given",
    "Has",
    "Latest",
    "Months",
    "Select",
    "Since",
    "Sum",
    "Tie",
    "Value",
    "Why",
    "Window",
    "draw",
    "kind_of",
    "name_of",
]
