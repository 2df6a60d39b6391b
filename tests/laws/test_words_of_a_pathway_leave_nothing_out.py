"""Pathways that differ in anything are told differently.

One thing at a time is changed in the document of a pathway: a name, a number, a yes or
no. Wherever that is another pathway that works, the words differ, too.
"""

import json
from typing import Any

from hypothesis import assume, given, strategies as st

from caremodel.care.pathways import Pathway
from caremodel.display import pages
from caremodel.errors import CareModelError
from caremodel.exchange import documents
from caremodel.testing import strategies
from laws.eventful import share

Leaf = tuple[str | int, ...]


def leaves(value: Any, at: Leaf = ()) -> list[Leaf]:
    """Say where in a document something stands that has no parts."""
    if isinstance(value, dict):
        parts: list[tuple[str | int, Any]] = list(value.items())
    elif isinstance(value, list):
        parts = list(enumerate(value))
    else:
        return [at]
    return [leaf for key, part in parts for leaf in leaves(part, (*at, key))]


def changed(pathway: Pathway, which: int) -> Pathway | None:
    """Change one thing of a pathway; `None` where that works no more."""
    plain = json.loads(documents.dumps(pathway))
    found = leaves(plain["value"])
    *before, last = found[which % len(found)]
    part = plain["value"]
    for key in before:
        part = part[key]
    part[last] = other(part[last])
    try:
        return documents.loads(json.dumps(plain), Pathway)
    except CareModelError:
        return None


def other(value: Any) -> Any:
    """Make something else of the same sort."""
    if isinstance(value, bool):
        return not value
    return f"{value} too" if isinstance(value, str) else value + 1


@given(strategies.pathways(), st.integers(0, 10_000))
def test_whatever_differs_is_said(pathway: Pathway, which: int) -> None:
    """Nobody runs on a pathway whose words are those of another one."""
    another = changed(pathway, which)
    assume(another is not None and another != pathway)
    assert another is not None

    assert pages.pathway_page(another) != pages.pathway_page(pathway)


@given(strategies.pathways())
def test_the_words_are_the_same_for_the_same_pathway(pathway: Pathway) -> None:
    """Also for one that was written down and read again."""
    again = documents.loads(documents.dumps(pathway), Pathway)

    assert pages.pathway_page(again) == pages.pathway_page(pathway)


def test_the_cases_are_eventful() -> None:
    """Many a change makes another pathway that works."""
    cases = st.tuples(strategies.pathways(), st.integers(0, 10_000))

    assert share(cases, lambda case: changed(*case) is not None) > 1 / 5
